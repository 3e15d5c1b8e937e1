"""How the history tells changes."""

from typing import Any

from wagtail import hooks

from entrepairs.core.back_office import CHANGED, ChangeFormatter


@hooks.register("register_log_actions")
def tell_changes(actions: Any) -> None:
    actions.register_action(CHANGED)(ChangeFormatter)

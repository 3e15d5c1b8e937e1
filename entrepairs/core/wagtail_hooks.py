"""How the history tells changes; and no bulk actions, which would pass ours by."""

from typing import Any, NoReturn

from django.http import Http404
from wagtail import hooks

from entrepairs.core.back_office import CHANGED, ChangeFormatter


@hooks.register("register_log_actions")
def tell_changes(actions: Any) -> None:
    actions.register_action(CHANGED)(ChangeFormatter)


@hooks.register("before_bulk_action")
def no_bulk_actions(*request_and_objects: Any) -> NoReturn:
    raise Http404

"""For the back office's form of a record: how the mails about it fared."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel

from entrepairs.mail.states import states_of


class MailStatesPanel(Panel):
    """`MailStatesPanel("directory.entry")`: the mails about `directory.entry:12`."""

    def __init__(self, about: str, **options: Any) -> None:
        super().__init__(**{"heading": _("Mails about it"), **options})
        self.about = about

    def clone_kwargs(self) -> dict[str, Any]:
        return {**super().clone_kwargs(), "about": self.about}

    class BoundPanel(Panel.BoundPanel):
        template_name = "mail/_states.html"

        @property
        def stories(self) -> Any:
            return states_of(f"{self.panel.about}:{self.instance.pk}")

        def is_shown(self) -> bool:
            return bool(self.instance.pk and self.stories)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            return {"stories": self.stories}

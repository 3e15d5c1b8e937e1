"""What is written to somebody who signs in."""

from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from entrepairs.mail import actions as outbox
from entrepairs.mail.kinds import MailKind, Variable, declare
from entrepairs.mail.models import OutgoingMail
from entrepairs.people.models import Person

NOBODY = "nobody@invalid.example"

CODE = declare(
    MailKind(
        "people/mail/code.txt",
        title=_("The code to sign in"),
        when=_("when somebody types their address to sign in"),
        variables=(Variable("code", _("the code"), "1234 5678", is_needed=True),),
    )
)
KEYS_CHANGED = declare(
    MailKind(
        "people/mail/keys_changed.txt",
        title=_("The way you sign in was changed"),
        when=_("when a passkey, an app or recovery codes are added or removed"),
        variables=(Variable("what", _("what was changed"), _("A passkey was added.")),),
    )
)


def code(
    *,
    to: str,
    code: str,
    language: str,
    network: Any,
    until: datetime,
    discreet: bool = False,
) -> OutgoingMail:
    """The code, in groups that can be read aloud. No link: nothing to open."""
    middle = len(code) // 2
    return outbox.queue(
        CODE.template,
        to=to,
        network=network,
        language=language,
        context={"code": f"{code[:middle]} {code[middle:]}"},
        until=until,
        discreet=discreet,
    )


def keys_changed(person: Person, *, what: Promise, network: Any) -> OutgoingMail | None:
    """So that nobody changes them unseen. Nothing to who has no address."""
    if not person.email:
        return None
    return outbox.queue(
        KEYS_CHANGED.template,
        to=person.email,
        network=network,
        language=person.language,
        discreet=person.discreet_mails,
        context={"what": what},
    )

"""What we write about data: a link to those who ask, the clock to those who answer."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from entrepairs.mail import actions as outbox
from entrepairs.mail.kinds import LINK, MailKind, Variable, declare
from entrepairs.mail.models import OutgoingMail
from entrepairs.organisations.models import Network, languages_of
from entrepairs.people.models import Person
from entrepairs.privacy.models import RightsRequest

YOUR_DATA = declare(
    MailKind(
        "privacy/mail/your_data.txt",
        title=_("Your data: the link you asked for"),
        when=_("when somebody asks, by an address, what we hold"),
        variables=(
            Variable("address", _("link to the data"), LINK, is_needed=True),
            Variable("hours", _("hours the link works"), 24),
        ),
    )
)
CONFIRM_ERASURE = declare(
    MailKind(
        "privacy/mail/confirm_erasure.txt",
        title=_("Erasure of your data: please confirm"),
        when=_(
            "when staff prepare an erasure that was asked for by letter or telephone"
        ),
        variables=(
            Variable("address", _("link to the data"), LINK, is_needed=True),
            Variable("days", _("days the link works"), 7),
        ),
    )
)
REQUEST_WAITS = declare(
    MailKind(
        "privacy/mail/request_waits.txt",
        title=_("A request about data waits for an answer"),
        when=_("7, 20 and 27 days after a request was received"),
        variables=(
            Variable("receipt", _("number of the request"), "R-7KQ2-M9XD-4TWB"),
            Variable("days", _("days that are left"), 10),
            Variable("address", _("page of the requests"), LINK, is_needed=True),
        ),
    )
)


ASKS_TOO_MUCH = declare(
    MailKind(
        "privacy/mail/asks_too_much.txt",
        title=_("A form asks more than most purposes need"),
        when=_("when somebody justifies a question about health, money, beliefs, …"),
        variables=(
            Variable("where", _("the form"), _("Registration for the workshop")),
            Variable("questions", _("the questions"), _("Date of birth")),
            Variable("reason", _("why they are asked"), _("Insurance of the group")),
        ),
    )
)


def asks_too_much(
    network: Network, *, where: str, questions: list[str], reason: str
) -> OutgoingMail:
    """To the data-protection contact of the network, in its first language."""
    return outbox.queue(
        ASKS_TOO_MUCH.template,
        to=network.controller_email,
        network=network,
        language=languages_of(network)[0],
        context={
            "where": where,
            "questions": "\n".join(f"- {one}" for one in questions),
            "reason": reason,
        },
    )


def your_data(
    *, to: str, network: Network, language: str, address: str, hours: int
) -> OutgoingMail:
    """To whoever has the address. Neutral: it may be read over a shoulder."""
    return outbox.queue(
        YOUR_DATA.template,
        to=to,
        network=network,
        language=language,
        context={"address": address, "hours": hours},
        discreet=True,
    )


def confirm_erasure(
    *, to: str, network: Network, language: str, address: str, days: int
) -> OutgoingMail:
    """To whom a request for erasure is said to come from."""
    return outbox.queue(
        CONFIRM_ERASURE.template,
        to=to,
        network=network,
        language=language,
        context={"address": address, "days": days},
        discreet=True,
    )


def request_waits(request: RightsRequest, *, person: Person) -> OutgoingMail | None:
    """Tell somebody who answers that the month runs; never what it is about."""
    if not person.email:
        return None
    return outbox.queue(
        REQUEST_WAITS.template,
        to=person.email,
        network=request.network,
        language=person.language,
        context={
            "receipt": request.receipt,
            "days": request.days_left,
            "address": f"{settings.WAGTAILADMIN_BASE_URL}/space/",
        },
        about=f"privacy.rightsrequest:{request.pk}",
    )

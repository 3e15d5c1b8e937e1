"""What we write to persons about their account and their roles."""

from datetime import date, datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from entrepairs.mail import actions as outbox
from entrepairs.mail.kinds import LINK, MailKind, Variable, declare
from entrepairs.mail.models import OutgoingMail
from entrepairs.organisations.actions import network_for
from entrepairs.organisations.models import Network
from entrepairs.people.agreements import is_needed
from entrepairs.people.models import Membership, Person
from entrepairs.people.roles import Role
from entrepairs.people.signin import mails as _of_signing_in  # noqa: F401  # declared

DAY = date(2027, 3, 31)  # of the examples
AGREED = _(
    "It is noted that you agree to this role. You can change your mind at any time, in"
    " “My space”, under “What I agreed to”: the role then ends."
)

ROLE_GIVEN = declare(
    MailKind(
        "people/mail/role_given.txt",
        title=_("You have a new role"),
        when=_("when somebody is given a role"),
        variables=(
            Variable("role", _("the role"), _("facilitator")),
            Variable("house", _("the organisation"), "Sambre asbl"),
            Variable("place", _("the organisation, or the team"), "Sambre asbl"),
            Variable("until", _("the day it ends; empty without one"), DAY),
            Variable("called", _("name to be called by, perhaps empty"), "Ana"),
            Variable("address", _("where to sign in"), LINK),
            Variable(
                "agreed",
                _("that an agreement was noted; empty for roles that need none"),
                AGREED,
            ),
        ),
    )
)
RECORD_CORRECTED = declare(
    MailKind(
        "people/mail/record_corrected.txt",
        title=_("What an organisation knows of you was corrected"),
        when=_("when an organisation changes how somebody is called or reached"),
        variables=(
            Variable("house", _("the organisation"), "Sambre asbl"),
            Variable("called", _("name to be called by"), "Ana"),
            Variable("channel", _("preferred channel"), _("telephone")),
        ),
    )
)
ADDRESS_TO_CONFIRM = declare(
    MailKind(
        "people/mail/address_to_confirm.txt",
        title=_("Is this your new e-mail address?"),
        when=_("when somebody changes their address, to the new one"),
        variables=(
            Variable("address", _("link to confirm"), LINK, is_needed=True),
            Variable("hours", _("hours the link works"), 24),
        ),
    )
)
ADDRESS_CHANGED = declare(
    MailKind(
        "people/mail/address_changed.txt",
        title=_("Your e-mail address was changed"),
        when=_("when somebody changed their address, to the former one"),
    )
)
ACCOUNT_ENDS = declare(
    MailKind(
        "people/mail/account_ends.txt",
        title=_("Shall we keep your account?"),
        when=_("when somebody has not signed in for almost two years"),
        variables=(
            Variable("day", _("the day the account is erased"), DAY),
            Variable("address", _("where to sign in"), LINK, is_needed=True),
        ),
    )
)


def about(membership: Membership) -> str:
    """Under which its page finds the mails, and how they fared."""
    return f"people.membership:{membership.pk}"


def role_given(membership: Membership) -> OutgoingMail | None:
    """Tell somebody who has an address of a new role; nothing is asked."""
    person, house = membership.person, membership.house
    if not person.email or not person.is_active:
        return None
    return outbox.queue(
        ROLE_GIVEN.template,
        to=person.email,
        network=house.network,
        language=person.language,
        discreet=person.discreet_mails,
        context={
            "role": Role(membership.role).label,
            "house": house.name,
            "place": membership.place.name,
            "until": membership.to_on,
            "called": membership.called or person.called,
            "address": _door(house.network, person.language),
            "agreed": AGREED if is_needed(membership.as_role) else "",
        },
        about=about(membership),
    )


def record_corrected(membership: Membership) -> OutgoingMail | None:
    """Tell somebody who has an address what their organisation changed."""
    person, house = membership.person, membership.house
    if not person.email or not person.is_active:
        return None
    with override(person.language):
        channel = membership.reached_by
    return outbox.queue(
        RECORD_CORRECTED.template,
        to=person.email,
        network=house.network,
        language=person.language,
        discreet=person.discreet_mails,
        context={
            "house": house.name,
            "called": membership.known_as,
            "channel": channel,
        },
        about=about(membership),
    )


def address_to_confirm(
    person: Person, *, new_email: str, network: Network, address: str, hours: int
) -> OutgoingMail:
    """To the new address: the button that makes it the person's."""
    return outbox.queue(
        ADDRESS_TO_CONFIRM.template,
        to=new_email,
        network=network,
        language=person.language,
        discreet=person.discreet_mails,
        context={"address": address, "hours": hours},
    )


def address_changed(
    person: Person, *, old_email: str, network: Network
) -> OutgoingMail:
    """To the address left behind: that it was, and whom to call if it was not you."""
    return outbox.queue(
        ADDRESS_CHANGED.template,
        to=old_email,
        network=network,
        language=person.language,
        discreet=person.discreet_mails,
    )


def account_ends(person: Person, ends_at: datetime) -> OutgoingMail | None:
    """Warn somebody who has an address that the account goes, unless they sign in."""
    if not person.email:
        return None
    network = network_for("")
    return outbox.queue(
        ACCOUNT_ENDS.template,
        to=person.email,
        network=network,
        language=person.language,
        discreet=person.discreet_mails,
        context={
            "day": ends_at,
            "address": _door(network, person.language),
        },
    )


def _door(network: Network, language: str) -> str:
    """Where to sign in, in full, at the host of the network if it has its own."""
    site = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    port = f":{site.port}" if site.port else ""
    host = f"{network.host}{port}" if network.host else site.netloc
    with override(language):
        return f"{site.scheme}://{host}{reverse('account_login')}"

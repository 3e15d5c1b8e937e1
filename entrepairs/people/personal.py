"""What we hold of persons: account, roles, ways to sign in, sessions."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from entrepairs.core.personal import (
    Basis,
    End,
    Forewarning,
    Kind,
    Subject,
    declare,
    erasing,
    exempt,
)
from entrepairs.core.traces import by, naming, persons_of
from entrepairs.people import mails
from entrepairs.people.models import (
    AddressLink,
    Look,
    Membership,
    OpenSession,
    Person,
    SignInLink,
    UnnamedStaff,
)

YEAR = timedelta(days=365)
THOSE_WHO_SIGN_IN = _("persons who sign in, or whom an organisation knows")
YOURSELF = _("you yourself")
ADMINISTRATORS = _("those who look after the site")
COORDINATORS = _("those who look after people in your organisation")


def person_of(subject: Subject) -> "QuerySet[Person]":
    """Whoever the request is about, by account or by address."""
    found = Q(pk__in=[])
    if subject.person is not None:
        found |= Q(pk=subject.person.pk)
    if subject.email:
        found |= Q(email=subject.email)
    return Person.objects.filter(found)


def asleep(moment: datetime) -> "QuerySet[Person]":
    """
    Nobody signed in for 24 months. Who has no address never signs in: they stay while
    they hold a role, and for 24 months after it.
    """
    before = moment - 2 * YEAR
    roles = Membership.objects.filter(person=OuterRef("pk"))
    lasting = Q(to_on=None) | Q(to_on__gte=before.date())
    not_withdrawn = Q(withdrawn_at=None) | Q(withdrawn_at__gte=before)
    held = Exists(roles.filter(lasting & not_withdrawn))
    seen = Person.objects.alias(seen_at=Coalesce("last_login", "joined_at"))
    return seen.filter(seen_at__lt=before).exclude(held, email=None)


def erase_accounts(pks: Iterable[Any]) -> int:
    """With their pictures: deleting a row leaves its file where it is."""
    keys, profiles = list(pks), apps.get_model("wagtailusers.UserProfile")
    pictured = profiles._default_manager.filter(user__in=keys)
    erasing(profiles, files=("avatar",))(pictured.values_list("pk", flat=True))
    return erasing(Person)(keys)


account = declare(
    Kind(
        name="people.account",
        model="people.Person",
        fields=(
            *("email", "called", "language", "channel", "discreet_mails"),
            *("is_active", "joined_at", "last_login", "is_superuser", "session_salt"),
            "notice_version",
        ),
        title=_("Your account"),
        purpose=_("Know who you are when you sign in, and how to write to you."),
        whose=THOSE_WHO_SIGN_IN,
        data=_(
            "e-mail address, name to be called by, language, preferred channel,"
            " whether mails must be discreet, date of the last sign-in"
        ),
        basis=Basis.CONTRACT,
        seen_by=(YOURSELF, COORDINATORS, ADMINISTRATORS),
        source=_("you, or the organisation that added you"),
        since=_("your last sign-in"),
        keep=2 * YEAR,
        end=End.ERASE,
        about=person_of,
        due=asleep,
        dispose=erase_accounts,
        forewarning=Forewarning(timedelta(days=30), mails.account_ends),
    )
)

roles = declare(
    Kind(
        name="people.roles",
        model="people.Membership",
        fields=(
            *("person", "organisation", "team", "role", "called", "channel"),
            *("from_on", "to_on"),
            *("withdrawn_at", "granted_by", "granted_as", "created_at"),
            "notice_version",
        ),
        title=_("Your roles"),
        purpose=_("Let you do what your organisation or team counts on you for."),
        whose=_("peer supporters, volunteers and staff of the member organisations"),
        data=_(
            "role, organisation or team, preferred channel, first and last day,"
            " who gave it"
        ),
        basis=Basis.CONTRACT,
        special=True,  # «peer supporter» tells of lived experience
        seen_by=(YOURSELF, COORDINATORS),
        source=_("your organisation"),
        since=_("the end of the role"),
        keep=YEAR,
        end=End.ERASE,
        network="organisation__network",
        about=lambda subject: Membership.objects.filter(person__in=person_of(subject)),
        traces=(
            by("people.Membership", "granted_by", dated="created_at", fields=("role",)),
            naming("people.Membership", "called", dated="created_at"),
        ),
        due=lambda moment: Membership.objects.filter(
            Q(to_on__lt=(moment - YEAR).date()) | Q(withdrawn_at__lt=moment - YEAR)
        ),
        dispose=erasing(Membership),
    )
)

links = declare(
    Kind(
        name="people.links",
        model="people.SignInLink",
        fields=("person", "digest", "expires_at", "used_at"),
        title=_("Links that sign you in"),
        purpose=_("Let you in without a password, once."),
        whose=THOSE_WHO_SIGN_IN,
        data=_("a digest of the link, when it ends, when it was used"),
        basis=Basis.CONTRACT,
        seen_by=(_("nobody"),),
        source=_("the site itself"),
        since=_("the end of the link"),
        keep=timedelta(days=1),
        end=End.ERASE,
        about=lambda subject: SignInLink.objects.filter(person__in=person_of(subject)),
        due=lambda moment: SignInLink.objects.filter(
            expires_at__lt=moment - timedelta(days=1)
        ),
        dispose=erasing(SignInLink),
    )
)

factors = declare(
    Kind(
        name="people.factors",
        model="mfa.Authenticator",
        fields=("user", "type", "data", "created_at", "last_used_at"),
        title=_("Your passkeys and your second factor"),
        purpose=_("Make sure that it is you who signs in."),
        whose=THOSE_WHO_SIGN_IN,
        data=_("public keys, a shared secret, when they were last used"),
        basis=Basis.CONTRACT,
        seen_by=(_("nobody"),),
        source=YOURSELF,
        since=_("As long as your account exists, or until you remove them"),
        keep=None,
        end=End.ERASE,
        about=lambda subject: Authenticator.objects.filter(user__in=person_of(subject)),
        due=None,
        dispose=erasing(Authenticator),
    )
)

sessions = declare(
    Kind(
        name="people.sessions",
        model="sessions.Session",
        fields=("session_data",),
        title=_("Your sessions"),
        purpose=_("Recognise you from one page to the next."),
        whose=THOSE_WHO_SIGN_IN,
        data=_("number of the account, messages that wait to be shown"),
        basis=Basis.CONTRACT,
        seen_by=(_("nobody"),),
        source=_("the site itself"),
        since=_("the end of the session"),
        keep=timedelta(days=1),
        end=End.ERASE,
        about=lambda subject: Session.objects.filter(
            pk__in=OpenSession.objects.filter(person__in=persons_of(subject)).values(
                "key"
            )
        ),
        due=lambda moment: Session.objects.filter(
            expire_date__lt=moment - timedelta(days=1)
        ),
        dispose=erasing(Session),
    )
)

devices = declare(
    Kind(
        name="people.devices",
        model="people.OpenSession",
        fields=("person", "key", "device", "opened_on", "seen_on"),
        title=_("Where you are signed in"),
        purpose=_("Show you where you are signed in, so that you can end it."),
        whose=THOSE_WHO_SIGN_IN,
        data=_("browser and system, first and last day"),
        basis=Basis.CONTRACT,
        seen_by=(YOURSELF,),
        source=_("your browser"),
        since=_("the last day of the session"),
        keep=timedelta(days=7),
        end=End.ERASE,
        about=lambda subject: OpenSession.objects.filter(person__in=person_of(subject)),
        due=lambda moment: OpenSession.objects.filter(
            seen_on__lt=(moment - timedelta(days=7)).date()
        ),
        dispose=erasing(OpenSession),
    )
)

new_addresses = declare(
    Kind(
        name="people.new_addresses",
        model="people.AddressLink",
        fields=(
            *("person", "new_email", "digest", "expires_at", "used_at"),
            "notice_version",
        ),
        title=_("A new address that waits to be confirmed"),
        purpose=_("Make sure that a new address is yours."),
        whose=THOSE_WHO_SIGN_IN,
        data=_("e-mail address, a digest of the link, when it was used"),
        basis=Basis.CONTRACT,
        seen_by=(_("nobody"),),
        source=YOURSELF,
        since=_("the end of the link"),
        keep=timedelta(days=1),
        end=End.ERASE,
        about=lambda subject: AddressLink.objects.filter(
            Q(person__in=person_of(subject))
            | (Q(new_email=subject.email) if subject.email else Q(pk__in=[]))
        ),
        due=lambda moment: AddressLink.objects.filter(
            expires_at__lt=moment - timedelta(days=1)
        ),
        dispose=erasing(AddressLink),
    )
)


exempt(
    "people.Person_groups", "person", because="a right; it goes with the person's row"
)
exempt(
    "people.Person_user_permissions",
    "person",
    because="a right; it goes with the person's row",
)
exempt(
    "account.EmailAddress",
    *("user", "email"),
    because="never written: one signs in with the address of the account",
)
exempt(
    "account.EmailConfirmation",
    "email_address",
    because="never written: the code that confirms an address is in the session",
)

looks = declare(
    Kind(
        name="people.looks",
        model="people.Look",
        fields=("person", "viewer", "organisation", "role", "what", "day", "at"),
        title=_("Who looked at whose data"),
        purpose=_("Let you read who looked at what we know of you."),
        whose=_("persons whom an organisation knows, and its staff who look"),
        data=_("day and time, function and organisation of who looked"),
        basis=Basis.INTEREST,
        seen_by=(YOURSELF, _("the data-protection contact of the organisation")),
        source=_("the site itself"),
        since=_("the look"),
        keep=YEAR,
        end=End.ERASE,
        about=lambda subject: Look.objects.filter(person__in=person_of(subject)),
        traces=(by("people.Look", "viewer", dated="at", fields=("what",)),),
        due=lambda moment: Look.objects.filter(at__lt=moment - YEAR),
        dispose=erasing(Look),
    )
)

unnamed = declare(
    Kind(
        name="people.unnamed",
        model="people.UnnamedStaff",
        fields=("person", "organisation", "since_on"),
        title=_("Names kept back in the access log"),
        purpose=_("Not endanger staff by telling their names."),
        whose=_("staff of the member organisations"),
        data=_("that the name is not told"),
        basis=Basis.INTEREST,
        seen_by=(_("the data-protection contact of the organisation"),),
        source=_("the data-protection contact of the organisation"),
        since=_("As long as your account exists"),
        keep=None,
        end=End.ERASE,
        about=lambda subject: UnnamedStaff.objects.filter(
            person__in=person_of(subject)
        ),
        due=None,
        dispose=erasing(UnnamedStaff),
    )
)

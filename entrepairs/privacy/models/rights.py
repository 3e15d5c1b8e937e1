"""Requests about one's data: the links of those without an account, and the clock."""

import calendar
import secrets
from datetime import date, timedelta
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from entrepairs.core.language import Language
from entrepairs.core.links import SecretLink, SecretLinkQuerySet
from entrepairs.core.notices import Noticed
from entrepairs.core.sealed import SealedCharField, SealedEmailField
from entrepairs.organisations.models import Network
from entrepairs.people.models import Person, today
from entrepairs.people.rights import Rights
from entrepairs.people.roles import Right

REMIND_AFTER = (7, 20, 27)  # days after the request was received
MONTHS, MORE_MONTHS = 1, 2  # GDPR, article 12.3
RECEIPT_SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # none that look alike


class DataLink(Noticed, SecretLink):
    """The mailed link of somebody who asked, by an address, what we hold."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="+")
    email = SealedEmailField(_("e-mail"))
    language = models.CharField(max_length=2, choices=Language)
    # The request for which staff ask this address to confirm an erasure.
    request = models.ForeignKey(
        "RightsRequest", models.CASCADE, null=True, related_name="+"
    )

    objects = SecretLinkQuerySet.as_manager()


class DataVisit(SecretLink):
    """Half an hour before what we hold of one person or address."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+")
    email = SealedEmailField(_("e-mail"), blank=True, default="")
    request = models.ForeignKey(
        "RightsRequest", models.CASCADE, null=True, related_name="+"
    )

    objects = SecretLinkQuerySet.as_manager()


class RequestKind(models.TextChoices):
    ACCESS = "access", _("access to the data")
    PORTABILITY = "portability", _("a copy to take along")
    RECTIFICATION = "rectification", _("correction")
    ERASURE = "erasure", _("erasure")
    RESTRICTION = "restriction", _("restriction: keep, but do not use")
    OBJECTION = "objection", _("objection to a use")
    WITHDRAWAL = "withdrawal", _("withdrawal of a consent")
    INFORMATION = "information", _("a question about the data")
    COMPLAINT = "complaint", _("complaint")


class RequestChannel(models.TextChoices):
    SITE = "site", _("on the site")
    MAIL = "mail", _("by e-mail")
    POST = "post", _("by post")
    PHONE = "phone", _("by telephone")
    TALK = "talk", _("face to face")


class RequestState(models.TextChoices):
    RECEIVED = "received", pgettext_lazy("request", "received")
    CHECKED = "checked", pgettext_lazy("request", "it is really them")
    ANSWERED = "answered", pgettext_lazy("request", "answered")
    REFUSED = "refused", pgettext_lazy("request", "refused")


class RefusalReason(models.TextChoices):
    NOT_PROVEN = "not_proven", _("we could not make sure who asks")
    NOTHING_HELD = "nothing_held", _("we hold nothing")
    LAW_KEEPS = "law_keeps", _("a law obliges us to keep it")
    OTHERS = "others", _("it would reveal data of somebody else")
    EXCESSIVE = "excessive", _("the same request comes again and again")


def new_receipt() -> str:
    """`R-7KQ2-M9XD-4TWB`: nobody guesses it, anybody can read it out."""
    parts = ("".join(secrets.choice(RECEIPT_SIGNS) for _ in range(4)) for _ in "abc")
    return "-".join(("R", *parts))


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or its last."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    last = calendar.monthrange(year, month)[1]
    return date(year, month, min(day.day, last))


class RightsRequestQuerySet(models.QuerySet["RightsRequest"]):
    def visible_to(self, user: Any) -> "RightsRequestQuerySet":
        """Those of the networks in which somebody answers requests today."""
        houses = Rights(user).organisations(Right.ANSWER_REQUESTS)
        return self.filter(network__in={house.network_id for house in houses})

    def open(self) -> "RightsRequestQuerySet":
        return self.filter(state__in=(RequestState.RECEIVED, RequestState.CHECKED))

    def to_remind(self, after: int) -> "RightsRequestQuerySet":
        """Open for so many days, and nobody was told of that yet."""
        day = today() - timedelta(days=after)
        return self.open().filter(received_on__lte=day, reminded_after__lt=after)


class RightsRequest(Noticed):
    """Somebody asks something about their data; one month to answer."""

    network = models.ForeignKey(Network, models.PROTECT, related_name="+")
    kind = models.CharField(_("what is asked"), max_length=13, choices=RequestKind)
    channel = models.CharField(_("how it came"), max_length=5, choices=RequestChannel)
    state = models.CharField(
        _("state"), max_length=8, choices=RequestState, default=RequestState.RECEIVED
    )
    receipt = models.CharField(
        _("number"), max_length=16, unique=True, default=new_receipt, editable=False
    )
    called = SealedCharField(
        _("name to be called by"), max_length=80, blank=True, default=""
    )
    email = SealedEmailField(_("e-mail"), blank=True, default="")
    phone = SealedCharField(_("telephone"), max_length=30, blank=True, default="")
    # Whose data it is, when staff know the account: not everybody has an address.
    person = models.ForeignKey(
        Person,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("person"),
    )
    # An erasure that nobody can confirm by mail: who proposes it, who agrees.
    proposed_by = models.ForeignKey(
        Person,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("proposed by"),
    )
    agreed_by = models.ForeignKey(
        Person,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("agreed by"),
    )
    received_on = models.DateField(_("received on"), default=today)
    extended_on = models.DateField(null=True, editable=False)
    ended_on = models.DateField(null=True, editable=False)
    refusal = models.CharField(
        _("reason"), max_length=12, choices=RefusalReason, blank=True
    )
    # After an erasure: texts about others in which the address still stands.
    places = models.JSONField(default=list, editable=False)
    reminded_after = models.PositiveSmallIntegerField(default=0, editable=False)  # days

    objects = RightsRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request about data")
        verbose_name_plural = _("requests about data")
        ordering = ["received_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="privacy_rightsrequest_ended",
                condition=Q(state__in=("received", "checked"), ended_on=None)
                | Q(state__in=("answered", "refused"), ended_on__isnull=False),
            ),
            models.CheckConstraint(
                name="privacy_rightsrequest_refused_with_reason",
                condition=~Q(state="refused") | ~Q(refusal=""),
            ),
            models.CheckConstraint(
                name="privacy_rightsrequest_ends_after_start",
                condition=Q(ended_on=None) | Q(ended_on__gte=F("received_on")),
            ),
            models.CheckConstraint(
                name="privacy_rightsrequest_two_agree",
                condition=Q(agreed_by=None)
                | Q(proposed_by=None)
                | ~Q(agreed_by=F("proposed_by")),
            ),
        ]

    def __str__(self) -> str:
        return self.receipt

    @property
    def places_to_look_at(self) -> list[str]:
        """`text of an entry #12: description`, in the language of who reads."""
        told = []
        for place in self.places:
            meta = apps.get_model(place["model"])._meta
            field: Any = meta.get_field(place["field"])
            told.append(f"{meta.verbose_name} #{place['key']}: {field.verbose_name}")
        return told

    @property
    def is_open(self) -> bool:
        return self.state in (RequestState.RECEIVED, RequestState.CHECKED)

    @property
    def tells_erasure(self) -> bool:
        """A receipt of the site's own erasure; by letter, one asks for it first."""
        return self.kind == RequestKind.ERASURE and self.channel == RequestChannel.SITE

    @property
    def due_on(self) -> date:
        """One month, three at most when it is complex and was told in time."""
        months = MONTHS + (MORE_MONTHS if self.extended_on else 0)
        return months_after(self.received_on, months)

    @property
    def days_left(self) -> int:
        return (self.due_on - today()).days

    @property
    def must_be_checked(self) -> bool:
        """Whose data is given or erased is proved first; a receipt proves itself."""
        kinds = (RequestKind.ACCESS, RequestKind.PORTABILITY, RequestKind.ERASURE)
        is_new = self.state == RequestState.RECEIVED and not self.places
        return is_new and self.kind in kinds

    @property
    def may_be_extended(self) -> bool:
        """Within the first month only, and once."""
        return (
            self.is_open
            and self.extended_on is None
            and today() <= months_after(self.received_on, MONTHS)
        )

"""What the directory tells of a team, and what it keeps to itself."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.models import RevisionMixin

from entrepairs.core.geography import Position
from entrepairs.core.language import Language, current, in_order
from entrepairs.directory.models.terms import (
    AccessFeature,
    EngagementForm,
    LivedExperienceDomain,
    PeerActivity,
    PublicServed,
    Sector,
    SpokenLanguage,
)
from entrepairs.organisations.models import Team
from entrepairs.people.models import Person
from entrepairs.people.rights import Rights
from entrepairs.people.roles import Right
from entrepairs.places.models import Place

STALE_AFTER = timedelta(days=365)  # a warning is shown
GREY_AFTER = timedelta(days=548)  # 18 months: greyed
HIDE_AFTER = timedelta(days=731)  # 24 months: hidden


class State(models.TextChoices):
    """Where an entry stands in our work."""

    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("submitted")
    PUBLISHED = "published", _("published")
    TO_VERIFY = "to_verify", _("to verify")
    ARCHIVED = "archived", _("archived")


PUBLIC_STATES = (State.PUBLISHED, State.TO_VERIFY)


class Life(models.TextChoices):
    """How the team's work with peers lives."""

    ACTIVE = "active", _("works with peer supporters")
    LOOKING = "looking", _("looking for a peer supporter")
    PAUSED = "paused", _("paused")
    FORMER = "former", _("formerly worked with peer supporters")


class PaidStatus(models.TextChoices):
    PAID = "paid", _("paid")
    UNPAID = "unpaid", _("volunteers")
    BOTH = "both", _("paid and volunteers")
    UNKNOWN = "", _("not told")


class PeerBand(models.TextChoices):
    """Bands in place of head counts: «1» would point at a colleague."""

    PLANNED = "planned", _("planned")
    FEW = "1-2", _("1 or 2")
    SOME = "3-5", _("3 to 5")
    MANY = "6+", _("6 or more")
    UNKNOWN = "", _("not told")


class AddressPrecision(models.TextChoices):
    EXACT = "exact", _("exact address")
    COMMUNE = "commune", _("municipality only")
    HIDDEN = "hidden", _("hidden")


class Source(models.TextChoices):
    """Who told or checked."""

    TEAM = "team", _("the team itself")
    NETWORK = "network", _("the network")
    IMPORT = "import", _("an imported list")


class EntryQuerySet(models.QuerySet["Entry"]):
    def public(self) -> "EntryQuerySet":
        """
        What visitors may see. Not what nobody has checked for `HIDE_AFTER`.

        `former` ones keep their page; lists leave them out unless asked.
        """
        oldest = timezone.localdate() - HIDE_AFTER
        fresh = Q(verified_on=None) | Q(verified_on__gt=oldest)
        return self.filter(fresh, state__in=PUBLIC_STATES)

    def stale(self) -> "EntryQuerySet":
        """Published, and checked (if never: shown) longer ago than `STALE_AFTER`."""
        day = timezone.localdate() - STALE_AFTER
        never = Q(verified_on=None, published_at__date__lt=day)
        return self.filter(Q(verified_on__lt=day) | never, state=State.PUBLISHED)

    def to_check(self) -> "EntryQuerySet":
        """Shown, and somebody who knows the team should read them again."""
        stale = Entry.objects.stale().values("pk")
        return self.filter(Q(state=State.TO_VERIFY) | Q(pk__in=stale))

    def visible_to(self, user: Any) -> "EntryQuerySet":
        """Those that a role of the person answers for; drafts included."""
        return self.checkable_with(Rights(user))

    def checkable_with(self, rights: Rights) -> "EntryQuerySet":
        """Of one's teams, of those of one's organisations, of one's networks."""
        of_teams = Q(team__in=rights.team_keys(Right.CHECK_ENTRY))
        return self.filter(of_teams | _of_staff(rights))

    def checkable_by_staff(self, rights: Rights) -> "EntryQuerySet":
        """The same, without those that a team answers for by its own contact."""
        return self.filter(_of_staff(rights))


def _of_staff(rights: Rights) -> Q:
    houses = rights.organisations(Right.CHECK_ENTRY)
    networks = {house.network_id for house in rights.organisations(Right.MODERATE)}
    in_houses = Q(team__organisation__in=[house.pk for house in houses])
    return in_houses | Q(team__organisation__network__in=networks)


class Entry(RevisionMixin, ClusterableModel):
    """One team, as the directory tells it. The truth; visitors read `Listing`."""

    team = models.OneToOneField(
        Team, models.CASCADE, related_name="entry", verbose_name=_("team")
    )
    state = models.CharField(
        _("state"), max_length=9, choices=State, default=State.DRAFT
    )
    life = models.CharField(_("life"), max_length=7, choices=Life, default=Life.ACTIVE)
    life_on = models.DateField(
        _("since"),
        null=True,
        blank=True,
        help_text=_("The day this way of life began; figures per year need it."),
    )
    main_sector = models.ForeignKey(
        Sector,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("main sector"),
    )
    sectors = ParentalManyToManyField(Sector, blank=True, verbose_name=_("sectors"))
    publics = ParentalManyToManyField(
        PublicServed, blank=True, verbose_name=_("publics served")
    )
    languages = ParentalManyToManyField(
        SpokenLanguage, blank=True, verbose_name=_("languages spoken")
    )
    domains = ParentalManyToManyField(
        LivedExperienceDomain,
        blank=True,
        verbose_name=_("domains of lived experience, for the team as a whole"),
    )

    paid = models.CharField(
        _("paid or volunteers"), max_length=6, choices=PaidStatus, blank=True
    )
    peers = models.CharField(
        _("number of peers"), max_length=7, choices=PeerBand, blank=True
    )
    forms = ParentalManyToManyField(
        EngagementForm, blank=True, verbose_name=_("forms of involvement")
    )
    activities = ParentalManyToManyField(
        PeerActivity, blank=True, verbose_name=_("activities of the peers")
    )
    since_year = models.PositiveSmallIntegerField(
        _("works with peers since (year)"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1950), MaxValueValidator(2100)],
    )
    recruiting_on = models.DateField(
        _("looking for a peer, told on"), null=True, blank=True
    )
    welcomes_interns = models.BooleanField(_("welcomes interns"), default=False)
    welcomes_visits = models.BooleanField(_("open to visits"), default=False)
    advises_teams = models.BooleanField(
        _("answers teams that hesitate"),
        default=False,
        help_text=_("By the telephone or e-mail below."),
    )

    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    email = models.EmailField(
        _("e-mail of the team"),
        blank=True,
        help_text=_("An address of the house, never of one person."),
    )
    website = models.URLField(_("website"), blank=True, max_length=500)
    opening_hours = models.CharField(_("opening hours"), max_length=300, blank=True)
    access = ParentalManyToManyField(
        AccessFeature, blank=True, verbose_name=_("accessibility")
    )

    precision = models.CharField(
        _("address shown"),
        max_length=7,
        choices=AddressPrecision,
        default=AddressPrecision.EXACT,
        help_text=_("Refuges show their municipality only, or nothing."),
    )
    street = models.CharField(_("street and number"), max_length=200, blank=True)
    postcode = models.CharField(_("postcode"), max_length=12, blank=True)
    place = models.ForeignKey(
        Place,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("municipality or locality"),
    )
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    coverage = ParentalManyToManyField(
        Place, blank=True, related_name="+", verbose_name=_("also works in")
    )

    source = models.CharField(
        _("told by"), max_length=7, choices=Source, default=Source.NETWORK
    )
    verified_on = models.DateField(_("checked on"), null=True, blank=True)
    verified_by = models.CharField(
        _("checked by"), max_length=7, choices=Source, blank=True
    )
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    updated_by = models.ForeignKey(
        Person, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry of the directory")
        verbose_name_plural = _("entries")
        ordering = ["team__name", "pk"]
        constraints = [
            models.CheckConstraint(
                name="directory_entry_position_whole",
                condition=Q(latitude=None, longitude=None)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                violation_error_message=_("A position needs latitude and longitude."),
            ),
            models.CheckConstraint(
                name="directory_entry_checked_by_somebody",
                condition=Q(verified_on=None) | ~Q(verified_by=""),
                violation_error_message=_("Tell who checked the entry."),
            ),
            models.CheckConstraint(
                name="directory_entry_published_has_date",
                condition=~Q(state__in=PUBLIC_STATES) | Q(published_at__isnull=False),
                violation_error_message=_("A published entry has a date."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.team.name)

    @property
    def exact_position(self) -> Position | None:
        """Where the team is. Not for visitors: they get `Listing`'s."""
        if self.latitude is None or self.longitude is None:
            return None
        return Position(self.latitude, self.longitude)


class EntryText(models.Model):
    """What is told of a team in one language."""

    entry = ParentalKey(Entry, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(
        _("language"), max_length=2, choices=Language, default=Language.FRENCH
    )
    summary = models.CharField(
        _("in one or two sentences"),
        max_length=300,
        help_text=_("Plain words. No name, nothing about the health of anybody."),
    )
    description = models.TextField(
        _("description"),
        blank=True,
        max_length=6000,
        help_text=_("No name, nothing about the health of anybody."),
    )
    easy_read = models.TextField(
        _("in simple language"),
        blank=True,
        max_length=3000,
        help_text=_("Short sentences, one idea each, one line each."),
    )

    class Meta:
        verbose_name = _("text")
        verbose_name_plural = _("texts")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="directory_entrytext_one_per_language",
                fields=["entry", "language"],
                violation_error_message=_("There is already a text in this language."),
            )
        ]

    def __str__(self) -> str:
        return self.summary


def best_text(
    texts: Iterable[EntryText], language: str | None = None
) -> EntryText | None:
    """Of an iterable of `EntryText`, the one in `language` or the next we read."""
    by_language = {text.language: text for text in texts}
    for code in in_order(language or current()):
        if code in by_language:
            return by_language[code]
    return None


def freshness(verified_on: date | None, today: date) -> str:
    """`fresh`, `stale` after a year, `grey` after 18 months, `unknown` if never."""
    if verified_on is None:
        return "unknown"
    age = today - verified_on
    if age > GREY_AFTER:
        return "grey"
    return "stale" if age > STALE_AFTER else "fresh"

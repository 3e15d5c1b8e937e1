"""What the page of one team, or of one organisation, shows."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import F, FloatField, QuerySet, Value
from django.db.models.expressions import CombinedExpression

from entrepairs.core.geography import Position, grid
from entrepairs.core.language import current
from entrepairs.directory import vocabulary
from entrepairs.directory.cards import Card, card_of, peers_told
from entrepairs.directory.models import (
    AddressPrecision,
    Entry,
    EntryText,
    Life,
    Listing,
)
from entrepairs.directory.told import Told, tell
from entrepairs.directory.vocabulary import Vocabulary
from entrepairs.organisations.models import Organisation

NEIGHBOURS = 3
NEAR_KM = 30
KM_PER_DEGREE = 111.2
SIBLINGS = 12


@dataclass(frozen=True)
class TeamRecord:
    """A team with the labels of its choices and the teams around it."""

    told: Told
    terms: Vocabulary

    @property
    def listing(self) -> Listing:
        return self.told.listing

    @cached_property
    def text(self) -> EntryText | None:
        return self.told.text(current())

    @cached_property
    def easy_read(self) -> EntryText | None:
        """In the language of the page, or of the text that is shown."""
        texts = (self.told.texts.get(current()), self.text)
        return next((text for text in texts if text and text.easy_read), None)

    @property
    def is_foreign(self) -> bool:
        """The text is in another language than the page."""
        return self.text is not None and self.text.language != current()

    @property
    def peers(self) -> str:
        return peers_told(self.listing)

    @property
    def life(self) -> str:
        return "" if self.listing.life == Life.ACTIVE else self.listing.life

    def labels(self, taxonomy: str) -> list[str]:
        values = self.terms.of_mask(taxonomy, getattr(self.listing, taxonomy))
        parents = {value.parent for value in values}
        kept = [value for value in values if value.code not in parents]
        return [value.label(current()) for value in kept]

    @cached_property
    def sectors(self) -> list[str]:
        return self.labels("sectors")

    @cached_property
    def activities(self) -> list[str]:
        return self.labels("activities")

    @cached_property
    def forms(self) -> list[str]:
        return self.labels("forms")

    @cached_property
    def domains(self) -> list[str]:
        return self.labels("domains")

    @cached_property
    def publics(self) -> list[str]:
        return self.labels("publics")

    @cached_property
    def languages(self) -> list[str]:
        return self.labels("languages")

    @cached_property
    def access(self) -> list[str]:
        return self.labels("access")

    @property
    def is_exact(self) -> bool:
        return self.told.precision == AddressPrecision.EXACT

    @property
    def is_hidden(self) -> bool:
        return self.told.precision == AddressPrecision.HIDDEN

    @property
    def summary(self) -> str:
        return self.text.summary if self.text else ""

    @property
    def where(self) -> str:
        """The municipality, or what is told in its place."""
        return self.listing.place.name if self.listing.place else self.area

    @property
    def area(self) -> str:
        """What is told of a hidden or incomplete address."""
        place = self.listing.province or self.listing.region
        return place.name if place else ""

    @cached_property
    def siblings(self) -> list[Card]:
        """Other teams of the same organisation."""
        rows = _cards_of(self.listing.organisation_slug).exclude(pk=self.listing.pk)
        return [card_of(row, self.terms) for row in rows[:SIBLINGS]]

    @cached_property
    def neighbours(self) -> list[Card]:
        """The nearest teams of other organisations."""
        if self.listing.position is None:
            return []
        rows = _near(self.listing)[:NEIGHBOURS]
        return [card_of(row, self.terms) for row in rows]

    @property
    def around(self) -> str:
        """The box of the list that shows what is near, on its map."""
        if self.listing.position is None:
            return ""
        latitude, longitude = self.listing.position
        edges = longitude - 0.08, latitude - 0.05, longitude + 0.08, latitude + 0.05
        return ",".join(f"{edge:.4f}" for edge in edges)


@dataclass(frozen=True)
class OrganisationRecord:
    """An organisation that has a team in the directory."""

    organisation: Organisation
    teams: list[Card]
    parent: Organisation | None  # if visitors may know of it
    branches: list[Organisation]
    seat: str  # empty if it might be the address of a team that hides its own


def of_team(slug: str) -> TeamRecord | None:
    told = tell(slug)
    return TeamRecord(told, vocabulary.load()) if told else None


def of_organisation(slug: str) -> OrganisationRecord | None:
    teams = list(_cards_of(slug))
    if not teams:
        return None
    organisation = Organisation.objects.select_related("network").get(slug=slug)
    terms = vocabulary.load()
    listed = Organisation.objects.filter(
        slug__in=Listing.objects.values("organisation_slug")
    )
    return OrganisationRecord(
        organisation,
        teams=[card_of(listing, terms) for listing in teams],
        parent=listed.filter(branches=organisation).first(),
        branches=list(listed.filter(parent=organisation)),
        seat=_seat(organisation),
    )


def _seat(organisation: Organisation) -> str:
    entries = Entry.objects.filter(team__organisation=organisation)
    has_secrets = entries.exclude(precision=AddressPrecision.EXACT).exists()
    return "" if has_secrets else organisation.seat


def _cards_of(organisation_slug: str) -> QuerySet[Listing]:
    rows = Listing.objects.filter(organisation_slug=organisation_slug)
    return rows.select_related("place", "province", "region")


def _near(listing: Listing) -> QuerySet[Listing]:
    """
    Nearest first, by what is public of each: those in a box that reaches `NEAR_KM`
    from it to every side.
    """
    latitude, longitude = listing.position or (0.0, 0.0)
    high, wide = NEAR_KM / KM_PER_DEGREE, NEAR_KM / KM_PER_DEGREE * 1.6
    left, top = grid(Position(latitude + high, longitude - wide))
    right, bottom = grid(Position(latitude - high, longitude + wide))
    rows = Listing.objects.filter(x__range=(left, right), y__range=(top, bottom))
    others = rows.exclude(organisation_slug=listing.organisation_slug)
    others = others.exclude(life=Life.FORMER)
    nearness = sum(
        (F(axis) * Value(getattr(listing, axis)) for axis in ("uy", "uz")),
        start=F("ux") * Value(listing.ux),
    )
    nearest = others.annotate(nearness=_number(nearness)).order_by("-nearness", "pk")
    return nearest.select_related("place", "province", "region")


def _number(expression: CombinedExpression) -> CombinedExpression:
    expression.output_field = FloatField()
    return expression

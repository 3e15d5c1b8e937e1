"""Answers questions: the page, the map's spots, and all there is for an export."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from entrepairs.core.geography import km_of_chord_squared
from entrepairs.directory import memory, offers, tally, vocabulary
from entrepairs.directory.mapping import clusters
from entrepairs.directory.models import EntryText, Listing
from entrepairs.directory.models.entry import best_text, freshness
from entrepairs.directory.question import (
    PER_PAGE,
    Answer,
    Hit,
    NoSuchPage,
    Question,
    with_vocabulary,
)
from entrepairs.directory.reading import Reading, next_km, settle
from entrepairs.directory.tally import Spot, Tally
from entrepairs.directory.vocabulary import Vocabulary
from entrepairs.places.models import Place

__all__ = ["all_spots", "batches", "clusters", "find", "hits"]

REMEMBER = 600  # seconds; what is remembered is of one edition, so never wrong
BATCH = 500


def find(question: Question, *, language: str, country: str = "BE") -> Answer:
    """A page of answers with all counts. Raises `NoSuchPage` beyond the last."""
    asked = question = with_vocabulary(question)
    question, reading = settle(question, language=language, country=country)
    counts, spots = _take(question, reading, language, country)
    pages = max(-(-counts.count // PER_PAGE), 1)
    if question.page > pages:
        raise NoSuchPage(_("There is no page %d.") % question.page, "page")
    terms = question.vocabulary or vocabulary.load()
    measured = reading.selection.centre is not None
    with override(language):
        facets = offers.facets(question, counts, terms, language)
    return Answer(
        question=question,
        hits=hits(spots, question, language, measured=measured),
        count=counts.count,
        pages=pages,
        facets=facets,
        place=reading.selection.place,
        other_places=reading.other_places,
        place_unknown=reading.place_unknown,
        corrected=reading.corrected,
        former_count=counts.former_count,
        place_in_words=reading.place_in_words,
        words=reading.words,
        asked_km=asked.km,
        wider_km=None if counts.count else next_km(reading.selection),
    )


def all_spots(
    question: Question, *, language: str, country: str = "BE"
) -> tuple[Spot, ...]:
    """Where all answers are, in the order of the pages."""
    question = with_vocabulary(question)
    question, reading = settle(question, language=language, country=country)
    return tally.every(reading.selection)


def batches(spots: Sequence[Spot]) -> Iterator[Sequence[Spot]]:
    """As many at a time as memory may hold with what is told of them."""
    for start in range(0, len(spots), BATCH):
        yield spots[start : start + BATCH]


def hits(
    spots: Sequence[Spot], question: Question, language: str, *, measured: bool
) -> tuple[Hit, ...]:
    """The listings at `spots` with what a card tells, in two queries."""
    listings = _listings(spots, question.edition)
    terms = question.vocabulary or vocabulary.load()
    texts: dict[int, list[EntryText]] = defaultdict(list)
    rows = EntryText.objects.filter(entry_id__in=[spot.entry_id for spot in spots])
    for text in rows.only("entry_id", "language", "summary"):
        texts[text.entry_id].append(text)
    chords = {spot.entry_id: spot.chord2 for spot in spots}
    today = timezone.localdate()
    return tuple(
        _hit(
            listing,
            best_text(texts[listing.pk], language),
            km_of_chord_squared(chords[listing.pk]) if measured else None,
            _sectors(listing, terms, language),
            freshness(listing.verified_on, today),
        )
        for listing in listings
    )


def _hit(
    listing: Listing,
    text: EntryText | None,
    km: float | None,
    sectors: tuple[str, ...],
    fresh: str,
) -> Hit:
    summary, language = (text.summary, text.language) if text else ("", "")
    return Hit(listing, km, summary, language, sectors, fresh)


def _sectors(listing: Listing, terms: Vocabulary, language: str) -> tuple[str, ...]:
    """Labels, the main one first; a parent only where none of its children is told."""
    values = terms.of_mask("sectors", listing.sectors)
    told = {value.parent for value in values}
    shown = [v for v in values if v.code not in told or v.code == listing.main_sector]
    shown.sort(key=lambda value: value.code != listing.main_sector)
    return tuple(value.label(language) for value in shown)


def _listings(spots: Sequence[Spot], edition: str) -> list[Listing]:
    rows = Listing.objects.annotate(phone=F("entry__phone"))  # type: ignore[no-redef]
    found = rows.in_bulk([spot.entry_id for spot in spots])
    listings = [found[spot.entry_id] for spot in spots if spot.entry_id in found]
    _place(listings, edition)
    return listings


def _place(listings: Sequence[Listing], edition: str) -> None:
    """Many listings are in few places: those are read once for an edition."""
    key = ("places", edition)
    known: dict[int, Place] = (memory.recall(key) if edition else None) or {}
    wanted = {
        place_id
        for listing in listings
        for place_id in (listing.place_id, listing.province_id, listing.region_id)
        if place_id is not None
    }
    if missing := wanted - known.keys():
        known = {**known, **Place.objects.in_bulk(missing)}
        if edition:
            memory.keep(key, known, seconds=REMEMBER)
    for listing in listings:
        listing.place = known.get(listing.place_id or 0)
        listing.province = known.get(listing.province_id or 0)
        listing.region = known.get(listing.region_id or 0)


def _take(
    question: Question, reading: Reading, language: str, country: str
) -> tuple[Tally, tuple[Spot, ...]]:
    """From what is remembered of the counts, or all in one statement."""
    start = (question.page - 1) * PER_PAGE
    edition = question.edition
    key = ("tally", edition, language, country, question.key)
    if edition and (counts := memory.recall(key)) is not None:
        spots = tally.page(reading.selection, start=start, size=PER_PAGE)
        return counts, spots
    counts, spots = tally.take(reading.selection, start=start, size=PER_PAGE)
    if edition:
        memory.keep(key, counts, seconds=REMEMBER)
    return counts, spots

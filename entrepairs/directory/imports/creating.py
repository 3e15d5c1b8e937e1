"""Drafts become organisations, teams and entries, many at a time; and go again."""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Any

from django.utils import timezone
from django.utils.text import slugify

from entrepairs.core.text import fold
from entrepairs.directory.actions import publish_listing
from entrepairs.directory.imports.judging import Draft
from entrepairs.directory.models import TERMS, Entry, EntryText, Source, State
from entrepairs.importing.kinds import Made
from entrepairs.organisations.models import Organisation, Team
from entrepairs.people.models import Membership

CONTENT = (
    *("life", "life_on", "main_sector_id", "paid", "peers", "since_year"),
    *("recruiting_on", "welcomes_interns", "welcomes_visits", "advises_teams", "phone"),
    *("email", "website", "opening_hours", "precision", "street", "postcode"),
    *("place_id", "latitude", "longitude", "source", "verified_on", "verified_by"),
    *("team__name", "team__slug", "team__organisation_id"),
)
"""What a person edits. Publishing is no edit: an undo takes published ones too."""
ORGANISATION = (
    *("network_id", "parent_id", "name", "slug", "legal_form", "company_number"),
    *("register_court", "seat", "website", "email", "phone"),
)


class Creator:
    """Writes the drafts of one run; knows the terms and organisations by then."""

    def __init__(self, *, network_id: int, language: str, publish: bool) -> None:
        self.network_id = network_id
        self.language = language
        self.publish = publish
        self._terms: dict[str, dict[str, int]] = {}
        self._organisations: dict[str, int] | None = None

    def create(self, drafts: Sequence[Draft]) -> list[Made]:
        if not drafts:
            return []
        born = self._organise(drafts)
        slugs = free_slugs(Team, [draft.name for draft in drafts])
        teams = Team.objects.bulk_create(
            Team(
                organisation_id=self._known()[fold(draft.organisation)],
                name=draft.name,
                slug=slug,
            )
            for draft, slug in zip(drafts, slugs, strict=True)
        )
        entries = Entry.objects.bulk_create(
            self._entry(draft, team) for draft, team in zip(drafts, teams, strict=True)
        )
        self._texts(drafts, entries)
        self._choose_terms(drafts, entries)
        ids = [entry.pk for entry in entries]
        if self.publish:
            publish_listing(ids)
        digests = digests_of(ids)
        return [
            Made(entry.pk, _trace(entry.pk, digests[entry.pk], born.get(place)))
            for place, entry in enumerate(entries)
        ]

    def _known(self) -> dict[str, int]:
        if self._organisations is None:
            rows = Organisation.objects.filter(network=self.network_id).order_by("-pk")
            pairs = rows.values_list("name", "pk").iterator()
            self._organisations = {fold(name): pk for name, pk in pairs}
        return self._organisations

    def _organise(self, drafts: Sequence[Draft]) -> dict[int, tuple[int, str]]:
        """Make the organisations we lack; by the place of the draft that needs one."""
        known = self._known()
        first: dict[str, int] = {}
        for place, draft in enumerate(drafts):
            key = fold(draft.organisation)
            if key not in known:
                first.setdefault(key, place)
        names = [drafts[place].organisation for place in first.values()]
        born = Organisation.objects.bulk_create(
            Organisation(network_id=self.network_id, name=name, slug=slug)
            for name, slug in zip(names, free_slugs(Organisation, names), strict=True)
        )
        digests = _organisation_digests([one.pk for one in born])
        known |= {key: one.pk for key, one in zip(first, born, strict=True)}
        return {
            place: (one.pk, digests[one.pk])
            for place, one in zip(first.values(), born, strict=True)
        }

    def _entry(self, draft: Draft, team: Team) -> Entry:
        sectors = [
            self._ids("sectors")[code]
            for code in draft.terms.get("sectors", ())
            if code in self._ids("sectors")
        ]
        return Entry(
            team=team,
            state=State.PUBLISHED if self.publish else State.DRAFT,
            published_at=timezone.now() if self.publish else None,
            source=Source.IMPORT,
            main_sector_id=sectors[0] if sectors else None,
            **draft.fields,
        )

    def _texts(self, drafts: Sequence[Draft], entries: Sequence[Entry]) -> None:
        EntryText.objects.bulk_create(
            EntryText(
                entry=entry,
                language=self.language,
                summary=draft.summary,
                description=draft.description,
            )
            for draft, entry in zip(drafts, entries, strict=True)
            if draft.summary
        )

    def _choose_terms(self, drafts: Sequence[Draft], entries: Sequence[Entry]) -> None:
        for name in TERMS:
            ids = self._ids(name)
            through, column = _through(name)
            through._default_manager.bulk_create(
                through(**{"entry_id": entry.pk, column: ids[code]})
                for draft, entry in zip(drafts, entries, strict=True)
                for code in dict.fromkeys(draft.terms.get(name, ()))
                if code in ids
            )

    def _ids(self, name: str) -> dict[str, int]:
        if name not in self._terms:
            rows = TERMS[name].objects.values_list("code", "pk")
            self._terms[name] = dict(rows)
        return self._terms[name]


def _through(name: str) -> tuple[Any, str]:
    field = Entry._meta.get_field(name)
    return field.remote_field.through, f"{field.m2m_reverse_field_name()}_id"


def _trace(
    entry_id: int, digest: str, organisation: tuple[int, str] | None
) -> dict[str, Any]:
    trace: dict[str, Any] = {"entry": entry_id, "digest": digest}
    if organisation:
        trace["organisation"], trace["organisation_digest"] = organisation
    return trace


def free_slugs(model: type[Organisation] | type[Team], names: list[str]) -> list[str]:
    """An address for each name, that no row has and none of the others gets."""
    bases = [slugify(fold(name))[:100].strip("-") or "x" for name in names]
    numbers = _last_numbers(model, set(bases))
    slugs = []
    for base in bases:
        numbers[base] = number = numbers.get(base, 0) + 1
        slugs.append(base if number == 1 else f"{base}-{number}")
    is_taken = model._default_manager.filter(slug__in=slugs).exists()
    clash = is_taken or len(set(slugs)) < len(slugs)
    return _one_by_one(model, slugs) if clash else slugs


def _last_numbers(
    model: type[Organisation] | type[Team], bases: set[str]
) -> dict[str, int]:
    """How far each address that is taken has been counted."""
    rows = model._default_manager
    taken = rows.filter(slug__in=bases).values_list("slug", flat=True)
    numbers = {}
    for base in taken:
        alike = rows.filter(slug__startswith=f"{base}-").values_list("slug", flat=True)
        ends = (slug[len(base) + 1 :] for slug in alike)
        numbers[base] = max((int(end) for end in ends if end.isdecimal()), default=1)
    return numbers


def _one_by_one(model: type[Organisation] | type[Team], slugs: list[str]) -> list[str]:
    """Seldom: `equipe-2` is a name of its own beside the second `equipe`."""
    given: set[str] = set()
    free = []
    for slug in slugs:
        number, one = 1, slug
        while one in given or model._default_manager.filter(slug=one).exists():
            number += 1
            one = f"{slug}-{number}"
        given.add(one)
        free.append(one)
    return free


def digests_of(entry_ids: Sequence[int]) -> dict[int, str]:
    """What each entry says now, in one word; entries that are gone are left out."""
    parts: dict[int, list[Any]] = defaultdict(list)
    for row in Entry.objects.filter(pk__in=entry_ids).values("pk", *CONTENT):
        parts[row.pop("pk")].append(row)
    texts = EntryText.objects.filter(entry__in=entry_ids).order_by("language")
    columns = ("entry_id", "language", "summary", "description", "easy_read")
    for entry_id, *text in texts.values_list(*columns):
        parts[entry_id].append(text)
    for name in (*TERMS, "coverage"):
        through, column = _through(name)
        rows = through._default_manager.filter(entry_id__in=entry_ids).order_by(column)
        for entry_id, chosen in rows.values_list("entry_id", column):
            parts[entry_id].append([name, chosen])
    return {pk: _digest(content) for pk, content in parts.items()}


def _organisation_digests(ids: Iterable[int]) -> dict[int, str]:
    rows = Organisation.objects.filter(pk__in=list(ids)).values("pk", *ORGANISATION)
    return {row["pk"]: _digest(row) for row in rows}


def _digest(content: Any) -> str:
    return sha256(json.dumps(content, default=str).encode()).hexdigest()


def undo(traces: Sequence[dict[str, Any]]) -> list[bool]:
    """
    Remove what is as we made it and where nobody has a role; organisations when
    nothing is left in them.
    """
    ids = [trace["entry"] for trace in traces]
    now, joined = digests_of(ids), _joined(traces)
    removed = [
        now.get(trace["entry"]) in (None, trace["digest"])
        and trace["entry"] not in joined
        for trace in traces
    ]
    going = [pk for pk, is_going in zip(ids, removed, strict=True) if is_going]
    listed = list(
        Entry.objects.filter(pk__in=going, listing__isnull=False).values_list(
            "pk", flat=True
        )
    )
    # Out of the lists and the index while we still know what they were.
    Entry.objects.filter(pk__in=listed).update(state=State.ARCHIVED)
    publish_listing(listed)
    Team.objects.filter(entry__in=going).delete()
    born = [trace for trace in traces if "organisation" in trace]
    _remove_empty({one["organisation"]: one["organisation_digest"] for one in born})
    return removed


def _joined(traces: Sequence[dict[str, Any]]) -> set[int]:
    """The entries whose team, or organisation made with it, has people in it."""
    ids = [trace["entry"] for trace in traces]
    teams = Entry.objects.filter(pk__in=ids, team__memberships__isnull=False)
    born = {
        one["organisation"]: one["entry"] for one in traces if "organisation" in one
    }
    houses = Membership.objects.filter(organisation__in=born)
    keys = houses.values_list("organisation", flat=True)
    return {*teams.values_list("pk", flat=True), *(born[key] for key in keys if key)}


def _remove_empty(digests: dict[int, str]) -> None:
    empty = Organisation.objects.filter(
        pk__in=digests,
        teams__isnull=True,
        branches__isnull=True,
        memberships__isnull=True,
    )
    now = _organisation_digests(empty.values_list("pk", flat=True))
    same = [pk for pk, digest in now.items() if digest == digests[pk]]
    Organisation.objects.filter(pk__in=same).delete()

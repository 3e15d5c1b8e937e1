"""Whom the lines of the journal are about, as far as this database knows them."""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any
from urllib.parse import unquote_plus

from django.apps import apps
from django.db import models
from django.db.models import QuerySet
from django.utils import timezone

from entrepairs.core.naming import ADDRESS
from entrepairs.core.personal import Kind, Subject, kinds
from entrepairs.core.sealed import Sealed
from entrepairs.core.text import fold_email
from entrepairs.people.models import Person
from entrepairs.privacy.models import Consent
from entrepairs.privacy.rights.journal import (
    Line,
    digest_of_account,
    digest_of_address,
)

TEXTS = (models.CharField, models.TextField, models.JSONField)


class Known:
    """The accounts and addresses in the database that these lines mean."""

    def __init__(self, lines: Iterable[Line]) -> None:
        lines = list(lines)
        persons = {line.person for line in lines if line.person}
        addresses = {line.address for line in lines if line.address}
        self.persons = dict(_accounts(persons)) if persons else {}
        self.addresses = dict(_addresses(addresses)) if addresses else {}

    def subjects(self, line: Line) -> Iterator[Subject]:
        """The account with its address of now, then whoever has that of the line."""
        person = self.persons.get(line.person)
        email = self.addresses.get(line.address, "")
        if person is not None:
            yield Subject(person=person, email=person.email or email)
            if email in ("", person.email or email):
                return
        if email:
            holder = Person.objects.filter(email=email).first()
            if holder is None or _day(holder.joined_at) <= line.on:
                yield Subject(person=holder, email=email)

    def consents(self, line: Line) -> "QuerySet[Consent]":
        """What was agreed to before the day of a withdrawal, or on it."""
        given = Consent.objects.standing().of(
            person=self.persons.get(line.person),
            email=self.addresses.get(line.address, ""),
        )
        return given.filter(
            kind=line.kind,
            network=line.network,
            organisation=line.organisation,
            given_at__date__lte=line.on,
        )


def not_newer(rows: "QuerySet[Any]", day: date) -> "QuerySet[Any]":
    """Without what was written after that day, where the rows tell when they were."""
    field = _written_at(rows.model)
    if field is None:
        return rows
    lookup = "date__gt" if isinstance(field, models.DateTimeField) else "gt"
    return rows.exclude(**{f"{field.name}__{lookup}": day})


def _written_at(model: type[models.Model]) -> Any:
    """The first date that fills itself in."""
    dates: list[Any] = [
        field for field in model._meta.fields if isinstance(field, models.DateField)
    ]
    own = [field for field in dates if field.auto_now_add]
    return next(iter([*own, *(d for d in dates if callable(d.default))]), None)


def _day(moment: Any) -> date:
    return timezone.localtime(moment).date()


def _accounts(digests: set[str]) -> Iterator[tuple[str, Person]]:
    for person in Person.objects.only("pk", "email", "joined_at").iterator():
        digest = digest_of_account(person)
        if digest in digests:
            yield digest, person


def _addresses(digests: set[str]) -> Iterator[tuple[str, str]]:
    for email in {email for kind in kinds() for email in _addresses_in(kind)}:
        digest = digest_of_address(email)
        if digest in digests:
            yield digest, email


def _addresses_in(kind: Kind) -> Iterator[str]:
    """Of fields for an address, sealed or not, and of texts that can be searched."""
    model = apps.get_model(kind.model)
    for field in model._meta.concrete_fields:
        is_address = isinstance(field, models.EmailField)
        is_text = isinstance(field, TEXTS) and not isinstance(field, Sealed)
        if not is_address and not (is_text and field.name in kind.fields):
            continue
        column = model._base_manager.values_list(field.name, flat=True)
        for value in column.distinct().iterator():
            found = [value] if is_address else _harvest(value)
            yield from filter(None, map(fold_email, found))


def _harvest(value: Any) -> Iterator[str]:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    for one in {text, unquote_plus(text)} if "%" in text else (text,):
        for address in ADDRESS.findall(one):
            yield address.strip(".<>")

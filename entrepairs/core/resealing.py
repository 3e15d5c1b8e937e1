"""
Replacing the keys: every sealed column is sealed anew, in batches. An app that seals
by itself, in columns of a library, tells which in its own `resealing.py`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from django.apps import apps
from django.conf import settings
from django.db import connection, models, transaction
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast
from django.utils.module_loading import autodiscover_modules

from entrepairs.core import sealing
from entrepairs.core.errors import Refused
from entrepairs.core.sealed import Sealed

BATCH = 500


class Holder(Protocol):
    """Something that holds sealed content. `str` of it says what."""

    def sealed_otherwise(self) -> "models.QuerySet[Any]":
        """Not sealed by the key that seals now; each row tells `stored`."""

    def sealed_by_strangers(self) -> "models.QuerySet[Any]":
        """Sealed by keys that we do not have, or not at all."""

    def replace(self, key: Any, *, stored: str, by: str) -> bool:
        """Write it unless somebody changed it meanwhile."""

    def again(self, stored: str) -> str:
        """The same content under the key that seals now."""


@dataclass(frozen=True)
class Column:
    """A column of the database that holds sealed content."""

    model: type[models.Model]
    field: Sealed

    def __str__(self) -> str:
        return f"{self.model._meta.label_lower}.{self.field.name}"

    @property
    def rows(self) -> models.QuerySet[Any]:
        """Primary key and `stored`, as it is in the database."""
        stored = Cast(self.field.name, models.TextField())
        manager: models.Manager[Any] = self.model._base_manager
        filled = manager.exclude(**{self.field.name: ""})
        there = filled.exclude(**{self.field.name: None})
        rows: models.QuerySet[Any] = there.annotate(stored=stored)
        return rows

    def sealed_otherwise(self) -> models.QuerySet[Any]:
        current = f"{sealing.keyring().current}."
        return self.rows.exclude(stored__startswith=current)

    def sealed_by_strangers(self) -> models.QuerySet[Any]:
        rows = self.rows
        for mark in sealing.keyring().marks:
            rows = rows.exclude(stored__startswith=f"{mark}.")
        return rows

    def again(self, stored: str) -> str:
        return self.field.sealed(self.field.opened(stored))

    def replace(self, key: Any, *, stored: str, by: str) -> bool:
        quote = connection.ops.quote_name
        name, column = quote(self.model._meta.db_table), quote(str(self.field.column))
        primary = quote(str(self.model._meta.pk.column))
        with connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE {name} SET {column} = %s "  # noqa: S608 - our own names
                f"WHERE {primary} = %s AND {column} = %s",
                [by, key, stored],
            )
            return bool(cursor.rowcount)


@dataclass(frozen=True)
class JsonEntry:
    """A text under one name in a library's JSON, sealed with `sealing.seal`."""

    model: str  # "app.Model"
    field: str
    name: str
    place: str  # as it was given to `seal`

    def __str__(self) -> str:
        return f"{self.model.lower()}.{self.field}[{self.name}]"

    @property
    def rows(self) -> models.QuerySet[Any]:
        entry = Cast(KeyTextTransform(self.name, self.field), models.TextField())
        manager: models.Manager[Any] = apps.get_model(self.model)._base_manager
        return manager.annotate(stored=entry).exclude(stored=None)

    def sealed_otherwise(self) -> models.QuerySet[Any]:
        return self.rows.exclude(stored__startswith=f"{sealing.keyring().current}.")

    def sealed_by_strangers(self) -> models.QuerySet[Any]:
        rows = self.rows
        for mark in sealing.keyring().marks:
            rows = rows.exclude(stored__startswith=f"{mark}.")
        return rows

    def again(self, stored: str) -> str:
        content = sealing.unseal(stored, place=self.place)
        return sealing.seal(content, place=self.place)

    def replace(self, key: Any, *, stored: str, by: str) -> bool:
        locked = self.rows.select_for_update(of=("self",), no_key=True)
        row = locked.filter(pk=key).first()
        content = getattr(row, self.field, {})
        if row is None or content.get(self.name) != stored:
            return False
        setattr(row, self.field, {**content, self.name: by})
        row.save(update_fields=[self.field])
        return True


_elsewhere: list[Holder] = []


def hold(*holders: Holder) -> None:
    """What an app seals outside of sealed fields."""
    _elsewhere.extend(holders)


def holders() -> list[Holder]:
    autodiscover_modules("resealing")
    return [*columns(), *_elsewhere]


def columns() -> list[Column]:
    return [
        Column(model, field)
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
        for field in model._meta.local_fields
        if isinstance(field, Sealed)
    ]


def waiting() -> dict[Holder, int]:
    """How many rows of what old keys still seal."""
    counted = {holder: holder.sealed_otherwise().count() for holder in holders()}
    return {holder: count for holder, count in counted.items() if count}


def add_key() -> str:
    """
    A new first key in the file; returns its mark. The others still open.

    Does nothing, and returns nothing, while an earlier replacement is not ended by
    `drop_old_keys`.
    """
    texts = sealing.keyring().texts
    if len(texts) > 1:
        return ""
    key = sealing.new_key()
    if settings.SEALING_KEYS:
        raise Refused(
            "The keys come from ENTREPAIRS_SEALING_KEYS. Write a new one before the "
            f"present one, with a comma between, on all machines: {key}\n"
            "Start them again, then run this command again."
        )
    sealing.write_keys(settings.SEALING_KEYS_FILE, [key, *texts])
    return sealing.mark_of_key(key)


def reseal(holder: Holder) -> Iterator[int]:
    """
    Seal what other keys sealed under the first; yields the size of each batch.

    May be stopped and run again. Raises `SealBroken` at what no key opens.
    """
    last = None
    while batch := list(_after(holder, last)):
        with transaction.atomic():
            for key, stored in batch:
                holder.replace(key, stored=stored, by=holder.again(stored))
        last = batch[-1][0]
        yield len(batch)


def _after(holder: Holder, last: Any) -> models.QuerySet[Any, tuple[Any, str]]:
    rows = holder.sealed_otherwise().order_by("pk")
    if last is not None:
        rows = rows.filter(pk__gt=last)
    return rows.values_list("pk", "stored")[:BATCH]


def drop_old_keys() -> int:
    """
    Forget all keys but the first; returns how many. Backups of before still need them.

    Raises `Refused` while rows need them.
    """
    if left := waiting():
        told = ", ".join(f"{holder}: {count}" for holder, count in left.items())
        raise Refused(f"Old keys still seal rows ({told}). Run: entrepairs rotate-keys")
    if settings.SEALING_KEYS:
        raise Refused(
            "No row needs the old keys: take them out of ENTREPAIRS_SEALING_KEYS."
        )
    texts = sealing.keyring().texts
    sealing.write_keys(settings.SEALING_KEYS_FILE, texts[:1])
    return len(texts) - 1


def unopenable() -> str:
    """What none of our keys opens, and what to do; nothing when all is well."""
    for holder in holders():
        stored = holder.sealed_by_strangers().values_list("stored", flat=True).first()
        if stored is None:
            continue
        if not (mark := sealing.mark_of(stored)):
            return f"{holder} is not sealed. Run: entrepairs migrate"
        return (
            f"{holder} is sealed with the key {mark}, which is not in "
            f"{sealing.place_of_keys()}. Put the keys of this database back from your "
            "backup; without them what they seal is lost."
        )
    return ""

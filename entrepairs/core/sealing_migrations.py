"""For migrations: seals a column whose rows were written before it was sealed."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.migrations.operations.base import Operation

from entrepairs.core import sealing
from entrepairs.core.resealing import BATCH, Column


class SealColumn(Operation):
    """
    Seals what the column of a sealed field holds, in batches; backwards, opens it.

    May be stopped and run again. Stands in a migration of its own, `atomic = False`,
    after the one that gave the field its type.
    """

    reduces_to_sql = False
    atomic = False

    def __init__(self, model_name: str, name: str) -> None:
        self.model_name, self.name = model_name, name

    def state_forwards(self, app_label: str, state: Any) -> None:
        """The field is sealed already."""

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        column = self.column(app_label, to_state)
        if self.allow_migrate_model(schema_editor.connection.alias, column.model):
            rewrite(column, lambda text: _sealed(column, text))

    def database_backwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        column = self.column(app_label, to_state)
        if self.allow_migrate_model(schema_editor.connection.alias, column.model):
            rewrite(column, lambda text: _opened(column, text))

    def column(self, app_label: str, state: Any) -> Column:
        model = state.apps.get_model(app_label, self.model_name)
        return Column(model, model._meta.get_field(self.name))

    def describe(self) -> str:
        return f"Seal {self.name} of {self.model_name}"


def _sealed(column: Column, text: str) -> str:
    if sealing.mark_of(text):
        return text
    plain = column.field.plain(text)
    return column.field.sealed(plain) if plain else ""


def _opened(column: Column, text: str) -> str:
    return column.field.opened(text) if sealing.mark_of(text) else text


def rewrite(column: Column, change: Callable[[str], str]) -> None:
    last: Any = None
    while True:
        rows = column.rows if last is None else column.rows.filter(pk__gt=last)
        batch = list(rows.order_by("pk").values_list("pk", "stored")[:BATCH])
        if not batch:
            return
        with transaction.atomic():
            for key, stored in batch:
                column.replace(key, stored=stored, by=change(stored))
        last = batch[-1][0]

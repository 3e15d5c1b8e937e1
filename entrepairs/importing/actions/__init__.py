"""Everything that changes a run: read, map, check, import, undo, forget."""

from entrepairs.importing.actions.check import accept, preview
from entrepairs.importing.actions.common import begin
from entrepairs.importing.actions.forget import erase_old_rows
from entrepairs.importing.actions.receive import receive, stage
from entrepairs.importing.actions.settle import (
    ValueToMap,
    knows_columns,
    same_file_before,
    settle_columns,
    settle_options,
    settle_values,
    values_to_map,
)
from entrepairs.importing.actions.write import apply, undo

__all__ = [
    "ValueToMap",
    "accept",
    "apply",
    "begin",
    "erase_old_rows",
    "knows_columns",
    "preview",
    "receive",
    "same_file_before",
    "settle_columns",
    "settle_options",
    "settle_values",
    "stage",
    "undo",
    "values_to_map",
]

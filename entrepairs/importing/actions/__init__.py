"""Everything that changes a run: read, map, check, import, undo, forget."""

from entrepairs.importing.actions.check import accept, preview
from entrepairs.importing.actions.common import begin
from entrepairs.importing.actions.forget import close
from entrepairs.importing.actions.lookups import Unknown, unknown_to_tell
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
    "Unknown",
    "ValueToMap",
    "accept",
    "apply",
    "begin",
    "close",
    "knows_columns",
    "preview",
    "receive",
    "same_file_before",
    "settle_columns",
    "settle_options",
    "settle_values",
    "stage",
    "undo",
    "unknown_to_tell",
    "values_to_map",
]

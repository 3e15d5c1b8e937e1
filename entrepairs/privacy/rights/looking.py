"""Texts about others in which an address may stand, and which a person must look at."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models

from entrepairs.core.naming import Naming
from entrepairs.core.personal import Exemption, Subject, exemptions
from entrepairs.core.sealed import Sealed

COPIES = {"search.Document"}  # of other texts, made anew when these change
TEXTS = (models.CharField, models.TextField, models.JSONField)
MOST = 200


def places_naming(subject: Subject) -> list[dict[str, Any]]:
    """Where it stands in what no kind declares: model, key and field of each."""
    if not subject.email:
        return []
    who = Naming(subject.email)
    found: list[dict[str, Any]] = []
    for exempted in exemptions():
        if exempted.model not in COPIES:
            found.extend(_places(exempted, who))
    return found[:MOST]


def _places(exempted: Exemption, who: Naming) -> Iterator[dict[str, Any]]:
    model = apps.get_model(exempted.model)
    texts = [name for name in exempted.fields if _is_text(model, name)]
    rows = model._base_manager.only("pk", *texts)
    for row in who.among(rows, *texts) if texts else ():
        for name in texts:
            if who.stands_in(getattr(row, name)):
                yield {"model": exempted.model, "key": row.pk, "field": name}


def _is_text(model: type[models.Model], name: str) -> bool:
    field = model._meta.get_field(name)
    return isinstance(field, TEXTS) and not isinstance(field, Sealed)

"""
What leads to a person, or may hold what persons are and write, and is in no kind.

A field counts when it points to a person or to a row that is wholly of a person; when
it is of a type that holds addresses, free text or files; when a word of its name says
so; or when it is sealed. Each such field is of a declared kind, or is exempt and says
why.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.auth import get_user_model
from django.db import models

from entrepairs.core.personal import End, Exemption, Kind
from entrepairs.core.sealed import Sealed

TYPES = (
    models.EmailField,
    models.TextField,
    models.JSONField,
    models.BinaryField,
    models.FileField,
    models.GenericIPAddressField,
    Sealed,
)
WORDS = {
    *("email", "mail", "phone", "mobile", "fax", "address", "street", "iban", "ip"),
    *("called", "nickname", "username", "surname", "firstname", "lastname"),
    *("birth", "born", "birthday", "gender", "sex", "diagnosis", "health", "diet"),
    *("person", "user", "actor", "author", "owner", "contact", "account", "signature"),
    *("message", "note", "notes", "remark", "remarks", "comment", "question", "answer"),
}
PAIRS = (("first", "name"), ("last", "name"), ("full", "name"), ("family", "name"))

SAY = """{label}.{field} {why}. In {app}/personal.py, either declare what it is:

    declare(
        Kind(
            name="{short}.{model}",
            model="{label}",
            fields=("{field}",),
            title=_("…"), purpose=_("…"), whose=_("…"), basis=Basis.CONTRACT,
            seen_by=(_("…"),), source=_("…"), since=_("…"),
            keep=timedelta(days=365), end=End.ERASE,
            about=lambda subject: …, due=lambda moment: …, dispose=lambda pks: …,
        )
    )

(add the field to `fields` if the model has a kind already), or say why not:

    exempt("{label}", "{field}", because="…")
"""

Model = type[models.Model]


def undeclared(
    all_models: Iterable[Model], kinds: Iterable[Kind], exemptions: Iterable[Exemption]
) -> list[str]:
    """What to write, one text for each field that nothing tells of."""
    kinds = list(kinds)
    told = {(kind.model, field) for kind in kinds for field in kind.fields}
    told |= {(one.model, field) for one in exemptions for field in one.fields}
    whole = {kind.model for kind in kinds if kind.end != End.BLANK}
    return [
        _say(model, field, why)
        for model in all_models
        for field, why in suspicious(model, whole)
        if (model._meta.label, field) not in told
    ]


def suspicious(model: Model, whole: set[str]) -> Iterator[tuple[str, str]]:
    """Each field that needs a word, and why. `whole`: models wholly of a person."""
    own = [*model._meta.local_concrete_fields, *model._meta.local_many_to_many]
    for field in own:
        if why := _why(field, whole):
            yield field.name, why


def _why(field: Any, whole: set[str]) -> str:
    if field.is_relation:
        target = field.related_model
        if target is get_user_model():
            return "leads to a person"
        label = getattr(getattr(target, "_meta", None), "label", "")
        return f"leads to {label}, which is of a person" if label in whole else ""
    if isinstance(field, TYPES):
        return f"may hold what persons are or write ({type(field).__name__})"
    if isinstance(field, models.BooleanField):
        return ""
    words = field.name.split("_")
    if WORDS & set(words) or any(set(pair) <= set(words) for pair in PAIRS):
        return "sounds personal"
    return ""


def wrong_words(kinds: Iterable[Kind], exemptions: Iterable[Exemption]) -> list[str]:
    """Kinds and exemptions of models or fields that do not exist (any more)."""
    from django.apps import apps

    found = []
    told: list[Kind | Exemption] = [*kinds, *exemptions]
    for one in told:
        try:
            model = apps.get_model(one.model)
        except LookupError:
            found.append(f"{one.model}: there is no such model")
            continue
        known = {field.name for field in model._meta.get_fields()}
        found += [f"{one.model}.{name}" for name in one.fields if name not in known]
    return found


def _say(model: Model, field: str, why: str) -> str:
    module = model.__module__.split(".")
    ours = module[0] == "entrepairs"
    app = "/".join(module[:2]) if ours else "entrepairs/privacy"
    return SAY.format(
        label=model._meta.label,
        field=field,
        why=why,
        app=app,
        short=model._meta.app_label,
        model=model._meta.model_name,
    )

"""
Fields whose content a raw copy of the database does not tell. `SealedTextField` and
`SealedCharField` can be read but not searched; `SealedEmailField` is found by the
whole address, in whatever spelling.
"""

from typing import Any

from django.core.exceptions import FieldError
from django.db import IntegrityError, models
from django.db.models.lookups import In, IsNull, Lookup

from entrepairs.core import sealing
from entrepairs.core.text import fold_email


class Sealed(models.Field):  # type: ignore[type-arg]
    """
    What these fields have in common. Nothing and the empty text are kept as they are,
    so that `isnull` and `=""` work; ordering by them means nothing.

    `sealed_as` keeps the name of old when a model or field is renamed.
    """

    by_value = False  # the same content looks the same, and can be found

    def __init__(self, *args: Any, sealed_as: str = "", **options: Any) -> None:
        self.sealed_as = sealed_as
        super().__init__(*args, **options)

    @property
    def place(self) -> str:
        return self.sealed_as or f"{self.model._meta.label_lower}.{self.name}"

    def deconstruct(self) -> Any:
        name, path, args, options = super().deconstruct()
        if self.sealed_as:
            options["sealed_as"] = self.sealed_as
        return name, path, args, options

    def get_internal_type(self) -> str:
        return "TextField"

    def plain(self, value: Any) -> str | None:
        """The form that is sealed."""
        return value if value is None else str(value)

    def sealed(self, text: str) -> str:
        return sealing.seal(text.encode(), place=self.place)

    def opened(self, stored: str) -> str:
        return sealing.unseal(stored, place=self.place).decode()

    def get_prep_value(self, value: Any) -> str | None:
        text = self.plain(super().get_prep_value(value))
        return self.sealed(text) if text else text

    def from_db_value(self, stored: str | None, *_: Any) -> str | None:
        return self.opened(stored) if stored else stored

    def get_lookup(self, lookup_name: str) -> type[Lookup[Any]]:
        """Raises `FieldError` for all questions that sealed content cannot answer."""
        lookup: dict[str, type[Lookup[Any]]] = {
            "isnull": IsNull,
            "exact": SealedExact,
            "iexact": SealedExact,
        }
        if self.by_value:
            lookup["in"] = SealedIn
        if lookup_name not in lookup:
            raise FieldError(
                f"{self.place} is sealed: it cannot be asked by {lookup_name!r}, "
                f"only by {', '.join(lookup)}."
            )
        return lookup[lookup_name]

    def get_transform(self, lookup_name: str) -> Any:
        raise FieldError(f"{self.place} is sealed: {lookup_name!r} cannot be asked.")


class SealedTextField(Sealed, models.TextField):  # type: ignore[type-arg]
    """A text that nobody searches."""


class SealedCharField(Sealed, models.CharField):  # type: ignore[type-arg]
    """A short text that nobody searches; `max_length` counts what is not sealed."""


class SealedEmailField(Sealed, models.EmailField):  # type: ignore[type-arg]
    """An address, found by the whole of it under the keys of today and of before."""

    by_value = True

    def plain(self, value: Any) -> str | None:
        return fold_email(value) or (None if value is None else "")

    def sealed(self, text: str) -> str:
        return self.every_seal(text)[0]

    def every_seal(self, text: str) -> list[str]:
        return sealing.seal_alike(text.encode(), place=self.place)

    def opened(self, stored: str) -> str:
        return sealing.unseal_alike(stored, place=self.place).decode()

    def pre_save(self, instance: models.Model, add: bool) -> Any:
        """While keys are replaced, the index alone cannot see an address twice."""
        value = self.plain(super().pre_save(instance, add))
        setattr(instance, self.attname, value)
        if value and self.unique and len(sealing.keyring().marks) > 1:
            others = type(instance)._base_manager.exclude(pk=instance.pk)
            if others.filter(**{self.name: value}).exists():
                raise IntegrityError(f"{self.place} is there already.")
        return value


class SealedIn(In):
    """One of these, under any key."""

    def get_prep_lookup(self) -> list[str]:
        field = self.lhs.output_field
        values = self.values(field)
        if not field.by_value and any(values):
            raise FieldError(f"{field.place} is sealed: nobody can search it.")
        texts = [field.plain(value) for value in values]
        found = [""] if "" in texts else []
        return found + [
            seal for text in texts if text for seal in field.every_seal(text)
        ]

    def values(self, field: Any) -> list[Any]:
        if hasattr(self.rhs, "resolve_expression") or not self.rhs_is_direct_value():
            raise FieldError(f"{field.place} is sealed: compare it with values only.")
        return list(self.rhs)


class SealedExact(SealedIn):
    """This one, in whatever spelling, under any key."""

    lookup_name = "exact"

    def get_prep_lookup(self) -> Any:
        return self.rhs if self.rhs is None else super().get_prep_lookup()

    def values(self, field: Any) -> list[Any]:
        if hasattr(self.rhs, "resolve_expression"):
            raise FieldError(f"{field.place} is sealed: compare it with values only.")
        return [self.rhs]

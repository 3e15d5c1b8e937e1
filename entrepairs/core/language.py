"""The four languages, and values that exist in each."""

from typing import Any

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

CODES = ("fr", "nl", "de", "en")


class Language(models.TextChoices):
    FRENCH = "fr", "Français"
    DUTCH = "nl", "Nederlands"
    GERMAN = "de", "Deutsch"
    ENGLISH = "en", "English"


def current() -> str:
    """The language of this request, one of `CODES`."""
    code = (get_language() or "fr")[:2]
    return code if code in CODES else "fr"


def in_order(preferred: str) -> tuple[str, ...]:
    """`preferred`, then the others by the number of our readers."""
    return (preferred, *(code for code in CODES if code != preferred))


def translated(holder: Any, field: str, language: str | None = None) -> str:
    """`holder.<field>_<language>`, or the first other language that is filled in."""
    for code in in_order(language or current()):
        if value := getattr(holder, f"{field}_{code}"):
            return str(value)
    return ""


class Labelled(models.Model):
    """Something with a stable code and a label in four languages."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    label_fr = models.CharField(_("label in French"), max_length=120)
    label_nl = models.CharField(_("label in Dutch"), max_length=120, blank=True)
    label_de = models.CharField(_("label in German"), max_length=120, blank=True)
    label_en = models.CharField(_("label in English"), max_length=120, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The label in the language of this request."""
        return translated(self, "label")

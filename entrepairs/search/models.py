"""The index of every app's entries, its vocabulary, and the synonyms of the field."""

import re

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from entrepairs.core.language import Language
from entrepairs.core.text import fold

CODE = re.compile(r"[a-z_]+:[a-z0-9_-]+")


class Document(models.Model):
    """
    What is shown of one indexed object. `id` joins kind and object: see `engine.key`.
    """

    id = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=20)
    object_id = models.BigIntegerField()
    title = models.CharField(max_length=255)
    sort_title = models.CharField(max_length=255)  # folded
    summary = models.TextField(blank=True)
    url = models.CharField(max_length=255, blank=True)
    language = models.CharField(max_length=2, blank=True)  # of the title; "" unknown

    class Meta:
        ordering = ["sort_title", "id"]

    def __str__(self) -> str:
        return self.title


class Tokens(models.Model):
    """
    The tokens of each document; `rowid` is its id.

    On SQLite an FTS5 table with the columns `title`, `tags` and `body`; on PostgreSQL
    a column `vector`, where each token begins with a letter for its column.
    """

    rowid = models.BigIntegerField(primary_key=True)

    class Meta:
        db_table = "search_tokens"
        ordering = ["rowid"]

    def __str__(self) -> str:
        return str(self.rowid)


class Word(models.Model):
    """A token of the index and in how many documents it stands."""

    word = models.CharField(max_length=40, primary_key=True)
    frequency = models.IntegerField(default=0)
    is_whole = models.BooleanField(default=True)  # a word as written, not only a stem
    languages = models.SmallIntegerField(default=0)
    """Those it is written in, as `analysis.spoken` adds them up; 0 until it is told."""

    class Meta:
        ordering = ["word"]

    def __str__(self) -> str:
        return self.word


class SynonymGroup(ClusterableModel):
    """Words that mean the same to those who search."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    codes = models.CharField(
        _("is the same as"),
        max_length=300,
        blank=True,
        help_text=_(
            "Codes of our lists, separated by spaces, such as sector:addictions. "
            "Whoever types one of the words finds what carries one of these codes."
        ),
    )
    broader = models.CharField(
        _("is part of"),
        max_length=300,
        blank=True,
        help_text=_(
            "Codes that cover more than these words. What carries one of them is found "
            "too, after what speaks of the words themselves."
        ),
    )
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        ordering = ["code"]
        verbose_name = _("group of synonyms")
        verbose_name_plural = _("groups of synonyms")

    def __str__(self) -> str:
        return self.code

    def clean(self) -> None:
        errors = {}
        for name in ("codes", "broader"):
            wrong = [c for c in getattr(self, name).split() if not CODE.fullmatch(c)]
            if wrong:
                errors[name] = ValidationError(
                    _("“%(code)s” is no code: write list:code, as sector:addictions."),
                    params={"code": wrong[0]},
                )
        if errors:
            raise ValidationError(errors)


class SynonymTerm(models.Model):
    """A word, a phrase or an abbreviation of a group."""

    group = ParentalKey(
        SynonymGroup,
        on_delete=models.CASCADE,
        related_name="terms",
        verbose_name=_("group of synonyms"),
    )
    language = models.CharField(
        _("language"),
        max_length=2,
        choices=Language,
        blank=True,
        help_text=_("Leave empty for an abbreviation or a name: it is taken as it is."),
    )
    text = models.CharField(_("word or phrase"), max_length=100)
    only_asked = models.BooleanField(
        _("only in questions"),
        default=False,
        help_text=_(
            "An everyday phrase that people type but that our texts do not use, such "
            "as “I drink too much”."
        ),
    )
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        ordering = ["language", "text", "pk"]
        verbose_name = _("synonym")
        verbose_name_plural = _("synonyms")
        constraints = [
            models.UniqueConstraint(
                name="search_synonym_once_in_its_group",
                fields=["group", "language", "text"],
                violation_error_message=_("This word is already in the group."),
            )
        ]

    def __str__(self) -> str:
        return self.text

    def clean(self) -> None:
        if not fold(self.text):
            raise ValidationError({"text": _("Write at least one word.")})

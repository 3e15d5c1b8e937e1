"""Help lines, numbers for whoever needs somebody now; and the pages to be found."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from entrepairs.core.language import translated
from entrepairs.places.models import Place


def no_languages() -> list[str]:
    return []


class HelpLine(models.Model):
    """
    A number to call, for one country or the region of `region_code`, whose name is in
    `region` after `with_regions`. `verified_on` is shown.
    """

    country = models.CharField(_("country"), max_length=2, default="BE")
    number = models.CharField(_("number"), max_length=40)
    name = models.CharField(_("name"), max_length=120)
    description_fr = models.CharField(_("for whom, in French"), max_length=200)
    description_nl = models.CharField(_("in Dutch"), max_length=200, blank=True)
    description_de = models.CharField(_("in German"), max_length=200, blank=True)
    description_en = models.CharField(_("in English"), max_length=200, blank=True)
    hours_fr = models.CharField(_("hours, in French"), max_length=120, blank=True)
    hours_nl = models.CharField(_("hours, in Dutch"), max_length=120, blank=True)
    hours_de = models.CharField(_("hours, in German"), max_length=120, blank=True)
    hours_en = models.CharField(_("hours, in English"), max_length=120, blank=True)
    languages = models.JSONField(_("languages spoken"), default=no_languages)
    chat = models.URLField(_("chat"), blank=True)
    is_free = models.BooleanField(_("free"), default=False)
    is_anonymous = models.BooleanField(_("anonymous"), default=False)
    is_urgent = models.BooleanField(_("danger now"), default=False)
    region_code = models.CharField(_("region only"), max_length=40, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=500)
    is_active = models.BooleanField(_("shown"), default=True)
    verified_on = models.DateField(_("checked on"), null=True, blank=True)

    region = ""

    class Meta:
        verbose_name = _("help line")
        verbose_name_plural = _("help lines")
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"

    def clean(self) -> None:
        code = self.region_code
        if code and not Place.objects.filter(code=code).exists():
            message = _("There is no place with the code “%(code)s”.")
            raise ValidationError(
                {"region_code": ValidationError(message, params={"code": code})}
            )

    @property
    def description(self) -> str:
        return translated(self, "description")

    @property
    def hours(self) -> str:
        return translated(self, "hours")

    @property
    def dial(self) -> str:
        """The digits of a `tel:` link."""
        return "".join(char for char in self.number if char.isdigit() or char == "+")


def with_regions(lines: Iterable[HelpLine]) -> list[HelpLine]:
    """The lines, with the name of the region of those for one only; one query."""
    told = list(lines)
    codes = {line.region_code for line in told if line.region_code}
    places = Place.objects.filter(code__in=codes) if codes else ()
    names = {place.code: place.name for place in places}
    for line in told:
        line.region = names.get(line.region_code, "")
    return told


class SitePage(models.Model):
    """A page whose text is in the code, so that the search can hold it by number."""

    code = models.SlugField(max_length=40, unique=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.code

"""Filters of the directory's pages."""

from datetime import date

from django import template
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from entrepairs.core.language import current
from entrepairs.directory.cards import surface_of
from entrepairs.directory.models.entry import freshness as freshness_of
from entrepairs.directory.question import Choice
from entrepairs.directory.record import TeamRecord

register = template.Library()


@register.filter
def ago(day: date) -> str:
    """`today`, `3 weeks ago`, `13 months ago`: as coarse as people say it."""
    days = (timezone.localdate() - day).days
    if days < 1:
        return _("today")
    if days == 1:
        return _("yesterday")
    if days < 14:
        return ngettext("%(n)d day ago", "%(n)d days ago", days) % {"n": days}
    if days < 60:
        weeks = days // 7
        return ngettext("%(n)d week ago", "%(n)d weeks ago", weeks) % {"n": weeks}
    if days < 730:
        months = int(days / 30.44)
        return ngettext("%(n)d month ago", "%(n)d months ago", months) % {"n": months}
    years = days // 365
    return ngettext("%(n)d year ago", "%(n)d years ago", years) % {"n": years}


@register.filter
def freshness(day: date | None) -> str:
    return freshness_of(day, timezone.localdate())


@register.filter
def is_parted(choice: Choice) -> bool:
    """Something more precise than the choice itself is chosen."""
    return any(part.is_chosen for part in choice.children)


@register.simple_tag
def sector_chips(told: TeamRecord) -> list[tuple[str, str]]:
    """The sectors of a team's page, each with the colour it has on cards."""
    values = told.terms.of_mask("sectors", told.listing.sectors)
    surfaces = {value.label(current()): surface_of(value) for value in values}
    return [(label, surfaces[label]) for label in told.sectors]


@register.filter
def whole(number: int) -> str:
    """A whole number with the language's spaces between thousands."""
    return str(number_format(number, decimal_pos=0, use_l10n=True, force_grouping=True))

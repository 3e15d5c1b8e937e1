"""The question of a list told in its heading."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from entrepairs.core.language import current
from entrepairs.directory.question import Answer
from entrepairs.places.models import Place, PlaceKind

AREAS = (PlaceKind.REGION, PlaceKind.PROVINCE, PlaceKind.COUNTRY)
VOWELS = "AEIOUYÀÂÄÉÈÊËÎÏÔÖÛÜŒ"


def heading(answer: Answer) -> str:
    """`2 teams for “housing”, within 20 km of Mons`."""
    place, words, count = answer.place, words_of(answer), answer.count
    if not count:
        return _("No team found")
    told = {
        "count": number_format(count, 0, use_l10n=True, force_grouping=True),
        "words": words,
        "place": place.name if place else "",
        "km": answer.question.km,
    }
    if place is None:
        return _everywhere(count, words) % told
    if place.kind in AREAS:
        return _in_area(count, words) % told
    return elided(_around(count, words) % told, place)


def words_of(answer: Answer) -> str:
    """What was searched for, mended and without the place that it named."""
    return answer.corrected or answer.words


def _everywhere(count: int, words: str) -> str:
    if words:
        return ngettext(
            "%(count)s team for “%(words)s”", "%(count)s teams for “%(words)s”", count
        )
    return ngettext(
        "%(count)s team works with peer supporters",
        "%(count)s teams work with peer supporters",
        count,
    )


def _in_area(count: int, words: str) -> str:
    if words:
        return ngettext(
            "%(count)s team for “%(words)s”: %(place)s",
            "%(count)s teams for “%(words)s”: %(place)s",
            count,
        )
    return ngettext("%(count)s team: %(place)s", "%(count)s teams: %(place)s", count)


def _around(count: int, words: str) -> str:
    if words:
        return ngettext(
            "%(count)s team for “%(words)s”, within %(km)d km of %(place)s",
            "%(count)s teams for “%(words)s”, within %(km)d km of %(place)s",
            count,
        )
    return ngettext(
        "%(count)s team within %(km)d km of %(place)s",
        "%(count)s teams within %(km)d km of %(place)s",
        count,
    )


def elided(text: str, place: Place) -> str:
    """French takes `de` and an article or a vowel together: `d’Anvers`, `du Roeulx`."""
    if current() != "fr":
        return text
    name = place.name
    changes = {"Le ": ("du", name[3:]), "Les ": ("des", name[4:])}
    for article, (short, rest) in changes.items():
        if name.startswith(article):
            return text.replace(f"de {name}", f"{short} {rest}")
    return text.replace(f"de {name}", f"d’{name}") if name[0] in VOWELS else text

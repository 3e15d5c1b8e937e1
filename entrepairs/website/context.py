"""What every page says at its top: the number to call now."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from entrepairs.core.language import current
from entrepairs.website.models import HelpLine


def help_line(request: HttpRequest) -> dict[str, object]:
    """Context processor: `help_line`, to talk to somebody in the reader's language."""
    return {"help_line": SimpleLazyObject(lambda: main_line(country_of(request)))}


def country_of(request: HttpRequest) -> str:
    return str(request.network.country)  # type: ignore[attr-defined]


def main_line(country: str) -> HelpLine | None:
    """The country's first number for talking, in the reader's language if there is."""
    lines = HelpLine.objects.filter(country=country, is_active=True, is_urgent=False)
    found = list(lines.only("number", "name", "languages", "is_free"))
    spoken = [line for line in found if current() in line.languages]
    return next(iter(spoken or found), None)

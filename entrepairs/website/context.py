"""What every page says at its top: the number to call now."""

from collections.abc import Callable

from django.db.models import Q
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from entrepairs.core.language import current
from entrepairs.website.models import HelpLine

URGENT = 3


def help_line(request: HttpRequest) -> dict[str, object]:
    """Context processor: `help_line`, to talk to somebody in the reader's language."""
    return {
        "help_line": SimpleLazyObject(lambda: main_line(country_of(request))),
        # Asked for by `{% help_now %}`; Django would call a function at once.
        "urgent_lines": Asked(lambda: urgent_lines(country_of(request))),
    }


class Asked:
    """A question that a template may put, and mostly does not."""

    do_not_call_in_templates = True

    def __init__(self, question: Callable[[], list[HelpLine]]) -> None:
        self.question = question

    def __call__(self) -> list[HelpLine]:
        return self.question()


def urgent_lines(country: str) -> list[HelpLine]:
    """For a life in danger, then against suicide; those in the reader's language."""
    lines = HelpLine.objects.filter(country=country, is_active=True)
    about = Q(is_urgent=True) | Q(description_fr__icontains="suicid")
    found = list(lines.filter(about).order_by("-is_urgent", "order", "pk"))
    spoken = [line for line in found if current() in line.languages]
    return (spoken or found)[:URGENT]


def country_of(request: HttpRequest) -> str:
    return str(request.network.country)  # type: ignore[attr-defined]


def main_line(country: str) -> HelpLine | None:
    """The country's first number for talking, in the reader's language if there is."""
    lines = HelpLine.objects.filter(country=country, is_active=True, is_urgent=False)
    found = list(lines.only("number", "name", "languages", "is_free"))
    spoken = [line for line in found if current() in line.languages]
    return next(iter(spoken or found), None)

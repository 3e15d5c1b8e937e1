"""What of the site itself can be found: its pages, and the help lines."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from entrepairs.core.language import CODES
from entrepairs.search.registry import Draft, Source, declare
from entrepairs.website.models import HelpLine, SitePage
from entrepairs.website.texts import TEXTS


def in_each_language(text: Promise) -> Iterator[tuple[str, str]]:
    for code in CODES:
        with override(code):
            yield str(text), code


def page(row: SitePage) -> Draft | None:
    text = TEXTS.get(row.code)
    if text is None:
        return None
    with override("fr"):
        title, summary = str(text.title), str(text.summary)
    return Draft(
        title=title,
        tags=[*in_each_language(text.title), *in_each_language(text.words)],
        body=list(in_each_language(text.summary)),
        url=row.code,
        summary=summary,
        language="fr",
    )


def page_address(_object_id: int, code: str) -> str:
    return reverse(f"website:{code}")


def help_line(line: HelpLine) -> Draft | None:
    if not line.is_active:
        return None
    texts = [(getattr(line, f"description_{code}"), code) for code in CODES]
    return Draft(
        title=f"{line.number} {line.name}",
        body=[(text, code) for text, code in texts if text],
        url=str(line.pk),
        summary=line.description_fr,
    )


def help_line_address(object_id: int, _url: str) -> str:
    return f"{reverse('website:help_lines')}#line-{object_id}"


def help_lines() -> QuerySet[HelpLine]:
    return HelpLine.objects.all()


declare(
    Source(
        kind="help_line",
        label=_("Help lines"),
        model=HelpLine,
        build=help_line,
        url=help_line_address,
        objects=help_lines,
    )
)
declare(
    Source(
        kind="page",
        label=_("Pages of this site"),
        model=SitePage,
        build=page,
        url=page_address,
    )
)

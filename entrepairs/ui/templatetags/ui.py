"""Components. The signature is the contract; the markup is `ui/<name>.html`."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.forms import BaseForm, BoundField, CheckboxInput
from django.http import HttpRequest
from django.template import Context
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_info

from entrepairs.core import guard
from entrepairs.core.distress import tells_of_danger
from entrepairs.ui import menus, typography
from entrepairs.ui.icons import ICONS

register = template.Library()

TONES = ("info", "success", "warning", "danger")
SURFACES = ("", "mint", "sky", "rose", "lilac", "honey")
BUTTONS = ("", "quiet", "danger")
AROUND = 2  # pages named on each side of the current one
HIDDEN = mark_safe('aria-hidden="true"')
TONE_ICONS = {"info": "info", "success": "check", "warning": "warning"}


def chosen(component: str, value: str, allowed: Sequence[str]) -> str:
    if value not in allowed:
        raise template.TemplateSyntaxError(f"{component}: {value!r} is not {allowed}")
    return value


@register.simple_tag
def icon(name: str, *, label: str = "") -> SafeString:
    """A drawing beside a word; `label` only where no word stands beside it."""
    chosen("icon", name, tuple(ICONS))
    said = format_html('role="img" aria-label="{}"', label) if label else HIDDEN
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" {}>{}</svg>',
        said,
        mark_safe(ICONS[name]),  # noqa: S308 - our own drawing
    )


@register.simple_block_tag
def notice(content: SafeString, *, tone: str = "info", title: str = "") -> SafeString:
    """
    A boxed message: `{% notice tone="warning" %}…{% endnotice %}`.

    `danger` interrupts a screen reader; the others wait for a pause.
    """
    chosen("notice", tone, TONES)
    context = {
        "content": content,
        "tone": tone,
        "title": title,
        "icon": TONE_ICONS.get(tone, "warning"),
    }
    return render_to_string("ui/notice.html", context)


@register.filter
def tone(level: str) -> str:
    """The tone of a Django message level."""
    return {"error": "danger"}.get(level, level if level in TONES else "info")


@register.simple_tag
def chip(
    text: str, *, surface: str = "mint", href: str = "", symbol: str = ""
) -> SafeString:
    """A small label: a family, a state. Never the only place where it is said."""
    chosen("chip", surface, SURFACES)
    drawn = icon(symbol) if symbol else ""
    kind, address = ("a", format_html(' href="{}"', href)) if href else ("span", "")
    return format_html(
        '<{} class="chip" data-surface="{}"{}>{}{}</{}>',
        kind,
        surface,
        address,
        drawn,
        text,
        kind,
    )


@register.simple_tag
def button(
    text: str,
    *,
    href: str = "",
    tone: str = "",
    symbol: str = "",
    name: str = "",
    value: str = "",
) -> SafeString:
    """A link that looks like a button with `href`, else the button of a form."""
    chosen("button", tone, BUTTONS)
    context = {"text": text, "href": href, "tone": tone, "symbol": symbol}
    return render_to_string("ui/button.html", {**context, "name": name, "value": value})


@register.simple_block_tag
def card(
    content: SafeString,
    *,
    title: str,
    href: str = "",
    surface: str = "",
    level: int = 3,
    lang: str = "",
) -> SafeString:
    """A box whose title is the link of the whole box."""
    chosen("card", surface, SURFACES)
    context = {"content": content, "title": title, "href": href, "lang": lang}
    return render_to_string(
        "ui/card.html", {**context, "surface": surface, "level": level}
    )


@register.simple_block_tag
def empty(content: SafeString, *, title: str) -> SafeString:
    """Nothing here; the content says what to do next."""
    return render_to_string("ui/empty.html", {"content": content, "title": title})


@register.simple_tag
def emblem(*, width: int = 38) -> SafeString:
    """The braid, small: the mark of the site."""
    height = round(width * 28 / 38)
    return format_html(
        '<svg class="emblem" viewBox="0 0 38 28" width="{}" height="{}" '
        'aria-hidden="true"><path class="thread-teal" d="M3 8C12 8 14 20 23 20S30 14 '
        '35 14"/><path class="thread-clay" d="M3 20C12 20 14 8 23 8S30 14 35 14"/>'
        "</svg>",
        width,
        height,
    )


@register.inclusion_tag("ui/braid.html")
def braid() -> dict[str, str]:
    """The three threads, as a picture."""
    return {}


@register.inclusion_tag("ui/crumbs.html")
def crumbs(*steps: str, here: str) -> dict[str, Any]:
    """Where this page is: `{% crumbs address "label" address "label" here="…" %}`."""
    pairs = list(zip(steps[::2], steps[1::2], strict=True))
    return {"steps": pairs, "here": here}


@register.inclusion_tag("ui/pager.html", takes_context=True)
def pager(
    context: Context,
    page: Page[Any] | None = None,
    *,
    number: int = 1,
    pages: int = 1,
    parameter: str = "page",
) -> dict[str, Any]:
    """
    Links to the other pages that keep all other parameters: of a Django `Page`, or
    of `number=` and `pages=`.
    """
    if page is not None:
        number, pages = page.number, page.paginator.num_pages
    request: HttpRequest = context["request"]

    def address(wanted: int) -> str:
        parameters = request.GET.copy()
        parameters.pop(parameter, None)
        if wanted > 1:
            parameters[parameter] = str(wanted)
        return f"?{parameters.urlencode()}" if parameters else request.path

    near = {1, pages, *range(number - AROUND, number + AROUND + 1)}
    shown = sorted(n for n in near if 1 <= n <= pages)
    links = [
        {"number": n, "address": address(n), "gap": at > 0 and n - shown[at - 1] > 1}
        for at, n in enumerate(shown)
    ]
    return {
        "number": number,
        "pages": pages,
        "links": links,
        "previous": address(number - 1) if number > 1 else "",
        "next": address(number + 1) if number < pages else "",
    }


@register.simple_block_tag
def titled(content: SafeString) -> SafeString:
    """The page's title, for the window and for whoever shares the page."""
    text = _for_attribute(content)
    return format_html(
        '<title>{}</title>\n    <meta property="og:title" content="{}">', text, text
    )


@register.simple_block_tag
def described(content: SafeString) -> SafeString:
    """The page in one sentence, for search engines and for whoever shares it."""
    text = _for_attribute(content)
    return format_html(
        '<meta name="description" content="{}">\n'
        '    <meta property="og:description" content="{}">',
        text,
        text,
    )


def _for_attribute(content: SafeString) -> SafeString:
    """Rendered, hence escaped, text: on one line and without bare quotes."""
    line = " ".join(content.split()).replace('"', "&quot;")
    return mark_safe(line)  # noqa: S308 - escaped when it was rendered


@register.inclusion_tag("ui/_menu.html", takes_context=True)
def main_menu(context: Context) -> dict[str, Any]:
    return {"items": menus.items(menus.MAIN, _view(context))}


@register.inclusion_tag("ui/_menu.html", takes_context=True)
def foot_menu(context: Context) -> dict[str, Any]:
    return {"items": menus.items(menus.FOOT, _view(context))}


def _view(context: Context) -> str:
    frame = context.get("frame")
    return frame.view if frame else ""


@register.inclusion_tag("ui/field.html")
def field(bound: BoundField) -> dict[str, Any]:
    """A form field with its label, hint and errors beside it."""
    widget = bound.field.widget
    return {
        "field": bound,
        "is_check": isinstance(widget, CheckboxInput),
        "is_group": bool(widget.use_fieldset),
    }


@register.inclusion_tag("ui/form.html")
def form_fields(form: BaseForm) -> dict[str, Any]:
    """All fields in one column; after an error, a summary that takes the focus."""
    return {"form": form}


@register.inclusion_tag("ui/guard.html")
def form_guard(purpose: str) -> dict[str, str]:
    """What `core.guard.guarded(purpose)` asks of a form: token and robots' field."""
    return {"token": guard.new_token(purpose), "field": guard.TOKEN, "trap": guard.TRAP}


@register.inclusion_tag("ui/human.html", takes_context=True)
def human_alternative(context: Context) -> dict[str, Any]:
    """The telephone beside an online action: number and hours of the network."""
    frame = context.get("frame")
    return {"network": frame.network if frame else None}


@register.inclusion_tag("ui/help_now.html", takes_context=True)
def help_now(context: Context, words: str) -> dict[str, Any]:
    """Numbers to call, before all else, where `words` tell of danger."""
    ask = context.get("urgent_lines")
    return {"lines": ask() if ask and tells_of_danger(words) else []}


@register.simple_tag(takes_context=True)
def site_name(context: Context) -> str:
    """The network's name; an error page without a request has the product's."""
    frame = context.get("frame")
    return frame.network.name if frame else "Entrepairs"


@register.simple_tag
def is_demonstration() -> bool:
    """Asked of the settings, so that pages without a request say it too."""
    return bool(settings.DEMO)


@register.simple_tag
def has_tiles() -> bool:
    """Whether the background of the map comes from somebody else."""
    return bool(settings.TILES_ADDRESS)


@register.simple_tag(takes_context=True)
def absolute_static(context: Context, path: str) -> str:
    """The full address of a static file."""
    request: HttpRequest = context["request"]
    return request.build_absolute_uri(static(path))


@register.filter
def dial(number: str) -> str:
    """The digits of a `tel:` link."""
    return "".join(char for char in str(number) if char.isdigit() or char == "+")


@register.filter
def when(value: date | time | None, style: str = "") -> str:
    """A date or time as the reader's language writes it; `|when:"weekday"`."""
    if value is None:
        return ""
    return typography.moment(value, weekday=style == "weekday")


@register.filter
def day(value: date | None) -> str:
    """The date of a moment, without its time."""
    if value is None:
        return ""
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value).date()
    return typography.day(value)


@register.filter
def km(value: float | None) -> str:
    """`2,1 km`."""
    return "" if value is None else typography.distance(value)


@register.filter
def language_name(code: str) -> str:
    """The name of a language in the reader's: `néerlandais`."""
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code


@register.filter
def nbsp(text: str) -> str:
    """French punctuation that stays with its word."""
    return typography.unbroken(str(text))

"""What stands above a form that asks for personal data."""

from typing import Any

from django import template
from django.template import Context

from entrepairs.core.notices import notice_of as told

register = template.Library()


@register.inclusion_tag("ui/notice_of.html", takes_context=True)
def notice_of(context: Context, kind: str) -> dict[str, Any]:
    """
    Who, why, how long, whom to ask: `{% notice_of "people.account" %}`. The record
    made of the form keeps `core.notices.notice_version("people.account", network)`.
    """
    frame = context.get("frame")
    network = frame.network if frame else None
    return {"notice": told(kind, network), "network": network}

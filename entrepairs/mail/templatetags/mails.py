"""`{% load mails %}{% mail_states "directory.entry:12" %}` on the page of a record."""

from typing import Any

from django import template

from entrepairs.mail.states import states_of

register = template.Library()


@register.inclusion_tag("mail/_states.html")
def mail_states(about: str) -> dict[str, Any]:
    """Nothing when there is no mail about it. For those who look after the record."""
    return {"stories": states_of(about)}

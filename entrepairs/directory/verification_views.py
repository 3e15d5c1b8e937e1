"""The page behind a mailed link: «is this still right?», and one button."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from entrepairs.core.http import Request
from entrepairs.core.links import link_page
from entrepairs.directory import verification
from entrepairs.directory.models import Entry, VerificationLink
from entrepairs.directory.models.entry import best_text


def _shown(link: VerificationLink) -> dict[str, Any]:
    return {"entry": link.entry, "text": best_text(link.entry.texts.all())}


@link_page(VerificationLink, "directory/verify.html", context=_shown)
def verify(request: Request, token: str) -> HttpResponse:
    """Looking changes nothing: mail programs look. The button confirms, once."""
    entry = verification.confirm(token)
    is_public = Entry.objects.public().filter(pk=entry.pk).exists()
    context = {"entry": entry, "is_public": is_public}
    return render(request, "directory/verified.html", context)

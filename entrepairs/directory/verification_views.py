"""The page behind a mailed link: «is this still right?», and one button."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from entrepairs.core.errors import Refused
from entrepairs.core.guard import guarded
from entrepairs.core.limits import limited
from entrepairs.directory import verification
from entrepairs.directory.models.entry import Entry, best_text


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited("verification", limit=30, seconds=600, methods=("POST",))
@guarded("verification", youngest=0)  # the secret link keeps robots away
def verify(request: HttpRequest, token: str) -> HttpResponse:
    """Looking changes nothing: mail programs look. The button confirms, once."""
    if request.method == "POST":
        response = _confirm(request, token)
    elif entry := verification.entry_of(token):
        text = best_text(entry.texts.all())
        context = {"entry": entry, "text": text}
        response = render(request, "directory/verify.html", context)
    else:
        response = _gone(request)
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _confirm(request: HttpRequest, token: str) -> HttpResponse:
    try:
        entry: Entry = verification.confirm(token)
    except Refused:
        return _gone(request)
    is_public = Entry.objects.public().filter(pk=entry.pk).exists()
    context = {"entry": entry, "is_public": is_public}
    return render(request, "directory/verified.html", context)


def _gone(request: HttpRequest) -> HttpResponse:
    return render(request, "directory/link_gone.html", status=410)

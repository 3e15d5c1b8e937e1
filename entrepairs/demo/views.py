"""The door of the demonstration: one button, no password, only there."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from entrepairs.core.limits import limited
from entrepairs.demo import actions
from entrepairs.people.access import is_from_elsewhere, sign_in


@never_cache
@csrf_exempt  # no cookie to compare with yet: see `is_from_elsewhere`
@require_http_methods(["GET", "HEAD", "POST"])
@limited("demo", limit=60, seconds=600, methods=("POST",))
def enter(request: HttpRequest) -> HttpResponse:
    if not actions.is_demonstration():
        raise Http404
    if request.method != "POST" or is_from_elsewhere(request):
        return render(request, "demo/enter.html")
    sign_in(request, actions.administrator())
    return redirect("wagtailadmin_home")

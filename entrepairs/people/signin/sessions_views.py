"""«My sessions»: where one is signed in, and the button that ends it there."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from entrepairs.people import access
from entrepairs.people.models import OpenSession
from entrepairs.people.signin import sessions
from entrepairs.people.signin.goals import user_of


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def session_list(request: HttpRequest) -> HttpResponse:
    """Ending this one signs out; ending another leaves one here."""
    person, mine = user_of(request), request.session.session_key
    if request.method == "POST" and "others" in request.POST:
        sessions.end(OpenSession.objects.visible_to(person).exclude(key=mine))
        return redirect("people_sessions")
    if request.method == "POST":
        number = request.POST.get("session", "")
        rows = OpenSession.objects.visible_to(person)
        row = get_object_or_404(rows, pk=number if number.isdecimal() else 0)
        if row.key == mine:
            access.sign_out(request)
            return redirect("account_logout")
        sessions.end([row])
        return redirect("people_sessions")
    found = sessions.open_of(person)
    found.sort(key=lambda row: row.key != mine)
    context = {"sessions": found, "mine": mine}
    return render(request, "people/signin/sessions.html", context)

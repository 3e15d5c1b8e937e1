"""The doors of the demonstration: one button each, no password, only there."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from entrepairs.core.guard import is_from_elsewhere
from entrepairs.core.limits import limited
from entrepairs.demo import actions, cast, post
from entrepairs.mail.models import MailState, OutgoingMail
from entrepairs.people.access import sign_in, sign_out
from entrepairs.people.factors import waive
from entrepairs.people.signin.goals import home_of

VISITOR = "visitor"


@never_cache
@csrf_exempt  # no cookie to compare with yet: see `is_from_elsewhere`
@require_http_methods(["GET", "HEAD", "POST"])
@limited("demo", limit=60, seconds=600, methods=("POST",))
def enter(request: HttpRequest) -> HttpResponse:
    """
    Become one of the invented persons. Their sessions pass for opened with a second
    key: `waive` does nothing outside of a demonstration.
    """
    if not actions.is_demonstration():
        raise Http404
    if request.method != "POST" or is_from_elsewhere(request):
        return render(request, "demo/enter.html", {"guests": cast.GUESTS})
    key = request.POST.get("as", "")
    if key == VISITOR:
        if request.user.is_authenticated:
            sign_out(request)
        return redirect("root:door")
    person = cast.person_of(key) if key else actions.administrator()
    if person is None:
        raise Http404
    sign_in(request, person)
    waive(request)
    return redirect(home_of(person) if key else "wagtailadmin_home")


@never_cache
@require_safe
def mails(request: HttpRequest) -> HttpResponse:
    """What the demonstration would have sent."""
    if not actions.is_demonstration():
        raise Http404
    waiting = OutgoingMail.objects.filter(state=MailState.QUEUED).count()
    context = {
        "mails": post.sent(),
        "waiting": waiting,
        "goes_out": not getattr(settings, "EMAIL_FILE_PATH", None),
    }
    return render(request, "demo/mails.html", context)

"""The doors: address, code, passkey, second factor; and the way out."""

from typing import Any

from allauth.account.stages import LoginStageController
from allauth.mfa.stages import AuthenticateStage
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from entrepairs.core.guard import guarded, is_from_here
from entrepairs.core.limits import limited
from entrepairs.people import access
from entrepairs.people.signin import codes, passkeys, proofs
from entrepairs.people.signin.forms import AddressForm, CodeForm
from entrepairs.people.signin.goals import NEXT, checked, goal_of, home_of, user_of

LOOK_AND_SEND = ["GET", "HEAD", "POST"]
SEVERAL = 10 * 60  # seconds


def _page(
    request: HttpRequest, name: str, status: int = 200, **context: Any
) -> HttpResponse:
    response = render(request, f"people/signin/{name}.html", context, status=status)
    response["X-Robots-Tag"] = "noindex"
    return response


@never_cache
@require_http_methods(LOOK_AND_SEND)
@limited("sign-in-ask", limit=30, seconds=SEVERAL, methods=("POST",))
@guarded("sign-in", youngest=0)
def login(request: HttpRequest) -> HttpResponse:
    """Where one types one's address. The same answer whoever's it is."""
    if request.user.is_authenticated:
        return redirect(goal_of(request) or home_of(user_of(request)))
    goal = goal_of(request)
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        codes.ask(request, form.cleaned_data["email"], next_page=goal)
        return redirect("account_confirm_login_code")
    status = 422 if form.errors else 200
    can = passkeys.can_be_used(request)
    return _page(request, "login", status, form=form, goal=goal, has_passkeys=can)


@never_cache
@require_http_methods(LOOK_AND_SEND)
@limited("sign-in-code", limit=60, seconds=SEVERAL, methods=("POST",))
@guarded("code", youngest=0)
def code(request: HttpRequest) -> HttpResponse:
    """Where one types the code, in the browser that asked for it."""
    if request.user.is_authenticated:
        return redirect(home_of(user_of(request)))
    process = codes.CodeProcess.of(request)
    if process is None or not process.is_valid():
        return _page(request, "code_gone", 410)
    form = CodeForm(request.POST or None)
    goal = checked(process.state["next"])
    if request.method == "POST" and form.is_valid():
        if process.try_code(form.cleaned_data["code"]):
            return process.finish(goal or None)
        if not codes.CodeProcess.of(request):
            return _page(request, "code_gone", 410)
        form.add_error("code", proofs.WRONG)
    status = 422 if form.errors else 200
    told = codes.told(process)
    return _page(request, "code", status, form=form, told=told, minutes=codes.MINUTES)


@never_cache
@require_POST
@limited("passkey-options", limit=60, seconds=SEVERAL, methods=("POST",))
@passkeys.only_from_here
def passkey_options(request: HttpRequest) -> HttpResponse:
    """A challenge for whichever passkey of ours the browser knows."""
    return passkeys.challenge(request)


@never_cache
@require_POST
@limited("passkey", limit=60, seconds=SEVERAL, methods=("POST",))
@guarded("sign-in", youngest=0)
def passkey(request: HttpRequest) -> HttpResponse:
    """A passkey is two factors in one: the device, and a finger or its PIN."""
    if request.user.is_authenticated:
        return redirect(goal_of(request) or home_of(user_of(request)))
    response = passkeys.sign_in(request, goal_of(request))
    return response or _page(request, "passkey_refused", 422)


@never_cache
@require_http_methods(LOOK_AND_SEND)
@limited("factor", limit=30, seconds=SEVERAL, methods=("POST",))
@guarded("factor", youngest=0)
def authenticate(request: HttpRequest) -> HttpResponse:
    """The second step of who has a second factor."""
    if request.user.is_authenticated:
        return redirect(home_of(user_of(request)))
    stage = LoginStageController.enter(request, AuthenticateStage.key)
    if stage is None or stage.login.user is None or not stage.login.user.is_active:
        return _page(request, "code_gone", 410)
    asked = proofs.Question(request, stage.login.user)
    if request.method == "POST" and asked.is_answered():
        response: HttpResponse = stage.exit()
        return response
    return _page(request, "factor", asked.status, asked=asked)


@never_cache
@require_POST
@limited("passkey-options", limit=60, seconds=SEVERAL, methods=("POST",))
@passkeys.only_from_here
def factor_options(request: HttpRequest) -> HttpResponse:
    """A challenge for the passkeys of who is half or wholly signed in."""
    person = request.user if request.user.is_authenticated else None
    stage = LoginStageController.enter(request, AuthenticateStage.key)
    if person is None and stage is not None:
        person = stage.login.user
    if person is None:
        return HttpResponse(status=404)
    return passkeys.challenge(request, person)


@never_cache
@require_http_methods(LOOK_AND_SEND)
@limited("factor", limit=30, seconds=SEVERAL, methods=("POST",))
@guarded("factor", youngest=0)
def confirm(request: HttpRequest) -> HttpResponse:
    """Who is signed in shows the second factor, or learns how to get one."""
    if not request.user.is_authenticated:
        return redirect("account_login")
    goal = goal_of(request)
    asked = proofs.Question(request, user_of(request), again=True)
    if not asked.has_factor:
        return _page(request, "factor_wanted", goal=goal)
    if request.method == "POST" and asked.is_answered():
        return redirect(goal or home_of(user_of(request)))
    return _page(request, "factor", asked.status, asked=asked, goal=goal)


@never_cache
@require_http_methods(LOOK_AND_SEND)
def logout(request: HttpRequest) -> HttpResponse:
    """A button, so that no other site and no robot signs anybody out."""
    if not request.user.is_authenticated:
        return _page(request, "signed_out")
    if request.method != "POST":
        return _page(request, "logout")
    access.sign_out(request)
    goal = goal_of(request)
    if goal:  # to sign in again, for what needs it
        return redirect(f"{_login_address()}?{urlencode({NEXT: goal})}")
    return _page(request, "signed_out")


@csrf_exempt  # sent by the page as it goes, which has no form; signs out, no more
@never_cache
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Leaving quickly also signs out, whoever sits down here next."""
    if request.user.is_authenticated and is_from_here(request):
        access.sign_out(request)
    return HttpResponse(status=204)


def _login_address() -> str:
    return redirect("account_login").url

"""«How I sign in»: passkeys, authenticator app, recovery codes."""

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)
from qrcode.main import QRCode

from entrepairs.core import sealing
from entrepairs.core.errors import Refused
from entrepairs.people.factors import has_second_factor, lately_required
from entrepairs.people.signin import keys, passkeys, proofs
from entrepairs.people.signin.forms import CodeForm, KeyNameForm
from entrepairs.people.signin.goals import NEXT, goal_of, user_of

LOOK_AND_SEND = ["GET", "HEAD", "POST"]
Type = Authenticator.Type


def _page(
    request: HttpRequest, name: str, status: int = 200, **context: Any
) -> HttpResponse:
    return render(request, f"people/signin/{name}.html", context, status=status)


@never_cache
@login_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What one signs in with."""
    owned = list(keys.owned_by(user_of(request)).order_by("created_at"))
    return _page(
        request,
        "keys",
        passkeys=[one for one in owned if one.type == Type.WEBAUTHN],
        app=next((one for one in owned if one.type == Type.TOTP), None),
        has_codes=any(one.type == Type.RECOVERY_CODES for one in owned),
        goal=goal_of(request),
        can_have_passkeys=passkeys.can_be_used(request),
        is_confirmed=has_second_factor(request),
    )


@lately_required
@require_http_methods(LOOK_AND_SEND)
def add_passkey(request: HttpRequest) -> HttpResponse:
    form, goal = KeyNameForm(request.POST or None), goal_of(request)
    can = passkeys.can_be_used(request)
    refusal = ""
    if request.method == "POST" and form.is_valid():
        credential = passkeys.registered(request)
        if credential is None:
            refusal = str(proofs.REFUSED)
        else:
            name = form.cleaned_data[
                "name"
            ] or get_adapter().generate_authenticator_name(request.user, Type.WEBAUTHN)
            try:
                keys.add_passkey(
                    request, user_of(request), name=name, credential=credential
                )
            except Refused as reason:
                refusal = str(reason)
            else:
                return _on(goal)
    status = 422 if refusal else 200
    context = {"form": form, "goal": goal, "can_have_passkeys": can}
    return _page(request, "passkey_add", status, refusal=refusal, **context)


@require_POST
@lately_required
def registration_options(request: HttpRequest) -> HttpResponse:
    """A challenge for a new passkey."""
    return passkeys.registration(user_of(request))


@lately_required
@require_http_methods(LOOK_AND_SEND)
def add_app(request: HttpRequest) -> HttpResponse:
    """The secret travels sealed in the form: nothing is kept before the code is."""
    person, goal = user_of(request), goal_of(request)
    place = f"people.app-setup.{person.pk}"
    form, secret = CodeForm(request.POST or None), _sealed_secret(request, place)
    if request.method == "POST" and secret and form.is_valid():
        try:
            code = form.cleaned_data["code"]
            keys.add_app(request, person, secret=secret, code=code)
        except Refused as reason:
            form.add_error("code", str(reason))
        else:
            return _on(goal)
    secret = secret or generate_totp_secret()
    address = get_adapter().build_totp_url(person, secret)
    return _page(
        request,
        "app_add",
        422 if form.errors else 200,
        form=form,
        goal=goal,
        address=address,
        picture=_picture(address),
        spelled=" ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        sealed=sealing.seal(secret.encode(), place=place),
    )


def _sealed_secret(request: HttpRequest, place: str) -> str:
    try:
        return sealing.unseal(request.POST.get("sealed", ""), place=place).decode()
    except sealing.SealBroken:
        return ""


def _picture(address: str) -> dict[str, Any]:
    """The QR code as one path of an SVG, and the length of its side."""
    code = QRCode(border=2)
    code.add_data(address)
    rows = code.get_matrix()
    path = "".join(
        f"M{x} {y}h1v1h-1z"
        for y, row in enumerate(rows)
        for x, dark in enumerate(row)
        if dark
    )
    return {"path": path, "side": len(rows)}


@lately_required
@require_http_methods(LOOK_AND_SEND)
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """A passkey or the app. The page asks once more."""
    person = user_of(request)
    owned = keys.owned_by(person).exclude(type=Type.RECOVERY_CODES)
    key = get_object_or_404(owned, pk=pk)
    if request.method != "POST":
        is_last = owned.count() == 1
        return _page(request, "key_remove", key=key, is_last=is_last)
    keys.remove(request, person, key)
    return redirect("mfa_index")


@lately_required
@require_http_methods(LOOK_AND_SEND)
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """Those left; the button makes new ones."""
    person, goal = user_of(request), goal_of(request)
    if request.method != "POST":
        found = keys.recovery_codes(person)
        return _page(request, "recovery_codes", codes=found, goal=goal)
    try:
        keys.renew_recovery_codes(request, person)
    except Refused:
        return redirect("mfa_index")
    return redirect("mfa_view_recovery_codes")


def _on(goal: str) -> HttpResponse:
    """First to the recovery codes, to be written down; then where one was going."""
    page = redirect("mfa_view_recovery_codes").url
    return redirect(f"{page}?{urlencode({NEXT: goal})}" if goal else page)

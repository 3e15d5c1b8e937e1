"""Requests that a person answers: the list with its clock, one request, a new one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from entrepairs.core.errors import Refused
from entrepairs.organisations.models import Network, Organisation
from entrepairs.people.doors import PersonRequest, private
from entrepairs.people.factors import second_factor_required
from entrepairs.people.looks import note_look, note_looks
from entrepairs.people.roles import Right
from entrepairs.privacy.models import (
    RefusalReason,
    RequestChannel,
    RequestKind,
    RightsRequest,
)
from entrepairs.privacy.rights import erasing, for_others, requests
from entrepairs.privacy.rights.doors import house_that_answers
from entrepairs.privacy.rights.forms import ReceivedForm, RefuseForm

MOST_ENDED = 50


@require_safe
@second_factor_required
@private
def listed(request: PersonRequest) -> HttpResponse:
    house_that_answers(request)
    mine = RightsRequest.objects.visible_to(request.user)
    context = {
        "open": sorted(mine.open(), key=lambda one: (one.due_on, one.pk)),
        "ended": mine.exclude(ended_on=None).order_by("-ended_on", "-pk")[:MOST_ENDED],
    }
    return render(request, "privacy/rights/requests.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@second_factor_required
@private
def add(request: PersonRequest) -> HttpResponse:
    house = house_that_answers(request)
    form = ReceivedForm(request.POST or None, seen_by=request.user)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        made = requests.receive(
            network=_network(house),
            kind=RequestKind(told.pop("kind")),
            channel=RequestChannel(told.pop("channel")),
            **told,
        )
        messages.success(request, _("The request is noted; the month runs."))
        return redirect("rights:request", made.pk)
    return _typed(request, form, "privacy/rights/request_add.html")


@require_http_methods(["GET", "HEAD", "POST"])
@second_factor_required
@private
def edit(request: PersonRequest, pk: int) -> HttpResponse:
    """What is noted of an open request; whose it is may be told later."""
    made = _get(request, pk)
    form = ReceivedForm(request.POST or None, instance=made, seen_by=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            requests.correct(made, **form.cleaned_data)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Noted."))
        return redirect("rights:request", made.pk)
    return _typed(request, form, "privacy/rights/request_edit.html")


@require_safe
@second_factor_required
@private
def one(request: PersonRequest, pk: int) -> HttpResponse:
    made = _get(request, pk)
    return _show(request, made, RefuseForm())


@require_POST
@second_factor_required
@private
def step(request: PersonRequest, pk: int, verb: str) -> HttpResponse:
    """Identity checked, more time, answered."""
    made = _get(request, pk)
    verbs = {
        "checked": (requests.check_identity, _("Noted: it is really them.")),
        "longer": (requests.extend, _("Two more months. Tell the person why, today.")),
        "answered": (requests.answer, _("Noted: the request is answered.")),
    }
    act, told = verbs[verb]
    try:
        act(made)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, told)
    return redirect("rights:request", made.pk)


@require_POST
@second_factor_required
@private
def refuse(request: PersonRequest, pk: int) -> HttpResponse:
    made = _get(request, pk)
    form = RefuseForm(request.POST)
    if not form.is_valid():
        return _show(request, made, form, status=422)
    requests.refuse(made, reason=RefusalReason(form.cleaned_data["reason"]))
    messages.success(request, _("Noted. Tell the person why, and who can be asked."))
    return redirect("rights:request", made.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@second_factor_required
@private
def erase_for(request: PersonRequest, pk: int) -> HttpResponse:
    """Erase the person of a request whose identity was checked: first what would go."""
    made = _get(request, pk)
    try:
        for_others.check(made)
        if request.method == "POST":
            messages.success(request, _erase_or_ask(request, made))
            return redirect("rights:request", made.pk)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("rights:request", made.pk)
    context = {
        "made": made,
        "planned": erasing.plan(for_others.subject_of(made)),
        "address": for_others.confirming_address(made),
        "is_mine": made.proposed_by == request.user,
    }
    return render(request, "privacy/rights/erase_for.html", context)


def _erase_or_ask(request: PersonRequest, made: RightsRequest) -> str:
    """What was done, told. Raises `Refused`."""
    if for_others.confirming_address(made):
        for_others.ask_to_confirm(
            made,
            address=lambda token: request.build_absolute_uri(
                reverse("rights:link", args=[token])
            ),
        )
        return _("The person gets a link. It is erased once they confirm.")
    receipt = for_others.agree(made, person=request.user)
    if receipt is None:
        return _("Proposed. Somebody else who answers requests must agree.")
    told = _("Erased. Number of the receipt: %(number)s")
    return told % {"number": receipt.receipt}


def _typed(request: PersonRequest, form: ReceivedForm, page: str) -> HttpResponse:
    """The names that can be chosen are told to those who bear them."""
    note_looks(request, form.shown(), right=Right.ANSWER_REQUESTS)
    status = 422 if form.errors else 200
    context = {"form": form, "made": form.instance}
    return render(request, page, context, status=status)


def _show(
    request: PersonRequest, made: RightsRequest, form: RefuseForm, status: int = 200
) -> HttpResponse:
    known = for_others.subject_of(made).person
    if known is not None:
        note_look(request, known, house=None, right=Right.ANSWER_REQUESTS)
    context = {"made": made, "form": form, "known": known}
    return render(request, "privacy/rights/request.html", context, status=status)


def _get(request: PersonRequest, pk: int) -> RightsRequest:
    house_that_answers(request)
    return get_object_or_404(RightsRequest.objects.visible_to(request.user), pk=pk)


def _network(house: Organisation) -> Network:
    return house.network

"""Requests that a person answers: the list with its clock, one request, a new one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
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
from entrepairs.people.looks import note_look
from entrepairs.people.models import Person
from entrepairs.people.roles import Right
from entrepairs.privacy.models import (
    RefusalReason,
    RequestChannel,
    RequestKind,
    RightsRequest,
)
from entrepairs.privacy.rights import erasing, gathering, requests
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
    form = ReceivedForm(request.POST or None)
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
    status = 422 if form.errors else 200
    context = {"form": form}
    return render(request, "privacy/rights/request_add.html", context, status=status)


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
    if not made.is_open or made.state != "checked" or not made.email:
        messages.error(
            request,
            _("First note an e-mail address, and that it is really them."),
        )
        return redirect("rights:request", made.pk)
    subject = gathering.subject_of(email=made.email)
    if request.method == "POST":
        requests.answer(made)
        receipt = erasing.erase(
            subject, network=made.network, channel=RequestChannel(made.channel)
        )
        told = _("Erased. Number of the receipt: %(number)s")
        messages.success(request, told % {"number": receipt.receipt})
        return redirect("rights:request", made.pk)
    context = {"made": made, "planned": erasing.plan(subject)}
    return render(request, "privacy/rights/erase_for.html", context)


def _show(
    request: PersonRequest, made: RightsRequest, form: RefuseForm, status: int = 200
) -> HttpResponse:
    known = Person.objects.filter(email=made.email).first() if made.email else None
    if known is not None:
        note_look(request, known, house=None, right=Right.ANSWER_REQUESTS)
    context = {"made": made, "form": form, "known": known}
    return render(request, "privacy/rights/request.html", context, status=status)


def _get(request: PersonRequest, pk: int) -> RightsRequest:
    house_that_answers(request)
    return get_object_or_404(RightsRequest.objects.visible_to(request.user), pk=pk)


def _network(house: Organisation) -> Network:
    return house.network

"""The persons of an organisation and their roles, for those who answer for it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from entrepairs.core.errors import Refused
from entrepairs.organisations.models import Organisation
from entrepairs.people import mails, memberships, records
from entrepairs.people.access import sign_out
from entrepairs.people.doors import PersonRequest, house_of, private
from entrepairs.people.factors import second_factor_required
from entrepairs.people.house_forms import (
    AppointForm,
    LastDayForm,
    NewcomerForm,
    RecordForm,
    RoleForm,
)
from entrepairs.people.looks import note_look, note_looks
from entrepairs.people.models import Membership
from entrepairs.people.roles import Right, Role


@require_safe
@second_factor_required
@private
def persons(request: PersonRequest, slug: str) -> HttpResponse:
    house = house_of(request, slug, Right.SEE_PEOPLE)
    held = _held(request, house).order_by("called", "person__called", "person", "pk")
    found: dict[int, list[Membership]] = {}
    for membership in held:
        found.setdefault(membership.person_id, []).append(membership)
    note_looks(request, found, house=house)
    groups = sorted(found.values(), key=lambda rows: rows[0].known_as.casefold())
    context = {
        "house": house,
        "groups": groups,
        "may_add": request.rights.may(Right.MANAGE_PEOPLE, house),
    }
    return render(request, "people/space/persons.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@second_factor_required
@private
def add(request: PersonRequest, slug: str) -> HttpResponse:
    house = house_of(request, slug, Right.MANAGE_PEOPLE)
    form = NewcomerForm(request.rights, house, request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        names = ("called", "email", "channel", "language", "from_on", "to_on")
        fields = {name: told[name] for name in names}
        held = _try(
            form,
            lambda: memberships.welcome(
                role=Role(told["role"]),
                place=form.chosen_place,
                agreed=form.agreement,
                by=request.user,
                **fields,
            ),
        )
        if held is not None:
            messages.success(request, _("%s is added.") % held.known_as)
            return redirect("space:person", slug, held.pk)
    context = {"house": house, "form": form}
    return render(request, "people/space/add.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@second_factor_required
@private
def person(request: PersonRequest, slug: str, pk: int) -> HttpResponse:
    """
    One person as this organisation knows them, and one more role for them.

    `pk` is of a role held here: a number of the person would tell who is known longer.
    """
    house = house_of(request, slug, Right.SEE_PEOPLE)
    seen = _held(request, house)
    somebody = get_object_or_404(seen, pk=pk).person
    rows = list(seen.filter(person=somebody).order_by("-from_on"))
    may_give = request.rights.may(Right.MANAGE_PEOPLE, house)
    if request.method == "POST" and not may_give:
        raise Http404
    note_look(request, somebody, house=house)
    form = RoleForm(
        request.rights, house, request.POST or None, language=somebody.language
    )
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        held = _try(
            form,
            lambda: memberships.grant(
                person=somebody,
                role=Role(told["role"]),
                place=form.chosen_place,
                called=rows[0].called,
                channel=rows[0].channel,
                from_on=told["from_on"],
                to_on=told["to_on"],
                agreed=form.agreement,
                by=request.user,
            ),
        )
        if held is not None:
            messages.success(request, _("The role is given."))
            return redirect("space:person", slug, pk)
    context = {
        "house": house,
        "rows": rows,
        "known": rows[0],
        "form": form if may_give else None,
        "changeable": {
            row.pk
            for row in rows
            if not row.is_over and request.rights.may_end(row.as_role, house)
        },
    }
    return render(request, "people/space/person.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@second_factor_required
@private
def edit(request: PersonRequest, slug: str, pk: int) -> HttpResponse:
    """Put right how the person is called and reached here; a first address."""
    house = house_of(request, slug, Right.MANAGE_PEOPLE)
    held = get_object_or_404(_held(request, house), pk=pk)
    note_look(request, held.person, house=house, right=Right.MANAGE_PEOPLE)
    channel = held.channel or held.person.channel
    form = RecordForm(
        request.POST or None,
        initial={"called": held.known_as, "channel": channel},
        may_add_address=records.may_add_address(request.rights, held.person),
    )
    if request.method == "POST" and form.is_valid():
        saved = _try(form, lambda: _save_record(request, held, form.cleaned_data))
        if saved is not None:
            return redirect("space:person", slug, held.pk)
    context = {"house": house, "held": held, "form": form}
    return render(request, "people/space/edit.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@second_factor_required
@private
def role(request: PersonRequest, pk: int) -> HttpResponse:
    """Prolong a role, or choose an earlier end."""
    held = _changeable(request, pk)
    note_look(request, held.person, house=held.house, right=Right.MANAGE_PEOPLE)
    form = LastDayForm(request.POST or None, initial={"to_on": held.to_on})
    if request.method == "POST" and form.is_valid():
        day = form.cleaned_data["to_on"]
        sooner = day is not None and (held.to_on is None or day < held.to_on)
        changed = _try(
            form,
            lambda: (
                memberships.end(held, on=day)
                if sooner
                else memberships.extend(held, to_on=day, by=request.user)
            ),
        )
        if changed is not None:
            messages.success(request, _("The last day is saved."))
            return redirect("space:person", held.house.slug, held.pk)
    is_last = memberships.is_last_administrator(held)
    context = {
        "held": held,
        "form": form,
        "house": held.house,
        "is_last": is_last,
        "about": mails.about(held),
    }
    return render(request, "people/space/role.html", context)


@require_POST
@second_factor_required
@private
def withdraw(request: PersonRequest, pk: int) -> HttpResponse:
    held = _changeable(request, pk)
    is_last = memberships.is_last_administrator(held)
    memberships.withdraw(held)
    if held.person_id == request.user.pk:
        sign_out(request)  # the session ended with the role: it can keep no message
        return redirect("account_login")
    messages.success(request, _("The role is withdrawn: it opens nothing any more."))
    if is_last:
        messages.warning(request, _nobody_answers(held.house))
    return redirect("space:person", held.house.slug, held.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@second_factor_required
@private
def appoint(request: PersonRequest) -> HttpResponse:
    """Whoever keeps the site running names who answers for a house or a network."""
    if not request.rights.may(Right.RUN_SITE):
        raise Http404
    form = AppointForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        held = _try(
            form,
            lambda: memberships.name(
                role=Role(told["role"]),
                place=told["organisation"],
                called=told["called"],
                email=told["email"],
                language=request.user.language,
                to_on=told["to_on"],
                by=request.user,
            ),
        )
        if held is not None:
            messages.success(request, _("%s is named.") % held.known_as)
            return redirect("space:home")
    return render(request, "people/space/appoint.html", {"form": form})


def _save_record(
    request: PersonRequest, held: Membership, told: dict[str, Any]
) -> Membership:
    if told.get("email"):
        records.offer_address(
            held.person,
            told["email"],
            network=held.house.network,
            address=lambda token: request.build_absolute_uri(
                reverse("space:change_address", args=[token])
            ),
        )
        messages.success(
            request, _("We wrote to this address: the person presses the button there.")
        )
    saved = records.correct(held, called=told["called"], channel=told["channel"])
    messages.success(request, _("What you know of this person is saved."))
    return saved


def _nobody_answers(house: Organisation) -> str:
    told = _(
        "Nobody answers for %(house)s any more. Whoever keeps the site running names "
        "the next administrator: call them."
    )
    return told % {"house": house.name}


def _held(request: PersonRequest, house: Organisation) -> Any:
    seen = Membership.objects.visible_to(request.user)
    here = seen.in_organisations([house.pk]).recent()
    return here.select_related("person", "organisation", "team__organisation")


def _changeable(request: PersonRequest, pk: int) -> Membership:
    seen = Membership.objects.visible_to(request.user)
    named = seen.select_related("person", "organisation", "team__organisation")
    held = get_object_or_404(named, pk=pk)
    if held.is_over or not request.rights.may_end(held.as_role, held.house):
        raise Http404
    return held


def _try(form: forms.Form, change: Any) -> Membership | None:
    """What the change gives; what it refuses is told in the form."""
    try:
        held: Membership = change()
    except Refused as refusal:
        form.add_error(None, str(refusal))
    except ValidationError as error:
        form.add_error(None, error)
    else:
        return held
    return None

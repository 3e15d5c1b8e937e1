"""In «My space»: files taken along, and data breaches. For one organisation."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from entrepairs.core.errors import Refused
from entrepairs.organisations.models import Organisation
from entrepairs.people.doors import PersonRequest, house_of, private
from entrepairs.people.factors import second_factor_required
from entrepairs.people.looks import note_looks
from entrepairs.people.models import Membership, What
from entrepairs.people.roles import Right, Role
from entrepairs.privacy import breaches, exports
from entrepairs.privacy.forms import BreachForm, ExportForm
from entrepairs.privacy.models import Breach, Export, ExportFormat

LOOK_AND_SEND = ["GET", "HEAD", "POST"]
SHOWN = 100  # lines of a log


@require_http_methods(LOOK_AND_SEND)
@second_factor_required
@private
def files(request: PersonRequest, slug: str) -> HttpResponse:
    """The log of files with personal data, and the form for a new one."""
    house = house_of(request, slug, Right.EXPORT_PEOPLE, Right.READ_ACCESS_LOG)
    may_export = request.rights.may(Right.EXPORT_PEOPLE, house)
    if request.method == "POST" and not may_export:
        raise Http404
    form = ExportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            made = exports.export_people(
                request,
                house=house,
                reason=told["reason"],
                format=ExportFormat(told["format"]),
                with_addresses=told["with_addresses"],
            )
        except Refused as refusal:
            form.add_error("reason", str(refusal))
        else:
            return redirect(
                f"{reverse('protection:files', args=[slug])}#file-{made.pk}"
            )
    rows = Export.objects.visible_to(request.user).filter(organisation=house)
    context = {
        "house": house,
        "form": form if may_export else None,
        "rows": rows.select_related("by").defer("content")[:SHOWN],
        "open": set(rows.open().filter(by=request.user).values_list("pk", flat=True)),
    }
    status = 422 if form.errors else 200
    return render(request, "privacy/export/files.html", context, status=status)


@require_safe
@second_factor_required
@private
def file(request: PersonRequest, pk: int) -> HttpResponse:
    """Only who made it, only for a day, only while they may still do so."""
    export = get_object_or_404(
        Export.objects.visible_to(request.user), pk=pk, by=request.user
    )
    if not request.rights.may(Right.EXPORT_PEOPLE, export.organisation):
        raise Http404
    try:
        content, kind, name = exports.file_of(export)
    except Refused:
        context = {"house": export.organisation}
        return render(request, "privacy/export/gone.html", context, status=410)
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_safe
@second_factor_required
@private
def register(request: PersonRequest, slug: str) -> HttpResponse:
    """All breaches of the organisation, the newest first."""
    house = house_of(request, slug, Right.HANDLE_BREACHES)
    rows = Breach.objects.visible_to(request.user).filter(organisation=house)
    return render(
        request, "privacy/breach/register.html", {"house": house, "rows": rows}
    )


@require_http_methods(LOOK_AND_SEND)
@second_factor_required
@private
def new(request: PersonRequest, slug: str) -> HttpResponse:
    house = house_of(request, slug, Right.HANDLE_BREACHES)
    return _edit(request, Breach(organisation=house))


@require_http_methods(LOOK_AND_SEND)
@second_factor_required
@private
def change(request: PersonRequest, pk: int) -> HttpResponse:
    return _edit(request, _breach(request, pk))


def _edit(request: PersonRequest, breach: Breach) -> HttpResponse:
    form = BreachForm(request.POST or None, instance=breach)
    if request.method == "POST" and form.is_valid():
        try:
            kept = breaches.record(form.save(commit=False), by=request.user)
        except Refused as refusal:
            form.add_error("found_at", str(refusal))
        else:
            return redirect("protection:breach", kept.pk)
    context = {"form": form, "house": breach.organisation, "breach": breach}
    status = 422 if form.errors else 200
    return render(request, "privacy/breach/edit.html", context, status=status)


@require_safe
@second_factor_required
@private
def breach(request: PersonRequest, pk: int) -> HttpResponse:
    """The clock, whom it touches, and the two letters to write."""
    found = _breach(request, pk)
    house = found.organisation
    whom = breaches.touched(
        house, names=found.kinds, from_on=found.from_on, to_on=found.to_on
    )
    note_looks(
        request, whom.persons, What.BREACH, house=house, right=Right.HANDLE_BREACHES
    )
    context = {
        "breach": found,
        "house": house,
        "touched": whom,
        "authority": breaches.for_authority(found, contact=_contact(house)),
        "drafts": breaches.for_persons(found),
    }
    return render(request, "privacy/breach/breach.html", context)


def _contact(house: Organisation) -> str:
    """Who watches over personal data there, else the network's address for it."""
    held = Membership.objects.in_organisations([house.pk]).current()
    contacts = held.filter(role=Role.DATA_CONTACT).select_related("person")
    named = [
        f"{row.known_as}, {row.person.email}" if row.person.email else row.known_as
        for row in contacts
    ]
    network = house.network
    return "; ".join(named) or f"{network.controller_name}, {network.controller_email}"


def _breach(request: PersonRequest, pk: int) -> Breach:
    rows = Breach.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("organisation__network"), pk=pk)

"""Who looked at my data; and, for the data-protection contact, at whose."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from entrepairs.organisations.models import Organisation
from entrepairs.people.doors import PersonRequest, private
from entrepairs.people.factors import second_factor_required
from entrepairs.people.looks import keep_name, note_looks, told
from entrepairs.people.models import Look, Person, What
from entrepairs.people.roles import Right

A_PAGE = 50


@require_safe
@private
def mine(request: PersonRequest) -> HttpResponse:
    """At mine: for oneself, without a second key."""
    looks = Look.objects.filter(person=request.user)
    page = Paginator(looks.select_related("viewer", "organisation"), A_PAGE).get_page(
        request.GET.get("page")
    )
    context = {"page": page, "looks": told(page.object_list)}
    return render(request, "people/space/looks.html", context)


@require_safe
@second_factor_required
@private
def of_house(request: PersonRequest, slug: str) -> HttpResponse:
    """At whose, in one organisation. Reading it is noted too."""
    house = _house(request, slug)
    looks = Look.objects.visible_to(request.user).filter(organisation=house)
    rows = looks.exclude(what=What.LOG).select_related(
        "viewer", "organisation", "person"
    )
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    shown = list(page.object_list)
    note_looks(
        request,
        {row.person_id for row in shown},
        What.LOG,
        house=house,
        right=Right.READ_ACCESS_LOG,
    )
    context = {"page": page, "looks": told(shown, to_the_house=True), "house": house}
    return render(request, "people/space/house_looks.html", context)


@require_POST
@second_factor_required
@private
def name_staff(request: PersonRequest, slug: str, pk: int) -> HttpResponse:
    """Tell the name of somebody of the staff in the log, or no longer."""
    house = _house(request, slug)
    seen = Look.objects.filter(organisation=house, viewer=pk)
    if not seen.exists():
        raise Http404
    person = get_object_or_404(Person, pk=pk)
    keep_name(person=person, organisation=house, told="told" in request.POST)
    return redirect("space:house_looks", slug)


def _house(request: PersonRequest, slug: str) -> Organisation:
    for house in request.rights.organisations(Right.READ_ACCESS_LOG):
        if house.slug == slug:
            return house
    raise Http404

"""Who looked at my data; and, for the data-protection contact, at whose."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from entrepairs.people.doors import PersonRequest, house_of, private
from entrepairs.people.factors import second_factor_required
from entrepairs.people.looks import keep_name, note_looks, told
from entrepairs.people.models import Look, What
from entrepairs.people.roles import Right

A_PAGE = 50


@require_safe
@private
def mine(request: PersonRequest) -> HttpResponse:
    """At mine: for oneself, without a second key."""
    looks = Look.objects.visible_to(request.user).filter(person=request.user)
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
    house = house_of(request, slug, Right.READ_ACCESS_LOG)
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
    """Tell the name of who looked in the log, or no longer. Never one's own."""
    house = house_of(request, slug, Right.READ_ACCESS_LOG)
    looks = Look.objects.visible_to(request.user).exclude(viewer=request.user)
    look = looks.filter(organisation=house, pk=pk).select_related("viewer").first()
    if look is None or look.viewer is None:
        raise Http404
    keep_name(person=look.viewer, organisation=house, told="told" in request.POST)
    return redirect("space:house_looks", slug)

"""In «My space»: what I agreed to, in which words, and the button to take it back."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from entrepairs.organisations.models import Organisation
from entrepairs.people import agreements
from entrepairs.people.doors import PersonRequest, private
from entrepairs.privacy import actions
from entrepairs.privacy.models import Consent


@require_http_methods(["GET", "HEAD", "POST"])
@private
def mine(request: PersonRequest) -> HttpResponse:
    """All that I said yes to; and, where I have a role, the yes I may give."""
    consents = Consent.objects.visible_to(request.user)
    given = list(consents.select_related("organisation", "network"))
    agreed = {one.organisation_id for one in given if one.withdrawn_at is None}
    houses = {held.house.pk: held.house for held in request.rights.memberships}
    offered = [house for pk, house in houses.items() if pk not in agreed]
    if request.method == "POST":
        _agree(request, offered)
        return redirect("consents:mine")
    language = request.user.language
    offers = [(one, agreements.sentence_of(one, language)) for one in offered]
    context = {"given": given, "offers": offers, "language": language}
    return render(request, "privacy/consents.html", context)


def _agree(request: PersonRequest, offered: list[Organisation]) -> None:
    for house in offered:
        if str(house.pk) == request.POST.get("organisation"):
            actions.agree_to_roles(request.user, house, language=request.user.language)
            messages.success(request, _("You agreed. It stands below, with its date."))
            return
    raise Http404


@require_POST
@private
def withdraw(request: PersonRequest, pk: int) -> HttpResponse:
    consents = Consent.objects.visible_to(request.user)
    actions.withdraw_consent(get_object_or_404(consents, pk=pk))
    told = _("You took it back. What stood on it has ended.")
    messages.success(request, told)
    return redirect("consents:mine")

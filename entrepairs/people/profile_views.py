"""My profile: how to call and to reach me."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_POST

from entrepairs.core.errors import Refused
from entrepairs.core.links import link_page
from entrepairs.people import profile as actions
from entrepairs.people.doors import PersonRequest, private
from entrepairs.people.factors import lately_required
from entrepairs.people.models import AddressLink
from entrepairs.people.profile_forms import NewAddressForm, ProfileForm


@require_http_methods(["GET", "HEAD", "POST"])
@private
def profile(request: PersonRequest) -> HttpResponse:
    form = ProfileForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        person = actions.describe(request.user, **form.cleaned_data)
        with override(person.language):
            messages.success(request, _("Your profile is saved."))
            return redirect("space:profile")
    return _show(request, form, NewAddressForm())


@require_POST
@private
@lately_required
def new_address(request: PersonRequest) -> HttpResponse:
    form = NewAddressForm(request.POST)
    if form.is_valid():
        try:
            actions.ask_new_address(
                request.user,
                form.cleaned_data["new_email"],
                network=request.network,
                address=lambda token: request.build_absolute_uri(
                    reverse("space:change_address", args=[token])
                ),
            )
        except Refused as refusal:
            form.add_error("new_email", str(refusal))
        else:
            told = _(
                "Look at the mails of your new address: we wrote to it. Until you "
                "press the button there, nothing changes."
            )
            messages.success(request, told)
            return redirect("space:profile")
    return _show(request, ProfileForm(instance=request.user), form)


def _show(
    request: PersonRequest, form: ProfileForm, address: NewAddressForm
) -> HttpResponse:
    request.user.refresh_from_db()  # a form that is refused has changed it
    context = {"form": form, "address": address}
    return render(request, "people/space/profile.html", context)


@link_page(AddressLink, "people/space/change_address.html")
def change_address(request: HttpRequest, token: str) -> HttpResponse:
    network = request.network  # type: ignore[attr-defined]
    actions.change_address(token, network=network)
    return render(request, "people/space/address_changed.html")

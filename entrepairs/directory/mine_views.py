"""The entries of my teams: read them, and say that they are right."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from entrepairs.directory import actions
from entrepairs.directory.models import Entry, Source
from entrepairs.directory.models.entry import best_text
from entrepairs.people.doors import PersonRequest, private
from entrepairs.people.factors import ask_for_factor, has_second_factor
from entrepairs.people.roles import Right


@require_safe
@private
def my_entries(request: PersonRequest) -> HttpResponse:
    """Those of one's teams without a second key, as the team's own contact."""
    of_houses = request.rights.organisations(Right.CHECK_ENTRY)
    if of_houses and not has_second_factor(request):
        return ask_for_factor(request)
    entries = Entry.objects.visible_to(request.user)
    named = entries.select_related("team__organisation").order_by("team__name", "pk")
    waiting = set(entries.to_check().values_list("pk", flat=True))
    rows = sorted(named, key=lambda entry: entry.pk not in waiting)
    context = {"entries": rows, "waiting": waiting}
    return render(request, "directory/mine/entries.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@private
def my_entry(request: PersonRequest, slug: str) -> HttpResponse:
    entries = Entry.objects.visible_to(request.user)
    named = entries.select_related("team__organisation", "place")
    entry = get_object_or_404(named, team__slug=slug)
    staff = Entry.objects.checkable_by_staff(request.rights).filter(pk=entry.pk)
    if staff.exists() and not has_second_factor(request):
        return ask_for_factor(request)
    if request.method == "POST":
        is_contact = entry.team_id in request.rights.team_keys(Right.CHECK_ENTRY)
        by = Source.TEAM if is_contact else Source.NETWORK
        actions.verify(entry, by=by)
        messages.success(request, _("Thank you: the entry is checked as of today."))
        return redirect("directory:my_entries")
    public = Entry.objects.public().filter(pk=entry.pk).exists()
    texts = entry.texts.all()
    context = {"entry": entry, "text": best_text(texts), "is_public": public}
    return render(request, "directory/mine/entry.html", context)

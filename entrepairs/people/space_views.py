"""«My space»: what waits for me, and the ways to my own things."""

import csv
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from entrepairs.people.cards import cards_for, waiting_for
from entrepairs.people.doors import PersonRequest, private
from entrepairs.people.factors import has_second_factor
from entrepairs.people.models import today
from entrepairs.people.roles import SENSITIVE, TECHNICAL, TERMS, Terms
from entrepairs.people.signin.goals import home_of

SHOWN = 30  # of what waits


@require_safe
@private
def door(request: PersonRequest) -> HttpResponse:
    """The address without a language: on to the person's own."""
    return redirect(home_of(request.user))


@require_safe
@private
def home(request: PersonRequest) -> HttpResponse:
    rights = request.rights
    has_factor = has_second_factor(request)
    waiting = waiting_for(rights, with_others=has_factor)
    context = {
        "cards": cards_for(rights),
        "waiting": waiting[:SHOWN],
        "more": max(len(waiting) - SHOWN, 0),
        "memberships": rights.memberships,
        "needs_factor": not has_factor and (rights.shows_others or rights.is_technical),
        "today": today(),
    }
    return render(request, "people/space/home.html", context)


def roles_and_rights() -> list[dict[str, Any]]:
    """Each role with all that it allows, for the page, the file and the papers."""
    lines = [_line(str(role.label), terms) for role, terms in TERMS.items()]
    return [*lines, _line(_("technical administrator"), TECHNICAL)]


def _line(name: str, terms: Terms) -> dict[str, Any]:
    return {
        "role": name,
        "function": terms.function,
        "others": [right.label for right in terms.rights if right in SENSITIVE],
        "things": [right.label for right in terms.rights if right not in SENSITIVE],
        "ends": terms.is_sensitive,
    }


@require_safe
@private
def who_sees(request: PersonRequest) -> HttpResponse:
    context = {"lines": roles_and_rights()}
    return render(request, "people/space/who_sees.html", context)


@require_safe
@private
def who_sees_file(request: PersonRequest) -> HttpResponse:
    """For the authority, and for the wall of the office."""
    name = _("who-can-see-what")
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    response.write("\ufeff")  # spreadsheets then know that it is UTF-8
    rows = csv.writer(response, delimiter=";")
    head = [_("role"), _("function"), _("right"), _("about other people")]
    rows.writerow([*head, _("needs an end date")])
    yes = {True: _("yes"), False: _("no")}
    for line in roles_and_rights():
        rights = [(label, True) for label in line["others"]]
        rights += [(label, False) for label in line["things"]]
        for label, others in rights or [(_("nothing about others"), False)]:
            told = [line["role"], line["function"], label]
            rows.writerow([*told, yes[others], yes[line["ends"]]])
    return response

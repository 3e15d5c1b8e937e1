"""Figures year by year."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from entrepairs.directory.years import teams_by_year


@require_safe
def years(request: HttpRequest) -> HttpResponse:
    return render(request, "directory/years.html", {"years": teams_by_year()})

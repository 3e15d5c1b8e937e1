"""The site's application with one view more, that does nothing."""

from django.http import HttpResponse
from django.urls import path

from entrepairs.config.wsgi import application

__all__ = ["application"]

from entrepairs.config import urls


def empty(request):
    return HttpResponse(b"", content_type="text/html")


urls.urlpatterns.insert(0, path("bench/empty/", empty))

"""Addresses of the site, in the language of the reader."""

from django.urls import URLPattern

app_name = "website"
urlpatterns: list[URLPattern] = []

"""Addresses of the directory, in the language of the reader."""

from django.urls import URLPattern

app_name = "directory"
urlpatterns: list[URLPattern] = []

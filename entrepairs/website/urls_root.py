"""Addresses without a language."""

from django.urls import URLPattern

app_name = "root"
urlpatterns: list[URLPattern] = []

"""Addresses without a language."""

from django.urls import path

from entrepairs.privacy import views

app_name = "privacy_root"
urlpatterns = [path("privacy/register", views.register_door, name="register")]

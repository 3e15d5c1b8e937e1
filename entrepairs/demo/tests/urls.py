"""The addresses of a demonstration."""

from django.urls import include, path

from entrepairs.config.urls import urlpatterns as usual

urlpatterns = [path("", include("entrepairs.demo.urls")), *usual]

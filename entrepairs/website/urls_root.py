"""Addresses without a language."""

from django.urls import path

from entrepairs.website import machines, views

app_name = "root"
urlpatterns = [
    path("", views.door, name="door"),
    path("brand/<slug:code>-<slug:mark>.css", machines.brand, name="brand"),
    path("robots.txt", machines.robots, name="robots"),
    path("sitemap.xml", machines.sitemap_index, name="sitemap"),
    path("sitemap-<int:part>.xml", machines.sitemap, name="sitemap_part"),
    path(".well-known/security.txt", machines.security, name="security"),
]

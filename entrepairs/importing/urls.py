"""Addresses of this app, under those of the back office."""

from django.urls import path

from entrepairs.importing import views

app_name = "importing"
urlpatterns = [
    path("", views.index, name="index"),
    path("new/", views.upload, name="upload"),
    path("<int:pk>/", views.run, name="run"),
    path("<int:pk>/columns/", views.columns, name="columns"),
    path("<int:pk>/values/", views.values, name="values"),
    path("<int:pk>/apply/", views.apply, name="apply"),
    path("<int:pk>/undo/", views.undo, name="undo"),
    path("<int:pk>/resume/", views.resume, name="resume"),
    path("<int:pk>/accept/", views.accept, name="accept"),
    path("<int:pk>/refused.<str:form>", views.refused, name="refused"),
]

"""The doors of the demonstration, and its mails."""

from django.urls import path

from entrepairs.demo import views

app_name = "demo"
urlpatterns = [
    path("demo/", views.enter, name="enter"),
    path("demo/mails/", views.mails, name="mails"),
]

"""The door of the demonstration."""

from django.urls import path

from entrepairs.demo import views

app_name = "demo"
urlpatterns = [path("demo/", views.enter, name="enter")]

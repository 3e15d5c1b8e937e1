"""Getting in and one's account. Comes before Wagtail's addresses, to replace some."""

from django.urls import path
from django.views.decorators.cache import never_cache
from wagtail.admin.auth import require_admin_access

from entrepairs.people import space_views, views
from entrepairs.people.account import PersonAccountView

app_name = "people"
account = never_cache(require_admin_access(PersonAccountView.as_view()))

urlpatterns = [
    path("sign-in/<str:token>/", views.open_link, name="open_link"),
    path("space/", space_views.door, name="space"),
    path("admin/login/", views.how_to_enter, name="how_to_enter"),
    path("admin/account/", account, name="account"),
    path("admin/users/<path:rest>", views.not_here),
    path("admin/users/", views.not_here),
    path("admin/groups/<path:rest>", views.not_here),
    path("admin/groups/", views.not_here),
]

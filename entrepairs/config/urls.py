"""All addresses of the site."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from wagtail.admin import urls as wagtailadmin_urls

from entrepairs.config.api import urls as api_urls

urlpatterns = [
    path("", include("entrepairs.website.urls_root")),
    path("api/", api_urls),
    path("", include("entrepairs.privacy.urls_root")),
    path("", include("entrepairs.people.urls")),
    path("admin/", include(wagtailadmin_urls)),
    *i18n_patterns(
        path("", include("entrepairs.people.signin.urls")),
        path("", include("entrepairs.people.space_urls")),
        path("", include("entrepairs.privacy.protection_urls")),
        path("", include("entrepairs.privacy.consent_urls")),
        path("", include("entrepairs.privacy.urls")),
        path("", include("entrepairs.privacy.rights.urls")),
        path("", include("entrepairs.directory.urls")),
        path("", include("entrepairs.website.urls")),
        prefix_default_language=True,
    ),
]
if settings.DEMO:
    urlpatterns.insert(0, path("", include("entrepairs.demo.urls")))

handler400 = "entrepairs.website.views.bad_request"
handler403 = "entrepairs.website.views.forbidden"
handler404 = "entrepairs.website.views.not_found"
handler500 = "entrepairs.website.views.server_error"

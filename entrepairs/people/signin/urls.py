"""
Addresses of signing in, in the language of the reader. allauth knows some of them by
name; none of its own pages is mounted.
"""

from django.urls import include, path
from django.utils.translation import pgettext_lazy

from entrepairs.people.signin import keys_views, sessions_views, views

inside = [
    path(
        pgettext_lazy("address", "sessions/"),
        sessions_views.session_list,
        name="people_sessions",
    ),
    path(pgettext_lazy("address", "keys/"), keys_views.index, name="mfa_index"),
    path(
        pgettext_lazy("address", "keys/passkey/"),
        keys_views.add_passkey,
        name="mfa_add_webauthn",
    ),
    path(
        pgettext_lazy("address", "keys/passkey/options/"),
        keys_views.registration_options,
        name="registration_options",
    ),
    path(
        pgettext_lazy("address", "keys/app/"),
        keys_views.add_app,
        name="mfa_activate_totp",
    ),
    path(
        pgettext_lazy("address", "keys/recovery-codes/"),
        keys_views.recovery_codes,
        name="mfa_view_recovery_codes",
    ),
    path(
        pgettext_lazy("address", "keys/<int:pk>/remove/"),
        keys_views.remove,
        name="mfa_remove",
    ),
]
urlpatterns = [
    path(pgettext_lazy("address", "sign-in/"), views.login, name="account_login"),
    path(
        pgettext_lazy("address", "sign-in/code/"),
        views.code,
        name="account_confirm_login_code",
    ),
    path(
        pgettext_lazy("address", "sign-in/passkey/"),
        views.passkey,
        name="mfa_login_webauthn",
    ),
    path(
        pgettext_lazy("address", "sign-in/passkey/options/"),
        views.passkey_options,
        name="passkey_options",
    ),
    path(
        pgettext_lazy("address", "sign-in/second-factor/"),
        views.authenticate,
        name="mfa_authenticate",
    ),
    path(
        pgettext_lazy("address", "sign-in/second-factor/options/"),
        views.factor_options,
        name="factor_options",
    ),
    path(
        pgettext_lazy("address", "sign-in/confirm/"),
        views.confirm,
        name="mfa_reauthenticate",
    ),
    path(pgettext_lazy("address", "sign-out/"), views.logout, name="account_logout"),
    path("sign-out/now", views.leave, name="account_leave"),
    path(pgettext_lazy("address", "my-space/"), include(inside)),
]

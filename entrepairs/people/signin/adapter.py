"""What allauth leaves to us: who gets a session, and how its secrets are kept."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from entrepairs.core import sealing
from entrepairs.people import access
from entrepairs.people.models import Person
from entrepairs.people.signin import codes
from entrepairs.people.signin.goals import checked, home_of, user_of

PLACE = "mfa.authenticator.data"  # the column in which secrets are sealed


class AccountAdapter(DefaultAccountAdapter):
    """No sign-up, no password, no mail but ours, no message but ours."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_stages(self) -> list[str]:
        return [
            "allauth.account.stages.LoginByCodeStage",
            "allauth.mfa.stages.AuthenticateStage",
        ]

    def login(self, request: HttpRequest, user: Person) -> None:
        access.sign_in(request, user)
        codes.remember_home(request, user)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return home_of(user_of(request))

    def is_safe_url(self, url: str) -> bool:
        return bool(checked(url))

    def is_login_by_code_required(self, login: Any) -> bool:
        return False

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        """In no way different from somebody we do not know."""
        return redirect("account_login")

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Our pages say what happened."""

    def send_mail(self, *args: Any, **kwargs: Any) -> None:
        """Our own mails go through the outbox."""

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """As above."""


class FactorAdapter(DefaultMFAAdapter):
    """Secrets are sealed; nothing here holds an address."""

    def encrypt(self, text: str) -> str:
        return sealing.seal(text.encode(), place=PLACE)

    def decrypt(self, encrypted_text: str) -> str:
        return sealing.unseal(encrypted_text, place=PLACE).decode()

    def get_totp_issuer(self) -> str:
        return str(context.request.network.name)

    def _get_user_identifier(self, user: Person) -> str:
        """What the person's own device shows beside our name."""
        return user.email or str(user)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        host = context.request.get_host().partition(":")[0]
        return {"id": host, "name": str(context.request.network.name)}

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        return _("My passkey")

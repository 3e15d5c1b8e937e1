"""The second factor asked for: a passkey, the app's code, or a recovery code."""

from functools import cached_property

from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.models import Authenticator
from django.core.cache import caches
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from entrepairs.core.limits import CACHE, allow, client_address
from entrepairs.people.models import Person
from entrepairs.people.signin import passkeys
from entrepairs.people.signin.forms import CodeForm

WRONG = _("This is not the code. Look at it again, digit by digit.")
REFUSED = _("That passkey does not belong here. Try again, or use another one.")
OFTEN = _("Too many tries. Wait an hour, or use a passkey.")
HOUR = 60 * 60
FROM_HERE = 10  # codes an hour for one person, from one network
FROM_ANYWHERE = 40
APP_CODE = 120  # seconds, longer than a code of the app is accepted
Type = Authenticator.Type


class Question:
    """Asked of `person`; answered by this request, or not."""

    def __init__(
        self, request: HttpRequest, person: Person, *, again: bool = False
    ) -> None:
        self.request, self.person, self.again = request, person, again
        self.form = CodeForm(request.POST if "code" in request.POST else None)
        self.refusal = ""

    @cached_property
    def owned(self) -> list[Authenticator]:
        """What the person can answer with."""
        return list(Authenticator.objects.filter(user=self.person))

    @property
    def has_factor(self) -> bool:
        return any(one.type != Type.RECOVERY_CODES for one in self.owned)

    @property
    def has_passkey(self) -> bool:
        return any(one.type == Type.WEBAUTHN for one in self.owned)

    @property
    def has_app(self) -> bool:
        return any(one.type == Type.TOTP for one in self.owned)

    @property
    def status(self) -> int:
        return 422 if self.refusal or self.form.errors else 200

    def is_answered(self) -> bool:
        """Whether the answer is right; it is then noted in the session."""
        if "code" in self.request.POST:
            found = self._by_code()
        else:
            found = passkeys.answered(self.request, self.person)
            self.refusal = "" if found else str(REFUSED)
        if found is None:
            return False
        found.user = self.person
        post_authentication(self.request, found, reauthenticated=self.again)
        return True

    def _by_code(self) -> Authenticator | None:
        if not self.form.is_valid():
            return None
        if not self._may_try():
            self.form.add_error("code", str(OFTEN))
            return None
        typed = self.form.cleaned_data["code"]
        for one in self.owned:
            if one.type == Type.WEBAUTHN or not one.wrap().validate_code(typed):
                continue
            if one.type != Type.TOTP or _is_first_use(one, typed):
                return one
        self.form.add_error("code", str(WRONG))
        return None

    def _may_try(self) -> bool:
        who = str(self.person.pk)
        here = f"{who} {client_address(self.request)}"
        limits = {"seconds": HOUR}
        return allow("factor-here", here, limit=FROM_HERE, **limits) and allow(
            "factor", who, limit=FROM_ANYWHERE, **limits
        )


def _is_first_use(app: Authenticator, typed: str) -> bool:
    """allauth forgets a code after half a minute, and accepts it for longer."""
    told = f"{app.pk} {normalize_user_code(typed)}"
    mark = salted_hmac("entrepairs.people.app-code", told).hexdigest()[:32]
    return bool(caches[CACHE].add(f"app-code:{mark}", 1, APP_CODE))

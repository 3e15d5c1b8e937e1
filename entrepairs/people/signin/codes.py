"""
The code by e-mail, typed on the page that asked for it.

The browser that asks holds the request in its session; the mail holds the code and no
link. So a scanner that opens links signs nobody in, and a code is worth nothing on
another device. An address that we do not know gets the same pages, at the same speed.
"""

import secrets
import time
import unicodedata
from datetime import timedelta
from typing import Any

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.internal.stagekit import stash_login
from allauth.account.models import Login
from allauth.account.stages import LoginByCodeStage, LoginStageController
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import get_language

from entrepairs.core import sealing
from entrepairs.core.limits import allow, client_address
from entrepairs.core.text import fold_email
from entrepairs.mail.tasks import send_due_mail
from entrepairs.people.models import Person
from entrepairs.people.signin import mails

MINUTES = 15
TRIES = 5  # of one code
DIGITS = 8
PENDING = 30 * 60  # seconds a request waits in the browser's session
SKEW = 60  # seconds by which clocks may differ
HOUR = 60 * 60
FROM_HERE = 5  # mails an hour to one address, asked for from one network
FROM_ANYWHERE = 15  # the same, from all networks the person never signed in from
AT_HOME = 90 * 24 * HOUR  # how long a network is remembered for a person
TOLD = "people.signin.told"


class CodeProcess(LoginCodeVerificationProcess):
    """allauth's, with our mail; the session holds neither the code nor an address."""

    def __init__(self, stage: LoginByCodeStage) -> None:
        super().__init__(stage)
        self.max_attempts = TRIES

    @classmethod
    def begin(cls, request: HttpRequest, person: Person | None) -> "CodeProcess":
        login = Login(user=person)
        login.state["stages"] = {"current": LoginByCodeStage.key}
        controller = LoginStageController(request, login)
        stage = LoginByCodeStage(controller, request, login)
        stage.state.update(cls.initial_state(user=person))
        return cls(stage=stage)

    @classmethod
    def of(cls, request: HttpRequest) -> "CodeProcess | None":
        """What this browser asked for, also when it is too old."""
        stage = LoginStageController.enter(request, LoginByCodeStage.key)
        return cls(stage=stage) if stage else None

    def is_valid(self) -> bool:
        """A clock that went back makes no code younger."""
        age: float = time.time() - self.state["at"]
        return -SKEW <= age <= MINUTES * 60

    def is_code(self, typed: str) -> bool:
        number = self.state["number"]
        expected = self.state.get("digest") or secrets.token_hex(32)
        is_right = constant_time_compare(_digest(typed, number), expected)
        return is_right and self._is_theirs_still()

    def _is_theirs_still(self) -> bool:
        """The address it went to is that of somebody who may sign in."""
        person: Person | None = self.user
        if person is None or not person.is_active:
            return False
        return bool(told(self) == person.email)

    def try_code(self, typed: str) -> bool:
        """
        Whether it signs in. Counted in the cache, where those who try at once meet; a
        right code is right once.
        """
        number = self.state["number"]
        if not allow("code-tries", number, limit=TRIES, seconds=HOUR):
            self.abort()
            return False
        if not self.is_code(typed):
            self.record_invalid_attempt()
            return False
        return allow("code-uses", number, limit=1, seconds=HOUR)

    def persist(self) -> None:
        stash_login(self.request, self.stage.login)

    def finish(self, redirect_url: str | None) -> HttpResponse:
        """On to the second factor of who has one, else in."""
        record_authentication(self.request, self.user, method="code")
        login = Login(user=self.user, redirect_url=redirect_url)
        response: HttpResponse = perform_login(self.request, login)
        return response


def ask(request: HttpRequest, address: str, *, next_page: str = "") -> None:
    """
    Send a code to `address` if it is somebody's, and remember in the session that
    this browser waits for one. Does the same work when it is nobody's.
    """
    folded = fold_email(address) or ""
    person = Person.objects.filter(email=folded, is_active=True).first()
    may_write = _within_budget(request, folded)
    before = CodeProcess.of(request)
    process = CodeProcess.begin(request, person)
    code, number = _new_code(), secrets.token_hex(16)
    process.state.update(
        number=number, next=next_page, told=sealing.seal(folded.encode(), place=TOLD)
    )
    _write(request, person, code, goes=may_write)
    if may_write:
        process.state["digest"] = _digest(code, number)
    elif before and before.is_valid() and told(before) == folded:
        return  # the code of before is still good, and perhaps under way
    request.session.set_expiry(PENDING)
    process.persist()


@transaction.atomic
def _write(
    request: HttpRequest, person: Person | None, code: str, *, goes: bool
) -> None:
    """A mail to nobody is written all the same, then taken back."""
    network: Any = request.network  # type: ignore[attr-defined]
    to, language = mails.NOBODY, get_language() or settings.LANGUAGE_CODE
    discreet = False
    until = timezone.now() + timedelta(minutes=MINUTES)
    if person is not None and person.email:
        to, language = person.email, person.language
        discreet = person.discreet_mails
    with transaction.atomic():
        mails.code(
            to=to,
            code=code,
            language=language,
            network=network,
            until=until,
            discreet=discreet,
        )
        if person is None or not goes:
            transaction.set_rollback(True)
    transaction.on_commit(send_due_mail.enqueue)


def _within_budget(request: HttpRequest, folded: str) -> bool:
    """
    Whether a mail may still go there, whoever asks. Who fills the budget of all does
    not touch that of the networks from which the person signed in before.
    """
    here = client_address(request)
    pair = f"{folded} {here}"
    near = allow("code-mails-here", pair, limit=FROM_HERE, seconds=HOUR)
    if not near or cache.get(_home_key(folded, here)):
        return near
    return allow("code-mails", folded, limit=FROM_ANYWHERE, seconds=HOUR)


def remember_home(request: HttpRequest, person: Person) -> None:
    """The person signed in from here: whoever is elsewhere cannot keep them out."""
    if person.email:
        key = _home_key(person.email, client_address(request))
        cache.set(key, 1, AT_HOME)


def _home_key(folded: str, here: str) -> str:
    mark = salted_hmac("entrepairs.people.home", f"{folded} {here}").hexdigest()
    return f"home:{mark[:32]}"


def told(process: CodeProcess) -> str:
    """The address as it was typed, for the page that says where we wrote to."""
    return sealing.unseal(process.state["told"], place=TOLD).decode()


def _new_code() -> str:
    return "".join(secrets.choice("0123456789") for _ in range(DIGITS))


def _digest(code: str, number: str) -> str:
    """Of the digits alone, in whatever script and spacing they were typed."""
    plain = unicodedata.normalize("NFKC", code)
    digits = "".join(str(unicodedata.digit(c)) for c in plain if c.isdigit())
    salt = "entrepairs.people.code"
    return salted_hmac(salt, f"{number} {digits}", algorithm="sha256").hexdigest()

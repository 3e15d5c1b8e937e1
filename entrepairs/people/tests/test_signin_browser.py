"""Signing in as a newcomer does: in a real browser, with a virtual authenticator."""

import re

import pytest
from django.core import mail
from django.test import override_settings

from entrepairs.people.actions import make_administrator
from entrepairs.people.models import OpenSession
from entrepairs.people.tests.factories import PersonFactory
from entrepairs.people.tests.signing_in import CODE, KEYS, LOGIN, SESSIONS, code_in_mail

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]
WEIGHT = 100_000  # bytes of a page on a first visit
NARROW = {"width": 320, "height": 640}


@pytest.fixture
def person(transactional_db):
    return PersonFactory(email="marie@person.example", called="Marie")


@pytest.fixture
def at_localhost(browser, live_server):
    """A page at `localhost`: browsers know passkeys of names only."""
    address = live_server.url.replace("127.0.0.1", "localhost")
    context = browser.new_context(base_url=address, locale="fr-BE")
    page = context.new_page()
    page.set_default_timeout(10_000)
    page.complaints = []
    page.on("console", lambda m: m.type == "error" and page.complaints.append(m.text))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    yield page
    context.close()


@pytest.fixture
def authenticator(at_localhost):
    """A device that keeps passkeys and whose owner always says yes."""
    line = at_localhost.context.new_cdp_session(at_localhost)
    line.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    made = line.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return line, made["authenticatorId"]


def sign_in_by_code(page, email):
    page.goto(LOGIN)
    page.get_by_label("Votre adresse e-mail").fill(email)
    page.get_by_role("button", name="Envoyez-moi un code").click()
    page.wait_for_url(f"**{CODE}")
    page.get_by_label("Code").fill(code_in_mail())
    page.get_by_role("button", name="Se connecter").click()
    page.wait_for_url(re.compile(r"/espace/"))


def test_a_newcomer_signs_in_by_code_then_by_passkey(
    at_localhost, authenticator, person
):
    page, (line, device) = at_localhost, authenticator
    sign_in_by_code(page, person.email)
    page.goto(KEYS)
    page.get_by_role("link", name="Ajouter une clé d’accès").click()
    page.get_by_label("Nom de cette clé").fill("Mon téléphone")
    page.get_by_role("button", name="Ajouter la clé d’accès").click()
    page.wait_for_url("**/codes-de-secours/")
    assert page.locator(".signin-codes li").count() == 10
    page.goto(KEYS)
    assert page.get_by_text("Mon téléphone").first.is_visible()
    page.goto("/fr/deconnexion/")
    page.get_by_role("button", name="Se déconnecter").click()
    page.get_by_role("heading", name="La session est terminée").wait_for()
    assert page.context.cookies() == []

    page.goto(LOGIN)
    page.get_by_role("button", name="Utiliser ma clé d’accès").click()

    page.wait_for_url("**/fr/espace/")
    kept = line.send("WebAuthn.getCredentials", {"authenticatorId": device})
    assert len(kept["credentials"]) == 1
    assert page.complaints == []


def test_a_passkey_is_the_second_factor_of_the_back_office(
    at_localhost, authenticator, transactional_db
):
    page = at_localhost
    admin = make_administrator(email="ada@person.example")
    sign_in_by_code(page, admin.email)
    page.goto("/admin/")
    page.get_by_role("link", name="Préparer une deuxième clé").click()
    page.get_by_role("link", name="Ajouter une clé d’accès").click()
    page.get_by_role("button", name="Ajouter la clé d’accès").click()
    page.get_by_role("link", name="Continuer").click()
    page.wait_for_url("**/admin/")
    page.context.clear_cookies()

    page.goto(f"{LOGIN}?next=/admin/")
    page.get_by_label("Votre adresse e-mail").fill(admin.email)
    page.get_by_role("button", name="Envoyez-moi un code").click()
    page.wait_for_url(f"**{CODE}")
    page.get_by_label("Code").fill(code_in_mail())
    page.get_by_role("button", name="Se connecter").click()
    page.get_by_role("heading", name="Votre deuxième clé", exact=True).wait_for()
    page.get_by_role("button", name="Utiliser ma clé d’accès").click()
    page.wait_for_url("**/admin/")


def test_a_passkey_that_was_removed_opens_nothing(at_localhost, authenticator, person):
    from allauth.mfa.models import Authenticator

    page = at_localhost
    sign_in_by_code(page, person.email)
    page.goto(f"{KEYS}cle-acces/")
    page.get_by_role("button", name="Ajouter la clé d’accès").click()
    page.wait_for_url("**/codes-de-secours/")
    Authenticator.objects.all().delete()
    page.context.clear_cookies()

    page.goto(LOGIN)
    page.get_by_role("button", name="Utiliser ma clé d’accès").click()

    page.get_by_role("heading", name="Cette clé d’accès n’ouvre pas ici").wait_for()


def test_a_device_that_says_no_is_told_in_words(at_localhost, authenticator, person):
    page, (line, device) = at_localhost, authenticator
    line.send(
        "WebAuthn.setUserVerified", {"authenticatorId": device, "isUserVerified": False}
    )
    sign_in_by_code(page, person.email)
    page.goto(f"{KEYS}cle-acces/")

    page.get_by_role("button", name="Ajouter la clé d’accès").click()

    page.get_by_text("Aucune clé d’accès n’a été faite").wait_for()


def test_a_scanner_that_follows_every_link_with_scripts_consumes_nothing(
    at_localhost, browser, live_server, person
):
    page = at_localhost
    page.goto(LOGIN)
    page.get_by_label("Votre adresse e-mail").fill(person.email)
    page.get_by_role("button", name="Envoyez-moi un code").click()
    page.wait_for_url(f"**{CODE}")
    scanner = browser.new_context().new_page()
    text = mail.outbox[0].body
    links = [*re.findall(r"https?://\S+", text), f"{live_server.url}{CODE}"]
    for link in links:
        scanner.goto(link)
        for button in scanner.get_by_role("button").all():
            button.click(timeout=1000, force=True, no_wait_after=True)
    scanner.context.close()

    assert not OpenSession.objects.exists()
    page.get_by_label("Code").fill(code_in_mail())
    page.get_by_role("button", name="Se connecter").click()
    page.wait_for_url("**/fr/espace/")


def test_the_back_button_after_signing_out_shows_the_door(at_localhost, person):
    page = at_localhost
    sign_in_by_code(page, person.email)
    page.goto(SESSIONS)
    page.get_by_role("heading", name="Mes sessions").wait_for()
    page.goto("/fr/deconnexion/")
    page.get_by_role("button", name="Se déconnecter").click()
    page.get_by_role("heading", name="La session est terminée").wait_for()

    page.go_back()
    page.go_back()

    page.wait_for_load_state()
    assert not page.get_by_role("heading", name="Mes sessions").is_visible()


def test_the_keyboard_alone_signs_in(at_localhost, person):
    page = at_localhost
    page.goto(LOGIN)
    page.get_by_label("Votre adresse e-mail").focus()
    page.keyboard.type(person.email)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{CODE}")
    page.get_by_label("Code").focus()
    page.keyboard.type(code_in_mail())
    page.keyboard.press("Enter")

    page.wait_for_url("**/fr/espace/")


def test_signing_in_needs_no_script(browser, live_server, person):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    sign_in_by_code(page, person.email)
    assert not page.get_by_text("Utiliser ma clé").is_visible()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_fit_and_are_accessible(page, axe, person, scheme):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size(NARROW)
    seen = {}

    def look():
        wide = page.evaluate("document.documentElement.scrollWidth")
        seen[page.url.rpartition(":")[2]] = (wide <= NARROW["width"], axe())

    page.goto(LOGIN)
    look()
    page.get_by_label("Votre adresse e-mail").fill("marie@")
    page.get_by_role("button", name="Envoyez-moi un code").click()
    page.get_by_text("Revoyez ceci").or_(page.get_by_role("alert")).first.wait_for()
    look()
    sign_in_by_code(page, person.email)
    paths = [KEYS, f"{KEYS}application/", f"{KEYS}cle-acces/", SESSIONS]
    for path in [*paths, "/fr/connexion/confirmer/", "/fr/deconnexion/"]:
        page.goto(path)
        look()

    assert {path: told for path, told in seen.items() if told != (True, [])} == {}


@override_settings(DEBUG=False)
def test_the_door_is_light(page):
    sizes = []
    page.on("requestfinished", lambda r: sizes.append(r.sizes()["responseBodySize"]))
    page.goto(LOGIN)
    page.wait_for_load_state("networkidle")

    assert sum(sizes) < WEIGHT

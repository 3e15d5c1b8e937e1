"""The public register says what the code does, in four languages."""

import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.translation import override

from entrepairs.core.personal import kinds
from entrepairs.organisations.models import Network
from entrepairs.privacy import notices, register
from entrepairs.privacy.models import NoticeText, Term

pytestmark = pytest.mark.django_db

LANGUAGES = ("fr", "nl", "de", "en")


def address(name, language):
    with override(language):
        return reverse(name)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_stands_in_the_register_with_what_article_30_asks(client, language):
    page = client.get(address("privacy:register", language))

    assert page.status_code == 200
    network = Network.objects.get(host=None)
    assert network.controller_email in page.text
    with override(language):
        for kind in kinds():
            for words in (kind.title, kind.purpose, kind.whose, kind.source):
                assert str(words).replace("'", "&#x27;") in page.text, kind.name


@pytest.mark.parametrize("language", ["fr", "nl", "de"])
def test_no_word_of_the_register_is_left_in_english(language):
    with override("en"):
        english = {str(kind.title) for kind in kinds()}
        english |= {str(kind.purpose) for kind in kinds()}
    with override(language):
        told = {str(kind.title) for kind in kinds()}
        told |= {str(kind.purpose) for kind in kinds()}

    assert told & english == set()


def test_the_page_is_under_a_slug_of_its_language():
    assert address("privacy:register", "fr") == "/fr/confidentialite/registre/"
    assert address("privacy:register", "nl") == "/nl/privacy/register/"
    assert address("privacy:register", "de") == "/de/datenschutz/verzeichnis/"
    assert address("privacy:register", "en") == "/en/privacy/register/"


@pytest.mark.parametrize(("accepted", "language"), [("nl-BE,nl", "nl"), ("es", "fr")])
def test_the_address_without_a_language_leads_to_the_reader_s(
    client, accepted, language
):
    answer = client.get("/privacy/register", headers={"Accept-Language": accepted})

    assert answer.status_code == 302
    assert answer["Location"] == address("privacy:register", language)


def test_the_page_about_data_leads_to_it(client):
    page = client.get(address("website:privacy", "fr"))

    assert address("privacy:register", "fr") in page.text


def test_the_page_costs_few_queries_however_many_kinds(
    client, django_assert_max_num_queries
):
    with django_assert_max_num_queries(5):
        client.get(address("privacy:register", "fr"))


def test_the_table_has_a_line_for_each_kind_and_the_same_columns(client):
    answer = client.get(address("privacy:register_csv", "nl"))
    text = answer.content.decode("utf-8-sig")

    head, *lines = csv.reader(io.StringIO(text), delimiter=";")

    assert len(lines) == len(kinds())
    assert {len(line) for line in lines} == {len(head)}
    assert "register-nl.csv" in answer["Content-Disposition"]


def test_machines_read_the_same_by_codes(client):
    told = client.get(address("privacy:register_json", "en")).json()

    account = next(p for p in told["processing"] if p["name"] == "people.account")
    assert account["days"] == 730 and account["end"] == "erase"
    assert account["purpose"].startswith("Know who you are")
    assert told["contact"] and told["measures"]


def test_a_shorter_term_of_the_network_is_what_the_register_tells(client):
    network = Network.objects.get(host=None)
    Term.objects.create(network=network, kind="people.account", days=365)

    told = client.get(address("privacy:register_json", "en")).json()

    account = next(p for p in told["processing"] if p["name"] == "people.account")
    assert account["days"] == 365
    assert account["term"].startswith("1\N{NO-BREAK SPACE}year after") or account[
        "term"
    ].startswith("1 year after")


# Notices


def test_notices_are_kept_once_and_again_when_their_words_change():
    network = Network.objects.get(host=None)
    assert notices.keep_texts() == len(kinds()) * Network.objects.count()
    assert notices.keep_texts() == 0

    network.controller_name = "Another asbl"
    network.save()

    assert notices.keep_texts() == len(kinds())
    old = NoticeText.objects.filter(network=network).exclude(replaced_at=None)
    assert old.count() == 4 * len(kinds())


def test_the_words_that_a_record_s_version_stands_for_can_be_read(client):
    notices.keep_texts()
    text = NoticeText.objects.get(
        kind="people.account", network__host=None, language="fr"
    )

    page = client.get(f"/fr/confidentialite/avis/{text.version}/")

    assert page.status_code == 200
    assert text.text.splitlines()[0] in page.text
    assert client.get("/fr/confidentialite/avis/unknown/").status_code == 404


def test_the_version_kept_is_the_one_a_form_records():
    from entrepairs.core.notices import notice_version

    network = Network.objects.get(host=None)
    notices.keep_texts()

    version = notice_version("people.account", network)

    shown = NoticeText.objects.shown().filter(kind="people.account", network=network)
    assert {text.version for text in shown} == {version}


def test_what_tells_of_health_says_so_in_the_register():
    network = Network.objects.get(host=None)

    with override("en"):
        entries = {e.kind.name: e for e in register.entries(network)}
        assert "explicitly agree" in entries["people.roles"].basis
        assert "e-mail" in entries["people.account"].sealed
        assert entries["people.account"].notice.term == timedelta(days=730)


def test_the_register_names_the_sealed_fields_and_claims_no_others():
    network = Network.objects.get(host=None)

    with override("en"):
        entries = {e.kind.name: e for e in register.entries(network)}

        account = "encrypted in the table: e-mail; the rest is not"
        assert entries["people.account"].security == account
        assert entries["people.roles"].security.startswith("not encrypted")
        assert "health" not in " ".join(register.measures())


@pytest.mark.parametrize("language", ["fr", "nl", "de"])
def test_sealed_fields_have_a_name_in_the_reader_s_language(language):
    network = Network.objects.get(host=None)
    with override("en"):
        english = {name for e in register.entries(network) for name in e.sealed}

    with override(language):
        told = {name for e in register.entries(network) for name in e.sealed}

    same = {"e-mail", "text", "telephone"}  # perhaps the same word
    assert (told & english) - same == set()


def test_pages_and_mails_are_called_encrypted_only_where_they_are(settings):
    settings.EMAIL_USE_SSL, settings.SESSION_COOKIE_SECURE = False, False
    settings.EMAIL_USE_TLS = False
    with override("en"):
        assert not [told for told in register.measures() if "travel" in told]

        settings.EMAIL_USE_TLS = settings.SESSION_COOKIE_SECURE = True

        pages, mails = [told for told in register.measures() if "travel" in told]
        assert pages == "Pages travel encrypted."
        assert "as far as our mail server" in mails


def test_pictures_from_another_host_are_told(settings):
    settings.TILES_ADDRESS = "https://{s}.tiles.example/{z}/{x}/{y}.png"

    with override("en"):
        last = register.measures()[-1]

    assert "tiles.example" in last and "nothing from other" not in last


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_article_30_asks_of_the_network_is_shown_or_told_to_be_blank(
    client, language
):
    here = address("privacy:register_json", language)
    blank = client.get(here).json()
    network = Network.objects.get(host=None)
    network.joint_controllers = "Autre asbl, autre@asbl.example"
    network.representative = "Vertretung GmbH"
    network.protection_officer = "Dominique, dpo@asbl.example"
    network.processors = "Hébergeur SA, Belgique, 1/2/2026"
    network.transfers = "Ailleurs Inc., clauses types"
    network.save()

    told = client.get(here).json()

    for code in ("joint_controllers", "representative", "protection_officer"):
        assert blank[code] and told[code] == getattr(network, code)
    assert told["processors"] == network.processors
    assert {one["transfers"] for one in told["processing"]} == {network.transfers}
    assert network.transfers not in {one["transfers"] for one in blank["processing"]}
    page = client.get(address("privacy:register", language)).text
    assert "Hébergeur SA" in page and "dpo@asbl.example" in page


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 1280])
def test_the_register_is_read_by_everybody(page, axe, width):
    notices.keep_texts()
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("/fr/confidentialite/registre/")

    assert axe() == []
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= width

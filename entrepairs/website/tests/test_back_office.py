"""What the back office shows to whoever keeps the site running, and in which words."""

import re

import pytest

from entrepairs.core.back_office import ChangeFormatter
from entrepairs.organisations.models import Network
from entrepairs.people import actions as people
from entrepairs.people.access import speak_to
from entrepairs.places.models import Place
from entrepairs.search.models import SynonymGroup, SynonymTerm

pytestmark = pytest.mark.django_db
TWO_GENDERS = re.compile(r"\w\((?:e|le|tte|es)\)")


@pytest.fixture
def admin(client):
    person = people.make_administrator(email="ada@site.example", called="Ada")
    speak_to(person)
    client.force_login(person)
    return client


def test_the_mails_and_their_texts_are_in_the_menu(admin):
    page = admin.get("/admin/").text

    assert "/admin/outbox/" in page and "/admin/mails/texts/" in page


@pytest.mark.parametrize(
    "path",
    [
        *("teams/", "teams/new/", "organisations/", "help_lines/new/", "synonyms/"),
        *("synonyms/new/", "networks/new/", "terms_sector/new/"),
        "snippets/directory/entry/add/",
    ],
)
def test_french_does_not_stumble_over_genders(admin, path):
    page = admin.get(f"/admin/{path}").text

    assert not TWO_GENDERS.findall(page)
    assert "- Entrepairs</title>" in page


def test_what_is_saved_is_said_without_stumbling_either(admin):
    network = Network.objects.get(host=None)
    group = SynonymGroup.objects.create(code="bread")
    form = {
        "code": "loaf",
        "codes": "",
        "broader": "",
        "terms-TOTAL_FORMS": 0,
        "terms-INITIAL_FORMS": 0,
    }

    saved = admin.post(f"/admin/synonyms/edit/{group.pk}/", form, follow=True).text
    refused = admin.post(f"/admin/synonyms/edit/{group.pk}/", {**form, "code": ""}).text
    leaving = admin.get(f"/admin/networks/delete/{network.pk}/").text

    assert "les changements sont enregistrés" in saved
    assert "Rien n’est encore enregistré" in refused
    for page in (saved, refused, leaving):
        assert not TWO_GENDERS.findall(page)


def test_synonyms_are_told_by_their_words_not_by_their_code_alone(admin):
    group = SynonymGroup.objects.create(code="bread")
    SynonymTerm.objects.create(group=group, language="fr", text="pain de mie")
    SynonymTerm.objects.create(group=group, language="nl", text="boterham")

    page = admin.get("/admin/synonyms/?q=bread").text

    assert "pain de mie" in page and "boterham" not in page


def test_a_place_says_what_it_is_part_of_and_a_dash_where_nothing_is_known(admin):
    place = Place.objects.create(
        code="x:1",
        kind="commune",
        country="BE",
        latitude=50,
        longitude=4,
        name_fr="Ici",
    )

    page = admin.get(f"/admin/places/inspect/{place.pk}/").text

    assert "Fait partie de" in page and "Région" in page
    assert ">None<" not in re.sub(r"\s+", "", page) and "–" in page


def test_the_history_shows_a_dash_where_nothing_was_written():
    entry = type("Logged", (), {"data": {"changes": [["Hours", "", "Tuesday"]]}})()

    assert (
        ChangeFormatter().format_message(entry)
        == "Hours\u00a0: – → «\u00a0Tuesday\u00a0»"
    )


def test_the_demonstration_says_so_in_the_back_office_too(admin, settings):
    said = "Démonstration"
    assert said not in admin.get("/admin/help_lines/").text

    settings.DEMO = True

    assert said in admin.get("/admin/help_lines/").text

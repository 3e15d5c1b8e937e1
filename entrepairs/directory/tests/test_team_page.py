from datetime import timedelta

import pytest
from django.utils import timezone

from entrepairs.directory.actions import archive, publish_listing
from entrepairs.directory.models import AddressPrecision, EntryText, Life, Source
from entrepairs.directory.tests.factories import EntryFactory, belgium

pytestmark = pytest.mark.django_db


def page_of(client, entry, language="fr"):
    kind = {"fr": "equipes"}.get(language, "teams")
    return client.get(f"/{language}/{kind}/{entry.team.slug}/")


def full_entry(**changes):
    places = belgium()
    told = {
        "place": places["mons"],
        "postcode": "7000",
        "street": "Rue de la Clé 3",
        "latitude": 50.45,
        "longitude": 3.95,
        "sectors": ["addictions"],
        "publics": ["adults"],
        "activities": ["talking_group"],
        "forms": ["employee_permanent"],
        "domains": ["prison"],
        "languages": ["nl"],
        "access": ["wheelchair"],
        "since_year": 2017,
        "phone": "+32 65 00 00 01",
        "email": "equipe@exemple.be",
        "website": "https://exemple.be/",
        "opening_hours": "Mardi, 14 h – 17 h",
        "welcomes_visits": True,
        "welcomes_interns": True,
        "advises_teams": True,
        "recruiting_on": timezone.localdate(),
        "summary": "Une équipe de huit.",
    }
    return EntryFactory(**{**told, **changes})


def test_a_full_entry_tells_everything(client):
    entry = full_entry()

    page = page_of(client, entry)

    for told in (
        "Rue de la Clé 3",
        "7000",
        "2017",
        'href="tel:+3265000001"',
        'href="mailto:equipe@exemple.be"',
        "https://exemple.be/",
        "Mardi, 14 h – 17 h",
        "Une équipe de huit.",
        entry.team.organisation.name,
    ):
        assert told in page.text


def test_empty_fields_leave_no_heading(client):
    entry = EntryFactory(paid="", peers="")

    page = page_of(client, entry, "en")

    record = page.text[page.text.index("<article") : page.text.index("</article>")]
    for heading in ("What the peers do", "For whom", "Accessibility", "For other"):
        assert heading not in record
    assert "<dt>" not in page.text and "None" not in page.text


@pytest.mark.parametrize("language", ["fr", "nl", "de", "en"])
def test_a_team_without_any_text_has_its_page_all_the_same(client, language):
    entry = full_entry()
    entry.texts.all().delete()
    publish_listing([entry.pk])

    page = page_of(client, entry, language)

    assert page.status_code == 200
    assert f"<h1>{entry.team.name}</h1>" in page.text
    assert "record__lead" not in page.text and "None" not in page.text


def test_a_team_that_shows_its_municipality_shows_nothing_nearer(client):
    entry = full_entry(precision=AddressPrecision.COMMUNE)

    page = page_of(client, entry)

    assert "Mons" in page.text
    for secret in ("Rue de la Clé", "7000", "50.45,", "3.95"):
        assert secret not in page.text


def test_a_hidden_team_shows_its_region_only(client):
    entry = full_entry(precision=AddressPrecision.HIDDEN)

    page = page_of(client, entry)

    assert "Wallonie" in page.text
    assert "Mons" not in page.text and "Rue de la Clé" not in page.text


def test_a_former_team_keeps_its_page_and_says_so(client):
    entry = EntryFactory(life=Life.FORMER)

    page = page_of(client, entry, "en")

    assert page.status_code == 200
    assert "no longer works with peer supporters" in page.text


def test_an_archived_team_is_not_found(client):
    entry = EntryFactory()

    archive(entry)

    assert page_of(client, entry).status_code == 404


def test_a_page_checked_13_months_ago_warns(client):
    day = timezone.localdate() - timedelta(days=396)
    entry = EntryFactory(verified_on=day, verified_by=Source.TEAM)

    page = page_of(client, entry, "en")

    assert f'<time datetime="{day.isoformat()}">13 months ago</time>' in page.text
    assert "over a year" in page.text


def test_a_page_checked_lately_does_not_warn(client):
    day = timezone.localdate() - timedelta(days=21)
    entry = EntryFactory(verified_on=day, verified_by=Source.TEAM)

    page = page_of(client, entry, "en")

    assert "Checked by the team" in page.text and "3 weeks ago" in page.text
    assert 'data-tone="warning"' not in page.text


def test_a_text_in_another_language_says_which(client):
    entry = EntryFactory()
    EntryText.objects.create(entry=entry, language="nl", summary="Open huis.")

    page = page_of(client, entry)

    assert 'class="lede" lang="nl"' in page.text
    assert "Nederlands" in page.text


def test_simple_words_have_their_place(client):
    entry = EntryFactory()
    text = {"summary": "Court.", "easy_read": "Nous venons chez vous."}
    EntryText.objects.create(entry=entry, language="fr", **text)

    page = page_of(client, entry)

    assert "Nous venons chez vous." in page.text


def test_the_map_s_panel_gets_the_place_only(client):
    places = belgium()
    entry = EntryFactory(place=places["mons"])

    address = f"/fr/equipes/{entry.team.slug}/"
    panel = client.get(address, headers={"HX-Request": "true"})

    assert "Mons" in panel.text and "<html" not in panel.text


def test_teams_nearby_and_of_the_same_organisation_are_offered(client):
    places = belgium()
    entry = EntryFactory(place=places["schaerbeek"])
    sibling = EntryFactory(
        team__organisation=entry.team.organisation, place=places["liege"]
    )
    near = EntryFactory(place=places["forest"])
    far = EntryFactory(place=places["liege"])

    page = page_of(client, entry)

    assert sibling.team.slug in page.text and near.team.slug in page.text
    assert far.team.slug not in page.text


def test_markup_in_a_name_stays_text(client):
    entry = EntryFactory(team__name="<script>alert(1)</script>")
    publish_listing([entry.pk])

    page = page_of(client, entry)

    assert "<script>alert(1)" not in page.text


def test_many_neighbours_ask_no_more_of_the_database(
    client, django_assert_max_num_queries
):
    entry = full_entry()
    client.get(f"/fr/equipes/{entry.team.slug}/")

    with django_assert_max_num_queries(9) as alone:
        page_of(client, entry)
    EntryFactory.create_batch(5, place=entry.place)
    with django_assert_max_num_queries(9) as among:
        page_of(client, entry)

    assert len(alone.captured_queries) == len(among.captured_queries)

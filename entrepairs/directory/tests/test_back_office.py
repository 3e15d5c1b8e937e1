"""The back office of the directory."""

import re

import pytest
from django.urls import reverse

from entrepairs.directory.models import (
    Entry,
    EntryText,
    Listing,
    PublicServed,
    Sector,
    State,
)
from entrepairs.mail.models import OutgoingMail
from entrepairs.organisations.models import Network, Organisation, Team
from entrepairs.people import actions as people
from entrepairs.people.access import speak_to
from entrepairs.places.models import Place, PlaceName

pytestmark = pytest.mark.django_db
ENTRY = "wagtailsnippets_directory_entry"


@pytest.fixture
def admin(client):
    person = people.make_administrator(email="ada@site.example", called="Ada")
    speak_to(person)
    client.force_login(person)
    return client


@pytest.fixture
def organisation():
    network = Network.objects.get(host=None)
    return Organisation.objects.create(
        name="Le Seuil", slug="le-seuil", network=network
    )


@pytest.fixture
def place():
    place = Place.objects.create(
        code="nis:62063",
        kind="commune",
        country="BE",
        name_fr="Liège",
        latitude=50.63,
        longitude=5.57,
    )
    PlaceName.objects.create(place=place, folded="liege")
    return place


@pytest.fixture
def entry(organisation):
    team = Team.objects.create(
        name="Équipe du quai", slug="equipe-du-quai", organisation=organisation
    )
    entry = Entry.objects.create(team=team)
    EntryText.objects.create(entry=entry, language="fr", summary="Un café le mardi.")
    return Entry.objects.get()


def form_of(**changes):
    """What the browser sends for an entry."""
    form = {
        "team_name": "Équipe du quai",
        "life": "active",
        "precision": "commune",
        "source": "network",
        "texts-TOTAL_FORMS": "1",
        "texts-INITIAL_FORMS": "0",
        "texts-MIN_NUM_FORMS": "1",
        "texts-MAX_NUM_FORMS": "4",
        "texts-0-language": "fr",
        "texts-0-summary": "Un café le mardi.",
        "texts-0-ORDER": "1",
    }
    return form | changes


def edit_form(entry, **changes):
    text = EntryText.objects.get(entry=entry)
    known = {
        "team_name": entry.team.name,
        "organisation": str(entry.team.organisation_id),
        "texts-INITIAL_FORMS": "1",
        "texts-0-id": str(text.pk),
        "texts-0-summary": text.summary,
        "opened_at": Entry.objects.get(pk=entry.pk).updated_at.isoformat(),
    }
    return form_of(**known) | changes


def again(entry, form, **changes):
    """The same form, opened anew."""
    opened_at = Entry.objects.get(pk=entry.pk).updated_at.isoformat()
    return form | {"opened_at": opened_at} | changes


def url(name, *args, namespace=ENTRY):
    return reverse(f"{namespace}:{name}", args=args)


def test_creating_an_entry_makes_its_team_and_organisation(admin, place):
    form = form_of(new_organisation="Asbl Rivage", place=str(place.pk))

    response = admin.post(url("add"), form)

    entry = Entry.objects.get()
    assert response.status_code == 302
    assert entry.state == State.DRAFT
    assert entry.team.slug == "equipe-du-quai"
    assert entry.team.organisation.name == "Asbl Rivage"
    assert entry.team.organisation.network.host is None
    assert not Listing.objects.exists()


def test_saving_and_publishing_shows_the_entry_at_once(admin, organisation, place):
    form = form_of(organisation=str(organisation.pk), place=str(place.pk))

    admin.post(url("add"), form | {"action-show": "1"})

    entry = Entry.objects.get()
    assert entry.state == State.PUBLISHED
    assert Listing.objects.get().slug == entry.team.slug


def test_an_entry_for_a_team_known_already(admin, organisation):
    team = Team.objects.create(name="Équipe", slug="equipe", organisation=organisation)

    admin.post(url("add"), form_of(existing_team=str(team.pk), team_name=""))

    assert Entry.objects.get().team == team


def test_an_incomplete_entry_is_refused_and_nothing_is_made(admin):
    response = admin.post(url("add"), form_of(team_name=""))

    assert response.status_code == 200
    assert not Team.objects.exists()
    assert not Organisation.objects.exists()


def test_an_unknown_place_is_told_by_its_name(admin, organisation):
    form = form_of(organisation=str(organisation.pk), also_in="Liège\nAtlantide")

    response = admin.post(url("add"), form)

    assert "Atlantide" in response.content.decode()
    assert not Entry.objects.exists()


def test_places_where_a_team_also_works_are_written_by_name(admin, organisation, place):
    form = form_of(organisation=str(organisation.pk), also_in="liege")

    admin.post(url("add"), form)

    assert list(Entry.objects.get().coverage.all()) == [place]


def test_history_tells_who_changed_what_from_what_to_what(admin, entry):
    sector = Sector.objects.get(code="addictions")
    form = edit_form(entry, phone="02 000 00 11", sectors=[str(sector.pk)])

    admin.post(url("edit", entry.pk), form)
    admin.post(url("edit", entry.pk), again(entry, form, phone="02 000 00 12"))

    page = admin.get(url("history", entry.pk)).content.decode()
    text = re.sub(r"<[^>]+>", "", page)
    assert "Ada" in text
    assert "02 000 00 11” → “02 000 00 12" in text or "02 000 00 11" in text
    assert str(sector) in text


def test_restoring_the_first_version_makes_a_fourth(admin, entry):
    summaries = ["Un thé le jeudi.", "Une soupe le lundi."]
    for summary in summaries:
        form = edit_form(entry) | {"texts-0-summary": summary}
        admin.post(url("edit", entry.pk), form)
    first = entry.revisions.order_by("created_at").first()

    address = url("revisions_revert", entry.pk, first.pk)
    shown = admin.get(address).content.decode()
    admin.post(address, edit_form(entry) | {"texts-0-summary": "Un café le mardi."})

    assert "Un café le mardi." in shown
    assert EntryText.objects.get().summary == "Un café le mardi."
    assert entry.revisions.count() == 4


def test_restoring_a_version_leaves_the_state_as_it_is(admin, entry):
    admin.post(url("edit", entry.pk), edit_form(entry))
    admin.post(url("edit", entry.pk), edit_form(entry) | {"action-show": "1"})
    draft = entry.revisions.order_by("created_at").first()

    admin.post(url("revisions_revert", entry.pk, draft.pk), edit_form(entry))

    entry.refresh_from_db()
    assert entry.state == State.PUBLISHED
    assert Listing.objects.count() == 1


def test_two_versions_are_compared_field_by_field(admin, entry):
    public = PublicServed.objects.get(code="adults")
    admin.post(url("edit", entry.pk), edit_form(entry))
    admin.post(url("edit", entry.pk), edit_form(entry, publics=[str(public.pk)]))
    one, *_, last = entry.revisions.order_by("created_at")

    page = admin.get(url("revisions_compare", entry.pk, one.pk, last.pk))

    assert str(public) in page.content.decode()


def test_archiving_takes_the_entry_out_of_the_directory(admin, entry):
    admin.post(url("edit", entry.pk), edit_form(entry) | {"action-show": "1"})

    admin.post(url("edit", entry.pk), edit_form(entry) | {"action-archive": "1"})

    entry.refresh_from_db()
    assert entry.state == State.ARCHIVED
    assert not Listing.objects.exists()


def test_checking_today_is_noted(admin, entry):
    admin.post(url("edit", entry.pk), edit_form(entry) | {"action-check": "1"})

    entry.refresh_from_db()
    assert entry.verified_by == "network"
    assert entry.verified_on is not None


def test_renaming_an_organisation_changes_its_listings(admin, entry):
    admin.post(url("edit", entry.pk), edit_form(entry) | {"action-show": "1"})
    organisation = entry.team.organisation
    form = {"name": "Le Porche", "network": organisation.network_id}

    admin.post(url("edit", organisation.pk, namespace="organisations"), form)

    assert Listing.objects.get().organisation_name == "Le Porche"


def test_a_choice_in_use_is_not_deleted(admin, entry):
    sector = Sector.objects.get(code="addictions")
    entry.sectors = [sector]
    entry.save()

    admin.post(url("delete", sector.pk, namespace="terms_sector"))

    assert Sector.objects.filter(pk=sector.pk).exists()


def test_a_choice_keeps_its_code(admin):
    term = PublicServed.objects.get(code="adults")
    form = {"label_fr": "Grandes personnes", "order": 20, "code": "grown"}

    admin.post(url("edit", term.pk, namespace="terms_publicserved"), form)

    term.refresh_from_db()
    assert (term.code, term.label_fr) == ("adults", "Grandes personnes")


def test_an_organisation_with_teams_is_not_deleted(admin, entry):
    organisation = entry.team.organisation

    admin.post(url("delete", organisation.pk, namespace="organisations"))

    assert Organisation.objects.filter(pk=organisation.pk).exists()


def test_the_team_is_asked_by_mail_in_the_language_of_its_text(admin, entry):
    changes = {"email": "team@voorbeeld.example", "texts-0-language": "nl"}

    admin.post(
        url("edit", entry.pk), edit_form(entry, **changes, **{"action-ask": "1"})
    )

    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.language) == ("team@voorbeeld.example", "nl")
    assert "/nl/" in mail.text


@pytest.mark.parametrize(
    ("host", "start"),
    [(None, "https://teams.example/"), ("paires.example", "https://paires.example/")],
)
def test_the_mailed_link_never_takes_the_host_that_was_asked(
    admin, entry, settings, host, start
):
    settings.ALLOWED_HOSTS = ["*"]
    settings.WAGTAILADMIN_BASE_URL = "https://teams.example"
    network = entry.team.organisation.network
    network.pk, network.code, network.host = None, "other", host
    if host:
        network.save(force_insert=True)
        Organisation.objects.update(network=network)
    form = edit_form(entry, email="team@exemple.example", **{"action-ask": "1"})

    admin.post(url("edit", entry.pk), form, headers={"Host": "evil.example"})

    mail = OutgoingMail.objects.get()
    assert f"{start}fr/toujours-exact/" in mail.text
    assert "evil.example" not in mail.text


def test_a_team_that_moves_leaves_its_old_position(admin, entry, place):
    Entry.objects.update(latitude=50.85, longitude=4.35)

    admin.post(
        url("edit", entry.pk),
        edit_form(entry, place=str(place.pk), latitude="50.85", longitude="4.35"),
    )

    entry.refresh_from_db()
    assert entry.place == place
    assert entry.exact_position is None


def test_entries_are_not_deleted_in_bulk_behind_our_actions(admin, entry):
    address = reverse("wagtail_bulk_action", args=["directory", "entry", "delete"])

    answer = admin.post(f"{address}?id={entry.pk}")

    assert answer.status_code == 404
    assert Entry.objects.filter(pk=entry.pk).exists()


def test_a_form_opened_before_shows_no_address_hidden_since(admin, entry):
    page = admin.get(url("edit", entry.pk)).content.decode()
    stale = edit_form(entry, precision="exact", phone="02 000 00 11")
    entry.precision = "hidden"
    entry.updated_by = people.make_administrator(email="bo@site.example", called="Bo")
    entry.save()

    response = admin.post(url("edit", entry.pk), stale)

    answer = response.content.decode()
    assert f'value="{stale["opened_at"]}"' in page
    assert "changed meanwhile by Bo" in answer or "entre-temps par Bo" in answer
    assert "02 000 00 11" in answer
    entry.refresh_from_db()
    assert (entry.precision, entry.phone) == ("hidden", "")


def test_a_refused_form_stays_refused_until_opened_anew(admin, entry):
    stale = edit_form(entry, phone="02 000 00 11")
    entry.save()

    admin.post(url("edit", entry.pk), stale)
    admin.post(url("edit", entry.pk), stale)
    refused = Entry.objects.get().phone
    admin.post(url("edit", entry.pk), again(entry, stale))

    assert refused == ""
    assert Entry.objects.get().phone == "02 000 00 11"


def test_an_older_version_is_not_put_back_over_a_newer_change(admin, entry):
    admin.post(url("edit", entry.pk), edit_form(entry))
    first = entry.revisions.order_by("created_at").first()
    stale = edit_form(entry, phone="02 000 00 11")
    entry.refresh_from_db()
    entry.save()

    admin.post(url("revisions_revert", entry.pk, first.pk), stale)

    assert Entry.objects.get().phone == ""

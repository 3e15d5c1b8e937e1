import json
import re

import pytest

from entrepairs.directory.models import AddressPrecision
from entrepairs.directory.tests.factories import EntryFactory, belgium

pytestmark = pytest.mark.django_db


def block_of(page):
    pattern = r'<script type="application/ld\+json">(.*?)</script>'
    (found,) = re.findall(pattern, page.text, re.DOTALL)
    return json.loads(found)


def team(client, entry):
    return block_of(client.get(f"/fr/equipes/{entry.team.slug}/"))


def test_a_team_tells_machines_what_it_tells_people(client):
    places = belgium()
    entry = EntryFactory(
        place=places["mons"],
        street="Rue de la Clé 3",
        postcode="7000",
        latitude=50.45,
        longitude=3.95,
        phone="+32 65 00 00 01",
        languages=["nl"],
        activities=["talking_group"],
        since_year=2017,
        summary="Une équipe de huit.",
    )

    told = team(client, entry)

    assert told["name"] == entry.team.name
    assert told["description"] == "Une équipe de huit."
    assert told["location"]["address"]["streetAddress"] == "Rue de la Clé 3"
    assert told["location"]["geo"]["latitude"] == 50.45
    assert told["contactPoint"]["telephone"] == "+32 65 00 00 01"
    assert told["subjectOf"]["lastReviewed"] == entry.verified_on.isoformat()
    assert re.search(r"[+-]\d\d:\d\d$", told["subjectOf"]["dateModified"])
    facts = {fact["value"] for fact in told["makesOffer"]["additionalProperty"]}
    assert 2017 in facts


def test_what_is_empty_is_left_out(client):
    told = team(client, EntryFactory(paid="", peers=""))

    assert "telephone" not in told and "contactPoint" not in told
    assert "knowsLanguage" not in told and "areaServed" not in told


@pytest.mark.parametrize(
    "precision", [AddressPrecision.COMMUNE, AddressPrecision.HIDDEN]
)
def test_an_address_that_is_not_public_is_not_told(client, precision):
    places = belgium()
    where = {"street": "Rue de la Clé 3", "postcode": "7000", "latitude": 50.1234}
    entry = EntryFactory(
        place=places["mons"], precision=precision, longitude=3.95, **where
    )

    text = json.dumps(team(client, entry), ensure_ascii=False)

    for secret in ("Rue de la Clé", "7000", "50.1234", "geo"):
        assert secret not in text


def test_no_name_ends_the_script(client):
    entry = EntryFactory(team__name="</script><script>alert(1)</script>")

    page = client.get(f"/fr/equipes/{entry.team.slug}/")

    assert block_of(page)["name"] == "</script><script>alert(1)</script>"
    assert "</script><script>alert" not in page.text


def test_an_organisation_names_its_teams(client):
    entry = EntryFactory()

    page = client.get(f"/fr/organisations/{entry.team.organisation.slug}/")

    (named,) = block_of(page)["subOrganization"]
    assert named["name"] == entry.team.name


@pytest.mark.parametrize(
    ("country", "number", "register"),
    [("BE", "0123.456.749", "KBO/BCE"), ("FR", "123 456 789", "SIREN/SIRET")],
)
def test_a_company_number_is_that_of_its_country_s_register(
    client, country, number, register
):
    house = EntryFactory().team.organisation
    type(house.network).objects.update(country=country)
    type(house).objects.update(company_number=number)

    told = block_of(client.get(f"/fr/organisations/{house.slug}/"))

    assert (told["identifier"]["name"], told["identifier"]["value"]) == (
        register,
        number,
    )

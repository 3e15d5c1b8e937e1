import pytest

from entrepairs.directory.tests.factories import EntryFactory, belgium

pytestmark = pytest.mark.django_db

SUGGEST = "/fr/equipes/suggestions.html"


def test_a_place_is_proposed_as_it_is_typed(client):
    belgium()

    options = client.get(SUGGEST, {"near": "mon"})

    assert 'role="option"' in options.text
    assert 'data-value="Mons (Hainaut)"' in options.text


def test_what_is_proposed_is_understood(client):
    places = belgium()
    entry = EntryFactory(place=places["mons"])

    page = client.get("/fr/equipes/", {"near": "Mons (Hainaut)"})

    assert entry.team.slug in page.text
    assert 'data-tone="warning"' not in page.text


def test_a_team_is_proposed_with_its_page(client):
    entry = EntryFactory(team__name="Le Comptoir des Quais")

    options = client.get(SUGGEST, {"q": "compt"})

    assert f'data-href="/fr/equipes/{entry.team.slug}/"' in options.text


def test_a_former_team_is_not_proposed_and_takes_nobody_s_place(client):
    for number in range(9):
        EntryFactory(team__name=f"Comptoir {number}", life="former")
    EntryFactory(team__name="Comptoir des Quais")

    options = client.get(SUGGEST, {"q": "compt"})

    assert "Comptoir des Quais" in options.text
    assert options.text.count("Comptoir") == options.text.count("Comptoir des Quais")


@pytest.mark.parametrize("typed", ["", " ", "\0", "x" * 5000, "%", "'; --"])
def test_nothing_to_propose_is_no_error(client, typed):
    for field in ("q", "near"):
        options = client.get(SUGGEST, {field: typed})

        assert options.status_code == 200 and "<li" not in options.text


def test_markup_in_a_name_stays_text(client):
    EntryFactory(team__name="<b>Quai</b> <script>")

    options = client.get(SUGGEST, {"q": "quai"})

    assert "<b>" not in options.text and "<script>" not in options.text

from datetime import date, timedelta

import pytest
from django.utils import timezone, translation

from entrepairs.directory.imports import parsing
from entrepairs.directory.imports.parsing import BadCell
from entrepairs.directory.imports.placing import address_of, with_lost_zero


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2015-04-30", date(2015, 4, 30)),
        ("2015-04-30 10:00", date(2015, 4, 30)),
        ("30/04/2015", date(2015, 4, 30)),
        ("30.4.15", date(2015, 4, 30)),
        ("04/30/2015", date(2015, 4, 30)),
        ("42124", date(2015, 4, 30)),
        ("04/2015", date(2015, 4, 1)),
        ("April 2015", date(2015, 4, 1)),
        ("30 avril 2015", date(2015, 4, 30)),
        ("1er août 2015", date(2015, 8, 1)),
        ("3 maart 2015", date(2015, 3, 3)),
        ("5. Mai 2015", date(2015, 5, 5)),
        ("2015", date(2015, 1, 1)),
    ],
)
def test_dates_are_understood_as_people_write_them(text, day):
    assert parsing.day_of(text) == day


@pytest.mark.parametrize("text", ["bientôt", "31/02/2015", "2015-13-01", "99/99/9999"])
def test_what_is_no_date_is_told(text):
    with pytest.raises(BadCell, match="not a date"):
        parsing.day_of(text)


def test_nobody_checked_a_team_tomorrow():
    tomorrow = timezone.localdate() + timedelta(days=1)

    with pytest.raises(BadCell, match="to come"):
        parsing.day_of(tomorrow.isoformat())


@pytest.mark.parametrize(
    ("text", "country", "number"),
    [
        ("327092200", "FR", "03 27 09 22 00"),
        ("825341263", "FR", "08 25 34 12 63"),
        ("475123456", "BE", "0475123456"),
        ("65123456", "BE", "065123456"),
        ("050/36.91.11", "BE", "050/36.91.11"),
        ("+33 3  27 14 05 28", "FR", "+33 3 27 14 05 28"),
        ("0032 65 12 34 56", "BE", "+32 65 12 34 56"),
        ("3646", "FR", "3646"),
        ("03 20 40 47 47 / 03 20 40 47 99 (fax)", "FR", "03 20 40 47 47"),
        ("Tél : 065 12 34 56", "BE", "065 12 34 56"),
        ("327092200", "BE", "327092200"),
    ],
)
def test_telephones_get_their_zero_back_only_where_it_was_surely_lost(
    text, country, number
):
    assert parsing.phone_of(text, country)[0] == number


def test_an_address_of_a_person_is_told_from_one_of_a_house():
    assert parsing.looks_personal("marie.dupont@exemple.be")
    assert parsing.looks_personal("j.peeters@exemple.be")
    assert not parsing.looks_personal("info@exemple.be")
    assert not parsing.looks_personal("plateforme.repit@exemple.be")


def test_a_web_address_may_lack_its_beginning_or_be_the_first_of_a_list():
    assert parsing.website_of("www.exemple.be") == "https://www.exemple.be"
    assert parsing.website_of("http://a.be, http://b.be") == "http://a.be"
    with pytest.raises(BadCell):
        parsing.website_of("javascript:alert(1)")


def test_coordinates_take_a_comma_and_stay_on_earth():
    assert parsing.degrees_of("50,45", 90) == 50.45
    with pytest.raises(BadCell):
        parsing.degrees_of("950,45", 90)
    with pytest.raises(BadCell):
        parsing.degrees_of("nan", 90)


@pytest.mark.parametrize("text", ["", "-", "néant", "N/A", "?", "Geen", " / "])
def test_a_cell_that_says_nothing_is_blank(text):
    assert parsing.filled(text) == ""


@pytest.mark.parametrize(
    ("street", "postcode", "locality", "found"),
    [
        ("", "", "1030 Schaerbeek", ("", "1030", "Schaerbeek", "")),
        ("rue Haute 5, 7000 Mons", "", "", ("rue Haute 5", "7000", "Mons", "")),
        ("", "B-7000", "Mons", ("", "7000", "Mons", "BE")),
        ("", "59033", "LILLE CEDEX 2", ("", "59033", "LILLE", "")),
    ],
)
def test_an_address_is_taken_apart(street, postcode, locality, found):
    assert address_of(street, postcode, locality, "") == found


def test_a_french_postcode_gets_its_zero_back():
    assert with_lost_zero("2100", "FR") == "02100"
    assert with_lost_zero("2100", "BE") == "2100"

from datetime import UTC, date, datetime, time

import pytest
from django.utils.translation import override

from entrepairs.ui.templatetags.ui import day, dial, km, language_name, nbsp, when

SPACE = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("fr", "24~novembre 2026"),
        ("nl", "24~november 2026"),
        ("de", "24.~November 2026"),
        ("en", "24~November 2026"),
    ],
)
def test_a_date_is_told_as_the_language_does(language, told):
    with override(language):
        assert when(date(2026, 11, 24)) == told.replace("~", SPACE)


def test_the_first_of_a_month_has_its_own_word_in_french():
    with override("fr"):
        assert when(date(2026, 12, 1)) == f"1er{SPACE}décembre 2026"


def test_a_weekday_may_be_told():
    with override("fr"):
        assert when(date(2026, 11, 24), "weekday") == f"mardi 24{SPACE}novembre 2026"
    with override("de"):
        told = f"Dienstag, 24.{SPACE}November 2026"
        assert when(date(2026, 11, 24), "weekday") == told


@pytest.mark.parametrize(
    ("language", "value", "told"),
    [
        ("fr", time(14, 30), "14~h~30"),
        ("fr", time(9), "9~h"),
        ("nl", time(14, 30), "14.30~uur"),
        ("de", time(14), "14~Uhr"),
        ("en", time(14, 30), "14:30"),
    ],
)
def test_a_time_is_told_as_the_language_does(language, value, told):
    with override(language):
        assert when(value) == told.replace("~", SPACE)


def test_a_moment_is_told_in_the_site_s_time_zone():
    moment = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)

    with override("fr"):
        assert when(moment) == f"2{SPACE}juillet 2026, 0{SPACE}h{SPACE}30"
        assert day(moment) == f"2{SPACE}juillet 2026"


def test_nothing_is_told_of_no_date():
    assert when(None) == day(None) == km(None) == ""


@pytest.mark.parametrize(
    ("language", "value", "told"),
    [
        ("fr", 2.13, "2,1~km"),
        ("en", 2.13, "2.1~km"),
        ("fr", 9.96, "10~km"),
        ("fr", 132.7, "133~km"),
    ],
)
def test_a_distance_is_told_as_the_language_does(language, value, told):
    with override(language):
        assert km(value) == told.replace("~", SPACE)


def test_french_punctuation_stays_with_its_word():
    assert nbsp("« Oui » : non ?") == "«~Oui~»~: non~?".replace("~", SPACE)


def test_a_number_is_dialled_by_its_digits():
    assert dial("+32 (0)2 227.52 52") == "+32022275252"
    assert dial("[à compléter]") == ""


def test_a_language_has_its_name_in_the_reader_s():
    with override("fr"):
        assert language_name("nl").lower() == "néerlandais"
    assert language_name("tlh") == "tlh"

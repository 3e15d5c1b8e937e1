import pytest
from hypothesis import given
from hypothesis import strategies as st

from entrepairs.organisations.models import Network
from entrepairs.ui.brand import (
    DARK,
    ENOUGH,
    LIGHT,
    Brand,
    contrast,
    parse,
    readable,
    written,
)

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def test_black_on_white_is_twenty_one_to_one():
    assert contrast(parse("#000000"), parse("#ffffff")) == pytest.approx(21)


@given(colours)
def test_any_colour_is_made_readable_on_paper_and_on_card(colour):
    for surfaces in (LIGHT, DARK):
        shown = parse(readable(colour, surfaces))

        assert all(contrast(shown, parse(s)) >= ENOUGH - 0.05 for s in surfaces)


def test_a_colour_that_is_readable_stays():
    assert readable("#0e5a57", LIGHT) == "#0e5a57"
    assert written(parse("#0e5a57")) == "#0e5a57"


def test_a_network_without_a_colour_has_no_style_sheet():
    assert Brand.of(Network(code="plain")) is None


def test_one_colour_serves_both_themes():
    brand = Brand.of(Network(code="north", accent_light="#7a1f5c"))

    assert brand is not None
    assert brand.light == "#7a1f5c"
    assert brand.dark != brand.light
    assert f"light-dark({brand.light},{brand.dark})" in brand.css


def test_the_address_changes_with_the_colour():
    one = Brand.of(Network(code="north", accent_light="#7a1f5c"))
    other = Brand.of(Network(code="north", accent_light="#1f3c7a"))

    assert one.mark != other.mark

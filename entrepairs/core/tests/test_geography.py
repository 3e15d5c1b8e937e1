import pytest
from hypothesis import given
from hypothesis import strategies as st

from entrepairs.core.geography import (
    GRID_BITS,
    MERCATOR_LIMIT,
    Position,
    chord_squared,
    grid,
    km_between,
    km_of_chord_squared,
    position_of_grid,
)

BRUSSELS = Position(50.8466, 4.3528)
LIEGE = Position(50.6451, 5.5736)
QUEBEC = Position(46.8131, -71.2075)

positions = st.builds(
    Position,
    st.floats(-MERCATOR_LIMIT + 0.01, MERCATOR_LIMIT - 0.01),
    st.floats(-179.99, 179.99),
)


@pytest.mark.parametrize(
    ("one", "other", "km"),
    [(BRUSSELS, LIEGE, 89), (BRUSSELS, QUEBEC, 5_303), (LIEGE, LIEGE, 0)],
)
def test_distance_is_that_of_a_great_circle(one, other, km):
    assert km_between(one, other) == pytest.approx(km, rel=0.02, abs=0.001)


@given(positions, positions)
def test_distance_is_the_same_both_ways(one, other):
    assert km_between(one, other) == pytest.approx(km_between(other, one), abs=1e-6)


@given(st.floats(0, 20_000))
def test_a_radius_in_km_and_its_chord_are_the_same_thing(km):
    assert km_of_chord_squared(chord_squared(km)) == pytest.approx(km, abs=0.01)


@given(positions)
def test_a_cell_of_the_grid_leads_back_to_its_place(position):
    x, y = grid(position)

    back = position_of_grid(x + 0.5, y + 0.5)

    assert km_between(position, back) < 0.005


def test_the_poles_stay_on_the_map():
    size = 1 << GRID_BITS

    x, y = grid(Position(90, 180))
    assert x == size - 1
    assert y == pytest.approx(0, abs=32)
    x, y = grid(Position(-90, -180))
    assert x == 0
    assert y == pytest.approx(size, abs=32)

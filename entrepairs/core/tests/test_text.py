import pytest
from hypothesis import given
from hypothesis import strategies as st

from entrepairs.core.text import fold


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Liège", "liege"),
        ("SAINT-GILLES", "saint gilles"),
        ("l’écoute", "l ecoute"),
        ("cœur", "coeur"),
        ("Straße", "strasse"),
        ("  À   demi_mot!  ", "a demi mot"),
        ("ﬁn", "fin"),
        ("", ""),
        ("…", ""),
    ],
)
def test_case_accents_and_punctuation_do_not_matter(typed, folded):
    assert fold(typed) == folded


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)

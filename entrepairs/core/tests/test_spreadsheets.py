import pytest

from entrepairs.core.spreadsheets import neutral


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "|", "%", "\t", "\r", "\n"])
def test_what_looks_like_a_formula_becomes_text(start):
    assert neutral(f"{start}SUM(A1)") == f"'{start}SUM(A1)"


@pytest.mark.parametrize("text", ["+32 2 123 45 67", "-3,5", "a=b"])
def test_numbers_to_dial_and_words_stay_as_they_are(text):
    assert neutral(text) == text

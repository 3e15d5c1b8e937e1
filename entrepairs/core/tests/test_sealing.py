import pytest
from django.apps import apps
from django.conf import settings
from django.db.models import EmailField

from entrepairs.core import sealing
from entrepairs.core.sealed import Sealed


@pytest.fixture
def keys(tmp_path, settings):
    """A file of keys of this test; calling it replaces them."""
    file = tmp_path / "sealing"
    settings.SEALING_KEYS, settings.SEALING_KEYS_FILE = [], file

    def write(*texts):
        sealing.write_keys(file, list(texts))

    write(sealing.new_key())
    return write


def opened(sealed, place="a.b.c"):
    return sealing.unseal(sealed, place=place).decode()


@pytest.mark.parametrize("text", ["a", "à l’aube\n", "x" * 31, "x" * 32, "\0\1\0", ""])
def test_what_is_sealed_opens_again(keys, text):
    sealed = sealing.seal(text.encode(), place="a.b.c")

    assert opened(sealed) == text
    assert sealing.mark_of(sealed) == sealing.keyring().current


def test_the_same_text_looks_different_each_time(keys):
    assert len({sealing.seal(b"ada", place="a.b.c") for _ in range(50)}) == 50


def test_the_same_address_looks_the_same_in_its_column_and_otherwise_elsewhere(keys):
    here = sealing.seal_alike(b"ada@x.example", place="people.person.email")

    assert here == sealing.seal_alike(b"ada@x.example", place="people.person.email")
    assert here != sealing.seal_alike(b"ada@x.example", place="other.table.email")


def test_the_length_of_an_address_does_not_tell_whose_it_is(keys):
    short, longer = (
        sealing.seal_alike(address, place="a.b.c")[0]
        for address in (b"a@x.be", b"someone.longer@x.example")
    )

    assert len(short) == len(longer)


def test_what_was_moved_to_another_column_does_not_open(keys):
    sealed = sealing.seal(b"ada", place="people.person.note")

    with pytest.raises(sealing.SealBroken, match="was changed"):
        opened(sealed, place="people.person.other")


def test_what_was_changed_does_not_open(keys):
    sealed = sealing.seal(b"ada", place="a.b.c")
    changed = sealed[:-6] + ("A" if sealed[-6] != "A" else "B") + sealed[-5:]

    with pytest.raises(sealing.SealBroken):
        opened(changed)


def test_an_old_key_opens_and_the_first_one_seals(keys):
    old, new = sealing.new_key(), sealing.new_key()
    keys(old)
    before = sealing.seal(b"ada", place="a.b.c")

    keys(new, old)

    assert opened(before) == "ada"
    assert sealing.mark_of(sealing.seal(b"ada", place="a.b.c")) == (
        sealing.mark_of_key(new)
    )


def test_new_keys_are_seen_without_a_restart(keys):
    before = sealing.seal(b"ada", place="a.b.c")

    keys(sealing.new_key())

    with pytest.raises(sealing.SealBroken, match="Put that key back") as raised:
        opened(before)
    assert sealing.mark_of(before) in str(raised.value)
    assert "ada" not in str(raised.value)


def test_missing_keys_say_where_they_belong(keys):
    settings.SEALING_KEYS_FILE.unlink()

    with pytest.raises(sealing.BadKeys, match="Put it back from your backup") as raised:
        sealing.seal(b"ada", place="a.b.c")
    assert str(settings.SEALING_KEYS_FILE) in str(raised.value)


@pytest.mark.parametrize("text", ["", "# only a remark", "short", "é" * 88])
def test_a_file_without_a_usable_key_is_refused_with_its_name(keys, text):
    keys(text)

    with pytest.raises(sealing.BadKeys, match="sealing"):
        sealing.keyring()


def test_the_environment_goes_before_the_file(keys, settings):
    key = sealing.new_key()

    settings.SEALING_KEYS = [key]

    assert sealing.keyring().marks == [sealing.mark_of_key(key)]


def test_only_their_owner_reads_the_keys(keys):
    assert settings.SEALING_KEYS_FILE.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "text", ["deadbeef.jean@asbl.example", "deadbeef.", "x", "deadbeef.abc", ""]
)
def test_a_plain_text_is_not_taken_for_a_sealed_one(text):
    assert sealing.mark_of(text) == ""


PUBLIC = {
    "organisations.Network": "of the house, on every page",
    "organisations.Organisation": "of the house, never of one person",
    "directory.Entry": "published with the team",
    "directory.VerificationLink": "the published one, as it was written to",
    "account.EmailAddress": "a table of allauth that we leave empty",
}


def test_an_address_of_a_person_is_sealed_or_public_for_a_reason():
    plain = {
        model._meta.label
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.local_fields
        if isinstance(field, EmailField) and not isinstance(field, Sealed)
    }

    assert plain == set(PUBLIC)

import subprocess
from io import StringIO
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import FieldError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.forms import modelform_factory

from entrepairs.core import resealing, sealing
from entrepairs.people.models import Person
from entrepairs.people.signin.adapter import PLACE

pytestmark = pytest.mark.django_db
ADDRESS = "maya.lenoir@troisfils.example"


@pytest.fixture(autouse=True)
def keys(tmp_path, settings):
    """Keys of this test alone; calling it replaces them."""
    file = tmp_path / "sealing"
    settings.SEALING_KEYS, settings.SEALING_KEYS_FILE = [], file

    def write(*texts):
        sealing.write_keys(file, list(texts))

    write(sealing.new_key())
    return write


def stored(person):
    with connection.cursor() as cursor:
        cursor.execute("SELECT email FROM people_person WHERE id = %s", [person.pk])
        return cursor.fetchone()[0]


def rotate(*words):
    out = StringIO()
    call_command("rotate_keys", *words, stdout=out)
    return out.getvalue()


@pytest.mark.parametrize(
    "written",
    [ADDRESS, " Maya.Lenoir@TroisFils.Example. ", "ｍaya.lenoir@troisfils.example"],
)
@pytest.mark.parametrize("lookup", ["email", "email__exact", "email__iexact"])
def test_a_person_is_found_by_the_address_in_whatever_spelling(written, lookup):
    person = Person.objects.create_user(ADDRESS)

    assert Person.objects.get(**{lookup: written}) == person
    assert not Person.objects.filter(**{lookup: f"x{ADDRESS}"}).exists()


def test_persons_are_found_by_a_list_of_addresses():
    found = {Person.objects.create_user(f"p{number}@x.example") for number in (1, 2)}
    Person.objects.create_user("other@x.example")

    written = ["P1@X.example", "p2@x.example", None, "nobody@x.example"]

    assert set(Person.objects.filter(email__in=written)) == found
    assert not Person.objects.filter(email__in=[]).exists()
    assert not Person.objects.exclude(email__in=written).filter(email="p1@x.example")


def test_persons_without_address_are_found_as_such():
    nobody = [Person.objects.create_user(called="Lou") for _ in range(2)]
    Person.objects.create_user(ADDRESS)

    assert list(Person.objects.filter(email=None)) == nobody
    assert list(Person.objects.filter(email__isnull=True)) == nobody


@pytest.mark.parametrize(
    "question",
    ["icontains", "startswith", "gt", "regex", "lower", "contains", "endswith"],
)
def test_what_a_sealed_address_cannot_answer_says_so(question):
    with pytest.raises(FieldError, match="sealed"):
        Person.objects.filter(**{f"email__{question}": "maya"}).exists()


@pytest.mark.parametrize("lookup", ["email", "email__in"])
def test_a_sealed_address_is_compared_with_values_only(lookup):
    other = F("called") if lookup == "email" else Person.objects.values("called")

    with pytest.raises(FieldError, match="values only"):
        Person.objects.filter(**{lookup: other}).exists()


def test_it_is_read_as_it_was_written_on_every_way():
    person = Person.objects.create_user(ADDRESS)

    assert Person.objects.get(pk=person.pk).email == ADDRESS
    assert list(Person.objects.values_list("email", flat=True)) == [ADDRESS]
    person.email = "new@x.example"
    Person.objects.bulk_update([person], ["email"])
    assert Person.objects.get(email="new@x.example") == person
    Person.objects.filter(pk=person.pk).update(email="Other@x.example")
    assert Person.objects.get(pk=person.pk).email == "other@x.example"
    assert sealing.mark_of(stored(person))


def test_an_address_is_held_by_one_person_only():
    Person.objects.create_user(ADDRESS)
    form = modelform_factory(Person, fields=["email"])({"email": ADDRESS.upper()})

    assert "email" in form.errors
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.create_user(ADDRESS.upper())


def test_an_address_stays_unique_while_keys_are_replaced():
    Person.objects.create_user(ADDRESS)
    resealing.add_key()

    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.create_user(ADDRESS)
    Person.objects.get(email=ADDRESS).save()  # oneself is no double


def test_a_raw_copy_of_the_database_shows_no_address(tmp_path):
    person = Person.objects.create_user(ADDRESS)
    Person.objects.bulk_create([Person(email="second.marker@x.example")])

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM people_person")
        rows = repr(cursor.fetchall())

    assert sealing.mark_of(stored(person))
    for part in ("maya", "lenoir", "second.marker", "x.example", "troisfils"):
        assert part not in rows.lower()


@pytest.mark.django_db(transaction=True)
def test_the_file_or_dump_of_the_database_shows_no_address(settings):
    Person.objects.create_user(ADDRESS)

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            raw = Path(connection.settings_dict["NAME"]).read_bytes()
        else:
            parts = connection.get_connection_params()
            words = ["pg_dump", "--data-only", parts["dbname"], "-U", parts["user"]]
            words += ["-h", parts["host"], "-p", str(parts.get("port", 5432))]
            raw = subprocess.run(words, capture_output=True, check=True).stdout

    assert b"people_person" in raw
    assert b"maya" not in raw.lower() and b"troisfils.example" not in raw.lower()


def test_new_keys_seal_everything_anew_and_the_old_can_go(settings):
    people = [Person.objects.create_user(f"p{number}@x.example") for number in range(7)]
    nobody = Person.objects.create_user(called="Lou")
    before = {stored(person) for person in people}
    old = sealing.keyring().current

    told = rotate()

    assert "people.person.email: 7 sealed anew" in told
    assert {sealing.mark_of(stored(p)) for p in people} == {sealing.keyring().current}
    assert before.isdisjoint(stored(person) for person in people)
    assert stored(nobody) is None
    assert old in sealing.keyring().marks
    rotate("--drop-old")
    assert old not in sealing.keyring().marks
    assert Person.objects.get(email="P3@x.example") == people[3]


def test_replacing_keys_twice_adds_one_key():
    Person.objects.create_user(ADDRESS)

    rotate()
    rotate()

    assert len(sealing.keyring().marks) == 2
    assert resealing.waiting() == {}


def test_a_stopped_replacement_goes_on(monkeypatch):
    monkeypatch.setattr(resealing, "BATCH", 2)
    people = [Person.objects.create_user(f"p{number}@x.example") for number in range(7)]
    resealing.add_key()
    column = next(c for c in resealing.columns() if str(c) == "people.person.email")
    next(resealing.reseal(column))

    found = [Person.objects.get(email=person.email) for person in people]
    waiting = resealing.waiting()[column]
    sizes = list(resealing.reseal(column))

    assert found == people
    assert waiting == 5 and sizes == [2, 2, 1]


def test_what_changes_while_keys_are_replaced_is_not_undone():
    person = Person.objects.create_user(ADDRESS)
    column = next(c for c in resealing.columns() if str(c) == "people.person.email")
    before = stored(person)
    Person.objects.filter(pk=person.pk).update(email="new@x.example")

    assert not column.replace(person.pk, stored=before, by="x")
    assert Person.objects.get(pk=person.pk).email == "new@x.example"


def test_old_keys_stay_while_a_row_needs_them():
    Person.objects.create_user(ADDRESS)
    resealing.add_key()

    with pytest.raises(CommandError, match=r"people\.person\.email: 1"):
        rotate("--drop-old")
    assert len(sealing.keyring().marks) == 2


def test_keys_of_the_environment_are_replaced_by_hand(settings):
    Person.objects.create_user(ADDRESS)
    old, new = sealing.keyring().texts[0], sealing.new_key()
    settings.SEALING_KEYS = [old]
    with pytest.raises(CommandError, match="Write a new one before"):
        rotate()

    settings.SEALING_KEYS = [new, old]
    rotate()

    settings.SEALING_KEYS = [new]
    assert Person.objects.get().email == ADDRESS


def test_a_start_without_the_right_keys_says_what_to_do(keys):
    assert resealing.unopenable() == ""
    person = Person.objects.create_user(ADDRESS)
    mark = sealing.mark_of(stored(person))

    keys(sealing.new_key())

    told = resealing.unopenable()
    assert "people.person.email" in told and mark in told and "backup" in told
    with pytest.raises(sealing.SealBroken, match=mark):
        Person.objects.get()


def test_secrets_of_second_factors_are_sealed_anew_with_the_rest():
    person = Person.objects.create_user(ADDRESS)
    old = sealing.keyring().current
    secret = sealing.seal(b"JBSWY3DPEHPK3PXP", place=PLACE)
    factor = Authenticator.objects.create(
        user=person, type="totp", data={"secret": secret, "other": 1}
    )
    Authenticator.objects.create(user=person, type="webauthn", data={"name": "x"})

    rotate()
    rotate("--drop-old")

    factor.refresh_from_db()
    assert factor.data["other"] == 1 and not factor.data["secret"].startswith(old)
    assert sealing.unseal(factor.data["secret"], place=PLACE) == b"JBSWY3DPEHPK3PXP"

"""
A marker in every text field of every declared kind, in files, index and exports: after
the erasure it is nowhere. A new kind takes part by its example.
"""

import logging
from base64 import b64decode
from pathlib import Path
from types import SimpleNamespace

import pytest
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.core.files.base import ContentFile
from django.db import connection, models
from django.urls import reverse
from django.utils import timezone

from entrepairs.core.personal import Subject, kinds
from entrepairs.directory.actions import publish_listing
from entrepairs.directory.tests.factories import EntryFactory
from entrepairs.organisations.actions import network_for
from entrepairs.people.models import Membership, Person, UnnamedStaff
from entrepairs.people.rights import Rights
from entrepairs.people.roles import Role
from entrepairs.people.tests.examples import a_person
from entrepairs.people.tests.factories import HouseFactory, PersonFactory, role_of
from entrepairs.people.tests.signed_in import as_person
from entrepairs.privacy.exports import export_people
from entrepairs.privacy.models import Export, ExportFormat
from entrepairs.privacy.rights import asking, erasing, gathering
from entrepairs.privacy.tests.test_terms import EXAMPLES

pytestmark = pytest.mark.django_db
MARK = "zwlmarkx"
EMAIL = f"{MARK}@example.org"
TEXTS = (models.CharField, models.TextField, models.JSONField, models.FileField)
WORDLESS = {  # nothing can be planted: numbers, days, secrets and words of ours
    *("people.factors", "people.links", "people.looks", "people.sessions"),
    *("people.unnamed", "privacy.changes", "privacy.editing", "privacy.journal"),
}
OURS = {("privacy.JournalDone", "line")}  # a text that people do not write
SPARED = {"privacy.Consent", "privacy_consent"}  # proof, three years, as it is told


def a_key(start):
    return Authenticator.objects.create(user=a_person(), type="totp", data={})


def an_unnamed(start):
    return UnnamedStaff.objects.create(person=a_person(), organisation=HouseFactory())


def some_tastes(start):
    return apps.get_model("wagtailusers.UserProfile").objects.create(user=a_person())


def an_entry(start):
    return EntryFactory()


WITHOUT_TERM = {
    "directory.contacts": an_entry,
    "people.factors": a_key,
    "people.unnamed": an_unnamed,
    "privacy.tastes": some_tastes,
}
MADE = {**EXAMPLES, **WITHOUT_TERM}


@pytest.fixture(autouse=True)
def own_places(settings, tmp_path):
    settings.DATA = tmp_path
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.JOURNAL_FILE = tmp_path / "journal" / "erasures"


@pytest.fixture
def house():
    return HouseFactory(network=network_for(""))


def planted(field, value):
    """What a text of that field may hold of somebody: nothing where none fits."""
    if (field.model._meta.label, field.name) in {*gathering.SECRETS, *OURS}:
        return None
    if field.choices:
        return None
    if isinstance(field, models.JSONField):
        inside = [f"Écrire à {EMAIL}.", {"e-mail": [EMAIL.upper()], EMAIL: 1}]
        return {"x": inside} if isinstance(value, dict) else inside
    if isinstance(field, models.EmailField):
        return EMAIL
    text = f"Écrire à {EMAIL}."
    fits = isinstance(field, TEXTS) and len(text) <= (field.max_length or 10_000)
    return text if fits and not isinstance(field, models.FileField) else None


def plant(kind, person):
    """
    Rows of one kind: one by each way to the person, and one that names nobody. In rows
    of others the address stands where it is looked for; in one's own, everywhere.
    """
    model = apps.get_model(kind.model)
    if model is Person:
        return  # planted already
    fields = [model._meta.get_field(name) for name in kind.fields]
    ways = [field.name for field in fields if field.related_model is Person]
    searched = {text for trace in kind.traces for text in trace.texts}
    for way in [*ways, None]:
        row = MADE[kind.name](timezone.now())
        one = model._base_manager.filter(pk=row.pk)
        if way:
            one.update(**{way: person})
        theirs = kind.about(Subject(person)).filter(pk=row.pk).exists()
        everywhere = theirs or not (ways or searched)
        values = {f.name: planted(f, getattr(row, f.attname)) for f in fields}
        one.update(
            **{
                name: value
                for name, value in values.items()
                if value is not None and (everywhere or name in searched)
            }
        )


def plant_files(client, person, house):
    """What is not a field of a row: media, index, export, session, mail, log."""
    profiles = apps.get_model("wagtailusers.UserProfile").objects
    profile, _made = profiles.get_or_create(user=person)
    profile.avatar.save(f"{MARK}.png", ContentFile(MARK.encode()))
    entry = EntryFactory(email=EMAIL)
    publish_listing([entry.pk])
    role_of(person, Role.PEER, house)
    Membership.objects.filter(person=person).update(called=MARK)
    staff = role_of(PersonFactory(), Role.ADMINISTRATOR, house).person
    export_people(
        SimpleNamespace(user=staff, rights=Rights(staff)),
        house=house,
        reason="Inviter à l’assemblée",
        format=ExportFormat.CSV,
        with_addresses=True,
    )
    as_person(client, person, factor=True)
    client.get(reverse("space:home"))
    told = {"network": network_for(""), "language": "fr", "asked_from": "192.0.2.1"}
    asking.ask(EMAIL, address=lambda token: f"https://x.example/{token}/", **told)


def opened():
    """Each value of each row of each model, sealed ones opened."""
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy:
            for row in model._base_manager.values():
                yield from ((model._meta.label, str(value)) for value in row.values())


def raw():
    """Each value of each table, those of the search index too."""
    with connection.cursor() as cursor:
        for name in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(name)}")  # noqa: S608
            for row in cursor.fetchall():
                yield from ((name, str(value)) for value in row)


def found():
    values = [*opened(), *raw()]
    return {where for where, value in values if MARK in value.casefold()}


def files(folder: Path):
    return {
        str(file)
        for file in folder.rglob("*")
        if file.is_file()
        and (MARK in file.name or MARK.encode() in file.read_bytes().lower())
    }


def test_every_kind_has_something_to_plant():
    missing = {kind.name for kind in kinds()} - MADE.keys()

    assert not missing, f"write how to make a row in WITHOUT_TERM: {missing}"


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.name)
def test_nothing_of_a_kind_is_left(kind):
    person = PersonFactory(email=EMAIL, called=MARK)
    plant(kind, person)
    before = found()
    if kind.model != "people.Person":
        before -= {"people.Person", "people_person"}

    erasing.erase(gathering.subject_of(email=EMAIL), network=network_for(""))

    assert before or kind.name in WORDLESS
    assert found() <= (SPARED if kind.spared else set())


def test_nothing_is_left_in_database_files_index_queue_and_logs(
    client, house, caplog, tmp_path
):
    caplog.set_level(logging.DEBUG, logger="entrepairs")
    person = PersonFactory(email=EMAIL, called=MARK)
    plant_files(client, person, house)
    before, kept, taken = found(), files(tmp_path), Export.objects.get()

    subject = gathering.subject_of(email=EMAIL)
    receipt = erasing.erase(subject, network=network_for(""))

    assert {"directory.Entry", "mail.OutgoingMail", "people.Membership"} <= before
    assert len(kept) == 1
    assert MARK.encode() in b64decode(taken.content)
    taken.refresh_from_db()
    assert taken.content == ""
    assert found() == set()
    assert files(tmp_path) == set()
    assert MARK not in caplog.text.casefold()
    assert receipt.receipt.startswith("R-")
    assert client.get(reverse("space:home")).status_code == 302


@pytest.mark.skipif(connection.vendor != "sqlite", reason="a dump of SQLite")
def test_a_dump_does_not_tell_either(client, house):
    person = PersonFactory(email=EMAIL, called=MARK)
    plant_files(client, person, house)

    erasing.erase(gathering.subject_of(email=EMAIL), network=network_for(""))

    dump = connection.connection.iterdump()
    assert not [line[:80] for line in dump if MARK in line.casefold()]

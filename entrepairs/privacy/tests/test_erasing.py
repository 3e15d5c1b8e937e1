"""Whose rows are told and erased; what is shared stays, without the trace."""

import json

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.base_session import AbstractBaseSession
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.utils import timezone

from entrepairs.core.naming import Naming
from entrepairs.core.personal import kind_named, kinds
from entrepairs.directory.models import EntryText
from entrepairs.directory.tests.factories import EntryFactory
from entrepairs.importing import actions
from entrepairs.importing.models import Row, Run
from entrepairs.importing.tests.examples import a_run
from entrepairs.organisations.actions import network_for
from entrepairs.organisations.models import Network
from entrepairs.people.models import Look, OpenSession, Person, today
from entrepairs.people.roles import Role
from entrepairs.people.tests.factories import HouseFactory, PersonFactory, role_of
from entrepairs.privacy import exports
from entrepairs.privacy.models import Change, Export, RequestState, RightsRequest
from entrepairs.privacy.rights import erasing, gathering
from entrepairs.privacy.tests.examples import a_page, an_approval

pytestmark = pytest.mark.django_db
MINE, ANNA = "a@b.be", "anna@b.be"


@pytest.fixture(autouse=True)
def own_places(settings, tmp_path):
    settings.JOURNAL_FILE = tmp_path / "journal" / "erasures"
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def lea():
    return PersonFactory(email="lea@example.org", called="Léa")


def erase(email):
    subject = gathering.subject_of(email=email)
    return erasing.erase(subject, network=network_for(""))


def told(email):
    held = gathering.held(gathering.subject_of(email=email), network_for(""))
    return gathering.as_document(held)["held"]


def a_row(run=None, **fields):
    return Row.objects.create(run=run or a_run(timezone.now()), number=1, **fields)


def a_version(person=None, **content):
    model = ContentType.objects.get_for_model(Network)
    return apps.get_model("wagtailcore.Revision").objects.create(
        content_type=model,
        base_content_type=model,
        object_id=str(network_for("").pk),
        user=person,
        object_str="Home",
        content=content,
    )


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ("a@b.be", True),
        ("Write to A@B.be.", True),
        ("<a@b.be>, or (a@b.be)", True),
        ("mailto:a@b.be", True),
        ("to=a%40b.be&x=1", True),
        ("text=Write+a%40b.be%0A", True),
        ("anna@b.be", False),
        ("x.a@b.be x+a@b.be x-a@b.be", False),
        ("a@b.be.example.org", False),
        ("a@b.berlin a@b.be-x", False),
        ("to=x%2Ba%40b.be", False),
        ("to=x+%C3%BCa%40b.be", False),
    ],
)
def test_an_address_is_found_whole_and_never_inside_of_another(text, stands):
    assert Naming("a@b.be").stands_in(text) == stands
    assert (Naming("a@b.be").without(text) != text) == stands


@pytest.mark.parametrize(
    "text", ["jürgen@exämple.be", "JÜRGEN@EXÄMPLE.BE", "jürgen@xn--exmple-cua.be"]
)
def test_an_address_with_letters_of_elsewhere_is_found_however_it_is_kept(text):
    row = a_row(cells=["Jürgen", f"courriel {text}"])

    found = Naming("jürgen@exämple.be").among(Row.objects.all(), "cells")

    assert found == [row]


def test_a_visitor_reads_and_erases_nothing_of_whose_address_ends_alike():
    run = a_run(timezone.now())
    Run.objects.filter(pk=run.pk).update(sheets=[{"samples": [[ANNA]]}])
    row = a_row(run, cells=["Anna", ANNA], title="Anna")

    document = told(MINE)
    erase(MINE)

    assert document == []
    row.refresh_from_db()
    run.refresh_from_db()
    assert row.cells == ["Anna", ANNA]
    assert run.sheets == [{"samples": [[ANNA]]}]


def test_of_a_row_that_names_others_too_only_its_day_is_told_and_the_address_goes():
    row = a_row(cells=["Anna", ANNA, MINE, f"or {MINE}"], title="Anna")

    document = told(MINE)
    erase(MINE)

    row.run.refresh_from_db()
    (kind,) = document
    assert kind["rows"] == [
        {"at": row.run.created_at.isoformat(), "told": "Votre adresse y figure."}
    ]
    assert "Anna" not in json.dumps(document)
    row.refresh_from_db()
    assert row.cells == ["Anna", ANNA, "", "or …"]


def test_a_row_of_a_spreadsheet_about_one_person_is_told_and_goes():
    row = a_row(cells=["Camille", "A@b.be "])

    document = told(MINE)
    erase(MINE)

    assert document[0]["rows"][0]["cells"] == ["Camille", "A@b.be "]
    assert not Row.objects.filter(pk=row.pk).exists()


def test_an_import_that_names_somebody_stays_for_the_others():
    run = a_run(timezone.now())
    sheets = [{"name": "1", "samples": [[MINE, ANNA]], "columns": ["E-mail"]}]
    Run.objects.filter(pk=run.pk).update(sheets=sheets, file_name=f"{MINE} 2026.csv")

    document = told(MINE)
    erase(MINE)

    assert ANNA not in json.dumps(document)
    run.refresh_from_db()
    assert run.rows_erased_at is None
    assert run.sheets[0]["samples"] == [["", ANNA]]
    assert run.file_name == "… 2026.csv"


def test_nobody_is_told_of_a_history_what_it_says_of_others(lea):
    a_version(lea, body=f"Anna: {ANNA}")
    a_version(None, body=f"{lea.email}, {ANNA}")

    text = json.dumps(told(lea.email))

    assert ANNA not in text
    assert text.count("privacy.versions") == 1


def test_what_an_editor_wrote_stays_without_their_name(lea):
    version = a_version(lea, title="Home", by=lea.email)
    page = a_page()
    type(page).objects.filter(pk=page.pk).update(latest_revision=version)
    approval = an_approval(timezone.now())
    type(approval).objects.filter(pk=approval.pk).update(finished_by=lea)
    remark = apps.get_model("wagtailcore.Comment").objects.create(
        page=page, user=lea, text="Hm", contentpath="title"
    )
    reply = apps.get_model("wagtailcore.CommentReply").objects.create(
        comment=remark, user=PersonFactory(), text="Yes"
    )

    erase(lea.email)

    version.refresh_from_db()
    approval.refresh_from_db()
    remark.refresh_from_db()
    reply.refresh_from_db()
    page.refresh_from_db()
    assert (version.user, version.content) == (None, {"title": "Home", "by": ""})
    assert page.latest_revision == version
    assert approval.finished_by is None
    assert remark.user.email is None
    assert (remark.text, reply.text) == ("Hm", "Yes")


def test_the_history_of_the_back_office_keeps_what_was_done_not_by_whom(lea):
    entry = apps.get_model("wagtailcore.ModelLogEntry").objects.create(
        content_type=ContentType.objects.get_for_model(Network),
        object_id="1",
        label=f"Réseau {lea.email}",
        action="wagtail.edit",
        timestamp=timezone.now(),
        user=lea,
    )

    erase(lea.email)

    entry.refresh_from_db()
    assert (entry.user_id, entry.label) == (None, "Réseau …")


def test_whoever_looked_erases_no_trace_of_it(lea):
    looked = PersonFactory()
    look = Look.objects.create(
        person=looked, viewer=lea, role=Role.COORDINATOR, what="record", day=today()
    )
    file = Export.objects.create(
        organisation=HouseFactory(), by=lea, reason="Inviter", format="csv", persons=1
    )
    change = Change.objects.create(
        content_type=ContentType.objects.get_for_model(Person),
        object_pk=str(looked.pk),
        object_id=looked.pk,
        action=1,
        actor=lea,
    )

    erase(lea.email)

    look.refresh_from_db()
    file.refresh_from_db()
    change.refresh_from_db()
    assert (look.viewer, look.person, look.role) == (None, looked, "coordinator")
    assert (file.by, file.reason) == (None, "Inviter")
    assert change.actor is None


def test_looks_at_the_person_go_with_the_person(lea):
    Look.objects.create(person=lea, viewer=PersonFactory(), what="list", day=today())

    erase(lea.email)

    assert not Look.objects.exists()


@pytest.mark.parametrize("is_over", [False, True])
def test_files_that_were_taken_along_with_the_person_in_them_are_closed(lea, is_over):
    house, other = HouseFactory(), HouseFactory()
    role = role_of(lea, Role.PEER, house)
    if is_over:
        type(role).objects.filter(pk=role.pk).update(to_on=role.from_on)
    fields = {"reason": "Inviter", "format": "csv", "persons": 1, "content": "TMOpYQ=="}
    file = Export.objects.create(organisation=house, **fields)
    others = Export.objects.create(organisation=other, **fields)

    erase(lea.email)

    file.refresh_from_db()
    others.refresh_from_db()
    assert (file.content, file.is_open) == ("", False)
    assert others.is_open
    with pytest.raises(exports.Refused):
        exports.file_of(file)


def test_nothing_of_a_file_is_left_once_an_import_is_closed():
    sheets = [
        {
            "name": "Camille",
            "columns": ["Camille", "B"],
            "notes": ["Camille"],
            "samples": [["Camille"], []],
            "rows": 1,
        }
    ]
    run = a_run(timezone.now())
    Run.objects.filter(pk=run.pk).update(sheets=sheets, file_name="camille.csv")
    run.refresh_from_db()

    actions.close(run)

    run.refresh_from_db()
    assert "amille" not in json.dumps([run.sheets, run.file_name, run.error])
    assert len(run.sheets[0]["columns"]) == len(run.sheets[0]["samples"]) == 2


@pytest.mark.parametrize("by_the_night", [False, True])
def test_the_picture_of_an_account_goes_with_it(lea, tmp_path, by_the_night):
    profiles = apps.get_model("wagtailusers.UserProfile").objects
    profile = profiles.create(user=lea)
    profile.avatar.save("lea.png", ContentFile(b"x"))
    assert list((tmp_path / "media").rglob("*.png"))

    if by_the_night:
        kind_named("people.account").dispose([lea.pk])
    else:
        erase(lea.email)

    assert not list((tmp_path / "media").rglob("*.png"))


def test_texts_of_others_with_the_address_wait_for_somebody_to_look(lea):
    text = EntryText.objects.create(
        entry=EntryFactory(),
        language="nl",
        description=f"Vraag Léa ({lea.email})",
        easy_read="Léa",
    )

    receipt = erase(lea.email)

    assert receipt.state == RequestState.RECEIVED
    assert receipt.places == [
        {"model": "directory.EntryText", "key": text.pk, "field": "description"}
    ]
    assert receipt.places_to_look_at[0].endswith(
        f"#{text.pk}: {text._meta.get_field('description').verbose_name}"
    )
    assert lea.email not in json.dumps(
        list(RightsRequest.objects.values("places", "receipt"))
    )


def test_without_such_texts_the_receipt_is_closed_at_once(lea):
    receipt = erase(lea.email)

    assert (receipt.state, receipt.places) == (RequestState.ANSWERED, [])


def test_a_second_erasure_finds_nothing(lea):
    a_version(lea, by=lea.email)
    erase(lea.email)

    assert erasing.plan(gathering.subject_of(email="lea@example.org")) == []


SECRET_WORDS = ("digest", "salt", "secret", "session_data", "token", "password")


def test_every_field_that_lets_somebody_in_is_secret_and_no_other():
    told = {(kind.model, field) for kind in kinds() for field in kind.fields}
    sounding = {
        (model, field)
        for model, field in told
        if any(word in field for word in SECRET_WORDS)
    }

    assert told >= gathering.SECRETS
    assert sounding <= gathering.SECRETS


def test_a_draft_of_a_form_is_told_although_keys_have_a_field_of_that_name(lea):
    apps.get_model("wagtailadmin.FormState").objects.create(
        content_type=ContentType.objects.get_for_model(Network),
        object_id="1",
        user=lea,
        data="title=Bonjour",
        last_updated_at=timezone.now(),
    )

    drafts = {one["kind"]: one["rows"] for one in told(lea.email)}["privacy.drafts"]

    assert drafts[0]["data"] == "title=Bonjour"


def test_requests_and_agreements_are_told_with_what_became_of_them():
    fields = {kind.name: set(kind.fields) for kind in kinds()}

    assert {"receipt", "refusal", "ended_on"} <= fields["privacy.requests"]
    assert {"kind", "language", "notice_version"} <= fields["privacy.consents"]


def a_session(person=None):
    session = SessionStore()
    session["_auth_user_id"] = str(person.pk) if person else "0"
    session.create()
    if person:
        OpenSession.objects.create(person=person, key=session.session_key)
    return session.session_key


def test_sessions_of_others_are_not_opened_to_find_ones_own(lea, monkeypatch):
    mine, other = a_session(lea), a_session()
    monkeypatch.delattr(AbstractBaseSession, "get_decoded")

    found = kind_named("people.sessions").about(gathering.subject_of(email=lea.email))

    assert [session.pk for session in found] == [mine]
    erase(lea.email)
    assert [session.pk for session in Session.objects.all()] == [other]

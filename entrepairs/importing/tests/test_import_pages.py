import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from entrepairs.core.errors import Refused
from entrepairs.directory.models import Entry
from entrepairs.directory.tests.import_tools import (
    drain,
    fifty,
    make_places,
    previewed,
    staged,
)
from entrepairs.importing import actions
from entrepairs.importing.models import STALLED_AFTER, Run, RunState
from entrepairs.importing.tests.files import HEAD, csv_bytes, team_rows
from entrepairs.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin() -> Client:
    make_places()
    person = Person.objects.create(
        email="admin@exemple.be", is_superuser=True, language="fr"
    )
    client = Client()
    client.force_login(person)
    return client


def upload(client: Client, content: bytes, name: str = "liste.csv"):
    file = SimpleUploadedFile(name, content)
    return client.post(reverse("importing:upload"), {"file": file})


def columns_form(run: Run) -> dict[str, object]:
    fields = {
        f"column-{sheet}-{place}": name
        for sheet, mapping in run.mapping.items()
        for place, name in mapping.items()
    }
    return {**fields, "sheet": ["0"]}


def test_a_file_goes_from_upload_to_undo_by_the_pages(admin):
    upload(admin, fifty())
    run = Run.objects.get()

    columns = admin.get(reverse("importing:run", args=[run.pk]), follow=True)
    admin.post(reverse("importing:columns", args=[run.pk]), columns_form(run))
    values = admin.get(reverse("importing:values", args=[run.pk]))
    admin.post(
        reverse("importing:values", args=[run.pk]),
        {"value:sectors:sante mentale": "mental_health"},
    )
    preview = admin.get(reverse("importing:run", args=[run.pk]))
    refused = admin.get(reverse("importing:run", args=[run.pk]), {"tab": "refused"})
    before = Entry.objects.count()
    admin.post(reverse("importing:apply", args=[run.pk]))
    created = Entry.objects.count()
    result = admin.get(reverse("importing:run", args=[run.pk]))
    admin.post(reverse("importing:undo", args=[run.pk]))

    assert "Code postal" in columns.text and "rue Haute 1" in columns.text
    assert "Santé mentale" in values.text
    assert (
        "<strong>46</strong>" in preview.text and "<strong>4</strong>" in preview.text
    )
    assert "9999" in refused.text and "Nulleville" in refused.text
    assert (before, created, Entry.objects.count()) == (0, 46, 0)
    assert "46" in result.text


def test_columns_known_from_before_lead_straight_to_the_preview(admin):
    upload(admin, csv_bytes([HEAD, *team_rows(2)]))
    run = Run.objects.get()
    admin.post(reverse("importing:columns", args=[run.pk]), columns_form(run))

    upload(admin, csv_bytes([HEAD, *team_rows(2, start=10)]))

    assert Run.objects.first().state == RunState.PREVIEWED


def test_the_refused_rows_are_offered_as_files(admin):
    make = staged(fifty())
    admin.post(reverse("importing:columns", args=[make.pk]), columns_form(make))
    admin.post(reverse("importing:values", args=[make.pk]), {})

    text = admin.get(reverse("importing:refused", args=[make.pk, "csv"]))
    book = admin.get(reverse("importing:refused", args=[make.pk, "xlsx"]))

    assert b"Nulleville" in text.getvalue()
    assert book.content.startswith(b"PK")
    assert "attachment" in book["Content-Disposition"]
    assert admin.get("/admin/importer/1/refused.exe").status_code == 404


def test_a_file_that_is_none_is_answered_with_a_message(admin):
    answer = upload(admin, b"%PDF-1.7", "liste.csv")

    assert answer.status_code == 400
    assert "PDF" in answer.text
    assert not Run.objects.exists()
    assert admin.post(reverse("importing:upload"), {}).status_code == 400


def test_a_file_too_big_is_refused_before_it_is_read(admin):
    answer = admin.generic(
        "POST",
        reverse("importing:upload"),
        b"",
        content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(2 * 1024**3),
    )

    assert answer.status_code == 413
    assert "20" in answer.text


def test_an_upload_needs_the_token_of_its_form(admin):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(Person.objects.get())

    assert upload(strict, fifty()).status_code == 403


def test_every_form_carries_its_token(admin):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(Person.objects.get())
    run = previewed(fifty())

    for state, name in (("previewed", "apply"), ("applied", "undo")):
        Run.objects.filter(pk=run.pk).update(state=state, created=1)
        page = strict.get(reverse("importing:run", args=[run.pk])).text
        form = page.partition(f'action="{reverse(f"importing:{name}", args=[run.pk])}"')
        assert 'name="csrfmiddlewaretoken"' in form[2].partition("</form>")[0]


def test_a_mapping_without_a_name_says_so_and_keeps_what_was_chosen(admin):
    run = staged(fifty())

    answer = admin.post(
        reverse("importing:columns", args=[run.pk]),
        {"sheet": "0", "column-0-2": "postcode"},
    )

    assert answer.status_code == 400
    assert 'value="postcode" selected' in answer.text


def test_a_get_changes_nothing(admin):
    run = staged(fifty())

    for name in ("apply", "undo", "resume", "accept"):
        address = reverse(f"importing:{name}", args=[run.pk])
        assert admin.get(address).status_code == 405


def test_who_may_not_import_is_told_of_no_such_page():
    person = Person.objects.create(email="editeur@exemple.be")
    person.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client = Client()
    client.force_login(person)

    assert client.get(reverse("importing:index")).status_code == 404
    assert client.get(reverse("importing:upload")).status_code == 404

    person.user_permissions.add(Permission.objects.get(codename="add_run"))
    assert client.get(reverse("importing:index")).status_code == 200


def test_a_run_without_a_worker_may_be_resumed(admin):
    run = staged(fifty())
    long_ago = timezone.now() - STALLED_AFTER * 2
    Run.objects.filter(pk=run.pk).update(state=RunState.PREVIEWING, changed_at=long_ago)

    page = admin.get(reverse("importing:run", args=[run.pk]))
    admin.post(reverse("importing:resume", args=[run.pk]))

    assert reverse("importing:resume", args=[run.pk]) in page.text
    assert Run.objects.get().state == RunState.PREVIEWED


def test_work_under_way_shows_its_progress_without_script(admin):
    run = staged(fifty())
    Run.objects.filter(pk=run.pk).update(state=RunState.PREVIEWING, done=25)

    page = admin.get(reverse("importing:run", args=[run.pk])).text

    assert '<progress max="100" value="50"' in page
    assert '<noscript><meta http-equiv="refresh"' in page


def test_a_file_that_failed_in_the_worker_says_why_and_leads_to_another(admin):
    run = staged(fifty())
    Run.objects.filter(pk=run.pk).update(state=RunState.FAILED, error="Too big.")

    page = admin.get(reverse("importing:run", args=[run.pk])).text

    assert "Too big." in page
    assert reverse("importing:upload") in page


def test_a_reading_that_broke_says_so_and_may_be_tried_again(admin, monkeypatch):
    broken = "entrepairs.importing.reading.text_sheet"
    with monkeypatch.context() as patch:
        patch.setattr(broken, _breaks)
        with pytest.raises(OSError, match="disk"):
            upload(admin, fifty())
    run = Run.objects.get()

    page = admin.get(reverse("importing:run", args=[run.pk])).text
    admin.post(reverse("importing:resume", args=[run.pk]))

    assert run.state == RunState.FAILED and run.error
    assert reverse("importing:resume", args=[run.pk]) in page
    assert Run.objects.get().state == RunState.STAGED
    assert Run.objects.get().rows.count() == 50


def _breaks(_stream):
    raise OSError("disk")


def test_a_run_without_its_file_says_that_it_is_gone(admin):
    run = staged(fifty())
    Run.objects.filter(pk=run.pk).update(state=RunState.UPLOADED)

    with pytest.raises(Refused, match="gone"):
        drain(actions.stage(run))

    assert Run.objects.get().state == RunState.FAILED


def test_tabs_without_rows_are_not_shown(admin):
    run = previewed(csv_bytes([HEAD, *team_rows(2)]))

    page = admin.get(reverse("importing:run", args=[run.pk])).text

    assert "?tab=ready" in page
    assert "?tab=refused" not in page

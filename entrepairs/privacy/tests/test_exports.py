import csv
import io
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from odf.opendocument import load
from odf.table import TableRow
from odf.teletype import extractText

from entrepairs.people.models import Look, What
from entrepairs.people.roles import Role
from entrepairs.people.tests.factories import HouseFactory, holder_of
from entrepairs.privacy.models import Export
from entrepairs.privacy.tasks import forget_exported_files

pytestmark = pytest.mark.django_db
REASON = "Inviter à l’assemblée générale du 12 mars"


@pytest.fixture
def house():
    return HouseFactory(name="Le Relais")


@pytest.fixture
def peer(house):
    return holder_of(Role.PEER, house)


@pytest.fixture
def administrator(house):
    return holder_of(Role.ADMINISTRATOR, house)


def make(client, house, **told):
    address = reverse("protection:files", args=[house.slug])
    return client.post(address, {"reason": REASON, "format": "csv", **told})


def fetch(client):
    return client.get(reverse("protection:file", args=[Export.objects.first().pk]))


def rows_of(response):
    text = response.content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def test_an_administrator_takes_the_list_along_for_a_reason(
    client, house, peer, administrator
):
    client.force_login(administrator)

    assert make(client, house).status_code == 302

    rows = rows_of(fetch(client))
    assert peer.called in [row[0] for row in rows]
    assert "@" not in fetch(client).content.decode()
    page = client.get(reverse("protection:files", args=[house.slug])).text
    assert "assemblée générale" in page and administrator.called in page


def test_addresses_come_only_when_asked_for(client, house, peer, administrator):
    client.force_login(administrator)

    make(client, house, with_addresses="on")

    assert peer.email in [row[-1] for row in rows_of(fetch(client))]
    assert Export.objects.get().has_addresses


@pytest.mark.parametrize("reason", ["", "   ", "mail"])
def test_without_a_reason_there_is_no_file(client, house, administrator, reason):
    client.force_login(administrator)

    assert make(client, house, reason=reason).status_code == 422

    assert not Export.objects.exists()


def test_each_person_in_the_file_reads_that_it_was_made(
    client, house, peer, administrator
):
    client.force_login(administrator)

    make(client, house)

    look = peer.looks.get(what=What.EXPORT)
    assert (look.viewer, look.role) == (administrator, Role.ADMINISTRATOR)
    assert not Look.objects.filter(person=administrator).exists()


def test_the_file_is_gone_after_a_day_and_the_log_stays(
    client, house, peer, administrator
):
    client.force_login(administrator)
    make(client, house)
    Export.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    assert fetch(client).status_code == 410
    forget_exported_files.func()

    export = Export.objects.get()
    assert (export.content, export.reason) == ("", REASON)
    assert forget_exported_files.func() == 0


def test_the_file_is_sealed_in_the_database(client, house, peer, administrator):
    client.force_login(administrator)
    make(client, house, with_addresses="on")

    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM privacy_export")
        (stored,) = cursor.fetchone()

    assert peer.email not in stored and "UEs" not in stored[:12]
    assert stored[8] == "." and Export.objects.get().content != stored


def test_nobody_else_fetches_the_file(client, house, peer, administrator):
    client.force_login(administrator)
    make(client, house)

    for other in (
        holder_of(Role.ADMINISTRATOR, house),
        holder_of(Role.DATA_CONTACT, house),
        holder_of(Role.ADMINISTRATOR, HouseFactory()),
        peer,
    ):
        client.force_login(other)
        assert fetch(client).status_code == 404


def test_who_is_no_longer_administrator_no_longer_fetches_it(
    client, house, peer, administrator
):
    client.force_login(administrator)
    make(client, house)
    administrator.memberships.update(withdrawn_at=timezone.now())

    assert fetch(client).status_code == 404


def test_a_coordinator_and_a_stranger_take_nothing_along(client, house, peer):
    for somebody in (
        holder_of(Role.COORDINATOR, house),
        holder_of(Role.ADMINISTRATOR, HouseFactory()),
    ):
        client.force_login(somebody)
        assert make(client, house).status_code == 404
    client.force_login(holder_of(Role.DATA_CONTACT, house))
    assert make(client, house).status_code == 404
    page = client.get(reverse("protection:files", args=[house.slug]))
    assert page.status_code == 200
    assert not Export.objects.exists()


def test_without_a_second_factor_nothing_is_shown(client, house, administrator):
    client.force_login(administrator, factor=False)

    assert make(client, house).status_code == 302
    assert not Export.objects.exists()


@pytest.mark.parametrize("format", ["csv", "ods"])
def test_cells_that_would_calculate_are_made_harmless(
    client, house, administrator, format
):
    peer = holder_of(Role.PEER, house)
    peer.called = '=HYPERLINK("http://x.example";"Sam")'
    peer.save(update_fields=["called"])
    client.force_login(administrator)

    make(client, house, format=format)

    response = fetch(client)
    if format == "csv":
        names = [row[0] for row in rows_of(response)]
    else:
        sheet = load(io.BytesIO(response.content)).spreadsheet
        rows = sheet.getElementsByType(TableRow)
        names = [extractText(row.childNodes[0]) for row in rows]
    assert f"'{peer.called}" in names and peer.called not in names

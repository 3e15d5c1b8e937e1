from types import SimpleNamespace

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from entrepairs.core import sealing
from entrepairs.core.sealing_migrations import SealColumn
from entrepairs.people.models import Person

PLAIN = ["a@x.example", None, "deadbeef.b@x.example", "Ünï@x.example"]


def column():
    with connection.cursor() as cursor:
        cursor.execute("SELECT email FROM people_person ORDER BY id")
        return [row[0] for row in cursor.fetchall()]


def write(plain):
    for address in plain:
        person = Person.objects.create_user(called="Lou")
        with connection.cursor() as cursor:
            sql = "UPDATE people_person SET email = %s WHERE id = %s"
            cursor.execute(sql, [address, person.pk])


@pytest.mark.django_db
def test_addresses_written_before_are_sealed_and_opened_again_on_the_way_back():
    state = MigrationLoader(connection).project_state(("people", "0004_seal_emails"))
    change, editor = (
        SealColumn("person", "email"),
        SimpleNamespace(connection=connection),
    )
    folded = [address and address.casefold() for address in PLAIN]
    write(PLAIN)

    change.database_forwards("people", editor, state, state)
    sealed = column()
    change.database_forwards("people", editor, state, state)

    assert column() == sealed  # twice changes nothing
    assert [text and bool(sealing.mark_of(text)) for text in sealed] == [
        True,
        None,
        True,
        True,
    ]
    assert list(Person.objects.order_by("pk").values_list("email", flat=True)) == folded
    change.database_backwards("people", editor, state, state)
    assert column() == folded

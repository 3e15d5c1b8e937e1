from contextlib import contextmanager
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from entrepairs.people.models import Membership, today
from entrepairs.people.roles import Role
from entrepairs.people.tests.factories import HouseFactory, PersonFactory

MIGRATION = "entrepairs.people.migrations.0010_moderators_for_a_year"
CONSTRAINT = "people_membership_sensitive_ends"


@contextmanager
def as_before():
    """Without the constraint that came later."""
    sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        if sqlite:
            cursor.execute("PRAGMA ignore_check_constraints = ON")
        else:
            cursor.execute(
                f"ALTER TABLE people_membership DROP CONSTRAINT {CONSTRAINT}"
            )
        try:
            yield
        finally:
            if sqlite:
                cursor.execute("PRAGMA ignore_check_constraints = OFF")


@pytest.mark.django_db
def test_a_moderator_without_an_end_gets_one_and_an_editor_does_not():
    with as_before():
        held = [
            Membership.objects.create(
                person=PersonFactory(), organisation=HouseFactory(), role=role
            )
            for role in (Role.MODERATOR, Role.EDITOR)
        ]

    import_module(MIGRATION).set_ends(apps, None)

    ends = [Membership.objects.get(pk=row.pk).to_on for row in held]
    assert (ends[0] - today()).days == 365
    assert ends[1] is None

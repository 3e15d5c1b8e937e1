"""What an undo leaves alone."""

import pytest

from entrepairs.directory.models import Entry
from entrepairs.directory.tests.import_tools import applied, drain, make_places
from entrepairs.importing import actions
from entrepairs.importing.models import Outcome
from entrepairs.importing.tests.files import HEAD, csv_bytes, team_rows
from entrepairs.organisations.models import Organisation, Team
from entrepairs.people.models import Membership
from entrepairs.people.tests.factories import holder_of

pytestmark = pytest.mark.django_db


def test_undo_keeps_a_team_that_somebody_joined_since():
    make_places()
    run = applied(csv_bytes([HEAD, *team_rows(3)]), publish=True)
    team = Team.objects.order_by("pk")[1]
    holder_of("facilitator", team)

    drain(actions.undo(run))

    assert Membership.objects.get().team == team
    assert list(Entry.objects.all()) == [team.entry]
    assert (run.removed, run.kept) == (2, 1)


def test_undo_keeps_an_organisation_in_which_somebody_has_a_role_since():
    make_places()
    head = [*HEAD, "Organisation"]
    rows = [[*row, "Asbl Le Phare"] for row in team_rows(3)]
    run = applied(csv_bytes([head, *rows]), publish=True)
    house = Organisation.objects.get()
    holder_of("coordinator", house)

    drain(actions.undo(run))

    assert Membership.objects.get().organisation == house
    assert (run.removed, run.kept) == (2, 1)
    assert run.rows.filter(outcome=Outcome.KEPT).count() == Team.objects.count() == 1

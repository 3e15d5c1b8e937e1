"""A row of each kind whose term starts at the moment given."""

from entrepairs.importing.models import Row, Run
from entrepairs.organisations.models import Network


def a_run(start):
    run = Run.objects.create(
        kind="teams",
        network=Network.objects.get(host=None),
        file_name="liste.csv",
        digest="0" * 64,
        sheets=[{"samples": [["Camille"]]}],
    )
    Run.objects.filter(pk=run.pk).update(created_at=start)
    return run


def a_row(start):
    return Row.objects.create(run=a_run(start), number=1, cells=["Camille"])


EXAMPLES = {"importing.files": a_run, "importing.rows": a_row}

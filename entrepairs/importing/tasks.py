"""Long work on a run, in the worker; short work at once."""

from collections.abc import Callable, Iterator

from django.utils import translation
from django_tasks import task

from entrepairs.core.errors import Refused
from entrepairs.importing import actions
from entrepairs.importing.models import Run, RunState

AT_ONCE_ROWS = 500
AT_ONCE_BYTES = 200_000

JOBS: dict[str, Callable[[Run], Iterator[int]]] = {
    RunState.UPLOADED: actions.stage,
    RunState.PREVIEWING: actions.preview,
    RunState.APPLYING: actions.apply,
    RunState.UNDOING: actions.undo,
}
"""By the state a run is in while it is worked at."""


def work(run: Run, state: str) -> None:
    """Do the whole job, in the language of who asked."""
    with translation.override(run.options.get("language", "fr")):
        for _size in JOBS[state](run):
            pass


@task()
def work_on(run_id: int, state: str) -> None:
    """Run twice, it goes on where the first stopped, or finds nothing to do."""
    run = Run.objects.filter(pk=run_id).first()
    if run is None:
        return
    try:
        work(run, state)
    except Refused as refusal:
        # The run tells why; somebody else may have moved it on meanwhile.
        Run.objects.filter(pk=run_id, error="").update(error=str(refusal)[:500])


def start(run: Run, state: str) -> None:
    """Work at it now if it is little, else in the worker. Raises `Refused`."""
    little = run.total <= AT_ONCE_ROWS
    if state == RunState.UPLOADED:
        little = run.size <= AT_ONCE_BYTES
    if little:
        work(run, state)
        return
    if state != RunState.UPLOADED:
        actions.begin(run, state)
    work_on.enqueue(run.pk, state)

"""Sweeps of what signing in leaves behind."""

from django_tasks import task

from entrepairs.core.schedule import every
from entrepairs.people.signin import sessions


@every(minutes=24 * 60)
@task()
def forget_ended_sessions() -> int:
    """Drop sessions that are over, and the notes on them; returns how many."""
    return sessions.forget_ended()

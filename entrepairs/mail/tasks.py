"""Sweeps of the outbox."""

from django_tasks import task

from entrepairs.core.schedule import every
from entrepairs.mail import actions


@every(minutes=1)
@task()
def send_due_mail() -> int:
    """Send what waits; returns how many went."""
    return actions.send_due()


@every(minutes=24 * 60)
@task()
def forget_old_mail() -> int:
    """Erase what was settled long ago."""
    return actions.forget_old()

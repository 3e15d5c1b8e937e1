"""Sweeps of the outbox."""

from django_tasks import task

from entrepairs.core.schedule import every
from entrepairs.mail import actions


@every(minutes=1)
@task()
def send_due_mail() -> int:
    """Send what waits; returns how many went."""
    return actions.send_due()

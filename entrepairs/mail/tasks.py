"""Sweeps of the outbox."""

import time

from django_tasks import task

from entrepairs.core.schedule import every
from entrepairs.mail import actions, folder
from entrepairs.mail.models import KEEP_STATE


@every(minutes=1)
@task()
def send_due_mail() -> int:
    """Send what waits; returns how many went."""
    return actions.send_due()


@every(minutes=24 * 60)
@task()
def forget_old_files() -> int:
    """Without a mail server mails are files: they go when their row does."""
    return folder.forget_older(time.time() - KEEP_STATE.total_seconds())

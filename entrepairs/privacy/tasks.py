"""Sweeps: the retention by night, the notices when their words change."""

from datetime import datetime, timedelta

from django.utils import timezone
from django_tasks import task

from entrepairs.core.schedule import every
from entrepairs.privacy import exports, notices, retention
from entrepairs.privacy.models import RetentionRun
from entrepairs.privacy.rights import requests

NIGHT = range(2, 6)  # hours of the site's clock
LATE = timedelta(hours=26)


@every(minutes=30)
@task()
def end_what_is_over() -> bool:
    """Run the retention once a night, or by day when the night was missed."""
    now = timezone.now()
    if not is_time(now):
        return False
    try:
        retention.run(now)
    except retention.ClockJumped:
        return False
    return True


def is_time(now: datetime) -> bool:
    last = RetentionRun.objects.done().order_by("-pk").first()
    if last is None or abs(now - last.moment) > LATE:
        return True
    here, then = timezone.localtime(now), timezone.localtime(last.moment)
    return here.hour in NIGHT and here.date() != then.date()


@every(minutes=30)
@task()
def forget_exported_files() -> int:
    """Empty the files with personal data whose day is over."""
    return exports.forget_files()


@every(minutes=24 * 60)
@task()
def keep_notices() -> int:
    """Keep the words of notices that changed; returns how many did."""
    return notices.keep_texts()


@every(minutes=6 * 60)
@task()
def remind_of_requests() -> int:
    """Tell those who answer requests about data that the month runs."""
    return requests.remind_all()

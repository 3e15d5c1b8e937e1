"""Sweeps: each looks for work that is due. Run twice or lost, nothing breaks."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from entrepairs.core.schedule import every
from entrepairs.directory import actions
from entrepairs.directory.models import Edition, Entry, Listing
from entrepairs.directory.projection import displaced

EDITIONS_KEPT = timedelta(days=1)
BATCH = 500


@every(minutes=360)
@task()
def ask_to_verify_stale() -> int:
    """Mark what nobody has checked for a year; returns how many were marked."""
    due = Entry.objects.stale().order_by("pk").values_list("pk", flat=True)
    return sum(actions.ask_to_verify(pk) for pk in list(due))


@every(minutes=60)
@task()
def refresh_listings() -> int:
    """
    Hide what outlived `HIDE_AFTER`, show what is public and not listed, move what
    the gazetteer has moved; returns how many entries were looked at.
    """
    public = Entry.objects.public()
    hidden = Listing.objects.exclude(entry__in=public).values_list("pk", flat=True)
    unlisted = public.filter(listing=None).values_list("pk", flat=True)
    due = [*hidden, *unlisted, *displaced()]
    for start in range(0, len(due), BATCH):
        actions.publish_listing(due[start : start + BATCH])
    old = Edition.objects.filter(made_at__lt=timezone.now() - EDITIONS_KEPT)
    if last := Edition.objects.order_by("pk").last():
        old.exclude(pk=last.pk).delete()
    return len(due)

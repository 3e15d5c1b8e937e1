"""Sweeps: each looks for work that is due. Run twice or lost, nothing breaks."""

from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django_tasks import task

from entrepairs.core.schedule import every
from entrepairs.directory import actions, verification
from entrepairs.directory.models import Edition, Entry, Listing
from entrepairs.directory.projection import displaced
from entrepairs.organisations.models import Organisation
from entrepairs.search.actions import index
from entrepairs.search.models import Document

EDITIONS_KEPT = timedelta(days=1)
BATCH = 500
MAILS_AT_ONCE = 50


@every(minutes=360)
@task()
def ask_to_verify_stale() -> int:
    """
    Mark what nobody has checked for a year and ask the teams, a few at a time: a first
    run would flood; returns how many were marked.
    """
    due = Entry.objects.stale().order_by("pk").values_list("pk", flat=True)
    told = due.exclude(email="")[:MAILS_AT_ONCE]
    return sum(map(verification.ask_if_stale, [*due.filter(email=""), *told]))


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
    _forget_unlisted()
    old = Edition.objects.filter(made_at__lt=timezone.now() - EDITIONS_KEPT)
    if last := Edition.objects.order_by("pk").last():
        old.exclude(pk=last.pk).delete()
    return len(due)


def _forget_unlisted() -> None:
    """Documents of the site search whose page answers 404."""
    teams = Listing.objects.filter(pk=OuterRef("object_id"))
    houses = Organisation.objects.filter(
        Exists(Listing.objects.filter(organisation_slug=OuterRef("slug"))),
        pk=OuterRef("object_id"),
    )
    for kind, listed in (("team", teams), ("organisation", houses)):
        documents = Document.objects.filter(~Exists(listed), kind=kind)
        if stale := list(documents.values_list("object_id", flat=True)):
            index(kind, stale)

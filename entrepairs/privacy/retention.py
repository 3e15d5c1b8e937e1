"""
The nightly retention: what is over is counted, looked at, then ended in batches.

It never trusts its clock or its rules blindly: more than usual, or a clock that jumps,
and it leaves all alone until a person agrees.
"""

import logging
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from entrepairs.core.personal import Brake, Kind, kinds
from entrepairs.privacy.models import (
    Forewarned,
    RetentionRun,
    RetentionStop,
    Threshold,
)
from entrepairs.privacy.terms import rows_due

logger = logging.getLogger(__name__)

SLAB = 50_000  # keys read at once
FIRST_BATCH, BIGGEST_BATCH = 25, 200  # rows ended in one transaction
SHORT, LONG = 0.008, 0.016  # seconds a transaction may take: bigger, smaller batches
LONGEST_PAUSE = 0.1  # seconds, between two transactions
BACKWARDS = timedelta(hours=2)  # a clock may be put right by so much
LEAP = timedelta(days=3)  # without a run: either a long rest, or a wrong clock
AGREED_FOR = timedelta(days=3)  # a yes is for the nights that follow


class ClockJumped(Exception):
    """The clock went back, or leapt: nothing is ended by it."""


@dataclass
class Night:
    """What one run found and did, by kind."""

    moment: datetime
    counts: dict[str, dict[str, int]] = field(default_factory=dict)
    stopped: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    def add(self, kind: Kind, word: str, count: int) -> None:
        if count:
            counts = self.counts.setdefault(kind.name, {})
            counts[word] = counts.get(word, 0) + count


def survey(moment: datetime | None = None) -> Night:
    """What a run would end, and what would stop it. Changes nothing."""
    night = Night(moment or timezone.now())
    for kind in timed():
        due = count_due(kind, night.moment)
        night.add(kind, "due", due)
        night.add(kind, "to_warn", sum(p.count() for p in to_warn(kind, night.moment)))
        if too_much(kind, due) and not agreed(kind.name, due, night.moment):
            night.stopped.append(kind.name)
    return night


def run(moment: datetime | None = None) -> RetentionRun:
    """
    End all that is over, kind by kind; what fails or stops does not stop the others.

    Raises `ClockJumped` before anything is ended.
    """
    night = Night(moment or timezone.now())
    check_clock(night.moment)
    kept = RetentionRun.objects.create(moment=night.moment, is_applied=True)
    for kind in timed():
        try:
            for _size in end(kind, night):
                pass
        except Exception:  # one kind must not keep the others from ending
            night.failed.append(kind.name)
            logger.exception("retention of %s failed", kind.name)
    kept.counts, kept.stopped, kept.failed = night.counts, night.stopped, night.failed
    kept.ended_at = timezone.now()
    kept.save()
    for name, counts in night.counts.items():
        logger.info("retention of %s: %s", name, counts)
    return kept


def timed() -> list[Kind]:
    return [kind for kind in kinds() if kind.due is not None]


def end(kind: Kind, night: Night) -> Iterator[int]:
    """Warn and end, one batch a time; yields the size of each. Or stop the kind."""
    moment = night.moment
    due = count_due(kind, moment)
    night.add(kind, "due", due)
    if stop(kind, due, moment):
        night.stopped.append(kind.name)
        return
    for part in disposable(kind, moment):
        for size in in_batches(kind, part):
            night.add(kind, "ended", size)
            yield size
    night.add(kind, "warned", warn(kind, moment))
    RetentionStop.objects.filter(kind=kind.name).delete()


def count_due(kind: Kind, moment: datetime) -> int:
    return sum(part.count() for part in disposable(kind, moment))


def disposable(kind: Kind, moment: datetime) -> Iterator[QuerySet[Any]]:
    """Due; where the end is told beforehand, only those told long enough ago."""
    for part in rows_due(kind, moment):
        if kind.forewarning is None:
            yield part
            continue
        told = Forewarned.objects.filter(
            kind=kind.name, warned_at__lte=moment - kind.forewarning.before
        )
        yield part.filter(pk__in=told.values("row"))


def in_batches(kind: Kind, part: QuerySet[Any]) -> Iterator[int]:
    """
    End these rows, a short transaction each time, so that nobody waits to write.

    The keys are read beforehand; what is no longer due in its transaction is spared.
    """
    size, last = FIRST_BATCH, None
    keys = part.order_by("pk").values_list("pk", flat=True)
    while slab := list((keys if last is None else keys.filter(pk__gt=last))[:SLAB]):
        last, start = slab[-1], 0
        while batch := slab[start : start + size]:
            start += size
            with transaction.atomic():
                began = time.monotonic()  # the lock is ours
                still = list(part.filter(pk__in=batch).values_list("pk", flat=True))
                ended = kind.dispose(still)
            took = time.monotonic() - began
            size = next_size(size, took)
            time.sleep(min(took, LONGEST_PAUSE))  # who waits to write comes in
            yield ended


def next_size(size: int, took: float) -> int:
    if took > LONG:
        return max(size // 2, 1)
    return min(size * 2, BIGGEST_BATCH) if took < SHORT else size


def to_warn(kind: Kind, moment: datetime) -> Iterator[QuerySet[Any]]:
    """Rows that will be due soon, and of which nobody has been told."""
    if kind.forewarning is None:
        return
    told = Forewarned.objects.filter(kind=kind.name)
    for part in rows_due(kind, moment + kind.forewarning.before):
        yield part.exclude(pk__in=told.values("row"))


def warn(kind: Kind, moment: datetime) -> int:
    """Tell those whose rows end soon; forget warnings whose rows do not any more."""
    if kind.forewarning is None:
        return 0
    before, tell = kind.forewarning.before, kind.forewarning.tell
    parts = list(rows_due(kind, moment + before))
    told = Forewarned.objects.filter(kind=kind.name)
    for part in parts:
        told = told.exclude(row__in=part.values("pk"))
    told.delete()
    warned = 0
    for part in to_warn(kind, moment):
        for row in list(part[:BIGGEST_BATCH]):  # the others tomorrow
            with transaction.atomic():
                Forewarned.objects.create(kind=kind.name, row=row.pk, warned_at=moment)
                tell(row, moment + before)
            warned += 1
    return warned


def brake_of(kind: Kind) -> Brake:
    chosen = Threshold.objects.filter(kind=kind.name).first()
    if chosen is None:
        return kind.brake
    return Brake(free=chosen.free, rows=chosen.rows, share=chosen.percent / 100)


def too_much(kind: Kind, due: int) -> bool:
    brake = brake_of(kind)
    if due <= brake.free:
        return False
    return due > brake.rows or due > brake.share * total_of(kind)


def total_of(kind: Kind) -> int:
    return int(apps.get_model(kind.model)._default_manager.count())


def agreed(name: str, due: int, moment: datetime) -> bool:
    """Whether a person lately allowed so many, or a tenth more, to go."""
    stop = RetentionStop.objects.filter(kind=name).exclude(agreed_at=None).first()
    if stop is None or stop.agreed_at is None:
        return False
    return moment - stop.agreed_at <= AGREED_FOR and due <= stop.due * 1.1 + 10


def stop(kind: Kind, due: int, moment: datetime) -> bool:
    """Whether the kind is left alone tonight; the back office tells."""
    soon = sum(part.count() for part in to_warn(kind, moment))
    worst = max(due, soon)
    if not too_much(kind, worst) or agreed(kind.name, worst, moment):
        return False
    _note_stop(kind.name, worst, total_of(kind), moment)
    logger.warning("retention of %s stopped: %s rows due", kind.name, worst)
    return True


def _note_stop(name: str, due: int, total: int, moment: datetime) -> None:
    told = {"due": due, "total": total, "agreed_at": None, "agreed_by": None}
    first = {**told, "stopped_at": moment}
    RetentionStop.objects.update_or_create(
        kind=name, defaults=told, create_defaults=first
    )


def check_clock(moment: datetime) -> None:
    """Raises `ClockJumped` when the moment cannot follow the last run's."""
    last = RetentionRun.objects.done().order_by("-pk").first()
    if last is None:
        return
    jumped = moment < last.moment - BACKWARDS or moment > last.moment + LEAP
    if not jumped or agreed(RetentionStop.CLOCK, 0, moment):
        RetentionStop.objects.filter(kind=RetentionStop.CLOCK).delete()
        return
    _note_stop(RetentionStop.CLOCK, 0, 0, moment)
    logger.warning("retention stopped: the clock jumped")
    raise ClockJumped

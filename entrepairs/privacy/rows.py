"""Rows of tables that are not ours, by person and by age."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from entrepairs.core.personal import Subject
from entrepairs.core.traces import persons_of
from entrepairs.people.models import Membership, Person
from entrepairs.people.personal import person_of

About = Callable[[Subject], QuerySet[Any]]
Due = Callable[[datetime], QuerySet[Any]]


def table(label: str) -> QuerySet[Any]:
    rows: QuerySet[Any] = apps.get_model(label)._default_manager.all()
    return rows


def of(label: str, person: str) -> About:
    """Rows whose `person` it is, and nobody else's."""

    def rows_of(subject: Subject) -> QuerySet[Any]:
        return table(label).filter(**{f"{person}__in": persons_of(subject)})

    return rows_of


def of_nobody(label: str) -> About:
    """Rows that are never about one person alone."""
    return lambda subject: table(label).none()


def changes_about(subject: Subject) -> QuerySet[Any]:
    """Changes of the person's own row and roles, whoever made them."""
    persons = list(person_of(subject).values_list("pk", flat=True))
    roles = list(
        Membership.objects.filter(person__in=persons).values_list("pk", flat=True)
    )
    types = ContentType.objects.get_for_models(Person, Membership)
    own = Q(content_type=types[Person], object_id__in=persons)
    own |= Q(content_type=types[Membership], object_id__in=roles)
    return table("privacy.Change").filter(own)


def older(label: str, field: str, keep: timedelta) -> Due:
    """Rows whose `field` is more than `keep` before the moment; never without it."""

    def due(moment: datetime) -> QuerySet[Any]:
        return table(label).filter(**{f"{field}__lt": moment - keep})

    return due


def replaced_versions(keep: timedelta) -> Due:
    """Old versions, never the newest: that one is the content itself."""

    def due(moment: datetime) -> QuerySet[Any]:
        newer = table("wagtailcore.Revision").filter(
            base_content_type=OuterRef("base_content_type"),
            object_id=OuterRef("object_id"),
            pk__gt=OuterRef("pk"),
        )
        rows = table("wagtailcore.Revision").filter(created_at__lt=moment - keep)
        return rows.filter(Exists(newer))

    return due


def somebody_who_left() -> Person:
    """In place of a person where a table must have one; kept as long as the rows."""
    return Person.objects.create(called=_("somebody who left"), is_active=False)

"""Rows of tables that are not ours, by person, by text and by age."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Cast

from entrepairs.core.personal import Subject
from entrepairs.people.models import Membership, Person
from entrepairs.people.personal import person_of

About = Callable[[Subject], QuerySet[Any]]
Due = Callable[[datetime], QuerySet[Any]]


def table(label: str) -> QuerySet[Any]:
    rows: QuerySet[Any] = apps.get_model(label)._default_manager.all()
    return rows


def about(label: str, *, person: str = "", texts: tuple[str, ...] = ()) -> About:
    """Rows whose `person` it is, and those with the address in one of `texts`."""

    def rows_about(subject: Subject) -> QuerySet[Any]:
        rows, found = table(label), Q(pk__in=[])
        if subject.person is not None and person:
            found |= Q(**{person: subject.person.pk})
        if subject.email:
            for text in texts:
                rows = rows.alias(**{f"{text}_read": Cast(text, TextField())})
                found |= Q(**{f"{text}_read__icontains": subject.email})
        return rows.filter(found)

    return rows_about


def changes_about(subject: Subject) -> QuerySet[Any]:
    """What the person changed, and changes of their own row and roles."""
    persons = list(person_of(subject).values_list("pk", flat=True))
    roles = list(
        Membership.objects.filter(person__in=persons).values_list("pk", flat=True)
    )
    types = ContentType.objects.get_for_models(Person, Membership)
    own = Q(content_type=types[Person], object_id__in=persons)
    own |= Q(content_type=types[Membership], object_id__in=roles)
    return table("privacy.Change").filter(own | Q(actor__in=persons))


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

"""The history tells that a field changed, never what a personal field said."""

import json

import pytest
from django.apps import apps
from django.core import serializers
from django.test import RequestFactory
from django.utils.functional import SimpleLazyObject

from entrepairs.core.at_work import AtWorkMiddleware
from entrepairs.core.personal import Subject, kind_named, kinds
from entrepairs.core.sealed import Sealed
from entrepairs.people.models import Person
from entrepairs.people.tests.examples import a_role
from entrepairs.privacy.history import RECORDED
from entrepairs.privacy.models import Change, Threshold
from entrepairs.privacy.undeclared import suspicious

pytestmark = pytest.mark.django_db


def test_a_change_tells_the_field_and_hides_its_values():
    person = Person.objects.create_user("camille@example.org", called="Camille")
    person.called = "Cam"

    person.save()

    change = Change.objects.get(action=Change.Action.UPDATE)
    assert change.changes == {"called": ["…", "…"]}
    assert change.object_id == person.pk


def test_no_name_or_address_is_anywhere_in_the_history(rf):
    person = Person.objects.create_user("camille@example.org", called="Camille")

    def change(request):
        person.called, person.email = "Camillette", "camillette@example.org"
        person.save()
        person.delete()

    request = rf.get("/", REMOTE_ADDR="203.0.113.7")
    request.user = Person.objects.create_superuser("nour@example.org", called="Nour")
    AtWorkMiddleware(change)(request)

    assert Change.objects.filter(actor=request.user).count() == 2
    kept = serializers.serialize("json", Change.objects.all()).lower()
    for word in ("camil", "nour", "example.org", "203.0.113"):
        assert word not in kept


def test_who_changed_it_is_kept_and_goes_with_that_person():
    from django.utils import timezone

    request = RequestFactory().get("/")
    request.user = Person.objects.create_superuser("nour@example.org")

    AtWorkMiddleware(lambda request: a_role(timezone.now()))(request)

    assert Change.objects.filter(actor=request.user).exists()
    request.user.delete()
    assert not Change.objects.exclude(actor=None).exists()


def test_outside_of_a_request_nobody_is_named():
    Person.objects.create_user("camille@example.org")

    assert Change.objects.get().actor is None


def test_values_that_are_of_nobody_can_be_read():
    threshold = Threshold.objects.create(kind="people.links", rows=10)
    threshold.rows = 20

    threshold.save()

    change = Change.objects.filter(action=Change.Action.UPDATE).get()
    assert change.changes == {"rows": ["10", "20"]}


def test_no_value_is_shown_that_is_declared_sealed_or_looks_personal():
    declared = {(kind.model, field) for kind in kinds() for field in kind.fields}
    wrong = []
    for label, shown in RECORDED.items():
        model = apps.get_model(label)
        looks = {name for name, _why in suspicious(model, set())}
        for name in shown:
            sealed = isinstance(model._meta.get_field(name), Sealed)
            if (label, name) in declared or name in looks or sealed:
                wrong.append(f"{label}.{name}")

    assert wrong == []


def test_signing_in_is_no_change_of_the_record(client):
    person = Person.objects.create_user("camille@example.org")
    Change.objects.all().delete()

    client.force_login(person)

    assert not Change.objects.exists()


def test_what_somebody_asks_for_holds_the_changes_of_their_record():
    person = Person.objects.create_user("camille@example.org")

    found = kind_named("privacy.changes").about(Subject(person))

    assert found.get().object_id == person.pk
    assert "email" in json.loads(json.dumps(found.get().changes))


def test_nobody_is_asked_for_where_nothing_is_written(rf):
    asked = []
    request = rf.get("/")
    request.user = SimpleLazyObject(lambda: asked.append("the session"))

    AtWorkMiddleware(lambda request: None)(request)

    assert asked == []

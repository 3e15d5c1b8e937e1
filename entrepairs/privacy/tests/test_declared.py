"""What leads to a person is declared, and what is declared exists and says enough."""

import pytest
from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps
from django.utils.functional import Promise

from entrepairs.core.personal import End, Subject, exemptions, kinds
from entrepairs.people.models import Membership, Person
from entrepairs.privacy.undeclared import undeclared, wrong_words


def throw_away(**fields):
    """A model that is nowhere but in this test."""
    meta = type("Meta", (), {"app_label": "directory"})
    inside = {"__module__": __name__, "Meta": meta, **fields}
    with isolate_apps("entrepairs.directory"):
        return type("Throwaway", (models.Model,), inside)


def test_every_field_that_may_be_of_a_person_is_declared_or_says_why_not():
    found = undeclared(
        apps.get_models(include_auto_created=True), kinds(), exemptions()
    )

    assert not found, "\n\n".join(["", *found])


@pytest.mark.parametrize(
    ("field", "why"),
    [
        (
            models.ForeignKey(Person, models.CASCADE, related_name="+"),
            "leads to a person",
        ),
        (models.ManyToManyField(Person, related_name="+"), "leads to a person"),
        (
            models.OneToOneField(Membership, models.CASCADE, related_name="+"),
            "is of a person",
        ),
        (models.EmailField(), "EmailField"),
        (models.TextField(), "TextField"),
        (models.JSONField(), "JSONField"),
        (models.GenericIPAddressField(), "GenericIPAddressField"),
        (models.FileField(), "FileField"),
    ],
)
def test_a_new_field_that_nobody_declared_is_found(field, why):
    model = throw_away(something=field)

    (told,) = undeclared([model], kinds(), exemptions())

    assert why in told
    assert 'model="directory.Throwaway"' in told and 'fields=("something",)' in told
    assert 'exempt("directory.Throwaway", "something", because="…")' in told


@pytest.mark.parametrize(
    "name", ["phone", "mobile_number", "first_name", "birth_date", "iban", "client_ip"]
)
def test_a_field_that_sounds_personal_is_found_by_its_name(name):
    model = throw_away(**{name: models.CharField(max_length=80)})

    assert "sounds personal" in "".join(undeclared([model], kinds(), exemptions()))


def test_what_is_not_personal_needs_no_word():
    model = throw_away(name=models.CharField(max_length=8), year=models.IntegerField())

    assert undeclared([model], kinds(), exemptions()) == []


def test_what_is_declared_or_exempt_exists():
    assert wrong_words(kinds(), exemptions()) == []


def test_no_field_is_declared_and_exempt_at_once():
    told = {(kind.model, field) for kind in kinds() for field in kind.fields}
    exempted = {(one.model, field) for one in exemptions() for field in one.fields}

    assert told & exempted == set()


def test_every_exemption_says_why():
    assert [one.model for one in exemptions() if len(one.because) < 15] == []


def test_every_kind_says_all_that_the_register_asks():
    silent = []
    for kind in kinds():
        words = (kind.title, kind.purpose, kind.whose, kind.source, kind.since)
        fields = [apps.get_model(kind.model)._meta.get_field(f) for f in kind.fields]
        named = kind.data or all(
            isinstance(getattr(field, "verbose_name", None), Promise)
            for field in fields
        )
        if not all(words) or not kind.seen_by or not named:
            silent.append(kind.name)

    assert not silent, f"say title, purpose, whose, source, since, data: {silent}"


def test_what_ends_by_time_says_which_rows_and_the_other_way_round():
    wrong = [kind.name for kind in kinds() if (kind.keep is None) != (kind.due is None)]

    assert not wrong, f"keep and due go together: {wrong}"


@pytest.mark.django_db
def test_whose_rows_they_are_can_be_asked_of_each_kind():
    person = Person.objects.create_user("nobody@example.org")

    for kind in kinds():
        for subject in (Subject(person), Subject(email="x@example.org"), Subject()):
            list(kind.about(subject).values_list("pk", flat=True))
        assert kind.dispose([]) == 0
        assert kind.end in End

"""Persons and roles to test with, all fictional."""

from datetime import timedelta

import factory

from entrepairs.organisations.models import Network, Organisation, Team
from entrepairs.people.models import Membership, Person, today
from entrepairs.people.roles import TERMS, Role


class PersonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Person

    called = factory.Sequence(lambda n: f"Sam {n}")
    email = factory.Sequence(lambda n: f"sam{n}@person.example")


class HouseFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Organisation

    network = factory.LazyFunction(lambda: Network.objects.get(host=None))
    name = factory.Sequence(lambda n: f"Le Relais {n}")
    slug = factory.Sequence(lambda n: f"le-relais-{n}")


class TeamFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Team

    organisation = factory.SubFactory(HouseFactory)
    name = factory.Sequence(lambda n: f"Équipe {n}")
    slug = factory.Sequence(lambda n: f"equipe-{n}")


def role_of(person, role, place=None, *, days=90, since=10):
    """`person` holds `role` since ten days, for three months more."""
    role = Role(role)
    if place is None:
        needs_team = not TERMS[role].in_organisation
        place = TeamFactory() if needs_team else HouseFactory()
    where = "team" if isinstance(place, Team) else "organisation"
    return Membership.objects.create(
        person=person,
        role=role,
        from_on=today() - timedelta(days=since),
        to_on=today() + timedelta(days=days),
        **{where: place},
    )


def holder_of(role, place=None, **other):
    """Somebody new with `role`."""
    person = PersonFactory()
    role_of(person, role, place, **other)
    return person

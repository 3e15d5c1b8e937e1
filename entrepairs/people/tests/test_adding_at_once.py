"""Two who add the same new person at the same moment."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.db import connection, transaction

from entrepairs.people import memberships
from entrepairs.people.models import Membership, Person
from entrepairs.people.roles import Role
from entrepairs.people.tests.factories import HouseFactory

EMAIL = "ana@person.example"


def add(house):
    fields = {"role": Role.VOLUNTEER, "place": house, "called": "Ana", "email": EMAIL}
    return memberships.welcome(**fields, language="fr", to_on=None, by=None)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_houses_that_add_the_same_new_address_at_once_share_one_person():
    houses, added = HouseFactory.create_batch(2), Event()

    def first():
        try:
            with transaction.atomic():
                add(houses[0])
                added.set()
                time.sleep(0.5)  # the other reads, finds nobody, and waits for us
        finally:
            connection.close()

    def second():
        try:
            assert added.wait(10)
            add(houses[1])
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        tasks = [pool.submit(first), pool.submit(second)]
        for task in tasks:
            task.result(timeout=30)

    assert Person.objects.filter(email=EMAIL).count() == 1
    assert Membership.objects.count() == 2

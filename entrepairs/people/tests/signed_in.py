"""Somebody who has signed in, with or without a second factor."""

from entrepairs.people.access import speak_to


def as_person(client, person, *, factor=False):
    """`client` is now signed in as `person`; `factor`: and showed a second key."""
    client.force_login(person, factor=factor)
    speak_to(person)
    return client

"""Persons, what they may do, and how they sign in."""

from entrepairs.core.text import fold_email
from entrepairs.people.models.address_link import AddressLink
from entrepairs.people.models.look import Look, UnnamedStaff, What
from entrepairs.people.models.membership import Membership, today
from entrepairs.people.models.open_session import OpenSession
from entrepairs.people.models.person import (
    Channel,
    Person,
    PersonManager,
    new_session_key,
)
from entrepairs.people.models.sign_in_link import SignInLink

__all__ = [
    "AddressLink",
    "Channel",
    "Look",
    "Membership",
    "OpenSession",
    "Person",
    "PersonManager",
    "SignInLink",
    "UnnamedStaff",
    "What",
    "fold_email",
    "new_session_key",
    "today",
]

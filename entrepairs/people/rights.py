"""What a person may do today. What they may see: `visible_to` of each QuerySet."""

from functools import cached_property
from typing import Any

from entrepairs.organisations.models import Organisation, Team
from entrepairs.people.models.membership import Membership
from entrepairs.people.roles import NAMED, SENSITIVE, TECHNICAL, TERMS, Right, Role


class Rights:
    """
    The rights of one person, read with one query and asked as often as one likes.

    Who keeps the site running (`is_superuser`) has nothing but that: no access to what
    is about people, unless an organisation gives a role.
    """

    def __init__(self, person: Any) -> None:
        self.person = person

    @cached_property
    def memberships(self) -> list[Membership]:
        if not self.person.is_authenticated or not self.person.is_active:
            return []
        held = Membership.objects.filter(person=self.person).current()
        rows = list(held.select_related("organisation__network", "team__organisation"))
        for row in rows:
            row.person = self.person
        return rows

    @property
    def is_technical(self) -> bool:
        return bool(self.person.is_active and self.person.is_superuser)

    def may(
        self,
        right: Right,
        organisation: Organisation | None = None,
        team: Team | None = None,
    ) -> bool:
        """
        Whether the person has `right` there; without a place: anywhere at all.

        A role in an organisation counts for its teams, never the other way round.
        """
        if right in TECHNICAL.rights:
            return self.is_technical
        given = self._giving(right)
        if team is not None:
            keys = (team.pk, team.organisation_id)
            return any(
                row.team_id == keys[0] or row.organisation_id == keys[1]
                for row in given
            )
        if organisation is not None:
            return any(row.organisation_id == organisation.pk for row in given)
        return bool(given)

    @property
    def shows_others(self) -> bool:
        """Some right of the person opens data about other people."""
        return any(self.may(right) for right in SENSITIVE)

    def organisations(self, right: Right) -> list[Organisation]:
        houses = {row.organisation_id: row.organisation for row in self._giving(right)}
        found = [house for house in houses.values() if house is not None]
        return sorted(found, key=lambda house: (house.name, house.pk))

    def team_keys(self, right: Right) -> list[int]:
        """Teams in which the right was given for the team itself."""
        return [row.team_id for row in self._giving(right) if row.team_id]

    def may_grant(self, role: Role, organisation: Organisation) -> bool:
        """Give or prolong it there. No house gives what reaches its whole network."""
        if role in NAMED and self.is_technical:
            return True
        return Right.MODERATE not in TERMS[role].rights and self.may_end(
            role, organisation
        )

    def may_end(self, role: Role, organisation: Organisation) -> bool:
        is_sensitive = TERMS[role].is_sensitive
        right = Right.GRANT_SENSITIVE if is_sensitive else Right.MANAGE_PEOPLE
        return self.may(right, organisation)

    def role_for(self, right: Right, organisation: Organisation) -> str:
        """The function in which the person uses `right` there; nothing if none."""
        for row in self._giving(right):
            if row.organisation_id == organisation.pk:
                return row.role
        return ""

    def _giving(self, right: Right) -> list[Membership]:
        return [
            row for row in self.memberships if right in TERMS[Role(row.role)].rights
        ]

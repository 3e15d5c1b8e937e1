"""Who holds which role where, from when until when."""

from datetime import date, timedelta
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from entrepairs.core.notices import Noticed
from entrepairs.organisations.models import Organisation, Team
from entrepairs.people.models.person import Channel, Person
from entrepairs.people.roles import (
    Right,
    Role,
    roles_of_organisations_only,
    roles_of_teams_only,
    roles_with,
    sensitive_roles,
)

STAYS_VISIBLE = timedelta(days=30)  # to colleagues, after the end of the last role
TECHNICAL = "technical"  # who granted it kept the site running


def today() -> date:
    """The day it is where the network is, whatever the zone of a request."""
    return timezone.localdate(timezone=timezone.get_default_timezone())


class MembershipQuerySet(models.QuerySet["Membership"]):
    def current(self) -> "MembershipQuerySet":
        """Held today: begun, not over, not withdrawn."""
        return self.begun().lasting()

    def begun(self) -> "MembershipQuerySet":
        return self.filter(from_on__lte=today())

    def lasting(self) -> "MembershipQuerySet":
        """Not over, perhaps not yet begun."""
        open_end = Q(to_on=None) | Q(to_on__gte=today())
        return self.filter(open_end, withdrawn_at=None)

    def ending_within(self, days: int) -> "MembershipQuerySet":
        """Held today, over in so many days, and nobody has prolonged it."""
        last = today() + timedelta(days=days)
        return self.current().filter(to_on__lte=last)

    def giving(self, right: Right) -> "MembershipQuerySet":
        return self.filter(role__in=roles_with(right))

    def in_organisations(self, organisations: Any) -> "MembershipQuerySet":
        """Of these organisations and of their teams. A list or a query of keys."""
        return self.filter(
            Q(organisation__in=organisations) | Q(team__organisation__in=organisations)
        )

    def recent(self) -> "MembershipQuerySet":
        """Without those that ended more than `STAYS_VISIBLE` ago."""
        day = today() - STAYS_VISIBLE
        over = Q(to_on__lt=day) | Q(withdrawn_at__date__lt=day)
        return self.exclude(over)

    def visible_to(self, user: Any) -> "MembershipQuerySet":
        """
        One's own; and the recent ones of organisations where one may see people today.
        """
        if not user.is_authenticated:
            return self.none()
        seen = Membership.objects.in_organisations(houses_of(user, Right.SEE_PEOPLE))
        others = seen.recent().values("pk")
        return self.filter(Q(person=user) | Q(pk__in=others))


def houses_of(user: Any, right: Right) -> "models.QuerySet[Membership, int | None]":
    """The keys of the organisations in which `user` has `right` today."""
    held = Membership.objects.filter(person=user, organisation__isnull=False)
    return held.current().giving(right).values_list("organisation", flat=True)


class Membership(Noticed):
    """A role of one person in one organisation or one team, for a time."""

    person = models.ForeignKey(
        Person, models.CASCADE, related_name="memberships", verbose_name=_("person")
    )
    organisation = models.ForeignKey(
        Organisation,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="memberships",
        verbose_name=_("organisation"),
    )
    team = models.ForeignKey(
        Team,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="memberships",
        verbose_name=_("team"),
    )
    role = models.CharField(_("role"), max_length=14, choices=Role)
    # As this organisation knows the person: it learns nothing of other houses.
    called = models.CharField(_("name to be called by"), max_length=80, blank=True)
    # As it was told here; empty: what the person says.
    channel = models.CharField(
        _("preferred channel"), max_length=5, choices=Channel, blank=True
    )
    from_on = models.DateField(_("from"), default=today)
    to_on = models.DateField(_("until and including"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    # Who gave or last prolonged it: the name goes with that person, the function stays.
    granted_by = models.ForeignKey(
        Person, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    granted_as = models.CharField(max_length=14, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("role held")
        verbose_name_plural = _("roles held")
        ordering = ["person", "pk"]
        constraints = [
            models.CheckConstraint(
                name="people_membership_one_place",
                condition=Q(organisation=None, team__isnull=False)
                | Q(organisation__isnull=False, team=None),
                violation_error_message=_(
                    "A role is held in an organisation or in a team: choose one."
                ),
            ),
            models.CheckConstraint(
                name="people_membership_house_roles",
                condition=~Q(role__in=roles_of_organisations_only())
                | Q(organisation__isnull=False),
                violation_error_message=_(
                    "This role is held in an organisation, not in a team."
                ),
            ),
            models.CheckConstraint(
                name="people_membership_team_roles",
                condition=~Q(role__in=roles_of_teams_only()) | Q(team__isnull=False),
                violation_error_message=_(
                    "This role is held in a team: choose which one."
                ),
            ),
            models.CheckConstraint(
                name="people_membership_sensitive_ends",
                condition=~Q(role__in=sensitive_roles()) | Q(to_on__isnull=False),
                violation_error_message=_(
                    "This role shows data about other people: it needs an end date. "
                    "It can be prolonged before that day."
                ),
            ),
            models.CheckConstraint(
                name="people_membership_ends_after_start",
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")),
                violation_error_message=_("A role cannot end before it begins."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} #{self.pk}"

    @property
    def house(self) -> Organisation:
        """The organisation that answers for it. A query if its team was not read."""
        return self.organisation or self.team.organisation  # type: ignore[union-attr]

    @property
    def place(self) -> Organisation | Team:
        return self.organisation or self.team  # type: ignore[return-value]

    @property
    def known_as(self) -> str:
        """What colleagues read: never the address."""
        return self.called or self.person.called or _unnamed()

    @property
    def reached_by(self) -> str:
        """How the person wants to be reached, as far as this organisation knows."""
        return str(Channel(self.channel or self.person.channel).label)

    @property
    def as_role(self) -> Role:
        return Role(self.role)

    @property
    def last_day(self) -> date:
        """`date.max` while it has no end."""
        last = self.to_on or date.max
        if self.withdrawn_at is None:
            return last
        withdrawn = timezone.localdate(self.withdrawn_at)
        return min(last, withdrawn - timedelta(days=1))

    @property
    def is_over(self) -> bool:
        ended = self.to_on is not None and self.to_on < today()
        return ended or self.withdrawn_at is not None

    @property
    def is_current(self) -> bool:
        return not self.is_over and self.from_on <= today()

    def end_now(self) -> None:
        self.withdrawn_at = timezone.now()
        self.save(update_fields=["withdrawn_at"])

    @property
    def granted_by_whom(self) -> str:
        """The function of who gave it, never a name."""
        if self.granted_as == TECHNICAL:
            return str(_("technical administration"))
        return str(dict(Role.choices).get(self.granted_as, ""))


def _unnamed() -> str:
    return str(_("a person without a name"))

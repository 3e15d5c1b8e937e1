"""
Which role may do what: the one place that tells. `docs/people.md` and the page
«Who can see what» are made from `TERMS`.
"""

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What somebody does in an organisation or a team, and nowhere else."""

    VOLUNTEER = "volunteer", _("volunteer")
    PEER = "peer", _("peer supporter")
    FACILITATOR = "facilitator", _("facilitator")
    COORDINATOR = "coordinator", _("coordinator of a place")
    TRAINER = "trainer", _("trainer")
    ACCOMPANIER = "accompanier", _("accompanier of teams")
    INTERVISION = "intervision", _("intervision facilitator")
    EDITOR = "editor", _("editor")
    MODERATOR = "moderator", _("directory moderator")
    TEAM_CONTACT = "team_contact", _("team contact")
    TREASURER = "treasurer", _("treasurer")
    DATA_CONTACT = "data_contact", _("data-protection contact")
    ADMINISTRATOR = "administrator", _("organisation administrator")


class Right(models.TextChoices):
    """What a role allows. The first ones open what is known of other people."""

    SEE_PEOPLE = "see_people", _("see the persons of the organisation and their roles")
    MANAGE_PEOPLE = "manage_people", _("add persons, give and end everyday roles")
    GRANT_SENSITIVE = "grant_sensitive", _("give and end roles that need an end date")
    SEE_VOLUNTEERS = "see_volunteers", _("see the files of volunteers")
    SEE_GROUPS = "see_groups", _("see who comes to one's own activities")
    SEE_PATHWAYS = "see_pathways", _("see the contacts of accompanied teams")
    SEE_INTERVISION = "see_intervision", _("see who takes part in one's intervision")
    SEE_PAYMENTS = "see_payments", _("see bank accounts and expenses")
    ANSWER_REQUESTS = "answer_requests", _("answer requests about personal data")
    READ_ACCESS_LOG = "read_access_log", _("read who looked at what")
    EXPORT_PEOPLE = "export_people", _("take lists of persons along, with a reason")
    HANDLE_BREACHES = "handle_breaches", _("record data breaches and whom they touch")
    CHECK_ENTRY = "check_entry", _("check and confirm entries of the directory")
    MODERATE = "moderate", _("watch over the entries of the organisation's network")
    WRITE_PAGES = "write_pages", _("write news and pages")
    RUN_SITE = "run_site", _("settings, queues and the state of mails, without content")


# These show other people's data, or reach beyond one's own organisation: the second
# factor and, in a role, an end date.
SENSITIVE = frozenset(
    {
        Right.SEE_PEOPLE,
        Right.MANAGE_PEOPLE,
        Right.GRANT_SENSITIVE,
        Right.SEE_VOLUNTEERS,
        Right.SEE_GROUPS,
        Right.SEE_PATHWAYS,
        Right.SEE_INTERVISION,
        Right.SEE_PAYMENTS,
        Right.ANSWER_REQUESTS,
        Right.READ_ACCESS_LOG,
        Right.EXPORT_PEOPLE,
        Right.HANDLE_BREACHES,
        Right.MODERATE,
    }
)


@dataclass(frozen=True)
class Terms:
    """What a role allows, and whether it is held in a team or in an organisation."""

    function: Promise
    rights: tuple[Right, ...] = ()
    in_team: bool = False
    in_organisation: bool = True
    tells_of_health: bool = False  # art. 9: only with the person's explicit yes

    @property
    def is_sensitive(self) -> bool:
        return not SENSITIVE.isdisjoint(self.rights)


TERMS: dict[Role, Terms] = {
    Role.VOLUNTEER: Terms(_("lends a hand"), in_team=True),
    Role.PEER: Terms(
        _("accompanies others from lived experience"),
        in_team=True,
        tells_of_health=True,
    ),
    Role.FACILITATOR: Terms(
        _("prepares and holds activities"), (Right.SEE_GROUPS,), in_team=True
    ),
    Role.COORDINATOR: Terms(
        _("makes a place live, with its volunteers and peers"),
        (
            Right.SEE_PEOPLE,
            Right.MANAGE_PEOPLE,
            Right.SEE_VOLUNTEERS,
            Right.SEE_GROUPS,
            Right.CHECK_ENTRY,
        ),
    ),
    Role.TRAINER: Terms(_("gives training"), (Right.SEE_GROUPS,)),
    Role.ACCOMPANIER: Terms(
        _("accompanies teams that want to work with peers"), (Right.SEE_PATHWAYS,)
    ),
    Role.INTERVISION: Terms(
        _("holds one cycle of intervision"), (Right.SEE_INTERVISION,)
    ),
    Role.EDITOR: Terms(_("writes for the site"), (Right.WRITE_PAGES,)),
    Role.MODERATOR: Terms(
        _("looks after the directory"), (Right.MODERATE, Right.CHECK_ENTRY)
    ),
    Role.TEAM_CONTACT: Terms(
        _("answers for the entry of a team"),
        (Right.CHECK_ENTRY,),
        in_team=True,
        in_organisation=False,
    ),
    Role.TREASURER: Terms(
        _("keeps the accounts and pays expenses back"), (Right.SEE_PAYMENTS,)
    ),
    Role.DATA_CONTACT: Terms(
        _("watches over personal data"),
        (
            Right.SEE_PEOPLE,
            Right.ANSWER_REQUESTS,
            Right.READ_ACCESS_LOG,
            Right.HANDLE_BREACHES,
        ),
    ),
    Role.ADMINISTRATOR: Terms(
        _("answers for the organisation and its roles"),
        (
            Right.SEE_PEOPLE,
            Right.MANAGE_PEOPLE,
            Right.GRANT_SENSITIVE,
            Right.EXPORT_PEOPLE,
            Right.HANDLE_BREACHES,
            Right.CHECK_ENTRY,
        ),
    ),
}

TECHNICAL = Terms(_("keeps the site running"), (Right.RUN_SITE,))
# What whoever keeps the site running names for an organisation.
NAMED = (Role.ADMINISTRATOR, Role.MODERATOR)


def roles_with(right: Right) -> list[Role]:
    return [role for role, terms in TERMS.items() if right in terms.rights]


def sensitive_roles() -> list[Role]:
    return [role for role, terms in TERMS.items() if terms.is_sensitive]


def roles_of_organisations_only() -> list[Role]:
    return [role for role, terms in TERMS.items() if not terms.in_team]


def roles_of_teams_only() -> list[Role]:
    return [role for role, terms in TERMS.items() if not terms.in_organisation]

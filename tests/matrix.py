"""
Who may open what: one row for each address, compared with what really happens.

A new page needs a row in `ROWS`: its name, who may open it, and what stands in its
address. The viewsets of the back office have one row each, by namespace, in `GROUPS`.

`python -m tests.matrix_for_judge http://127.0.0.1:8000` writes the same, for a running
demonstration, in the shape that an outside judge of access reads.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import override

# Who asks. Roles are held in one house; strangers hold the same in another.
VISITOR = "visitor"
PERSON = "person"  # signed in, without a role
PEER = "peer"
TEAM = "team"  # contact of a team of the house
MODERATOR = "moderator"  # of the house's network
COORDINATOR = "coordinator"
ADMINISTRATOR = "administrator"
DATA_CONTACT = "data_contact"
NO_KEY = "administrator without a second key"
ENDED = "administrator until yesterday"
STRANGER = "administrator of another house"
TECHNICAL = "technical"  # keeps the site running, and sees nothing of people
WHO = (
    *(VISITOR, PERSON, PEER, TEAM, MODERATOR, COORDINATOR, ADMINISTRATOR),
    *(DATA_CONTACT, NO_KEY, ENDED, STRANGER, TECHNICAL),
)

ALL = frozenset(WHO)
SIGNED_IN = ALL - {VISITOR}
KEYED = SIGNED_IN - {NO_KEY}
HOUSE = frozenset({COORDINATOR, ADMINISTRATOR})  # who manages its people
SEES_HOUSE = HOUSE | {DATA_CONTACT}
CHECKS = HOUSE | {TEAM, MODERATOR, NO_KEY}  # the entry of the team
ANSWERS = frozenset({DATA_CONTACT})
BACK_OFFICE = frozenset({TECHNICAL})
PROTECTS = frozenset({ADMINISTRATOR, DATA_CONTACT})
NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Row:
    """`ok`: who gets in; others: the door, or 404. `{…}` stands for what is there."""

    ok: frozenset[str]
    arguments: dict[str, str] = field(default_factory=dict)
    form: dict[str, str] | None = None  # sent by POST; the others are only looked at
    leads_on: bool = False  # 302 to another page of ours, in place of 200
    skip: str = ""  # why it cannot be asked for here, and where it is tested

    def path(self, name: str, there: dict[str, str]) -> str:
        filled = {key: text.format(**there) for key, text in self.arguments.items()}
        with override("fr"):
            return reverse(name, kwargs=filled)


def secret(where: str) -> Row:
    """A page whose address holds a secret: whoever has the link may open it."""
    return Row(ALL, skip=f"the link is the right; tested in {where}")


_HOUSE = {"slug": "{house}"}
_PERSON = _HOUSE | {"pk": "{person}"}
_ROLE = {"pk": "{role}"}
_REQUEST = {"pk": "{request}"}
_KEYS = "test_second_factor.py"

ROWS: dict[str, Row] = {
    # For all
    "root:door": Row(ALL, leads_on=True),
    "root:brand": Row(ALL, skip="colours of a network that has its own: test_brand.py"),
    "root:robots": Row(ALL),
    "root:sitemap": Row(ALL),
    "root:sitemap_part": Row(ALL, {"part": "1"}),
    "root:security": Row(ALL),
    "api:openapi-json": Row(ALL),
    "api:list_teams": Row(ALL),
    "api:list_features": Row(ALL),
    "api:list_spots": Row(ALL, skip="asks for a zoom: test_api_teams.py"),
    "api:api-root": Row(NOBODY),
    "website:home": Row(ALL),
    "website:help_lines": Row(ALL),
    "website:search": Row(ALL),
    "website:peer_support": Row(ALL),
    "website:door_support": Row(ALL),
    "website:door_peer": Row(ALL),
    "website:door_team": Row(ALL),
    "website:about": Row(ALL),
    "website:privacy": Row(ALL),
    "website:accessibility": Row(ALL),
    "website:open_data": Row(ALL),
    "directory:list": Row(ALL),
    "directory:suggest": Row(ALL),
    "directory:feed": Row(ALL),
    "directory:export": Row(ALL, {"kind": "csv"}),
    "directory:team": Row(ALL, {"slug": "{team}"}),
    "directory:organisation": Row(ALL, _HOUSE),
    "directory:years": Row(ALL),
    "directory:verify": secret("test_verification.py"),
    "privacy_root:register": Row(ALL, leads_on=True),
    "privacy:register": Row(ALL),
    "privacy:register_csv": Row(ALL),
    "privacy:register_json": Row(ALL),
    "website:leaving": Row(ALL),
    "privacy:notice": Row(
        ALL, skip="versions are kept as they change: test_register.py"
    ),
    # One's data, by a mailed link or an account
    "rights:ask": Row(ALL),
    "rights:asked": Row(ALL),
    "rights:link": secret("test_rights.py"),
    "rights:mine": secret("test_rights.py"),
    "rights:page": secret("test_rights.py"),
    "rights:data": secret("test_rights.py"),
    "rights:erase": secret("test_rights.py"),
    "rights:wish": secret("test_rights.py"),
    "rights:leave": secret("test_rights.py"),
    "rights:receipt": secret("test_rights.py"),
    "rights:door": Row(SIGNED_IN, skip="asks who is there: test_rights_answered.py"),
    "rights:requests": Row(ANSWERS),
    "rights:add": Row(ANSWERS),
    "rights:request": Row(ANSWERS, _REQUEST),
    "rights:checked": Row(ANSWERS, _REQUEST, form={}),
    "rights:longer": Row(ANSWERS, _REQUEST, form={}),
    "rights:answered": Row(ANSWERS, _REQUEST, form={}),
    "rights:refuse": Row(ANSWERS, _REQUEST, form={"reason": "others"}),
    "rights:erase_for": Row(ANSWERS, _REQUEST, leads_on=True),
    # Getting in and out
    "people:open_link": secret("test_links.py"),
    "people:how_to_enter": Row(ALL, skip="leads on: test_back_office_door.py"),
    "people:?": Row(NOBODY, skip="Wagtail's pages for passwords: always 404"),
    "account_login": Row(ALL, skip="leads on who is in: test_signin_code.py"),
    "account_confirm_login_code": Row(ALL, skip="needs a code: test_signin_code.py"),
    "mfa_login_webauthn": Row(ALL, skip=f"needs a key: {_KEYS}"),
    "passkey_options": Row(ALL, skip=f"needs a key: {_KEYS}"),
    "mfa_authenticate": Row(ALL, skip=f"half signed in: {_KEYS}"),
    "factor_options": Row(ALL, skip=f"half signed in: {_KEYS}"),
    "mfa_reauthenticate": Row(SIGNED_IN, skip=f"by what one has: {_KEYS}"),
    "account_logout": Row(ALL, skip="says goodbye: test_signin_code.py"),
    # One's own
    "people:space": Row(SIGNED_IN, leads_on=True),
    "space:home": Row(SIGNED_IN),
    "space:profile": Row(SIGNED_IN),
    "space:new_address": Row(SIGNED_IN, form={"new_email": "new@person.example"}),
    "space:change_address": secret("test_house_pages.py"),
    "space:who_sees": Row(SIGNED_IN),
    "space:who_sees_file": Row(SIGNED_IN),
    "space:looks": Row(SIGNED_IN),
    "people_sessions": Row(SIGNED_IN),
    "mfa_index": Row(SIGNED_IN),
    "mfa_add_webauthn": Row(SIGNED_IN, skip=f"asks who is there: {_KEYS}"),
    "registration_options": Row(SIGNED_IN, skip=f"asks who is there: {_KEYS}"),
    "mfa_activate_totp": Row(SIGNED_IN, skip=f"asks who is there: {_KEYS}"),
    "mfa_view_recovery_codes": Row(SIGNED_IN, skip=f"asks who is there: {_KEYS}"),
    "mfa_remove": Row(SIGNED_IN, skip=f"one's own keys only: {_KEYS}"),
    # What roles open
    "directory:my_entries": Row(SIGNED_IN),
    "directory:my_entry": Row(CHECKS, {"slug": "{team}"}),
    "space:persons": Row(SEES_HOUSE, _HOUSE),
    "space:add": Row(HOUSE, _HOUSE),
    "space:person": Row(SEES_HOUSE, _PERSON),
    "space:role": Row(HOUSE, _ROLE),
    "space:withdraw": Row(HOUSE, _ROLE, form={}),
    "space:house_looks": Row(frozenset({DATA_CONTACT}), _HOUSE),
    "space:name_staff": Row(
        NOBODY, skip="a look of the house's own persons: test_looks.py"
    ),
    "space:appoint": Row(BACK_OFFICE),
    # Requests, lists taken along, breaches
    "protection:files": Row(PROTECTS, _HOUSE),
    "protection:file": Row(PROTECTS, skip="needs a list taken along: test_exports.py"),
    "protection:register": Row(PROTECTS, _HOUSE),
    "protection:new": Row(PROTECTS, _HOUSE),
    "protection:breach": Row(PROTECTS, skip="needs a breach: test_breaches.py"),
    "protection:change": Row(PROTECTS, skip="needs a breach: test_breaches.py"),
    # The back office: pages of ours that no viewset made
    "people:account": Row(BACK_OFFICE),
    "mail_again": Row(BACK_OFFICE, skip="a mail in doubt: test_back_office.py"),
    "mail_texts": Row(BACK_OFFICE),
    "mail_text": Row(BACK_OFFICE, skip="needs a kind of mail: test_texts.py"),
    "mail_text_of_house": Row(BACK_OFFICE, skip="as above"),
    "retention_go_on": Row(BACK_OFFICE, skip="a stopped run: test_retention.py"),
    "importing:index": Row(BACK_OFFICE),
    "importing:upload": Row(BACK_OFFICE),
    "importing:run": Row(BACK_OFFICE, skip="needs a run: test_import_pages.py"),
    "importing:columns": Row(BACK_OFFICE, skip="as above"),
    "importing:values": Row(BACK_OFFICE, skip="as above"),
    "importing:apply": Row(BACK_OFFICE, skip="as above"),
    "importing:undo": Row(BACK_OFFICE, skip="as above"),
    "importing:resume": Row(BACK_OFFICE, skip="as above"),
    "importing:accept": Row(BACK_OFFICE, skip="as above"),
    "importing:refused": Row(BACK_OFFICE, skip="as above"),
}

# Viewsets and Wagtail's own pages, by the namespace of their addresses.
GROUPS: dict[str, frozenset[str]] = dict.fromkeys(
    (
        *("teams", "organisations", "networks", "places", "synonyms", "outbox"),
        *("help_lines", "retention_runs", "retention_terms", "retention_thresholds"),
        *("terms_sector", "terms_publicserved", "terms_peeractivity"),
        *("terms_engagementform", "terms_livedexperiencedomain"),
        *("terms_spokenlanguage", "terms_accessfeature"),
        *("place_chooser", "organisation_chooser", "team_chooser"),
    ),
    BACK_OFFICE,
)
# Doors and icons of Wagtail that ask nobody who they are.
OPEN_IN_WAGTAIL = {
    *("wagtailadmin_login", "wagtailadmin_logout", "wagtailadmin_sprite"),
    "wagtailadmin_javascript_catalog",
}


def is_wagtail_s(name: str, route: str) -> bool:
    first = name.split(":")[0]
    return first.startswith("wagtail") or (first == "?" and route.startswith("admin/"))


def without_row(names: Iterator[tuple[str, str]]) -> list[str]:
    """What to write for each address that nobody has thought of."""
    return [
        f"{name} ({route}) has no row in tests/matrix.py. Who may open it? Write:\n"
        f'    "{name}": Row(SIGNED_IN),  # or ALL, HOUSE, BACK_OFFICE … and, for what '
        "stands in its address, a dict of arguments"
        for name, route in names
        if name not in ROWS
        and name.split(":")[0] not in GROUPS
        and not is_wagtail_s(name, route)
    ]


def asked() -> list[tuple[str, Row]]:
    return [(name, row) for name, row in ROWS.items() if not row.skip]

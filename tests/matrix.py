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

from entrepairs.people.roles import Role

# Who asks: each role, held in one house (the contact in a team of it, the moderator in
# another house of its network), and those who have none there today.
VISITOR = "visitor"
PERSON = "person"  # signed in, without a role
NO_KEY = "administrator without a second key"
ENDED = "administrator until yesterday"
STRANGER = "administrator of another house"
TECHNICAL = "technical"  # keeps the site running, and sees nothing of people
ROLES = tuple(role.value for role in Role)
WHO = (VISITOR, PERSON, *ROLES, NO_KEY, ENDED, STRANGER, TECHNICAL)

ALL = frozenset(WHO)
SIGNED_IN = ALL - {VISITOR}
HOUSE = frozenset({Role.COORDINATOR.value, Role.ADMINISTRATOR.value})  # its people
ANSWERS = frozenset({Role.DATA_CONTACT.value})
SEES_HOUSE = HOUSE | ANSWERS
CHECKS = HOUSE | {Role.TEAM_CONTACT.value, Role.MODERATOR.value}  # the team's entry
BACK_OFFICE = frozenset({TECHNICAL})
PROTECTS = ANSWERS | {Role.ADMINISTRATOR.value}
NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Row:
    """`ok`: who gets in; others: the door, or 404. `{…}` stands for what is there."""

    ok: frozenset[str]
    arguments: dict[str, str] = field(default_factory=dict)
    form: dict[str, str] | None = None  # sent by POST; the others are only looked at
    leads_on: bool = False  # 302 to another page of ours, in place of 200
    skip: str = ""  # the test that asks for it, where this one cannot

    def path(self, name: str, there: dict[str, str]) -> str:
        filled = {key: text.format(**there) for key, text in self.arguments.items()}
        with override("fr"):
            return reverse(name, kwargs=filled)


def secret(test: str) -> Row:
    """A page whose address holds a secret: whoever has the link may open it."""
    return Row(ALL, skip=test)


_HOUSE = {"slug": "{house}"}
_PERSON = _HOUSE | {"pk": "{person}"}
_ROLE = {"pk": "{role}"}
_REQUEST = {"pk": "{request}"}
_RUN = "test_a_file_goes_from_upload_to_undo_by_the_pages"
_LINK = "test_looking_at_the_link_changes_nothing_and_the_button_opens_the_page"

ROWS: dict[str, Row] = {
    # For all
    "root:door": Row(ALL, leads_on=True),
    "root:brand": Row(ALL, skip="test_the_address_changes_with_the_colour"),
    "root:robots": Row(ALL),
    "root:sitemap": Row(ALL),
    "root:sitemap_part": Row(ALL, {"part": "1"}),
    "root:security": Row(ALL),
    "api:openapi-json": Row(ALL),
    "api:list_teams": Row(ALL),
    "api:list_features": Row(ALL),
    "api:list_spots": Row(ALL, skip="test_spots_of_the_map_take_the_same_parameters"),
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
    "directory:verify": secret(
        "test_the_button_of_the_mailed_link_removes_the_warning_at_once"
    ),
    "privacy_root:register": Row(ALL, leads_on=True),
    "privacy:register": Row(ALL),
    "privacy:register_csv": Row(ALL),
    "privacy:register_json": Row(ALL),
    "website:leaving": Row(ALL),
    "privacy:notice": Row(
        ALL, skip="test_the_words_that_a_record_s_version_stands_for_can_be_read"
    ),
    # One's data, by a mailed link or an account
    "rights:ask": Row(ALL),
    "rights:asked": Row(ALL),
    "rights:link": secret(_LINK),
    "rights:mine": secret("test_the_page_closes_after_half_an_hour"),
    "rights:page": secret(_LINK),
    "rights:data": secret("test_the_copy_for_machines_holds_all_and_no_secret"),
    "rights:erase": secret(
        "test_erasing_shows_first_then_leaves_a_receipt_and_nothing_else"
    ),
    "rights:wish": secret(
        "test_other_wishes_go_to_somebody_who_answers_and_the_month_runs"
    ),
    "rights:leave": secret("test_the_page_closes_after_half_an_hour"),
    "rights:receipt": secret(
        "test_erasing_shows_first_then_leaves_a_receipt_and_nothing_else"
    ),
    "rights:door": Row(
        SIGNED_IN, skip="test_the_door_in_my_space_opens_a_page_by_its_button_only"
    ),
    "rights:requests": Row(ANSWERS),
    "rights:add": Row(ANSWERS),
    "rights:request": Row(ANSWERS, _REQUEST),
    "rights:edit": Row(ANSWERS, _REQUEST),
    "rights:checked": Row(ANSWERS, _REQUEST, form={}),
    "rights:longer": Row(ANSWERS, _REQUEST, form={}),
    "rights:answered": Row(ANSWERS, _REQUEST, form={}),
    "rights:refuse": Row(ANSWERS, _REQUEST, form={"reason": "others"}),
    "rights:erase_for": Row(ANSWERS, _REQUEST, leads_on=True),
    # Getting in and out
    "people:open_link": secret(
        "test_a_link_signs_its_person_in_and_then_works_no_more"
    ),
    "people:how_to_enter": Row(
        ALL, skip="test_the_door_explains_and_asks_for_no_password"
    ),
    "people:?": Row(NOBODY, skip="test_pages_made_for_passwords_are_not_here"),
    "account_login": Row(ALL, skip="test_who_is_in_is_led_on"),
    "account_confirm_login_code": Row(
        ALL, skip="test_a_newcomer_signs_in_with_the_code_of_the_mail"
    ),
    "mfa_login_webauthn": Row(
        ALL, skip="test_made_up_answers_of_a_passkey_get_a_clear_page"
    ),
    "passkey_options": Row(ALL, skip="test_a_challenge_is_given_to_our_own_pages_only"),
    "mfa_authenticate": Row(
        ALL, skip="test_the_next_sign_in_asks_for_the_factor_and_is_not_in_before"
    ),
    "factor_options": Row(ALL, skip="test_a_challenge_is_given_to_our_own_pages_only"),
    "mfa_reauthenticate": Row(
        SIGNED_IN, skip="test_who_has_a_factor_shows_it_before_changing_it"
    ),
    "account_logout": Row(
        ALL, skip="test_signing_out_takes_a_button_and_ends_the_cookie"
    ),
    "account_leave": Row(
        ALL, skip="test_leaving_quickly_signs_out_and_no_other_site_can_ask_it"
    ),
    # One's own
    "people:space": Row(SIGNED_IN, leads_on=True),
    "space:home": Row(SIGNED_IN),
    "space:profile": Row(SIGNED_IN),
    "space:new_address": Row(SIGNED_IN, form={"new_email": "new@person.example"}),
    "space:change_address": secret(
        "test_a_new_address_counts_only_once_its_button_is_pressed"
    ),
    "space:who_sees": Row(SIGNED_IN),
    "space:who_sees_file": Row(SIGNED_IN),
    "space:looks": Row(SIGNED_IN),
    "consents:mine": Row(SIGNED_IN),
    "consents:withdraw": Row(
        SIGNED_IN, skip="test_the_button_takes_the_yes_back_and_ends_the_role_only"
    ),
    "people_sessions": Row(SIGNED_IN),
    "mfa_index": Row(SIGNED_IN),
    "mfa_add_webauthn": Row(
        SIGNED_IN, skip="test_keys_change_only_soon_after_signing_in"
    ),
    "registration_options": Row(
        SIGNED_IN, skip="test_a_challenge_is_given_to_our_own_pages_only"
    ),
    "mfa_activate_totp": Row(
        SIGNED_IN, skip="test_keys_change_only_soon_after_signing_in"
    ),
    "mfa_view_recovery_codes": Row(
        SIGNED_IN, skip="test_who_has_a_factor_shows_it_before_changing_it"
    ),
    "mfa_remove": Row(SIGNED_IN, skip="test_the_keys_of_others_are_not_there"),
    # What roles open
    "directory:my_entries": Row(SIGNED_IN - {NO_KEY}),
    "directory:my_entry": Row(CHECKS, {"slug": "{team}"}),
    "space:persons": Row(SEES_HOUSE, _HOUSE),
    "space:add": Row(HOUSE, _HOUSE),
    "space:person": Row(SEES_HOUSE, _PERSON),
    "space:edit": Row(HOUSE, _PERSON),
    "space:role": Row(HOUSE, _ROLE),
    "space:withdraw": Row(HOUSE, _ROLE, form={}),
    "space:house_looks": Row(ANSWERS, _HOUSE),
    "space:name_staff": Row(
        ANSWERS, skip="test_a_name_that_endangers_is_kept_back_and_the_function_stays"
    ),
    "space:appoint": Row(BACK_OFFICE),
    # Requests, lists taken along, breaches
    "protection:files": Row(PROTECTS, _HOUSE),
    "protection:file": Row(PROTECTS, skip="test_nobody_else_fetches_the_file"),
    "protection:register": Row(PROTECTS, _HOUSE),
    "protection:new": Row(PROTECTS, _HOUSE),
    "protection:breach": Row(PROTECTS, skip="test_others_do_not_see_breaches"),
    "protection:change": Row(
        PROTECTS, skip="test_another_organisation_does_not_see_it"
    ),
    # The back office: pages of ours that no viewset made
    "people:account": Row(BACK_OFFICE),
    "mail_again": Row(
        BACK_OFFICE, skip="test_who_is_no_administrator_does_not_reach_the_outbox"
    ),
    "mail_texts": Row(BACK_OFFICE),
    "mail_text": Row(
        BACK_OFFICE, skip="test_who_is_no_administrator_does_not_reach_the_texts"
    ),
    "mail_text_of_house": Row(
        BACK_OFFICE,
        skip="test_back_to_the_text_of_the_house_in_one_step_and_what_was_written_stays",
    ),
    "retention_go_on": Row(BACK_OFFICE, skip="test_nobody_else_may_press_it"),
    "importing:index": Row(BACK_OFFICE),
    "importing:upload": Row(BACK_OFFICE),
    "importing:run": Row(BACK_OFFICE, skip=_RUN),
    "importing:columns": Row(BACK_OFFICE, skip=_RUN),
    "importing:values": Row(BACK_OFFICE, skip=_RUN),
    "importing:apply": Row(BACK_OFFICE, skip=_RUN),
    "importing:undo": Row(BACK_OFFICE, skip=_RUN),
    "importing:resume": Row(
        BACK_OFFICE, skip="test_a_run_without_a_worker_may_be_resumed"
    ),
    "importing:accept": Row(
        BACK_OFFICE, skip="test_who_may_not_import_is_told_of_no_such_page"
    ),
    "importing:refused": Row(
        BACK_OFFICE, skip="test_the_refused_rows_are_offered_as_files"
    ),
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

"""`docs/people.md` tells the roles as they are in the code."""

from pathlib import Path

from django.utils.translation import override

from entrepairs.people.roles import TERMS, Role
from entrepairs.people.space_views import roles_and_rights

PAPER = Path(__file__).resolve().parents[3] / "docs/people.md"


def places():
    for role in Role:
        terms = TERMS[role]
        held = (terms.in_organisation, terms.in_team)
        yield {(True, True): "either", (True, False): "organisation"}.get(held, "team")
    yield "site"


def table():
    """What stands in the paper between its head and the next empty line."""
    with override("en"):
        return "\n".join(
            "| {} | {} | {} | {} | {} |".format(
                line["role"],
                place,
                "; ".join(map(str, line["others"])) or "nothing",
                "; ".join(map(str, line["things"])) or "–",
                "yes" if line["ends"] else "no",
            )
            for line, place in zip(roles_and_rights(), places(), strict=True)
        )


def test_the_table_of_roles_is_made_from_the_code():
    found = PAPER.read_text().split("|---|---|---|---|---|\n")[1].split("\n\n")[0]

    assert found.strip() == table(), f"write into docs/people.md:\n{table()}"

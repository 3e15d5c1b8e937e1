"""Lists of teams, as people keep them in spreadsheets: found by `importing`."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from entrepairs.core.language import CODES
from entrepairs.directory.imports.creating import Creator, undo
from entrepairs.directory.imports.declaration import FIELDS, NEEDS, page_of
from entrepairs.directory.imports.finding import PLACES
from entrepairs.directory.imports.judging import Draft, judge
from entrepairs.directory.imports.known import KnownTeams
from entrepairs.directory.imports.placing import Locator
from entrepairs.importing.kinds import Judgement, Kind, Made, Option, declare
from entrepairs.organisations.models import Network


class TeamImporter:
    """One run's work on a list of teams."""

    def __init__(
        self,
        *,
        network_id: int,
        options: dict[str, Any],
        person_id: int | None = None,
        told: dict[str, str] | None = None,
    ) -> None:
        country = Network.objects.values_list("country", flat=True).get(pk=network_id)
        language = options.get("language", "")
        self.locator = Locator(country, told)
        self.teams = KnownTeams()
        self.creator = Creator(
            network_id=network_id,
            language=language if language in CODES else "fr",
            publish=bool(options.get("publish")),
        )

    def judge(self, values: dict[str, str], *, force: bool = False) -> Judgement:
        return judge(values, locator=self.locator, teams=self.teams, force=force)

    def create(self, drafts: Sequence[Draft]) -> list[Made]:
        return self.creator.create(drafts)

    def undo(self, traces: Sequence[dict[str, Any]]) -> list[bool]:
        return undo(traces)


declare(
    Kind(
        code="teams",
        label=_("Teams of the directory"),
        fields=FIELDS,
        needs=NEEDS,
        importer=TeamImporter,
        lookup=PLACES,
        url=page_of,
        options=(
            Option(
                name="publish",
                label=_("Publish at once"),
                help=_("Otherwise they come in as drafts, which only your team sees."),
            ),
        ),
    )
)

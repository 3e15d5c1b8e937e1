"""The form of an entry: its team, what is told of it, and where it is."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms.models import WagtailAdminModelForm

from entrepairs.directory.admin.coverage import meant, written
from entrepairs.directory.admin.houses import organisation_chooser, team_chooser
from entrepairs.directory.models import Entry
from entrepairs.organisations.actions import free_slug
from entrepairs.organisations.models import Network, Organisation, Team
from entrepairs.places.models import Place

CHANGED = gettext_lazy(
    "This entry was changed meanwhile by %(name)s. Nothing is saved; what you typed"
    " is still here. Open the entry again in another tab to compare, then take over"
    " there what you want to keep."
)


class EntryForm(WagtailAdminModelForm):
    existing_team = forms.ModelChoiceField(
        Team.objects.all(),
        label=gettext_lazy("A team we know already"),
        help_text=gettext_lazy("Leave empty to write its name below."),
        required=False,
        widget=team_chooser.widget_class,
    )
    team_name = forms.CharField(
        label=gettext_lazy("Name of the team"), max_length=200, required=False
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.all(),
        label=gettext_lazy("Organisation"),
        required=False,
        widget=organisation_chooser.widget_class,
    )
    new_organisation = forms.CharField(
        label=gettext_lazy("New organisation"),
        help_text=gettext_lazy("Its name, if it is not known here yet."),
        max_length=200,
        required=False,
    )
    also_in = forms.CharField(
        label=gettext_lazy("Also works in"),
        help_text=gettext_lazy("One municipality or postcode on each line."),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    opened_at = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, network: Network | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.network = network or Network.objects.get(host=None)
        self.known: dict[str, Place] = {}
        if self.instance.team_id:
            team = self.instance.team
            self.fields.pop("existing_team", None)
            self.initial["team_name"] = team.name
            self.initial["organisation"] = team.organisation_id
        if self.instance.pk:
            country = self.instance.team.organisation.network.country
            for place in self.instance.coverage.all():
                self.known[written(place, country=country)] = place
            self.initial["opened_at"] = _state_of(self.instance)[0]
            self.initial["also_in"] = "\n".join(self.known)

    def clean_existing_team(self) -> Team | None:
        team: Team | None = self.cleaned_data["existing_team"]
        if team and Entry.objects.filter(team=team).exists():
            raise ValidationError(_("This team has an entry already."))
        return team

    def clean_also_in(self) -> list[Place]:
        lines = [line.strip() for line in self.cleaned_data["also_in"].splitlines()]
        country = self._country()
        found = [
            self.known.get(line) or _place(line, country=country)
            for line in lines
            if line
        ]
        return list(dict.fromkeys(found))

    def _country(self) -> str:
        """Of the network in which the organisation is, or will be."""
        team = self.cleaned_data.get("existing_team")
        house = team.organisation if team else self.cleaned_data.get("organisation")
        return str((house.network if house else self.network).country)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean()
        self._refuse_if_changed(data)
        moved = {"street", "postcode", "place"} & set(self.changed_data)
        if moved and not {"latitude", "longitude"} & set(self.changed_data):
            # The position is that of the address before.
            data["latitude"] = data["longitude"] = None
        if "life" in self.changed_data and "life_on" not in self.changed_data:
            data["life_on"] = timezone.localdate()
        if not data.get("existing_team"):
            self._check_team(data)
        return data

    def _refuse_if_changed(self, data: dict[str, Any]) -> None:
        """A form opened before would undo what was saved since: a hidden address."""
        if not self.instance.pk:
            return
        # Held until this form is saved.
        rows = Entry.objects.select_for_update(of=("self",), no_key=True)
        rows.get(pk=self.instance.pk)
        saved_at, name = _state_of(self.instance)
        if data.get("opened_at") != saved_at:
            self.add_error(None, ValidationError(CHANGED, params={"name": name}))

    def _check_team(self, data: dict[str, Any]) -> None:
        if not data.get("team_name", "").strip():
            self.add_error("team_name", _("Write the name of the team."))
        chosen, written = data.get("organisation"), data.get("new_organisation")
        if bool(chosen) == bool(written):
            why = _("Choose an organisation, or write the name of a new one: not both.")
            self.add_error("organisation", why)

    def save(self, commit: bool = True) -> Entry:
        self.instance.team = self._saved_team()
        self.instance.coverage = self.cleaned_data["also_in"]
        self.instance.updated_by = self.for_user
        entry: Entry = super().save(commit)
        return entry

    def _saved_team(self) -> Team:
        data = self.cleaned_data
        if team := data.get("existing_team"):
            return team  # type: ignore[no-any-return]
        team = self.instance.team if self.instance.team_id else Team()
        team.name = data["team_name"].strip()
        team.organisation = data["organisation"] or self._new_organisation()
        team.slug = team.slug or free_slug(Team, team.name)
        team.save()
        return team

    def _new_organisation(self) -> Organisation:
        name = self.cleaned_data["new_organisation"].strip()
        slug = free_slug(Organisation, name)
        return Organisation.objects.create(name=name, slug=slug, network=self.network)


def _state_of(entry: Entry) -> tuple[str, str]:
    """When it was last saved, and by whom; older versions do not know."""
    now = Entry.objects.select_related("updated_by").get(pk=entry.pk)
    return now.updated_at.isoformat(), str(now.updated_by or _("somebody else"))


def _place(text: str, *, country: str) -> Place:
    place = meant(text, country=country)
    if place is None:
        raise ValidationError(
            _("We know no place called “%(text)s”."), params={"text": text}
        )
    return place

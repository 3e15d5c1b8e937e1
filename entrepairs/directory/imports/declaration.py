"""The columns the directory understands, in the order they are offered."""

from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import Model
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from entrepairs.core.language import CODES
from entrepairs.directory.imports.words import HEADINGS, KEEPS_SECRET, NO, SECRET, YES
from entrepairs.directory.models import (
    TERMS,
    AddressPrecision,
    Life,
    PaidStatus,
    PeerBand,
)
from entrepairs.importing.kinds import Choice, Field

LIFE_NAMES = {
    "active": ("en activité avec des pairs", "travaille avec des pairs"),
    "looking": ("recherche", "cherche un pair", "zoekt", "sucht"),
    "paused": ("pause", "en pause", "suspendu", "pauze", "ruht"),
    "former": ("n'a plus de pairs", "a arrêté", "gestopt", "beendet"),
}
PAID_NAMES = {
    "paid": (*YES, "rémunéré", "rémunérés", "payé", "salarié", "betaald", "bezahlt"),
    "unpaid": (*NO, "bénévole", "volontaire", "vrijwilliger", "ehrenamtlich"),
    "both": ("les deux", "mixte", "beide", "allebei", "gemischt", "both"),
}
PEER_NAMES = {
    "planned": ("0", "prévu", "aucun", "gepland", "geplant"),
    "1-2": ("1", "2", "un", "une", "deux", "1 ou 2", "1 of 2", "1 oder 2"),
    "3-5": ("3", "4", "5", "trois", "3 à 5", "3 tot 5", "3 bis 5"),
    "6+": (*(str(count) for count in range(6, 60)), "plus de 5", "6 ou plus"),
}
COMMUNE_ONLY = ("commune seulement", "approximative", "enkel gemeente", "nur gemeinde")
PRECISION_NAMES = {
    "exact": (*YES, "exacte", "adresse exacte", "publique", "public"),
    "commune": COMMUNE_ONLY,
    "hidden": (*NO, *SECRET),
}
SECRET_NAMES = {
    "exact": (*NO, "exacte", "adresse exacte", "publique", "public"),
    "commune": COMMUNE_ONLY,
    "hidden": (*YES, *SECRET),
}
SECTOR_NAMES = {
    "mh_outpatient": ("ssm", "csm", "centre de santé mentale", "cgg", "guidance"),
    "mh_hospital": ("hôpital psychiatrique", "paaz", "psychiatrie", "epsm"),
    "mh_sheltered": ("ihp", "msp", "habitation protégée", "beschut wonen", "pvt"),
    "mh_mobile": ("équipe mobile", "107", "mobiel team", "2a", "2b"),
    "mh_day": ("centre de jour", "dagcentrum", "club psychosocial", "réadaptation"),
    "meeting_place": ("lieu de lien", "lieu passerelle", "ontmoetingsplek"),
    "addictions": ("addiction", "toxicomanie", "alcoologie", "verslaving", "drogues"),
    "harm_reduction": ("rdr", "réduction des risques", "comptoir d'échange"),
    "homelessness": ("sans-abri", "sans-abrisme", "daklozen", "sdf", "mal-logement"),
    "shelter": ("maison d'accueil", "abri de nuit", "accueil de jour", "opvang"),
    "public_social": ("cpas", "ocmw", "öshz", "service social public", "ccas"),
    "social_service": ("service social", "casg", "cap", "caw", "css"),
    "primary_care": ("maison médicale", "médecine générale", "soins infirmiers"),
    "hospital_general": ("hôpital", "hôpital général", "algemeen ziekenhuis"),
    "poverty": ("pauvreté", "précarité", "armoede", "grande pauvreté"),
    "youth": ("amo", "aide à la jeunesse", "jeugd", "jeunesse"),
    "self_help": ("groupe d'entraide", "usagers", "zelfhulp", "patients", "gem"),
    "employment": ("emploi", "insertion", "isp", "tewerkstelling", "burn-out"),
    "chronic_illness": ("vih", "cancer", "sida", "maladie chronique"),
    "family": ("famille", "familles", "parentalité", "proches"),
    "elderly": ("personnes âgées", "aînés", "ouderen", "seniors"),
}
FACILITIES = {
    "hospital_general": (
        "Algemeen ziekenhuis",
        "Algemeen ziekenhuis met universitair karakter",
        "Universitair ziekenhuis",
        "Hôpital général à caractère universitaire",
    ),
    "mh_hospital": (
        "Psychiatrisch ziekenhuis",
        "Centre hospitalier spécialisé lutte maladies mentales",
    ),
}


def _terms(name: str, more: dict[str, tuple[str, ...]]) -> Callable[[], list[Choice]]:
    def choices() -> list[Choice]:
        rows = TERMS[name].objects.active()
        return [
            Choice(
                term.code,
                term.label,
                (*_labels(term), *more.get(term.code, ())),
            )
            for term in rows
        ]

    return choices


def _labels(term: Model) -> list[str]:
    """Each label, and the alternatives it lists."""
    labels = [getattr(term, f"label_{code}") for code in CODES]
    parts = [part for label in labels for part in label.split(",") if "," in label]
    return [label for label in (*labels, *parts) if label.strip()]


def _fixed(
    values: Sequence[tuple[str, Any]], names: dict[str, tuple[str, ...]]
) -> Callable[[], list[Choice]]:
    def choices() -> list[Choice]:
        return [
            Choice(code, str(label), names.get(code, ()))
            for code, label in values
            if code
        ]

    return choices


SECTORS = {
    code: (*SECTOR_NAMES.get(code, ()), *FACILITIES.get(code, ()))
    for code in {*SECTOR_NAMES, *FACILITIES}
}


FIELDS = (
    Field("name", _("name of the team"), HEADINGS["name"]),
    Field("organisation", _("organisation"), HEADINGS["organisation"]),
    Field("summary", _("in one or two sentences"), HEADINGS["summary"]),
    Field("description", _("description"), HEADINGS["description"]),
    Field("street", _("street and number"), HEADINGS["street"]),
    Field("number", _("number in the street"), HEADINGS["number"]),
    Field("postcode", _("postcode"), HEADINGS["postcode"], "postcode"),
    Field("locality", _("municipality or locality"), HEADINGS["locality"]),
    Field("country", _("country"), HEADINGS["country"]),
    Field("latitude", _("latitude"), HEADINGS["latitude"], "latitude"),
    Field("longitude", _("longitude"), HEADINGS["longitude"], "longitude"),
    Field(
        "precision",
        _("address shown"),
        HEADINGS["precision"],
        choices=_fixed(AddressPrecision.choices, PRECISION_NAMES),
        otherwise="hidden",
    ),
    Field(
        "secret",
        _("address to hide"),
        HEADINGS["secret"],
        choices=_fixed(AddressPrecision.choices, SECRET_NAMES),
        otherwise="hidden",
        guards=KEEPS_SECRET,
    ),
    Field("email", _("e-mail of the team"), HEADINGS["email"], "email"),
    Field("phone", _("telephone"), HEADINGS["phone"], "phone"),
    Field("website", _("website"), HEADINGS["website"], "web"),
    Field("hours", _("opening hours"), HEADINGS["hours"]),
    Field(
        "sectors",
        _("sectors"),
        HEADINGS["sectors"],
        choices=_terms("sectors", SECTORS),
        is_multiple=True,
    ),
    *(
        Field(
            name,
            TERMS[name]._meta.verbose_name_plural or name,
            HEADINGS[name],
            choices=_terms(name, {}),
            is_multiple=True,
        )
        for name in ("publics", "activities", "forms", "domains", "languages", "access")
    ),
    Field("since", _("works with peers since (year)"), HEADINGS["since"]),
    Field(
        "paid",
        _("paid or volunteers"),
        HEADINGS["paid"],
        choices=_fixed(PaidStatus.choices, PAID_NAMES),
    ),
    Field(
        "peers",
        _("number of peers"),
        HEADINGS["peers"],
        choices=_fixed(PeerBand.choices, PEER_NAMES),
    ),
    Field(
        "life", _("life"), HEADINGS["life"], choices=_fixed(Life.choices, LIFE_NAMES)
    ),
    Field("verified_on", _("checked on"), HEADINGS["verified_on"], "date"),
)
NEEDS = (("name", "organisation"), ("postcode", "locality", "street", "latitude"))


def page_of(entry_id: int) -> str:
    """The page of the back office where this entry is edited; nothing if none is."""
    try:
        return reverse("wagtailsnippets_directory_entry:edit", args=[entry_id])
    except NoReverseMatch:
        return ""

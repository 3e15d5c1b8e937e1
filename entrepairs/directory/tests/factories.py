"""Places, organisations, teams and entries to test with, all fictional."""

from datetime import timedelta

import factory
from django.utils import timezone

from entrepairs.core.text import fold
from entrepairs.directory.actions import publish_listing
from entrepairs.directory.models import (
    TERMS,
    Entry,
    EntryText,
    Life,
    PaidStatus,
    PeerBand,
    Source,
    State,
)
from entrepairs.organisations.models import Network, Organisation, Team
from entrepairs.places.models import Place, PlaceKind, PlaceName, Postcode


class PlaceFactory(factory.django.DjangoModelFactory):
    """A Belgian municipality. `postcodes` and other `names` may be told."""

    class Meta:
        model = Place
        django_get_or_create = ["code"]
        skip_postgeneration_save = True

    code = factory.Sequence(lambda n: f"nis:{90000 + n}")
    kind = PlaceKind.COMMUNE
    country = "BE"
    name_fr = factory.Sequence(lambda n: f"Commune {n}")
    latitude = 50.5
    longitude = 4.5

    @factory.post_generation
    def postcodes(self, create, extracted, **kwargs):
        for code in extracted or ():
            Postcode.objects.get_or_create(country=self.country, code=code, place=self)

    @factory.post_generation
    def names(self, create, extracted, **kwargs):
        for name in {self.name_fr, *(extracted or ())}:
            PlaceName.objects.get_or_create(place=self, folded=fold(name))


def _commune(code, name, postcode, latitude, longitude, parent, **other):
    is_province = parent.kind == PlaceKind.PROVINCE
    return PlaceFactory(
        code=code,
        name_fr=name,
        postcodes=[postcode],
        latitude=latitude,
        longitude=longitude,
        parent=parent,
        region=parent.region if is_province else parent,
        province=parent if is_province else None,
        **other,
    )


def belgium():
    """Three regions, three provinces, five municipalities, by their short names."""
    be = PlaceFactory(
        code="be", kind=PlaceKind.COUNTRY, name_fr="Belgique", name_nl="België"
    )

    def region(code, name, **other):
        return PlaceFactory(
            code=code, kind=PlaceKind.REGION, name_fr=name, parent=be, **other
        )

    brussels = region("be-bru", "Région de Bruxelles-Capitale", latitude=50.84)
    wallonia = region("be-wal", "Wallonie", name_nl="Wallonië")

    def province(code, name):
        return PlaceFactory(
            code=code,
            kind=PlaceKind.PROVINCE,
            name_fr=name,
            parent=wallonia,
            region=wallonia,
        )

    hainaut = province("be-hainaut", "Hainaut")
    liege_province = province("be-liege", "Province de Liège")

    return {
        "be": be,
        "brussels": brussels,
        "wallonia": wallonia,
        "hainaut": hainaut,
        "mons": _commune(
            "nis:53053", "Mons", "7000", 50.4542, 3.9523, hainaut, name_nl="Bergen"
        ),
        "charleroi": _commune(
            "nis:52011", "Charleroi", "6000", 50.4114, 4.4445, hainaut
        ),
        "liege": _commune(
            "nis:62063", "Liège", "4000", 50.6326, 5.5797, liege_province
        ),
        "schaerbeek": _commune(
            "nis:21015", "Schaerbeek", "1030", 50.8676, 4.3737, brussels
        ),
        "forest": _commune("nis:21007", "Forest", "1190", 50.8095, 4.3177, brussels),
    }


class OrganisationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Organisation

    network = factory.LazyFunction(lambda: Network.objects.get(host=None))
    name = factory.Sequence(lambda n: f"Organisation {n} asbl")
    slug = factory.Sequence(lambda n: f"organisation-{n}")


class TeamFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Team

    organisation = factory.SubFactory(OrganisationFactory)
    name = factory.Sequence(lambda n: f"Équipe {n:03}")
    slug = factory.Sequence(lambda n: f"equipe-{n}")


class EntryFactory(factory.django.DjangoModelFactory):
    """
    A published entry, checked a month ago, listed at once.

    Taxonomies are told by codes: `sectors=["addictions"]`; a text by `summary=`.
    """

    class Meta:
        model = Entry
        skip_postgeneration_save = True

    class Params:
        name = factory.Sequence(lambda n: f"Équipe {n:03}")

    team = factory.SubFactory(TeamFactory, name=factory.SelfAttribute("..name"))
    state = State.PUBLISHED
    life = Life.ACTIVE
    paid = PaidStatus.PAID
    peers = PeerBand.FEW
    source = Source.TEAM
    verified_on = factory.LazyFunction(
        lambda: timezone.localdate() - timedelta(days=30)
    )
    verified_by = Source.TEAM
    published_at = factory.LazyFunction(timezone.now)

    @factory.post_generation
    def summary(self, create, extracted, **kwargs):
        if extracted:
            language = kwargs.get("language", "fr")
            EntryText.objects.create(entry=self, language=language, summary=extracted)

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        told = {taxonomy: kwargs.pop(taxonomy, ()) for taxonomy in TERMS}
        entry = super()._create(model_class, *args, **kwargs)
        for taxonomy, codes in told.items():
            if codes:
                terms = TERMS[taxonomy].objects.filter(code__in=codes)
                assert len(terms) == len(set(codes)), codes
                getattr(entry, taxonomy).set(terms)
        entry.save()
        return entry

    @classmethod
    def _after_postgeneration(cls, instance, create, results=None):
        super()._after_postgeneration(instance, create, results)
        publish_listing([instance.pk])

"""A kind of our own to search, so that no higher app is needed."""

import pytest

from entrepairs.places.models import Place
from entrepairs.search import actions, query, registry
from entrepairs.search.registry import Draft, Source


class Shelf:
    """Drafts to search, each carried by a place; `find` gives titles by tier, name."""

    def __init__(self):
        self.drafts = {}

    def put(self, *drafts):
        ids = []
        for draft in drafts:
            place = Place.objects.create(
                code=f"shelf-{Place.objects.count()}-{draft.title[:20]}",
                kind="locality",
                country="BE",
                name_fr=draft.title[:100],
            )
            self.drafts[place.pk] = draft
            ids.append(place.pk)
        actions.index("shelf", ids)
        return ids

    def say(self, title, body="", language="fr", tags=()):
        tags = [(tag, None) for tag in tags]
        return self.put(Draft(title=title, tags=tags, body=[(body, language)]))[0]

    def tiers(self, text, language="fr"):
        groups = query.search_all(text, language=language, limit_each=50)
        return {hit.title: hit.tier for group in groups for hit in group.hits}

    def find(self, text, language="fr"):
        return list(self.tiers(text, language))


@pytest.fixture
def shelf(db):
    shelf = Shelf()
    registered = registry.sources()
    for kind in registered:
        registry.forget(kind)
    registry.declare(
        Source(
            kind="shelf",
            label="Shelf",
            model=Place,
            build=lambda place: shelf.drafts.get(place.pk),
            url=lambda object_id, url: f"/shelf/{object_id}/",
        )
    )
    yield shelf
    registry.forget("shelf")
    for source in registered.values():
        registry.declare(source)

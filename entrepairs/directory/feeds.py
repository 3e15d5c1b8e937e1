"""New teams as an Atom feed, filtered by the parameters of the page."""

from datetime import UTC, datetime
from hashlib import sha256

from django.http import HttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.utils.translation import override

from entrepairs.core.http import Request
from entrepairs.directory import tally, told
from entrepairs.directory.question import Question, with_vocabulary
from entrepairs.directory.reading import settle
from entrepairs.directory.told import Told

SIZE = 50
FRESH_FOR = 300  # seconds
BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)  # of a feed that has no entry yet


class Feed(Atom1Feed):
    """Its date is that of its last entry, so that nothing new means 304."""

    def latest_post_date(self) -> datetime:
        dates = [item["updateddate"] for item in self.items]
        return max(dates, default=BEGINNING)


def respond(
    request: Request, question: Question, *, language: str, network: str
) -> HttpResponse:
    """The newest teams that answer, newest first; 304 for who has them already."""
    question = with_vocabulary(question)
    country = request.network.country
    _, reading = settle(question, language=language, country=country)
    teams = told.tell_all(tally.newest(reading.selection, size=SIZE))
    with override(language):
        feed = _feed(request, question, teams, language, network)
    content = feed.writeString("utf-8")
    modified = feed.latest_post_date()
    response = HttpResponse(content, content_type="application/atom+xml; charset=utf-8")
    etag = f'"{sha256(content.encode()).hexdigest()[:32]}"'
    response["ETag"] = etag
    response["Last-Modified"] = f"{modified.astimezone(UTC):%a, %d %b %Y %H:%M:%S} GMT"
    patch_cache_control(response, public=True, max_age=FRESH_FOR)
    found = get_conditional_response(
        request,
        etag=etag,
        last_modified=int(modified.timestamp()),
        response=response,
    )
    return found or response


def _feed(
    request: Request,
    question: Question,
    teams: list[Told],
    language: str,
    network: str,
) -> Feed:
    asked = question.query_string(page=1)
    page = reverse("directory:list") + (f"?{asked}" if asked else "")
    feed = Feed(
        title=_("New teams that work with peer supporters"),
        link=request.build_absolute_uri(page),
        description="",
        language=language,
        author_name=network,
        feed_url=request.build_absolute_uri(),
    )
    for team in teams:
        _add(feed, request, team, language)
    return feed


def _add(feed: Feed, request: Request, team: Told, language: str) -> None:
    listing = team.listing
    text = team.text(language)
    host = request.get_host().split(":")[0]
    place = listing.place or listing.province or listing.region
    feed.add_item(
        title=f"{listing.name} ({place.name})" if place else listing.name,
        link=request.build_absolute_uri(reverse("directory:team", args=[listing.slug])),
        description=text.summary if text else listing.organisation_name,
        unique_id=f"tag:{host},{listing.published_at:%Y-%m-%d}:team:{listing.pk}",
        pubdate=listing.published_at,
        updateddate=max(listing.published_at, listing.updated_at),
    )

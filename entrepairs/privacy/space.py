"""What those who answer for personal data find in «My space»."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from entrepairs.people.cards import Card, Waiting, card, waits
from entrepairs.people.rights import Rights
from entrepairs.people.roles import Right
from entrepairs.privacy.models import Breach, RightsRequest


@card
def files_of_my_houses(rights: Rights) -> Iterator[Card]:
    mine = rights.organisations(Right.EXPORT_PEOPLE)
    read = rights.organisations(Right.READ_ACCESS_LOG)
    for house in {house.pk: house for house in [*mine, *read]}.values():
        yield Card(
            title=_("Files with personal data: %(house)s") % {"house": house.name},
            text=_("Take a list along, for a reason; who took which."),
            link=reverse("protection:files", args=[house.slug]),
            symbol="download",
            surface="sky",
            order=26,
        )


@card
def breaches_of_my_houses(rights: Rights) -> Iterator[Card]:
    for house in rights.organisations(Right.HANDLE_BREACHES):
        yield Card(
            title=_("Data breaches: %(house)s") % {"house": house.name},
            text=_("Something was lost or seen: write it down, and see what to do."),
            link=reverse("protection:register", args=[house.slug]),
            symbol="warning",
            surface="rose",
            order=27,
        )


@card
def my_data(rights: Rights) -> Iterator[Card]:
    yield Card(
        title=_("My data"),
        text=_("See all that we hold about you, take it along, have it erased."),
        link=reverse("rights:door"),
        symbol="download",
        surface="mint",
        order=84,
    )


@card
def my_agreements(rights: Rights) -> Iterator[Card]:
    yield Card(
        title=_("What I agreed to"),
        text=_("The sentences, the days, and the button to take it back."),
        link=reverse("consents:mine"),
        symbol="check",
        surface="mint",
        order=84,
    )


@card
def requests_to_answer(rights: Rights) -> Iterator[Card]:
    if rights.may(Right.ANSWER_REQUESTS):
        yield Card(
            title=_("Requests about data"),
            text=_("Who asks what about their data; a month to answer."),
            link=reverse("rights:requests"),
            symbol="clock",
            surface="sky",
            order=28,
        )


@waits(about_others=True)
def requests_that_wait(rights: Rights) -> Iterator[Waiting]:
    """Open requests, the first that is due before the others."""
    if not rights.may(Right.ANSWER_REQUESTS):
        return
    found = RightsRequest.objects.visible_to(rights.person).open()
    for request in found.order_by("received_on", "pk")[:20]:
        yield Waiting(
            title=_("Request %(number)s: %(kind)s")
            % {"number": request.receipt, "kind": request.get_kind_display()},
            link=reverse("rights:request", args=[request.pk]),
            since=request.received_on,
            until=request.due_on,
            who=_("the data-protection contact"),
        )


@waits(about_others=True)
def clocks(rights: Rights) -> Iterator[Waiting]:
    """Breaches whose 72 hours run, or have run out."""
    if not rights.may(Right.HANDLE_BREACHES):
        return
    found = Breach.objects.visible_to(rights.person).waiting()
    for breach in found.select_related("organisation").order_by("found_at")[:20]:
        yield Waiting(
            title=_("A data breach at %(house)s: tell the authority, or say why not")
            % {"house": breach.organisation.name},
            link=reverse("protection:breach", args=[breach.pk]),
            since=timezone.localdate(breach.found_at),
            until=timezone.localdate(breach.deadline),
            who=_("the data-protection contact or an administrator"),
        )

"""What persons and roles put into «My space»."""

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from entrepairs.mail.models import OutgoingMail
from entrepairs.people.cards import Card, Waiting, card, waits
from entrepairs.people.memberships import administered_until
from entrepairs.people.models import Membership, today
from entrepairs.people.rights import Rights
from entrepairs.people.roles import Right
from entrepairs.ui.typography import day

SOON = 30  # days before a role ends


@card
def my_houses(rights: Rights) -> Iterator[Card]:
    for house in rights.organisations(Right.SEE_PEOPLE):
        yield Card(
            title=_("The persons of %(house)s") % {"house": house.name},
            text=_("Who does what, until when; add somebody, end a role."),
            link=reverse("space:persons", args=[house.slug]),
            symbol="people",
            surface="sky",
            order=20,
        )


@card
def technical(rights: Rights) -> Iterator[Card]:
    if not rights.may(Right.RUN_SITE):
        return
    yield Card(
        title=_("The back office"),
        text=_("The directory, its lists and imports, the networks, the mails."),
        link=reverse("wagtailadmin_home"),
        symbol="list",
        surface="lilac",
        order=30,
    )
    yield Card(
        title=_("Name an administrator"),
        text=_("Who answers for an organisation, or watches over a network."),
        link=reverse("space:appoint"),
        symbol="people",
        surface="lilac",
        order=40,
    )


@card
def looks_of_my_houses(rights: Rights) -> Iterator[Card]:
    for house in rights.organisations(Right.READ_ACCESS_LOG):
        yield Card(
            title=_("Who looked at whose data: %(house)s") % {"house": house.name},
            text=_("The access log of your organisation."),
            link=reverse("space:house_looks", args=[house.slug]),
            symbol="search",
            surface="sky",
            order=25,
        )


@card
def about_me(rights: Rights) -> Iterator[Card]:
    yield Card(
        title=_("How I sign in"),
        text=_("My keys, and the devices where I am signed in."),
        link=reverse("mfa_index"),
        symbol="check",
        surface="honey",
        order=85,
    )
    yield Card(
        title=_("My profile"),
        text=_("How to call you, your language, how to reach you."),
        link=reverse("space:profile"),
        symbol="heart",
        surface="honey",
        order=80,
    )
    yield Card(
        title=_("Who looked at my data"),
        text=_("When, in what function, from which organisation."),
        link=reverse("space:looks"),
        symbol="search",
        surface="mint",
        order=85,
    )
    yield Card(
        title=_("Who can see what"),
        text=_("What each role allows, and what it does not."),
        link=reverse("space:who_sees"),
        symbol="info",
        surface="mint",
        order=90,
    )


@waits(about_others=True)
def roles_about_to_end(rights: Rights) -> Iterator[Waiting]:
    """
    Of colleagues: whoever may prolong them decides. Without names, which stand on the
    page that notes the look.
    """
    houses = rights.organisations(Right.MANAGE_PEOPLE)
    if not houses:
        return
    seen = Membership.objects.visible_to(rights.person)
    ending = seen.in_organisations([h.pk for h in houses]).ending_within(SOON)
    named = ending.select_related("organisation", "team__organisation")
    for held in named.exclude(person=rights.person).order_by("to_on", "pk")[:50]:
        if not rights.may_grant(held.as_role, held.house) or held.to_on is None:
            continue
        yield Waiting(
            title=_("The role “%(role)s” at %(place)s ends on %(day)s")
            % {
                "role": held.get_role_display(),
                "place": held.place.name,
                "day": day(held.to_on),
            },
            link=reverse("space:role", args=[held.pk]),
            since=max(held.from_on, held.to_on - timedelta(days=SOON)),
            until=held.to_on,
            who=_("whoever manages the roles of %(house)s") % {"house": held.house},
        )


@waits
def houses_without_administrator(rights: Rights) -> Iterator[Waiting]:
    """Soon, for its administrators; soon or already, for whoever names the next."""
    houses = {house.pk for house in rights.organisations(Right.GRANT_SENSITIVE)}
    is_technical = rights.may(Right.RUN_SITE)
    if not houses and not is_technical:
        return
    for house, last in administered_until(None if is_technical else houses):
        if last > today() + timedelta(days=SOON):
            continue
        told = (
            _("After %(day)s nobody answers for %(house)s: name one more administrator")
            if last >= today()
            else _("Since %(day)s nobody answers for %(house)s: name an administrator")
        )
        add = reverse("space:add", args=[house.slug])
        yield Waiting(
            title=told % {"day": day(last), "house": house.name},
            link=add if house.pk in houses else reverse("space:appoint"),
            since=last - timedelta(days=SOON) if last >= today() else last,
            until=last,
            who=_("its administrators, or whoever keeps the site running"),
        )


@waits
def mails_in_doubt(rights: Rights) -> Iterator[Waiting]:
    """Refused, or perhaps sent: a person decides whether they go once more."""
    if not rights.may(Right.RUN_SITE):
        return
    found = OutgoingMail.objects.visible_to(rights.person).unsettled()
    moments = list(found.order_by("created_at").values_list("created_at", flat=True))
    if moments:
        yield Waiting(
            title=ngettext(
                "%(count)d mail did not go, or perhaps",
                "%(count)d mails did not go, or perhaps",
                len(moments),
            )
            % {"count": len(moments)},
            link=reverse("wagtailadmin_home"),
            since=timezone.localdate(moments[0]),
            who=_("whoever keeps the site running"),
        )


@waits
def mails_that_wait(rights: Rights) -> Iterator[Waiting]:
    """The mail server is away, or busy: nothing is lost, and it should be looked at."""
    if not rights.may(Right.RUN_SITE):
        return
    found = OutgoingMail.objects.visible_to(rights.person).overdue()
    moments = list(found.order_by("created_at").values_list("created_at", flat=True))
    if moments:
        yield Waiting(
            title=ngettext(
                "%(count)d mail has waited for over an hour: is our server away?",
                "%(count)d mails have waited for over an hour: is our server away?",
                len(moments),
            )
            % {"count": len(moments)},
            link=reverse("wagtailadmin_home"),
            since=timezone.localdate(moments[0]),
            who=_("whoever keeps the site running"),
        )

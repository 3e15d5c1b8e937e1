import json
import re
import time
from datetime import date, timedelta
from unittest import mock

import pytest
from django.core import mail as sent
from django.urls import reverse
from django.utils import timezone

from entrepairs.core import guard
from entrepairs.core.errors import Refused
from entrepairs.core.links import issue
from entrepairs.directory.tests.factories import OrganisationFactory
from entrepairs.mail.models import OutgoingMail
from entrepairs.organisations.actions import network_for
from entrepairs.people.models import Membership, Person, today
from entrepairs.privacy.models import (
    DataLink,
    DataVisit,
    RequestChannel,
    RequestKind,
    RightsRequest,
)
from entrepairs.privacy.rights import asking, erasing, gathering, requests

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_journal(settings, tmp_path):
    settings.JOURNAL_FILE = tmp_path / "journal" / "erasures"


@pytest.fixture
def lea():
    return Person.objects.create_user("lea@example.org", called="Léa")


def posted(client, address, **data):
    form = {guard.TOKEN: old_token(), **data}
    return client.post(address, form, headers={"sec-fetch-site": "same-origin"})


def old_token():
    """As of a page that was open for a while."""
    with mock.patch("time.time", return_value=time.time() - 60):
        return guard.new_token("my-data")


def a_visit(**who):
    visit = DataVisit(network=network_for(""), **who)
    return issue(visit, term=asking.VISIT_TERM)


def link_in(mail):
    return re.search(r"https?://\S+", mail.text)[0].split("testserver", 1)[-1]


def test_known_or_not_an_address_gets_the_same_answer_and_a_mail(client, lea):
    answers = [
        posted(client, reverse("rights:ask"), email=email)
        for email in ("lea@example.org", "nobody@example.org")
    ]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0].url == answers[1].url
    assert OutgoingMail.objects.count() == 2
    assert len({mail.subject for mail in OutgoingMail.objects.all()}) == 1
    assert not client.cookies
    assert sent.outbox == []


def test_looking_at_the_link_changes_nothing_and_the_button_opens_the_page(client, lea):
    posted(client, reverse("rights:ask"), email="Lea@Example.org")
    link = link_in(OutgoingMail.objects.get())

    for _look in range(3):
        assert client.get(link).status_code == 200
        assert client.head(link).status_code == 200
    opened = client.post(link)
    page = client.get(opened.url)

    assert "Léa" in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert client.post(link).status_code == 410
    assert not DataLink.objects.exists()


def test_the_page_closes_after_half_an_hour(client, lea):
    token = a_visit(person=lea)
    DataVisit.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    answer = client.get(reverse("rights:mine", args=[token]))

    assert answer.status_code == 410
    assert "Léa" not in answer.content.decode()


def test_the_copy_for_machines_holds_all_and_no_secret(client, lea):
    token = a_visit(person=lea)

    document = client.get(reverse("rights:data", args=[token])).json()

    held = {one["kind"]: one["rows"] for one in document["held"]}
    assert held["people.account"][0]["email"] == "lea@example.org"
    assert held["people.account"][0]["session_salt"] is None
    assert lea.session_salt not in json.dumps(document)


def test_the_copy_to_read_needs_nothing_from_us(client, lea):
    token = a_visit(person=lea)

    page = client.get(reverse("rights:page", args=[token]))

    assert "attachment" in page["Content-Disposition"]
    assert "lea@example.org" in page.content.decode()
    assert "/static/" not in page.content.decode()


def test_others_appear_in_ones_data_only_as_another_person(lea):
    boss = Person.objects.create_user("boss@example.org", called="Directrice")
    Membership.objects.create(
        person=lea, organisation=OrganisationFactory(), role="peer", granted_by=boss
    )
    subject = gathering.subject_of(person=lea)

    text = json.dumps(gathering.as_document(gathering.held(subject, network_for(""))))

    assert "Directrice" not in text
    assert "boss@example.org" not in text


def test_erasing_shows_first_then_leaves_a_receipt_and_nothing_else(client, lea):
    token = a_visit(email="lea@example.org")
    page = client.get(reverse("rights:erase", args=[token]))
    assert Person.objects.filter(email="lea@example.org").exists()
    assert page.status_code == 200

    done = posted(client, reverse("rights:erase", args=[token]))
    receipt = client.get(done.url)

    assert RightsRequest.objects.get().receipt in receipt.content.decode()
    assert not Person.objects.filter(email="lea@example.org").exists()
    assert erasing.plan(gathering.subject_of(email="lea@example.org")) == []
    assert client.get(reverse("rights:mine", args=[token])).status_code == 410
    assert posted(client, reverse("rights:erase", args=[token])).status_code == 410


def test_an_erasure_without_our_token_is_not_taken(client, lea):
    token = a_visit(person=lea)

    answer = client.post(reverse("rights:erase", args=[token]))

    assert answer.status_code == 403
    assert Person.objects.filter(pk=lea.pk).exists()


def test_other_wishes_go_to_somebody_who_answers_and_the_month_runs(client, lea):
    token = a_visit(person=lea)

    answer = posted(
        client, reverse("rights:wish", args=[token]), kind=RequestKind.OBJECTION
    )

    made = RightsRequest.objects.get()
    assert made.email == "lea@example.org"
    assert made.is_open
    assert client.get(answer.url).status_code == 200


@pytest.mark.parametrize(
    ("received", "due"),
    [("2026-01-31", "2026-02-28"), ("2026-12-15", "2027-01-15")],
)
def test_the_answer_is_due_within_a_month(received, due):
    made = RightsRequest(received_on=date.fromisoformat(received))

    assert made.due_on == date.fromisoformat(due)


def a_request(days_ago=0, **told):
    return requests.receive(
        network=network_for(""),
        kind=RequestKind.ACCESS,
        channel=RequestChannel.POST,
        received_on=today() - timedelta(days=days_ago),
        **{"called": "Sam", **told},
    )


def test_a_stranger_who_has_spent_the_budget_kills_no_link(client, lea, settings):
    for _ask in range(5):
        posted(client, reverse("rights:ask"), email="lea@example.org")
    link = link_in(OutgoingMail.objects.order_by("pk").last())

    refused = posted(client, reverse("rights:ask"), email="lea@example.org")

    assert refused.url == reverse("rights:asked")
    assert OutgoingMail.objects.count() == 5
    assert client.get(link).status_code == 200


@pytest.mark.parametrize("channel", ["post", "mail"])
def test_the_receipt_of_a_letter_opens_too(client, channel):
    made = requests.receive(
        network=network_for(""), kind=RequestKind.ERASURE, channel=channel
    )

    page = client.get(reverse("rights:receipt", args=[made.receipt]))

    assert page.status_code == 200
    assert made.receipt in page.content.decode()
    assert "effacées" not in page.content.decode()


@pytest.mark.parametrize("end", [requests.answer, requests.refuse])
def test_a_request_ends_although_the_clock_went_back(end):
    made = requests.check_identity(a_request(days_ago=-3))
    reason = {"reason": "others"} if end is requests.refuse else {}

    ended = end(made, **reason)

    assert ended.ended_on == made.received_on


def test_an_old_letter_is_told_of_once(settings):
    house = OrganisationFactory(network=network_for(""))
    contact = Person.objects.create_user("dpo@example.org")
    Membership.objects.create(
        person=contact,
        organisation=house,
        role="data_contact",
        to_on=today() + timedelta(days=300),
    )
    a_request(days_ago=28)

    assert requests.remind_all() == 1
    assert requests.remind_all() == 0
    assert OutgoingMail.objects.count() == 1


def test_more_time_is_taken_once_and_within_the_first_month():
    made = a_request(days_ago=10)
    late = a_request(days_ago=40)

    longer = requests.extend(made)

    assert longer.due_on > made.due_on
    with pytest.raises(Refused):
        requests.extend(made)
    with pytest.raises(Refused):
        requests.extend(late)


def test_nobody_s_data_is_given_before_it_is_known_whose_request_it_is():
    made = a_request(days_ago=3)

    with pytest.raises(Refused):
        requests.answer(made)

    assert made.must_be_checked
    made.refresh_from_db()
    assert made.is_open


def test_an_answer_given_twice_keeps_its_day():
    made = requests.answer(requests.check_identity(a_request(days_ago=3)))
    RightsRequest.objects.update(ended_on=today() - timedelta(days=1))

    again = requests.answer(made)

    assert again.ended_on == today() - timedelta(days=1)


def test_those_who_answer_are_reminded_at_7_20_and_27_days_once_each():
    house = OrganisationFactory(network=network_for(""))
    contact = Person.objects.create_user("dpo@example.org")
    Membership.objects.create(
        person=contact,
        organisation=house,
        role="data_contact",
        to_on=today() + timedelta(days=300),
    )
    made = a_request(days_ago=8)

    first, again = requests.remind_all(), requests.remind_all()
    RightsRequest.objects.update(received_on=today() - timedelta(days=27))
    later = requests.remind_all()

    assert (first, again) == (1, 0)
    assert later == 1  # the sweep had not run on the twentieth day
    mail = OutgoingMail.objects.first()
    assert mail.to == "dpo@example.org"
    assert made.receipt in mail.text
    assert "Sam" not in mail.text

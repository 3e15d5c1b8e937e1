from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from entrepairs.core.errors import Refused
from entrepairs.core.links import issue, peek, use
from entrepairs.core.tokens import digest_of
from entrepairs.directory.models import VerificationLink
from entrepairs.directory.tests.factories import EntryFactory

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def entry():
    return EntryFactory()


def new_link(entry):
    return issue(VerificationLink(entry=entry, sent_to=entry.email), term=HOUR)


def is_good(token):
    return peek(VerificationLink, token) is not None


def test_a_link_works_once(entry):
    token = new_link(entry)

    assert use(VerificationLink, token).entry == entry
    with pytest.raises(Refused):
        use(VerificationLink, token)


@pytest.mark.parametrize(("left", "works"), [(-30, False), (30, True)])
def test_a_link_ends_with_its_term(entry, left, works):
    token = new_link(entry)
    end = timezone.now() + timedelta(seconds=left)
    VerificationLink.objects.update(expires_at=end)

    assert is_good(token) == works


def test_only_the_digest_is_kept_of_at_least_128_bits(entry):
    token = new_link(entry)

    kept = VerificationLink.objects.get()
    assert len(token) >= 22
    assert kept.digest == digest_of(token) and token not in str(kept.__dict__)


def test_a_link_is_dead_with_what_it_is_about(entry):
    token = new_link(entry)

    entry.delete()

    assert not is_good(token)


@transaction.atomic
def used_in_vain(token):
    use(VerificationLink, token)
    raise Refused


def test_what_is_refused_after_all_leaves_the_link_good(entry):
    token = new_link(entry)

    with pytest.raises(Refused):
        used_in_vain(token)

    assert is_good(token)


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Purpose": "prefetch;prerender", "Purpose": "prefetch"},
        {"User-Agent": "BarracudaLinkProtect"},
        {"Sec-Fetch-Site": "cross-site"},
    ],
)
@pytest.mark.parametrize("method", ["get", "head"])
def test_looking_uses_nothing_up_and_leaks_nothing(client, entry, method, headers):
    token = new_link(entry)
    address = reverse("directory:verify", args=[token])

    answer = getattr(client, method)(address, headers=headers)

    assert is_good(token)
    assert "no-store" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "noindex" in answer["X-Robots-Tag"]


@pytest.mark.parametrize(
    ("headers", "acts"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, True),
        ({"Origin": "null"}, True),  # our page sends no referrer
        ({"Sec-Fetch-Site": "cross-site"}, False),
        ({"Origin": "https://other.example"}, False),
    ],
)
def test_the_button_acts_and_that_of_another_site_only_looks(
    client, entry, headers, acts
):
    token = new_link(entry)
    address = reverse("directory:verify", args=[token])

    answer = client.post(address, headers=headers)

    assert answer.status_code == 200
    assert is_good(token) != acts

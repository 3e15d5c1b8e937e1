"""What people decide: let the retention go on; say yes, and take it back."""

from django.db import transaction
from django.utils import timezone

from entrepairs.core.language import current
from entrepairs.core.notices import notice_version
from entrepairs.core.personal import kind_named
from entrepairs.organisations.models import Network
from entrepairs.people.models import Person, fold_email
from entrepairs.privacy.models import Consent, ConsentChannel, RetentionStop
from entrepairs.privacy.rights import journal


@transaction.atomic
def let_go_on(stop: RetentionStop, *, person: Person) -> RetentionStop:
    """Agree that the next nights end what was stopped. Twice: the first yes counts."""
    stops = RetentionStop.objects.select_for_update(of=("self",), no_key=True)
    stop = stops.get(pk=stop.pk)
    if stop.agreed_at is None:
        stop.agreed_at, stop.agreed_by = timezone.now(), person
        stop.save(update_fields=["agreed_at", "agreed_by"])
    return stop


@transaction.atomic
def give_consent(
    kind: str,
    *,
    sentence: str,
    network: Network,
    person: Person | None = None,
    email: str = "",
    by: ConsentChannel = ConsentChannel.SITE,
    language: str = "",
) -> Consent:
    """
    Keep a yes with the sentence that was shown. Whoever has agreed already keeps the
    first yes. Raises `KeyError` for a kind that nobody declared.
    """
    kind_named(kind)
    address = fold_email(email) or ""
    if person is None and not address:
        raise ValueError("A consent is somebody's: tell the person or the address.")
    held = Consent.objects.standing().filter(kind=kind, network=network)
    standing = held.of(person=person, email=address).first()
    if standing is not None:
        return standing
    return Consent.objects.create(
        kind=kind,
        network=network,
        person=person,
        email=address,
        sentence=sentence,
        language=language or current(),
        given_at=timezone.now(),
        given_by=by,
        notice_version=notice_version(kind, network),
    )


@transaction.atomic
def withdraw_consent(
    consent: Consent, *, by: ConsentChannel = ConsentChannel.SITE
) -> Consent:
    """Take a yes back, from now on. Twice: the first time counts."""
    consents = Consent.objects.select_for_update(of=("self",), no_key=True)
    consent = consents.get(pk=consent.pk)
    if consent.withdrawn_at is None:
        consent.withdrawn_at = max(timezone.now(), consent.given_at)
        consent.withdrawn_by = by
        consent.save(update_fields=["withdrawn_at", "withdrawn_by"])
        journal.note_withdrawal(consent)
    return consent

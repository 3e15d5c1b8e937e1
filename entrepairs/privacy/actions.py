"""What people decide: let the retention go on; say yes, and take it back."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from entrepairs.core.errors import Refused
from entrepairs.core.language import current
from entrepairs.core.notices import noted
from entrepairs.core.personal import kind_named
from entrepairs.organisations.models import Network, Organisation
from entrepairs.people import agreements
from entrepairs.people.agreements import Agreement, How
from entrepairs.people.models import Membership, Person, fold_email
from entrepairs.privacy.models import Consent, ConsentChannel, RetentionStop
from entrepairs.privacy.models.consent import ROLES
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
    organisation: Organisation | None = None,
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
    held = Consent.objects.standing().filter(
        kind=kind, network=network, organisation=organisation
    )
    standing = held.of(person=person, email=address).first()
    if standing is not None:
        return standing
    consent = Consent(
        kind=kind,
        network=network,
        organisation=organisation,
        person=person,
        email=address,
        sentence=sentence,
        language=language or current(),
        given_at=timezone.now(),
        given_by=by,
        notice_version=noted(kind, network),
    )
    try:
        with transaction.atomic():
            consent.save()
    except IntegrityError:  # somebody said yes in the meantime
        return held.of(person=person, email=address).get()
    return consent


def agree_to_roles(
    person: Person,
    house: Organisation,
    *,
    language: str,
    sentence: str = "",
    by: ConsentChannel = ConsentChannel.SITE,
) -> Consent:
    """A yes to roles that tell of health, in one organisation."""
    return give_consent(
        ROLES,
        sentence=sentence or agreements.sentence_of(house, language),
        network=house.network,
        organisation=house,
        person=person,
        language=language,
        by=by,
    )


def keep_agreement(membership: Membership, agreed: Agreement) -> Consent:
    """
    The proof that a role was agreed to. Raises `Refused` when somebody is said to have
    agreed in their space and has not.
    """
    house, person = membership.house, membership.person
    if agreed.how == How.SPACE:
        consents = Consent.objects.standing().filter(kind=ROLES, organisation=house)
        given = consents.filter(person=person, given_by=ConsentChannel.SITE).first()
        if given is None:
            raise Refused(_("Nothing of it is in their space yet. Ask them first."))
        return given
    return agree_to_roles(
        person,
        house,
        language=agreed.language,
        sentence=agreed.sentence,
        by=ConsentChannel(agreed.how),
    )


@transaction.atomic
def withdraw_consent(
    consent: Consent, *, by: ConsentChannel = ConsentChannel.SITE
) -> Consent:
    """
    Take a yes back, from now on, and what stood on it. Twice: the first time counts.
    """
    consents = Consent.objects.select_for_update(of=("self",), no_key=True)
    consent = consents.get(pk=consent.pk)
    if consent.withdrawn_at is None:
        consent.withdrawn_at = max(timezone.now(), consent.given_at)
        consent.withdrawn_by = by
        consent.save(update_fields=["withdrawn_at", "withdrawn_by"])
        if consent.kind == ROLES and consent.organisation and consent.person:
            agreements.end_without(consent.person, consent.organisation)
        journal.note_withdrawal(consent)
    return consent

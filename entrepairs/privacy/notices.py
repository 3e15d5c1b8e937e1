"""Notices are kept as they were shown, so that a record's version can be read again."""

from django.db import transaction
from django.utils import timezone

from entrepairs.core.notices import Notice, texts_of, version_of
from entrepairs.core.personal import kinds
from entrepairs.organisations.models import Network
from entrepairs.privacy.models import NoticeText, Term
from entrepairs.privacy.terms import shortest


def keep_texts() -> int:
    """
    Keep each notice of today that is not kept yet, and close the one before it.
    Returns how many notices changed. Twice: none.
    """
    return sum(
        keep_text(notice) for network in Network.objects.all() for notice in of(network)
    )


def of(network: Network) -> list[Notice]:
    """Those of all kinds, by one query."""
    terms = list(Term.objects.all())
    return [Notice(kind, network, shortest(kind, network, terms)) for kind in kinds()]


@transaction.atomic
def keep_text(notice: Notice) -> bool:
    """Whether its words are others than those kept last."""
    texts, now = texts_of(notice), timezone.now()
    kind, network, version = notice.kind.name, notice.network, version_of(texts)
    mine = NoticeText.objects.filter(kind=kind, network=network)
    if mine.shown().filter(version=version).exists():
        return False
    mine.shown().update(replaced_at=now)
    for language, text in texts.items():
        NoticeText.objects.update_or_create(
            kind=kind,
            network=network,
            version=version,
            language=language,
            defaults={"text": text, "replaced_at": None},
            create_defaults={"text": text, "shown_at": now},
        )
    return True

"""The directory's tables."""

from entrepairs.directory.models.edition import Edition
from entrepairs.directory.models.entry import (
    AddressPrecision,
    Entry,
    EntryText,
    Life,
    PaidStatus,
    PeerBand,
    Source,
    State,
)
from entrepairs.directory.models.listing import Listing
from entrepairs.directory.models.terms import (
    TERMS,
    AccessFeature,
    ActivityGroup,
    EngagementForm,
    LivedExperienceDomain,
    PeerActivity,
    PublicServed,
    Sector,
    SpokenLanguage,
    Term,
)
from entrepairs.directory.models.verification import VerificationLink

__all__ = [
    "TERMS",
    "AccessFeature",
    "ActivityGroup",
    "AddressPrecision",
    "Edition",
    "EngagementForm",
    "Entry",
    "EntryText",
    "Life",
    "Listing",
    "LivedExperienceDomain",
    "PaidStatus",
    "PeerActivity",
    "PeerBand",
    "PublicServed",
    "Sector",
    "Source",
    "SpokenLanguage",
    "State",
    "Term",
    "VerificationLink",
]

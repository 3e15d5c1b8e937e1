"""What is remembered about privacy itself."""

from entrepairs.privacy.models.breach import Breach, Risk
from entrepairs.privacy.models.change import Change
from entrepairs.privacy.models.consent import Consent, ConsentChannel
from entrepairs.privacy.models.export import Export, ExportFormat
from entrepairs.privacy.models.journal import JournalDone
from entrepairs.privacy.models.notice_text import NoticeText
from entrepairs.privacy.models.retention import (
    SILENT_AFTER,
    Forewarned,
    RetentionRun,
    RetentionStop,
    Term,
    Threshold,
)
from entrepairs.privacy.models.rights import (
    REMIND_AFTER,
    DataLink,
    DataVisit,
    RefusalReason,
    RequestChannel,
    RequestKind,
    RequestState,
    RightsRequest,
)

__all__ = [
    "REMIND_AFTER",
    "SILENT_AFTER",
    "Breach",
    "Change",
    "Consent",
    "ConsentChannel",
    "DataLink",
    "DataVisit",
    "Export",
    "ExportFormat",
    "Forewarned",
    "JournalDone",
    "NoticeText",
    "RefusalReason",
    "RequestChannel",
    "RequestKind",
    "RequestState",
    "RetentionRun",
    "RetentionStop",
    "RightsRequest",
    "Risk",
    "Term",
    "Threshold",
]

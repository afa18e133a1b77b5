"""Tables of the area. Nothing published is changed: addenda, new awards and new bids stand beside what was before."""

from huasheng_vote.procurement.models.awards import About, Award, Challenge, ChallengeSupport, Contract
from huasheng_vote.procurement.models.bids import (
    SERVER,
    Bid,
    BidFile,
    OpeningOfficer,
    OpeningRecord,
    OpeningShare,
    OpeningSignature,
)
from huasheng_vote.procurement.models.panels import (
    COMPONENTS,
    LowPrice,
    Mark,
    PanelSeat,
    Qualification,
    Report,
    ReportSignature,
    ScoreSheet,
)
from huasheng_vote.procurement.models.releases import Release, Uptime
from huasheng_vote.procurement.models.suppliers import Supplier, SupplierPaper
from huasheng_vote.procurement.models.tenders import (
    REVIEWERS,
    Addendum,
    DeadlineMove,
    Enquiry,
    Invitation,
    Tender,
    TenderDocument,
    TenderReview,
)

__all__ = (
    "COMPONENTS",
    "REVIEWERS",
    "SERVER",
    "About",
    "Addendum",
    "Award",
    "Bid",
    "BidFile",
    "Challenge",
    "ChallengeSupport",
    "Contract",
    "DeadlineMove",
    "Enquiry",
    "Invitation",
    "LowPrice",
    "Mark",
    "OpeningOfficer",
    "OpeningRecord",
    "OpeningShare",
    "OpeningSignature",
    "PanelSeat",
    "Qualification",
    "Release",
    "Report",
    "ReportSignature",
    "ScoreSheet",
    "Supplier",
    "SupplierPaper",
    "Tender",
    "TenderDocument",
    "TenderReview",
    "Uptime",
)

"""Our states and kinds in the words of the standard's codelists, moments and money as it writes them."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from huasheng_vote.rules.designs import DesignKind
from huasheng_vote.rules.exact import YUAN
from huasheng_vote.rules.flows.awards import AwardState, ContractState
from huasheng_vote.rules.flows.tenders import BidState, TenderState
from huasheng_vote.rules.methods import Judging

Json = dict[str, Any]


class Tag(StrEnum):
    """What a release is about; codes of the standard's `releaseTag`."""

    TENDER = "tender"
    TENDER_AMENDMENT = "tenderAmendment"
    TENDER_UPDATE = "tenderUpdate"
    TENDER_CANCELLATION = "tenderCancellation"
    AWARD = "award"
    AWARD_UPDATE = "awardUpdate"
    AWARD_CANCELLATION = "awardCancellation"
    CONTRACT = "contract"
    CONTRACT_UPDATE = "contractUpdate"
    CONTRACT_TERMINATION = "contractTermination"
    COMPILED = "compiled"


TENDER_STATUS = {
    TenderState.FAILED: "unsuccessful",
    TenderState.CANCELLED: "cancelled",
    TenderState.AWARDED: "complete",
}
BID_STATUS = {BidState.OPENED: "pending", BidState.DISQUALIFIED: "disqualified"}
AWARD_STATUS = {AwardState.PENDING: "pending", AwardState.ACTIVE: "active", AwardState.CANCELLED: "cancelled"}
CONTRACT_STATUS = {
    ContractState.DRAWN: "pending",
    ContractState.SIGNED: "active",
    ContractState.COMPLETED: "terminated",
    ContractState.TERMINATED: "terminated",
}
CRITERIA = {Judging.LOWEST: "priceOnly", Judging.SCORED: "ratedCriteria", Judging.REASON: "ratedCriteria"}
DOCUMENT_TYPES = {
    DesignKind.SPECIFICATION: "technicalSpecifications",
    DesignKind.BILL: "billOfQuantity",
}


def moment(at: datetime) -> str:
    """RFC 3339, in UTC, whole seconds."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def money(fen: int) -> Json:
    """Yuan. Whole ones are whole numbers; the shortest decimal of any other has exactly its two places, up to ten trillion yuan."""
    return {"amount": fen // YUAN if fen % YUAN == 0 else fen / YUAN, "currency": "CNY"}

"""The way of a tender and of each bid in it (采购、报价).

The moves at the deadline (close, lock, lapse) are made once by whoever comes first after it; whether they are due is a function of the facts in
`rules.tendering`. An amendment keeps the tender published and makes every bid wait for its bidder to confirm it again.
"""

from enum import StrEnum

from huasheng_vote.rules.flows import Flow


class TenderState(StrEnum):
    """A tender from its draft to an award in force; failed and cancelled are endings, tried again as a new tender."""

    DRAFT = "draft"
    REVIEWED = "reviewed"  # by an expert owner and the head of the committee, neither of them the drafter
    PUBLISHED = "published"
    CLOSED = "closed"
    OPENED = "opened"
    EVALUATING = "evaluating"
    EVALUATED = "evaluated"
    AWARD_PENDING = "award_pending"
    AWARDED = "awarded"
    FAILED = "failed"
    CANCELLED = "cancelled"


class TenderAct(StrEnum):
    """What moves a tender on."""

    EDIT = "edit"
    SIGN_REVIEW = "sign_review"
    PASS_REVIEW = "pass_review"  # the last signature
    PUBLISH = "publish"
    AMEND = "amend"
    EXTEND = "extend"
    CLOSE = "close"
    FAIL = "fail"
    OPEN = "open"
    BEGIN_EVALUATION = "begin_evaluation"
    CONCLUDE = "conclude"
    PROPOSE_AWARD = "propose_award"
    CONFIRM_AWARD = "confirm_award"
    CANCEL = "cancel"


_T, _TA = TenderState, TenderAct
_CANCELLABLE = tuple(state for state in TenderState if state not in (_T.AWARDED, _T.FAILED, _T.CANCELLED))
_CAN_FAIL = (_T.CLOSED, _T.OPENED, _T.EVALUATING, _T.EVALUATED, _T.AWARD_PENDING, _T.AWARDED)  # the last where no winner signed
TENDER = Flow(
    "tender",
    TenderState.DRAFT,
    {
        (_T.DRAFT, _TA.EDIT): _T.DRAFT,
        (_T.DRAFT, _TA.SIGN_REVIEW): _T.DRAFT,
        (_T.DRAFT, _TA.PASS_REVIEW): _T.REVIEWED,
        (_T.REVIEWED, _TA.EDIT): _T.DRAFT,
        (_T.REVIEWED, _TA.PUBLISH): _T.PUBLISHED,
        (_T.PUBLISHED, _TA.AMEND): _T.PUBLISHED,
        (_T.PUBLISHED, _TA.EXTEND): _T.PUBLISHED,
        (_T.PUBLISHED, _TA.CLOSE): _T.CLOSED,
        (_T.CLOSED, _TA.OPEN): _T.OPENED,
        (_T.OPENED, _TA.BEGIN_EVALUATION): _T.EVALUATING,
        (_T.EVALUATING, _TA.CONCLUDE): _T.EVALUATED,
        (_T.EVALUATED, _TA.PROPOSE_AWARD): _T.AWARD_PENDING,
        (_T.AWARD_PENDING, _TA.PROPOSE_AWARD): _T.AWARD_PENDING,  # the next candidate, after the last award was cancelled
        (_T.AWARD_PENDING, _TA.CONFIRM_AWARD): _T.AWARDED,
        (_T.AWARDED, _TA.PROPOSE_AWARD): _T.AWARD_PENDING,  # the winner did not sign
        **{(state, _TA.FAIL): _T.FAILED for state in _CAN_FAIL},
        **{(state, _TA.CANCEL): _T.CANCELLED for state in _CANCELLABLE},
    },
)


class Cancelled(StrEnum):
    """The reason code of a cancelled tender, published with it."""

    NEED_GONE = "need_gone"
    BUDGET_GONE = "budget_gone"
    ERROR_IN_TERMS = "error_in_terms"
    ALL_ABOVE_CEILING = "all_above_ceiling"
    COLLUSION = "collusion"
    ORDERED = "ordered"  # by an authority or a court


class BidState(StrEnum):
    """One offer as handed in. A replacement is a bid of its own; the one before stays, replaced."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    NEEDS_RECONFIRMATION = "needs_reconfirmation"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"
    LOCKED = "locked"
    RETURNED = "returned"  # unopened
    OPENED = "opened"
    VALID = "valid"
    DISQUALIFIED = "disqualified"
    RANKED = "ranked"
    WINNER = "winner"
    RESERVE = "reserve"
    NOT_AWARDED = "not_awarded"


class BidAct(StrEnum):
    """What moves a bid on. Nothing in the table changes its content."""

    SUBMIT = "submit"
    REPLACE = "replace"
    WITHDRAW = "withdraw"
    UNSETTLE = "unsettle"  # the tender was amended
    RECONFIRM = "reconfirm"
    LOCK = "lock"
    LAPSE = "lapse"  # never confirmed again, or not revealed: counts as withdrawn
    RETURN = "return"
    OPEN = "open"
    QUALIFY = "qualify"
    DISQUALIFY = "disqualify"
    RANK = "rank"
    WIN = "win"
    RESERVE = "reserve"
    END = "end"


_B, _BA = BidState, BidAct
_HANDED_IN = (_B.SUBMITTED, _B.NEEDS_RECONFIRMATION)
BID = Flow(
    "bid",
    BidState.DRAFT,
    {
        (_B.DRAFT, _BA.SUBMIT): _B.SUBMITTED,
        **{(state, _BA.REPLACE): _B.REPLACED for state in _HANDED_IN},
        **{(state, _BA.WITHDRAW): _B.WITHDRAWN for state in _HANDED_IN},
        **{(state, _BA.UNSETTLE): _B.NEEDS_RECONFIRMATION for state in _HANDED_IN},
        (_B.NEEDS_RECONFIRMATION, _BA.RECONFIRM): _B.SUBMITTED,
        (_B.NEEDS_RECONFIRMATION, _BA.LAPSE): _B.WITHDRAWN,
        (_B.SUBMITTED, _BA.LOCK): _B.LOCKED,
        (_B.LOCKED, _BA.LAPSE): _B.WITHDRAWN,
        **{(state, _BA.RETURN): _B.RETURNED for state in (*_HANDED_IN, _B.LOCKED)},
        (_B.LOCKED, _BA.OPEN): _B.OPENED,
        (_B.OPENED, _BA.QUALIFY): _B.VALID,
        (_B.OPENED, _BA.DISQUALIFY): _B.DISQUALIFIED,
        (_B.VALID, _BA.DISQUALIFY): _B.DISQUALIFIED,
        (_B.VALID, _BA.RANK): _B.RANKED,
        (_B.RANKED, _BA.WIN): _B.WINNER,
        (_B.RANKED, _BA.RESERVE): _B.RESERVE,
        (_B.RESERVE, _BA.WIN): _B.WINNER,
        **{(state, _BA.END): _B.NOT_AWARDED for state in (_B.OPENED, _B.VALID, _B.RANKED, _B.RESERVE, _B.WINNER)},
    },
)
SEALED = frozenset({BidState.SUBMITTED, BidState.NEEDS_RECONFIRMATION, BidState.LOCKED})
"""Handed in and not opened: nothing about these is readable by anybody but their bidder."""


class Disqualified(StrEnum):
    """Why a bid takes no part, published with it."""

    NOT_QUALIFIED = "not_qualified"
    NOT_RESPONSIVE = "not_responsive"
    ABOVE_CEILING = "above_ceiling"
    NO_PRICE = "no_price"
    TWO_PRICES = "two_prices"
    UNSIGNED = "unsigned"
    UNREADABLE = "unreadable"
    LOW_UNEXPLAINED = "low_unexplained"
    COLLUSION = "collusion"
    BLACKLISTED = "blacklisted"


FOUND_AT_OPENING = (
    Disqualified.UNREADABLE,
    Disqualified.NO_PRICE,
    Disqualified.TWO_PRICES,
    Disqualified.ABOVE_CEILING,
    Disqualified.UNSIGNED,
)
"""What needs no judgement, and no reason beside the code."""

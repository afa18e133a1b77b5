"""The way of an award, of a challenge to it, and of the contract it leads to (中标或成交、质疑、合同). None of them is ever edited."""

from enum import StrEnum

from huasheng_vote.rules.flows import Flow


class AwardState(StrEnum):
    """Pending while published and challengeable. The next candidate gets an award of its own."""

    PENDING = "pending"
    ACTIVE = "active"
    CANCELLED = "cancelled"


class AwardAct(StrEnum):
    """What becomes of an award."""

    ACTIVATE = "activate"
    CANCEL = "cancel"
    FORFEIT = "forfeit"  # in force, and the winner does not sign


_A, _AA = AwardState, AwardAct
AWARD = Flow(
    "award",
    AwardState.PENDING,
    {
        (_A.PENDING, _AA.ACTIVATE): _A.ACTIVE,
        (_A.PENDING, _AA.CANCEL): _A.CANCELLED,
        (_A.ACTIVE, _AA.FORFEIT): _A.CANCELLED,
    },
)


class ChallengeState(StrEnum):
    """A bidder's or owners' objection to a tender, an evaluation or an award."""

    SUBMITTED = "submitted"
    ADMISSIBLE = "admissible"
    INADMISSIBLE = "inadmissible"
    UPHELD = "upheld"
    DISMISSED = "dismissed"
    ESCALATED = "escalated"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class ChallengeAct(StrEnum):
    """What the answering side and the objecting side do."""

    ADMIT = "admit"
    REFUSE = "refuse"
    UPHOLD = "uphold"
    DISMISS = "dismiss"
    ESCALATE = "escalate"
    CLOSE = "close"
    WITHDRAW = "withdraw"


_C, _CA = ChallengeState, ChallengeAct
_ANSWERED_NO = (_C.INADMISSIBLE, _C.DISMISSED)
CHALLENGE = Flow(
    "challenge",
    ChallengeState.SUBMITTED,
    {
        (_C.SUBMITTED, _CA.ADMIT): _C.ADMISSIBLE,
        (_C.SUBMITTED, _CA.REFUSE): _C.INADMISSIBLE,
        (_C.ADMISSIBLE, _CA.UPHOLD): _C.UPHELD,
        (_C.ADMISSIBLE, _CA.DISMISS): _C.DISMISSED,
        **{(state, _CA.ESCALATE): _C.ESCALATED for state in _ANSWERED_NO},
        (_C.ESCALATED, _CA.UPHOLD): _C.UPHELD,
        **{(state, _CA.CLOSE): _C.CLOSED for state in (*_ANSWERED_NO, _C.ESCALATED, _C.UPHELD)},
        **{(state, _CA.WITHDRAW): _C.WITHDRAWN for state in (_C.SUBMITTED, _C.ADMISSIBLE)},
    },
)
UNDECIDED = frozenset({ChallengeState.SUBMITTED, ChallengeState.ADMISSIBLE, ChallengeState.ESCALATED})
"""Somebody still has to answer."""


class ContractState(StrEnum):
    """Drawn from the winning bid, signed by both sides as it stands."""

    DRAWN = "drawn"
    SIGNED = "signed"
    COMPLETED = "completed"
    TERMINATED = "terminated"
    DROPPED = "dropped"  # never signed: its award was forfeited


class ContractAct(StrEnum):
    """What becomes of a contract. Changes are variations, beside it."""

    SIGN_ONE_SIDE = "sign_one_side"
    SIGN = "sign"  # the second side
    COMPLETE = "complete"
    TERMINATE = "terminate"
    DROP = "drop"


_K, _KA = ContractState, ContractAct
CONTRACT = Flow(
    "contract",
    ContractState.DRAWN,
    {
        (_K.DRAWN, _KA.SIGN_ONE_SIDE): _K.DRAWN,
        (_K.DRAWN, _KA.SIGN): _K.SIGNED,
        (_K.DRAWN, _KA.DROP): _K.DROPPED,
        (_K.SIGNED, _KA.COMPLETE): _K.COMPLETED,
        (_K.SIGNED, _KA.TERMINATE): _K.TERMINATED,
    },
)

"""The way of a meeting and of each of its motions (CC 278–280, GR)."""

from enum import StrEnum

from huasheng_vote.rules.flows import Flow


class AssemblyState(StrEnum):
    """A meeting or written consultation, from its draft to its announced result."""

    DRAFT = "draft"
    ROLL_REVIEW = "roll_review"
    NOTICED = "noticed"
    OPEN = "open"
    CLOSED = "closed"
    PUBLISHED = "published"  # preliminary result posted, objections possible
    ANNOUNCED = "announced"
    CANCELLED = "cancelled"


class AssemblyAct(StrEnum):
    """What moves a meeting on. After notice nothing of its content can be edited: it is cancelled and noticed anew."""

    BEGIN_ROLL_REVIEW = "begin_roll_review"
    BACK_TO_DRAFT = "back_to_draft"
    GIVE_NOTICE = "give_notice"
    OPEN_VOTING = "open_voting"
    EXTEND = "extend"
    CLOSE = "close"
    PUBLISH = "publish"
    ANNOUNCE = "announce"
    CANCEL = "cancel"


_A, _AA = AssemblyState, AssemblyAct
ASSEMBLY = Flow(
    "assembly",
    AssemblyState.DRAFT,
    {
        (_A.DRAFT, _AA.BEGIN_ROLL_REVIEW): _A.ROLL_REVIEW,
        (_A.DRAFT, _AA.CANCEL): _A.CANCELLED,
        (_A.ROLL_REVIEW, _AA.GIVE_NOTICE): _A.NOTICED,
        (_A.ROLL_REVIEW, _AA.BACK_TO_DRAFT): _A.DRAFT,
        (_A.ROLL_REVIEW, _AA.CANCEL): _A.CANCELLED,
        (_A.NOTICED, _AA.OPEN_VOTING): _A.OPEN,
        (_A.NOTICED, _AA.CANCEL): _A.CANCELLED,
        (_A.OPEN, _AA.EXTEND): _A.OPEN,
        (_A.OPEN, _AA.CLOSE): _A.CLOSED,
        (_A.OPEN, _AA.CANCEL): _A.CANCELLED,
        (_A.CLOSED, _AA.PUBLISH): _A.PUBLISHED,
        (_A.PUBLISHED, _AA.ANNOUNCE): _A.ANNOUNCED,
    },
)


class MotionState(StrEnum):
    """One question of a meeting: put, and then one of the endings of rules.tally."""

    PUT = "put"
    PASSED = "passed"
    NOT_PASSED = "not_passed"
    NO_QUORUM = "no_quorum"
    NEEDS_REVIEW = "needs_review"
    WITHDRAWN = "withdrawn"  # its meeting was cancelled


class MotionAct(StrEnum):
    """The findings a tally leads to; out of review only two approvers and the community supervisor lead."""

    FIND_PASSED = "find_passed"
    FIND_NOT_PASSED = "find_not_passed"
    FIND_NO_QUORUM = "find_no_quorum"
    FIND_DOUBTFUL = "find_doubtful"
    WITHDRAW = "withdraw"


_FINDINGS = {
    MotionAct.FIND_PASSED: MotionState.PASSED,
    MotionAct.FIND_NOT_PASSED: MotionState.NOT_PASSED,
    MotionAct.FIND_NO_QUORUM: MotionState.NO_QUORUM,
}
MOTION = Flow(
    "motion",
    MotionState.PUT,
    {
        **{(MotionState.PUT, act): state for act, state in _FINDINGS.items()},
        (MotionState.PUT, MotionAct.FIND_DOUBTFUL): MotionState.NEEDS_REVIEW,
        (MotionState.PUT, MotionAct.WITHDRAW): MotionState.WITHDRAWN,
        **{(MotionState.NEEDS_REVIEW, act): state for act, state in _FINDINGS.items()},
    },
)

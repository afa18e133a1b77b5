"""The way of a committee's meeting and of each question put to its members (业委会会议、决定; GR 31–39)."""

from enum import StrEnum

from huasheng_vote.rules.flows import Flow


class MeetingState(StrEnum):
    """A meeting of the committee, until its minutes hang on the board."""

    DRAFT = "draft"
    CALLED = "called"  # the agenda is posted and fixed
    HELD = "held"
    MINUTED = "minuted"
    SIGNED = "signed"  # by all who attended
    POSTED = "posted"
    INQUORATE = "inquorate"
    CANCELLED = "cancelled"


class MeetingAct(StrEnum):
    """What moves a meeting on. New minutes need every signature again."""

    EDIT = "edit"
    CALL = "call"
    HOLD = "hold"
    FIND_INQUORATE = "find_inquorate"
    CANCEL = "cancel"
    MINUTE = "minute"
    SIGN = "sign"
    COMPLETE = "complete"  # the last signature
    POST = "post"


_M, _MA = MeetingState, MeetingAct
COMMITTEE_MEETING = Flow(
    "committee_meeting",
    MeetingState.DRAFT,
    {
        (_M.DRAFT, _MA.EDIT): _M.DRAFT,
        (_M.DRAFT, _MA.CALL): _M.CALLED,
        (_M.DRAFT, _MA.CANCEL): _M.CANCELLED,
        (_M.CALLED, _MA.HOLD): _M.HELD,
        (_M.CALLED, _MA.FIND_INQUORATE): _M.INQUORATE,
        (_M.CALLED, _MA.CANCEL): _M.CANCELLED,
        (_M.HELD, _MA.MINUTE): _M.MINUTED,
        (_M.MINUTED, _MA.MINUTE): _M.MINUTED,
        (_M.MINUTED, _MA.SIGN): _M.MINUTED,
        (_M.MINUTED, _MA.COMPLETE): _M.SIGNED,
        (_M.SIGNED, _MA.POST): _M.POSTED,
    },
)


class DecisionState(StrEnum):
    """One question put to the committee: passed, not passed, or for the owners because too few members may vote on it."""

    PUT = "put"
    PASSED = "passed"
    NOT_PASSED = "not_passed"
    REFERRED = "referred"
    WITHDRAWN = "withdrawn"
    REVOKED = "revoked"  # by a later decision or by the owners


class DecisionAct(StrEnum):
    """Votes, and what they come to. An edit of what is asked resets the votes."""

    EDIT = "edit"
    VOTE = "vote"
    FIND_PASSED = "find_passed"
    FIND_NOT_PASSED = "find_not_passed"
    REFER = "refer"
    WITHDRAW = "withdraw"
    REVOKE = "revoke"


_D, _DA = DecisionState, DecisionAct
DECISION = Flow(
    "decision",
    DecisionState.PUT,
    {
        (_D.PUT, _DA.EDIT): _D.PUT,
        (_D.PUT, _DA.VOTE): _D.PUT,
        (_D.PUT, _DA.FIND_PASSED): _D.PASSED,
        (_D.PUT, _DA.FIND_NOT_PASSED): _D.NOT_PASSED,
        (_D.PUT, _DA.REFER): _D.REFERRED,
        (_D.PUT, _DA.WITHDRAW): _D.WITHDRAWN,
        (_D.PASSED, _DA.REVOKE): _D.REVOKED,
    },
)


class Choice(StrEnum):
    """What a member answers; who has a conflict of interest stands aside."""

    YES = "yes"
    NO = "no"
    ABSTAIN = "abstain"
    RECUSED = "recused"

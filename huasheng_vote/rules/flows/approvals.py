"""The way of a four-eyes request: asked, signed by others, used once."""

from enum import StrEnum

from huasheng_vote.rules.flows import Flow


class ApprovalState(StrEnum):
    """A four-eyes request: an edit of what will be done brings it back to being asked."""

    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    USED = "used"


class ApprovalAct(StrEnum):
    """What approvers and the person asking can do."""

    SIGN = "sign"
    GRANT = "grant"
    REFUSE = "refuse"
    EDIT = "edit"
    WITHDRAW = "withdraw"
    USE = "use"


class Stance(StrEnum):
    """What a person asked to sign answers; who has a conflict of interest stands aside."""

    APPROVE = "approve"
    DECLINE = "decline"
    RECUSE = "recuse"


_Q, _QA = ApprovalState, ApprovalAct
APPROVAL = Flow(
    "approval",
    ApprovalState.ASKED,
    {
        (_Q.ASKED, _QA.SIGN): _Q.ASKED,
        (_Q.ASKED, _QA.GRANT): _Q.GRANTED,
        (_Q.ASKED, _QA.REFUSE): _Q.REFUSED,
        (_Q.ASKED, _QA.EDIT): _Q.ASKED,
        (_Q.ASKED, _QA.WITHDRAW): _Q.WITHDRAWN,
        (_Q.GRANTED, _QA.EDIT): _Q.ASKED,
        (_Q.GRANTED, _QA.WITHDRAW): _Q.WITHDRAWN,
        (_Q.GRANTED, _QA.USE): _Q.USED,
    },
)

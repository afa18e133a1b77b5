"""The way of a declared skill: an owner says so, somebody else looks at the evidence."""

from enum import StrEnum

from huasheng_vote.rules.flows import Flow


class Field(StrEnum):
    """What an expert owner may know about."""

    ELECTRICAL = "electrical"
    STRUCTURE = "structure"
    WATERPROOFING = "waterproofing"
    WATER = "water"
    LIFTS = "lifts"
    FIRE = "fire"
    LANDSCAPE = "landscape"
    COST = "cost"
    PROCUREMENT = "procurement"
    LAW = "law"
    SOFTWARE = "software"
    OTHER = "other"


class SkillState(StrEnum):
    """Only a checked skill makes an expert owner."""

    DECLARED = "declared"
    CHECKED = "checked"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class SkillAct(StrEnum):
    """What the declarer and the checker do."""

    CONFIRM = "confirm"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"


_S, _SA = SkillState, SkillAct
SKILL = Flow(
    "skill",
    SkillState.DECLARED,
    {
        (_S.DECLARED, _SA.CONFIRM): _S.CHECKED,
        (_S.DECLARED, _SA.REFUSE): _S.REFUSED,
        (_S.DECLARED, _SA.WITHDRAW): _S.WITHDRAWN,
        (_S.CHECKED, _SA.WITHDRAW): _S.WITHDRAWN,
    },
)

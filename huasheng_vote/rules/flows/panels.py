"""The way of a panelist's seat and of that person's score sheet (评审小组、评分表).

Conflicts are declared twice: in general before publication, against the bidders' names after opening and before any score is visible.
"""

from enum import StrEnum

from huasheng_vote.rules.flows import Flow


class SeatState(StrEnum):
    """One seat on the panel; who is recused leaves it, and a replacement takes a seat of its own."""

    NAMED = "named"
    DECLARED = "declared"  # no conflict in general
    CLEARED = "cleared"  # none with any of the bidders
    RECUSED = "recused"
    REPLACED = "replaced"


class SeatAct(StrEnum):
    """What a panelist says, and what follows."""

    DECLARE = "declare"
    CLEAR = "clear"
    RECUSE = "recuse"
    REPLACE = "replace"


_S, _SA = SeatState, SeatAct
SEAT = Flow(
    "seat",
    SeatState.NAMED,
    {
        (_S.NAMED, _SA.DECLARE): _S.DECLARED,
        (_S.DECLARED, _SA.CLEAR): _S.CLEARED,
        **{(state, _SA.RECUSE): _S.RECUSED for state in (_S.NAMED, _S.DECLARED, _S.CLEARED)},
        (_S.RECUSED, _SA.REPLACE): _S.REPLACED,
    },
)


class SheetState(StrEnum):
    """One panelist's scores: blind to all others until every sheet is locked, never edited once locked."""

    OPEN = "open"
    LOCKED = "locked"
    SHOWN = "shown"
    VOID = "void"


class SheetAct(StrEnum):
    """What becomes of a sheet."""

    SCORE = "score"
    LOCK = "lock"
    SHOW = "show"  # all together
    VOID = "void"


_H, _HA = SheetState, SheetAct
SHEET = Flow(
    "sheet",
    SheetState.OPEN,
    {
        (_H.OPEN, _HA.SCORE): _H.OPEN,
        (_H.OPEN, _HA.LOCK): _H.LOCKED,
        (_H.LOCKED, _HA.SHOW): _H.SHOWN,
        **{(state, _HA.VOID): _H.VOID for state in (_H.OPEN, _H.LOCKED, _H.SHOWN)},
    },
)

"""The way of one paper ballot: handed out, brought back, typed in twice by two people who do not see each other's, and then counted or not."""

from enum import StrEnum

from huasheng_vote.rules.flows import Flow


class PaperState(StrEnum):
    """Where a paper is. Five of the states are endings, each kept for good."""

    OUT = "out"
    RECEIVED = "received"
    ENTERED = "entered"  # by one clerk
    LOOK = "look"  # two entries that do not simply count
    COUNTED = "counted"
    ASIDE = "aside"  # valid, but another ballot of the same head counts
    VOID = "void"
    LATE = "late"
    WITHDRAWN = "withdrawn"  # lost or spoilt, another paper was issued


class PaperAct(StrEnum):
    """What moves a paper on."""

    WITHDRAW = "withdraw"
    RECEIVE = "receive"
    RECEIVE_LATE = "receive_late"
    ENTER = "enter"
    DOUBT = "doubt"
    COUNT = "count"
    SET_ASIDE = "set_aside"
    VOID = "void"


_P, _PA = PaperState, PaperAct
PAPER = Flow(
    "paper",
    PaperState.OUT,
    {
        (_P.OUT, _PA.WITHDRAW): _P.WITHDRAWN,
        (_P.OUT, _PA.RECEIVE): _P.RECEIVED,
        (_P.OUT, _PA.RECEIVE_LATE): _P.LATE,
        (_P.RECEIVED, _PA.ENTER): _P.ENTERED,
        (_P.ENTERED, _PA.COUNT): _P.COUNTED,
        (_P.ENTERED, _PA.SET_ASIDE): _P.ASIDE,
        (_P.ENTERED, _PA.DOUBT): _P.LOOK,
        (_P.LOOK, _PA.COUNT): _P.COUNTED,
        (_P.LOOK, _PA.SET_ASIDE): _P.ASIDE,
        (_P.LOOK, _PA.VOID): _P.VOID,
    },
)
UNFINISHED = frozenset({PaperState.RECEIVED, PaperState.ENTERED, PaperState.LOOK})
"""In the convener's hands and not yet counted or not: nothing is published while one is."""

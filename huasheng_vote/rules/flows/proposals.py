"""The way of an idea: suggestion, then proposal; and of owners' demand for an assembly (PMR 13)."""

from enum import StrEnum

from huasheng_vote.rules.flows import Flow


class SuggestionState(StrEnum):
    """An owner's idea: published at once, and every one is answered with what became of it."""

    PUBLISHED = "published"
    ANSWERED = "answered"
    DECLINED = "declined"
    MERGED = "merged"
    ADOPTED = "adopted"


class SuggestionAct(StrEnum):
    """What the committee does with an idea."""

    ANSWER = "answer"
    DECLINE = "decline"
    MERGE = "merge"
    ADOPT = "adopt"
    RELEASE = "release"  # the proposal it went into was withdrawn


_S, _SA = SuggestionState, SuggestionAct
_STANDING = (_S.PUBLISHED, _S.ANSWERED, _S.DECLINED)  # ideas that stand for themselves: an answer may be thought over
SUGGESTION = Flow(
    "suggestion",
    SuggestionState.PUBLISHED,
    {
        **{(state, _SA.ANSWER): _S.ANSWERED for state in _STANDING},
        **{(state, _SA.DECLINE): _S.DECLINED for state in _STANDING},
        **{(state, _SA.ADOPT): _S.ADOPTED for state in _STANDING},
        **{(state, _SA.MERGE): _S.MERGED for state in _STANDING},
        (_S.ADOPTED, _SA.RELEASE): _S.PUBLISHED,
    },
)


class Visibility(StrEnum):
    """Whether words of owners can be read. Beside the way of the idea, not in it: what is restored is where it was."""

    SHOWN = "shown"
    HIDDEN = "hidden"


class Moderation(StrEnum):
    """Both with a published reason."""

    HIDE = "hide"
    RESTORE = "restore"


MODERATION = Flow(
    "moderation",
    Visibility.SHOWN,
    {
        (Visibility.SHOWN, Moderation.HIDE): Visibility.HIDDEN,
        (Visibility.HIDDEN, Moderation.RESTORE): Visibility.SHOWN,
    },
)


class ProposalState(StrEnum):
    """A worked-out proposal: one that failed to pass may be amended and put again."""

    DRAFT = "draft"
    PUBLISHED = "published"
    PUT = "put"
    ADOPTED = "adopted"
    WITHDRAWN = "withdrawn"


class ProposalAct(StrEnum):
    """The way of a proposal to the vote and back."""

    PUBLISH = "publish"
    PUT_TO_VOTE = "put_to_vote"
    RETURN = "return"
    ADOPT = "adopt"
    WITHDRAW = "withdraw"


_P, _PA = ProposalState, ProposalAct
PROPOSAL = Flow(
    "proposal",
    ProposalState.DRAFT,
    {
        (_P.DRAFT, _PA.PUBLISH): _P.PUBLISHED,
        (_P.DRAFT, _PA.WITHDRAW): _P.WITHDRAWN,
        (_P.PUBLISHED, _PA.PUT_TO_VOTE): _P.PUT,
        (_P.PUBLISHED, _PA.WITHDRAW): _P.WITHDRAWN,
        (_P.PUT, _PA.ADOPT): _P.ADOPTED,
        (_P.PUT, _PA.RETURN): _P.PUBLISHED,
    },
)


class DemandState(StrEnum):
    """Owners demand an assembly: once a fifth has signed, one must be convened."""

    GATHERING = "gathering"
    REACHED = "reached"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"


class DemandAct(StrEnum):
    """Signing leads to the duty; the answer says when and how the assembly is convened."""

    SIGN = "sign"
    UNSIGN = "unsign"
    REACH = "reach"
    ANSWER = "answer"
    WITHDRAW = "withdraw"


_D, _DA = DemandState, DemandAct
DEMAND = Flow(
    "demand",
    DemandState.GATHERING,
    {
        (_D.GATHERING, _DA.SIGN): _D.GATHERING,
        (_D.GATHERING, _DA.UNSIGN): _D.GATHERING,
        (_D.GATHERING, _DA.REACH): _D.REACHED,
        (_D.GATHERING, _DA.WITHDRAW): _D.WITHDRAWN,
        (_D.REACHED, _DA.SIGN): _D.REACHED,
        (_D.REACHED, _DA.ANSWER): _D.ANSWERED,
    },
)

"""The way of an idea: suggestion, then proposal."""

from enum import StrEnum

from huasheng_vote.rules.flows import Flow


class SuggestionState(StrEnum):
    """An owner's idea: published at once; hiding needs a published reason; every one is answered."""

    PUBLISHED = "published"
    HIDDEN = "hidden"
    MERGED = "merged"
    ANSWERED = "answered"
    ADOPTED = "adopted"


class SuggestionAct(StrEnum):
    """What moderation and the committee do with an idea."""

    HIDE = "hide"
    RESTORE = "restore"
    MERGE = "merge"
    ANSWER = "answer"
    ADOPT = "adopt"


_S, _SA = SuggestionState, SuggestionAct
SUGGESTION = Flow(
    "suggestion",
    SuggestionState.PUBLISHED,
    {
        (_S.PUBLISHED, _SA.ANSWER): _S.ANSWERED,
        (_S.PUBLISHED, _SA.MERGE): _S.MERGED,
        (_S.PUBLISHED, _SA.ADOPT): _S.ADOPTED,
        (_S.PUBLISHED, _SA.HIDE): _S.HIDDEN,
        (_S.HIDDEN, _SA.RESTORE): _S.PUBLISHED,
        (_S.ANSWERED, _SA.ADOPT): _S.ADOPTED,
        (_S.ANSWERED, _SA.HIDE): _S.HIDDEN,
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

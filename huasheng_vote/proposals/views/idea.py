"""One idea with everything about it: photos, endorsements, comments, the answer, what was merged; for officers the tools."""

from typing import Any

from huasheng_vote.labels import proposals as labels
from huasheng_vote.proposals.forms.suggestions import AnswerForm, CommentForm, MergeForm, ReasonForm
from huasheng_vote.proposals.queries import comments, proposals, suggestions
from huasheng_vote.proposals.queries.similar import similar
from huasheng_vote.rules.access import Act
from huasheng_vote.rules.flows.proposals import SUGGESTION, SuggestionAct, SuggestionState
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.web.access import allowed
from huasheng_vote.web.pages import page
from huasheng_vote.web.state import the_actor, the_estate


def idea_page(suggestion_id: int, *, wrong: Any = None, replies: dict[int, CommentForm] | None = None, **forms: Any) -> Any:
    """The page; `wrong` is the form just sent that has to be put right, and gives the answer its status."""
    estate, me = the_estate().id, the_actor().account
    line = suggestions.line(estate, suggestion_id)
    if line is None:
        raise Refused(Why.NOT_FOUND)
    idea = line.suggestion
    readable = idea.hidden_at is None or allowed(Act.MODERATE) or (me is not None and me == idea.author_id)
    return page(
        "proposals/suggestion.html",
        status=wrong.status if wrong is not None else 200,
        line=line,
        idea=idea,
        readable=readable,
        wrong=wrong,
        mine=me is not None and me == idea.author_id,
        photos=suggestions.photos(estate, idea.id) if idea.hidden_at is None else [],
        root=idea.root,
        endorsements=suggestions.endorsements(estate, idea.root),
        endorsed=suggestions.endorses(estate, idea.root, me),
        merged=suggestions.merged_into(estate, idea.id),
        went_into=suggestions.suggestion(estate, idea.merged_into_id) if idea.merged_into_id else None,
        proposal=_proposal(estate, idea.proposal_id),
        said=comments.said(estate, suggestion_id=idea.id),
        replies=Replies(replies or {}),
        open_to_words=idea.hidden_at is None and allowed(Act.COMMENT),
        labels=labels,
        **{"say": CommentForm(None, prefix="say-"), **_tools(idea), **forms},
    )


def _proposal(estate: int, proposal_id: int | None) -> Any:
    """The proposal an idea went into, where the reader may see it."""
    found = proposals.proposal(estate, proposal_id) if proposal_id else None
    return found if found and (found.published_at or allowed(Act.DRAFT_PROPOSAL)) else None


def _tools(idea: Any) -> dict[str, Any]:
    """The forms of the officers, as far as the flow allows them now."""
    possible = SUGGESTION.possible(SuggestionState(idea.state)) if idea.hidden_at is None else ()
    answering = allowed(Act.ANSWER_SUGGESTION)
    return {
        "answer": AnswerForm(None) if answering and SuggestionAct.ANSWER in possible else None,
        "merge": MergeForm(None) if answering and SuggestionAct.MERGE in possible else None,
        "adoptable": allowed(Act.DRAFT_PROPOSAL) and SuggestionAct.ADOPT in possible,
        "moderation": ReasonForm(None) if allowed(Act.MODERATE) else None,
        "alike": similar(idea.estate_id, idea.title, leave_out=idea.id) if answering else [],
    }


class Replies(dict[int, CommentForm]):
    """A form for a reply to each comment, made when the page asks for it."""

    def __missing__(self, comment_id: int) -> CommentForm:
        return CommentForm(None, prefix=f"reply-{comment_id}-")

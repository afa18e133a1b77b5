"""What becomes of an idea: answered, declined with a reason, merged, taken up; hidden and restored with a published reason."""

from sqlalchemy import update

from huasheng_vote.extensions import db
from huasheng_vote.journal.log import Context
from huasheng_vote.notices import outbox
from huasheng_vote.proposals.actions.once import person
from huasheng_vote.proposals.models import Comment, Suggestion
from huasheng_vote.proposals.queries import comments, suggestions
from huasheng_vote.rules.flows.proposals import MODERATION, SUGGESTION, Moderation, SuggestionAct, SuggestionState, Visibility
from huasheng_vote.rules.refusal import Refused, Why


def answer(on: Context, suggestion_id: int, text: str, *, decline: bool = False) -> None:
    """The committee's answer; declining is an answer whose text is the reason."""
    found = _found(on, suggestion_id)
    found.state = _after(found, SuggestionAct.DECLINE if decline else SuggestionAct.ANSWER)
    found.answer, found.answered_at = text, on.at
    db.session.flush()
    on.record("suggestion.declined" if decline else "suggestion.answered", _subject(found), {"answer": text})
    _tell(on, found, "suggestion.answered")


def merge(on: Context, suggestion_id: int, into_id: int) -> None:
    """Let one idea stand for two. The merged one stays readable, and whatever went into it goes along; no circle can come about,
    because only an idea that stands for itself takes others in."""
    found, into = _found(on, suggestion_id), _found(on, into_id, field="into")
    if found.id == into.id:
        raise Refused(Why.MERGE_INTO_ITSELF, field="into")
    if into.state == SuggestionState.MERGED:
        raise Refused(Why.MERGE_INTO_MERGED, field="into")
    found.state = _after(found, SuggestionAct.MERGE)
    found.merged_into_id = into.id
    db.session.execute(
        update(Suggestion).where(Suggestion.estate_id == on.estate.id, Suggestion.root_id == found.id).values(root_id=into.id)
    )
    db.session.flush()
    on.record("suggestion.merged", _subject(found), {"into": into.id})
    _tell(on, found, "suggestion.merged")


def adopt(on: Context, suggestion_id: int, proposal_id: int) -> None:
    """Take an idea up into a proposal. Called by the acts that write proposals."""
    found = _found(on, suggestion_id)
    if found.proposal_id == proposal_id:
        return
    if (SuggestionState(found.state), SuggestionAct.ADOPT) not in SUGGESTION.moves:
        raise Refused(Why.IDEA_NOT_FREE, field="ideas", id=suggestion_id)
    found.state, found.proposal_id = SuggestionState.ADOPTED, proposal_id
    db.session.flush()
    on.record("suggestion.adopted", _subject(found), {"proposal": proposal_id})
    _tell(on, found, "suggestion.adopted")


def release(on: Context, proposal_id: int) -> None:
    """Give back the ideas of a proposal that was withdrawn: they wait for an answer again."""
    for each in suggestions.adopted_by(on.estate.id, proposal_id):
        found = each.suggestion
        found.state = SUGGESTION.after(SuggestionState(found.state), SuggestionAct.RELEASE)
        found.proposal_id = None
        db.session.flush()
        on.record("suggestion.released", _subject(found), {"proposal": proposal_id})
        _tell(on, found, "suggestion.released")


def moderate_suggestion(on: Context, suggestion_id: int, move: Moderation, reason: str) -> None:
    """Hide an idea, or restore it to where it was; everybody can read the reason."""
    found = suggestions.suggestion(on.estate.id, suggestion_id)
    if found is None:
        raise Refused(Why.NOT_FOUND)
    _moderate(on, found, f"suggestion/{found.id}", move, reason)
    _tell(on, found, "suggestion.hidden" if found.hidden_at else "suggestion.restored")


def moderate_comment(on: Context, comment_id: int, move: Moderation, reason: str) -> None:
    """The same for a comment."""
    found = comments.comment(on.estate.id, comment_id)
    if found is None:
        raise Refused(Why.NOT_FOUND)
    _moderate(on, found, f"comment/{found.id}", move, reason)


def _moderate(on: Context, found: Suggestion | Comment, subject: str, move: Moderation, reason: str) -> None:
    now = Visibility.SHOWN if found.hidden_at is None else Visibility.HIDDEN
    if MODERATION.after(now, move) is Visibility.HIDDEN:
        found.hidden_at, found.hidden_reason, found.hidden_by = on.at, reason, person(on)
    else:
        found.hidden_at, found.hidden_reason, found.hidden_by = None, "", None
    db.session.flush()
    on.record(f"{subject.partition('/')[0]}.{'hidden' if found.hidden_at else 'restored'}", subject, {"reason": reason})


def _tell(on: Context, found: Suggestion, code: str) -> None:
    """Every author hears what became of the idea; so do the authors of what was merged into it."""
    for each in (found, *(line.suggestion for line in suggestions.merged_into(on.estate.id, found.id))):
        outbox.enqueue(on, each.author_id, None, code, {"title": each.title})


def _found(on: Context, suggestion_id: int, field: str = "") -> Suggestion:
    found = suggestions.suggestion(on.estate.id, suggestion_id)
    if found is None:
        raise Refused(Why.NOT_FOUND) if not field else Refused(Why.BAD_VALUE, field=field)
    if found.hidden_at is not None:
        raise Refused(Why.HIDDEN_NOW, field=field)
    return found


def _after(found: Suggestion, act: SuggestionAct) -> SuggestionState:
    return SUGGESTION.after(SuggestionState(found.state), act)


def _subject(found: Suggestion) -> str:
    return f"suggestion/{found.id}"

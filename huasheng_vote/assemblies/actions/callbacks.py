"""The call-back audit (回访抽查) while objections are heard: a public draw of those who took part, and what each answered. Nobody is asked how they voted."""

from sqlalchemy import insert, select

from huasheng_vote.assemblies.actions.casting import whole_hour
from huasheng_vote.assemblies.models.callbacks import Callback, CallbackDraw
from huasheng_vote.assemblies.models.meetings import Assembly
from huasheng_vote.assemblies.queries.callbacks import drawn, plan, voters
from huasheng_vote.assemblies.queries.frozen import frozen_of
from huasheng_vote.assemblies.queries.voting import noticed
from huasheng_vote.extensions import db
from huasheng_vote.journal.log import Context
from huasheng_vote.rules.callbacks import RISK, Answer, draw
from huasheng_vote.rules.flows.assemblies import AssemblyState
from huasheng_vote.rules.refusal import Refused, Why


def draw_calls(on: Context, assembly_id: int, source: str, seed: str) -> int:
    """Draw, once, by a seed that nobody could know at closing. Returns how many are to be called."""
    known = frozen_of(_published(on, assembly_id))
    if drawn(on.estate.id, assembly_id):
        raise Refused(Why.ALREADY_DONE)
    needed = plan(known)
    if needed is None:
        raise Refused(Why.NOTHING_TO_CALL_FOR)
    heads = {known.heads[head].pseudonym: head for head in voters(known)}
    order = draw(seed, heads, needed.size)
    of = {"estate_id": on.estate.id, "assembly_id": assembly_id}
    figures = {"ballots": needed.ballots, "flips": needed.flips, "size": needed.size}
    db.session.add(CallbackDraw(**of, **figures, source=source, seed=seed, drawn_by=on.actor.account, drawn_at=on.at))
    db.session.execute(insert(Callback), [{**of, "head_id": heads[each], "place": place} for place, each in enumerate(order, start=1)])
    facts = {**figures, "source": source, "seed": seed, "risk": f"{RISK.numerator}/{RISK.denominator}"}
    on.record("callback.drawn", f"assembly/{assembly_id}", facts)
    return needed.size


def note_call(on: Context, assembly_id: int, callback_id: int, answer: Answer) -> None:
    """Write down what a call came to; a later call replaces the answer, and both stand in the log."""
    _published(on, assembly_id)
    found = db.session.scalar(select(Callback).filter_by(estate_id=on.estate.id, assembly_id=assembly_id, id=callback_id))
    if found is None:
        raise Refused(Why.NOT_FOUND)
    found.answer, found.called_at, found.called_by = answer, on.at, on.actor.account
    on.record("callback.noted", f"assembly/{assembly_id}", {"answer": answer.value}, {"head": int(found.head_id)}, at=whole_hour(on.at))


def _published(on: Context, assembly_id: int) -> Assembly:
    meeting = noticed(on.estate.id, assembly_id)
    if meeting.state != AssemblyState.PUBLISHED:
        raise Refused(Why.NOT_POSSIBLE_NOW)
    return meeting

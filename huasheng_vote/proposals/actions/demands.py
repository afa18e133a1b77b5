"""Demanding an assembly, signing, and what follows once a fifth of the owners has signed (PMR 13)."""

from huasheng_vote.extensions import db
from huasheng_vote.journal.log import Context
from huasheng_vote.notices import outbox
from huasheng_vote.proposals.actions.once import digest, earlier, person
from huasheng_vote.proposals.models import Demand, DemandSignature
from huasheng_vote.proposals.queries import demands
from huasheng_vote.register.queries import heads_of_account
from huasheng_vote.rules.flows.proposals import DEMAND, DemandAct, DemandState
from huasheng_vote.rules.refusal import Refused, Why


def demand(on: Context, key: str, title: str, text: str) -> int:
    """Demand that an assembly decide something. Whoever demands signs first."""
    before = earlier(on, Demand, key, title=title, text=text)
    if before is not None:
        return before.id
    _speaks_for_a_head(on)
    made = Demand(estate_id=on.estate.id, key=key, author_id=person(on), title=title, text=text, created_at=on.at)
    db.session.add(made)
    db.session.flush()
    said = {"title": title, "text": text}
    on.record("demand.published", f"demand/{made.id}", {"digest": digest(said)}, said | {"key": key, "account": person(on)})
    sign(on, made.id)
    return made.id


def sign(on: Context, demand_id: int) -> None:
    """Put one's name under it, once. The signature that reaches a fifth freezes the figures and makes the duty."""
    found = _found(on, demand_id)
    state = DEMAND.after(DemandState(found.state), DemandAct.SIGN)
    _speaks_for_a_head(on)
    if demands.signed(on.estate.id, demand_id, person(on)) is not None:
        return
    db.session.add(DemandSignature(estate_id=on.estate.id, demand_id=demand_id, account_id=person(on), since=on.at))
    db.session.flush()
    on.record("demand.signed", _subject(found), {}, {"account": person(on)})
    if state is DemandState.GATHERING:
        _reach(on, found)


def unsign(on: Context, demand_id: int) -> None:
    """Take one's name back, as long as the fifth is not reached."""
    found = _found(on, demand_id)
    DEMAND.after(DemandState(found.state), DemandAct.UNSIGN)
    signature = demands.signed(on.estate.id, demand_id, person(on))
    if signature is None:
        return
    signature.until = on.at
    db.session.flush()
    on.record("demand.unsigned", _subject(found), {}, {"account": person(on)})


def withdraw_demand(on: Context, demand_id: int) -> None:
    """Whoever wrote it takes it back, as long as the fifth is not reached."""
    found = _found(on, demand_id)
    if found.author_id != person(on):
        raise Refused(Why.NOT_ALLOWED)
    found.state = DEMAND.after(DemandState(found.state), DemandAct.WITHDRAW)
    db.session.flush()
    on.record("demand.withdrawn", _subject(found), {})


def answer_demand(on: Context, demand_id: int, answer: str) -> None:
    """When and how the assembly is convened."""
    found = _found(on, demand_id)
    found.state = DEMAND.after(DemandState(found.state), DemandAct.ANSWER)
    found.answer, found.answered_at = answer, on.at
    db.session.flush()
    on.record("demand.answered", _subject(found), {"answer": answer})
    outbox.enqueue(on, found.author_id, None, "demand.answered", {"title": found.title})


def _reach(on: Context, found: Demand) -> None:
    weight = demands.weighed(on.estate.id, found.id, on.at)
    if not weight.reached:
        return
    found.state, found.reached_at = DEMAND.after(DemandState.GATHERING, DemandAct.REACH), on.at
    found.reached_heads, found.reached_area = weight.heads, weight.area
    found.roll_heads, found.roll_area = weight.roll_heads, weight.roll_area
    db.session.flush()
    facts = {"heads": weight.heads, "area": weight.area, "roll_heads": weight.roll_heads, "roll_area": weight.roll_area}
    on.record("demand.reached", _subject(found), facts)
    outbox.enqueue(on, None, None, "demand.reached", {"title": found.title})


def _speaks_for_a_head(on: Context) -> None:
    if not heads_of_account(on.estate.id, person(on), on.at):
        raise Refused(Why.NOT_ON_ROLL)


def _found(on: Context, demand_id: int) -> Demand:
    found = demands.demand(on.estate.id, demand_id)
    if found is None:
        raise Refused(Why.NOT_FOUND)
    return found


def _subject(found: Demand) -> str:
    return f"demand/{found.id}"

"""Opening and closing a vote, each at its moment: by the worker, or by whoever looks first once it is due.

Closing counts twice, from the rows and from the log, by code that shares nothing. Only where both agree is the result found, frozen and published as
preliminary with every inequality; from then on owners may object (CC 280, GR).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import current_app
from sqlalchemy import insert, update

from huasheng_vote.assemblies.actions.publishing import refuse_differences
from huasheng_vote.assemblies.models.meetings import Assembly
from huasheng_vote.assemblies.models.motions import Motion
from huasheng_vote.assemblies.models.results import Finding, Result
from huasheng_vote.assemblies.queries import figures, recount
from huasheng_vote.assemblies.queries.ballots import online_heads
from huasheng_vote.assemblies.queries.calendar import holidays
from huasheng_vote.assemblies.queries.counting import by_channel, has_papers
from huasheng_vote.assemblies.queries.frozen import Frozen, FrozenMotion, frozen
from huasheng_vote.assemblies.queries.meetings import terms
from huasheng_vote.assemblies.queries.recount import Replayed
from huasheng_vote.assemblies.queries.served import served
from huasheng_vote.assemblies.queries.voting import closing_time, noticed, opening_time
from huasheng_vote.extensions import db
from huasheng_vote.journal.leaf import canonical
from huasheng_vote.journal.log import Context
from huasheng_vote.rules.calendar import local_day
from huasheng_vote.rules.counts import NOBODY, Amount
from huasheng_vote.rules.finding import Question, Vote, find
from huasheng_vote.rules.flows.assemblies import ASSEMBLY, MOTION, AssemblyAct, AssemblyState, MotionAct, MotionState
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.rules.tally import CountingRules, Outcome
from huasheng_vote.rules.timetable import last_day

FINDS = {
    Outcome.PASSED: MotionAct.FIND_PASSED,
    Outcome.NOT_PASSED: MotionAct.FIND_NOT_PASSED,
    Outcome.NO_QUORUM: MotionAct.FIND_NO_QUORUM,
    Outcome.NEEDS_REVIEW: MotionAct.FIND_DOUBTFUL,
}


def open_voting(on: Context, assembly_id: int) -> None:
    """The window opens. Refused before its moment."""
    assembly = noticed(on.estate.id, assembly_id)
    if on.at < opening_time(assembly):
        raise Refused(Why.VOTING_NOT_OPEN)
    assembly.opened_at = on.at
    _move(assembly, AssemblyAct.OPEN_VOTING)
    on.record("voting.opened", f"assembly/{assembly_id}", {})


def close_voting(on: Context, assembly_id: int) -> None:
    """The window closes. Where no paper was handed out, the result is found and published at once; else the papers are counted in public first."""
    assembly = noticed(on.estate.id, assembly_id)
    ASSEMBLY.after(AssemblyState(assembly.state), AssemblyAct.CLOSE)
    if on.at < closing_time(assembly):
        raise Refused(Why.NOT_POSSIBLE_NOW)
    last = agreed_count(frozen(on.estate.id, assembly_id))
    assembly.closed_at = on.at
    _move(assembly, AssemblyAct.CLOSE)
    on.record("voting.closed", f"assembly/{assembly_id}", {"heads": len(last)})
    if not has_papers(on.estate.id, assembly_id):
        publish(on, assembly_id, last)


def publish(on: Context, assembly_id: int, last: Replayed | None = None) -> None:
    """Every motion gets its finding, from two counts that agree, and the preliminary result is published."""
    assembly, known = noticed(on.estate.id, assembly_id), frozen(on.estate.id, assembly_id)
    ASSEMBLY.after(AssemblyState(assembly.state), AssemblyAct.PUBLISH)
    consulted = online_heads(known) if terms(assembly).only_consults else frozenset()
    count = Count(agreed_count(known) if last is None else last, served(known), consulted)
    refuse_differences(on, assembly_id)
    for motion in known.motions.values():
        _find(on, known, motion, count)
    assembly.published_at = on.at
    _move(assembly, AssemblyAct.PUBLISH)
    _publish(on, known)


def agreed_count(known: Frozen) -> Replayed:
    """The answers of each head, on which rows and log agree. Refused where they differ: nothing may be published before somebody has looked."""
    try:
        last = recount.replayed(known)
    except recount.BrokenLog as broken:
        raise _differ(known, str(broken)) from broken
    by_rows, by_log = recount.by_rows(known), recount.by_log(known, last)
    if by_rows != by_log:
        parted = sorted({motion for (motion, _), _ in set(by_rows.items()) ^ set(by_log.items())})
        raise _differ(known, f"motions {parted}")
    return last


def _differ(known: Frozen, where: str) -> Refused:
    current_app.logger.error("assembly %s: the two counts differ: %s", known.id, where)
    return Refused(Why.COUNTS_DIFFER)


def _move(assembly: Assembly, act: AssemblyAct) -> None:
    state = ASSEMBLY.after(AssemblyState(assembly.state), act)
    assembly.state = state
    db.session.flush()


@dataclass(frozen=True, slots=True)
class Count:
    """What a finding rests on: the last answers of each head, the heads the notice was served on, and those that were only consulted: their ballots came
    online where the offices have not accepted that, so they do not count and are shown apart (validity gate)."""

    last: Replayed
    served: frozenset[int]
    consulted: frozenset[int] = frozenset()

    def choice(self, head: int, motion: int) -> str | None:
        """What the head's ballot says, if it has one that counts."""
        return None if head in self.consulted else self.last.get(head, {}).get(motion)


def _find(on: Context, known: Frozen, motion: FrozenMotion, count: Count) -> None:
    found = find(question(known, motion), [votes(known, weight, motion.id, count) for weight in (motion.weight, motion.other_base)])
    facts = figures.facts(found) | figures.consulted(_asked_online(motion, count))
    db.session.execute(
        insert(Finding).values(
            estate_id=on.estate.id,
            motion_id=motion.id,
            outcome=found.outcome,
            figures=canonical(facts).decode(),
            found_at=on.at,
            reason="",
        )
    )
    state = MOTION.after(MotionState.PUT, FINDS[found.outcome])
    db.session.execute(update(Motion).filter_by(estate_id=on.estate.id, id=motion.id).values(state=state))
    on.record("result.found", f"motion/{motion.id}", facts, figures.both_tallies(found))


def question(known: Frozen, motion: FrozenMotion) -> Question:
    """What the law asks of the motion, with the counting rules frozen for it."""
    rules = CountingRules(known.procedure.voids, known.procedure.silence_rule)
    return Question(known.law, motion.classes, motion.matter, rules, tuple(motion.options))


def votes(known: Frozen, weight: Mapping[int, int], motion: int, count: Count) -> list[Vote]:
    """Every head of the scope, by one reading of the roll base, with what it chose. A head that only the other base counts was asked nothing."""
    return [
        Vote(Amount(1, area), count.choice(head, motion), head in count.served, head in known.heads and known.heads[head].contested)
        for head, area in weight.items()
    ]


def _asked_online(motion: FrozenMotion, count: Count) -> dict[str, Amount]:
    """The consultation's own figures, by answer."""
    chosen: dict[str, Amount] = {}
    for head in count.consulted & motion.weight.keys():
        answer = count.last[head][motion.id]
        chosen[answer] = chosen.get(answer, NOBODY) + Amount(1, motion.weight[head])
    return chosen


def _publish(on: Context, known: Frozen) -> None:
    until = last_day(local_day(on.at), known.procedure.objection_days, holidays(on.estate.id, on.at))
    row = {"estate_id": on.estate.id, "assembly_id": known.id, "objections_until": until}
    db.session.execute(insert(Result).values(row))
    came = {channel.value: count for channel, count in by_channel(on.estate.id, known.id).items()}
    on.record("result.published", f"assembly/{known.id}", {"objections_until": until.isoformat(), "ballots": came})

"""The silence rule: those who were served and did not answer follow the majority. Off unless the adopted rules hold it.

It was left to the rules of procedure by GR 26 and is contested since CC 278 counts those taking part; so it never reaches
special matters, needs a leader in both measures, by default one that alone exceeds half of the roll, and is always shown
beside the strict outcome. Whether delivery is proven per head is for whoever counts the silent.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from huasheng_vote.rules.ballot import Choice
from huasheng_vote.rules.counts import Amount, Counts
from huasheng_vote.rules.lawbook import MORE_THAN_HALF, Law, MatterClass, Measure


class Undeemed(StrEnum):
    """Why nobody's silence was counted."""

    NOT_IN_LAW = "silence_not_in_law"
    SPECIAL = "silence_special"
    UNKNOWN = "silence_unknown"
    NO_LEADER = "silence_no_leader"
    BELOW_HALF = "silence_below_half"


@dataclass(frozen=True, slots=True)
class SilenceRule:
    """The rule as adopted; `safeguard`: the leading side alone must already exceed half of the whole roll."""

    safeguard: bool = True


def deem(law: Law, class_: MatterClass, roll: Amount, counts: Counts, rule: SilenceRule) -> Counts | Undeemed:
    """The counts with the silent joined to the leading side, or why nothing is deemed."""
    if not law.silence:
        return Undeemed.NOT_IN_LAW
    if class_ not in law.silence:
        return Undeemed.SPECIAL
    if _unknown(roll, counts, rule):
        return Undeemed.UNKNOWN
    leader = _leader(counts)
    if leader is None:
        return Undeemed.NO_LEADER
    if rule.safeguard and not _exceeds_half(counts.of(leader), roll):
        return Undeemed.BELOW_HALF
    present = counts.present + counts.silent if counts.present else None
    return replace(counts.plus(leader, counts.silent), silent=Amount(), present=present)


def _unknown(roll: Amount, counts: Counts, rule: SilenceRule) -> bool:
    needed = [counts.agree, counts.oppose, counts.abstain, counts.silent, *([roll] if rule.safeguard else [])]
    return any(amount.of(measure) is None for amount in needed for measure in Measure)


def _leader(counts: Counts) -> Choice | None:
    """For or against, whichever has strictly more than each other choice in both measures."""
    rivals = (Choice.AGREE, Choice.OPPOSE, Choice.ABSTAIN)
    for side in (Choice.AGREE, Choice.OPPOSE):
        if all(_more(counts.of(side), counts.of(rival)) for rival in rivals if rival is not side):
            return side
    return None


def _more(one: Amount, other: Amount) -> bool:
    return all((one.of(measure) or 0) > (other.of(measure) or 0) for measure in Measure)


def _exceeds_half(one: Amount, roll: Amount) -> bool:
    return all(MORE_THAN_HALF.holds(one.of(measure) or 0, roll.of(measure) or 0) for measure in Measure)

"""The ballot: what a valid one is, and which of several ballots of one head counts.

One head, one ballot; it covers all its units and answers every motion it was sent for. What may be changed, and which
channel prevails when two ballots meet, is frozen with the notice. A ballot that loses is kept and shown, never erased:
only an online one that could not count is refused before it exists.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from huasheng_vote.rules.refusal import Refused, Why


class Choice(StrEnum):
    """What a ballot says on one motion. Void: returned, but unreadable or answered twice."""

    AGREE = "agree"
    OPPOSE = "oppose"
    ABSTAIN = "abstain"
    VOID = "void"


NONE_OF_THESE = "none_of_these"


class Channel(StrEnum):
    """How a ballot arrived."""

    ONLINE = "online"
    PAPER = "paper"
    TELEPHONE = "telephone"


class Duplicates(StrEnum):
    """Which ballot counts when one head votes through two channels."""

    FIRST_VALID = "first_valid"
    ONLINE_PREVAILS = "online_prevails"
    PAPER_PREVAILS = "paper_prevails"
    LAST_VALID = "last_valid"


class Change(StrEnum):
    """How often a head may change its ballot within one channel."""

    NONE = "none"
    ONCE = "once"
    UNTIL_CLOSE = "until_close"


class Fate(StrEnum):
    """What becomes of a ballot that is kept: it counts, or it stands aside, superseded from the start."""

    COUNTS = "counts"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True)
class Policy:
    """Frozen with the notice. The window is closed at its last instant: at `closes` it is too late."""

    opens: datetime
    closes: datetime
    channels: frozenset[Channel] = frozenset({Channel.ONLINE, Channel.PAPER})
    duplicates: Duplicates = Duplicates.FIRST_VALID
    change: Change = Change.NONE


@dataclass(frozen=True, slots=True)
class Arrival:
    """A ballot in the hands of the convener: its channel and when it was received, not when it was entered."""

    channel: Channel
    at: datetime


@dataclass(frozen=True, slots=True)
class Counting(Arrival):
    """The ballot of a head that counts now, and how often the head has changed it."""

    changes: int = 0


def decide(policy: Policy, offered: Arrival, earlier: Counting | None) -> Fate:
    """Whether the offered ballot of a head counts beside its earlier one; if it does, it supersedes that.

    Refuses a channel that was not adopted, a ballot outside the window, and an online ballot that could not count.
    """
    _check_window(policy, offered)
    against = _losing_reason(policy, offered, earlier) if earlier else None
    if against is None:
        return Fate.COUNTS
    if offered.channel is Channel.ONLINE:
        raise Refused(against)
    return Fate.SUPERSEDED


def changes_after(offered: Arrival, earlier: Counting | None) -> int:
    """How many changes stand against the head once the offered ballot counts; another channel is not a change."""
    if earlier is None:
        return 0
    return earlier.changes + (offered.channel is earlier.channel)


def choices_for(options: tuple[str, ...], channel: Channel) -> frozenset[str]:
    """What may be answered to a motion: for or against, or one of its alternatives, always including none of these.

    Only a ballot somebody else reads, on paper or by telephone, can be void.
    """
    answers = (*options, NONE_OF_THESE) if options else (Choice.AGREE, Choice.OPPOSE)
    void = () if channel is Channel.ONLINE else (Choice.VOID,)
    return frozenset((*answers, Choice.ABSTAIN, *void))


def check_answers(motions: Mapping[str, tuple[str, ...]], answers: Mapping[str, str], channel: Channel) -> None:
    """Refuse a ballot that leaves out a motion of the head's, answers another, or says what cannot be said.

    `motions` maps each motion the head decides to its alternatives, empty for a plain question.
    """
    for motion in answers:
        if motion not in motions:
            raise Refused(Why.UNKNOWN_MOTION, motion=motion)
    for motion, options in motions.items():
        if motion not in answers:
            raise Refused(Why.UNANSWERED, motion=motion)
        if answers[motion] not in choices_for(options, channel):
            raise Refused(Why.UNKNOWN_CHOICE, motion=motion, value=answers[motion])


def _check_window(policy: Policy, offered: Arrival) -> None:
    if offered.channel not in policy.channels:
        raise Refused(Why.CHANNEL_NOT_ADOPTED, channel=offered.channel)
    if offered.at < policy.opens:
        raise Refused(Why.VOTING_NOT_OPEN)
    if offered.at >= policy.closes:
        raise Refused(Why.VOTING_CLOSED)


def _losing_reason(policy: Policy, offered: Arrival, earlier: Counting) -> Why | None:
    if offered.channel is earlier.channel:
        return _no_change_left(policy.change, offered, earlier)
    return None if _prevails(policy.duplicates, offered, earlier) else Why.OTHER_CHANNEL_PREVAILS


def _no_change_left(change: Change, offered: Arrival, earlier: Counting) -> Why | None:
    """Within one channel the later ballot is a change, whichever of two sheets is entered first."""
    later = offered.at >= earlier.at
    if later is (change is Change.NONE):
        return Why.ALREADY_VOTED
    return Why.CHANGE_USED if change is Change.ONCE and earlier.changes >= 1 else None


_PREVAILING = {Duplicates.ONLINE_PREVAILS: Channel.ONLINE, Duplicates.PAPER_PREVAILS: Channel.PAPER}


def _prevails(duplicates: Duplicates, offered: Arrival, earlier: Arrival) -> bool:
    """Whether the offered ballot wins over one from another channel; between two lesser channels the first wins."""
    strong = _PREVAILING.get(duplicates)
    if strong in (offered.channel, earlier.channel):
        return offered.channel is strong
    return offered.at >= earlier.at if duplicates is Duplicates.LAST_VALID else offered.at < earlier.at

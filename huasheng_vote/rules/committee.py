"""The committee's own sums and days (GR 31–39): whole numbers of members, calendar days in China.

The committee decides by heads of its members alone. *All members* are those in office when the question is put; whoever is absent, abstains or stands
aside stays in that number, so nothing passes by silence.
"""

from datetime import date, datetime, timedelta

from huasheng_vote.rules.calendar import local_day
from huasheng_vote.rules.lawbook import Source
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.rules.timetable import POSTING, Holidays, Period, last_day

AGENDA = Period(7, Source.GUIDANCE, "GR 31–39")
FEWEST, MOST = 5, 11
LEAST_SIGNERS = 2  # whoever asks for the seal never signs alone


def passes(yes: int, members: int) -> bool:
    """Whether more than half of all members said yes. Refuses more answers than members."""
    return _counted(yes, members) * 2 > members


def quorate(attending: int, members: int) -> bool:
    """Whether more than half of all members attend. Refuses more attending than members."""
    return _counted(attending, members) * 2 > members


def may_require(asking: int, members: int) -> bool:
    """Whether a third of the members, who may require a meeting, ask for it."""
    return members > 0 and _counted(asking, members) * 3 >= members


def agenda_in_time(posted: datetime, meeting: datetime) -> bool:
    """Whether the agenda is posted seven days or more before the day of the meeting."""
    return local_day(meeting) - local_day(posted) >= timedelta(days=AGENDA.days)


def agenda_due(meeting: datetime) -> date:
    """The last day on which the agenda of a meeting is posted in time."""
    return local_day(meeting) - timedelta(days=AGENDA.days)


def posting_due(at: datetime, holidays: Holidays = frozenset()) -> date:
    """The last day on which what was decided at a moment is posted in time: three days, moved past holidays (CC 201, 203)."""
    return last_day(local_day(at), POSTING.days, holidays)


def lawful_size(members: int) -> bool:
    """Whether a committee has five to eleven members, an odd number."""
    return FEWEST <= members <= MOST and members % 2 == 1


def seal_signers(members: int) -> int:
    """How many members sign before the seal is used: more than half, and never one alone."""
    return max(LEAST_SIGNERS, members // 2 + 1)


def _counted(some: int, members: int) -> int:
    if not 0 <= some <= members:
        raise Refused(Why.OUT_OF_RANGE, low=0, high=members)
    return some

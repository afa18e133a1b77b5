"""The run-off of a motion none of whose alternatives reached both majorities: offered below its result, opened by the convener."""

from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from huasheng_vote.assemblies.actions.runoffs import open_run_off
from huasheng_vote.assemblies.models.meetings import Assembly
from huasheng_vote.assemblies.queries import meetings, runoffs
from huasheng_vote.assemblies.queries.results import MotionFinding
from huasheng_vote.assemblies.views import bp
from huasheng_vote.rules.access import Act
from huasheng_vote.rules.flows.assemblies import AssemblyState
from huasheng_vote.web.access import allowed, may
from huasheng_vote.web.act import act
from huasheng_vote.web.pages import done
from huasheng_vote.web.state import the_estate

MOST = 60  # characters of a meeting's title


@dataclass(frozen=True, slots=True)
class RunOff:
    """What the result page says of a run-off: who stands again, the meeting already opened for it, the address that opens it."""

    options: list[str]
    meeting: Assembly | None
    action: str


def offered(meeting: Assembly, found: MotionFinding) -> RunOff | None:
    """The run-off of one motion, where there is one."""
    again = runoffs.standing_again(found)
    if not again:
        return None
    opened = runoffs.run_off_of(meeting.estate_id, found.motion.id)
    unseen = opened is not None and opened.state == AssemblyState.DRAFT and not allowed(Act.CONVENE)
    may_open = opened is None and meeting.state == AssemblyState.ANNOUNCED and allowed(Act.CONVENE)
    action = url_for("assemblies.run_off", assembly_id=meeting.id, motion_id=found.motion.id) if may_open else ""
    return RunOff([found.options[each] for each in again], None if unseen else opened, action)


@bp.post("/assemblies/<int:assembly_id>/motions/<int:motion_id>/run-off")
@may(Act.CONVENE)
def run_off(assembly_id: int, motion_id: int) -> Any:
    """A new draft with the alternatives that stand again."""
    old = meetings.meeting(the_estate().id, assembly_id)
    motion = meetings.motion(the_estate().id, assembly_id, motion_id)
    made = act(open_run_off, assembly_id, motion_id, _title(old.title), _reason(old.title, motion.title))
    return done(url_for("assemblies.draft", assembly_id=made))


def _title(title: str) -> str:
    ending = str(_("（第二轮）"))
    return title[: MOST - len(ending)] + ending


def _reason(meeting: str, motion: str) -> str:
    return str(
        _(
            "“%(meeting)s”表决“%(motion)s”时，没有一个方案的面积和人数都达到法定多数，得票最多也不算通过。现就人数前两名和面积前两名的方案重新表决。",
            meeting=meeting,
            motion=motion,
        )
    )

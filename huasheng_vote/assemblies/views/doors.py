"""The desk of the conveners (which units still to visit) and the door list of a neighbour head. Never how anybody voted."""

from typing import Any

from flask import Blueprint, url_for
from flask_babel import gettext as _

from huasheng_vote.assemblies.actions.doors import mark_door, reveal_phones
from huasheng_vote.assemblies.forms.doors import MarkForm
from huasheng_vote.assemblies.models.doors import Mark
from huasheng_vote.assemblies.queries import doors
from huasheng_vote.assemblies.views import visits
from huasheng_vote.assemblies.views.reader import Vote, the_vote
from huasheng_vote.assemblies.views.tally import turnout
from huasheng_vote.labels import register as words
from huasheng_vote.labels.voting import MARKS
from huasheng_vote.people.queries.keepers import keepers, kept_by
from huasheng_vote.rules.access import CONVENERS, SUPERVISORS, Act
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.web.access import may
from huasheng_vote.web.act import act
from huasheng_vote.web.pages import done, page
from huasheng_vote.web.state import the_actor

bp = Blueprint("doors", __name__, url_prefix="/<estate>/assemblies/<int:assembly_id>")


@bp.get("/desk")
@may(Act.SEE_DESK)
def desk(assembly_id: int) -> Any:
    """The distance to each bar of participation, and which buildings and units are still to be visited."""
    vote = the_vote(assembly_id)
    buildings = doors.doors(vote.known, vote.standing)
    return page(
        "assemblies/desk.html",
        meeting=vote.meeting,
        closes=vote.closes,
        open=vote.open,
        motions=[(motion, turnout(vote, motion)) for motion in vote.known.motions.values()],
        buildings=sorted(buildings.values(), key=lambda each: -len(each.waiting)),
        keepers=keepers(vote.known.estate_id, vote.at),
        building_words=words.building,
    )


@bp.get("/doors")
@may(Act.SEE_DOORS)
def mine(assembly_id: int) -> Any:
    """The buildings the reader looks after: the door list at once where it is one."""
    vote = the_vote(assembly_id)
    kept = sorted(_kept(vote))
    if len(kept) == 1:
        return _doors(vote, kept[0])
    found = doors.doors(vote.known, vote.standing)
    return page("assemblies/buildings.html", meeting=vote.meeting, buildings=[found[name] for name in kept], building_words=words.building)


@bp.get("/doors/<building>")
@may(Act.SEE_DOORS)
def building(assembly_id: int, building: str) -> Any:
    """The façade as a table of doors, below it those still to visit."""
    return _doors(the_vote(assembly_id), building)


@bp.post("/doors/<int:unit_id>/mark")
@may(Act.SEE_DOORS)
def mark(assembly_id: int, unit_id: int) -> Any:
    """Write down a visit."""
    form = MarkForm()
    if not form.validate_on_submit():
        raise Refused(Why.BAD_VALUE)
    act(mark_door, assembly_id, unit_id, Mark(form.mark.data))
    name = _building_of(the_vote(assembly_id), unit_id)
    return done(url_for("doors.building", assembly_id=assembly_id, building=name) + f"#d{unit_id}")


@bp.post("/doors/<int:unit_id>/call")
@may(Act.SEE_PHONE)
def call(assembly_id: int, unit_id: int) -> Any:
    """The numbers behind a door, whole, for one call; that they were looked at is in the log."""
    phones = act(reveal_phones, assembly_id, unit_id)
    vote = the_vote(assembly_id)
    return page("assemblies/call.html", meeting=vote.meeting, phones=phones, building=_building_of(vote, unit_id), unit=unit_id)


def _doors(vote: Vote, name: str) -> Any:
    if name not in _kept(vote):
        raise Refused(Why.NOT_YOUR_BUILDING)
    found = doors.doors(vote.known, vote.standing)[name]
    return page(
        "assemblies/doors.html",
        meeting=vote.meeting,
        closes=vote.closes,
        open=vote.open,
        building=found,
        title=_("我的楼栋：%(building)s", building=words.building(name)),
        floors=visits.floors(found),
        visits=visits.to_visit(vote, found),
        mark_words=MARKS,
        marks=[(each.value, MARKS[each]) for each in Mark],
    )


def _kept(vote: Vote) -> frozenset[str]:
    """The buildings of this roll the reader looks after; conveners and supervisor look after all."""
    on_roll = frozenset(doors.doors(vote.known, vote.standing))
    actor = the_actor()
    if actor.is_any(*CONVENERS, *SUPERVISORS):
        return on_roll
    return on_roll & kept_by(vote.known.estate_id, actor.account or 0, vote.at)


def _building_of(vote: Vote, unit_id: int) -> str:
    return next(door.building for head in vote.known.heads.values() for door in head.doors if door.unit == unit_id)

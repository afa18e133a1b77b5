"""The live vote: its page, its tally fragment, its milestones, and who took part."""

from typing import Any

from flask import Blueprint, abort, render_template, request, url_for
from flask_babel import gettext as _

from huasheng_vote.assemblies.queries import doors
from huasheng_vote.assemblies.queries.frozen import FrozenMotion
from huasheng_vote.assemblies.queries.voting import opening_time
from huasheng_vote.assemblies.views import tally as drawing
from huasheng_vote.assemblies.views.own import own_ballots
from huasheng_vote.assemblies.views.reader import Reader, Vote, the_reader, the_vote
from huasheng_vote.assemblies.views.wording import kicker
from huasheng_vote.labels import register
from huasheng_vote.labels import voting as words
from huasheng_vote.rules.access import Act
from huasheng_vote.web.access import allowed, may, public
from huasheng_vote.web.pages import known, page, polled

bp = Blueprint("voting", __name__, url_prefix="/<estate>/assemblies/<int:assembly_id>")


@bp.get("/vote")
@public
def vote(assembly_id: int) -> Any:
    """One motion at a time; the first unless another is asked for."""
    found = the_vote(assembly_id)
    motion = _by_ordinal(found, request.args.get("motion", 1, type=int))
    reader = the_reader(found)
    return page(
        "assemblies/vote.html",
        meeting=found.meeting,
        opens=None if found.begun else opening_time(found.meeting),
        closes=found.closes,
        motion=motion,
        motions=found.known.motions.values(),
        view=drawing.view_of(found, motion, reader),
        mine=own_ballots(found, reader),
        change_words=words.CHANGES[found.known.procedure.change],
        kicker=kicker(motion),
        links=_links(assembly_id),
        nothing_to_cast=_nothing_to_cast(reader),
    )


@bp.get("/motions/<int:motion_id>/tally")
@public
def tally(assembly_id: int, motion_id: int) -> Any:
    """The fragment that is asked for every five seconds."""
    found = the_vote(assembly_id)
    motion, reader = _by_id(found, motion_id), the_reader(found)
    tag = drawing.tag_of(found, motion, reader)
    if known(request.if_none_match, tag):
        return polled("", tag, request.if_none_match)
    return polled(drawing.fragment(found, motion, reader), tag, request.if_none_match)


@bp.get("/motions/<int:motion_id>/milestone")
@public
def milestone(assembly_id: int, motion_id: int) -> Any:
    """What has been reached, for the live region."""
    found = the_vote(assembly_id)
    reached = drawing.milestones(found, _by_id(found, motion_id))
    tag = drawing.milestone_tag(motion_id, reached)
    if known(request.if_none_match, tag):
        return polled("", tag, request.if_none_match)
    return polled(render_template("assemblies/_milestone.html", reached=reached), tag, request.if_none_match)


@bp.get("/participants")
@may(Act.SEE_PARTICIPANTS)
def participants(assembly_id: int) -> Any:
    """Door by door, who is shown as having taken part; never how."""
    found = the_vote(assembly_id)
    return page(
        "assemblies/participants.html",
        meeting=found.meeting,
        open=found.open,
        buildings=doors.doors(found.known, found.standing).values(),
        building_words=register.building,
    )


def _by_ordinal(vote: Vote, ordinal: int) -> FrozenMotion:
    return next((motion for motion in vote.known.motions.values() if motion.ordinal == ordinal), None) or abort(404)


def _by_id(vote: Vote, motion_id: int) -> FrozenMotion:
    return vote.known.motions.get(motion_id) or abort(404)


def _nothing_to_cast(reader: Reader) -> str:
    """For a reader who speaks for no head."""
    if reader.inside:
        return str(_("您名下没有列入这次名册的房屋，所以没有表决票。"))
    return str(_("本小区业主登录后在这里投票。"))


def _links(assembly_id: int) -> list[tuple[str, str]]:
    """Where else this reader may look."""
    places = (
        (Act.SEE_PARTICIPANTS, _("谁参与了"), "voting.participants"),
        (Act.SEE_DESK, _("离通过还差多少"), "doors.desk"),
        (Act.SEE_DOORS, _("我的楼栋"), "doors.mine"),
    )
    offices = [(words, url_for(endpoint, assembly_id=assembly_id)) for right, words, endpoint in places if allowed(right)]
    return [(_("会议通知、名册和规则"), url_for("assemblies.assembly", assembly_id=assembly_id)), *offices]

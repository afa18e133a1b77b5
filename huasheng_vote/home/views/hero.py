"""The estate at dusk. While a vote is open its windows light as the vote's gate allows; otherwise all is dark, and nothing is claimed."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import current_app, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from huasheng_vote.assemblies.queries.frozen import FrozenMotion
from huasheng_vote.assemblies.views import street
from huasheng_vote.assemblies.views.own import units_words
from huasheng_vote.assemblies.views.reader import Reader, Vote, the_reader, the_vote
from huasheng_vote.assemblies.views.tally import houses_of, lit_units, tag_of
from huasheng_vote.home.queries import votes
from huasheng_vote.home.queries.own import Own
from huasheng_vote.labels import register as words
from huasheng_vote.register import queries as register
from huasheng_vote.rules.counts import NOBODY
from huasheng_vote.rules.roll import Use
from huasheng_vote.web.building import Building
from huasheng_vote.web.facade import Skyline, skyline
from huasheng_vote.web.filters import number
from huasheng_vote.web.plan import Door, Plan, plan
from huasheng_vote.web.state import now

HOMES = frozenset({Use.DWELLING, Use.COMMERCIAL})
KEPT_FOR = 600  # seconds a plan of the buildings is good for
MOST_KEPT = 128  # skylines a process remembers


@dataclass(frozen=True)
class Hero:
    """What stands over the front page. Without a vote there is only the skyline."""

    skyline: Skyline
    title: str = ""
    lead: str = ""
    base: str = ""
    closes: datetime | None = None
    vote_url: str = ""
    may_vote: bool = False
    only_consults: bool = False


def hero(estate_id: int, mine: Own | None) -> Hero:
    """The scene for one reader: the open vote that ends first, else the estate asleep."""
    for meeting in votes.open_now(estate_id, now()):
        vote = the_vote(meeting.id)
        if vote.open:
            return of_vote(vote, the_reader(vote))
    own = {unit.key for unit in mine.units} if mine else set()
    return Hero(skyline(each.lit((), own, mine=not own.isdisjoint(each.places)) for each in plans_of(estate_id)))


def of_vote(vote: Vote, reader: Reader) -> Hero:
    """The open vote, as far as this reader may see it."""
    motions = list(vote.known.motions.values())
    left = [head for head in reader.heads if head.id not in reader.voted]
    return Hero(
        skyline=_lit_skyline(vote, motions[0], reader),
        title=_title(motions, bool(reader.heads), bool(left)),
        lead=_lead(reader, bool(left)),
        base=_base(vote, motions[0], reader),
        closes=vote.closes,
        vote_url=url_for("voting.vote", assembly_id=vote.known.id),
        may_vote=bool(left),
        only_consults=vote.only_consults,
    )


def _title(motions: list[FrozenMotion], mine: bool, left: bool) -> str:
    what = motions[0].title
    if len(motions) > 1:
        what = ngettext("%(title)s等 %(num)s 项", "%(title)s等 %(num)s 项", len(motions), title=what)
    if not mine:
        return str(_("%(what)s，正在表决", what=what))
    return str(_("%(what)s，您还没有投票", what=what) if left else _("%(what)s，您已经投票", what=what))


def _lead(reader: Reader, left: bool) -> str:
    if not reader.heads:
        return str(_("本小区业主登录后投票。每参与一户，就亮一扇窗。"))
    units = units_words(tuple(door for head in reader.heads for door in head.doors)[:4])
    count, heads = sum(len(head.doors) for head in reader.heads), len(reader.heads)
    own = ngettext(
        "您名下 %(num)s 套：%(units)s，计 %(heads)s 人。",
        "您名下 %(num)s 套：%(units)s，计 %(heads)s 人。",
        count,
        units=units,
        heads=heads,
    )
    return f"{own}{_('投完票，您家的窗就亮了。') if left else _('您家的窗已经亮了。')}"


def _base(vote: Vote, motion: FrozenMotion, reader: Reader) -> str:
    if reader.inside:
        lit, every = number(len(lit_units(vote, motion, reader))), number(sum(len(house.plan.places) for house in houses_of(vote, motion)))
        return str(_("%(lit)s / %(all)s 户的窗已亮。白框是您家的窗。", lit=lit, all=every))
    heads, every = number(vote.standing.taking_part_in(motion.id)), number(len(motion.weight))
    return str(_("%(heads)s / %(all)s 位业主已参与。", heads=heads, all=every))


def _lit_skyline(vote: Vote, motion: FrozenMotion, reader: Reader) -> Skyline:
    """The same for everybody who may see the same, so a process draws each once."""
    kept: dict[str, Skyline] = current_app.extensions["memory"].setdefault("skylines", {})
    tag = f"{vote.known.estate_id}-{tag_of(vote, motion, reader)}"
    if tag not in kept:
        if len(kept) >= MOST_KEPT:
            kept.clear()
        kept[tag] = skyline(_buildings(vote, motion, reader))
    return kept[tag]


def _buildings(vote: Vote, motion: FrozenMotion, reader: Reader) -> list[Building]:
    """Windows for those inside; for the public a share rising from the ground, and only where it names nobody."""
    shares, houses = vote.standing.shown(motion.id).buildings, houses_of(vote, motion)
    if not reader.inside:
        return [street.risen(house, shares.get(house.name, NOBODY)) for house in street.public(houses)]
    lit = lit_units(vote, motion, reader)
    return [street.windows(house, lit, reader.own_units, shares.get(house.name, NOBODY)) for house in houses]


def plans_of(estate_id: int) -> list[Plan]:
    """The buildings as they stand, from this process's memory."""
    memory: dict[Any, Any] = current_app.extensions["memory"]
    bucket, key = int(now().timestamp()) // KEPT_FOR, ("plans", estate_id)
    if key not in memory or memory[key][0] != bucket:
        memory[key] = (bucket, _plans(estate_id))
    found: list[Plan] = memory[key][1]
    return found


def _plans(estate_id: int) -> list[Plan]:
    doors: dict[str, list[Door]] = defaultdict(list)
    for unit in register.roll_units(estate_id, now()):
        if unit.use in HOMES:
            doors[unit.building].append(Door(unit.key, unit.entrance, unit.number, unit.use))
    return [plan(words.building(name), inside) for name, inside in doors.items()]

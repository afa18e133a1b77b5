"""The live tally as one reader may see it, rendered once for all who may see the same.

What is shown changes with the step, with the live head count, with the language and with the reader's own windows; the ETag is made of exactly these,
never of the log's index, which would count what nobody may know.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask import current_app, render_template
from flask_babel import gettext as _
from flask_babel import ngettext

from huasheng_vote.assemblies.queries.frozen import FrozenMotion
from huasheng_vote.assemblies.queries.standing import step_of
from huasheng_vote.assemblies.views import street
from huasheng_vote.assemblies.views.reader import Reader, Vote
from huasheng_vote.rules.counts import NOBODY, Amount
from huasheng_vote.rules.lawbook import Bars
from huasheng_vote.rules.standing import SMALLEST_BUILDING, Shown
from huasheng_vote.web.facade import Drawing
from huasheng_vote.web.facade import street as drawn
from huasheng_vote.web.filters import number
from huasheng_vote.web.hygiene import preferences
from huasheng_vote.web.measure import Measure, pair
from huasheng_vote.web.release import release

MOST_KEPT = 256  # rendered fragments a process remembers


@dataclass(frozen=True, slots=True)
class TallyView:
    """What `_tally.html` shows."""

    assembly: int
    motion: int
    open: bool
    step: int
    turnout: tuple[Measure, Measure]
    approval: tuple[Measure, Measure] | None
    heading: str
    drawings: list[Drawing]
    marks: list[str]
    lines: list[street.Line]
    hidden: bool
    smallest: int = SMALLEST_BUILDING


def tag_of(vote: Vote, motion: FrozenMotion, reader: Reader) -> str:
    """(release, assembly, motion, step, live heads, open, language, audience)."""
    live = vote.standing.taking_part_in(motion.id)
    parts = (release(), vote.known.id, motion.id, vote.standing.gate.number, live, int(vote.open), preferences().lang, reader.tag)
    return "-".join(str(part) for part in parts)


def fragment(vote: Vote, motion: FrozenMotion, reader: Reader) -> str:
    """The rendered fragment, from memory where this process has drawn the same before."""
    kept: dict[str, str] = current_app.extensions["memory"].setdefault("tally", {})
    tag = f"{vote.known.estate_id}-{tag_of(vote, motion, reader)}"
    if tag not in kept:
        if len(kept) >= MOST_KEPT:
            kept.clear()
        kept[tag] = render_template("assemblies/_tally.html", view=view_of(vote, motion, reader))
    return kept[tag]


def view_of(vote: Vote, motion: FrozenMotion, reader: Reader) -> TallyView:
    """Everything the fragment shows, from the gate alone."""
    standing, all_houses = vote.standing.shown(motion.id), houses_of(vote, motion)
    shown = all_houses if reader.inside else street.public(all_houses)
    lit = lit_units(vote, motion, reader) if reader.inside else frozenset()
    buildings = [_building(house, standing, lit, reader) for house in shown]
    return TallyView(
        assembly=vote.known.id,
        motion=motion.id,
        open=vote.open,
        step=step_of(vote.known, motion),
        turnout=turnout(vote, motion),
        approval=approval(vote, motion),
        heading=_heading(reader, len(lit), standing.taking_part.heads or 0),
        drawings=drawn(buildings),
        marks=["on", "off", "own"] if reader.inside and reader.heads else ["on", "off"],
        lines=sorted(_lines(shown, standing, reader), key=lambda line: not line.mine),
        hidden=len(shown) < len(all_houses),
    )


def houses_of(vote: Vote, motion: FrozenMotion) -> list[street.House]:
    """The buildings within the motion's scope; the same for every reader, so a process works them out once."""
    memory: dict[Any, Any] = current_app.extensions["memory"]
    key = ("houses", vote.known.estate_id, motion.id, preferences().lang)
    if key not in memory:
        memory[key] = street.houses(vote.known.heads.values(), motion.buildings, motion.units)
    found: list[street.House] = memory[key]
    return found


def lit_units(vote: Vote, motion: FrozenMotion, reader: Reader) -> frozenset[int]:
    """The windows shown as lit: those the gate has let through, and the reader's own at once."""
    return frozenset(
        door.unit
        for id in motion.areas
        if vote.standing.lit(id) or id in reader.voted
        for door in vote.known.heads[id].doors
        if door.unit in motion.units
    )


def turnout(vote: Vote, motion: FrozenMotion) -> tuple[Measure, Measure]:
    """Taking part, in both measures. The head count alone is of this moment."""
    area = (vote.standing.shown(motion.id).taking_part.area or 0, motion.roll.area or 0)
    heads = (vote.standing.taking_part_in(motion.id), motion.roll.heads or 0)
    return pair("turnout", area, heads, bars(vote, motion).quorum[0].bar)


def approval(vote: Vote, motion: FrozenMotion) -> tuple[Measure, Measure] | None:
    """Agreement among those shown, where the frozen rules let it be seen."""
    shown = vote.standing.shown(motion.id)
    if shown.choices is None:
        return None
    agree, present = shown.choices.agree, shown.taking_part
    return pair("approval", (agree.area or 0, present.area or 0), (agree.heads or 0, present.heads or 0), bars(vote, motion).agree[0].bar)


def bars(vote: Vote, motion: FrozenMotion) -> Bars:
    """The bars of the class in force."""
    return vote.known.law.bars[motion.classes[0]]


def _building(house: street.House, shown: Shown, lit: frozenset[int], reader: Reader) -> Any:
    share = shown.buildings.get(house.name, NOBODY)
    return street.windows(house, lit, reader.own_units, share) if reader.inside else street.risen(house, share)


def _lines(houses: Iterable[street.House], shown: Shown, reader: Reader) -> Iterable[street.Line]:
    for house in houses:
        share: Amount = shown.buildings.get(house.name, NOBODY)
        mine = reader.inside and not reader.own_units.isdisjoint(house.plan.places)
        yield street.line(house, share, mine=mine, inside=reader.inside)


def _heading(reader: Reader, windows: int, heads: int) -> str:
    if reader.inside:
        return str(ngettext("%(n)s 扇窗已经亮了", "%(n)s 扇窗已经亮了", windows, n=number(windows)))
    return str(ngettext("%(n)s 户的灯已经亮了", "%(n)s 户的灯已经亮了", heads, n=number(heads)))


def milestone_tag(motion_id: int, reached: list[str]) -> str:
    """(release, motion, bars reached, language)."""
    return f"{release()}-{motion_id}-{len(reached)}-{preferences().lang}"


def milestones(vote: Vote, motion: FrozenMotion) -> list[str]:
    """The bars of participation that are reached, in words."""
    area, heads = turnout(vote, motion)
    words = []
    if heads.met:
        words.append(_("参与人数已经达到要求（%(amount)s）。", amount=heads.least_text))
    if area.met:
        words.append(_("参与面积已经达到要求（%(amount)s m²）。", amount=area.least_text))
    return words

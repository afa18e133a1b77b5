"""A noticed assembly laid down directly: the small estate's roll, one motion or several, the window of the drawings."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import func, select

from huasheng_vote.assemblies.models.conveners import ConvenerGroup
from huasheng_vote.assemblies.models.meetings import Assembly
from huasheng_vote.assemblies.models.motions import Motion, MotionOption, MotionUnit
from huasheng_vote.assemblies.models.rolls import RollHead, RollUnit
from huasheng_vote.database import writing
from huasheng_vote.extensions import db
from huasheng_vote.journal.leaf import canonical
from huasheng_vote.register.models import Party
from huasheng_vote.register.queries import roll_units
from huasheng_vote.rules.ballot import Channel
from huasheng_vote.rules.lawbook import Answer, Matter
from huasheng_vote.rules.lawbook import Asked as StatuteAsked
from huasheng_vote.rules.procedure import Procedure
from huasheng_vote.rules.roll import Roll, Unit, Use
from tests.builders import Neighbourhood

NO = canonical({asked.value: Answer.NO.value for asked in StatuteAsked}).decode()
NOTICED = datetime(2026, 11, 8, 1, 0, tzinfo=UTC)
OPENS = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
CLOSES = datetime(2026, 12, 8, 10, 0, tzinfo=UTC)


@dataclass
class Asked:
    """One motion to lay down; `units` narrows its scope to unit ids."""

    title: str = "更换小区 42 盏路灯"
    matter: str = "use_fund"
    class_: str = "ordinary"
    other_class: str | None = None
    options: tuple[tuple[str, str], ...] = ()
    units: tuple[int, ...] = ()


LAMPS = Asked()
PLAYGROUND = Asked("中心绿地一角改建儿童游乐场", "change_use", "special")


@dataclass
class Meeting:
    """The laid-down assembly: ids of its motions in order, heads by their owners' names."""

    estate: Neighbourhood
    id: int
    motions: list[int]
    heads: dict[str, int]

    def url(self, path: str) -> str:
        return f"/{self.estate.ref.slug}/assemblies/{self.id}{path}"

    def vote(self, client: Any, head: str, *choices: str) -> Any:
        """Walk the ballot page by page, and submit it; the answer to the last request."""
        page = client.get(self.url(f"/ballot/{self.heads[head]}/1"))
        for choice in choices:
            page = client.post(page.request.path, data={"slip": slip_in(page), "choice": choice})
            page = client.get(page.location)
        return client.post(page.request.path, data={"slip": slip_in(page)})


def slip_in(page: Any) -> str:
    """The sealed answers in a page's form."""
    text = page.get_data(as_text=True)
    start = text.index('name="slip"')
    return text[text.index('value="', start) + 7 :].split('"', 1)[0]


def noticed(estate: Neighbourhood, asked: Iterable[Asked] = (LAMPS, PLAYGROUND), state: str = "open", **adopted: Any) -> Meeting:
    """An assembly whose notice was given and whose window is open, under the default rules and those adopted."""
    rules = Procedure.of({"channels": [Channel.ONLINE, Channel.PAPER], **adopted})
    with estate.site.unguarded(), writing(0):
        assembly = _assembly(estate, rules, state)
        heads = _roll(estate, assembly.id, rules)
        motions = [_motion(estate, assembly.id, ordinal, each, rules) for ordinal, each in enumerate(asked, 1)]
    return Meeting(estate, assembly.id, motions, heads)


def _assembly(estate: Neighbourhood, rules: Procedure, state: str) -> Assembly:
    at = estate.site.at
    group = ConvenerGroup(estate_id=estate.ref.id, kind="committee", name="业主委员会", basis="", posted_at=at, objections_until=at.date())
    db.session.add(group)
    db.session.flush()
    numbered = db.session.scalar(select(func.count()).select_from(Assembly)) or 0
    assembly = Assembly(
        estate_id=estate.ref.id,
        year=2026,
        ordinal=numbered + 1,
        occasion="regular",
        form="written",
        group_id=group.id,
        title=f"业主大会 2026 年第 {numbered + 1} 次会议",
        state=state,
        drafted_at=at,
        opens_at=OPENS,
        closes_at=CLOSES,
        noticed_at=NOTICED,
        opened_at=OPENS if state == "open" else None,
        rules=canonical(rules.frozen()).decode(),
        online="accepted",
        roll_hash="0" * 64,
    )
    db.session.add(assembly)
    db.session.flush()
    return assembly


def _roll(estate: Neighbourhood, assembly: int, rules: Procedure) -> dict[str, int]:
    """Every unit is listed; those outside the base are not counted."""
    names = dict(db.session.execute(select(Party.id, Party.name).filter_by(estate_id=estate.ref.id)).all())
    made = {}
    for number, head in enumerate(Roll.of(roll_units(estate.ref.id, estate.site.at), frozenset(Use)).heads, 1):
        counted = any(unit.use in rules.base for unit in head.units)
        owners = sorted(head.owners, key=int)
        row = RollHead(
            estate_id=estate.ref.id, assembly_id=assembly, number=number, owners="+".join(owners), pseudonym=f"{number:064x}", counted=counted, since_version=1
        )  # fmt: skip
        db.session.add(row)
        db.session.flush()
        db.session.add_all(_unit(row, unit, rules) for unit in head.units)
        made["、".join(names[int(owner)] for owner in owners) or "建设单位"] = row.id
    return made


def _unit(head: RollHead, unit: Unit, rules: Procedure) -> RollUnit:
    return RollUnit(
        estate_id=head.estate_id,
        assembly_id=head.assembly_id,
        head_id=head.id,
        unit_id=int(unit.key),
        building=unit.building,
        entrance=unit.entrance,
        number=unit.number,
        use=unit.use,
        area=unit.area,
        counted=unit.use in rules.base,
        since_version=1,
    )


def _motion(estate: Neighbourhood, assembly: int, ordinal: int, asked: Asked, rules: Procedure) -> int:
    motion = Motion(
        estate_id=estate.ref.id,
        assembly_id=assembly,
        ordinal=ordinal,
        title=asked.title,
        text="方案全文。",
        otherwise=asked.matter,
        answers=NO,
        matter=asked.matter,
        class_=asked.class_,
        other_class=asked.other_class,
        scope="units" if asked.units else "estate",
        text_hash="0" * 64,
        visibility=rules.visibility_of(Matter(asked.matter)),
    )
    db.session.add(motion)
    db.session.flush()
    for key, text in asked.options:
        db.session.add(MotionOption(estate_id=estate.ref.id, motion_id=motion.id, key=key, text=text))
    for unit in asked.units:
        db.session.add(MotionUnit(estate_id=estate.ref.id, motion_id=motion.id, unit_id=unit))
    return int(motion.id)

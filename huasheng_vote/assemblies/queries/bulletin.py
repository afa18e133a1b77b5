"""The bulletin of an announced assembly: its files, byte for byte as docs/verify.md describes them. Nothing in them names a person, a unit or a head's
area, but for the opened roll of the auditor level.

The log in them goes up to the newest signed head, so that every code printed until then is found in it; two people who fetch them under the same head get the
same bytes, unless a witness co-signed in between.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import select

from huasheng_vote.assemblies.models.ballots import Ballot
from huasheng_vote.assemblies.models.meetings import Assembly
from huasheng_vote.assemblies.queries import meetings
from huasheng_vote.assemblies.queries.ballots import online_heads
from huasheng_vote.assemblies.queries.commitments import Committed, committed, has_commitments, units_text
from huasheng_vote.assemblies.queries.frozen import Frozen, frozen, heads_of
from huasheng_vote.assemblies.queries.served import served
from huasheng_vote.extensions import db
from huasheng_vote.journal import checkpoints, witnessing
from huasheng_vote.journal.leaf import canonical
from huasheng_vote.journal.lineage import Lineage, lineage
from huasheng_vote.journal.log import EstateRef
from huasheng_vote.journal.models import Checkpoint, JournalLeaf, JournalPrivate
from huasheng_vote.journal.notes import parse
from huasheng_vote.rules.calendar import local_day
from huasheng_vote.rules.commitments import WHOLE
from huasheng_vote.rules.flows.assemblies import AssemblyState
from huasheng_vote.rules.procedure import Silence
from huasheng_vote.rules.refusal import Refused, Why

FORMAT = "huasheng-bulletin/1"
STAGES = frozenset(checkpoints.MILESTONES)
Files = Mapping[str, bytes]


@dataclass(frozen=True)
class Counted:
    """A ballot that counted at closing, with what opens its answers."""

    leaf: int
    head: int
    salt: str
    choices: Mapping[str, str]


@dataclass(frozen=True)
class Bulletin:
    """One announced assembly, ready to be written down."""

    estate: EstateRef
    meeting: Assembly
    roll: list[Committed]

    @cached_property
    def known(self) -> Frozen:
        """The assembly as its notice froze it."""
        return frozen(self.estate.id, self.meeting.id)

    @cached_property
    def signers(self) -> Lineage:
        """Whose signatures the files rest on."""
        return lineage(self.estate)

    @cached_property
    def signed(self) -> list[Checkpoint]:
        """The heads published with it: those of the vote's stages, those under which one key or name handed over to the next, the newest that enough
        witnesses co-signed, and the newest of all, which covers the announcement and is signed by the key in use."""
        stages, rows = _stages(self.estate.id, self.meeting.id), checkpoints.every(self.estate.id)
        last = next(filter(self.signers.signed, reversed(rows)), None)
        if last is None or last.size <= stages[-1] or not self.signers.keys[0].check(parse(last.note)):
            raise Refused(Why.NO_HEAD_YET)
        rows.sort(key=lambda row: row.size)
        marked = {self._first_covering(rows, leaf) for leaf in (*stages, *self.signers.lines)}
        marked = (marked | set(filter(self.signers.signed, filter(None, [witnessing.witnessed(self.estate.id)])))) - {last}
        return [*sorted(marked, key=lambda row: row.size), last]

    def _first_covering(self, rows: Iterable[Checkpoint], leaf: int) -> Checkpoint:
        return next(row for row in rows if row.size > leaf and self.signers.signed(row))

    @cached_property
    def witnesses(self) -> list[str]:
        """The keys of the witnesses that the published log names."""
        return witnessing.named_before(self.estate.id, self.signed[-1].size)

    @cached_property
    def counted(self) -> list[Counted]:
        """The ballots that count, in log order. Where online only consults, what came online is no vote and stays closed."""
        opinions = online_heads(self.known) if meetings.terms(self.meeting).only_consults else frozenset()
        rows = db.session.execute(
            select(Ballot.leaf, Ballot.head_id, JournalPrivate.body)
            .join(JournalPrivate, (JournalPrivate.estate_id == Ballot.estate_id) & (JournalPrivate.index == Ballot.leaf))
            .where(Ballot.estate_id == self.estate.id, Ballot.assembly_id == self.meeting.id, Ballot.counts)
            .order_by(Ballot.leaf)
        )
        bodies = ((leaf, head, json.loads(bytes(body))) for leaf, head, body in rows if head not in opinions)
        return [Counted(leaf, head, body["choices_salt"], body["choices"]) for leaf, head, body in bodies]

    @cached_property
    def contested(self) -> frozenset[int]:
        """The heads in conflict: they are tallied both ways, so their ballots stay closed."""
        return frozenset(head.id for head in heads_of(self.estate.id, self.meeting.id).values() if head.contested)

    @cached_property
    def silent(self) -> frozenset[int]:
        """Who was served and did not answer, where the rules in force ask."""
        if self.known.procedure.silence is Silence.OFF:
            return frozenset()
        return served(self.known) - {each.head for each in self.counted}

    def files(self) -> Files:
        """Everything of the public level but the verifier itself."""
        return {
            "policy.json": canonical(self._policy("public")) + b"\n",
            "log.jsonl": _lines(body for _index, body in checkpoints.bodies(self.estate.id, 0, self.signed[-1].size)),
            "checkpoints.txt": "\n".join(witnessing.cosigned_note(row, self.witnesses) for row in self.signed).encode(),
            "roll.jsonl": _lines(each.public for each in self.roll),
            "openings.jsonl": _lines(canonical(each) for each in self._openings()),
        }

    def opened(self) -> Files:
        """The auditor level: the same with every line of the roll opened."""
        opened = _lines(canonical(each) for each in opened_lines(self.estate.id, self.meeting.id, self.roll))
        return {**self.files(), "policy.json": canonical(self._policy("auditor")) + b"\n", "roll-opened.jsonl": opened}

    def _policy(self, level: str) -> dict[str, Any]:
        questions = meetings.questions(self.estate.id, self.meeting.id)
        return {
            "format": FORMAT,
            "level": level,
            "estate": self.estate.slug,
            "assembly": self.meeting.id,
            "title": self.meeting.title,
            "law": self.known.law.code,
            "rules": json.loads(self.meeting.rules or "{}"),
            "keys": [each.vkey for each in self.signers.keys],
            "witnesses": self.witnesses,
            "motions": [{"id": each.motion.id, "asked": meetings.asked(each, sorted(each.units))} for each in questions],
        }

    def _openings(self) -> Iterator[dict[str, Any]]:
        names = {each.head: each.pseudonym for each in self.roll}
        for ballot in self.counted:
            if ballot.head not in self.contested:
                yield {"kind": "ballot", "leaf": ballot.leaf, "salt": ballot.salt, "choices": dict(ballot.choices)}
        for kind, heads in (("contested", self.contested), ("silent", self.silent)):
            listed = sorted(names[head] for head in heads if head in names)
            if listed:
                yield {"kind": kind, "heads": listed}
        yield from self._sums()

    def _sums(self) -> Iterator[dict[str, Any]]:
        weighed = {name: [each for each in self.roll if name in each.areas] for name in _weighings(self.roll)}
        for name, heads in weighed.items():
            yield _sum("", name, "roll", heads)
        for motion in self.known.motions.values():
            answer = {each.head: each.choices[str(motion.id)] for each in self.counted if str(motion.id) in each.choices}
            said = {head: chosen for head, chosen in answer.items() if head not in self.contested} | dict.fromkeys(self.silent, "silent")
            for name in dict.fromkeys(self._names[str(motion.ordinal)]):
                for chosen in sorted(set(said.values())):
                    heads = [each for each in weighed[name] if said.get(each.head) == chosen]
                    if heads:
                        yield _sum(str(motion.id), name, chosen, heads)

    @cached_property
    def _names(self) -> Mapping[str, list[str]]:
        """By which weighings each motion is counted, as the log says."""
        types = ("notice.given", "roll.corrected")
        last = select(JournalLeaf.body).where(JournalLeaf.estate_id == self.estate.id, JournalLeaf.subject == f"assembly/{self.meeting.id}")
        body = db.session.scalars(last.where(JournalLeaf.type.in_(types)).order_by(JournalLeaf.index.desc()).limit(1)).one()
        names: Mapping[str, list[str]] = json.loads(bytes(body))["facts"]["commitments"]["weighings"]
        return names


def bulletin(estate: EstateRef, assembly_id: int) -> Bulletin:
    """The bulletin of an assembly. Refused before the announcement, and where the notice was given before rolls were committed to."""
    meeting = meetings.meeting(estate.id, assembly_id)
    if meeting.state != AssemblyState.ANNOUNCED:
        raise Refused(Why.NOT_ANNOUNCED_YET)
    if meeting.destroyed_at is not None:
        raise Refused(Why.MATERIAL_DESTROYED, day=local_day(meeting.destroyed_at).isoformat())
    roll = committed(estate.id, assembly_id)
    if not roll or not _stages(estate.id, assembly_id):
        raise Refused(Why.NO_BULLETIN)
    return Bulletin(estate, meeting, roll)


def can_be_had(estate: EstateRef, meeting: Assembly) -> bool:
    """Whether there is a bulletin to lead to: announced, committed to at notice, and signed for since."""
    stages = _stages(estate.id, meeting.id) if meeting.state == AssemblyState.ANNOUNCED else []
    if not stages or not has_commitments(estate.id, meeting.id):
        return False
    return checkpoints.latest(estate.id, covering=stages[-1]) is not None


def opened_lines(estate_id: int, assembly_id: int, roll: Iterable[Committed]) -> Iterator[dict[str, Any]]:
    """Lines of the roll with everything that opens them: for their owners, and for auditors."""
    heads = heads_of(estate_id, assembly_id)
    for each in roll:
        yield {
            "head": each.pseudonym,
            "units": json.loads(units_text(heads[each.head])),
            "area": heads[each.head].area,
            "salt": each.salt.hex(),
            "areas": {name: [row.area, bytes(row.blind).hex()] for name, row in each.areas.items()},
        }


def _stages(estate_id: int, assembly_id: int) -> list[int]:
    """The lines after which a head is signed and printed, the announcement last."""
    here = select(JournalLeaf.index).filter_by(estate_id=estate_id, subject=f"assembly/{assembly_id}")
    return list(db.session.scalars(here.where(JournalLeaf.type.in_(STAGES)).order_by(JournalLeaf.index)))


def _weighings(roll: Iterable[Committed]) -> list[str]:
    return sorted(set().union(*(each.areas for each in roll)), key=lambda name: (name != WHOLE, name))


def _sum(motion: str, weighing: str, of: str, heads: Iterable[Committed]) -> dict[str, Any]:
    rows = [each.areas[weighing] for each in heads]
    return {
        "kind": "sum",
        "motion": motion,
        "weighing": weighing,
        "of": of,
        "heads": len(rows),
        "area": sum(row.area for row in rows),
        "blind": f"{sum(int.from_bytes(row.blind, 'big') for row in rows):x}",
    }


def _lines(lines: Iterable[bytes]) -> bytes:
    return b"".join(line + b"\n" for line in lines)

"""Tables rebuilt from the log: ballots, choices, findings, results and decisions as its lines and private bodies say they are, beside the rows.

A private body that was destroyed says nothing any more: what only it knew compares as erased, and is left out. Accounts behind online ballots are
compared by their pseudonym. Differences name table, row and column, never a value: they end up in logs and on screens.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, select

from huasheng_vote.assemblies.models.ballots import Ballot, BallotChoice
from huasheng_vote.assemblies.models.motions import Motion
from huasheng_vote.assemblies.models.results import Finding, Resolution, Result
from huasheng_vote.assemblies.models.rolls import RollHead
from huasheng_vote.extensions import db
from huasheng_vote.journal import bound, checking
from huasheng_vote.journal.leaf import canonical, receipt_code, stamp
from huasheng_vote.journal.log import LEAF, PRIVATE, EstateRef
from huasheng_vote.keys import keyring

ERASED = object()
Rows = Mapping[Any, Mapping[str, Any]]
"""Values of each row by its column, the rows by their natural key."""

BALLOTS = ("ballot.cast", "ballot.aside")
FINDINGS = ("result.found", "result.resolved")
RESULTS = ("result.published", "result.announced")


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it was hashed; `private` is None once it was destroyed."""

    index: int
    code: str
    said: Mapping[str, Any]
    private: Mapping[str, Any] | None

    @property
    def about(self) -> int:
        """The number of its subject."""
        return int(self.said["subject"].rpartition("/")[2])


@dataclass(frozen=True, slots=True)
class Compared:
    """One table: how many rows the log asks for, and where the table differs."""

    table: str
    rows: int
    differences: list[str]


def compare(estate: EstateRef, assembly: int | None = None) -> list[Compared]:
    """Every table that can be rebuilt; of one assembly, or all."""
    projections: list[tuple[str, Callable[[EstateRef, int | None], tuple[Rows, Rows]]]] = [
        (Ballot.__tablename__, _ballots),
        (BallotChoice.__tablename__, _choices),
        (Finding.__tablename__, _findings),
        (Result.__tablename__, _results),
        (Resolution.__tablename__, _resolutions),
    ]
    return [_compared(table, *sides(estate, assembly)) for table, sides in projections]


def differing(estate: EstateRef, assembly: int | None = None) -> list[str]:
    """Everything in which an estate's log, its signed heads and the tables differ; rebuilt are those of one assembly, or all."""
    rebuilt = [each for table in compare(estate, assembly) for each in table.differences]
    return checking.check(estate).problems + rebuilt + bound.compare(estate)


def _compared(table: str, log: Rows, rows: Rows) -> Compared:
    found = [f"{table} {key}: in the log and not in the table" for key in log.keys() - rows.keys() if not _erased(log[key])]
    found += [f"{table} {key}: in the table and not in the log" for key in rows.keys() - log.keys()]
    for key in log.keys() & rows.keys():
        found += [f"{table} {key}: {name} differs" for name, value in log[key].items() if value is not ERASED and value != rows[key][name]]
    return Compared(table, len(log), sorted(found))


def _erased(row: Mapping[str, Any]) -> bool:
    return any(value is ERASED for value in row.values())


def _lines(estate: int, types: Iterable[str], subjects: list[str] | None) -> Iterator[Line]:
    query = (
        select(LEAF.c.index, LEAF.c.body, LEAF.c.hash, PRIVATE.c.body.label("secret"))
        .select_from(LEAF)
        .outerjoin(PRIVATE, and_(PRIVATE.c.estate_id == LEAF.c.estate_id, PRIVATE.c.index == LEAF.c.index))
        .where(LEAF.c.estate_id == estate, LEAF.c.type.in_(types))
        .order_by(LEAF.c.index)
    )
    if subjects is not None:
        query = query.where(LEAF.c.subject.in_(subjects))
    for index, body, digest, secret in db.session.execute(query).all():
        yield Line(index, receipt_code(bytes(digest)), json.loads(bytes(body)), None if secret is None else json.loads(bytes(secret)))


def _ballots(estate: EstateRef, assembly: int | None) -> tuple[Rows, Rows]:
    log: dict[int, dict[str, Any]] = {}
    last: dict[tuple[int, str], int] = {}
    numbers: dict[tuple[int, str, bool], int] = {}
    for line in _lines(estate.id, BALLOTS, _of_assembly(assembly)):
        head, aside = (line.about, line.said["facts"]["head"]), line.said["type"] == "ballot.aside"
        numbers[*head, aside] = numbers.get((*head, aside), 0) + 1
        log[line.index] = {
            "head": head,
            "number": numbers[*head, aside],
            "channel": line.said["facts"]["channel"],
            "received": line.private["at"] if line.private else ERASED,
            "paper": line.private.get("paper") if line.private else ERASED,
            "code": line.code,
            "counts": not aside,
            "voter": line.said["actor"],
        }
        if not aside:
            if head in last:
                log[last[head]]["counts"] = False
            last[head] = line.index
    return log, dict(_ballot_rows(estate, assembly, log))


def _ballot_rows(estate: EstateRef, assembly: int | None, log: Rows) -> Iterator[tuple[int, Mapping[str, Any]]]:
    query = select(Ballot, RollHead.pseudonym).join(RollHead, (RollHead.estate_id == Ballot.estate_id) & (RollHead.id == Ballot.head_id))
    for row, pseudonym in db.session.execute(_scoped(query.where(Ballot.estate_id == estate.id), Ballot.assembly_id, assembly)).all():
        apart = f"{estate.slug}/assembly/{row.assembly_id}"
        voter = keyring().pseudonym(apart, row.account_id, pseudonym) if row.account_id is not None else log.get(row.leaf, {}).get("voter")
        yield (
            row.leaf,
            {
                "head": (row.assembly_id, pseudonym),
                "number": row.number,
                "channel": row.channel,
                "received": stamp(row.received_at),
                "paper": row.paper_id,
                "code": row.code,
                "counts": row.counts,
                "voter": voter,
            },
        )


def _choices(estate: EstateRef, assembly: int | None) -> tuple[Rows, Rows]:
    log = {}
    for line in _lines(estate.id, BALLOTS, _of_assembly(assembly)):
        said = line.private["choices"] if line.private else ERASED
        log[line.index] = {"choices": said}
    query = select(Ballot.leaf, BallotChoice.motion_id, BallotChoice.choice).join(
        BallotChoice, (BallotChoice.estate_id == Ballot.estate_id) & (BallotChoice.ballot_id == Ballot.id)
    )
    rows: dict[int, dict[str, dict[str, str]]] = {}
    for leaf, motion, choice in db.session.execute(_scoped(query.where(Ballot.estate_id == estate.id), Ballot.assembly_id, assembly)).all():
        rows.setdefault(leaf, {"choices": {}})["choices"][str(motion)] = choice
    return log, rows


def _findings(estate: EstateRef, assembly: int | None) -> tuple[Rows, Rows]:
    log: dict[int, dict[str, Any]] = {}
    for line in _lines(estate.id, FINDINGS, _of_motions(estate.id, assembly)):
        facts = line.said["facts"]
        if line.said["type"] == "result.found":
            found = {"outcome": facts["outcome"], "figures": canonical(facts).decode(), "found_at": line.said["at"]}
            log[line.about] = {**found, "resolved": None, "reason": "", "resolved_at": None}
        elif line.about in log:
            log[line.about] |= {"resolved": facts["outcome"], "reason": facts["reason"], "resolved_at": line.said["at"]}
    rows = {
        row.motion_id: {
            "outcome": row.outcome,
            "figures": row.figures,
            "found_at": stamp(row.found_at),
            "resolved": row.resolved,
            "reason": row.reason,
            "resolved_at": stamp(row.resolved_at) if row.resolved_at else None,
        }
        for row in _of_motion_rows(Finding, estate.id, assembly)
    }
    return log, rows


def _results(estate: EstateRef, assembly: int | None) -> tuple[Rows, Rows]:
    log: dict[int, dict[str, Any]] = {}
    for line in _lines(estate.id, RESULTS, _of_assembly(assembly)):
        facts = line.said["facts"]
        if line.said["type"] == "result.published":
            log[line.about] = {"objections_until": facts["objections_until"], "year": None, "ordinal": None}
        elif line.about in log:
            log[line.about] |= {"year": facts["year"], "ordinal": facts["number"]}
    query = _scoped(select(Result).filter_by(estate_id=estate.id), Result.assembly_id, assembly)
    rows = {
        row.assembly_id: {"objections_until": row.objections_until.isoformat(), "year": row.year, "ordinal": row.ordinal}
        for row in db.session.scalars(query)
    }
    return log, rows


def _resolutions(estate: EstateRef, assembly: int | None) -> tuple[Rows, Rows]:
    log = {
        line.about: {"year": line.said["facts"]["year"], "ordinal": line.said["facts"]["number"], "adopted_at": line.said["at"]}
        for line in _lines(estate.id, ("resolution.adopted",), _of_motions(estate.id, assembly))
    }
    rows = {
        row.motion_id: {"year": row.year, "ordinal": row.ordinal, "adopted_at": stamp(row.adopted_at)}
        for row in _of_motion_rows(Resolution, estate.id, assembly)
    }
    return log, rows


def _of_motion_rows(model: Any, estate: int, assembly: int | None) -> list[Any]:
    query = select(model).join(Motion, (Motion.estate_id == model.estate_id) & (Motion.id == model.motion_id))
    return list(db.session.scalars(_scoped(query.where(model.estate_id == estate), Motion.assembly_id, assembly)))


def _of_assembly(assembly: int | None) -> list[str] | None:
    return None if assembly is None else [f"assembly/{assembly}"]


def _of_motions(estate: int, assembly: int | None) -> list[str] | None:
    if assembly is None:
        return None
    return [f"motion/{motion}" for motion in db.session.scalars(select(Motion.id).filter_by(estate_id=estate, assembly_id=assembly))]


def _scoped(query: Any, column: Any, assembly: int | None) -> Any:
    return query if assembly is None else query.where(column == assembly)

"""Drawing, reviewing, advising: each version is written once, and each step on it is signed by another person over exactly its bytes."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from huasheng_vote.extensions import db
from huasheng_vote.journal.log import Context
from huasheng_vote.people import queries as people
from huasheng_vote.projects.models import BillItem, Design, DesignStep, DesignVersion
from huasheng_vote.projects.queries import designs, opened
from huasheng_vote.projects.queries.designs import Sheet
from huasheng_vote.proposals.actions.once import digest, earlier, person
from huasheng_vote.rules import designs as rules
from huasheng_vote.rules.bill import BillLine
from huasheng_vote.rules.designs import DesignKind, Step, Touched
from huasheng_vote.rules.flows.projects import ProjectState
from huasheng_vote.rules.refusal import Refused, Why


@dataclass(frozen=True)
class Content:
    """What one version says: words, a file or lines of a bill, and on a working drawing whose stamp it carries."""

    text: str = ""
    stored: str = ""
    sha256: str = ""
    lines: tuple[BillLine, ...] = ()
    stamped_by: str = ""
    stamp_number: str = ""
    changed: str = ""

    @property
    def body(self) -> dict[str, Any]:
        """Everything that is signed."""
        return {
            "text": self.text,
            "sha256": self.sha256,
            "lines": [[each.name, each.unit, each.quantity, each.note] for each in self.lines],
            "stamped_by": self.stamped_by,
            "stamp_number": self.stamp_number,
        }


def state_touched(on: Context, project_id: int, touched: Collection[Touched]) -> None:
    """The committee says what the works touch; that decides whether an owner's own drawing is enough. Refused once procurement has begun."""
    project = opened.project(on.estate.id, project_id)
    said = " ".join(sorted(touched))
    if project.state != ProjectState.PREPARING:
        raise Refused(Why.NOT_POSSIBLE_NOW)
    if project.touched == said:
        raise Refused(Why.NOTHING_CHANGED)
    project.touched, project.touched_said_by = said, person(on)
    on.record("project.touched", f"project/{project_id}", {"touched": sorted(touched)})


def draw(on: Context, key: str, project_id: int, kind: DesignKind, title: str, content: Content) -> int:
    """Begin a drawing or paper with its first version; returns its id. Refuses a second one of the same kind and title."""
    before = earlier(on, DesignVersion, key)
    if before is not None:
        return before.design_id
    _preparing(on, project_id)
    if designs.titled(on.estate.id, project_id, kind, title) is not None:
        raise Refused(Why.ALREADY_DONE, field="title")
    made = Design(estate_id=on.estate.id, project_id=project_id, kind=kind, title=title, created_at=on.at)
    db.session.add(made)
    db.session.flush()
    _write(on, made, 1, key, content)
    return int(made.id)


def redraw(on: Context, key: str, design_id: int, seen: int, content: Content) -> int:
    """Write the next version over the one that was `seen`; what was signed on that one stays there. Returns its number."""
    before = earlier(on, DesignVersion, key)
    if before is not None:
        return before.number
    sheet = designs.sheet(on.estate.id, design_id)
    _preparing(on, sheet.design.project_id)
    if sheet.version.number != seen:
        raise Refused(Why.CHANGED_MEANWHILE)
    if sheet.version.digest == _digest(sheet.design, content):
        raise Refused(Why.NOTHING_CHANGED)
    _write(on, sheet.design, seen + 1, key, content)
    return seen + 1


def sign(on: Context, design_id: int, step: Step, seen: str, note: str = "") -> None:
    """Sign a step for exactly the bytes that were `seen` (their digest). Who signs has no interest in who will build it: that is said with the press."""
    sheet = _seen(on, design_id, seen)
    me = person(on)
    rules.check_step(sheet.standing, step, me, people.checked_fields(on.estate.id, me))
    if step is Step.ADVISE and not note:
        raise Refused(Why.MISSING_VALUE, field="note")
    row = {
        "version_id": sheet.version.id,
        "step": step,
        "account_id": me,
        "role": on.actor.acting_as,
        "note": note,
        "digest": seen,
        "at": on.at,
    }
    db.session.add(DesignStep(estate_id=on.estate.id, **row))
    facts = {"version": sheet.version.number, "step": step.value, "digest": seen}
    on.record("design.signed", f"design/{design_id}", facts, private={"note": note} if note else None)


def send_back(on: Context, design_id: int, seen: str, reason: str) -> None:
    """Whoever would review or advise says what is wrong instead; the author answers with the next version."""
    sheet = _seen(on, design_id, seen)
    rules.may_return(sheet.standing, person(on))
    row = sheet.version
    row.returned_by, row.returned_at, row.returned_reason = person(on), on.at, reason
    on.record("design.returned", f"design/{design_id}", {"version": row.number, "digest": seen, "reason": reason})


def _seen(on: Context, design_id: int, seen: str) -> Sheet:
    sheet = designs.sheet(on.estate.id, design_id)
    if sheet.version.digest != seen:
        raise Refused(Why.CHANGED_MEANWHILE)
    return sheet


def _preparing(on: Context, project_id: int) -> None:
    if opened.project(on.estate.id, project_id).state not in (ProjectState.PREPARING, ProjectState.PROCURING):
        raise Refused(Why.NOT_POSSIBLE_NOW)


def _write(on: Context, design: Design, number: int, key: str, content: Content) -> None:
    _check(DesignKind(design.kind), content)
    version = DesignVersion(
        estate_id=on.estate.id,
        design_id=design.id,
        number=number,
        key=key,
        text=content.text,
        stored=content.stored,
        sha256=content.sha256,
        stamped_by=content.stamped_by,
        stamp_number=content.stamp_number,
        changed=content.changed,
        digest=_digest(design, content),
        author_id=person(on),
        created_at=on.at,
    )
    db.session.add(version)
    db.session.flush()
    for place, line in enumerate(content.lines, start=1):
        row = {"ordinal": place, "name": line.name, "unit": line.unit, "quantity": line.quantity, "note": line.note}
        db.session.add(BillItem(estate_id=on.estate.id, version_id=version.id, **row))
    facts = {"project": design.project_id, "kind": design.kind, "title": design.title, "version": number, "digest": version.digest}
    on.record("design.written", f"design/{design.id}", facts)


def _check(kind: DesignKind, content: Content) -> None:
    if kind is DesignKind.WORKING and not (content.stamped_by and content.stamp_number):
        raise Refused(Why.STAMP_NEEDED, field="stamped_by")
    held = {DesignKind.BILL: content.lines, DesignKind.SPECIFICATION: content.text}.get(kind, content.stored)
    if not held:
        raise Refused(Why.MISSING_VALUE, field={DesignKind.BILL: "lines", DesignKind.SPECIFICATION: "text"}.get(kind, "file"))


def _digest(design: Design, content: Content) -> str:
    return digest({"kind": design.kind, "title": design.title} | content.body)

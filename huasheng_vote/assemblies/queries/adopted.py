"""What is in force in an estate: its adopted rules, the offices' answer on internet votes, and the papers behind both."""

import json
from dataclasses import dataclass

from sqlalchemy import or_, select

from huasheng_vote.assemblies.models.adopted import Document, OnlineAnswer, RuleVersion
from huasheng_vote.extensions import db
from huasheng_vote.rules.convening import Online
from huasheng_vote.rules.procedure import Procedure


@dataclass(frozen=True)
class InForce:
    """The adopted rules with the version they come from; no version where nothing was ever adopted."""

    procedure: Procedure
    version: RuleVersion | None = None


def rules_in_force(estate_id: int) -> InForce:
    """The latest version."""
    row = db.session.scalar(select(RuleVersion).filter_by(estate_id=estate_id).order_by(RuleVersion.version.desc()).limit(1))
    return InForce(Procedure.of(json.loads(row.fields)), row) if row else InForce(Procedure())


def rule_versions(estate_id: int) -> list[RuleVersion]:
    """All versions, the latest first."""
    return list(db.session.scalars(select(RuleVersion).filter_by(estate_id=estate_id).order_by(RuleVersion.version.desc())))


def online_answer(estate_id: int) -> tuple[Online, OnlineAnswer | None]:
    """The answer in force and the row that holds it; unknown until one is filed."""
    row = db.session.scalar(select(OnlineAnswer).filter_by(estate_id=estate_id).order_by(OnlineAnswer.id.desc()).limit(1))
    return (Online(row.answer), row) if row else (Online.UNKNOWN, None)


def posted(estate_id: int, document_id: int) -> Document | None:
    """A paper anybody may read: adopted rules and the offices' answers. Scans of authorities and of signed sheets are not."""
    adopted = select(RuleVersion.id).where(RuleVersion.estate_id == estate_id, RuleVersion.document_id == Document.id)
    answered = select(OnlineAnswer.id).where(
        OnlineAnswer.estate_id == estate_id, or_(OnlineAnswer.subdistrict_id == Document.id, OnlineAnswer.fund_office_id == Document.id)
    )
    public = or_(adopted.exists(), answered.exists())
    found: Document | None = db.session.scalar(select(Document).filter_by(estate_id=estate_id, id=document_id).where(public))
    return found


def document(estate_id: int, document_id: int | None) -> Document | None:
    """A kept paper of this estate."""
    found: Document | None = db.session.scalar(select(Document).filter_by(estate_id=estate_id, id=document_id))
    return found

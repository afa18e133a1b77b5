"""Reads of the expert directory."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, literal, select
from sqlalchemy.orm import aliased

from huasheng_vote.extensions import db
from huasheng_vote.people.models import Account, Skill
from huasheng_vote.people.models.skills import STANDS
from huasheng_vote.rules.access import Role
from huasheng_vote.rules.flows.skills import Field, SkillState
from huasheng_vote.rules.refusal import Refused, Why

# A checked skill makes an expert owner (`rules.access.in_force` asks for the owner).
CHECKED = select(literal(Role.EXPERT_OWNER.value).label("role")).where(
    Skill.estate_id == bindparam("estate"),
    Skill.account_id == bindparam("account"),
    Skill.state == SkillState.CHECKED,
    Skill.checked_at <= bindparam("at"),
)


def skill(estate_id: int, skill_id: int) -> Skill:
    """The declared skill of this estate, or a refusal that it is not there."""
    found: Skill | None = db.session.scalar(select(Skill).filter_by(estate_id=estate_id, id=skill_id))
    if found is None:
        raise Refused(Why.NOT_FOUND)
    return found


def standing_skill(estate_id: int, account_id: int, field: Field) -> Skill | None:
    """What the account declares about the field now."""
    found: Skill | None = db.session.scalar(
        select(Skill).filter_by(estate_id=estate_id, account_id=account_id, field=field).where(db.text(STANDS))
    )
    return found


def skills_of(estate_id: int, account_id: int) -> Sequence[Skill]:
    """Everything the account ever declared here."""
    rows: Sequence[Skill] = db.session.scalars(select(Skill).filter_by(estate_id=estate_id, account_id=account_id).order_by(Skill.id)).all()
    return rows


def checked_fields(estate_id: int, account_id: int) -> frozenset[Field]:
    """What the account is known to know about: skills somebody else has looked at."""
    held = select(Skill.field).filter_by(estate_id=estate_id, account_id=account_id, state=SkillState.CHECKED)
    return frozenset(map(Field, db.session.scalars(held)))


def directory(estate_id: int, state: SkillState) -> Sequence[Any]:
    """Skills in a state, with the names of who declared and who checked: pages mask them."""
    checker = aliased(Account)
    rows: Sequence[Any] = db.session.execute(
        select(Skill.id, Skill.field, Skill.evidence, Skill.declared_at, Skill.checked_at, Account.name, checker.name.label("checker"))
        .join(Account, Account.id == Skill.account_id)
        .outerjoin(checker, checker.id == Skill.checked_by)
        .where(Skill.estate_id == estate_id, Skill.state == state)
        .order_by(Skill.field, Skill.id)
    ).all()
    return rows

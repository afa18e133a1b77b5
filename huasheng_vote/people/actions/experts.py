"""The expert directory: an owner declares a skill, a committee member or the community looks at the evidence, and the role follows from that."""

from huasheng_vote.extensions import db
from huasheng_vote.journal.log import Context
from huasheng_vote.people import queries
from huasheng_vote.people.actions.accounts import person
from huasheng_vote.people.models import Skill
from huasheng_vote.rules.access import Role, clashing, in_force
from huasheng_vote.rules.flows.skills import SKILL, Field, SkillAct, SkillState
from huasheng_vote.rules.refusal import Refused, Why


def declare(on: Context, field: Field, evidence: str) -> int:
    """The actor knows about this, and says what shows it."""
    if queries.standing_skill(on.estate.id, on.actor.account or 0, field) is not None:
        raise Refused(Why.ALREADY_DONE)
    skill = Skill(estate_id=on.estate.id, account_id=on.actor.account, field=field, evidence=evidence, declared_at=on.at)
    db.session.add(skill)
    db.session.flush()
    on.record("skill.declared", f"skill/{skill.id}", {"field": field.value}, private={"evidence": evidence})
    return int(skill.id)


def check(on: Context, skill_id: int, move: SkillAct, note: str) -> None:
    """Somebody else confirms or refuses it, and says what they looked at. Refuses to make an expert of somebody whose other role forbids it."""
    skill = queries.skill(on.estate.id, skill_id)
    if skill.account_id == on.actor.account:
        raise Refused(Why.OWN_REQUEST)
    held = queries.roles_held(on.estate.id, skill.account_id, on.at)
    if move is SkillAct.CONFIRM and clashing(in_force(held | {Role.EXPERT_OWNER})):
        raise Refused(Why.ROLES_CLASH)
    skill.state = SKILL.after(SkillState(skill.state), move)
    skill.checked_by, skill.checked_at, skill.note = on.actor.account, on.at, note
    on.record("skill.checked", f"skill/{skill.id}", {"field": skill.field, "state": skill.state}, private={"note": note})


def withdraw(on: Context, skill_id: int) -> None:
    """The declarer no longer stands for it; the evidence goes."""
    skill = queries.skill(on.estate.id, skill_id)
    if skill.account_id != on.actor.account:
        raise Refused(Why.NOT_FOUND)
    take_back(on, skill)


def withdraw_all(on: Context, account_id: int) -> None:
    """With the account, what it declared in this estate."""
    for skill in queries.skills_of(on.estate.id, account_id):
        if SkillAct.WITHDRAW in SKILL.possible(SkillState(skill.state)):
            take_back(on, skill)


def take_back(on: Context, skill: Skill) -> None:
    skill.state, skill.evidence = SKILL.after(SkillState(skill.state), SkillAct.WITHDRAW), ""
    on.record("skill.withdrawn", f"skill/{skill.id}", {"field": skill.field, "holder": person(on, skill.account_id)})

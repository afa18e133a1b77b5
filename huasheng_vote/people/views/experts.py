"""The expert directory: public with masked names, one's own declarations, and checking them."""

from typing import Any

from flask import g, url_for

from huasheng_vote.labels.people import FIELDS, SKILL_STATES
from huasheng_vote.people import queries
from huasheng_vote.people.actions import experts as acts
from huasheng_vote.people.forms import SkillCheckForm, SkillForm
from huasheng_vote.people.views.blueprint import bp
from huasheng_vote.rules.access import Act
from huasheng_vote.rules.flows.skills import Field, SkillAct, SkillState
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.web.access import allowed, may, public
from huasheng_vote.web.act import act, submit
from huasheng_vote.web.pages import done, page
from huasheng_vote.web.state import the_actor


@bp.get("/<estate>/experts")
@public
def experts() -> Any:
    checked = queries.directory(g.estate.id, SkillState.CHECKED)
    waiting = queries.directory(g.estate.id, SkillState.DECLARED) if allowed(Act.CHECK_SKILL) else []
    return page("people/experts.html", checked=checked, waiting=waiting, fields=FIELDS)


@bp.get("/<estate>/experts/mine")
@may(Act.DECLARE_SKILL)
def my_skills() -> Any:
    return _mine(SkillForm())


@bp.post("/<estate>/experts/mine")
@may(Act.DECLARE_SKILL)
def declare_skill() -> Any:
    form = SkillForm()
    if form.validate():
        submit(form, acts.declare, Field(form.field.data), form.evidence.data)
    return _mine(form) if form.errors else done(url_for("people.my_skills"))


@bp.post("/<estate>/experts/<int:skill_id>/withdraw")
@may(Act.SEE_OWN)
def withdraw_skill(skill_id: int) -> Any:
    act(acts.withdraw, skill_id)
    return done(url_for("people.my_skills"))


@bp.get("/<estate>/experts/<int:skill_id>")
@may(Act.CHECK_SKILL)
def skill(skill_id: int) -> Any:
    return _check(skill_id, SkillCheckForm())


@bp.post("/<estate>/experts/<int:skill_id>")
@may(Act.CHECK_SKILL)
def check_skill(skill_id: int) -> Any:
    form = SkillCheckForm()
    if form.validate():
        submit(form, acts.check, skill_id, SkillAct(form.finding.data), form.note.data)
    return _check(skill_id, form) if form.errors else done(url_for("people.experts"))


def _mine(form: SkillForm) -> Any:
    skills = queries.skills_of(g.estate.id, the_actor().account or 0)
    return page("people/my_skills.html", form=form, skills=skills, fields=FIELDS, states=SKILL_STATES)


def _check(skill_id: int, form: SkillCheckForm) -> Any:
    found = queries.skill(g.estate.id, skill_id)
    if found.state != SkillState.DECLARED:
        raise Refused(Why.ALREADY_DONE)
    return page(
        "people/skill.html", form=form, skill=found, name=queries.account(found.account_id).name, field_words=FIELDS[Field(found.field)]
    )

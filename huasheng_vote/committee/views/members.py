"""Who sits on the committee and sat on it before, and by which decision of the owners."""

from typing import Any

from flask import url_for
from flask_babel import lazy_gettext as _
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from huasheng_vote.committee.actions import members as acts
from huasheng_vote.committee.queries import meetings, members
from huasheng_vote.committee.views import bp
from huasheng_vote.committee.views.shown import insider, named
from huasheng_vote.labels.people import ROLES
from huasheng_vote.labels.projects import number
from huasheng_vote.proposals.forms.fields import CHOOSE
from huasheng_vote.rules.access import Act
from huasheng_vote.rules.committee import lawful_size
from huasheng_vote.web.access import may, public
from huasheng_vote.web.act import submit
from huasheng_vote.web.forms import Form
from huasheng_vote.web.pages import done, page
from huasheng_vote.web.state import now, the_estate


class ElectionForm(Form):
    """By which decision of the owners a member was elected."""

    resolution = SelectField(_("依据哪一项业主大会决定"), coerce=int, validators=[InputRequired(CHOOSE)])


@bp.get("/")
@public
def index() -> Any:
    here, at = the_estate().id, now()
    terms = members.terms(here)
    return page(
        "committee/index.html",
        sitting=[each for each in terms if each.holds(at)],
        before=[each for each in terms if each.until is not None and each.until <= at],
        size=(count := len(members.members(here, at))),
        lawful=lawful_size(count),
        latest=meetings.listed(here, 1, drafts=insider())[0][:3],
        named=named,
        roles=ROLES,
        number=number,
    )


@bp.get("/terms/<int:grant_id>/election")
@may(Act.NOTE_ELECTION)
def election_form(grant_id: int) -> Any:
    return _election(_form(), grant_id)


@bp.post("/terms/<int:grant_id>/election")
@may(Act.NOTE_ELECTION)
def note_election(grant_id: int) -> Any:
    form = _form()
    if form.validate():
        submit(form, acts.note_election, grant_id, form.resolution.data)
    return _election(form, grant_id) if form.errors else done(url_for("committee.index"))


def _form() -> ElectionForm:
    form = ElectionForm()
    found = members.elections(the_estate().id)
    form.resolution.choices = [SelectChoice(each.id, f"{number(each.year, each.ordinal)} {each.title}") for each in found]
    return form


def _election(form: ElectionForm, grant_id: int) -> Any:
    return page("committee/election.html", form=form, term=members.term(the_estate().id, grant_id), named=named, roles=ROLES)

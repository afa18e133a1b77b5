"""Writing proposals: a first draft, the next version, publishing, withdrawing, minutes of joint meetings."""

from typing import Any

from flask import request, url_for

from huasheng_vote.labels import proposals as labels
from huasheng_vote.proposals.actions import proposals as acts
from huasheng_vote.proposals.forms.proposals import MeetingForm, ProposalForm, PublishForm
from huasheng_vote.proposals.forms.suggestions import ReasonForm
from huasheng_vote.proposals.queries import Paper, Worked, suggestions
from huasheng_vote.proposals.views import bp, drafts
from huasheng_vote.proposals.views.proposals import proposal_page, readable
from huasheng_vote.proposals.views.suggestions import row_number
from huasheng_vote.rules.access import Act
from huasheng_vote.rules.lawbook import Matter
from huasheng_vote.web.access import may
from huasheng_vote.web.act import submit
from huasheng_vote.web.pages import done, page
from huasheng_vote.web.state import the_estate


@bp.get("/proposals/new")
@may(Act.DRAFT_PROPOSAL)
def proposal_form() -> Any:
    """Empty, or begun from the suggestion named in the address."""
    idea = suggestions.suggestion(the_estate().id, row_number(request.args.get("idea", "")) or 0)
    begun = {"title": idea.title, "scope": idea.text, "ideas": str(idea.id)} if idea and idea.hidden_at is None else {}
    return _form_page(ProposalForm(data=begun), {})


@bp.post("/proposals/new")
@may(Act.DRAFT_PROPOSAL)
def draft_proposal() -> Any:
    form, papers = _sent()
    made = submit(form, acts.draft, form.key.data, _wording(form, papers), form.idea_ids) if not form.errors else None
    return _form_page(form, papers) if made is None else done(url_for("proposals.proposal", proposal_id=made))


@bp.get("/proposals/<int:proposal_id>/edit")
@may(Act.DRAFT_PROPOSAL)
def amendment_form(proposal_id: int) -> Any:
    found = readable(proposal_id)
    papers = {drafts.seal(paper, published=True): paper for paper in found.papers}
    answers = {asked.value: answer.value for asked, answer in found.answers.items()}
    ideas = "，".join(str(each.suggestion.id) for each in suggestions.adopted_by(the_estate().id, proposal_id))
    values = {"title": found.title, "scope": found.scope, "cost": found.cost, "source": found.source, "otherwise": found.otherwise.value}
    form = ProposalForm(data=values | answers | {"seen": str(found.number), "ideas": ideas, "kept": list(papers)})
    return _form_page(form, papers, found)


@bp.post("/proposals/<int:proposal_id>/edit")
@may(Act.DRAFT_PROPOSAL)
def amend_proposal(proposal_id: int) -> Any:
    form, papers = _sent()
    if not form.errors:
        submit(form, acts.amend, proposal_id, form.seen_number, _wording(form, papers), form.idea_ids)
    if form.errors:
        return _form_page(form, papers, readable(proposal_id))
    return done(url_for("proposals.proposal", proposal_id=proposal_id))


def _sent() -> tuple[ProposalForm, dict[str, Paper]]:
    form = ProposalForm()
    form.validate()
    return form, drafts.keep_papers(form)


def _wording(form: ProposalForm, papers: dict[str, Paper]) -> acts.Wording:
    return acts.Wording(
        title=form.title.data,
        scope=form.scope.data,
        cost=form.cost.data,
        source=form.source.data,
        answers=form.answers,
        otherwise=Matter(form.otherwise.data),
        papers=tuple(papers.values()),
        changed=form.changed.data or "",
    )


def _form_page(form: ProposalForm, papers: dict[str, Paper], amended: Worked | None = None) -> Any:
    return page("proposals/proposal_form.html", form=form, papers=papers, amended=amended, labels=labels)


@bp.post("/proposals/<int:proposal_id>/publish")
@may(Act.PUBLISH_PROPOSAL)
def publish_proposal(proposal_id: int) -> Any:
    form = PublishForm()
    if form.validate():
        submit(form, acts.publish, proposal_id, form.until.data)
    return _back(proposal_id, form, publishing=form)


@bp.post("/proposals/<int:proposal_id>/withdraw")
@may(Act.PUBLISH_PROPOSAL)
def withdraw_proposal(proposal_id: int) -> Any:
    form = ReasonForm()
    if form.validate():
        submit(form, acts.withdraw, proposal_id, form.reason.data)
    return _back(proposal_id, form, withdrawing=form)


@bp.get("/proposals/<int:proposal_id>/meetings/new")
@may(Act.DRAFT_PROPOSAL)
def meeting_form(proposal_id: int) -> Any:
    return page("proposals/meeting_form.html", form=MeetingForm(), it=readable(proposal_id))


@bp.post("/proposals/<int:proposal_id>/meetings/new")
@may(Act.DRAFT_PROPOSAL)
def hold_meeting(proposal_id: int) -> Any:
    form = MeetingForm()
    said = (form.held_at.data, form.place.data, form.present.data, form.minutes.data)
    made = submit(form, acts.hold_meeting, form.key.data, proposal_id, *said) if form.validate() else None
    if made is None:
        return page("proposals/meeting_form.html", form=form, it=readable(proposal_id))
    return done(url_for("proposals.proposal", proposal_id=proposal_id) + "#meetings")


def _back(proposal_id: int, form: Any, **shown: Any) -> Any:
    if form.errors:
        return proposal_page(proposal_id, wrong=form, **shown)
    return done(url_for("proposals.proposal", proposal_id=proposal_id))

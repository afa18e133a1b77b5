"""Requests that wait for a second pair of eyes: what exactly, its hash, who signed, and one's own answer."""

from typing import Any

from flask import g, url_for

from huasheng_vote.labels import KINDS
from huasheng_vote.labels.people import APPROVAL_STATES, ROLES, STANCES
from huasheng_vote.people import queries
from huasheng_vote.people.actions import approvals as acts
from huasheng_vote.people.actions import offices, second_factor
from huasheng_vote.people.forms import AnswerForm
from huasheng_vote.people.models import Approval
from huasheng_vote.people.views.blueprint import bp
from huasheng_vote.people.written import written
from huasheng_vote.rules.access import Act, Role
from huasheng_vote.rules.flows.approvals import ApprovalState, Stance
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.web.access import may
from huasheng_vote.web.act import act, submit
from huasheng_vote.web.filters import masked_phone
from huasheng_vote.web.pages import done, page
from huasheng_vote.web.state import now, the_actor

OPEN = (ApprovalState.ASKED, ApprovalState.GRANTED)
CLOSED = tuple(state for state in ApprovalState if state not in OPEN)
CARRIED_OUT_HERE = {offices.GRANT: offices.grant, offices.END: offices.end, second_factor.REMOVAL: second_factor.remove}


@bp.get("/<estate>/approvals")
@may(Act.SEE_APPROVALS)
def approvals() -> Any:
    waiting = [each for each in queries.requests(g.estate.id, OPEN) if each.expires_at >= now()]
    closed = queries.requests(g.estate.id, CLOSED, most=20)
    names = queries.names(each.proposed_by for each in (*waiting, *closed))
    return page("people/approvals.html", waiting=waiting, closed=closed, names=names, kinds=KINDS, states=APPROVAL_STATES)


@bp.get("/<estate>/approvals/<int:approval_id>")
@may(Act.SEE_APPROVALS)
def approval(approval_id: int) -> Any:
    request = queries.approval(g.estate.id, approval_id)
    form = AnswerForm()
    form.digest.data = request.digest
    return _shown(request, form)


@bp.post("/<estate>/approvals/<int:approval_id>")
@may(Act.APPROVE)
def answer(approval_id: int) -> Any:
    """The digest comes from the page that was read: whoever edits in between gets no signature."""
    form = AnswerForm()
    if form.validate() and form.answer is not None:
        submit(form, acts.answer, approval_id, form.digest.data, form.answer, form.reason.data)
    if form.errors:
        return _shown(queries.approval(g.estate.id, approval_id), form)
    return done(url_for("people.approval", approval_id=approval_id))


@bp.post("/<estate>/approvals/<int:approval_id>/withdraw")
@may(Act.SEE_APPROVALS)
def withdraw_approval(approval_id: int) -> Any:
    act(acts.withdraw, approval_id)
    return done(url_for("people.approval", approval_id=approval_id))


@bp.post("/<estate>/approvals/<int:approval_id>/carry-out")
@may(Act.GRANT_ROLE)
def carry_out(approval_id: int) -> Any:
    """Do what was approved, where it is an act of this area; other areas have their own page for it."""
    kind = queries.approval(g.estate.id, approval_id).kind
    if kind not in CARRIED_OUT_HERE:
        raise Refused(Why.NOT_FOUND)
    act(CARRIED_OUT_HERE[kind], approval_id)
    return done(url_for("people.approval", approval_id=approval_id))


def _shown(request: Approval, form: AnswerForm) -> Any:
    payload, signatures = acts.payload_of(request), queries.signatures(request)
    subject = [int(payload["account"])] if "account" in payload else []
    names = queries.names([request.proposed_by, *subject, *(each.account_id for each in signatures)])
    me = the_actor()
    expired = now() > request.expires_at
    answered = any(each.account_id == me.account and each.digest == request.digest for each in signatures)
    waits_for_me = request.state == ApprovalState.ASKED and not expired and not answered and request.proposed_by != me.account
    return page(
        "people/approval.html",
        form=form,
        request_=request,
        kind=KINDS.get(request.kind, request.kind),
        state=APPROVAL_STATES[ApprovalState(request.state)],
        rows=written(payload, {each: f"{names[each]} {masked_phone(queries.account(each).phone or '')}" for each in subject}),
        signatures=[(each, names[each.account_id], ROLES[Role(each.role)], STANCES[Stance(each.stance)]) for each in signatures],
        asker=names[request.proposed_by],
        needed=request.needed,
        may_answer=waits_for_me and me.is_any(*map(Role, request.roles.split()), *map(Role, request.must.split())),
        may_withdraw=request.state in OPEN and not expired and request.proposed_by == me.account,
        may_carry_out=request.state == ApprovalState.GRANTED and not expired and request.kind in CARRIED_OUT_HERE,
        expired=expired and request.state in OPEN,
    )

"""Filling in and submitting a ballot: one question a page, then the check page, then the receipt. Every page has its own address, so the way back works;
nothing is stored before the ballot is submitted.
"""

from typing import Any

from flask import Blueprint, redirect, request, url_for

from huasheng_vote.assemblies.actions.casting import Offer, cast_ballot
from huasheng_vote.assemblies.forms.ballot import AnswerForm, SubmitForm
from huasheng_vote.assemblies.forms.slip import Slip
from huasheng_vote.assemblies.views import sheet
from huasheng_vote.assemblies.views.sheet import Sheet, the_sheet
from huasheng_vote.rules.access import Act, why_not
from huasheng_vote.rules.ballot import Channel, check_answers
from huasheng_vote.rules.refusal import Kind, Refused, Why
from huasheng_vote.web.access import may
from huasheng_vote.web.act import act
from huasheng_vote.web.pages import page
from huasheng_vote.web.state import the_actor

bp = Blueprint("ballots", __name__, url_prefix="/<estate>/assemblies/<int:assembly_id>/ballot")


@bp.get("/<int:head_id>/<int:n>")
@may(Act.FILL_BALLOT)
def question(assembly_id: int, head_id: int, n: int) -> Any:
    """The n-th question of this head."""
    paper = the_sheet(assembly_id, head_id)
    slip = paper.slip(request.args.get("slip", ""))
    if slip is None:
        return redirect(paper.after, code=303)
    form = AnswerForm(slip=slip.sealed, choice=slip.answers.get(paper.motion(n).id))
    return _asked(paper, n, form)


@bp.post("/<int:head_id>/<int:n>")
@may(Act.FILL_BALLOT)
def answer(assembly_id: int, head_id: int, n: int) -> Any:
    """Take one answer on to the next page."""
    paper, form = the_sheet(assembly_id, head_id), AnswerForm()
    form.offer(sheet.answers_to(paper.motion(n)))
    slip = paper.slip(form.slip.data or "")
    if slip is None:
        return redirect(paper.after, code=303)
    if not form.validate_on_submit():
        return _asked(paper, n, form)
    return redirect(paper.next_page(slip.answering(paper.motion(n).id, form.choice.data), n), code=303)


def _asked(paper: Sheet, n: int, form: AnswerForm) -> Any:
    form.offer(sheet.answers_to(paper.motion(n)))
    return page("assemblies/question.html", form=form, **paper.question_page(n, form.slip.data or ""))


@bp.get("/<int:head_id>/check")
@may(Act.CAST_BALLOT)
def check(assembly_id: int, head_id: int) -> Any:
    """Everything chosen, on whose behalf, and the one button that votes. Asks for a fresh code first."""
    paper = the_sheet(assembly_id, head_id)
    slip = paper.slip(request.args.get("slip", ""))
    if slip is None:
        return redirect(paper.after, code=303)
    if missing := paper.first_unanswered(slip):
        return redirect(paper.url(missing, slip), code=303)
    return page("assemblies/check.html", form=SubmitForm(slip=slip.sealed), **paper.check_page(slip))


@bp.post("/<int:head_id>/check")
@may(Act.FILL_BALLOT)
def submit(assembly_id: int, head_id: int) -> Any:
    """Cast the ballot. A code that has grown old is asked for again, with nothing lost."""
    paper = the_sheet(assembly_id, head_id)
    slip = Slip.opened(request.form.get("slip", ""), paper.account, assembly_id, head_id)
    if slip is None:
        return redirect(paper.url(1, None), code=303)
    if why := why_not(Act.CAST_BALLOT, the_actor()):
        return _freshen(why, paper, slip)
    try:
        code = act(cast_ballot, _offer(paper, slip))
    except Refused as refused:
        return _refused(paper, refused)
    return redirect(url_for("receipts.receipt", assembly_id=assembly_id, code=code), code=303)


def _offer(paper: Sheet, slip: Slip) -> Offer:
    """Read and checked before the lock."""
    motions = {str(motion.id): tuple(motion.options) for motion in paper.motions}
    check_answers(motions, {str(motion): choice for motion, choice in slip.answers.items()}, Channel.ONLINE)
    return Offer(paper.vote.known.id, paper.head.id, paper.head.pseudonym, slip.answers, slip.version)


def _freshen(why: Why, paper: Sheet, slip: Slip) -> Any:
    if why is not Why.NEEDS_STEP_UP:
        raise Refused(why)
    return redirect(url_for("ballots.check", assembly_id=paper.vote.known.id, head_id=paper.head.id, slip=slip.sealed), code=303)


def _refused(paper: Sheet, refused: Refused) -> Any:
    """What was refused, when, and the ballot that stands instead, if there is one of one's own."""
    if refused.why.kind is not Kind.CONFLICT:
        raise refused
    return page("assemblies/refused.html", status=409, **paper.refused_page(refused))

"""Challenges: everybody reads them and their answers; bidders and owners make them, members answer, the residents' committee enters what an office ruled."""

from datetime import date
from typing import Any

from flask import url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _

from huasheng_vote.committee.views.shown import press
from huasheng_vote.labels import awards as labels
from huasheng_vote.procurement.actions import challenges as acts
from huasheng_vote.procurement.forms.awards import AnswerForm, ChallengeForm, EscalateForm, ReasonForm
from huasheng_vote.procurement.models import About, Challenge, Tender
from huasheng_vote.procurement.queries import awards, tenders
from huasheng_vote.procurement.queries import challenges as read
from huasheng_vote.procurement.queries.contracts import name_of
from huasheng_vote.procurement.views import bp
from huasheng_vote.procurement.views.awards import published, trail
from huasheng_vote.procurement.views.ways import way
from huasheng_vote.rules.access import OWNERS, Act
from huasheng_vote.rules.awards import OWNERS_TO_STOP
from huasheng_vote.rules.calendar import local_day
from huasheng_vote.rules.flows.awards import UNDECIDED, ChallengeState
from huasheng_vote.web.access import allowed, may, public
from huasheng_vote.web.act import submit
from huasheng_vote.web.filters import day, masked
from huasheng_vote.web.pages import done, page
from huasheng_vote.web.state import now, the_actor, the_estate

ANSWERABLE = (ChallengeState.SUBMITTED, ChallengeState.ADMISSIBLE)


@way("procurement.challenges_list", _("质疑与异议"))
def challenges_offered(tender: Tender) -> bool:
    """From publication on."""
    return tender.published_at is not None


@bp.get("/<int:tender_id>/challenges")
@public
def challenges_list(tender_id: int) -> Any:
    tender = published(tender_id)
    return page(
        "procurement/challenges.html",
        tender=tender,
        trail=trail(tender),
        made=read.of_tender(tender),
        abouts=_abouts(tender),
        labels=labels,
        stop=OWNERS_TO_STOP,
    )


@bp.get("/<int:tender_id>/challenges/new")
@may(Act.CHALLENGE)
def challenge_form(tender_id: int) -> Any:
    tender = published(tender_id)
    return _form_page(tender, ChallengeForm().offer(_abouts(tender)))


@bp.post("/<int:tender_id>/challenges/new")
@may(Act.CHALLENGE)
def make_challenge(tender_id: int) -> Any:
    tender, form = published(tender_id), ChallengeForm()
    made = None
    if form.validate():
        made = submit(form, acts.challenge, form.key.data, tender_id, About(form.about.data), form.title.data, form.text.data)
    return _form_page(tender, form) if made is None else done(url_for("procurement.challenge", challenge_id=made))


@bp.get("/challenges/<int:challenge_id>")
@public
def challenge(challenge_id: int) -> Any:
    return _challenge_page(_found(challenge_id))


@bp.post("/challenges/<int:challenge_id>/support")
@may(Act.CHALLENGE)
def support_challenge(challenge_id: int) -> Any:
    return _back(challenge_id, press(acts.support, challenge_id))


@bp.post("/challenges/<int:challenge_id>/withdraw")
@may(Act.CHALLENGE)
def withdraw_challenge(challenge_id: int) -> Any:
    return _back(challenge_id, press(acts.withdraw, challenge_id))


@bp.post("/challenges/<int:challenge_id>/escalate")
@may(Act.CHALLENGE)
def escalate_challenge(challenge_id: int) -> Any:
    form = EscalateForm(prefix="escalate-")
    if form.validate():
        submit(form, acts.escalate, challenge_id, form.chosen)
    return _back(challenge_id, form, escalating=form)


@bp.post("/challenges/<int:challenge_id>/admit")
@may(Act.ANSWER_CHALLENGE)
def admit_challenge(challenge_id: int) -> Any:
    return _back(challenge_id, press(acts.admit, challenge_id))


@bp.post("/challenges/<int:challenge_id>/refuse")
@may(Act.ANSWER_CHALLENGE)
def refuse_challenge(challenge_id: int) -> Any:
    form = ReasonForm(prefix="refuse-")
    if form.validate():
        submit(form, acts.turn_down, challenge_id, form.reason.data)
    return _back(challenge_id, form, refusing=form)


@bp.post("/challenges/<int:challenge_id>/answer")
@may(Act.ANSWER_CHALLENGE)
def answer_challenge(challenge_id: int) -> Any:
    form = AnswerForm(prefix="answer-")
    if form.validate():
        submit(form, acts.answer, challenge_id, form.upheld, form.text.data)
    return _back(challenge_id, form, answering=form)


@bp.post("/challenges/<int:challenge_id>/rule")
@may(Act.RULE_ON_CHALLENGE)
def rule_on_challenge(challenge_id: int) -> Any:
    form = AnswerForm(prefix="rule-")
    if form.validate():
        submit(form, acts.rule, challenge_id, form.upheld, form.text.data)
    return _back(challenge_id, form, ruling=form)


@bp.post("/challenges/<int:challenge_id>/close")
@may(Act.ANSWER_CHALLENGE)
def close_challenge(challenge_id: int) -> Any:
    return _back(challenge_id, press(acts.close, challenge_id))


def _abouts(tender: Tender) -> dict[About, date]:
    return read.open_abouts(tender, awards.standing(tender), now())


def _found(challenge_id: int) -> Challenge:
    found = read.challenge(the_estate().id, challenge_id)
    published(found.tender_id)
    return found


def _form_page(tender: Tender, form: ChallengeForm) -> Any:
    abouts = _abouts(tender)
    return page(
        "procurement/challenge_form.html",
        form=form,
        tender=tender,
        trail=trail(tender),
        abouts=abouts,
        hints={about.value: gettext("%(day)s前提出", day=day(until)) for about, until in abouts.items()},
        company=read.company(tender, the_actor().account),
        stop=OWNERS_TO_STOP,
    )


def _back(challenge_id: int, form: Any, **forms: Any) -> Any:
    if form.errors:
        return _challenge_page(_found(challenge_id), form, **forms)
    return done(url_for("procurement.challenge", challenge_id=challenge_id))


def _challenge_page(found: Challenge, wrong: Any = None, **forms: Any) -> Any:
    tender, made = tenders.tender(found.estate_id, found.tender_id), read.made(found)
    until = read.escalates_until(found, now())
    return page(
        "procurement/challenge.html",
        status=wrong.status if wrong is not None else 200,
        it=found,
        made=made,
        wrong=wrong,
        tender=tender,
        trail=trail(tender),
        by=masked(name_of(found.author_id)),
        answerer=masked(name_of(found.answered_by)) if found.answered_by else "",
        until=until,
        late=found.state in UNDECIDED and local_day(now()) > found.due,
        stop=OWNERS_TO_STOP,
        labels=labels,
        award=awards.award(found.estate_id, found.award_id) if found.award_id else None,
        **{**_offered(found, tender, until), **forms},
    )


def _offered(found: Challenge, tender: Tender, until: Any) -> dict[str, Any]:
    """The forms and buttons this reader may use now."""
    me, state = the_actor().account, ChallengeState(found.state)
    author, signed = found.author_id == me, read.supporters(found)
    answers = allowed(Act.ANSWER_CHALLENGE) and me is not None and read.may_answer(found, me)
    rules = allowed(Act.RULE_ON_CHALLENGE) and me is not None and read.may_answer(found, me) and state is ChallengeState.ESCALATED
    over = until is not None and local_day(now()) > until
    return {
        "may_support": found.supplier_id is None and state in ANSWERABLE and the_actor().is_any(*OWNERS) and me not in signed
        and About(found.about) in _abouts(tender),
        "may_withdraw": author and state in ANSWERABLE and not signed - {me},
        "may_admit": answers and state is ChallengeState.SUBMITTED,
        "refusing": ReasonForm(None, prefix="refuse-") if answers and state is ChallengeState.SUBMITTED else None,
        "answering": AnswerForm(None, prefix="answer-") if answers and state is ChallengeState.ADMISSIBLE else None,
        "escalating": EscalateForm(None, prefix="escalate-") if author and state in read.ANSWERED_NO and not over else None,
        "ruling": AnswerForm(None, prefix="rule-") if rules else None,
        "may_close": answers and ((state in read.ANSWERED_NO and over) or state is ChallengeState.UPHELD),
    }  # fmt: skip

"""An award as everybody reads it: to whom, for how much, why, until when it may be challenged; proposed, taken back and passed over by the committee."""

from datetime import timedelta
from typing import Any

from flask import url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _

from huasheng_vote.committee.queries import decisions
from huasheng_vote.committee.queries.waiting import end_of
from huasheng_vote.committee.views.shown import insider, press
from huasheng_vote.labels import awards as labels
from huasheng_vote.labels.committee import number as decision_number
from huasheng_vote.labels.panels import letter
from huasheng_vote.labels.tenders import number
from huasheng_vote.procurement.actions import awarding as acts
from huasheng_vote.procurement.forms.awards import BasisForm, CancelForm, ReasonForm
from huasheng_vote.procurement.models import Award, Tender
from huasheng_vote.procurement.queries import awards as read
from huasheng_vote.procurement.queries import challenges, contracts, tenders
from huasheng_vote.procurement.queries import comparison as compared
from huasheng_vote.procurement.queries.purchases import awarded
from huasheng_vote.procurement.views import bp, comparison
from huasheng_vote.procurement.views.ways import way
from huasheng_vote.projects import queries as projects
from huasheng_vote.rules.access import SYSTEM, Act
from huasheng_vote.rules.calendar import local_day
from huasheng_vote.rules.flows.awards import UNDECIDED, AwardState, ContractState
from huasheng_vote.rules.flows.tenders import TENDER, TenderAct, TenderState
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.web.access import allowed, may, public
from huasheng_vote.web.act import act_as, submit
from huasheng_vote.web.filters import day
from huasheng_vote.web.pages import done, page
from huasheng_vote.web.state import now, the_estate


@way("procurement.award", _("采购结果"))
def award_offered(tender: Tender) -> bool:
    """Once there is one, or the report says who is next."""
    return bool(read.of_tender(tender)) or (allowed(Act.RUN_TENDER) and tender.state == TenderState.EVALUATED)


@bp.get("/<int:tender_id>/award")
@public
def award(tender_id: int) -> Any:
    return _award_page(published(tender_id))


@bp.get("/<int:tender_id>/award/new")
@may(Act.RUN_TENDER)
def propose_form(tender_id: int) -> Any:
    tender = published(tender_id)
    return _propose_page(tender, BasisForm().offer(read.bases(tender, read.candidate(tender).bid.price or 0)))


@bp.post("/<int:tender_id>/award/new")
@may(Act.AWARD)
def propose(tender_id: int) -> Any:
    tender = published(tender_id)
    form = BasisForm().offer(read.bases(tender, read.candidate(tender).bid.price or 0))
    if form.validate():
        submit(form, acts.propose, tender_id, *form.chosen)
    return _propose_page(tender, form) if form.errors else done(url_for("procurement.award", tender_id=tender_id))


@bp.post("/<int:tender_id>/award/fail")
@may(Act.AWARD)
def fail_without_candidate(tender_id: int) -> Any:
    return _back(tender_id, press(acts.fail, tender_id))


@bp.post("/awards/<int:award_id>/cancel")
@may(Act.AWARD)
def cancel_award(award_id: int) -> Any:
    found = read.award(the_estate().id, award_id)
    form = CancelForm(prefix="cancel-").offer(read.later_decisions(found))
    if form.validate():
        submit(form, acts.cancel, award_id, form.reason.data, *form.chosen)
    return _back(found.tender_id, form, cancelling=form)


@bp.post("/awards/<int:award_id>/forfeit")
@may(Act.AWARD)
def forfeit_award(award_id: int) -> Any:
    found = read.award(the_estate().id, award_id)
    form = ReasonForm(prefix="forfeit-")
    if form.validate():
        submit(form, acts.forfeit, award_id, form.reason.data)
    return _back(found.tender_id, form, forfeiting=form)


def published(tender_id: int) -> Tender:
    """A tender that everybody may know of, with its award put in force where that is due."""
    tender = tenders.tender(the_estate().id, tender_id)
    if tender.published_at is None:
        raise Refused(Why.NOT_FOUND)
    stands = read.standing(tender)
    if stands is not None and read.ready(stands, now()):
        _put_in_force(stands.id)
    return tenders.tender(the_estate().id, tender_id)


def trail(tender: Tender) -> list[tuple[str, str | None]]:
    """The way back to the tender."""
    return [(tender.title, url_for("procurement.tender", tender_id=tender.id)), (number(tender.year, tender.ordinal), None)]


def _put_in_force(award_id: int) -> None:
    """Somebody else may have just done it."""
    try:
        act_as(the_estate(), SYSTEM, now(), acts.activate, award_id)
    except Refused as refused:
        if refused.why not in (Why.NOT_POSSIBLE_NOW, Why.CHANGED_MEANWHILE):
            raise


def _back(tender_id: int, form: Any, **forms: Any) -> Any:
    if form.errors:
        return _award_page(published(tender_id), form, **forms)
    return done(url_for("procurement.award", tender_id=tender_id))


def _propose_page(tender: Tender, form: BasisForm) -> Any:
    project = projects.project(tender.estate_id, tender.project_id)
    left = project.budget - awarded(tender.estate_id, tender.project_id)
    return page(
        "procurement/propose.html",
        form=form,
        tender=tender,
        trail=trail(tender),
        project=project,
        left=left,
        following=read.candidate(tender),
        **WORDS,
    )


def _award_page(tender: Tender, wrong: Any = None, **forms: Any) -> Any:
    every = read.of_tender(tender)
    latest = every[-1] if every else None
    offers = read.offers(tender) if tender.opened_at else []
    made = challenges.of_tender(tender)
    waits = [each for each in challenges.against(latest) if each.rule.stops and each.row.state in UNDECIDED] if latest else []
    drawn = contracts.of_award(latest) if latest else None
    return page(
        "procurement/award.html",
        status=wrong.status if wrong is not None else 200,
        tender=tender,
        trail=trail(tender),
        wrong=wrong,
        latest=latest,
        earlier=every[:-1],
        offers=offers,
        winner=next((each for each in offers if latest and each.bid.id == latest.bid_id), None),
        lead=_lead(offers, latest),
        it=comparison.shown(tender, scores=compared.over(tender)) if tender.opened_at else None,
        days=_days(latest) if latest else [],
        ends=end_of(latest.standstill_until) if latest else None,
        nth=(local_day(now()) - local_day(latest.published_at)).days if latest else 0,
        waits=len(waits),
        decision=decisions.row(latest.estate_id, latest.decision_id) if latest else None,
        made=made,
        contract=drawn,
        insider=insider(),
        challengeable=bool(challenges.open_abouts(tender, read.standing(tender), now())),
        **{**_offered(tender, latest, drawn), **forms},
        **WORDS,
    )


def _offered(tender: Tender, latest: Award | None, drawn: Any) -> dict[str, Any]:
    """The forms and buttons this reader may use now."""
    mine = allowed(Act.AWARD)
    pending = mine and latest is not None and latest.state == AwardState.PENDING
    unsigned = latest is not None and latest.state == AwardState.ACTIVE and (drawn is None or drawn.state == ContractState.DRAWN)
    late = mine and unsigned and drawn is not None and local_day(now()) > drawn.due
    free = mine and TenderAct.PROPOSE_AWARD in TENDER.possible(TenderState(tender.state)) and read.standing(tender) is None
    following = read.anybody_left(tender) if free else False
    return {
        "cancelling": CancelForm(None, prefix="cancel-").offer(read.later_decisions(latest)) if pending and latest else None,
        "forfeiting": ReasonForm(None, prefix="forfeit-") if late else None,
        "may_propose": free and following and not challenges.spoilt(tender),
        "may_fail": free and not following and tender.state != TenderState.EVALUATED,
    }


def _lead(offers: list[read.Offered], latest: Award | None) -> int:
    """By how many hundredths the winner is ahead of the next in the ranking; 0 where nobody follows or nothing was scored."""
    ranked = [each for each in offers if each.rank]
    place = next((n for n, each in enumerate(ranked) if latest and each.bid.id == latest.bid_id), None)
    return ranked[place].total - ranked[place + 1].total if place is not None and place + 1 < len(ranked) else 0


def _days(latest: Award) -> list[tuple[str, str]]:
    """Each day of the standstill, with what it is: over, today, to come."""
    first, today = local_day(latest.published_at), local_day(now())
    count = (latest.standstill_until - first).days
    days = [first + timedelta(days=n) for n in range(1, count + 1)]
    return [
        (gettext("%(day)s 今天", day=day(each)) if each == today else day(each), "now" if each == today else "done" if each < today else "")
        for each in days
    ]


WORDS: dict[str, Any] = {"labels": labels, "letter": letter, "decision_number": decision_number}

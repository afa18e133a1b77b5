"""A contract says what the winning bid said, is signed by two people for two sides over its digest, and is never edited."""

import json

import pytest
from sqlalchemy import update

from huasheng_vote.database import writing
from huasheng_vote.extensions import db
from huasheng_vote.procurement.actions import awarding
from huasheng_vote.procurement.actions import contracts as acts
from huasheng_vote.procurement.models import Bid, Contract, Release, Supplier, TenderDocument
from huasheng_vote.procurement.queries import contracts as read
from huasheng_vote.projects.models import DesignVersion, Project
from huasheng_vote.proposals.actions.once import digest
from huasheng_vote.rules.designs import DesignKind
from huasheng_vote.rules.flows.awards import ContractAct, ContractState
from huasheng_vote.rules.flows.projects import ProjectState
from huasheng_vote.rules.flows.tenders import BidState
from huasheng_vote.rules.refusal import Why
from tests import buying
from tests.actions.test_awards import FIRST, HEAD, OTHER, PRICE, SECOND, in_force, other_decision, propose, row, states, until_day, why
from tests.drawn import drawn as draw_design
from tests.proposals_helpers import act, leaves


def drawn(estate, **said):
    bought, award = in_force(estate, **said)
    return bought, read.of_award(row(bought, award))


def again(estate, contract):
    db.session.rollback()
    return read.contract(estate.ref.id, contract.id)


def signed(estate, **said):
    bought, contract = drawn(estate, **said)
    for who in (FIRST, HEAD):
        act(estate, who, acts.sign, contract.id, contract.digest)
    return bought, again(estate, contract)


def change(estate, model, row_id, **values):
    with estate.site.unguarded(), writing(0):
        db.session.execute(update(model).filter_by(id=row_id).values(**values))


# What it says


def test_everything_in_it_is_the_bids_or_the_tenders(estate):
    bought, contract = drawn(estate)
    body, tender = json.loads(contract.body), bought.row()
    assert (contract.price, contract.days, contract.warranty_months) == (PRICE[FIRST], 28, 36)
    assert (body["price"], body["specification"], body["conditions"]) == (PRICE[FIRST], tender.specification, tender.conditions)
    assert (body["employer"]["name"], body["contractor"]["code"]) == (tender.employer_name, buying.COMPANIES[FIRST][1])
    assert body["retention"]["most_percent"] == 3


def test_quantities_and_drawings_are_those_the_tender_froze(estate):
    bought = buying.evaluated(estate)
    bill = draw_design(estate, bought.project, DesignKind.BILL)
    version = db.session.query(DesignVersion).filter_by(design_id=bill).one().id
    with estate.site.unguarded(), writing(0):
        db.session.add(TenderDocument(estate_id=estate.ref.id, tender_id=bought.tender, version_id=version))
    award = propose(bought)
    until_day(bought, award, 1)
    act(estate, HEAD, awarding.activate, award)
    body = json.loads(read.of_award(row(bought, award)).body)
    assert body["bill"] == [{"name": "LED 灯头", "unit": "盏", "quantity": 42_000, "note": ""}]
    assert [each["version"] for each in body["documents"]] == [1]


def test_a_bid_on_another_specification_makes_no_contract(estate):
    bought = buying.evaluated(estate)
    award = propose(bought)
    change(estate, Bid, bought.bids[FIRST], specification="6" * 64)
    until_day(bought, award, 1)
    assert why(estate, HEAD, awarding.activate, award) is Why.CONTRACT_DIFFERS


def test_the_digest_covers_the_body_and_the_body_holds_the_account_only_as_a_commitment(estate):
    bought, contract = drawn(estate)
    body, account = json.loads(contract.body), db.session.get_one(Supplier, bought.suppliers[FIRST]).bank_account
    assert digest(body) == contract.digest
    assert account not in contract.body
    assert body["payee"] == digest({"account": account, "salt": contract.payee_salt})


def test_the_payees_account_is_the_one_of_that_day(estate):
    bought, contract = drawn(estate)
    change(estate, Supplier, bought.suppliers[FIRST], bank_account="别的银行 9999")
    assert again(estate, contract).payee_account == "6222 0000 0000 0000"


def test_the_log_holds_digest_and_price_and_not_the_text(estate):
    _bought, contract = drawn(estate)
    [line] = leaves(estate, "contract.drawn")
    assert (line["digest"], line["price"]) == (contract.digest, PRICE[FIRST])
    assert "长沙银行" not in str(line)


# Signing


def test_one_side_is_not_enough_and_the_second_puts_it_in_force(estate):
    bought, contract = drawn(estate)
    act(estate, FIRST, acts.sign, contract.id, contract.digest)
    assert (again(estate, contract).state, states(bought)[SECOND]) == (ContractState.DRAWN, BidState.RESERVE)
    act(estate, HEAD, acts.sign, contract.id, contract.digest)
    assert again(estate, contract).state == ContractState.SIGNED
    assert again(estate, contract).signed_at == estate.site.at
    assert set(states(bought).values()) == {BidState.WINNER, BidState.NOT_AWARDED}


def test_with_the_contract_the_works_begin(estate):
    bought = buying.evaluated(estate)
    change(estate, Project, bought.project, state=ProjectState.PROCURING)
    award = propose(bought)
    until_day(bought, award, 1)
    act(estate, HEAD, awarding.activate, award)
    contract = read.of_award(row(bought, award))
    for who in (HEAD, FIRST):
        act(estate, who, acts.sign, contract.id, contract.digest)
    db.session.rollback()
    assert db.session.get_one(Project, bought.project).state == ProjectState.BUILDING


def test_who_acts_for_neither_side_does_not_sign(estate):
    _bought, contract = drawn(estate)
    for who in (SECOND, OTHER, "陈一", "郑社区"):
        assert why(estate, who, acts.sign, contract.id, contract.digest) is Why.NOT_A_SIDE


def test_a_side_signs_once_and_only_the_words_seen(estate):
    _bought, contract = drawn(estate)
    assert why(estate, FIRST, acts.sign, contract.id, "0" * 64) is Why.CHANGED_MEANWHILE
    act(estate, FIRST, acts.sign, contract.id, contract.digest)
    assert why(estate, FIRST, acts.sign, contract.id, contract.digest) is Why.ALREADY_DONE


@pytest.mark.parametrize(("kind", "signatory", "who", "may"), [
    ("committee", "吴委员", "吴委员", True),
    ("committee", "吴委员", "周主任", True),
    ("residents_committee", "郑社区", "郑社区", True),
    ("residents_committee", "郑社区", "周主任", False),
    ("residents_committee", "别人", "郑社区", False),
])  # fmt: skip
def test_for_the_employer_signs_its_named_signatory_and_for_the_committee_its_head_too(estate, kind, signatory, who, may):
    _bought, contract = drawn(estate, employer_kind=kind, employer_signatory=signatory)
    if may:
        act(estate, who, acts.sign, contract.id, contract.digest)
    else:
        assert why(estate, who, acts.sign, contract.id, contract.digest) is Why.NOT_A_SIDE


def test_once_both_have_signed_the_winner_is_not_passed_over(estate):
    _bought, contract = signed(estate)
    estate.site.later(days=90)
    assert why(estate, HEAD, awarding.forfeit, contract.award_id, "逾期未签") is Why.CONTRACT_SIGNED


# Ending


@pytest.mark.parametrize(
    ("act_", "state"), [(ContractAct.COMPLETE, ContractState.COMPLETED), (ContractAct.TERMINATE, ContractState.TERMINATED)]
)
def test_it_ends_with_a_reason_on_a_later_decision(estate, act_, state):
    _bought, contract = signed(estate)
    early = other_decision(estate)
    change(estate, Contract, contract.id, signed_at=estate.site.later(minutes=1))
    assert why(estate, HEAD, acts.end, contract.id, act_, "按约定办理", *early) is Why.NO_LATER_DECISION
    act(estate, HEAD, acts.end, contract.id, act_, "按约定办理", *other_decision(estate))
    assert (again(estate, contract).state, again(estate, contract).ended_reason) == (state, "按约定办理")
    assert why(estate, HEAD, acts.end, contract.id, act_, "再来一次吧", *other_decision(estate)) is Why.NOT_POSSIBLE_NOW


def test_one_that_is_not_signed_does_not_end(estate):
    _bought, contract = drawn(estate)
    assert why(estate, HEAD, acts.end, contract.id, ContractAct.TERMINATE, "按约定办理", *other_decision(estate)) is Why.NOT_POSSIBLE_NOW


def test_each_step_is_released_as_open_data(estate):
    bought, contract = signed(estate)
    act(estate, HEAD, acts.end, contract.id, ContractAct.COMPLETE, "验收付清", *other_decision(estate))
    tags = [each.tag for each in db.session.query(Release).filter_by(tender_id=bought.tender).order_by(Release.ordinal)]
    assert tags == ["award", "awardUpdate", "contract", "contractTermination"]

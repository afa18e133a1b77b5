"""A purchase driven at random, from its publication to the contract: whatever the model says is possible the app does, whatever it says is not is refused."""

from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule, run_state_machine_as_test

from huasheng_vote.committee.models import Decision
from huasheng_vote.extensions import db
from huasheng_vote.files import Kind, store
from huasheng_vote.journal.leaf import canonical
from huasheng_vote.procurement.actions import (
    addenda,
    awarding,
    bidding,
    cancelling,
    challenges,
    contracts,
    deadlines,
    enquiries,
    judging,
    opening,
    qualifying,
    reports,
    unsealing,
)  # fmt: skip
from huasheng_vote.procurement.actions.bidding import Handed
from huasheng_vote.procurement.actions.qualifying import Finding
from huasheng_vote.procurement.models import About, Award, Bid, Contract, Enquiry
from huasheng_vote.procurement.queries import panels, staffing
from huasheng_vote.procurement.queries import sheets as written
from huasheng_vote.procurement.queries.opening import locked
from huasheng_vote.rules.access import SYSTEM
from huasheng_vote.rules.calendar import local_day
from huasheng_vote.rules.flows.awards import AwardState, ContractState
from huasheng_vote.rules.flows.tenders import Cancelled, TenderState
from huasheng_vote.rules.methods import Method
from huasheng_vote.rules.refusal import Refused
from huasheng_vote.sealing import Envelope, Offer, seal, unwrap
from tests import builders, buying
from tests.buying_model import BIDDERS, PRICES, Model
from tests.proposals_helpers import key

PHASES = {
    TenderState.PUBLISHED: "open",
    TenderState.CLOSED: "closed",
    TenderState.FAILED: "failed",
    TenderState.CANCELLED: "cancelled",
    TenderState.OPENED: "opened",
    TenderState.EVALUATED: "judged",
    TenderState.AWARD_PENDING: "pending",
    TenderState.AWARDED: "active",
}
LIVE = {"in": "submitted", "stale": "needs_reconfirmation", "locked": "locked"}
bidders = st.sampled_from(BIDDERS)
STAGES = ("open", "closed", "opened", "judged", "pending", "active")


class Purchase(RuleBasedStateMachine):
    """Each rule does one act and asks the model first."""

    site = None
    stage = "open"

    def __init__(self):
        super().__init__()
        self.site.reset()
        self.estate = builders.neighbourhood(self.site)
        said = {"ceiling": 98_000_00, "days": 30, "judging": "lowest", "sealed": True}
        self.purchase = buying.published(self.estate, Method.QUOTATION, **said)
        self.model = Model(self.row.deadline)
        self.decided = set()

    @property
    def row(self):
        return self.purchase.row()

    @property
    def today(self):
        return local_day(self.site.at)

    def attempt(self, possible, who, fn, *args, **kwargs):
        """Do it, and see that it is refused exactly where the model says so. Returns what the act returns."""
        made, why = None, None
        try:
            made = self.site.act(self.estate.ref, self.estate.actor(who) if who else SYSTEM, fn, *args, **kwargs)
        except Refused as refused:
            db.session.rollback()
            why = refused.why
        assert (why is None) is bool(possible), f"{fn.__name__} by {who}: {why}"
        return made

    def settled(self):
        """Whatever is due by the clock, in the app and in the model."""
        with suppress(Refused):
            self.site.act(self.estate.ref, SYSTEM, deadlines.settle, self.purchase.tender)
        db.session.rollback()
        self.model.pass_to(self.site.at)

    @initialize()
    def it_has_come_so_far(self):
        """By the same acts, so that chance need not find the whole way each time."""
        steps = STAGES.index(self.stage)
        if steps >= 1:
            for who in BIDDERS:
                self.a_bidder_hands_in(who)
            self.the_deadline_comes()
        if steps >= 2:
            for who in buying.OPENERS[:2]:
                self.an_officer_hands_in_shares(who)
            self.somebody_opens()
        if steps >= 3:
            self.the_panel_judges()
        if steps >= 4:
            self.an_award_is_proposed()
        if steps >= 5:
            self.site.at += timedelta(days=9)
            self.the_award_comes_into_force()

    @rule(hours=st.sampled_from([1, 7, 25, 73, 200]))
    def time_passes(self, hours):
        self.site.at += timedelta(hours=hours)
        self.settled()

    @precondition(lambda self: self.model.phase == "open")
    @rule()
    def the_deadline_comes(self):
        self.site.at = self.row.deadline
        self.settled()

    @rule(who=bidders)
    def a_bidder_hands_in(self, who):
        row = self.row
        offer = Offer((("price", f"{PRICES[who] // 100}.00"), ("days", "28"), ("warranty_months", "36"), ("signed", "y")))
        made = seal(staffing.subject(self.estate.ref.slug, row), offer, "browser")
        handed = Handed(key(), made.envelope, store().put(made.envelope.data, Kind.ENVELOPE), made.salt)
        self.attempt(self.model.hand_in(who), who, bidding.submit, row.id, handed)

    @rule(who=bidders)
    def a_bidder_withdraws(self, who):
        self.attempt(self.model.withdraw(who), who, bidding.withdraw, self.latest(who))

    @rule(who=bidders)
    def a_bidder_confirms(self, who):
        self.attempt(self.model.confirm(who), who, bidding.confirm, self.latest(who), self.row.specification)

    def early(self):
        """Long enough before the deadline that an addendum does not move it and a question comes in time; or at it."""
        return self.model.phase != "open" or self.model.deadline - self.site.at > timedelta(days=6)

    @precondition(early)
    @rule(who=bidders)
    def a_bidder_asks(self, who):
        self.attempt(self.model.ask(), who, enquiries.ask, self.purchase.tender, key(), "灯杆壁厚按哪个位置测？")

    @rule()
    def the_committee_answers(self):
        query = db.select(Enquiry.id).filter_by(tender_id=self.purchase.tender, answered_at=None)
        waiting = db.session.scalar(query.order_by(Enquiry.id).limit(1)) or 999_999
        self.attempt(self.model.answer(), "吴委员", enquiries.answer, self.purchase.tender, waiting, "离地 0.5 m、1.5 m、2.5 m 三处。")

    @precondition(early)
    @rule()
    def the_committee_amends(self):
        self.attempt(self.model.amend(), "吴委员", addenda.amend, self.purchase.tender, self.row.specification, f"改动 {key()}")

    @precondition(lambda self: len(self.model.awards) > 0 or self.model.phase not in ("open", "judged"))
    @rule()
    def the_committee_gives_up(self):
        self.attempt(self.model.cancel(), "周主任", cancelling.cancel, self.purchase.tender, Cancelled.NEED_GONE, "先不换了。")

    @rule(who=st.sampled_from(buying.OPENERS))
    def an_officer_hands_in_shares(self, who):
        bids = [Envelope.read(store().open(bid.stored) or b"") for bid in locked(self.estate.ref.id, self.purchase.tender)]
        mine = self.purchase.keys[who]
        given = [unwrap(mine, each.header, each.wraps[buying.OPENERS.index(who)]).plain for each in bids]
        text = canonical(given).decode() if given else '[{"envelope":"00","number":1,"share":"AAAA"}]'
        self.attempt(self.model.give_shares(who), who, opening.hand_in, self.purchase.tender, text)

    @rule()
    def somebody_opens(self):
        self.attempt(self.model.open_bids(), "郑社区", unsealing.open_bids, self.purchase.tender)

    @rule()
    def the_panel_judges(self):
        if self.model.judge():
            self.judged()
        else:
            self.attempt(False, buying.PANEL[0], reports.write, self.purchase.tender, "三家都合格。")

    def judged(self):
        tender = self.purchase.tender
        for who in buying.PANEL:
            self.attempt(True, who, judging.clear, tender)
        fit = {bid.id: Finding() for bid in panels.bids(self.row)}
        opened = {bid: found for bid, found in fit.items() if db.session.get_one(Bid, bid).state == "opened"}
        for who in buying.PANEL:
            self.attempt(True, who, qualifying.qualify, tender, opened)
        self.attempt(True, buying.PANEL[0], reports.write, tender, "三家都合格。")
        for who in buying.PANEL:
            self.attempt(True, who, reports.sign, tender, written.report(self.row).digest)

    @rule()
    def an_award_is_proposed(self):
        candidate = self.model.candidate
        if candidate is not None and candidate not in self.decided:
            buying.decision(self.estate, PRICES[candidate], ordinal=len(self.decided) + 1)
            self.decided.add(candidate)
        last = db.session.scalars(db.select(Decision).order_by(Decision.id.desc()).limit(1)).first()
        number = (last.year, last.ordinal) if last else (2026, 1)
        self.attempt(self.model.propose(), "周主任", awarding.propose, self.purchase.tender, *number)
        if self.model.standing:
            self.model.until = self.award.standstill_until

    @rule(bidder=st.booleans())
    def somebody_challenges(self, bidder):
        number = len(self.model.challenges)
        possible = self.model.challenge(number, self.today, bidder=bidder)
        who = BIDDERS[0] if bidder else "赵五"
        said = (key(), self.purchase.tender, About.AWARD, "价格分怎么算", "请说明依据。")
        made = self.attempt(possible, who, challenges.challenge, *said)
        if made is not None:
            self.model.challenges[made] = self.model.challenges.pop(number)

    @precondition(lambda self: self.model.challenges)
    @rule(data=st.data())
    def a_challenge_is_admitted(self, data):
        number = data.draw(st.sampled_from(sorted(self.model.challenges)))
        self.attempt(self.model.admit(number), "吴委员", challenges.admit, number)

    @precondition(lambda self: self.model.challenges)
    @rule(data=st.data(), upheld=st.booleans())
    def a_challenge_is_answered(self, data, upheld):
        number = data.draw(st.sampled_from(sorted(self.model.challenges)))
        self.attempt(self.model.decide(number, upheld), "吴委员", challenges.answer, number, upheld, "公告时已公布公式。")

    @precondition(lambda self: self.model.awards)
    @rule()
    def the_award_comes_into_force(self):
        self.attempt(self.model.activate(self.today), None, awarding.activate, self.award.id)
        if self.contract is not None:
            self.model.due = self.contract.due

    @precondition(lambda self: self.model.awards)
    @rule(supplier=st.booleans())
    def a_side_signs(self, supplier):
        found = self.contract
        if found is None:
            return
        who = self.model.awards[-1] if supplier else "周主任"
        self.attempt(self.model.sign("supplier" if supplier else "employer"), who, contracts.sign, found.id, found.digest)

    @precondition(lambda self: self.model.awards)
    @rule()
    def the_winner_is_passed_over(self):
        self.attempt(self.model.forfeit(self.today), "周主任", awarding.forfeit, self.award.id, "逾期不签合同。")

    @property
    def award(self):
        db.session.rollback()
        return db.session.scalars(db.select(Award).order_by(Award.ordinal.desc()).limit(1)).first()

    @property
    def contract(self):
        award = self.award
        return db.session.scalar(db.select(Contract).filter_by(award_id=award.id)) if award else None

    def latest(self, who):
        """The pseudonym of the bidder's last envelope."""
        mine = str(self.purchase.suppliers[who])
        rows = db.session.scalars(db.select(Bid).order_by(Bid.id.desc()))
        return next((row.envelope for row in rows if row.bidder == mine), "0" * 32)

    @invariant()
    def the_app_is_where_the_model_is(self):
        row = self.row
        assert PHASES[TenderState(row.state)] == self.model.phase
        assert row.deadline == self.model.deadline

    @invariant()
    def every_bid_is_where_the_model_says(self):
        if self.model.phase not in ("open", "closed"):
            return
        live = {bid.bidder: bid.state for bid in db.session.scalars(db.select(Bid)) if bid.state in LIVE.values()}
        said = {str(self.purchase.suppliers[who]): LIVE[state] for who, state in self.model.bids.items() if state in LIVE}
        assert live == said

    @invariant()
    def one_award_stands_at_most_and_the_contract_is_its_bid(self):
        awards = db.session.scalars(db.select(Award).order_by(Award.ordinal)).all()
        standing = [each for each in awards if each.state != AwardState.CANCELLED]
        assert len(awards) == len(self.model.awards)
        assert len(standing) == (1 if self.model.standing else 0)
        assert [each.price for each in awards] == [PRICES[who] for who in self.model.awards]
        for contract in db.session.scalars(db.select(Contract)):
            both = contract.supplier_signed_at is not None and contract.employer_signed_at is not None
            assert (contract.state == ContractState.SIGNED) == both
            assert contract.price == next(each.price for each in awards if each.id == contract.award_id)


@pytest.mark.parametrize("stage", STAGES)
def test_a_purchase_goes_where_the_model_goes_and_nowhere_else(site, stage):
    machine = type("Driven", (Purchase,), {"site": site, "stage": stage})
    quiet = (HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.filter_too_much)
    how = settings(max_examples=4, stateful_step_count=20, deadline=None, derandomize=True, suppress_health_check=quiet)
    run_state_machine_as_test(machine, settings=how)

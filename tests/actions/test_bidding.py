"""A sealed offer is handed in once, replaced, withdrawn, confirmed, and never a moment too late; until the opening the log says only that something is sealed."""

import random
from datetime import timedelta

import pytest
from sqlalchemy import select

from huasheng_vote.database import writing
from huasheng_vote.extensions import db
from huasheng_vote.files import store
from huasheng_vote.journal.models import JournalPrivate
from huasheng_vote.notices.models import Notice
from huasheng_vote.procurement.actions import bidding, sealed_lines
from huasheng_vote.procurement.models import Bid, Supplier, Tender
from huasheng_vote.procurement.queries import bids
from huasheng_vote.rules.access import SYSTEM
from huasheng_vote.rules.flows.tenders import BidState, TenderState
from huasheng_vote.rules.methods import Method
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.sealing import Envelope, check_commitment, commitment, new_key
from huasheng_vote.sealing.officers import Officer
from tests import buying as lay
from tests.bids import FIRST, SECOND, THIRD, bid, handed, lines, opened, row, sealed
from tests.builders import neighbourhood
from tests.proposals_helpers import act, key


@pytest.fixture
def buying(estate):
    return lay.published(estate)


def why(buying, who, fn, *args):
    with pytest.raises(Refused) as refused:
        act(buying.estate, who, fn, *args)
    db.session.rollback()
    return refused.value.why


def refused(buying, made, who=FIRST):
    return why(buying, who, bidding.submit, buying.tender, handed(made))


def change(buying, model, row_id, **values):
    lay.change(buying.estate, model, row_id, **values)


def test_an_offer_lies_sealed_in_the_store_and_committed_to_in_the_log(buying):
    made = sealed(buying)
    name = act(buying.estate, FIRST, bidding.submit, buying.tender, handed(made))
    kept = row(name)
    stored = Envelope.read(store().open(kept.stored))
    assert stored == made.envelope
    [line] = [each for each in lines(buying) if each["index"] == kept.leaf]
    assert line["facts"] == {"commitment": commitment(made.salt, stored.digest)}
    check_commitment(stored, kept.salt, line["facts"]["commitment"])
    assert (kept.state, kept.sealed_by, kept.specification) == ("submitted", "browser", buying.row().specification)
    assert (kept.supplier_id, kept.price, kept.offer, kept.content_key) == (None, None, "", "")


def test_a_second_offer_replaces_the_first_in_one_line(buying):
    first = bid(buying)
    before = len(lines(buying))
    buying.estate.site.later(seconds=1)
    second = bid(buying, price="1.00")
    assert (row(first).state, row(second).state) == (BidState.REPLACED, BidState.SUBMITTED)
    assert len(lines(buying)) == before + 1
    assert bids.standing(buying.row(), buying.suppliers[FIRST]).envelope == second


def test_the_offers_of_two_suppliers_stand_beside_each_other(buying):
    assert {row(bid(buying, who)).state for who in (FIRST, SECOND)} == {BidState.SUBMITTED}


def test_the_same_form_sent_twice_hands_in_once(buying):
    made, form = sealed(buying), key()
    names = {act(buying.estate, FIRST, bidding.submit, buying.tender, handed(made, form)) for _ in range(2)}
    again = act(buying.estate, FIRST, bidding.submit, buying.tender, handed(made))
    assert names == {again}
    assert len(db.session.scalars(select(Bid)).all()) == 1


def test_the_same_form_with_another_envelope_is_refused(buying):
    form = key()
    act(buying.estate, FIRST, bidding.submit, buying.tender, handed(sealed(buying), form))
    assert why(buying, FIRST, bidding.submit, buying.tender, handed(sealed(buying), form)) is Why.DIFFERENT_BODY


def test_an_envelope_that_another_handed_in_is_refused(buying):
    made = sealed(buying)
    act(buying.estate, FIRST, bidding.submit, buying.tender, handed(made))
    assert refused(buying, made, SECOND) is Why.DIFFERENT_BODY


@pytest.mark.parametrize(
    ("subject", "reason"),
    [
        ({"tender": "songlu/tender/999"}, Why.OTHER_TENDER),
        ({"kind": "test"}, Why.OTHER_TENDER),
        ({"specification": "6" * 64}, Why.OTHER_SPECIFICATION),
        ({"officers": tuple(Officer.of(new_key()) for _ in range(3))}, Why.OTHER_OFFICERS),
        ({"threshold": 3}, Why.OTHER_OFFICERS),
    ],
)
def test_an_envelope_for_something_else_is_refused(buying, subject, reason):
    assert refused(buying, sealed(buying, **subject)) is reason
    assert lines(buying) == []


@pytest.mark.parametrize("size", [0, 31, 33])
def test_a_salt_of_another_length_is_refused(size):
    from base64 import b64encode

    with pytest.raises(Refused) as wrong:
        bidding.read_salt(b64encode(bytes(size)).decode())
    assert wrong.value.why is Why.BAD_SALT
    assert len(bidding.read_salt(b64encode(bytes(32)).decode())) == 32


@pytest.mark.parametrize(("late", "reason"), [(-1, None), (0, Why.DEADLINE_PASSED), (1, Why.DEADLINE_PASSED)])
def test_an_offer_is_in_time_up_to_a_millisecond_before_the_deadline(buying, late, reason):
    made = handed(sealed(buying))
    buying.estate.site.at = buying.row().deadline + timedelta(milliseconds=late)
    if reason is None:
        assert row(act(buying.estate, FIRST, bidding.submit, buying.tender, made)).state == BidState.SUBMITTED
    else:
        assert why(buying, FIRST, bidding.submit, buying.tender, made) is reason
        assert db.session.scalar(select(Bid.id)) is None


@pytest.mark.parametrize(("late", "reason"), [(-1, None), (0, Why.DEADLINE_PASSED), (1, Why.DEADLINE_PASSED)])
@pytest.mark.parametrize("what", ["withdraw", "confirm"])
def test_it_is_withdrawn_and_confirmed_up_to_a_millisecond_before_the_deadline(buying, late, reason, what):
    name = bid(buying)
    amended(buying, name)
    buying.estate.site.at = buying.row().deadline + timedelta(milliseconds=late)
    asked = (bidding.withdraw, name) if what == "withdraw" else (bidding.confirm, name, "7" * 64)
    if reason is None:
        act(buying.estate, FIRST, *asked)
        assert row(name).state == (BidState.WITHDRAWN if what == "withdraw" else BidState.SUBMITTED)
    else:
        assert why(buying, FIRST, *asked) is reason


def amended(buying, name):
    change(buying, Tender, buying.tender, specification="7" * 64)
    change(buying, Bid, row(name).id, state=BidState.NEEDS_RECONFIRMATION)


def test_who_confirms_signs_the_new_documents_while_the_envelope_stays_what_it_was(buying):
    name = bid(buying)
    amended(buying, name)
    assert why(buying, FIRST, bidding.confirm, name, "5" * 64) is Why.CHANGED_MEANWHILE
    act(buying.estate, FIRST, bidding.confirm, name, "7" * 64)
    assert row(name).specification == "7" * 64
    assert Envelope.read(store().open(row(name).stored)).header.specification == "5" * 64
    assert why(buying, FIRST, bidding.confirm, name, "7" * 64) is Why.NOT_POSSIBLE_NOW


def test_what_was_confirmed_opens_with_the_others(buying):
    name, *others = [bid(buying, who) for who in (FIRST, SECOND, THIRD)]
    amended(buying, name)
    act(buying.estate, FIRST, bidding.confirm, name, "7" * 64)
    opened(buying)
    assert [(row(each).state, row(each).price) for each in (name, *others)] == [(BidState.OPENED, 238417_91)] * 3


def test_what_was_replaced_or_withdrawn_is_never_opened(buying):
    first = bid(buying)
    for who in (FIRST, SECOND, THIRD):
        bid(buying, who)
    gone = bid(buying, SECOND)
    act(buying.estate, SECOND, bidding.withdraw, gone)
    again = bid(buying, SECOND)
    opened(buying)
    assert [(row(each).state, row(each).price) for each in (first, gone)] == [(BidState.REPLACED, None), (BidState.WITHDRAWN, None)]
    assert row(again).state == BidState.OPENED


def test_what_was_withdrawn_stays_so_and_another_can_be_handed_in(buying):
    name = bid(buying)
    act(buying.estate, FIRST, bidding.withdraw, name)
    assert why(buying, FIRST, bidding.withdraw, name) is Why.NOT_POSSIBLE_NOW
    assert row(bid(buying)).state == BidState.SUBMITTED
    assert row(name).state == BidState.WITHDRAWN


def test_nobody_touches_the_bid_of_another(buying):
    name = bid(buying)
    amended(buying, name)
    for who in (SECOND, "吴委员", "陈一"):
        assert why(buying, who, bidding.withdraw, name) is Why.NOT_FOUND
        assert why(buying, who, bidding.confirm, name, "7" * 64) is Why.NOT_FOUND
        assert bids.own(buying.estate.ref.id, {**buying.estate.owners, **buying.estate.staff}[who]) == []


def test_only_a_registered_supplier_bids(buying):
    company = buying.suppliers[FIRST]
    made = sealed(buying)
    change(buying, Supplier, company, licence="湘AQ0001", licence_until=buying.at.date() - timedelta(days=1))
    assert refused(buying, made) is Why.LICENCE_EXPIRED
    change(buying, Supplier, company, licence="", licence_until=None, state="applied")
    assert refused(buying, made) is Why.SUPPLIER_UNREGISTERED
    change(buying, Supplier, company, state="blacklisted", blacklisted_reason="转包")
    assert refused(buying, made) is Why.SUPPLIER_BLACKLISTED
    assert refused(buying, made, "陈一") is Why.NOT_ALLOWED


def test_where_the_method_invites_nobody_else_bids(buying):
    from huasheng_vote.procurement.models import Invitation

    with buying.estate.site.unguarded(), writing(0):
        db.session.delete(db.session.scalar(select(Invitation).filter_by(supplier_id=buying.suppliers[FIRST])))
    assert refused(buying, sealed(buying)) is Why.NOT_INVITED


def test_an_open_tender_is_for_everybody(estate):
    from huasheng_vote.procurement.models import Invitation

    buying = lay.published(estate, Method.OPEN_TENDER)
    with estate.site.unguarded(), writing(0):
        for each in db.session.scalars(select(Invitation)).all():
            db.session.delete(each)
    assert row(bid(buying)).state == BidState.SUBMITTED


def test_a_draft_is_not_there_and_a_cancelled_tender_takes_nothing(estate):
    draft = lay.drafted(estate)
    buying = lay.published(estate, project_id=draft.project)
    made = sealed(buying)
    assert why(draft, FIRST, bidding.submit, draft.tender, handed(made)) is Why.NOT_FOUND
    change(buying, Tender, buying.tender, state=TenderState.CANCELLED, cancelled_code="need_gone", ended_at=buying.at)
    assert refused(buying, made) is Why.NOT_POSSIBLE_NOW


def test_a_late_attempt_leaves_its_time_and_nothing_else(buying):
    buying.estate.site.at = buying.row().deadline
    for who in (FIRST, SECOND):
        act(buying.estate, who, bidding.note_late, buying.tender)
    late = lines(buying, "bid.late")
    assert [each["facts"] for each in late] == [{}, {}]
    assert {each["role"] for each in late} == {"bidder"}
    assert len({each["actor"] for each in late}) == 2
    assert buying.row().state != TenderState.PUBLISHED  # and so the tender is closed


def test_an_attempt_in_time_or_after_the_opening_is_no_late_one(buying):
    assert why(buying, FIRST, bidding.note_late, buying.tender) is Why.NOT_POSSIBLE_NOW
    buying.estate.site.at = buying.row().deadline
    change(buying, Tender, buying.tender, state=TenderState.OPENED, closed_at=buying.at, opened_at=buying.at)
    assert why(buying, FIRST, bidding.note_late, buying.tender) is Why.NOT_POSSIBLE_NOW


def test_after_a_hundred_late_attempts_no_more_are_written(buying, monkeypatch):
    monkeypatch.setattr(bidding, "MOST_LATE", 2)
    buying.estate.site.at = buying.row().deadline
    for _ in range(3):
        act(buying.estate, FIRST, bidding.note_late, buying.tender)
    assert len(lines(buying, "bid.late")) == 2


# What the log says


def everything_done(buying):
    """All acts of bidders, with the lines that stand for nothing among them."""
    name = bid(buying)
    buying.estate.site.later(days=4, minutes=17)
    bid(buying, SECOND)
    amended(buying, name)
    act(buying.estate, FIRST, bidding.confirm, name, "7" * 64)
    act(buying.estate, FIRST, bidding.withdraw, name)
    buying.estate.site.later(days=5, hours=23)
    buying.estate.site.act(buying.estate.ref, SYSTEM, sealed_lines.write_due, buying.tender)


def test_every_line_of_bidding_is_like_every_other(buying):
    everything_done(buying)
    found = lines(buying)
    assert len(found) > 4
    for line in found:
        assert (line["type"], line["subject"], line["role"]) == ("sealed", f"tender/{buying.tender}", "bidder")
        assert list(line["facts"]) == ["commitment"]
        assert len(bytes.fromhex(line["facts"]["commitment"])) == 32
        assert line["at"].endswith(":00:00.000Z")
        assert len(line["actor"]) == 16
    assert len({line["actor"] for line in found}) == len(found)
    assert len({line["facts"]["commitment"] for line in found}) == len(found)
    assert len({frozenset(line) for line in found}) == 1


def test_the_private_body_holds_the_envelope_and_nothing_else(buying):
    everything_done(buying)
    here = [line["index"] for line in lines(buying)]
    bodies = db.session.scalars(select(JournalPrivate.body).where(JournalPrivate.index.in_(here))).all()
    import json

    said = [json.loads(bytes(body)) for body in bodies]
    assert all({"envelope"} <= set(each) <= {"envelope", "rows"} for each in said)
    assert all(len(each["envelope"]) == 32 for each in said)


def test_no_notice_follows_from_an_offer(buying):
    before = db.session.scalars(select(Notice.id)).all()
    everything_done(buying)
    assert db.session.scalars(select(Notice.id)).all() == before


def test_an_owner_who_bids_appears_as_a_bidder_only(buying):
    change(buying, Supplier, buying.suppliers[FIRST], author_id=buying.estate.owners["赵二"])
    bid(buying, "赵二")
    assert {line["role"] for line in lines(buying)} == {"bidder"}


# Lines that stand for nothing


def test_three_to_nine_lines_that_stand_for_nothing_are_drawn_within_the_time_it_is_open(estate):
    since, until = estate.site.at, estate.site.at + timedelta(days=10)
    drawn = [sealed_lines.drawn(random.Random(seed), [(since, until)]) for seed in range(200)]
    assert {len(each) for each in drawn} == set(range(3, 10))
    assert all(since <= moment < until for each in drawn for moment in each)
    hours = {moment.astimezone(sealed_lines.SHANGHAI).hour for each in drawn for moment in each}
    assert hours == set(range(8, 22))


def test_a_deadline_that_moves_adds_one_to_three_and_moves_none(estate):
    since, until = estate.site.at, estate.site.at + timedelta(days=10)
    later = until + timedelta(days=1)
    counts = set()
    for seed in range(100):
        before = sealed_lines.drawn(random.Random(seed), [(since, until)])
        after = sealed_lines.drawn(random.Random(seed), [(since, until), (until, later)])
        assert after[: len(before)] == before
        assert all(until <= moment < later for moment in after[len(before) :])
        counts.add(len(after) - len(before))
    assert counts == {1, 2, 3}


def test_a_tender_open_for_minutes_has_its_lines_within_them(estate):
    since, until = estate.site.at.replace(hour=18), estate.site.at.replace(hour=18, minute=5)  # two at night in China
    assert all(since <= moment < until for moment in sealed_lines.drawn(random.Random(1), [(since, until)]))


def test_each_is_written_once_and_none_after_the_deadline(buying):
    site, deadline = buying.estate.site, buying.row().deadline
    site.at = deadline - timedelta(milliseconds=1)
    counts = [site.act(buying.estate.ref, SYSTEM, sealed_lines.write_due, buying.tender) for _ in range(2)]
    assert counts[0] in range(3, 10)
    assert counts[1] == 0
    assert len(lines(buying)) == counts[0]


def test_the_worker_writes_them_at_their_moments(buying):
    from huasheng_vote import worker

    start, deadline = buying.at, buying.row().deadline
    counts = []
    for hours in range(0, int((deadline - start) / timedelta(hours=1)), 6):
        buying.estate.site.at = start + timedelta(hours=hours)
        worker.sealed_due(buying.at)
        counts.append(len(lines(buying)))
    assert 0 < counts[-1] <= 9
    assert len(set(counts)) > 2
    assert worker.sealed_due(deadline) == []


def test_at_the_deadline_none_is_written_any_more(buying):
    buying.estate.site.at = buying.row().deadline
    assert sealed_lines.waiting(buying.estate.ref, buying.row(), buying.at) == []


def test_another_tender_draws_others(estate):
    one = lay.published(estate)
    two = lay.published(estate, project_id=one.project)
    at = one.row().deadline - timedelta(seconds=1)
    assert not set(sealed_lines.waiting(estate.ref, one.row(), at)) & set(sealed_lines.waiting(estate.ref, two.row(), at))


def test_the_count_is_shown_where_the_method_shows_it_and_nowhere_else(estate):
    hidden = lay.published(estate)
    shown = lay.published(estate, Method.QUOTATION, project_id=hidden.project)
    bid(hidden)
    name = bid(shown)
    bid(shown, SECOND)
    assert bids.shown_count(hidden.row()) is None
    assert bids.shown_count(shown.row()) == 2
    act(estate, FIRST, bidding.withdraw, name)
    assert bids.shown_count(shown.row()) == 1


def test_a_bid_that_waits_to_be_confirmed_waits_for_its_bidder_alone(buying):
    name = bid(buying)
    amended(buying, name)
    tasks = {
        who: [each.kind for each in bids.to_confirm(buying.estate.ref.id, buying.estate.actor(who), buying.at)] for who in (FIRST, SECOND)
    }
    assert tasks == {FIRST: ["bid_confirm"], SECOND: []}


def test_another_estate_does_not_see_it(buying, site):
    name = bid(buying)
    other = neighbourhood(site, slug="other", name="别处")
    with pytest.raises(Refused):
        bids.own_bid(other.ref.id, buying.estate.staff[FIRST], name)

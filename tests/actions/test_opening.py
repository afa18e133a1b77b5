"""Two of three officers open every bid at once after the deadline; what is read out is what the log committed to, and stays."""

import json
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

import pytest
from sqlalchemy import select

from huasheng_vote import sealing
from huasheng_vote.extensions import db
from huasheng_vote.files import Kind, store
from huasheng_vote.journal import checkpoints
from huasheng_vote.journal.leaf import canonical
from huasheng_vote.journal.models import JournalLeaf
from huasheng_vote.people.actions import experts
from huasheng_vote.procurement.actions import opening, revealing, unsealing
from huasheng_vote.procurement.models import Bid, BidFile, OpeningShare, PriceStands
from huasheng_vote.procurement.models.bids import READ_OUT
from huasheng_vote.procurement.queries import opened
from huasheng_vote.procurement.queries import opening as read
from huasheng_vote.rules.access import SYSTEM
from huasheng_vote.rules.flows.skills import Field, SkillAct
from huasheng_vote.rules.flows.tenders import BidState, Disqualified, TenderState
from huasheng_vote.rules.methods import Method
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.sealing import Attachment, Envelope
from huasheng_vote.sealing.coding import bytes_of, text_of
from tests import buying
from tests.buying import OFFERS, OPENERS, PRICES, offer, shares
from tests.proposals_helpers import act, leaves
from tests.sealing import by_hand

MEMBER, SUPERVISOR, EXPERT = OPENERS
MS = timedelta(milliseconds=1)


@pytest.fixture
def lamps(estate):
    """Three sealed bids for lamps, the tender closed five minutes ago; the third officer is an expert by the facts."""
    return prepared(estate)


def prepared(estate, *args, **said):
    skill = act(estate, EXPERT, experts.declare, Field.ELECTRICAL, "从业十年")
    act(estate, SUPERVISOR, experts.check, skill, SkillAct.CONFIRM, "看过证件")
    return buying.sealed(estate, *args, **said)


def posted(given):
    return canonical(given).decode()


def hand_in(lamps, who, text=None):
    act(lamps.estate, who, opening.hand_in, lamps.tender, shares(lamps, who) if text is None else text)


def open_up(lamps, *who):
    for each in who or (MEMBER, SUPERVISOR):
        hand_in(lamps, each)
    act(lamps.estate, (who or (SUPERVISOR,))[-1], unsealing.open_bids, lamps.tender)


def why(estate, who, fn, *args):
    with pytest.raises(Refused) as refused:
        act(estate, who, fn, *args)
    db.session.rollback()
    return refused.value.why


def bids(lamps):
    db.session.rollback()
    return {who: db.session.get_one(Bid, id) for who, id in lamps.bids.items()}


# Who hands in, and when


@pytest.mark.parametrize("pair", [(MEMBER, SUPERVISOR), (SUPERVISOR, EXPERT), (EXPERT, MEMBER)])
def test_any_two_officers_open_everything(lamps, pair):
    open_up(lamps, *pair)
    assert lamps.row().state == TenderState.OPENED
    assert [bid.price for bid in bids(lamps).values()] == list(PRICES)
    assert {bid.state for bid in bids(lamps).values()} == {BidState.OPENED}


def test_one_officer_opens_nothing(lamps):
    hand_in(lamps, MEMBER)
    assert why(lamps.estate, MEMBER, unsealing.open_bids, lamps.tender) == Why.SHARES_MISSING
    assert all(bid.price is None and bid.supplier_id is None for bid in bids(lamps).values())


def test_one_officer_counts_once(lamps):
    hand_in(lamps, MEMBER)
    assert why(lamps.estate, MEMBER, opening.hand_in, lamps.tender, shares(lamps, MEMBER)) == Why.SHARES_GIVEN


@pytest.mark.parametrize("who", ["周主任", "陈三", "陈一", "赵二"])
def test_who_is_no_officer_of_the_tender_hands_in_nothing(lamps, who):
    assert why(lamps.estate, who, opening.hand_in, lamps.tender, shares(lamps, MEMBER)) == Why.NOT_AN_OFFICER
    assert why(lamps.estate, who, unsealing.open_bids, lamps.tender) == Why.NOT_AN_OFFICER


def test_an_officer_without_the_office_any_more_hands_in_nothing(estate):
    lamps = buying.sealed(estate)  # 陈四 never was found to be an expert
    assert why(estate, EXPERT, opening.hand_in, lamps.tender, shares(lamps, EXPERT)) == Why.NOT_AN_OFFICER


@pytest.mark.parametrize(("beside", "refused"), [(-MS, Why.DEADLINE_AHEAD), (0 * MS, None), (MS, None)])
def test_nothing_is_handed_in_before_the_deadline(lamps, beside, refused):
    lamps.estate.site.at = lamps.row().deadline + beside
    if refused:
        assert why(lamps.estate, MEMBER, opening.hand_in, lamps.tender, shares(lamps, MEMBER)) == refused
    else:
        hand_in(lamps, MEMBER)
        assert len(db.session.scalars(select(OpeningShare)).all()) == 3


def test_a_clock_that_went_back_opens_nothing(lamps):
    hand_in(lamps, MEMBER)
    lamps.estate.site.at -= MS
    assert why(lamps.estate, SUPERVISOR, opening.hand_in, lamps.tender, shares(lamps, SUPERVISOR)) == Why.CLOCK_WENT_BACK
    lamps.estate.site.at += MS
    hand_in(lamps, SUPERVISOR)


def test_a_share_lies_in_the_database_encrypted(lamps):
    hand_in(lamps, MEMBER)
    share = db.session.scalar(select(OpeningShare))
    raw = db.session.connection().exec_driver_sql("SELECT share FROM opening_share").scalar()
    assert share.share.encode() not in bytes(raw)


# What is handed in


def forged(lamps, who, **changed):
    given = json.loads(shares(lamps, who))
    given[0] |= changed
    return posted(given)


def test_a_wrong_share_is_refused_and_nothing_of_it_is_kept(lamps):
    text = forged(lamps, MEMBER, share=text_of(bytes(32)))
    assert why(lamps.estate, MEMBER, opening.hand_in, lamps.tender, text) == Why.WRONG_SHARE
    assert db.session.scalar(select(OpeningShare)) is None


def test_a_share_of_another_envelope_is_refused(lamps):
    given = json.loads(shares(lamps, MEMBER))
    swapped = posted([given[0] | {"share": given[1]["share"]}, *given[1:]])
    assert why(lamps.estate, MEMBER, opening.hand_in, lamps.tender, swapped) == Why.WRONG_SHARE
    assert why(lamps.estate, MEMBER, opening.hand_in, lamps.tender, forged(lamps, MEMBER, envelope="0" * 32)) == Why.SHARE_OF_ANOTHER


def test_another_officers_share_is_refused(lamps):
    assert why(lamps.estate, MEMBER, opening.hand_in, lamps.tender, shares(lamps, SUPERVISOR)) == Why.WRONG_SHARE


@pytest.mark.parametrize("text", ["", "[]", "{}", "[1]", "null", '[{"envelope":"x","number":1,"share":"x"}]'])
def test_what_is_no_share_is_refused(lamps, text):
    assert why(lamps.estate, MEMBER, opening.hand_in, lamps.tender, text) == Why.NOT_A_SHARE


def test_what_was_left_out_is_handed_in_later(lamps):
    first, *rest = read.locked(lamps.estate.ref.id, lamps.tender)
    hand_in(lamps, MEMBER, shares(lamps, MEMBER, [first]))
    hand_in(lamps, SUPERVISOR)
    assert why(lamps.estate, SUPERVISOR, unsealing.open_bids, lamps.tender) == Why.SHARES_MISSING
    hand_in(lamps, MEMBER, shares(lamps, MEMBER, rest))
    act(lamps.estate, MEMBER, unsealing.open_bids, lamps.tender)
    assert lamps.row().state == TenderState.OPENED


# What is read out


def test_bids_are_named_in_the_order_of_their_pseudonyms(lamps):
    open_up(lamps)
    found = sorted(bids(lamps).values(), key=lambda bid: bid.ordinal)
    assert [bid.envelope for bid in found] == sorted(bid.envelope for bid in found)
    assert [bid.ordinal for bid in found] == [1, 2, 3]
    assert [bid.supplier_id for bid in bids(lamps).values()] == list(lamps.suppliers.values())


CASES = {
    "": Disqualified.NO_PRICE,
    "0": Disqualified.NO_PRICE,
    "-5": Disqualified.NO_PRICE,
    "约二十万": Disqualified.NO_PRICE,
    "0.01": None,
    "¥ 249,999.99 元": None,
    "250000.00": None,
    "250000.01": Disqualified.ABOVE_CEILING,
}


@pytest.mark.parametrize("price", CASES)
def test_a_price_breaks_the_rules_or_not(estate, price):
    lamps = prepared(estate, (offer(price), *OFFERS[1:]))
    open_up(lamps)
    first, second, _ = bids(lamps).values()
    assert first.disqualified == CASES[price]
    assert first.state == (BidState.DISQUALIFIED if CASES[price] else BidState.OPENED)
    assert second.state == BidState.OPENED


def test_two_prices_are_none_and_one_written_twice_is_one(estate):
    twice, same = ((*offer("1000").fields, ("price", price)) for price in ("2000", "1,000.00"))
    lamps = prepared(estate, (replace(OFFERS[0], fields=twice), replace(OFFERS[1], fields=same), OFFERS[2]))
    open_up(lamps)
    found = bids(lamps)
    assert (found["甲方经理"].disqualified, found["甲方经理"].price) == (Disqualified.TWO_PRICES, None)
    assert (found["乙方经理"].disqualified, found["乙方经理"].price) == (None, 1000_00)


def test_an_unsigned_offer_is_out(estate):
    lamps = prepared(estate, (offer("1000", signed=" "), *OFFERS[1:]))
    open_up(lamps)
    assert bids(lamps)["甲方经理"].disqualified == Disqualified.UNSIGNED


def test_papers_and_photos_are_kept_and_of_anything_else_the_hash(estate):
    pdf, other = Attachment("licence", "许可证.pdf", b"%PDF-1.7 licence"), Attachment("sheet", "清单.xlsx", b"PK\3\4 cells")
    lamps = prepared(estate, (offer("1000", files=(pdf, other)),))
    open_up(lamps)
    kept = {file.name: file for file in db.session.scalars(select(BidFile))}
    assert store().open(kept["许可证.pdf"].stored) == pdf.data
    assert (kept["清单.xlsx"].stored, kept["清单.xlsx"].digest) == ("", sha256(other.data).hexdigest())


def tampered(lamps, who, at, by=1):
    """A bit of the stored envelope turned over."""
    bid = db.session.get_one(Bid, lamps.bids[who])
    data = bytearray(store().open(bid.stored))
    data[at] ^= by
    buying.change(lamps.estate, Bid, bid.id, stored=store().put(bytes(data), Kind.ENVELOPE))


@pytest.mark.parametrize("at", [3, 1500, -1])
def test_an_envelope_touched_after_it_was_handed_in_is_out_and_the_others_open(lamps, at):
    tampered(lamps, "甲方经理", at)
    open_up(lamps)
    first, *others = bids(lamps).values()
    assert (first.disqualified, first.price, first.content_key) == (Disqualified.UNREADABLE, None, "")
    assert first.supplier_id == lamps.suppliers["甲方经理"]
    assert {bid.state for bid in others} == {BidState.OPENED}
    assert [each.get("same") for each in json.loads(record(lamps).body)["bids"]].count(0) == 1


def test_an_envelope_whose_line_in_the_log_says_something_else_is_out(lamps):
    other = bids(lamps)["乙方经理"].leaf
    buying.change(lamps.estate, Bid, lamps.bids["甲方经理"], leaf=other)
    open_up(lamps)
    assert bids(lamps)["甲方经理"].disqualified == Disqualified.UNREADABLE


def test_an_envelope_the_store_lost_keeps_everything_closed(lamps):
    """That is no fault of its bidder's: somebody brings the store back first."""
    store().discard(bids(lamps)["甲方经理"].stored)
    assert why(lamps.estate, MEMBER, opening.hand_in, lamps.tender, "[1]") == Why.ENVELOPE_LOST


def mismade(lamps, wrapped):
    """The first bid is made of ill will: its shares hang together, but not everybody's wrap holds one."""
    estate, name = lamps.estate, f"songlu/tender/{lamps.tender}"
    made = by_hand.made(people=buying.officers(lamps), wrapped=wrapped, tender=name, specification="5" * 64)
    bid, salt = bids(lamps)["甲方经理"], bytes(range(32))
    committed = sealing.commitment(salt, made.digest)
    leaf = estate.site.act(estate.ref, SYSTEM, lambda on: on.record("sealed", "tender/1", {"commitment": committed}))
    stored = store().put(made.data, Kind.ENVELOPE)
    buying.change(estate, Bid, bid.id, envelope=made.header.envelope, commitment=committed, salt=salt, leaf=leaf, stored=stored)
    return lamps


def test_an_envelope_its_bidder_made_wrong_is_out_whoever_came(lamps):
    """A wrap that opens for nobody but holds the others' shares: two can open it, and it counts for nobody."""
    mismade(lamps, (*by_hand.SHARES[:2], bytes(32)))
    open_up(lamps, MEMBER, SUPERVISOR)
    first, *others = bids(lamps).values()
    assert (first.disqualified, first.price) == (Disqualified.UNREADABLE, None)
    assert first.content_key == text_of(by_hand.KEY)
    assert {bid.state for bid in others} == {BidState.OPENED}


def all_but_the_first(lamps, who):
    name = bids(lamps)["甲方经理"].envelope
    return shares(lamps, who, [bid for bid in read.locked(lamps.estate.ref.id, lamps.tender) if bid.envelope != name])


def test_an_envelope_that_opens_for_too_few_waits_for_the_third_officer_and_is_out_then(lamps):
    mismade(lamps, (bytes(32), bytes(32), by_hand.SHARES[2]))
    for who in (MEMBER, SUPERVISOR):
        hand_in(lamps, who, all_but_the_first(lamps, who))
        assert why(lamps.estate, who, unsealing.open_bids, lamps.tender) == Why.SHARES_MISSING
    hand_in(lamps, EXPERT)
    act(lamps.estate, EXPERT, unsealing.open_bids, lamps.tender)
    first, *others = bids(lamps).values()
    assert (first.disqualified, first.price, first.content_key) == (Disqualified.UNREADABLE, None, "")
    assert {bid.state for bid in others} == {BidState.OPENED}


def test_the_log_is_signed_when_bids_are_opened(lamps):
    open_up(lamps)
    line = db.session.scalar(select(JournalLeaf.index).filter_by(type="tender.opened"))
    assert checkpoints.latest(lamps.estate.ref.id, line) is not None


# The record


def record(lamps):
    db.session.rollback()
    return opened.record(lamps.estate.ref.id, lamps.tender)


def test_the_record_says_who_was_there_and_what_lay_there(lamps):
    open_up(lamps, SUPERVISOR, EXPERT)
    found = record(lamps)
    body = json.loads(found.body)
    assert sha256(found.body.encode()).hexdigest() == found.digest
    assert [each["present"] for each in body["officers"]] == [0, 1, 1]
    assert sorted(each["price"] for each in body["bids"]) == sorted(PRICES)
    assert {each["same"] for each in body["bids"]} == {1}
    (told,) = leaves(lamps.estate, "tender.opened")
    assert told["record"] == found.digest
    assert not any("name" in each or "code" in each for each in told["bids"])


def test_the_log_alone_holds_what_checks_each_price(lamps):
    open_up(lamps)
    (told,) = leaves(lamps.estate, "tender.opened")
    for each in told["bids"]:
        envelope = Envelope.read(store().open(db.session.scalar(select(Bid.stored).filter_by(envelope=each["envelope"]))))
        salt, key = (bytes_of(each[name], Why.BAD_VALUE, 32) for name in ("salt", "key"))
        sealing.check_commitment(envelope, salt, each["commitment"])
        assert each["header"] == envelope.header.digest.hex()
        assert (
            dict(sealing.open_envelope(envelope, key, buying.officers(lamps)).fields)["price"]
            == f"{each['price'] // 100}.{each['price'] % 100:02d}"
        )


def test_those_who_were_there_sign_the_record_as_they_saw_it_once(lamps):
    open_up(lamps)
    digest = record(lamps).digest
    assert why(lamps.estate, EXPERT, opening.sign, lamps.tender, digest) == Why.NOT_AN_OFFICER
    assert why(lamps.estate, MEMBER, opening.sign, lamps.tender, "0" * 64) == Why.CHANGED_MEANWHILE
    act(lamps.estate, MEMBER, opening.sign, lamps.tender, digest)
    assert why(lamps.estate, MEMBER, opening.sign, lamps.tender, digest) == Why.ALREADY_DONE
    act(lamps.estate, SUPERVISOR, opening.sign, lamps.tender, digest)
    assert len(opened.signatures(lamps.estate.ref.id, record(lamps).id)) == 2


def test_nothing_is_signed_before_there_is_a_record(lamps):
    assert why(lamps.estate, MEMBER, opening.sign, lamps.tender, "0" * 64) == Why.NOT_FOUND


def test_a_tender_is_opened_once(lamps):
    open_up(lamps)
    assert why(lamps.estate, MEMBER, unsealing.open_bids, lamps.tender) == Why.NOT_POSSIBLE_NOW
    assert why(lamps.estate, EXPERT, opening.hand_in, lamps.tender, "[]") == Why.NOT_POSSIBLE_NOW


@pytest.mark.parametrize("name", READ_OUT)
def test_what_was_read_out_no_act_can_change(lamps, name):
    open_up(lamps)

    def change(on):
        bid = db.session.get_one(Bid, lamps.bids["甲方经理"])
        setattr(bid, name, "x" if isinstance(getattr(bid, name), str) else 7)
        on.record("opening.signed", "tender/1", {})

    with pytest.raises(PriceStands):
        act(lamps.estate, MEMBER, change)


# The server holds the keys


def test_two_people_press_where_the_server_holds_the_keys(estate):
    lamps = buying.sealed(estate, by_server=True, method=Method.QUOTATION, sealed=False)
    act(estate, MEMBER, opening.press, lamps.tender)
    assert why(estate, MEMBER, unsealing.open_bids, lamps.tender) == Why.SHARES_MISSING
    assert why(estate, MEMBER, opening.press, lamps.tender) == Why.SHARES_GIVEN
    act(estate, SUPERVISOR, opening.press, lamps.tender)
    act(estate, SUPERVISOR, unsealing.open_bids, lamps.tender)
    assert [bid.price for bid in bids(lamps).values()] == list(PRICES)
    act(estate, MEMBER, opening.sign, lamps.tender, record(lamps).digest)


@pytest.mark.parametrize("who", ["周主任", "陈一", "陈三", "甲方经理"])
def test_others_do_not_press(estate, who):
    lamps = buying.sealed(estate, by_server=True)
    assert why(estate, who, opening.press, lamps.tender) == Why.NOT_AN_OFFICER


def test_nobody_presses_for_officers(lamps):
    assert why(lamps.estate, MEMBER, opening.press, lamps.tender) == Why.NOT_AN_OFFICER


def test_the_server_opens_nothing_before_the_deadline(estate):
    lamps = buying.sealed(estate, by_server=True)
    estate.site.at = lamps.row().deadline - MS
    assert why(estate, MEMBER, opening.press, lamps.tender) == Why.DEADLINE_AHEAD


# Keys are lost


@pytest.fixture
def lost(lamps):
    """One officer came, the others' keys are lost: bidders reveal until tomorrow."""
    hand_in(lamps, MEMBER)
    act(lamps.estate, "周主任", revealing.declare, lamps.tender, "两位开标人的钥匙都丢了", lamps.estate.site.at + timedelta(days=1))
    return lamps


def reveal(lamps, who, text=None):
    act(lamps.estate, who, revealing.reveal, lamps.tender, text or lamps.receipts[who])


def test_what_is_revealed_opens_and_what_is_not_counts_as_withdrawn(lost):
    reveal(lost, "甲方经理")
    reveal(lost, "丙方经理")
    assert why(lost.estate, MEMBER, unsealing.open_bids, lost.tender) == Why.REVEAL_RUNNING
    lost.estate.site.later(days=1)
    act(lost.estate, MEMBER, unsealing.open_bids, lost.tender)
    found = bids(lost)
    assert [found[who].price for who in lost.bids] == [PRICES[0], None, PRICES[2]]
    assert (found["乙方经理"].state, found["乙方经理"].ordinal) == (BidState.WITHDRAWN, None)
    assert len(json.loads(record(lost).body)["withdrawn"]) == 1


def test_as_soon_as_all_have_revealed_everything_opens(lost):
    for who in lost.bids:
        reveal(lost, who)
    act(lost.estate, "周主任", unsealing.open_bids, lost.tender)
    assert [bid.price for bid in bids(lost).values()] == list(PRICES)


def test_a_key_that_is_found_again_opens_all_the_same(lost):
    reveal(lost, "甲方经理")
    hand_in(lost, SUPERVISOR)
    act(lost.estate, SUPERVISOR, unsealing.open_bids, lost.tender)
    assert [bid.price for bid in bids(lost).values()] == list(PRICES)


@pytest.mark.parametrize(("beside", "refused"), [(-MS, None), (0 * MS, Why.REVEAL_OVER), (MS, Why.REVEAL_OVER)])
def test_nothing_is_revealed_when_the_time_is_over(lost, beside, refused):
    lost.estate.site.at = read.reveal(lost.estate.ref.id, lost.tender).until + beside
    if refused:
        assert why(lost.estate, "甲方经理", revealing.reveal, lost.tender, lost.receipts["甲方经理"]) == refused
    else:
        reveal(lost, "甲方经理")


def test_only_the_own_receipt_reveals_and_once(lost):
    assert why(lost.estate, "甲方经理", revealing.reveal, lost.tender, lost.receipts["乙方经理"]) == Why.NOT_FOUND
    assert why(lost.estate, "赵二", revealing.reveal, lost.tender, lost.receipts["乙方经理"]) == Why.NOT_FOUND
    spoilt = canonical(json.loads(lost.receipts["甲方经理"]) | {"key": text_of(bytes(32))}).decode()
    assert why(lost.estate, "甲方经理", revealing.reveal, lost.tender, spoilt) == Why.WRONG_KEY
    reveal(lost, "甲方经理")
    assert why(lost.estate, "甲方经理", revealing.reveal, lost.tender, lost.receipts["甲方经理"]) == Why.ALREADY_DONE


def test_nobody_reveals_before_the_committee_said_so(lamps):
    assert why(lamps.estate, "甲方经理", revealing.reveal, lamps.tender, lamps.receipts["甲方经理"]) == Why.NOT_REVEALING


def test_the_committee_says_so_once_after_the_closing(lost):
    later = lost.estate.site.at + timedelta(days=2)
    assert why(lost.estate, SUPERVISOR, revealing.declare, lost.tender, "再来一次", later) == Why.NOT_ALLOWED
    assert why(lost.estate, "周主任", revealing.declare, lost.tender, "再来一次", later) == Why.ALREADY_DONE
    lost.estate.site.at = lost.row().deadline - MS
    assert why(lost.estate, "周主任", revealing.declare, lost.tender, "再来一次", later) == Why.DEADLINE_AHEAD

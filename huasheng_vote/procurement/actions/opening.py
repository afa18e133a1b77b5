"""Opening, first half: after the closing each officer's shares come in, each checked at once. Where the server holds the keys, two people press instead.

Nothing of an offer is read here. `unsealing.open_bids` follows as soon as two officers' shares of every envelope are in.
"""

from huasheng_vote.extensions import db
from huasheng_vote.journal.log import Context
from huasheng_vote.procurement.actions import deadlines
from huasheng_vote.procurement.models import SERVER, Bid, OpeningOfficer, OpeningShare, OpeningSignature, Tender
from huasheng_vote.procurement.queries import opened
from huasheng_vote.procurement.queries import opening as read
from huasheng_vote.procurement.queries.staffing import server_key
from huasheng_vote.proposals.actions.once import person
from huasheng_vote.rules import tendering
from huasheng_vote.rules.access import Role
from huasheng_vote.rules.flows.tenders import TENDER, TenderAct, TenderState
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.rules.staffing import FITS, Duty, Person
from huasheng_vote.sealing import Given, check_share, read_shares, unwrap
from huasheng_vote.sealing.coding import text_of

PRESSERS = frozenset({Role.COMMITTEE_MEMBER, Role.COMMUNITY_SUPERVISOR})


def hand_in(on: Context, tender_id: int, text: str) -> None:
    """An officer's shares, as the officer's own browser or program took them out of the envelopes. Refuses who is no officer of this tender, a share
    that is not the one the envelope says, one of an envelope that does not lie here, and a second share by one officer."""
    tender = closed(on, tender_id)
    officer = officer_of(on, tender)
    found, given = read.progress(on.estate.id, tender_id), read_shares(text)
    open_still = {bid.envelope: bid for bid in found.missing(officer)}
    there = {bid.envelope: bid.id for bid in found.bids}
    if not given:
        raise Refused(Why.NOT_A_SHARE)
    for each in given:
        if each.envelope not in there:
            raise Refused(Why.SHARE_OF_ANOTHER)
        if there[each.envelope] not in found.sound:
            continue  # it is out whoever opens it
        bid = open_still.pop(each.envelope, None)
        if bid is None:
            raise Refused(Why.SHARES_GIVEN)
        header = found.sound[bid.id].header
        if each.share.number != header.number_of(officer.fingerprint):
            raise Refused(Why.WRONG_SHARE, number=each.share.number)
        _keep(on, bid, officer, check_share(header, each))
    on.record("opening.shares", subject(tender_id), {"officer": officer.ordinal, "envelopes": len(given)})


def press(on: Context, tender_id: int) -> None:
    """One of two people where the server holds the keys: it takes out the shares of its next key. Refuses a second press by one person, whoever drafted the
    tender, and everybody but members (not the head) and the community's supervisors."""
    tender = closed(on, tender_id)
    found = read.progress(on.estate.id, tender_id)
    may = person(on) != tender.author_id and on.actor.is_any(*PRESSERS) and not on.actor.is_any(Role.CHAIR)
    if not found.by_server or not may:
        raise Refused(Why.NOT_AN_OFFICER)
    if on.actor.account in found.handed_in.values():
        raise Refused(Why.SHARES_GIVEN)
    officer = next((each for each in found.officers if each.id not in found.handed_in), None)
    if officer is None:
        raise Refused(Why.ALREADY_DONE)
    taken = 0
    for bid in found.missing(officer):
        envelope = found.sound[bid.id]
        try:
            given = unwrap(server_key(officer), envelope.header, envelope.wraps[officer.ordinal - 1])
        except Refused:
            continue  # its bidder made it so; it does not keep the others closed
        _keep(on, bid, officer, given)
        taken += 1
    on.record("opening.shares", subject(tender_id), {"officer": officer.ordinal, "envelopes": taken})


def sign(on: Context, tender_id: int, digest: str) -> None:
    """A signature under the record as it was seen, by one who was there, once."""
    found = opened.record(on.estate.id, tender_id)
    if found is None:
        raise Refused(Why.NOT_FOUND)
    account = person(on)
    if account not in opened.present(on.estate.id, tender_id):
        raise Refused(Why.NOT_AN_OFFICER)
    if digest != found.digest:
        raise Refused(Why.CHANGED_MEANWHILE)
    if any(each.account_id == account for each in opened.signatures(on.estate.id, found.id)):
        raise Refused(Why.ALREADY_DONE)
    db.session.add(OpeningSignature(estate_id=on.estate.id, record_id=found.id, account_id=account, digest=digest, at=on.at))
    on.record("opening.signed", subject(tender_id), {"record": digest})


def closed(on: Context, tender_id: int) -> Tender:
    """The tender, closed and waiting to be opened. Refuses one that is open still, and a clock that went back."""
    tender = deadlines.settle(on, tender_id)
    tendering.check_due(on.at, tender.deadline)
    tendering.check_clock(on.at, read.last_fact(on.estate.id, tender))
    TENDER.after(TenderState(tender.state), TenderAct.OPEN)
    return tender


def officer_of(on: Context, tender: Tender) -> OpeningOfficer:
    """The place this person holds on this tender, and still may hold."""
    account = person(on)
    place = next((each for each in read.officers(on.estate.id, tender.id) if each.account_id == account), None)
    if place is None or place.duty == SERVER or account == tender.author_id or not FITS[Duty(place.duty)](Person(account, on.actor.roles)):
        raise Refused(Why.NOT_AN_OFFICER)
    return place


def subject(tender_id: int) -> str:
    """How log lines name a tender."""
    return f"tender/{tender_id}"


def _keep(on: Context, bid: Bid, officer: OpeningOfficer, given: Given) -> None:
    row = OpeningShare(
        estate_id=on.estate.id, bid_id=bid.id, officer_id=officer.id, account_id=person(on), share=text_of(given.share.value), at=on.at
    )
    db.session.add(row)
    db.session.flush()

"""Three people from three camps who open the bids: named before publication, each with a key of their own that was tried on a test envelope,
and once more a day or two before the deadline."""

from collections.abc import Mapping

from huasheng_vote import sealing
from huasheng_vote.assemblies.actions.telling import moment
from huasheng_vote.extensions import db
from huasheng_vote.files import Kind, store
from huasheng_vote.journal.log import Context
from huasheng_vote.notices import outbox
from huasheng_vote.people.actions.accounts import person
from huasheng_vote.procurement.actions.staffing import check_unpublished
from huasheng_vote.procurement.models import OpeningOfficer, Tender
from huasheng_vote.procurement.queries import rehearsals, staffing
from huasheng_vote.procurement.queries import tenders as read
from huasheng_vote.rules import tendering
from huasheng_vote.rules.access import SYSTEM
from huasheng_vote.rules.flows.tenders import TenderState
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.rules.staffing import OFFICERS, Duty, check_officers
from huasheng_vote.web import media

TRIAL = sealing.Offer((("test", "0"),))
"""What a test envelope holds."""


def name_officers(on: Context, tender_id: int, named: Mapping[Duty, int]) -> None:
    """Name the three by account. Who stays keeps the key; whoever is new makes one, and then all three try again. Refuses people who are not of
    three camps, the drafter, and whoever sits on the panel."""
    tender = _with_officers(on, tender_id)
    check_unpublished(tender)
    check_officers({duty: staffing.person(on.estate.id, named[duty], on.at) for duty in named}, drafter=tender.author_id)
    if set(named.values()) & {each.account_id for each in staffing.sitting(staffing.seats(on.estate.id, tender_id))}:
        raise Refused(Why.OPENS_AND_JUDGES)
    before = staffing.officers(on.estate.id, tender_id).rows
    staying = {each.duty for each in before if named[Duty(each.duty)] == each.account_id}
    coming = [duty for duty in OFFICERS if duty not in staying]
    if not coming:
        raise Refused(Why.NOTHING_CHANGED)
    for each in before:
        if each.duty not in staying:
            db.session.delete(each)
    db.session.flush()
    for duty in coming:
        _name(on, tender, duty, named[duty])
    _try_again(on, tender)
    on.record("tender.officers_named", f"tender/{tender_id}", {duty.value: person(on, named[duty]) for duty in OFFICERS})


def make_key(on: Context, tender_id: int, public: str) -> None:
    """An officer's public point, made on the officer's own device. Another one takes its place until publication, and then all try again."""
    tender = _with_officers(on, tender_id)
    check_unpublished(tender)
    mine = staffing.officer_of(on.estate.id, tender_id, on.actor.account)
    officer = sealing.Officer.read(public.strip())
    if mine.fingerprint == officer.fingerprint:
        raise Refused(Why.ALREADY_DONE)
    if any(each.fingerprint == officer.fingerprint for each in staffing.officers(on.estate.id, tender_id).rows):
        raise Refused(Why.KEY_OF_ANOTHER)
    mine.public, mine.fingerprint, mine.key_at, mine.tested_at = officer.text, officer.fingerprint, on.at, None
    _try_again(on, tender)
    on.record("tender.key_made", f"tender/{tender_id}", {"duty": mine.duty, "fingerprint": mine.fingerprint})


def open_test(on: Context, tender_id: int, shares: str) -> None:
    """An officer's share of the test envelope, as the officer's device took it out. Refuses any other share."""
    tender = _with_officers(on, tender_id)
    check_unpublished(tender)
    mine = staffing.officer_of(on.estate.id, tender_id, on.actor.account)
    _check_share(mine, tender.test_stored, shares)
    if mine.tested_at is not None:
        raise Refused(Why.ALREADY_DONE)
    mine.tested_at = on.at
    on.record("tender.key_tested", f"tender/{tender_id}", {"duty": mine.duty})


def begin_rehearsal(on: Context, tender_id: int) -> None:
    """Seal the envelope of the rehearsal and call the officers; by one of them or by the clock. Refuses other hours, and a second one."""
    tender = _in_rehearsal(on, tender_id)
    if on.actor != SYSTEM:
        staffing.officer_of(on.estate.id, tender_id, on.actor.account)
    if rehearsals.begun(tender):
        raise Refused(Why.ALREADY_DONE)
    tender.rehearsal_stored = _trial(on, tender)
    until = tender.deadline - tendering.REHEARSAL[1]
    for each in staffing.officers(on.estate.id, tender_id).rows:
        each.rehearsed_at = None
        facts: dict[str, str | int] = {"title": tender.title, "until": moment(until)}
        outbox.enqueue(on, each.account_id, None, "tender.rehearsal", facts)
    on.record("tender.rehearsal_begun", f"tender/{tender_id}", {})


def rehearse(on: Context, tender_id: int, shares: str) -> None:
    """An officer's share of the rehearsal's envelope."""
    tender = _in_rehearsal(on, tender_id)
    mine = staffing.officer_of(on.estate.id, tender_id, on.actor.account)
    if not rehearsals.begun(tender):
        raise Refused(Why.NO_TEST_ENVELOPE)
    _check_share(mine, tender.rehearsal_stored, shares)
    if mine.rehearsed_at is not None:
        raise Refused(Why.ALREADY_DONE)
    mine.rehearsed_at = on.at
    on.record("tender.rehearsed", f"tender/{tender_id}", {"duty": mine.duty})


def _with_officers(on: Context, tender_id: int) -> Tender:
    tender = read.tender(on.estate.id, tender_id)
    if not staffing.keyed(tender):
        raise Refused(Why.SERVER_HOLDS_KEYS)
    return tender


def _in_rehearsal(on: Context, tender_id: int) -> Tender:
    tender = _with_officers(on, tender_id)
    if tender.state != TenderState.PUBLISHED:
        raise Refused(Why.NOT_POSSIBLE_NOW)
    tendering.check_rehearsal(on.at, tender.deadline)
    return tender


def _name(on: Context, tender: Tender, duty: Duty, account: int) -> None:
    place = {"ordinal": OFFICERS.index(duty) + 1, "duty": duty, "account_id": account}
    db.session.add(OpeningOfficer(estate_id=on.estate.id, tender_id=tender.id, named_by=on.actor.account, named_at=on.at, **place))
    db.session.flush()
    outbox.enqueue(on, account, None, "tender.officer", {"title": tender.title})


def _try_again(on: Context, tender: Tender) -> None:
    """Nobody has opened anything yet with the keys as they are; as soon as all are there, there is an envelope to open."""
    db.session.flush()
    keys, rows = staffing.officers(on.estate.id, tender.id)
    for each in rows:
        each.tested_at = None
    tender.test_stored = _trial(on, tender) if len(keys) == len(OFFICERS) else ""


def _trial(on: Context, tender: Tender) -> str:
    sealed = sealing.seal(staffing.subject(on.estate.slug, tender, "test"), TRIAL)
    return media.keep(sealed.envelope.data, Kind.ENVELOPE)


def _check_share(officer: OpeningOfficer, stored: str, shares: str) -> None:
    """Refuses anything but this officer's share of this envelope."""
    data = store().open(stored)
    if data is None:
        raise Refused(Why.NO_TEST_ENVELOPE)
    header, given = sealing.Envelope.read(data).header, sealing.read_shares(shares)
    if len(given) != 1:
        raise Refused(Why.NOT_A_SHARE)
    share, number = sealing.check_share(header, given[0]).share, header.number_of(officer.fingerprint)
    if share.number != number:
        raise Refused(Why.WRONG_SHARE, envelope=header.envelope, number=number)

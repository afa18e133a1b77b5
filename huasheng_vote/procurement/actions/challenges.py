"""Challenges (质疑、异议): a bidder's or owners', answered in writing by somebody who neither judged nor challenges, taken further within ten days."""

from enum import StrEnum

from huasheng_vote.assemblies.actions.telling import tell_everybody, tell_supervisors
from huasheng_vote.assemblies.queries.calendar import holidays
from huasheng_vote.extensions import db
from huasheng_vote.journal.log import Context
from huasheng_vote.notices.outbox import enqueue
from huasheng_vote.procurement.actions.awarding import fall_by_challenge
from huasheng_vote.procurement.models import About, Award, Challenge, ChallengeSupport, Tender
from huasheng_vote.procurement.queries import awards, tenders
from huasheng_vote.procurement.queries import challenges as read
from huasheng_vote.procurement.queries.contracts import of_award
from huasheng_vote.proposals.actions.once import digest, earlier, person
from huasheng_vote.rules.access import OWNERS
from huasheng_vote.rules.awards import answer_due, check_answerer, check_challenge, check_closing, check_escalation
from huasheng_vote.rules.calendar import local_day
from huasheng_vote.rules.flows.awards import CHALLENGE, AwardState, ChallengeAct, ChallengeState, ContractState
from huasheng_vote.rules.refusal import Refused, Why


class Office(StrEnum):
    """Where an answer may be taken."""

    RESIDENTS_COMMITTEE = "residents_committee"
    SUBDISTRICT = "subdistrict"


def challenge(on: Context, key: str, tender_id: int, about: About, title: str, text: str) -> int:
    """Challenge the tender, its evaluation or the award published. A bidder's stops the clock at once, owners' once enough have signed.
    Refuses after the time, and whoever is neither. The same form sent twice makes one. Returns the challenge."""
    before = earlier(on, Challenge, key, tender_id=tender_id, title=title, text=text)
    if before is not None:
        return before.id
    tender = tenders.tender(on.estate.id, tender_id)
    award = _in_time(on, tender, about)
    company = read.company(tender, on.actor.account)
    if company is None and not on.actor.is_any(*OWNERS):
        raise Refused(Why.NOT_YOURS_TO_CHALLENGE)
    made = Challenge(
        estate_id=on.estate.id, tender_id=tender.id, award_id=award.id if award is not None and about is About.AWARD else None,
        ordinal=read.next_number(tender), key=key, author_id=on.actor.account, supplier_id=company.id if company else None, about=about,
        title=title, text=text, submitted_at=on.at, due=answer_due(local_day(on.at), holidays(on.estate.id, on.at)),
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    if company is None:
        db.session.add(ChallengeSupport(estate_id=on.estate.id, challenge_id=made.id, account_id=on.actor.account, at=on.at))
    said = {"title": title, "text": text}
    facts = {"tender": tender.id, "number": made.ordinal, "about": about.value, "by": "bidder" if company else "owners"}
    on.record("challenge.submitted", _subject(made), facts | {"due": made.due.isoformat(), "digest": digest(said)}, private=said)
    tell_everybody(on, "challenge.submitted", {"title": tender.title, "until": made.due.isoformat()})
    return int(made.id)


def support(on: Context, challenge_id: int) -> None:
    """An owner signs it too. Refuses a second time, a bidder's, one that is decided, and after the time."""
    found = read.challenge(on.estate.id, challenge_id)
    if not on.actor.is_any(*OWNERS):
        raise Refused(Why.NOT_ALLOWED)
    if found.supplier_id is not None or found.state not in (ChallengeState.SUBMITTED, ChallengeState.ADMISSIBLE):
        raise Refused(Why.NOT_POSSIBLE_NOW)
    _in_time(on, tenders.tender(on.estate.id, found.tender_id), About(found.about))
    if on.actor.account in read.supporters(found):
        raise Refused(Why.ALREADY_DONE)
    db.session.add(ChallengeSupport(estate_id=on.estate.id, challenge_id=found.id, account_id=on.actor.account, at=on.at))
    on.record("challenge.supported", _subject(found), {})


def admit(on: Context, challenge_id: int) -> None:
    """Take it up: it will be answered in the matter."""
    found = _to_answer(on, challenge_id, ChallengeAct.ADMIT)
    found.state, found.admitted_at = ChallengeState.ADMISSIBLE, on.at
    on.record("challenge.admitted", _subject(found), {})


def turn_down(on: Context, challenge_id: int, reason: str) -> None:
    """Not admissible, and why; that is the answer."""
    _answered(on, _to_answer(on, challenge_id, ChallengeAct.REFUSE), ChallengeAct.REFUSE, reason)


def answer(on: Context, challenge_id: int, upheld: bool, text: str) -> None:
    """Uphold or dismiss, in writing. Upheld, the award it is about falls, unless both have signed the contract."""
    act = ChallengeAct.UPHOLD if upheld else ChallengeAct.DISMISS
    found = _to_answer(on, challenge_id, act)
    found.upheld = upheld
    _answered(on, found, act, text)


def escalate(on: Context, challenge_id: int, office: Office) -> None:
    """Take the answer to the residents' committee or the subdistrict, within ten days; whoever made it. The clock stops again."""
    found = _mine(on, challenge_id, ChallengeAct.ESCALATE)
    off = holidays(on.estate.id, on.at)
    check_escalation(local_day(found.answered_at or on.at), local_day(on.at), off)
    found.state, found.escalated_at, found.escalated_to = ChallengeState.ESCALATED, on.at, office
    found.due = answer_due(local_day(on.at), off)
    on.record("challenge.escalated", _subject(found), {"to": office.value, "due": found.due.isoformat()})
    title = tenders.tender(on.estate.id, found.tender_id).title
    tell_supervisors(on, "challenge.escalated", {"title": title, "until": found.due.isoformat()})


def rule(on: Context, challenge_id: int, upheld: bool, text: str) -> None:
    """Enter what the office found: upheld, the award falls; else the matter is closed. Refuses a challenger's own hand."""
    found = read.challenge(on.estate.id, challenge_id)
    state = CHALLENGE.after(ChallengeState(found.state), ChallengeAct.UPHOLD if upheld else ChallengeAct.CLOSE)
    check_answerer(person(on), read.panel(found), read.supporters(found) | {found.author_id})
    found.state, found.upheld, found.ruling, found.ruled_at = state, upheld, text, on.at
    if not upheld:
        found.closed_at = on.at
    fell = _fell(on, found, text)
    facts = {"outcome": "upheld" if upheld else "dismissed", "digest": digest({"ruling": text}), "awards_fallen": fell}
    on.record("challenge.ruled", _subject(found), facts, private={"ruling": text})
    _tell_answered(on, found)


def withdraw(on: Context, challenge_id: int) -> None:
    """Take it back; whoever made it, as long as no other owner has signed it."""
    found = _mine(on, challenge_id, ChallengeAct.WITHDRAW)
    if read.supporters(found) - {found.author_id}:
        raise Refused(Why.OTHERS_SIGNED)
    found.state, found.closed_at = ChallengeState.WITHDRAWN, on.at
    on.record("challenge.withdrawn", _subject(found), {})


def close(on: Context, challenge_id: int) -> None:
    """The matter is over: the time to take it further has passed, or what was upheld has been carried out. Done by the clock, or by a member."""
    found = read.challenge(on.estate.id, challenge_id)
    before = ChallengeState(found.state)
    state = CHALLENGE.after(before, ChallengeAct.CLOSE)
    until = read.escalates_until(found, on.at)
    if before is ChallengeState.ESCALATED:  # only a ruling closes it
        raise Refused(Why.NOT_POSSIBLE_NOW)
    if before in read.ANSWERED_NO and until is not None and local_day(on.at) <= until:
        raise Refused(Why.TAKEN_FURTHER_STILL, until=until.isoformat())
    check_closing(before, _award_state(found))
    found.state, found.closed_at = state, on.at
    on.record("challenge.closed", _subject(found), {})


def _in_time(on: Context, tender: Tender, about: About) -> Award | None:
    """The award at stake, if any. Refuses where there is nothing to challenge, and after the time."""
    award = awards.standing(tender)
    since = read.counted_from(tender, about, award)
    if since is None:
        raise Refused(Why.NOT_POSSIBLE_NOW)
    check_challenge(tenders.terms(tender), since, local_day(on.at), holidays(on.estate.id, on.at))
    return award


def _to_answer(on: Context, challenge_id: int, act: ChallengeAct) -> Challenge:
    """One that waits for this step, by somebody who neither judged nor challenges."""
    found = read.challenge(on.estate.id, challenge_id)
    check_answerer(person(on), read.panel(found), read.supporters(found) | {found.author_id})
    CHALLENGE.after(ChallengeState(found.state), act)
    if found.state == ChallengeState.ESCALATED:  # that is for the office it was taken to
        raise Refused(Why.NOT_POSSIBLE_NOW)
    return found


def _mine(on: Context, challenge_id: int, act: ChallengeAct) -> Challenge:
    found = read.challenge(on.estate.id, challenge_id)
    if found.author_id != on.actor.account:
        raise Refused(Why.NOT_ALLOWED)
    CHALLENGE.after(ChallengeState(found.state), act)
    return found


def _answered(on: Context, found: Challenge, act: ChallengeAct, text: str) -> None:
    found.state = CHALLENGE.after(ChallengeState(found.state), act)
    found.answer, found.answered_by, found.answered_at = text, person(on), on.at
    fell = _fell(on, found, text)
    facts = {"outcome": found.state.value, "digest": digest({"answer": text}), "awards_fallen": fell}
    on.record("challenge.answered", _subject(found), facts, private={"answer": text})
    _tell_answered(on, found)


def _fell(on: Context, found: Challenge, reason: str) -> list[int]:
    """The award that falls with an upheld challenge."""
    award = awards.standing(tenders.tender(on.estate.id, found.tender_id)) if found.upheld else None
    if award is None or (found.award_id is not None and found.award_id != award.id) or not fall_by_challenge(on, award, reason):
        return []
    return [award.id]


def _award_state(found: Challenge) -> AwardState | None:
    """Where the award it brings down is: its own, or whatever stands in the tender; none once the contract from it was terminated."""
    standing = awards.standing(tenders.tender(found.estate_id, found.tender_id))
    award = awards.award(found.estate_id, found.award_id) if found.award_id is not None else standing
    drawn = of_award(award) if award is not None else None
    ended = drawn is not None and drawn.state == ContractState.TERMINATED
    return None if award is None or ended else AwardState(award.state)


def _tell_answered(on: Context, found: Challenge) -> None:
    title = tenders.tender(on.estate.id, found.tender_id).title
    enqueue(on, found.author_id, None, "challenge.answered_you", {"title": title})
    tell_everybody(on, "challenge.answered", {"title": title})


def _subject(found: Challenge) -> str:
    return f"challenge/{found.id}"

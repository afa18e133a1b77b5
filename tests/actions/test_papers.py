"""A paper ballot through its hands: issued, lost, brought in, typed in twice, looked at a third time, counted or not."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from huasheng_vote.assemblies.actions.paper_issue import issue_papers, reissue_paper
from huasheng_vote.assemblies.actions.paper_look import Decision, asked_for, propose_look, sign_look
from huasheng_vote.assemblies.actions.paper_receive import Way
from huasheng_vote.assemblies.models.ballots import Ballot, BallotChoice
from huasheng_vote.assemblies.models.papers import BallotPaper, PaperEntry
from huasheng_vote.assemblies.queries import recount
from huasheng_vote.assemblies.queries.frozen import frozen
from huasheng_vote.assemblies.queries.standing import standing
from huasheng_vote.extensions import db
from huasheng_vote.journal.models import JournalLeaf, JournalPrivate
from huasheng_vote.notices.models import Notice
from huasheng_vote.register.models import Building, Unit
from huasheng_vote.rules.ballot import Change, Duplicates
from huasheng_vote.rules.papers import Fault, Signature
from huasheng_vote.rules.refusal import Why
from tests.actions.test_closing import cast, refused
from tests.papers import CLERKS, clerks, do, enter, entry, issue, paper, receive, vote_on_paper
from tests.voting import CLOSES, OPENS, noticed


@pytest.fixture
def meeting(estate):
    made = noticed(clerks(estate))
    issue(made)
    return made


def unit(building, number):
    of = Building.id == Unit.building_id
    return db.session.scalar(select(Unit.id).join(Building, of).where(Building.name == building, Unit.number == number))


def ballots(meeting, name):
    head = next(head for names, head in meeting.heads.items() if name in names)
    return list(db.session.scalars(select(Ballot).filter_by(head_id=head).order_by(Ballot.id)))


def leaves(type):
    return [bytes(body).decode() for body in db.session.scalars(select(JournalLeaf.body).filter_by(type=type).order_by(JournalLeaf.index))]


def counts_agree(meeting):
    known = frozen(meeting.estate.ref.id, meeting.id)
    return recount.by_rows(known) == recount.by_log(known, recount.replayed(known))


def propose(meeting, name, decision, who="周主任"):
    do(meeting, who, propose_look, paper(meeting, name).id, decision)


def sign(meeting, name, who="郑社区"):
    found = paper(meeting, name)
    request = asked_for(meeting.estate.ref.id, found)
    return do(meeting, who, sign_look, found.id, request.digest)


def test_every_head_gets_one_paper_and_none_a_second(meeting):
    papers = list(db.session.scalars(select(BallotPaper)))
    counted = frozen(meeting.estate.ref.id, meeting.id).heads.values()
    assert {each.head_id for each in papers} == {head.id for head in counted if head.doors}
    assert len({each.serial for each in papers}) == len(papers) == 12
    refused(Why.ALREADY_DONE, do, meeting, "周主任", issue_papers, "1")


def test_the_log_says_how_many_were_issued_and_never_to_whom(meeting):
    secret = [bytes(body).decode() for body in db.session.scalars(select(JournalPrivate.body))]
    for each in db.session.scalars(select(BallotPaper)):
        assert not any(each.serial in leaf for leaf in leaves("paper.issued"))
        assert any(each.serial in body for body in secret)
    assert '"papers":6' in leaves("paper.issued")[0]


def test_a_lost_paper_is_replaced_and_its_serial_is_worth_nothing(meeting):
    lost = paper(meeting, "陈二")
    serial = do(meeting, "周主任", reissue_paper, unit("1", "201"), "邻居说丢了")
    found = paper(meeting, "陈二")
    assert (found.serial, found.state) == (serial, "out")
    db.session.expire_all()
    assert (lost.state, lost.withdrawn_reason) == ("withdrawn", "邻居说丢了")
    from huasheng_vote.assemblies.actions.paper_receive import Arrived, receive_paper

    refused(Why.PAPER_WITHDRAWN, do, meeting, "周主任", receive_paper, Arrived(lost.serial, Way.BOX))
    assert "邻居说丢了" not in leaves("paper.withdrawn")[0]


def test_no_second_paper_where_a_ballot_cannot_be_changed(meeting):
    receive(meeting, "陈二")
    assert refused(Why.PAPER_RECEIVED, do, meeting, "周主任", reissue_paper, unit("1", "201"), "想改")["field"] == "unit"


def test_two_equal_entries_count_like_a_ballot_cast_online(meeting):
    vote_on_paper(meeting, "陈二", "agree", "oppose")
    [ballot] = ballots(meeting, "陈二")
    assert (ballot.channel, ballot.counts, ballot.aside, ballot.account_id, ballot.number) == ("paper", True, False, None, 1)
    chosen = dict(db.session.execute(select(BallotChoice.motion_id, BallotChoice.choice).filter_by(ballot_id=ballot.id)).all())
    assert chosen == dict(zip(meeting.motions, ("agree", "oppose"), strict=True))
    assert paper(meeting, "陈二").state == "counted"
    assert '"channel":"paper"' in leaves("ballot.cast")[0]
    assert "agree" not in leaves("ballot.cast")[0] + leaves("paper.entered")[0]
    assert counts_agree(meeting)


def test_no_line_of_the_log_ties_a_paper_to_a_household(meeting):
    receive(meeting, "陈二", "李邻长", Way.COLLECTED)
    for clerk in CLERKS:
        enter(meeting, "陈二", entry(meeting, "agree", "oppose"), clerk)
    found, estate = paper(meeting, "陈二"), meeting.estate
    pseudonym = frozen(estate.ref.id, meeting.id).heads[found.head_id].pseudonym
    hands = leaves("paper.received") + leaves("paper.entered")
    assert not any(secret in leaf for leaf in hands for secret in (found.serial, pseudonym, f'"paper/{found.id}"'))
    assert all('"at":"2026-11-24T02:00:00.000Z"' in leaf for leaf in hands)
    visits = leaves("paper.received")[0]
    from huasheng_vote.keys import keyring

    assert keyring().pseudonym(estate.ref.slug, estate.staff["李邻长"]) not in visits


def test_a_late_paper_is_written_down_and_never_counted(meeting, estate):
    estate.site.at = CLOSES
    assert receive(meeting, "陈二") is False
    assert paper(meeting, "陈二").state == "late"
    refused(Why.PAPER_LATE, enter, meeting, "陈二", entry(meeting, "agree", "agree"))
    assert ballots(meeting, "陈二") == []


def test_what_was_in_the_box_before_closing_is_in_time_though_it_is_opened_later(meeting, estate):
    estate.site.at = CLOSES + timedelta(hours=1)
    assert receive(meeting, "陈二", at=CLOSES - timedelta(milliseconds=1)) is True
    for clerk in CLERKS:
        enter(meeting, "陈二", entry(meeting, "agree", "agree"), clerk)
    [ballot] = ballots(meeting, "陈二")
    assert (ballot.counts, ballot.received_at) == (True, CLOSES - timedelta(milliseconds=1))


def test_nothing_is_received_before_the_vote_opens_nor_from_the_future(meeting, estate):
    refused(Why.VOTING_NOT_OPEN, receive, meeting, "陈二", "周主任", Way.BOX, OPENS - timedelta(seconds=1))
    assert (
        refused(Why.BAD_VALUE, receive, meeting, "陈二", "周主任", Way.BOX, estate.site.at + timedelta(seconds=1))["field"] == "received_at"
    )


def test_a_neighbour_head_brings_papers_of_their_own_building_alone_and_dates_none_back(meeting, estate):
    assert receive(meeting, "陈二", "李邻长", Way.COLLECTED) is True
    assert paper(meeting, "陈二").brought_by == estate.staff["李邻长"]
    refused(Why.NOT_YOUR_BUILDING, receive, meeting, "赵一", "李邻长", Way.COLLECTED)
    refused(Why.NOT_ALLOWED, receive, meeting, "陈三", "李邻长", Way.COLLECTED, estate.site.at)
    refused(Why.NOT_ALLOWED, receive, meeting, "陈三", "李邻长", Way.BOX)


def test_a_paper_comes_in_once_and_is_read_only_after_that(meeting):
    refused(Why.PAPER_NOT_RECEIVED, enter, meeting, "陈二", entry(meeting, "agree", "agree"))
    receive(meeting, "陈二")
    refused(Why.PAPER_RECEIVED, receive, meeting, "陈二")


def test_the_second_entry_is_another_clerks(meeting):
    receive(meeting, "陈二")
    enter(meeting, "陈二", entry(meeting, "agree", "agree"))
    refused(Why.ENTERED_BY_YOU, enter, meeting, "陈二", entry(meeting, "agree", "agree"))
    enter(meeting, "陈二", entry(meeting, "agree", "agree"), "录入乙")
    db.session.rollback()
    assert db.session.query(PaperEntry).count() == 2


def test_whoever_took_a_paper_in_does_not_read_it(meeting, estate):
    from tests.papers import Role, RoleGrant, writing

    with estate.site.unguarded(), writing(0):
        since = estate.site.at - timedelta(days=1)
        db.session.add(RoleGrant(estate_id=estate.ref.id, account_id=estate.staff["吴委员"], role=Role.CLERK, since=since))
    receive(meeting, "陈二", "吴委员")
    refused(Why.COLLECTOR_ENTERS, enter, meeting, "陈二", entry(meeting, "agree", "agree"), "吴委员")


def test_an_answer_left_out_or_too_many_is_refused_at_its_field(meeting):
    receive(meeting, "陈二")
    facts = refused(Why.UNANSWERED, enter, meeting, "陈二", entry(meeting, "agree", None))
    assert facts["field"] == f"m{meeting.motions[1]}"


@pytest.mark.parametrize(
    "second",
    [
        ("agree", "agree", Signature.OWNER, ()),
        ("agree", "oppose", Signature.NONE, ()),
        ("agree", "void", Signature.OWNER, ((1, Fault.BLANK),)),
    ],
)
def test_different_entries_count_only_after_two_others_have_looked(meeting, second):
    receive(meeting, "陈二")
    enter(meeting, "陈二", entry(meeting, "agree", "oppose"))
    enter(meeting, "陈二", entry(meeting, *second[:2], signature=second[2], faults=second[3]), "录入乙")
    assert (paper(meeting, "陈二").state, ballots(meeting, "陈二")) == ("look", [])
    propose(meeting, "陈二", Decision(entry(meeting, "agree", "oppose"), "原件第二题勾的是反对"))
    refused(Why.OWN_REQUEST, sign, meeting, "陈二", "周主任")
    assert sign(meeting, "陈二", "吴委员") is False, "two conveners are not enough"
    assert sign(meeting, "陈二") is True
    [ballot] = ballots(meeting, "陈二")
    assert ballot.counts
    assert paper(meeting, "陈二").reason == "原件第二题勾的是反对"
    assert counts_agree(meeting)


def test_an_unsigned_paper_is_void_by_two_and_takes_no_part(meeting):
    receive(meeting, "陈二")
    for clerk in CLERKS:
        enter(meeting, "陈二", entry(meeting, "agree", "oppose", signature=Signature.NONE), clerk)
    propose(meeting, "陈二", Decision(None, "没有签名，电话问过不是本人填的"), "郑社区")
    assert sign(meeting, "陈二", "周主任") is True
    assert (paper(meeting, "陈二").state, ballots(meeting, "陈二")) == ("void", [])
    assert db.session.query(Notice).filter_by(code="ballot.voided").count() == 1
    assert "没有签名" not in leaves("paper.voided")[0]


def test_a_void_answer_counts_as_void_once_two_have_signed(meeting):
    receive(meeting, "陈二")
    blank = entry(meeting, "agree", "void", faults=[(1, Fault.BLANK)])
    for clerk in CLERKS:
        enter(meeting, "陈二", blank, clerk)
    propose(meeting, "陈二", Decision(blank, "第二题没有勾"))
    sign(meeting, "陈二")
    known = frozen(meeting.estate.ref.id, meeting.id)
    assert recount.by_rows(known)[meeting.motions[1], "void"].heads == 1


def test_the_digest_in_the_log_does_not_give_the_answers_away(meeting):
    """The same paper proposed twice has two digests: whoever tries the few possible answers finds nothing."""
    digests = []
    for name in ("陈二", "陈三"):
        receive(meeting, name)
        enter(meeting, name, entry(meeting, "agree", "oppose"))
        enter(meeting, name, entry(meeting, "agree", "agree"), "录入乙")
        propose(meeting, name, Decision(entry(meeting, "agree", "oppose"), "看过"))
        digests.append(asked_for(meeting.estate.ref.id, paper(meeting, name)).payload)
    assert '"salt"' not in digests[0]
    assert digests[0].split('"sheet":"')[1][:64] != digests[1].split('"sheet":"')[1][:64]


def test_first_valid_keeps_the_online_ballot_and_shows_the_paper_beside_it(meeting, estate):
    cast(meeting, "陈二", "agree", "agree")
    estate.site.later(minutes=5)
    vote_on_paper(meeting, "陈二", "oppose", "oppose")
    online, late = ballots(meeting, "陈二")
    assert (online.counts, late.counts, late.aside, late.number) == (True, False, True, 1)
    assert paper(meeting, "陈二").state == "aside"
    assert '"beside":' in leaves("ballot.aside")[0]
    assert db.session.query(Notice).filter_by(code="ballot.aside").count() == 1
    assert counts_agree(meeting)
    assert standing(frozen(estate.ref.id, meeting.id), closed=False).taking_part == 1


def test_first_valid_is_by_when_a_paper_was_received_not_by_when_it_was_typed_in(meeting, estate):
    receive(meeting, "陈二")
    estate.site.later(minutes=5)
    cast(meeting, "陈二", "agree", "agree")
    for clerk in CLERKS:
        enter(meeting, "陈二", entry(meeting, "oppose", "oppose"), clerk)
    online, on_paper = ballots(meeting, "陈二")
    assert (online.counts, on_paper.counts) == (False, True)
    assert '"supersedes":' in leaves("ballot.cast")[1]
    assert counts_agree(meeting)


@pytest.mark.parametrize(("policy", "prevails"), [("online_prevails", "online"), ("paper_prevails", "paper"), ("last_valid", "paper")])
def test_the_frozen_policy_says_which_channel_counts(estate, policy, prevails):
    meeting = noticed(clerks(estate), duplicates=Duplicates(policy))
    issue(meeting)
    cast(meeting, "陈二", "agree", "agree")
    estate.site.later(minutes=5)
    vote_on_paper(meeting, "陈二", "oppose", "oppose")
    assert [each.channel for each in ballots(meeting, "陈二") if each.counts] == [prevails]
    assert counts_agree(meeting)


def test_an_online_ballot_can_still_be_changed_beside_a_paper_that_stands_aside(estate):
    meeting = noticed(clerks(estate), change=Change.ONCE, duplicates=Duplicates.ONLINE_PREVAILS)
    issue(meeting)
    cast(meeting, "陈二", "agree", "agree")
    vote_on_paper(meeting, "陈二", "oppose", "oppose")
    from huasheng_vote.assemblies.actions.casting import Offer, cast_ballot

    first = ballots(meeting, "陈二")[0]
    known = frozen(estate.ref.id, meeting.id)
    offer = Offer(meeting.id, first.head_id, known.heads[first.head_id].pseudonym, dict.fromkeys(meeting.motions, "abstain"), 1)
    estate.site.act(estate.ref, estate.actor("陈二"), cast_ballot, offer)
    assert [(each.channel, each.counts, each.number) for each in ballots(meeting, "陈二")] == [
        ("online", False, 1), ("paper", False, 1), ("online", True, 2),
    ]  # fmt: skip


def test_a_second_paper_changes_the_first_as_often_as_the_rules_allow(estate):
    meeting = noticed(clerks(estate), change=Change.ONCE)
    issue(meeting)
    for choice in ("agree", "oppose", "abstain"):
        if choice != "agree":
            do(meeting, "周主任", reissue_paper, unit("1", "201"), "要改")
            estate.site.later(minutes=5)
        vote_on_paper(meeting, "陈二", choice, choice)
    assert [(each.counts, each.aside, each.changes) for each in ballots(meeting, "陈二")] == [
        (False, False, 0),
        (True, False, 1),
        (False, True, 0),
    ]
    assert counts_agree(meeting)

"""Proposals: versions that never change, a class nobody chooses, a way to the vote and back."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from huasheng_vote.extensions import db
from huasheng_vote.proposals.actions import proposals
from huasheng_vote.proposals.models import ProposalVersion
from huasheng_vote.proposals.queries import Paper, proposal, suggestion
from huasheng_vote.proposals.queries.proposals import difference
from huasheng_vote.rules.flows.proposals import ProposalState
from huasheng_vote.rules.lawbook import Answer, Asked, Matter, MatterClass
from huasheng_vote.rules.refusal import Refused, Why
from tests.proposals_helpers import QUESTIONS, act, draft, key, leaves, suggest, wording


def why(estate, who, fn, *args, **kwargs):
    with pytest.raises(Refused) as refused:
        act(estate, who, fn, *args, **kwargs)
    return refused.value.why


def publish(estate, made, days=10):
    act(estate, "周主任", proposals.publish, made, estate.site.at + timedelta(days=days))


def test_renewing_lamps_from_the_fund_is_an_ordinary_matter(estate):
    found = proposal(estate.ref.id, draft(estate))
    assert (found.matter, found.classes) == (Matter.USE_FUND, (MatterClass.ORDINARY,))


def test_a_playground_on_the_green_is_special_whatever_the_writer_would_like(estate):
    answers = {**QUESTIONS, Asked.CHANGE_USE: Answer.YES}
    found = proposal(estate.ref.id, draft(estate, answers=answers, otherwise=Matter.OTHER_MAJOR))
    assert (found.matter, found.classes) == (Matter.CHANGE_USE, (MatterClass.SPECIAL,))


def test_an_honest_doubt_keeps_both_classes(estate):
    found = proposal(estate.ref.id, draft(estate, answers={**QUESTIONS, Asked.REBUILD: Answer.UNSURE}))
    assert set(found.classes) == {MatterClass.ORDINARY, MatterClass.SPECIAL}


def test_an_amendment_is_a_new_version_and_the_old_one_stays_as_it_was(estate):
    made = draft(estate)
    before = proposal(estate.ref.id, made)
    assert act(estate, "吴委员", proposals.amend, made, 1, wording(cost=1, changed="便宜了")) == 2
    assert proposal(estate.ref.id, made).cost == 1
    kept = proposal(estate.ref.id, made, 1)
    assert (kept.cost, kept.digest, kept.number, kept.latest) == (before.cost, before.digest, 1, 2)


def test_every_version_stands_in_the_log_with_its_digest(estate):
    made = draft(estate)
    act(estate, "吴委员", proposals.amend, made, 1, wording(cost=1))
    digests = [facts["digest"] for facts in leaves(estate, "proposal.written")]
    assert digests == list(db.session.scalars(select(ProposalVersion.digest).order_by(ProposalVersion.number)))
    assert len(set(digests)) == 2


def test_an_amendment_of_a_version_that_is_no_longer_the_latest_is_refused(estate):
    made = draft(estate)
    act(estate, "吴委员", proposals.amend, made, 1, wording(cost=1))
    assert why(estate, "周主任", proposals.amend, made, 1, wording(cost=2)) is Why.CHANGED_MEANWHILE
    assert proposal(estate.ref.id, made).cost == 1


def test_an_amendment_that_changes_nothing_is_refused(estate):
    made = draft(estate)
    assert why(estate, "吴委员", proposals.amend, made, 1, wording(changed="没有")) is Why.NOTHING_CHANGED


def test_papers_belong_to_their_version(estate):
    paper = Paper("路灯布置图.pdf", "ab" * 16 + ".pdf", "cd" * 32, 1000)
    made = draft(estate, papers=(paper,))
    act(estate, "吴委员", proposals.amend, made, 1, wording())
    assert (proposal(estate.ref.id, made).papers, proposal(estate.ref.id, made, 1).papers) == ((), (paper,))


def test_a_draft_takes_up_the_ideas_it_answers_and_a_withdrawal_frees_them(estate):
    idea = suggest(estate)
    made = draft(estate, (idea,))
    assert suggestion(estate.ref.id, idea).state == "adopted"
    act(estate, "周主任", proposals.withdraw, made, "预算不够")
    assert (suggestion(estate.ref.id, idea).state, suggestion(estate.ref.id, idea).proposal_id) == ("published", None)


def test_an_idea_goes_into_one_proposal_only(estate):
    idea = suggest(estate)
    draft(estate, (idea,))
    assert why(estate, "吴委员", proposals.draft, key(), wording(title="另一份提案"), (idea,)) is Why.IDEA_NOT_FREE
    assert len(leaves(estate, "proposal.written")) == 1


def test_the_form_of_a_draft_sent_twice_makes_one_proposal(estate):
    one = key()
    made = act(estate, "吴委员", proposals.draft, one, wording(), ())
    assert act(estate, "吴委员", proposals.draft, one, wording(), ()) == made


def test_a_proposal_goes_to_the_vote_in_its_latest_version_and_comes_back(estate):
    made = draft(estate)
    publish(estate, made)
    act(estate, "吴委员", proposals.amend, made, 1, wording(cost=1))
    assert why(estate, "周主任", proposals.put_to_vote, made, 1) is Why.CHANGED_MEANWHILE
    assert act(estate, "周主任", proposals.put_to_vote, made, 2).cost == 1
    assert why(estate, "吴委员", proposals.amend, made, 2, wording(cost=2)) is Why.NOT_POSSIBLE_NOW
    act(estate, "周主任", proposals.bring_back, made)
    assert act(estate, "吴委员", proposals.amend, made, 2, wording(cost=2)) == 3


def test_a_draft_cannot_be_put_to_the_vote(estate):
    assert why(estate, "周主任", proposals.put_to_vote, draft(estate), 1) is Why.NOT_POSSIBLE_NOW


def test_a_proposal_that_passed_is_fixed(estate):
    made = draft(estate)
    publish(estate, made)
    act(estate, "周主任", proposals.put_to_vote, made, 1)
    act(estate, "周主任", proposals.pass_into_force, made)
    assert proposal(estate.ref.id, made).state is ProposalState.ADOPTED
    assert why(estate, "周主任", proposals.withdraw, made, "反悔了") is Why.NOT_POSSIBLE_NOW


def test_a_consultation_that_ends_at_once_is_refused(estate):
    assert why(estate, "周主任", proposals.publish, draft(estate), estate.site.at) is Why.ENDS_BEFORE_START


def test_a_joint_meeting_is_minuted_after_it_took_place(estate):
    made, at = draft(estate), estate.site.at
    said = ("社区活动室", "业委会 5 人", "同意整体更换。")
    assert act(estate, "吴委员", proposals.hold_meeting, key(), made, at, *said)
    assert why(estate, "吴委员", proposals.hold_meeting, key(), made, at + timedelta(minutes=1), *said) is Why.BAD_VALUE


def test_a_comparison_names_kept_added_and_removed_lines():
    lines = [(line.kind, line.text) for line in difference("甲\n乙", "甲\n丙")]
    assert lines == [("kept", "甲"), ("removed", "乙"), ("added", "丙")]

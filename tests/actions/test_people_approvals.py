"""Four eyes: exactly what was signed, by distinct people, once."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from huasheng_vote.extensions import db
from huasheng_vote.journal.models import JournalLeaf
from huasheng_vote.people.actions import approvals
from huasheng_vote.people.models import Approval
from huasheng_vote.rules.access import Role
from huasheng_vote.rules.flows.approvals import ApprovalState, Stance
from huasheng_vote.rules.refusal import Refused, Why

PAY = {"to": "灯具公司", "amount": 300000}
MS = timedelta(milliseconds=1)


@pytest.fixture
def ask(estate):
    """Acts on approvals, by name of the person."""
    return Asking(estate)


class Asking:
    def __init__(self, estate):
        self.estate = estate

    def do(self, name, fn, *args, **kwargs):
        return self.estate.site.act(self.estate.ref, self.estate.actor(name), fn, *args, **kwargs)

    def propose(self, name="周主任", payload=PAY, **kwargs):
        return self.do(name, approvals.propose, "payment", "payment/1", payload, **kwargs)

    def sign(self, name, request, payload=PAY, stance=Stance.APPROVE, reason=""):
        self.do(name, approvals.answer, request, approvals.digest_of("payment", "payment/1", payload), stance, reason)

    def consume(self, name="周主任", payload=PAY):
        return self.do(name, approvals.consume, "payment", "payment/1", payload)


def refusal(act, *args, **kwargs):
    with pytest.raises(Refused) as refused:
        act(*args, **kwargs)
    return refused.value.why


def state(request):
    return db.session.get(Approval, request).state


def test_two_people_open_the_act_once(ask):
    request = ask.propose()
    ask.sign("吴委员", request)
    assert ask.consume() == request
    assert state(request) == ApprovalState.USED
    assert refusal(ask.consume) is Why.NEEDS_APPROVAL


def test_one_person_is_not_enough(ask):
    request = ask.propose()
    assert refusal(ask.consume) is Why.NEEDS_APPROVAL
    assert refusal(ask.sign, "周主任", request) is Why.OWN_REQUEST
    assert refusal(ask.consume) is Why.NEEDS_APPROVAL


def test_nobody_signs_twice(ask):
    request = ask.propose(needed=3)
    ask.sign("吴委员", request)
    assert refusal(ask.sign, "吴委员", request) is Why.ALREADY_DONE
    assert state(request) == ApprovalState.ASKED
    ask.sign("郑社区", request)
    assert state(request) == ApprovalState.GRANTED


def test_who_may_not_sign_does_not_count_as_asker_either(ask):
    request = ask.propose("李邻长")
    ask.sign("周主任", request)
    assert state(request) == ApprovalState.ASKED
    ask.sign("吴委员", request)
    assert state(request) == ApprovalState.GRANTED


def test_an_owner_cannot_sign(ask):
    assert refusal(ask.sign, "陈一", ask.propose()) is Why.NOT_ALLOWED


def test_something_else_than_was_signed_is_refused(ask):
    ask.sign("吴委员", ask.propose())
    assert refusal(ask.consume, payload={**PAY, "amount": 300001}) is Why.NEEDS_APPROVAL
    ask.consume()


def test_an_edit_resets_what_was_signed(ask):
    request = ask.propose()
    ask.sign("吴委员", request)
    changed = {**PAY, "amount": 310000}
    ask.do("周主任", approvals.amend, request, changed)
    assert state(request) == ApprovalState.ASKED
    assert refusal(ask.consume, payload=changed) is Why.NEEDS_APPROVAL
    assert refusal(ask.consume) is Why.NEEDS_APPROVAL
    assert refusal(ask.sign, "吴委员", request) is Why.CHANGED_MEANWHILE
    ask.sign("吴委员", request, payload=changed)
    ask.consume(payload=changed)


def test_only_the_asker_edits_or_withdraws(ask):
    request = ask.propose()
    assert refusal(ask.do, "吴委员", approvals.amend, request, {"amount": 1}) is Why.NOT_ALLOWED
    assert refusal(ask.do, "吴委员", approvals.withdraw, request) is Why.NOT_ALLOWED
    ask.do("周主任", approvals.withdraw, request)
    assert refusal(ask.sign, "吴委员", request) is Why.NOT_POSSIBLE_NOW


def test_one_refusal_stops_the_request(ask):
    request = ask.propose()
    ask.sign("吴委员", request, stance=Stance.DECLINE, reason="报价没有比较")
    assert state(request) == ApprovalState.REFUSED
    assert refusal(ask.sign, "郑社区", request) is Why.NOT_POSSIBLE_NOW


def test_who_stands_aside_does_not_count(ask):
    request = ask.propose()
    ask.sign("吴委员", request, stance=Stance.RECUSE, reason="亲属在这家公司")
    assert state(request) == ApprovalState.ASKED
    assert refusal(ask.sign, "吴委员", request) is Why.ALREADY_DONE
    ask.sign("郑社区", request)
    assert state(request) == ApprovalState.GRANTED


def test_a_role_that_has_to_sign_is_waited_for(ask):
    request = ask.propose(must=[Role.COMMUNITY_SUPERVISOR])
    ask.sign("吴委员", request)
    assert state(request) == ApprovalState.ASKED
    ask.sign("郑社区", request)
    assert state(request) == ApprovalState.GRANTED


def test_a_request_ends_after_fourteen_days_to_the_millisecond(ask):
    first, second = ask.propose(), ask.propose(payload={"amount": 1})
    ask.estate.site.later(days=14)
    ask.sign("吴委员", first)
    ask.estate.site.at += MS
    assert refusal(ask.consume) is Why.NEEDS_APPROVAL
    assert refusal(ask.sign, "吴委员", second, payload={"amount": 1}) is Why.APPROVAL_EXPIRED


def test_the_same_thing_is_asked_for_once_at_a_time(ask):
    request = ask.propose()
    assert refusal(ask.propose) is Why.ALREADY_DONE
    ask.estate.site.later(days=15)
    assert ask.propose() != request
    assert state(request) == ApprovalState.WITHDRAWN


def test_a_request_of_another_estate_is_not_there(ask, site):
    from tests import builders

    request = ask.propose()
    other = builders.neighbourhood(site, slug="other", name="另一小区")
    digest = approvals.digest_of("payment", "payment/1", PAY)
    assert refusal(site.act, other.ref, other.actor("吴委员"), approvals.approve, request, digest) is Why.NOT_FOUND


def test_every_step_is_a_log_line_that_names_nobody(ask):
    request = ask.propose()
    ask.sign("吴委员", request)
    ask.consume()
    leaves = db.session.execute(select(JournalLeaf.type, JournalLeaf.body).order_by(JournalLeaf.index)).all()
    assert [leaf.type for leaf in leaves] == ["approval.asked", "approval.signed", "approval.signed", "approval.used"]
    assert "周主任" not in b"".join(leaf.body for leaf in leaves).decode()

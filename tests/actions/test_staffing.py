"""Nobody opens alone, nobody opens and scores, and nothing is published before everybody has tried what they will have to do."""

import pytest

from huasheng_vote import sealing
from huasheng_vote.people.actions import experts
from huasheng_vote.procurement.actions import staffing as acts
from huasheng_vote.procurement.queries import staffing as read
from huasheng_vote.rules.flows.skills import Field, SkillAct
from huasheng_vote.rules.methods import Method
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.rules.staffing import Duty
from tests import buying
from tests.proposals_helpers import act


def why(estate, who, fn, *args):
    with pytest.raises(Refused) as refused:
        act(estate, who, fn, *args)
    return refused.value.why


def known(estate, *names):
    """These owners' skills are checked."""
    for who in names:
        skill = act(estate, who, experts.declare, Field.COST, "造价工程师")
        act(estate, "郑社区", experts.check, skill, SkillAct.CONFIRM, "看过证书")


def ready(bought):
    def check(on):
        acts.check_ready(on, bought.row())

    return check


# Places


def test_a_place_that_nobody_can_fill_is_named_and_keeps_the_tender_back(estate):
    bought = buying.drafted(estate)
    assert read.vacant(bought.row(), estate.site.at) == [Duty.PANEL_EXPERT]
    assert why(estate, "吴委员", ready(bought)) is Why.PLACES_VACANT
    known(estate, "陈四")
    assert read.vacant(bought.row(), estate.site.at) == []
    assert why(estate, "吴委员", ready(bought)) is Why.OFFICER_MISSING


def test_two_approvers_are_enough_for_a_direct_purchase_and_nobody_has_to_hold_a_key(estate):
    bought = buying.drafted(estate, Method.DIRECT)
    assert read.vacant(bought.row(), estate.site.at) == []
    assert not read.keyed(bought.row())
    assert why(estate, "吴委员", ready(bought)) is Why.INVITE_MORE


@pytest.mark.parametrize(("method", "sealed", "keyed"), [(Method.DIRECT, True, False), (Method.QUOTATION, True, True), (Method.QUOTATION, False, False), (Method.NEGOTIATION, False, True), (Method.OPEN_TENDER, False, True)])  # fmt: skip
def test_officers_hold_keys_where_the_method_needs_it_or_the_tender_chose_it(estate, method, sealed, keyed):
    assert read.keyed(buying.drafted(estate, method, sealed=sealed).row()) is keyed


# The server's keys


def publish(bought):
    def done(on):
        acts.server_keys(on, bought.row())
        on.record("tender.published", f"tender/{bought.tender}", {})

    return done


def test_without_officers_the_server_keeps_two_keys_that_open_together(estate):
    bought = buying.drafted(estate, Method.QUOTATION, sealed=False)
    act(estate, "吴委员", publish(bought))
    keys, rows = read.officers(estate.ref.id, bought.tender)
    subject = read.subject(estate.ref.slug, bought.row())
    assert (subject.officers, subject.threshold, len(keys)) == (keys, 2, 2)
    offer = sealing.Offer((("price", "100"),))
    envelope = sealing.seal(subject, offer).envelope
    given = [sealing.unwrap(read.server_key(row), envelope.header, envelope.wraps[row.ordinal - 1]) for row in rows]
    assert sealing.open_envelope(envelope, sealing.combine(envelope.header, given), keys) == offer


def test_where_officers_hold_the_keys_the_server_makes_none(estate):
    bought = buying.drafted(estate)
    act(estate, "吴委员", publish(bought))
    assert read.officers(estate.ref.id, bought.tender) == ((), [])


def test_the_points_come_only_when_the_last_key_is_made(estate):
    bought = buying.published(estate)
    assert len(read.officers(estate.ref.id, bought.tender).keys) == 3
    buying._change(estate, buying.OpeningOfficer, read.officers(estate.ref.id, bought.tender).rows[1].id, public="", fingerprint="", key_at=None, tested_at=None)  # fmt: skip
    keys, rows = read.officers(estate.ref.id, bought.tender)
    assert (keys, len(rows)) == ((), 3)

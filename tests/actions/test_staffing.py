"""Nobody opens alone, nobody opens and scores, and nothing is published before everybody has tried what they will have to do."""

import pytest

from huasheng_vote import sealing
from huasheng_vote.procurement.actions import officers, panel_seats
from huasheng_vote.procurement.actions import staffing as acts
from huasheng_vote.procurement.actions.panel_seats import Chosen
from huasheng_vote.procurement.queries import invitations, readiness, rehearsals
from huasheng_vote.procurement.queries import staffing as read
from huasheng_vote.procurement.queries.staffing_tasks import waiting
from huasheng_vote.rules.access import SYSTEM, Role
from huasheng_vote.rules.flows.panels import SeatState
from huasheng_vote.rules.methods import Method
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.rules.staffing import Duty
from huasheng_vote.worker import rehearsals_due
from tests import buying
from tests.proposals_helpers import act, leaves
from tests.staffed import EXPERT, MEMBER, SUPERVISOR, account, given, keys_made, known, named, seated, staffed, told


def why(estate, who, fn, *args):
    with pytest.raises(Refused) as refused:
        act(estate, who, fn, *args)
    return refused.value.why


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
    buying.change(estate, buying.OpeningOfficer, read.officers(estate.ref.id, bought.tender).rows[1].id, public="", fingerprint="", key_at=None, tested_at=None)  # fmt: skip
    keys, rows = read.officers(estate.ref.id, bought.tender)
    assert (keys, len(rows)) == ((), 3)


# Naming officers


def test_three_people_of_three_camps_are_named_and_told_and_nobody_is_named_in_the_log(estate):
    bought = named(estate)
    rows = read.officers(estate.ref.id, bought.tender).rows
    assert [(each.ordinal, each.duty, each.account_id) for each in rows] == [(number, duty, account(estate, who)) for number, (duty, who) in enumerate(zip(buying.OFFICERS, (MEMBER, SUPERVISOR, EXPERT), strict=True), 1)]  # fmt: skip
    assert [told(estate, who) for who in (MEMBER, SUPERVISOR, EXPERT)] == [["tender.officer"]] * 3
    (facts,) = leaves(estate, "tender.officers_named")
    assert set(facts) == set(buying.OFFICERS)
    assert len(set(facts.values())) == 3
    assert not any(who in str(facts) for who in (MEMBER, SUPERVISOR, EXPERT))


@pytest.mark.parametrize(
    ("duty", "who"),
    [
        (Duty.OFFICER_COMMITTEE, "周主任"),  # the head
        (Duty.OFFICER_COMMITTEE, "陈二"),
        (Duty.OFFICER_SUPERVISOR, "吴委员"),
        (Duty.OFFICER_EXPERT, "赵一"),  # an owner whose skill nobody checked
        (Duty.OFFICER_EXPERT, "陈一"),  # the drafter
    ],
)
def test_nobody_of_another_camp_holds_a_key(estate, duty, who):
    bought, people = (
        buying.drafted(estate),
        {Duty.OFFICER_COMMITTEE: MEMBER, Duty.OFFICER_SUPERVISOR: SUPERVISOR, Duty.OFFICER_EXPERT: EXPERT},
    )
    known(estate, EXPERT)
    chosen = {each: account(estate, name) for each, name in (people | {duty: who}).items()}
    assert why(estate, "吴委员", officers.name_officers, bought.tender, chosen) is Why.OFFICER_MISSING


def test_one_person_in_two_camps_holds_one_key(estate):
    bought = buying.drafted(estate)
    known(estate, EXPERT)
    grant(estate, EXPERT, Role.COMMUNITY_SUPERVISOR)
    chosen = {Duty.OFFICER_COMMITTEE: account(estate, MEMBER), Duty.OFFICER_SUPERVISOR: account(estate, EXPERT), Duty.OFFICER_EXPERT: account(estate, EXPERT)}  # fmt: skip
    assert why(estate, "吴委员", officers.name_officers, bought.tender, chosen) is Why.SAME_OFFICER


def grant(estate, who, role):
    from huasheng_vote.people.actions import offices

    act(estate, "周主任", offices.appoint, account(estate, who), role, estate.site.at)


def test_two_of_three_are_not_enough(estate):
    bought = buying.drafted(estate)
    chosen = {Duty.OFFICER_COMMITTEE: account(estate, MEMBER), Duty.OFFICER_SUPERVISOR: account(estate, SUPERVISOR)}
    assert why(estate, "吴委员", officers.name_officers, bought.tender, chosen) is Why.OFFICER_MISSING


def test_whoever_judges_does_not_open(estate):
    bought = buying.drafted(estate)
    known(estate, EXPERT)
    seated(estate, bought, EXPERT)
    assert why(estate, "吴委员", officers.name_officers, bought.tender, buying_officers(estate)) is Why.OPENS_AND_JUDGES


def buying_officers(estate, expert=EXPERT):
    return {Duty.OFFICER_COMMITTEE: account(estate, MEMBER), Duty.OFFICER_SUPERVISOR: account(estate, SUPERVISOR), Duty.OFFICER_EXPERT: account(estate, expert)}  # fmt: skip


def test_the_server_s_tender_has_no_officers_and_a_public_one_keeps_those_it_has(estate):
    by_server = buying.drafted(estate, Method.QUOTATION, sealed=False)
    assert why(estate, "吴委员", officers.name_officers, by_server.tender, buying_officers(estate)) is Why.SERVER_HOLDS_KEYS
    public = buying.published(estate, project_id=by_server.project)
    assert why(estate, "吴委员", officers.name_officers, public.tender, buying_officers(estate)) is Why.ALREADY_PUBLISHED


def test_naming_one_anew_keeps_the_others_keys_and_lets_all_try_again(estate):
    bought = keys_made(estate, tested=(MEMBER, SUPERVISOR, EXPERT))
    act(estate, "吴委员", officers.name_officers, bought.tender, buying_officers(estate, "陈三"))
    keys, rows = read.officers(estate.ref.id, bought.tender)
    assert keys == ()
    assert [bool(each.public) for each in rows] == [True, True, False]
    assert [each.tested_at for each in rows] == [None] * 3
    assert bought.row().test_stored == ""
    assert why(estate, "吴委员", officers.name_officers, bought.tender, buying_officers(estate, "陈三")) is Why.NOTHING_CHANGED


# Keys and their test


def test_the_test_envelope_comes_with_the_third_key_not_the_second(estate):
    bought = named(estate)
    for count, who in enumerate((MEMBER, SUPERVISOR, EXPERT), 1):
        assert bought.row().test_stored == ""
        bought.keys[who] = sealing.new_key()
        act(estate, who, officers.make_key, bought.tender, sealing.Officer.of(bought.keys[who]).text)
        assert len(leaves(estate, "tender.key_made")) == count
    envelope = sealing.Envelope.read(estate.site.app.extensions["store"].open(bought.row().test_stored))
    envelope.check_for(read.subject(estate.ref.slug, bought.row(), "test"))
    assert envelope.header.sealed_by == "server"


def test_each_officer_opens_the_test_envelope_with_their_own_key(estate):
    bought = keys_made(estate)
    for who in (MEMBER, SUPERVISOR, EXPERT):
        act(estate, who, officers.open_test, bought.tender, given(estate, bought, who))
    assert all(each.tested_at == estate.site.at for each in read.officers(estate.ref.id, bought.tender).rows)
    assert why(estate, MEMBER, officers.open_test, bought.tender, given(estate, bought, MEMBER)) is Why.ALREADY_DONE


def test_another_officer_s_share_one_of_another_envelope_and_none_are_refused(estate):
    bought = keys_made(estate)
    right = given(estate, bought, MEMBER)
    spoilt = right.replace('"number":1', '"number":2')
    other = sealing.seal(read.subject(estate.ref.slug, bought.row(), "test"), officers.TRIAL).envelope
    elsewhere = given(estate, bought, MEMBER, other)
    both = f"{right[:-1]},{given(estate, bought, SUPERVISOR)[1:]}"
    for text, refusal in ((given(estate, bought, SUPERVISOR), Why.WRONG_SHARE), (spoilt, Why.WRONG_SHARE), (elsewhere, Why.SHARE_OF_ANOTHER), (both, Why.NOT_A_SHARE), ("[]", Why.NOT_A_SHARE), ("", Why.NOT_A_SHARE)):  # fmt: skip
        assert why(estate, MEMBER, officers.open_test, bought.tender, text) is refusal
    assert read.officer_of(estate.ref.id, bought.tender, account(estate, MEMBER)).tested_at is None


def test_a_new_key_before_publication_lets_all_three_try_again(estate):
    bought = keys_made(estate, tested=(MEMBER, SUPERVISOR, EXPERT))
    before, stale = bought.row().test_stored, given(estate, bought, SUPERVISOR)
    bought.keys[MEMBER] = sealing.new_key()
    act(estate, MEMBER, officers.make_key, bought.tender, sealing.Officer.of(bought.keys[MEMBER]).text)
    assert [each.tested_at for each in read.officers(estate.ref.id, bought.tender).rows] == [None] * 3
    assert bought.row().test_stored not in ("", before)
    assert why(estate, SUPERVISOR, officers.open_test, bought.tender, stale) is Why.SHARE_OF_ANOTHER
    act(estate, SUPERVISOR, officers.open_test, bought.tender, given(estate, bought, SUPERVISOR))


def test_the_same_key_again_another_s_key_and_what_is_no_key_are_refused(estate):
    bought = keys_made(estate)
    points = {who: sealing.Officer.of(private).text for who, private in bought.keys.items()}
    for text, refusal in ((points[MEMBER], Why.ALREADY_DONE), (points[EXPERT], Why.KEY_OF_ANOTHER), ("AAAA", Why.BAD_OFFICER_KEY), ("", Why.BAD_OFFICER_KEY)):  # fmt: skip
        assert why(estate, MEMBER, officers.make_key, bought.tender, text) is refusal


def test_only_an_officer_of_this_tender_makes_a_key_and_only_before_it_is_public(estate):
    bought = named(estate)
    point = sealing.Officer.of(sealing.new_key()).text
    assert why(estate, "陈二", officers.make_key, bought.tender, point) is Why.NOT_FOUND
    assert why(estate, MEMBER, officers.open_test, bought.tender, "[]") is Why.NO_TEST_ENVELOPE
    public = buying.published(estate, project_id=bought.project)
    assert why(estate, MEMBER, officers.make_key, public.tender, point) is Why.ALREADY_PUBLISHED
    assert why(estate, MEMBER, officers.open_test, public.tender, "[]") is Why.ALREADY_PUBLISHED


# The rehearsal


@pytest.mark.parametrize(
    ("hours", "seconds", "refusal"),
    [(48, 1, Why.NOT_THE_HOURS), (48, 0, None), (24, 0, None), (24, -1, Why.NOT_THE_HOURS)],
)
def test_the_opening_is_rehearsed_from_two_days_to_one_day_before_the_deadline(estate, hours, seconds, refusal):
    bought = buying.published(estate)
    estate.site.at = bought.row().deadline
    estate.site.later(hours=-hours, seconds=-seconds)
    if refusal:
        assert why(estate, MEMBER, officers.begin_rehearsal, bought.tender) is refusal
        return
    act(estate, MEMBER, officers.begin_rehearsal, bought.tender)
    act(estate, MEMBER, officers.rehearse, bought.tender, given(estate, bought, MEMBER, rehearsal=True))
    assert read.officer_of(estate.ref.id, bought.tender, account(estate, MEMBER)).rehearsed_at == estate.site.at


def test_a_rehearsal_begun_in_time_cannot_be_ended_late(estate):
    bought = rehearsing(estate)
    estate.site.at = bought.row().deadline
    estate.site.later(hours=-24, seconds=1)
    assert why(estate, MEMBER, officers.rehearse, bought.tender, given(estate, bought, MEMBER, rehearsal=True)) is Why.NOT_THE_HOURS


def rehearsing(estate):
    bought = buying.published(estate)
    estate.site.at = bought.row().deadline
    estate.site.later(hours=-40)
    act(estate, EXPERT, officers.begin_rehearsal, bought.tender)
    return bought


def test_the_rehearsal_has_an_envelope_of_its_own_that_is_begun_once(estate):
    bought = rehearsing(estate)
    assert bought.row().rehearsal_stored not in ("", bought.row().test_stored)
    assert why(estate, MEMBER, officers.begin_rehearsal, bought.tender) is Why.ALREADY_DONE
    assert why(estate, MEMBER, officers.rehearse, bought.tender, given(estate, bought, EXPERT, rehearsal=True)) is Why.WRONG_SHARE
    act(estate, MEMBER, officers.rehearse, bought.tender, given(estate, bought, MEMBER, rehearsal=True))
    assert why(estate, MEMBER, officers.rehearse, bought.tender, given(estate, bought, MEMBER, rehearsal=True)) is Why.ALREADY_DONE


def test_a_deadline_that_moves_away_asks_for_another_rehearsal(estate):
    bought = rehearsing(estate)
    act(estate, MEMBER, officers.rehearse, bought.tender, given(estate, bought, MEMBER, rehearsal=True))
    first, later = bought.row().rehearsal_stored, bought.row().deadline
    estate.site.at = later
    buying.change(estate, buying.Tender, bought.tender, deadline=estate.site.later(days=5))
    estate.site.later(hours=-30)
    mine = read.officer_of(estate.ref.id, bought.tender, account(estate, MEMBER))
    assert not rehearsals.rehearsed(bought.row(), mine)
    act(estate, MEMBER, officers.begin_rehearsal, bought.tender)
    assert bought.row().rehearsal_stored != first
    assert read.officer_of(estate.ref.id, bought.tender, account(estate, MEMBER)).rehearsed_at is None


def test_only_officers_begin_it_and_the_worker_where_nobody_did(estate):
    bought = buying.published(estate)
    estate.site.at = bought.row().deadline
    estate.site.later(hours=-48, seconds=-1)
    assert rehearsals_due(estate.site.at) == []
    estate.site.later(seconds=1)
    assert why(estate, "陈二", officers.begin_rehearsal, bought.tender) is Why.NOT_FOUND
    assert rehearsals_due(estate.site.at) == [bought.tender]
    assert rehearsals_due(estate.site.at) == []
    assert [told(estate, who) for who in (MEMBER, SUPERVISOR, EXPERT)] == [["tender.rehearsal"]] * 3
    assert SYSTEM.account == 0


def test_a_tender_that_is_not_open_or_whose_keys_the_server_holds_is_not_rehearsed(estate):
    draft = buying.drafted(estate)
    by_server = buying.published(estate, Method.QUOTATION, sealed=False, project_id=draft.project)
    estate.site.at = by_server.row().deadline
    estate.site.later(hours=-30)
    assert why(estate, MEMBER, officers.begin_rehearsal, draft.tender) is Why.NOT_POSSIBLE_NOW
    assert why(estate, MEMBER, officers.begin_rehearsal, by_server.tender) is Why.SERVER_HOLDS_KEYS
    assert rehearsals_due(estate.site.at) == []


# Seats


def test_owners_checked_experts_and_hired_outsiders_sit_on_the_panel(estate):
    bought = buying.drafted(estate)
    seated(estate, bought, "陈三", "赵一")
    act(estate, "吴委员", panel_seats.name_seat, bought.tender, Chosen(phone="13900000001", name="外请专家", hired=True))
    found = [(each.expert, each.hired) for each in read.seats(estate.ref.id, bought.tender)]
    assert found == [(True, False), (False, False), (True, True)]
    assert told(estate, "赵一") == ["tender.panelist"]
    assert "赵一" not in str(leaves(estate, "panel.seat_named"))


@pytest.mark.parametrize("who", ["陈一", "周主任", "郑社区", "管理员", EXPERT, "李邻长"])
def test_drafter_head_supervisor_administrator_and_officers_do_not_judge(estate, who):
    bought = named(estate)
    assert why(estate, "吴委员", panel_seats.name_seat, bought.tender, Chosen(account(estate, who))) is Why.PANELIST_BARRED


def test_the_property_company_and_a_bidder_do_not_judge(estate):
    bought = buying.drafted(estate)
    grant(estate, "赵二", Role.PROPERTY_COMPANY)
    for who in ("赵二", "甲方经理"):
        assert why(estate, "吴委员", panel_seats.name_seat, bought.tender, Chosen(account(estate, who))) is Why.PANELIST_BARRED


def test_nobody_sits_twice_not_even_after_leaving(estate):
    bought = buying.drafted(estate)
    seated(estate, bought, "赵一")
    assert why(estate, "吴委员", panel_seats.name_seat, bought.tender, Chosen(account(estate, "赵一"))) is Why.PANELIST_TWICE
    act(estate, "赵一", panel_seats.recuse, bought.tender, "表弟在投标的公司上班")
    assert why(estate, "吴委员", panel_seats.name_seat, bought.tender, Chosen(account(estate, "赵一"))) is Why.PANELIST_TWICE


def test_an_owner_is_no_outsider_and_an_unknown_phone_is_nobody(estate):
    bought = buying.drafted(estate)
    for chosen, refusal in (
        (Chosen(account(estate, "赵一"), hired=True), Why.NOT_AN_OUTSIDER),
        (Chosen(phone="13900000001"), Why.NOBODY_BY_PHONE),
        (Chosen(phone="13900000001", hired=True), Why.NOBODY_BY_PHONE),
        (Chosen(phone="123"), Why.BAD_PHONE),
    ):
        assert why(estate, "吴委员", panel_seats.name_seat, bought.tender, chosen) is refusal


def test_a_direct_purchase_has_no_panel(estate):
    bought = buying.drafted(estate, Method.DIRECT)
    assert why(estate, "吴委员", panel_seats.name_seat, bought.tender, Chosen(account(estate, "赵一"))) is Why.NOT_POSSIBLE_NOW


def test_a_panelist_declares_once_and_only_their_own_seat(estate):
    bought = buying.drafted(estate)
    seated(estate, bought, "赵一")
    act(estate, "赵一", panel_seats.declare, bought.tender)
    assert read.seat_of(estate.ref.id, bought.tender, account(estate, "赵一")).state == SeatState.DECLARED
    assert why(estate, "赵一", panel_seats.declare, bought.tender) is Why.NOT_POSSIBLE_NOW
    assert why(estate, "赵二", panel_seats.declare, bought.tender) is Why.NOT_FOUND


def test_who_steps_aside_says_why_and_another_takes_the_place_also_once_it_is_public(estate):
    bought = buying.published(estate)
    left = bought.seats["赵一"]
    act(estate, "赵一", panel_seats.recuse, bought.tender, "表弟在投标的公司上班")
    assert "表弟" not in str(leaves(estate, "panel.recused"))
    assert why(estate, "吴委员", panel_seats.name_seat, bought.tender, Chosen(account(estate, "赵二"))) is Why.ALREADY_PUBLISHED
    made = act(estate, "吴委员", panel_seats.replace_seat, bought.tender, left, Chosen(account(estate, "赵二")))
    found = {each.id: (each.state, each.replaces_id) for each in read.seats(estate.ref.id, bought.tender)}
    assert (found[left], found[made]) == ((SeatState.REPLACED, None), (SeatState.NAMED, left))
    act(estate, "赵二", panel_seats.declare, bought.tender)
    assert why(estate, "吴委员", panel_seats.replace_seat, bought.tender, left, Chosen(account(estate, "赵三"))) is Why.NOT_POSSIBLE_NOW


def test_stepping_aside_without_a_reason_and_a_seat_that_nobody_left_are_refused(estate):
    bought = buying.published(estate)
    assert why(estate, "赵一", panel_seats.recuse, bought.tender, "  ") is Why.MISSING_VALUE
    assert why(estate, "吴委员", panel_seats.replace_seat, bought.tender, bought.seats["赵一"], Chosen(account(estate, "赵二"))) is Why.NOT_POSSIBLE_NOW  # fmt: skip


def test_once_bids_are_open_leaving_is_for_the_judging(estate):
    bought = buying.opened(estate)
    assert why(estate, "赵一", panel_seats.recuse, bought.tender, "认识丙公司的人") is Why.NOT_POSSIBLE_NOW


def test_a_seat_is_taken_back_before_publication_and_one_that_was_left_stays_on_record(estate):
    bought = buying.drafted(estate)
    first, second = seated(estate, bought, "赵一", "赵二")
    act(estate, "吴委员", panel_seats.remove_seat, bought.tender, first)
    assert [each.id for each in read.seats(estate.ref.id, bought.tender)] == [second]
    act(estate, "赵二", panel_seats.recuse, bought.tender, "出差在外，赶不回来")
    assert why(estate, "吴委员", panel_seats.remove_seat, bought.tender, second) is Why.NOT_POSSIBLE_NOW
    public = buying.published(estate, project_id=bought.project)
    assert why(estate, "吴委员", panel_seats.remove_seat, public.tender, public.seats["赵一"]) is Why.ALREADY_PUBLISHED


# Invitations


def test_invitations_are_a_list_that_changes_until_publication_and_says_nothing_in_the_log(estate):
    bought = buying.drafted(estate)
    one, two, three = bought.suppliers.values()
    act(estate, "吴委员", acts.invite, bought.tender, [one, two])
    act(estate, "吴委员", acts.invite, bought.tender, [two, three])
    assert [each.supplier_id for each in invitations.invited(bought.row())] == [two, three]
    assert leaves(estate, "tender.invited") == [{}, {}]
    assert why(estate, "吴委员", acts.invite, bought.tender, [three, two]) is Why.NOTHING_CHANGED
    assert (invitations.is_invited(bought.row(), one), invitations.is_invited(bought.row(), two)) == (False, True)


def test_who_is_not_registered_is_not_invited_and_an_open_tender_invites_nobody(estate):
    bought = buying.drafted(estate)
    one = bought.suppliers["甲方经理"]
    buying.change(estate, buying.Supplier, one, state="blacklisted", blacklisted_reason="围标")
    assert why(estate, "吴委员", acts.invite, bought.tender, [one]) is Why.BAD_VALUE
    to_all = buying.drafted(estate, Method.OPEN_TENDER, project_id=bought.project)
    assert why(estate, "吴委员", acts.invite, to_all.tender, [one]) is Why.OPEN_TO_ALL
    public = buying.published(estate, project_id=bought.project)
    assert why(estate, "吴委员", acts.invite, public.tender, []) is Why.ALREADY_PUBLISHED


def test_the_invited_hear_of_it_with_the_publication_and_not_before(estate):
    bought = buying.drafted(estate)
    act(estate, "吴委员", acts.invite, bought.tender, [bought.suppliers["甲方经理"]])
    assert told(estate, "甲方经理") == []

    def publish(on):
        acts.tell_invited(on, bought.row())
        on.record("tender.published", f"tender/{bought.tender}", {})

    act(estate, "吴委员", publish)
    assert [told(estate, who) for who in ("甲方经理", "乙方经理")] == [["tender.invited"], []]


# Ready


def test_with_everybody_there_nothing_is_missing(estate):
    bought = staffed(estate)
    assert list(readiness.missing(bought.row(), estate.site.at)) == []
    act(estate, "吴委员", ready_and_recorded(bought))


def ready_and_recorded(bought):
    def check(on):
        acts.check_ready(on, bought.row())
        on.record("tender.published", f"tender/{bought.tender}", {})

    return check


def lacking(estate, bought):
    return [each.why for each in readiness.missing(bought.row(), estate.site.at)]


def test_two_of_three_keys_and_two_of_three_tests_keep_the_tender_back(estate):
    bought = staffed(estate)
    mine = read.officer_of(estate.ref.id, bought.tender, account(estate, EXPERT)).id
    buying.change(estate, buying.OpeningOfficer, mine, tested_at=None)
    assert lacking(estate, bought) == [Why.TESTS_MISSING]
    buying.change(estate, buying.OpeningOfficer, mine, public="", fingerprint="", key_at=None)
    assert lacking(estate, bought) == [Why.KEYS_MISSING, Why.TESTS_MISSING]


def test_an_officer_who_lost_the_office_keeps_the_tender_back(estate):
    bought = staffed(estate)
    from huasheng_vote.people.actions import offices
    from huasheng_vote.people.queries import grants_of

    (office,) = grants_of(estate.ref.id, account(estate, MEMBER))
    act(estate, MEMBER, offices.resign, office.id, "搬走了")
    assert Why.OFFICER_MISSING in lacking(estate, bought)


def test_a_panelist_who_has_not_declared_one_who_left_and_an_even_panel_keep_it_back(estate):
    bought = staffed(estate)
    made = seated(estate, bought, "赵二")
    assert lacking(estate, bought) == [Why.PANEL_EVEN, Why.DECLARATIONS_MISSING]
    act(estate, "吴委员", panel_seats.remove_seat, bought.tender, made[0])
    act(estate, "赵一", panel_seats.recuse, bought.tender, "表弟在投标的公司上班")
    assert lacking(estate, bought) == [Why.PANEL_EVEN]


def test_too_few_experts_on_the_panel_keep_it_back(estate):
    bought = staffed(estate)
    seat = read.seat_of(estate.ref.id, bought.tender, account(estate, "陈三"))
    act(estate, "陈三", panel_seats.recuse, bought.tender, "表弟在投标的公司上班")
    act(estate, "吴委员", panel_seats.replace_seat, bought.tender, seat.id, Chosen(account(estate, "赵二")))
    act(estate, "赵二", panel_seats.declare, bought.tender)
    assert Why.PANEL_EXPERTS in lacking(estate, bought)


def test_two_invitations_are_too_few_and_one_to_a_company_blacklisted_since_does_not_count(estate):
    bought = staffed(estate)
    one, two, _three = bought.suppliers.values()
    act(estate, "吴委员", acts.invite, bought.tender, [one, two])
    assert lacking(estate, bought) == [Why.INVITE_MORE]
    act(estate, "吴委员", acts.invite, bought.tender, bought.suppliers.values())
    buying.change(estate, buying.Supplier, one, state="blacklisted", blacklisted_reason="围标")
    assert lacking(estate, bought) == [Why.INVITE_MORE]


# What waits


def kinds(estate, who):
    return [each.kind for each in waiting(estate.ref.id, estate.actor(who), estate.site.at)]


def test_officers_and_panelists_are_reminded_of_each_step_until_it_is_done(estate):
    bought = named(estate)
    assert [kinds(estate, who) for who in (MEMBER, SUPERVISOR, EXPERT, "陈二")] == [["officer_key"], ["officer_key"], ["officer_key"], []]
    keys_made(estate, bought, tested=(MEMBER,))
    assert [kinds(estate, who) for who in (MEMBER, SUPERVISOR)] == [[], ["officer_test"]]
    seated(estate, bought, "赵一")
    assert kinds(estate, "赵一") == ["panel_declare"]
    act(estate, "赵一", panel_seats.recuse, bought.tender, "表弟在投标的公司上班")
    assert (kinds(estate, "赵一"), kinds(estate, "周主任")) == ([], ["panel_replace"])


def test_the_rehearsal_waits_in_its_hours_and_the_invitation_until_the_deadline(estate):
    bought = buying.published(estate)
    assert (kinds(estate, MEMBER), kinds(estate, "甲方经理")) == ([], ["tender_invited"])
    estate.site.at = bought.row().deadline
    estate.site.later(hours=-48)
    assert kinds(estate, MEMBER) == ["officer_rehearsal"]
    act(estate, MEMBER, officers.begin_rehearsal, bought.tender)
    act(estate, MEMBER, officers.rehearse, bought.tender, given(estate, bought, MEMBER, rehearsal=True))
    assert (kinds(estate, MEMBER), kinds(estate, EXPERT)) == ([], ["officer_rehearsal"])
    estate.site.later(hours=24, seconds=1)
    assert (kinds(estate, EXPERT), kinds(estate, "甲方经理")) == ([], ["tender_invited"])
    estate.site.at = bought.row().deadline
    assert kinds(estate, "甲方经理") == []

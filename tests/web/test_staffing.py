"""Pages of who opens and who judges: the committee names, officers try their keys, panelists declare, and nobody else sees whom it invites."""

import pytest

from huasheng_vote import sealing
from huasheng_vote.people import queries as people
from huasheng_vote.people.actions import experts
from huasheng_vote.procurement.actions import officers, panel_seats
from huasheng_vote.procurement.queries import invitations
from huasheng_vote.procurement.queries import staffing as read
from huasheng_vote.rules.flows.panels import SeatState
from huasheng_vote.rules.methods import Method
from tests import buying
from tests.proposals_helpers import act
from tests.staffed import EXPERT, MEMBER, SUPERVISOR, account, given, keys_made, known, named, seated, staffed


def place(bought, *more):
    return "/".join((f"/songlu/tenders/{bought.tender}", *map(str, more)))


def test_the_page_says_in_words_what_is_missing_and_which_place_nobody_can_fill(estate):
    bought = buying.drafted(estate)
    page = estate.client("周主任").get(place(bought, "staffing")).text
    assert "评审专家不够：还缺 1 名" in page
    assert "开标人员没有配齐" in page
    assert "至少要邀请 3 家供应商" in page


def test_with_everybody_there_it_says_so(estate):
    page = estate.client("周主任").get(place(staffed(estate), "staffing")).text
    assert "人都到位" in page
    assert "公布之前还缺" not in page


@pytest.mark.parametrize(
    ("who", "status"), [("吴委员", 200), ("郑社区", 200), ("陈二", 200), ("赵一", 403), ("甲方经理", 403), ("管理员", 403)]
)
def test_those_who_prepare_and_those_who_watch_see_the_page(estate, who, status):
    bought = buying.drafted(estate)
    account(estate, who)
    assert estate.client(who).get(place(bought, "staffing")).status_code == status


def test_the_committee_names_three_officers_over_http_and_a_wrong_one_is_said(estate):
    bought = buying.drafted(estate)
    known(estate, EXPERT)
    chair, form = estate.client("周主任"), place(bought, "staffing/officers")
    assert "周主任" not in chair.get(form).text.partition("<select")[2]
    chosen = {"officer_committee": account(estate, MEMBER), "officer_supervisor": account(estate, SUPERVISOR)}
    assert chair.post(form, data=chosen).status_code == 422
    assert chair.post(form, data=chosen | {"officer_expert": account(estate, "赵一")}).status_code == 422
    assert chair.post(form, data=chosen | {"officer_expert": account(estate, EXPERT)}).status_code == 303
    assert chair.post(form, data=chosen | {"officer_expert": account(estate, EXPERT)}).status_code == 409
    assert estate.client("郑社区").post(form, data=chosen).status_code == 403


def test_an_officer_hands_in_a_key_and_the_share_of_the_test_envelope(estate):
    bought = keys_made(estate)
    officer = estate.client(MEMBER)
    page = officer.get(place(bought, "key")).text
    assert "data-officer-open" in page
    assert sealing.Officer.of(bought.keys[MEMBER]).code in page
    assert officer.post(place(bought, "key/test"), data={"shares": given(estate, bought, SUPERVISOR)}).status_code == 422
    assert officer.post(place(bought, "key/test"), data={"shares": given(estate, bought, MEMBER)}).status_code == 303
    assert "试开过了" in officer.get(place(bought, "key")).text
    again = sealing.Officer.of(sealing.new_key()).text
    assert officer.post(place(bought, "key"), data={"public": "abc"}).status_code == 422
    assert officer.post(place(bought, "key"), data={"public": again}).status_code == 303
    assert "等您试开" in officer.get(place(bought, "key")).text


def test_the_page_waits_for_the_others_keys(estate):
    bought = named(estate)
    act(estate, MEMBER, officers.make_key, bought.tender, sealing.Officer.of(sealing.new_key()).text)
    assert "还差 2 位开标人没有做钥匙" in estate.client(MEMBER).get(place(bought, "key")).text


def test_a_key_page_is_its_officer_s_alone(estate):
    bought = named(estate)
    assert [estate.client(who).get(place(bought, "key")).status_code for who in (MEMBER, "陈二", "赵一")] == [200, 404, 403]


def test_officers_rehearse_over_http_in_the_hours_for_it(estate):
    bought = buying.published(estate)
    officer = estate.client(MEMBER)
    assert "还不到时间" in officer.get(place(bought, "rehearsal")).text
    assert officer.post(place(bought, "rehearsal/begin")).status_code == 409
    estate.site.at = bought.row().deadline
    estate.site.later(hours=-30)
    assert officer.post(place(bought, "rehearsal/begin")).status_code == 303
    assert "data-officer-open" in officer.get(place(bought, "rehearsal")).text
    assert officer.post(place(bought, "rehearsal"), data={"shares": "[]"}).status_code == 422
    assert officer.post(place(bought, "rehearsal"), data={"shares": given(estate, bought, MEMBER, rehearsal=True)}).status_code == 303
    assert "演练过了" in officer.get(place(bought, "rehearsal")).text
    estate.site.later(hours=20)
    assert "时间过了" in estate.client(SUPERVISOR).get(place(bought, "rehearsal")).text


def test_a_panelist_is_named_by_list_or_by_phone_and_the_outsider_gets_an_account(estate):
    bought = buying.drafted(estate)
    chair, form = estate.client("周主任"), place(bought, "staffing/panel")
    assert chair.post(form, data={"account": 0}).status_code == 422
    assert chair.post(form, data={"account": account(estate, "陈三")}).status_code == 303
    unknown = chair.post(form, data={"account": 0, "phone": "13900000001"})
    assert unknown.status_code == 422
    assert "没有人用这个手机号登录过" in unknown.text
    sent = {"account": 0, "phone": "13900000001", "hired": "y", "name": "钱工"}
    assert chair.post(form, data=sent).status_code == 303
    page = chair.get(place(bought, "staffing")).text
    assert "钱工" in page
    assert "外请专家" in page


def test_a_panelist_declares_over_http_or_steps_aside_and_another_is_asked(estate):
    bought = buying.drafted(estate)
    first, _second = seated(estate, bought, "赵一", "陈三")
    assert estate.client("陈三").post(place(bought, "declaration")).status_code == 303
    mine = estate.client("赵一")
    assert mine.post(place(bought, "declaration/recuse"), data={"reason": ""}).status_code == 422
    assert mine.post(place(bought, "declaration/recuse"), data={"reason": "表弟在投标的公司上班"}).status_code == 303
    assert "您已经回避" in mine.get(place(bought, "declaration")).text
    assert "表弟在投标的公司上班" in estate.client("郑社区").get(place(bought, "staffing")).text
    assert "表弟在投标的公司上班" not in estate.client("陈二").get(place(bought, "staffing")).text
    chair, other = estate.client("周主任"), place(bought, "staffing/panel", first, "replace")
    assert "赵一" in chair.get(other).text
    assert chair.post(other, data={"account": account(estate, "陈二")}).status_code == 303
    assert [each.state for each in read.seats(estate.ref.id, bought.tender)] == [SeatState.REPLACED, SeatState.DECLARED, SeatState.NAMED]


def test_a_seat_that_is_not_one_s_own_is_not_there(estate):
    bought = buying.drafted(estate)
    seated(estate, bought, "赵一")
    assert [estate.client(who).get(place(bought, "declaration")).status_code for who in ("赵一", "赵二", "周主任")] == [200, 404, 404]


def test_a_seat_is_taken_back_by_a_button(estate):
    bought = buying.drafted(estate)
    (made,) = seated(estate, bought, "赵一")
    chair = estate.client("周主任")
    assert chair.post(place(bought, "staffing/panel", made, "remove")).status_code == 303
    assert chair.post(place(bought, "staffing/panel", made, "remove")).status_code == 404


def test_nobody_but_the_committee_sees_who_is_invited(estate):
    bought = staffed(estate)
    company = buying.COMPANIES["甲方经理"][0]
    seen = {who: company in estate.client(who).get(place(bought, "staffing")).text for who in ("吴委员", "周主任", "郑社区", "陈二")}
    assert seen == {"吴委员": True, "周主任": True, "郑社区": False, "陈二": False}
    assert estate.client("郑社区").get(place(bought, "staffing/invited")).status_code == 403


def test_invitations_are_ticked_and_a_company_that_is_not_registered_is_no_choice(estate):
    bought = buying.drafted(estate)
    one, two, three = bought.suppliers.values()
    buying.change(estate, buying.Supplier, three, state="blacklisted", blacklisted_reason="围标")
    chair, form = estate.client("周主任"), place(bought, "staffing/invited")
    assert buying.COMPANIES["丙方经理"][0] not in chair.get(form).text
    assert chair.post(form, data={"suppliers": [one, two]}).status_code == 303
    assert chair.post(form, data={"suppliers": [one, two, three]}).status_code == 422
    assert [each.supplier_id for each in invitations.invited(bought.row())] == [one, two]


def test_an_open_tender_and_a_direct_purchase_say_how_they_are_staffed(estate):
    to_all = buying.drafted(estate, Method.OPEN_TENDER)
    direct = buying.drafted(estate, Method.DIRECT, project_id=to_all.project)
    chair = estate.client("周主任")
    assert "登记过的供应商都可以报价" in chair.get(place(to_all, "staffing")).text
    page = chair.get(place(direct, "staffing")).text
    assert "由 2 名委员批准" in page
    assert "由系统代管两把钥匙" in page


def test_once_it_is_public_the_forms_refuse(estate):
    bought = buying.published(estate)
    chair = estate.client("周主任")
    chosen = {"account": account(estate, "陈二")}
    assert chair.post(place(bought, "staffing/panel"), data=chosen).status_code == 409
    assert chair.post(place(bought, "staffing/invited"), data={"suppliers": []}).status_code == 409
    page = chair.get(place(bought, "staffing")).text
    assert "指定开标人" not in page
    assert "请一位评审" not in page


def test_panelists_and_officers_read_the_draft_they_have_to_judge_or_open(estate):
    bought = named(estate)
    seated(estate, bought, "赵一")
    assert estate.client("赵一").get(place(bought)).status_code == 200
    assert estate.client("赵二").get(place(bought)).status_code == 404
    act(estate, "赵一", panel_seats.declare, bought.tender)


def leaves_the_experts(estate):
    for skill in people.skills_of(estate.ref.id, account(estate, EXPERT)):
        act(estate, EXPERT, experts.withdraw, skill.id)


def test_before_publication_an_officer_who_lost_the_office_is_to_be_followed_by_another(estate):
    page = place(staffed(estate), "staffing")
    assert "不能再开标" not in estate.client("周主任").get(page).text
    leaves_the_experts(estate)
    assert "请另指定一位" in estate.client("周主任").get(page).text


def test_after_it_the_other_two_have_to_come(estate):
    page = place(buying.published(estate), "staffing")
    known(estate, EXPERT)
    assert "不能再开标" not in estate.client("周主任").get(page).text
    leaves_the_experts(estate)
    shown = estate.client("周主任").get(page).text
    assert shown.count("不能再开标") == 1
    assert "另外两位都到场才打得开" in shown

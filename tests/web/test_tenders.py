"""Pages of tenders until they are published: the list, the draft and its form, the review, the publication."""

from huasheng_vote.procurement.actions import publishing
from huasheng_vote.procurement.models import Tender
from huasheng_vote.rules.methods import DEFAULTS, Method
from tests import buying
from tests.actions.test_tenders import DRAFTER, EXPERT, HEAD, MEMBER, at, complete, draft, ready, row, seen, staff
from tests.drawn import project
from tests.proposals_helpers import act, key

PLACE = "/songlu/tenders"
TYPED = {
    "title": "更换小区路灯", "category": "lighting", "ceiling": "250,000", "method": "negotiation", "judging": "scored", "weight_price": "40",
    "weight_technical": "45", "weight_commercial": "15", "trimmed": "y", "guide": "技术：灯具参数。商务：业绩。", "days": "30", "warranty_months": "36",
    "qualification": "照明工程专业承包叁级", "conditions": "合同签订后付三成，验收后付清。", "employer_kind": "committee",
    "employer_name": "松麓家园业主委员会", "employer_signatory": "周主任", "employer_basis": "决议〔2026〕1号", "employer_invoice_title": "松麓家园业主委员会",
    "place": "业委会办公室",
}  # fmt: skip


def typed(estate, **said):
    return {**TYPED, "key": key(), "deadline": f"{at(estate):%Y-%m-%dT%H:%M}", **said}


def published(estate):
    made = ready(estate, complete(estate))
    act(estate, MEMBER, publishing.publish, made, seen(estate, made))
    return made


def test_without_tenders_the_list_says_what_comes_first(estate, client):
    assert "还没有采购" in client.get(f"{PLACE}/").text


def test_drafts_are_for_those_who_work_on_them(estate, client):
    made = draft(estate, complete(estate))
    for who, status in ((client, 404), (estate.client("赵一"), 404), (estate.client(MEMBER), 200), (estate.client("郑社区"), 200)):
        assert who.get(f"{PLACE}/{made}").status_code == status
        assert ("更换小区路灯" in who.get(f"{PLACE}/").text) == (status == 200)


def test_who_holds_a_place_in_a_draft_may_read_it(estate):
    made = ready(estate, complete(estate))
    assert estate.client("赵一").get(f"{PLACE}/{made}").status_code == 200


def test_a_tender_goes_from_its_form_to_the_public_page(estate, client):
    lamps = complete(estate)
    place = estate.client(DRAFTER).post(f"{PLACE}/new/{lamps}", data=typed(estate)).location
    made = int(place.rpartition("/")[2])
    for who in (HEAD, EXPERT):
        assert "签字：同意公布" in estate.client(who).get(place).text
        sent = {"review-seen": seen(estate, made), "review-note": "看过图纸"}
        assert estate.client(who).post(f"{place}/review", data=sent).status_code == 303
    member = estate.client(MEMBER)
    assert "公布之前还差" in member.get(f"{place}/publish").text
    staff(estate, lamps, made)
    page = member.get(f"{place}/publish").text
    assert seen(estate, made) in page
    assert "都齐了" in page
    assert member.post(f"{place}/publish", data={"seen": seen(estate, made)}).status_code == 303
    shown = client.get(place).text
    for words in (
        "采购 2026-01",
        "250,000.00 元",
        "价格 40 分，技术 45 分",
        "本系统默认",
        "技术要求",
        "第 1 版",
        row(estate, made).specification,
    ):
        assert words in shown
    assert "采购 2026-01" in client.get(f"{PLACE}/").text


def test_before_the_opening_a_negotiation_does_not_say_how_many_offered(estate, client):
    assert "不公开有几家报价" in client.get(f"{PLACE}/{published(estate)}").text


def test_a_quotation_says_how_many_offered(estate, client):
    made = buying.published(estate, Method.QUOTATION, ceiling=90_000_00).tender
    assert "已收到报价" in client.get(f"{PLACE}/{made}").text


def test_what_the_estate_adopted_is_labelled_so(estate, client):
    import json

    from huasheng_vote.rules.methods import Rulebook

    made = buying.published(estate).tender
    terms = Rulebook.of({Method.NEGOTIATION: {"standstill_days": 7}}).terms[Method.NEGOTIATION]
    buying.change(estate, Tender, made, terms=json.dumps(terms.frozen()))
    page = client.get(f"{PLACE}/{made}").text
    assert page.count("本小区自定") == 1
    assert DEFAULTS[Method.NEGOTIATION].standstill_days != 7


def test_a_refused_draft_keeps_what_was_typed(estate):
    answer = estate.client(DRAFTER).post(f"{PLACE}/new/{complete(estate)}", data=typed(estate, method="quotation", judging="lowest"))
    assert answer.status_code == 409
    assert "请改用更严格的方式" in answer.text
    assert "技术：灯具参数。商务：业绩。" in answer.text


def test_weights_and_the_ceiling_are_said_at_once_where_they_are_wrong(estate):
    lamps = complete(estate)
    for said, words in (
        ({"weight_price": "41"}, "合计要等于 100"),
        ({"ceiling": ""}, "请填写这一项"),
        ({"judging": "reason"}, "不在可选范围"),
    ):
        answer = estate.client(DRAFTER).post(f"{PLACE}/new/{lamps}", data=typed(estate, **said))
        assert answer.status_code == 422
        assert words in answer.text


def test_the_form_says_that_documents_are_missing(estate):
    assert "还没有签齐" in estate.client(DRAFTER).get(f"{PLACE}/new/{project(estate)}").text


def test_the_drafter_edits_and_the_review_is_void(estate):
    made = draft(estate, complete(estate))
    estate.client(HEAD).post(f"{PLACE}/{made}/review", data={"review-seen": seen(estate, made), "review-note": "看过"})
    place, form = estate.client(DRAFTER), {"seen": seen(estate, made)}
    assert "更换小区路灯" in place.get(f"{PLACE}/{made}/edit").text
    assert place.post(f"{PLACE}/{made}/edit", data=typed(estate, days="28") | form).status_code == 303
    assert "已作废" in place.get(f"{PLACE}/{made}").text
    assert place.post(f"{PLACE}/{made}/edit", data=typed(estate, days="27") | form).status_code == 409


def test_review_and_publication_ask_for_the_office_and_a_fresh_code(estate):
    made = draft(estate, complete(estate))
    for step in ("review", "publish"):
        assert estate.client(HEAD, stepped_up=False).post(f"{PLACE}/{made}/{step}").status_code == 403
        assert estate.client("赵一").post(f"{PLACE}/{made}/{step}").status_code == 403
    assert estate.client(DRAFTER).get(f"{PLACE}/{made}/publish").status_code == 403
    signing = {"review-seen": seen(estate, made), "review-note": "自己看过"}
    assert estate.client(DRAFTER).post(f"{PLACE}/{made}/review", data=signing).status_code == 403


def test_what_waits_is_on_the_list_of_tasks(estate):
    from huasheng_vote.home.queries.tasks import tasks

    def waiting(who):
        return [each.kind for each in tasks(estate.ref.id, estate.actor(who), estate.site.at) if each.kind.startswith("tender_")]

    made = draft(estate, complete(estate))
    assert [waiting(who) for who in (HEAD, EXPERT, DRAFTER, MEMBER)] == [["tender_review"], ["tender_review"], [], []]
    for who in (HEAD, EXPERT):
        estate.client(who).post(f"{PLACE}/{made}/review", data={"review-seen": seen(estate, made), "review-note": "看过"})
    assert [waiting(who) for who in (HEAD, EXPERT, MEMBER)] == [["tender_publish"], [], ["tender_publish"]]


def test_a_tender_of_another_estate_is_not_there(estate, site):
    from tests.builders import neighbourhood

    made = published(estate)
    other = neighbourhood(site, slug="other", name="别处")
    assert other.client(HEAD).get(f"/other/tenders/{made}").status_code == 404


def test_a_failed_one_leads_to_its_next_round_and_back(estate, client):

    made = published(estate)
    buying.change(estate, Tender, made, state="failed", failed_reason="只有两家报价", ended_at=estate.site.at)
    assert "只有两家报价" in client.get(f"{PLACE}/{made}").text
    drafter = estate.client(DRAFTER)
    assert "重新采购" in drafter.get(f"{PLACE}/{made}").text
    assert "城市及道路照明" in drafter.get(f"{PLACE}/{made}/again").text
    place = drafter.post(f"{PLACE}/{made}/again", data=typed(estate)).location
    assert "上一轮" in drafter.get(place).text
    assert "下一轮：" in drafter.get(f"{PLACE}/{made}").text
    assert "下一轮：" not in client.get(f"{PLACE}/{made}").text


def test_nothing_written_into_the_forms_breaks_them(estate):
    made = draft(estate, complete(estate))
    buying.change(estate, Tender, made, state="reviewed")
    for strange in ("长" * 10_000, "🏮\u202eعربي\0=1+1", "９９９９９９９９９９９９９９９９９９９９", "-1", "1e9"):
        sent = dict.fromkeys((*TYPED, "key", "seen", "deadline", "review-seen", "review-note"), strange)
        for who, step in (
            (DRAFTER, f"new/{row(estate, made).project_id}"),
            (DRAFTER, f"{made}/edit"),
            (HEAD, f"{made}/review"),
            (HEAD, f"{made}/publish"),
        ):
            assert estate.client(who).post(f"{PLACE}/{step}", data=sent).status_code in (409, 422)

"""Ideas through the browser: three steps to publish, nothing typed and no photo lost by a mistake, every bad input answered in words."""

import io
import re

import pytest
from sqlalchemy import select

from huasheng_vote import worker
from huasheng_vote.database import writing
from huasheng_vote.extensions import db
from huasheng_vote.files import store
from huasheng_vote.journal.models import JournalPrivate
from huasheng_vote.people.models import RoleGrant
from huasheng_vote.proposals.actions import answers, suggestions
from huasheng_vote.proposals.models import DraftFile
from huasheng_vote.proposals.queries import suggestions as read
from huasheng_vote.rules.flows.proposals import Moderation
from tests import builders
from tests.actions.test_files import bomb, photo_with_notes
from tests.proposals_helpers import TITLE, act, jpeg, key, suggest

LIST = "/songlu/suggestions"
NEW = f"{LIST}/new"
WELL = {"title": TITLE, "category": "lighting", "text": "四十二盏里有一半不亮。"}


def send(client, **more):
    return client.post(NEW, data={"step": "check", **WELL, **more})


def file(data, name="IMG_1.jpg"):
    return io.BytesIO(data), name


def kept(answer):
    return re.findall(r'name="kept" value="([^"]+)"', answer.text)


def count(estate):
    return read.listed(estate.ref.id, read.Wanted())[1]


def test_a_visitor_reads_ideas_with_their_authors_masked(estate, client):
    suggest(estate)
    page = client.get(LIST)
    assert (page.status_code, TITLE in page.text, "陈*" in page.text, "陈一" in page.text) == (200, True, True, False)
    assert "陈一" not in client.get(f"{LIST}/1").text


def test_a_visitor_who_wants_to_write_is_led_to_sign_in(estate, client):
    assert client.get(NEW).status_code == 303
    assert send(client).status_code == 403


def test_an_empty_list_says_what_to_do(estate, client):
    assert "写第一条建议" in client.get(LIST).text


def test_nothing_is_published_before_it_was_checked(estate):
    page = send(estate.client("陈一"))
    assert (page.status_code, count(estate)) == (200, 0)
    assert "公布这条建议" in page.text


def test_similar_ideas_are_shown_before_sending(estate):
    suggest(estate, "陈二")
    page = send(estate.client("陈一"), title="花园路灯太暗了")
    assert "有 1 条相近的建议" in page.text
    assert "没有找到相近的建议" in send(estate.client("陈一"), title="狗屎没人捡").text


def test_similar_ideas_are_a_fragment_of_their_own(estate, client):
    suggest(estate)
    found = client.get(f"{LIST}/similar", query_string={"title": "路灯"})
    assert TITLE in found.text
    assert "<html" not in found.text
    assert client.get(f"{LIST}/similar", query_string={"title": "路灯" * 5000}).status_code == 200


def test_publishing_leads_to_the_page_and_sent_twice_it_is_one_idea(estate):
    client, one = estate.client("陈一"), key()
    first = send(client, step="publish", key=one)
    assert first.status_code == 303
    assert send(client, step="publish", key=one).location == first.location
    assert count(estate) == 1
    assert TITLE in client.get(first.location).text


def test_the_second_tab_with_other_words_is_told_so_and_keeps_them(estate):
    client, one = estate.client("陈一"), key()
    send(client, step="publish", key=one)
    again = send(client, step="publish", key=one, title="另一句话说的")
    assert (again.status_code, count(estate)) == (409, 1)
    assert "另一句话说的" in again.text


def test_going_back_keeps_every_word(estate):
    page = send(estate.client("陈一"), step="edit", place="东门")
    assert (page.status_code, "东门" in page.text, TITLE in page.text, "处要改" in page.text) == (200, True, True, False)


def test_an_occupant_may_suggest_and_comment_but_not_endorse(estate, site):
    with site.unguarded(), writing(0):
        db.session.add(RoleGrant(estate_id=estate.ref.id, account_id=estate.staff["李邻长"], role="occupant", since=site.at))
    client = estate.client("李邻长")
    made = send(client, step="publish").location
    assert client.post(f"{made}/comments", data={"say-text": "我是租户，也赞成。"}).status_code == 303
    assert client.post(f"{made}/endorsement").status_code == 403


def test_photos_survive_a_mistake_elsewhere(estate):
    client = estate.client("陈一")
    wrong = send(client, title="灯", photos=[file(jpeg()), file(jpeg("#a8261b"))])
    assert (wrong.status_code, len(kept(wrong))) == (422, 2)
    assert "至少写 4 个字" in wrong.text
    made = send(client, step="publish", kept=kept(wrong))
    assert len(read.photos(estate.ref.id, int(made.location.rsplit("/", 1)[1]))) == 2


def test_an_unticked_photo_is_left_out(estate):
    client = estate.client("陈一")
    both = kept(send(client, photos=[file(jpeg()), file(jpeg("#a8261b"))]))
    made = send(client, step="publish", kept=both[:1])
    assert len(read.photos(estate.ref.id, int(made.location.rsplit("/", 1)[1]))) == 1


def test_of_seven_photos_six_are_kept_and_the_form_says_so(estate):
    page = send(estate.client("陈一"), photos=[file(jpeg(f"#00000{n}"), f"{n}.jpg") for n in range(7)])
    assert (page.status_code, len(kept(page))) == (422, 6)
    assert "最多 6 张照片，您选了 7 张" in page.text


def test_one_bad_photo_is_named_and_the_good_one_stays(estate):
    page = send(estate.client("陈一"), photos=[file(jpeg()), file(b"MZ\x90", "病毒.jpg")])
    assert (page.status_code, len(kept(page))) == (422, 1)
    assert "病毒.jpg：这种文件不能用" in page.text


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.7\n", "这种文件不能用"),
        (b"", "这种文件不能用"),
        (bomb(), "万像素"),
        (jpeg()[:-100], "打不开"),
        (b"<svg/>", "这种文件不能用"),
    ],
)
def test_what_is_no_photo_is_refused_in_words(estate, data, words):
    page = send(estate.client("陈一"), photos=[file(data)])
    assert (page.status_code, words in page.text, kept(page)) == (422, True, [])


def test_a_token_of_another_person_or_of_nobody_is_dropped(estate):
    theirs = kept(send(estate.client("陈二"), photos=[file(jpeg())]))
    page = send(estate.client("陈一"), kept=[*theirs, "garbage", "Z2FyYmFnZQ==", "路灯"])
    assert (page.status_code, kept(page)) == (200, [])


def test_a_published_photo_carries_no_camera_notes_and_is_kept_long_by_browsers(estate, client):
    made = send(estate.client("陈一"), step="publish", photos=[file(photo_with_notes())]).location
    [photo] = read.photos(estate.ref.id, int(made.rsplit("/", 1)[1]))
    shown = client.get(f"/songlu/photos/{photo.name}")
    assert (shown.mimetype, b"Exif" in shown.data, shown.headers["X-Content-Type-Options"]) == ("image/jpeg", False, "nosniff")
    assert "immutable" in shown.headers["Cache-Control"]
    assert client.get(f"/songlu/photos/{photo.name}", headers={"If-None-Match": shown.headers["ETag"]}).status_code == 304


def test_when_and_where_a_photo_was_taken_is_evidence_in_the_private_log(estate):
    send(estate.client("陈一"), step="publish", photos=[file(photo_with_notes())])
    private = db.session.scalars(select(JournalPrivate.body).order_by(JournalPrivate.index.desc())).first()
    assert b"2026-11-20T08:01:02" in private
    assert b"28.22500,112.93750" in private


def test_photos_of_a_hidden_idea_are_not_served(estate, client):
    made = int(send(estate.client("陈一"), step="publish", photos=[file(jpeg())]).location.rsplit("/", 1)[1])
    [photo] = read.photos(estate.ref.id, made)
    act(estate, "郑社区", answers.moderate_suggestion, made, Moderation.HIDE, "拍到了邻居的脸")
    assert client.get(f"/songlu/photos/{photo.name}").status_code == 404


def test_photos_are_not_served_under_another_estate_or_a_made_up_name(estate, site, client):
    builders.neighbourhood(site, slug="other", name="另一小区")
    made = int(send(estate.client("陈一"), step="publish", photos=[file(jpeg())]).location.rsplit("/", 1)[1])
    [photo] = read.photos(estate.ref.id, made)
    assert client.get(f"/other/photos/{photo.name}").status_code == 404
    for name in ("0" * 32 + ".jpg", "..%2fsecret.key", "x"):
        assert client.get(f"/songlu/photos/{name}").status_code == 404


def test_a_draft_photo_is_seen_by_owners_and_kept_by_no_cache(estate, client):
    page = send(estate.client("陈一"), photos=[file(jpeg())])
    [address] = set(re.findall(r'src="(/songlu/photos/drafts/[^"]+)"', page.text))
    shown = estate.client("陈一").get(address)
    assert (shown.status_code, shown.headers["Cache-Control"]) == (200, "no-store")
    assert client.get(address).status_code == 303


@pytest.mark.parametrize("field", ["title", "place", "text"])
def test_ten_thousand_characters_are_too_many_and_are_kept_in_the_form(estate, field):
    typed = "灯" * 10_000
    page = send(estate.client("陈一"), **{field: typed})
    assert (page.status_code, typed in page.text) == (422, True)
    assert "10000 个" in page.text


@pytest.mark.parametrize(
    "title", ["💡🔦 路灯不亮了 👨‍👩‍👧", "مصابيح الحديقة مطفأة", "<script>alert(1)</script>", "A&B \"路灯\" 'x'", "\u202e路灯不亮了"]
)
def test_any_script_is_published_as_it_was_typed(estate, client, title):
    made = send(estate.client("陈一"), step="publish", title=title)
    assert made.status_code == 303
    page = client.get(made.location)
    assert (page.status_code, "<script>alert" in page.text) == (200, False)
    assert read.suggestion(estate.ref.id, int(made.location.rsplit("/", 1)[1])).title == title


def test_nul_and_control_characters_never_reach_the_database(estate):
    made = send(estate.client("陈一"), step="publish", title="路\0灯\x07不亮了", text="第一行\r\n第二行\0")
    row = read.suggestion(estate.ref.id, int(made.location.rsplit("/", 1)[1]))
    assert (row.title, row.text) == ("路灯不亮了", "第一行\n第二行")


def test_broken_utf_8_is_no_accident(estate):
    body = b"step=check&category=lighting&title=%FF%FE%E8%B7%AF%E7%81%AF&text=%C3%28%E4%B8%8D%E4%BA%AE%E4%BA%86"
    page = estate.client("陈一").post(NEW, data=body, content_type="application/x-www-form-urlencoded")
    assert page.status_code in (200, 422)
    assert estate.client("陈一").get(f"{LIST}?q=%FF%FE&category=x&page=-1&building=9999999999999999999").status_code == 200


@pytest.mark.parametrize(
    "more", [{"category": "weapons"}, {"category": ""}, {"building": "999"}, {"building": "x"}, {"title": ""}, {"text": " \n "}]
)
def test_a_value_that_is_not_offered_is_refused(estate, more):
    assert send(estate.client("陈一"), step="publish", **more).status_code == 422
    assert count(estate) == 0


def test_endorsing_answers_htmx_with_the_fragment_and_a_browser_with_the_page(estate):
    idea, client = suggest(estate), estate.client("陈二")
    fragment = client.post(f"{LIST}/{idea}/endorsement", headers={"HX-Request": "true"})
    assert (fragment.status_code, f'id="endorsement-{idea}"' in fragment.text, "<html" in fragment.text) == (200, True, False)
    assert "您已附议" in fragment.text
    assert client.post(f"{LIST}/{idea}/endorsement/withdraw").status_code == 303
    assert read.endorsements(estate.ref.id, idea) == 0
    assert "附议" in client.get(f"{LIST}/{idea}/endorsement").text


@pytest.mark.parametrize("address", ["{0}", "{0}/endorsement", "999999", "99999999999999999999"])
def test_an_idea_of_another_estate_is_not_there(estate, site, client, address):
    other = builders.neighbourhood(site, slug="other", name="另一小区")
    theirs = suggest(other)
    assert client.get(f"{LIST}/{address.format(theirs)}").status_code == 404


def test_nobody_acts_on_an_idea_of_another_estate(estate, site):
    other = builders.neighbourhood(site, slug="other", name="另一小区")
    theirs, mine = suggest(other), suggest(estate)
    assert estate.client("陈二").post(f"{LIST}/{theirs}/endorsement").status_code == 404
    assert estate.client("陈二").post(f"{LIST}/{theirs}/comments", data={"say-text": "赞成。"}).status_code == 404
    assert estate.client("吴委员").post(f"{LIST}/{mine}/merge", data={"into": theirs}).status_code == 422
    assert estate.client("吴委员").post(f"{LIST}/{theirs}/hide", data={"reason": "别的小区的"}).status_code == 404


@pytest.mark.parametrize("into", ["0", "-1", "x", "", "9" * 30, "1"])
def test_a_merger_into_nothing_or_into_itself_is_said_on_the_field(estate, into):
    idea = suggest(estate)
    page = estate.client("吴委员").post(f"{LIST}/{idea}/merge", data={"into": into if into != "1" else idea})
    assert (page.status_code, 'id="into-why"' in page.text) == (422, True)


def test_a_merged_idea_points_to_the_one_it_went_into(estate, client):
    kept_one, gone = suggest(estate), suggest(estate, "陈二", "花园灯太暗")
    assert estate.client("吴委员").post(f"{LIST}/{gone}/merge", data={"into": kept_one}).status_code == 303
    page = client.get(f"{LIST}/{gone}").text
    assert (f'href="{LIST}/{kept_one}"' in page, "附议一起算" in page) == (True, True)
    assert "花园灯太暗" in client.get(f"{LIST}/{kept_one}").text
    again = estate.client("吴委员").post(f"{LIST}/{kept_one}/merge", data={"into": gone})
    assert (again.status_code, "已经并入别处" in again.text) == (409, True)


def test_an_answer_is_published_on_the_page(estate, client):
    idea = suggest(estate)
    wrong = estate.client("吴委员").post(f"{LIST}/{idea}/answer", data={"answer": "已换灯头，请看看。"})
    assert (wrong.status_code, "已换灯头，请看看。" in wrong.text) == (422, True)
    assert estate.client("吴委员").post(f"{LIST}/{idea}/answer", data={"outcome": "decline", "answer": "没有依据。"}).status_code == 303
    page = client.get(f"{LIST}/{idea}").text
    assert ("没有依据。" in page, "未采纳" in page) == (True, True)


@pytest.mark.parametrize("who", ["陈二", "李邻长"])
@pytest.mark.parametrize("address", ["answer", "merge", "hide"])
def test_only_officers_answer_merge_and_hide(estate, who, address):
    assert estate.client(who).post(f"{LIST}/{suggest(estate)}/{address}", data={}).status_code == 403


def test_a_hidden_idea_shows_its_reason_but_not_its_words(estate, client):
    idea = suggest(estate, text="李四的电话是 10000000000。")
    estate.client("郑社区").post(f"{LIST}/{idea}/hide", data={"reason": "写了别人的电话"})
    page = client.get(f"{LIST}/{idea}").text
    assert ("写了别人的电话" in page, "10000000000" in page, TITLE in page) == (True, False, False)
    assert "10000000000" in estate.client("陈一").get(f"{LIST}/{idea}").text


def test_comments_are_said_answered_and_hidden(estate, client):
    idea = suggest(estate)
    page = f"{LIST}/{idea}"
    said = estate.client("陈二").post(f"{page}/comments", data={"say-text": "赞成整体换。"}).location.rsplit("-", 1)[1]
    estate.client("吴委员").post(f"{page}/comments/{said}", data={f"reply-{said}-text": "已请电工。"})
    assert all(words in client.get(page).text for words in ("赞成整体换。", "已请电工。"))
    assert estate.client("郑社区").get(f"/songlu/comments/{said}/moderation").status_code == 200
    estate.client("郑社区").post(f"/songlu/comments/{said}/hide", data={"reason": "骂人的话"})
    assert ("赞成整体换。" in client.get(page).text, "骂人的话" in client.get(page).text) == (False, True)


def test_a_neighbour_head_who_is_no_owner_does_not_comment(estate):
    assert estate.client("李邻长").post(f"{LIST}/{suggest(estate)}/comments", data={"say-text": "赞成。"}).status_code == 403


def test_a_comment_too_long_is_kept_in_its_own_box(estate):
    idea = suggest(estate)
    said = act(estate, "陈二", suggestions.comment, key(), suggestions.About(suggestion_id=idea), "赞成。")
    page = estate.client("陈二").post(f"{LIST}/{idea}/comments/{said}", data={f"reply-{said}-text": "长" * 501})
    assert (page.status_code, "长" * 501 in page.text, f'id="reply-{said}-text-why"' in page.text) == (422, True, True)


def test_the_list_filters_by_what_the_address_says(estate, client):
    suggest(estate)
    suggest(estate, "陈二", "电动车棚不够用", category="roads")
    page = client.get(f"{LIST}?category=roads").text
    assert ("电动车棚不够用" in page, TITLE in page) == (True, False)
    assert "没有符合条件的建议" in client.get(f"{LIST}?q=游泳池").text
    assert client.get(f"{LIST}?category=weapons&state=x&sort=x&page=0").status_code == 200


def test_pages_of_the_list_follow_each_other(estate, client, site):
    for number in range(21):
        site.later(hours=5)
        suggest(estate, title=f"第 {number} 条建议")
    assert "第 1 / 2 页" in client.get(f"{LIST}?sort=new").text
    assert "第 0 条建议" in client.get(f"{LIST}?sort=new&page=2").text


def test_photos_nobody_published_are_swept_after_a_day_and_published_ones_stay(estate):
    client, site = estate.client("陈一"), estate.site
    made = send(client, step="publish", photos=[file(jpeg())]).location
    [published] = read.photos(estate.ref.id, int(made.rsplit("/", 1)[1]))
    page = send(client, photos=[file(jpeg("#a8261b"))])
    names = list(db.session.scalars(select(DraftFile.name)))
    assert len(names) == 4  # two photos, each with its small picture
    site.later(hours=24, minutes=59)
    assert worker.sweep_due(site.at) == 0
    late = send(estate.client("陈一"), step="publish", kept=kept(page))
    assert (late.status_code, "放了一天以上" in late.text, count(estate)) == (422, True, 1)
    site.later(minutes=1)
    assert worker.sweep_due(site.at) == 2
    assert db.session.scalars(select(DraftFile)).all() == []
    assert {name for name in names if store().open(name)} == {published.name, published.thumbnail}

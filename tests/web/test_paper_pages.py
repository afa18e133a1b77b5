"""Paper ballots in the browser: printing, taking in, typing in by keyboard, settling; and who may not."""

import re

import pytest

from huasheng_vote.assemblies.queries.frozen import frozen
from huasheng_vote.database import writing
from huasheng_vote.extensions import db
from huasheng_vote.register.models import Party
from huasheng_vote.rules.papers import Signature
from tests.papers import CLERKS, clerks, enter, entry, issue, paper, receive
from tests.voting import CLOSES, LAMPS, Asked, noticed

OWNERS = ("王大山", "陈一", "陈二", "陈三", "陈四", "刘甲", "刘乙", "赵一")


@pytest.fixture
def meeting(estate):
    made = noticed(clerks(estate))
    issue(made)
    return made


def text(answer, status=200):
    assert answer.status_code == status, answer.get_data(as_text=True)
    return answer.get_data(as_text=True)


def typed(meeting, name, *codes, signature="1"):
    serial = paper(meeting, name).serial
    boxes = {f"m{motion}": code for motion, code in zip(meeting.motions, codes, strict=True)}
    return {"serial": f"{serial[:3]} {serial[3:]}", "signature": signature, **boxes}


def test_the_pack_is_a_page_for_each_head_with_the_door_on_the_strip_and_nobodys_name(meeting, estate):
    page = text(estate.client("周主任").get(meeting.url("/papers/pack?building=1")))
    sheets = page.split('<div class="sheetpage">')[1:]
    assert len(sheets) == 6
    assert not any(name in page for name in OWNERS)
    for sheet in sheets:
        strip, ballot = sheet.split("</p>", 1)
        assert "1栋" in strip
        assert "1栋" not in ballot
        assert "1 同意" in ballot
        assert "3 弃权" in ballot
        assert 'class="qr"' in ballot


def test_a_paper_warns_where_only_paper_decides_and_where_silence_counts(estate):
    from huasheng_vote.assemblies.models.meetings import Assembly

    meeting = noticed(estate, silence="with_safeguard")
    issue(meeting, "1")
    page = text(estate.client("周主任").get(meeting.url("/papers/pack?building=1")))
    assert "已送达而不表态的" in page
    assert "以纸质票为准" not in page
    with estate.site.unguarded(), writing(0):
        db.session.query(Assembly).update({"online": "unknown"})
    assert "是否通过以纸质票为准" in text(estate.client("周主任").get(meeting.url("/papers/pack?building=1")))


def test_the_desk_issues_prints_and_replaces(estate):
    meeting = noticed(estate)
    chair = estate.client("周主任")
    assert "发放" in text(chair.get(meeting.url("/papers")))
    moved = chair.post(meeting.url("/papers/issue"), data={"building": "2"})
    assert moved.status_code == 303
    assert "2栋" in text(chair.get(moved.location))
    wrong = text(chair.post(meeting.url("/papers/another"), data={"units": "9栋999", "reason": "丢了"}), 422)
    assert "9栋999" in wrong
    moved = chair.post(meeting.url("/papers/another"), data={"units": "2栋102", "reason": "丢了"})
    assert text(chair.get(moved.location)).count('<div class="sheetpage">') == 1


def test_a_scanned_code_fills_the_serial_in(meeting, estate):
    serial = paper(meeting, "陈二").serial
    page = text(estate.client("李邻长").get(meeting.url(f"/papers/receive?serial={serial}")))
    assert f'value="{serial}"' in page
    assert 'value="box"' not in page, "a neighbour head keeps no box"
    nothing = text(estate.client("李邻长").get(meeting.url("/papers/receive?serial=x")))
    assert 'value=""' in re.search(r'<input[^>]*name="serial"[^>]*>', nothing)[0]


def test_the_form_of_a_neighbour_head_cannot_pose_as_the_box(meeting, estate):
    serial = paper(meeting, "赵一").serial
    data = {"serial": serial, "way": "box", "received_at": "2026-11-24T09:30"}
    text(estate.client("李邻长").post(meeting.url("/papers/receive"), data=data), 403)


def test_a_late_paper_is_said_to_be_late(meeting, estate):
    estate.site.at = CLOSES
    moved = estate.client("周主任").post(meeting.url("/papers/receive"), data={"serial": paper(meeting, "陈二").serial, "way": "box"})
    assert "迟到，不计入" in text(estate.client("周主任").get(moved.location))


def test_two_clerks_type_a_paper_in_and_never_learn_whether_they_agree(meeting, estate):
    receive(meeting, "陈二")
    receive(meeting, "陈三")
    receive(meeting, "陈四")
    answers = []
    for name, second in (("陈二", ("1", "2")), ("陈三", ("1", "1"))):
        for clerk, codes in zip(CLERKS, (("1", "2"), second), strict=True):
            client = estate.client(clerk)
            moved = client.post(meeting.url("/papers/entry"), data=typed(meeting, name, *codes))
            assert moved.status_code == 303
            shown = re.sub(r"[0-9]{3} ?[0-9]{3} ?[0-9]{4}", "SERIAL", text(client.get(moved.location)))
            answers.append(shown if clerk == CLERKS[1] else None)
    assert (paper(meeting, "陈二").state, paper(meeting, "陈三").state) == ("counted", "look")
    plain = [
        re.sub(r'您已录入 \d+ 张，还有 \d+ 张可以录|value="[^"]*"|\?v=\w+|<p class="n">[^<]*</p>', "", page) for page in answers if page
    ]
    assert plain[0] == plain[1]


def test_the_entry_page_is_ready_for_the_next_paper_and_names_nobody(meeting, estate):
    receive(meeting, "陈二")
    page = text(estate.client("录入甲").get(meeting.url("/papers/entry")))
    field = re.search(r'<input[^>]*name="serial"[^>]*>', page)[0]
    assert "autofocus" in field
    assert 'inputmode="numeric"' in field
    assert "还有 1 张可以录" in page
    assert not any(party in page for party in db.session.scalars(db.select(Party.name)))
    assert not re.search(r"[12]栋", page)


def test_what_was_typed_wrong_is_said_at_its_field_and_kept(meeting, estate):
    receive(meeting, "陈二")
    page = text(estate.client("录入甲").post(meeting.url("/papers/entry"), data=typed(meeting, "陈二", "1", "7")), 422)
    assert "1 到 3" in page
    assert paper(meeting, "陈二").serial in page
    data = typed(meeting, "陈二", "1", "2") | {"serial": "1234567890"}
    assert "票号不对" in text(estate.client("录入甲").post(meeting.url("/papers/entry"), data=data), 422)
    assert "还有题没有答" in text(estate.client("录入甲").post(meeting.url("/papers/entry"), data=typed(meeting, "陈二", "1", "")), 422)
    assert paper(meeting, "陈二").state == "received"


def test_alternatives_are_typed_by_the_number_of_their_box(estate):
    hedge = Asked("绿篱修成什么样", options=(("1", "修到一米"), ("2", "换成花池")))
    meeting = noticed(clerks(estate), (LAMPS, hedge))
    issue(meeting)
    receive(meeting, "陈二")
    assert "4 弃权" in text(estate.client("周主任").get(meeting.url("/papers/pack?building=1")))
    for clerk in CLERKS:
        assert estate.client(clerk).post(meeting.url("/papers/entry"), data=typed(meeting, "陈二", "1", "2")).status_code == 303
    from huasheng_vote.assemblies.models.ballots import BallotChoice

    assert db.session.scalar(db.select(BallotChoice.choice).filter_by(motion_id=meeting.motions[1])) == "2"


def test_a_paper_in_doubt_is_settled_by_two_who_see_both_entries(meeting, estate):
    receive(meeting, "陈二")
    enter(meeting, "陈二", entry(meeting, "agree", "oppose"))
    enter(meeting, "陈二", entry(meeting, "agree", "abstain"), "录入乙")
    chair, supervisor = estate.client("周主任"), estate.client("郑社区")
    assert "两次录入不一致" in text(chair.get(meeting.url("/papers/looks")))
    where = meeting.url(f"/papers/looks/{paper(meeting, '陈二').id}")
    page = text(chair.get(where))
    assert page.count('<span class="tag seal">不一致') == 1
    assert not any(name in page for name in OWNERS)
    text(chair.post(where, data={"reason": "看过"}), 422)
    data = typed(meeting, "陈二", "1", "2") | {"verdict": "count", "reason": "原件第二题是反对"}
    assert chair.post(where, data=data).status_code == 303
    page = text(supervisor.get(where))
    digest = re.search(r'name="digest"[^>]*value="([0-9a-f]{64})"', page)[1]
    assert "原件第二题是反对" in page
    assert supervisor.post(f"{where}/sign", data={"digest": digest}).status_code == 303
    assert paper(meeting, "陈二").state == "counted"


def test_a_whole_paper_is_void_without_anything_else_filled_in(meeting, estate):
    receive(meeting, "陈二")
    for clerk in CLERKS:
        enter(meeting, "陈二", entry(meeting, "agree", "oppose", signature=Signature.NONE), clerk)
    community, chair = estate.client("郑社区"), estate.client("周主任")
    where = meeting.url(f"/papers/looks/{paper(meeting, '陈二').id}")
    assert "请输 1、2 或 0" in text(community.post(where, data={"verdict": "count", "reason": "没有签名"}), 422)
    assert community.post(where, data={"verdict": "void", "reason": "没有签名"}).status_code == 303
    digest = re.search(r'name="digest"[^>]*value="([0-9a-f]{64})"', text(chair.get(where)))[1]
    assert chair.post(f"{where}/sign", data={"digest": digest}).status_code == 303
    assert paper(meeting, "陈二").state == "void"


def test_an_owner_sees_that_their_paper_came_and_which_of_two_counts(meeting, estate):
    from tests.actions.test_closing import cast
    from tests.papers import vote_on_paper

    vote_on_paper(meeting, "陈二", "agree", "oppose")
    assert "已投纸质票，11月24日" in text(estate.client("陈二").get(meeting.url("/vote")))
    cast(meeting, "陈三", "agree", "agree")
    vote_on_paper(meeting, "陈三", "oppose", "oppose")
    assert "留存备查" in text(estate.client("陈三").get(meeting.url("/vote")))


def test_each_page_is_for_those_who_hold_its_right(meeting, estate):
    receive(meeting, "陈二")
    ways = {
        "/papers": {"周主任", "吴委员", "郑社区"},
        "/papers/pack?building=1": {"周主任", "吴委员", "郑社区"},
        "/papers/another": {"周主任", "吴委员", "郑社区"},
        "/papers/receive": {"周主任", "吴委员", "郑社区", "李邻长"},
        "/papers/entry": {"录入甲", "录入乙"},
        "/papers/looks": {"周主任", "吴委员", "郑社区"},
    }
    for path, allowed in ways.items():
        for name in (*estate.staff, "陈一"):
            assert (estate.client(name).get(meeting.url(path)).status_code == 200) is (name in allowed), (path, name)
    assert estate.client("周主任", stepped_up=False).get(meeting.url("/papers/looks")).status_code in (303, 403)


def test_clerks_see_neither_standing_nor_desk_nor_who_took_part(meeting, estate):
    client = estate.client("录入甲")
    for path in ("/desk", "/doors", "/participants", "/papers", "/papers/looks"):
        assert client.get(meeting.url(path)).status_code == 403
    known = frozen(estate.ref.id, meeting.id)
    page = text(client.get(meeting.url("/papers/entry")))
    assert not any(head.pseudonym in page for head in known.heads.values())
    assert "meter" not in page

"""Pages of drawings: everybody reads, expert owners write and sign, each step by another person."""

import io

import pytest

from huasheng_vote.projects.queries import designs
from huasheng_vote.rules.designs import DesignKind, Step
from tests.drawn import drawn, project, signed
from tests.proposals_helpers import jpeg, key


@pytest.fixture
def lamps(estate):
    return project(estate)


def page_of(design):
    return f"/songlu/projects/designs/{design}"


def test_an_expert_draws_and_everybody_opens_the_drawing(estate, lamps, client):
    place = f"/songlu/projects/{lamps}/designs/new/scheme"
    expert = estate.client("陈一")
    assert "方案图" in expert.get(place).text
    sent = {"key": key(), "title": "路灯布点图", "text": "四十二盏", "file": (io.BytesIO(jpeg()), "布点.jpg")}
    page = client.get(expert.post(place, data=sent).location)
    assert "路灯布点图" in page.text
    assert "等设计人签字" in page.text
    assert client.get(f"{page.request.path}/versions/1/file").mimetype == "image/jpeg"


def test_a_bill_names_the_line_that_is_wrong_and_keeps_what_was_typed(estate, lamps):
    place = f"/songlu/projects/{lamps}/designs/new/bill"
    answer = estate.client("陈一").post(place, data={"key": key(), "title": "清单", "lines": "灯头 | 盏 | 42\n电缆 | 米 | 很多"})
    assert answer.status_code == 422
    assert "第 2 行的数量“很多”不对" in answer.text
    assert "电缆 | 米 | 很多" in answer.text


def test_a_scheme_without_a_drawing_is_refused_at_its_field(estate, lamps):
    place = f"/songlu/projects/{lamps}/designs/new/scheme"
    answer = estate.client("陈一").post(place, data={"key": key(), "title": "布点图", "text": ""})
    assert answer.status_code == 422
    assert 'href="#file"' in answer.text


def test_each_step_is_offered_to_whom_it_belongs(estate, lamps):
    design = drawn(estate, lamps)
    offered = {who: 'id="signing"' in estate.client(who).get(page_of(design)).text for who in ("陈一", "陈二", "陈四", "周主任")}
    assert offered == {"陈一": True, "陈二": False, "陈四": False, "周主任": False}
    signed(estate, design, Step.SIGN)
    assert 'id="signing"' not in estate.client("陈一").get(page_of(design)).text
    assert 'id="signing"' in estate.client("陈二").get(page_of(design)).text


def test_signing_over_http(estate, lamps):
    design = drawn(estate, lamps)
    seen = designs.sheet(estate.ref.id, design).version.digest
    answer = estate.client("陈一").post(f"{page_of(design)}/sign", data={"sign-seen": seen})
    assert answer.status_code == 303
    assert "等另一位专家业主复核" in estate.client("陈二").get(page_of(design)).text


def test_signing_needs_a_fresh_code_and_the_office_of_an_expert(estate, lamps):
    design = drawn(estate, lamps)
    assert estate.client("陈一", stepped_up=False).post(f"{page_of(design)}/sign").status_code == 403
    assert estate.client("周主任").post(f"{page_of(design)}/sign").status_code == 403


def test_a_changed_version_is_said_at_the_signature(estate, lamps):
    design = drawn(estate, lamps)
    answer = estate.client("陈一").post(f"{page_of(design)}/sign", data={"sign-seen": "0" * 64})
    assert answer.status_code == 409


def test_sending_back_with_a_reason(estate, lamps, client):
    design = drawn(estate, lamps)
    signed(estate, design, Step.SIGN)
    seen = designs.sheet(estate.ref.id, design).version.digest
    sent = {"return-seen": seen, "return-reason": "漏了接地电阻"}
    assert estate.client("陈二").post(f"{page_of(design)}/return", data=sent).status_code == 303
    assert "漏了接地电阻" in client.get(page_of(design)).text


def test_the_next_version_begins_with_the_last_one(estate, lamps, client):
    design = drawn(estate, lamps, DesignKind.BILL)
    form = estate.client("陈一").get(f"{page_of(design)}/edit").text
    assert "LED 灯头 | 盏 | 42" in form
    sent = {"key": key(), "seen": "1", "lines": "LED 灯头 | 盏 | 43", "changed": "多一盏"}
    assert estate.client("陈一").post(f"{page_of(design)}/edit", data=sent).status_code == 303
    assert "这不是现行的一版" in client.get(f"{page_of(design)}/versions/1").text


def test_the_committee_says_what_is_touched(estate, lamps, client):
    place = f"/songlu/projects/{lamps}/touched"
    chair = estate.client("周主任")
    assert "还没有说明工程" in client.get(f"/songlu/projects/{lamps}").text
    assert chair.post(place, data={}).status_code == 422
    assert chair.post(place, data={"touched": ["nothing", "power"]}).status_code == 422
    assert chair.post(place, data={"touched": ["power"]}).status_code == 303
    assert "采购之前还缺：施工图、技术要求、工程量清单" in client.get(f"/songlu/projects/{lamps}").text


def test_what_is_not_there_is_not_found(estate, lamps, client):
    assert client.get(page_of(99)).status_code == 404
    assert estate.client("陈一").get(f"/songlu/projects/{lamps}/designs/new/poem").status_code == 404
    assert client.get(f"{page_of(drawn(estate, lamps))}/versions/1/file").status_code == 404


def stored(site):
    return {path.name for path in (site.app.config["SETTINGS"].data / "files").rglob("*") if path.is_file()}


def test_a_file_of_a_refused_form_is_not_kept(estate, lamps, site):
    place = f"/songlu/projects/{lamps}/designs/new/scheme"

    def send(title):
        return estate.client("陈一").post(place, data={"key": key(), "title": title, "file": (io.BytesIO(jpeg()), "布点.jpg")})

    before = stored(site)
    assert send("布点图").status_code == 303
    kept = stored(site) - before
    assert len(kept) == 1
    assert [send("布点图").status_code, send("x").status_code] == [409, 422]
    assert stored(site) - before == kept

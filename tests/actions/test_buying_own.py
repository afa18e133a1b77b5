"""What buying keeps about a person is told to that person alone, with words for everything."""

import pytest
from sqlalchemy import select

from huasheng_vote import labels
from huasheng_vote.extensions import db
from huasheng_vote.procurement.models import (
    Challenge,
    Enquiry,
    Mark,
    OpeningOfficer,
    OpeningShare,
    Qualification,
    ReportSignature,
    ScoreSheet,
)
from huasheng_vote.procurement.models import Report as EvaluationReport
from huasheng_vote.procurement.queries.own import kept_by_procurement
from tests import buying
from tests.proposals_helpers import key

PRIVATE = ("刘法人", "6222 0000")


def kept(estate, who):
    found = kept_by_procurement(estate.ref.id, {**estate.owners, **estate.staff}[who], estate.site.at)
    return {section: rows for section, rows in found.items() if rows}


@pytest.fixture
def bought(estate):
    """Judged by 陈三 alone among the three, opened by 吴委员, asked about and challenged by 甲方经理."""
    found = buying.evaluated(estate)
    here, at = {"tender_id": found.tender}, estate.site.at
    officer = db.session.scalar(select(OpeningOfficer.id).filter_by(account_id=estate.staff["吴委员"], **here))
    report = db.session.scalar(select(EvaluationReport.id).filter_by(**here))
    first = found.bids["甲方经理"]
    sheet = ScoreSheet(seat_id=found.seats["陈三"])
    buying.lay(
        estate,
        sheet,
        OpeningShare(bid_id=first, officer_id=officer, account_id=estate.staff["吴委员"], share="秘密", at=at),
        Qualification(bid_id=first, seat_id=found.seats["陈三"], at=at),
        ReportSignature(report_id=report, seat_id=found.seats["陈三"], digest="e" * 64, dissent="商务分偏低", at=at),
        Enquiry(key=key(), asker=str(found.suppliers["甲方经理"]), text="灯杆颜色？", asked_at=at, **here),
        Challenge(key=key(), author_id=estate.staff["甲方经理"], supplier_id=found.suppliers["甲方经理"], ordinal=1, about="evaluation",
            title="评分有误", text="商务分算错了", submitted_at=at, due=at.date(), **here),
    )  # fmt: skip
    buying.lay(estate, Mark(sheet_id=sheet.id, bid_id=first, component="technical", score=3850, reason="灯具参数好"))
    return found


def test_a_company_its_offer_its_question_and_its_challenge_are_told_to_who_acts_for_it(estate, bought):
    told = kept(estate, "甲方经理")
    assert set(told) == {"companies", "offers", "enquiries", "challenges"}
    assert (told["offers"][0]["price"], told["offers"][0]["tender"]) == ("248000.00", "更换小区路灯")
    assert told["enquiries"][0]["text"] == "灯杆颜色？"
    assert told["challenges"][0]["title"] == "评分有误"


def test_a_sealed_offer_is_told_to_its_own_company_and_to_no_other(estate):
    buying.sealed(estate)
    assert [(each["offer_state"], each["price"]) for each in kept(estate, "甲方经理")["offers"]] == [("locked", "")]
    assert len(kept(estate, "乙方经理")["offers"]) == 1


def test_a_panelist_is_told_their_own_sheet_finding_and_dissent(estate, bought):
    told = kept(estate, "陈三")
    assert [(each["offer"], each["component"], each["score"], each["reason"]) for each in told["sheets"]] == [
        ("甲", "technical", "38.50", "灯具参数好")
    ]
    assert told["qualifications"][0]["qualified"] == "yes"
    assert [each["report_hand"] for each in told["reports"]] == ["written", "dissented"]
    assert not {"sheets", "qualifications", "reports"} & set(kept(estate, "刘甲"))


def test_hands_and_places_in_office_are_told(estate, bought):
    assert [each["opening_duty"] for each in kept(estate, "吴委员")["opening_places"]] == ["officer_committee"]
    assert [each["opening_hand"] for each in kept(estate, "吴委员")["openings"]] == ["share"]
    assert {each["tender_hand"] for each in kept(estate, "吴委员")["tender_hands"]} == {"invited", "named_officer", "named_panelist"}
    assert [each["tender_hand"] for each in kept(estate, "陈一")["tender_hands"]] == ["drafted"]
    assert {each["company"] for each in kept(estate, "吴委员")["company_checks"]} == {name for name, _code in buying.COMPANIES.values()}


@pytest.mark.parametrize("who", ["吴委员", "陈三", "乙方经理", "陈一", "赵五"])
def test_nothing_of_another_company_or_person_is_among_it(estate, bought, who):
    told = str(kept(estate, who))
    assert [word for word in (*PRIVATE, "灯杆颜色", "评分有误", "秘密") if word in told and who != "乙方经理"] == []
    assert "248000.00" not in told
    assert ("38.50" in told) == (who == "陈三")


def test_there_are_words_for_all_of_it(estate, bought):
    for who in ("甲方经理", "吴委员", "陈三", "陈一", "周主任"):
        for section, rows in kept(estate, who).items():
            assert section in labels.SECTIONS
            for field, value in ((field, value) for row in rows for field, value in row.items()):
                assert field in labels.TERMS
                assert field not in labels.VALUES or value in labels.VALUES[field]


def test_the_page_of_ones_own_data_shows_it(estate, bought):
    page = estate.client("甲方经理").get("/songlu/me/data").text
    assert "您单位的报价" in page
    assert "248000.00" in page

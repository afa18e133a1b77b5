"""Open data: every release is valid by the standards' strict schemas, tells what is public and nothing else, and never changes."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from huasheng_vote.extensions import db
from huasheng_vote.procurement.actions import addenda, cancelling, deadlines
from huasheng_vote.procurement.models import Addendum, Award, Bid, Contract, Release
from huasheng_vote.procurement.opendata import facts, packages
from huasheng_vote.procurement.opendata.codes import Tag
from huasheng_vote.procurement.opendata.commands import project_files
from huasheng_vote.procurement.opendata.oc4ids import package as project_package
from huasheng_vote.procurement.opendata.publishing import publish, releases
from huasheng_vote.rules.access import SYSTEM
from huasheng_vote.rules.flows.tenders import BidState, Cancelled
from tests import buying, opendata
from tests.opendata import faults
from tests.proposals_helpers import act

URI = "https://example.test/songlu/tenders/"


def emit(purchase, tag):
    """A release as an act writes it; returns it."""

    def publishing(on):
        publish(on, purchase.row(), tag)
        on.record("tender.published", f"tender/{purchase.tender}", {})

    purchase.estate.site.act(purchase.estate.ref, SYSTEM, publishing)
    return releases(purchase.estate.ref.id, purchase.tender)[-1]


def wrong(purchase):
    """What is wrong with all releases so far, as a package and as records."""
    found = releases(purchase.estate.ref.id)
    made = {kind: make(URI, "松麓家园", found, purchase.at) for kind, make in MAKERS.items()}
    return [fault for kind, body in made.items() for fault in faults(kind, json.loads(json.dumps(body)))]


MAKERS = {"release-package": packages.package, "record-package": packages.record_package}


def awarded(estate):
    """An award to the first of the ranking, under publicity."""
    purchase = buying.evaluated(estate)
    bid = purchase.bids["乙方经理"]
    buying.change(estate, Bid, bid, state=BidState.WINNER)
    award = Award(
        tender_id=purchase.tender, bid_id=bid, ordinal=1, price=226_000_00, decision_id=buying.decision(estate, 226_000_00),
        proposed_by=estate.staff["周主任"], published_at=purchase.at, standstill_until=purchase.at.date(),
    )  # fmt: skip
    buying.lay(estate, award)
    return purchase, award


def test_the_first_release_tells_the_plan_and_the_tender_and_is_valid(estate):
    purchase = buying.published(estate)
    made = emit(purchase, Tag.TENDER)
    assert wrong(purchase) == []
    assert (made["tag"], made["ocid"]) == (["planning", "tender"], f"huasheng-songlu-2026-{purchase.tender:02d}")
    assert (made["tender"]["value"], made["planning"]["budget"]["amount"]) == ({"amount": 250000, "currency": "CNY"},) * 2
    assert made["tender"]["procurementMethod"] == "limited"
    assert made["tender"]["status"] == "active"


def test_before_the_opening_no_release_says_that_there_are_bids(estate):
    purchase = buying.published(estate)
    before = emit(purchase, Tag.TENDER)
    supplier = purchase.suppliers["乙方经理"]
    buying.lay(
        estate,
        Bid(tender_id=purchase.tender, key="k", envelope="a" * 32, bidder=str(supplier), stored="", digest="b" * 64, commitment="c" * 64, salt=bytes(32),
            sealed_by="browser", specification="5" * 64, leaf=0, submitted_at=purchase.at, changed_at=purchase.at),
    )  # fmt: skip
    after = emit(purchase, Tag.TENDER_UPDATE)
    assert {name for name in after if after[name] != before[name]} == {"id", "tag"}
    assert "bids" not in after
    assert "numberOfTenderers" not in after["tender"]


def test_an_addendum_is_an_amendment(estate):
    purchase = buying.published(estate)
    emit(purchase, Tag.TENDER)
    addendum = Addendum(tender_id=purchase.tender, ordinal=1, text="灯杆改为 4 毫米。", specification="6" * 64, author_id=estate.staff["吴委员"], at=purchase.at)  # fmt: skip
    buying.lay(estate, addendum)
    assert emit(purchase, Tag.TENDER_AMENDMENT)["tender"]["amendments"][0]["rationale"] == "灯杆改为 4 毫米。"
    assert wrong(purchase) == []


def test_after_the_opening_bids_stand_with_bidder_and_price(estate):
    purchase = buying.opened(estate)
    made = emit(purchase, Tag.TENDER_UPDATE)
    assert wrong(purchase) == []
    assert [each["value"]["amount"] for each in made["bids"]["details"]] == [248000, 226000, 239500]
    assert {each["measure"]: each["value"] for each in made["bids"]["statistics"]} == {"bids": 3, "validBids": 0}
    assert made["tender"]["numberOfTenderers"] == 3
    assert all(party["identifier"]["scheme"] == "CN-USCC" for party in made["parties"] if "tenderer" in party["roles"])


def test_a_price_with_fen_is_exact(estate):
    purchase = buying.opened(estate, prices=(248_000_01, 226_000_10, 239_500_99))
    text = json.dumps(emit(purchase, Tag.TENDER_UPDATE))
    assert '"amount": 248000.01' in text
    assert '"amount": 226000.1,' in text
    assert '"amount": 239500.99' in text


def test_an_award_names_the_bid_and_the_supplier(estate):
    purchase, _award = awarded(estate)
    made = emit(purchase, Tag.AWARD)["awards"][0]
    assert wrong(purchase) == []
    assert (made["status"], made["value"]["amount"], made["suppliers"][0]["name"]) == ("pending", 226000, "岳麓机电安装有限公司")


def test_a_contract_refers_to_its_award_and_the_project_file_sums_it_up(estate):
    purchase, award = awarded(estate)
    contract = Contract(award_id=award.id, year=2026, ordinal=1, price=226_000_00, days=28, warranty_months=36, body="{}", digest="f" * 64,
        drawn_at=purchase.at, due=purchase.at.date())  # fmt: skip
    buying.lay(estate, contract)
    made = emit(purchase, Tag.CONTRACT)["contracts"][0]
    assert wrong(purchase) == []
    assert (made["awardID"], made["status"], made["value"]["amount"]) == (str(award.id), "pending", 226000)
    body = project_package(URI, "松麓家园", project_files(estate.ref, purchase.at), purchase.at)
    assert faults("project-package", json.loads(json.dumps(body))) == []
    [process] = body["projects"][0]["contractingProcesses"]
    assert (process["summary"]["status"], process["summary"]["contractValue"]["amount"]) == ("pre-award", 226000)
    assert process["releases"][0]["tag"] == ["contract"]


def test_a_project_without_a_purchase_is_a_valid_file(estate):
    buying.drafted(estate)
    body = project_package(URI, "松麓家园", project_files(estate.ref, estate.site.at), estate.site.at)
    assert faults("project-package", json.loads(json.dumps(body))) == []
    assert "contractingProcesses" not in body["projects"][0]


def test_releases_are_counted_and_stay_as_they_were_published(estate):
    purchase = buying.published(estate)
    first = emit(purchase, Tag.TENDER)
    estate.site.at += timedelta(days=1)
    buying.change(estate, type(purchase.row()), purchase.tender, ceiling=240_000_00)
    second = emit(purchase, Tag.TENDER_UPDATE)
    assert [each["id"][-3:] for each in (first, second)] == ["001", "002"]
    assert releases(estate.ref.id, purchase.tender)[0] == first
    record = packages.record_package(URI, "松麓家园", [first, second], estate.site.at)["records"][0]
    assert record["compiledRelease"]["tender"]["value"]["amount"] == 240000
    assert record["compiledRelease"]["tag"] == ["compiled"]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda body: body["tender"].update(colour="red"),
        lambda body: body.update(date="yesterday"),
        lambda body: body["tender"].update(status="running"),
        lambda body: body.update(bids={"details": [{"id": "a", "colour": "red"}]}),
        lambda body: body["tender"]["value"].update(amount="250000"),
        lambda body: body.pop("ocid"),
    ],
    ids=["unknown key", "no date", "unknown status", "unknown key under bids", "amount as text", "no ocid"],
)
def test_the_strict_schema_finds_what_is_wrong(estate, spoil):
    purchase = buying.published(estate)
    body = emit(purchase, Tag.TENDER)
    spoil(body)
    assert faults("release-package", packages.package(URI, "松麓家园", [body], purchase.at)) != []


def test_the_merge_follows_rfc_7386():
    assert opendata.merged({"a": {"b": 1, "c": 2}, "d": [1, 2]}, {"a": {"b": None, "e": 3}, "d": [9]}) == {"a": {"c": 2, "e": 3}, "d": [9]}


def test_every_release_is_a_row_the_log_binds(estate):
    purchase = buying.published(estate)
    emit(purchase, Tag.TENDER)
    assert db.session.scalar(select(Release.ordinal).filter_by(estate_id=estate.ref.id)) == 1
    assert [each.id for each in facts.published(estate.ref.id)] == [purchase.tender]


def test_somebody_who_acts_has_no_release_of_their_own(estate):
    """A release is written by an act; there is none without a line."""
    purchase = buying.published(estate)
    with pytest.raises(AssertionError):
        act(estate, "吴委员", lambda on: publish(on, purchase.row(), Tag.TENDER))


def tags(purchase):
    return [each["tag"][0] for each in releases(purchase.estate.ref.id, purchase.tender)]


def test_whatever_changes_an_open_tender_in_public_writes_its_release(estate):
    purchase = buying.published(estate)
    act(estate, "吴委员", addenda.amend, purchase.tender, purchase.row().specification, "灯杆改为 4 毫米。")
    assert tags(purchase) == ["tenderAmendment"]
    estate.site.at = purchase.row().deadline
    act(estate, "周主任", deadlines.settle, purchase.tender)
    assert tags(purchase) == ["tenderAmendment", "tenderUpdate"]
    assert releases(estate.ref.id, purchase.tender)[-1]["tender"]["status"] == "unsuccessful"
    assert wrong(purchase) == []


def test_giving_a_tender_up_is_a_release_and_giving_up_a_draft_is_none(estate):
    purchase = buying.published(estate)
    act(estate, "周主任", cancelling.cancel, purchase.tender, Cancelled.BUDGET_GONE, "业主大会撤回了预算。")
    assert tags(purchase) == ["tenderCancellation"]
    assert releases(estate.ref.id, purchase.tender)[-1]["tender"]["status"] == "cancelled"
    draft = buying.drafted(estate, project_id=purchase.project)
    act(estate, "周主任", cancelling.cancel, draft.tender, Cancelled.NEED_GONE, "先不换了。")
    assert tags(draft) == []


def test_both_files_are_written_by_commands(estate, tmp_path):
    purchase = buying.opened(estate)
    emit(purchase, Tag.TENDER_UPDATE)
    run = estate.site.app.test_cli_runner()
    for command, kind in ((["ocds"], "release-package"), (["ocds", "--records"], "record-package"), (["oc4ids"], "project-package")):
        out = tmp_path / f"{kind}.json"
        assert run.invoke(args=[*command, "songlu", "-o", str(out)]).exit_code == 0
        assert faults(kind, json.loads(out.read_text("utf-8"))) == []
    assert json.loads(run.invoke(args=["ocds", "songlu"]).output)["releases"][0]["ocid"].startswith("huasheng-songlu-")


def test_an_estate_that_is_not_there_is_said_so(estate):
    answer = estate.site.app.test_cli_runner().invoke(args=["ocds", "nowhere"])
    assert answer.exit_code == 2
    assert '"error": "not_found"' in answer.stderr

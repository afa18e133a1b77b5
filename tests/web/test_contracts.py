"""Pages of contracts: everybody reads them without account and names, the two sides sign what they see, one page is official paper."""

from tests.actions.test_awards import FIRST, HEAD, OTHER, SECOND, other_decision
from tests.actions.test_contracts import again, drawn, signed

PLACE = "/songlu/tenders/contracts"
ACCOUNT = "6222 0000 0000 0000"


def test_everybody_reads_it_without_the_account_and_whole_names(estate, client):
    _bought, contract = drawn(estate)
    page, paper = client.get(f"{PLACE}/{contract.id}").text, client.get(f"{PLACE}/{contract.id}/paper").text
    for words in ("226,000.00 元", "28 天", "36 个月", contract.digest, "不公开", "待签字"):
        assert words in page
    for secret in (ACCOUNT, "湘建安B2020001", "刘法人", "赵经理"):
        assert secret not in page
        assert secret not in paper
    assert "贰拾贰万陆仟元整" in paper


def test_both_sides_read_the_account_and_another_bidder_does_not(estate):
    _bought, contract = drawn(estate)
    for who, reads in ((FIRST, True), (HEAD, True), (SECOND, False), ("陈一", False)):
        assert (ACCOUNT in estate.client(who).get(f"{PLACE}/{contract.id}").text) is reads
    assert "刘法人" in estate.client(FIRST).get(f"{PLACE}/{contract.id}/paper").text


def test_both_sides_sign_over_http_and_each_finds_it_among_what_waits(estate, client):
    bought, contract = drawn(estate)
    place = f"{PLACE}/{contract.id}"
    for who, words in ((FIRST, "您代表承包人签字"), (HEAD, "您代表发包人签字")):
        assert place in estate.client(who).get("/songlu/tasks").text
        assert words in estate.client(who).get(place).text
        assert estate.client(who).post(f"{place}/sign", data={"sign-seen": contract.digest}).status_code == 303
        assert place not in estate.client(who).get("/songlu/tasks").text
    page = client.get(place).text
    assert "履行中" in page
    assert client.get(f"/songlu/tenders/{bought.tender}/contract").location == place
    assert again(estate, contract).state == "signed"


def test_signing_needs_a_fresh_code_and_a_side(estate):
    _bought, contract = drawn(estate)
    place = f"{PLACE}/{contract.id}/sign"
    assert estate.client(HEAD, stepped_up=False).post(place).status_code == 403
    assert estate.client("陈一").post(place).status_code == 403
    assert estate.client(OTHER).post(place, data={"sign-seen": contract.digest}).status_code == 403


def test_other_words_than_those_seen_are_not_signed(estate):
    _bought, contract = drawn(estate)
    answer = estate.client(HEAD).post(f"{PLACE}/{contract.id}/sign", data={"sign-seen": "0" * 64})
    assert answer.status_code == 409
    assert again(estate, contract).employer_signed_at is None


def test_it_ends_over_http_with_the_reason_kept_where_the_decision_is_missing(estate, client):
    _bought, contract = signed(estate)
    place, head = f"{PLACE}/{contract.id}", estate.client(HEAD)
    answer = head.post(f"{place}/end", data={"end-outcome": "complete", "end-reason": "验收合格，款项付清"})
    assert answer.status_code == 422
    assert "验收合格，款项付清" in answer.text
    estate.site.later(minutes=1)
    year, number = other_decision(estate)
    said = {"end-outcome": "complete", "end-reason": "验收合格，款项付清", "end-decision": f"{year}-{number}"}
    assert head.post(f"{place}/end", data=said).status_code == 303
    page = client.get(place).text
    assert "已履行完毕" in page
    assert "验收合格，款项付清" in page


def test_the_list_and_the_tenders_page_lead_to_it(estate, client):
    bought, contract = drawn(estate)
    assert f"{PLACE}/{contract.id}" in client.get(PLACE).text
    assert f"/songlu/tenders/{bought.tender}/contract" in client.get(f"/songlu/tenders/{bought.tender}").text


def test_contracts_of_another_estate_are_not_there(estate, site):
    from tests.builders import neighbourhood

    _bought, contract = drawn(estate)
    other = neighbourhood(site, slug="other", name="别处")
    assert other.client(HEAD).get(f"/other/tenders/contracts/{contract.id}").status_code == 404

"""The validity gate: unless the offices have accepted votes on this platform, online only asks, every page says so, and paper decides."""

import json
from types import SimpleNamespace

import pytest
from sqlalchemy import select, update

from huasheng_vote.assemblies.models.meetings import Assembly
from huasheng_vote.assemblies.models.results import Finding
from huasheng_vote.assemblies.queries.figures import consulted, read
from huasheng_vote.assemblies.queries.voting import window
from huasheng_vote.database import writing
from huasheng_vote.extensions import db
from huasheng_vote.rules.ballot import Channel, Duplicates
from huasheng_vote.rules.counts import Amount
from huasheng_vote.rules.tally import Outcome
from tests.actions.test_closing import EVERYBODY, after_objections, cast, close
from tests.voting import LAMPS, noticed, slip_in

BANNER = 'aria-label="意向征询"'
NOT_ACCEPTED = ("official_only", "unknown")


def answered(meeting, answer):
    """The offices' answer as the notice froze it."""
    with meeting.estate.site.unguarded(), writing(0):
        db.session.execute(update(Assembly).filter_by(id=meeting.id).values(online=answer))
    return meeting


@pytest.fixture
def on_paper(monkeypatch):
    """Every ballot is recorded as if it had come on paper."""
    monkeypatch.setattr("huasheng_vote.assemblies.actions.casting.Channel", SimpleNamespace(ONLINE=Channel.PAPER))


def before_closing(meeting, client):
    """Every page a voter passes, in the order of the vote."""
    home = f"/{meeting.estate.ref.slug}/"
    yield client.get(home)
    yield client.get(meeting.url(""))
    yield client.get(meeting.url("/vote"))
    page = client.get(meeting.url(f"/ballot/{meeting.heads['陈一']}/1"))
    for choice in ("agree", "agree"):
        yield page
        page = client.get(client.post(page.request.path, data={"slip": slip_in(page), "choice": choice}).location)
    yield page
    receipt = client.get(client.post(page.request.path, data={"slip": slip_in(page)}).location)
    yield receipt
    yield client.get(f"{receipt.request.path}/choices")
    yield client.get(meeting.url("/participants"))
    yield client.get(meeting.url(f"/ballot/{meeting.heads['陈一']}/1"))  # refused: it has voted
    yield client.get(home)


@pytest.mark.parametrize("answer", ["accepted", *NOT_ACCEPTED])
def test_every_page_of_the_vote_says_whether_online_counts(estate, answer):
    meeting = answered(noticed(estate), answer)
    for page in before_closing(meeting, estate.client("陈一")):
        text = page.get_data(as_text=True)
        assert "<h1" in text, page.request.path
        assert (BANNER in text) is (answer != "accepted"), page.request.path
    tasks = estate.client("陈二").get(f"/{estate.ref.slug}/tasks").get_data(as_text=True)
    assert ("请您表达意向（线上不计票）" in tasks) is (answer != "accepted")


@pytest.mark.usefixtures("on_paper")
@pytest.mark.parametrize("answer", ["accepted", *NOT_ACCEPTED])
def test_every_page_of_the_result_says_it_too(estate, client, answer):
    meeting = noticed(estate)
    for name in EVERYBODY:
        cast(meeting, name, "agree", "oppose")
    answered(meeting, answer)
    close(meeting)
    pages = [client.get(meeting.url("/result/"))]
    after_objections(estate)
    assert estate.client("周主任").post(meeting.url("/result/announcement")).status_code == 303
    pages += [client.get(meeting.url("/result/")), client.get(meeting.url("/vote")), client.get(meeting.url("/announcement"))]
    pages.append(client.get(f"/{estate.ref.slug}/resolutions/2026/1"))
    for page in pages:
        assert page.status_code == 200, page.request.path
        assert (BANNER in page.get_data(as_text=True)) is (answer != "accepted"), page.request.path
    paper = pages[3].get_data(as_text=True).partition('<article class="official">')[2]
    assert ("本次线上投票只作意向征询" in paper) is (answer != "accepted")
    told = json.loads(client.get(meeting.url("/announcement.json")).data)["assembly"]["online"]
    assert told == ("counted" if answer == "accepted" else "consultation")


@pytest.mark.parametrize("answer", NOT_ACCEPTED)
def test_what_was_only_asked_online_passes_nothing(estate, answer):
    meeting = answered(noticed(estate, [LAMPS]), answer)
    for name in meeting.heads:
        if name != "建设单位":
            cast(meeting, name.split("、")[0], "agree")
    close(meeting)
    found = read(db.session.scalars(select(Finding.figures)).one())
    assert found.outcome is Outcome.NO_QUORUM
    assert found.chosen == {}


def test_in_a_consultation_paper_takes_the_place_of_an_online_ballot(estate):
    meeting = noticed(estate, duplicates="online_prevails")
    assert window(estate.ref.id, meeting.id).duplicates is Duplicates.ONLINE_PREVAILS
    answered(meeting, "unknown")
    assert window(estate.ref.id, meeting.id).duplicates is Duplicates.PAPER_PREVAILS


def test_a_consultation_is_shown_apart_only_where_nobodys_choice_can_be_told():
    assert consulted({"agree": Amount(12, 9), "oppose": Amount(7, 5)}) == {}
    assert consulted({"agree": Amount(12, 9), "oppose": Amount(8, 5)}) == {
        "consulted": {"agree": {"heads": 12, "area": 9}, "oppose": {"heads": 8, "area": 5}}
    }

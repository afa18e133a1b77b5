"""Every page of the area, for every kind of reader, in both languages: valid HTML, one h1, no id twice, nothing left in Chinese."""

import re
from datetime import timedelta

import html5lib
import pytest

from huasheng_vote.proposals.actions import answers, campaigns, demands, proposals, suggestions
from huasheng_vote.proposals.queries import Paper
from huasheng_vote.rules.flows.proposals import Moderation
from huasheng_vote.rules.lawbook import Answer, Asked
from tests.proposals_helpers import QUESTIONS, act, key, suggest, wording

READERS = [None, "陈一", "赵一", "周主任", "吴委员", "郑社区"]
EMPTY = ["suggestions", "campaigns", "proposals", "demands"]
OF_ALL = [
    *EMPTY,
    "suggestions?category=lighting&q=lamp",
    "suggestions?q=nothing",
    "suggestions/similar?title=lamp",
    "suggestions/{idea}",
    "suggestions/{idea}/endorsement",
    "suggestions/{merged}",
    "suggestions/{hidden}",
    "suggestions/{taken}",
    "campaigns/{call}",
    "proposals/{proposal}",
    "proposals/{proposal}/versions/1",
    "proposals/{proposal}/versions/2",
    "demands/{demand}",
    "demands/{reached}",
    "demands/{demand}/support",
]
OF_SOME = [
    ("陈一", "suggestions/new?campaign={call}"),
    ("赵一", "demands/new"),
    ("周主任", "campaigns/new"),
    ("周主任", "campaigns/{call}/close"),
    ("吴委员", "proposals/new?idea={idea}"),
    ("吴委员", "proposals/{proposal}/edit"),
    ("吴委员", "proposals/{proposal}/meetings/new"),
    ("吴委员", "proposals/{draft}"),
    ("郑社区", "comments/{comment}/moderation"),
]


@pytest.fixture
def lively(estate, site):
    """One thing of each kind, worded in English, so that Chinese on an English page is a forgotten translation."""
    made = {
        "call": act(estate, "周主任", campaigns.open_campaign, key(), "What first?", "One place.", site.at, site.at + timedelta(days=9))
    }
    for name in ("idea", "merged", "hidden", "taken"):
        made[name] = suggest(estate, title=f"lamp {name}", text="Half of them are out.", place="east gate", campaign_id=made["call"])
    about = suggestions.About(suggestion_id=made["idea"])
    made["comment"] = act(estate, "陈二", suggestions.comment, key(), about, "Agreed.")
    act(estate, "吴委员", suggestions.comment, key(), suggestions.About(suggestion_id=made["idea"], parent_id=made["comment"]), "Soon.")
    act(estate, "吴委员", answers.merge, made["merged"], made["idea"])
    act(estate, "吴委员", answers.answer, made["idea"], "Next week.")
    act(estate, "郑社区", answers.moderate_suggestion, made["hidden"], Moderation.HIDE, "a phone number")
    paper = Paper("plan.pdf", "ab" * 16 + ".pdf", "cd" * 32, 4000)
    first = wording(title="New lamps", scope="42 lamps", answers={**QUESTIONS, Asked.REBUILD: Answer.UNSURE}, papers=(paper,))
    made["proposal"] = act(estate, "吴委员", proposals.draft, key(), first, (made["taken"],))
    act(estate, "吴委员", proposals.amend, made["proposal"], 1, wording(title="New lamps", scope="40 lamps", changed="two less"))
    act(estate, "周主任", proposals.publish, made["proposal"], site.at + timedelta(days=9))
    act(estate, "吴委员", proposals.hold_meeting, key(), made["proposal"], site.at, "hall", "committee 5", "All agreed.")
    act(estate, "陈二", suggestions.comment, key(), suggestions.About(proposal_id=made["proposal"]), "How long?")
    made["draft"] = act(estate, "吴委员", proposals.draft, key(), wording(title="Not yet", scope="Some day"), ())
    for name, signers in (("demand", ()), ("reached", ("赵二", "赵三"))):
        made[name] = act(estate, "赵一", demands.demand, key(), f"an audit {name}", "Three years without accounts.")
        for who in signers:
            act(estate, who, demands.sign, made[name])
    return made


def look(estate, who, address, lang="zh"):
    client = estate.client(who) if who else estate.site.client()
    client.set_cookie("lang", lang)
    answer = client.get(f"/songlu/{address}")
    assert answer.status_code == 200, address
    page = "<html" in answer.text
    html5lib.HTMLParser(strict=True).parse(answer.text if page else f"<!doctype html><title>x</title><body>{answer.text}")
    ids = re.findall(r'\bid="([^"]*)"', answer.text)
    assert len(ids) == len(set(ids)), address
    assert answer.text.count("<h1") == (1 if page else 0), address
    assert not re.search(r'\bstyle="|<script(?![^>]*\bsrc=)|\bon[a-z]+="', answer.text), address
    return answer.text


def in_chinese(text):
    """Han characters in the page's own words: the estate's and people's names, and the switch to Chinese, are left out."""
    main = text[text.find("<main") : text.find("</main>")] if "<main" in text else text
    return re.findall(r"[㐀-鿿]+", re.sub(r"松麓家园|[㐀-鿿]\*[㐀-鿿]?", "", main))


@pytest.mark.parametrize("who", READERS)
def test_every_page_is_well_made_for_every_reader(estate, lively, who):
    for address in OF_ALL:
        look(estate, who, address.format(**lively))


def test_every_form_is_well_made(estate, lively):
    for who, address in OF_SOME:
        look(estate, who, address.format(**lively))


@pytest.mark.parametrize("who", [None, "吴委员", "赵一"])
def test_the_english_pages_are_english(estate, lively, who):
    for address in OF_ALL:
        assert in_chinese(look(estate, who, address.format(**lively), "en")) == [], address


def test_the_english_forms_are_english(estate, lively):
    for who, address in OF_SOME:
        assert in_chinese(look(estate, who, address.format(**lively), "en")) == [], address


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("who", [None, "陈一", "周主任"])
def test_an_empty_page_says_what_it_is_for(estate, who, lang):
    for address in EMPTY:
        assert 'class="empty' in look(estate, who, address, lang), address


def test_nobody_is_named_in_full(estate, lively):
    for address in OF_ALL:
        assert not re.search("陈一|陈二|赵一|吴委员", look(estate, None, address.format(**lively))), address

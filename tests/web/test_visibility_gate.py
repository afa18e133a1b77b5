"""Before closing nothing anybody can look at depends on how somebody voted, nor, within a step, on who did.

The test lives through the same vote twice, once with one ballot cast differently, and compares every address of the app for every kind of reader: bodies,
headers and statuses. New routes are walked without being named here. What may differ is a commitment: hashes, check codes, receipts, form tokens.
"""

import random
import re
from itertools import product

import pytest
from sqlalchemy import text
from werkzeug.routing import Rule

from huasheng_vote.extensions import db
from huasheng_vote.journal import log
from huasheng_vote.journal.signer import the_signer
from huasheng_vote.notices.models import Notice
from tests.actions.test_closing import EVERYBODY, cast
from tests.builders import neighbourhood
from tests.papers import clerks, issue, vote_on_paper
from tests.voting import CLOSES, LAMPS, Asked, noticed

READERS = (None, "陈二", "李邻长", "周主任", "郑社区", "管理员")
SOME = (None, "陈二", "周主任")
COMMITMENTS = (
    (re.compile(r"[0-9a-f]{64}"), "HASH"),
    (re.compile(r"\b[0-9a-f]{16}\b"), "PSEUDONYM"),
    (re.compile(r"\b[A-Z2-7]{4}(-[A-Z2-7]{4}){2,3}\b"), "CODE"),
    (re.compile(r'name="csrf_token"( type="hidden")? value="[^"]*"'), "TOKEN"),
    (re.compile(r'value="[A-Za-z0-9_.-]{40,}"'), "SEALED"),
    (re.compile(r"slip=[A-Za-z0-9_-]+"), "SLIP"),
    (re.compile(r"[0-9A-F]{8}"), "INCIDENT"),
    (re.compile(r"[?&]v=[0-9a-f]+"), "ASSET"),
)
LEFT_OUT = ("Date", "Set-Cookie", "Content-Length")


def addresses(site, meeting):
    """Every address that can be looked at, with the open vote's numbers filled in, and small numbers besides."""
    known = {
        "assembly_id": meeting.id,
        "motion_id": meeting.motions[0],
        "head_id": meeting.heads["陈二"],
        "n": 1,
        "building": "1",
        "code": "AAAA-BBBB-CCCC-DDDD",
        "year": 2026,
        "filename": "app.css",
    }
    for rule in site.app.url_map.iter_rules():
        if "GET" in rule.methods and rule.endpoint != "static":
            yield from filled(site, rule, known, meeting)


def filled(site, rule: Rule, known, meeting):
    choices = {"motion_id": meeting.motions, "index": [log.size(meeting.estate.ref.id) - 1]}
    names = sorted(rule.arguments)
    values = [[meeting.estate.ref.slug] if name == "estate" else list(choices.get(name, [known.get(name, 1)])) for name in names]
    with site.app.test_request_context():
        adapter = site.app.url_map.bind("localhost")
        for combination in product(*values):
            yield adapter.build(rule.endpoint, dict(zip(names, combination, strict=True)))


def everything(site, meeting, readers):
    """(reader, address) → what is answered, without commitments."""
    seen = {}
    for reader in readers:
        client = meeting.estate.client(reader) if reader else site.client()
        for address in addresses(site, meeting):
            answer = client.get(address)
            headers = {key: plain(value) for key, value in answer.headers if key not in LEFT_OUT}
            seen[reader, address] = (answer.status_code, headers, plain(answer.get_data(as_text=True)))
    return seen


def plain(text):
    for pattern, word in COMMITMENTS:
        text = pattern.sub(word, text)
    return text


ASKED = (LAMPS, Asked("加装电梯", "change_use", "special"))


def world(site, ballots, readers, papers=()):
    """The same story from the beginning: these ballots, then those on paper, then a look at everything. `standing` is adopted for the first motion."""
    site.reset()
    site.kept.clear()  # an estate put back draws nothing and keeps its ids: both worlds have to build theirs
    if not site.sqlite:
        restart_ids()
    with site.app.app_context():
        the_signer().key()  # its file outlives the reset: drawn in the first world only, it would shift every draw of that one
    chance = random.Random(1)
    with pytest.MonkeyPatch.context() as patch:  # what is drawn by lot is drawn alike in every world
        patch.setattr("secrets.token_bytes", chance.randbytes)
        patch.setattr("secrets.randbelow", chance.randrange)
        patch.setattr("secrets.token_urlsafe", lambda size: chance.randbytes(size).hex())
        patch.setattr("pyotp.random_base32", lambda: "A" * 32)
        patch.setattr("secrets.token_hex", lambda size: chance.randbytes(size).hex())
        meeting = noticed(neighbourhood(site), ASKED, standing_for=["use_fund"], change="until_close")
        for name, *choices in ballots:
            cast(meeting, name, *choices)
            site.later(minutes=7)
        if papers:
            clerks(meeting.estate)
            issue(meeting)
        for name, *choices in papers:
            vote_on_paper(meeting, name, *choices)
        return everything(site, meeting, readers)


def differing(one, other):
    assert one.keys() == other.keys()
    return [(key, one[key], other[key]) for key in one if one[key] != other[key]]


FIRST_NINE = [(name, "agree" if place % 2 else "oppose", "abstain") for place, name in enumerate(EVERYBODY[:9])]


def restart_ids():
    """Ids run on in PostgreSQL after a reset; in both worlds they have to start alike."""
    with db.engine.begin() as connection:
        for table in db.metadata.sorted_tables:
            if "id" in table.columns:
                name = connection.execute(text(f"SELECT pg_get_serial_sequence('\"{table.name}\"', 'id')")).scalar()
                if name:
                    connection.execute(text(f"ALTER SEQUENCE {name} RESTART WITH 1"))


def compared(site, one, other, readers=SOME):
    return differing(world(site, one, readers), world(site, other, readers))


def test_nothing_anybody_sees_tells_how_the_last_ballot_was_cast(site):
    canary = FIRST_NINE[:-1]
    changed = compared(site, [*canary, ("赵三", "agree", "oppose")], [*canary, ("赵三", "oppose", "agree")], READERS)
    assert changed == []


def test_nothing_tells_how_a_ballot_was_cast_that_waits_for_a_double(site):
    """Ten have voted, enough for a step; nobody else holds as much as 王大山, so that ballot waits whichever way it was cast."""
    others = [(name, "agree" if place % 2 else "oppose", "agree") for place, name in enumerate(EVERYBODY[1:])]
    assert compared(site, [("王大山", "agree", "agree"), *others], [("王大山", "oppose", "agree"), *others]) == []


def test_within_a_step_nothing_tells_who_voted(site):
    """Readers other than the two in question, who see their own window at once."""
    before = FIRST_NINE[:7]
    changed = compared(site, [*before, ("赵三", "agree", "agree")], [*before, ("赵四", "agree", "agree")])
    assert changed == []


ON_PAPER = (*SOME, "录入甲", "郑社区", "李邻长")


def test_nothing_anybody_sees_tells_what_stood_on_a_paper(site):
    """Not even the two who typed it in, nor those who settle doubtful papers."""
    one, other = (world(site, FIRST_NINE[:-1], ON_PAPER, [("赵三", *choices)]) for choices in (("agree", "oppose"), ("oppose", "agree")))
    assert differing(one, other) == []


def test_within_a_step_nothing_tells_whose_paper_was_counted(site):
    one, other = (world(site, FIRST_NINE[:7], ON_PAPER, [(name, "agree", "agree")]) for name in ("赵三", "赵四"))
    assert differing(one, other) == []


def test_the_walk_would_notice_a_leak(site, monkeypatch):
    """With the gate's step at one, the same comparison finds the difference."""
    monkeypatch.setattr("huasheng_vote.assemblies.queries.standing.step_of", lambda known, motion: 1)
    monkeypatch.setattr("huasheng_vote.rules.joint.JointGate._lacking_in", lambda self, motion, casts: set())
    assert compared(site, [("赵三", "agree", "oppose")], [("赵三", "oppose", "oppose")]) != []


def test_no_notice_tells_a_choice(site):
    meeting = noticed(neighbourhood(site))
    cast(meeting, "陈一", "agree", "oppose")
    for notice in db.session.query(Notice):
        assert "agree" not in notice.facts
        assert "oppose" not in notice.facts


def test_after_closing_the_result_is_there_for_all(site):
    meeting = noticed(neighbourhood(site))
    for name in EVERYBODY:
        cast(meeting, name, "agree", "oppose")
    site.at = CLOSES
    assert site.client().get(meeting.url("/result/")).status_code == 200

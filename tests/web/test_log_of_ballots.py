"""What the public log shows of an open vote: that ballots come in, counted at once, and nothing that ties one to a household."""

import html
import json
import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from huasheng_vote.assemblies.models.adopted import Document
from huasheng_vote.assemblies.models.notices import Proxy
from huasheng_vote.assemblies.models.rolls import RollHead
from huasheng_vote.database import writing
from huasheng_vote.extensions import db
from huasheng_vote.journal.models import JournalLeaf
from huasheng_vote.people.models import RoleGrant
from huasheng_vote.register.actions.enrolment import confirm_at_counter
from huasheng_vote.register.models import Ownership, Party, Unit
from huasheng_vote.rules.access import Role
from huasheng_vote.rules.calendar import local_day
from tests.actions.test_closing import EVERYBODY, cast
from tests.builders import FLATS
from tests.meetings import Convening
from tests.voting import noticed

RANDOM = re.compile(r"[0-9a-f]{64}|[0-9a-f]{16}")


@pytest.fixture
def meeting(estate):
    return noticed(estate)


def lines(type="ballot.cast"):
    db.session.rollback()
    return [
        json.loads(bytes(body)) for body in db.session.scalars(select(JournalLeaf.body).filter_by(type=type).order_by(JournalLeaf.index))
    ]


def plain(line):
    """A line without what is drawn by lot or keyed."""
    return RANDOM.sub("·", json.dumps({name: value for name, value in line.items() if name != "index"}, sort_keys=True))


def test_the_lines_of_all_households_are_alike(meeting):
    """Two flats or one, one owner or two, chair or not, for or against."""
    for place, name in enumerate(EVERYBODY):
        cast(meeting, name, "agree" if place % 2 else "oppose", "abstain")
    assert len({plain(line) for line in lines()}) == 1


def test_the_chairs_own_ballot_looks_like_any_other(meeting, estate):
    with estate.site.unguarded(), writing(0):
        since = estate.site.at - timedelta(days=1)
        db.session.add(RoleGrant(estate_id=estate.ref.id, account_id=estate.owners["陈一"], role=Role.CHAIR, since=since))
    assert Role.CHAIR in estate.actor("陈一").roles
    cast(meeting, "陈一", "agree", "agree")
    line = lines()[0]
    assert (line["role"], line["subject"]) == ("owner", f"assembly/{meeting.id}")


def test_two_ballots_of_one_agent_have_nothing_in_common(meeting, estate):
    """Otherwise the only person with two ballots is known, and with the opened choices how both voted."""
    head = meeting.heads["陈二"]
    today = local_day(estate.site.at)
    with estate.site.unguarded(), writing(0):
        paper = Document(
            estate_id=estate.ref.id, name="委托书.pdf", stored="x", media="application/pdf", digest="a" * 64, added_at=estate.site.at
        )
        db.session.add(paper)
        db.session.flush()
        entrusted = {"head_id": head, "agent_id": estate.owners["陈一"], "matter": "全部", "powers": "全权", "document_id": paper.id}
        period = {"valid_from": today, "valid_until": today, "signed_on": today}
        recorded = {"recorded_by": estate.staff["周主任"], "recorded_at": estate.site.at}
        db.session.add(Proxy(estate_id=estate.ref.id, assembly_id=meeting.id, **entrusted, **period, **recorded))
    client = estate.client("陈一")
    for name in ("陈一", "陈二"):
        assert meeting.vote(client, name, "agree", "agree").status_code == 303
    first, second = lines()
    assert first["actor"] != second["actor"]
    assert first["facts"]["head"] != second["facts"]["head"]


def test_pseudonyms_are_not_in_the_order_of_the_doors(estate):
    convening = Convening(estate).set_up()
    meeting = convening.noticed()
    found = list(db.session.scalars(select(RollHead.pseudonym).filter_by(assembly_id=meeting).order_by(RollHead.number)))
    assert len(set(found)) == len(found)
    assert found not in (sorted(found), sorted(found, reverse=True))
    again = convening.noticed(title="第二次会议")
    assert set(found).isdisjoint(db.session.scalars(select(RollHead.pseudonym).filter_by(assembly_id=again)))


def test_the_page_of_a_line_shows_the_line_and_no_more(meeting, estate, client):
    estate.site.later(minutes=17)
    cast(meeting, "刘甲", "agree", "oppose")
    line = lines()[0]
    body = bytes(db.session.scalar(select(JournalLeaf.body).filter_by(index=line["index"], estate_id=estate.ref.id))).decode()
    page = client.get(f"/{estate.ref.slug}/log/{line['index']}").get_data(as_text=True)
    main = page.split("<main", 1)[1].split("</main>")[0]
    assert html.escape(body, quote=False).replace('"', "&#34;") in main
    assert "10:00" in main
    words = re.sub("[0-9a-f]{16,}", "", main)  # a hash may hold any three digits
    for kept in ("刘甲", "302", "10:17", "agree", "oppose", "1355000", "135.5"):
        assert kept not in words, kept


def test_the_list_of_lines_counts_ballots_and_names_no_household(meeting, estate, client):
    for name in EVERYBODY[:4]:
        cast(meeting, name, "agree", "oppose")
    page = client.get(f"/{estate.ref.slug}/log/").get_data(as_text=True)
    main = page.split("<main", 1)[1].split("</main>")[0]
    assert main.count("一张表决票") == 4
    for _building, number, _area, owners in FLATS:
        assert number not in main
        assert not any(owner in main for owner in owners)


def test_an_enrolment_just_before_a_ballot_does_not_say_of_which_owner(meeting, estate):
    """Party ids count through the register door by door: next to the ballot that followed they would name the household."""
    owner, unit = db.session.execute(
        select(Party.id, Ownership.unit_id).join(Ownership, Ownership.party_id == Party.id).where(Party.name == "陈一")
    ).one()
    assert db.session.get(Unit, unit).number == "102"
    estate.site.act(estate.ref, estate.actor("周主任"), confirm_at_counter, unit, owner, "13900000001", "身份证")
    [line] = lines("enrolment.bound")
    assert re.fullmatch(r"party/[0-9a-f]{16}", line["subject"])
    assert line["facts"].keys() == {"how", "lines"}

"""Voting material: kept for its period, then destroyed by two people in an act of the log; what is left holds, what is gone says so."""

import re

import pytest
from sqlalchemy import func, select

from huasheng_vote.assemblies.actions.announcing import announce
from huasheng_vote.assemblies.actions.destroying import destroy_material, propose_destruction
from huasheng_vote.assemblies.models.adopted import Document
from huasheng_vote.assemblies.models.ballots import BallotChoice
from huasheng_vote.assemblies.models.commitments import LineCommitment
from huasheng_vote.assemblies.models.meetings import Assembly
from huasheng_vote.assemblies.models.notices import Proxy
from huasheng_vote.assemblies.queries import rebuilt
from huasheng_vote.database import writing
from huasheng_vote.extensions import db
from huasheng_vote.files import Kind, store
from huasheng_vote.home.queries.tasks import tasks
from huasheng_vote.journal import bound, checking
from huasheng_vote.journal.models import JournalLeaf, JournalPrivate
from huasheng_vote.people.actions import approvals
from huasheng_vote.people.models import Approval
from huasheng_vote.rules.refusal import Refused, Why
from tests.actions.test_closing import EVERYBODY, after_objections, cast, close
from tests.voting import noticed


@pytest.fixture
def announced(estate):
    """Announced on 16 December 2026, kept for three years by the adopted rules, with the scan of a written authority."""
    meeting = noticed(estate, keep_years=3)
    codes = {name: cast(meeting, name, "agree", "oppose") for name in EVERYBODY}
    scanned(meeting)
    close(meeting)
    after_objections(estate)
    estate.site.act(estate.ref, estate.actor("周主任"), announce, meeting.id)
    return meeting, codes


def scanned(meeting):
    estate, at = meeting.estate, meeting.estate.site.at
    name = store().put(b"%PDF-1.4 authority", Kind.PDF)
    with estate.site.unguarded(), writing(0):
        paper = Document(estate_id=estate.ref.id, name="委托书.pdf", stored=name, media="application/pdf", digest="0" * 64, added_at=at)
        db.session.add(paper)
        db.session.flush()
        day, chair = at.date(), estate.staff["周主任"]
        db.session.add(
            Proxy(
                **{"estate_id": estate.ref.id, "assembly_id": meeting.id, "head_id": meeting.heads["陈一"], "agent_id": chair},
                **{
                    "matter": "全部",
                    "powers": "代为投票",
                    "valid_from": day,
                    "valid_until": day,
                    "signed_on": day,
                    "document_id": paper.id,
                },
                **{"recorded_by": chair, "recorded_at": at},
            )
        )


def do(meeting, name, fn, *args):
    return meeting.estate.site.act(meeting.estate.ref, meeting.estate.actor(name), fn, *args)


def why(meeting, name, fn, *args):
    with pytest.raises(Refused) as refused:
        do(meeting, name, fn, *args)
    return refused.value.why


def count(model):
    return db.session.scalar(select(func.count()).select_from(model))


def sealed(kind):
    """How many lines of a type still have their private part."""
    of = (JournalPrivate.estate_id == JournalLeaf.estate_id) & (JournalPrivate.index == JournalLeaf.index)
    return db.session.scalar(select(func.count()).select_from(JournalLeaf).join(JournalPrivate, of).where(JournalLeaf.type == kind))


def test_material_is_destroyed_by_two_people_after_its_period_and_not_a_day_before(announced):
    meeting, _codes = announced
    site, (scan,) = meeting.estate.site, db.session.scalars(select(Document.stored)).all()
    site.at = site.at.replace(year=2029)
    assert why(meeting, "周主任", propose_destruction, meeting.id) is Why.MATERIAL_KEPT  # the last day of the third year
    assert not [each for each in tasks(meeting.estate.ref.id, meeting.estate.actor("周主任"), site.at) if each.kind == "destroy"]
    site.later(days=1)
    assert [each.about for each in tasks(meeting.estate.ref.id, meeting.estate.actor("周主任"), site.at) if each.kind == "destroy"]
    request = do(meeting, "周主任", propose_destruction, meeting.id)
    assert why(meeting, "周主任", destroy_material, meeting.id) is Why.NEEDS_APPROVAL
    do(meeting, "郑社区", approvals.approve, request, db.session.get(Approval, request).digest)
    assert (count(BallotChoice), sealed("ballot.cast"), store().open(scan)) == (22, 11, b"%PDF-1.4 authority")
    do(meeting, "周主任", destroy_material, meeting.id)
    assert (count(BallotChoice), sealed("ballot.cast"), sealed("result.found"), store().open(scan)) == (0, 0, 0, None)
    assert (count(Document), count(LineCommitment), db.session.scalar(select(Proxy.document_id))) == (0, 0, None)
    assert why(meeting, "周主任", propose_destruction, meeting.id) is Why.MATERIAL_KEPT  # once is enough
    line = db.session.scalars(select(JournalLeaf.body).filter_by(type="material.destroyed")).one()
    assert b'"ballots":11,"entries":0,"kept_until":"2029-12-16","scans":1' in bytes(line)


def test_the_log_holds_after_the_destruction_and_what_is_gone_compares_as_erased(announced):
    meeting, codes = announced
    destroyed(meeting)
    assert [each for table in rebuilt.compare(meeting.estate.ref) for each in table.differences] == []
    assert bound.compare(meeting.estate.ref) == []  # what was deleted is bound as gone
    report = checking.check(meeting.estate.ref)
    assert (report.problems, report.erased) == ([], 13)  # eleven ballots and two findings
    owner, site = meeting.estate.client("陈一"), meeting.estate.site
    for path in (f"/receipts/{codes['陈一']}", "/vote", "/bulletin/", f"/motions/{meeting.motions[0]}/tally"):
        answer = owner.get(meeting.url(path))
        assert (path, answer.status_code) == (path, 410)
        assert re.search(r"2029年12月17日[^。]*由两人共同销毁", answer.get_data(as_text=True))
    assert "11" in owner.get(meeting.url("/result/")).get_data(as_text=True)
    about = site.client().get(meeting.url("")).get_data(as_text=True)
    assert re.search("已于 ?2029年12月17日[^<]*销毁", about)


def test_two_people_destroy_it_from_the_meetings_page(announced):
    meeting, _codes = announced
    meeting.estate.site.at = meeting.estate.site.at.replace(year=2029, day=16)
    chair, member = meeting.estate.client("周主任"), meeting.estate.client("吴委员")
    assert meeting.url("/material") in chair.get(meeting.url("")).get_data(as_text=True)
    asked = chair.post(meeting.url("/material")).location
    digest = db.session.scalars(select(Approval.digest)).one()
    assert member.post(asked, data={"digest": digest, "conflict": "no", "stance": "approve"}).status_code == 303
    assert "按批准的内容办理" in chair.get(meeting.url("/material")).get_data(as_text=True)
    chair.post(meeting.url(f"/material/{asked.rpartition('/')[2]}"))
    assert db.session.scalar(select(Assembly.destroyed_at)) == meeting.estate.site.at
    assert meeting.estate.client("陈一").get(meeting.url("/material")).status_code == 403


def destroyed(meeting):
    meeting.estate.site.at = meeting.estate.site.at.replace(year=2029, day=16)
    request = do(meeting, "周主任", propose_destruction, meeting.id)
    do(meeting, "郑社区", approvals.approve, request, db.session.get(Approval, request).digest)
    do(meeting, "周主任", destroy_material, meeting.id)

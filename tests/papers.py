"""Paper ballots in tests: two clerks, a sheet through all its hands."""

from datetime import timedelta

from sqlalchemy import select

from huasheng_vote.assemblies.actions.paper_entry import Typed, enter_paper
from huasheng_vote.assemblies.actions.paper_issue import issue_papers
from huasheng_vote.assemblies.actions.paper_receive import Arrived, Way, receive_paper
from huasheng_vote.assemblies.models.papers import BallotPaper
from huasheng_vote.database import writing
from huasheng_vote.extensions import db
from huasheng_vote.people.models import RoleGrant
from huasheng_vote.rules.access import Role
from huasheng_vote.rules.papers import Entry, Signature
from tests.builders import account_of

CLERKS = ("录入甲", "录入乙")


def clerks(estate):
    """Two more people, who type papers in."""
    site = estate.site
    with site.unguarded(), writing(0):
        for name in CLERKS:
            estate.staff[name] = account_of(site, name).id
            since = site.at - timedelta(days=30)
            db.session.add(RoleGrant(estate_id=estate.ref.id, account_id=estate.staff[name], role=Role.CLERK, since=since))
    return estate


def do(meeting, who, fn, *args):
    estate = meeting.estate
    return estate.site.act(estate.ref, estate.actor(who), fn, meeting.id, *args)


def issue(meeting, *buildings):
    for building in buildings or ("1", "2"):
        do(meeting, "周主任", issue_papers, building)


def paper(meeting, name):
    """The newest paper of a head, afresh."""
    head = next(head for names, head in meeting.heads.items() if name in names)
    db.session.rollback()
    return db.session.scalar(select(BallotPaper).filter_by(head_id=head).order_by(BallotPaper.id.desc()).limit(1))


def receive(meeting, name, who="周主任", way=Way.BOX, at=None):
    return do(meeting, who, receive_paper, Arrived(paper(meeting, name).serial, way, at))


def entry(meeting, *choices, signature=Signature.OWNER, faults=()):
    answers = {str(motion): choice for motion, choice in zip(meeting.motions, choices, strict=True) if choice}
    return Entry(answers, signature, {str(meeting.motions[place]): fault for place, fault in faults})


def enter(meeting, name, read, clerk="录入甲"):
    return do(meeting, clerk, enter_paper, Typed(paper(meeting, name).serial, read))


def vote_on_paper(meeting, name, *choices):
    """Through every hand: received now, typed in alike by both clerks."""
    receive(meeting, name)
    for clerk in CLERKS:
        enter(meeting, name, entry(meeting, *choices), clerk)

"""What the announcement does to the proposals behind the motions: adopted with what passed, free again with what did not."""

from sqlalchemy import update

from huasheng_vote.assemblies.models.motions import Motion
from huasheng_vote.database import writing
from huasheng_vote.extensions import db
from huasheng_vote.proposals.models import Proposal
from huasheng_vote.proposals.queries import proposal
from tests.actions.test_closing import EVERYBODY, after_objections, cast, close
from tests.proposals_helpers import draft
from tests.voting import CLOSES, noticed


def test_a_passed_proposal_is_adopted_and_one_that_failed_may_be_amended(estate):
    made = [draft(estate, title="更换小区路灯"), draft(estate, title="绿地改为游乐场")]
    meeting = noticed(estate)
    with estate.site.unguarded(), writing(0):
        db.session.execute(update(Proposal).values(state="put", published_at=estate.site.at, consult_until=CLOSES))
        for motion, each in zip(meeting.motions, made, strict=True):
            db.session.execute(update(Motion).filter_by(id=motion).values(proposal_id=each))
    for name in EVERYBODY:
        cast(meeting, name, "agree", "oppose")
    close(meeting)
    assert [proposal(estate.ref.id, each).state for each in made] == ["put", "put"]
    after_objections(estate)
    assert estate.client("周主任").post(meeting.url("/result/announcement")).status_code == 303
    db.session.rollback()
    assert [proposal(estate.ref.id, each).state for each in made] == ["adopted", "published"]

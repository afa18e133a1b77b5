"""The fold over the log, the sums in the database and a restart all come to the same, whatever is cast and changed in whatever order."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from huasheng_vote.assemblies.actions.casting import Offer, cast_ballot
from huasheng_vote.assemblies.models.ballots import Ballot
from huasheng_vote.assemblies.queries import recount
from huasheng_vote.assemblies.queries.frozen import frozen
from huasheng_vote.assemblies.queries.standing import standing
from huasheng_vote.extensions import db
from huasheng_vote.rules.counts import Amount
from tests.actions.test_closing import EVERYBODY
from tests.builders import neighbourhood
from tests.voting import noticed

CHOICES = st.sampled_from(["agree", "oppose", "abstain"])
ballots = st.lists(st.tuples(st.integers(0, len(EVERYBODY) - 1), CHOICES, CHOICES), max_size=30)


def cast_all(estate, meeting, known, ballots):
    """Every ballot in turn; a head's later one changes its earlier one."""
    last = {}
    for who, *choices in ballots:
        name = EVERYBODY[who]
        head = next(known.heads[id] for names, id in meeting.heads.items() if name in names)
        version = db.session.scalar(select(Ballot.number).filter_by(head_id=head.id).where(Ballot.counts)) or 0
        offer = Offer(meeting.id, head.id, head.pseudonym, dict(zip(meeting.motions, choices, strict=True)), version)
        estate.site.act(estate.ref, estate.actor(name), cast_ballot, offer)
        last[head.id] = choices
        standing(known, closed=False)  # brought up to date after each, as readers do
    return last


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ballots=ballots)
def test_fold_rows_log_and_plain_sums_agree(backend, ballots):
    backend.reset()
    with backend.app.app_context():
        estate = neighbourhood(backend)
        meeting = noticed(estate, change="until_close", standing_for=["use_fund", "change_use"])
        known = frozen(estate.ref.id, meeting.id)
        last = cast_all(estate, meeting, known, ballots)
        summed = {}
        for head, choices in last.items():
            for motion, choice in zip(meeting.motions, choices, strict=True):
                summed[motion, choice] = summed.get((motion, choice), Amount()) + Amount(1, known.motions[motion].weight[head])
        assert recount.by_rows(known) == recount.by_log(known, recount.replayed(known)) == summed
        folded = standing(known, closed=False)
        backend.app.extensions["memory"].clear()
        again = standing(frozen(estate.ref.id, meeting.id), closed=False)
        for motion in meeting.motions:
            assert folded.shown(motion).taking_part == again.shown(motion).taking_part
            assert folded.taking_part_in(motion) == again.taking_part_in(motion) == len(last)
        closed = standing(known, closed=True)
        for motion in meeting.motions:
            assert closed.shown(motion).taking_part.area == sum(amount.area for (of, _), amount in summed.items() if of == motion)
            assert closed.shown(motion).taking_part.heads == len(last)

"""Many people at once: none lost, none doubled, one line in the log each. `bench/ballots.py` does the same against real servers."""

import random
from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import func, select

from huasheng_vote.assemblies.models.ballots import Ballot, BallotChoice
from huasheng_vote.assemblies.queries import recount
from huasheng_vote.assemblies.queries.frozen import frozen
from huasheng_vote.extensions import db
from huasheng_vote.journal.models import JournalLeaf
from tests.crowd import ballot, crowd, signed_in, tokens
from tests.voting import noticed

VOTERS, AT_ONCE = 60, 8


def test_sixty_ballots_each_sent_twice_by_eight_at_once_are_sixty_ballots(site):
    estate = crowd(site, [1_000_000] * VOTERS)
    meeting = noticed(estate)
    names = [f"业主{place}" for place in range(1, VOTERS + 1)]
    sent = [(token, *ballot(meeting, name, "agree", "oppose")) for token, name in zip(tokens(estate, names), names, strict=True)] * 2
    random.Random(3).shuffle(sent)
    db.session.rollback()

    def send(each):
        token, path, body = each
        with site.app.app_context():
            answer = signed_in(site.client(), token).post(path, data=body)
        return token, answer.status_code, answer.location

    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(pool.map(send, sent))
    assert {status for _, status, _ in answers} == {303}
    receipts = {token: location for token, _, location in answers}
    assert all(receipts[token] == location for token, _, location in answers)
    assert len(set(receipts.values())) == VOTERS
    assert counted(Ballot) == VOTERS
    assert counted(BallotChoice) == 2 * VOTERS
    assert counted(JournalLeaf) == VOTERS
    known = frozen(estate.ref.id, meeting.id)
    assert recount.by_rows(known) == recount.by_log(known, recount.replayed(known))


def counted(model):
    return db.session.scalar(select(func.count()).select_from(model))

"""Two counts of one vote that share no code: the database adds up the rows, and the log is replayed line by line.

The result is found only where both agree; whoever changes a row without a line, or a line's private body, is found out before anything is published.
"""

import json
from collections.abc import Mapping

from sqlalchemy import func, select

from huasheng_vote.assemblies.models.ballots import Ballot, BallotChoice
from huasheng_vote.assemblies.queries.frozen import Frozen, weights
from huasheng_vote.extensions import db
from huasheng_vote.journal.leaf import leaf_hash, private_hash
from huasheng_vote.journal.models import JournalLeaf, JournalPrivate
from huasheng_vote.rules.counts import NOBODY, Amount

Counted = Mapping[tuple[int, str], Amount]
"""Heads and area for each motion and answer."""

Replayed = Mapping[int, Mapping[int, str]]
"""The answers of each head, by motion."""


class BrokenLog(Exception):
    """A line whose body or private part is not what was hashed."""


def by_rows(frozen: Frozen) -> Counted:
    """What the tables say, added up by the database."""
    area = weights(frozen)
    rows = db.session.execute(
        select(BallotChoice.motion_id, BallotChoice.choice, func.count(), func.sum(area.c.area))
        .join(Ballot, (Ballot.estate_id == BallotChoice.estate_id) & (Ballot.id == BallotChoice.ballot_id))
        .join(area, (area.c.head_id == Ballot.head_id) & (area.c.motion_id == BallotChoice.motion_id))
        .where(Ballot.estate_id == frozen.estate_id, Ballot.assembly_id == frozen.id, Ballot.counts)
        .group_by(BallotChoice.motion_id, BallotChoice.choice)
    )
    return {(motion, choice): Amount(heads, int(area)) for motion, choice, heads, area in rows}


def by_log(frozen: Frozen, last: Replayed) -> Counted:
    """What the log says, from the last line of each head."""
    counted: dict[tuple[int, str], Amount] = {}
    for head, choices in last.items():
        for motion, choice in choices.items():
            weight = Amount(1, frozen.motions[motion].weight[head])
            counted[motion, choice] = counted.get((motion, choice), NOBODY) + weight
    return counted


def replayed(frozen: Frozen) -> Replayed:
    """The answers of each head by its last line in the log; every line and private body is checked against its hash."""
    heads = {head.pseudonym: head.id for head in frozen.heads.values()}
    last: dict[int, Mapping[int, str]] = {}
    lines = db.session.execute(
        select(JournalLeaf.index, JournalLeaf.body, JournalLeaf.hash, JournalPrivate.salt, JournalPrivate.body.label("secret"))
        .join(JournalPrivate, (JournalPrivate.estate_id == JournalLeaf.estate_id) & (JournalPrivate.index == JournalLeaf.index))
        .where(JournalLeaf.estate_id == frozen.estate_id, JournalLeaf.subject == f"assembly/{frozen.id}", JournalLeaf.type == "ballot.cast")
        .order_by(JournalLeaf.index)
    )
    for index, body, digest, salt, secret in lines:
        line = json.loads(bytes(body))
        if leaf_hash(bytes(body)) != bytes(digest) or private_hash(bytes(salt), bytes(secret)) != line["private"]:
            raise BrokenLog(f"line {index}")
        choices = json.loads(bytes(secret))["choices"]
        last[heads[line["facts"]["head"]]] = {int(motion): choice for motion, choice in choices.items()}
    return last

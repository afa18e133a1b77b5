"""Lines of type `sealed`: what the log says of bids before the opening, which is that there is one more envelope, or one that means nothing.

Every act of a bidder on a bid is one such line: the whole hour, a commitment, a pseudonym of this line alone, always as a bidder. For each tender some more
are written that stand for nothing, at moments drawn over the time it is open: nobody counts bids by counting lines. How many and when follows from a key that
is never in the database, so no row tells them apart either, and a restored copy goes on where it was.
"""

import json
import random
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

from sqlalchemy import select

from huasheng_vote.assemblies.actions.casting import whole_hour
from huasheng_vote.extensions import db
from huasheng_vote.journal.log import Context, EstateRef
from huasheng_vote.journal.models import JournalLeaf
from huasheng_vote.keys import keyring
from huasheng_vote.people.models import Estate
from huasheng_vote.procurement.models import DeadlineMove, Tender
from huasheng_vote.procurement.queries import tenders
from huasheng_vote.rules.access import SYSTEM, Actor, Role
from huasheng_vote.rules.calendar import SHANGHAI
from huasheng_vote.rules.flows.tenders import TenderState
from huasheng_vote.sealing import commitment

SEALED = "sealed"
FIRST, MORE = (3, 9), (1, 3)
"""How many stand for nothing, at least and at most: until the first deadline, and for each time it moves."""
AWAKE, TRIES = range(8, 22), 50
"""The hours of the day in which bidders hand in: a line at four in the morning would be known for what it is."""


def write(on: Context, tender: Tender, envelope: str, committed: str) -> int:
    """One line; its index. `envelope` goes into the private body only."""
    return as_bidder(on).record(
        SEALED,
        subject(tender),
        {"commitment": committed},
        {"envelope": envelope},
        at=whole_hour(on.at),
        apart=f"{subject(tender)}/{SEALED}",
        on_behalf=committed,
    )


def random_commitment() -> str:
    """For acts that hand nothing in: it commits to nothing, and nobody can tell."""
    return commitment(secrets.token_bytes(32), secrets.token_hex(32))


def as_bidder(on: Context) -> Context:
    """The same person as a bidder and nothing else: the line of somebody who is an owner too looks like all others."""
    return replace(on, actor=Actor(on.actor.account, frozenset({Role.BIDDER})))


def subject(tender: Tender) -> str:
    return f"tender/{tender.id}"


@contextmanager
def among_decoys(on: Context, tender: Tender) -> Iterator[None]:
    """Around an act that writes a line: those that are due stand before it or after it, by chance."""
    due = waiting(on.estate, tender, on.at)
    before = secrets.randbelow(len(due) + 1)
    _write(on, tender, due[:before])
    yield
    _write(on, tender, due[before:])


def write_due(on: Context, tender_id: int) -> int:
    """Write the lines that are due and stand for nothing; how many."""
    tender = tenders.tender(on.estate.id, tender_id)
    due = waiting(on.estate, tender, on.at)
    _write(on, tender, due)
    return len(due)


def due(at: datetime) -> list[tuple[int, int]]:
    """(estate, tender) of every open tender that waits for such a line."""
    query = select(Tender, Estate.slug).join(Estate, Estate.id == Tender.estate_id)
    rows = db.session.execute(query.where(Tender.state == TenderState.PUBLISHED, Tender.deadline > at).order_by(Tender.id)).all()
    return [(tender.estate_id, tender.id) for tender, slug in rows if waiting(EstateRef(tender.estate_id, slug), tender, at)]


def waiting(estate: EstateRef, tender: Tender, at: datetime) -> list[str]:
    """What those say that are due and not written; none once the tender is closed."""
    if tender.state != TenderState.PUBLISHED or at >= tender.deadline:
        return []
    secret = f"{estate.slug}/{subject(tender)}"
    moments = drawn(random.Random(keyring().digest(SEALED, secret)), stretches(tender))
    due = [keyring().digest(SEALED, f"{secret}/{number}") for number, moment in enumerate(moments) if moment <= at]
    there = written(estate.id, tender) if due else frozenset()
    return [each for each in due if each not in there]


def written(estate_id: int, tender: Tender) -> frozenset[str]:
    """What the tender's lines say, those of bids and the others alike."""
    bodies = db.session.scalars(select(JournalLeaf.body).filter_by(estate_id=estate_id, type=SEALED, subject=subject(tender)))
    return frozenset(json.loads(bytes(body))["facts"]["commitment"] for body in bodies)


def stretches(tender: Tender) -> list[tuple[datetime, datetime]]:
    """The time the tender is open, first up to the deadline it was published with, then from each deadline to the later one."""
    moves = select(DeadlineMove).filter_by(estate_id=tender.estate_id, tender_id=tender.id).order_by(DeadlineMove.before)
    ends = [each.before for each in db.session.scalars(moves)] + [tender.deadline]
    return list(pairwise([tender.published_at or tender.deadline, *ends]))


def drawn(chance: random.Random, open_times: Sequence[tuple[datetime, datetime]]) -> list[datetime]:
    """When those of a tender are due, in the order they are drawn: a later stretch changes nothing about the earlier ones."""
    found = []
    for number, (since, until) in enumerate(open_times):
        count = chance.randint(*(MORE if number else FIRST))
        found += [_awake(chance, since, until) for _ in range(count)]
    return found


def _awake(chance: random.Random, since: datetime, until: datetime) -> datetime:
    """A moment of a stretch at which people are awake, where chance finds one."""
    seconds, moment = int((until - since).total_seconds()), since
    for _ in range(TRIES):
        moment = since + timedelta(seconds=int(seconds * chance.random()))
        if moment.astimezone(SHANGHAI).hour in AWAKE:
            break
    return moment


def _write(on: Context, tender: Tender, due: Sequence[str]) -> None:
    for each in due:
        write(replace(on, actor=SYSTEM), tender, secrets.token_hex(16), each)

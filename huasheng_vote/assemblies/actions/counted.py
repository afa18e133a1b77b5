"""Notice of every counted ballot through a second channel: what the log cannot stop, a ballot ticked for an absent owner, the household can see.

Nothing of it is in the transaction that casts: the worker follows the log from the last line told. Everybody who speaks for the head is told that a ballot
was counted and when, on the phone that signs in and on the one in the register; never what it says, nor how the vote stands. The line in the log
says up to where, by the whole hour, so that it dates no ballot closer than the ballot's own line does.
"""

from collections.abc import Iterable

from huasheng_vote.assemblies.actions.casting import whole_hour
from huasheng_vote.assemblies.actions.telling import moment
from huasheng_vote.assemblies.models.meetings import Assembly
from huasheng_vote.assemblies.queries.counted import Counted, parties_of, untold
from huasheng_vote.assemblies.queries.voting import noticed
from huasheng_vote.extensions import db
from huasheng_vote.journal.log import Context
from huasheng_vote.notices.models import Channel
from huasheng_vote.notices.outbox import Telling, enqueue_all
from huasheng_vote.people.models import Estate
from huasheng_vote.register.queries.contact import Reach, reach_of
from huasheng_vote.rules.ballot import Channel as Came

AT_ONCE = 200  # ballots a transaction tells of: the lock is held for milliseconds


def tell_counted(on: Context, assembly_id: int) -> int:
    """Tell the households of the next ballots; returns how many ballots it followed. One that a later ballot has replaced already is not told of."""
    assembly = noticed(on.estate.id, assembly_id)
    followed = untold(assembly, AT_ONCE)
    if not followed:
        return 0
    assembly.told_leaf = followed[-1].leaf
    on.record("ballots.told", f"assembly/{assembly_id}", {"upto": assembly.told_leaf}, at=whole_hour(on.at))
    db.session.flush()
    enqueue_all(on, list(_tellings(on, assembly, [ballot for ballot in followed if ballot.counts])))
    return len(followed)


def _tellings(on: Context, assembly: Assembly, ballots: list[Counted]) -> Iterable[Telling]:
    phone = db.session.get_one(Estate, on.estate.id).phone or "—"
    heads = parties_of(on.estate.id, [ballot.head for ballot in ballots])
    reach = reach_of(on.estate.id, {party for parties in heads.values() for party in parties}, on.at)
    for ballot in ballots:
        code = "ballot.replaced" if ballot.number > 1 else "ballot.counted"
        facts: dict[str, str | int] = {"title": assembly.title, "at": moment(ballot.received_at), "phone": phone}
        for account, party, ways in _ways(ballot, [reach[party] for party in heads[ballot.head]]):
            yield Telling(account, party, code, facts, ways)


def _ways(ballot: Counted, household: list[Reach]) -> Iterable[tuple[int | None, int | None, tuple[Channel, ...]]]:
    """(account, party, channels): each party once, the other accounts that speak for it, and whoever voted without being one of them."""
    for each in household:
        yield None, each.party, (Channel.APP, Channel.SMS, *([Channel.REGISTER] if each.other_phone else []))
        yield from ((account, None, (Channel.SMS,)) for account in each.accounts[1:])
    if ballot.channel is Came.ONLINE and not any(ballot.account in each.accounts for each in household):
        yield ballot.account, None, (Channel.APP, Channel.SMS)

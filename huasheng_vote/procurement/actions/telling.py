"""Telling about a tender: everybody on the board, and each supplier it is for, so that no message says who else was told."""

from huasheng_vote.assemblies.actions.telling import tell_everybody
from huasheng_vote.journal.log import Context
from huasheng_vote.notices.models import Channel
from huasheng_vote.notices.outbox import Telling, enqueue_all
from huasheng_vote.procurement.models import Tender
from huasheng_vote.procurement.queries import invitations
from huasheng_vote.procurement.queries import tenders as read

WAYS = (Channel.APP, Channel.SMS)


def tell_suppliers(on: Context, tender: Tender, code: str, facts: dict[str, str | int]) -> None:
    """On the board, and to those who were invited; of a tender that is open to all, to every registered supplier."""
    tell_everybody(on, code, facts)
    everybody = [each.author_id for each in invitations.registered(tender.estate_id)]
    told = invitations.accounts(tender) if read.terms(tender).invited else sorted(everybody)
    enqueue_all(on, [Telling(account, None, code, facts, WAYS) for account in told])

"""What is mine: homes, the weight of my vote, notices, what I suggested."""

from dataclasses import dataclass
from datetime import datetime

from huasheng_vote.notices import queries as notices
from huasheng_vote.notices.models import Notice
from huasheng_vote.register import queries as register
from huasheng_vote.rules.roll import Head, Unit


@dataclass(frozen=True)
class Own:
    """An account's place in the estate at a moment. `heads` may be several, where owner sets differ."""

    units: list[Unit]
    heads: list[Head]
    unread: list[Notice]

    @property
    def area(self) -> int:
        """What counts in a vote, in 1/10000 m²."""
        return sum(head.area for head in self.heads)


def own(estate_id: int, account_id: int, at: datetime) -> Own:
    """The account's own facts."""
    parties = [int(party) for party in register.parties_of_account(estate_id, account_id, at)]
    return Own(
        register.units_of_account(estate_id, account_id, at),
        register.heads_of_account(estate_id, account_id, at),
        notices.unread(estate_id, account_id, parties),
    )

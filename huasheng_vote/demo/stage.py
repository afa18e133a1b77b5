"""Acting as the invented people: each act at its own moment in the past, through the same transaction as a click."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from flask import current_app

from huasheng_vote.database import writing
from huasheng_vote.journal.log import Context, EstateRef
from huasheng_vote.rules.access import SYSTEM, Actor, Role
from huasheng_vote.web.act import act_as

SHANGHAI = ZoneInfo("Asia/Shanghai")
OWNER = frozenset({Role.OWNER})
Step = tuple[Actor, datetime, Callable[..., Any], tuple[Any, ...]]


def moment(today: date, days: int, hour: int = 10, minute: int = 0) -> datetime:
    """An hour of the day so many days from today, by the estate's clock."""
    return datetime.combine(today + timedelta(days=days), time(hour, minute), SHANGHAI)


@dataclass
class Stage:
    """An estate being lived in up to the morning of `today`. `accounts` knows the people of the story by name."""

    estate: EstateRef
    today: date
    chance: Random
    accounts: dict[str, int] = field(default_factory=dict)

    def when(self, days: int, hour: int = 10, minute: int = 0) -> datetime:
        """A moment `days` from today, by the estate's clock."""
        return moment(self.today, days, hour, minute)

    def as_(self, name: str, at: datetime) -> Actor:
        """The named person, signed in with everything asked for, in the roles the facts give them then."""
        account = self.accounts[name]
        roles = current_app.extensions["loaders"].roles(self.estate.id, account, at)
        return Actor(account, roles, second_factor=True, stepped_up=True)

    def act(self, name: str, at: datetime, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Do an act as the named person."""
        return act_as(self.estate, self.as_(name, at), at, fn, *args, **kwargs)

    def by_system(self, at: datetime, fn: Callable[..., Any], *args: Any) -> Any:
        """Do what the clock does."""
        return act_as(self.estate, SYSTEM, at, fn, *args)

    def together(self, steps: Iterable[Step]) -> list[Any]:
        """Many acts in one transaction, each with its own person, moment and line in the log: a thousand ballots need no thousand commits."""
        with writing(self.estate.id):
            return [fn(Context(self.estate, actor, at), *args) for actor, at, fn, args in steps]


def owner(account: int) -> Actor:
    """An ordinary owner, signed in."""
    return Actor(account, OWNER, second_factor=True, stepped_up=True)

"""What may happen next: each thing with states has one table of moves, and everybody asks that table.

Buttons are drawn from it, acts are refused by it, and the database repeats its invariants. What depends on time alone,
such as a deadline having passed, is derived and is no state.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from huasheng_vote.rules.refusal import Refused, Why

State = TypeVar("State", bound=StrEnum)
Move = TypeVar("Move", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Flow(Generic[State, Move]):
    """A named table: in this state, this act leads to that state. A move not listed is not possible."""

    name: str
    start: State
    moves: Mapping[tuple[State, Move], State]

    def possible(self, state: State) -> tuple[Move, ...]:
        """The acts possible in a state, in the order of the table."""
        return tuple(act for (before, act) in self.moves if before is state)

    def after(self, state: State, act: Move) -> State:
        """The state an act leads to. Refuses an act the state does not allow."""
        if (state, act) not in self.moves:
            raise Refused(Why.NOT_POSSIBLE_NOW, flow=self.name, state=state, act=act)
        return self.moves[state, act]

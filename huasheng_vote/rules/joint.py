"""The gates of all motions of one assembly, moving together.

Gates side by side would tell what each of them holds back: a window lit by one motion and dark for another says that this ballot waits for a double,
and so how it was cast. So there is one step for all: it takes in a head only if, in every motion where its ballot differs from what is shown, the step
holds enough differing heads of that scope and, where choices are shown, a double of the ballot (see rules.standing). Leaving a head out may rob another
of its double, so heads leave until all that stay have what they need.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from huasheng_vote.rules.ballot import Choice
from huasheng_vote.rules.standing import Cast, Shown, Sums, Visibility

Casts = Mapping[str, Cast]
"""What one head's ballot says, by motion."""


@dataclass(frozen=True, slots=True)
class Scope:
    """One motion: how many heads a step of it gathers, and what it shows."""

    step: int
    visibility: Visibility


class JointGate:
    """The fold over all ballots of an assembly in log order. Live: how many take part. Everything else is as of the last joint step."""

    def __init__(self, scopes: Mapping[str, Scope]) -> None:
        self._scopes = scopes
        self._sums = {motion: Sums() for motion in scopes}
        self._now: dict[str, Casts] = {}
        self._then: dict[str, Casts] = {}
        self._waiting: dict[str, None] = {}  # heads that differ from what is shown, in order
        self._least = min((scope.step for scope in scopes.values()), default=1)
        self._look_at = self._least
        self._live = Counter[str]()
        self._heads = Counter[str]()  # as shown
        self.number = 0

    @property
    def taking_part(self) -> int:
        """The heads taking part at this moment."""
        return len(self._now)

    def taking_part_in(self, motion: str) -> int:
        """The heads of a motion's scope taking part at this moment: the one live figure of each motion."""
        return self._live[motion]

    def lit(self, head: str) -> bool:
        """Whether the windows of this head are shown as having taken part."""
        return head in self._then

    def shown(self, motion: str) -> Shown:
        """What may be shown of a motion between two steps."""
        choices = self._scopes[motion].visibility is Visibility.STANDING
        return self._sums[motion].shown(self.number, self._heads[motion], choices=choices)

    def take(self, head: str, casts: Casts) -> None:
        """Fold in a ballot that is new or changed."""
        for motion in casts.keys() - self._now.get(head, {}).keys():
            self._live[motion] += 1
        self._now[head] = {motion: self._masked(motion, cast) for motion, cast in casts.items()}
        if self._now[head] == self._then.get(head):
            self._waiting.pop(head, None)
        else:
            self._waiting.setdefault(head)
        if len(self._waiting) >= self._look_at:
            self._show(self._showable())
            self._look_at = len(self._waiting) + self._least

    def close(self) -> None:
        """Show the rest: the vote is closed and its result is public."""
        self._show(list(self._waiting))

    def _masked(self, motion: str, cast: Cast) -> Cast:
        return cast if self._scopes[motion].visibility is Visibility.STANDING else replace(cast, choice=None)

    def _differing(self, head: str) -> Iterable[tuple[str, Cast]]:
        then = self._then.get(head, {})
        return ((motion, cast) for motion, cast in self._now[head].items() if cast != then.get(motion))

    def _showable(self) -> list[str]:
        """The largest set of waiting heads in which each has what it needs."""
        staying = list(self._waiting)
        while True:
            lacking = self._lacking(staying)
            if not lacking:
                return staying
            staying = [head for head in staying if head not in lacking]

    def _lacking(self, staying: Iterable[str]) -> set[str]:
        """The heads that could not be shown with exactly these others."""
        together: defaultdict[str, dict[str, Cast]] = defaultdict(dict)
        for head in staying:
            for motion, cast in self._differing(head):
                together[motion][head] = cast
        return set().union(*(self._lacking_in(motion, casts) for motion, casts in together.items()))

    def _lacking_in(self, motion: str, casts: Mapping[str, Cast]) -> set[str]:
        scope = self._scopes[motion]
        if len(casts) < scope.step:
            return set(casts)
        if scope.visibility is Visibility.TURNOUT:
            return set()
        choices: defaultdict[int, set[Choice | None]] = defaultdict(set)
        for cast in casts.values():
            choices[cast.area].add(cast.choice)
        return {head for head, cast in casts.items() if len(choices[cast.area]) == 1}

    def _show(self, heads: Iterable[str]) -> None:
        shown = list(heads)
        for head in shown:
            then = self._then.get(head, {})
            for motion, cast in self._differing(head):
                if motion in then:
                    self._sums[motion].add(then[motion], sign=-1)
                self._sums[motion].add(cast, sign=1)
            self._heads.update(self._now[head].keys() - then.keys())
            self._then[head] = self._now[head]
            self._waiting.pop(head)
        self.number += bool(shown)

"""What may happen in a purchase, said a second time and as plainly as can be: no tables of moves, only who has done what. The machine compares the app with it.

Quotations of three invited companies, sealed to three officers, the lowest price wins. Moments are compared, never counted here: the last days are given.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

BIDDERS = ("甲方经理", "乙方经理", "丙方经理")
PRICES = {"甲方经理": 95_000_00, "乙方经理": 90_000_00, "丙方经理": 92_000_00}
LEAST, KEYS = 3, 2
DAY = timedelta(hours=24)
OVER = ("failed", "cancelled")


@dataclass
class Challenged:
    """A challenge to the award of `number`: undecided until somebody answers."""

    number: int
    stops: bool
    admitted: bool = False
    answer: bool | None = None


@dataclass
class Model:
    """One purchase. `phase`: open, closed, opened, judged, pending, active, failed, cancelled."""

    deadline: datetime
    phase: str = "open"
    bids: dict[str, str] = field(default_factory=lambda: dict.fromkeys(BIDDERS, "none"))
    """none, in, stale (the documents changed since), gone (lapsed or withdrawn for good), locked, opened."""
    waiting: int = 0
    """Questions nobody has answered."""
    shares: set[str] = field(default_factory=set)
    awards: list[str] = field(default_factory=list)
    """Who was awarded, in order; the last may stand."""
    standing: bool = False
    until: date = date.max
    """Last day of the standstill."""
    due: date = date.max
    """Last day to sign."""
    challenges: dict[int, Challenged] = field(default_factory=dict)
    signed: set[str] = field(default_factory=set)

    # The clock

    def pass_to(self, at: datetime) -> None:
        """What happens by itself up to the moment."""
        if self.phase != "open":
            return
        while self.waiting and at >= self.deadline:
            self.deadline += DAY
        if at < self.deadline:
            return
        self.bids = {who: {"in": "locked", "stale": "gone"}.get(state, state) for who, state in self.bids.items()}
        self.phase = "closed" if self.locked >= LEAST else "failed"

    @property
    def locked(self) -> int:
        return sum(state == "locked" for state in self.bids.values())

    # Bidders and the committee while it is open

    def hand_in(self, who: str) -> bool:
        if self.phase != "open":
            return False
        self.bids[who] = "in"
        return True

    def withdraw(self, who: str) -> bool:
        if self.phase != "open" or self.bids[who] not in ("in", "stale"):
            return False
        self.bids[who] = "none"
        return True

    def confirm(self, who: str) -> bool:
        if self.phase != "open" or self.bids[who] != "stale":
            return False
        self.bids[who] = "in"
        return True

    def ask(self) -> bool:
        self.waiting += self.phase == "open"
        return self.phase == "open"

    def answer(self) -> bool:
        if self.phase != "open" or not self.waiting:
            return False
        self.waiting -= 1
        return True

    def amend(self) -> bool:
        if self.phase != "open":
            return False
        self.bids = {who: "stale" if state == "in" else state for who, state in self.bids.items()}
        return True

    def cancel(self) -> bool:
        if self.phase in (*OVER, "active"):
            return False
        self.phase, self.standing = "cancelled", False
        return True

    # Opening and judging

    def give_shares(self, who: str) -> bool:
        if self.phase != "closed" or who in self.shares:
            return False
        self.shares.add(who)
        return True

    def open_bids(self) -> bool:
        if self.phase != "closed" or len(self.shares) < KEYS:
            return False
        self.phase = "opened"
        return True

    def judge(self) -> bool:
        if self.phase != "opened":
            return False
        self.phase = "judged"
        return True

    # Award, challenges, contract

    @property
    def candidate(self) -> str | None:
        """Who is next: the lowest price that had no award yet."""
        return next((who for who in sorted(BIDDERS, key=PRICES.__getitem__) if who not in self.awards), None)

    def propose(self) -> bool:
        if self.phase not in ("judged", "pending", "active") or self.standing or self.candidate is None:
            return False
        self.awards.append(self.candidate)
        self.phase, self.standing, self.signed = "pending", True, set()
        return True

    def challenge(self, number: int, on: date, *, bidder: bool) -> bool:
        if self.phase != "pending" or not self.standing or on > self.until:
            return False
        self.challenges[number] = Challenged(len(self.awards), stops=bidder)
        return True

    def admit(self, number: int) -> bool:
        found = self.challenges[number]
        if found.admitted or found.answer is not None:
            return False
        found.admitted = True
        return True

    def decide(self, number: int, upheld: bool) -> bool:
        found = self.challenges[number]
        if not found.admitted or found.answer is not None:
            return False
        found.answer = upheld
        if upheld and found.number == len(self.awards) and len(self.signed) < 2 and self.phase in ("pending", "active"):
            self.standing = False
        return True

    def activate(self, on: date) -> bool:
        about = [each for each in self.challenges.values() if each.number == len(self.awards)]
        undecided = any(each.stops and each.answer is None for each in about)
        if self.phase != "pending" or not self.standing or on <= self.until or undecided:
            return False
        self.phase = "active"
        return True

    def sign(self, side: str) -> bool:
        if self.phase != "active" or not self.standing or side in self.signed:
            return False
        self.signed.add(side)
        return True

    def forfeit(self, on: date) -> bool:
        if self.phase != "active" or not self.standing or len(self.signed) == 2 or on <= self.due:
            return False
        self.standing = False
        return True

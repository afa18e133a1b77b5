"""Readings against a specification: what a piece is, what a lot is, and what the sample may have missed.

A blank is not zero, and no readings are never an acceptance. Within the instrument's uncertainty of a limit nothing
is decided: a second person or instrument measures again. One delivery is an isolated lot, so the tables for series of
lots do not fit; the risk of the sample is computed exactly (hypergeometric).
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import comb

from huasheng_vote.rules.exact import half_up
from huasheng_vote.rules.refusal import Refused, Why

MOST_PIECES = 100_000  # exact risks of larger lots have numbers of more digits than anybody waits for


class Decision(StrEnum):
    """What of a piece is compared with the limits."""

    EACH = "each"
    MEAN = "mean"
    MIN = "min"


class Piece(StrEnum):
    """What the readings make of one piece."""

    OK = "ok"
    NOT_OK = "not_ok"
    UNDETERMINED = "undetermined"
    INCOMPLETE = "incomplete"


class Lot(StrEnum):
    """What the pieces make of the lot."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    INCOMPLETE = "incomplete"
    NOT_INSPECTED = "not_inspected"


@dataclass(frozen=True, slots=True)
class Characteristic:
    """What is measured and what it has to be. Refuses to be without any limit, and a lower limit above the upper."""

    lower: Fraction | None
    upper: Fraction | None
    decision: Decision
    readings_per_piece: int
    uncertainty: Fraction

    def __post_init__(self) -> None:
        if self.lower is None and self.upper is None:
            raise Refused(Why.NO_LIMIT)
        if self.readings_per_piece < 1 or (self.lower is not None and self.upper is not None and self.lower > self.upper):
            raise Refused(Why.OUT_OF_RANGE)

    def judge(self, readings: Iterable[Fraction | None]) -> Piece:
        """A piece from its readings, missing ones None. A bad reading decides at once only where each one decides."""
        taken = [reading for reading in readings if reading is not None]
        complete = len(taken) >= self.readings_per_piece
        if self.decision is not Decision.EACH:
            return self._value(_summary(self.decision, taken)) if complete else Piece.INCOMPLETE
        verdicts = {self._value(reading) for reading in taken} | (set() if complete else {Piece.INCOMPLETE})
        return next(each for each in (Piece.NOT_OK, Piece.INCOMPLETE, Piece.UNDETERMINED, Piece.OK) if each in verdicts)

    def _value(self, value: Fraction) -> Piece:
        limits = [limit for limit in (self.lower, self.upper) if limit is not None]
        if any(abs(value - limit) < self.uncertainty for limit in limits):
            return Piece.UNDETERMINED
        below = self.lower is not None and value < self.lower
        above = self.upper is not None and value > self.upper
        return Piece.NOT_OK if below or above else Piece.OK


def _summary(decision: Decision, taken: Sequence[Fraction]) -> Fraction:
    return min(taken) if decision is Decision.MIN else sum(taken, Fraction(0)) / len(taken)


@dataclass(frozen=True, slots=True)
class Plan:
    """How many pieces of the lot are measured, and how many bad ones it may have. Refuses a sample that is none or too large."""

    lot: int
    sample: int
    accept: int

    def __post_init__(self) -> None:
        if self.lot > MOST_PIECES:
            raise Refused(Why.OUT_OF_RANGE)
        if not 1 <= self.sample <= self.lot:
            raise Refused(Why.BAD_SAMPLE)

    def judge(self, pieces: Collection[Piece], any_reading: bool) -> Lot:
        """The lot from its pieces. `any_reading`: whether anything was measured at all."""
        decided = [piece for piece in pieces if piece in (Piece.OK, Piece.NOT_OK)]
        if bad(pieces) > self.accept:
            return Lot.REJECTED
        if not any_reading:
            return Lot.NOT_INSPECTED
        enough = len(decided) >= self.sample and Piece.UNDETERMINED not in pieces
        return Lot.ACCEPTED if enough else Lot.INCOMPLETE

    def pass_risk(self, share: Fraction) -> Fraction:
        """The chance that a lot of which this share is bad (at least one piece, half up) passes with this sample."""
        bad_pieces = min(self.lot, max(1, half_up(self.lot * share)))
        good = self.lot - bad_pieces
        least = max(0, self.sample - good)
        if least > self.accept:
            return Fraction(0)
        ways = comb(bad_pieces, least) * comb(good, self.sample - least)
        passing = 0
        for found in range(least, min(self.accept, bad_pieces, self.sample) + 1):
            passing += ways
            ways = ways * (bad_pieces - found) * (self.sample - found) // ((found + 1) * (good - self.sample + found + 1))
        return Fraction(passing, comb(self.lot, self.sample))


def measured(pieces: Iterable[Piece]) -> int:
    """How many pieces are not incomplete."""
    return sum(piece is not Piece.INCOMPLETE for piece in pieces)


def bad(pieces: Iterable[Piece]) -> int:
    """How many pieces are not ok."""
    return sum(piece is Piece.NOT_OK for piece in pieces)

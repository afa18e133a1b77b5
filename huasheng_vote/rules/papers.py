"""Ballots on paper: the serial that identifies a sheet without naming anybody, and what two clerks' entries of one sheet come to.

Each clerk types what stands on the sheet without seeing the other's entry (`domain/trust.md`). Two equal entries of a clean sheet count; everything
else (they differ, an answer is void, the signature is missing, the agent is unknown) is decided by two other people with the original before them.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from huasheng_vote.rules.ballot import NONE_OF_THESE, Choice
from huasheng_vote.rules.refusal import Refused, Why

DIGITS = 9  # before the check digit
_DAMM = (
    "0317598642", "7092154863", "4206871359", "1750983426", "6123045978", "3674209581", "5869720134", "8945362017", "9438617205", "2581436790",
)  # fmt: skip


class Signature(StrEnum):
    """Who signed a sheet, as far as the sheet shows."""

    OWNER = "owner"
    AGENT = "agent"
    NONE = "none"


class Fault(StrEnum):
    """Why an answer on a sheet is void."""

    BLANK = "blank"
    SEVERAL = "several"
    UNREADABLE = "unreadable"


class Doubt(StrEnum):
    """Why a sheet needs a third look."""

    DIFFERS = "differs"
    VOID = "void"
    UNSIGNED = "unsigned"
    UNKNOWN_AGENT = "unknown_agent"


@dataclass(frozen=True, slots=True)
class Entry:
    """What one clerk read on a sheet: the answer to each motion, why those are void that are, and the signature."""

    answers: Mapping[str, str]
    signature: Signature
    faults: Mapping[str, Fault] = field(default_factory=dict)


def serial(number: int) -> str:
    """A serial from a number of up to nine digits, its last digit a check (Damm): one wrong digit or two swapped neighbours are always noticed."""
    body = f"{number:0{DIGITS}d}"
    return body + str(_check(body))


def read_serial(text: str) -> str:
    """The serial somebody typed, without the spaces and dashes people write. Refuses what no paper can bear."""
    typed = "".join(each for each in unicodedata.normalize("NFKC", text) if each not in " -–—·\u3000")
    if len(typed) != DIGITS + 1 or not (typed.isascii() and typed.isdigit()) or _check(typed):
        raise Refused(Why.BAD_SERIAL, field="serial")
    return typed


def grouped(serial: str) -> str:
    """A serial as it is printed, in groups that are easy to read out."""
    return f"{serial[:3]} {serial[3:6]} {serial[6:]}"


def _check(digits: str) -> int:
    interim = 0
    for digit in digits:
        interim = int(_DAMM[interim][int(digit)])
    return interim


def boxes(options: tuple[str, ...]) -> list[str]:
    """The answers printed beside the boxes of a motion, in the order of their numbers from 1."""
    answers = (*options, NONE_OF_THESE) if options else (Choice.AGREE, Choice.OPPOSE)
    return [str(each) for each in (*answers, Choice.ABSTAIN)]


def differences(first: Entry, second: Entry) -> tuple[str, ...]:
    """What the two entries disagree on: motions by their key, then `signature`."""
    motions = sorted(first.answers.keys() | second.answers.keys())
    parted = [each for each in motions if _said(first, each) != _said(second, each)]
    return (*parted, *(("signature",) if first.signature is not second.signature else ()))


def doubts(first: Entry, second: Entry, *, agent_known: bool) -> frozenset[Doubt]:
    """Why the two entries do not simply count; nothing when they do. `agent_known`: a written authority for this head was recorded in time."""
    entries = (first, second)
    found = {
        Doubt.DIFFERS: bool(differences(first, second)),
        Doubt.VOID: any(Choice.VOID in each.answers.values() for each in entries),
        Doubt.UNSIGNED: any(each.signature is Signature.NONE for each in entries),
        Doubt.UNKNOWN_AGENT: not agent_known and any(each.signature is Signature.AGENT for each in entries),
    }
    return frozenset(doubt for doubt, holds in found.items() if holds)


def _said(entry: Entry, motion: str) -> tuple[str | None, Fault | None]:
    return entry.answers.get(motion), entry.faults.get(motion)


FAULTS = {"0": Fault.BLANK, "88": Fault.SEVERAL, "99": Fault.UNREADABLE}
SIGNATURES = {"1": Signature.OWNER, "2": Signature.AGENT, "0": Signature.NONE}


def read_box(typed: str, options: tuple[str, ...]) -> tuple[str, Fault | None]:
    """The answer a clerk typed as the number printed beside the ticked box, or as the number of what is wrong. Refuses any other number."""
    code, printed = _number(typed), boxes(options)
    if code in FAULTS:
        return Choice.VOID, FAULTS[code]
    if not code.isdigit() or not 1 <= int(code) <= len(printed):
        raise Refused(Why.BAD_BOX, most=len(printed))
    return printed[int(code) - 1], None


def read_signature(typed: str) -> Signature:
    """Who signed, as the number a clerk typed."""
    found = SIGNATURES.get(_number(typed))
    if found is None:
        raise Refused(Why.BAD_BOX, most=2)
    return found


def _number(typed: str) -> str:
    code = unicodedata.normalize("NFKC", typed).strip()
    return code if code.isascii() and len(code) <= 3 else ""

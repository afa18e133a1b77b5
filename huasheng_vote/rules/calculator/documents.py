"""Reading a JSON case without losing a digit: numbers stay as they were written, and every fault is pointed at.

A place is told by its JSON Pointer (RFC 6901). Floats are refused where a number counts, whatever their value.
"""

import json
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import TypeVar

from huasheng_vote.rules.exact import MOST_DIGITS, YUAN, parse_area, parse_decimal
from huasheng_vote.rules.refusal import Refused, Why

Word = TypeVar("Word", bound=StrEnum)
_WHOLE = re.compile(r"[0-9]+")
_WITHOUT_A_POINT = re.compile(r"-?[0-9]+")


class Written(str):
    """A JSON number, as it was written."""

    __slots__ = ()


class Fields(dict[str, object]):
    """A JSON object that remembers which keys came twice."""

    def __init__(self, pairs: list[tuple[str, object]]) -> None:
        super().__init__(pairs)
        self.doubled = [key for key, times in Counter(key for key, _ in pairs).items() if times > 1]


@dataclass(frozen=True, slots=True)
class Node:
    """A value of the document and the place it stands at; `ignored` gathers the keys nobody knows."""

    value: object
    where: str = ""
    ignored: list[str] = field(default_factory=list)

    def fields(self, *known: str, needed: Collection[str] = ()) -> Mapping[str, "Node"]:
        """The known keys of an object. Refuses what is no object, a key that comes twice, and the lack of a needed one."""
        entries = self.entries()
        for key in needed:
            if key not in entries or entries[key].value is None:
                raise Refused(Why.MISSING_VALUE, where=self._at(key))
        self.ignored.extend(node.where for key, node in entries.items() if key not in known)
        return {key: entries[key] for key in known if key in entries}

    def entries(self) -> Mapping[str, "Node"]:
        """All keys of an object but those of notes (`_…`). Refuses what is no object, and a key that comes twice."""
        if not isinstance(self.value, Fields):
            raise Refused(Why.BAD_VALUE, where=self.where)
        for key in self.value.doubled:
            if not key.startswith("_"):
                raise Refused(Why.DUPLICATE_KEY, where=self._at(key))
        return {key: Node(part, self._at(key), self.ignored) for key, part in self.value.items() if not key.startswith("_")}

    def items(self) -> Sequence["Node"]:
        """The parts of a list. Refuses anything else."""
        if not isinstance(self.value, list):
            raise Refused(Why.BAD_VALUE, where=self.where)
        return [Node(part, self._at(str(place)), self.ignored) for place, part in enumerate(self.value)]

    def text(self) -> str:
        """Words that are not empty. Refuses anything else."""
        if not isinstance(self.value, str) or isinstance(self.value, Written) or not self.value.strip():
            raise Refused(Why.BAD_VALUE, where=self.where)
        return self.value

    def word(self, words: type[Word], why: Why = Why.BAD_VALUE) -> Word:
        """One of a list of words. Refuses anything else as `why`."""
        if not isinstance(self.value, str) or isinstance(self.value, Written) or self.value not in set(words):
            raise Refused(why, where=self.where)
        return words(self.value)

    def flag(self) -> bool:
        """True or false. Refuses anything else."""
        if not isinstance(self.value, bool):
            raise Refused(Why.BAD_VALUE, where=self.where)
        return self.value

    def heads(self) -> int | None:
        """A whole number, None for null. Refuses signs and decimals."""
        text = self._number()
        if text is not None and not _WHOLE.fullmatch(text):
            raise Refused(Why.BAD_NUMBER, where=self.where)
        return None if text is None else int(text)

    def area(self) -> int | None:
        """An area or a number of shares in 1/10000, None for null. Refuses signs, floats and a fifth decimal."""
        text = self._number()
        try:
            return None if text is None else parse_area(text)
        except Refused:
            raise Refused(Why.BAD_NUMBER, where=self.where) from None

    def whole(self) -> int:
        """A whole number that has to be there. Refuses signs and decimals."""
        number = self.heads()
        if number is None:
            raise Refused(Why.MISSING_VALUE, where=self.where)
        return number

    def decimal(self, signed: bool = False) -> Fraction:
        """A number that has to be there, as exact as it was written. Refuses floats, and a sign unless it has a meaning."""
        text = self._number()
        if text is None:
            raise Refused(Why.MISSING_VALUE, where=self.where)
        with self.pointed_at():
            number = parse_decimal(text)
        if number < 0 and not signed:
            raise Refused(Why.BAD_NUMBER, where=self.where)
        return number

    def money(self, signed: bool = False) -> int:
        """Yuan that have to be there, in whole fen. Refuses a third decimal besides."""
        fen = self.decimal(signed) * YUAN
        if fen.denominator != 1:
            raise Refused(Why.BAD_NUMBER, where=self.where)
        return int(fen)

    @contextmanager
    def pointed_at(self) -> Iterator[None]:
        """What a rule refuses in here is the fault of this value."""
        try:
            yield
        except Refused as refused:
            raise Refused(refused.why, **{**refused.facts, "where": self.where}) from None

    def _number(self) -> str | None:
        """The digits of a JSON integer or a decimal string; JSON writes a float with a point or an exponent."""
        if self.value is None:
            return None
        inexact = isinstance(self.value, Written) and not _WITHOUT_A_POINT.fullmatch(self.value)
        if not isinstance(self.value, str) or inexact or len(self.value) > MOST_DIGITS:
            raise Refused(Why.BAD_NUMBER, where=self.where)
        return self.value

    def _at(self, key: str) -> str:
        return f"{self.where}/{key.replace('~', '~0').replace('/', '~1')}"


def unknown_keys(root: Node) -> list[str]:
    """A warning for every key that no command reads; to be asked for when all was read."""
    return [f"unknown_key {where}" for where in root.ignored]


def read_document(data: bytes) -> Node:
    """The root of a JSON document in UTF-8. Refuses other encodings, and what is not JSON."""
    try:
        text = data.decode("utf-8-sig")
        value = json.loads(text, object_pairs_hook=Fields, parse_int=Written, parse_float=Written, parse_constant=Written)
    except UnicodeDecodeError:
        raise Refused(Why.BAD_ENCODING) from None
    except json.JSONDecodeError as error:
        raise Refused(Why.BAD_JSON, line=error.lineno, column=error.colno) from None
    except RecursionError:
        raise Refused(Why.BAD_JSON, line=1, column=1) from None
    return Node(value)

"""Reading a JSON case without losing a digit: numbers stay as they were written, and every fault is pointed at.

A place is told by its JSON Pointer (RFC 6901). Floats are refused where a number counts, whatever their value.
"""

import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

from huasheng_vote.rules.exact import MOST_DIGITS, parse_area
from huasheng_vote.rules.refusal import Refused, Why

Word = TypeVar("Word", bound=StrEnum)
_WHOLE = re.compile(r"[0-9]+")


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

    def fields(self, *known: str) -> Mapping[str, "Node"]:
        """The known keys of an object. Refuses what is no object, and a key that comes twice."""
        if not isinstance(self.value, Fields):
            raise Refused(Why.BAD_VALUE, where=self.where)
        for key in self.value.doubled:
            if not key.startswith("_"):
                raise Refused(Why.DUPLICATE_KEY, where=self._at(key))
        self.ignored.extend(self._at(key) for key in self.value if key not in known and not key.startswith("_"))
        return {key: Node(self.value[key], self._at(key), self.ignored) for key in known if key in self.value}

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

    def _number(self) -> str | None:
        """The digits of a JSON integer or a decimal string; JSON writes a float with a point or an exponent."""
        if self.value is None:
            return None
        inexact = isinstance(self.value, Written) and not _WHOLE.fullmatch(self.value)
        if not isinstance(self.value, str) or inexact or len(self.value) > MOST_DIGITS:
            raise Refused(Why.BAD_NUMBER, where=self.where)
        return self.value

    def _at(self, key: str) -> str:
        return f"{self.where}/{key.replace('~', '~0').replace('/', '~1')}"


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

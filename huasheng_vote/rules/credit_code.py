"""统一社会信用代码 (GB 32100-2015): eighteen characters that name an organisation, the last one checking the others.

A single wrong character is always found: 31 is a prime and no weight is a multiple of it.
"""

import unicodedata

from huasheng_vote.rules.refusal import Refused, Why

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""Thirty-one characters; I, O, S, V and Z are left out because they look like others."""
LENGTH = 18
LONGEST = 60
_SKIPPED = str.maketrans("", "", " -\t\u3000")
_WEIGHTS = tuple(pow(3, place, len(ALPHABET)) for place in range(LENGTH - 1))


def parse_credit_code(text: str) -> str:
    """The code in its kept form: capitals, half-width, without spaces and dashes. Refuses what is no such code, and one whose check character differs."""
    code = unicodedata.normalize("NFKC", text[:LONGEST]).translate(_SKIPPED).upper()
    if len(code) != LENGTH or not set(code) <= set(ALPHABET):
        raise Refused(Why.BAD_CREDIT_CODE)
    if code[-1] != check_character(code[:-1]):
        raise Refused(Why.CREDIT_CODE_CHECK)
    return code


def check_character(first: str) -> str:
    """The eighteenth character, from the seventeen before it."""
    weighted = sum(ALPHABET.index(each) * weight for each, weight in zip(first, _WEIGHTS, strict=True))
    return ALPHABET[-weighted % len(ALPHABET)]

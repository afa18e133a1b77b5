"""A mobile number in the one way it is kept: eleven digits for the mainland, + and country code for elsewhere."""

import re

from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.rules.sheet.cells import read_phone

LONGEST = 40
_MAINLAND = re.compile(r"1[0-9]{10}")
_ABROAD = re.compile(r"\+[1-9][0-9]{7,14}")
_DIALLED = re.compile(r"(?:0086|86)(?=1[0-9]{10}$)")


def parse_phone(text: str) -> str:
    """The number in its kept form. Full-width digits, spaces, dashes, brackets and +86 are the writer's business; refuses what is no mobile number."""
    bare = read_phone(text[:LONGEST]).translate(dict.fromkeys(map(ord, "()（）.·")))
    number = _DIALLED.sub("", bare)
    if not (_MAINLAND.fullmatch(number) or _ABROAD.fullmatch(number)):
        raise Refused(Why.BAD_PHONE)
    return number

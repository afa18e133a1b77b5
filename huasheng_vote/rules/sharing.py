"""Sharing a secret among n people so that any k of them restore it and fewer know nothing (Shamir, "How to share a secret", 1979).

Each byte by itself, over GF(256) with the polynomial x⁸+x⁴+x³+x+1 (0x11b, that of AES): the secret is the value at 0 of a polynomial of degree k − 1,
share number x is its value at x. Knows no randomness: the coefficients are handed in.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import xor

from huasheng_vote.rules.refusal import Refused, Why

POLYNOMIAL = 0x11B
MOST = 255  # shares are numbered by the elements other than 0


def _doubled(element: int) -> int:
    """The element times x."""
    return element << 1 if element < 128 else element << 1 ^ POLYNOMIAL


def _powers() -> tuple[int, ...]:
    """3⁰ to 3²⁵⁴: 3 generates all elements but 0."""
    powers = [1]
    while len(powers) < MOST:
        powers.append(_doubled(powers[-1]) ^ powers[-1])
    return tuple(powers)


POWERS = _powers()
LOGARITHMS = {power: exponent for exponent, power in enumerate(POWERS)}


def times(one: int, other: int) -> int:
    """The product of two elements."""
    return POWERS[(LOGARITHMS[one] + LOGARITHMS[other]) % MOST] if one and other else 0


def over(one: int, other: int) -> int:
    """The quotient of two elements; the divisor is not 0."""
    return POWERS[(LOGARITHMS[one] - LOGARITHMS[other]) % MOST] if one else 0


@dataclass(frozen=True, slots=True)
class Share:
    """The values of all bytes' polynomials at `number`, 1 to 255."""

    number: int
    value: bytes


def split(secret: bytes, count: int, coefficients: Sequence[bytes]) -> tuple[Share, ...]:
    """`count` shares, any k of which restore the secret; `coefficients` are k − 1 random strings as long as the secret, each used once in the world."""
    if not len(coefficients) < count <= MOST or {len(each) for each in coefficients} - {len(secret)}:
        raise Refused(Why.NOT_A_SHARE)
    return tuple(Share(number, _value_at(number, (secret, *coefficients))) for number in range(1, count + 1))


def _value_at(number: int, polynomials: Sequence[bytes]) -> bytes:
    """Horner's rule, from the highest coefficient down."""
    return reduce(
        lambda value, lower: bytes(times(each, number) ^ low for each, low in zip(value, lower, strict=True)), reversed(polynomials)
    )


def restore(shares: Sequence[Share], at: int = 0) -> bytes:
    """The polynomials through these shares, at 0 the secret, elsewhere that other share. Refuses a share given twice and shares of different lengths."""
    numbers = [share.number for share in shares]
    if len(set(numbers)) < len(numbers):
        raise Refused(Why.SHARE_TWICE)
    if len({len(share.value) for share in shares}) != 1 or not all(0 < number <= MOST for number in numbers):
        raise Refused(Why.NOT_A_SHARE)
    weights = [_weight(number, numbers, at) for number in numbers]
    columns = zip(*(share.value for share in shares), strict=True)
    return bytes(reduce(xor, map(times, weights, column)) for column in columns)


def _weight(number: int, numbers: Sequence[int], at: int) -> int:
    """Lagrange's basis polynomial of `number`, at `at`; plus and minus are both exclusive or."""
    return reduce(lambda product, other: times(product, over(at ^ other, number ^ other)), (n for n in numbers if n != number), 1)

"""What an opened envelope says: price, days, warranty, and whether it breaks a rule that needs no judgement.

The names of the sealed fields are said here once; forms that seal an offer use them. Everything else in an offer is for the panel.
"""

from dataclasses import dataclass

from huasheng_vote.journal.leaf import canonical
from huasheng_vote.rules.exact import YUAN, bare, parse_money
from huasheng_vote.rules.flows.tenders import Disqualified
from huasheng_vote.rules.refusal import Refused
from huasheng_vote.sealing import Attachment, Offer

PRICE, DAYS, WARRANTY, SIGNED = "price", "days", "warranty_months", "signed"
MOST_FEN = 10**12 * YUAN
MOST_WHOLE = 10_000
"""More days or months than that are a slip of the hand."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What is read out. Price in whole fen, None where there is none or more than one; `fault` is what ends the bid at once."""

    price: int | None
    days: int | None
    warranty_months: int | None
    fault: Disqualified | None
    offer: str
    """Every field as it was sealed, canonical JSON."""
    files: tuple[Attachment, ...] = ()


def read(offer: Offer, ceiling: int) -> Reading:
    """`ceiling` in whole fen: a price exactly there is valid. Of several faults the first of price, ceiling, signature counts."""
    written = {_price(value) for value in _of(offer, PRICE) if bare(value)}
    price = written.pop() if len(written) == 1 else None
    fault = None
    if price is None:
        fault = Disqualified.TWO_PRICES if written else Disqualified.NO_PRICE
    elif price > ceiling:
        fault = Disqualified.ABOVE_CEILING
    elif not any(bare(value) for value in _of(offer, SIGNED)):
        fault = Disqualified.UNSIGNED
    body = canonical([list(pair) for pair in offer.fields]).decode()
    return Reading(price, _whole(offer, DAYS), _whole(offer, WARRANTY), fault, body, offer.files)


def _of(offer: Offer, name: str) -> list[str]:
    return [value for field, value in offer.fields if field == name]


def _price(written: str) -> int | None:
    """Whole fen; None for what is no amount above zero."""
    try:
        fen = parse_money(bare(written))
    except Refused:
        return None
    return fen if 0 < fen <= MOST_FEN else None


def _whole(offer: Offer, name: str) -> int | None:
    """A whole number said once; whether it will do the panel judges."""
    said = {bare(value) for value in _of(offer, name)} - {""}
    one = said.pop() if len(said) == 1 else ""
    return int(one) if one.isascii() and one.isdecimal() and len(one) < 6 and int(one) <= MOST_WHOLE else None

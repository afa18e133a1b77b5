"""What a bidder keeps: a text with the content key. It checks the log's line, and it opens the bid where officers' keys are lost."""

from dataclasses import dataclass

from huasheng_vote.journal.leaf import canonical
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.sealing.coding import bytes_of, fields, text_of
from huasheng_vote.sealing.envelope import KEY, commitment
from huasheng_vote.sealing.sealed import Sealed

RECEIPT = "huasheng-bid-receipt/1"


@dataclass(frozen=True, slots=True)
class Receipt:
    """The receipt, read."""

    tender: str
    envelope: str
    commitment: str
    key: bytes
    salt: bytes


def receipt_text(sealed: Sealed) -> str:
    """The text to be handed out once; the server keeps nothing of it but the salt."""
    header = sealed.envelope.header
    values = {
        "commitment": commitment(sealed.salt, sealed.envelope.digest),
        "envelope": header.envelope,
        "format": RECEIPT,
        "key": text_of(sealed.key),
        "salt": text_of(sealed.salt),
        "tender": header.tender,
    }
    return canonical(values).decode()


def read_receipt(text: str) -> Receipt:
    """What a bidder hands in to reveal: `open_envelope` takes its key."""
    values = fields(text.strip().encode(), {"commitment", "envelope", "format", "key", "salt", "tender"}, Why.NOT_A_RECEIPT)
    key, salt = (bytes_of(values[name], Why.NOT_A_RECEIPT, KEY) for name in ("key", "salt"))
    tender, envelope, committed = (values[name] for name in ("tender", "envelope", "commitment"))
    if values["format"] != RECEIPT or not all(isinstance(each, str) for each in (tender, envelope, committed)):
        raise Refused(Why.NOT_A_RECEIPT)
    return Receipt(tender, envelope, committed, key, salt)

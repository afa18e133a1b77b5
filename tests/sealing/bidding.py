"""Three officers and an offer to be sealed for them, without an application."""

from functools import cache

from cryptography.hazmat.primitives.asymmetric import ec

from huasheng_vote.sealing import Attachment, Offer, Officer, Subject, seal, unwrap

PRICE = "226013.57"
PDF = b"%PDF-1.7 a certificate " + bytes(range(256)) * 40
OFFER = Offer((("price", PRICE), ("days", "45"), ("line", "灯杆"), ("line", "电缆")), (Attachment("licence", "安全生产许可证.pdf", PDF),))
TENDER, SPECIFICATION = "songlu/7", "ab" * 32
KEYS = tuple(ec.derive_private_key(number, ec.SECP256R1()) for number in (0xA11CE, 0xB0B, 0xCA401))
OFFICERS = tuple(map(Officer.of, KEYS))


def subject(**other):
    return Subject(**{"tender": TENDER, "specification": SPECIFICATION, "officers": OFFICERS, **other})


@cache
def sealed():
    """One sealed offer that tests look at from all sides."""
    return seal(subject(), OFFER)


def share_of(officer, envelope):
    return unwrap(KEYS[officer], envelope.header, envelope.wraps[officer])

"""Sealed bids: an offer encrypted for opening officers, any two of three of whom open it together (docs/sealing.md).

No web, no database: what is stored, who may do what and when are the procurement area's. `static/seal.js` makes and reads the same bytes in a browser.
"""

from huasheng_vote.rules.sharing import Share
from huasheng_vote.sealing.envelope import LARGEST, Envelope, Header, Subject, check_commitment, commitment, digest_of, read_wraps
from huasheng_vote.sealing.officers import Officer, new_key, recovered, recovery_text
from huasheng_vote.sealing.opening import Given, check_share, combine, open_envelope, open_fields, read_shares, unwrap
from huasheng_vote.sealing.receipts import Receipt, read_receipt, receipt_text
from huasheng_vote.sealing.sealed import Attachment, Offer, Sealed, seal

__all__ = [
    "LARGEST",
    "Attachment",
    "Envelope",
    "Given",
    "Header",
    "Offer",
    "Officer",
    "Receipt",
    "Sealed",
    "Share",
    "Subject",
    "check_commitment",
    "check_share",
    "combine",
    "commitment",
    "digest_of",
    "new_key",
    "open_envelope",
    "open_fields",
    "read_receipt",
    "read_shares",
    "read_wraps",
    "receipt_text",
    "recovered",
    "recovery_text",
    "seal",
    "unwrap",
]

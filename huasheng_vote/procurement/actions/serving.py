"""Keys the server keeps where the method asks for no officers: encrypted in the database, used after the deadline only."""

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import load_der_private_key

from huasheng_vote.procurement.models import OpeningOfficer
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.sealing.coding import bytes_of


def served_key(officer: OpeningOfficer) -> ec.EllipticCurvePrivateKey:
    """The private key of a place that the server holds: PKCS #8 in base 64."""
    key = load_der_private_key(bytes_of(officer.secret or "", Why.BAD_OFFICER_KEY), None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise Refused(Why.BAD_OFFICER_KEY)
    return key

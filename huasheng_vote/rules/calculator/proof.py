"""`proof FILE.json`: does an RFC 6962 inclusion or consistency proof hold? One word: `accepted` or `rejected`."""

import base64
import binascii
from collections.abc import Sequence

from huasheng_vote.rules.calculator.documents import Fields, Node
from huasheng_vote.rules.proofs import Consistency, Inclusion
from huasheng_vote.rules.refusal import Refused, Why

INCLUSION = ("leafIdx", "treeSize", "root", "leafHash")
CONSISTENCY = ("size1", "size2", "root1", "root2")


def run(root: Node) -> str:
    """Read a proof and check it. Refuses what is neither kind, or both, and what is not base64."""
    return "accepted" if read_proof(root).holds() else "rejected"


def read_proof(root: Node) -> Inclusion | Consistency:
    """The proof in a document, of the kind its fields say. Numbers that are none are refused; false ones are not."""
    present = root.value.keys() if isinstance(root.value, Fields) else set()
    kinds = [kind for kind in (INCLUSION, CONSISTENCY) if present >= {*kind, "proof"}]
    if len(kinds) != 1:
        raise Refused(Why.NOT_A_PROOF, where=root.where)
    fields = root.fields(*kinds[0], "proof")
    first, second = (fields[key].whole() for key in kinds[0][:2])
    third, fourth = (_hash(fields[key]) for key in kinds[0][2:])
    read = Inclusion if kinds[0] is INCLUSION else Consistency
    return read(first, second, third, fourth, _path(fields["proof"]))


def _path(node: Node) -> Sequence[bytes]:
    """The nodes of a proof; one without any may be written null."""
    return [] if node.value is None else [_hash(part) for part in node.items()]


def _hash(node: Node) -> bytes:
    """Bytes in base64; whether they are a hash is the proof's question. Nothing at all may be written null."""
    if node.value in (None, ""):
        return b""
    try:
        return base64.b64decode(node.text(), validate=True)
    except (binascii.Error, ValueError):
        raise Refused(Why.BAD_VALUE, where=node.where) from None

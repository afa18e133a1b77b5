"""An officer's own program, and anybody's own check. Needs no server: `python -m huasheng_vote.sealing key | unwrap | check`.

Exit 0: done, or everything holds; 1: something does not; 2: unreadable.
"""

import argparse
import getpass
import json
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

from huasheng_vote.journal.leaf import canonical
from huasheng_vote.rules.exact import bare, parse_money, show_money
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.sealing import Header, Officer, commitment, digest_of, new_key, open_fields, read_wraps, recovered, recovery_text, unwrap
from huasheng_vote.sealing.coding import bytes_of

LEAST = 10
"""Characters of a passphrase."""


def main(arguments: list[str] | None = None) -> int:
    """The commands."""
    parser = argparse.ArgumentParser(prog="python -m huasheng_vote.sealing", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    make = commands.add_parser(
        "key", help="make an opening key: its recovery text goes into FILE, the public point is printed for the site"
    )
    make.add_argument("file", type=Path)
    take = commands.add_parser("unwrap", help="take the shares out: printed for the site")
    take.add_argument("file", type=Path, help="the recovery text")
    take.add_argument("wraps", type=Path, help="what the opening page gave")
    check = commands.add_parser("check", help="check opened prices against their commitments")
    check.add_argument("evidence", type=Path, help="what the opening record gave")
    asked = parser.parse_args(arguments)
    try:
        return {"key": _key, "unwrap": _unwrap, "check": _check}[asked.command](asked)
    except Refused as refused:
        return _unreadable(f"{refused.why.value} {refused.facts or ''}")
    except (OSError, ValueError, KeyError, TypeError) as wrong:
        return _unreadable(f"{type(wrong).__name__}: {wrong}")


def _key(asked: argparse.Namespace) -> int:
    """Refuses to write over a file: the key in it may be the only one there is."""
    passphrase = getpass.getpass("Passphrase: ")
    if len(passphrase) < LEAST or passphrase != getpass.getpass("Again: "):
        return _unreadable(f"a passphrase of {LEAST} characters or more, typed twice alike")
    private = new_key()
    with asked.file.open("x", encoding="utf-8") as file:
        asked.file.chmod(0o600)
        file.write(recovery_text(private, passphrase) + "\n")
    print(Officer.of(private).text)
    return 0


def _unwrap(asked: argparse.Namespace) -> int:
    """One that its bidder spoilt is told and does not keep the others closed."""
    private, shares, code = recovered(asked.file.read_text("utf-8"), getpass.getpass("Passphrase: ")), [], 0
    for each in json.loads(asked.wraps.read_text("utf-8")):
        header = Header.read(each["header"].encode())
        try:
            shares.append(unwrap(private, header, bytes_of(each["wrap"], Why.NOT_AN_ENVELOPE)).plain)
        except Refused as refused:
            print(f"{header.envelope}: {refused.why.value}", file=sys.stderr)
            code = 1
    print(canonical(shares).decode())
    return code


def _check(asked: argparse.Namespace) -> int:
    """Each bid of the record on a line. Whether the log has the commitment at that line, from before the deadline, is read in the log itself."""
    evidence = json.loads(asked.evidence.read_text("utf-8"))
    record, officers = evidence["record"], [Officer.read(text) for text in evidence["officers"]]
    proofs = {each["envelope"]: each for each in evidence["bids"]}
    whole = sha256(canonical(record)).hexdigest() == evidence["digest"]
    print(f"record {evidence['digest']}: {'holds' if whole else 'FALSE'}")
    code = 0 if whole else 1
    for line in record["bids"]:
        fault = _fault(line, proofs.get(line["envelope"], {}), officers)
        price = show_money(line["price"]) if "price" in line else "no price"
        print(f"{line['ordinal']}  line {line['line']} of the log, commitment {line['commitment']}: {price}, {fault or 'holds'}")
        code = code if fault in ("", CLOSED) else 1
    return code


CLOSED = "not opened, so there is nothing to check"


def _fault(line: dict[str, Any], proof: dict[str, Any], officers: list[Officer]) -> str:
    """What does not hold about one bid; empty where everything does."""
    if not line["same"] or not line.get("key"):
        return CLOSED
    offer, salt, key = (bytes_of(proof[name], Why.NOT_AN_ENVELOPE) for name in ("offer", "salt", "key"))
    header, wraps = proof["header"].encode(), proof["wraps"].encode()
    digest = digest_of(header, wraps, sha256(offer).digest(), bytes.fromhex(proof["files"]))
    if commitment(salt, digest) != line["commitment"]:
        return "FALSE: the envelope is not the one committed to"
    try:
        fields = open_fields(Header.read(header), read_wraps(wraps), offer, key, officers)
    except Refused as refused:
        return CLOSED if line.get("out") == "unreadable" else f"FALSE: {refused.why.value}"
    written = {_price(value) for name, value in fields if name == "price" and bare(value)}
    said = {line["price"]} if "price" in line else written if len(written) != 1 else set()
    return "" if written == said or (written == {None} and "price" not in line) else "FALSE: the offer says another price"


def _price(written: str) -> int | None:
    try:
        return parse_money(bare(written)) or None
    except Refused:
        return None


def _unreadable(words: str) -> int:
    print(words, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())

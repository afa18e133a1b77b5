"""An officer's own program makes a key and takes shares out; anybody's own check finds what does not hold. No server is asked."""

import json
from hashlib import sha256

import pytest

from huasheng_vote.journal.leaf import canonical
from huasheng_vote.rules.refusal import Why
from huasheng_vote.sealing import Attachment, Offer, Officer, combine, commitment, read_shares, recovered, recovery_text, seal
from huasheng_vote.sealing.__main__ import CLOSED, main
from huasheng_vote.sealing.coding import text_of
from tests.sealing import by_hand
from tests.sealing.bidding import KEYS, OFFER, OFFICERS, sealed, share_of, subject

PASSPHRASE = "长松路的路灯四十二盏"


@pytest.fixture
def typed(monkeypatch):
    """What is typed when a passphrase is asked for."""
    answers = []
    monkeypatch.setattr("getpass.getpass", lambda _prompt: answers.pop(0) if answers else PASSPHRASE)
    return answers


def wraps(tmp_path, *envelopes, number=0):
    path = tmp_path / "wraps.json"
    path.write_text(json.dumps([{"header": each.header.line.decode(), "wrap": text_of(each.wraps[number])} for each in envelopes]))
    return str(path)


def test_a_key_is_made_once_and_comes_back_from_its_file(tmp_path, typed, capsys):
    path = tmp_path / "key.txt"
    assert main(["key", str(path)]) == 0
    made = capsys.readouterr().out.strip()
    assert Officer.of(recovered(path.read_text(), PASSPHRASE)).text == made
    assert path.stat().st_mode & 0o077 == 0
    before = path.read_text()
    assert main(["key", str(path)]) == 2
    assert path.read_text() == before


@pytest.mark.parametrize("answers", [["123456789", "123456789"], ["long enough", "long enouhg"]])
def test_a_short_or_misspelled_passphrase_makes_no_key(tmp_path, typed, answers):
    typed.extend(answers)
    assert main(["key", str(tmp_path / "key.txt")]) == 2
    assert list(tmp_path.iterdir()) == []


def test_shares_are_printed_as_the_site_takes_them(tmp_path, typed, capsys):
    key = tmp_path / "key.txt"
    key.write_text(recovery_text(KEYS[0], PASSPHRASE))
    envelope = sealed().envelope
    assert main(["unwrap", str(key), wraps(tmp_path, envelope)]) == 0
    (given,) = read_shares(capsys.readouterr().out)
    assert combine(envelope.header, [given, share_of(1, envelope)]) == sealed().key


def test_a_spoilt_wrap_is_told_and_the_others_come_out(tmp_path, typed, capsys):
    key = tmp_path / "key.txt"
    key.write_text(recovery_text(KEYS[0], PASSPHRASE))
    spoilt = by_hand.made(wrapped=(bytes(32), *by_hand.SHARES[1:]))
    assert main(["unwrap", str(key), wraps(tmp_path, spoilt, sealed().envelope)]) == 1
    said = capsys.readouterr()
    assert len(read_shares(said.out)) == 1
    assert spoilt.header.envelope in said.err
    assert Why.WRONG_SHARE.value in said.err


def test_a_wrong_passphrase_takes_nothing_out(tmp_path, typed, capsys):
    key = tmp_path / "key.txt"
    key.write_text(recovery_text(KEYS[0], PASSPHRASE))
    typed.append("another one")
    assert main(["unwrap", str(key), wraps(tmp_path, sealed().envelope)]) == 2
    assert capsys.readouterr().out == ""


# Checking


def evidence(price=226_013_57, made=None, **line):
    made = made or sealed()
    header, written = (each.decode() for each in made.envelope.lines)
    offer, files = made.envelope.boxes
    known = {
        "envelope": made.envelope.header.envelope,
        "commitment": commitment(made.salt, made.envelope.digest),
        "salt": text_of(made.salt),
        "key": text_of(made.key),
        "line": 7,
        "ordinal": 1,
    }
    said = {**known, "same": 1, "price": price, **line}
    record = {"bids": [{name: value for name, value in said.items() if value is not None}]}
    proof = {**known, "header": header, "wraps": written, "offer": text_of(offer), "files": sha256(files).hexdigest()}
    return {
        "record": record,
        "digest": sha256(canonical(record)).hexdigest(),
        "officers": [each.text for each in OFFICERS],
        "bids": [proof],
    }


def checked(tmp_path, capsys, given):
    path = tmp_path / "opening.json"
    path.write_text(json.dumps(given))
    code = main(["check", str(path)])
    return code, capsys.readouterr().out


def test_a_price_that_was_sealed_holds(tmp_path, capsys):
    code, said = checked(tmp_path, capsys, evidence())
    assert code == 0
    assert "226013.57, holds" in said
    assert "line 7 of the log" in said


def test_a_price_that_was_not_sealed_is_false(tmp_path, capsys):
    code, said = checked(tmp_path, capsys, evidence(226_013_56))
    assert code == 1
    assert "FALSE: the offer says another price" in said


@pytest.mark.parametrize("name", ["header", "wraps", "offer", "files", "salt"])
def test_evidence_that_was_touched_is_false(tmp_path, capsys, name):
    given, other = evidence(), evidence(made=seal(subject(), OFFER))
    given["bids"][0][name] = other["bids"][0][name] if name != "files" else "0" * 64
    code, said = checked(tmp_path, capsys, given)
    assert code == 1
    assert "not the one committed to" in said


def test_a_record_that_was_touched_is_false(tmp_path, capsys):
    given = evidence()
    given["record"]["bids"][0]["ordinal"] = 2
    code, said = checked(tmp_path, capsys, given)
    assert code == 1
    assert "FALSE" in said.splitlines()[0]


def test_another_key_is_false(tmp_path, capsys):
    given = evidence()
    given["bids"][0]["key"] = text_of(bytes(32))
    assert checked(tmp_path, capsys, given)[0] == 1


def test_where_the_record_says_no_price_there_is_none(tmp_path, capsys):
    for prices, code in ((("", 0), ("1.00", 1)), (("x", 0), ("2", 1))):
        for price, expected in (prices, code):
            made = seal(subject(), Offer((("price", price),), (Attachment("a", "b", b"c"),)))
            assert checked(tmp_path, capsys, evidence(None, made, out="no_price"))[0] == expected
    two = seal(subject(), Offer((("price", "1"), ("price", "2"))))
    assert checked(tmp_path, capsys, evidence(None, two, out="two_prices"))[0] == 0


def test_what_was_not_opened_is_said_to_be_so(tmp_path, capsys):
    code, said = checked(tmp_path, capsys, evidence(None, same=0, out="unreadable"))
    assert code == 0
    assert CLOSED in said


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"record": {}}'])
def test_what_is_no_evidence_is_unreadable(tmp_path, capsys, text):
    path = tmp_path / "opening.json"
    path.write_text(text)
    assert main(["check", str(path)]) == 2


def test_by_hand_alone_the_price_is_the_same():
    assert by_hand.price_of(evidence()["bids"][0]) == "226013.57"

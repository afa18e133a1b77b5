"""Signed notes: what is written is read again, and nothing that was touched verifies. Examples are those printed in the specifications."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huasheng_vote.journal.notes import WITNESS, Head, Malformed, Note, SigningKey, Verifier, fingerprint, note, parse

SEED = bytes(range(32))
CHECKPOINT = (
    "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
    "— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
    "— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n"
)
NAMES = st.from_regex(r"[a-z0-9./-]{1,30}", fullmatch=True)
TEXTS = st.lists(st.text(st.characters(min_codepoint=32, exclude_categories=["Cs"])), min_size=1).map(lambda lines: "\n".join(lines) + "\n")


def test_the_specification_s_checkpoint_is_read_and_written_byte_for_byte():
    signed = parse(CHECKPOINT)
    assert Head.read(signed.text).size == 20852163
    assert Head.read(signed.text).text() == signed.text
    assert note(signed.text, signed.signatures) == CHECKPOINT


def test_the_go_library_s_key_and_note_are_accepted():
    key = Verifier.read("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
    signed = parse(
        "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n"
        "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
    )
    assert key.check(signed)
    assert not key.check(Note(signed.text + "!\n", signed.signatures))


@settings(deadline=None)
@given(NAMES, TEXTS)
def test_a_note_is_read_as_it_was_written_and_verifies(name, text):
    key = SigningKey(SEED)
    signed = parse(note(text, [key.sign(name, text)]))
    assert signed.text == text
    assert Verifier(name, key.public).check(signed)
    assert not Verifier(name + "x", key.public).check(signed)


@settings(deadline=None)
@given(st.integers(0, 2**33))
def test_a_cosignature_holds_at_its_time_only(time):
    key, text = SigningKey(SEED), Head("a/b", 3, bytes(32)).text()
    signed = parse(note(text, [key.cosign("w/1", text, time)]))
    witness = Verifier("w/1", key.public, WITNESS)
    assert witness.check(signed)
    assert witness.time_of(signed) == time
    line = signed.signatures[0]
    later = type(line)(line.name, line.key_id, (time + 1).to_bytes(8, "big") + line.value[8:])
    assert not witness.check(Note(text, (later,)))
    assert not Verifier("w/1", key.public).check(signed)


def test_a_key_is_passed_on_as_text():
    key = Verifier("a/b", SigningKey(SEED).public)
    assert Verifier.read(key.vkey) == key
    with pytest.raises(Malformed):
        Verifier.read(key.vkey.replace("a/b", "a/c"))


def test_the_fingerprint_is_short_enough_to_compare_by_eye():
    assert fingerprint(SigningKey(SEED).public).count("-") == 7


@pytest.mark.parametrize(
    "content",
    [
        "", "text\n", "text\n\n", "text\n\n— a AAAA\n", CHECKPOINT[:-1], CHECKPOINT.replace("—", "-"), CHECKPOINT + "\n", CHECKPOINT.replace("8=\n", "8\n"),
        CHECKPOINT.replace("\n\n", "\r\n\r\n"), CHECKPOINT.replace("YQ8=", "YQ9="), CHECKPOINT.replace("witness.", "witness+"),
    ],
)  # fmt: skip
def test_what_is_no_note_is_refused(content):
    with pytest.raises(Malformed):
        parse(content)


@pytest.mark.parametrize(
    "text", ["a\n1\n", "a\n01\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n", "a\n1\nAAAA\n", "a\n-1\nAAAA\n", "a\n1\n\n"]
)
def test_what_is_no_checkpoint_is_refused(text):
    with pytest.raises(Malformed):
        Head.read(text)

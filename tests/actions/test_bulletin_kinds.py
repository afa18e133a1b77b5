"""Votes of every kind: their bulletins hold, public and opened."""

from random import Random

import pytest

from huasheng_vote.assemblies.queries.bulletin import bulletin
from huasheng_vote.config import kept_key
from huasheng_vote.journal import checkpoints, tree, verify
from huasheng_vote.journal.notes import fingerprint, inclusion_proof
from huasheng_vote.journal.signer import the_signer
from tests.actions.test_bulletin import false_in
from tests.forgery import Forge, Holder, Truth
from tests.kinds import KINDS, rotated


@pytest.mark.parametrize("kind", KINDS)
def test_it_holds_at_both_levels(estate, kind):
    for vote in KINDS[kind](estate):
        made = bulletin(estate.ref, vote.id)
        for files in (made.files(), made.opened()):
            assert false_in(files) == []
    for name in WITHOUT.get(kind, ()):
        assert without(made, name), name


WITHOUT = {
    "papers": ("paper.entered", "papers.witnessed", "approval.signed"),
    "reviewed": ("result.resolved",),
    "rotated": ("log.loss_seen",),
}


def without(made, name):
    """What is false where somebody with the signing key leaves a line of this type out, and mends all the rest."""
    seed = bytes.fromhex(kept_key(the_signer().key_file))
    forge = Forge(Truth(made.files(), (), seed), Random(name))
    forge.remove(forge.places(name)[-1])
    return false_in(forge.files(Holder.LOG))


def test_what_was_kept_from_before_a_new_key_and_a_loss_is_still_recognised(estate):
    """The old fingerprint, an old signed head, and an old receipt; not another fingerprint, nor a head of lines that were lost."""
    first = the_signer().key().public
    [vote] = rotated(estate)
    old = checkpoints.every(estate.ref.id)[0]
    receipt = inclusion_proof(2, tree.inclusion(estate.ref.id, 2, old.size), old.note)
    files, print_ = bulletin(estate.ref, vote.id).files(), fingerprint(first)
    assert the_signer().key().public != first
    assert false_in(files, verify.Pins([old.note, old.code], print_, receipt)) == []
    without = files | {"log.jsonl": files["log.jsonl"].replace(b"log.key_rotated", b"log.key_rotate_")}
    assert "key" in " ".join(each.en for each in false_in(without, verify.Pins(fingerprint=print_)))
    assert len(false_in(files, verify.Pins([old.note.replace("huasheng-vote/songlu", "huasheng-vote/songlu/3")], "A" * 32))) == 2


def test_a_consultation_opens_no_ballot_that_came_online(estate):
    """Where online only gathers opinions, nobody's is in the bulletin; what was counted on paper is."""
    [vote] = KINDS["consultation"](estate)
    bundle = verify.Bundle(bulletin(estate.ref, vote.id).files())
    leaves = [each["leaf"] for each in bundle.openings if each["kind"] == "ballot"]
    assert bundle.consults
    assert {bundle.leaves[leaf]["facts"]["channel"] for leaf in leaves} == {"paper"}
    assert len(leaves) == len(bundle.counting) == 9

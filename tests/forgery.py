"""Forgers of a bulletin: what somebody with the files, a key or all secrets could change, made as consistent as they can make it.

A `Forge` holds a bulletin taken apart. A kind of forgery changes something in it; `files` puts it together again with every hash, chain and root recomputed,
and with heads signed by whichever key the forger has: none (the true signatures stay), one of their own, or the log's.
"""

import json
from base64 import b64decode, b64encode
from collections import Counter
from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import cached_property
from hashlib import sha256
from random import Random

from huasheng_vote.journal import verify
from huasheng_vote.journal.leaf import check_code, leaf_hash
from huasheng_vote.journal.notes import WITNESS, Head, SigningKey, Verifier, fingerprint, note
from huasheng_vote.rules.commitments import P, commit_area, commit_choices, root_of

canonical = verify.canonical  # the same bytes as the app's, sooner


class Holder(StrEnum):
    """Which key the forger has."""

    NONE = "no key"
    OWN = "a key of their own"
    LOG = "the log's key"


class Truth:
    """The true bulletin, what was published outside it, and what only insiders have: the signing key and the opened roll."""

    def __init__(self, files: Mapping[str, bytes], opened: tuple[dict, ...], seed: bytes):
        self.files, self.opened, self.seed = files, opened, seed

    @cached_property
    def pins(self) -> verify.Pins:
        """The fingerprint, and the codes printed with the notice, at opening, at closing and with the result."""
        lines = self.files["log.jsonl"].splitlines()
        sizes = [each.size for each in verify.notes_in(self.files["checkpoints.txt"].decode())]
        anchors = [check_code(root_of(lines[:size])) for size in sizes]
        return verify.Pins(anchors=anchors, fingerprint=fingerprint(SigningKey(self.seed).public))


class Forge:
    """A bulletin taken apart, in the hands of a forger."""

    def __init__(self, truth: Truth, chance: Random):
        self.truth, self.chance = truth, chance
        self.policy = json.loads(truth.files["policy.json"])
        self.leaves = [json.loads(line) for line in truth.files["log.jsonl"].splitlines()]
        self.roll = [json.loads(line) for line in truth.files["roll.jsonl"].splitlines()]
        self.openings = [json.loads(line) for line in truth.files["openings.jsonl"].splitlines()]
        self.notes = truth.files["checkpoints.txt"].decode()
        self.heads = verify.notes_in(self.notes)
        self.sizes = [each.size for each in self.heads]
        self.subject = f"assembly/{self.policy['assembly']}"
        self.secrets = {each["head"]: each for each in truth.opened}
        self.resealed = True

    # Finding one's way

    def places(self, type, subject=None):
        return [place for place, leaf in enumerate(self.leaves) if leaf["type"] == type and (subject is None or leaf["subject"] == subject)]

    def any(self, type):
        return self.chance.choice(self.places(type))

    def one(self, type):
        return self.places(type, self.subject)[-1]

    def facts(self, type):
        return self.leaves[self.one(type)]["facts"]

    @property
    def frozen(self):
        return self.leaves[(self.places("roll.corrected", self.subject) or self.places("notice.given", self.subject))[-1]]["facts"]

    def counted(self):
        """Place of the ballot in force, by head."""
        return {self.leaves[place]["facts"]["head"]: place for place in self.places("ballot.cast", self.subject)}

    def opening(self, leaf):
        return next(each for each in self.openings if each["kind"] == "ballot" and each["leaf"] == leaf)

    def sums(self):
        return [each for each in self.openings if each["kind"] == "sum"]

    # Changing the log: everything that names a line by its number follows

    def remove(self, place):
        del self.leaves[place]
        self._shift(lambda index: index - (index > place), gone=place)
        self.sizes = [size - (size > place) for size in self.sizes]

    def insert(self, place, leaf):
        self.leaves.insert(place, leaf)
        self._shift(lambda index: index + (index >= place))
        self.sizes = [size + (size > place) for size in self.sizes]

    def _shift(self, moved, gone=None):
        for leaf in self.leaves:
            for name in ("supersedes", "beside"):
                if leaf["facts"].get(name) == gone is not None:
                    del leaf["facts"][name]
                elif name in leaf["facts"]:
                    leaf["facts"][name] = moved(leaf["facts"][name])
        self.openings = [each for each in self.openings if each["kind"] != "ballot" or each["leaf"] != gone]
        for each in self.openings:
            if each["kind"] == "ballot":
                each["leaf"] = moved(each["leaf"])

    # What an insider with all secrets can make consistent

    def seal(self, place, choices):
        """Another answer on a ballot, committed to as if it had been cast."""
        salt = self.chance.randbytes(32)
        self.leaves[place]["facts"]["choices"] = commit_choices(salt, canonical(choices))
        return {"kind": "ballot", "leaf": place, "salt": salt.hex(), "choices": choices}

    def recount(self):
        """Every sum and every published figure anew, by the verifier's own arithmetic."""
        bundle = verify.Bundle(self.files(Holder.NONE))
        self.openings = [each for each in self.openings if each["kind"] != "sum"]
        for name in bundle.areas:
            self._add_sum("", name, "roll", list(bundle.areas[name]))
        for motion in bundle.motions:
            for name in dict.fromkeys((motion.weighing, motion.other)):
                for answer, heads in bundle.who(motion, name).items():
                    self._add_sum(motion.id, name, answer, heads)
        self.facts("voting.closed")["heads"] = len(bundle.counting)
        self.facts("result.published")["ballots"] = dict(Counter(ballot.channel for ballot in bundle.counting.values()))
        self.republish()

    def republish(self):
        """What the verifier would find is what is published."""
        bundle = verify.Bundle(self.files(Holder.NONE))
        for motion in bundle.motions:
            place = self.places("result.found", f"motion/{motion.id}")[0]
            said = self.leaves[place]["facts"]
            chosen = {answer: verify.amounts(bundle, motion, motion.weighing, answer) for answer in bundle.who(motion, motion.weighing)}
            said["chosen"] = {answer: {"heads": heads, "area": area} for answer, (heads, area) in chosen.items() if answer != "silent"}
            said.update({key: value for key, value in verify.find(bundle, motion).items() if value is not None})

    def _add_sum(self, motion, weighing, of, heads):
        opened = [self.secrets[head]["areas"][weighing] for head in heads]
        blind = f"{sum(int(blind, 16) for _, blind in opened):x}"
        area = sum(area for area, _ in opened)
        self.openings.append(
            {"kind": "sum", "motion": motion, "weighing": weighing, "of": of, "heads": len(heads), "area": area, "blind": blind}
        )

    # Putting it together again

    def files(self, holder):
        if self.resealed:
            self._reseal()
        lines = [canonical(leaf) for leaf in self.leaves]
        policy = self.policy
        if holder is not Holder.NONE and self.resealed:
            key = SigningKey(self.truth.seed if holder is Holder.LOG else sha256(b"forger").digest())
            origin = self.heads[-1].origin
            heads = [Head(origin, size, root_of(lines[:size])) for size in sorted(set(self.sizes)) if size <= len(lines)]
            self.notes = "\n".join(note(head.text(), [key.sign(origin, head.text())]) for head in heads)
            policy = {**policy, "keys": [Verifier(origin, key.public).vkey]}
        return {
            "policy.json": canonical(policy) + b"\n",
            "log.jsonl": b"".join(line + b"\n" for line in lines),
            "checkpoints.txt": self.notes.encode(),
            "roll.jsonl": b"".join(canonical(line) + b"\n" for line in self.roll),
            "openings.jsonl": b"".join(canonical(each) + b"\n" for each in self.openings),
        }

    def _reseal(self):
        prev = "0" * 64
        commitments = self.frozen.get("commitments") if self.places("notice.given", self.subject) else None
        if isinstance(commitments, dict) and self.restores_root:
            commitments["root"], commitments["lines"] = root_of([canonical(line) for line in self.roll]).hex(), len(self.roll)
        for place, leaf in enumerate(self.leaves):
            leaf["index"], leaf["prev"] = place, prev
            prev = leaf_hash(canonical(leaf)).hex()

    restores_root = True


Kind = Callable[[Forge], None]
KINDS: dict[str, Kind] = {}


def kind(fn: Kind) -> Kind:
    KINDS[fn.__name__.replace("_", " ")] = fn
    return fn


def other(chance, value):
    """Another value of the same sort."""
    if isinstance(value, int):
        return value + chance.choice((-1, 1, 2, 100))
    if isinstance(value, list):
        return value[:-1] if value else [1]
    if isinstance(value, dict):
        return {**value, "x": 1}
    return value[:-1] + ("0" if value[-1:] != "0" else "1")


# The log


@kind
def a_fact_edited(forge):
    place = forge.chance.choice([place for place, leaf in enumerate(forge.leaves) if leaf["facts"]])
    name = forge.chance.choice(sorted(forge.leaves[place]["facts"]))
    forge.leaves[place]["facts"][name] = other(forge.chance, forge.leaves[place]["facts"][name])


@kind
def a_line_edited_and_nothing_recomputed(forge):
    forge.resealed = False
    leaf = forge.chance.choice(forge.leaves)
    name = forge.chance.choice(("at", "actor", "role", "private", "type", "subject"))
    leaf[name] = other(forge.chance, leaf[name])


@kind
def a_ballot_dropped(forge):
    forge.remove(forge.any("ballot.cast"))


@kind
def another_line_dropped(forge):
    forge.remove(forge.chance.choice([place for place, leaf in enumerate(forge.leaves) if leaf["type"] != "ballot.cast"]))


@kind
def a_ballot_copied(forge):
    source = forge.any("ballot.cast")
    forge.insert(source + 1, json.loads(json.dumps(forge.leaves[source])))


@kind
def a_ballot_of_nobody_inserted(forge):
    leaf = json.loads(json.dumps(forge.leaves[forge.any("ballot.cast")]))
    leaf["facts"] = {**{key: value for key, value in leaf["facts"].items() if key != "supersedes"}, "head": forge.chance.randbytes(8).hex()}
    forge.insert(forge.one("voting.closed"), leaf)
    forge.facts("voting.closed")["heads"] += 1


@kind
def two_lines_exchanged(forge):
    place = forge.chance.randrange(1, len(forge.leaves))
    forge.leaves[place - 1], forge.leaves[place] = forge.leaves[place], forge.leaves[place - 1]


@kind
def a_ballot_redated(forge):
    leaf = forge.leaves[forge.any("ballot.cast")]
    days = {f"{day:02d}" for day in range(1, 29)} - {leaf["at"][8:10]}
    leaf["at"] = leaf["at"][:8] + forge.chance.choice(sorted(days)) + leaf["at"][10:]


@kind
def a_ballot_from_before_the_opening(forge):
    forge.leaves[forge.any("ballot.cast")]["at"] = "2027-01-0" + forge.chance.choice("1234") + "T05:00:00.000Z"


@kind
def a_late_ballot(forge):
    place, closed = forge.chance.choice(sorted(forge.counted().values())), forge.one("voting.closed")
    opening, leaf = forge.opening(place), forge.leaves[place]
    forge.remove(place)
    leaf["at"] = forge.leaves[closed - 1]["at"][:13] + ":00:00.000Z"
    forge.insert(closed, leaf)
    forge.openings.append({**opening, "leaf": closed})


@kind
def the_closing_redated(forge):
    leaf = forge.leaves[forge.one("voting.closed")]
    leaf["at"] = f"2027-02-{forge.chance.randrange(1, 10):02d}" + leaf["at"][10:]


@kind
def an_announcement_within_the_objection_period(forge):
    forge.leaves[forge.one("result.announced")]["at"] = forge.leaves[forge.one("result.published")]["at"]


@kind
def another_channel_published(forge):
    ballots = forge.facts("result.published")["ballots"]
    moved = forge.chance.randrange(1, ballots["online"])
    ballots.update(online=ballots["online"] - moved, paper=moved)


@kind
def a_ballot_moved_to_another_assembly(forge):
    forge.leaves[forge.any("ballot.cast")]["subject"] = f"assembly/{forge.policy['assembly'] + forge.chance.randrange(1, 9)}"


@kind
def another_assemblys_result(forge):
    """The result is taken for that of a meeting that never was."""
    for leaf in forge.leaves:
        if leaf["type"] in ("result.published", "result.announced"):
            leaf["subject"] = f"assembly/{forge.policy['assembly'] + 1}"


@kind
def a_superseding_denied(forge):
    place = forge.chance.choice([place for place in forge.places("ballot.cast") if "supersedes" in forge.leaves[place]["facts"]])
    del forge.leaves[place]["facts"]["supersedes"]


@kind
def a_void_with_one_signature(forge):
    asked = forge.leaves[forge.any("approval.asked")]
    signed = next(leaf for leaf in forge.leaves if leaf["type"] == "approval.signed" and leaf["subject"] == asked["subject"])
    facts, digest = {"kind": "paper.look", "subject": "paper/1", "needed": 2}, forge.chance.randbytes(32).hex()
    story = [
        {**asked, "subject": "approval/999", "facts": {**facts, "digest": digest}},
        *[{**signed, "subject": "approval/999", "facts": {**signed["facts"], "digest": digest, "as": "community_supervisor"}}] * 2,
        {**asked, "type": "approval.used", "subject": "approval/999", "facts": {"digest": digest}},
        {**asked, "type": "paper.voided", "subject": forge.subject, "facts": {"papers": 1}},
    ]
    for leaf in reversed(story):
        forge.insert(forge.one("voting.closed"), json.loads(json.dumps(leaf)))


@kind
def a_signature_dropped(forge):
    forge.remove(forge.any("approval.signed"))


@kind
def both_signatures_by_one(forge):
    places = forge.places("approval.signed")
    first = forge.chance.randrange(len(places) // 2) * 2
    forge.leaves[places[first + 1]]["actor"] = forge.leaves[places[first]]["actor"]


@kind
def signed_for_something_else(forge):
    forge.leaves[forge.any("approval.signed")]["facts"]["digest"] = forge.chance.randbytes(32).hex()


# The roll


@kind
def an_area_enlarged(forge):
    forge.restores_root = forge.chance.random() < 0.5
    line = forge.chance.choice(forge.roll)
    name = forge.chance.choice(sorted(line["areas"]))
    value = int.from_bytes(b64decode(line["areas"][name]), "big") * commit_area(forge.chance.randrange(1, 10**6), 0) % P
    line["areas"][name] = b64encode(value.to_bytes(256, "big")).decode()


@kind
def areas_of_two_heads_exchanged(forge):
    """The sums of the roll stay as they are."""
    one, two = forge.chance.sample([line for line in forge.roll if "roll" in line["areas"]], 2)
    one["areas"]["roll"], two["areas"]["roll"] = two["areas"]["roll"], one["areas"]["roll"]


@kind
def a_line_of_the_roll_changed(forge):
    forge.restores_root = False
    line = forge.chance.choice(forge.roll)
    line["line"] = other(forge.chance, line["line"])


@kind
def a_head_taken_off_the_roll(forge):
    forge.roll.remove(forge.chance.choice(forge.roll))


@kind
def a_head_put_on_the_roll(forge):
    copy = json.loads(json.dumps(forge.chance.choice(forge.roll)))
    forge.roll = sorted([*forge.roll, {**copy, "head": forge.chance.randbytes(8).hex()}], key=lambda line: line["head"])


@kind
def a_ballot_given_to_another_head(forge):
    facts = forge.leaves[forge.any("ballot.cast")]["facts"]
    facts["head"] = forge.chance.choice([line["head"] for line in forge.roll if line["head"] != facts["head"]])


# What is opened


@kind
def a_choice_opened_otherwise(forge):
    opening = forge.opening(forge.chance.choice(sorted(forge.counted().values())))
    name = forge.chance.choice(sorted(opening["choices"]))
    opening["choices"][name] = forge.chance.choice([each for each in ("agree", "oppose", "abstain") if each != opening["choices"][name]])


@kind
def a_choice_sealed_anew(forge):
    """The commitment is changed with it, the count is not."""
    place = forge.chance.choice(sorted(forge.counted().values()))
    opening = forge.opening(place)
    name = sorted(opening["choices"])[0]
    swapped = {"agree": "oppose", "oppose": "agree"}.get(opening["choices"][name], "agree")
    forge.openings.remove(opening)
    forge.openings.append(forge.seal(place, {**opening["choices"], name: swapped}))


@kind
def openings_of_two_ballots_exchanged(forge):
    one, two = forge.chance.sample([each for each in forge.openings if each["kind"] == "ballot"], 2)
    one["leaf"], two["leaf"] = two["leaf"], one["leaf"]


@kind
def an_opening_left_out(forge):
    forge.openings.remove(forge.chance.choice([each for each in forge.openings if each["kind"] == "ballot"]))


@kind
def an_area_sum_changed(forge):
    each = forge.chance.choice(forge.sums())
    each["area"] = other(forge.chance, each["area"])


@kind
def a_blind_sum_changed(forge):
    each = forge.chance.choice(forge.sums())
    each["blind"] = f"{int(each['blind'], 16) + forge.chance.randrange(1, 9):x}"


@kind
def a_head_declared_contested(forge):
    """So that its ballot is left out."""
    place = forge.chance.choice(sorted(forge.counted().values()))
    forge.openings.remove(forge.opening(place))
    forge.openings.append({"kind": "contested", "heads": [forge.leaves[place]["facts"]["head"]]})


# The result and what it rests on


@kind
def a_published_count_changed(forge):
    said = forge.leaves[forge.any("result.found")]["facts"]
    answer = forge.chance.choice(sorted(said["chosen"]))
    measure = forge.chance.choice(("heads", "area"))
    said["chosen"][answer][measure] = other(forge.chance, said["chosen"][answer][measure])


@kind
def a_threshold_changed(forge):
    test = forge.chance.choice(forge.leaves[forge.any("result.found")]["facts"]["tests"])
    test["bar"] = forge.chance.choice([bar for bar in ("1/2", "2/3", "3/4", "1/3") if bar != test["bar"]])
    test["holds"] = "yes"


@kind
def an_outcome_changed(forge):
    said = forge.leaves[forge.any("result.found")]["facts"]
    said["outcome"] = forge.chance.choice([each for each in ("passed", "not_passed", "no_quorum") if each != said["outcome"]])


@kind
def a_class_lowered(forge):
    """A special matter is put as an ordinary one, in the notice and in the policy."""
    motion = forge.chance.choice(forge.facts("notice.given")["motions"])
    asked = next(each for each in forge.policy["motions"] if each["id"] == motion["id"])["asked"]
    swapped = [{"special": "ordinary", "ordinary": "special"}[each] for each in motion["classes"]]
    motion["classes"] = asked["classes"] = swapped
    motion["text"] = sha256(canonical(asked)).hexdigest()


@kind
def a_text_changed(forge):
    asked = forge.chance.choice(forge.policy["motions"])["asked"]
    name = forge.chance.choice(("title", "text", "money_source"))
    asked[name] = other(forge.chance, asked[name] or "x")


@kind
def a_rule_changed(forge):
    rules = forge.policy["rules"]
    name = forge.chance.choice(("change", "voids", "silence", "channels", "extension_days", "objection_days"))
    rules[name] = other(forge.chance, rules[name])


@kind
def a_decision_invented(forge):
    place = forge.any("resolution.adopted")
    forge.insert(place + 1, {**json.loads(json.dumps(forge.leaves[place])), "subject": f"motion/{forge.policy['motions'][2]['id']}"})
    number = forge.leaves[place]["facts"]["number"] + 1
    forge.leaves[place + 1]["facts"]["number"] = number
    forge.facts("result.announced")["resolutions"].append(number)


# The signatures


@kind
def a_signature_flipped(forge):
    forge.resealed = False
    lines = forge.notes.split("\n")
    place = forge.chance.choice([place for place, line in enumerate(lines) if line.startswith("\u2014")])
    dash, name, value = lines[place].split(" ")
    raw = bytearray(b64decode(value))
    raw[forge.chance.randrange(len(raw))] ^= 1 << forge.chance.randrange(8)
    lines[place] = " ".join((dash, name, b64encode(bytes(raw)).decode()))
    forge.notes = "\n".join(lines)


@kind
def a_signed_head_changed(forge):
    forge.resealed = False
    lines = forge.notes.split("\n")
    starts = [place - 4 for place, line in enumerate(lines) if line.startswith("\u2014")]
    place = forge.chance.choice(starts) + forge.chance.choice((1, 2))
    lines[place] = str(int(lines[place]) + 1) if lines[place].isdigit() else b64encode(forge.chance.randbytes(32)).decode()
    forge.notes = "\n".join(lines)


@kind
def a_witness_invented(forge):
    """A key that no line names, with its own signature under the newest head."""
    key = SigningKey(forge.chance.randbytes(32))
    forge.policy["witnesses"].append(Verifier("somebody", key.public, WITNESS).vkey)
    forge.notes += key.cosign("somebody", forge.heads[-1].text, 1_800_000_000).line()
    forge.resealed = False


@kind
def a_cosignature_moved_to_another_head(forge):
    """What the witness signed under one head is put under the next."""
    forge.resealed = False
    lines = forge.notes.splitlines(keepends=True)
    place = next(place for place, line in enumerate(lines) if line.startswith("\u2014 community-office"))
    lines.append(lines.pop(place))
    forge.notes = "".join(lines)


@kind
def the_log_cut_back(forge):
    """To an earlier signed head: everything after it is gone, signatures and all."""
    kept = forge.chance.randrange(1, len(forge.sizes))
    size = forge.sizes[kept - 1]
    forge.leaves, forge.sizes = forge.leaves[:size], forge.sizes[:kept]
    forge.notes = "\n\n".join(forge.notes.split("\n\n")[: 2 * kept]) + "\n"


@kind
def the_key_exchanged(forge):
    forge.resealed = False
    key = SigningKey(forge.chance.randbytes(32))
    forge.policy["keys"] = [Verifier(forge.heads[-1].origin, key.public).vkey]


@kind
def a_handover_to_another_key_invented(forge):
    """A line says that the log's key was replaced by the forger's, and the heads follow it."""
    leaf = json.loads(json.dumps(forge.leaves[forge.one("voting.opened")]))
    origin, own = forge.heads[-1].origin, SigningKey(sha256(b"forger").digest()).public
    facts = {"old": Verifier(origin, SigningKey(forge.truth.seed).public).vkey, "new": Verifier(origin, own).vkey}
    forge.insert(forge.one("voting.opened") + 1, {**leaf, "type": "log.key_rotated", "subject": "log", "facts": facts})


@kind
def a_loss_invented(forge):
    """Lines between two heads are said to have been lost, and the log to go on under another name; nobody acknowledged it."""
    leaf, origin = json.loads(json.dumps(forge.leaves[forge.one("voting.opened")])), forge.heads[-1].origin
    facts = {
        "kept": forge.one("voting.opened"),
        "signed": len(forge.leaves),
        "origin": origin + "/0",
        "goes_on_as": origin,
        "root": "0" * 64,
    }
    forge.insert(forge.one("voting.opened") + 1, {**leaf, "type": "log.restarted", "subject": "log", "facts": facts})


# Insiders with every secret, who make all of it consistent


@kind
def a_ballot_stuffed_and_all_recomputed(forge):
    voted, line = forge.counted(), None
    line = forge.chance.choice([each for each in forge.roll if each["head"] not in voted])
    leaf = json.loads(json.dumps(forge.leaves[forge.chance.choice(sorted(voted.values()))]))
    leaf["facts"] = {"head": line["head"], "channel": "online", "choices": ""}
    place = forge.one("voting.closed")
    forge.insert(place, leaf)
    bundle = verify.Bundle(forge.files(Holder.NONE))
    asked = [motion for motion in bundle.motions if line["head"] in bundle.areas[motion.weighing]]
    forge.openings.append(forge.seal(place, {motion.id: motion.options[0] if motion.options else "agree" for motion in asked}))
    forge.recount()


@kind
def a_choice_turned_and_all_recomputed(forge):
    place = forge.chance.choice(sorted(forge.counted().values()))
    opening = forge.opening(place)
    name = forge.chance.choice(sorted(opening["choices"]))
    turned = {"agree": "oppose", "oppose": "agree"}.get(opening["choices"][name], "none_of_these")
    turned = (
        "abstain" if turned == opening["choices"][name] or (turned == "none_of_these" and opening["choices"][name] == "abstain") else turned
    )
    if turned == opening["choices"][name]:
        turned = "agree"
    forge.openings.remove(opening)
    forge.openings.append(forge.seal(place, {**opening["choices"], name: turned}))
    forge.recount()


@kind
def a_ballot_dropped_and_all_recomputed(forge):
    forge.remove(forge.chance.choice(sorted(forge.counted().values())))
    missing = set(forge.counted().values()) - {each["leaf"] for each in forge.openings if each["kind"] == "ballot"}
    for place in missing:  # an earlier ballot of the same head counts again; what it said is sealed anew
        bundle = verify.Bundle(forge.files(Holder.NONE))
        head = forge.leaves[place]["facts"]["head"]
        asked = [motion for motion in bundle.motions if head in bundle.areas[motion.weighing]]
        forge.openings.append(forge.seal(place, {motion.id: "abstain" for motion in asked}))
    forge.recount()


def detected(truth: Truth, name: str, holder: Holder, seed: int) -> tuple[bool, bool, bool]:
    """Whether one forgery is found out: without anything from outside, with the pinned fingerprint, with the printed heads."""
    forge = Forge(truth, Random(f"{name}/{seed}"))
    KINDS[name](forge)
    files = forge.files(holder)
    if files == truth.files:
        raise AssertionError(f"{name}/{seed} changes nothing")
    pins = truth.pins
    try:
        findings = verify.examine(files, pins)
    except verify.Unreadable:
        return True, True, True
    plain, pinned, anchored = findings[: -1 - len(pins.anchors)], findings[-1 - len(pins.anchors)], findings[-len(pins.anchors) :]
    alone = any(each.problems for each in plain)
    return alone, alone or bool(pinned.problems), alone or any(each.problems for each in anchored)

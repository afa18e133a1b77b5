"""Casting a ballot (投票). Everything that can be read beforehand was; under the lock only what decides is read again, and the rows go in.

The line in the log names the head by its pseudonym on the roll and the voter by a pseudonym of this assembly and this head alone, as an owner whatever else
they are: otherwise a suggestion signed with the same pseudonym, the one line whose role is the chair's, or the only person with three ballots would name the
voter once choices are opened. The hour is whole, the choices are private until closing.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert, update

from huasheng_vote.assemblies.actions.once import Sending
from huasheng_vote.assemblies.models.ballots import Ballot, BallotChoice
from huasheng_vote.assemblies.queries.ballots import BallotInForce
from huasheng_vote.assemblies.queries.deciding import deciding
from huasheng_vote.extensions import run
from huasheng_vote.journal.leaf import canonical, receipt_code, stamp
from huasheng_vote.journal.log import Context
from huasheng_vote.rules.access import Actor, Role
from huasheng_vote.rules.ballot import Arrival, Channel, changes_after, decide
from huasheng_vote.rules.commitments import commit_choices
from huasheng_vote.rules.refusal import Refused, Why

# Built once, sent without the ORM: everything here happens while every other voter waits.
PUT_BALLOT, PUT_CHOICE = insert(Ballot.__table__), insert(BallotChoice.__table__)
SET_ASIDE = update(Ballot.__table__).where(Ballot.estate_id == bindparam("estate"), Ballot.id == bindparam("ballot")).values(counts=False)


@dataclass(frozen=True, slots=True)
class Offer:
    """A ballot as it was read and checked before the lock: whose, its answers by motion, and the version its voter saw."""

    assembly: int
    head: int
    pseudonym: str
    answers: Mapping[int, str]
    version: int


def cast_ballot(on: Context, offer: Offer) -> str:
    """Cast it, superseding the head's earlier one where the frozen policy allows; returns the receipt's code."""
    sending = Sending.of(on.actor.account or 0, "cast_ballot", f"head/{offer.head}", offer.version, {"answers": _texts(offer.answers)})
    found = deciding(on.estate.id, offer.assembly, offer.head, sending.key)
    if code := sending.answered(found.sent):
        return code
    earlier, offered = found.earlier, Arrival(Channel.ONLINE, on.at)
    decide(found.policy, offered, earlier.as_rule if earlier else None)
    if offer.version != (earlier.number if earlier else 0):
        raise Refused(Why.CHANGED_MEANWHILE)
    code = _write(on, offer, earlier)
    sending.answer(code)
    return code


def _write(on: Context, offer: Offer, earlier: BallotInForce | None) -> str:
    leaf = _record(on, offer, earlier)
    code = receipt_code(on.digests[-1])
    if earlier:
        run(SET_ASIDE, {"estate": on.estate.id, "ballot": earlier.id})
    row = {
        "estate_id": on.estate.id,
        "assembly_id": offer.assembly,
        "head_id": offer.head,
        "number": offer.version + 1,
        "account_id": on.actor.account,
        "channel": Channel.ONLINE.value,
        "received_at": on.at,
        "changes": changes_after(Arrival(Channel.ONLINE, on.at), earlier.as_rule if earlier else None),
        "counts": True,
        "leaf": leaf,
        "code": code,
    }
    of = {"estate_id": on.estate.id, "ballot_id": run(PUT_BALLOT, row).inserted_primary_key.id}
    run(PUT_CHOICE, [{**of, "motion_id": motion, "choice": choice} for motion, choice in offer.answers.items()])
    return code


def _record(on: Context, offer: Offer, earlier: BallotInForce | None) -> int:
    voter = Actor(on.actor.account, frozenset({Role.OWNER}))
    sealed = seal(_texts(offer.answers))
    facts = {"head": offer.pseudonym, "channel": Channel.ONLINE.value, "choices": sealed.commitment}
    return replace(on, actor=voter).record(
        "ballot.cast",
        f"assembly/{offer.assembly}",
        facts | ({"supersedes": earlier.leaf} if earlier else {}),
        {"at": stamp(on.at), "head": offer.head, **sealed.private},
        at=whole_hour(on.at),
        apart=f"assembly/{offer.assembly}",
        on_behalf=offer.pseudonym,
    )


@dataclass(frozen=True, slots=True)
class Sealed:
    """A ballot's answers as its line in the log holds them: the commitment for everybody, and in the private body what opens it. They open apart
    from the rest of that body, so that the bulletin can show a choice without the minute it was made."""

    commitment: str
    private: dict[str, Any]


def seal(answers: Mapping[str, str]) -> Sealed:
    """Commit to the answers of a ballot."""
    salt = secrets.token_bytes(32)
    return Sealed(commit_choices(salt, canonical(dict(answers))), {"choices": dict(answers), "choices_salt": salt.hex()})


def _texts(answers: Mapping[int, str]) -> dict[str, str]:
    """The log's keys are text."""
    return {str(motion): str(choice) for motion, choice in answers.items()}


def whole_hour(at: datetime) -> datetime:
    """The hour a ballot's line may tell."""
    return at.replace(minute=0, second=0, microsecond=0)

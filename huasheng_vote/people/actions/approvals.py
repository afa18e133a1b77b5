"""Four eyes: an act of weight is asked for in writing, signed by distinct people for exactly those bytes, and done once.

An area asks with `propose`, others sign with `answer`, and the act itself calls `consume` with what it is about to do: unless enough people
signed exactly that, it is refused. Who asks counts as one signer where a role allows, and signs no second time.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import timedelta
from hashlib import sha256

from huasheng_vote.extensions import db
from huasheng_vote.journal.leaf import canonical
from huasheng_vote.journal.log import Context
from huasheng_vote.people import queries
from huasheng_vote.people.models import Approval, ApprovalSignature
from huasheng_vote.rules.access import CONVENERS, SUPERVISORS, Role
from huasheng_vote.rules.flows.approvals import APPROVAL, ApprovalAct, ApprovalState, Stance
from huasheng_vote.rules.refusal import Refused, Why

Payload = Mapping[str, str | int]
LIFE = timedelta(days=14)
SIGNERS = CONVENERS | SUPERVISORS


def digest_of(kind: str, subject: str, payload: Payload) -> str:
    """SHA-256 of exactly what will be done."""
    return sha256(canonical({"kind": kind, "subject": subject, "payload": dict(payload)})).hexdigest()


def propose(
    on: Context,
    kind: str,
    subject: str,
    payload: Payload,
    needed: int = 2,
    roles: Iterable[Role] = SIGNERS,
    must: Iterable[Role] = (),
    life: timedelta = LIFE,
) -> int:
    """Ask for `needed` distinct signers holding one of `roles`, among them one of each role in `must`. Returns the request's id."""
    _retire_expired(on, digest := digest_of(kind, subject, payload))
    request = Approval(
        estate_id=on.estate.id,
        kind=kind,
        subject=subject,
        payload=canonical(dict(payload)).decode(),
        digest=digest,
        needed=needed,
        roles=" ".join(sorted(roles)),
        must=" ".join(sorted(must)),
        proposed_by=on.actor.account,
        proposed_at=on.at,
        expires_at=on.at + life,
    )
    db.session.add(request)
    db.session.flush()
    on.record("approval.asked", _name(request), {"kind": kind, "subject": subject, "digest": digest, "needed": needed})
    _sign_as_asker(on, request)
    return int(request.id)


def amend(on: Context, approval_id: int, payload: Payload) -> None:
    """The asker changes what will be done: every signature given so far counts no more."""
    request = _standing(on, approval_id)
    if request.proposed_by != on.actor.account:
        raise Refused(Why.NOT_ALLOWED)
    digest = digest_of(request.kind, request.subject, payload)
    if digest == request.digest:
        raise Refused(Why.ALREADY_DONE)
    request.state = APPROVAL.after(ApprovalState(request.state), ApprovalAct.EDIT)
    request.payload, request.digest = canonical(dict(payload)).decode(), digest
    db.session.flush()
    on.record("approval.amended", _name(request), {"digest": digest})
    _sign_as_asker(on, request)


def withdraw(on: Context, approval_id: int) -> None:
    """The asker takes the request back."""
    request = _standing(on, approval_id)
    if request.proposed_by != on.actor.account:
        raise Refused(Why.NOT_ALLOWED)
    request.state = APPROVAL.after(ApprovalState(request.state), ApprovalAct.WITHDRAW)
    on.record("approval.withdrawn", _name(request), {"digest": request.digest})


def approve(on: Context, approval_id: int, digest: str) -> None:
    """Sign for exactly what the digest stands for."""
    answer(on, approval_id, digest, Stance.APPROVE)


def answer(on: Context, approval_id: int, digest: str, stance: Stance, reason: str = "") -> None:
    """Approve, decline with a reason, or stand aside because of a conflict of interest."""
    request = _standing(on, approval_id)
    role = _role_to_sign(on, request)
    if role is None:
        raise Refused(Why.NOT_ALLOWED)
    if digest != request.digest:
        raise Refused(Why.CHANGED_MEANWHILE)
    if request.proposed_by == on.actor.account:
        raise Refused(Why.OWN_REQUEST)
    if any(each.account_id == on.actor.account and each.digest == digest for each in queries.signatures(request)):
        raise Refused(Why.ALREADY_DONE)
    move = ApprovalAct.REFUSE if stance is Stance.DECLINE else ApprovalAct.SIGN
    request.state = APPROVAL.after(ApprovalState(request.state), move)
    _sign(on, request, role, stance, reason)


def consume(on: Context, kind: str, subject: str, payload: Payload) -> int:
    """Called by the act itself: refuses unless enough people signed for exactly this, then uses the request up. Returns its id."""
    request = queries.open_approval(on.estate.id, digest_of(kind, subject, payload))
    if request is None or on.at > request.expires_at:
        raise Refused(Why.NEEDS_APPROVAL)
    if request.state != ApprovalState.GRANTED:
        raise Refused(Why.NEEDS_APPROVAL)
    request.state, request.used_at = APPROVAL.after(ApprovalState.GRANTED, ApprovalAct.USE), on.at
    on.record("approval.used", _name(request), {"digest": request.digest})
    return int(request.id)


def payload_of(request: Approval) -> dict[str, str | int]:
    """What will be done, as it was written down."""
    payload: dict[str, str | int] = json.loads(request.payload)
    return payload


def _standing(on: Context, approval_id: int) -> Approval:
    request = queries.approval(on.estate.id, approval_id)
    if on.at > request.expires_at:
        raise Refused(Why.APPROVAL_EXPIRED)
    return request


def _role_to_sign(on: Context, request: Approval) -> Role | None:
    """The role the actor signs in: one that has to be among the signers goes first."""
    held = [Role(name) for name in (*request.must.split(), *request.roles.split()) if name in on.actor.roles]
    return held[0] if held else None


def _sign_as_asker(on: Context, request: Approval) -> None:
    role = _role_to_sign(on, request)
    if role is not None:
        _sign(on, request, role, Stance.APPROVE, "")


def _sign(on: Context, request: Approval, role: Role, stance: Stance, reason: str) -> None:
    db.session.add(
        ApprovalSignature(
            estate_id=on.estate.id,
            approval_id=request.id,
            account_id=on.actor.account,
            role=role,
            digest=request.digest,
            stance=stance,
            reason=reason,
            at=on.at,
        )
    )
    db.session.flush()
    if _is_enough(request):
        request.state = APPROVAL.after(ApprovalState(request.state), ApprovalAct.GRANT)
    facts = {"digest": request.digest, "stance": stance.value, "as": role.value}
    on.record("approval.signed", _name(request), facts, private={"reason": reason} if reason else None)


def _is_enough(request: Approval) -> bool:
    signed = queries.signed_for(request)
    return len(signed) >= request.needed and set(request.must.split()) <= {each.role for each in signed}


def _retire_expired(on: Context, digest: str) -> None:
    """A request past its time stands in nobody's way."""
    earlier = queries.open_approval(on.estate.id, digest)
    if earlier is None:
        return
    if on.at <= earlier.expires_at:
        raise Refused(Why.ALREADY_DONE)
    earlier.state = APPROVAL.after(ApprovalState(earlier.state), ApprovalAct.WITHDRAW)
    on.record("approval.withdrawn", _name(earlier), {"digest": earlier.digest})


def _name(request: Approval) -> str:
    return f"approval/{request.id}"

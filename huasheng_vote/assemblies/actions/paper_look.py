"""The third look at a paper whose two entries do not simply count: somebody proposes what it is, somebody of the other camp signs with the original in
hand, and only then does it count or not (four eyes; one of the two is the community supervisor).

The digest both sign carries a random salt: it stands in the public log, and the few possible answers could else be tried out.
"""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from huasheng_vote.assemblies.actions.casting import whole_hour
from huasheng_vote.assemblies.actions.paper_casting import cast_paper
from huasheng_vote.assemblies.actions.paper_entry import WHILE, checked
from huasheng_vote.assemblies.actions.telling import tell_head
from huasheng_vote.assemblies.models.papers import BallotPaper
from huasheng_vote.assemblies.queries import papers
from huasheng_vote.assemblies.queries.frozen import frozen
from huasheng_vote.assemblies.queries.voting import noticed
from huasheng_vote.extensions import db
from huasheng_vote.journal.leaf import canonical
from huasheng_vote.journal.log import Context
from huasheng_vote.people import queries as people
from huasheng_vote.people.actions import approvals
from huasheng_vote.people.models import Approval
from huasheng_vote.rules.access import SUPERVISORS
from huasheng_vote.rules.flows.approvals import ApprovalState
from huasheng_vote.rules.flows.papers import PAPER, PaperAct, PaperState
from huasheng_vote.rules.papers import Entry
from huasheng_vote.rules.refusal import Refused, Why

KIND = "paper.settle"


@dataclass(frozen=True, slots=True)
class Decision:
    """What a paper is: an entry that counts, or nothing, because the whole paper is void; and why."""

    entry: Entry | None
    reason: str


def propose_look(on: Context, assembly_id: int, paper_id: int, decision: Decision) -> int:
    """Write down what the paper is, for the other to sign. Returns the request's id."""
    paper = _looked_at(on, assembly_id, paper_id)
    if asked_for(on.estate.id, paper):
        raise Refused(Why.ALREADY_DONE)
    if decision.entry:
        checked(papers.asked(frozen(on.estate.id, assembly_id), paper.head_id), decision.entry.answers)
    paper.decision = canonical(
        {
            "verdict": "count" if decision.entry else "void",
            "reason": decision.reason,
            "salt": secrets.token_hex(16),
            **({"sheet": papers.sheet(decision.entry)} if decision.entry else {}),
        }
    ).decode()
    db.session.flush()
    return approvals.propose(on, KIND, f"paper/{paper_id}", payload(paper), must=SUPERVISORS)


def sign_look(on: Context, assembly_id: int, paper_id: int, digest: str) -> bool:
    """Sign for what was proposed, and where that is enough, do it. Returns whether the paper is settled."""
    paper = _looked_at(on, assembly_id, paper_id)
    request = asked_for(on.estate.id, paper)
    if request is None:
        raise Refused(Why.CHANGED_MEANWHILE)
    if request.state != ApprovalState.GRANTED:
        approvals.approve(on, request.id, digest)
    if request.state != ApprovalState.GRANTED:
        return False
    approvals.consume(on, KIND, f"paper/{paper_id}", payload(paper))
    _settle(on, paper, decided(paper))
    return True


def decided(paper: BallotPaper) -> Decision:
    """What was proposed for the paper."""
    body: Mapping[str, object] = json.loads(paper.decision)
    entry = papers.read_sheet(json.dumps(body["sheet"])) if "sheet" in body else None
    return Decision(entry, str(body["reason"]))


def payload(paper: BallotPaper) -> dict[str, str | int]:
    """What the signers sign: the paper by its serial, and the digest of what it shall be and why. More people read requests than may see that."""
    verdict = "count" if decided(paper).entry else "void"
    return {"serial": paper.serial, "verdict": verdict, "sheet": sha256(paper.decision.encode()).hexdigest()}


def asked_for(estate_id: int, paper: BallotPaper) -> Approval | None:
    """The request that waits about the paper, if its proposal still stands."""
    digest = approvals.digest_of(KIND, f"paper/{paper.id}", payload(paper)) if paper.decision else ""
    return people.open_approval(estate_id, digest)


def _looked_at(on: Context, assembly_id: int, paper_id: int) -> BallotPaper:
    paper = papers.paper(on.estate.id, assembly_id, paper_id)
    if paper.state != PaperState.LOOK or noticed(on.estate.id, assembly_id).state not in WHILE:
        raise Refused(Why.NOT_POSSIBLE_NOW)
    return paper


def _settle(on: Context, paper: BallotPaper, decision: Decision) -> None:
    paper.reason = decision.reason
    if decision.entry:
        cast_paper(on, paper, decision.entry)
        return
    paper.state = PAPER.after(PaperState.LOOK, PaperAct.VOID)
    db.session.flush()
    subject, private = f"assembly/{paper.assembly_id}", {"paper": int(paper.id), "serial": paper.serial, "reason": decision.reason}
    on.record("paper.voided", subject, {"papers": 1}, private, at=whole_hour(on.at), apart=f"papers/{subject}")
    known = frozen(on.estate.id, paper.assembly_id)
    tell_head(on, known.heads[paper.head_id], "ballot.voided", {"title": noticed(on.estate.id, paper.assembly_id).title})

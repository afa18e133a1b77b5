"""A whole vote brought to its announcement by its own acts: the roll corrected once, the window extended once, ballots changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from sqlalchemy import select, update

from huasheng_vote.assemblies.actions import correcting, extending
from huasheng_vote.assemblies.actions.announcing import announce
from huasheng_vote.assemblies.actions.casting import Offer, cast_ballot
from huasheng_vote.assemblies.actions.closing import close_voting, open_voting
from huasheng_vote.assemblies.models.rolls import RollHead
from huasheng_vote.assemblies.queries.ballots import counting
from huasheng_vote.assemblies.queries.frozen import frozen
from huasheng_vote.database import writing
from huasheng_vote.extensions import db
from huasheng_vote.journal import checkpoints, witnessing
from huasheng_vote.journal.notes import WITNESS, SigningKey, Verifier, note, parse
from huasheng_vote.people.actions import approvals
from huasheng_vote.people.models import Account, Approval
from huasheng_vote.register.models import Unit
from huasheng_vote.rules.access import SYSTEM, Actor, Role
from huasheng_vote.rules.convening import Scope
from huasheng_vote.rules.lawbook import Matter
from tests.builders import Neighbourhood
from tests.crowd import crowd
from tests.meetings import GREEN, LAMPS, NO, Convening, day, drafting
from tests.site import Site

COMPANY = drafting.Wording("选聘物业服务人", "在三家中选一家。", NO, Matter.PROPERTY_COMPANY, options=("甲公司", "乙公司"))
WITNESS_NAME, WITNESS_KEY = "community-office", SigningKey(bytes(range(32)))
RULES = {"channels": ["online", "paper"], "extension_days": 15, "change": "until_close"}
CLOSES = day("2027-02-10", 18)


@dataclass
class Voted:
    """The announced vote."""

    estate: Neighbourhood
    id: int


def voted(site: Site, heads: int, seed: int = 7, contested: int = 0, scoped: bool = True) -> Voted:
    """Three questions, and with `scoped` one for half of the units alone; nine heads in ten take part, one in ten changes its ballot."""
    chance = Random(seed)
    estate = crowd(site, [600_000 + chance.randrange(900_000) for _ in range(heads)])
    name_units(estate)
    convening = Convening(estate).set_up(rules=RULES)
    units = db.session.scalars(select(Unit.id).filter_by(estate_id=estate.ref.id).order_by(Unit.id).limit(heads // 2)).all()
    lifts = drafting.Wording("更换两部电梯", "只涉及使用这两部电梯的业主。", NO, Matter.USE_FUND, scope=Scope.UNITS, units=tuple(units))
    convening.do(witnessing.name_witness, Verifier(WITNESS_NAME, WITNESS_KEY.public, WITNESS).vkey)
    convening.do(witnessing.set_quorum, 1)
    meeting = convening.noticed(LAMPS, GREEN, COMPANY, *[lifts] * scoped)
    dispute(estate, meeting, contested)
    correct(convening, meeting)
    site.at = day("2027-01-05")
    site.act(estate.ref, SYSTEM, open_voting, meeting)
    cast(estate, meeting, chance, 0.45)
    extend(convening, meeting)
    cast(estate, meeting, chance, 0.8)
    site.at = CLOSES
    site.act(estate.ref, SYSTEM, close_voting, meeting)
    cosign(estate)
    site.later(days=9)
    convening.do(announce, meeting)
    return Voted(estate, meeting)


def cosign(estate: Neighbourhood) -> None:
    """The witness signs the newest head."""
    head, at = checkpoints.latest(estate.ref.id), estate.site.at
    text = parse(head.note).text
    with writing(0):
        witnessing.keep_cosignatures(estate.ref.id, note(text, [WITNESS_KEY.cosign(WITNESS_NAME, text, int(at.timestamp()))]), at)


def name_units(estate: Neighbourhood) -> None:
    """Numbers and phones that no digits of a hash look like."""
    with estate.site.unguarded(), writing(0):
        for place, unit in enumerate(db.session.scalars(select(Unit).filter_by(estate_id=estate.ref.id))):
            unit.number = f"Z-{place}-室"
        for place, account in enumerate(db.session.scalars(select(Account).where(Account.id.in_(estate.owners.values())))):
            account.phone = f"100{place:08d}"


def dispute(estate: Neighbourhood, meeting: int, heads: int) -> None:
    """So many heads are in conflict on the roll; the correction that follows commits to it."""
    with estate.site.unguarded(), writing(0):
        some = select(RollHead.id).filter_by(estate_id=estate.ref.id, assembly_id=meeting).order_by(RollHead.id.desc()).limit(heads)
        db.session.execute(update(RollHead).where(RollHead.id.in_(some)).values(contested=True))


def correct(convening: Convening, meeting: int) -> None:
    """One unit was measured anew, and two people sign for it."""
    with convening.estate.site.unguarded(), writing(0):
        unit = db.session.scalar(select(Unit.id).filter_by(estate_id=convening.estate.ref.id).order_by(Unit.id).limit(1))
        db.session.execute(update(Unit).filter_by(id=unit).values(area=777_700))
    signed(convening, correcting.propose_correction, correcting.correct_roll, meeting, [unit], "重新测绘")


def extend(convening: Convening, meeting: int) -> None:
    signed(convening, extending.propose_extension, extending.extend_voting, meeting, CLOSES, "参与不足三分之二")


def signed(convening: Convening, propose, act, *args) -> None:
    request = convening.do(propose, *args)
    convening.do(approvals.approve, request, db.session.get(Approval, request).digest, by="吴委员")
    convening.do(act, *args)


def cast(estate: Neighbourhood, meeting: int, chance: Random, share: float) -> None:
    """So large a share of the heads votes, those again that did before."""
    site, known = estate.site, frozen(estate.ref.id, meeting)
    accounts = list(estate.owners.values())
    for place, each in enumerate(known.heads.values()):
        if chance.random() < share:
            earlier = counting(estate.ref.id, meeting, each.id)
            if earlier and chance.random() < 0.6:
                continue
            answers = {motion.id: chance.choice(answers_to(motion.options)) for motion in known.asked(each.id)}
            offer = Offer(meeting, each.id, each.pseudonym, answers, earlier.number if earlier else 0)
            site.later(seconds=7)
            site.act(estate.ref, Actor(accounts[place], frozenset({Role.OWNER})), cast_ballot, offer)


def answers_to(options) -> Sequence[str]:
    return (*options, *options, "none_of_these", "abstain") if options else ("agree",) * 3 + ("oppose", "abstain")

"""Votes of every kind, each brought to its announcement by its own acts."""

from datetime import timedelta

from sqlalchemy import select

from huasheng_vote import journal_upkeep as upkeep
from huasheng_vote.assemblies.actions import cancelling, drafting, noticing, runoffs
from huasheng_vote.assemblies.actions.announcing import announce, ask_for_review, resolve_review
from huasheng_vote.assemblies.actions.closing import close_voting, open_voting
from huasheng_vote.assemblies.actions.counting import Counting, publish_counted, record_count, witness_count
from huasheng_vote.assemblies.actions.paper_look import Decision
from huasheng_vote.assemblies.actions.proxies import record_proxy
from huasheng_vote.assemblies.actions.serving import record_service
from huasheng_vote.assemblies.models.motions import Motion
from huasheng_vote.assemblies.models.notices import Delivered
from huasheng_vote.assemblies.models.rolls import RollHead
from huasheng_vote.assemblies.queries import meetings
from huasheng_vote.extensions import db
from huasheng_vote.journal import log, restarting
from huasheng_vote.journal.highwater import Mark
from huasheng_vote.journal.signer import the_signer
from huasheng_vote.people.actions import approvals
from huasheng_vote.people.models import Approval
from huasheng_vote.register.models import Building, Party
from huasheng_vote.rules.access import SYSTEM
from huasheng_vote.rules.convening import Online, Scope
from huasheng_vote.rules.lawbook import Answer, Asked, Matter
from huasheng_vote.rules.papers import Signature
from huasheng_vote.rules.tally import Outcome
from tests.actions.test_closing import EVERYBODY, cast
from tests.actions.test_papers import propose, sign
from tests.actions.test_proxies import agent_votes, authority
from tests.meetings import GREEN, LAMPS, NO, Convening, day
from tests.papers import CLERKS, clerks, enter, entry, issue, receive, vote_on_paper
from tests.voting import Meeting

RULES = {"channels": ["online", "paper"], "change": "until_close"}
OPENS, CLOSES = day("2027-01-05"), day("2027-02-04", 18)
COMPANIES = drafting.Wording("选聘物业服务人", "在三家中选一家。", NO, Matter.PROPERTY_COMPANY, options=("甲公司", "乙公司", "丙公司"))


class Held(Meeting):
    """A meeting that was convened, noticed and is open, with the few acts each of these votes needs."""

    @classmethod
    def of(cls, convening, assembly):
        names = dict(db.session.execute(select(Party.id, Party.name)).all())
        rows = db.session.execute(select(RollHead.id, RollHead.owners).filter_by(assembly_id=assembly)).all()
        heads = {"、".join(names[int(each)] for each in owners.split("+")): head for head, owners in rows if owners}
        motions = db.session.scalars(select(Motion.id).filter_by(assembly_id=assembly).order_by(Motion.ordinal)).all()
        made = cls(convening.estate, assembly, list(motions), heads)
        made.convening = convening
        return made

    def do(self, fn, *args, by="周主任"):
        return self.convening.do(fn, *args, by=by)

    def system(self, fn, at):
        self.estate.site.at = at
        self.estate.site.act(self.estate.ref, SYSTEM, fn, self.id)

    def open(self, at=OPENS):
        self.system(open_voting, at)
        return self

    def cast(self, *answers):
        for name, each in zip(EVERYBODY, answers, strict=False):
            if each:
                cast(self, name, *each)
        return self

    def close(self, at=CLOSES):
        self.system(close_voting, at)
        return self

    def count(self):
        """The papers are counted in public, and the result found."""
        self.estate.site.at = day("2027-02-05", 12)
        self.do(record_count, self.id, Counting("社区活动室", day("2027-02-05"), "陈一", "陈二", "赵一", "封条完好"))
        self.do(witness_count, self.id, by="郑社区")
        self.do(publish_counted, self.id)
        return self

    def announce(self):
        self.estate.site.later(days=9)
        self.do(announce, self.id)
        return self


def held(estate, *wordings, rules=RULES, online=Online.ACCEPTED):
    convening = Convening(estate).set_up(rules=rules, online=online)
    return Held.of(convening, convening.noticed(*wordings))


def papers(estate):
    """Papers that count, stand beside a ballot, replace one, are void as two people signed, come late or are read after closing; an agent votes."""
    vote = held(clerks(estate))
    issue(vote)
    vote.open()
    today = OPENS.date()
    vote.do(
        record_proxy,
        vote.id,
        authority(vote, "2", "302", agent="赵四", valid_from=today, valid_until=today + timedelta(days=40), signed_on=today),
    )
    agent_votes(vote, "赵四", "赵五", "agree", "oppose")
    cast(vote, "陈一", "agree", "agree")
    vote_on_paper(vote, "赵一", "agree", "oppose")
    receive(vote, "陈三")
    estate.site.later(hours=2)
    cast(vote, "陈三", "oppose", "oppose")
    vote_on_paper(vote, "陈一", "abstain", "agree")
    vote.close()
    for name, signature in (("陈三", Signature.OWNER), ("赵二", Signature.NONE), ("赵三", Signature.OWNER)):
        if name != "陈三":
            receive(vote, name, at=CLOSES - timedelta(hours=1))
        for clerk in CLERKS:
            enter(vote, name, entry(vote, "agree", "agree", signature=signature), clerk)
    propose(vote, "赵二", Decision(None, "没有签名"))
    sign(vote, "赵二")
    receive(vote, "赵四")
    return [vote.count().announce()]


def consultation(estate):
    """The offices accept their own platform only: what came online decides nothing, and a paper takes its place."""
    vote = held(clerks(estate), online=Online.OFFICIAL_ONLY)
    issue(vote)
    vote.open().cast(*[("agree", "oppose")] * 4)
    for name in EVERYBODY[2:]:
        vote_on_paper(vote, name, "oppose", "agree")
    return [vote.close().count().announce()]


def silence(estate):
    """The silent join the side that leads, where notice was served on them."""
    vote = held(estate, LAMPS, rules={**RULES, "silence": "with_safeguard"})
    heads = [vote.heads[name] for name in ("赵三", "赵四", "赵五")]
    vote.do(record_service, vote.id, heads, Delivered.IN_PERSON, estate.site.at)
    vote.open().cast(*[("agree",)] * 7, ("oppose",))
    return [vote.close().announce()]


def many_questions(estate):
    """Alternatives of which none wins, one for the owners of a building alone, and a second round beside it in the log."""
    building = db.session.scalar(select(Building.id).filter_by(name="2"))
    roof = drafting.Wording("2栋屋面防水", "只涉及2栋。", NO, Matter.USE_FUND, scope=Scope.BUILDINGS, buildings=(building,))
    vote = held(estate, COMPANIES, roof, GREEN, COMPANIES)
    vote.open()
    split = ("2", "1", "1", "1", "1", "2", "2", "2", "3", "none_of_these", "abstain")
    for name, answer in zip(EVERYBODY, split, strict=True):
        in_2 = name == "王大山" or name.startswith("赵")
        answers = {0: answer, 1: "agree" if in_2 else None, 2: "oppose", 3: "none_of_these"}
        cast_some(vote, name, {vote.motions[place]: each for place, each in answers.items() if each})
    vote.close().announce()
    again = renoticed(
        vote, vote.do(runoffs.open_run_off, vote.id, vote.motions[0], "第二轮", "没有一个方案过半"), "2027-04-05", "2027-05-04"
    )
    again.open(day("2027-04-05")).cast(*[("1",)] * 8, ("2",), ("none_of_these",))
    return [vote, again.close(day("2027-05-04", 18)).announce()]


def cast_some(vote, name, answers):
    """Only the motions the head decides."""
    every, vote.motions = vote.motions, list(answers)
    try:
        cast(vote, name, *answers.values())
    finally:
        vote.motions = every


def renoticed(vote, assembly, opens, closes):
    """A draft with everything but its dates gets them, and is noticed."""
    row = meetings.meeting(vote.estate.ref.id, assembly)
    closing = day(closes, 18)
    plan = vote.convening.plan(
        title=row.title, reason=row.reason, opens_at=day(opens), closes_at=closing, counting_at=closing + timedelta(hours=15)
    )
    vote.do(drafting.edit_assembly, assembly, plan)
    vote.do(noticing.begin_review, assembly)
    vote.estate.site.later(days=13)
    vote.do(noticing.give_notice, assembly)
    return Held.of(vote.convening, assembly)


def cancelled(estate):
    """Noticed, voted on, cancelled, and noticed anew: only the second has a result."""
    first = held(estate).open().cast(*[("agree", "oppose")] * 5)
    first.do(cancelling.cancel_assembly, first.id, "日期有误")
    again = renoticed(first, first.do(cancelling.notice_anew, first.id), "2027-02-25", "2027-03-26")
    again.open(day("2027-02-25")).cast(*[("oppose", "agree")] * 9)
    return [again.close(day("2027-03-26", 18)).announce()]


def reviewed(estate):
    """The class of a question was honestly doubtful, and three people resolved what came of it."""
    doubtful = drafting.Wording("架空层改建活动室", "改建架空层。", {**NO, Asked.CHANGE_USE: Answer.UNSURE}, Matter.USE_FUND)
    vote = held(estate, doubtful, LAMPS)
    vote.open().cast(*[("agree", "agree")] * 7, *[("oppose", "agree")] * 4).close()
    request = vote.do(ask_for_review, vote.motions[0], Outcome.NOT_PASSED, "按特别事项认定")
    for who in ("吴委员", "郑社区"):
        vote.do(approvals.approve, request, db.session.get(Approval, request).digest, by=who)
    vote.do(resolve_review, vote.motions[0], Outcome.NOT_PASSED, "按特别事项认定")
    return [vote.announce()]


def rotated(estate):
    """A new key while the vote is open, signed lines lost and the loss accepted, then another new key after the result."""
    vote = held(estate).open().cast(*[("agree", "oppose")] * 3)
    upkeep.rotate(estate.site.later(hours=1))
    lose(estate, 5)
    for name in EVERYBODY[3:]:
        cast(vote, name, "agree", "agree")
    vote.close().announce()
    upkeep.rotate(estate.site.later(hours=1))
    return [vote]


def lose(estate, lines):
    """So many more lines were signed than the database has; officers acknowledge it."""
    mark, size = the_signer().mark(estate.ref.slug), log.size(estate.ref.id)
    with the_signer().high_water.held():
        the_signer().high_water.put(estate.ref.slug, Mark(mark.log, mark.run, size + lines, "ff" * 32))
    for slug, loss in upkeep.losses().items():
        upkeep.accept(slug, loss, estate.site.at)
    for who in ("周主任", "郑社区"):
        estate.site.act(estate.ref, estate.actor(who), restarting.acknowledge)


KINDS = {fn.__name__: fn for fn in (papers, consultation, silence, many_questions, cancelled, reviewed, rotated)}

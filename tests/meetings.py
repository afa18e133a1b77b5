"""A meeting brought as far as a test needs it, by its own acts."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select

from huasheng_vote.assemblies.actions import adopted, calendar, conveners, drafting, noticing
from huasheng_vote.assemblies.actions.papers import Paper
from huasheng_vote.assemblies.queries import meetings
from huasheng_vote.extensions import db
from huasheng_vote.people.models import Account
from huasheng_vote.rules.convening import Convener, Form, Occasion, Online
from huasheng_vote.rules.lawbook import Answer, Asked, Matter

SHANGHAI = ZoneInfo("Asia/Shanghai")
PAPER = Paper("议事规则.pdf", f"{'0' * 32}.pdf", "application/pdf", "a" * 64)
NO = {asked: Answer.NO for asked in Asked}
LAMPS = drafting.Wording("更换小区路灯", "更换全部 42 盏路灯。", NO, Matter.USE_FUND, budget=25000000, money_source="专项维修资金")
GREEN = drafting.Wording("绿地改为儿童游乐场", "改造南门绿地。", {**NO, Asked.CHANGE_USE: Answer.YES})
RULES = {"channels": ["online", "paper"], "standing_for": ["use_fund"], "extension_days": 15, "duplicates": "online_prevails"}


def day(text, hour=9):
    """A moment in Changsha: day("2026-12-24")."""
    return datetime.fromisoformat(text).replace(hour=hour, tzinfo=SHANGHAI)


@dataclass
class Convening:
    """Acts on meetings in one estate, by the name of who does them."""

    estate: object
    group: int = 0

    def do(self, fn, *args, by="周主任", **kwargs):
        return self.estate.site.act(self.estate.ref, self.estate.actor(by), fn, *args, **kwargs)

    def phone(self, name):
        return db.session.scalar(select(Account).filter_by(name=name)).phone

    def set_up(self, kind=Convener.COMMITTEE, rules=RULES, online=Online.ACCEPTED):
        """Calendar, rules, answer, and a posted group whose objection period is over."""
        self.do(calendar.seed_calendar)
        members = [conveners.Member("周主任", self.phone("周主任"), "召集人")]
        self.group = self.do(conveners.post_group, kind, "业主委员会", "换届选举结果", members, by="郑社区")
        if rules is not None:
            adoption = adopted.Adoption("议事规则", "2024年业主大会", date(2024, 5, 1), PAPER)
            self.do(adopted.adopt_rules, adoption, rules)
        if online is not Online.UNKNOWN:
            self.do(adopted.file_answer, online, PAPER, PAPER)
        self.estate.site.later(days=8)
        return self

    def plan(self, **changes):
        """Lawful dates for a review beginning today."""
        plan = drafting.Plan(
            title="2026年第一次业主大会会议",
            occasion=Occasion.SPECIAL,
            form=Form.WRITTEN,
            group_id=self.group,
            reason="路灯老化",
            opens_at=day("2027-01-05"),
            closes_at=day("2027-02-04", 18),
            paper_place="业委会办公室",
            counting_place="社区活动室",
            counting_at=day("2027-02-05"),
        )
        return replace(plan, **changes)

    def draft(self, *wordings, **changes):
        """A drafted meeting with these motions."""
        meeting = self.do(drafting.draft_assembly, self.plan(**changes))
        for wording in wordings or (LAMPS, GREEN):
            self.do(drafting.add_motion, meeting, wording)
        return meeting

    def noticed(self, *wordings, **changes):
        """A meeting whose roll review has run and whose notice is given."""
        meeting = self.draft(*wordings, **changes)
        self.do(noticing.begin_review, meeting)
        self.estate.site.later(days=8)
        self.do(noticing.give_notice, meeting)
        return meeting

    def row(self, meeting):
        db.session.rollback()
        return meetings.meeting(self.estate.ref.id, meeting)

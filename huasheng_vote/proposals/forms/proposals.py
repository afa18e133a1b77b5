"""Forms around proposals. The class follows from the statute's own questions; nobody chooses it."""

import re
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf.file import MultipleFileField
from wtforms import HiddenField, RadioField
from wtforms.validators import InputRequired, ValidationError

from huasheng_vote.labels.proposals import ANSWERS, ASKED, OTHERWISE, SOURCES
from huasheng_vote.proposals.forms.fields import CHOOSE, REQUIRED, Moment, Tokens, Yuan, key, line, offered, text
from huasheng_vote.rules.lawbook import Answer, Asked
from huasheng_vote.web.forms import Form


def asked(question: Asked) -> RadioField:
    return RadioField(ASKED[question], choices=offered(ANSWERS), validators=[InputRequired(CHOOSE)])


class ProposalForm(Form):
    """One wording of a proposal."""

    key = key()
    seen = HiddenField()
    title = line(_("提案名称"), 60, least=4)
    scope = text(_("做什么、做到什么程度"), 5000, least=10, rows=10)
    cost = Yuan(_("估算费用"), validators=[InputRequired(REQUIRED)])
    source = RadioField(_("钱从哪里来"), choices=offered(SOURCES), validators=[InputRequired(CHOOSE)])
    raise_fund = asked(Asked.RAISE_FUND)
    rebuild = asked(Asked.REBUILD)
    change_use = asked(Asked.CHANGE_USE)
    business = asked(Asked.BUSINESS)
    otherwise = RadioField(_("以上都不是时，属于哪一类事项"), choices=offered(OTHERWISE), validators=[InputRequired(CHOOSE)])
    ideas = line(_("回应哪些建议"), 200, least=0)
    papers = MultipleFileField(_("图纸和说明（PDF）"))
    kept = Tokens(_("已附的文件"))
    changed = line(_("这一版改了什么"), 200, least=0)

    def validate_ideas(self, field: Any) -> None:
        if not re.fullmatch(r"[0-9]{1,9}([ ,，、]+[0-9]{1,9})*|", field.data or ""):
            raise ValidationError(_("请只写建议的号码，用逗号隔开。"))

    @property
    def answers(self) -> dict[Asked, Answer]:
        return {question: Answer(self[question.value].data) for question in Asked}

    @property
    def idea_ids(self) -> tuple[int, ...]:
        return tuple(dict.fromkeys(int(number) for number in re.findall(r"[0-9]+", self.ideas.data or "")))

    @property
    def seen_number(self) -> int:
        return int(self.seen.data) if re.fullmatch(r"[0-9]{1,6}", self.seen.data or "") else 0


class PublishForm(Form):
    """Until when owners are asked what they think."""

    until = Moment(_("征求意见到什么时候"))


class MeetingForm(Form):
    """Minutes of a joint meeting."""

    key = key()
    held_at = Moment(_("什么时候开的"))
    place = line(_("在哪里"), 60, least=2)
    present = line(_("谁参加了"), 400, least=2)
    minutes = text(_("谈了什么、议定什么"), 5000, least=10)

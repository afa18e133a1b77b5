"""Forms around suggestions."""

import re
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf.file import MultipleFileField
from wtforms import HiddenField, IntegerField, RadioField, SelectField
from wtforms.validators import InputRequired, NumberRange

from huasheng_vote.labels.proposals import CATEGORIES
from huasheng_vote.labels.register import building as building_words
from huasheng_vote.proposals.forms.fields import CHOOSE, REQUIRED, Tokens, key, line, offered, text
from huasheng_vote.web.forms import Form

TITLE, PLACE, TEXT, SAYING = 40, 60, 2000, 500


class SuggestionForm(Form):
    """One idea: a title, what about, where, what, up to six photos."""

    key = key()
    campaign = HiddenField()
    title = line(_("标题"), TITLE, least=4)
    category = SelectField(_("关于什么"), validators=[InputRequired(CHOOSE)])
    building = SelectField(_("哪一栋"), default="")
    place = line(_("具体位置"), PLACE, least=0)
    text = text(_("说说情况和您的想法"), TEXT, least=5)
    photos = MultipleFileField(_("照片"))
    kept = Tokens(_("已选的照片"))

    def __init__(self, buildings: list[Any], **kwargs: Any):
        super().__init__(**kwargs)
        self.places = {"": _("全小区或说不清"), **{str(each.id): building_words(each.name) for each in buildings}}
        self.category.choices = offered({"": _("请选择"), **CATEGORIES})
        self.building.choices = offered(self.places)

    @property
    def where(self) -> str:
        """Building and place in words."""
        building = str(self.places[self.building.data]) if self.building.data or not self.place.data else ""
        return " · ".join(filter(None, (building, self.place.data)))

    @property
    def building_id(self) -> int | None:
        return int(self.building.data) if self.building.data else None

    @property
    def campaign_id(self) -> int | None:
        return int(self.campaign.data) if re.fullmatch(r"[0-9]{1,9}", self.campaign.data or "") else None


class CommentForm(Form):
    """Something to say, or to reply."""

    key = key()
    text = text(_("我来说两句"), SAYING, least=2, rows=3)


class AnswerForm(Form):
    """The committee's answer to an idea."""

    outcome = RadioField(
        _("怎么答复"),
        choices=offered({"answer": _("已经处理，或正在办"), "decline": _("不采纳，并说明理由")}),
        validators=[InputRequired(CHOOSE)],
    )
    answer = text(_("答复内容"), TEXT, least=5, rows=4)


class MergeForm(Form):
    """Which idea takes this one in."""

    into = IntegerField(_("并入第几号建议"), validators=[InputRequired(REQUIRED), NumberRange(1, 10**9)])


class ReasonForm(Form):
    """Hiding and restoring are published with their reason."""

    reason = line(_("公开的理由"), 200, least=4)

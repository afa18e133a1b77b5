"""Forms of a tender until it is published: what it says, a reviewer's note."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, HiddenField, IntegerField, ValidationError
from wtforms.validators import InputRequired, NumberRange, Optional

from huasheng_vote.assemblies.forms.fields import one_of
from huasheng_vote.labels.proposals import CATEGORIES
from huasheng_vote.labels.tenders import EMPLOYERS, JUDGINGS, METHODS
from huasheng_vote.procurement.actions import drafting as acts
from huasheng_vote.proposals.forms.fields import REQUIRED, Moment, Yuan, key, line, text
from huasheng_vote.rules.authority import EmployerKind
from huasheng_vote.rules.evaluation import ALL_WEIGHTS
from huasheng_vote.rules.methods import Judging, Method
from huasheng_vote.web.forms import Form

MOST_DAYS, MOST_MONTHS = 1000, 240
BOUGHT = {code: words for code, words in CATEGORIES.items() if code != "rules"}
WEIGHT = _("请写 0 到 100 之间的整数。")
CODED: dict[str, Any] = {"method": Method, "judging": Judging, "employer_kind": EmployerKind}


def _weight(label: Any) -> IntegerField:
    return IntegerField(label, validators=[Optional(), NumberRange(0, ALL_WEIGHTS, message=WEIGHT)])


class TenderForm(Form):
    """Every field of a tender."""

    key = key()
    seen = HiddenField()
    title = line(_("采购什么"), 80, least=4)
    category = one_of(_("哪一类"), BOUGHT)
    ceiling = Yuan(_("控制价"))
    method = one_of(_("采购方式"), METHODS)
    sealed = BooleanField(_("询价也由三人保管钥匙、密封开标"))
    judging = one_of(_("怎么选"), JUDGINGS)
    weight_price = _weight(_("价格分"))
    weight_technical = _weight(_("技术分"))
    weight_commercial = _weight(_("商务分"))
    trimmed = BooleanField(_("评审有五人以上时，去掉一个最高分和一个最低分"))
    guide = text(_("打分标准，或者直接委托的理由"), 4000, least=0, rows=6)
    days = IntegerField(
        _("工期最多几天"), validators=[InputRequired(REQUIRED), NumberRange(1, MOST_DAYS, message=_("请写 1 到 1000 之间的整数。"))]
    )
    warranty_months = IntegerField(
        _("质保至少几个月"), validators=[InputRequired(REQUIRED), NumberRange(0, MOST_MONTHS, message=_("请写 0 到 240 之间的整数。"))]
    )
    qualification = text(_("供应商要有什么资质"), 2000, least=2, rows=4)
    conditions = text(_("付款和其他合同条件"), 6000, least=10, rows=8)
    employer_kind = one_of(_("谁来签合同（发包人）"), EMPLOYERS)
    employer_name = line(_("发包人全称"), 80, least=2)
    employer_signatory = line(_("签字人"), 40, least=2)
    employer_basis = line(_("凭什么签"), 120, least=2)
    employer_invoice_title = line(_("发票抬头"), 80, least=2)
    place = line(_("在哪里开标"), 80, least=2)
    deadline = Moment(_("报价截止"))

    def validate_ceiling(self, field: Any) -> None:
        if not field.data:
            raise ValidationError(REQUIRED)

    @property
    def wording(self) -> acts.Wording:
        """What was typed; a weight left open is none."""
        weights = {name: self[name].data or 0 for name in ("weight_price", "weight_technical", "weight_commercial")}
        coded = {name: kind(self[name].data) for name, kind in CODED.items()}
        typed = {name: self[name].data for name in acts.Wording.__dataclass_fields__ if name in self}
        return acts.Wording(**{**typed, **weights, **coded})


class ReviewForm(Form):
    """A reviewer's signature under exactly the wording seen."""

    seen = HiddenField()
    note = text(_("复核意见"), 2000, least=2, rows=4)


class PublishForm(Form):
    """Publish exactly the wording seen."""

    seen = HiddenField()

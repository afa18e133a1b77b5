"""An offer as a bidder fills it in, and the envelope the browser makes of it.

Where the browser seals, only `EnvelopeForm` comes here, and what is inside is judged at the opening. Without script the words come here once; the limits are
asked for then, and the figures are sealed as plain numbers.
"""

import hashlib
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, HiddenField, IntegerField, MultipleFileField, ValidationError
from wtforms.validators import InputRequired

from huasheng_vote.journal.leaf import canonical
from huasheng_vote.procurement.models import Tender
from huasheng_vote.proposals.forms.fields import REQUIRED, Yuan, key, line, text
from huasheng_vote.rules.exact import show_money
from huasheng_vote.sealing import Attachment, Offer
from huasheng_vote.web.filters import yuan
from huasheng_vote.web.forms import Form

PAPERS = "papers"
"""The field the files are sealed under. The opening reads the fields of the offer by the names they have in the form."""
MOST_MONTHS = 240
WHOLE = _("请写整数。")


def _whole(label: Any) -> IntegerField:
    return IntegerField(label, validators=[InputRequired(REQUIRED)])


class OfferForm(Form):
    """The offer itself. `limits` are the tender's."""

    key = key()
    price = Yuan(_("总价"), validators=[InputRequired(REQUIRED)])
    days = _whole(_("工期"))
    warranty_months = _whole(_("质保期"))
    manager = line(_("项目经理（姓名和证书编号）"), 80, least=2)
    technical = text(_("技术部分"), 15000, least=2, rows=10)
    commercial = text(_("商务部分"), 15000, least=2, rows=6)
    papers = MultipleFileField(_("附件"))
    signed = BooleanField(_("我代表本公司签署这份报价，开标之后对本公司有约束力。"), validators=[InputRequired(_("请确认签署。"))])

    def within(self, tender: Tender) -> "OfferForm":
        """With the tender's limits, which the browser asks for too."""
        self.tender = tender
        limits: dict[str, dict[str, Any]] = {
            "price": {"min": "0.01", "max": show_money(tender.ceiling), "step": "0.01"},
            "days": {"min": 1, "max": tender.days},
            "warranty_months": {"min": tender.warranty_months, "max": MOST_MONTHS},
        }
        for name, limit in limits.items():
            self[name].render_kw = {"type": "number", **limit}
        return self

    def validate_price(self, field: Any) -> None:
        if len(field.raw_data or ()) > 1:
            raise ValidationError(_("只能写一个总价。"))
        if not field.data:
            raise ValidationError(_("总价要大于 0。"))
        if field.data > self.tender.ceiling:
            raise ValidationError(gettext("总价高于控制价 %(most)s 元，这样的报价无效。", most=yuan(self.tender.ceiling)))

    def validate_days(self, field: Any) -> None:
        if not 1 <= (field.data or 0) <= self.tender.days:
            raise ValidationError(gettext("工期要在 1 到 %(most)s 天之间。", most=self.tender.days))

    def validate_warranty_months(self, field: Any) -> None:
        least = self.tender.warranty_months
        if not least <= (-1 if field.data is None else field.data) <= MOST_MONTHS:
            raise ValidationError(gettext("质保期要在 %(least)s 到 %(most)s 个月之间。", least=least, most=MOST_MONTHS))

    def offer(self, files: tuple[Attachment, ...]) -> Offer:
        """What is sealed here: figures as a browser would have sent them."""
        texts = [(name, self[name].data) for name in ("manager", "technical", "commercial")]
        figures = [("days", str(self.days.data)), ("warranty_months", str(self.warranty_months.data))]
        return Offer((("price", show_money(self.price.data)), *figures, *texts, ("signed", "y")), files)

    def key_of(self, offer: Offer) -> str:
        """The same words from the same form have the same key. It tells nothing about them: the form's own is random and not kept."""
        files = [[each.name, hashlib.sha256(each.data).hexdigest()] for each in offer.files]
        return hashlib.sha256(canonical({"key": self.key.data, "fields": offer.fields, "files": files})).hexdigest()[:32]


class EnvelopeForm(Form):
    """What the browser posts once it has sealed."""

    key = key()
    salt = HiddenField()


class ConfirmForm(Form):
    """Signing the documents as they were changed."""

    seen = HiddenField()
    agreed = BooleanField(_("我看过更正后的采购文件，报价照旧有效。"), validators=[InputRequired(_("请确认。"))])

"""A written authority, as whoever saw it types it in."""

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from wtforms import BooleanField
from wtforms.validators import InputRequired

from huasheng_vote.assemblies.actions.papers import Paper
from huasheng_vote.assemblies.actions.proxies import Authority
from huasheng_vote.assemblies.forms.fields import UnitLines
from huasheng_vote.web.forms import Day, Form, Phone, Text


class ProxyForm(Form):
    """Whose, who votes, on what, with which powers, from when until when; that the signature was seen."""

    units = UnitLines(_("哪一户委托（写一套房屋即可）"), 60, render_kw={"rows": 1})
    agent = Text(_("代理人姓名"), 30)
    phone = Phone(_("代理人手机号"), 20)
    matter = Text(_("委托事项"), 100)
    powers = Text(_("权限（照委托书写）"), 200)
    valid_from = Day(_("从哪天起"))
    valid_until = Day(_("到哪天止"))
    signed_on = Day(_("签署日期"))
    seen = BooleanField(_("看过业主亲笔签名的原件"), [InputRequired(_("要先看过原件。"))])
    scan = FileField(_("委托书（扫描或照片，可不传）"))

    def authority(self, scan: Paper | None) -> Authority:
        """What was typed, as the act takes it."""
        days = (self.valid_from.data, self.valid_until.data, self.signed_on.data)
        return Authority(self.units.units[0], self.agent.data, self.phone.number, self.matter.data, self.powers.data, *days, scan)

"""The shape of a search, a receipt's code, and what witnesses bring."""

from flask_babel import lazy_gettext as _
from wtforms import IntegerField
from wtforms.validators import InputRequired, NumberRange

from huasheng_vote.web.forms import Form, Paragraphs, Text


class SearchForm(Form):
    """A word or two, at most forty characters. Changes nothing, so it needs no token and stands in the address."""

    q = Text(_("找什么"), most=40)

    class Meta(Form.Meta):
        csrf = False


class ReceiptForm(Form):
    """A receipt's sixteen characters. Asks only, so it needs no token and stands in the address."""

    code = Text(_("回执编号"), most=40)

    class Meta(Form.Meta):
        csrf = False


class CosignatureForm(Form):
    """What a witness's program printed: a head with its signature under it."""

    note = Paragraphs(_("见证程序的输出"), most=8000)


class WitnessForm(Form):
    """A witness's public key."""

    vkey = Text(_("见证人的公钥"), most=200)


class QuorumForm(Form):
    """How many witnesses a head needs."""

    needed = IntegerField(_("需要几位见证人"), [InputRequired(_("请填写这一项。")), NumberRange(0, 99, _("请填 0 到 99。"))])

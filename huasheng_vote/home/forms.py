"""The shape of a search, and of a receipt's code."""

from flask_babel import lazy_gettext as _

from huasheng_vote.web.forms import Form, Text


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

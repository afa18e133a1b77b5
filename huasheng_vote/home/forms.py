"""The shape of a search."""

from flask_babel import lazy_gettext as _

from huasheng_vote.web.forms import Form, Text


class SearchForm(Form):
    """A word or two, at most forty characters. Changes nothing, so it needs no token and stands in the address."""

    q = Text(_("找什么"), most=40)

    class Meta(Form.Meta):
        csrf = False

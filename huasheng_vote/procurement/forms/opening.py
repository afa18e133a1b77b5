"""Forms of the opening: an officer's shares, a declaration that bidders reveal, a receipt, the record as it was seen."""

from flask_babel import lazy_gettext as _
from wtforms import HiddenField

from huasheng_vote.proposals.forms.fields import Moment, text
from huasheng_vote.web.forms import Form, Paragraphs

MOST_SHARES = 100_000
"""Characters; one share has some 120."""


class SharesForm(Form):
    """What the officer's browser or program took out."""

    shares = Paragraphs(_("开标份额"), MOST_SHARES, render_kw={"rows": 4})


class DeclareForm(Form):
    """Why bidders have to reveal, and until when."""

    reason = text(_("为什么开不了标"), 1000, least=4, rows=3)
    until = Moment(_("公开报价到什么时候为止"))


class ReceiptForm(Form):
    """What the bidder kept."""

    receipt = Paragraphs(_("报价回执的全文"), 4000, render_kw={"rows": 6})


class SignForm(Form):
    """The record that was seen."""

    seen = HiddenField()

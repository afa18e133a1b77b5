"""The form that opens a call for ideas."""

from flask_babel import lazy_gettext as _

from huasheng_vote.proposals.forms.fields import Moment, key, line, text
from huasheng_vote.web.forms import Form


class CampaignForm(Form):
    """Title, text, from when until when."""

    key = key()
    title = line(_("征集标题"), 40, least=4)
    text = text(_("征集说明"), 2000, least=5)
    since = Moment(_("从什么时候开始"))
    until = Moment(_("到什么时候截止"))

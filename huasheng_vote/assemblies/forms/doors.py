"""What a visit came to."""

from flask_babel import lazy_gettext as _
from wtforms import SelectChoice, SelectField

from huasheng_vote.assemblies.models.doors import Mark
from huasheng_vote.labels.voting import MARKS
from huasheng_vote.web.forms import Form


class MarkForm(Form):
    """One of the marks; four buttons on the page."""

    mark = SelectField(_("记录"), choices=[SelectChoice(mark.value, MARKS[mark]) for mark in Mark])

"""Forms around owners' demand for an assembly."""

from flask_babel import lazy_gettext as _

from huasheng_vote.proposals.forms.fields import key, line, text
from huasheng_vote.web.forms import Form


class DemandForm(Form):
    """What the assembly shall decide, and why."""

    key = key()
    title = line(_("要求业主大会表决什么"), 60, least=4)
    text = text(_("理由"), 2000, least=10)


class DemandAnswerForm(Form):
    """When and how the assembly is convened."""

    answer = text(_("什么时候、怎样召开"), 2000, least=10, rows=4)

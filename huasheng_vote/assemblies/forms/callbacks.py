"""The draw of a call-back audit, and what a call came to."""

from flask_babel import lazy_gettext as _

from huasheng_vote.assemblies.forms.fields import one_of
from huasheng_vote.labels.voting import CALLS
from huasheng_vote.web.forms import Form, Text


class DrawForm(Form):
    """Where the seed comes from, and the seed."""

    source = Text(_("种子从哪里来"), 100)
    seed = Text(_("种子"), 100)


class CallForm(Form):
    """What one call came to."""

    answer = one_of(_("回访结果"), CALLS)

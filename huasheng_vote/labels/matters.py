"""provisional"""

from flask_babel import lazy_gettext as _

from huasheng_vote.rules.lawbook import Matter

CLASSES = {"ordinary": _("普通事项"), "special": _("特别事项")}
ARTICLES = {m: _("民法典第 278 条第 %(n)s 项", n=i) for i, m in enumerate(Matter, 1)}

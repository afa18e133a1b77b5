"""The two statutory classes and the article each matter stands in (CC 278 (1)–(9))."""

from flask_babel import lazy_gettext as _

from huasheng_vote.rules.lawbook import Matter, MatterClass

CLASSES = {MatterClass.ORDINARY: _("普通事项"), MatterClass.SPECIAL: _("特别事项")}
ARTICLES = {matter: _("民法典第 278 条第 %(n)s 项", n=item) for item, matter in enumerate(Matter, 1)}

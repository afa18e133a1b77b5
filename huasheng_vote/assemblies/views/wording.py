"""A motion's law in words: its class, its article, and what it takes to pass."""

from flask_babel import gettext as _

from huasheng_vote.assemblies.queries.frozen import FrozenMotion
from huasheng_vote.labels import matters
from huasheng_vote.rules.lawbook import Law
from huasheng_vote.web.filters import yuan


def kicker(motion: FrozenMotion) -> str:
    """ "普通事项 · 民法典第 278 条第 5 项"."""
    return " · ".join(str(part) for part in (matters.CLASSES[motion.classes[0]], matters.ARTICLES[motion.matter]))


def passing(law: Law, motion: FrozenMotion) -> str:
    """What it takes, in one sentence."""
    bars = law.bars[motion.classes[0]]
    if bars.agree[0].bar.inclusive:
        return str(_("参与的面积和人数都达到三分之二，并且参与者中同意的面积和人数都达到四分之三。"))
    return str(_("参与的面积和人数都达到三分之二，并且参与者中同意的面积和人数都过半。"))


def budget_words(fen: int, source: str) -> str:
    """The money voted with a motion, and where it comes from as its writers put it."""
    return str(_("%(yuan)s 元，资金来源：%(source)s", yuan=yuan(fen), source=source or _("未写")))

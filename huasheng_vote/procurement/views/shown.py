"""What the pages of tenders share: a method's rules in words, what still keeps a draft from being published."""

from collections.abc import Callable

from flask_babel import gettext, ngettext

from huasheng_vote.journal.log import Context
from huasheng_vote.labels import tenders as labels
from huasheng_vote.labels import words
from huasheng_vote.procurement.actions.publishing import unmet
from huasheng_vote.procurement.models import Tender
from huasheng_vote.procurement.queries import readiness
from huasheng_vote.rules.methods import Method, Rulebook, Span, Terms
from huasheng_vote.rules.staffing import experts_of
from huasheng_vote.web.filters import yuan
from huasheng_vote.web.state import now, the_actor, the_estate


def rules_of(terms: Terms) -> list[tuple[str, str, str]]:
    """Name, value and source of every rule of a method that says something."""
    said = {name: tell(terms) for name, tell in _SAID.items()}
    return [(str(labels.RULES[name]), value, str(labels.SOURCES[terms.source_of(name)])) for name, value in said.items() if value]


def methods_of(rulebook: Rulebook) -> dict[Method, str]:
    """Each way to buy with the most it is for, and how long it has to be open."""
    return {method: _method(terms) for method, terms in rulebook.terms.items()}


def _method(terms: Terms) -> str:
    up_to = gettext("不超过 %(yuan)s 元", yuan=yuan(terms.ceiling)) if terms.ceiling else gettext("更大的金额")
    opened = gettext("，公布到截止至少 %(span)s", span=_span(terms.open_for)) if terms.open_for.days else ""
    weight = gettext("；打分的，价格分至少 %(n)s 分", n=terms.price_weight) if terms.price_weight else ""
    return str(up_to) + str(opened) + str(weight)


def lacking(found: Tender) -> list[str]:
    """Everything publication would be refused for now, in words."""
    on = Context(the_estate(), the_actor(), now())
    return list(dict.fromkeys(words(refused) for refused in (*unmet(on, found), *readiness.missing(found, on.at))))


def _span(span: Span) -> str:
    if not span.days:
        return ""
    if span.working:
        return str(ngettext("%(num)s 个工作日", "%(num)s 个工作日", span.days))
    return _days(span.days)


def _days(days: int) -> str:
    return str(ngettext("%(n)s 天", "%(n)s 天", days, n=days))


def _many(n: int) -> str:
    return str(ngettext("%(num)s 家", "%(num)s 家", n)) if n else ""


def _people(n: int) -> str:
    return str(ngettext("%(num)s 人", "%(num)s 人", n)) if n else ""


def _experts(terms: Terms) -> str:
    return str(gettext("不少于 %(n)s 人", n=experts_of(terms, terms.panel))) if terms.experts_thirds else ""


_SAID: dict[str, Callable[[Terms], str]] = {
    "ceiling": lambda terms: str(gettext("%(yuan)s 元", yuan=yuan(terms.ceiling))) if terms.ceiling else str(gettext("不限")),
    "invited": lambda terms: _many(terms.invited) or str(gettext("不邀请，向所有供应商公开")),
    "bids": lambda terms: _many(terms.bids),
    "open_for": lambda terms: _span(terms.open_for),
    "last_change": lambda terms: _span(terms.last_change),
    "approvers": lambda terms: _people(terms.approvers),
    "panel": lambda terms: str(gettext("不少于 %(n)s 人", n=terms.panel)) if terms.panel else "",
    "experts_thirds": _experts,
    "price_weight": lambda terms: str(gettext("%(n)s 分", n=terms.price_weight)) if terms.price_weight else "",
    "key": lambda terms: str(labels.KEYS[terms.key]),
    "count_visible": lambda terms: str(gettext("公开") if terms.count_visible else gettext("不公开")),
    "standstill_days": lambda terms: _days(terms.standstill_days),
    "contract_days": lambda terms: _days(terms.contract_days),
}
"""A rule's name → its value in words; nothing where the method does not know it."""

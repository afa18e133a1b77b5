"""The comparison of a tender's bids as everybody reads it, from the opening on; other pages show parts of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from flask_babel import gettext, ngettext
from markupsafe import Markup

from huasheng_vote.labels import panels as labels
from huasheng_vote.labels.tenders import JUDGINGS
from huasheng_vote.procurement.models import Tender
from huasheng_vote.procurement.queries import comparison as read
from huasheng_vote.procurement.queries import panels, tenders
from huasheng_vote.procurement.views import bp
from huasheng_vote.procurement.views.ways import way
from huasheng_vote.rules.evaluation import POINT
from huasheng_vote.rules.exact import YUAN, show_decimal
from huasheng_vote.rules.flows.tenders import BidState
from huasheng_vote.rules.methods import Judging
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.web.access import public
from huasheng_vote.web.chart import Scale, around
from huasheng_vote.web.filters import MINUS, number, percent
from huasheng_vote.web.pages import page
from huasheng_vote.web.state import the_estate


@dataclass(frozen=True)
class Row:
    """One bid as it is written: `it` behind the words."""

    it: read.Compared
    letter: str
    price: str
    below: str
    found: str
    """What the panel, or the opening, found about it."""
    scores: Mapping[str, tuple[str, Sequence[tuple[str, bool]]]]
    """By component the score and the marks it was made of, each with whether it is struck out."""
    total: str
    mark: str = ""

    @property
    def name(self) -> str:
        """In the line-up of prices."""
        return self.letter

    @property
    def values(self) -> tuple[int, ...]:
        return (self.it.bid.price or 0,)

    @property
    def shown(self) -> str:
        return self.price

    @property
    def bad(self) -> bool:
        return bool(self.it.bid.disqualified)


@dataclass(frozen=True)
class Sheet:
    """One panelist's sheet: for each bid its letter, the marks by component, and why."""

    number: int
    name: str
    rows: Sequence[tuple[str, Sequence[str], str]]


@dataclass(frozen=True)
class Shown:
    """What the partial needs."""

    it: read.Comparison
    rows: Sequence[Row]
    columns: Sequence[tuple[Any, str]]
    lines: Sequence[tuple[str, list[Any]]]
    """The bids side by side."""
    priced: Sequence[Row]
    """The lowest first."""
    scale: Scale | None
    limit: tuple[int, str]
    components: Sequence[tuple[str, Any, int]]
    """What is scored besides the price: code, words, weight."""
    trimmed: bool
    scored: bool
    sheets: Sequence[Sheet]
    facts: Sequence[tuple[str, str]]
    """Of the panel."""


@bp.get("/<int:tender_id>/comparison")
@public
def comparison(tender_id: int) -> Any:
    tender = tenders.tender(the_estate().id, tender_id)
    if tender.opened_at is None:
        raise Refused(Why.NOT_FOUND)
    it = shown(tender, scores=read.over(tender))
    return page("procurement/comparison.html", tender=tender, it=it, labels=labels, over=read.over(tender))


@way("procurement.comparison", labels.COMPARE)
def compared(tender: Tender) -> bool:
    """From the opening on."""
    return tender.opened_at is not None


def shown(tender: Tender, *, scores: bool) -> Shown:
    """The comparison in words, for this page and for others that show parts of it (`procurement/_comparison.html`)."""
    it = read.comparison(tender, scores=scores)
    rows = [_row(tender, each) for each in it.bids]
    priced = sorted((each for each in rows if each.it.bid.price), key=lambda each: each.it.bid.price or 0)
    ceiling = gettext("控制价 %(amount)s", amount=yuan(tender.ceiling))
    scale = around([each.it.bid.price or 0 for each in priced], [tender.ceiling]) if priced else None
    weights = panels.weights(tender)
    components = [(name, labels.COMPONENTS[name], int(weights[name])) for name in panels.components(tender)]
    trim = panels.trim(tender)
    trimmed = trim is not None and len(it.sheets) >= trim.least_panel
    columns = [(Markup('<span class="unseen">{}</span>').format(gettext("项目")), ""), *((row.letter, "") for row in rows)]
    return Shown(
        it,
        rows,
        columns,
        _lines(rows),
        priced,
        scale,
        (tender.ceiling, ceiling),
        components,
        trimmed,
        panels.scored(tender),
        _sheets(it, rows, components),
        _facts(tender, it),
    )


def yuan(fen: int) -> str:
    """Whole yuan without decimals, anything else exactly: 226,000."""
    whole, rest = divmod(fen, YUAN)
    return number(whole) if not rest else f"{number(whole)}.{rest:02d}"


def _row(tender: Tender, each: read.Compared) -> Row:
    line = each.line or {}
    scores = {
        name: (show_decimal(Fraction(line[name], POINT), 2), [(labels.points(score), struck) for score, struck in each.marks.get(name, ())])
        for name in labels.COMPONENTS
        if name in line
    }
    price = each.bid.price
    return Row(
        each,
        labels.letter(each.bid.ordinal),
        yuan(price) if price else gettext("没有报价"),
        _below(tender.ceiling, price),
        _found(tender, each),
        scores,
        show_decimal(Fraction(line["total"], POINT), 2) if line else "",
        "best" if line.get("rank") == 1 else "",
    )


def _sheets(it: read.Comparison, rows: Sequence[Row], components: Sequence[tuple[str, Any, int]]) -> list[Sheet]:
    return [
        Sheet(place, each.name, [_given(each, row, components) for row in rows if row.it.taking_part])
        for place, each in enumerate(it.sheets, start=1)
    ]


def _given(sheet: read.Shown, row: Row, components: Sequence[tuple[str, Any, int]]) -> tuple[str, list[str], str]:
    mine = {each.component: each for each in sheet.marks if each.bid_id == row.it.bid.id}
    reason = next((each.reason for each in mine.values()), "")
    return row.letter, [labels.points(mine[name].score) if name in mine else "" for name, _words, _weight in components], reason


def _facts(tender: Tender, it: read.Comparison) -> list[tuple[str, str]]:
    sitting = [each for each in it.seats if each.state not in panels.LEFT]
    experts = sum(each.expert for each in sitting)
    left = [each for each in it.seats if each.state in panels.LEFT]
    rows = [
        (gettext("怎样评"), str(JUDGINGS[Judging(tender.judging)])),
        (gettext("评审小组"), gettext("%(n)s 人，其中专家 %(experts)s 人", n=len(sitting), experts=experts)),
    ]
    return [*rows, (gettext("回避"), gettext("%(n)s 人", n=len(left)))] if left else rows


def _below(ceiling: int, price: int | None) -> str:
    if not price:
        return ""
    return f"{MINUS}{percent(ceiling - price, ceiling)}" if price <= ceiling else f"+{percent(price - ceiling, ceiling)}"


def _found(tender: Tender, each: read.Compared) -> str:
    if each.bid.disqualified:
        return str(gettext("不合格：%(why)s", why=labels.CODES[each.bid.disqualified]))
    if each.bid.state == BidState.NOT_AWARDED and not read.over(tender):
        return str(gettext("没有审完"))
    return str(gettext("待审查") if each.bid.state == BidState.OPENED else gettext("合格"))


def _lines(rows: Sequence[Row]) -> list[tuple[str, list[Any]]]:
    """Bids side by side: what it is, and what each says."""
    return [
        (gettext("投标人"), [Markup("<bdi>{}</bdi>").format(row.it.supplier) for row in rows]),
        (gettext("报价（元）"), [Markup("<b>{}</b>").format(row.price) if row.mark else row.price for row in rows]),
        (gettext("比控制价"), [row.below for row in rows]),
        (gettext("工期"), [_days(row.it.bid.days) for row in rows]),
        (gettext("质保"), [_months(row.it.bid.warranty_months) for row in rows]),
        (gettext("资格"), [row.found for row in rows]),
    ]


def _days(count: int | None) -> str:
    return "" if count is None else str(ngettext("%(n)s 天", "%(n)s 天", count, n=count))


def _months(count: int | None) -> str:
    return "" if count is None else str(ngettext("%(n)s 个月", "%(n)s 个月", count, n=count))

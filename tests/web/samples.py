"""Sample data for the gallery: one story, the lamps of an invented estate, drawn with every macro."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from types import SimpleNamespace

from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    FileField,
    HiddenField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    widgets,
)
from wtforms.validators import InputRequired, Length

from huasheng_vote.rules.exact import Bar
from huasheng_vote.web.building import Building
from huasheng_vote.web.chart import Scale, columns
from huasheng_vote.web.facade import skyline, street
from huasheng_vote.web.measure import pair

NOW = datetime(2026, 12, 6, 5, 4, 27, tzinfo=UTC)
TWO_THIRDS, HALF, THREE_QUARTERS = Bar(Fraction(2, 3), True), Bar(Fraction(1, 2), False), Bar(Fraction(3, 4), True)
ESTATE_AREA, ESTATE_HEADS = 1_916_192_100, 1_505
CHOICES = [SelectChoice("agree", "同意"), SelectChoice("oppose", "反对"), SelectChoice("abstain", "弃权")]


class MultiCheckboxField(SelectMultipleField):
    widget = widgets.ListWidget(prefix_label=False)
    option_widget = widgets.CheckboxInput()


class Sheet(FlaskForm):
    """One of each control."""

    class Meta(FlaskForm.Meta):
        csrf = False

    idea = HiddenField(default="3")
    title = StringField("标题", [Length(4, 40, "请写 4 到 40 个字")])
    kind = SelectField("类别", choices=[SelectChoice("light", "照明"), SelectChoice("green", "绿化")])
    words = TextAreaField("说明")
    wall = StringField("壁厚", [InputRequired("请填写这一项。")])
    photo = FileField("照片")
    stand = RadioField("是否同意更换小区 42 盏路灯？", [InputRequired("请选一项")], choices=CHOICES)
    ways = MultiCheckboxField("通知方式", choices=[SelectChoice("sms", "短信"), SelectChoice("letter", "纸质信件")])
    sure = BooleanField("我确认以上内容属实", [InputRequired("请确认")])


def windows(floors, columns, every):
    """A pattern of lit windows that looks like no pattern: neighbours come home at different times."""
    return frozenset((f, c) for f in range(1, floors + 1) for c in range(1, columns + 1) if (f * 7 + c * 5 + f * c) % every)


def tower(name, floors, columns, every=3, **more):
    return Building(name, floors, columns, lit=windows(floors, columns, every), caption="66%", **more)


ESTATE = [
    tower("1栋", 18, 8),
    tower("2栋", 18, 8, 4),
    tower("3栋", 24, 8, mine=True, own=frozenset({(12, 1)})),
    tower("5栋", 24, 8, mine=True, own=frozenset({(3, 1)})),
    tower("6栋", 18, 12),
    tower("7栋", 18, 12, 4),
    tower("8栋", 11, 16),
    tower("9栋", 26, 10),
]
SHARES = [Building(f"{n}栋", 11, 6, share=Fraction(n, 7), caption=f"{n * 100 // 7}%") for n in (1, 3, 6)]
OTHERS = [
    Building("别墅", 1, 30, "house", lit=frozenset((1, c) for c in range(1, 31) if c % 3), caption="66%"),
    Building("商铺", 1, 8, "shop", lit=frozenset({(1, 3)}), caption="12%"),
    Building("车位", 1, 44, "garage", lit=frozenset((1, c) for c in range(1, 30)), caption="66%"),
]


def verdicts():
    passed = [*pair("turnout", (1_379_406_600, ESTATE_AREA), (1087, ESTATE_HEADS), TWO_THIRDS)]
    passed += pair("approval", (1_062_143_100, 1_379_406_600), (862, 1087), HALF)
    failed = [*passed[:2], *pair("approval", (1_013_880_000, 1_379_406_600), (846, 1087), THREE_QUARTERS)]
    no_quorum = [
        *pair("turnout", (1_291_102_000, ESTATE_AREA), (998, ESTATE_HEADS), TWO_THIRDS),
        ("approval", "area"),
        ("approval", "heads"),
    ]
    return {"passed": passed, "failed": failed, "no_quorum": no_quorum}


def charts():
    poles = [("01", (363, 366, 373), False), ("02", (367, 372, 372), False), ("08", (352, 360, 361), True)]
    prices = [("乙", 226_000, "best"), ("丙", 239_500, ""), ("甲", 248_000, "")]
    held = [0, 0, 0, 0, 0, 0, 0, 0, 86_400, 86_400, 86_400, 336_400]
    free = [
        1_846_500,
        1_828_000,
        1_831_700,
        1_545_700,
        1_567_000,
        1_715_000,
        1_721_300,
        1_308_700,
        1_226_300,
        1_231_000,
        1_199_700,
        1_046_000,
    ]
    return {
        "poles": [
            SimpleNamespace(name=name, values=values, shown=f"{values[0] // 100}.{values[0] % 100}", bad=bad) for name, values, bad in poles
        ],
        "wall": Scale(345, 385),
        "prices": [SimpleNamespace(name=name, values=(price,), shown=f"{price:,}", mark=mark) for name, price, mark in prices],
        "money": Scale(200_000, 260_000),
        "draw": [(f"{n:02d}", "bad" if n == 8 else "drawn" if n in (39, 41) else "ok" if n % 7 in (1, 2, 5) else "") for n in range(1, 43)],
        "balance": columns([("" if m % 3 else f"{m + 1}月", free[m], held[m]) for m in range(12)]),
    }


def context():
    """Everything the gallery's pages name."""
    photo = "/photo.svg"
    return {
        "closes": NOW + timedelta(days=2, hours=5),
        "sheet": Sheet(),
        "bids": [SimpleNamespace(name="乙", price=22_600_000, mark="best"), SimpleNamespace(name="丙", price=23_950_000, mark="")],
        "events": [
            SimpleNamespace(title="电动车棚提案正在征求意见", state="now", at=NOW, words="58 人附议", url="#shed"),
            SimpleNamespace(title="软垫抽查：6 处全部合格", state="done", at=NOW, photos=[(photo, "#full", "测量读数")]),
            SimpleNamespace(title="验收"),
        ],
        "quorum": pair("turnout", (1_270_314_000, ESTATE_AREA), (1021, ESTATE_HEADS), TWO_THIRDS),
        "agreed": pair("approval", (981_140_200, 1_270_314_000), (803, 1021), HALF),
        "drawings": street(ESTATE),
        "shares": street(SHARES),
        "others": street(OTHERS),
        "lit_now": street([tower("3栋", 24, 8, mine=True, own=frozenset({(12, 2)}))], glow=True),
        "horizon": skyline(ESTATE),
        "rows": [
            SimpleNamespace(name="3栋", lit=127, units=192, area="65.7%", keeper="李*红", mine="mine"),
            SimpleNamespace(name="1栋", lit=109, units=144, area="75.3%", keeper="张*明", mine=""),
            SimpleNamespace(name="9栋", lit=165, units=260, area="63.1%", keeper="", mine=""),
        ],
        **verdicts(),
        **charts(),
    }

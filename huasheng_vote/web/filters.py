"""Display filters: how areas, money, instants, shares and names are written for a reader.

Integers and aware datetimes go in, text comes out; nothing here rounds in anyone's favour and nothing uses floats.
Units stay with their number: between a number and its measure word stands a no-break space.
"""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from flask import Flask
from flask_babel import get_locale, gettext, ngettext
from markupsafe import Markup, escape

from huasheng_vote.web.capitals import capitals
from huasheng_vote.web.qr import qr

SHANGHAI = ZoneInfo("Asia/Shanghai")
NO_BREAK = "\u00a0"
MINUS = "\u2212"
WEEKDAYS = {"zh": "一二三四五六日", "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")}
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
# The double surnames in common use; a rarer one is masked after its first character, which hides more, not less.
DOUBLE_SURNAMES = frozenset(
    (
        "欧阳",
        "司马",
        "上官",
        "诸葛",
        "东方",
        "皇甫",
        "尉迟",
        "公孙",
        "慕容",
        "司徒",
        "令狐",
        "宇文",
        "长孙",
        "夏侯",
        "轩辕",
        "端木",
        "百里",
        "南宫",
        "西门",
        "独孤",
    )
)
# fmt: off
ORGANISATION_ENDINGS = (
    "公司", "集团", "中心", "委员会", "居委会", "业委会", "银行", "支行", "分行", "合作社", "事务所", "工作室", "学校", "幼儿园", "医院", "政府",
    "办事处", "服务部", "经营部", "商行", "超市", "酒店", "协会", "基金会", "研究院", "设计院", "管理处",
)
# fmt: on


# Numbers


def number(whole: int) -> str:
    """A whole number with thousands separated: 1540 is "1,540"."""
    return f"{whole:,}".replace("-", MINUS)


def area(amount: int) -> str:
    """Whole 1/10000 m² as square metres, exact, without trailing zeros: 12035000 is "1,203.5"."""
    return _decimal(amount, 4).rstrip("0").rstrip(".")


def area2(amount: int) -> str:
    """Whole 1/10000 m² as square metres, exact, with at least two decimals, so that columns align."""
    text = _decimal(amount, 4)
    return text[:-2] if text.endswith("00") else text.rstrip("0")


def m2(amount: int) -> str:
    """An exact area with its unit, for sentences: "714.74 m²"."""
    return f"{area(amount)}{NO_BREAK}m²"


def heads(people: int) -> str:
    """A number of voting heads with its measure word: "41 人"."""
    text = str(ngettext("%(n)s 人", "%(n)s 人", people, n=number(people)))
    return text.replace(" ", NO_BREAK)


def yuan(fen: int) -> str:
    """Whole fen as yuan with two decimals: 22600000 is "226,000.00"."""
    return _decimal(fen, 2)


def percent(part: int, whole: int, digits: int = 1) -> str:
    """The share of part in whole, rounded down, so that 66.66…% never reads as reached: "66.6%"."""
    scale: int = 10**digits
    steps = part * 100 * scale // whole if whole else 0
    return f"{steps // scale}.{steps % scale:0{digits}d}%" if digits else f"{steps}%"


def _decimal(amount: int, digits: int) -> str:
    whole, rest = divmod(abs(amount), 10**digits)
    return f"{MINUS if amount < 0 else ''}{whole:,}.{rest:0{digits}d}"


def sentences(parts: Iterable[str]) -> str:
    """One paragraph: in Chinese nothing stands between two sentences."""
    return ("" if _chinese() else " ").join(filter(None, parts))


# Instants, always in Shanghai's time, absolute first


def when(at: datetime, year: bool = False) -> str:
    """The day and the minute: "12月8日（周二）18:00", in English "Tue 8 Dec, 18:00"."""
    local = at.astimezone(SHANGHAI)
    if _chinese():
        return f"{day(at, year)}（周{WEEKDAYS['zh'][local.weekday()]}）{local:%H:%M}"
    return f"{WEEKDAYS['en'][local.weekday()]} {day(at, year)}, {local:%H:%M}"


def day(at: date, year: bool = False) -> str:
    """The day alone, of a moment or a date: "12月8日" or, with its year, "2026年12月8日"; in English "8 Dec", "8 Dec 2026"."""
    local = at.astimezone(SHANGHAI) if isinstance(at, datetime) else at
    if _chinese():
        return f"{f'{local.year}年' if year else ''}{local.month}月{local.day}日"
    return f"{local.day} {MONTHS[local.month - 1]}{f' {local.year}' if year else ''}"


def clock(at: datetime) -> str:
    """The time of day to the second, for receipts and refusals: "13:04:27"."""
    return f"{at.astimezone(SHANGHAI):%H:%M:%S}"


def iso(at: datetime) -> str:
    """The instant for a <time> element's datetime attribute."""
    return at.astimezone(SHANGHAI).isoformat(timespec="seconds")


def left(at: datetime, now: datetime) -> str:
    """How long until `at`: "还剩 2 天 5 小时"; nothing left reads as closed."""
    rest = at - now
    if rest <= timedelta(0):
        return str(gettext("已截止"))
    days, hours, minutes = rest.days, rest.seconds // 3600, rest.seconds % 3600 // 60
    spans = [
        ngettext("%(n)s 天", "%(n)s 天", days, n=days) if days else "",
        ngettext("%(n)s 小时", "%(n)s 小时", hours, n=hours) if hours else "",
        ngettext("%(n)s 分钟", "%(n)s 分钟", minutes, n=minutes) if minutes and not days else "",
    ]
    span = " ".join(str(each).replace(" ", NO_BREAK) for each in spans if each)
    return str(gettext("还剩 %(span)s", span=span) if span else gettext("还剩不到 1 分钟"))


def _chinese() -> bool:
    locale = get_locale()
    return locale is None or locale.language == "zh"


# People


def masked(name: str) -> str:
    """A person's name as neighbours may see it: 张*明, 陈*, 欧阳*华. Organisations keep theirs."""
    name = " ".join(name.split())
    if not name or "*" in name or name.endswith(ORGANISATION_ENDINGS):
        return name
    if not _han(name[0]):
        return " ".join(f"{word[0]}***" for word in name.split())
    kept = 2 if name[:2] in DOUBLE_SURNAMES and len(name) > 2 else 1
    return f"{name[:kept]}*{name[-1] if len(name) > kept + 1 else ''}"


def masked_phone(phone: str) -> str:
    """A phone number as neighbours may see it: 138****1234; a short one shows nothing."""
    digits = re.sub(r"[^0-9]", "", phone)
    if len(digits) < 7:
        return "****" if digits else ""
    return f"{digits[:3] if len(digits) >= 10 else ''}****{digits[-4:]}"


def _han(char: str) -> bool:
    return unicodedata.name(char, "").startswith("CJK")


# Text


def paragraphs(text: str) -> Markup:
    """Plain text as escaped paragraphs: an empty line parts them, a line end stays a line end."""
    clean = "".join(c for c in text.replace("\r\n", "\n") if c == "\n" or not unicodedata.category(c).startswith("C"))
    parts = [part for part in re.split(r"\n\s*\n", clean.strip()) if part]
    lines = (Markup("<br>").join(escape(line) for line in part.split("\n")) for part in parts)
    return Markup("\n").join(Markup('<p dir="auto">{}</p>').format(line) for line in lines)


FILTERS = (
    number, area, area2, m2, heads, yuan, capitals, percent, sentences, when, day, clock, iso, left, masked, masked_phone, paragraphs, qr,
)  # fmt: skip


def init_app(app: Flask) -> None:
    """Give every template these filters, and a test for links whose page may not be installed."""
    for each in FILTERS:
        app.add_template_filter(each)
    app.add_template_test(lambda name: name in app.view_functions, "endpoint")

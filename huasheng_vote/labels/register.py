"""Words of the register: uses, states, grounds, what can be wrong with a line; how a unit is written out."""

import re

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from huasheng_vote.rules.refusal import Why
from huasheng_vote.rules.sheet.rows import Doubtful

USES = {"dwelling": _("住宅"), "commercial": _("商业"), "parking": _("车位"), "storage": _("储藏")}
STATUSES = {"sold": _("已售"), "unsold": _("未售"), "undelivered": _("未交付")}
KINDS = {"person": _("个人"), "company": _("单位"), "minor": _("未成年人"), "developer": _("建设单位")}
GROUNDS = {
    "registered": _("不动产登记"),
    "judgment": _("法院判决、仲裁或拍卖"),
    "inheritance": _("继承"),
    "construction": _("合法建造"),
    "possession": _("已占有，尚未登记"),
}

CORRECTIONS = {
    "register.line": _("更正面积、用途或状态"),
    "register.owner": _("登记新业主"),
    "register.owner_end": _("结束一位业主的权属"),
    "register.head": _("共有人代表与争议"),
}

REFUSALS = {
    Why.NO_HEADER: _("前 %(rows)s 行里没有找到表头。表头要有这几列：%(columns)s。"),
    Why.EMPTY_FILE: _("文件是空的。"),
    Why.BAD_ENCODING: _("看不懂文件的文字编码。请用 Excel 另存为 XLSX，或者存成 UTF-8 的 CSV。"),
    Why.BAD_CSV: _("第 %(line)s 行附近有引号没有成对，无法分列。"),
    Why.BROKEN_WORKBOOK: _("这个 Excel 文件损坏了，打不开。请重新另存为 XLSX 再试。"),
    Why.TOO_MANY_ROWS: _("超过 %(most)s 行了。请按楼栋分成几份导入。"),
    Why.ROWS_IN_ERROR: _("有 %(count)s 处错误，改好之前不能导入。名册没有任何变动。"),
    Why.NOTHING_TO_CHANGE: _("和现在的名册完全一样，没有要改的。"),
    Why.NO_SUCH_LETTER: _("没有这个登记码。请对照信上的字再看一遍。"),
    Why.LETTER_EXPIRED: _("这封信已经过期，或者已经补发了新的信。请用最新的一封，或到社区办理。"),
    Why.LETTER_USED: _("这封信已经用过了。如果不是您用的，请立即联系社区。"),
    Why.NO_PHONE: _("名册上没有可以收短信的手机号。请带证件和房产证明到社区或业委会办理。"),
    Why.NO_LETTER_NEEDED: _("没有需要发信的房屋。"),
    Why.NOBODY_OWNS: _("已售的房屋要有业主。请先登记新业主。"),
    Why.UNREADABLE_FILE: _("打不开文件：%(value)s（%(reason)s）。"),
    Why.DUPLICATE_UNIT: _("同一套房出现了两次。"),
    Why.UNKNOWN_USE: _("用途只能是住宅、商业、车位或储藏。"),
    Why.UNKNOWN_STATUS: _("状态只能是已售、未售或未交付。"),
    Why.DOCUMENT_COUNT: _("证件号的个数与业主人数不一致。"),
    Why.FORMULA: _("这里是公式。请把它换成算出来的值。"),
    Why.TOO_LONG: _("太长了，不像是真的。"),
}

DOUBTS = {
    Doubtful.SUBTOTAL_SKIPPED: _("合计、小计行，没有读。"),
    Doubtful.PHONE_COUNT: _("手机号的个数与业主人数不一致，算作大家共用。"),
    Doubtful.DAMAGED_NUMBER: _("号码不完整（被表格软件或打码改坏了），没有用它认人。"),
    Doubtful.SAME_NAME: _("同名的人，没有证件或手机能证明是同一人，按不同的人计。"),
    Doubtful.DOCUMENT_NAMES: _("同一个证件号，出现了不同的姓名。"),
}

_PLAIN = re.compile(r"[0-9A-Za-z]+")
_DOOR = re.compile(r"[0-9]+[A-Za-z]?")


def problem(code: Why | Doubtful) -> str:
    """What is wrong with a cell, or worth a look, as a sentence."""
    from huasheng_vote.labels import REFUSALS as ALL

    return str(DOUBTS[code] if isinstance(code, Doubtful) else ALL[code])


def building(name: str) -> str:
    """`1` is 1栋; a name of its own (商铺A区) stays as it is."""
    return str(gettext("%(name)s栋", name=name)) if _PLAIN.fullmatch(name) else name


def unit(building_name: str, entrance: str, number: str) -> str:
    """A unit written out: 1栋2单元301室. Parts with names of their own (商铺1, P12) stay as they are."""
    way_in = gettext("%(name)s单元", name=entrance) if _PLAIN.fullmatch(entrance) else entrance
    door = gettext("%(name)s室", name=number) if _DOOR.fullmatch(number) else f" {number}"
    return str(gettext("%(building)s%(entrance)s%(door)s", building=building(building_name), entrance=way_in, door=door))

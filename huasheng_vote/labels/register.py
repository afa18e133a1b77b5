"""Words of the register: uses, states, grounds; how a unit is written out."""

import re

from flask_babel import gettext
from flask_babel import lazy_gettext as _

USES = {"dwelling": _("住宅"), "commercial": _("商业"), "parking": _("车位"), "storage": _("储藏")}
STATUSES = {"sold": _("已售"), "unsold": _("未售"), "undelivered": _("未交付")}

_PLAIN = re.compile(r"[0-9A-Za-z]+")


def building(name: str) -> str:
    """`1` is 1栋; a name of its own (商铺A区) stays as it is."""
    return str(gettext("%(name)s栋", name=name)) if _PLAIN.fullmatch(name) else name


def unit(building_name: str, entrance: str, number: str) -> str:
    """A unit written out: 1栋2单元301室. Parts with names of their own stay as they are."""
    way_in = gettext("%(name)s单元", name=entrance) if _PLAIN.fullmatch(entrance) else entrance
    door = gettext("%(name)s室", name=number) if _PLAIN.fullmatch(number) else number
    return str(gettext("%(building)s%(entrance)s%(door)s", building=building(building_name), entrance=way_in, door=door))

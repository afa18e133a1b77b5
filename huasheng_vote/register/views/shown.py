"""What the pages of the register show, put into words: places, people masked, differences."""

import json
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from huasheng_vote.labels import register as labels
from huasheng_vote.register.models import ImportDraft
from huasheng_vote.rules.refusal import Why
from huasheng_vote.rules.sheet.rows import Doubtful
from huasheng_vote.web.filters import heads, m2, masked, masked_phone, number


@dataclass(frozen=True)
class Shortened:
    """The first of a list, and how many there are."""

    count: int
    items: list[Any]

    @property
    def more(self) -> int:
        return self.count - len(self.items)


@dataclass(frozen=True)
class Preview:
    """A file read and compared, for the page."""

    errors: Shortened
    warnings: Shortened
    new: Shortened
    changed: Shortened
    retired: Shortened
    owners: Shortened
    contacts: int
    empty: bool
    totals: list[tuple[str, str, str]]


def preview(kept: ImportDraft) -> Preview | None:
    """The draft's summary in words; None while there is none."""
    if kept.summary is None:
        return None
    told = json.loads(kept.summary)
    return Preview(
        errors=_problems(told["errors"]),
        warnings=_problems(told["warnings"]),
        new=_each(told["new"], lambda place: labels.unit(*place)),
        changed=_each(told["changed"], _changed),
        retired=_each(told["retired"], lambda place: labels.unit(*place)),
        owners=_each(told["owners"], _owners),
        contacts=told["contacts"],
        empty=told["empty"],
        totals=list(_totals(told["before"], told["after"])),
    )


def _each(told: dict[str, Any], worded: Any) -> Shortened:
    return Shortened(told["count"], [worded(item) for item in told["first"]])


def _problems(told: dict[str, Any]) -> Shortened:
    return _each(told, lambda each: {**each, "words": labels.problem(_code(each["code"]))})


def _code(code: str) -> Why | Doubtful:
    return Doubtful(code) if code in set(Doubtful) else Why(code)


def _changed(told: dict[str, Any]) -> tuple[str, str, str]:
    before, after = told["before"], told["after"]
    says = {"use": labels.USES, "status": labels.STATUSES}
    pairs = [(str(words[before[name]]), str(words[after[name]])) for name, words in says.items() if before[name] != after[name]]
    if before["area"] != after["area"]:
        pairs.append((m2(before["area"]), m2(after["area"])))
    if told["back"]:
        pairs.append((_("已注销"), _("恢复登记")))
    comma = _("，")
    return labels.unit(*told["place"]), comma.join(old for old, new in pairs), comma.join(new for old, new in pairs)


def _owners(told: dict[str, Any]) -> tuple[str, str, str]:
    return labels.unit(*told["place"]), names(told["ended"]), names(told["started"])


def names(people: list[str]) -> str:
    """Several people, masked; a dash for nobody."""
    listed: str = _("、").join(masked(name) for name in people)
    return listed or "—"


def _totals(before: dict[str, Any], after: dict[str, Any]) -> Any:
    yield _("房屋"), number(before["units"]), number(after["units"])
    for base, words in (("counted", _("业主人数")), ("everything", _("业主人数（含车位、储藏）"))):
        yield words, heads(before[base]["heads"]), heads(after[base]["heads"])
    for base, words in (("counted", _("建筑面积")), ("everything", _("建筑面积（含车位、储藏）"))):
        yield words, m2(before[base]["area"]), m2(after[base]["area"])


def owner(party: Any) -> str:
    """An owner as staff tell co-owners apart: masked name, and the masked telephone where the register has one."""
    phone = masked_phone(party.phone) if party.phone else ""
    return f"{masked(party.name)} {phone}".strip()


def place(line: Any) -> str:
    """Where a unit is, written out."""
    return labels.unit(line.building.name, line.unit.entrance, line.unit.number)

"""The rules of procedure (议事规则) of an estate as values: what the owners adopted, and the default where they adopted nothing.

Only these fields can be adopted; the bars, the classes and the fifteen days of notice are law and stand elsewhere. Each field says where its
value comes from, so that a default of this app never poses as the estate's own rule, nor a rule from elsewhere as law.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from huasheng_vote.rules.ballot import Change, Channel, Duplicates
from huasheng_vote.rules.lawbook import Matter, Source
from huasheng_vote.rules.methods import DEFAULTS, Method, Rulebook
from huasheng_vote.rules.refusal import Refused, Why
from huasheng_vote.rules.roll import DEFAULT_BASE, Use
from huasheng_vote.rules.silence import SilenceRule
from huasheng_vote.rules.standing import STEP, Visibility
from huasheng_vote.rules.tally import VoidRule
from huasheng_vote.rules.timetable import (
    KEEP_YEARS,
    LEAST_YEARS,
    LONG_OBJECTION,
    LONGEST_WINDOW,
    MOST_YEARS,
    OBJECTION,
    SHORTEST_WINDOW,
    WINDOW,
)


class Silence(StrEnum):
    """Whether non-voters follow the majority (GR 26), and with the safeguard that it alone exceeds half of the roll."""

    OFF = "off"
    WITH_SAFEGUARD = "with_safeguard"
    WITHOUT_SAFEGUARD = "without_safeguard"


class Agents(StrEnum):
    """Who may be an agent."""

    NO_PROPERTY_STAFF = "no_property_staff"
    ANYONE = "anyone"


class Sale(StrEnum):
    """Who votes for a unit sold after the roll was frozen. A buyer comes onto the roll before voting opens or not at all: from then on it is fixed."""

    OWNER_ON_ROLL = "owner_on_roll"
    BUYER_WITH_PROOF = "buyer_with_proof"


class Cause(StrEnum):
    """Why a frozen line is corrected: it was wrong, or the unit was sold since."""

    ERROR = "error"
    SALE = "sale"


@dataclass(frozen=True, slots=True)
class Field:
    """One adoptable rule: a choice from `options`, several of them (`many`), or a whole number from `low` to `high`."""

    source: Source = Source.DEFAULT
    article: str = ""
    options: type[StrEnum] | None = None
    many: bool = False
    low: int = 0
    high: int = 0

    def read(self, name: str, value: object) -> Any:
        """The typed value. Refuses what the field does not offer, naming it."""
        try:
            if self.options and self.many:
                return frozenset(self.options(each) for each in value)  # type: ignore[attr-defined]
            if self.options:
                return self.options(value)  # type: ignore[arg-type]
        except (TypeError, ValueError):
            raise Refused(Why.BAD_VALUE, field=name) from None
        if not isinstance(value, int) or not self.low <= value <= self.high:
            raise Refused(Why.OUT_OF_RANGE, field=name, low=self.low, high=self.high)
        return value


MOST_MONEY = 10**12  # fen; ten thousand million yuan is nobody's delegated ceiling
FIELDS: Mapping[str, Field] = {
    "channels": Field(options=Channel, many=True),
    "base": Field(options=Use, many=True),
    "voids": Field(options=VoidRule),
    "duplicates": Field(options=Duplicates),
    "change": Field(options=Change),
    "standing_for": Field(options=Matter, many=True),
    "step": Field(low=STEP, high=500),
    "silence": Field(options=Silence, article="GR 26"),
    "window_days": Field(low=SHORTEST_WINDOW.days, high=LONGEST_WINDOW.days),
    "extension_days": Field(high=LONGEST_WINDOW.days),
    "objection_days": Field(low=OBJECTION.days, high=LONG_OBJECTION.days),
    "proxy_cap": Field(high=20),
    "agents": Field(options=Agents),
    "sale": Field(options=Sale),
    "keep_years": Field(low=LEAST_YEARS, high=MOST_YEARS),
    "delegated_ceiling": Field(high=MOST_MONEY),
    "delegated_years": Field(low=1, high=5),
    "direct_ceiling": Field(low=1, high=MOST_MONEY),
    "quotation_ceiling": Field(low=1, high=MOST_MONEY),
    "negotiation_ceiling": Field(low=1, high=MOST_MONEY),
}
MONEY = frozenset(name for name, field in FIELDS.items() if field.high == MOST_MONEY)
"""Fields in whole fen."""
CEILINGS: Mapping[str, Method] = {f"{method}_ceiling": method for method in (Method.DIRECT, Method.QUOTATION, Method.NEGOTIATION)}
"""Up to how much each way to buy may be used; above the last of them stands the open tender."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure:
    """Every rule in force; `adopted` names those the owners adopted. Paper is a channel always, on request (voting.md, form)."""

    adopted: frozenset[str] = frozenset()
    channels: frozenset[Channel] = frozenset({Channel.PAPER})
    base: frozenset[Use] = DEFAULT_BASE
    voids: VoidRule = VoidRule.BOTH
    duplicates: Duplicates = Duplicates.FIRST_VALID
    change: Change = Change.NONE
    standing_for: frozenset[Matter] = frozenset()
    step: int = STEP
    silence: Silence = Silence.OFF
    window_days: int = WINDOW.days
    extension_days: int = 0
    objection_days: int = OBJECTION.days
    proxy_cap: int = 3
    agents: Agents = Agents.NO_PROPERTY_STAFF
    sale: Sale = Sale.OWNER_ON_ROLL
    keep_years: int = KEEP_YEARS
    delegated_ceiling: int = 0
    delegated_years: int = 1
    direct_ceiling: int = DEFAULTS[Method.DIRECT].ceiling or 0
    quotation_ceiling: int = DEFAULTS[Method.QUOTATION].ceiling or 0
    negotiation_ceiling: int = DEFAULTS[Method.NEGOTIATION].ceiling or 0

    @classmethod
    def of(cls, entered: Mapping[str, Any]) -> "Procedure":
        """The rules in force when exactly these were adopted. Refuses an unknown field, a value out of range, an empty roll base, and ceilings of buying
        that do not rise."""
        unknown = next((name for name in entered if name not in FIELDS), None)
        if unknown:
            raise Refused(Why.BAD_VALUE, field=unknown)
        values = {name: FIELDS[name].read(name, value) for name, value in entered.items()}
        if not values.get("base", DEFAULT_BASE):
            raise Refused(Why.MISSING_VALUE, field="base")
        if "channels" in values:
            values["channels"] |= {Channel.PAPER}
        _rulebook(values)
        return cls(adopted=frozenset(entered), **values)

    def source_of(self, name: str) -> Source:
        """Where the value of a field comes from."""
        return Source.ADOPTED if name in self.adopted else FIELDS[name].source

    def visibility_of(self, matter: Matter) -> Visibility:
        """What an open vote on the matter shows; for and against only where the adopted rules say so, never chosen per vote."""
        return Visibility.STANDING if matter in self.standing_for else Visibility.TURNOUT

    @property
    def adopted_step(self) -> int | None:
        """The step the owners adopted, which then holds for scopes of every size."""
        return self.step if "step" in self.adopted else None

    @property
    def rulebook(self) -> Rulebook:
        """The four ways to buy with the ceilings the owners adopted; every other figure is the default."""
        return _rulebook({name: getattr(self, name) for name in self.adopted})

    @property
    def silence_rule(self) -> SilenceRule | None:
        """The silence rule as the tally asks for it."""
        return None if self.silence is Silence.OFF else SilenceRule(safeguard=self.silence is Silence.WITH_SAFEGUARD)

    def frozen(self) -> dict[str, Any]:
        """Text and whole numbers only, as the notice freezes it."""
        return {name: sorted(value) if isinstance(value, frozenset) else value for name, value in asdict(self).items()}

    @classmethod
    def thawed(cls, frozen: Mapping[str, Any]) -> "Procedure":
        """Back from what was frozen."""
        values = {name: FIELDS[name].read(name, value) for name, value in frozen.items() if name != "adopted"}
        return cls(adopted=frozenset(frozen["adopted"]), **values)


def _rulebook(adopted: Mapping[str, Any]) -> Rulebook:
    return Rulebook.of({method: {"ceiling": adopted[name]} for name, method in CEILINGS.items() if name in adopted})

"""What an import would write: every difference between a file and the register. New parties and units carry negative numbers until the
database gives them their own."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from huasheng_vote.register.queries.present import Place
from huasheng_vote.rules.counts import Amount


@dataclass(frozen=True, slots=True)
class Figures:
    """A register in numbers: on the base that counts by default, and with parking and storage."""

    units: int
    counted: Amount
    everything: Amount


@dataclass(frozen=True, slots=True)
class Said:
    """What a line says about a unit itself; area in 1/10000 m²."""

    use: str
    status: str
    area: int


@dataclass(frozen=True, slots=True)
class UnitChange:
    """A unit of which the file says something new; `back` where it had been retired."""

    id: int
    place: Place
    before: Said
    after: Said
    back: bool = False


@dataclass(frozen=True, slots=True)
class OwnersChange:
    """Who leaves a unit (party → the ownership that ends) and which parties come."""

    place: Place
    unit: int
    ended: Mapping[int, int]
    started: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PartyRow:
    """A party as it will stand: a new one, or one of whom the file knows more."""

    id: int
    identity: str
    name: str
    kind: str
    document: str
    phone: str


@dataclass(slots=True)
class Plan:
    """The whole difference, and the register in numbers on both sides of it."""

    before: Figures
    after: Figures
    new_buildings: list[str] = field(default_factory=list)
    new_units: dict[int, tuple[Place, Said]] = field(default_factory=dict)
    changed_units: list[UnitChange] = field(default_factory=list)
    retired_units: dict[int, Place] = field(default_factory=dict)
    new_parties: list[PartyRow] = field(default_factory=list)
    changed_parties: list[PartyRow] = field(default_factory=list)
    owners: list[OwnersChange] = field(default_factory=list)
    names: dict[int, str] = field(default_factory=dict)
    """Names of all parties in `owners`, for showing who comes and goes."""

    @property
    def new_owners(self) -> list[OwnersChange]:
        """Changes of owners on units that stood there before."""
        return [change for change in self.owners if change.unit > 0]

    @property
    def empty(self) -> bool:
        return not (self.new_units or self.changed_units or self.retired_units or self.changed_parties or self.owners)

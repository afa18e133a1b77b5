"""The register of 松麓家园, as a committee would keep it: eight buildings of 1,540 flats, a row of shops, an underground car park."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from huasheng_vote.demo.names import People, Person

COLUMNS = ("楼栋", "单元", "房号", "用途", "建筑面积", "业主", "证件号", "手机", "状态")
DEVELOPER = Person("松麓置业有限公司", "10000990001")


@dataclass(frozen=True)
class Tower:
    """A building: storeys, doors on each, entrances; the areas of its doors in m², repeated along the storey."""

    name: str
    floors: int
    doors: int
    entrances: int
    areas: tuple[str, ...]


TOWERS = (
    Tower("1", 24, 8, 1, ("89.46", "106.72", "106.72", "118.35")),
    Tower("2", 24, 8, 1, ("89.46", "106.72", "106.72", "118.35")),
    Tower("3", 18, 8, 1, ("113.20", "100.25", "100.25", "131.08")),
    Tower("5", 18, 8, 1, ("100.25", "113.20", "92.7735", "131.08")),
    Tower("6", 18, 12, 1, ("86.91", "98.44", "121.6", "98.44")),
    Tower("7", 18, 12, 1, ("86.91", "98.44", "121.6", "98.44")),
    Tower("8", 11, 16, 4, ("128.5", "142.37", "142.37", "156.0421")),
    Tower("9", 26, 10, 1, ("78.15", "89.9", "78.15", "104.66", "89.9")),
)
SHOPS, PARKING = 20, 320


@dataclass(frozen=True)
class Line:
    """One line of the register."""

    building: str
    entrance: str
    number: str
    use: str
    area: str
    owners: tuple[Person, ...]
    status: str = "已售"

    @property
    def cells(self) -> tuple[str, ...]:
        names, phones = "、".join(each.name for each in self.owners), "、".join(each.phone for each in self.owners)
        return (self.building, self.entrance, self.number, self.use, self.area, names, "", phones, self.status)


class Town:
    """The register, and who in it is somebody the demonstration speaks of."""

    def __init__(self, chance: Random, people: People, known: dict[tuple[str, str], Person]) -> None:
        """`known` says who lives where; the others are strangers. `known["*", "many"]` owns fifteen flats."""
        self._chance, self._people, self._known = chance, people, known
        self._several: list[Person] = []
        flats = list(self._flats())
        self.lines = [*flats, *self._shops(), *self._parking([line.owners[0] for line in flats if line.status == "已售"])]

    def csv(self) -> bytes:
        """The sheet as a file, with a title row above the header as committees like it."""
        out = io.StringIO()
        sheet = csv.writer(out)
        sheet.writerow(["松麓家园业主名册"])
        sheet.writerow(COLUMNS)
        sheet.writerows(line.cells for line in self.lines)
        return out.getvalue().encode("utf-8-sig")

    def _flats(self) -> Iterator[Line]:
        stock = set(self._chance.sample(range(260), 34))  # the developer still holds these flats of the newest building
        many = set(self._chance.sample(range(192), 15))
        for tower in TOWERS:
            for place in range(tower.floors * tower.doors):
                yield self._flat(tower, place, tower.name == "9" and place in stock, tower.name == "2" and place in many)

    def _flat(self, tower: Tower, place: int, unsold: bool, many: bool) -> Line:
        floor, door = place // tower.doors + 1, place % tower.doors + 1
        per_entrance = tower.doors // tower.entrances
        entrance = str((door - 1) // per_entrance + 1) if tower.entrances > 1 else ""
        number = f"{floor}{(door - 1) % per_entrance + 1:02d}"
        area = tower.areas[(door - 1) % len(tower.areas)]
        if unsold:
            return Line(tower.name, entrance, number, "住宅", area, (DEVELOPER,), "未交付" if door % 3 == 0 else "未售")
        owners = (self._known["*", "many"],) if many else self._owners(tower.name, number if not entrance else f"{entrance}-{number}")
        return Line(tower.name, entrance, number, "住宅", area, owners)

    def _owners(self, building: str, door: str) -> tuple[Person, ...]:
        """Who lives there: somebody known, an owner of several flats, a couple, or one stranger."""
        if (building, door) in self._known:
            return (self._known[building, door],)
        draw = self._chance.random()
        if draw < 0.04 and self._several:
            return (self._chance.choice(self._several),)
        first = self._people.one()
        if draw < 0.30:
            return (first, self._people.one())
        if draw < 0.36:
            self._several.append(first)
        return (first,)

    def _shops(self) -> Iterator[Line]:
        company = Person("松麓生活超市有限公司", "10000990002")
        for number in range(1, SHOPS + 1):
            owner = company if number <= 3 else DEVELOPER if number > 17 else self._people.one()
            yield Line("商铺", "", f"S{number:02d}", "商业", "64.38", (owner,), "未售" if owner is DEVELOPER else "已售")

    def _parking(self, residents: list[Person]) -> Iterator[Line]:
        """Places underground, some of them still the developer's."""
        owners = self._chance.sample(residents, 190)
        for number in range(1, PARKING + 1):
            owner = owners[number - 1] if number <= len(owners) else DEVELOPER
            yield Line("地下车库", "", f"B{number:03d}", "车位", "12.5", (owner,), "已售" if owner is not DEVELOPER else "未售")

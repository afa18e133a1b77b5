"""The window street is geometry: what a building is decides its paths, who took part decides which windows are lit."""

import re
import zlib
from fractions import Fraction

import pytest

from huasheng_vote.web.building import FINE_ABOVE, Building
from huasheng_vote.web.facade import skyline, street

STROKE = re.compile(r"M(-?\d+) (-?\d+)h(\d+)")


def windows(path):
    """How many windows a path of dashed strokes shows: a dash of 10, a gap of 4."""
    return sum((int(length) + 4) // 14 for _, _, length in STROKE.findall(path))


def only(building, **how):
    (drawing,) = street([building], **how)
    return drawing


def test_a_tower_is_drawn_as_in_the_design():
    drawing = only(Building("3栋", 24, 8))
    assert (drawing.width, drawing.height, drawing.view) == ("8.11", "17.44", "0 -314 146 314")
    assert drawing.wall == "M0 0V-301h120V0zM21 -301v-8h18v8z"
    assert drawing.pane.startswith("M6 -12h108M6 -24h108")
    assert drawing.pane.endswith("M6 -288h108")
    assert drawing.post == "translate(126.8 -24.8) scale(0.62)"


def test_every_unit_is_one_window():
    assert windows(only(Building("1栋", 11, 6)).pane) == 66


def test_neighbouring_lit_windows_share_one_stroke():
    assert only(Building("1栋", 2, 4, lit=frozenset({(1, 1), (1, 2), (1, 4), (2, 3)}))).lit == "M6 -12h24M48 -12h10M34 -24h10"


def test_a_dark_building_has_no_lit_path():
    assert only(Building("1栋", 2, 4)).lit == ""


def test_a_place_that_is_no_unit_is_never_lit():
    assert only(Building("1栋", 2, 2, lit=frozenset({(3, 1), (1, 3), (0, 1)}))).lit == ""


def test_an_uneven_floor_shows_only_its_own_units():
    drawing = only(Building("裙楼", 2, 3, places=frozenset({(1, 1), (1, 2), (1, 3), (2, 2)})))
    assert drawing.pane == "M6 -12h38M20 -24h10"


def test_the_readers_own_building_comes_first_and_its_window_is_framed():
    drawings = street([Building("1栋", 3, 3), Building("2栋", 3, 3, mine=True, own=frozenset({(2, 1)}))])
    assert [drawing.name for drawing in drawings] == ["2栋", "1栋"]
    (own,) = drawings[0].own
    assert (own.x, own.y, own.height, own.on) == (5, -29, 10, False)


def test_an_own_window_is_filled_only_when_lit_and_glows_only_when_just_lit():
    building = Building("1栋", 1, 2, lit=frozenset({(1, 1)}), own=frozenset({(1, 1), (1, 2)}))
    assert [(own.on, own.glow) for own in only(building).own] == [(True, False), (False, False)]
    assert [(own.on, own.glow) for own in only(building, glow=True).own] == [(True, True), (False, False)]


@pytest.mark.parametrize(("floors", "fine"), [(FINE_ABOVE, False), (FINE_ABOVE + 1, True)])
def test_one_building_that_is_too_tall_turns_the_whole_street_fine(floors, fine):
    drawings = street([Building("塔", floors, 6), Building("1栋", 6, 1)])
    assert [drawing.fine for drawing in drawings] == [fine, fine]


def test_forty_storeys_at_the_fine_pitch_are_drawn_as_in_the_design():
    drawing = only(Building("云塔", 40, 6))
    assert (drawing.width, drawing.height, drawing.view) == ("6.56", "19.22", "0 -346 118 346")


def test_a_row_of_houses_has_gables_and_no_lamp_post():
    drawing = only(Building("别墅", 1, 12, kind="house", lit=frozenset({(1, 2)})))
    assert (drawing.width, drawing.height, drawing.view) == ("15.89", "1.56", "0 -28 286 28")
    assert drawing.wall.startswith("M0 0v-13l11-9 11 9v13zM24 0v-13")
    assert (drawing.lit, drawing.post) == ("M30 -7h10", "")


def test_the_thirteenth_house_stands_in_the_second_row():
    drawing = only(Building("别墅", 1, 13, kind="house", lit=frozenset({(1, 13)})))
    assert drawing.lit == "M6 -31h10"
    assert drawing.view == "0 -52 286 52"


def test_garages_have_no_lift_on_the_roof():
    assert only(Building("车位", 1, 44, kind="garage")).wall.count("z") == 1


@pytest.mark.parametrize(
    ("share", "lit"),
    [(Fraction(0), 0), (Fraction(1, 67), 0), (Fraction(1, 66), 1), (Fraction(2, 3), 44), (Fraction(1), 66), (Fraction(3), 66)],
)
def test_a_share_rises_from_the_ground_and_never_shows_more_than_it_is(share, lit):
    drawing = only(Building("1栋", 11, 6, share=share))
    assert windows(drawing.lit) == lit


def test_a_share_lights_whole_floors_first():
    assert only(Building("1栋", 3, 4, share=Fraction(1, 2))).lit == "M6 -12h52M6 -24h24"


def test_a_share_says_nothing_about_a_household():
    told = only(Building("1栋", 3, 4, share=Fraction(1, 2), lit=frozenset({(3, 4)}), own=frozenset({(1, 1)})))
    assert told == only(Building("1栋", 3, 4, share=Fraction(1, 2)))


def test_two_thousand_windows_stay_under_thirty_kilobytes_compressed():
    lit = frozenset((f, c) for f in range(1, 21) for c in range(1, 11) if (f * 7 + c * c * 3) % 5)
    drawings = street([Building(f"{n}栋", 20, 10, lit=lit) for n in range(1, 11)])
    drawn = "".join(drawing.wall + drawing.pane + drawing.lit for drawing in drawings)
    assert sum(windows(drawing.pane) for drawing in drawings) == 2000
    assert len(zlib.compress(drawn.encode())) < 30_000


def test_the_skyline_stands_on_one_ground():
    horizon = skyline([Building("1栋", 24, 8), Building("2栋", 24, 8)])
    first, second = horizon.buildings
    assert first.wall == "M30 354V53h120V354zM51 53v-8h18v8z"
    assert second.wall.startswith("M176 354V53h120V354z")
    assert first.post == "translate(155 322) scale(0.8)"
    assert (horizon.width, horizon.height, horizon.ground) == (1450, 360, "M0 354h1450v6H0z")


def test_the_skyline_keeps_a_very_tall_tower_inside():
    horizon = skyline([Building("塔", 60, 6)])
    assert horizon.height >= 12 + 59 * 8 + 9 + 8


def test_an_empty_estate_is_a_horizon_without_buildings():
    assert skyline([]).buildings == ()
    assert street([]) == []


def test_a_building_without_units_is_still_drawn():
    assert only(Building("空", 0, 0)).pane == ""
    assert only(Building("空", 0, 0, kind="house")).pane == ""

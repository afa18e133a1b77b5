"""Photos drawn by code: what an owner might snap on the way home, each from a few shapes and a seeded hand."""

import io
from collections.abc import Callable
from random import Random

from PIL import Image, ImageDraw, ImageFilter

WIDE, TALL = 960, 720
Draw = ImageDraw.ImageDraw


def photo(scene: str, seed: int) -> bytes:
    """A JPEG of the scene; the same seed draws the same picture."""
    picture = Image.new("RGB", (WIDE, TALL))
    chance = Random(f"{scene}/{seed}")
    SCENES[scene](ImageDraw.Draw(picture), chance)
    out = io.BytesIO()
    picture.filter(ImageFilter.GaussianBlur(1)).save(out, "JPEG", quality=80)
    return out.getvalue()


def document(name: str) -> bytes:
    """A scanned paper as PDF: lines of writing that cannot be read, and a seal."""
    page, chance = Image.new("RGB", (620, 877), (252, 250, 244)), Random(name)
    draw = ImageDraw.Draw(page)
    draw.rectangle([170, 70, 450, 100], (60, 58, 54))
    for y in range(150, 680, 26):
        draw.line([(70, y), (chance.randrange(420, 550), y)], (120, 116, 110), 5)
    draw.ellipse([390, 690, 540, 840], outline=(184, 48, 40), width=7)
    draw.regular_polygon((465, 765, 26), 5, fill=(184, 48, 40))
    out = io.BytesIO()
    page.save(out, "PDF")
    return out.getvalue()


def _sky(draw: Draw, top: tuple[int, int, int], bottom: tuple[int, int, int], down_to: int) -> None:
    for y in range(down_to):
        draw.line([(0, y), (WIDE, y)], tuple(a + (b - a) * y // down_to for a, b in zip(top, bottom, strict=True)))


def _towers(draw: Draw, chance: Random, wall: tuple[int, int, int], lit: float, ground: int) -> None:
    """Buildings on the horizon, some windows lit."""
    x = -40
    while x < WIDE:
        width, height = chance.randrange(120, 200), chance.randrange(220, 430)
        draw.rectangle([x, ground - height, x + width, ground], wall)
        for row in range(ground - height + 16, ground - 20, 26):
            for column in range(x + 12, x + width - 18, 26):
                shade = (244, 197, 108) if chance.random() < lit else tuple(part + 16 for part in wall)
                draw.rectangle([column, row, column + 13, row + 14], shade)
        x += width + chance.randrange(18, 60)


def lamp(draw: Draw, chance: Random) -> None:
    """A path at night under one dim lamp."""
    _sky(draw, (12, 20, 38), (44, 54, 78), 480)
    _towers(draw, chance, (28, 36, 54), 0.25, 470)
    draw.rectangle([0, 470, WIDE, TALL], (24, 30, 34))
    draw.polygon([(380, 470), (560, 470), (820, TALL), (140, TALL)], (58, 62, 68))
    x = chance.randrange(560, 700)
    for radius in range(150, 0, -6):
        shade = 150 - radius
        draw.ellipse([x - radius, 190 - radius, x + radius, 190 + radius], (58 + shade // 2, 58 + shade // 3, 70))
    draw.rectangle([x - 5, 200, x + 5, 640], (16, 18, 20))
    draw.polygon([(x - 30, 160), (x + 30, 160), (x + 18, 214), (x - 18, 214)], (236, 190, 96))


def playground(draw: Draw, chance: Random) -> None:
    """Green between the buildings, a slide on bare ground."""
    _sky(draw, (150, 190, 214), (226, 232, 224), 400)
    _towers(draw, chance, (168, 162, 150), 0.05, 400)
    draw.rectangle([0, 400, WIDE, TALL], (124, 150, 92))
    draw.ellipse([180, 480, 780, 700], (186, 160, 118))
    draw.line([(320, 430), (320, 640)], (60, 90, 120), 14)
    draw.line([(400, 430), (400, 640)], (60, 90, 120), 14)
    draw.polygon([(400, 440), (440, 440), (680, 650), (630, 650)], (206, 84, 60))
    _trees(draw, chance, 410, 5)


def road(draw: Draw, chance: Random) -> None:
    """Broken paving with a puddle."""
    draw.rectangle([0, 0, WIDE, TALL], (138, 134, 126))
    for row in range(0, TALL, 90):
        for column in range(-(row // 90 % 2) * 70, WIDE, 140):
            shade = chance.randrange(118, 152)
            draw.rectangle([column + 3, row + 3, column + 134, row + 84], (shade, shade - 4, shade - 12))
    draw.polygon([(330 + chance.randrange(60), 260), (620, 230), (720, 430), (540, 560), (300, 470)], (70, 66, 60))
    draw.ellipse([400, 330, 630, 460], (92, 108, 122))


def bikes(draw: Draw, chance: Random) -> None:
    """Bicycles without a roof, crowded against a wall."""
    draw.rectangle([0, 0, WIDE, 430], (196, 186, 168))
    draw.rectangle([0, 430, WIDE, TALL], (126, 122, 116))
    for place in range(7):
        x, y = 60 + place * 125 + chance.randrange(-18, 18), 560 + chance.randrange(-20, 30)
        colour = chance.choice([(52, 84, 110), (150, 58, 46), (60, 102, 76), (80, 78, 84)])
        for wheel in (x, x + 118):
            draw.ellipse([wheel - 44, y - 44, wheel + 44, y + 44], outline=(36, 36, 38), width=9)
        draw.line([(x, y), (x + 44, y - 70), (x + 100, y - 70), (x + 118, y)], colour, 11)
        draw.line([(x + 44, y - 70), (x + 62, y), (x + 100, y - 70)], colour, 9)


def bins(draw: Draw, chance: Random) -> None:
    """Four bins, one overflowing."""
    draw.rectangle([0, 0, WIDE, 470], (206, 204, 190))
    draw.rectangle([0, 470, WIDE, TALL], (146, 140, 130))
    full = chance.randrange(4)
    for place, colour in enumerate([(58, 104, 72), (60, 90, 140), (112, 112, 112), (160, 62, 50)]):
        x = 90 + place * 205
        draw.polygon([(x, 330), (x + 150, 330), (x + 134, 610), (x + 16, 610)], colour)
        draw.rectangle([x - 8, 306, x + 158, 334], tuple(part + 20 for part in colour))
        for _ in range(9 if place == full else 0):
            left, low = x + chance.randrange(-20, 110), chance.randrange(230, 320)
            draw.ellipse([left, low, left + 66, low + 52], (226, 224, 216))


def trees(draw: Draw, chance: Random) -> None:
    """A hedge grown over the path."""
    _sky(draw, (176, 204, 220), (232, 234, 224), 420)
    _towers(draw, chance, (178, 170, 156), 0.04, 420)
    draw.rectangle([0, 420, WIDE, TALL], (142, 158, 104))
    draw.polygon([(300, 420), (400, 420), (720, TALL), (180, TALL)], (188, 182, 170))
    _trees(draw, chance, 470, 9)


def lift(draw: Draw, chance: Random) -> None:
    """A lift's panel with a worn button."""
    draw.rectangle([0, 0, WIDE, TALL], (158, 160, 162))
    draw.rectangle([300, 60, 660, 660], (190, 192, 194), (120, 122, 124), 6)
    worn = chance.randrange(12)
    for place in range(12):
        x, y = 390 + place % 2 * 130, 140 + place // 2 * 84
        draw.ellipse([x, y, x + 56, y + 56], (226, 226, 222) if place != worn else (122, 104, 88), (110, 112, 114), 4)


def _trees(draw: Draw, chance: Random, ground: int, how_many: int) -> None:
    for _ in range(how_many):
        x, size = chance.randrange(WIDE), chance.randrange(60, 120)
        draw.rectangle([x - 7, ground - size, x + 7, ground + 60], (92, 74, 58))
        green = chance.randrange(74, 104)
        draw.ellipse([x - size, ground - 2 * size, x + size, ground - size // 3], (52, green, 58))


SCENES: dict[str, Callable[[Draw, Random], None]] = {
    "lamp": lamp, "playground": playground, "road": road, "bikes": bikes, "bins": bins, "trees": trees, "lift": lift,
}  # fmt: skip

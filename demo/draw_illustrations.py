"""Draws the illustrations of the demonstration content: `python demo/draw_illustrations.py` (needs Pillow).

One hand for all of them: a neighbourhood seen from the pavement, in flat shapes and six colours. Everything is drawn
at twice the size and reduced, so that edges are smooth; nothing is random, so that the same pictures come out again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import cos, radians, sin
from pathlib import Path

from PIL import Image, ImageDraw

Colour = tuple[int, int, int]
Point = tuple[float, float]

WIDTH, HEIGHT, SCALE = 1200, 800, 2
GROUND = 690
FOLDER = Path(__file__).parent / "media" / "illustrations"


def rgb(code: str) -> Colour:
    return int(code[1:3], 16), int(code[3:5], 16), int(code[5:7], 16)


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """The first colour with a share (0 to 1) of the second in it."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
    return red, green, blue


PAPER, INK, BRICK = rgb("#f6efe2"), rgb("#2b2a28"), rgb("#b4502f")
LEAF, OCHRE, SKY = rgb("#4d7a4a"), rgb("#d9a441"), rgb("#a9c6cf")
HAZE = mix(PAPER, SKY, 0.45)
FAR = mix(PAPER, SKY, 0.8)
STONE = mix(PAPER, INK, 0.14)
SLATE = mix(SKY, INK, 0.55)
NIGHT = mix(SKY, INK, 0.68)
WOOD = mix(OCHRE, INK, 0.38)
CREAM = mix(PAPER, (255, 255, 255), 0.55)
FAIR, TAN, BROWN, DARK = (mix(BRICK, PAPER, 0.68), mix(BRICK, PAPER, 0.42), mix(BRICK, INK, 0.4), mix(BRICK, INK, 0.66))


class Canvas:
    """A sheet in 1200 × 800 units, drawn larger than it is saved."""

    def __init__(self, background: Colour = PAPER) -> None:
        self.image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), background)
        self.pen = ImageDraw.Draw(self.image)

    def rect(self, x: float, y: float, w: float, h: float, fill: Colour, radius: float = 0) -> None:
        box = (x * SCALE, y * SCALE, (x + w) * SCALE - 1, (y + h) * SCALE - 1)
        self.pen.rounded_rectangle(box, radius * SCALE, fill)

    def ellipse(self, x: float, y: float, rx: float, ry: float, fill: Colour) -> None:
        self.pen.ellipse(((x - rx) * SCALE, (y - ry) * SCALE, (x + rx) * SCALE, (y + ry) * SCALE), fill)

    def circle(self, x: float, y: float, radius: float, fill: Colour) -> None:
        self.ellipse(x, y, radius, radius, fill)

    def dome(self, x: float, y: float, rx: float, ry: float, fill: Colour) -> None:
        """The upper half of an ellipse, standing on y."""
        box = ((x - rx) * SCALE, (y - ry) * SCALE, (x + rx) * SCALE, (y + ry) * SCALE)
        self.pen.pieslice(box, 180, 360, fill)

    def poly(self, points: Iterable[Point], fill: Colour) -> None:
        self.pen.polygon([(x * SCALE, y * SCALE) for x, y in points], fill)

    def line(self, points: Iterable[Point], width: float, fill: Colour) -> None:
        """A thick line with round ends and joints."""
        path = [(x * SCALE, y * SCALE) for x, y in points]
        self.pen.line(path, fill, round(width * SCALE))
        half = width * SCALE / 2
        for x, y in path:
            self.pen.ellipse((x - half, y - half, x + half, y + half), fill)

    def arc(self, x: float, y: float, radius: float, start: float, end: float, width: float, fill: Colour) -> None:
        steps = range(int(start), int(end) + 1, 3)
        self.line([(x + radius * cos(radians(a)), y + radius * sin(radians(a))) for a in steps], width, fill)

    def save(self, name: str) -> None:
        picture = self.image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
        picture.save(FOLDER / f"{name}.jpg", quality=78, optimize=True, progressive=True)


# ---------------------------------------------------------------------------------------------- the street


def pavement(c: Canvas, top: float = 640, fill: Colour = STONE) -> None:
    """The ground of every outdoor scene: slabs, then the kerb."""
    c.rect(0, top, WIDTH, HEIGHT - top, fill)
    joint = mix(fill, PAPER, 0.5)
    for x in range(-60, WIDTH + 200, 170):
        c.line([(x + 60, top + 2), (x, 748)], 3, joint)
    c.rect(0, 748, WIDTH, 22, mix(fill, INK, 0.16))
    c.rect(0, 770, WIDTH, 30, mix(fill, INK, 0.5))


def skyline(c: Canvas, base: float = 640, fill: Colour = HAZE) -> None:
    """Roofs far away, to give the scene a place."""
    blocks = ((0, 150, 190), (150, 110, 270), (260, 170, 210), (430, 120, 330), (550, 190, 240), (740, 110, 300))
    for x, w, h in (*blocks, (850, 190, 220), (1040, 100, 290), (1140, 60, 200)):
        c.rect(x, base - h, w, h, fill)
    for x, w, h in ((260, 170, 210), (850, 190, 220)):
        c.poly([(x - 8, base - h), (x + w / 2, base - h - 60), (x + w + 8, base - h)], fill)


def sun(c: Canvas, x: float, y: float, radius: float = 70, fill: Colour = OCHRE) -> None:
    c.circle(x, y, radius, mix(fill, PAPER, 0.25))


def cloud(c: Canvas, x: float, y: float, size: float = 1, fill: Colour = CREAM) -> None:
    for dx, dy, r in ((0, 0, 34), (42, -18, 44), (90, 0, 34)):
        c.circle(x + dx * size, y + dy * size, r * size, fill)
    c.rect(x, y - 4 * size, 90 * size, 38 * size, fill)


def outdoors(horizon: Colour = HAZE) -> Canvas:
    c = Canvas()
    skyline(c, fill=horizon)
    return c


def tree(c: Canvas, x: float, base: float, height: float, fill: Colour = LEAF) -> None:
    c.rect(x - height * 0.035, base - height * 0.5, height * 0.07, height * 0.5, WOOD)
    r = height * 0.27
    light = mix(fill, OCHRE, 0.18)
    for dx, dy, size in ((-0.55, 0.25, 0.75), (0.55, 0.2, 0.8), (0, -0.3, 0.95)):
        c.circle(x + dx * r, base - height * 0.66 + dy * r, r * size, fill)
    c.circle(x - r * 0.2, base - height * 0.76, r * 0.5, light)
    c.line([(x, base - height * 0.3), (x + height * 0.09, base - height * 0.46)], height * 0.025, WOOD)


def bush(c: Canvas, x: float, base: float, width: float, fill: Colour = LEAF) -> None:
    for dx, r in ((-0.3, 0.24), (0.3, 0.22), (0, 0.32)):
        c.dome(x + dx * width, base, r * width, r * width * 1.25, fill)


def window(c: Canvas, x: float, y: float, w: float, h: float, glass: Colour, frame: Colour = CREAM) -> None:
    c.rect(x - 5, y - 5, w + 10, h + 10, frame, 3)
    c.rect(x, y, w, h, glass, 2)
    c.rect(x + w / 2 - 2, y, 4, h, frame)


def windows(c: Canvas, x: float, y: float, w: float, h: float, columns: int, rows: int, glass: list[Colour]) -> None:
    """A regular grid of windows in a rectangle, the glass colours taken in turn."""
    cell_w, cell_h = w / columns, h / rows
    for row in range(rows):
        for column in range(columns):
            left, top = x + column * cell_w + cell_w * 0.24, y + row * cell_h + cell_h * 0.2
            window(c, left, top, cell_w * 0.52, cell_h * 0.56, glass[(row * columns + column) % len(glass)])


def block(
    c: Canvas,
    x: float,
    w: float,
    h: float,
    fill: Colour,
    columns: int,
    rows: int,
    base: float = 640,
    glass: list[Colour] | None = None,
) -> None:
    """A flat-roofed building."""
    c.rect(x, base - h, w, h, fill)
    c.rect(x - 8, base - h - 14, w + 16, 18, mix(fill, INK, 0.25), 4)
    windows(c, x + 12, base - h + 14, w - 24, h - 90, columns, rows, glass or [SKY, SKY, mix(SKY, INK, 0.18)])
    c.rect(x + w / 2 - 26, base - 74, 52, 74, mix(fill, INK, 0.45), 6)


def house(
    c: Canvas,
    x: float,
    w: float,
    h: float,
    fill: Colour,
    roof: Colour,
    columns: int,
    rows: int,
    base: float = 640,
    glass: list[Colour] | None = None,
) -> None:
    """A building with a gable roof and a chimney."""
    c.rect(x + w * 0.68, base - h - w * 0.34, 30, 70, mix(roof, INK, 0.25))
    block(c, x, w, h, fill, columns, rows, base, glass)
    c.poly([(x - 16, base - h), (x + w / 2, base - h - w * 0.36), (x + w + 16, base - h)], roof)


def lamp_post(c: Canvas, x: float, base: float, height: float, light: Colour = OCHRE) -> None:
    c.line([(x, base), (x, base - height)], 10, INK)
    c.line([(x, base - height), (x + 54, base - height - 14)], 8, INK)
    c.dome(x + 64, base - height + 6, 34, 26, INK)
    c.ellipse(x + 64, base - height + 8, 24, 9, light)
    c.rect(x - 14, base - 16, 28, 16, INK, 4)


def wheeled_bin(c: Canvas, x: float, base: float, w: float, h: float, fill: Colour) -> None:
    """A wheeled bin, its lid closed."""
    c.poly([(x, base - h), (x + w, base - h), (x + w * 0.92, base - 12), (x + w * 0.08, base - 12)], fill)
    c.rect(x - w * 0.06, base - h - h * 0.1, w * 1.12, h * 0.13, mix(fill, INK, 0.3), 8)
    c.rect(x + w * 0.36, base - h - h * 0.15, w * 0.28, h * 0.07, mix(fill, INK, 0.45), 6)
    for wheel in (0.24, 0.76):
        c.circle(x + w * wheel, base - 8, w * 0.09, INK)


def bench(c: Canvas, x: float, base: float, w: float, fill: Colour) -> None:
    for leg in (0.1, 0.9):
        c.line([(x + w * leg, base), (x + w * leg, base - 110)], 12, INK)
    for y in (120, 94):
        c.rect(x, base - y, w, 18, fill, 6)
    c.rect(x - 8, base - 62, w + 16, 20, mix(fill, INK, 0.15), 6)


def pigeon(c: Canvas, x: float, base: float, facing: int = 1) -> None:
    c.line([(x - 4, base), (x - 4, base - 16)], 4, BRICK)
    c.line([(x + 8, base), (x + 8, base - 16)], 4, BRICK)
    c.ellipse(x, base - 28, 30, 18, SLATE)
    c.poly([(x - facing * 22, base - 34), (x - facing * 56, base - 22), (x - facing * 20, base - 20)], SLATE)
    c.circle(x + facing * 24, base - 48, 12, SLATE)
    c.poly([(x + facing * 34, base - 52), (x + facing * 46, base - 46), (x + facing * 34, base - 43)], OCHRE)


# ---------------------------------------------------------------------------------------------- the people


@dataclass(frozen=True)
class Look:
    """How somebody looks. Nobody has a face: anyone may be anyone."""

    skin: Colour
    hair: Colour
    top: Colour
    bottom: Colour = SLATE
    style: str = "short"


AMEL = Look(TAN, INK, BRICK, NIGHT, "long")
BASILE = Look(BROWN, INK, OCHRE, SLATE)
CLAIRE = Look(FAIR, mix(OCHRE, INK, 0.45), LEAF, INK, "bun")
DIEGO = Look(FAIR, WOOD, SKY, WOOD)
EMNA = Look(TAN, OCHRE, SLATE, mix(BRICK, INK, 0.4), "scarf")
FANTA = Look(DARK, INK, mix(OCHRE, PAPER, 0.15), BRICK, "bun")
GEORGES = Look(FAIR, mix(PAPER, INK, 0.3), mix(BRICK, INK, 0.25), SLATE)
HAWA = Look(DARK, BRICK, mix(LEAF, PAPER, 0.25), NIGHT, "scarf")
IRIS = Look(FAIR, BRICK, SLATE, NIGHT, "long")


def head(c: Canvas, x: float, y: float, r: float, look: Look, facing: float = 0) -> None:
    """A head of radius r; `facing` from -1 (left) to 1 (right)."""
    c.rect(x - r * 0.36, y + r * 0.5, r * 0.72, r * 0.9, mix(look.skin, INK, 0.14), r * 0.3)
    if look.style == "long":
        c.rect(x - r * (1.05 + facing * 0.35), y - r * 0.5, r * (2.1 - abs(facing) * 0.4), r * 2.1, look.hair, r * 0.6)
    if look.style == "scarf":
        c.rect(x - r * 1.12, y - r * 0.6, r * 2.24, r * 2.15, look.hair, r * 0.95)
    if look.style == "bun":
        c.circle(x - facing * r * 0.7, y - r * 1.1, r * 0.48, look.hair)
    c.circle(x, y - r * 0.12, r * 1.1, look.hair)
    c.ellipse(x + facing * r * 0.3, y + r * 0.18, r * 0.8, r * 0.84, look.skin)
    if look.style == "short":
        c.circle(x - facing * r * 0.98, y + r * 0.2, r * 0.2, look.skin)


def limb(c: Canvas, points: list[Point], width: float, fill: Colour, hand: Colour | None = None) -> None:
    c.line(points, width, fill)
    if hand:
        c.circle(*points[-1], width * 0.55, hand)


def legs(c: Canvas, x: float, base: float, h: float, look: Look, stride: float, facing: float) -> None:
    for side in (-1, 1):
        foot = x + side * h * (0.05 + stride * 0.11)
        c.line([(x + side * h * 0.05, base - h * 0.45), (foot, base - h * 0.04)], h * 0.085, look.bottom)
        toe = foot + h * 0.045 * (facing or side * 0.6)
        c.line([(foot, base - h * 0.025), (toe, base - h * 0.025)], h * 0.05, INK)


def person(
    c: Canvas,
    x: float,
    base: float,
    h: float,
    look: Look,
    facing: float = 0,
    stride: float = 0,
    left: Point | None = None,
    right: Point | None = None,
) -> None:
    """Somebody standing or walking; hands are given from the shoulders, in heights."""
    shoulder = base - h * 0.76
    far, near = ((-1, left), (1, right)) if facing < 0 else ((1, right), (-1, left))
    arm(c, x, shoulder, h, look, *far, shade=0.16)
    legs(c, x, base, h, look, stride, facing)
    c.rect(x - h * 0.115, base - h * 0.81, h * 0.23, h * 0.43, look.top, h * 0.085)
    arm(c, x, shoulder, h, look, *near, shade=0.08)
    head(c, x + facing * h * 0.012, base - h * 0.905, h * 0.085, look, facing)


def arm(
    c: Canvas, x: float, shoulder: float, h: float, look: Look, side: int, hand: Point | None, shade: float
) -> None:
    reach = hand or (side * 0.05, 0.33)
    start = (x + side * h * 0.09, shoulder)
    end = (start[0] + reach[0] * h, start[1] + reach[1] * h)
    elbow = ((start[0] + end[0]) / 2 + side * h * 0.025, (start[1] + end[1]) / 2 + h * 0.03)
    limb(c, [start, elbow, end], h * 0.065, mix(look.top, INK, shade), look.skin)


def bust(c: Canvas, x: float, y: float, r: float, look: Look, facing: float = 0) -> None:
    """Somebody seated behind something: head and shoulders above y."""
    c.rect(x - r * 1.75, y - r * 2.3, r * 3.5, r * 3.2, look.top, r * 1.1)
    head(c, x, y - r * 3.3, r, look, facing)


def from_behind(c: Canvas, x: float, y: float, r: float, look: Look) -> None:
    """Somebody seated in front of us: back of the head and shoulders, down to the edge of the sheet."""
    c.rect(x - r * 2, y + r * 1.35, r * 4, HEIGHT - y, look.top, r * 1.2)
    c.rect(x - r * 0.4, y + r * 0.6, r * 0.8, r * 1.1, look.skin if look.style != "scarf" else look.hair)
    if look.style in ("long", "scarf"):
        c.rect(x - r * 1.08, y - r * 0.4, r * 2.16, r * 2.1, look.hair, r * 0.8)
    if look.style == "bun":
        c.circle(x, y - r * 1.05, r * 0.5, look.hair)
    c.circle(x, y, r * 1.06, look.hair)


# ---------------------------------------------------------------------------------------------- things


def bottle(c: Canvas, x: float, y: float, h: float, fill: Colour) -> None:
    """A bottle whose foot is at (x, y)."""
    c.rect(x - h * 0.15, y - h * 0.68, h * 0.3, h * 0.68, fill, h * 0.09)
    c.rect(x - h * 0.06, y - h, h * 0.12, h * 0.45, fill, h * 0.03)


def sofa(c: Canvas, x: float, base: float, w: float, fill: Colour) -> None:
    dark, h = mix(fill, INK, 0.22), w * 0.44
    for leg in (0.08, 0.88):
        c.rect(x + w * leg, base - 26, 16, 26, WOOD)
    c.rect(x + w * 0.06, base - h, w * 0.88, h * 0.75, dark, 26)
    for seat in (0.13, 0.51):
        c.rect(x + w * seat, base - h * 0.86, w * 0.36, h * 0.5, mix(fill, INK, 0.08), 16)
        c.rect(x + w * seat, base - h * 0.5, w * 0.36, h * 0.24, mix(fill, PAPER, 0.16), 12)
    c.rect(x + w * 0.06, base - h * 0.3, w * 0.88, h * 0.2, fill, 8)
    for side in (0, 0.86):
        c.rect(x + w * side, base - h * 0.68, w * 0.14, h * 0.58, fill, 20)


def mattress(c: Canvas, x: float, base: float, w: float, h: float) -> None:
    """A striped mattress leaning on a wall."""
    lean = 46
    c.poly([(x + lean, base - h), (x + w + lean, base - h), (x + w, base), (x, base)], CREAM)
    for share in (0.18, 0.38, 0.58, 0.78):
        c.line([(x + lean + w * share, base - h + 4), (x + w * share, base - 4)], 8, mix(SKY, PAPER, 0.2))
    c.line([(x + lean, base - h), (x + w + lean, base - h), (x + w, base), (x, base), (x + lean, base - h)], 6, SLATE)


def fridge(c: Canvas, x: float, base: float, w: float, h: float) -> None:
    body = mix(SKY, PAPER, 0.35)
    c.rect(x, base - h, w, h - 10, body, 14)
    c.rect(x + w * 0.82, base - h, w * 0.18, h - 10, mix(body, INK, 0.12), 14)
    c.rect(x, base - h * 0.66, w, 6, mix(body, INK, 0.3))
    c.rect(x + 16, base - h * 0.88, 10, h * 0.16, SLATE, 5)
    c.rect(x + 16, base - h * 0.58, 10, h * 0.24, SLATE, 5)
    for foot in (0.1, 0.78):
        c.rect(x + w * foot, base - 14, 18, 14, INK)


def plant(c: Canvas, x: float, base: float, h: float, fill: Colour, fruit: Colour | None = None) -> None:
    c.line([(x, base), (x, base - h)], 6, mix(fill, INK, 0.2))
    for i, side in enumerate((-1, 1, -1, 1)):
        y = base - h * (0.3 + 0.2 * i)
        c.ellipse(x + side * h * 0.15, y, h * 0.17, h * 0.075, fill)
        if fruit:
            c.circle(x - side * h * 0.12, y + h * 0.05, h * 0.07, fruit)


def sunflower(c: Canvas, x: float, base: float, h: float) -> None:
    c.line([(x, base), (x, base - h)], 8, LEAF)
    c.ellipse(x + 24, base - h * 0.45, 26, 11, LEAF)
    c.ellipse(x - 24, base - h * 0.62, 26, 11, LEAF)
    for angle in range(0, 360, 30):
        c.circle(x + 27 * cos(radians(angle)), base - h + 27 * sin(radians(angle)), 12, OCHRE)
    c.circle(x, base - h, 22, WOOD)


def lettuce(c: Canvas, x: float, base: float, r: float) -> None:
    light = mix(LEAF, OCHRE, 0.35)
    c.dome(x, base, r, r * 0.9, light)
    c.dome(x - r * 0.5, base, r * 0.5, r * 0.55, mix(light, PAPER, 0.2))
    c.dome(x + r * 0.5, base, r * 0.5, r * 0.55, mix(light, INK, 0.1))


def planks(c: Canvas, x: float, y: float, w: float, h: float, rows: int, fill: Colour = WOOD) -> None:
    for row in range(rows):
        c.rect(x, y + row * h / rows, w, h / rows - 6, mix(fill, PAPER, 0.16 * (row % 2)), 4)


def loaf(c: Canvas, x: float, y: float, w: float, h: float) -> None:
    crust = mix(OCHRE, BRICK, 0.25)
    c.rect(x, y, w, h, crust, h / 2)
    for cut in range(1, int(w / (h * 0.9))):
        left = x + cut * h * 0.9
        c.line(
            [(left - h * 0.12, y + h * 0.68), (left + h * 0.16, y + h * 0.3)], max(3, h * 0.1), mix(crust, PAPER, 0.6)
        )


def sheet(c: Canvas, x: float, y: float, w: float, fill: Colour = CREAM) -> None:
    """A paper lying on a table, with a few lines of writing."""
    c.poly([(x + w * 0.14, y), (x + w, y), (x + w * 0.86, y + w * 0.36), (x, y + w * 0.36)], fill)
    for i in (0.1, 0.18, 0.26):
        c.line([(x + w * 0.26, y + w * i), (x + w * 0.78, y + w * i)], 3, mix(fill, INK, 0.35))


def broom(c: Canvas, foot: Point, top: Point) -> None:
    c.line([foot, top], 9, WOOD)
    x, y = foot
    c.poly([(x - 18, y - 22), (x + 18, y - 22), (x + 44, y + 34), (x - 44, y + 34)], OCHRE)
    for dx in (-22, 0, 22):
        c.line([(x + dx * 0.6, y - 4), (x + dx, y + 30)], 4, mix(OCHRE, INK, 0.25))


def trolley(c: Canvas, x: float, base: float) -> None:
    """A shopping trolley bag."""
    c.line([(x + 40, base - 130), (x + 74, base - 190)], 8, INK)
    c.rect(x - 30, base - 150, 76, 132, BRICK, 14)
    c.rect(x - 30, base - 150, 76, 34, mix(BRICK, INK, 0.25), 14)
    c.rect(x - 16, base - 84, 48, 40, mix(BRICK, PAPER, 0.25), 6)
    for dx in (-14, 30):
        c.circle(x + dx, base - 14, 15, INK)


def pin(c: Canvas, x: float, y: float, r: float, fill: Colour = BRICK) -> None:
    """A map pin whose point is at (x, y)."""
    c.poly([(x - r * 0.86, y - r * 1.7), (x + r * 0.86, y - r * 1.7), (x, y)], fill)
    c.circle(x, y - r * 2.1, r, fill)
    c.circle(x, y - r * 2.1, r * 0.42, PAPER)


def speech(c: Canvas, x: float, y: float, w: float, h: float, fill: Colour, tail: int = 1) -> None:
    c.rect(x, y, w, h, fill, h * 0.4)
    foot = x + w * (0.3 if tail < 0 else 0.7)
    c.poly([(foot - 16, y + h - 4), (foot + 16, y + h - 4), (foot + tail * 26, y + h + 32)], fill)


def table(c: Canvas, x: float, y: float, rx: float, ry: float, fill: Colour = WOOD) -> None:
    c.ellipse(x, y + 24, rx, ry, mix(fill, INK, 0.35))
    c.ellipse(x, y, rx, ry, mix(fill, PAPER, 0.3))


# ---------------------------------------------------------------------------------------------- the scenes


def encombrants() -> Canvas:
    c = Canvas(mix(BRICK, PAPER, 0.55))
    for x in (60, 330, 870):
        window(c, x, 60, 150, 200, mix(SKY, PAPER, 0.1))
        c.rect(x - 20, 272, 190, 18, CREAM, 4)
    c.rect(600, 40, 180, 600, SLATE, 10)
    c.rect(622, 66, 136, 220, SKY, 6)
    c.circle(742, 380, 10, OCHRE)
    c.rect(0, 560, 600, 80, mix(BRICK, PAPER, 0.3))
    c.rect(780, 560, 420, 80, mix(BRICK, PAPER, 0.3))
    pavement(c)
    mattress(c, 60, 700, 190, 330)
    sofa(c, 250, 722, 470, LEAF)
    fridge(c, 770, 716, 170, 350)
    c.line([(1030, 716), (1030, 430)], 9, INK)
    c.ellipse(1030, 716, 48, 12, INK)
    c.poly([(990, 350), (1070, 350), (1110, 440), (950, 440)], OCHRE)
    return c


def jardin_partage() -> Canvas:
    c = outdoors()
    sun(c, 1010, 140)
    cloud(c, 130, 150)
    block(c, 60, 330, 430, mix(BRICK, PAPER, 0.15), 4, 4)
    c.rect(0, 610, WIDTH, 190, mix(LEAF, PAPER, 0.35))
    tree(c, 1090, 640, 380)
    person(c, 600, 690, 330, HAWA, 1, 0.3, left=(0.06, 0.3), right=(0.26, 0.22))
    watering_can(c, 715, 470)
    person(c, 960, 690, 350, BASILE, -0.6, 0, left=(-0.17, 0.24), right=(-0.1, 0.3))
    c.line([(872, 450), (868, 700)], 10, WOOD)
    c.poly([(846, 690), (890, 690), (886, 752), (868, 770), (850, 752)], SLATE)
    for x, w in ((80, 440), (690, 150)):
        raised_bed(c, x, 640, w)
    for x in (130, 210):
        plant(c, x, 644, 150, LEAF, BRICK)
    sunflower(c, 300, 644, 270)
    for x in (375, 430, 485):
        lettuce(c, x, 646, 34)
    for x in (725, 770, 812):
        lettuce(c, x, 646, 28)
    return c


def watering_can(c: Canvas, x: float, y: float) -> None:
    c.arc(x, y + 6, 44, 190, 350, 9, SLATE)
    c.rect(x - 44, y, 92, 78, SLATE, 10)
    c.poly([(x + 44, y + 60), (x + 44, y + 36), (x + 108, y - 8), (x + 116, y + 6)], SLATE)
    c.line([(x + 98, y - 12), (x + 122, y + 14)], 9, SLATE)
    for i in range(4):
        c.line([(x + 124 + i * 4, y + 24 + i * 30), (x + 127 + i * 4, y + 36 + i * 30)], 5, mix(SKY, INK, 0.12))


def raised_bed(c: Canvas, x: float, top: float, w: float) -> None:
    c.rect(x + 10, top - 8, w - 20, 30, mix(WOOD, INK, 0.5), 8)
    c.rect(x + 4, top + 10, w - 8, 88, mix(WOOD, INK, 0.55))
    planks(c, x, top + 10, w, 96, 3)
    for post in (x + 8, x + w - 24):
        c.rect(post, top, 16, 112, mix(WOOD, INK, 0.35), 3)


def gardien() -> Canvas:
    c = Canvas(mix(OCHRE, PAPER, 0.62))
    for x in (60, 940):
        for y in (40, 330):
            window(c, x, y, 170, 190, SKY)
            c.rect(x - 20, y + 200, 210, 18, CREAM, 4)
    c.rect(300, 150, 580, 490, mix(OCHRE, PAPER, 0.35))
    c.rect(270, 120, 640, 44, BRICK, 6)
    c.rect(370, 200, 200, 440, SLATE, 6)
    c.rect(394, 226, 152, 300, SKY, 6)
    c.rect(610, 200, 200, 440, SLATE, 6)
    c.rect(634, 226, 152, 300, SKY, 6)
    c.rect(548, 400, 10, 90, OCHRE, 5)
    c.rect(622, 400, 10, 90, OCHRE, 5)
    c.rect(835, 330, 30, 80, INK, 5)
    for y in (345, 367, 389):
        c.circle(850, y, 5, OCHRE)
    pavement(c)
    bush(c, 200, 660, 160)
    bush(c, 1010, 660, 160)
    person(c, 470, 720, 430, Look(TAN, INK, LEAF, NIGHT, "bun"), 0.8, 0, left=(-0.15, 0.22), right=(0.17, -0.2))
    broom(c, (340, 696), (388, 372))
    c.circle(366, 490, 17, TAN)
    person(
        c,
        800,
        720,
        400,
        Look(FAIR, mix(PAPER, INK, 0.35), mix(BRICK, PAPER, 0.12), SLATE, "bun"),
        -0.8,
        0.25,
        left=(-0.13, -0.12),
        right=(0.26, 0.3),
    )
    trolley(c, 868, 728)
    return c


def tri() -> Canvas:
    c = outdoors()
    block(c, 700, 400, 450, mix(OCHRE, PAPER, 0.3), 5, 4)
    tree(c, 130, 650, 430)
    pavement(c)
    for x, fill in ((380, LEAF), (620, OCHRE), (860, mix(SKY, INK, 0.3))):
        wheeled_bin(c, x, 726, 200, 300, fill)
    bottle(c, 480, 640, 130, CREAM)
    c.rect(675, 530, 90, 100, CREAM, 6)
    c.rect(675, 560, 90, 10, mix(OCHRE, INK, 0.2))
    c.rect(714, 530, 12, 100, mix(OCHRE, INK, 0.2))
    for i in range(3):
        c.poly(
            [
                (915 + i * 12, 540 + i * 26),
                (995 + i * 12, 530 + i * 26),
                (1000 + i * 10, 590 + i * 20),
                (918 + i * 10, 600 + i * 20),
            ],
            mix(CREAM, SLATE, 0.12 * i),
        )
    person(c, 280, 720, 440, AMEL, 1, 0.2, left=(0.04, 0.3), right=(0.31, -0.05))
    bottle(c, 462, 390, 96, mix(LEAF, PAPER, 0.3))
    return c


def cage_escalier() -> Canvas:
    c = Canvas(mix(OCHRE, PAPER, 0.7))
    c.rect(0, 0, WIDTH, 120, mix(OCHRE, PAPER, 0.55))
    c.rect(0, 440, 600, 220, mix(BRICK, PAPER, 0.5))
    c.line([(330, 0), (330, 90)], 6, INK)
    c.dome(330, 130, 62, 50, INK)
    c.ellipse(330, 132, 44, 13, OCHRE)
    letter_boxes(c, 90, 220)
    c.rect(0, 660, WIDTH, 140, STONE)
    for x in range(-40, WIDTH, 120):
        c.line([(x + 50, 664), (x - 20, 800)], 3, mix(STONE, PAPER, 0.5))
    for step in range(9):
        left, top = 560 + step * 74, 612 - step * 62
        c.rect(left, top, WIDTH - left, 700 - top, mix(PAPER, BRICK, 0.34 + 0.03 * (step % 2)))
        c.rect(left - 8, top - 4, 90, 14, WOOD)
    person(c, 820, 426, 330, GEORGES, -0.8, 0.15, left=(-0.12, 0.22), right=(0.05, 0.33))
    banister(c)
    person(c, 430, 730, 420, FANTA, 0.8, 0.2, left=(-0.06, 0.33), right=(0.17, -0.16))
    bag(c, 366, 560)
    return c


def letter_boxes(c: Canvas, x: float, y: float) -> None:
    c.rect(x - 12, y - 12, 364, 184, WOOD, 6)
    for row in range(2):
        for column in range(4):
            left, top = x + column * 86, y + row * 82
            c.rect(left, top, 78, 74, SLATE, 4)
            c.rect(left + 14, top + 14, 50, 8, INK, 3)
            c.circle(left + 62, top + 54, 5, OCHRE)
    c.poly([(x + 100, y - 6), (x + 142, y - 26), (x + 152, y + 4), (x + 112, y + 20)], CREAM)


def banister(c: Canvas) -> None:
    for step in range(9):
        left, top = 580 + step * 74, 612 - step * 62
        c.line([(left, top), (left, top - 150)], 7, INK)
    c.line([(560, 476), (1220, -78)], 16, WOOD)
    c.circle(562, 474, 18, WOOD)


def bag(c: Canvas, x: float, y: float) -> None:
    c.arc(x + 34, y + 4, 24, 180, 360, 7, WOOD)
    c.rect(x - 6, y, 82, 96, LEAF, 10)
    c.rect(x - 6, y, 82, 22, mix(LEAF, INK, 0.2), 8)


def diagnostic_en_marchant() -> Canvas:
    c = outdoors()
    sun(c, 180, 150)
    block(c, 40, 300, 400, mix(SKY, INK, 0.12), 4, 4)
    house(c, 420, 250, 330, mix(BRICK, PAPER, 0.1), SLATE, 3, 3)
    block(c, 720, 440, 470, mix(OCHRE, PAPER, 0.25), 6, 4)
    pavement(c)
    lamp_post(c, 1090, 700, 420)
    tree(c, 90, 690, 300)
    person(c, 330, 716, 380, GEORGES, 1, 0.7, left=(-0.08, 0.3), right=(0.16, 0.22))
    person(c, 500, 724, 350, EMNA, 1, 0.6, left=(-0.05, 0.31), right=(0.1, 0.28))
    person(c, 690, 718, 390, CLAIRE, 1, 0.7, left=(0.14, 0.19), right=(0.13, 0.16))
    c.poly([(726, 458), (800, 436), (824, 512), (750, 534)], CREAM)
    c.line([(748, 474), (796, 460)], 5, SLATE)
    c.line([(756, 496), (802, 482)], 5, SLATE)
    c.line([(786, 500), (802, 440)], 7, BRICK)
    person(c, 920, 716, 400, BASILE, 0.9, 0.6, left=(-0.06, 0.31), right=(0.24, -0.14))
    return c


def reunion() -> Canvas:
    c = Canvas(mix(SKY, PAPER, 0.55))
    for x in (90, 870):
        c.rect(x - 10, 60, 260, 280, CREAM, 4)
        c.rect(x, 70, 240, 260, SKY)
    block(c, 900, 80, 180, mix(BRICK, PAPER, 0.2), 2, 4, base=330)
    block(c, 1000, 90, 130, mix(OCHRE, PAPER, 0.2), 2, 3, base=330)
    tree(c, 190, 330, 190)
    for x in (90, 870):
        c.rect(x + 116, 60, 8, 280, CREAM)
    speech(c, 405, 60, 170, 92, PAPER, -1)
    speech(c, 620, 90, 190, 92, OCHRE, 1)
    for i in range(3):
        c.circle(455 + i * 36, 106, 9, SLATE)
    c.rect(0, 600, WIDTH, 200, mix(WOOD, PAPER, 0.62))
    for x, look, facing in ((300, FANTA, 0.7), (500, DIEGO, 0.5), (700, EMNA, -0.4), (900, GEORGES, -0.7)):
        bust(c, x, 520, 56, look, facing)
    table(c, 600, 590, 520, 130)
    for x, y in ((320, 540), (500, 525), (720, 532), (880, 548)):
        sheet(c, x - 50, y, 120)
    laptop(c, 600, 590)
    c.rect(430, 596, 34, 40, BRICK, 8)
    c.rect(790, 600, 34, 40, LEAF, 8)
    from_behind(c, 270, 560, 66, AMEL)
    from_behind(c, 930, 565, 66, BASILE)
    return c


def laptop(c: Canvas, x: float, y: float) -> None:
    c.poly([(x - 78, y - 60), (x + 78, y - 60), (x + 66, y + 28), (x - 66, y + 28)], SLATE)
    c.poly([(x - 66, y + 28), (x + 66, y + 28), (x + 82, y + 52), (x - 82, y + 52)], mix(SLATE, PAPER, 0.3))
    c.circle(x, y - 18, 9, mix(SLATE, PAPER, 0.5))


def formation() -> Canvas:
    c = Canvas(mix(OCHRE, PAPER, 0.72))
    c.rect(0, 620, WIDTH, 180, mix(WOOD, PAPER, 0.55))
    c.rect(340, 70, 560, 340, WOOD, 10)
    c.rect(358, 88, 524, 304, CREAM, 4)
    for x, h, fill in ((420, 90, LEAF), (480, 140, OCHRE), (540, 190, BRICK)):
        c.rect(x, 350 - h, 42, h, fill, 4)
    c.line([(400, 352), (610, 352)], 6, INK)
    c.circle(740, 210, 64, SKY)
    for x, y, fill in ((670, 300, BRICK), (740, 330, LEAF), (810, 300, OCHRE)):
        c.line([(740, 210), (x, y)], 6, SLATE)
        c.circle(x, y, 24, fill)
    c.circle(740, 210, 36, SLATE)
    person(c, 955, 650, 440, CLAIRE, -0.8, 0, left=(-0.22, -0.1), right=(0.05, 0.32))
    tree_pot(c, 170, 650)
    seats = ((140, 570, DIEGO), (360, 600, HAWA), (600, 610, GEORGES), (840, 600, AMEL), (1060, 575, BASILE))
    for x, y, look in seats:
        from_behind(c, x, y, 58, look)
    return c


def tree_pot(c: Canvas, x: float, base: float) -> None:
    for dx, dy in ((-60, -250), (60, -240), (-30, -310), (34, -320), (0, -220)):
        c.line([(x, base - 110), (x + dx, base + dy)], 6, mix(LEAF, INK, 0.2))
        c.ellipse(x + dx, base + dy, 34, 50, LEAF)
    c.poly([(x - 60, base - 120), (x + 60, base - 120), (x + 44, base), (x - 44, base)], BRICK)


def marche_exploratoire() -> Canvas:
    c = Canvas(mix(NIGHT, SKY, 0.22))
    c.circle(200, 130, 54, CREAM)
    c.circle(224, 116, 48, mix(NIGHT, SKY, 0.22))
    for x, y in ((380, 90), (520, 160), (90, 260), (720, 70), (900, 150), (1120, 90)):
        c.circle(x, y, 4, CREAM)
    skyline(c, fill=mix(NIGHT, SKY, 0.1))
    dark = [OCHRE, NIGHT, NIGHT, mix(OCHRE, PAPER, 0.3), NIGHT]
    block(c, 30, 320, 380, mix(SLATE, INK, 0.35), 4, 4, glass=dark)
    block(c, 960, 230, 430, mix(BRICK, INK, 0.5), 3, 5, glass=dark[::-1])
    pavement(c, fill=mix(STONE, NIGHT, 0.62))
    glow = mix(mix(NIGHT, SKY, 0.22), OCHRE, 0.3)
    c.poly([(774, 262), (838, 262), (1010, 660), (600, 660)], glow)
    c.ellipse(805, 668, 250, 34, mix(STONE, OCHRE, 0.4))
    lamp_post(c, 742, 676, 420, mix(OCHRE, PAPER, 0.4))
    person(c, 420, 720, 380, IRIS, 1, 0.6, left=(-0.06, 0.31), right=(0.1, 0.29))
    person(c, 600, 726, 400, Look(DARK, INK, OCHRE, BRICK, "bun"), 1, 0.5, left=(-0.08, 0.3), right=(0.22, -0.12))
    person(
        c,
        790,
        720,
        375,
        Look(TAN, SKY, mix(LEAF, PAPER, 0.25), INK, "scarf"),
        1,
        0.6,
        left=(-0.05, 0.31),
        right=(0.12, 0.24),
    )
    c.rect(842, 500, 56, 74, CREAM, 4)
    return c


def huche_a_pain() -> Canvas:
    c = outdoors()
    house(c, 60, 260, 330, mix(BRICK, PAPER, 0.2), SLATE, 3, 3)
    tree(c, 1080, 660, 420)
    c.rect(0, 620, WIDTH, 60, mix(LEAF, PAPER, 0.35))
    pavement(c)
    for x in (560, 800):
        c.rect(x, 480, 24, 240, WOOD)
    c.poly([(480, 250), (690, 160), (904, 250)], BRICK)
    c.rect(510, 250, 364, 260, WOOD, 8)
    c.rect(534, 274, 316, 212, mix(PAPER, SKY, 0.35), 4)
    for y, w in ((300, 250), (336, 280)):
        loaf(c, 552, y, w, 28)
    c.rect(534, 376, 316, 10, WOOD)
    for x in (556, 660, 758):
        loaf(c, x, 414, 84, 56)
    c.rect(534, 470, 316, 16, WOOD)
    c.rect(676, 274, 12, 212, WOOD)
    person(c, 360, 720, 440, DIEGO, 1, 0.2, left=(0.06, 0.29), right=(0.27, 0.02))
    loaf(c, 478, 386, 140, 30)
    c.circle(520, 396, 15, FAIR)
    pigeon(c, 960, 730, -1)
    pigeon(c, 1060, 738, -1)
    return c


def jeu() -> Canvas:
    c = outdoors()
    cloud(c, 160, 120)
    tree(c, 80, 620, 470)
    tree(c, 1120, 620, 440)
    bunting(c)
    c.rect(0, 600, WIDTH, 200, mix(LEAF, PAPER, 0.35))
    for x, look, facing in ((300, AMEL, 0.7), (905, GEORGES, -0.7)):
        bust(c, x, 520, 58, look, facing)
    for x, look, facing in (
        (470, Look(DARK, INK, OCHRE), 0.5),
        (620, Look(FAIR, WOOD, BRICK, style="bun"), -0.3),
        (760, Look(TAN, INK, SKY), -0.5),
    ):
        bust(c, x, 520, 44, look, facing)
    table(c, 600, 600, 500, 140)
    board(c)
    dice(c, 880, 566)
    dice(c, 352, 556)
    from_behind(c, 250, 600, 56, HAWA)
    from_behind(c, 960, 606, 56, BASILE)
    return c


def bunting(c: Canvas) -> None:
    points = [(x, 90 + 90 * (1 - ((x - 600) / 600) ** 2)) for x in range(0, 1201, 20)]
    c.line(points, 4, INK)
    for i, fill in zip(range(1, 12), (BRICK, OCHRE, LEAF, SKY) * 3, strict=False):
        x, y = points[i * 5]
        c.poly([(x - 30, y), (x + 30, y), (x, y + 58)], fill)


def board(c: Canvas) -> None:
    """A board game, lying flat: a path of squares around a park, and its pawns."""
    c.poly([(420, 540), (780, 540), (850, 680), (350, 680)], CREAM)
    fills = (BRICK, OCHRE, LEAF, SKY)
    for i in range(7):
        c.poly([(430 + i * 50, 548), (472 + i * 50, 548), (471 + i * 50.5, 570), (425 + i * 51, 570)], fills[i % 4])
        c.poly([(376 + i * 65, 644), (432 + i * 65, 644), (430 + i * 66, 672), (366 + i * 67, 672)], fills[(i + 2) % 4])
    c.ellipse(600, 606, 120, 24, mix(LEAF, PAPER, 0.3))
    for x, y, fill in ((520, 610, BRICK), (700, 600, SLATE), (620, 660, OCHRE)):
        c.poly([(x - 16, y), (x + 16, y), (x, y - 50)], mix(fill, INK, 0.2))
        c.circle(x, y - 50, 13, fill)


def dice(c: Canvas, x: float, y: float) -> None:
    c.rect(x - 22, y - 22, 44, 44, CREAM, 9)
    for dx, dy in ((-10, -10), (0, 0), (10, 10)):
        c.circle(x + dx, y + dy, 5, INK)


def carte() -> Canvas:
    c = Canvas(mix(BRICK, PAPER, 0.72))
    c.poly(
        [(80, 96), (420, 56), (780, 96), (1120, 56), (1120, 700), (780, 740), (420, 700), (80, 740)],
        mix(STONE, INK, 0.2),
    )
    c.poly([(80, 80), (420, 40), (780, 80), (1120, 40), (1120, 684), (780, 724), (420, 684), (80, 724)], CREAM)
    river = [(80, 560), (260, 520), (420, 540), (600, 600), (780, 580), (950, 520), (1120, 540)]
    c.line(river[1:-1], 62, SKY)
    c.poly([(80, 530), (260, 489), (260, 551), (80, 592)], SKY)
    c.poly([(950, 489), (1120, 509), (1120, 571), (950, 551)], SKY)
    for fill, blocks in MAP_BLOCKS.items():
        for x, y, w, h in blocks:
            c.rect(x, y, w, h, fill, 8)
    c.rect(450, 330, 280, 170, mix(LEAF, PAPER, 0.35), 30)
    for x, y in ((490, 370), (550, 420), (500, 450), (620, 370), (690, 390), (670, 450), (590, 470)):
        c.circle(x, y, 22, LEAF)
    for share in range(9):
        c.circle(270 + share * 66, 640 - share * 8 - (share % 2) * 6, 7, BRICK)
    for left, right, tone in ((420, 780, 0.1),):
        fold(c, left, right, tone)
    pin(c, 880, 460, 62)
    pin(c, 300, 320, 40, LEAF)
    pin(c, 620, 300, 34, OCHRE)
    return c


MAP_BLOCKS: dict[Colour, tuple[tuple[int, int, int, int], ...]] = {
    mix(OCHRE, PAPER, 0.25): ((120, 130, 130, 110), (470, 120, 110, 80), (840, 150, 90, 120), (960, 330, 120, 110)),
    mix(BRICK, PAPER, 0.3): ((270, 120, 120, 140), (620, 130, 120, 140), (960, 110, 120, 80), (130, 380, 110, 90)),
    mix(SKY, INK, 0.15): ((120, 270, 130, 80), (470, 230, 110, 60), (960, 220, 120, 80), (270, 380, 120, 80)),
    mix(OCHRE, INK, 0.15): ((840, 610, 110, 70), (130, 630, 100, 60), (470, 640, 120, 36), (980, 600, 100, 60)),
}


def fold(c: Canvas, left: float, right: float, tone: float) -> None:
    """Darkens one panel of the folded map."""
    shade = Image.new("L", c.image.size, 0)
    panel = [(left, 40), (right, 80), (right, 724), (left, 684)]
    ImageDraw.Draw(shade).polygon([(x * SCALE, y * SCALE) for x, y in panel], round(255 * tone))
    c.image.paste(Image.new("RGB", c.image.size, INK), mask=shade)


def compost() -> Canvas:
    c = outdoors()
    sun(c, 160, 140)
    block(c, 800, 340, 440, mix(OCHRE, PAPER, 0.25), 4, 4)
    c.rect(0, 610, WIDTH, 190, mix(LEAF, PAPER, 0.35))
    tree(c, 90, 650, 380)
    c.dome(640, 450, 150, 60, mix(WOOD, INK, 0.45))
    for x, y, fill in ((560, 418, LEAF), (620, 402, OCHRE), (690, 404, BRICK), (730, 420, mix(LEAF, OCHRE, 0.4))):
        c.ellipse(x, y, 30, 14, fill)
    c.rect(480, 446, 320, 276, mix(WOOD, INK, 0.55))
    planks(c, 480, 446, 320, 280, 5)
    for x in (472, 780):
        c.rect(x, 420, 28, 316, mix(WOOD, INK, 0.35), 4)
    person(c, 330, 726, 430, EMNA, 1, 0.2, left=(0.18, 0.1), right=(0.2, 0.04))
    c.poly([(430, 400), (500, 350), (546, 412), (488, 462)], SKY)
    c.ellipse(522, 382, 18, 42, mix(SKY, INK, 0.25))
    for x, y, fill in ((566, 384, LEAF), (584, 410, BRICK), (560, 420, OCHRE)):
        c.ellipse(x, y, 16, 8, fill)
    wheeled_bin(c, 900, 736, 150, 230, mix(BRICK, INK, 0.45))
    leaf_sign(c, 975, 620)
    for x in (1090, 1140):
        sunflower(c, x, 740, 200 + (x - 1090))
    return c


def leaf_sign(c: Canvas, x: float, y: float) -> None:
    c.ellipse(x - 18, y - 6, 30, 17, mix(LEAF, PAPER, 0.3))
    c.ellipse(x + 18, y - 24, 30, 17, mix(LEAF, PAPER, 0.3))
    c.line([(x, y + 34), (x, y - 20)], 6, mix(LEAF, PAPER, 0.3))


def copropriete() -> Canvas:
    c = outdoors()
    cloud(c, 560, 130)
    house(c, 60, 360, 430, mix(BRICK, PAPER, 0.1), SLATE, 4, 4)
    modern_block(c, 780, 350, 520)
    c.rect(0, 630, WIDTH, 60, mix(LEAF, PAPER, 0.35))
    pavement(c, 680)
    tree(c, 600, 690, 400)
    for x in (240, 1055):
        c.poly([(x - 28, 640), (x + 28, 640), (x + 56, 684), (x - 56, 684)], STONE)
    bush(c, 480, 690, 90)
    bush(c, 730, 690, 90)
    bench(c, 530, 726, 150, OCHRE)
    person(c, 400, 738, 220, CLAIRE, 0.8, 0.4)
    person(c, 800, 738, 230, BASILE, -0.8, 0.4)
    return c


def modern_block(c: Canvas, x: float, w: float, h: float) -> None:
    """A recent building, with balconies."""
    wall = mix(PAPER, OCHRE, 0.35)
    c.rect(x, 640 - h, w, h, wall)
    c.rect(x, 640 - h, 90, h, SLATE)
    for floor in range(4):
        y = 640 - h + 40 + floor * 116
        window(c, x + 22, y, 46, 70, SKY)
        for left in (120, 240)[: 1 if floor == 3 else 2]:
            c.rect(x + left, y, 90, 80, SKY, 2)
            c.rect(x + left + 43, y, 4, 80, CREAM)
            c.rect(x + left - 10, y + 50, 110, 38, mix(BRICK, PAPER, 0.1), 4)
        bush(c, x + 165 + (floor % 2) * 120 * (floor < 3), y + 52, 60)
    c.rect(x + 235, 640 - 96, 80, 96, SLATE, 4)
    c.rect(x + 247, 640 - 84, 56, 56, SKY, 3)


def chantier_educatif() -> Canvas:
    c = outdoors()
    sun(c, 1040, 130)
    block(c, 60, 400, 420, mix(OCHRE, PAPER, 0.3), 5, 4)
    c.rect(0, 620, WIDTH, 60, mix(LEAF, PAPER, 0.35))
    pavement(c, 670)
    bench(c, 300, 730, 330, BRICK)
    c.rect(300, 610, 150, 18, OCHRE, 6)
    c.rect(300, 636, 110, 18, OCHRE, 6)
    person(c, 205, 736, 370, Look(DARK, INK, mix(SKY, INK, 0.15), SLATE), 1, 0.3, left=(0.12, 0.22), right=(0.19, 0.13))
    brush(c, (308, 510), (390, 606))
    person(c, 735, 736, 350, Look(FAIR, BRICK, LEAF, SLATE, "long"), -1, 0.3, left=(-0.2, 0.16), right=(0.04, 0.32))
    brush(c, (634, 530), (560, 606))
    paint_pot(c, 465, 744, OCHRE)
    person(
        c,
        1090,
        736,
        420,
        Look(TAN, mix(PAPER, INK, 0.4), OCHRE, NIGHT),
        -0.9,
        0.2,
        left=(-0.1, 0.1),
        right=(-0.24, 0.24),
    )
    c.line([(1012, 520), (1012, 730)], 9, WOOD)
    c.dome(890, 742, 80, 26, WOOD)
    tree(c, 890, 724, 280)
    c.poly([(992, 700), (1032, 700), (1026, 752), (1012, 766), (998, 752)], SLATE)
    return c


def brush(c: Canvas, hand: Point, tip: Point) -> None:
    c.line([hand, tip], 8, WOOD)
    c.line([tip, (tip[0] + (tip[0] - hand[0]) * 0.12, tip[1] + 14)], 20, OCHRE)


def paint_pot(c: Canvas, x: float, base: float, fill: Colour) -> None:
    c.arc(x, base - 62, 36, 180, 360, 5, INK)
    c.rect(x - 38, base - 66, 76, 66, mix(PAPER, INK, 0.25), 6)
    c.ellipse(x, base - 64, 38, 11, fill)
    c.rect(x - 20, base - 60, 18, 34, fill, 8)


def affiche() -> Canvas:
    c = Canvas(mix(BRICK, PAPER, 0.22))
    mortar = mix(BRICK, PAPER, 0.42)
    for row in range(11):
        c.rect(0, row * 60, WIDTH, 5, mortar)
        for x in range(-60 * (row % 2), WIDTH, 120):
            c.rect(x, row * 60, 5, 60, mortar)
    pavement(c)
    poster(c, 130, 110, mix(SKY, PAPER, 0.2))
    tree(c, 270, 440, 270)
    poster(c, 640, 110, CREAM)
    sofa(c, 690, 360, 180, LEAF)
    c.circle(780, 200, 38, OCHRE)
    c.line([(780, 200), (780, 176)], 6, INK)
    c.line([(780, 200), (796, 208)], 6, INK)
    for y in (400, 428):
        c.line([(700, y), (860, y)], 8, mix(CREAM, INK, 0.35))
    person(c, 1010, 726, 480, FANTA, -1, 0.2, left=(-0.2, -0.13), right=(0.05, 0.32))
    c.line([(866, 300), (1000, 372)], 10, WOOD)
    c.rect(840, 270, 40, 62, SLATE, 6)
    c.circle(873, 303, 18, DARK)
    paint_pot(c, 1110, 738, CREAM)
    return c


def poster(c: Canvas, x: float, y: float, fill: Colour) -> None:
    c.rect(x + 8, y + 10, 280, 380, mix(BRICK, INK, 0.3))
    c.rect(x, y, 280, 380, fill)


def smartphone() -> Canvas:
    c = outdoors()
    block(c, 40, 260, 400, mix(BRICK, PAPER, 0.25), 3, 4)
    block(c, 890, 280, 450, mix(OCHRE, PAPER, 0.3), 4, 4)
    tree(c, 800, 650, 330)
    pavement(c)
    c.poly([(500, 800), (480, 560), (760, 560), (790, 800)], LEAF)
    c.rect(456, 430, 330, 250, TAN, 70)
    c.rect(420, 70, 330, 590, INK, 44)
    c.rect(438, 96, 294, 538, CREAM, 26)
    phone_map(c)
    c.rect(552, 78, 66, 10, SLATE, 5)
    for i in range(4):
        c.rect(716, 430 + i * 56, 96, 48, mix(TAN, INK, 0.03 * i), 24)
    c.line([(470, 640), (400, 560), (412, 470)], 58, TAN)
    return c


def phone_map(c: Canvas) -> None:
    for x, y, w, h, fill in (
        (452, 112, 90, 110, mix(OCHRE, PAPER, 0.25)),
        (562, 112, 156, 80, mix(BRICK, PAPER, 0.35)),
        (452, 246, 90, 130, mix(LEAF, PAPER, 0.35)),
        (562, 216, 156, 160, mix(SKY, PAPER, 0.15)),
        (452, 402, 150, 84, mix(BRICK, PAPER, 0.35)),
        (624, 402, 94, 84, mix(OCHRE, PAPER, 0.25)),
    ):
        c.rect(x, y, w, h, fill, 8)
    for x, y in ((475, 280), (515, 330), (480, 350)):
        c.circle(x, y, 15, LEAF)
    c.rect(462, 520, 246, 96, mix(CREAM, SKY, 0.35), 16)
    c.circle(506, 568, 26, LEAF)
    c.line([(495, 568), (503, 578), (519, 558)], 7, CREAM)
    c.line([(554, 556), (684, 556)], 9, SLATE)
    c.line([(554, 582), (640, 582)], 9, mix(SLATE, PAPER, 0.4))
    pin(c, 612, 392, 46)


def parc() -> Canvas:
    c = outdoors()
    sun(c, 930, 150, 80)
    cloud(c, 620, 150)
    block(c, 90, 150, 420, mix(SKY, INK, 0.08), 3, 5, base=520)
    block(c, 260, 260, 330, mix(BRICK, PAPER, 0.3), 4, 4, base=520)
    block(c, 1000, 160, 360, mix(OCHRE, PAPER, 0.35), 3, 4, base=520)
    c.dome(860, 560, 420, 150, mix(LEAF, PAPER, 0.25))
    c.rect(0, 510, WIDTH, 290, mix(LEAF, PAPER, 0.4))
    for x, h in ((560, 200), (650, 250), (1140, 240)):
        tree(c, x, 550, h)
    c.ellipse(700, 660, 460, 92, mix(SKY, PAPER, 0.15))
    c.ellipse(720, 668, 380, 66, SKY)
    for x, y, w in ((560, 650, 90), (760, 690, 120), (880, 640, 70)):
        c.line([(x, y), (x + w, y)], 5, mix(SKY, PAPER, 0.6))
    duck(c, 700, 662)
    duck(c, 800, 650)
    willow(c, 220, 680)
    bench(c, 960, 770, 190, BRICK)
    return c


def willow(c: Canvas, x: float, base: float) -> None:
    c.line([(x, base), (x + 12, base - 220), (x - 10, base - 360)], 34, WOOD)
    crown, strands = base - 330, 25
    for dx, dy, r in ((-95, -10, 90), (95, -10, 90), (0, -70, 110)):
        c.circle(x + dx, crown + dy, r, mix(LEAF, OCHRE, 0.12))
    for i in range(strands):
        share = i / (strands - 1) * 2 - 1
        top = (x + 180 * share, crown - 120 * (1 - share * share))
        length = 300 - 40 * (i % 3) - (150 if abs(share) < 0.2 else 0)
        middle = (top[0] + 34 * share, top[1] + length * 0.4)
        foot = (top[0] + 38 * share, crown + length - 60)
        c.line([top, middle, foot], 20, mix(LEAF, OCHRE, (0.05, 0.18, 0.3)[i % 3]))


def duck(c: Canvas, x: float, y: float) -> None:
    c.dome(x, y + 8, 32, -1 * -24, CREAM)
    c.ellipse(x, y + 6, 32, 13, CREAM)
    c.circle(x + 26, y - 20, 13, LEAF)
    c.poly([(x + 36, y - 24), (x + 56, y - 17), (x + 36, y - 12)], OCHRE)


def conference() -> Canvas:
    c = Canvas(mix(NIGHT, SKY, 0.3))
    for x in (0, 1040):
        for fold_x in range(0, 160, 40):
            c.rect(x + fold_x, 0, 40, 640, mix(BRICK, INK, 0.1 + 0.12 * (fold_x // 40 % 2)))
    c.rect(230, 60, 520, 330, CREAM, 6)
    c.circle(650, 130, 34, OCHRE)
    for x, w, h, fill in ((280, 100, 150, BRICK), (390, 80, 210, SLATE), (480, 110, 120, OCHRE)):
        c.rect(x, 340 - h, w, h, fill)
        windows(c, x + 4, 346 - h, w - 8, h - 16, 3, 3, [CREAM])
    tree(c, 650, 340, 170)
    c.rect(260, 340, 460, 12, LEAF)
    c.rect(0, 600, WIDTH, 200, mix(WOOD, INK, 0.35))
    person(c, 905, 640, 400, IRIS, -0.7, 0, left=(-0.26, -0.06), right=(0.14, 0.16))
    c.poly([(850, 440), (1000, 420), (980, 640), (880, 640)], WOOD)
    c.poly([(838, 430), (1012, 404), (1012, 426), (842, 452)], mix(WOOD, PAPER, 0.25))
    c.line([(950, 424), (930, 372)], 5, INK)
    c.circle(928, 368, 9, INK)
    people = (AMEL, BASILE, CLAIRE, GEORGES, HAWA, DIEGO, FANTA)
    for i, look in enumerate(people):
        from_behind(c, 60 + i * 180, 690 - (i % 2) * 22, 52, look)
    return c


def micro() -> Canvas:
    c = outdoors()
    house(c, 40, 240, 320, mix(BRICK, PAPER, 0.15), SLATE, 3, 3)
    block(c, 310, 220, 440, mix(OCHRE, PAPER, 0.3), 3, 4)
    block(c, 890, 260, 400, mix(SKY, INK, 0.1), 3, 4)
    tree(c, 820, 650, 320)
    pavement(c)
    for radius, fill in ((230, mix(PAPER, OCHRE, 0.55)), (180, mix(PAPER, OCHRE, 0.85))):
        c.arc(644, 266, radius, 205, 250, 14, fill)
        c.arc(644, 266, radius, 290, 335, 14, fill)
    c.poly([(600, 390), (690, 390), (668, 720), (626, 720)], INK)
    c.rect(586, 356, 116, 46, SLATE, 12)
    c.circle(644, 266, 118, NIGHT)
    for i in range(-2, 3):
        half = (118**2 - (i * 40) ** 2) ** 0.5 * 0.92
        c.line([(644 + i * 40, 266 - half), (644 + i * 40, 266 + half)], 4, SLATE)
        c.line([(644 - half, 266 + i * 40), (644 + half, 266 + i * 40)], 4, SLATE)
    c.rect(560, 424, 176, 92, BRICK, 12)
    c.circle(648, 470, 26, PAPER)
    c.poly([(590, 800), (560, 600), (730, 600), (770, 800)], OCHRE)
    c.rect(548, 548, 200, 130, BROWN, 56)
    for i in range(4):
        c.rect(688, 536 + i * 36, 78, 32, mix(BROWN, PAPER, 0.04 * i), 16)
    c.line([(574, 620), (612, 556)], 46, BROWN)
    return c


def livre() -> Canvas:
    c = Canvas(mix(LEAF, PAPER, 0.72))
    c.circle(600, 380, 330, mix(SKY, PAPER, 0.35))
    sun(c, 770, 180, 56)
    c.rect(0, 680, WIDTH, 120, mix(WOOD, PAPER, 0.45))
    c.poly([(130, 560), (600, 620), (1070, 560), (1120, 706), (600, 760), (80, 706)], BRICK)
    c.poly([(150, 540), (600, 600), (600, 740), (104, 690)], CREAM)
    c.poly([(1050, 540), (600, 600), (600, 740), (1096, 690)], mix(CREAM, INK, 0.07))
    for i in range(3):
        c.line([(200 - i * 10, 600 + i * 30), (520, 640 + i * 30)], 6, mix(CREAM, INK, 0.25))
        c.line([(680, 640 + i * 30), (1000 + i * 10, 600 + i * 30)], 6, mix(CREAM, INK, 0.3))
    house(c, 300, 130, 190, BRICK, SLATE, 2, 2, base=586)
    block(c, 450, 130, 280, mix(OCHRE, PAPER, 0.1), 2, 3, base=600)
    tree(c, 640, 606, 290)
    house(c, 700, 140, 210, mix(SKY, INK, 0.25), BRICK, 2, 2, base=596)
    tree(c, 900, 580, 230)
    tree(c, 240, 566, 170)
    for x, y, angle in ((330, 200, 20), (470, 130, -25), (560, 70, 15), (860, 120, -15), (930, 250, 25)):
        flying_sheet(c, x, y, angle)
    return c


def flying_sheet(c: Canvas, x: float, y: float, angle: float) -> None:
    a, w, h = radians(angle), 34, 44
    corners = ((-w, -h), (w, -h), (w, h), (-w, h))
    c.poly([(x + dx * cos(a) - dy * sin(a), y + dx * sin(a) + dy * cos(a)) for dx, dy in corners], CREAM)
    for dy in (-18, 0, 18):
        ends = ((-18, dy), (18, dy))
        c.line(
            [(x + dx * cos(a) - d * sin(a), y + dx * sin(a) + d * cos(a)) for dx, d in ends], 4, mix(CREAM, INK, 0.3)
        )


def quartier() -> Canvas:
    c = Canvas(mix(OCHRE, PAPER, 0.5))
    for i in range(6):
        c.rect(0, i * 60, WIDTH, 60, mix(mix(SKY, INK, 0.12), mix(OCHRE, PAPER, 0.45), i / 6))
    c.circle(860, 330, 90, mix(OCHRE, BRICK, 0.25))
    skyline(c, fill=mix(mix(OCHRE, PAPER, 0.4), SLATE, 0.35))
    lit = [OCHRE, NIGHT, mix(OCHRE, PAPER, 0.35), NIGHT, NIGHT, OCHRE, NIGHT]
    house(c, 20, 200, 300, mix(BRICK, INK, 0.15), NIGHT, 2, 3, glass=lit)
    block(c, 236, 190, 440, mix(OCHRE, INK, 0.2), 3, 4, glass=lit[1:])
    house(c, 442, 210, 340, mix(SKY, INK, 0.35), mix(BRICK, INK, 0.2), 3, 3, glass=lit[2:])
    block(c, 668, 150, 290, mix(BRICK, PAPER, 0.05), 2, 3, glass=lit)
    house(c, 834, 180, 380, mix(OCHRE, BRICK, 0.3), NIGHT, 3, 4, glass=lit[3:])
    block(c, 1030, 160, 470, mix(LEAF, INK, 0.25), 2, 5, glass=lit[1:])
    pavement(c, fill=mix(STONE, SLATE, 0.3))
    for x, h in ((130, 220), (660, 250), (1010, 210)):
        tree(c, x, 706, h, mix(LEAF, INK, 0.25))
    lamp_post(c, 400, 706, 300, mix(OCHRE, PAPER, 0.4))
    person(c, 830, 720, 150, CLAIRE, -1, 0.6)
    person(c, 890, 720, 160, BASILE, -1, 0.6)
    return c


SCENES: dict[str, Callable[[], Canvas]] = {
    "encombrants": encombrants,
    "jardin-partage": jardin_partage,
    "gardien": gardien,
    "tri": tri,
    "cage-escalier": cage_escalier,
    "diagnostic-en-marchant": diagnostic_en_marchant,
    "reunion": reunion,
    "formation": formation,
    "marche-exploratoire": marche_exploratoire,
    "huche-a-pain": huche_a_pain,
    "jeu": jeu,
    "carte": carte,
    "compost": compost,
    "copropriete": copropriete,
    "chantier-educatif": chantier_educatif,
    "affiche": affiche,
    "smartphone": smartphone,
    "parc": parc,
    "conference": conference,
    "micro": micro,
    "livre": livre,
    "quartier": quartier,
}


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, draw in SCENES.items():
        draw().save(name)
    print(f"{len(SCENES)} illustrations in {FOLDER}")


if __name__ == "__main__":
    main()

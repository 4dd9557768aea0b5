"""Pictures for the demo town: calm landscapes drawn by arithmetic, the same ones every time. No downloads.

They go through the same upload as a resident's photo, so that the code for photos has something to work on.
"""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from math import pi, sin
from random import Random

from PIL import Image, ImageDraw

WIDTH, HEIGHT = 2400, 1600  # drawn twice as large as kept, so that edges come out smooth
QUALITY = 85
Colour = tuple[int, int, int]
Layer = Callable[[ImageDraw.ImageDraw, Random, Colour, float], None]


@dataclass(frozen=True)
class Palette:
    """A sky from top to bottom, and the colours of what lies before it, from far to near."""

    top: Colour
    bottom: Colour
    layers: tuple[Colour, ...]


PALETTES = (
    Palette((214, 228, 240), (247, 240, 228), ((158, 184, 178), (116, 153, 142), (76, 117, 105), (47, 82, 74))),
    Palette((233, 224, 238), (250, 236, 222), ((190, 178, 204), (148, 138, 176), (104, 101, 146), (66, 70, 112))),
    Palette((206, 226, 244), (240, 246, 250), ((150, 186, 214), (104, 150, 190), (64, 112, 160), (38, 78, 122))),
    Palette((250, 233, 208), (253, 246, 232), ((226, 190, 148), (200, 150, 108), (160, 110, 80), (112, 76, 60))),
)


def draw(name: str) -> bytes:
    """A JPEG of 1200 by 800 pixels that belongs to this name."""
    chance = Random(name)  # noqa: S311 - a picture, not a secret
    palette = chance.choice(PALETTES)
    picture = _sky(palette)
    canvas = ImageDraw.Draw(picture)
    _sun(canvas, chance, palette.bottom)
    layer = chance.choice((_hills, _roofs, _trees))
    for place, colour in enumerate(palette.layers):
        layer(canvas, chance, colour, 0.42 + 0.14 * place)
    out = BytesIO()
    picture.reduce(2).save(out, "JPEG", quality=QUALITY)
    return out.getvalue()


def _sky(palette: Palette) -> Image.Image:
    column = Image.new("RGB", (1, 2))
    column.putdata([palette.top, palette.bottom])
    return column.resize((WIDTH, HEIGHT), Image.Resampling.BILINEAR)


def _sun(canvas: ImageDraw.ImageDraw, chance: Random, colour: Colour) -> None:
    x, y, radius = chance.randint(400, 2000), chance.randint(240, 520), chance.randint(90, 170)
    canvas.ellipse((x - radius, y - radius, x + radius, y + radius), fill=colour)


def _hills(canvas: ImageDraw.ImageDraw, chance: Random, colour: Colour, height: float) -> None:
    """One smooth ridge; `height` is where it lies, as a share of the picture from the top."""
    waves = [(chance.uniform(0.6, 1.8), chance.uniform(0, 2 * pi), chance.uniform(36, 92)) for _ in range(3)]
    ridge = [
        (x, HEIGHT * height + sum(size * sin(2 * pi * often * x / WIDTH + shift) for often, shift, size in waves))
        for x in range(0, WIDTH + 1, 8)
    ]
    canvas.polygon([(0, HEIGHT), *ridge, (WIDTH, HEIGHT)], fill=colour)


def _roofs(canvas: ImageDraw.ImageDraw, chance: Random, colour: Colour, height: float) -> None:
    """A row of gabled houses of different heights."""
    x = -chance.randint(0, 200)
    while x < WIDTH:
        width = chance.randint(190, 330)
        eaves = HEIGHT * height + chance.randint(-110, 60)
        gable = eaves - width * chance.uniform(0.3, 0.45)
        canvas.polygon(
            [(x, HEIGHT), (x, eaves), (x + width / 2, gable), (x + width, eaves), (x + width, HEIGHT)], fill=colour
        )
        x += width


def _trees(canvas: ImageDraw.ImageDraw, chance: Random, colour: Colour, height: float) -> None:
    """A row of trees on a field."""
    field = HEIGHT * (height + 0.08)
    canvas.rectangle((0, field, WIDTH, HEIGHT), fill=colour)
    x = chance.randint(0, 200)
    while x < WIDTH:
        wide, tall = chance.randint(60, 110), chance.randint(90, 170)
        foot = field - chance.randint(50, 90)
        canvas.rectangle((x - 9, foot - tall, x + 9, field), fill=colour)
        canvas.ellipse((x - wide, foot - 2 * tall, x + wide, foot), fill=colour)
        x += wide + chance.randint(140, 420)

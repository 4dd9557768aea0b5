"""Photos as the portal keeps them: two sizes in WebP, upright, without anything but the picture.

Formats and size are read from the header before a pixel is decoded: a file of 20 KB can hold a picture of 800 MB.
"""

from dataclasses import dataclass
from io import BytesIO
from threading import BoundedSemaphore

from PIL import Image, ImageCms, ImageOps

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
MOST_PIXELS = 40_000_000
LARGE = (1600, 1600)
SMALL = (640, 960)
QUALITY = 80
WITHOUT_METADATA = {"icc_profile": b"", "exif": b"", "xmp": b""}
SRGB = ImageCms.createProfile("sRGB")

JPEG_START = b"\xff\xd8"
JPEG_SCAN = 0xDA
JPEG_PLAIN = frozenset({0xE0, 0xEE})  # JFIF and Adobe's colour transform: needed to show it
JPEG_EXTRAS = frozenset({*range(0xE0, 0xF0), 0xFE}) - JPEG_PLAIN

# Each decoding may hold 160 MB for a moment; the other threads wait their turn.
decoding = BoundedSemaphore(2)


class TooLarge(Exception):
    """The picture has more than `MOST_PIXELS` pixels."""


class Broken(Exception):
    """The file is no picture of an allowed format, or its pixels cannot be read."""


@dataclass(frozen=True)
class Photo:
    """A picture ready to keep: WebP at most 1600 px long and at most 640 px wide; `width` and `height` of the large."""

    large: bytes
    small: bytes
    width: int
    height: int


def is_photo(start: bytes) -> bool:
    """True when the first bytes are those of a format we read."""
    return start.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a")) or (
        start[:4] == b"RIFF" and start[8:12] == b"WEBP"
    )


def is_heic(start: bytes) -> bool:
    """True for the format of Apple's camera, which browsers do not show."""
    return start[4:12] in {b"ftypheic", b"ftypheix", b"ftyphevc", b"ftypheim", b"ftypmif1", b"ftypmsf1"}


def prepare(content: bytes) -> Photo:
    """Make both sizes of a picture. Raises TooLarge or Broken."""
    try:
        with decoding, Image.open(BytesIO(content), formats=FORMATS) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise TooLarge
            picture = _upright(opened)
            return Photo(_webp(picture), _webp(picture, SMALL), picture.width, picture.height)
    except TooLarge:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise TooLarge from None
    except Exception as error:  # a decoder fed with rubbish raises what it likes
        raise Broken from error


def without_extras(jpeg: bytes) -> bytes:
    """The same JPEG without place, camera, thumbnail and comments, not decoded; what is no JPEG stays as it was."""
    if not jpeg.startswith(JPEG_START):
        return jpeg
    kept, position = bytearray(JPEG_START), 2
    while position + 4 <= len(jpeg) and jpeg[position] == 0xFF and jpeg[position + 1] != JPEG_SCAN:
        end = position + 2 + int.from_bytes(jpeg[position + 2 : position + 4])
        if jpeg[position + 1] not in JPEG_EXTRAS:
            kept += jpeg[position:end]
        position = end
    return bytes(kept + jpeg[position:])


def _upright(opened: Image.Image) -> Image.Image:
    """The picture in a colour mode WebP knows, at most 1600 px long, turned as the camera was held."""
    profile = opened.info.get("icc_profile")
    picture = _plain_mode(opened)
    picture.thumbnail(LARGE)
    picture = ImageOps.exif_transpose(picture)
    if profile and picture.mode in {"RGB", "CMYK"}:
        picture = _in_srgb(picture, profile)
    return picture if picture.mode in {"L", "RGB", "RGBA"} else picture.convert("RGB")


def _plain_mode(picture: Image.Image) -> Image.Image:
    if picture.mode in {"P", "PA", "LA", "La", "RGBa"} or "transparency" in picture.info:
        return picture.convert("RGBA")
    if picture.mode == "1":
        return picture.convert("L")
    if picture.mode.startswith("I"):
        return picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    return picture


def _in_srgb(picture: Image.Image, profile: bytes) -> Image.Image:
    """The colours a screen expects; a profile that cannot be read is left out."""
    try:
        converted = ImageCms.profileToProfile(picture, BytesIO(profile), SRGB, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        return picture
    return converted or picture


def _webp(picture: Image.Image, box: tuple[int, int] | None = None) -> bytes:
    if box is not None:
        picture = picture.copy()
        picture.thumbnail(box)
    out = BytesIO()
    picture.save(out, "WEBP", quality=QUALITY, method=4, **WITHOUT_METADATA)
    return out.getvalue()

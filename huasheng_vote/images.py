"""Photos made safe to show: decoded within a cap, turned upright, written anew without EXIF, with a thumbnail.

When and where a photo was taken is read out first and returned apart: evidence for the log's private body, never part of the picture.
"""

import hashlib
import io
import warnings
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from PIL import Image, ImageOps

from huasheng_vote.files import PICTURES, Kind, accept
from huasheng_vote.rules.refusal import Refused, Why

MOST_PIXELS = 50_000_000
"""Beyond any phone's ordinary photo, and below what would fill the memory of a small server."""
LONGEST_SIDE = 2048
THUMBNAIL = 480
QUALITY = 82

_TAKEN, _GPS_BLOCK, _EXIF_BLOCK = 0x9003, 0x8825, 0x8769
_FORMATS = {Kind.JPEG: "JPEG", Kind.PNG: "PNG", Kind.WEBP: "WEBP"}


@dataclass(frozen=True)
class Picture:
    """A photo written anew as JPEG. `taken` (ISO, the camera's own clock) and `place` ("latitude,longitude") are evidence, empty where unknown."""

    jpeg: bytes
    thumbnail: bytes
    width: int
    height: int
    sha256: str
    taken: str = ""
    place: str = ""


def reencode(data: bytes, field: str = "") -> Picture:
    """Decode and write anew. Refuses what is no picture, what is broken, and what would unfold into too many pixels."""
    kind = accept(data, PICTURES, field)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=(_FORMATS[kind],)) as picture:
                _refuse_too_large(picture.size, field)
                taken, place = _evidence(picture)
                upright = _flat(ImageOps.exif_transpose(picture))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise _too_large(field) from bomb
    except (OSError, ValueError, SyntaxError, KeyError, IndexError, TypeError) as broken:
        raise Refused(Why.PICTURE_UNREADABLE, field=field) from broken
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    jpeg = _jpeg(upright)
    small = upright.copy()
    small.thumbnail((THUMBNAIL, THUMBNAIL))
    return Picture(jpeg, _jpeg(small), upright.width, upright.height, hashlib.sha256(jpeg).hexdigest(), taken, place)


def _refuse_too_large(size: tuple[int, int], field: str) -> None:
    """Asked before a single pixel is unpacked."""
    if size[0] * size[1] > MOST_PIXELS:
        raise _too_large(field)


def _too_large(field: str) -> Refused:
    return Refused(Why.PICTURE_TOO_LARGE, field=field, megapixels=MOST_PIXELS // 1_000_000)


def _flat(picture: Image.Image) -> Image.Image:
    """On white where it was transparent; the first frame of one that moves."""
    if picture.mode not in ("RGBA", "LA", "PA") and "transparency" not in picture.info:
        return picture.convert("RGB")
    layer = picture.convert("RGBA")
    ground = Image.new("RGB", layer.size, "white")
    ground.paste(layer, mask=layer.getchannel("A"))
    return ground


def _jpeg(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()


def _evidence(picture: Image.Image) -> tuple[str, str]:
    """When and where, as far as the camera wrote it down readably; a garbled note is no reason to refuse a photo."""
    try:
        notes = picture.getexif()
        taken = notes.get_ifd(_EXIF_BLOCK).get(_TAKEN) or ""
        gps = notes.get_ifd(_GPS_BLOCK)
    except (OSError, ValueError, SyntaxError, KeyError, TypeError):
        return "", ""
    return _moment(taken), _position(gps)


def _moment(written: Any) -> str:
    """Cameras write `2026:11:20 08:01:02` and no time zone; read back as ISO, so that a garbled one is dropped."""
    day, _, time = str(written).strip("\0 ").partition(" ")
    try:
        return datetime.fromisoformat(f"{day.replace(':', '-')}T{time}").isoformat()
    except ValueError:
        return ""


def _position(gps: Any) -> str:
    """Degrees, minutes and seconds as degrees with five decimals (about a metre); empty unless both are there."""
    try:
        sides = [_degrees(gps[2], gps[1] == "S"), _degrees(gps[4], gps[3] == "W")]
    except (KeyError, IndexError, TypeError, ValueError, ZeroDivisionError):
        return ""
    return ",".join(sides)


def _degrees(parts: Any, negative: bool) -> str:
    degrees, minutes, seconds = (part.numerator / part.denominator for part in parts)
    return f"{'-' if negative else ''}{degrees + minutes / 60 + seconds / 3600:.5f}"

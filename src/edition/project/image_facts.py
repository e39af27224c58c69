"""What kind of image a file is, and its size in pixels: read from its first bytes."""

import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass

#: Formats that every browser shows -> the suffix of a copy.
SUFFIXES: Mapping[str, str] = {"JPEG": ".jpg", "PNG": ".png", "GIF": ".gif", "WebP": ".webp", "AVIF": ".avif"}
_FRAME_MARKERS = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


@dataclass(frozen=True, slots=True)
class ImageFacts:
    """`format`: its name, one of SUFFIXES if browsers show it; "" for what is no image. `width`, `height`: in pixels,
    as it is shown; 0 where the file does not say."""

    format: str
    width: int = 0
    height: int = 0


def image_facts(data: bytes) -> ImageFacts:
    """The facts about an image.

    >>> image_facts(b"GIF89a" + bytes((2, 0, 3, 0)))
    ImageFacts(format='GIF', width=2, height=3)
    >>> image_facts(b"<html>").format
    ''
    """
    name = _format(data)
    measure = _SIZES.get(name)
    try:
        width, height = measure(data) if measure else (0, 0)
    except (struct.error, IndexError):  # it breaks off
        width, height = 0, 0
    return ImageFacts(name, width, height)


def _format(data: bytes) -> str:
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WebP"
    if data[4:8] == b"ftyp":
        return "AVIF" if data[8:12] in (b"avif", b"avis") else "HEIF"
    return next((name for start, name in _SIGNATURES if data.startswith(start)), "")


_SIGNATURES = (
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"II+\x00", "TIFF"),
    (b"MM\x00+", "TIFF"),
    (b"\x00\x00\x00\x0cjP  ", "JPEG 2000"),
    (b"\xff\x4f\xff\x51", "JPEG 2000"),
    (b"%PDF", "PDF"),
    (b"BM", "BMP"),
)


def _png(data: bytes) -> tuple[int, int]:
    width, height = struct.unpack(">II", data[16:24])
    return width, height


def _gif(data: bytes) -> tuple[int, int]:
    width, height = struct.unpack("<HH", data[6:10])
    return width, height


def _webp(data: bytes) -> tuple[int, int]:
    """The size of a WebP image: it has three kinds of first chunk."""
    kind = data[12:16]
    if kind == b"VP8X":
        return int.from_bytes(data[24:27], "little") + 1, int.from_bytes(data[27:30], "little") + 1
    if kind == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        return (bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1
    width, height = struct.unpack("<HH", data[26:30])
    return width & 0x3FFF, height & 0x3FFF


def _jpeg(data: bytes) -> tuple[int, int]:
    """The size in the first frame; of an image that a camera held upright the sides are exchanged (EXIF)."""
    at, is_turned = 2, False
    while at + 9 < len(data):
        if data[at] != 0xFF:
            return 0, 0
        marker = data[at + 1]
        if marker in _FRAME_MARKERS:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return (height, width) if is_turned else (width, height)
        length = 0 if marker == 0xFF or 0xD0 <= marker <= 0xD8 else int.from_bytes(data[at + 2 : at + 4])
        if marker == 0xE1:
            is_turned = is_turned or _is_turned(data[at + 4 : at + 2 + length])
        at += 1 if marker == 0xFF else 2 + length
    return 0, 0


def _is_turned(block: bytes) -> bool:
    """Whether the orientation in an EXIF block is one of those on the side (5 to 8)."""
    if not block.startswith(b"Exif\0\0"):
        return False
    data = block[6:]
    order = "<" if data[:2] == b"II" else ">"
    (first,) = struct.unpack(f"{order}I", data[4:8])
    (count,) = struct.unpack(f"{order}H", data[first : first + 2])
    for number in range(count):
        entry = data[first + 2 + 12 * number : first + 14 + 12 * number]
        tag, _, _, value = struct.unpack(f"{order}HHIH", entry[:10])
        if tag == 0x0112:
            return value in range(5, 9)
    return False


_SIZES: Mapping[str, Callable[[bytes], tuple[int, int]]] = {"PNG": _png, "GIF": _gif, "WebP": _webp, "JPEG": _jpeg}

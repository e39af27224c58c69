"""What the first bytes of an image say: its format and its size as it is shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.pictures import jpeg, png

from edition.project.image_facts import ImageFacts, image_facts

WEBP = b"RIFF\0\0\0\0WEBP"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (png(7, 9), ImageFacts("PNG", 7, 9)),
        (jpeg(7, 9), ImageFacts("JPEG", 7, 9)),
        (jpeg(7, 9, orientation=1), ImageFacts("JPEG", 7, 9)),
        (jpeg(7, 9, orientation=6), ImageFacts("JPEG", 9, 7)),
        (b"GIF87a\7\0\x09\0", ImageFacts("GIF", 7, 9)),
        (WEBP + b"VP8X" + bytes(8) + b"\6\0\0\x08\0\0", ImageFacts("WebP", 7, 9)),
        (WEBP + b"VP8L" + bytes(4) + b"\x2f" + (6 | 8 << 14).to_bytes(4, "little"), ImageFacts("WebP", 7, 9)),
        (WEBP + b"VP8 " + bytes(10) + b"\7\0\x09\0", ImageFacts("WebP", 7, 9)),
        (b"\0\0\0\x20ftypavif", ImageFacts("AVIF")),
        (b"\0\0\0\x20ftypheic", ImageFacts("HEIF")),
        (b"MM\0*", ImageFacts("TIFF")),
        (png(7, 9)[:18], ImageFacts("PNG")),
        (jpeg(7, 9)[:8], ImageFacts("JPEG")),
        (b"<svg/>", ImageFacts("")),
        (b"", ImageFacts("")),
    ],
)
def test_facts(data: bytes, expected: ImageFacts) -> None:
    assert image_facts(data) == expected


@given(st.sampled_from((b"\xff\xd8\xff\xe1", b"\x89PNG\r\n\x1a\n", b"GIF89a", WEBP, b"\xff\xd8\xff")), st.binary())
def test_what_breaks_off_has_no_size_and_raises_nothing(start: bytes, rest: bytes) -> None:
    assert image_facts(start + rest).format

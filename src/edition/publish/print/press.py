"""A folder with the layouts and what they read: a book is set in it once as a galley and once as pages."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import quote

from edition.project.assets import asset
from edition.project.image_facts import image_facts
from edition.publish.print.bleed_box import with_bleed_boxes
from edition.publish.print.typeset import Job, typeset


@dataclass(frozen=True, slots=True)
class Fonts:
    """What fonts a book may have besides ours: of a folder, of the system; they depend on the language of the text."""

    folder: str = ""
    system: bool = False
    language: str = ""


_NONE: Mapping[str, bytes] = {}
#: Formats of pictures that the typesetter can set.
_SETTABLE = ("JPEG", "PNG", "GIF", "WebP")
#: The fonts of the program alone.
OURS = Fonts()


@dataclass(frozen=True, slots=True)
class Press:
    """A fresh folder in which one layout sets one book; `inputs` go to the typesetter, and what fonts there are."""

    folder: Path
    layout: str
    inputs: Mapping[str, str]
    fonts: Fonts

    def galley(self, **inputs: str) -> Mapping[str, Any]:
        """What the layout reports when it sets every flow on one endless page."""
        return typeset(self._job({**self.inputs, **inputs}))

    def pages(self, plan: Mapping[str, Any], **inputs: str) -> tuple[bytes, Mapping[str, Any]]:
        """The PDF made by a plan, and what the layout reports of it."""
        (self.folder / "plan.json").write_text(json.dumps(plan, sort_keys=True), encoding="utf-8")
        pdf = self.folder / "book.pdf"
        all_inputs = {**self.inputs, **inputs, "plan": "plan.json"}
        report = typeset(self._job(all_inputs, str(pdf)))
        has_marks = self.inputs.get("crop-marks") == "yes"  # outside the bleed
        made = pdf.read_bytes()
        return with_bleed_boxes(made, float(self.inputs["bleed"])) if has_marks else made, report

    def _job(self, inputs: Mapping[str, str], pdf: str = "") -> Job:
        fonts = self.fonts
        return Job(str(self.folder), self.layout, inputs, pdf, fonts.folder, fonts.system, fonts.language)


@contextmanager
def press(
    book: str, layout: str, inputs: Mapping[str, str], fonts: Fonts = OURS, pictures: Mapping[str, bytes] = _NONE
) -> Iterator[Press]:
    """A press for a book (print XML), with all layouts and pictures beside it; the folder goes when it is done."""
    with TemporaryDirectory(prefix="edition-pdf-") as name:
        folder = Path(name).resolve()
        for one in sorted(asset("xslt", "print").glob("*.typ")):
            copyfile(one, folder / one.name)
        if sizes := _place_pictures(folder / "pictures", pictures):
            inputs = {**inputs, "pictures": json.dumps(sizes)}
        (folder / "book.xml").write_text(book, encoding="utf-8")
        yield Press(folder, layout, {"data": "book.xml", **inputs}, fonts)


def _place_pictures(folder: Path, pictures: Mapping[str, bytes]) -> Mapping[str, tuple[int, int]]:
    """Write the pictures that can be set; of each its width and height in pixels, by its path."""
    sizes: dict[str, tuple[int, int]] = {}
    for path, data in sorted((quote(path), data) for path, data in pictures.items()):  # as print XML names them
        facts = image_facts(data)
        if facts.format not in _SETTABLE or not (facts.width and facts.height):
            continue
        sizes[path] = facts.width, facts.height
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    return sizes

"""A folder with the layouts and what they read: a book is set in it once as a galley and once as pages."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from typing import Any

from edition.project.assets import asset
from edition.publish.print.typeset import Job, typeset


@dataclass(frozen=True, slots=True)
class Press:
    """A fresh folder in which one layout sets one book; `inputs` and a folder of `fonts` go to the typesetter."""

    folder: Path
    layout: str
    inputs: Mapping[str, str]
    fonts: str = ""

    def galley(self, **inputs: str) -> Mapping[str, Any]:
        """What the layout reports when it sets every flow on one endless page."""
        return typeset(Job(str(self.folder), self.layout, {**self.inputs, **inputs}, fonts=self.fonts))

    def pages(self, plan: Mapping[str, Any], **inputs: str) -> tuple[bytes, Mapping[str, Any]]:
        """The PDF made by a plan, and what the layout reports of it."""
        (self.folder / "plan.json").write_text(json.dumps(plan, sort_keys=True), encoding="utf-8")
        pdf = self.folder / "book.pdf"
        all_inputs = {**self.inputs, **inputs, "plan": "plan.json"}
        report = typeset(Job(str(self.folder), self.layout, all_inputs, str(pdf), self.fonts))
        return pdf.read_bytes(), report


@contextmanager
def press(book: str, layout: str, inputs: Mapping[str, str], fonts: str = "") -> Iterator[Press]:
    """A press for a book (print XML), with all layouts beside it; the folder goes when the work is done."""
    with TemporaryDirectory(prefix="edition-pdf-") as name:
        folder = Path(name).resolve()
        for one in sorted(asset("xslt", "print").glob("*.typ")):
            copyfile(one, folder / one.name)
        (folder / "book.xml").write_text(book, encoding="utf-8")
        yield Press(folder, layout, {"data": "book.xml", **inputs}, fonts)

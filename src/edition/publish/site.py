"""The reading edition: complete pages by XSLT, readable without scripts, opened from a folder."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from edition.assets import asset
from edition.saxon import Sheet, bundle


@dataclass(frozen=True, slots=True)
class Download:
    """A file that the site offers: the group it is listed in, its path in the site, what it is, its bytes."""

    group: str
    path: str
    title: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Frame:
    """What the pages are made of besides the text: what edition.toml says of edition and site, and the editor's own.

    `language` is that of the labels; `own` holds the editor's files by what they are: style, messages, module.
    """

    settings: Mapping[str, str]
    language: str
    own: Mapping[str, Path] = field(default_factory=dict)


LANGUAGES = ("en", "de")


def publish_site(
    edition: etree._Element,
    witnesses: Sequence[etree._Element],
    registers: Sequence[etree._Element],
    frame: Frame,
    downloads: Sequence[Download],
) -> Mapping[str, bytes]:
    """The files of the site by their path: pages, the stylesheet, and what can be downloaded.

    InternalError when a stylesheet meets an element that it has no rule for.
    """
    pages = Sheet(asset("xslt", "html.xsl")).pages(
        etree.tostring(edition, encoding="UTF-8"),
        base=frame.settings["base"],
        witnesses=bundle("witnesses", witnesses),
        registers=bundle("registers", registers),
        downloads=_listed(downloads),
        settings=etree.tostring(etree.Element("settings", dict(frame.settings)), encoding="UTF-8"),
        messages=asset("xslt", "messages", f"{frame.language}.xml").read_bytes(),
    )
    files = {path: text.encode("utf-8") for path, text in sorted(pages.items())}
    files |= _frame_files()
    return files | {one.path: one.data for one in downloads}


def _frame_files() -> dict[str, bytes]:
    """The stylesheet and the script of every page, each joined of its parts, and scripts that single pages have."""
    parts = asset("xslt", "site")
    joined = {"style.css": parts / "css", "edition.js": parts / "js"}
    made = {name: b"".join(p.read_bytes() for p in sorted(folder.iterdir())) for name, folder in joined.items()}
    return made | {place.name: place.read_bytes() for place in sorted(parts.glob("*.js"))}


def _listed(downloads: Sequence[Download]) -> bytes:
    root = etree.Element("downloads")
    for one in downloads:
        attributes = {"group": one.group, "path": one.path, "name": one.path.rsplit("/", 1)[-1], "title": one.title}
        digest = hashlib.sha256(one.data).hexdigest()
        etree.SubElement(root, "file", attributes | {"size": str(len(one.data)), "sha256": digest})
    return etree.tostring(root, encoding="UTF-8")

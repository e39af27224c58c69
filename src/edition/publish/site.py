"""The reading edition: complete pages by XSLT, readable without scripts, opened from a folder."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

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


def publish_site(
    edition: etree._Element,
    witnesses: Sequence[etree._Element],
    registers: Sequence[etree._Element],
    base: str,
    downloads: Sequence[Download],
) -> Mapping[str, bytes]:
    """The files of the site by their path: pages, the stylesheet, and what can be downloaded.

    InternalError when a stylesheet meets an element that it has no rule for.
    """
    pages = Sheet(asset("xslt", "html.xsl")).pages(
        etree.tostring(edition, encoding="UTF-8"),
        base=base,
        witnesses=bundle("witnesses", witnesses),
        registers=bundle("registers", registers),
        downloads=_listed(downloads),
    )
    files = {path: text.encode("utf-8") for path, text in sorted(pages.items())}
    files["style.css"] = asset("xslt", "site", "style.css").read_bytes()
    return files | {one.path: one.data for one in downloads}


def _listed(downloads: Sequence[Download]) -> bytes:
    root = etree.Element("downloads")
    for one in downloads:
        attributes = {"group": one.group, "path": one.path, "name": one.path.rsplit("/", 1)[-1], "title": one.title}
        digest = hashlib.sha256(one.data).hexdigest()
        etree.SubElement(root, "file", attributes | {"size": str(len(one.data)), "sha256": digest})
    return etree.tostring(root, encoding="UTF-8")

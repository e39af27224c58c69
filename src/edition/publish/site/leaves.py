"""The images of pages on the site: a copy of each that a page shows, under a name that is safe in every address."""

import re
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from lxml import etree

from edition.model import Siglum
from edition.model.page_list import Page

FOLDER = "images"
_UNSAFE = re.compile(r"[^A-Za-z0-9_-]+")
_MOST_LETTERS = 60

Pages = Mapping[Siglum, Sequence[Page]]


def image_copies(pages: Pages, slugs: Mapping[Siglum, str]) -> Mapping[str, str]:
    """The path of each copy in the site, and the file of the project that it is a copy of. Equal files have one copy.

    >>> page = Page("1r", image="img/leaf 1r.JPG", suffix=".jpg", sha256="ab")
    >>> image_copies({"A": [page]}, {"A": "A"})
    {'images/A/leaf-1r.jpg': 'img/leaf 1r.JPG'}
    """
    named = _names(pages, slugs)
    shown = (page for some in pages.values() for page in some if page.image)
    return {named[page.sha256]: page.image for page in reversed(list(shown))}


def _names(pages: Pages, slugs: Mapping[Siglum, str]) -> Mapping[str, str]:
    """The name of the copy of each image, by the hash of its bytes; names differ in more than capital letters."""
    made: dict[str, str] = {}
    taken: set[str] = set()
    for siglum, some in pages.items():
        for page in some:
            if not page.image or page.sha256 in made:
                continue
            stem = _UNSAFE.sub("-", PurePosixPath(page.image).stem)[:_MOST_LETTERS].strip("-") or "page"
            base, number = f"{FOLDER}/{slugs[siglum]}/{stem}", 1
            name = f"{base}{page.suffix}"
            while name.casefold() in taken:
                number += 1
                name = f"{base}-{number}{page.suffix}"
            taken.add(name.casefold())
            made[page.sha256] = name
    return made


def page_list(pages: Pages, slugs: Mapping[Siglum, str]) -> bytes:
    """The pages of all witnesses as a document for the stylesheets."""
    named = _names(pages, slugs)
    root = etree.Element("pages")
    for siglum, some in pages.items():
        witness = etree.SubElement(root, "witness", n=siglum)
        for number, page in enumerate(some, 1):
            given = {
                "number": str(number),
                "n": page.n,
                "label": page.label,
                "link": page.link,
                "image": named.get(page.sha256, ""),
            }
            given |= {"width": str(page.width or ""), "height": str(page.height or "")}
            etree.SubElement(witness, "page", {name: value for name, value in given.items() if value})
    return etree.tostring(root, encoding="UTF-8")

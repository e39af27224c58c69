"""Identifiers of persons, places … in authority files, and addresses, each in one form."""

import re

_ADDRESSES = (
    ("wikidata", re.compile(r"wikidata\.org/(?:wiki|entity)/(Q\d+)")),
    ("gnd", re.compile(r"d-nb\.info/gnd/([\dX-]+)")),
    ("viaf", re.compile(r"viaf\.org/viaf/(\d+)")),
    ("geonames", re.compile(r"geonames\.org/(\d+)")),
)
_PLAIN = {"wikidata": r"Q\d+", "gnd": r"[\dX-]+", "viaf": r"\d+", "geonames": r"\d+", "ISBN": r"[\dX -]+"}


def identifier(text: str, said: str) -> tuple[str, str] | None:
    """(type, number) of an identifier, by its address, or by what is said of it; None when it is no known one."""
    for kind, look in _ADDRESSES:
        if found := look.search(text):
            return kind, found[1]
    for kind, shape in _PLAIN.items():
        if said.casefold() == kind.casefold() and re.fullmatch(shape, text.strip()):
            return kind, text.strip()
    return None


def address_key(address: str) -> str:
    """An address without what differs where it is the same: scheme, `www.`, the last slash.

    >>> address_key("https://viaf.org/viaf/123/"), address_key("http://viaf.org/viaf/123")
    ('viaf.org/viaf/123', 'viaf.org/viaf/123')
    """
    return re.sub(r"^(?:https?:)?//(?:www\.)?", "", address.strip()).rstrip("/")

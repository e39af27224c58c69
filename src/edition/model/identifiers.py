"""Identifiers of persons, places … in authority files, and addresses, each in one form."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from edition.late_patterns import late_pattern


@dataclass(frozen=True, slots=True)
class Authority:
    """An authority file. `number`: how it writes one; `before`: what comes before one in an address, as patterns;
    `address`: the form that the file gives for linked data, with {} for the number."""

    number: str
    before: str
    address: str


#: By the type of `idno`; the rules of their forms and check digits are in schema/edition.odd (R126).
AUTHORITIES: Mapping[str, Authority] = {
    "wikidata": Authority(r"Q\d+", r"wikidata\.org/(?:wiki|entity)/", "http://www.wikidata.org/entity/{}"),
    "gnd": Authority(r"[\dX-]+", r"d-nb\.info/gnd/", "https://d-nb.info/gnd/{}"),
    "viaf": Authority(r"\d+", r"viaf\.org/viaf/", "http://viaf.org/viaf/{}"),
    "geonames": Authority(r"\d+", r"geonames\.org/", "https://sws.geonames.org/{}/"),
    "orcid": Authority(r"(?:\d{4}-){3}\d{3}[\dX]", r"orcid\.org/", "https://orcid.org/{}"),
    "isni": Authority(r"(?:\d{4} ?){3}\d{3}[\dX]", r"isni\.org/(?:isni/)?", "https://isni.org/isni/{}"),
    "lcnaf": Authority(
        r"n[a-z]?\d{8,10}", r"id\.loc\.gov/authorities/names/", "http://id.loc.gov/authorities/names/{}"
    ),
    "pleiades": Authority(r"\d+", r"pleiades\.stoa\.org/places/", "https://pleiades.stoa.org/places/{}"),
    "doi": Authority(r"10\.\d{4,9}/\S+", r"doi\.org/", "https://doi.org/{}"),
}
_ADDRESSES = {kind: late_pattern(f"{one.before}({one.number})") for kind, one in AUTHORITIES.items()}
_PLAIN = {**{kind: one.number for kind, one in AUTHORITIES.items()}, "ISBN": r"[\dX -]+"}


def identifier(text: str, said: str) -> tuple[str, str] | None:
    """(type, number) of an identifier, by its address, or by what is said of it; None when it is no known one."""
    for kind, look in _ADDRESSES.items():
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

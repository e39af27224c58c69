"""Where the copies of schemas are on this disk: OASIS XML catalogs, and pairs URL=FILE. Nothing is fetched.

Of a catalog (XML Catalogs 1.1) the entries are used that say where an address is; public identifiers are not.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from urllib.parse import quote, urljoin, urlsplit
from urllib.request import url2pathname

from lxml import etree

from edition.errors import InputError
from edition.late_patterns import late_pattern
from edition.xml.namespaces import XML
from edition.xml.uris import is_uri

_CATALOG = "{urn:oasis:names:tc:entity:xmlns:xml:catalog}"
_LOCAL_HOSTS = ("", "localhost")
_DELEGATES = ("delegateURI", "delegateSystem")
_KINDS = {  # element -> the attribute with what is matched, and the one with what it stands for
    "uri": ("name", "uri"),
    "system": ("systemId", "uri"),
    "rewriteURI": ("uriStartString", "rewritePrefix"),
    "rewriteSystem": ("systemIdStartString", "rewritePrefix"),
    "uriSuffix": ("uriSuffix", "uri"),
    "systemSuffix": ("systemIdSuffix", "uri"),
    "delegateURI": ("uriStartString", "catalog"),
    "delegateSystem": ("systemIdStartString", "catalog"),
    "nextCatalog": ("", "catalog"),
}
_PAIR = late_pattern(r"[A-Za-z][A-Za-z0-9+.-]+:[^=]*=|[^/\\=]+\.(?:rng|rnc|sch|odd)=")
#: The folder of a release of TEI: at the Consortium, in its archive of versions (Vault), or made by a build server.
_TEI_RELEASE = late_pattern(
    r"https?://(?:(?:www\.)?tei-c\.org(?:/release|/Vault/P5/(?P<one>[^/]+))"
    r"|vault\.tei-c\.org/P5/(?P<two>[^/]+)|[^/]+/.*?(?P<build>/artifact)(?:/P5)?/release)/(?P<rest>xml/tei/.+)"
)
_CURRENT = (None, "current")


@dataclass(frozen=True, slots=True)
class Copy:
    """The file that stands for an address; `known_as` is the address by which it was found."""

    path: Path
    known_as: str


@dataclass(frozen=True, slots=True)
class _Entry:
    kind: str
    name: str
    target: str  # an absolute address

    def matches(self, address: str) -> bool:
        """Whether the entry says something of an address."""
        if self.kind in ("uri", "system"):
            return address == self.name
        if self.kind in ("uriSuffix", "systemSuffix"):
            return address.endswith(self.name)
        return address.startswith(self.name)


@dataclass(slots=True)
class _Search:
    """A search for one address through catalogs, each of which is looked at once."""

    address: str
    seen: set[Path] = field(default_factory=set)

    def run(self, catalog: Path) -> str | None:
        """What the address stands for by a catalog and those that it names."""
        if catalog in self.seen or not catalog.is_file():
            return None
        self.seen.add(catalog)
        entries = _read_catalog(catalog, catalog.stat().st_mtime_ns)
        matching = [entry for entry in entries if entry.kind != "nextCatalog" and entry.matches(self.address)]
        for kinds in (("uri", "system"), ("rewriteURI", "rewriteSystem"), ("uriSuffix", "systemSuffix")):
            if found := max((e for e in matching if e.kind in kinds), key=lambda e: len(e.name), default=None):
                is_prefix = found.kind.startswith("rewrite")
                return found.target + self.address[len(found.name) :] if is_prefix else found.target
        delegates = sorted((e for e in matching if e.kind in _DELEGATES), key=lambda e: -len(e.name))
        others = delegates or [entry for entry in entries if entry.kind == "nextCatalog"]
        places = [place for entry in others if (place := path_of_url(entry.target))]
        return next((made for place in places if (made := self.run(place.resolve())) is not None), None)


def find_copy(address: str, catalogs: Iterable[str]) -> tuple[Copy | None, str]:
    """The file that stands for an address by the catalogs and pairs; or None, and why: "" where none names it.

    TEI's releases are found by any of their spellings: http or https, with or without www, a version in the Vault.
    """
    known = tuple(catalogs)
    for spelling in _spellings(address) if known else ():
        for catalog in known:
            if (target := _look_up(_escape(spelling), catalog)) is not None:
                path = path_of_url(target)
                if path is None:
                    return None, f"which {catalog} says is {target}, and nothing is fetched"
                if not path.is_file():
                    return None, f"which {catalog} says is {path}, and there is no such file"
                return Copy(path, spelling), ""
    return None, ""


def check_catalog(catalog: str) -> None:
    """Raise InputError when a catalog, or a pair URL=FILE, cannot be used."""
    if (pair := split_pair(catalog)) is None:
        place = Path(catalog)
        if not place.is_file():
            raise InputError(f"{catalog}: there is no such catalog; name an OASIS XML catalog, or write URL=FILE")
        _read_catalog(place.resolve(), place.stat().st_mtime_ns)
    elif not pair[1].exists():
        raise InputError(f"{pair[1]}: there is no such file, which is to stand for {pair[0]}")


def split_pair(catalog: str) -> tuple[str, Path] | None:
    """The address and the file of URL=FILE; None for the path of a catalog.

    >>> address, file = split_pair("https://example.org/?a=b=my.rng")
    >>> address, str(file), split_pair("catalog.xml")
    ('https://example.org/?a=b', 'my.rng', None)
    """
    if Path(catalog).is_file() or not _PAIR.match(catalog):
        return None
    cuts = [found.start() for found in re.finditer("=", catalog)]
    cut = next((at for at in cuts if Path(catalog[at + 1 :]).exists() and at + 1 < len(catalog)), cuts[-1])
    return catalog[:cut].strip(), Path(catalog[cut + 1 :].strip())


def path_of_url(url: str) -> Path | None:
    """The path of a file: URL of this machine; None for any other address."""
    if not is_uri(url):
        return None
    parts = urlsplit(url)
    if parts.scheme != "file" or parts.netloc not in _LOCAL_HOSTS or "%00" in parts.path:
        return None
    return Path(url2pathname(parts.path))


def is_other_version(address: str, copy: Copy) -> bool:
    """Whether an address is of a certain version of TEI, and its copy is known by another address."""
    found = _TEI_RELEASE.fullmatch(address)
    is_certain = bool(found and (found["build"] or (found["one"] or found["two"]) not in _CURRENT))
    return is_certain and _bare(copy.known_as) != _bare(address)


def _bare(address: str) -> str:
    return re.sub(r"^https?://(?:www\.)?", "", address)


def _spellings(address: str) -> Iterator[str]:
    """An address, and others that mean the same; those of a release of TEI mean the current release at last."""
    found = _TEI_RELEASE.fullmatch(address)
    for one in (address, f"https://www.tei-c.org/release/{found['rest']}") if found else (address,):
        yield one
        if re.match("https?://", one):
            yield from (
                spelling
                for scheme in ("https", "http")
                for host in ("www.", "")
                if (spelling := f"{scheme}://{host}{_bare(one)}") != one
            )


def _escape(address: str) -> str:
    """An address with its blanks and letters beyond ASCII escaped, as catalogs compare them."""
    return quote(address, safe="%/:=&?~#+!$,;'@()*[]")


def _join(base: str, address: str) -> str:
    """An address in a catalog as an absolute one; what is none stays as it is, and is told when it is needed."""
    return urljoin(base, address) if is_uri(address) else address


def _look_up(address: str, catalog: str) -> str | None:
    if (pair := split_pair(catalog)) is None:
        return _Search(address).run(Path(catalog).resolve())
    name, path = _escape(pair[0]), pair[1].resolve()
    if address == name:
        return path.as_uri()
    if name.endswith("/") and address.startswith(name) and path.is_dir():
        return f"{path.as_uri()}/{address[len(name) :]}"
    return None


@cache
def _read_catalog(catalog: Path, _changed: int) -> tuple[_Entry, ...]:
    """The entries of a catalog; InputError when it is none."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(catalog.read_bytes(), parser)
    except etree.XMLSyntaxError as error:
        raise InputError(f"{catalog}:{error.position[0]}:{error.position[1]}: is not well-formed XML") from None
    except (OSError, ValueError) as error:
        raise InputError(f"{catalog}: cannot be read: {error}") from None
    if root.tag != f"{_CATALOG}catalog":
        said = "is no OASIS XML catalog: it must begin with catalog in the namespace"
        raise InputError(f"{catalog}:{root.sourceline}: {said} {_CATALOG.strip('{}')}")
    return tuple(_read_entries(root, catalog.as_uri()))


def _read_entries(element: etree._Element, base: str) -> Iterator[_Entry]:
    base = _join(base, element.get(f"{{{XML}}}base", ""))
    kind = str(element.tag).removeprefix(_CATALOG)
    if kind in _KINDS:
        matched, target = _KINDS[kind]
        if (found := element.get(target)) is not None and (not matched or element.get(matched, "").strip()):
            name = _escape(element.get(matched, "").strip()) if matched else ""
            yield _Entry(kind, name, _join(base, found.strip()))
    for child in element.iterchildren(etree.Element):
        yield from _read_entries(child, base)

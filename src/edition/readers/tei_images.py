"""The images that a TEI file names for its pages: by `@facs`, by surfaces and their graphics, by its own prefixes."""

from collections.abc import Iterator
from urllib.parse import urljoin

from lxml import etree

from edition.model import Finding, Kind, Position, Severity
from edition.readers.events import Point, Report
from edition.xml.namespaces import TEI, XML_ID
from edition.xml.uris import replaced

_TEI = f"{{{TEI}}}"
_XML_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_PICTURES = (f"{_TEI}graphic", f"{_TEI}media")
_SURFACE = f"{_TEI}surface"
_TEXT = f"{_TEI}text"
_IMAGED = frozenset((_SURFACE, f"{_TEI}surfaceGrp", f"{_TEI}zone", *_PICTURES))
_PAGE_BREAKS = (f"{_TEI}pb", f"{_TEI}gb")
_MOST_NAMED = 5
_MOST_STEPS = 3  # from a pointer by a prefix to an element


class TeiImages:
    """Finds the address of the image of each page of the text that is read, `chosen`.

    What leads to no image is remembered for one finding.
    """

    def __init__(self, root: etree._Element, chosen: etree._Element) -> None:
        self.chosen = chosen
        self.document = next(chosen.iterancestors(f"{_TEI}TEI"), root)
        self.by_id = {name: e for e in root.iter(etree.Element) if (name := e.get(XML_ID))}
        self.prefixes = tuple(_prefixes(root))
        surfaces = list(self.document.iter(_SURFACE))
        self.surface_of: dict[str, etree._Element] = {}
        numbered: dict[str, list[etree._Element]] = {}
        for surface in surfaces:
            numbered.setdefault(surface.get("n", ""), []).append(surface)
            for pointer in f"{surface.get('start', '')} {surface.get('corresp', '')}".split():
                self.surface_of.setdefault(pointer.removeprefix("#"), surface)
        self.numbered = {n: some[0] for n, some in numbered.items() if n and len(some) == 1}
        self.lost: list[str] = []
        self.is_paged = next(chosen.iter(*_PAGE_BREAKS), None) is not None
        self.current = ""

    def of_break(self, element: etree._Element) -> str:
        """The address of the image of the page that begins at a `pb`; "" where the file names none."""
        if facs := element.get("facs", ""):
            return self.address(facs)
        for pointer in element.get("corresp", "").split():
            target = self.by_id.get(pointer.removeprefix("#"))
            if target is not None and target.tag in (_SURFACE, *_PICTURES):
                return self._of_element(target)
        surface = self.surface_of.get(element.get(XML_ID, ""))
        if surface is None:
            surface = self.numbered.get(element.get("n", ""))
        return "" if surface is None else self._of_element(surface)

    def address(self, facs: str) -> str:
        """The address for a value of `@facs`: of several pointers the first that leads to an image."""
        tokens = facs.split()
        if len(tokens) > 1 and not any(token.startswith("#") or "://" in token for token in tokens):
            return facs.strip()  # the name of a file with blanks
        found = next((address for token in tokens if (address := self._resolved(token))), "")
        if tokens and not found:
            self.lost.append(facs)
        return found

    def _resolved(self, pointer: str, steps: int = 0) -> str:
        if pointer.startswith("#"):
            target = self.by_id.get(pointer[1:])
            return "" if target is None else self._of_element(target)
        target = self.by_id.get(pointer)  # written without its #
        if target is not None and target.tag in _IMAGED:
            return self._of_element(target)
        made = self._by_prefix(pointer)
        return self._resolved(made, steps + 1) if made and made != pointer and steps < _MOST_STEPS else pointer

    def _by_prefix(self, pointer: str) -> str:
        """What a pointer with a prefix of the file (prefixDef) stands for; "" where it has none."""
        ident, colon, rest = pointer.partition(":")
        matching = (one for one in self.prefixes if colon and one[0] == ident)
        return next((made for _, pattern, to in matching if (made := replaced(pattern, to, rest))), "")

    def _of_element(self, element: etree._Element) -> str:
        """The image of a surface, of a part of it, or of a picture: its own, else that of the surface around it."""
        if element.tag in _PICTURES:
            return _graphic(element)
        for around in (element, *element.iterancestors()):
            for picture in around.iter(*_PICTURES):
                return _graphic(picture)
            if around.tag in (_SURFACE, f"{_TEI}surfaceGrp"):
                return around.get("facs", "")
        return ""

    def of_surface(self, element: etree._Element) -> Point:
        """The page that a surface of a transcription is."""
        folios = [str(value) for name, value in element.items() if str(name).endswith("}folio")]
        return _page(element.get("n") or "".join(folios[:1]), self._of_element(element))

    def begun_by(self, element: etree._Element) -> Iterator[Point]:
        """The page that an element with `@facs` begins in a text without page breaks."""
        facs = "" if self.is_paged else element.get("facs", "")
        if not facs or element.tag in (*_PAGE_BREAKS, _SURFACE):
            return
        address = self.address(facs)
        if address and address != self.current:
            self.current = address
            target = self.by_id.get(facs.split()[0].removeprefix("#"))
            around = () if target is None else (target, *target.iterancestors())
            yield _page(next((e.get("n", "") for e in around if e.tag == _SURFACE), ""), address)

    def before_text(self) -> Iterator[Point]:
        """The images of a file whose only text says of none where it belongs: they stand before the text."""
        texts = [one for one in self.document.iter(_TEXT) if not any(True for _ in one.iterancestors(_TEXT))]
        if texts != [self.chosen] or self.is_paged or any(e.get("facs") for e in self.chosen.iter(etree.Element)):
            return
        for facsimile in self.document.iterchildren(f"{_TEI}facsimile"):
            surfaces = list(facsimile.iter(_SURFACE))
            for one in surfaces or facsimile.iterchildren(*_PICTURES):
                if address := self._of_element(one):
                    yield _page(one.get("n", ""), address)

    def report(self, path: str) -> Iterator[Report]:
        """E381 where `@facs` leads to no image."""
        if self.lost:
            names = ", ".join(dict.fromkeys(self.lost[:_MOST_NAMED]))
            more = f" and {len(self.lost) - _MOST_NAMED} more" if len(self.lost) > _MOST_NAMED else ""
            said = f"facs leads to no surface with an image ({names}{more}); the pages stand without a picture"
            yield Report(Finding("E381", Severity.WARNING, said, Position(path)))


def _page(n: str, address: str) -> Point:
    return Point(Kind.BREAK, unit="page", n=n, facs=address)


def _graphic(picture: etree._Element) -> str:
    """The address of a graphic, from the bases that the elements around it name."""
    address = (picture.get("url") or "").strip()
    for around in (picture, *picture.iterancestors()):
        if base := around.get(_XML_BASE):
            address = urljoin(base, address)
    return address


def _prefixes(root: etree._Element) -> Iterator[tuple[str, str, str]]:
    for one in root.iter(f"{_TEI}prefixDef"):
        yield one.get("ident", ""), one.get("matchPattern", ""), one.get("replacementPattern", "")

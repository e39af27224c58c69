"""What a book (EPUB) says of itself: which documents it has, in which order, and what each of them is.

EPUB 3.3 with the OPF of EPUB 2 (`guide`, NCX).
"""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote

from lxml import etree

from edition.model import Rule
from edition.readers.containers import Container
from edition.readers.html_nesting import Page
from edition.readers.structure import Refusal

CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_XML = "http://www.w3.org/XML/1998/namespace"
#: Document types that files may declare; they are not loaded.
PUBLIC_IDS = frozenset({"-//NISO//DTD ncx 2005-1//EN", "+//ISBN 0-9673008-1-9//DTD OEB 1.2 Package//EN"})
_TEXTS = frozenset({"application/xhtml+xml", "text/html", "text/x-oeb1-document", "application/xml"})
_ENDINGS = (".xhtml", ".html", ".htm")
#: Ways to hide fonts, which concern no text.
_FONTS = frozenset({"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"})
#: What a document may be besides text -> why it is left out.
_RULES = {
    **dict.fromkeys(("toc", "landmarks", "page-list", "loi", "lot"), Rule.GENERATED),
    **dict.fromkeys(
        ("cover", "titlepage", "title-page", "halftitlepage", "copyright-page", "imprint"), Rule.NAVIGATION
    ),
}
_TEXT_TYPES = frozenset({"text", "start", "bodymatter"})


@dataclass(slots=True)
class Package:
    """A book. `path`: of the package document. `spine`: its documents in order. `others`: those that are not in it, or
    `linear="no"`. `rules`: of what is certainly no text, why. `types`: what documents are said to be. `missing`:
    documents of the spine that the archive lacks.
    """

    path: str
    root: etree._Element
    spine: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    rules: dict[str, Rule] = field(default_factory=dict)
    types: dict[str, set[str]] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)

    @property
    def language(self) -> str:
        """The language that the book names, without its region."""
        found = next((one.text for one in self.root.iter("{*}language") if one.text), "")
        return found.strip().partition("-")[0].casefold()

    def resolve(self, address: str) -> str:
        """The member of the archive that an address in the package document means."""
        return _resolve(self.path, address)

    def rule(self, name: str) -> Rule | None:
        """Why a document is no text; None for one that is."""
        types = self.types.get(name, set())
        if name in self.rules:
            return self.rules[name]
        if types & _TEXT_TYPES:
            return None
        return next((_RULES[one] for one in sorted(types) if one in _RULES), None)

    def learn(self, page: Page) -> None:
        """Take in what a document says of itself (`epub:type` of its body or of its only section)."""
        found = [n for n in page.blocks if page.tokens[n].name == "body"]
        body = found[0] if found else -1
        inner = [n for n, parent in page.blocks.items() if parent == body]
        for number in (*found, *(inner if len(inner) == 1 else ())):
            self.types.setdefault(page.part, set()).update(page.tokens[number].roles & _RULES.keys())

    def learn_landmarks(self, page: Page) -> None:
        """Take in what the navigation document says of the others."""
        for token in page.tokens:
            if token.kind == "start" and token.name == "a" and token.get("href") and "#" not in token.get("href"):
                name = _resolve(page.part, token.get("href"))
                self.types.setdefault(name, set()).update(token.get("epub:type").split())


def read_package(container: Container) -> Package | Refusal:
    """The package document of a book, or why the book is not read. SeedError for a damaged part."""
    if CONTAINER not in container.names:
        return Refusal(f"it is no EPUB: it has no {CONTAINER}")
    root = container.parse(CONTAINER, PUBLIC_IDS)
    path = next((one.get("full-path", "") for one in root.iter("{*}rootfile")), "")
    if path not in container.names:
        return Refusal(f"its {CONTAINER} names the package document {path or '(none)'}, which it does not have")
    package = Package(path, container.parse(path, PUBLIC_IDS))
    _read_spine(package, container)
    if why := _find_protection(package, container):
        return Refusal(why)
    if not package.spine:
        return Refusal("the book names no text documents in its spine")
    return package


def _read_spine(package: Package, container: Container) -> None:
    items = {one.get("id", ""): one for one in package.root.iter("{*}item") if _is_text(one)}
    names = {key: package.resolve(one.get("href", "")) for key, one in items.items()}
    package.rules = {names[k]: Rule.GENERATED for k, one in items.items() if "nav" in one.get("properties", "").split()}
    references = [one for one in package.root.iter("{*}itemref") if one.get("idref", "") in names]
    ordered = dict.fromkeys(names[one.get("idref", "")] for one in references)
    aside = {names[one.get("idref", "")] for one in references if one.get("linear") == "no"}
    package.missing = [name for name in ordered if name not in container.names]
    package.spine = [name for name in ordered if name in container.names and name not in aside]
    known = (name for name in dict.fromkeys(names.values()) if name in container.names)
    package.others = [name for name in known if name not in package.spine]
    for name in package.others:
        package.rules.setdefault(name, Rule.NAVIGATION)
    for one in package.root.iter("{*}reference"):
        if "#" not in one.get("href", ""):
            package.types.setdefault(package.resolve(one.get("href", "")), set()).add(one.get("type", ""))


def _is_text(item: etree._Element) -> bool:
    kind = item.get("media-type", "")
    return kind in _TEXTS and (kind != "application/xml" or item.get("href", "").lower().endswith(_ENDINGS))


def _resolve(base: str, address: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), unquote(address)))


def _find_protection(package: Package, container: Container) -> str:
    """Why the texts of a book cannot be read although they are there; "" for a book without protection."""
    if _ENCRYPTION not in container.names:
        return ""
    for name in _encrypted(container):
        if name in (*package.spine, *package.others):
            return f"the book is protected against copying (DRM): {name} is encrypted; take a copy without protection"
    return ""


def _encrypted(container: Container) -> Iterator[str]:
    for data in container.parse(_ENCRYPTION).iter("{*}EncryptedData"):
        method = next((one.get("Algorithm", "") for one in data.iter("{*}EncryptionMethod")), "")
        if method not in _FONTS:
            yield from (unquote(one.get("URI", "")) for one in data.iter("{*}CipherReference"))

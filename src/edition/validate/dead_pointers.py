"""Pointers of TEI files that lead nowhere: in the same file, and in files that are given together or lie beside it.

What is a pointer is said by the schema (`pointer_attributes.py`). Each dead target is told once a file, at the first
pointer to it. Silent on what cannot be known: addresses elsewhere, prefixes that nobody declares, XPointer schemes, and
pointers below an xml:base.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import TypeVar
from urllib.parse import unquote

from lxml import etree

from edition.model.finding import Finding, Position, Severity, count_of
from edition.validate.pointer_attributes import Pointers
from edition.validate.pointer_prefixes import Prefixes
from edition.validate.schema_files import find_file
from edition.xml.namespaces import TEI, XML, XML_ID, tei
from edition.xml.parse import Document, RefusedError, parse_document

_WHOLE = frozenset(map(tei, ("TEI", "teiCorpus")))
_BASE = f"{{{XML}}}base"
_NAME = re.compile(r"[^\s#:/?()\[\]]+")
Key = TypeVar("Key")
_FILES = (".xml", ".tei", ".odd")
_NO_SOURCE = ("#NONE", "#UND")  # in TEI's own ODDs: an example without a source, or of one that is unknown
_MOST_NEAR = 4000  # ids among which near ones are looked for
_NEITHER = frozenset(
    ("name", "value", "class", "location", "scheme", "property", "code")
)  # a bare word is no slip here
#: What may be a witness; other elements of a text are none.
_WITNESSES = frozenset(("witness", "listWit", "msDesc", "msPart", "msFrag", "bibl", "biblStruct", "biblFull", "object"))


@dataclass(slots=True)
class _Target:
    """What pointers of a file have in common: the address, the first of them, and how many there are."""

    pointer: str
    home: str  # attribute and element, for messages
    position: Position
    count: int = 1

    def more(self) -> str:
        return f" (and at {count_of(self.count - 1, 'more place')})" if self.count > 1 else ""


@dataclass(slots=True)
class _File:
    """What is kept of a file: its ids, its dead targets, and its pointers into other files."""

    path: Path
    ids: Mapping[str, str]  # id -> name of the element
    is_ours: bool
    dead: dict[tuple[str, str], _Target] = field(default_factory=dict)
    outside: dict[str, _Target] = field(default_factory=dict)


@dataclass(slots=True)
class PointerCheck:
    """Collects the pointers of files, one after the other; `find` gives what is wrong with those across files."""

    within: Path  # the working folder: files in it may be read
    _files: list[_File] = field(default_factory=list)
    _elsewhere: dict[Path, frozenset[str] | None] = field(default_factory=dict)
    _absent: set[Path] = field(default_factory=set)  # files that were told once as missing

    def add(self, document: Document, pointers: Sequence[Pointers], is_ours: bool) -> None:
        """Collect the pointers of a file. Those inside a file of ours are a matter of rule R104."""
        names = {
            element.get(XML_ID, ""): etree.QName(element).localname
            for element in document.root.iter(etree.Element)
            if XML_ID in element.keys()  # noqa: SIM118
        }
        file = _File(Path(document.path), names, is_ours)
        self._files.append(file)
        whole = document.root.tag in _WHOLE and not is_ours
        prefixes = Prefixes(document.root)
        for element, attribute, pointer in _find_pointers(document.root, pointers):
            local = [p for p in prefixes.expand(pointer) if p.startswith("#") or _is_file(p)]
            if whole and local and all(p.startswith("#") for p in local):
                self._add_local(file, document, element, (attribute, pointer, local))
            elif local and not any(p.startswith("#") for p in local):
                _count(file.outside, local[0], document, element, attribute, pointer)
            elif whole and attribute not in _NEITHER and pointer in names and not _is_there(file.path, pointer):
                _count(file.dead, ("E427", pointer), document, element, attribute, pointer)

    def _add_local(
        self, file: _File, document: Document, element: etree._Element, said: tuple[str, str, Sequence[str]]
    ) -> None:
        attribute, pointer, local = said
        targets = [name for p in local for name in (p[1:], unquote(p[1:])) if name in file.ids]
        if not targets:
            if all(_NAME.fullmatch(p[1:]) for p in local) and pointer not in _NO_SOURCE:
                code = "E428" if attribute == "wit" else "E424"
                _count(file.dead, (code, local[0]), document, element, attribute, pointer)
        elif attribute == "wit" and file.ids[targets[0]] not in _WITNESSES:
            met = document.root.find(f".//{{*}}text//*[@xml:id='{targets[0]}']", {"xml": XML})
            if met is not None:
                _count(file.dead, ("E429", local[0]), document, element, attribute, pointer)

    def find(self) -> tuple[Finding, ...]:
        """What is wrong with the pointers of all files."""
        by_path = {file.path.resolve(): frozenset(file.ids) for file in self._files}
        self._elsewhere = {**by_path}
        found = [finding for file in self._files for finding in (*self._find_dead(file), *self._find_outside(file))]
        return tuple(sorted(found, key=lambda f: (f.position, f.code, f.message)))

    def _find_dead(self, file: _File) -> Iterator[Finding]:
        for (code, _), target in file.dead.items():
            severity, message = self._explain(code, target, file)
            yield Finding(code, severity, message, target.position)

    def _explain(self, code: str, target: _Target, file: _File) -> tuple[Severity, str]:
        name = target.pointer.rpartition("#")[2]
        match code:
            case "E427":
                said = f"names a file; what has that xml:id in this file is #{target.pointer}: write that"
                return Severity.WARNING, f"{target.home} {said}{target.more()}"
            case "E429":
                said = f"points to a {file.ids.get(name) or file.ids[unquote(name)]} of the text, which is no witness"
                return Severity.WARNING, f"{target.home} {said}{target.more()}"
        here = [i for i, kind in file.ids.items() if kind == "witness"] if code == "E428" else []
        if here:
            sigla = ", ".join(sorted(here)[:12]) + (" …" if len(here) > 12 else "")
            return Severity.ERROR, f"{target.home}: the list of witnesses has no {name}, but {sigla}{target.more()}"
        others = [f.path for f in self._files if f is not file and name in f.ids]
        if others:
            said = f"no element of this file has that xml:id, but one of {others[0]}: write its address before the #"
            return Severity.WARNING, f"{target.home} points to nothing: {said}{target.more()}"
        near = _near(name, file.ids)
        return (
            Severity.ERROR,
            f"{target.home} points to nothing: no element of this file has that xml:id{near}{target.more()}",
        )

    def _find_outside(self, file: _File) -> Iterator[Finding]:
        for pointer, target in file.outside.items():
            address, _, name = pointer.partition("#")
            path = find_file(file.path.parent, address)
            ids = self._ids_of(path.resolve()) if path is not None else None
            if path is None and (place := (file.path.parent / address).resolve()) not in self._absent:
                self._absent.add(place)
                said = f"{target.home}: there is no file {address} here, so what points into it was not checked"
                yield Finding("E426", Severity.ADVICE, said, target.position)
            elif ids is not None and name not in ids and unquote(name) not in ids:
                code = "E422" if file.is_ours else "E425"
                said = (
                    f"{target.home} points to nothing: {address} has no xml:id {name}{_near(name, ids)}{target.more()}"
                )
                yield Finding(code, Severity.ERROR, said, target.position)

    def _ids_of(self, path: Path) -> frozenset[str] | None:
        """The ids of a file that is given or lies in the working folder; None where it cannot be read."""
        if path not in self._elsewhere:
            self._elsewhere[path] = _read_ids(path) if path.is_relative_to(self.within.resolve()) else None
        return self._elsewhere[path]


def _find_pointers(root: etree._Element, schemas: Sequence[Pointers]) -> Iterator[tuple[etree._Element, str, str]]:
    """The pointers in the elements of TEI, as (element, attribute, pointer)."""
    if next(root.iter(etree.Element), None) is None:
        return
    based = (
        {e for held in root.iterfind(f".//*[@{_BASE}]") for e in held.iter(etree.Element)} if _has_base(root) else ()
    )
    kinds: dict[str, frozenset[str]] = {}
    for element in root.iter(f"{{{TEI}}}*"):
        if element.tag not in kinds:
            local = str(element.tag).rpartition("}")[2]
            kinds[str(element.tag)] = frozenset().union(*(s.get((TEI, local), frozenset()) for s in schemas))
        for attribute in element.keys() if element not in based else ():
            if attribute in kinds[str(element.tag)]:
                for pointer in element.get(attribute, "").split():
                    yield element, attribute, pointer


def _has_base(root: etree._Element) -> bool:
    return root.find(f".//*[@{_BASE}]") is not None or _BASE in root.keys()  # noqa: SIM118


def _is_file(pointer: str) -> bool:
    """Whether a pointer leads to an id of an XML file beside this one."""
    address, _, name = pointer.partition("#")
    is_relative = not re.match(r"[A-Za-z][\w+.\-]*:|/|\\|\?", address) and "?" not in address
    return bool(is_relative and unquote(address).endswith(_FILES) and _NAME.fullmatch(name))


def _is_there(file: Path, pointer: str) -> bool:
    return find_file(file.parent, pointer) is not None


def _count(
    found: dict[Key, _Target], key: Key, document: Document, element: etree._Element, attribute: str, pointer: str
) -> None:
    if key in found:
        found[key].count += 1
    else:
        home = f"{attribute}=«{pointer}» on {etree.QName(element).localname}"
        found[key] = _Target(pointer, home, document.position(element))


def _near(name: str, ids: Mapping[str, str] | frozenset[str]) -> str:
    near = get_close_matches(name, sorted(ids), 1, 0.8) if len(ids) <= _MOST_NEAR else []
    return f"; did you mean {near[0]}?" if near else ""


def _read_ids(path: Path) -> frozenset[str] | None:
    try:
        root = parse_document(path.read_bytes(), str(path)).root
    except (OSError, RefusedError):
        return None
    return frozenset(element.get(XML_ID, "") for element in root.iter(etree.Element)) - {""}

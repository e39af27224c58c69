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

from edition.late_patterns import late_pattern
from edition.model.finding import Finding, Position, Severity, count_of
from edition.validate.pointer_attributes import Pointers
from edition.validate.pointer_prefixes import Prefixes
from edition.validate.schema_files import find_file
from edition.xml.namespaces import TEI, XML, XML_ID, tei
from edition.xml.parse import Document, RefusedError, parse_document

_WHOLE = frozenset(map(tei, ("TEI", "teiCorpus")))
_BASE = f"{{{XML}}}base"
_NAME = late_pattern(r"[^\s#:/?()\[\]]+")
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
    attribute: str
    element: str
    position: Position
    count: int = 1

    @property
    def home(self) -> str:
        """The attribute and its element, for messages."""
        return f"{self.attribute}=«{self.pointer}» on {self.element}"

    def more(self) -> str:
        return f" (and at {count_of(self.count - 1, 'more place')})" if self.count > 1 else ""


@dataclass(slots=True)
class FilePointers:
    """What is kept of a file: its ids, its dead targets, and its pointers into other files."""

    path: Path
    ids: Mapping[str, str]  # id -> name of the element
    is_ours: bool
    met: set[tuple[str, str]] = field(default_factory=set)  # attributes, with their elements, that lead to ids here
    dead: dict[tuple[str, str], _Target] = field(default_factory=dict)
    outside: dict[str, _Target] = field(default_factory=dict)


def collect_pointers(document: Document, pointers: Sequence[Pointers], is_ours: bool) -> FilePointers:
    """What is to be known of the pointers of a file. Those inside a file of ours are a matter of rule R104."""
    names = {
        element.get(XML_ID, ""): etree.QName(element).localname
        for element in document.root.iter(etree.Element)
        if XML_ID in element.keys()  # noqa: SIM118
    }
    file = FilePointers(Path(document.path), names, is_ours)
    whole = document.root.tag in _WHOLE and not is_ours
    prefixes = Prefixes(document.root)
    for element, attribute, pointer in _find_pointers(document.root, pointers):
        local = [p for p in prefixes.expand(pointer) if p.startswith("#") or _is_file(p)]
        if whole and local and all(p.startswith("#") for p in local):
            _add_local(file, document, element, (attribute, pointer, local))
        elif local and not any(p.startswith("#") for p in local):
            _count(file.outside, local[0], document, element, attribute, pointer)
        elif whole and attribute not in _NEITHER and pointer in names and not _is_there(file.path, pointer):
            _count(file.dead, ("E427", pointer), document, element, attribute, pointer)
    return file


def _add_local(
    file: FilePointers, document: Document, element: etree._Element, said: tuple[str, str, Sequence[str]]
) -> None:
    attribute, pointer, local = said
    met = [name for p in local for name in (p[1:], unquote(p[1:])) if name in file.ids]
    if met:
        file.met.add((attribute, etree.QName(element).localname))
        if attribute != "wit" or not _is_no_witness(document.root, met[0], file.ids[met[0]]):
            return
        code = "E429"
    elif pointer in _NO_SOURCE or not all(_NAME.fullmatch(p[1:]) or (p == "#" and attribute == "wit") for p in local):
        return
    else:
        code = "E428" if attribute == "wit" else "E424"
    _count(file.dead, (code, local[0]), document, element, attribute, pointer)


def check_pointers(files: Sequence[FilePointers], within: Path) -> tuple[Finding, ...]:
    """What is wrong with the pointers of files that are given together; others are read in the folder `within`."""
    check = _PointerCheck(within.resolve(), files, {file.path.resolve(): frozenset(file.ids) for file in files})
    found = [finding for file in files for finding in (*check.find_dead(file), *check.find_outside(file))]
    return tuple(sorted(found, key=lambda f: (f.position, f.code, f.message)))


@dataclass(slots=True)
class _PointerCheck:
    """The files that are given together, and the ids of each file that was looked at."""

    within: Path
    files: Sequence[FilePointers]
    ids: dict[Path, frozenset[str] | None]
    absent: set[Path] = field(default_factory=set)  # files that were told once as missing

    def find_dead(self, file: FilePointers) -> Iterator[Finding]:
        for (code, _), target in file.dead.items():
            severity, message = self._explain(code, target, file)
            yield Finding(code, severity, message, target.position)

    def _explain(self, code: str, target: _Target, file: FilePointers) -> tuple[Severity, str]:
        name = target.pointer.rpartition("#")[2]
        match code:
            case "E427":
                said = f"names a file; what has that xml:id in this file is #{target.pointer}: write that"
                return Severity.WARNING, f"{target.home} {said}{target.more()}"
            case "E429":
                said = f"points to a {file.ids.get(name) or file.ids[unquote(name)]} of the text, which is no witness"
                return Severity.WARNING, f"{target.home} {said}{target.more()}"
        if code == "E428":
            return Severity.ERROR, f"{target.home}: {_explain_siglum(name, file.ids)}{target.more()}"
        others = [f.path for f in self.files if f is not file and name in f.ids]
        near = _near(name, file.ids)
        if others and not near:
            said = f"no element of this file has that xml:id, but one of {others[0]}: write its address before the #"
            return Severity.WARNING, f"{target.home} points to nothing: {said}{target.more()}"
        is_certain = near or (target.attribute, target.element) in file.met
        said = f"no element of this file has that xml:id{near}"
        severity = Severity.ERROR if is_certain else Severity.WARNING
        return severity, f"{target.home} points to nothing: {said}{target.more()}"

    def find_outside(self, file: FilePointers) -> Iterator[Finding]:
        for pointer, target in file.outside.items():
            address, _, name = pointer.partition("#")
            path = find_file(file.path.parent, address)
            ids = self._ids_of(path.resolve()) if path is not None else None
            if path is None and (place := (file.path.parent / address).resolve()) not in self.absent:
                self.absent.add(place)
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
        if path not in self.ids:
            self.ids[path] = _read_ids(path) if path.is_relative_to(self.within) else None
        return self.ids[path]


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


def _is_no_witness(root: etree._Element, name: str, kind: str) -> bool:
    """Whether an id is that of something in the text that cannot be a witness."""
    if kind in _WITNESSES:
        return False
    return any(e.get(XML_ID) == name for text in root.iter(tei("text")) for e in text.iter(etree.Element))


def _explain_siglum(name: str, ids: Mapping[str, str]) -> str:
    if not name:
        return "there is nothing after the #; write the siglum there, or leave the # out"
    sigla = sorted(i for i, kind in ids.items() if kind == "witness")
    if not sigla:
        return f"points to nothing: no element of this file has the xml:id {name}, and there is no list of witnesses"
    return f"the list of witnesses has no {name}, but {', '.join(sigla[:12])}{' …' if len(sigla) > 12 else ''}"


def _is_there(file: Path, pointer: str) -> bool:
    return find_file(file.parent, pointer) is not None


def _count(
    found: dict[Key, _Target], key: Key, document: Document, element: etree._Element, attribute: str, pointer: str
) -> None:
    if key in found:
        found[key].count += 1
    else:
        found[key] = _Target(pointer, attribute, etree.QName(element).localname, document.position(element))


def _near(name: str, ids: Mapping[str, str] | frozenset[str]) -> str:
    near = get_close_matches(name, sorted(ids), 1, 0.8) if len(ids) <= _MOST_NEAR else []
    return f"; did you mean {near[0]}?" if near else ""


def _read_ids(path: Path) -> frozenset[str] | None:
    try:
        root = parse_document(path.read_bytes(), str(path)).root
    except (OSError, RefusedError):
        return None
    return frozenset(element.get(XML_ID, "") for element in root.iter(etree.Element)) - {""}

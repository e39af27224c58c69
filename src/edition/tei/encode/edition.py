"""The edition as TEI: the blocks of the base, the apparatus across all witnesses, moves and notes."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy

from lxml import etree

from edition.model import Apparatus, Block, BlockUnit, Kind, Node, ReadingBlock, Siglum, Witness, reading_blocks
from edition.model.apparatus import NotePlace, ReadingKind
from edition.model.ids import Ids, slugs
from edition.tei.encode.apparatus import ApparatusWriter, Marks, Names
from edition.tei.encode.header import PARALLEL, Imprint, edition_header
from edition.tei.encode.witness import ELEMENTS
from edition.xml.namespaces import NS, XML_ID, tei
from edition.xml.writer import NOT_XML, Writer

_CONTAINERS = frozenset({Kind.SECTION, Kind.LIST, Kind.QUOTATION, Kind.BIBLIOGRAPHY})
_LISTS = frozenset({Kind.LIST, Kind.BIBLIOGRAPHY})
_NEAR = 24
Path = tuple[Node, ...]


def encode_edition(
    apparatus: Apparatus,
    witnesses: Sequence[Witness],
    trees: Mapping[Siglum, etree._Element],
    marks: Marks,
    imprint: Imprint,
) -> etree._Element:
    """The TEI document of the edition.

    `trees` are the witness files (their notes are carried over), `marks` the spans that runs name by number.
    """

    def write(out: Writer, names: Names) -> None:
        Body(out, apparatus, witnesses, ApparatusWriter(out, names, marks)).write()

    return framed(apparatus, witnesses, trees, imprint, write)


def framed(
    apparatus: Apparatus,
    witnesses: Sequence[Witness],
    trees: Mapping[Siglum, etree._Element],
    imprint: Imprint,
    write: Callable[[Writer, Names], etree._Element | None],
    method: str = PARALLEL,
) -> etree._Element:
    """Header, moves and notes around the body that `write` writes; the apparatus it may give back follows the body."""
    ids = slugs(apparatus.sigla)
    out = Writer("TEI", {"xml_lang": imprint.language})
    characters = {c for w in witnesses for c in NOT_XML.findall(w.text)}
    edition_header(out, imprint, witnesses, ids, characters, method)
    labels = _note_labels(witnesses, trees)
    fragments = frozenset(apparatus.fragments)
    names = Names(ids, _move_ids(apparatus), labels, fragments=fragments, note_ids=dict(_note_ids(trees)))
    with out.element("standOff"):
        _links(out, apparatus, names)
    language = next(w.language for w in witnesses if w.siglum == apparatus.base)
    with out.element("text", {"xml_lang": language}):
        entries = write(out, names)
        _back(out, entries, _notes(apparatus.sigla, trees, names), names)
    if not apparatus.transpositions:
        out.root.remove(out.root[1])
    return out.root


def _move_ids(apparatus: Apparatus) -> Mapping[str, str]:
    names = Names({}, {}, {})
    return {str(m.number): names.ids.make("move", m.words, m.siglum) for m in apparatus.transpositions}


def _links(out: Writer, apparatus: Apparatus, names: Names) -> None:
    if not apparatus.transpositions:
        return
    with out.element("linkGrp", {"type": ReadingKind.TRANSPOSITION.value}):
        for move in apparatus.transpositions:
            name = names.moves[str(move.number)]
            target = f"#{name}-first #{name}-last #{name}-place"
            out.empty("link", {"xml_id": name, "n": str(move.length), "target": target})


def _note_labels(
    witnesses: Sequence[Witness], trees: Mapping[Siglum, etree._Element]
) -> Mapping[tuple[Siglum, str], tuple[str, str]]:
    """For each note mark, by siglum and number, its label and the id that its note has in the edition (or nothing)."""
    made: dict[tuple[Siglum, str], tuple[str, str]] = {}
    for witness in witnesses:
        refs = (r for r in trees[witness.siglum].iter(tei("ref")) if r.get("type") == "noteMark")
        for number, ref in enumerate(refs):
            target = ref.get("target", "")[1:]
            made[witness.siglum, str(number)] = ref.get("n", ""), _note_id(witness.siglum, target) if target else ""
    return made


def _note_ids(trees: Mapping[Siglum, etree._Element]) -> Iterator[tuple[NotePlace, str]]:
    """The notes of every witness, by their number, and the id of each in the edition."""
    for siglum, tree in trees.items():
        for number, note in enumerate(tree.iterfind("tei:text//tei:note", NS)):
            yield (siglum, number), _note_id(siglum, note.get(XML_ID, ""))


def _note_id(siglum: Siglum, name: str) -> str:
    """The id in the edition of a note of a witness: two witnesses may have the same note."""
    return Ids().make("note", f"{siglum} {name}")


def _notes(
    sigla: Sequence[Siglum], trees: Mapping[Siglum, etree._Element], names: Names
) -> Mapping[Siglum, Sequence[etree._Element]]:
    """The notes of every witness that has some, whole and not collated."""
    found = {s: [_carried(n, s, names) for n in trees[s].iterfind("tei:text//tei:note", NS)] for s in sigla}
    return {siglum: notes for siglum, notes in found.items() if notes}


def _back(
    out: Writer,
    entries: etree._Element | None,
    found: Mapping[Siglum, Sequence[etree._Element]],
    names: Names,
) -> None:
    """An apparatus outside the text, and the notes, each linked to its marks."""
    if entries is None and not found:
        return
    with out.element("back"):
        if entries is not None:
            with out.element("div", {"type": "apparatus"}):
                out.here.append(entries)
        for siglum, notes in found.items():
            with out.element("div", {"type": "notes", "n": siglum, "corresp": f"#{names.witnesses[siglum]}"}):
                out.text("\n")
                for note in notes:
                    _linked(note, names)
                    out.here.append(note)
                    out.text("\n")


def _carried(note: etree._Element, siglum: Siglum, names: Names) -> etree._Element:
    """A copy of a note with ids and addresses of the edition; marks inside it are told to the notes they point to."""
    copy = deepcopy(note)
    copy.tail = None
    copy.set(XML_ID, _note_id(siglum, note.get(XML_ID, "")))
    for element in copy.iterdescendants():
        if XML_ID in element.attrib:
            element.set(XML_ID, names.ids.make("m", f"{siglum} {element.get(XML_ID)}"))
        for attribute in ("ref", "corresp"):
            if element.get(attribute, "").startswith("../registers/"):
                element.set(attribute, element.get(attribute, "")[3:])
        if element.tag == tei("bibl") and element.get("corresp", "").startswith("#"):
            element.set("corresp", f"witnesses/{names.witnesses[siglum]}.xml{element.get('corresp')}")
        if element.tag == tei("ref") and element.get("target"):
            target = _note_id(siglum, element.get("target", "")[1:])
            element.set("target", f"#{target}")
            names.marks_of.setdefault(target, []).append(element.get(XML_ID, ""))
    return copy


def _linked(note: etree._Element, names: Names) -> None:
    """Let a carried note point back to its marks in the edition."""
    if "target" in note.attrib:
        del note.attrib["target"]
    if targets := names.marks_of.get(note.get(XML_ID, "")):
        note.set("target", " ".join(f"#{t}" for t in targets))


class Body:
    """Writes the body: the tree of the base, with block-sized units where they stand."""

    def __init__(self, out: Writer, apparatus: Apparatus, witnesses: Sequence[Witness], inner: ApparatusWriter) -> None:
        self.out = out
        self.inner = inner
        self.names = inner.names
        self.root = {w.siglum: w.root for w in witnesses}
        self.reading = {w.siglum: reading_blocks(w) for w in witnesses}
        self.base = apparatus.base
        self.blocks = {b.number: b for b in apparatus.blocks if isinstance(b, Block)}
        self.paths = {s: _paths(self.root[s], self.reading[s]) for s in self.root}
        self.number = {s: {id(b.node): i for i, b in enumerate(r)} for s, r in self.reading.items()}
        self.here: dict[tuple[int, int], list[BlockUnit]] = {}
        sectioned: set[int] = set()
        for unit in apparatus.blocks:
            if isinstance(unit, BlockUnit):
                if unit.after in sectioned or self._opens_section(unit.blocks[0]):
                    sectioned.add(unit.after)
                home = self._home(unit.after, unit.after in sectioned)
                self.here.setdefault((id(home), unit.after), []).append(unit)

    def write(self) -> None:
        root = self.root[self.base]
        with self.out.element("body"):
            self.out.text("\n")
            self._units(root, -1)
            self._container(root)
            if all(child.tag in (tei("app"), tei("head"), tei("anchor")) for child in self.out.here):
                self.out.empty("p", {})  # a base without paragraphs still has a body

    def _home(self, after: int, is_section: bool) -> Node:
        """The container of the base in which blocks behind block `after` are placed."""
        paths = self.paths[self.base]
        if after < 0:
            return self.root[self.base]
        before = paths[after]
        behind = paths[after + 1] if after + 1 < len(paths) else paths[after][:1]
        common = [a for a, b in zip(before, behind, strict=False) if a is b]
        if is_section or common[-1].kind in (_LISTS | {Kind.QUOTATION}):
            return common[-1]
        return next(n for n in reversed(before) if n.kind in (Kind.BODY, Kind.SECTION))

    def _container(self, node: Node) -> None:
        """What stands in a container of the base, and behind each part the units that belong there."""
        numbers = self.number[self.base]
        for child in node.children:
            inside = [numbers[id(n)] for n in child.walk() if id(n) in numbers]
            if not inside:
                continue
            if child.kind in _CONTAINERS:
                with self.out.element(ELEMENTS[child.kind], self._attributes(self.base, child)):
                    self.out.text("\n")
                    self._container(child)
            else:
                self._block(self.blocks[inside[0]], self.reading[self.base][inside[0]])
            self.out.text("\n")
            self._units(node, inside[-1])

    def _units(self, node: Node, after: int) -> None:
        for unit in self.here.get((id(node), after), ()):
            if node.kind in _LISTS:
                self._entries(unit, "bibl" if node.kind is Kind.BIBLIOGRAPHY else "item")
            else:
                self._unit(unit)
            self.out.text("\n")

    def _entries(self, unit: BlockUnit, name: str) -> None:
        """Blocks that the base lacks inside one of its lists: an entry each, with the apparatus inside."""
        for block in unit.blocks:
            words = block.text
            says_so = {"type" if name == "bibl" else "rend": "added"}  # TEI gives item no @type
            with (
                self.out.element(name, {"xml_id": self.names.ids.make(name, words), **says_so}),
                self.out.element("app", self.inner.block_unit(unit, words)),
            ):
                self.inner.lacking_lemma(self.base, unit.omitting, unit.lacunose)
                with self.out.element("rdg", self._reading(unit)):
                    self.inner.parts(block)
                self.inner.others_lacking(self.base, unit.omitting, unit.lacunose, unit.notes)

    def _unit(self, unit: BlockUnit) -> None:
        words = "|".join(b.text for b in unit.blocks)
        with self.out.element("app", self.inner.block_unit(unit, words)):
            self.inner.lacking_lemma(self.base, unit.omitting, unit.lacunose)
            with self.out.element("rdg", self._reading(unit)):
                self._added(list(unit.blocks), 0)
            self.inner.others_lacking(self.base, unit.omitting, unit.lacunose, unit.notes)

    def _reading(self, unit: BlockUnit) -> Mapping[str, str]:
        return {"wit": self.names.pointers(unit.witnesses), "type": ReadingKind.BLOCK.value}

    def _added(self, blocks: list[Block], depth: int) -> None:
        """Blocks of other witnesses, in their own sections, lists and quotations.

        A section is opened only where its first block is among them; else its paragraphs stand by themselves.
        """
        while blocks:
            container = self._container_of(blocks[0], depth)
            if container is None:
                self._block(blocks[0], self._reading_block(blocks[0]), in_section=depth > 0)
                blocks.pop(0)
            else:
                siglum = blocks[0].siglum
                inside = []
                while blocks and blocks[0].siglum == siglum and container in self._path(blocks[0]):
                    inside.append(blocks.pop(0))
                with self.out.element(ELEMENTS[container.kind], self._attributes(siglum, container)):
                    self.out.text("\n")
                    self._added(inside, self._path_depth(inside[0], container))
            self.out.text("\n")

    def _path(self, block: Block) -> Path:
        return self.paths[block.siglum][block.number]

    def _path_depth(self, block: Block, container: Node) -> int:
        return next(i for i, n in enumerate(self._path(block)) if n is container)

    def _container_of(self, block: Block, depth: int) -> Node | None:
        """The outermost container below `depth` that is to be opened for a block."""
        for node in self._path(block)[depth + 1 :]:
            if node.kind is not Kind.SECTION or self._first_block(block.siglum, node) == block.number:
                return node
        return None

    def _first_block(self, siglum: Siglum, node: Node) -> int:
        return next(self.number[siglum][id(n)] for n in node.walk() if id(n) in self.number[siglum])

    def _opens_section(self, block: Block) -> bool:
        return any(
            n.kind is Kind.SECTION and self._first_block(block.siglum, n) == block.number for n in self._path(block)
        )

    def _reading_block(self, block: Block) -> ReadingBlock:
        return self.reading[block.siglum][block.number]

    def _block(self, block: Block, source: ReadingBlock, in_section: bool = True) -> None:
        is_added = block.siglum != self.base
        texts = self.reading[block.siglum]
        before = texts[block.number - 1].text[-_NEAR:] if block.number else ""
        after = texts[block.number + 1].text[:_NEAR] if block.number + 1 < len(texts) else ""
        words = block.text if is_added else source.text
        if source.kind is Kind.CAPTION:
            name = self.names.ids.make("caption", words, before, after)
            with self.out.element("figure"), self.out.element("head", {"xml_id": name}):
                self.inner.parts(block)
            return
        element = ELEMENTS[source.kind]
        if is_added and element == "head" and not in_section:
            name = self.names.ids.make("label", words, before, after)
            with self.out.element("label", {"xml_id": name, "type": "heading"}):
                self.inner.parts(block)
            return
        attributes = {"xml_id": self.names.ids.make(element, words, before, after), "n": source.node.get("n")}
        if source.kind is Kind.TITLE:
            attributes["type"] = "title"
        with self.out.element(element, attributes):
            self.inner.parts(block)

    def _attributes(self, siglum: Siglum, node: Node) -> Mapping[str, str]:
        first = self.reading[siglum][self._first_block(siglum, node)].text
        kind = ELEMENTS[node.kind]
        made = {"xml_id": self.names.ids.make(kind, first, siglum, node.get("level"))}
        if node.kind is Kind.SECTION:
            made["type"] = "section"
        if node.kind in _LISTS:
            made["rend"] = node.get("type")
        return made


def _paths(root: Node, blocks: Sequence[ReadingBlock]) -> tuple[Path, ...]:
    """For each reading block the containers it stands in, outermost first."""
    found: dict[int, Path] = {}

    def walk(node: Node, path: Path) -> Iterator[None]:
        for child in node.children:
            if child.kind in _CONTAINERS:
                yield from walk(child, (*path, child))
            else:
                found[id(child)] = path
                yield

    for _ in walk(root, (root,)):
        pass
    return tuple(found[id(b.node)] for b in blocks)

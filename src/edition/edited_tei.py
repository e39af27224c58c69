"""What was changed by hand in TEI that the build writes, said as decisions, which survive the next build."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from edition.decide.find_entries import Unit
from edition.decide.paste_blocks import Paster, Quoted, block_of
from edition.errors import EditionError
from edition.model import BlockUnit, Mention, Siglum, VariationUnit
from edition.model.citing import runs_in
from edition.model.identify import Identified
from edition.project.decision_tables import CLASSES
from edition.project.sources import read_bytes
from edition.stages import Documents, Sources, make_documents
from edition.tei.decode.written_entries import WrittenEntry, WrittenReading, read_written, words_of
from edition.xml.namespaces import TEI, XML_ID
from edition.xml.parse import parse
from edition.xml.text_elements import BLOCKS

EDITION = "tei/edition.xml"
#: Changes of one file that are told.
_MOST = 40
_WHAT = (
    "decisions.toml can say the class of a reading, the bounds of an entry, its lemma, a conjecture, a note, what a "
    "name or date means (docs/deciding.md); words of a witness are corrected in its source, the header in edition.toml"
)
_APP, _NOTE, _HEADER = (f"{{{TEI}}}{name}" for name in ("app", "note", "teiHeader"))
_DATES = ("when", "from", "to", "notBefore", "notAfter")


@dataclass(frozen=True, slots=True)
class Edit:
    """A change by hand: its line, what it is, and the block that says the same, or "" where no decision does."""

    line: int
    what: str
    block: str = ""


def edits_in_words(root: Path, sources: Sources, paths: tuple[str, ...]) -> str:
    """The edits of TEI files as lines, with the blocks that say the same."""
    try:
        documents = make_documents(sources)
        told = [line for path in paths for line in _of_file(root, documents, path)]
    except EditionError as error:
        told = [str(error)]
    if _WHAT in told:  # once, at the end
        told = [*(line for line in told if line != _WHAT), _WHAT]
    return "".join(f"\n{line}" for line in told)


def _of_file(root: Path, documents: Documents, path: str) -> Iterator[str]:
    fresh = documents.files.get(path.removeprefix("tei/"))
    if fresh is None:
        return
    edits = find_edits(documents.model, path, read_bytes(root, path), fresh)
    for one in edits[:_MOST]:
        yield f"{path}:{one.line}: {one.what}" + (":" if one.block else "")
        yield from (f"    {line}" for line in one.block.split("\n") if one.block)
    if len(edits) > _MOST:
        yield f"{path}: and {len(edits) - _MOST} more changes"
    if not edits:
        yield f"{path}: no change that a decision could say was found (white space, comments, the order of attributes)"
    elif not all(one.block for one in edits):
        yield _WHAT


def find_edits(model: Identified, path: str, edited: bytes, fresh: bytes) -> tuple[Edit, ...]:
    """What differs between a file that was edited and what the build would write."""
    old, new = parse(fresh, path), parse(edited, path)
    finder = _Finder(model)
    found = [*finder.marks(old, new, path), *finder.elsewhere(old, new)]
    if path == EDITION:
        found += finder.entries(old, new)
    return tuple(sorted(found, key=lambda edit: edit.line))


class _Finder:
    def __init__(self, model: Identified) -> None:
        self.model = model
        self.paster = Paster(model)

    # -- entries

    def entries(self, old: etree._Element, new: etree._Element) -> Iterator[Edit]:
        """What was changed in entries."""
        was, now = read_written(old).entries, read_written(new).entries
        units = {unit.id: unit for unit in self.model.apparatus.units()}
        lines = {app.get(XML_ID, ""): _line_of(app) for app in new.iter(_APP)}
        for name, one in now.items():
            if name not in was or name not in units:
                yield Edit(
                    lines.get(name, 0), f"the entry {name} is not of the build: [[join]] and [[split]] make entries"
                )
            elif one != was[name]:
                for what, block in self._of_entry(units[name], was[name], one):
                    yield Edit(lines[name], what, block)
        for name in was.keys() - now.keys():
            yield Edit(0, f"the entry {name} was taken out: [[join]] makes one of two, [[hide]] hides one")

    def _of_entry(self, unit: Unit, was: WrittenEntry, now: WrittenEntry) -> Iterator[tuple[str, str]]:
        """Each change of an entry, and its block."""
        quoted = self.paster.quote(unit)
        if quoted is None:
            return
        lemma = list(self._of_lemma(unit, was, now, quoted))
        yield from lemma
        if not lemma and isinstance(unit, VariationUnit):  # of a passage the entries in it say what was changed
            yield from self._of_readings(was, now, quoted)
            is_classed = any(
                one.type != now.of_witness[s].type for s, one in was.of_witness.items() if s in now.of_witness
            )
            if was.type != now.type and not is_classed:
                yield self._class(quoted, "", now.type, f"{was} is {now.type} now")
        yield from self._of_notes(was, now, quoted)

    def _of_lemma(self, unit: Unit, was: WrittenEntry, now: WrittenEntry, quoted: Quoted) -> Iterator[tuple[str, str]]:
        if was.lemma.text == now.lemma.text or not isinstance(unit, VariationUnit):
            return
        source = next((r for r in was.readings if r.sigla and r.text == now.lemma.text), None)
        what = f"the lemma «{was.lemma.text}» became «{now.lemma.text}»"
        if source is not None:
            yield f"{what}, which {source.sigla[0]} has", self.paster.lemma(quoted, source.sigla[0]).text
            return
        anchor = block_of("conjecture", quoted.siglum, quoted.anchor, [("read", now.lemma.text)])
        yield f"{what}, which no witness has", f"{anchor}\nadopt = true"

    def _of_readings(self, was: WrittenEntry, now: WrittenEntry, quoted: Quoted) -> Iterator[tuple[str, str]]:
        before, behind = was.of_witness, now.of_witness
        told: set[tuple[str, str]] = set()
        for siglum in before.keys() & behind.keys():
            one, other = before[siglum], behind[siglum]
            if one.text != other.text:
                yield f"the words of {siglum} were changed: correct them in its source", ""
            elif one.type != other.type and (one.id, other.type) not in told:
                told.add((one.id, other.type))
                yield self._class(quoted, siglum, other.type, f"what {siglum} has became {other.type}")
        for siglum in before.keys() ^ behind.keys():
            yield f"the reading of {siglum} was added or taken out: its source says what it has", ""
        for reading in now.readings:
            if not reading.sigla and reading not in was.readings:
                yield self._conjecture(reading, quoted)

    def _conjecture(self, reading: WrittenReading, quoted: Quoted) -> tuple[str, str]:
        keys = [("read", reading.text), *([("of", reading.source.lstrip("#"))] if reading.source else [])]
        block = block_of("conjecture", quoted.siglum, quoted.anchor, keys)
        return f"a reading that no witness has was added: «{reading.text}»", block

    def _class(self, quoted: Quoted, of: Siglum, given: str, what: str) -> tuple[str, str]:
        if given not in CLASSES:
            return f"{what}, which is no class; there is {', '.join(CLASSES)}", ""
        keys = [*([("of", of)] if of else []), ("as", given)]
        return what, block_of("class", quoted.siglum, quoted.anchor, keys)

    def _of_notes(self, was: WrittenEntry, now: WrittenEntry, quoted: Quoted) -> Iterator[tuple[str, str]]:
        for note in now.notes:
            if note and note not in was.notes:
                yield "a note was added", self.paster.note(quoted, note).text
        for note in was.notes:
            if note not in now.notes:
                yield f"the note «{note}» was taken out or changed: change the [[note]] that says it", ""

    # -- names and dates

    def marks(self, old: etree._Element, new: etree._Element, path: str) -> Iterator[Edit]:
        """Names and dates that mean something else now."""
        was = {e.get(XML_ID, ""): e for e in old.iter(etree.Element) if e.get("ref") or _date_of(e)}
        known = self._mentions(path)
        for element in new.iter(etree.Element):
            name = element.get(XML_ID, "")
            if name not in was or name not in known:
                continue
            one, other = (_meaning_of(e) for e in (was[name], element))
            if one != other:
                siglum, mention = known[name]
                words = " ".join(words_of(element).split())
                what = f"«{words}» in {siglum} means {other[1] or 'nothing'} now"
                yield Edit(_line_of(element), what, self._mention(siglum, mention, other))

    def _mentions(self, path: str) -> Mapping[str, tuple[Siglum, Mention]]:
        """The marks of a file by their ids."""
        if path == EDITION:
            return dict(self._marks_of_edition())
        siglum = next((s for s, slug in self.model.slugs.items() if path == f"tei/witnesses/{slug}.xml"), "")
        return {m.id: (siglum, m) for m in self.model.mentions.get(siglum, ())}

    def _marks_of_edition(self) -> Iterator[tuple[str, tuple[Siglum, Mention]]]:
        for one in self.model.apparatus.blocks:
            for block in one.blocks if isinstance(one, BlockUnit) else (one,):
                for run in runs_in(block.parts):
                    for span in run.spans:
                        mark = self.model.marks[run.siglum][span.number]
                        if isinstance(mark, Mention) and span.id:
                            yield span.id, (run.siglum, mark)

    def _mention(self, siglum: Siglum, mention: Mention, meaning: tuple[str, str]) -> str:
        anchor = self.paster.quoted(siglum, mention.start, mention.end).anchor
        if anchor.nth or mention.hers:
            return ""
        if not meaning[1]:
            return f"{block_of('mention', siglum, anchor)}\nreject = true"
        return block_of("mention", siglum, anchor, [meaning])

    # -- all else

    def elsewhere(self, old: etree._Element, new: etree._Element) -> Iterator[Edit]:
        """Changes that no decision can say: of the text outside of entries, and of the header."""
        was, now = ({e.get(XML_ID, ""): e for e in root.iter(*BLOCKS) if e.get(XML_ID)} for root in (old, new))
        for name, element in now.items():
            if name not in was:
                yield Edit(_line_of(element), f"the {etree.QName(element).localname} {name} is not of the build")
            elif _outside_of_entries(element) != _outside_of_entries(was[name]):
                yield Edit(_line_of(element), "words outside of entries, or their markup, were changed")
        for name in was.keys() - now.keys():
            yield Edit(0, f"the {etree.QName(was[name]).localname} {name} was taken out")
        headers = [root.find(f"./{_HEADER}") for root in (old, new)]
        texts = [_plain(header) for header in headers if header is not None]
        if len(texts) == 2 and texts[0] != texts[1]:
            yield Edit(0, "the header was changed")


def _outside_of_entries(block: etree._Element) -> list[str]:
    """What a block has outside of entries and inner blocks: words, and the names of elements."""
    made = [block.text or ""]
    for child in block:
        if isinstance(child.tag, str) and child.tag not in (*BLOCKS, _APP):
            made += [child.tag, *_outside_of_entries(child)]
        made.append(child.tail or "")
    return ["".join(made)]


def _line_of(element: etree._Element) -> int:
    line = element.sourceline
    return line if isinstance(line, int) else 0


def _plain(header: etree._Element) -> list[str]:
    return [" ".join(text.split()) for text in header.itertext() if isinstance(text, str) and text.strip()]


def _date_of(element: etree._Element) -> str:
    start, end = element.get("from") or element.get("notBefore"), element.get("to") or element.get("notAfter")
    return element.get("when") or (f"{start}/{end}" if start and end else "")


def _meaning_of(element: etree._Element) -> tuple[str, str]:
    """The key of a decision for what an element means, and its value."""
    if ref := element.get("ref", ""):
        return "ref", ref.rpartition("#")[2]
    return "date", _date_of(element)

"""Prove on a folder of TEI files that they are kept: `python -m bench.corpora FOLDER [tei_all.rng]` (`make corpora`).

Every file is read, marked at random stretches of words (with a fixed seed: worse than real names), and cut again: the
same bytes must come back, and the same words be read. With a schema: what was valid stays valid, and what was not gets
no complaint of a new kind. The files stay where they are.
"""

import random
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from edition.errors import EditionError
from edition.model import Mention, MentionKind, Witness
from edition.project.ownership import KeptNote
from edition.readers.options import ReaderOptions
from edition.readers.registry import read_source
from edition.readers.source_file import SourceFile
from edition.tei.decode.cut import cut_file
from edition.tei.encode.header import Imprint
from edition.tei.encode.kept import FileMarker
from edition.xml.namespaces import TEI
from edition.xml.transcription import parse_transcription

_PATH = "tei/witnesses/A.xml"
_WORD = re.compile(r"\w+")
_LONGEST_VALIDATED = 1_500_000  # bytes
_MOST_MARKS = 3000
_SEVERAL = re.compile(r'part = "#([^"]*)"')


@dataclass
class Table:
    """Figures by their names, and for each fault the files that have it."""

    counts: Counter[str] = field(default_factory=Counter)
    faults: dict[str, list[str]] = field(default_factory=dict)

    def fault(self, kind: str, name: str) -> None:
        """Note a fault."""
        self.counts[f"fault: {kind}"] += 1
        self.faults.setdefault(kind, []).append(name)

    def lines(self) -> Iterator[str]:
        """The table."""
        for name, count in sorted(self.counts.items()):
            yield f"{count:8}  {name}"
        for kind, names in self.faults.items():
            yield f"{kind}: {'; '.join(names[:12])}"


def prove_folder(folder: Path, schema: etree.RelaxNG | None) -> Table:
    """The proof over every file in a folder and below it."""
    table = Table()
    begin = time.process_time()
    for path in sorted(place for place in folder.rglob("*") if place.is_file()):
        table.counts["files"] += 1
        _prove_file(path, schema, table)
    table.counts["seconds of CPU"] = round(time.process_time() - begin)
    return table


def _prove_file(path: Path, schema: etree.RelaxNG | None, table: Table) -> None:
    data = path.read_bytes()
    try:
        witness, options = _read(data)
    except EditionError as error:
        reason = re.sub(
            r"^.*?: |\b(?:line|byte) \d+|«.*?»|\d+", "", str(error).removeprefix("A.xml").strip(": 0123456789")
        )
        table.counts[f"refused: {reason[:90]}"] += 1
        return
    table.counts["read"] += 1
    table.counts["words"] += len(_WORD.findall(witness.text))
    marker = FileMarker(parse_transcription(data, "A.xml"), Imprint("corpora", "en", editors=("Ø",)))
    mentions = list(_mentions(witness, random.Random(path.name)))
    marker.mark(witness, mentions)
    note = KeptNote(_PATH, marker.prefix, "A.xml", witness.seed.sha256, ("A",))
    marked = note.added_to(marker.finish())
    _count_marks(marked, mentions, marker, table)
    try:
        same, again = cut_file(marked, _PATH) == data, _read(marked, options)[0].text == witness.text
    except EditionError as error:
        table.fault("the marked file cannot be read", f"{path.name}: {error}")
        return
    table.counts["same bytes after cutting"] += same
    table.counts["same words with marks"] += again
    for kind, holds in (("other bytes", same), ("other words", again)):
        if not holds:
            table.fault(kind, path.name)
    if schema is not None and len(data) < _LONGEST_VALIDATED:
        _compare_complaints(path.name, schema, data, marked, table)


def _read(data: bytes, options: ReaderOptions | None = None) -> tuple[Witness, ReaderOptions]:
    """A file as a witness; of several texts, the first that has a name."""
    options = options or ReaderOptions(language="en")
    try:
        made = read_source(SourceFile("A", "A.xml", data), "tei", options)
    except EditionError as error:
        several = _SEVERAL.search(str(error))
        if several is None or options.part:
            raise
        return _read(data, ReaderOptions(language="en", part=f"#{several[1]}"))
    return Witness("A", "A", made.seed, made.root, made.reader, account=made.account), options


def _mentions(witness: Witness, chance: random.Random) -> Iterator[Mention]:
    """Stretches of one to four words, with a distance between them; some go over the end of a block."""
    words, at, number = [found.span() for found in _WORD.finditer(witness.text)], 0, 0
    while at < len(words) and number < _MOST_MARKS:
        length = chance.choice((1, 1, 2, 2, 3, 4))
        if at + length <= len(words):
            kind = chance.choice(list(MentionKind))
            start, end = words[at][0], words[at + length - 1][1]
            ref = "" if kind in (MentionKind.DATE, MentionKind.LAW) else "pers-x"
            yield Mention(kind, start, end, ref, id=f"m-{number}", cert="medium", by_editor=number % 7 == 0)
        at, number = at + length + chance.choice((3, 8, 15)), number + 1


def _count_marks(marked: bytes, mentions: Sequence[Mention], marker: FileMarker, table: Table) -> None:
    root = parse_transcription(marked, "A.xml").root
    ours = [e for e in root.iter(f"{{{TEI}}}*") if e.get(_XML_ID, "").startswith(f"{marker.prefix}m-")]
    apart = sum(etree.QName(e).localname == "span" for e in ours)
    parts = sum(e.get("next") is not None and e.get("prev") is None for e in ours)
    table.counts["marks asked for"] += len(mentions)
    table.counts["marks in parts"] += parts
    table.counts["marks apart (anchors and span)"] += apart
    table.counts["marks left out"] += len(marker.unmarked)
    table.counts["marks of one element"] += len(mentions) - len(marker.unmarked) - apart - parts


_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"


def _compare_complaints(name: str, schema: etree.RelaxNG, before: bytes, after: bytes, table: Table) -> None:
    one, other = (_complaints(schema, data) for data in (before, after))
    table.counts[f"valid before: {not one}, after: {not other}"] += 1
    new = [said for said in other if said not in one]
    if not one and other:
        table.fault("made invalid", f"{name}: {new[:2]}")
    elif new:
        table.fault("a new kind of complaint", f"{name}: {new[:2]}")


def _complaints(schema: etree.RelaxNG, data: bytes) -> Counter[str]:
    root = parse_transcription(data, "A.xml").root
    tree = etree.fromstring(etree.tostring(root), etree.XMLParser(huge_tree=True, collect_ids=False))
    schema.validate(tree)
    return Counter(error.message for error in schema.error_log)


def main() -> int:
    """Print the table; the status says whether all holds."""
    schema = etree.RelaxNG(etree.parse(sys.argv[2])) if len(sys.argv) > 2 else None
    table = prove_folder(Path(sys.argv[1]), schema)
    print("\n".join(table.lines()))
    return 1 if table.faults else 0


if __name__ == "__main__":
    raise SystemExit(main())

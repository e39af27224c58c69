"""Marks in an editor's TEI file, put there without an edition around it."""

from collections.abc import Sequence
from dataclasses import dataclass

from edition.model import Mention, MentionKind, Witness
from edition.project.ownership import KeptNote
from edition.readers.options import ReaderOptions
from edition.readers.registry import read_source
from edition.readers.source_file import SourceFile
from edition.tei.encode.header import Imprint
from edition.tei.encode.kept import FileMarker
from edition.xml.entities import NONE, Declarations
from edition.xml.transcription import parse_transcription

IMPRINT = Imprint("Made up", "en", editors=("Ægidius Ø",))
PATH = "tei/witnesses/A.xml"
BEGIN = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>test</title></titleStmt>'
    "<publicationStmt><p>test</p></publicationStmt><sourceDesc><p>made up</p></sourceDesc></fileDesc></teiHeader>"
)


def file_of(body: str) -> str:
    """A TEI file with this body."""
    return f"{BEGIN}<text><body>{body}</body></text></TEI>"


def read(data: bytes, declarations: Declarations = NONE) -> Witness:
    """The witness that a file is."""
    source = SourceFile("A", "A.xml", data, declarations=declarations)
    made = read_source(source, "tei", ReaderOptions(language="en"))
    return Witness("A", "A", made.seed, made.root, made.reader, account=made.account)


@dataclass(frozen=True)
class Marked:
    """A file with marks: as it was, as it is, and what stands between the two."""

    before: bytes
    after: bytes
    marker: FileMarker
    witness: Witness


def mark(
    data: bytes, stretches: Sequence[tuple[int, int] | str], kind: MentionKind = MentionKind.PERSON,
    declarations: Declarations = NONE, by_editor: bool = False,
) -> Marked:  # fmt: skip
    """A file with marks for stretches of its text, or for words of it, one behind the other."""
    witness = read(data, declarations)
    mentions, at = [], 0
    for number, one in enumerate(stretches):
        if isinstance(one, str):
            start = witness.text.index(one, at)
            at = end = start + len(one)
        else:
            start, end = one
        ref = "pers-x" if kind is MentionKind.PERSON else ""
        mentions.append(Mention(kind, start, end, ref, id=f"m-{number}", by_editor=by_editor))
    marker = FileMarker(parse_transcription(data, "A.xml", declarations), IMPRINT)
    marker.mark(witness, mentions)
    note = KeptNote(PATH, marker.prefix, "A.xml", witness.seed.sha256, ("A",))
    return Marked(data, note.added_to(marker.finish()), marker, witness)

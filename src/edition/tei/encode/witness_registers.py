"""Register files of the entries that stand in transcriptions alone; the build writes them, nobody edits them."""

from collections.abc import Mapping, Sequence

from lxml import etree

from edition.model import Entry, EntryKind
from edition.tei.encode.header import Imprint, write_program
from edition.tei.encode.registers import register_file
from edition.xml.namespaces import NS
from edition.xml.writer import Writer

#: The folder in `tei/` in which they stand.
FOLDER = "witness-registers"


def witness_registers(entries: Sequence[Entry], imprint: Imprint) -> Mapping[str, bytes]:
    """The files by their paths in `tei/`, one for each kind of entry that there is."""
    kinds = {kind: [e for e in entries if e.kind is kind] for kind in EntryKind}
    return {f"{FOLDER}/{kind.value}.xml": _file(kind, there, imprint) for kind, there in kinds.items() if there}


def _file(kind: EntryKind, entries: Sequence[Entry], imprint: Imprint) -> bytes:
    root = etree.fromstring(register_file(kind, entries, imprint.language))
    title = root.find("tei:teiHeader//tei:title", NS)
    header = root.find("tei:teiHeader", NS)
    assert title is not None
    assert header is not None
    title.text = f"{kind.value.capitalize()} in the transcriptions of the witnesses"
    out = Writer("TEI")
    with out.element("encodingDesc"):
        write_program(out, imprint)
    header.append(out.root[0])
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"

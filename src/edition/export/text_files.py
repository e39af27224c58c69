"""Plain text: for tools that count and compare words."""

from collections.abc import Iterator

from edition.export.published import PublishedText
from edition.export.registry import exporter
from edition.export.source import ExportSource
from edition.model import Apparatus, Block, VariationUnit


@exporter("texts", by_address=True)
def export_text(source: ExportSource) -> Iterator[tuple[str, bytes]]:
    """Plain text of each witness, of its notes and of the edition: a block a line, blank lines between."""
    yield from ((text.path, text.text.encode("utf-8")) for text in source.texts)
    base = next(text for text in source.texts if text.name == source.slugs[source.apparatus.base])
    yield "text/edition.txt", _own_text(base, source.apparatus).encode("utf-8")


def _own_text(base: PublishedText, apparatus: Apparatus) -> str:
    """The edition's own text: that of the base, with the lemmata that the editor chose."""
    made, at = "", 0
    chosen = {b.number: " ".join(b.text.split()) for b in apparatus.blocks if isinstance(b, Block) and _is_decided(b)}
    for number, block in enumerate(base.blocks):
        made += base.text[at : block.start] + chosen.get(number, base.text[block.start : block.end])
        at = block.end
    return made + base.text[at:]


def _is_decided(block: Block) -> bool:
    return any(isinstance(unit, VariationUnit) and unit.lemma.resp for unit in block.units())

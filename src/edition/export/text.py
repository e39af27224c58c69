"""Plain text: for tools that count and compare words."""

from collections.abc import Mapping

from edition.export.source import ExportSource
from edition.model import reading_blocks


def export_text(source: ExportSource) -> Mapping[str, bytes]:
    """Plain text of each witness and of the edition: a block a line, blank lines between."""
    made = {}
    for witness in source.witnesses:
        text = "\n\n".join(block.text for block in reading_blocks(witness)) + "\n"
        made[f"text/{source.slugs[witness.siglum]}.txt"] = text.encode("utf-8")
    made["text/edition.txt"] = made[f"text/{source.slugs[source.apparatus.base]}.txt"]
    return made

"""Plain text: for tools that count and compare words."""

from collections.abc import Mapping

from edition.export.registry import exporter
from edition.export.source import ExportSource


@exporter("texts")
def export_text(source: ExportSource) -> Mapping[str, bytes]:
    """Plain text of each witness, of its notes and of the edition: a block a line, blank lines between."""
    made = {text.path: text.text.encode("utf-8") for text in source.texts}
    made["text/edition.txt"] = made[f"text/{source.slugs[source.apparatus.base]}.txt"]
    return made

"""Markdown as pandoc reads it (pandoc.org/MANUAL.html#pandocs-markdown): the reading text with footnotes."""

from collections.abc import Iterator, Mapping

from edition.export.annotated_text import Line, annotated
from edition.export.registry import exporter
from edition.export.source import ExportSource
from edition.late_patterns import late_pattern

_NO_BREAK = "\u00a0"  # blanks that pandoc keeps at the start of a line
_SPECIAL = late_pattern(r"([\\`*_{}\[\]<>#|~^$@\"'])")
_SMART = late_pattern(r"-(?=-)|\.(?=\.\.)")  # pandoc makes a dash or an ellipsis of them
_LIKE_A_MARK = late_pattern(r"^(\d+)([.)])(?=\s)|^([-+])(?=\s)|^(=+|-+)$")


@exporter("texts")
def export_markdown(source: ExportSource) -> Mapping[str, bytes]:
    """Markdown: the reading text with its variants as footnotes (pandoc, Obsidian, any editor)."""
    lines = annotated(source)
    text = "".join(f"{_parting(line) if number else ''}{_block(line)}" for number, line in enumerate(lines))
    notes = [f"[^{note.number}]: {_escaped(note.text)}" for line in lines for note in line.notes]
    return {"markdown/edition.md": ("\n\n".join([text, *notes]) + "\n").encode("utf-8")}


def _parting(line: Line) -> str:
    """Verses of a stanza are one block of lines."""
    return "\n" if line.kind == "verse" and not line.begins else "\n\n"


def _block(line: Line) -> str:
    text = "".join(_pieces(line))
    match line.kind:
        case "heading":
            return f"{'#' * min(line.level + 1, 6)} {text}"
        case "item":
            return f"{'-' if line.mark == '•' else line.mark} {text}"
        case "quotation":
            return f"> {text}"
        case "caption" | "stage":
            return f"*{text}*"
        case "verse":
            return f"| {_NO_BREAK * 2 * line.level}{text}"
        case "speaker":
            return f"**{text}**"
    return _LIKE_A_MARK.sub(lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[0]}", text)


def _pieces(line: Line) -> Iterator[str]:
    for piece in line.pieces:
        yield _escaped(piece) if isinstance(piece, str) else f"[^{piece.number}]"


def _escaped(text: str) -> str:
    return _SMART.sub(r"\\\g<0>", _SPECIAL.sub(r"\\\1", text))

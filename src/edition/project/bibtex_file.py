"""Read works from BibTeX or BibLaTeX, with accents and names as LaTeX has them."""

import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bibtexparser import model as found
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares.names import parse_single_name_into_parts, split_multiple_persons_names
from pylatexenc.latex2text import LatexNodes2Text

from edition.errors import ConfigError
from edition.late_patterns import late_pattern
from edition.model.bibliography import OTHERS, Scholar, Work

logging.getLogger("bibtexparser").addHandler(logging.NullHandler())  # what is wrong is an error of ours
_LATEX = LatexNodes2Text(math_mode="verbatim")
#: Of each part of a work the fields that may have it, the first that is there.
_FIELDS = {
    "year": ("year", "date"), "container": ("booktitle", "maintitle"), "journal": ("journal", "journaltitle"),
    "series": ("series",), "volume": ("volume",), "number": ("number", "issue"), "pages": ("pages",),
    "edition": ("edition",), "publisher": ("publisher", "institution", "school", "organization"),
    "place": ("address", "location"), "doi": ("doi",), "isbn": ("isbn",), "url": ("url",), "note": ("note",),
    "label": ("shorthand",),
}  # fmt: skip
_LITERAL = ("doi", "url", "isbn")  # fields in which no sign is LaTeX
#: A part of a value: in braces, in quotation marks, or a name of words that are given elsewhere.
_VALUE = late_pattern(r"\s*(?:(?P<group>[{\"])|(?P<word>[^\s#\"{}]+))")
_UNMARKED = late_pattern(r"^[ \t]*(\w+)\s*\{\s*[^\s,{}=]+\s*,", re.MULTILINE)


def read_bibtex(text: str, path: str) -> Iterator[tuple[Work, int]]:
    """The works of a file, each with its line. ConfigError with file and line where it cannot be read."""
    library = parse_string(text, parse_stack=[])
    strings: dict[str, str] = {}
    for block in library.blocks:
        line = (block.start_line or 0) + 1
        match block:
            case found.String():
                strings[block.key.casefold()] = _value(block.value, strings)
            case found.Entry():
                if not block.key:
                    raise ConfigError(f"{path}:{line}:1: the entry has no key; write one behind {{")
                yield _Entry(block, strings).work(path, line), line
            case found.ImplicitComment() if unmarked := _UNMARKED.search(block.comment):
                line += block.comment.count("\n", 0, unmarked.start())
                raise ConfigError(f"{path}:{line}:1: {unmarked[1]} has no @ before it, so that it is no entry")
            case found.ParsingFailedBlock():
                raise ConfigError(f"{path}:{line}:1: {_problem(block)}")
            case _:
                pass


def _problem(block: found.ParsingFailedBlock) -> str:
    """What is wrong with an entry that could not be read."""
    if isinstance(block, found.DuplicateBlockKeyBlock):
        return f"two entries have the key {block.key!r}; rename one of them"
    if isinstance(block, found.DuplicateFieldKeyBlock):
        return f"the entry has the field {sorted(block.duplicate_keys)[0]!r} twice; take one of them out"
    return "the entry cannot be read: a brace or a quotation mark is not closed, or the comma behind the key is missing"


@dataclass(frozen=True, slots=True)
class _Entry:
    block: found.Entry
    strings: Mapping[str, str]

    def work(self, path: str, line: int) -> Work:
        values = {f.key.casefold(): _value(f.value, self.strings) for f in self.block.fields}
        title = _plain(values.get("title", ""))
        if subtitle := _plain(values.get("subtitle", "")):
            title = f"{title}: {subtitle}"
        if not title:
            raise ConfigError(f"{path}:{line}:1: {self.block.key!r} has no title; write title = {{…}}")
        parts = {part: _first(values, names) for part, names in _FIELDS.items()}
        parts["year"] = re.sub(r"^(\d{4})(-\d\d){1,2}$", r"\1", parts["year"])
        authors, editors = (tuple(_people(values.get(role, ""))) for role in ("author", "editor"))
        return Work(self.block.key, title, authors, editors, **parts)


def _first(values: Mapping[str, str], names: tuple[str, ...]) -> str:
    name = next((name for name in names if values.get(name)), "")
    return " ".join(values.get(name, "").split()) if name in _LITERAL else _plain(values.get(name, ""))


def _value(written: str, strings: Mapping[str, str]) -> str:
    """A value without its braces or quotation marks; parts with # between them are joined."""
    made, at = [], 0
    while at < len(written):
        part = _VALUE.match(written, at)
        if part is None:
            at += 1  # the sign between two parts, or white space
            continue
        if part["word"]:
            made.append(strings.get(part["word"].casefold(), part["word"]))
            at = part.end()
        else:
            end = _end_of(written, part.end() - 1)
            made.append(written[part.end() : end])
            at = end + 1
    return "".join(made)


def _end_of(written: str, start: int) -> int:
    """Where the brace or quotation mark at a place is closed."""
    closing, depth = {"{": "}", '"': '"'}[written[start]], 0
    for at in range(start + 1, len(written)):
        if written[at] == closing and not depth:
            return at
        depth += {"{": 1, "}": -1}.get(written[at], 0)
    return len(written)


def _people(value: str) -> Iterator[Scholar]:
    for name in split_multiple_persons_names(value) if value.strip() else ():
        if name.strip() == "others":
            yield Scholar(OTHERS)
            continue
        parts = parse_single_name_into_parts(name, strict=False)
        given = " ".join((*parts.first, *parts.jr))
        yield Scholar(_plain(" ".join((*parts.von, *parts.last))), _plain(given))


def _plain(latex: str) -> str:
    """Words as they are printed. % begins no comment here."""
    words = _LATEX.latex_to_text(re.sub(r"(?<!\\)%", r"\\%", latex))
    return " ".join(words.split())

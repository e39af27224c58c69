"""`edition.toml`, the one configuration: read once, checked key by key; each stage sees its own table."""

import difflib
import os
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import MISSING, Field, dataclass, field, fields
from pathlib import Path
from typing import Any, TypeVar, get_type_hints

from edition.errors import ConfigError
from edition.project.config_checks import wrong_settings
from edition.project.generated import generated_place
from edition.project.utf8 import decoded

FILE_NAME = "edition.toml"
MOST = 1_000_000  # as a number; more is a slip of the hand
SCOPES = ("whole", "fragment")
PAPERS = ("a5", "octavo", "a4")
LAYERS = ("variants", "moves", "persons", "sources")  # of the foot of a printed page
LAST_MOMENT = 253402300799  # the end of the year 9999, in seconds since 1970
LANGUAGES = ("en", "de")  # in which the site has labels (xslt/messages)


@dataclass(frozen=True, slots=True)
class EditionOptions:
    """`[edition]`: what the edition is."""

    title: str
    base: str
    language: str = "en"
    editors: tuple[str, ...] = ()
    version: str = ""
    date: str = ""
    licence: str = ""
    publisher: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class WitnessOptions:
    """One `[[witness]]`: where a witness comes from. What is left blank stays blank in the header."""

    siglum: str
    seed: str
    name: str = ""
    reader: str = ""
    scope: str = "whole"
    encoding: str = ""
    language: str = ""
    author: str = ""
    source: str = ""
    accessed: str = ""
    date: str = ""
    licence: str = ""
    furniture: tuple[str, ...] = ()  # patterns of what a page shows around the text, at the beginning of a line
    captions: tuple[str, ...] = ()  # patterns that tell captions
    lists: bool = True  # whether lines of a plain text that begin with numbers or bullets may be lists


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """`[reading]`: what readers cannot see in a seed. `scripts` names the language of words in another script."""

    scripts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CollateOptions:
    """`[collation]`: how witnesses are compared.

    same: words or phrases that the editor treats as equal to others (aka, also known as). near_match: the share of
    letters from which two words are forms of one word. shortest_transposition: the words of the shortest transposition
    that is reported. ignore_punctuation, ignore_case: whether marks, and capital and small letters, are equal in the
    alignment.
    """

    same: Mapping[str, str] = field(default_factory=dict)
    near_match: float = 0.6
    shortest_transposition: int = 6
    ignore_punctuation: bool = False
    ignore_case: bool = True


@dataclass(frozen=True, slots=True)
class AnnotationOptions:
    """`[annotation]`: what is known of the names of these texts. `words`: a file of words (see `vocabulary`)."""

    words: str = ""


@dataclass(frozen=True, slots=True)
class PdfOptions:
    """`[pdf]`: the printed page."""

    paper: str = "a5"  # or octavo, a4
    language: str = ""  # of the labels; left out: as on the site
    layers: tuple[str, ...] = LAYERS  # of the foot, from top to bottom
    line_numbers: int = 5  # a number every so many lines; 0: none
    accidentals: bool = True  # print differences of spelling, punctuation and capitals, too
    cut: int = 12  # omissions of as many words or more stand with the moves
    longest_reading: int = 40  # longer readings stand in the appendix
    longest_lemma: int = 5  # longer lemmata are cited by their first and last word
    fonts: str = ""  # a folder with fonts for letters that ours lack
    parallel: tuple[str, ...] = ()  # two sigla: a second PDF with these witnesses on facing pages
    required: bool = False  # a PDF that cannot be set ends the build


@dataclass(frozen=True, slots=True)
class SiteOptions:
    """`[site]`: the language of the labels, and files of the editor's own: a stylesheet, labels, an XSLT module."""

    language: str = ""  # left out: that of the edition, where there are labels in it
    style: str = ""
    messages: str = ""
    module: str = ""
    quality: str = ""  # a table of what was measured, shown on the page about the edition

    @property
    def files(self) -> dict[str, str]:
        """The editor's files by what they are, as far as they are named."""
        named = {name: getattr(self, name) for name in ("style", "messages", "module", "quality")}
        return {name: path for name, path in named.items() if path}


@dataclass(frozen=True, slots=True)
class Config:
    """The whole of `edition.toml`; `root` is the folder it stands in."""

    root: Path
    edition: EditionOptions
    witnesses: tuple[WitnessOptions, ...]
    reading: ReadingOptions = field(default_factory=ReadingOptions)
    pdf: PdfOptions = field(default_factory=PdfOptions)
    collation: CollateOptions = field(default_factory=CollateOptions)
    site: SiteOptions = field(default_factory=SiteOptions)
    annotation: AnnotationOptions = field(default_factory=AnnotationOptions)

    @property
    def sigla(self) -> tuple[str, ...]:
        """The sigla in the order of the file."""
        return tuple(w.siglum for w in self.witnesses)


def read_config(root: Path) -> Config:
    """The configuration in `root`; ConfigError with file and line when something is wrong."""
    path = root / FILE_NAME
    try:
        source = decoded(path.read_bytes(), str(path))
    except FileNotFoundError:
        raise ConfigError(
            f"{path}: there is no {FILE_NAME} here; go to the folder of your edition, or make one with "
            f"`edition new my-edition`"
        ) from None
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from None
    return parse_config(source, root)


def parse_config(source: str, root: Path) -> Config:
    """The configuration in a text; every key is known and every value has its type, or ConfigError."""
    return TableReader(source).config(root)


T = TypeVar("T")


class TableReader:
    """Turns the tables of one file into options, and knows on which line a key stands."""

    def __init__(self, source: str, name: str = FILE_NAME) -> None:
        self.name = name
        self.lines = source.split("\n")
        try:
            self.data = tomllib.loads(source)
        except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
            found = re.search(r"at line (\d+), column (\d+)", str(error))
            place = f":{found[1]}:{found[2]}" if found else self.end if "end of document" in str(error) else ""
            said = re.sub(r"\s*\(at [^)]*\)", "", str(error)) or "is nested too deeply"
            raise ConfigError(f"{name}{place}: not valid TOML: {said}") from None

    @property
    def end(self) -> str:
        """Line and column of the end of the file."""
        lines = "\n".join(self.lines).rstrip("\n").split("\n")
        return f":{len(lines)}:{len(lines[-1]) + 1}"

    def config(self, root: Path) -> Config:
        known = ("edition", "witness", "reading", "collation", "pdf", "site", "annotation")
        for key in self.data:
            if key not in known:
                raise self.wrong(key, f"there is no table or key {key!r}{nearest(key, known)}")
        if "edition" not in self.data:
            raise ConfigError(f"{FILE_NAME}: the table [edition] is missing; it names the edition's title and base")
        edition = self.options(EditionOptions, self.data["edition"], "edition")
        witnesses = self.witnesses()
        if edition.base not in (sigla := [w.siglum for w in witnesses]):
            raise self.wrong("base", f"base = {edition.base!r} is no siglum of a witness{nearest(edition.base, sigla)}")
        reading = self.options(ReadingOptions, self.data.get("reading", {}), "reading")
        pdf = self.options(PdfOptions, self.data.get("pdf", {}), "pdf")
        for key, said in wrong_in_pdf(pdf, [w.siglum for w in witnesses]):
            raise self.wrong(key, said, "pdf")
        self.refuse_generated(root, "pdf", {"fonts": pdf.fonts})
        collation = self.collate_options()
        annotation = self.options(AnnotationOptions, self.data.get("annotation", {}), "annotation")
        site = self.options(SiteOptions, self.data.get("site", {}), "site")
        if site.language not in ("", *LANGUAGES) and not site.messages:
            said = f"there are no labels in {site.language!r}; write them into a file and name it (messages)"
            raise self.wrong("language", f"{said}{nearest(site.language, LANGUAGES)}", "site")
        self.refuse_generated(root, "site", site.files)
        self.refuse_generated(root, "annotation", {"words": annotation.words})
        for number, witness in enumerate(witnesses):
            self.refuse_generated(root, "witness", {"seed": witness.seed}, number)
        return Config(root, edition, witnesses, reading, pdf, collation, site, annotation)

    def refuse_generated(self, root: Path, table: str, files: Mapping[str, str], number: int = 0) -> None:
        """No file of the editor's stands where a build writes: it would be taken for output, and replaced."""
        for key, path in files.items():
            if path and (place := generated_place(root, path)):
                said = f"{path} stands in {place}, where the build writes; move your file to a folder of its own"
                raise self.wrong(key, said, table, number)

    def witnesses(self) -> tuple[WitnessOptions, ...]:
        tables = self.data.get("witness", [])
        if not isinstance(tables, list) or not tables:
            raise ConfigError(f"{FILE_NAME}: no witness is named; each one is a table [[witness]] with siglum and seed")
        made: dict[str, WitnessOptions] = {}
        for number, table in enumerate(tables):
            witness = self.options(WitnessOptions, table, "witness", number)
            if witness.siglum in made:
                raise self.wrong("siglum", f"two witnesses have the siglum {witness.siglum!r}", "witness", number)
            if not witness.siglum.strip():
                raise self.wrong("siglum", "a siglum needs at least one letter", "witness", number)
            if witness.scope not in SCOPES:
                said = f"scope = {witness.scope!r} is unknown{nearest(witness.scope, SCOPES)}"
                raise self.wrong("scope", said, "witness", number)
            for key in ("furniture", "captions"):
                self.patterns(key, getattr(witness, key), number)
            made[witness.siglum] = witness
        return tuple(made.values())

    def patterns(self, key: str, patterns: Sequence[str], number: int) -> None:
        """ConfigError for a pattern that is empty or no regular expression of Python."""
        for pattern in patterns:
            if not pattern:
                raise self.wrong(key, f"{key} holds an empty pattern; delete it", "witness", number)
            try:
                re.compile(pattern)
            except re.error as error:
                said = f"{pattern!r} is no regular expression ({error}); write signs such as ( as \\\\("
                raise self.wrong(key, said, "witness", number) from None

    def collate_options(self) -> CollateOptions:
        """`[collation]`; numbers out of range are refused."""
        made = self.options(CollateOptions, self.data.get("collation", {}), "collation")
        if not 0.56 <= made.near_match <= 1:
            raise self.wrong("near_match", "near_match must be a number from 0.56 to 1", "collation")
        if made.shortest_transposition < 1:
            raise self.wrong("shortest_transposition", "shortest_transposition must be 1 or more", "collation")
        return made

    def options(self, kind: type[T], table: Any, name: str, number: int = 0) -> T:
        """The table as options of that kind; misspelt keys, missing keys and wrong types are refused."""
        if not isinstance(table, dict):
            raise self.wrong(name, f"{name} must be a table", name, number)
        known = {f.name: f for f in fields(kind)}  # type: ignore[arg-type]
        for key in table:
            if key not in known:
                raise self.wrong(key, f"[{name}] has no key {key!r}{nearest(key, known)}", name, number)
        for key, one in known.items():
            if key not in table and _is_required(one):
                raise self.wrong("", f"[{name}] lacks the key {key!r}", name, number)
        types = get_type_hints(kind)
        made = kind(**{key: self.value(key, table[key], types[key], name, number) for key in table})
        for way, said in wrong_settings(table) if self.name == FILE_NAME else ():
            raise self.wrong_at(way, said, name, number)
        return made

    def value(self, key: str, value: Any, wanted: Any, name: str, number: int) -> Any:
        if wanted is str and isinstance(value, str):
            return value
        if wanted is bool and isinstance(value, bool):
            return value
        if wanted is int and isinstance(value, int) and not isinstance(value, bool):
            return value
        if wanted is float and isinstance(value, int | float) and not isinstance(value, bool):
            return float(value)
        if wanted == tuple[str, ...] and isinstance(value, list) and all(isinstance(x, str) for x in value):
            return tuple(value)
        if wanted == Mapping[str, str] and isinstance(value, dict) and all(isinstance(x, str) for x in value.values()):
            return dict(value)
        says = {
            str: 'text in quotes ("…")',
            int: "a whole number",
            float: "a number",
            bool: "true or false",
            tuple[str, ...]: 'a list of texts (["…", "…"])',
        }
        raise self.wrong(key, f"{key} must be {says.get(wanted, 'a table of texts')}", name, number)

    def wrong(self, key: str, said: str, table: str = "", number: int = 0) -> ConfigError:
        return ConfigError(f"{self.name}{self.place(key, table, number)}: {said}")

    def wrong_at(self, way: Sequence[str], said: str, table: str, number: int) -> ConfigError:
        """What is wrong at a key, or at a key of an inner table, which may have a header of its own."""
        inner = ".".join((table, *way[:-1]))
        if len(way) > 1 and any(re.match(rf"\s*\[\s*{re.escape(inner)}\s*\]", line) for line in self.lines):
            return self.wrong(way[-1], said, inner)
        return self.wrong(way[0], said, table, number)

    def place(self, key: str, table: str, number: int) -> str:
        """Line and column of a key in a table (the number-th of that name), or of the table's own line."""
        header = re.compile(rf"\s*\[\[?\s*{re.escape(table)}\s*\]\]?") if table else re.compile(r"")
        starts = [i for i, line in enumerate(self.lines) if header.match(line)]
        start = starts[number] if number < len(starts) else 0
        if key:
            at = re.compile(rf"\s*(\[\[?)?\s*(\"?){re.escape(key)}\2\s*(=|\])")
            for i in range(start, len(self.lines)):
                if i > start and table and re.match(r"\s*\[", self.lines[i]):
                    break
                if at.match(self.lines[i]):
                    return f":{i + 1}:{len(self.lines[i]) - len(self.lines[i].lstrip()) + 1}"
        return f":{start + 1}:1"


def moment_wanted() -> int | None:
    """The moment that SOURCE_DATE_EPOCH names, for all that bears one; ConfigError when it is none."""
    said = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not said:
        return None
    if not re.fullmatch(r"[0-9]{1,12}", said) or int(said) > LAST_MOMENT:
        whole = f"write the seconds since 1970 as a number from 0 to {LAST_MOMENT}, or leave it out"
        raise ConfigError(f"SOURCE_DATE_EPOCH = {said!r} is no moment; {whole}")
    return int(said)


def wrong_in_pdf(pdf: PdfOptions, sigla: Sequence[str]) -> Iterator[tuple[str, str]]:
    """What is wrong in `[pdf]`: the key, and what to write instead."""
    if pdf.paper not in PAPERS:
        yield "paper", f"paper = {pdf.paper!r} is unknown{nearest(pdf.paper, PAPERS)}"
    if pdf.language not in ("", *LANGUAGES):
        yield "language", f"there are no labels in {pdf.language!r}{nearest(pdf.language, LANGUAGES)}"
    for layer in (one for one in pdf.layers if one not in LAYERS or pdf.layers.count(one) > 1):
        yield "layers", f"layer {layer!r} is {'named twice' if layer in LAYERS else 'unknown' + nearest(layer, LAYERS)}"
    for siglum in (one for one in pdf.parallel if one not in sigla):
        yield "parallel", f"{siglum!r} is no siglum of a witness{nearest(siglum, sigla)}"
    if (pdf.parallel and len(set(pdf.parallel)) != 2) or len(pdf.parallel) > 2:
        yield "parallel", 'parallel needs two witnesses, left and right: parallel = ["A", "B"]'
    for key, least in (("line_numbers", 0), ("cut", 1), ("longest_reading", 1), ("longest_lemma", 2)):
        if not least <= getattr(pdf, key) <= MOST:
            yield key, f"{key} must be {least} or more, and no more than {MOST}"


def _is_required(one: "Field[Any]") -> bool:
    return one.default is MISSING and one.default_factory is MISSING


def nearest(word: str, known: Any) -> str:
    """«; did you mean …?» or the list of what there is."""
    names = [str(k) for k in known]
    close = difflib.get_close_matches(word, names, n=1, cutoff=0.5)
    return f"; did you mean {close[0]!r}?" if close else f"; there is {', '.join(names)}"

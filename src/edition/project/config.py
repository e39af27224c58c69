"""Read `edition.toml`, the only configuration, once and check every key; each stage receives its own table."""

import os
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, Field, dataclass, field, fields, is_dataclass, replace
from pathlib import Path
from typing import Any, TypeVar, get_type_hints

from edition.errors import ConfigError
from edition.model.exclusion_rules import Rule
from edition.project.apparatus_options import ApparatusOptions, check_groups, read_apparatus_options
from edition.project.collation_options import AnnotationOptions, CollateOptions
from edition.project.config_checks import check_settings
from edition.project.edition_defaults import CorpusLink, is_corpus, lay_over, read_defaults
from edition.project.edition_options import EditionOptions, check_edition_options
from edition.project.editors import EditorOptions, all_names, read_editors
from edition.project.generated_paths import find_generated_path
from edition.project.own_spelling import OwnSpelling, read_own_spelling
from edition.project.pdf_options import PdfOptions, check_pdf_options
from edition.project.reading_options import ROWS, VALUES, CsvOptions, ReadingKeys, ReadingOptions
from edition.project.releases import ReleaseOptions, read_releases
from edition.project.site_options import SiteOptions, check_site_options, problems_of_sigla
from edition.project.suggestions import suggest_nearest
from edition.project.tei_options import HANDS, TeiKeys
from edition.project.tei_options import VALUES as TEI_VALUES
from edition.project.translation_options import TranslationOptions, read_translation_options
from edition.project.utf8 import decode_utf8
from edition.project.validate_settings import read_validate_settings
from edition.project.value_types import convert_value, describe_type, is_of_type

FILE_NAME = "edition.toml"
TABLES = ("edition", "witness", "reading", "tei", "collation", "pdf", "site", "annotation", "language",
          "apparatus", "group", "translation", "editor", "release", "validate", "corpus")  # fmt: skip
SCOPES = ("whole", "fragment", "excerpt")
MAX_EPOCH = 253402300799  # the end of the year 9999, in seconds since 1970-01-01


@dataclass(frozen=True, slots=True)
class WitnessOptions(ReadingKeys):
    """One `[[witness]]`: the origin of a witness. An empty option is left out of the TEI header.

    `seed`: its file, or with `*` the files of its pages. `witnesses`: the file holds several, `all` or those with these
    sigla; `siglum` is then a name for the file.
    """

    siglum: str
    seed: str = ""
    pages: tuple[str, ...] = ()  # the files of its pages in their order, in the place of `seed`
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
    witnesses: tuple[str, ...] = ()
    csv: CsvOptions = field(default_factory=CsvOptions)
    tei: TeiKeys = field(default_factory=TeiKeys)


@dataclass(frozen=True, slots=True)
class Config:
    """The whole of `edition.toml`; `root` is its folder."""

    root: Path
    edition: EditionOptions
    witnesses: tuple[WitnessOptions, ...]
    reading: ReadingOptions = field(default_factory=ReadingOptions)
    pdf: PdfOptions = field(default_factory=PdfOptions)
    collation: CollateOptions = field(default_factory=CollateOptions)
    site: SiteOptions = field(default_factory=SiteOptions)
    annotation: AnnotationOptions = field(default_factory=AnnotationOptions)
    tei: TeiKeys = field(default_factory=TeiKeys)
    spelling: Mapping[str, OwnSpelling] = field(default_factory=dict)  # by language, `[language.la]`
    editors: tuple[EditorOptions, ...] = ()  # with their initials; `edition.editors` has the names of all
    apparatus: ApparatusOptions = field(default_factory=ApparatusOptions)
    translations: tuple[TranslationOptions, ...] = ()
    corpus: CorpusLink = field(default_factory=CorpusLink)
    releases: tuple[ReleaseOptions, ...] = ()

    @property
    def sigla(self) -> tuple[str, ...]:
        """The sigla in the order of the file."""
        return tuple(w.siglum for w in self.witnesses)


def read_config(root: Path) -> Config:
    """Read the configuration in the folder `root`; ConfigError with file, line and column when it is wrong.

    Example::

        config = read_config(Path("my-edition"))
        config.edition.title, config.sigla, config.witnesses[0].seed
        # ('My Edition', ('A', 'B'), 'seeds/a.txt')
    """
    path = root / FILE_NAME
    try:
        source = decode_utf8(path.read_bytes(), str(path))
    except FileNotFoundError:
        if is_corpus(root):
            said = f"{root}: is a corpus of editions, and this works on one of them"
            raise ConfigError(f"{said}; name the folder of one edition") from None
        raise ConfigError(
            f"{path}: there is no {FILE_NAME} here; go to the folder of your edition, or make one with "
            f"`edition new my-edition`"
        ) from None
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from None
    return parse_config(source, root, read_defaults(root))


def parse_config(source: str, root: Path, defaults: Mapping[str, Any] | None = None) -> Config:
    """Parse the text of `edition.toml`; ConfigError for an unknown key or a value of the wrong type.

    `defaults`: tables of the corpus, laid under those of the file.

    >>> witness = '[[witness]]\\nsiglum = "A"\\nseed = "seeds/a.txt"'
    >>> config = parse_config(f'[edition]\\ntitle = "Two Letters"\\nbase = "A"\\n{witness}', Path("."))
    >>> config.edition.title, config.sigla, config.witnesses[0].seed
    ('Two Letters', ('A',), 'seeds/a.txt')
    """
    reader = TableReader(source)
    reader.data = lay_over(defaults or {}, reader.data)
    return reader.read_config(root)


T = TypeVar("T")


class TableReader:
    """Converts the tables of one TOML file to options; errors have the line and column of the key."""

    def __init__(self, source: str, name: str = FILE_NAME) -> None:
        self.name = name
        self.lines = source.split("\n")
        try:
            self.data = tomllib.loads(source)
        except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
            found = re.search(r"at line (\d+), column (\d+)", str(error))
            place = f":{found[1]}:{found[2]}" if found else self.end_position if "end of document" in str(error) else ""
            problem = re.sub(r"\s*\(at [^)]*\)", "", str(error)) or "is nested too deeply"
            raise ConfigError(f"{name}{place}: not valid TOML: {problem}") from None

    @property
    def end_position(self) -> str:
        """`:line:column` of the end of the file."""
        lines = "\n".join(self.lines).rstrip("\n").split("\n")
        return f":{len(lines)}:{len(lines[-1]) + 1}"

    def read_config(self, root: Path) -> Config:
        for key in self.data:
            if key not in TABLES:
                raise self.error(key, f"there is no table or key {key!r}{suggest_nearest(key, TABLES)}")
        if "edition" not in self.data:
            raise ConfigError(f"{FILE_NAME}: the table [edition] is missing; it names the edition's title and base")
        edition, editors = self.read_edition(root)
        witnesses = self.read_witnesses()
        tei = self.read_options(TeiKeys, self.data.get("tei", {}), "tei")
        self.check_tei(tei, "tei")
        sigla = [w.siglum for w in witnesses]
        has_several = any(w.witnesses for w in witnesses) or any(k.divides for k in (tei, *(w.tei for w in witnesses)))
        if edition.base not in sigla and not has_several:
            raise self.error(
                "base", f"base = {edition.base!r} is no siglum of a witness{suggest_nearest(edition.base, sigla)}"
            )
        reading = self.read_options(ReadingOptions, self.data.get("reading", {}), "reading")
        self.check_reading(reading, "reading")
        pdf = self.read_options(PdfOptions, self.data.get("pdf", {}), "pdf")
        for key, problem in check_pdf_options(pdf, [w.siglum for w in witnesses]):
            raise self.error(key, problem, "pdf")
        self.refuse_generated(root, "pdf", {"fonts": pdf.fonts})
        collation = self.read_collate_options()
        annotation = self.read_options(AnnotationOptions, self.data.get("annotation", {}), "annotation")
        site = self.read_site(root, pdf.language)
        self.refuse_generated(root, "annotation", {"words": annotation.words})
        for number, witness in enumerate(witnesses):
            self.refuse_generated_seed(root, witness, number)
        spelling = read_own_spelling(self)
        apparatus, translations = read_apparatus_options(self), read_translation_options(self)
        self.refuse_generated_translations(root, translations)
        read_validate_settings(self, root)
        corpus = self.read_options(CorpusLink, self.data.get("corpus", {}), "corpus")
        made = (reading, pdf, collation, site, annotation, tei, spelling, editors, apparatus, translations, corpus)
        return Config(root, edition, witnesses, *made, read_releases(self))

    def read_edition(self, root: Path) -> tuple[EditionOptions, tuple[EditorOptions, ...]]:
        """`[edition]`, with the names of those whom `[[editor]]` names, and these."""
        edition, editors = self.read_options(EditionOptions, self.data["edition"], "edition"), read_editors(self)
        for key, problem in check_edition_options(edition):
            raise self.error(key, problem, "edition")
        own = {name: getattr(edition, name) for name in ("bibliography", "introduction", "commentary", "stemma")}
        self.refuse_generated(root, "edition", own)
        return replace(edition, editors=all_names(edition.editors, editors)), editors

    def read_site(self, root: Path, of_book: str) -> SiteOptions:
        """`[site]`; `of_book` is the language of `[pdf]`."""
        site = self.read_options(SiteOptions, self.data.get("site", {}), "site")
        for table, key, problem in check_site_options(site, of_book):
            raise self.error(key, problem, table)
        self.refuse_generated(root, "site", site.files)
        for page in site.pages:
            self.refuse_generated(root, "site", {"pages": page})
        return site

    def refuse_generated_seed(self, root: Path, witness: WitnessOptions, number: int) -> None:
        """Raise ConfigError when the file or a page of a witness is at a path that a build writes."""
        self.refuse_generated(root, "witness", {"seed": witness.seed}, number)
        for page in witness.pages:
            self.refuse_generated(root, "witness", {"pages": page}, number)

    def refuse_generated_translations(self, root: Path, translations: Sequence[TranslationOptions]) -> None:
        """Raise ConfigError when the file of a translation is at a path that a build writes."""
        for number, translation in enumerate(translations):
            self.refuse_generated(root, "translation", {"file": translation.file}, number)

    def refuse_generated(self, root: Path, table: str, files: Mapping[str, str], number: int = 0) -> None:
        """Raise ConfigError when a file of the editor is at a path that a build writes and would replace."""
        for key, path in files.items():
            if path and (place := find_generated_path(root, path)):
                problem = f"{path} stands in {place}, where the build writes; move your file to a folder of its own"
                raise self.error(key, problem, table, number)

    def read_witnesses(self) -> tuple[WitnessOptions, ...]:
        tables = self.data.get("witness", [])
        if not isinstance(tables, list) or not tables:
            raise ConfigError(f"{FILE_NAME}: no witness is named; each one is a table [[witness]] with siglum and seed")
        made: dict[str, WitnessOptions] = {}
        for number, table in enumerate(tables):
            witness = self.read_options(WitnessOptions, table, "witness", number)
            if witness.siglum in made:
                raise self.error("siglum", f"two witnesses have the siglum {witness.siglum!r}", "witness", number)
            if not witness.siglum.strip():
                raise self.error("siglum", "a siglum needs at least one letter", "witness", number)
            self.check_seed(witness, number)
            if witness.scope not in SCOPES:
                problem = f"scope = {witness.scope!r} is unknown{suggest_nearest(witness.scope, SCOPES)}"
                raise self.error("scope", problem, "witness", number)
            self.check_reading(witness, "witness", number)
            self.check_tei(witness.tei, "witness.tei")
            if witness.csv.row not in ROWS:
                raise self.error(
                    "row",
                    f"row = {witness.csv.row!r} is unknown{suggest_nearest(witness.csv.row, ROWS)}",
                    "witness.csv",
                )
            made[witness.siglum] = witness
        return tuple(made.values())

    def check_seed(self, witness: WitnessOptions, number: int) -> None:
        """Raise ConfigError for a witness without a file, and for one with a file and pages."""
        if not witness.seed and not witness.pages:
            raise self.error("", "[witness] lacks the key 'seed'", "witness", number)
        if witness.seed and witness.pages:
            raise self.error("pages", "a witness has a seed or pages, not both; delete one", "witness", number)

    def check_reading(self, keys: ReadingKeys, table: str, number: int = 0) -> None:
        """Raise ConfigError for a value that is none of the words of its key, and for a wrong pattern."""
        for key, values in VALUES.items():
            if (value := getattr(keys, key)) not in ("", *values):
                raise self.error(key, f"{key} = {value!r} is unknown{suggest_nearest(value, values)}", table, number)
        for rule in keys.leave_out:
            if rule not in list(Rule):
                problem = f"leave_out names the rule {rule!r}, which is unknown{suggest_nearest(rule, list(Rule))}"
                raise self.error("leave_out", problem, table, number)
        for key in ("furniture", "captions"):
            self.check_patterns(key, getattr(keys, key), table, number)

    def check_tei(self, keys: TeiKeys, table: str) -> None:
        """Raise ConfigError for a value that is none of the words of its key."""
        for key, values in TEI_VALUES.items():
            if (value := getattr(keys, key)) not in ("", *values):
                raise self.error(key, f"{key} = {value!r} is unknown{suggest_nearest(value, values)}", table)
        for hand in keys.hands:
            if not (hand.startswith("#") or (len(keys.hands) == 1 and hand in HANDS)):
                problem = (
                    f'hands = {hand!r} is unknown{suggest_nearest(hand, HANDS)}; or a list of ids (["#h1", "#h2"])'
                )
                raise self.error("hands", problem, table)

    def check_patterns(self, key: str, patterns: Sequence[str], table: str, number: int) -> None:
        """Raise ConfigError for a pattern that is empty or not a regular expression of Python."""
        for pattern in patterns:
            if not pattern:
                raise self.error(key, f"{key} holds an empty pattern; delete it", table, number)
            try:
                re.compile(pattern)
            except re.error as error:
                problem = f"{pattern!r} is no regular expression ({error}); write signs such as ( as \\\\("
                raise self.error(key, problem, table, number) from None

    def read_collate_options(self) -> CollateOptions:
        """Convert `[collation]`; ConfigError for numbers out of range."""
        made = self.read_options(CollateOptions, self.data.get("collation", {}), "collation")
        if not 0.56 <= made.near_match <= 1:
            raise self.error("near_match", "near_match must be a number from 0.56 to 1", "collation")
        if made.shortest_transposition < 1:
            raise self.error("shortest_transposition", "shortest_transposition must be 1 or more", "collation")
        return made

    def read_options(self, kind: type[T], table: Any, name: str, number: int = 0) -> T:
        """Convert a table to options of a kind; ConfigError for an unknown or missing key, and for a wrong type.

        `number` is the index of the table among the tables of that `name`.
        """
        if not isinstance(table, dict):
            raise self.error(name, f"{name} must be a table", name, number)
        known = {f.name: f for f in fields(kind)}  # type: ignore[arg-type]
        for key in table:
            if key not in known:
                raise self.error(key, f"[{name}] has no key {key!r}{suggest_nearest(key, known)}", name, number)
        for key, option in known.items():
            if key not in table and _is_required(option):
                raise self.error("", f"[{name}] lacks the key {key!r}", name, number)
        types = get_type_hints(kind)
        table = {k: [v] if k in _LISTS and isinstance(v, str) else v for k, v in table.items()}
        made = kind(**{key: self.convert(key, table[key], types[key], name, number) for key in table})
        for keys, problem in check_settings(table) if self.name == FILE_NAME else ():
            raise self.error_at(keys, problem, name, number)
        return made

    def convert(self, key: str, value: Any, expected: Any, name: str, number: int) -> Any:
        if is_dataclass(expected) and isinstance(expected, type):
            return self.read_options(expected, value, f"{name}.{key}")
        if not is_of_type(value, expected):
            raise self.error(key, f"{key} must be {describe_type(expected)}", name, number)
        return convert_value(value, expected)

    def error(self, key: str, problem: str, table: str = "", number: int = 0) -> ConfigError:
        return ConfigError(f"{self.name}{self.position_of(key, table, number)}: {problem}")

    def error_at(self, keys: Sequence[str], problem: str, table: str, number: int) -> ConfigError:
        """A ConfigError at a key, or at a key of an inner table, which may have a header of its own."""
        inner = ".".join((table, *keys[:-1]))
        if len(keys) > 1 and any(re.match(rf"\s*\[\s*{re.escape(inner)}\s*\]", line) for line in self.lines):
            return self.error(keys[-1], problem, inner)
        return self.error(keys[0], problem, table, number)

    def position_of(self, key: str, table: str, number: int) -> str:
        """`:line:column` of a key in a table (with index `number` among those of its name), or of its header."""
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


def check_sigla(config: Config, sigla: Sequence[str]) -> None:
    """Raise ConfigError when the base is none of the witnesses that were read, or two of them have one siglum.

    A file may hold several witnesses (`[tei] hands`, `apparatus`), whose sigla `edition.toml` does not name.
    """
    for siglum in sigla:
        if sigla.count(siglum) > 1:
            problem = f"two witnesses have the siglum {siglum!r}: one of a file with several, and another"
            raise ConfigError(f"{FILE_NAME}: {problem}; rename one of them")
    check_groups(config.apparatus, sigla, FILE_NAME)
    if problem := next(problems_of_sigla(config.site, sigla, excerpts_of(config)), ""):
        raise ConfigError(f"{FILE_NAME}: [site] {problem}")
    if config.edition.base not in sigla:
        problem = (
            f"base = {config.edition.base!r} is no siglum of a witness{suggest_nearest(config.edition.base, sigla)}"
        )
        raise ConfigError(f"{FILE_NAME}: {problem}")


def excerpts_of(config: Config) -> tuple[str, ...]:
    """The witnesses that are not states of the whole text."""
    return tuple(one.siglum for one in config.witnesses if one.scope != "whole")


def read_source_date_epoch() -> int | None:
    """The seconds since 1970-01-01 in the environment variable SOURCE_DATE_EPOCH, or None; ConfigError if invalid."""
    problem = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not problem:
        return None
    if not re.fullmatch(r"[0-9]{1,12}", problem) or int(problem) > MAX_EPOCH:
        advice = f"write the seconds since 1970 as a number from 0 to {MAX_EPOCH}, or leave it out"
        raise ConfigError(f"SOURCE_DATE_EPOCH = {problem!r} is no moment; {advice}")
    return int(problem)


_LISTS = ("hands", "witnesses")  # keys of which one word stands for a list of it


def _is_required(option: "Field[Any]") -> bool:
    return option.default is MISSING and option.default_factory is MISSING

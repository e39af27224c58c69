"""The labels of the site, in each of its languages, and of the book: the program's and the editor's own."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from edition.errors import ConfigError, InputError
from edition.model import Finding
from edition.project.config import FILE_NAME, Config
from edition.project.config_checks import check_language
from edition.project.label_languages import ENGLISH, label_language
from edition.project.message_file import MessageFile, read_message_file
from edition.project.messages import Labels, make_labels
from edition.project.sources import read_bytes


@dataclass(frozen=True, slots=True)
class SiteLabels:
    """The labels of the pages, those of the site's root first, and of the book."""

    pages: tuple[Labels, ...]
    book: Labels

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was found, each once."""
        return tuple(dict.fromkeys(f for labels in (*self.pages, self.book) for f in labels.findings))


def read_site_labels(config: Config) -> SiteLabels:
    """The labels that an edition asks for; ConfigError or InputError when a file of the editor's is wrong."""
    asked = config.site.languages or tuple(filter(None, [config.site.language]))
    own = {file.language: file for file in _own_files(config, asked)}
    pages = tuple(_labels(tag, own, "site") for tag in asked or (_default_language(config, own),))
    _check_names(pages, asked)
    book = _labels(config.pdf.language, own, "pdf") if config.pdf.language else pages[0]
    return SiteLabels(pages, book)


def _check_names(pages: Sequence[Labels], asked: Sequence[str]) -> None:
    """ConfigError for languages that a reader could not tell apart: «Deutsch» and «Deutsch», of `de` and `de-AT`."""
    names: dict[str, str] = {}
    for tag, labels in zip(asked, pages, strict=False):
        if (other := names.setdefault(labels.name.casefold(), tag)) != tag:
            said = f"languages has {other!r} and {tag!r}, which are both called {labels.name!r}"
            raise ConfigError(
                f"{FILE_NAME}: [site] {said}; leave one out, or write labels of its own with another name"
            )


def _default_language(config: Config, own: Mapping[str, MessageFile]) -> str:
    """The language of the pages where `[site]` names none: that of the one file of labels, else that of the edition."""
    of_edition = next((tag for tag in own if _is_alike(tag, config.edition.language)), config.edition.language)
    if len(own) == 1 and not _is_folder(config):
        return next(iter(own))
    return of_edition if of_edition in own else label_language(of_edition) or ENGLISH


def _own_files(config: Config, asked: Sequence[str]) -> Iterator[MessageFile]:
    """The editor's files of labels. One that states no language is in that for which the program has no labels."""
    path = config.site.messages
    if _is_folder(config):
        yield from _files_of_folder(config.root, path)
    elif path:
        unknown = (tag for tag in (*asked, config.pdf.language) if tag and not label_language(tag))
        usual = asked[0] if asked else label_language(config.edition.language) or ENGLISH
        yield read_message_file(read_bytes(config.root, path), path, next(unknown, usual))


def _is_folder(config: Config) -> bool:
    return bool(config.site.messages) and (config.root / config.site.messages).is_dir()


def _files_of_folder(root: Path, folder: str) -> Iterator[MessageFile]:
    found = sorted((root / folder).glob("*.xml"))
    if not found:
        raise InputError(f"{FILE_NAME}: messages = {folder!r} has no file of labels, such as {folder}/la.xml")
    for path in found:
        if twin := next((one for one in found if one < path and one.stem.casefold() == path.stem.casefold()), None):
            raise InputError(f"{folder}/{path.name}: {twin.name} is the file of the same language; leave one of them")
        if check_language(path.stem):
            raise InputError(
                f"{folder}/{path.name}: the name of the file must be the tag of a language, such as la.xml"
            )
        made = read_message_file(read_bytes(root, f"{folder}/{path.name}"), f"{folder}/{path.name}", path.stem)
        if made.language.casefold() != path.stem.casefold():
            said = f"the file states lang = {made.language!r}, and its name that of {path.stem!r}; change one of them"
            raise InputError(f"{folder}/{path.name}: {said}")
        yield made


def _labels(tag: str, own: Mapping[str, MessageFile], table: str) -> Labels:
    """The labels in a language, with the editor's file for it."""
    file = own.get(tag) or next((f for name, f in own.items() if _is_alike(name, tag)), None)
    if file is None and not label_language(tag):
        there = ", ".join(own)
        said = f"there are no labels in {tag!r}: the program has none, and the file of [site] messages is in {there}"
        raise ConfigError(f"{FILE_NAME}: [{table}] {said}")
    return make_labels(tag, file)


def _is_alike(tag: str, other: str) -> bool:
    return tag.split("-")[0].casefold() == other.split("-")[0].casefold()

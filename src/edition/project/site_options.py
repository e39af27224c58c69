"""`[site]`: the languages of the labels and the editor's own files, and what these values may be."""

import posixpath
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from edition.model import KINDS
from edition.project.config_checks import check_language
from edition.project.label_languages import LANGUAGES, label_language
from edition.project.suggestions import suggest_nearest

#: Folders of the site that no language may have for its pages.
_TAKEN = ("tei", "schema", "exports", "images", "registers", "fonts", "pictures")

#: Which entries say who goes with whom.
RELATIONS = ("substantive", "decided", "none")

#: Pages that the program makes, which no page of the editor's may replace.
_PAGES = frozenset(
    (
        "404", "about", "apparatus", "bibliography", "changes", "commentary", "compare", "disagreements", "downloads",
        "index", "introduction", "network", "read", "relations", "search", "variants",
        *(row.kind.value for row in KINDS),
    )
)  # fmt: skip
#: So many witnesses at most are read with an apparatus of their own without being named.
FEW = 4
#: The fewest words of a page that is cut: with fewer a site has more pages than a reader can oversee.
_LEAST = 100


@dataclass(frozen=True, slots=True)
class SiteOptions:
    """`[site]`: the languages of the labels, and files of the editor: a stylesheet, labels, an XSLT module."""

    language: str = ""  # default: that of the edition, if there are labels in it
    languages: tuple[str, ...] = ()  # a site in several: the pages of the first stand at its root
    style: str = ""
    messages: str = ""  # a file of labels, or a folder with one for each language (`la.xml`)
    module: str = ""
    quality: str = ""  # a table of measurements for the page about the edition
    relations: str = "substantive"  # which entries say who goes with whom: those, "decided" ones alone, "none"
    pages: tuple[str, ...] = ()  # Markdown files of the editor, each a page of its own
    main_texts: tuple[str, ...] = ()  # sigla of witnesses that are read with an apparatus of their own
    states: tuple[str, ...] = ()  # sigla of witnesses that are states of one text, in the order of time
    words_per_page: int = 15_000  # of the reading text; pages of a longer one are cut into parts, unless it is 0

    def read_as_main(self, sigla: Sequence[str], base: str) -> tuple[str, ...]:
        """The witnesses that are read with an apparatus of their own: those that are named; left out, all of an
        edition that has few, since each of these pages has the variants of all witnesses."""
        named = self.main_texts or (tuple(sigla) if len(sigla) <= FEW else ())
        return tuple(siglum for siglum in named if siglum != base)

    @property
    def files(self) -> dict[str, str]:
        """Option -> path, for the files of the editor that are named."""
        named = {name: getattr(self, name) for name in ("style", "messages", "module", "quality")}
        return {name: path for name, path in named.items() if path}


def check_site_options(site: SiteOptions, of_book: str) -> Iterator[tuple[str, str, str]]:
    """The errors in `[site]`, and in the language `of_book` of `[pdf]`, as (table, key, what to write instead)."""
    if 0 < site.words_per_page < _LEAST or site.words_per_page < 0:
        problem = f"words_per_page is {site.words_per_page}; write at least {_LEAST}, or 0 for pages that are never cut"
        yield "site", "words_per_page", problem
    if site.relations not in RELATIONS:
        problem = f"relations = {site.relations!r} is unknown{suggest_nearest(site.relations, RELATIONS)}"
        yield "site", "relations", problem
    yield from (("site", "pages", said) for path in site.pages if (said := _check_page(path, site.pages)))
    if site.language and site.languages:
        problem = "[site] has both language and languages; keep languages, the first of which is that of the start page"
        yield "site", "languages", problem
    yield from (("site", "languages", said) for tag in site.languages if (said := _check_tag(tag, site.languages)))
    places = (
        ("site", "language", (site.language,)),
        ("site", "languages", site.languages),
        ("pdf", "language", (of_book,)),
    )
    for table, key, tags in places:
        yield from ((table, key, problem) for tag in tags if (problem := _check_labels(tag, site)))


def page_name(path: str) -> str:
    """The name of an editor's page, without an ending: that of its Markdown file.

    >>> page_name("pages/The_Trials.md")
    'the-trials'
    """
    return re.sub(r"[\s_]+", "-", posixpath.basename(path).rpartition(".")[0].casefold())


def _check_page(path: str, paths: Sequence[str]) -> str:
    """Why a file can be no page of the site; "" if it can."""
    name = page_name(path)
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name):
        return f"pages: {path}: the page is named as its file, which may have letters a–z, figures and hyphens alone"
    if name in _PAGES or name.startswith(("wit-", "text-", "parts-")):
        return f"pages: {path}: the site has a page {name}.html of its own; give the file another name"
    if sum(page_name(other) == name for other in paths) > 1:
        return f"pages: two files would be the page {name}.html; give one another name"
    return ""


def _check_tag(tag: str, tags: Sequence[str]) -> str:
    """Why a site cannot be in a language among others; "" if it can."""
    if problem := check_language(tag):
        return f"languages holds {tag!r}, which {problem}"
    if sum(tag.casefold() == other.casefold() for other in tags) > 1:
        return f"languages names {tag!r} twice"
    if tag.casefold() in _TAKEN and tag != tags[0]:
        return f"pages in {tag!r} would stand in the folder {tag}, where other files are; name it first"
    return ""


def _check_labels(tag: str, site: SiteOptions) -> str:
    """Why there can be no labels in a language: the program has none, and no file of the editor's is named."""
    if not tag or label_language(tag) or site.messages:
        return ""
    problem = f"there are no labels in {tag!r}; write them into a file and name it (messages of [site])"
    return f"{problem}{suggest_nearest(tag, LANGUAGES)}"


def problems_of_sigla(site: SiteOptions, sigla: Sequence[str], excerpts: Sequence[str]) -> Iterator[str]:
    """What is wrong with the witnesses that `[site]` names; `excerpts` are those that have parts of the text alone."""
    for key in ("main_texts", "states"):
        for siglum in (one for one in getattr(site, key) if one not in sigla):
            yield f"{key}: {siglum!r} is no siglum of a witness{suggest_nearest(siglum, sigla)}"
    if len(site.states) == 1 or len(set(site.states)) < len(site.states):
        yield 'states: name two witnesses or more, each once, in the order of time: states = ["A", "B"]'
    for siglum in (one for one in site.states if one in excerpts):
        yield f"states: {siglum} is a fragment or an excerpt, so that what it lacks was not taken out; leave it out"

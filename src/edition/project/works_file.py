"""Read the bibliography of an edition, `[edition] bibliography`: BibTeX (.bib), or CSL-JSON (.json)."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from edition.errors import ConfigError
from edition.model.bibliography import Bibliography, Scholar, Work
from edition.project.config_checks import check_address, check_text
from edition.project.sources import read_bytes
from edition.project.utf8 import decode_utf8
from edition.xml.uris import is_uri

_TEXTS = {
    "volume": "volume", "number": "issue", "pages": "page", "edition": "edition", "publisher": "publisher",
    "place": "publisher-place", "series": "collection-title", "doi": "DOI", "isbn": "ISBN", "url": "URL",
    "note": "note",
}  # fmt: skip
_JOURNALS = ("article-journal", "article-magazine", "article-newspaper", "article", "review")


def read_bibliography(root: Path, path: str) -> Bibliography:
    """The works of a file in the folder of an edition; none where `path` is "".

    ConfigError with file, line and column where the file is wrong.
    """
    if not path:
        return Bibliography()
    text = decode_utf8(read_bytes(root, path), path)
    reader = {".bib": _read_bibtex, ".json": _read_csl}.get(Path(path).suffix.lower())
    if reader is None:
        raise ConfigError(f"{path}: a bibliography is a file of BibTeX (.bib) or CSL-JSON (.json)")
    made: dict[str, Work] = {}
    for work, line in reader(text, path):
        if work.key in made:
            raise ConfigError(f"{path}:{line}:1: two works have the key {work.key!r}; rename one of them")
        _check(work, f"{path}:{line}:1")
        made[work.key] = work
    if not made:
        raise ConfigError(f"{path}: holds no work; take bibliography out of edition.toml, or enter a work")
    return Bibliography.of(tuple(made.values()), path)


def _check(work: Work, place: str) -> None:
    """ConfigError for words that no page can show, and for an address that no page can link to."""
    words = [work.key, work.title, work.note, *(str(one) for one in (*work.authors, *work.editors))]
    words += [getattr(work, name) for name in (*_TEXTS, "year", "container", "journal", "label")]
    if problem := next((said for one in words if (said := check_text(one))), ""):
        raise ConfigError(f"{place}: a value of {work.key!r} {problem}")
    if work.url and (problem := check_address(work.url) or ("" if is_uri(work.url) else "is no address")):
        raise ConfigError(f"{place}: the address of {work.key!r} {problem}")


def _read_csl(text: str, path: str) -> Iterator[tuple[Work, int]]:
    """The works of a file of CSL-JSON, each with its line."""
    try:
        items = json.loads(text)
    except RecursionError:
        raise ConfigError(f"{path}: not valid JSON: is nested too deeply") from None
    except json.JSONDecodeError as error:
        raise ConfigError(f"{path}:{error.lineno}:{error.colno}: not valid JSON: {error.msg}") from None
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise ConfigError(f'{path}:1:1: CSL-JSON is a list of works: [{{"id": …}}, …]')
    for number, item in enumerate(items, 1):
        key = item.get("id", "")
        line = _line_of(text, key)
        if not isinstance(key, str | int) or not str(key).strip():
            raise ConfigError(f"{path}: work {number} of the list has no id; give it one to cite it by")
        if not isinstance(item.get("title"), str) or not item["title"].strip():
            raise ConfigError(f"{path}:{line}:1: {key!r} has no title")
        yield _work(str(key), item), line


def _line_of(text: str, key: object) -> int:
    found = re.search(rf'"id"\s*:\s*{re.escape(json.dumps(key, ensure_ascii=False))}', text)
    return text.count("\n", 0, found.start()) + 1 if found else 1


def _work(key: str, item: Mapping[str, Any]) -> Work:
    texts = {part: _text(item.get(name)) for part, name in _TEXTS.items()}
    around = _text(item.get("container-title"))
    is_journal = item.get("type") in _JOURNALS
    return Work(
        key,
        _text(item["title"]),
        tuple(_people(item.get("author"))),
        tuple(_people(item.get("editor"))),
        _year(item.get("issued")),
        "" if is_journal else around,
        around if is_journal else "",
        label=_text(item.get("citation-label")),
        **texts,
    )


def _text(value: Any) -> str:
    """Words in one line; Zotero's marks of italics and capitals are left out."""
    if not isinstance(value, str | int | float):
        return ""
    return " ".join(re.sub(r"</?(?:i|b|sc|sub|sup|span)(?:\s[^<>]*)?>", "", str(value)).split())


def _people(value: Any) -> Iterator[Scholar]:
    for one in value if isinstance(value, Sequence) else ():
        if not isinstance(one, dict):
            continue
        particles = (_text(one.get(name)) for name in ("dropping-particle", "non-dropping-particle"))
        family = " ".join(filter(None, (*particles, _text(one.get("family")))))
        given = ", ".join(filter(None, (_text(one.get("given")), _text(one.get("suffix")))))
        if name := family or _text(one.get("literal")) or given:
            yield Scholar(name, given if family else "")


def _year(issued: Any) -> str:
    if not isinstance(issued, dict):
        return ""
    parts = issued.get("date-parts")
    if isinstance(parts, list):
        years = [str(one[0]) for one in parts if isinstance(one, list) and one]
        return "–".join(dict.fromkeys(years))
    return _text(issued.get("literal") or issued.get("raw"))


def _read_bibtex(text: str, path: str) -> Iterator[tuple[Work, int]]:
    from edition.project.bibtex_file import read_bibtex  # with two libraries that other editions do not need

    return read_bibtex(text, path)

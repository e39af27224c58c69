"""Which part of a page is the text: what the editor names, its only main part, or a page without furniture."""

from collections.abc import Iterator
from dataclasses import dataclass

from edition.model import Finding, Position, Severity
from edition.readers.html_elements import FURNITURE, FURNITURE_ROLES, OUT
from edition.readers.html_nesting import Page
from edition.readers.structure import Refusal

_SHOWN = 8  # candidates that a refusal lists
_FIRST_WORDS = 6


@dataclass(frozen=True, slots=True)
class Part:
    """The tokens of the text, from `start` to `end`. `is_named`: whether the editor named it."""

    start: int
    end: int
    is_named: bool = False
    finding: Finding | None = None


def choose_part(page: Page, named: str, path: str) -> Part | Refusal:
    """The part of a page that is the text, or why the editor must say which."""
    if named:
        return _take_named(page, named)
    for selector in ("main", "article"):
        found = list(_find(page, selector))
        if len(found) == 1:
            return _take_only(page, found[0], path)
        if found:
            return Refusal(f"the page has {len(found)} parts that may be its text: {_list(page, found)}")
    if not any(_is_furniture(page, number) for number in page.blocks):
        return Part(0, len(page.tokens) - 1)
    return Refusal(f"the page does not say which part of it is the text: {_list(page, _candidates(page))}")


def find_part(page: Page, named: str) -> Part | None:
    """The only part of a document with a name; None where there is none or are several."""
    found = list(_find(page, named))
    return Part(found[0], page.end(found[0]), is_named=True) if len(found) == 1 else None


def _take_named(page: Page, named: str) -> Part | Refusal:
    found = list(_find(page, named))
    if len(found) == 1:
        return Part(found[0], page.end(found[0]), is_named=True)
    if not found and named == "body":  # the page does not write its tag
        return Part(0, len(page.tokens) - 1, is_named=True)
    if not found:
        return Refusal(f'the page has no part = "{named}"; {_list(page, _candidates(page))}')
    return Refusal(f'the page has {len(found)} parts that part = "{named}" may mean: {_list(page, found)}')


def _take_only(page: Page, number: int, path: str) -> Part:
    selector = _selector(page, number)
    inside = len(_words(page, number, page.end(number)))
    body = _body(page)
    last = page.end(body) if body in page.blocks else len(page.tokens)
    outside = len(_words(page, body, last)) - inside
    message = (
        f"the text is the only main part of the page ({selector}, {inside} words); {max(outside, 0)} words around it "
        f'are left out; part = "{selector}" says that this is right'
    )
    return Part(number, page.end(number), finding=Finding("E340", Severity.ADVICE, message, Position(path)))


def _find(page: Page, selector: str) -> Iterator[int]:
    """The elements that a selector (`main`, `#id`, `.class`, `tag.class`) means, none inside another one."""
    last = -1
    for number, token in enumerate(page.tokens):
        if number > last and token.kind == "start" and token.source and _matches(page, number, selector):
            last = page.end(number)
            yield number


def _matches(page: Page, number: int, selector: str) -> bool:
    token = page.tokens[number]
    if selector.startswith("#"):
        return token.get("id") == selector[1:]
    name, _, given = selector.partition(".")
    if given:
        return (not name or token.name == name.casefold()) and given.casefold() in token.classes
    if number not in page.ends:
        return False
    is_role = selector == "main" and "main" in token.get("role").split()
    return (token.name == name.casefold() or is_role) and "hidden" not in token.attributes


def _is_furniture(page: Page, number: int) -> bool:
    token = page.tokens[number]
    if "hidden" in token.attributes:
        return False
    is_note = bool({"doc-footnote", "doc-endnote", "doc-endnotes", "footnote", "endnote", "footnotes"} & token.roles)
    return (token.name in FURNITURE and not is_note) or bool(FURNITURE_ROLES & token.roles)


def _body(page: Page) -> int:
    return next((number for number in page.blocks if page.tokens[number].name == "body"), 0)


def _candidates(page: Page) -> list[int]:
    """The parts of a page that may be its text: those that can be named, the longest first."""
    sums = _sums_of_words(page)
    found = [
        number
        for number in page.blocks
        if page.tokens[number].name not in (*OUT, "html")
        and not _is_furniture(page, number)
        and (page.tokens[number].get("id") or page.tokens[number].classes or page.tokens[number].name == "body")
    ]
    found.sort(key=lambda number: sums[number] - sums[page.end(number)])
    kept: list[int] = []
    seen: set[str] = set()
    for number in found:
        if (selector := _selector(page, number)) not in seen and sums[page.end(number)] > sums[number]:
            seen.add(selector)
            kept.append(number)
    return kept[:_SHOWN]


def _sums_of_words(page: Page) -> list[int]:
    """Of each token, how many words stand before it."""
    sums, total = [], 0
    for token in page.tokens:
        sums.append(total)
        if token.kind == "text":
            total += len(token.words.split())
    return [*sums, total]


def _words(page: Page, start: int, end: int) -> list[str]:
    """The words between two tokens, without scripts."""
    return " ".join(one.words for one in page.tokens[start:end] if one.kind == "text").split()


def _selector(page: Page, number: int) -> str:
    token = page.tokens[number]
    if token.name in ("main", "article", "body"):
        same = sum(one.kind == "start" and one.name == token.name for one in page.tokens)
        if same == 1:
            return token.name
    if token.get("id"):
        return f"#{token.get('id')}"
    if "main" in token.get("role").split():
        return "main"
    if token.get("class").split():
        return f"{token.name}.{token.get('class').split()[0]}"
    return token.name


def _list(page: Page, numbers: list[int]) -> str:
    """The candidates, each with the line that takes it, its words and how it begins."""
    shown = []
    for number in numbers[:_SHOWN]:
        words = _words(page, number, page.end(number))
        first = " ".join(words[:_FIRST_WORDS])[:60]
        shown.append(f'part = "{_selector(page, number)}" ({len(words)} words, «{first} …»)')
    more = f" and {len(numbers) - _SHOWN} more" if len(numbers) > _SHOWN else ""
    return "write " + ", or ".join(shown) + more if shown else 'write part = "body" if all of it is the text'

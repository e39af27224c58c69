"""The pages of a site whose texts are long: each in parts, every link straight to the part that has its place.

The first part keeps the name of the page. Addresses of the whole page hold: a script that the page loads when it has
not the id that is asked for (`parts-read.js`) says on which part it stands.
"""

import json
import posixpath
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Final

from lxml import etree

from edition.late_patterns import late_pattern
from edition.publish.site.entry_table import PAGE, TABLE, entry_table
from edition.publish.site.page_cuts import Piece, is_long, part_starts, pieces_of, together, with_own_entries

_LINK: Final = late_pattern(r'(<(?:a|area)\b[^>"]*(?:"[^"]*"[^>"]*)*?\shref=")([^"#?]*)((?:\?[^"#]*)?#)([^"]+)(?=")')
_CITE: Final = ' class="cite"'
_HIDDEN: Final = late_pattern(r'<span class="vh">[^<]*</span>|<a class="cite".*?</a>|<span class="pn">[^<]*</span>')
_TAGS: Final = late_pattern(r"<[^>]*>")
_TITLE: Final = 8  # words of a part that has no heading
#: Characters of a table of ids; a longer one is put into files by the ids' checksums.
_TABLE: Final = 60_000


@dataclass(slots=True)
class Parts:
    """What is known of the parts of pages, by the name of the page: the files, and the part of each id."""

    starts: dict[str, list[str]] = field(default_factory=dict)  # the ids that parts begin with, the first left out
    homes: dict[str, dict[str, str]] = field(default_factory=dict)
    wholes: dict[str, str] = field(default_factory=dict)  # the page that a file is a part of

    def page_of(self, file: str, identity: str) -> str:
        """The file of a page, or of its part, that has an id."""
        return self.homes.get(file, {}).get(identity, file)


def split_pages(pages: Mapping[str, str], words: int, limit: int, labels: bytes, parts: Parts) -> dict[str, str]:
    """The pages of one language, long ones in parts, with scripts that lead from old addresses to the parts.

    `words`: of the reading text; `limit`: of words that stand on a page, 0 for any; `parts` is filled, or, where it
    has the pages of another language, followed.
    """
    made: dict[str, str] = {}
    for file, page in pages.items():
        groups = _groups(file, page, limit, parts) if is_long(file, words, limit) else []
        made |= _Split(file, page, groups, labels, parts).files() if len(groups) > 1 else {file: page}
    if not parts.homes:
        return dict(pages)
    return {file: _straight(text, file, parts) if file.endswith(".html") else text for file, text in made.items()}


def is_table(path: str) -> bool:
    """Whether a file is the table of the ids of a page's parts, which stands with the pages of a language."""
    return (path.startswith(("parts-", "parts/")) and path.endswith(".js")) or path == TABLE


def _tables(stem: str, files: Sequence[str], ids: Sequence[Sequence[str]]) -> dict[str, str]:
    """The script with the ids of each part; of many ids a script that says in how many others they are."""
    whole = _table(zip(files, ids, strict=True), "")
    if len(whole) <= _TABLE:
        return {f"parts-{stem}.js": whole}
    count = len(whole) // _TABLE + 1
    made = {f"parts-{stem}.js": f'edition.takeParts({{"count": {count}}});\n'}
    for number in range(count):
        mine = [[one for one in ones if sum(map(ord, one)) % count == number] for ones in ids]
        made[f"parts/{stem}.{number}.js"] = _table(zip(files, mine, strict=True), f", {number}")
    return made


def _table(rows: Iterable[tuple[str, Sequence[str]]], number: str) -> str:
    data = json.dumps([[file, " ".join(ones)] for file, ones in rows]).replace("<", "\\u003c")
    return f"edition.takeParts({data}{number});\n"


def _groups(file: str, page: str, limit: int, parts: Parts) -> list[list[Piece]]:
    _, pieces, _ = pieces_of(page)
    starts = part_starts(file, pieces, limit, parts.starts)
    ends = [*starts[1:], len(pieces)]
    groups = with_own_entries([list(pieces[a:b]) for a, b in zip(starts, ends, strict=True)])
    viewers = [piece for piece in pieces if piece.kind == "dialog.viewer"]  # of images: every part needs it
    return [group + [piece for piece in viewers if piece not in group] for group in groups]


@dataclass(slots=True)
class _Split:
    """A page that is cut."""

    file: str
    page: str
    groups: Sequence[Sequence[Piece]]
    labels: bytes
    parts: Parts

    @property
    def stem(self) -> str:
        return self.file.removesuffix(".html")

    def files(self) -> dict[str, str]:
        """The parts by their file, and the script that knows the part of an id."""
        names = [group[0].name for group in self.groups[1:]]
        files = [self.file, *(f"{self.stem}-{name}.html" for name in names)]
        ids = [[one for piece in group for one in piece.ids] for group in self.groups]
        self.parts.starts[self.file] = names
        self.parts.homes[self.file] = {one: to for to, ones in zip(files, ids, strict=True) for one in ones}
        self.parts.wholes |= dict.fromkeys(files, self.file)
        made = _tables(self.stem, files, ids)
        if self.file == PAGE:
            made[TABLE] = entry_table(files, self.groups)
        before, _, behind = pieces_of(self.page)
        titles = [_title(group) for group in self.groups]
        words = _labels(self.labels)
        for number, file in enumerate(files):
            said = words["parts.at"].replace("{1}", str(number + 1)).replace("{2}", str(len(files)))
            top = self.frame(before, number, file, said)
            main = together(self.groups[number])
            bars = _Bars(files, titles, number, said, words, f' data-entries="{TABLE}"' if self.file == PAGE else "")
            made[file] = top + bars.around(main, f"parts-{self.stem}.js") + behind
        return made

    def frame(self, before: str, number: int, file: str, said: str) -> str:
        """What stands before the main part: title and addresses of the part, contents open where it is."""
        head = before.replace("</title>", f" · {escape(said)}</title>", 1)
        if number:
            head = head.replace(f'/{self.file}"', f'/{file}"')
        start = head.find('<nav class="contents"')
        if start < 0:
            return head
        return head[:start] + _shortened(head[start:], self.parts.homes[self.file], file)


def _shortened(contents: str, homes: Mapping[str, str], file: str) -> str:
    """Contents with the inner divisions of those outer ones alone that are on a part."""
    made, depth, skipped = [], 0, 0
    at = 0
    shown = True
    for tag in re.finditer(r"<(/?)(ol|a)\b([^>]*)>", contents):
        if tag[2] == "a" and depth == 1 and (found := re.search(r'href="#([^"]+)"', tag[3])):
            shown = homes.get(found[1], file) == file
        if tag[2] == "ol" and not tag[1]:
            depth += 1
            if depth == 2 and not shown:
                made.append(contents[at : tag.start()])
                skipped = 1
        elif tag[2] == "ol":
            depth -= 1
            if depth == 1 and skipped:
                at, skipped = tag.end(), 0
    return "".join(made) + contents[at:]


def _labels(document: bytes) -> dict[str, str]:
    return {one.get("key", ""): (one.text or "").strip() for one in etree.fromstring(document).iter("m")}


_CAPTION: Final = late_pattern(r'<caption>(.*?)</caption>|<header class="group">(.*?)</header>')
_HEADING: Final = late_pattern(r"h[2-6]|caption|p\.text-title")
_NAME: Final = late_pattern(r'<summary>.*?<span class="name"[^>]*>(.*?)</span>')  # of an entry of a register


def _title(group: Sequence[Piece]) -> str:
    """What a part is called in the list of parts: its first heading, else its first words."""
    captions = [found[1] or found[2] for holder in group[0].opened for found in _CAPTION.finditer(holder.opening)]
    headings = [piece.html for piece in group[:3] if _HEADING.fullmatch(piece.kind)] + captions
    if (name := _NAME.search(group[0].html)) and "entry" in group[0].kind.split("."):
        headings = [name[1]]
    html = headings[0] if headings else next((piece.html for piece in group if piece.name), "")
    words = _TAGS.sub("", _HIDDEN.sub("", html)).split()
    return " ".join(words) if headings else " ".join(words[:_TITLE]) + (" …" if len(words) > _TITLE else "")


@dataclass(frozen=True, slots=True)
class _Bars:
    """The links between the parts of a page: above its text with a list of all parts, and below it."""

    files: Sequence[str]
    titles: Sequence[str]
    number: int
    said: str
    words: Mapping[str, str]
    table: str = ""  # the attribute with the name of the table of entries

    def around(self, main: str, script: str) -> str:
        """The main part of a page with the links, and the name of the script that knows the parts."""
        head, heading, rest = main.partition("</h1>")
        head = head.replace("<main", f'<main data-parts="{script}"{self.table}', 1)
        end = rest.rindex("</main>")
        top = f'<nav class="parts" aria-label="{escape(self.said)}"><p>{self.links()}</p>{self.listed()}</nav>'
        return f'{head}{heading}{top}{rest[:end]}<p class="parts" id="parts-end">{self.links()}</p>{rest[end:]}'

    def links(self) -> str:
        made = [f"<span>{escape(self.said)}</span>"]
        if self.number:
            made.insert(0, self.link("prev", self.number - 1, "js.previous"))
        if self.number + 1 < len(self.files):
            made.append(self.link("next", self.number + 1, "js.next"))
        return " ".join(made)

    def link(self, rel: str, number: int, key: str) -> str:
        return f'<a rel="{rel}" href="{self.files[number]}">{escape(self.words[key])}</a>'

    def listed(self) -> str:
        here = {self.number: ' aria-current="page"'}
        rows = (
            f'<li><a href="{file}"{here.get(n, "")}>{title}</a></li>'
            for n, (file, title) in enumerate(zip(self.files, self.titles, strict=True))
        )
        return f"<details><summary>{escape(self.words['parts.all'])}</summary><ol>{''.join(rows)}</ol></details>"


def _straight(text: str, file: str, parts: Parts) -> str:
    """A page whose links lead to the parts that have their places; a pilcrow keeps the page whose address is cited."""
    whole = parts.wholes.get(file, file)

    def led(link: re.Match[str]) -> str:
        to = link[2] or whole
        homes = parts.homes.get(posixpath.basename(to) if to == link[2] else to)
        if homes is None or (home := homes.get(link[4])) is None:
            return link[0]
        way = "" if home == file and "?" not in link[3] else posixpath.join(posixpath.dirname(link[2]), home)
        begin = link[1].replace("<a", f'<a data-page="{posixpath.basename(to)}"', 1) if _CITE in link[1] else link[1]
        return f"{begin}{way}{link[3]}{link[4]}"

    return _LINK.sub(led, text)

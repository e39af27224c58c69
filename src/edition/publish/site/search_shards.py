"""The data of the search page in files that are loaded as they are needed, when all of it would be too much for one.

`search-data.js` is then the head: witnesses, sections, register entries, the first word of each file of words
(`search/words-N.js`) and the first block of each file of texts (`search/blocks-N.js`).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

#: Characters of data that stand in one file; more are put into several.
WHOLE: Final = 1_000_000
_WORDS: Final = 200_000  # characters of a file of words: 40 to 80 KB as a server sends it
_BLOCKS: Final = 60_000  # of a file of texts: hits that are shown are in many of them


def shards(made: Mapping[str, Any], write: Callable[[object], str]) -> dict[str, bytes]:
    """The files of the data `made` (search_index.py), by their path in the site; `write` makes JSON for scripts."""
    files: dict[str, bytes] = {}
    words, firsts = list(_word_files(made["terms"], made["places"])), []
    for number, rows in enumerate(words):
        firsts.append(rows[0][0])
        files[f"search/words-{number}.js"] = f"edition.takeWords({number},{write(rows)});\n".encode()
    texts = list(_block_files(made["blocks"], write))
    for number, (_, block_rows) in enumerate(texts):
        files[f"search/blocks-{number}.js"] = f"edition.takeBlocks({number},{write(block_rows)});\n".encode()
    head = {key: made[key] for key in ("kinds", "witnesses", "sections", "entries")}
    head |= {"words": firsts, "texts": [first for first, _ in texts], "count": len(made["blocks"])}
    head |= {"begins": _begins(made["blocks"]), "notes": [n for n, row in enumerate(made["blocks"]) if row[3]]}
    return {"search-data.js": f"window.EDITION_SEARCH = {write(head)};\n".encode()} | files


def _begins(rows: Sequence[Sequence[Any]]) -> list[list[int]]:
    """The first block of each witness that has blocks: the number of the witness, and that of the block."""
    return [[row[0], n] for n, row in enumerate(rows) if n == 0 or rows[n - 1][0] != row[0]]


def _word_files(terms: Sequence[str], places: Sequence[list[int]]) -> Iterator[list[tuple[str, list[int]]]]:
    """Words with their places, in the order of JavaScript's strings; a frequent word is in several files."""
    rows: list[tuple[str, list[int]]] = []
    size = 0
    for term, flat in sorted(zip(terms, places, strict=True), key=lambda pair: pair[0].encode("utf-16-be")):
        for part in _runs(flat):
            length = len(term) + 7 * len(part)
            if rows and size + length > _WORDS:
                yield rows
                rows, size = [], 0
            rows.append((term, part))
            size += length
    if rows:
        yield rows


def _runs(flat: list[int]) -> Iterator[list[int]]:
    """The places of a word in runs that a file can hold; a block's own stay together."""
    start = at = 0
    while at < len(flat):
        at += 2 + flat[at + 1]
        if at - start > _WORDS // 14 or at == len(flat):
            yield flat[start:at]
            start = at


def _block_files(
    rows: Sequence[Sequence[Any]], write: Callable[[object], str]
) -> Iterator[tuple[int, list[Sequence[Any]]]]:
    """Blocks in runs, each with the number of its first."""
    first, size, run = 0, 0, list[Sequence[Any]]()
    for number, row in enumerate(rows):
        length = len(write(row))
        if run and size + length > _BLOCKS:
            yield first, run
            first, size, run = number, 0, []
        run.append(row)
        size += length
    if run:
        yield first, run

"""Correct a misreading in the source of a witness, on the editor's word: the bytes of the words alone.

The former file is kept beside it, by its hash, with a table of what was corrected; no witness reads them. Only files
that are text are written, and only where reading the new file gives the old text with the new words. Decisions that
quote the words are changed with them.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePosixPath
from typing import Any

from edition.decide.witness_text import WitnessText
from edition.errors import EditionError, InputError
from edition.model import Siglum, Witness
from edition.model.anchor import Anchor, Place, SearchedText, shortest_anchor
from edition.model.finding import position_in
from edition.project.config import TableReader
from edition.project.page_files import is_several
from edition.project.sources import encode_text
from edition.stages import Sources
from edition.tasks.review.decision_file import EditorFiles
from edition.tasks.review.rewrite_row import with_anchor
from edition.witnesses import read_source_file, witnesses_again

#: Readers of files that are text, in which words stand as they are read.
_OF_TEXT = frozenset(
    {"text", "wiki", "flat", "page", "gutenberg", "markdown", "wikitext", "latex", "typed", "html", "csv"}
)
VERSIONS = ".versions"  # the folder beside a source with its former states
_TABLE = "corrections.tsv"
_HEAD = "date\tby\tfile\tplace\twas\tis\tformer\n"


@dataclass(frozen=True, slots=True)
class Correction:
    """Words [start, end) of a witness's text, in code points, and what its source has in truth."""

    siglum: Siglum
    start: int
    end: int
    words: str


def place_in_source(witness: Witness, start: int) -> str:
    """File, line and column of a place; of a container the file and what is known of the place in it."""
    if witness.account:
        return f"{witness.seed.path}, {witness.account.place_of(start)}"
    return str(position_in(witness.seed.path, witness.text, start))


def is_text(witness: Witness) -> bool:
    """Whether the source of a witness is a text that can be corrected here."""
    return witness.reader in _OF_TEXT and not is_several(witness.seed.path)


def correct(
    sources: Sources, files: EditorFiles, given: Correction, signed: tuple[str, date], paths: tuple[str, ...]
) -> Mapping[str, bytes]:
    """The files to write for a correction: the source, its former state, the table, and decisions that quote the words.

    `signed`: who corrects, and when. `paths`: the files of decisions. InputError where the source cannot be corrected.
    """
    witness = next(w for w in sources.witnesses if w.siglum == given.siglum)
    change = _smallest(witness.text, given)
    data, new = _new_source(sources, witness, change)
    path = PurePosixPath(witness.seed.path)
    old = files.bytes_of(witness.seed.path) or b""
    folder = path.parent / VERSIONS
    former = folder / f"{path.stem}.{hashlib.sha256(old).hexdigest()[:12]}{path.suffix}"
    table = (files.bytes_of(str(folder / _TABLE)) or _HEAD.encode()).decode("utf-8")
    by, day = signed
    was = " ".join(witness.text[given.start : given.end].split())
    cells = [day.isoformat(), by, path.name, place_in_source(witness, change.start), was, given.words, former.name]
    row = "\t".join(" ".join(cell.split()) for cell in cells) + "\n"
    made = {str(former): old, str(path): data, str(folder / _TABLE): (table + row).encode("utf-8")}
    followed = {name: _follow(files.read(name), name, (witness, new), change, sources) for name in paths}
    changed = {name: text for name, text in followed.items() if text != files.read(name)}
    return made | {name: files.encoded(name, text) for name, text in changed.items()}


def _smallest(text: str, given: Correction) -> Correction:
    """The correction without what is the same at both its ends. Runs of white space count as one blank."""
    places = [n for n in range(given.start, given.end) if not (text[n].isspace() and n and text[n - 1].isspace())]
    old = "".join(" " if text[n].isspace() else text[n] for n in places)
    words = " ".join(given.words.split())
    if not words:
        raise InputError("write the words that the source has in truth; to take words out, edit the source itself")
    if words == old:
        raise InputError("the source has these words already")
    same = _common(old, words)
    rest = _common(old[same:][::-1], words[same:][::-1])
    start = places[same] if same < len(places) else given.end
    end = places[len(old) - rest - 1] + 1 if len(old) - rest > same else start
    if "\n" in text[start:end]:
        raise InputError("a line ends between the words that change; edit the source itself")
    return replace(given, start=start, end=end, words=words[same : len(words) - rest])


def _common(one: str, other: str) -> int:
    """How many letters two words begin with alike."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _new_source(sources: Sources, witness: Witness, change: Correction) -> tuple[bytes, Witness]:
    """The bytes of the corrected file, and the witness that is read from them."""
    where = place_in_source(witness, change.start)
    if not is_text(witness):
        raise InputError(f"{where}: a file of this format is not written here; correct the word in its own program")
    one = next(w for w in sources.config.witnesses if w.siglum == (witness.source or witness.siglum))
    file = read_source_file(sources.config, one).decoded
    at = change.start if not witness.seed.is_extracted else _place_in_file(file.text, witness, change)
    behind = at + change.end - change.start
    try:
        data = encode_text(replace(file, text=file.text[:at] + change.words + file.text[behind:]))
        read = witnesses_again(sources.config, sources.witnesses, one.siglum, data)
    except (UnicodeEncodeError, ValueError, EditionError) as error:
        raise InputError(f"{where}: the words cannot stand in this file: {error}") from None
    wanted = {w.siglum: w.text for w in sources.witnesses if (w.source or w.siglum) == one.siglum}
    wanted[witness.siglum] = witness.text[: change.start] + change.words + witness.text[change.end :]
    if {name: w.text for name, w in read.items()} != wanted:
        raise InputError(f"{where}: the file would be read in another way with these words; edit the source itself")
    return data, read[witness.siglum]


def _place_in_file(text: str, witness: Witness, change: Correction) -> int:
    """Where the words that are changed begin in a file whose markup is not in the text."""
    start, end = change.start, change.end
    while start and not witness.text[start - 1].isspace():
        start -= 1
    while end < len(witness.text) and not witness.text[end].isspace():
        end += 1
    own = shortest_anchor(SearchedText(witness.text), start, end)
    searched = SearchedText(text)
    tried = (replace(own, nth=0), Anchor(own.exact))
    found: tuple[Place, ...] = next((some for anchor in tried if (some := searched.exact(anchor))), ())
    if len(found) != 1 or text[found[0].start : found[0].end] != witness.text[start:end]:
        where = place_in_source(witness, change.start)
        raise InputError(f"{where}: the words cannot be told from others in the file; correct them there")
    return found[0].start + change.start - start


# -- decisions that quote the words


def _follow(text: str, path: str, read: tuple[Witness, Witness], change: Correction, sources: Sources) -> str:
    """The text of a file of decisions whose words are found in the corrected witness where they were before."""
    before, now = (WitnessText(witness) for witness in read)
    base = sources.config.edition.base
    data = TableReader(text, path).data
    made = text
    for place, anchor in _quotations(data, change.siglum, base):
        found = before.find(anchor)
        if len(found) != 1:
            continue  # in all places that have these words, or stale already
        wanted = _moved(found[0], change)
        if now.find(anchor) != (wanted,):
            made = with_anchor(made, path, place, now.propose(wanted.start, wanted.end).anchor)
    return made


def _moved(place: Place, change: Correction) -> Place:
    """Where words stand after the correction."""
    grown = len(change.words) - (change.end - change.start)
    start = place.start if place.start <= change.start else max(change.start, place.start + grown)
    end = place.end if place.end <= change.start else max(change.start + len(change.words), place.end + grown)
    return Place(start, end, place.is_folded)


def _quotations(data: Mapping[str, Any], siglum: Siglum, base: Siglum) -> Iterator[tuple[tuple[str, int], Anchor]]:
    """The decisions of a file that quote words of one place of a witness: table and number, and the words."""
    default = data.get("defaults", {}).get("in", base)
    for table, rows in data.items():
        for number, row in enumerate(rows if isinstance(rows, list) else ()):
            own = row.get("witness", "") if table == "mention" else row.get("in", default)
            if own == siglum and isinstance(row.get("exact"), str):
                around = (row.get("prefix", ""), row.get("suffix", ""), row.get("nth", 0))
                yield (table, number), Anchor(row["exact"], *around)

"""`edition decisions`: what became of every decision; and new words for those whose words were changed."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

from edition.decide.findings import CHANGED, CONFLICT, FOLDED, IMPOSSIBLE, NO_ENTRY, NOT_NEEDED, STALE, TWO_PLACES
from edition.decide.mends import Mend, find_mends
from edition.decide.place import Placer
from edition.errors import OutputError
from edition.model import Finding, Position
from edition.model.decision import (
    Decision,
    Decisions,
    EditorDecision,
    PairDecision,
    ReadingDecision,
    RegulariseDecision,
)
from edition.project.decisions import NOT_BUILT, read_decisions
from edition.project.edit_tables import is_only_change, set_keys
from edition.project.file_writer import write_files
from edition.project.sources import read_bytes
from edition.project.staging import lock_edition
from edition.project.utf8 import decode_utf8
from edition.stages import Sources, make_documents, read_sources

CARRIED_OUT = "carried out"
#: What a decision is, by the finding on it; the first that applies.
STATES = {
    NOT_BUILT: "not built yet",
    STALE: "stale",
    TWO_PLACES: "ambiguous",
    CONFLICT: "contradicted",
    IMPOSSIBLE: "impossible",
    NO_ENTRY: "no entry there",
    CHANGED: "to be reviewed again",
    NOT_NEEDED: "not needed",
    FOLDED: "carried out, though written in another way",
}


@dataclass(frozen=True, slots=True)
class ListedDecision:
    """A decision, what became of it, and what was found on it."""

    position: Position
    table: str
    words: str
    says: str
    state: str
    by: str = ""
    findings: tuple[Finding, ...] = ()


def list_decisions(root: Path) -> tuple[ListedDecision, ...]:
    """All decisions of an edition in the order of their files."""
    sources = read_sources(root)
    found: dict[tuple[str, int], list[Finding]] = defaultdict(list)
    for finding in (*make_documents(sources).findings, *sources.decisions.findings):
        if finding.code in STATES:
            found[finding.position.path, finding.position.line].append(finding)
    listed = {one.position: one for one in _listed(sources.decisions, found)}
    return tuple(one for _, one in sorted(listed.items()))


def _listed(decisions: Decisions, found: dict[tuple[str, int], list[Finding]]) -> Iterator[ListedDecision]:
    for mention in decisions.mentions:
        place = Position(mention.path, mention.line, 1)
        told = tuple(dict.fromkeys(found.pop((place.path, place.line), ())))
        yield ListedDecision(place, "mention", mention.exact, _meaning(mention), _state(told), "", told)
    for one in _all_but_mentions(decisions):
        told = tuple(dict.fromkeys(found.pop((one.position.path, one.position.line), ())))
        yield ListedDecision(one.position, one.table, _quoted(one), _said(one), _state(told), one.by, told)
    for some in list(found.values()):  # of tables that this version does not carry out
        if some[0].code == NOT_BUILT:
            yield ListedDecision(some[0].position, "", "", some[0].message, STATES[NOT_BUILT], "", tuple(some))


def _all_but_mentions(decisions: Decisions) -> Iterator[EditorDecision]:
    """The decisions of all other kinds."""
    for kind in fields(decisions):
        yield from (one for one in getattr(decisions, kind.name) if isinstance(one, EditorDecision))


def _state(told: Sequence[Finding]) -> str:
    codes = {finding.code for finding in told}
    return next((state for code, state in STATES.items() if code in codes), CARRIED_OUT)


def _meaning(mention: Decision) -> str:
    return "no name" if mention.reject else mention.ref or (mention.value.iso if mention.value else "")


def _quoted(one: EditorDecision) -> str:
    if isinstance(one, ReadingDecision):
        return one.anchor.exact
    if isinstance(one, PairDecision):
        return " and ".join(f"{quote.exact} ({siglum})" for siglum, quote in one.quotes.items())
    return ", ".join(one.forms) if isinstance(one, RegulariseDecision) else ""


def _said(one: EditorDecision) -> str:
    if isinstance(one, RegulariseDecision):
        return one.to
    return one.says if isinstance(one, ReadingDecision) else ""


# -- mending


def mends_of(root: Path) -> tuple[Mend, ...]:
    """What would make decisions fit again."""
    sources = read_sources(root)
    return find_mends(_as_they_stand(root, sources), Placer(sources.witnesses))


def _as_they_stand(root: Path, sources: Sources) -> Decisions:
    """The decisions as the files have them; those of the sources are fitted already where case or accents differ."""
    return read_decisions(root, sources.register, sources.sigla, sources.config.edition.base)


def write_mends(root: Path, mends: Sequence[Mend]) -> tuple[Mend, ...]:
    """Write other words into the files of decisions; those that could not be written are given back.

    A file is written beside, and replaced as a whole; nothing but the words of these decisions changes in it.
    """
    by_path: dict[str, list[Mend]] = defaultdict(list)
    for mend in mends:
        by_path[mend.position.path].append(mend)
    left: list[Mend] = []
    with lock_edition(root):
        made: dict[Path, bytes] = {}
        for path, some in by_path.items():
            data = read_bytes(root, path)
            mark = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
            text = decode_utf8(data, path)
            new = _mended(text, some, left)
            if new != text:
                made[root / path] = mark + new.encode("utf-8")
            if read_bytes(root, path) != data:
                raise OutputError(f"{path}: was changed by another program just now; nothing was written")
        write_files(made)
    return tuple(left)


def _mended(text: str, mends: Sequence[Mend], left: list[Mend]) -> str:
    """A file with other words for some of its decisions, from its end to its beginning, so that lines stay."""
    for mend in sorted(mends, key=lambda one: -one.position.line):
        new = set_keys(text, mend.position.line, mend.values, "exact")
        if new is None or not is_only_change(text, new, mend.table, mend.values):
            left.append(mend)
        else:
            text = new
    return text

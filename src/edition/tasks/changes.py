"""Compare the edition that was built with a former state of it."""

from pathlib import Path

from lxml import etree

from edition.decide.decided_rules import decided_rules
from edition.errors import EditionError, InputError
from edition.project.config import read_config
from edition.project.retired_ids import read_successors
from edition.project.sources import read_bytes
from edition.project.utf8 import decode_utf8
from edition.stages import make_documents, read_sources
from edition.tasks.compare_editions import Changes, compare, explain_changes
from edition.tasks.old_edition import EDITION, read_old_edition
from edition.tei.decode.edition import recover_text, witness_ids
from edition.tei.decode.written_entries import read_written
from edition.xml.parse import parse


def find_changes(root: Path, old: str = "HEAD", explain: bool = True) -> Changes:
    """What differs between a former state and `tei/edition.xml`; `explain`: with what each change comes from.

    InputError when nothing was built, or where there is no such state.
    """
    read_config(root)  # says where there is no edition
    if not (root / EDITION).is_file():
        raise InputError(f"{root / EDITION}: nothing was built yet; run `edition build`")
    trees = parse(read_old_edition(root, old), f"{old}:{EDITION}"), parse(read_bytes(root, EDITION), EDITION)
    former, now = map(read_written, trees)
    found = compare(former, now, _successors(root))
    if not (explain and found):
        return found
    return explain_changes(found, former, now, _rules(root), _rewritten(*trees))


def _rewritten(old: etree._Element, new: etree._Element) -> list[str]:
    """The witnesses that have another text, are new, or are gone."""
    before, behind = _texts(old), _texts(new)
    return [s for s in dict.fromkeys((*before, *behind)) if before.get(s) != behind.get(s)]


def _texts(root: etree._Element) -> dict[str, str]:
    try:
        return {siglum: recover_text(root, name) for siglum, name in witness_ids(root).items()}
    except (ValueError, KeyError):
        return {}  # not as a build writes it


def _successors(root: Path) -> dict[str, str]:
    if not (root / "tei/ids.tsv").is_file():
        return {}
    return read_successors(decode_utf8(read_bytes(root, "tei/ids.tsv"), "tei/ids.tsv"))


def _rules(root: Path) -> dict[str, str]:
    """Of each entry the decisions on it, by file and line; nothing where the edition cannot be made as it is now."""
    try:
        decided = decided_rules(make_documents(read_sources(root)).model.apparatus)
    except EditionError:
        return {}
    return {name: "; ".join(rules) for name, rules in decided.items()}

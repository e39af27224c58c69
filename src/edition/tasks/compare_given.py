"""What only the files of an edition together can tell: whether the edition and the witness files say the same.

The proofs of `edition check` start from the seeds; here both sides are TEI, so that files without their project can be
validated. Witnesses that keep a TEI file of the editor are left out: their layers are a matter of the settings.
"""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from edition.model import KINDS, Finding, Position, Severity
from edition.project.ownership import read_kept_note
from edition.tei.decode.edition import recover
from edition.tei.decode.exclusions import ledger_of
from edition.tei.decode.quote_difference import quote_difference
from edition.validate.shared_numbers import find_shared_numbers
from edition.xml.namespaces import NS, XML_ID, tei
from edition.xml.parse import Document
from edition.xml.text_elements import BLOCKS

_SEED = "tei:teiHeader/tei:fileDesc/tei:sourceDesc/tei:bibl"
_LISTED = "tei:teiHeader/tei:fileDesc/tei:sourceDesc//tei:witness"
_START = "\uf8ff"  # begins a block in a copy; a character for private use
_NAMES = frozenset(map(tei, (*(row.mention.value for row in KINDS), "date")))
_READINGS = (tei("lem"), tei("rdg"))
Mention = tuple[str, str, str]  # element, entry or date, words


@dataclass(frozen=True, slots=True)
class _Pair:
    """A witness as an edition lists it, and its own file."""

    edition: Document
    listed: etree._Element
    witness: Document

    @property
    def id(self) -> str:
        return self.listed.get(XML_ID, "")

    @property
    def siglum(self) -> str:
        return self.listed.get("n", "") or self.id


def compare_given(documents: Sequence[Document]) -> tuple[Finding, ...]:
    """What contradicts itself between the files of editions that are given together."""
    by_path = {Path(d.path).resolve(): d for d in documents if not read_kept_note(d.data)}
    found = list(find_shared_numbers([d for d in documents if d.root.find("tei:text", NS) is None]))
    for edition in by_path.values():
        pairs = [*_find_pairs(edition, by_path)]
        for pair in pairs:
            found += [*_compare_sigla(pair), *_compare_words(pair)]
        found += [*_compare_mentions(edition, pairs), *(_find_false_omissions(edition) if pairs else ())]
    return tuple(sorted(found, key=lambda f: (f.position, f.code, f.message)))


def _find_pairs(edition: Document, documents: Mapping[Path, Document]) -> Iterator[_Pair]:
    if edition.root.find("tei:text/tei:body", NS) is None:
        return
    for listed in edition.root.iterfind(_LISTED, NS):
        file = listed.findtext("tei:idno[@type='file']", "", NS)
        witness = documents.get((Path(edition.path).parent / file).resolve()) if file else None
        if witness is not None and witness.root.find(f"{_SEED}/tei:idno[@type='sha256']", NS) is not None:
            yield _Pair(edition, listed, witness)


def _compare_sigla(pair: _Pair) -> Iterator[Finding]:
    stated = pair.witness.root.find(f"{_SEED}/tei:idno[@type='siglum']", NS)
    if stated is not None and (stated.text or "") != pair.siglum:
        said = f"this is the file of witness {pair.siglum} by {pair.edition.path}, but its siglum here is {stated.text}"
        yield Finding("E434", Severity.ERROR, said, pair.witness.position(stated))


def _compare_words(pair: _Pair) -> Iterator[Finding]:
    """I2 from the two files alone: the words, then where blocks begin."""
    body = pair.edition.root.find("tei:text/tei:body", NS)
    assert body is not None
    at = pair.edition.position(body)
    try:
        held = [" ".join(block.text.split()) for block in recover(pair.edition.root, pair.id)]
        read = _read_blocks(pair.witness.root)
    except (KeyError, ValueError) as error:
        yield _broken(f"the text of witness {pair.siglum} cannot be read from the edition: {error}", at)
        return
    held = [block for block in held if block]
    if _squeeze(held) != _squeeze(read):
        one, other = quote_difference(" ".join(held), " ".join(read))
        file = pair.witness.path
        yield _broken(f"witness {pair.siglum} has «{one}» here, but «{other}» in its own file, {file}", at)
    elif [_squeeze([b]) for b in held] != [_squeeze([b]) for b in read]:
        number = next(
            (i for i, (a, b) in enumerate(zip(held, read, strict=False)) if _squeeze([a]) != _squeeze([b])), 0
        )
        longer, where = (held, "its own file") if len(held[number]) > len(read[number]) else (read, "the edition")
        start = " ".join(longer[number].split()[:8])
        said = f"the block of witness {pair.siglum} that begins with «{start}» is several blocks in {where}"
        yield _broken(f"{said}: a milestone is missing or too many", at)


def _read_blocks(root: etree._Element) -> list[str]:
    """The words of the blocks of a witness file, in their order, without what its reading text leaves out."""
    copy = deepcopy(root)
    for text in copy.iterfind("tei:text", NS):
        for block in text.iter(*BLOCKS):
            block.text = _START + (block.text or "")
    return [words for part in "".join(ledger_of(copy).read).split(_START) if (words := " ".join(part.split()))]


def _squeeze(blocks: Sequence[str]) -> str:
    return unicodedata.normalize("NFC", "".join("".join(block.split()) for block in blocks))


def _broken(said: str, at: Position) -> Finding:
    return Finding("I2", Severity.ERROR, said, at)


def _compare_mentions(edition: Document, pairs: Sequence[_Pair]) -> Iterator[Finding]:
    """Marks in the edition that a witness does not have: another entry, or other words."""
    marked = {pair.id: frozenset(map(_mention_of, _find_mentions(pair.witness.root))) for pair in pairs}
    whole = [p.id for p in pairs if p.listed.find("tei:note[@type='scope']", NS) is None]
    names = {pair.id: pair.siglum for pair in pairs}
    body = edition.root.find("tei:text/tei:body", NS)
    for element in _find_mentions(body) if body is not None and pairs else ():
        if next(element.iter(tei("app")), None) is not None:
            continue
        reading = next(element.iterancestors(*_READINGS), None)
        bearers = whole if reading is None else [w[1:] for w in reading.get("wit", "").split()]
        mention = _mention_of(element)
        if lacking := [names[w] for w in bearers if w in marked and mention not in marked[w]]:
            kind, entry, _ = mention
            words = " ".join("".join(map(str, element.itertext())).split())
            said = f"«{words}» is marked as {entry} ({etree.QName(kind).localname}), but not in the file of witness "
            yield _broken(said + ", ".join(lacking), edition.position(element))


def _find_false_omissions(edition: Document) -> Iterator[Finding]:
    """Omissions of fragments where they do not run: between their milestones lacunaStart and lacunaEnd."""
    scopes = ((w, w.find("tei:note[@type='scope']", NS)) for w in edition.root.iterfind(_LISTED, NS))
    fragments = {
        f"#{w.get(XML_ID)}": w.get("n", "") for w, scope in scopes if scope is not None and scope.get("n") != "excerpt"
    }
    running: set[str] = set()
    body = edition.root.find("tei:text/tei:body", NS)
    for element in body.iter(tei("milestone"), *_READINGS) if body is not None and fragments else ():
        if (unit := element.get("unit", "")) in ("lacunaStart", "lacunaEnd"):
            running.symmetric_difference_update(element.get("ed", "").split())
        elif element.get("type") == "om" and not unit:
            for pointer in (w for w in element.get("wit", "").split() if w in fragments and w not in running):
                said = f"witness {fragments[pointer]} does not run here, so it omits nothing: this is a lacuna"
                yield _broken(f'{said} (type="lac", with a gap)', edition.position(element))


def _find_mentions(root: etree._Element) -> Iterator[etree._Element]:
    """The marks of names and dates in a text that say which entry or day is meant."""
    text = root.find("tei:text", NS) if root.tag == tei("TEI") else root
    for element in text.iter(*_NAMES) if text is not None else ():
        if _mention_of(element)[1]:
            yield element


def _mention_of(element: etree._Element) -> Mention:
    entry = element.get("ref", "").rpartition("#")[2] or element.get("when", "")
    return str(element.tag), entry, _squeeze(["".join(map(str, element.itertext()))])

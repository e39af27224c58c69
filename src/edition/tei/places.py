"""Places where witnesses may disagree, read back from the TEI: readings with the names and dates marked in them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from lxml import etree

from edition.model import MentionKind, Register, Siglum
from edition.model.disagreement import Claim, Place, Told
from edition.tei.decode.edition import witness_ids
from edition.tei.decode.registers import value_of
from edition.xml.namespaces import NS, XML_ID, tei

_KINDS = {tei(kind.value): kind for kind in MentionKind}
_BLOCKS = (tei("p"), tei("item"), tei("head"), tei("label"), tei("bibl"))
_COMPARED = (tei("p"), tei("item"))
_AROUND = 90  # characters of context on each side
EDITION = "edition.xml"


def places_of(edition: etree._Element) -> Iterator[Place]:
    """Every place of variation in paragraphs and items that holds no other place. Headings say nothing of their own;
    entries of bibliographies are compared as works."""
    sigla = {f"#{name}": siglum for siglum, name in witness_ids(edition).items()}
    for app in edition.iterfind("tei:text/tei:body//tei:app", NS):
        block = next(app.iterancestors(*_BLOCKS), None)
        if block is None or block.tag not in _COMPARED or app.find(".//tei:app", NS) is not None:
            continue
        told = tuple(
            _told(reading, sigla) for reading in app.iter(tei("lem"), tei("rdg")) if reading.get("type") != "lac"
        )
        before, after = _around(block, app)
        yield Place((f"{EDITION}#{app.get(XML_ID)}",), told, before, after)


def _told(reading: etree._Element, sigla: Mapping[str, Siglum]) -> Told:
    witnesses = tuple(sigla[pointer] for pointer in reading.get("wit", "").split())
    return Told(witnesses, _plain(reading), tuple(_claims(reading)))


def _claims(element: etree._Element) -> Iterator[Claim]:
    for mark in element.iter(*_KINDS):
        ref = mark.get("ref", "").rpartition("#")[2]
        yield Claim(_KINDS[str(mark.tag)], _plain(mark), ref, value_of(mark), id=mark.get(XML_ID, ""))


def _plain(element: etree._Element) -> str:
    return " ".join("".join(str(t) for t in element.itertext()).split())


def _around(block: etree._Element, app: etree._Element) -> tuple[str, str]:
    """The words of the edition before and behind a place, as far as its block goes."""
    pieces: list[str] = []
    at = [0]

    def walk(element: etree._Element) -> None:
        if element is app:
            at[0] = sum(map(len, pieces))
        elif element.tag != tei("rdg"):
            pieces.append(element.text or "")
            for child in element:
                walk(child)
                pieces.append(child.tail or "")

    walk(block)
    text = "".join(pieces)
    before, after = text[: at[0]], text[at[0] :]
    if len(before) > _AROUND:
        before = "… " + before[-_AROUND:].partition(" ")[2]
    if len(after) > _AROUND:
        after = after[:_AROUND].rpartition(" ")[0] + " …"
    return " ".join(before.split()), " ".join(after.split())


# -- works

_FIELDS = {"author": "author", "editor": "editor", "date": "date", "publisher": "publisher", "pubPlace": "place",
           "idno": "ISBN"}  # fmt: skip
#: What is true of one edition of a work, not of the work: compared where two entries cite the same edition.
_OF_EDITION = frozenset({"date", "publisher", "place", "ISBN"})
_Entry = tuple[Siglum, str, dict[str, list[Claim]]]  # witness, address, what it says in each field


def works_of(trees: Mapping[Siglum, etree._Element], files: Mapping[Siglum, str]) -> Iterator[Place]:
    """For each work and field (author, editor, date, publisher, place) what the entries of the witnesses say.

    `files` are the names of the witness files without ending. Authors are compared with authors, editors with editors.
    Date, publisher and place are facts of an edition, of which a work may have several: entries are compared that cite
    one edition, or a day. The numbers of books tell editions apart and are not compared.
    """
    works: dict[str, list[_Entry]] = defaultdict(list)
    names: dict[str, str] = {}
    for siglum, tree in trees.items():
        for bibl in tree.iterfind("tei:text//tei:bibl[@corresp]", NS):
            title = bibl.find("tei:title", NS)
            if title is not None:
                work = bibl.get("corresp", "").rpartition("#")[2]
                names.setdefault(work, _plain(title))
                address = f"witnesses/{files[siglum]}.xml#{bibl.get(XML_ID)}"
                works[work].append((siglum, address, _said(bibl)))
    for work, entries in works.items():
        for field in ("author", "editor", "date", "publisher", "place"):
            compared = [e for e in entries if any(_comparable(field, e, other) for other in entries if other is not e)]
            if len({_spoken(entry[2][field]) for entry in compared}) > 1:
                yield _work_place(work, names[work], field, compared)


def _said(bibl: etree._Element) -> dict[str, list[Claim]]:
    said: dict[str, list[Claim]] = {}
    for field, claim in _fields(bibl):
        said.setdefault(field, []).append(claim)
    return said


def _comparable(field: str, one: _Entry, other: _Entry) -> bool:
    """Whether two entries that both say something in a field say it of the same thing."""
    a, b = one[2], other[2]
    if field not in a or field not in b:
        return False
    if field not in _OF_EDITION or (field == "date" and all(map(_is_day, (a[field][0], b[field][0])))):
        return True
    shared = [_same(a[name], b[name]) for name in _OF_EDITION - {field} if name in a and name in b]
    return bool(shared) and all(shared)


def _is_day(claim: Claim) -> bool:
    return claim.value is not None and claim.value.when.removeprefix("-").count("-") == 2


def _same(one: Sequence[Claim], other: Sequence[Claim]) -> bool:
    """Whether two entries share a date, an entry of a register, a number, or words in a field."""
    return not {_meant(c) for c in one}.isdisjoint({_meant(c) for c in other})


def _meant(claim: Claim) -> str:
    return claim.ref or claim.number or (claim.value.iso if claim.value else claim.words)


def _spoken(claims: Sequence[Claim]) -> str:
    return "; ".join(claim.words for claim in claims)


def _fields(bibl: etree._Element) -> Iterator[tuple[str, Claim]]:
    dates = list(bibl.iterchildren(tei("date")))
    bare = [d for d in dates if len(_plain(d)) == 4] or dates
    for child in bibl:
        field = _FIELDS.get(etree.QName(child).localname) if isinstance(child.tag, str) else None
        if field == "date" and child in bare[:1]:
            yield field, Claim(MentionKind.DATE, _plain(child), value=value_of(child), id=child.get(XML_ID, ""))
        elif field == "ISBN" and child.get("type") == "ISBN":
            digits = "".join(c for c in _plain(child) if c.isalnum())
            yield field, Claim(None, _plain(child), number=digits, id=child.get(XML_ID, ""))
        elif field in ("author", "editor", "publisher", "place"):
            yield from ((field, claim) for claim in _claims(child))


def _work_place(work: str, title: str, field: str, entries: Sequence[_Entry]) -> Place:
    told = tuple(Told((siglum,), _spoken(said[field]), tuple(said[field])) for siglum, _, said in entries)
    return Place(tuple(address for _, address, _ in entries), told, before=title, entry=work)


# -- misspelt names


def misspellings_of(
    trees: Mapping[Siglum, etree._Element], files: Mapping[Siglum, str], register: Register
) -> Iterator[Place]:
    """For each form that the register calls a misspelling: where witnesses have it, and a right form that one has."""
    wrong = {(e.id, f.text): f for e in register for f in e.forms if f.kind == "misspelling"}
    met: dict[str, dict[str, list[tuple[Siglum, str, Claim]]]] = defaultdict(lambda: defaultdict(list))
    for siglum, tree in trees.items():
        for claim in _claims(tree):
            if claim.ref:
                address = f"witnesses/{files[siglum]}.xml#{claim.id}"
                met[claim.ref][claim.words].append((siglum, address, claim))
    for ref, words in wrong:
        seen = met[ref].get(words, [])
        right = [form for form in met[ref] if (ref, form) not in wrong]
        if seen and right:
            like = max(right, key=lambda form: (SequenceMatcher(None, form, words).ratio(), form))
            told = tuple(_told_by(met[ref][form]) for form in (words, like))
            yield Place(tuple(address for _, address, _ in seen), told, entry=ref)


def _told_by(seen: Sequence[tuple[Siglum, str, Claim]]) -> Told:
    return Told(tuple(dict.fromkeys(siglum for siglum, _, _ in seen)), seen[0][2].words, (seen[0][2],))

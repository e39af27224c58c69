"""Small editions with decisions, and their entries as this module alone reads them from the XML."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from lxml import etree

from edition.build import build
from edition.built import Built
from edition.model import Finding
from edition.tei.decode.edition import recover_text, witness_ids

TEI = "{http://www.tei-c.org/ns/1.0}"
ID = "{http://www.w3.org/XML/1998/namespace}id"
Texts = Mapping[str, str]
FERRY = {
    "A": "The ferry passed the northern harbour after nine weary summer nights with men aboard. No grey lamp was lit.",
    "B": "The ferry crossed the northern harbour after ten weary summer nights with hands aboard. "
    "No gray lamp was lit.",
    "C": "The ferry crossed the northern harbour after ten weary summer nights aboard. No gray lamp was lit.",
}


def write(folder: Path, texts: Texts, decisions: str, head: str = 'editors = ["Ann Rae"]') -> Path:
    """An edition of plain texts; the first is the base."""
    (folder / "seeds").mkdir(parents=True, exist_ok=True)
    rows = [f'[edition]\ntitle = "Ferry"\nbase = "{next(iter(texts))}"\n{head}\n']
    for siglum, text in texts.items():
        (folder / "seeds" / f"{siglum}.txt").write_text(f"{text}\n", encoding="utf-8")
        rows.append(f'[[witness]]\nsiglum = "{siglum}"\nseed = "seeds/{siglum}.txt"\n')
    (folder / "edition.toml").write_text("\n".join(rows), encoding="utf-8")
    (folder / "decisions.toml").write_text(decisions, encoding="utf-8")
    return folder


def edition_of(folder: Path) -> etree._Element:
    return etree.parse(folder / "tei" / "edition.xml").getroot()


def words(element: etree._Element) -> str:
    """The words of an element, without those of nested readings and notes."""
    made = element.text or ""
    for child in element:
        made += "" if child.tag in (f"{TEI}rdg", f"{TEI}rdgGrp", f"{TEI}note") else words(child)
        made += "" if element.tag == f"{TEI}app" else child.tail or ""
    return made


def entries(folder: Path) -> list[str]:
    """The entries: lemma ] readings with sigla and class, notes."""
    return [entry(app) for app in edition_of(folder).iter(f"{TEI}app")]


def entry(app: etree._Element) -> str:
    lemma = app.find(f"{TEI}lem")
    readings = [r for r in app.iter(f"{TEI}rdg") if r.iterancestors(f"{TEI}app").__next__() is app]
    told = [f"{' '.join(words(r).split()) or 'om.'} {sigla(r)} [{r.get('type')}]" for r in readings]
    notes = [f"({' '.join(words(n).split())})" for n in app.iterchildren(f"{TEI}note")]
    return " ".join([f"{' '.join(words(lemma).split()) or '—'} ]", "; ".join(told), *notes])


def sigla(element: etree._Element) -> str:
    return element.get("wit", "").replace("#", "")


def made(folder: Path, texts: Texts, decisions: str) -> tuple[list[str], list[Finding]]:
    """The entries of an edition with decisions, and what is said of these. What was built holds every witness."""
    write(folder, texts, decisions)
    built = build(folder, ["tei"])
    assert not built.failed, [str(f) for f in built.findings]
    root = edition_of(folder)
    for siglum, name in witness_ids(root).items():
        assert recover_text(root, name).split() == texts[siglum].split()
    return entries(folder), of_decisions(built)


def of_decisions(built: Built) -> list[Finding]:
    return [f for f in built.findings if f.code in ("E408", "E410", "E419") or f.code.startswith("E47")]


def codes(found: Sequence[Finding]) -> list[str]:
    return [f.code for f in found]

"""Editions of transcriptions in TEI, for tests of what becomes of their layers, hands and words."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from edition.build import build
from edition.model import Finding
from edition.tei.decode.edition import recover_text, witness_ids
from edition.xml.namespaces import NS

HEAD = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>t</title></titleStmt>'
    "<publicationStmt><p>t</p></publicationStmt><sourceDesc><p>t</p></sourceDesc></fileDesc>{more}</teiHeader>"
    "<text><body>{body}</body></text></TEI>"
)
HANDS = (
    '<profileDesc><handNotes><handNote xml:id="h1">text hand</handNote><handNote xml:id="h2">corrector</handNote>'
    '<handNote xml:id="h3">later hand</handNote></handNotes></profileDesc>'
)


@dataclass(frozen=True)
class Entry:
    """A place of variation: the lemma, the readings by the sigla that have them, and what it is."""

    lemma: str
    readings: Mapping[str, str]
    type: str
    kinds: tuple[str, ...]


class Made:
    """A built edition of transcriptions."""

    def __init__(self, folder: Path) -> None:
        result = build(folder, ["tei"])
        assert not result.failed, [str(f) for f in result.findings]
        self.folder = folder
        self.findings: tuple[Finding, ...] = result.findings
        self.tree = etree.parse(folder / "tei" / "edition.xml").getroot()
        self.ids = witness_ids(self.tree)

    def text(self, siglum: str) -> str:
        """The reading text of a witness, from the edition alone."""
        return recover_text(self.tree, self.ids[siglum]).strip()

    def messages(self, code: str) -> list[str]:
        return [f.message for f in self.findings if f.code == code]

    @property
    def entries(self) -> list[Entry]:
        return [self._entry(app) for app in self.tree.iterfind(".//tei:app", NS)]

    def _entry(self, app: etree._Element) -> Entry:
        sigla = {f"#{name}": siglum for siglum, name in self.ids.items()}
        readings, kinds = {}, []
        for rdg in app.iterfind(".//tei:rdg", NS):
            kinds.append(rdg.get("type", ""))
            said = {"om": "om.", "lac": "lac."}.get(kinds[-1], _words(rdg))
            readings |= {sigla[pointer]: said for pointer in (rdg.get("wit") or "").split()}
        lemma = app.find("tei:lem", NS)
        assert lemma is not None
        return Entry(_words(lemma), readings, app.get("type", ""), tuple(kinds))


def _words(element: etree._Element) -> str:
    """The words of the text; of a choice those of its last child."""
    pieces = [element.text or ""]
    for child in element:
        is_other = element.tag.endswith("}choice") and child is not element[-1]
        pieces += ["" if is_other else _words(child), child.tail or ""]
    return " ".join("".join(pieces).split())


def made_of(folder: Path, settings: str = "", base: str = "", more: str = "", **bodies: str) -> Made:
    """An edition of TEI files. `settings`: lines of edition.toml; `more`: what the headers have besides."""
    (folder / "seeds").mkdir()
    said = [f'[edition]\ntitle = "T"\nlanguage = "en"\nbase = "{base or next(iter(bodies))}"\n', settings]
    for siglum, body in bodies.items():
        text = body if body.startswith("<?xml") else HEAD.format(more=more, body=body)
        (folder / "seeds" / f"{siglum}.xml").write_text(text, encoding="utf-8")
        said.append(f'[[witness]]\nsiglum = "{siglum}"\nname = "{siglum}"\nseed = "seeds/{siglum}.xml"\n')
    (folder / "edition.toml").write_text("\n".join(said), encoding="utf-8")
    return Made(folder)

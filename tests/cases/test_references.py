"""Verse, drama and references: the cases of `cases/tei` and their siblings, from TEI to the apparatus."""

import json
import zipfile
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import etree

from edition.build import build
from edition.model import Finding
from edition.stages import make_documents, read_sources

CASES = Path(__file__).parent / "tei"
NS = {"t": "http://www.tei-c.org/ns/1.0"}
HEAD = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>t</title></titleStmt>'
    "<publicationStmt><p>t</p></publicationStmt><sourceDesc><p>t</p></sourceDesc></fileDesc></teiHeader><text><body>"
)
FOOT = "</body></text></TEI>"
Entry = tuple[str, str, Mapping[str, str]]


class Made:
    """A built edition: its places of variation as (loc, lemma, {siglum: reading}), and its findings."""

    def __init__(self, folder: Path) -> None:
        result = build(folder, ["tei"])
        assert not result.failed, [str(f) for f in result.findings]
        self.findings: Sequence[Finding] = result.findings
        self.tree = etree.parse(folder / "tei" / "edition.xml")
        self.entries = [self._entry(app) for app in self.tree.iterfind(".//t:app", NS)]

    def _entry(self, app: etree._Element) -> Entry:
        readings = {}
        for rdg in app.iterfind(".//t:rdg", NS):
            words = " ".join("".join(rdg.itertext()).split())
            kind = rdg.get("type", "")
            said = {"om": "om.", "lac": "lac."}.get(kind, words)
            readings |= dict.fromkeys((rdg.get("wit") or "").replace("#", "").split(), said)
        lemma = app.find("t:lem", NS)
        assert lemma is not None
        return app.get("loc", ""), " ".join("".join(lemma.itertext()).split()), readings

    def substantive(self) -> list[Entry]:
        apps = self.tree.iterfind(".//t:app", NS)
        return [e for e, app in zip(self.entries, apps, strict=True) if app.get("type") == "substantive"]

    def numbers(self, name: str = "l") -> list[str]:
        return [e.get("n", "") for e in self.tree.iterfind(f".//t:{name}", NS)]

    def codes(self) -> list[str]:
        return [f.code for f in self.findings if "E515" <= f.code <= "E529"]

    def moves(self) -> int:
        return len(self.tree.findall(".//t:linkGrp[@type='transposition']/t:link", NS))


def edition_of(folder: Path, scopes: Mapping[str, str] | None = None, **bodies: str) -> Made:
    """An edition of TEI files; the first is the base."""
    (folder / "seeds").mkdir()
    base = next(iter(bodies))
    said = [f'[edition]\ntitle = "T"\nlanguage = "en"\nbase = "{base}"\n']
    for siglum, body in bodies.items():
        text = body if body.startswith("<?xml") else HEAD + body + FOOT
        (folder / "seeds" / f"{siglum}.xml").write_text(text, encoding="utf-8")
        said.append(f'[[witness]]\nsiglum = "{siglum}"\nname = "{siglum}"\nseed = "seeds/{siglum}.xml"\n')
        said.append(f'scope = "{scopes[siglum]}"\n' if scopes and siglum in scopes else "")
    (folder / "edition.toml").write_text("\n".join(said), encoding="utf-8")
    return Made(folder)


def verses(*lines: str, start: int | None = 1) -> str:
    """A stanza of numbered verses; `start`: the first number, None for verses without."""
    made = (f'<l n="{i + start}">{line}</l>' if start is not None else f"<l>{line}</l>" for i, line in enumerate(lines))
    return "<lg>" + "\n".join(made) + "</lg>"


MILLER = (
    "The miller kept a heron on the weir,",
    "It stood all night and watched the water go;",
    "He fed it bread and told it of the year",
    "His brother sailed from Harlow in the snow.",
    "And nobody remembered why he came",
    "Or who had painted lanterns on the door.",
)


@pytest.mark.parametrize(
    "case", sorted(p.name for p in CASES.iterdir() if p.name[:2] in ("01", "02", "03", "05", "06", "16"))
)
def test_a_case_has_the_right_apparatus(case: str, tmp_path: Path) -> None:
    files = sorted((CASES / case).glob("*.xml"))
    expected = json.loads((CASES / case / "expect.json").read_text(encoding="utf-8"))
    made = edition_of(tmp_path, **{f.stem: f.read_text(encoding="utf-8") for f in files})
    for entry in expected["apparatus"]:
        found = [e for e in made.entries if e[0].endswith(entry["loc"]) and e[1] == entry["lem"]]
        assert found, (entry, made.entries)
        assert {s: found[0][2].get(s) for s in entry["rdg"]} == entry["rdg"]
    if "places" in expected and "moves" not in expected:
        assert len(made.entries) == expected["places"]
    if "verses" in expected:
        own = [e.get("n") for e in made.tree.iterfind(".//t:l", NS) if not list(e.iterancestors("{*}rdg"))]
        assert list(dict.fromkeys(own)) == expected["verses"]
    assert made.moves() == len(expected.get("moves", ()))
    messages = [str(f) for f in made.findings]
    for said in expected.get("findings", ()):
        words = said.split(": ")[1]
        assert any(words.split(" of ")[0] in m and "B.xml" in m for m in messages), (said, messages)


def test_what_a_manuscript_lost_is_a_lacuna(tmp_path: Path) -> None:
    files = sorted((CASES / "07-lacunose-manuscript").glob("*.xml"))
    made = edition_of(tmp_path, **{f.stem: f.read_text(encoding="utf-8") for f in files})
    assert [(loc, r["M"]) for loc, _, r in made.entries] == [("1", "crane"), ("2", "lac."), ("3", "lac.")]


def test_speakers_of_one_name_are_never_substantive(tmp_path: Path) -> None:
    files = sorted((CASES / "03-play-two").glob("*.xml"))
    made = edition_of(tmp_path, **{f.stem: f.read_text(encoding="utf-8") for f in files})
    assert [e[0] for e in made.entries] == ["0 sd", "1 sp", "1 sd", "2 sp", "2"]
    assert [e[0] for e in made.substantive()] == ["0 sd", "1 sd", "2"]


def test_speakers_without_who_are_known_by_their_abbreviation(tmp_path: Path) -> None:
    speech = "<sp><speaker>{}</speaker><p>Who left the lantern burning at the stair?</p></sp>"
    made = edition_of(tmp_path, A=speech.format("Keller"), B=speech.format("Kel."))
    assert [(e[1], e[2]) for e in made.entries] == [("Keller", {"B": "Kel."})]
    assert made.substantive() == []


# -- numbers that mean something else


def test_numbers_of_its_own_are_not_used_and_that_is_said_once(tmp_path: Path) -> None:
    other = "".join(f'<l n="{n}">{line}</l>' for n, line in zip((40, 3, 71, 1, 2, 9), MILLER, strict=True))
    made = edition_of(tmp_path, A=verses(*MILLER), B=other.replace("bread", "corn"))
    assert made.entries == [("3", "bread", {"B": "corn"})]
    assert made.codes() == ["E515"]


def test_a_constant_offset_is_told_and_used(tmp_path: Path) -> None:
    refrain = "And so the water went."
    lines = [x for line in MILLER for x in (line, refrain)]
    made = edition_of(
        tmp_path, A=verses(*lines), B="".join(f'<l n="{n + 101}">{x}</l>' for n, x in enumerate(lines) if n != 5)
    )
    assert [(e[0], e[2]) for e in made.entries] == [("6", {"B": "om."})]
    assert made.codes() == ["E516"]


@pytest.mark.parametrize("at", [1, 3, 5])
def test_one_misnumbered_verse_is_a_slip(at: int, tmp_path: Path) -> None:
    numbers = [1, 2, 3, 4, 5, 6]
    numbers[at] = numbers[at] - 1  # one number twice, one left out
    other = "".join(f'<l n="{n}">{line}</l>' for n, line in zip(numbers, MILLER, strict=True))
    made = edition_of(tmp_path, A=verses(*MILLER), B=other)
    assert made.entries == []
    assert set(made.codes()) == {"E517", "E518"}


def test_numbers_that_run_one_behind_after_a_slip_answer_by_words(tmp_path: Path) -> None:
    lines = [f"{word} {line}" for word in ("Alpha", "Beta", "Gamma") for line in MILLER]
    numbers = [*range(1, 7), *range(6, 18)]
    other = "".join(f'<l n="{n}">{x}</l>' for n, x in zip(numbers, lines, strict=True))
    made = edition_of(tmp_path, A=verses(*lines), B=other)
    assert made.entries == []


# -- refrains, omissions, moves


def test_a_refrain_answers_by_its_number(tmp_path: Path) -> None:
    lines = [x for line in MILLER[:4] for x in (line, "And so the water went.")]
    for left_out in (1, 3, 7):
        folder = tmp_path / str(left_out)
        folder.mkdir()
        some = "".join(f'<l n="{n + 1}">{x}</l>' for n, x in enumerate(lines) if n != left_out)
        made = edition_of(folder, A=verses(*lines), B=some)
        assert [(e[0], e[2]) for e in made.entries] == [(str(left_out + 1), {"B": "om."})]


def test_verses_omitted_together_are_one_aggregate(tmp_path: Path) -> None:
    some = "".join(f'<l n="{n + 1}">{x}</l>' for n, x in enumerate(MILLER) if n not in (1, 2, 3))
    made = edition_of(tmp_path, A=verses(*MILLER), B=some)
    apps = made.tree.findall(".//t:app", NS)
    assert [a.get("loc") for a in apps] == ["2", "3", "4"]
    ids = [a.get("{http://www.w3.org/XML/1998/namespace}id") for a in apps]
    assert [a.get("next") for a in apps] == [f"#{ids[1]}", f"#{ids[2]}", None]
    assert [a.get("prev") for a in apps] == [None, f"#{ids[0]}", f"#{ids[1]}"]


def test_swapped_verses_are_one_transposition(tmp_path: Path) -> None:
    order = (0, 2, 1, 3, 4, 5)
    other = "".join(f'<l n="{i + 1}">{MILLER[i]}</l>' for i in order)
    made = edition_of(tmp_path, A=verses(*MILLER), B=other.replace("watched", "heard"))
    assert made.moves() == 1
    assert made.entries == [("2", "watched", {"B": "heard"})]
    anchors = [a.getparent().get("n") for a in made.tree.iterfind(".//t:anchor", NS)]
    place = made.tree.find(".//t:milestone[@unit='moved']", NS)
    assert anchors == ["2", "2"]
    assert place is not None
    assert place.getparent().get("n") == "3"


def test_verses_that_the_base_lacks_are_counted_by_letters(tmp_path: Path) -> None:
    b = '<l n="1a">Of all the boats and none of them came near,</l>'
    c = "<l>The lanterns went along the quay at four,</l>"
    lines = [f'<l n="{n + 1}">{x}</l>' for n, x in enumerate(MILLER)]
    made = edition_of(
        tmp_path,
        A="".join(lines),
        B="".join([lines[0], b, *lines[1:]]),
        C="".join([c, *lines[:3], c, c.replace("four", "five"), *lines[3:]]),
    )
    assert [(e[0], sorted(e[2])) for e in made.entries] == [("0a", ["C"]), ("1a", ["B"]), ("3a–3b", ["C"])]
    assert [n for n in made.numbers() if not n.isdigit()] == ["0a", "1a", "3a", "3b"]


# -- other divisions


def test_prose_answers_verse(tmp_path: Path) -> None:
    prose = "<p>" + " ".join(MILLER).replace("bread", "corn") + "</p>"
    made = edition_of(tmp_path, A=verses(*MILLER), B=prose)
    assert made.entries == [("3", "bread", {"B": "corn"})]


def test_lines_divided_in_another_way_are_no_variant(tmp_path: Path) -> None:
    words = " ".join(MILLER).split()
    cuts = [0, 5, 14, 21, 30, 40, len(words)]
    other = [" ".join(words[a:b]) for a, b in pairwise(cuts)]
    assert edition_of(tmp_path, A=verses(*MILLER), B=verses(*other)).entries == []


def test_two_verses_in_one_ab_answer_both(tmp_path: Path) -> None:
    a = '<div n="1"><ab n="1">And the boats came in.</ab><ab n="2">And the boats went out.</ab>'
    a += '<ab n="3">Amen.</ab></div>'
    b = '<div n="1"><ab n="1-2">And the boats came in. And the boat went out.</ab><ab n="3">Amen.</ab></div>'
    made = edition_of(tmp_path, A=a, B=b)
    assert [e for e in made.entries if e[2]] == [("2", "boats", {"B": "boat"})]


def test_a_unit_never_goes_across_a_milestone(tmp_path: Path) -> None:
    a = '<p><milestone unit="verse" n="1"/>The boats came in. <milestone unit="verse" n="2"/>The boats went out.</p>'
    b = '<p><milestone unit="verse" n="2"/>The boat went out.</p>'
    made = edition_of(tmp_path, {"B": "fragment"}, A=a, B=b)
    assert made.entries == [("2", "boats", {"B": "boat"})]


def test_counting_begins_again_in_a_numbered_poem(tmp_path: Path) -> None:
    body = "".join(
        f'<div n="{n}"><lg><l>{a}</l><l>{b}</l></lg></div>' for n, a, b in ((1, *MILLER[:2]), (2, *MILLER[2:4]))
    )
    made = edition_of(tmp_path, A=body, B=body.replace("Harlow", "Harwich"))
    assert made.numbers() == ["1", "2", "1", "2"]
    assert [e[0] for e in made.entries] == ["2.2"]


def test_a_stage_direction_moves_without_the_verses(tmp_path: Path) -> None:
    def scene(at: int, who: str = "<speaker>ANNA</speaker>") -> str:
        lines = [f'<l n="{n + 1}">{x}</l>' for n, x in enumerate(MILLER)]
        lines.insert(at, "<stage>Enter the ferryman with a lantern and a rope.</stage>")
        return f"<sp>{who}{''.join(lines)}</sp>"

    made = edition_of(tmp_path, A=scene(2), B=scene(4), C=scene(2, ""))
    said = {(e[0], s, r) for e in made.entries for s, r in e[2].items()}
    assert {loc for loc, _, _ in said} <= {"2 sd", "4 sd", "1 sp"}
    assert ("1 sp", "C", "om.") in said
    assert not any(loc.isdigit() for loc, _, _ in said)


def test_prose_without_references_has_no_loc(tmp_path: Path) -> None:
    made = edition_of(tmp_path, A="<p>The ferry rowed to Lindau.</p>", B="<p>The ferry sailed to Lindau.</p>")
    assert [e[0] for e in made.entries] == [""]


def test_one_witness_without_numbers_beside_two_with(tmp_path: Path) -> None:
    lines = [x for line in MILLER[:4] for x in (line, "And so the water went.")]
    some = "".join(f'<l n="{n + 1}">{x}</l>' for n, x in enumerate(lines) if n != 3)
    made = edition_of(tmp_path, A=verses(*lines), B=some, C=verses(*lines, start=None).replace("bread", "corn"))
    assert made.entries == [("4", "And so the water went.", {"B": "om."}), ("5", "bread", {"C": "corn"})]


def test_a_number_that_no_witness_has_is_told(tmp_path: Path) -> None:
    lines = "".join(f'<l n="{n}">{x}</l>' for n, x in zip((1, 2, 4, 5, 6, 7), MILLER, strict=True))
    made = edition_of(tmp_path, A=lines, B=lines)
    assert made.codes() == ["E519"]


def test_a_citation_can_be_asked_of_the_model_and_of_dts(tmp_path: Path) -> None:
    poem = '<div n="{0}"><lg><l>{1}</l><l>{2}</l></lg></div>'
    body = poem.format(1, *MILLER[:2]) + poem.format(2, *MILLER[2:4])
    (tmp_path / "e").mkdir()
    edition_of(tmp_path / "e", A=body, B=body.replace("Harlow", "Harwich"))
    result = build(tmp_path / "e", ["exports"])
    assert not result.failed
    zipped = next((tmp_path / "e" / "build").rglob("dts.zip"))
    with zipfile.ZipFile(zipped) as archive:
        told = json.loads(archive.read("dts/navigation/A/1.json"))
        assert [unit["identifier"] for unit in told["member"]] == ["1.1", "1.2", "2.1", "2.2"]
        assert MILLER[3].encode() in archive.read("dts/document/A/2.2.xml")
    model = make_documents(read_sources(tmp_path / "e")).model
    assert [loc for name, loc in model.citations().items() if name.startswith("app-")] == ["2.2"]

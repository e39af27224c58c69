"""What `edition collate` got wrong on the texts of others: one alignment for all forms, words of their own, lacunae."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from edition.tasks.collate_files import CollationOptions, collate_files
from edition.validate.document import validate
from edition.xml.namespaces import NS, XML_ID
from edition.xml.parse import parse_document

TEI = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body>{}</body></text></TEI>'


def made(folder: Path, to: str, base: str = "", joined: bool = True, method: str = "", **files: str) -> str:
    """The collation of files (`A_xml` is A.xml) in a form."""
    paths = []
    for name, text in files.items():
        paths.append(folder / name.replace("_", "."))
        paths[-1].write_text(text, encoding="utf-8")
    return b"".join(collate_files(paths, CollationOptions(base, to, method, joined)).pieces).decode("utf-8")


def apps(tei: str) -> list[tuple[str, ...]]:
    """Each entry: the words of the lemma, then each reading with its type and witnesses."""
    root = etree.fromstring(tei.encode("utf-8"))
    found = []
    for app in root.iterfind(".//tei:app", NS):
        sides = [
            ("".join(s.itertext()).strip(), s.get("type", ""), s.get("wit", "")) for s in app.iter("{*}lem", "{*}rdg")
        ]
        found.append(tuple(" ".join(filter(None, side)) for side in sides))
    return found


def in_one_column(table: dict[str, Any]) -> list[tuple[str, ...]]:
    """The words of every column in which two rows differ, «–» for a gap."""
    columns = zip(*table["table"], strict=True)
    said = [tuple("".join(t["t"] for t in cell).strip() if cell else "–" for cell in column) for column in columns]
    return [column for column in said if len(set(column)) > 1]


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_a_heading_is_not_aligned_with_a_sentence_in_any_form(tmp_path: Path) -> None:
    files = {"A_txt": "By the bridge\n\nIt stood by night.\n", "B_txt": "By night it stood there.\n"}
    table = json.loads(made(tmp_path, "json", joined=False, **files))
    assert table["table"][1][:3] == [None, None, None]
    assert rows(made(tmp_path, "csv", **files))[0] == {"place": "1", "A": "By the bridge", "B": ""}


@pytest.mark.parametrize(
    ("one", "other", "pair"),
    [
        ("the bell was heard", "the bell was broken", ("heard", "broken")),
        ("heard the bell was", "broken the bell was", ("heard", "broken")),
        ("the bell was heard.", "the bell was broken.", ("heard", "broken")),
    ],
)
def test_the_first_and_the_last_word_stand_beside_what_stands_for_them(
    tmp_path: Path, one: str, other: str, pair: tuple[str, str]
) -> None:
    files = {"A_txt": f"{one}\n", "B_txt": f"{other}\n"}
    found = rows(made(tmp_path, "csv", **files))
    assert [(row["A"], row["B"]) for row in found] == [pair]
    columns = in_one_column(json.loads(made(tmp_path, "json", **files)))
    assert "–" not in columns[0]
    assert columns[0][0].split()[0] == pair[0].split()[0]


def test_csv_gives_a_witness_its_own_words_around_another_place(tmp_path: Path) -> None:
    tail = "slept under the tall green trees of the park all day long"
    files = {"A_txt": f"The three brown dogs {tail}.\n", "B_txt": f"The two white cats {tail}.\n", "C_txt": "End.\n"}
    first = rows(made(tmp_path, "csv", **files))[0]
    assert first["A"].startswith("The three brown dogs")
    assert first["B"].startswith("The two white cats")
    assert first["C"] == ""


@pytest.mark.parametrize("to", ["csv", "tei", "html", "graphml", "json"])
def test_tokens_without_blanks_do_not_run_together(tmp_path: Path, to: str) -> None:
    tokens = {"A": ["One", "red", "hen", ",", "ran", "."], "B": ["One", "old", "hen", ",", "ran", "."]}
    data = json.dumps({"witnesses": [{"id": s, "tokens": [{"t": t} for t in some]} for s, some in tokens.items()]})
    text = made(tmp_path, to, all_json=data)
    assert not [glued for glued in ("Onered", "henran", "oldhen") if glued in text]
    if to == "tei":
        assert "hen, ran." in "".join(etree.fromstring(text.encode()).find("tei:text", NS).itertext())
    if to == "json":  # and comes back as it went in
        assert [t["t"] for cell in json.loads(text)["table"][0] for t in cell] == tokens["A"]


def test_letters_of_scripts_without_blanks_stay_joined(tmp_path: Path) -> None:
    data = json.dumps(
        {"witnesses": [{"id": s, "tokens": [{"t": c} for c in t]} for s, t in (("A", "渡船黎明"), ("B", "渡船黄昏"))]}
    )
    assert rows(made(tmp_path, "csv", all_json=data))[0] == {"place": "1", "A": "黎明", "B": "黄昏"}


def test_given_norms_decide_in_tei_too(tmp_path: Path) -> None:
    data = {"A": [("the ", ""), ("kat ", "cat"), ("ran", "")], "B": [("the ", ""), ("chatte ", "cat"), ("ran", "")]}
    witnesses = [
        {"id": s, "tokens": [{"t": t, **({"n": n} if n else {})} for t, n in some]} for s, some in data.items()
    ]
    tei = made(tmp_path, "tei", all_json=json.dumps({"witnesses": witnesses}))
    assert [entry[:2] for entry in apps(tei)] == [("kat #A", "chatte substitution #B")]


LOST = {
    "gap": '<p>We sailed at dawn with <gap reason="lost"/> and came home late.</p>',
    "lacuna": "<p>We sailed at dawn with <lacunaStart/><lacunaEnd/> and came home late.</p>",
}


@pytest.mark.parametrize("inner", LOST.values(), ids=LOST.keys())
@pytest.mark.parametrize("base", ["A", "B"])
@pytest.mark.parametrize("method", ["", "double-end-point", "location-referenced"])
def test_what_a_transcription_has_lost_is_a_lacuna(tmp_path: Path, inner: str, base: str, method: str) -> None:
    files = {"A_xml": TEI.format(inner), "B_txt": "We sailed at dawn with nine barrels of oil and came home late.\n"}
    tei = made(tmp_path, "tei", base, method=method, **files)
    (entry,) = apps(tei)
    assert any(side.startswith("lac #A") for side in entry)
    assert not any(" om " in f" {side} " for side in entry)
    assert any(side.startswith("nine barrels of oil") and side.endswith("#B") for side in entry)
    path = tmp_path / "out.xml"
    path.write_text(tei, encoding="utf-8")
    assert list(validate(path.read_bytes(), str(path))) == []


def test_a_leaf_that_is_lost_at_the_end_is_a_lacuna_and_an_omission_beside_it_is_one(tmp_path: Path) -> None:
    body = '<p>The mill stood.</p><p>It burned at night.</p><gap reason="lost" unit="leaf"/>'
    text = "The old mill stood.\n\nIt burned at night.\n\nNobody built it again in that year.\n"
    found = apps(made(tmp_path, "tei", "B", A_xml=TEI.format(body), B_txt=text))
    assert found == [("old #B", "om #A"), ("Nobody built it again in that year. #B", "lac #A")]


def test_a_text_that_begins_and_ends_within_the_other_is_no_omission(tmp_path: Path) -> None:
    body = "<lacunaEnd/><p>and the bell was heard across the lake at noon</p><witEnd/>"
    text = "Long ago it was, and the bell was heard across the lake at noon when all came home.\n"
    kinds = {
        side.split()[-2]
        for entry in apps(made(tmp_path, "tei", "B", A_xml=TEI.format(body), B_txt=text))
        for side in entry[1:]
    }
    assert kinds == {"lac"}


def test_html_and_latex_are_read_and_a_pdf_is_refused_unless_it_is_said_to_be_text(tmp_path: Path) -> None:
    from edition.errors import SeedError

    (tmp_path / "A.html").write_text("<html><body>x</body></html>")
    (tmp_path / "B.tex").write_text("\\documentclass{article}\n\\begin{document}x\\end{document}")
    (tmp_path / "C.pdf").write_text("%PDF-1.7\n")
    paths = [tmp_path / "A.html", tmp_path / "B.tex"]
    pieces = b"".join(collate_files(paths, CollationOptions()).pieces)
    assert b"html" not in pieces
    assert b"document" not in pieces
    assert b"html" in b"".join(collate_files(paths, CollationOptions(as_text=True)).pieces)
    with pytest.raises(SeedError, match=r"C\.pdf: is a PDF"):
        collate_files([*paths, tmp_path / "C.pdf"], CollationOptions())


def test_words_in_a_note_of_the_witness_are_not_omitted(tmp_path: Path) -> None:
    from edition.build import build

    (tmp_path / "seeds").mkdir()
    words = "The second letter, sent a year later, proved what all had feared by then."
    (tmp_path / "seeds" / "A.txt").write_text(f"He wrote of the storm.\n\n{words}\n\nNobody answered him again.\n")
    (tmp_path / "seeds" / "B.txt").write_text(
        f"A Letter\n\nHe wrote of the storm.*\n\n* {words}\n\nNobody answered him again.[1]\n\n\n  1. See there.\n"
    )
    settings = "[edition]\ntitle = 'T'\nbase = 'A'\n"
    for siglum, reader in (("A", "text"), ("B", "page")):
        settings += f"[[witness]]\nsiglum = '{siglum}'\nseed = 'seeds/{siglum}.txt'\nreader = '{reader}'\n"
    (tmp_path / "edition.toml").write_text(settings)
    assert not build(tmp_path, ("tei",)).failed
    data = (tmp_path / "tei" / "edition.xml").read_bytes()
    root = parse_document(data, "edition.xml").root
    (reading,) = (r for r in root.iter("{*}rdg") if r.get("wit") == "#B" and r.get("type") == "transposition")
    note = next(e for e in root.iter("{*}note") if f"#{e.get(XML_ID)}" == reading.get("corresp"))
    assert "".join(note.itertext()).endswith(words)
    assert not [r for r in root.iter("{*}rdg") if r.get("type") == "om"]


@pytest.mark.parametrize("word", ["sev<gap/>n", "<gap/>ven", "sev<gap/>"])
def test_a_word_that_is_lost_in_part_is_no_other_word(tmp_path: Path, word: str) -> None:
    found = apps(
        made(tmp_path, "tei", "B", A_xml=TEI.format(f"<p>We saw {word} ships.</p>"), B_txt="We saw seven ships.\n")
    )
    assert found == [("seven #B", f"{word.replace('<gap/>', '[…]')} spelling #A")]


def test_what_base_and_another_have_lost_is_a_place_of_its_own(tmp_path: Path) -> None:
    """Words that base and C have lost are a place of their own, beside those that C alone has lost."""
    texts = {
        "A": '<p>We sailed at dawn with <gap reason="lost"/> and came home late that evening.</p>',
        "B": "<p>We sailed at dawn with nine barrels of oil and came home late that evening.</p>",
        "C": "<lacunaEnd/><p>and came home late that evening.</p>",
    }
    tei = made(tmp_path, "tei", "A", **{f"{siglum}_xml": TEI.format(text) for siglum, text in texts.items()})
    root = etree.fromstring(tei.encode("utf-8"))
    (lost,) = [lem for lem in root.iterfind(".//tei:lem", NS) if lem.find("tei:gap", NS) is not None]
    assert lost.get("wit") == "#A #C"
    assert [r.get("wit") for r in root.iterfind(".//tei:rdg[@type='lac']", NS)] == ["#C"]

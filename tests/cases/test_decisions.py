"""Decisions of the editor on readings, from the file to the TEI: what each does, and what is said of one that does not
fit. The entries are read from the XML by this module alone."""

import random
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from lxml import etree

from edition.build import build
from edition.commands.new import write_starter
from edition.edition import Edition
from edition.model import Finding, Severity
from edition.stages import Built
from edition.tasks.check import check
from edition.tei.decode.edition import recover_text, witness_ids

TEI = "{http://www.tei-c.org/ns/1.0}"
ID = "{http://www.w3.org/XML/1998/namespace}id"
Texts = Mapping[str, str]
FERRY = {
    "A": "The ferry passed the northern harbour after nine weary summer nights with men aboard. No grey lamp was lit.",
    "B": "The ferry crossed the northern harbour after ten weary summer nights with hands aboard. No gray lamp was lit.",
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


# -- what each kind does


def test_without_decisions_the_places_are_these(tmp_path: Path) -> None:
    assert made(tmp_path, FERRY, "") == (
        [
            "passed ] crossed B C [substitution]",
            "nine ] ten B C [substitution]",
            "with men ] with hands B [substitution]; om. C [om]",
            "grey ] gray B C [spelling]",
        ],
        [],
    )


@pytest.mark.parametrize(
    ("texts", "decision", "right"),
    [
        (("A grey boat.", "A gray boat."), '[[class]]\nexact = "grey"\nof = "B"\nas = "substantive"',
         ["grey ] gray B [substitution]"]),
        (("A old boat.", "A auld boat."), '[[class]]\nexact = "old"\nas = "spelling"', ["old ] auld B [spelling]"]),
        (("A old boat.", "A auld boat."), '[[class]]\nexact = "auld"\nin = "B"\nas = "accidental"',
         ["old ] auld B [spelling]"]),
        (("A slow old boat.", "A old boat."), '[[class]]\nexact = "slow"\nas = "accidental"', ["slow ] om. B [om]"]),
        (("A — boat.", "A boat."), '[[class]]\nexact = "—"\nas = "substantive"', ["A — ] A B [substitution]"]),
    ],
)  # fmt: skip
def test_a_class_is_what_the_editor_says(tmp_path: Path, texts: Sequence[str], decision: str, right: list[str]) -> None:
    found, told = made(tmp_path, dict(zip("AB", texts, strict=True)), decision)
    assert found == right and told == []
    (app,) = edition_of(tmp_path).iter(f"{TEI}app")
    assert app.get("type") == ("substantive" if '"substantive"' in decision else "accidental")
    assert app.find(f"{TEI}rdg").get("resp") == "#editor"


def test_a_class_of_one_witness_comes_before_that_of_all(tmp_path: Path) -> None:
    texts = {"A": "A grey boat.", "B": "A gray boat.", "C": "A graye boat."}
    one = '[[class]]\nexact = "grey"\nof = "C"\nas = "nameForm"\n'
    every = '[[class]]\nexact = "grey"\nas = "factual"\n'
    for number, decisions in enumerate((one + every, every + one)):
        found, told = made(tmp_path / str(number), texts, decisions)
        assert found == ["grey ] gray B [factual]; graye C [nameForm]"] and told == []


def test_a_split_divides_an_entry_and_what_agrees_is_none(tmp_path: Path) -> None:
    texts = {"A": "At nine, slow men came.", "B": "At ten, quick hands came."}
    found, told = made(tmp_path, texts, '[[split]]\nexact = "slow men"\nafter = "slow"\n')
    assert found == ["nine, slow ] ten, quick B [substitution]", "men ] hands B [substitution]"]
    assert told == []


def test_a_join_makes_one_entry_of_the_words(tmp_path: Path) -> None:
    found, told = made(tmp_path, FERRY, '[[join]]\nexact = "passed the northern harbour after nine"\n')
    assert found[0] == (
        "passed the northern harbour after nine ] crossed the northern harbour after ten B C [substitution]"
    )
    assert len(found) == 3 and told == []


def test_a_split_divides_what_a_join_made(tmp_path: Path) -> None:
    join = '[[join]]\nexact = "passed the northern harbour after nine"\n'
    split = '[[split]]\nexact = "passed the northern harbour"\nafter = ["passed", "northern"]\n'
    for number, decisions in enumerate((join + split, split + join)):
        found, told = made(tmp_path / str(number), FERRY, decisions)
        assert found[:3] == [
            "passed ] crossed B C [substitution]",
            "harbour after nine ] harbour after ten B C [substitution]",
            "with men ] with hands B [substitution]; om. C [om]",
        ]
        assert told == []


def test_a_join_goes_through_the_edge_of_a_passage_that_one_lacks(tmp_path: Path) -> None:
    passage = "of the long and weary road that went on over the far blue hills and down"
    texts = {"A": f"He told {passage} again.", "B": f"He spoke {passage.replace('blue', 'grey')} again.",
             "C": "He told again."}  # fmt: skip
    rule = made(tmp_path / "0", texts, "")[0]
    assert any("om. C" in one and "hills" in one for one in rule)
    found, told = made(tmp_path / "1", texts, '[[join]]\nexact = "told of the long and weary road"\n')
    assert len(found) == 1 and told == []
    assert found[0].startswith(f"told {passage} ] spoke ")


def test_a_split_of_a_passage_that_one_lacks_makes_two(tmp_path: Path) -> None:
    passage = "of the long road and of the far blue hills"
    texts = {"A": f"He told {passage} again.", "B": f"He told {passage} again.", "C": "He told again."}
    found, told = made(tmp_path, texts, f'[[split]]\nexact = "{passage}"\nafter = "road"\n')
    assert found == ["of the long road ] om. C [om]", "and of the far blue hills ] om. C [om]"]
    assert told == []


def test_a_lemma_is_that_of_another_witness_and_no_id_changes(tmp_path: Path) -> None:
    write(tmp_path, FERRY, "")
    build(tmp_path, ["tei"])
    before = [app.get(ID) for app in edition_of(tmp_path).iter(f"{TEI}app")]
    decisions = '[[lemma]]\nexact = "passed"\nfrom = "B"\nby = "AR"\ncert = "medium"\n'
    decisions += '[[lemma]]\nexact = "with men"\nfrom = "C"\n'
    found, told = made(tmp_path, FERRY, decisions)
    assert found[0] == "crossed ] passed A [substitution]"
    assert found[2] == "— ] with men A [addition]; with hands B [addition]"
    assert told == []
    root = edition_of(tmp_path)
    assert [app.get(ID) for app in root.iter(f"{TEI}app")] == before
    lemma = next(root.iter(f"{TEI}lem"))
    assert (lemma.get("wit"), lemma.get("resp"), lemma.get("cert")) == ("#B #C", "#ed-ar", "medium")
    statement = next(s for s in root.iter(f"{TEI}respStmt") if s.get(ID) == "ed-ar")
    assert words(statement.find(f"{TEI}persName")) == "Ann Rae"
    assert "at 2 places where the editor chose" in words(next(root.iter(f"{TEI}correction")))
    assert not (tmp_path / "tei" / "ids.tsv").exists()


def test_where_the_base_lacks_words_the_lemma_is_what_another_has(tmp_path: Path) -> None:
    texts = {"A": "The boat lay there.", "B": "The boat lay still there.", "C": "The boat lay quiet there."}
    found, told = made(tmp_path, texts, '[[lemma]]\nexact = "still"\nin = "B"\nfrom = "C"\n')
    assert found == ["quiet ] om. A [om]; still B [substitution]"] and told == []


def test_a_note_is_in_the_entry_and_no_witness_has_it(tmp_path: Path) -> None:
    decisions = '[[note]]\nexact = "passed"\nof = "B"\nby = "X. Y."\ntext = """so the\n roll & <book>"""\n'
    decisions += '[[note]]\nexact = "passed"\ntext = "see the next page"\n'
    found, told = made(tmp_path, FERRY, decisions)
    assert found[0] == "passed ] crossed B C [substitution] (see the next page) (so the roll & <book>)"
    root = edition_of(tmp_path)
    reading = next(root.iter(f"{TEI}rdg"))
    notes = [(n.get("resp"), n.get("target")) for n in root.iter(f"{TEI}note") if n.get("type") == "critical"]
    assert notes == [("#editor", None), ("#ed-x-y", f"#{reading.get(ID)}")]
    assert told == [] and check(tmp_path).holds


def test_notes_on_passages_and_added_blocks_stand_in_all_outputs(tmp_path: Path) -> None:
    passage = "The lamp of the whole long harbour street burned on all night and day"
    texts = {"A": f"One.\n\n{passage}.\n\nTwo.", "B": f"One.\n\n{passage.replace('all', 'every')}.\n\nNew here.\n\nTwo.",
             "C": "One.\n\nTwo."}  # fmt: skip
    note = '[[note]]\nin = "{}"\nexact = "{}"\ntext = "REMARK{}"\n'
    rows = (("A", passage, 1), ("A", "all", 2), ("B", "New here.", 3))
    write(tmp_path, texts, "".join(note.format(*row) for row in rows))
    built = build(tmp_path, ["tei", "site", "exports"])
    assert not built.failed and of_decisions(built) == []
    for path in ("tei/edition.xml", "build/site/apparatus.html", "build/exports/latex/edition.tex"):
        text = (tmp_path / path).read_text(encoding="utf-8")
        assert all(f"REMARK{n}" in text for n in (1, 2, 3)), path
    for path in (tmp_path / "build" / "exports").rglob("*.txt"):
        assert "REMARK" not in path.read_text(encoding="utf-8"), path
    page = etree.HTML((tmp_path / "build" / "site" / "apparatus.html").read_bytes())
    lemmata = ["".join(span.itertext()) for span in page.iter("span") if span.get("class") == "lemma"]
    assert lemmata and not any("REMARK" in lemma for lemma in lemmata)
    assert check(tmp_path).holds


def test_a_review_is_checked(tmp_path: Path) -> None:
    right = '[[reviewed]]\nexact = "passed"\nresult = "passed] crossed B C"\n'
    assert made(tmp_path, FERRY, right)[1] == []
    (changed,) = made(tmp_path, FERRY, right.replace("crossed B C", "came B; om. C"))[1]
    assert (changed.code, changed.position.line) == ("E475", 1)
    assert 'write result = "passed] crossed B C"' in changed.message
    assert not check(tmp_path).holds
    (silent,) = made(tmp_path, FERRY, '[[reviewed]]\nexact = "passed"\n')[1]
    assert silent.code == "E472" and 'result = "passed] crossed B C"' in silent.message


# -- what does not fit


@pytest.mark.parametrize(
    ("decision", "code", "said"),
    [
        ('[[class]]\nexact = "grey"\nas = "spelling"', "E472", "the reading is spelling already"),
        ('[[lemma]]\nexact = "grey"\nfrom = "A"', "E472", "the lemma is what A has"),
        ('[[join]]\nexact = "grey"', "E472", "the words are in one entry"),
        ('[[split]]\nexact = "grey lamp"\nafter = "grey"', "E472", "no entry goes across"),
        ('[[class]]\nexact = "lamp"\nas = "spelling"', "E471", "there is no entry at «lamp»"),
        ('[[join]]\nexact = "lamp was"', "E471", "there is no entry at «lamp was»"),
        ('[[class]]\nexact = "Grey"\nas = "factual"', "E473", 'write exact = "grey"'),
        ('[[class]]\nexact = "graye lamp"\nas = "factual"', "E408", 'write exact = "grey lamp"'),
        ('[[class]]\nexact = "the quick brown fox"\nas = "factual"', "E408", "nor anything like it"),
    ],
)
def test_a_decision_that_does_nothing_is_told(tmp_path: Path, decision: str, code: str, said: str) -> None:
    found, told = made(tmp_path, FERRY, f"\n\n{decision}\n")
    assert [(f.code, f.position.path, f.position.line) for f in told] == [(code, "decisions.toml", 3)]
    assert said in told[0].message
    assert len(found) == 4


@pytest.mark.parametrize(
    ("decision", "code", "said"),
    [
        ('[[class]]\nexact = "after ten"\nas = "factual"\nin = "B"\nprefix = "harbour "\nsuffix = " weary"', "", ""),
        (
            '[[class]]\nexact = "passed the northern harbour after nine"\nas = "spelling"',
            "E410",
            "is in more than one entry: «passed] crossed",
        ),
        ('[[lemma]]\nexact = "passed the northern harbour after nine"\nfrom = "B"', "E410", "and «"),
        ('[[class]]\nexact = "passed"\nas = "spelling"\nof = "A"', "E474", "A has the lemma"),
        ('[[class]]\nexact = "with men"\nas = "spelling"\nof = "C"', "E474", "C lacks the words"),
        (
            '[[split]]\nexact = "with men"\nafter = ["men", "with"]',
            "E474",
            "«with» does not stand in «with men» behind",
        ),
        ('[[split]]\nexact = "with men"\nafter = "hands"', "E474", "after: «hands» does not stand in «with men»"),
    ],
)
def test_a_decision_that_cannot_be_is_an_error(tmp_path: Path, decision: str, code: str, said: str) -> None:
    built = build(write(tmp_path, FERRY, f"\n{decision}\n"), ["tei"])
    told = of_decisions(built)
    assert [(f.code, f.position.line) for f in told] == ([(code, 2)] if code else [])
    assert all(said in f.message and f.severity is Severity.ERROR for f in told)
    assert built.failed == bool(code)


def test_words_at_two_places_are_quoted_with_what_tells_them_apart(tmp_path: Path) -> None:
    texts = {"A": "The old gate and the old wall.", "B": "The auld gate and the auld wall."}
    decision = '[[class]]\nexact = "old"\nas = "spelling"\n'
    (told,) = of_decisions(build(write(tmp_path, texts, decision), ["tei"]))
    assert told.code == "E410"
    assert "«…The [old] gate and" in told.message and 'exact = "old", prefix = "the "' in told.message
    assert made(tmp_path, texts, decision + "nth = 2\n")[0] == [
        "old ] auld B [substitution]", "old ] auld B [spelling]"
    ]  # fmt: skip


@pytest.mark.parametrize(
    "pair",
    [
        ('[[class]]\nexact = "grey"\nof = "B"\nas = "substantive"\n', '[[class]]\nexact = "grey"\nof = "C"\nas = "factual"\n'),
        ('[[class]]\nexact = "grey"\nas = "substantive"\n', '[[class]]\nexact = "gray"\nin = "B"\nas = "factual"\n'),
        ('[[lemma]]\nexact = "with men"\nfrom = "B"\n', '[[lemma]]\nexact = "with hands"\nin = "B"\nfrom = "C"\n'),
        ('[[reviewed]]\nexact = "grey"\nresult = "x"\n', '[[reviewed]]\nexact = "grey"\nresult = "y"\n'),
    ],
)  # fmt: skip
def test_two_decisions_that_contradict_each_other_are_an_error_with_both_lines(
    tmp_path: Path, pair: tuple[str, str]
) -> None:
    write(tmp_path, FERRY, pair[0])
    (tmp_path / "decisions").mkdir()
    (tmp_path / "decisions" / "b.toml").write_text(f"\n{pair[1]}", encoding="utf-8")
    built = build(tmp_path, ["tei"])
    told = [f for f in built.findings if f.code == "E419"]
    assert built.failed and [str(f.position) for f in told] == ["decisions.toml:1:1", "decisions/b.toml:2:1"]
    assert all("decisions.toml:1" in f.message and "decisions/b.toml:2" in f.message for f in told)


def test_decisions_that_say_the_same_are_no_conflict(tmp_path: Path) -> None:
    one = '[[class]]\nexact = "grey"\nof = "B"\nas = "factual"\n'
    assert made(tmp_path, FERRY, one + one.replace('"B"', '"C"'))[1] == []


def test_an_entry_is_in_one_block(tmp_path: Path) -> None:
    texts = {"A": "One old gate.\n\nTwo men came.", "B": "One new gate.\n\nTwo hands came."}
    built = build(write(tmp_path, texts, '[[join]]\nexact = "old gate. Two men"\n'), ["tei"])
    (told,) = of_decisions(built)
    assert built.failed and told.code == "E474" and "in two blocks" in told.message


def test_a_split_never_divides_a_name(tmp_path: Path) -> None:
    write_starter(tmp_path / "e")
    split = '[[split]]\nexact = "Anna Keller"\nafter = "Anna"\nprefix = "{}"\n'
    text = (tmp_path / "e" / "seeds" / "A.txt").read_text(encoding="utf-8")
    prefix = text[max(0, text.index("Anna Keller") - 6) : text.index("Anna Keller")].replace("\n", "\\n")
    (tmp_path / "e" / "decisions.toml").write_text(split.format(prefix), encoding="utf-8")
    told = of_decisions(build(tmp_path / "e", ["tei"]))
    assert [f.code for f in told] in (["E474"], ["E471"], ["E472"])


def test_the_lemma_of_a_witness_that_is_not_extant_is_an_error(tmp_path: Path) -> None:
    texts = {**FERRY, "F": "after ten weary summer nights with hands aboard. No gray lamp was lit."}
    write(tmp_path, texts, '[[lemma]]\nexact = "passed"\nfrom = "F"\n')
    config = (tmp_path / "edition.toml").read_text(encoding="utf-8")
    (tmp_path / "edition.toml").write_text(f'{config}scope = "fragment"\n', encoding="utf-8")
    (told,) = of_decisions(build(tmp_path, ["tei"]))
    assert told.code == "E474" and "has not survived here" in told.message


# -- invariants


def test_the_order_of_decisions_makes_no_difference(tmp_path: Path) -> None:
    some = ['[[class]]\nexact = "grey"\nas = "factual"\n', '[[lemma]]\nexact = "passed"\nfrom = "B"\n',
            '[[note]]\nexact = "grey"\ntext = "b"\n', '[[note]]\nexact = "grey"\ntext = "a"\n',
            '[[join]]\nexact = "nine weary summer nights with"\n']  # fmt: skip
    results = set()
    for seed in range(4):
        random.Random(seed).shuffle(some)
        made(tmp_path / str(seed), FERRY, "".join(some))
        results.add((tmp_path / str(seed) / "tei" / "edition.xml").read_bytes())
    assert len(results) == 1


def test_entries_without_a_decision_are_what_they_are_without_decisions(tmp_path: Path) -> None:
    before = made(tmp_path / "0", FERRY, "")[0]
    after = made(
        tmp_path / "1", FERRY, '[[lemma]]\nexact = "passed"\nfrom = "B"\n[[class]]\nexact = "grey"\nas = "factual"'
    )
    assert after[0][1:3] == before[1:3]


def test_deciding_after_a_build_gives_what_building_with_the_decision_gives(tmp_path: Path) -> None:
    decisions = '[[lemma]]\nexact = "passed"\nfrom = "B"\n[[join]]\nexact = "nine weary summer nights with men"\n[[note]]\nexact = "grey"\ntext = "x"'
    made(tmp_path / "late", FERRY, "")
    made(tmp_path / "late", FERRY, decisions)
    made(tmp_path / "soon", FERRY, decisions)
    late, soon = ((tmp_path / name / "tei" / "edition.xml").read_bytes() for name in ("late", "soon"))
    assert late == soon


def test_words_copied_from_the_page_are_found_in_a_source_with_markup(tmp_path: Path) -> None:
    texts = {
        "A": "== Crew ==\nThe ''old'' [[ferry]] lay\nat the gate.",
        "B": "== Crew ==\nThe ''new'' [[ferry]] lay at the gate.",
    }
    write(tmp_path, texts, '[[note]]\nexact = "old"\nsuffix = " ferry lay at"\ntext = "x"\n')
    config = (tmp_path / "edition.toml").read_text(encoding="utf-8")
    (tmp_path / "edition.toml").write_text(config.replace('A.txt"', 'A.txt"\nreader = "wikitext"').replace(
        'B.txt"', 'B.txt"\nreader = "wikitext"'), encoding="utf-8")  # fmt: skip
    built = build(tmp_path, ["tei"])
    assert not built.failed and of_decisions(built) == []
    assert any(one.endswith("(x)") for one in entries(tmp_path))


def test_a_decision_on_a_name_in_another_case_is_used_and_told(tmp_path: Path) -> None:
    write_starter(tmp_path / "e")
    (tmp_path / "e" / "decisions.toml").write_text(
        '[[mention]]\nexact = "AT DUSK"\nwitness = "A"\ndate = "1803"\n', encoding="utf-8"
    )
    built = build(tmp_path / "e", ["tei"])
    assert [f.code for f in built.findings if f.code in ("E408", "E473")] == ["E473"]
    marks = etree.parse(tmp_path / "e" / "tei" / "witnesses" / "A.xml").getroot().iter(f"{TEI}date")
    assert "at dusk" in [words(mark) for mark in marks]


def test_the_decisions_of_an_edition_are_seen_in_python(tmp_path: Path) -> None:
    write(tmp_path, FERRY, '[[lemma]]\nexact = "passed"\nfrom = "B"\n')
    assert Edition(tmp_path).apparatus[0].lemma.text == "crossed"

"""The reader `text`: headings by words, verse, plays, letters, notes, hyphens, pages; no letter of a text is lost."""

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edition.errors import NoReaderError
from edition.model import Kind, Node, Witness, exclusions, reading_blocks
from edition.model.reading import note_blocks
from edition.project.languages import structure_words
from edition.project.sources import make_seed
from edition.readers.options import ReaderOptions
from edition.readers.registry import read

CASES = Path(__file__).parents[1] / "cases" / "readers"
ENGLISH = structure_words("en")


def witness(text: str, reader: str = "text", **options: object) -> Witness:
    seed = make_seed("A", "A.txt", text.encode())
    given_ = ReaderOptions("en", structure=ENGLISH, **options)  # type: ignore[arg-type]
    name, structure = read(seed, reader, given_)
    return Witness("A", "A", seed, structure.root, name, findings=structure.findings)


def blocks(one: Witness) -> list[tuple[Kind, str]]:
    return [(b.kind, b.text) for b in reading_blocks(one)]


def words_of(one: Witness, kind: Kind) -> list[str]:
    return [" ".join(one.text[n.start : n.end].split()) for n in one.root.walk() if n.kind is kind]


def nodes(one: Witness, kind: Kind) -> list[Node]:
    return [n for n in one.root.walk() if n.kind is kind]


def told(one: Witness, code: str) -> list[str]:
    return [f.message for f in one.findings if f.code == code]


def test_case_plain_chapters() -> None:
    one = witness((CASES / "plain-chapters" / "A.txt").read_text("utf-8"), reader="")
    assert [text for kind, text in blocks(one) if kind is Kind.HEADING] == ["CHAPTER I.", "CHAPTER II. THE OAR"]
    assert (Kind.PARAGRAPH, "NO.") in blocks(one)
    assert (Kind.PARAGRAPH, "Book I had read it.") in blocks(one)


@pytest.mark.parametrize("reader", ["text", "page", "wiki", ""])
def test_case_plain_title_prefix(reader: str) -> None:
    text = (CASES / "plain-title-prefix" / "A.txt").read_text("utf-8")
    if reader == "wiki":
        text = text.replace("I\n", "== I ==\n", 1)
    said = [t for _, t in blocks(witness(text, reader))]
    assert said == ["I", "It was late. In the mill they slept.", "In spring she left. Ida stayed."]


@pytest.mark.parametrize(
    "line",
    [
        "CHAPTER I.", "Chapter 12", "Chapter the First", "BOOK THE SECOND.", "Letter 3", "PART TWO", "Canto XIV.",
        "CHAPTER II: The Oar", "CHAPTER III\nTHE OAR", "Chapter Twenty-One", "Chapter 4 The Mill", "ACT I, Scene 2",
        "PREFACE", "Preface.", "CONTENTS", "Chapter 1 — In which nothing happens",
    ],
)  # fmt: skip
def test_a_division_with_its_number_is_a_heading(line: str) -> None:
    one = witness(f"Some words.\n\n{line}\n\nMore words.\n")
    assert blocks(one)[1] == (Kind.HEADING, " ".join(line.split()))


@pytest.mark.parametrize(
    "line",
    [
        "NO.", "Book I had read it.", "Part one of the plan was done.", "Chapter I was hard to write.", "THE OAR",
        "I", "IV.", "Letter", "No. I will not.", "Chapter 2,", "chapter 2", "Song I love", "Book I Had read.",
        "Chapter 1\nHe came\nand went", "1. The Mill", "The prefaces", "Act II was long, and",
    ],
)  # fmt: skip
def test_other_lines_are_paragraphs(line: str) -> None:
    one = witness(f"Some words.\n\n{line}\n\nMore words.\n", genre="prose")
    assert blocks(one)[1][1] == " ".join(line.split())
    assert Kind.HEADING not in [kind for kind, _ in blocks(one)]


def test_a_language_without_a_file_has_no_keywords() -> None:
    seed = make_seed("A", "A.txt", b"Chapter 1\n\nWords.\n")
    assert structure_words("tlh") == structure_words("../en") == structure_words("")
    root = read(seed, "text", ReaderOptions("tlh", structure=structure_words("tlh")))[1].root
    assert [n.kind for n in root.children] == [Kind.PARAGRAPH, Kind.PARAGRAPH]


def test_divisions_have_levels_by_their_size() -> None:
    one = witness("BOOK I\n\nCHAPTER I\n\nA.\n\nCHAPTER II\n\nB.\n\nBOOK II\n\nCHAPTER I\n\nC.\n\nEPILOGUE\n\nD.\n")
    assert [n.get("level") for n in nodes(one, Kind.HEADING)] == ["1", "2", "2", "1", "2", "1"]
    assert [n.get("level") for n in nodes(witness("CHAPTER I\n\nOne.\n"), Kind.HEADING)] == ["1"]


PROPOSED = (
    "Words here, and more.\n\n\nTHE OAR\n\nShe rowed.\n\nI\n\nOne.\n\nII\n\nTwo.\n\n\n\n"
    "A short line\n\nLast.\n\nV\n\nEnd.\n"
)


def test_proposals_are_told_once_and_taken_when_asked_for() -> None:
    one = witness(PROPOSED)
    assert nodes(one, Kind.HEADING) == []
    (message,) = told(one, "E330")
    assert message.startswith("4 lines may be headings: «THE OAR», «I», «II», «A short line»; ")
    assert 'headings = "proposed"' in message
    assert 'headings = "short"' in message
    two = witness(PROPOSED, headings="proposed")
    assert words_of(two, Kind.HEADING) == ["THE OAR", "I", "II", "A short line"]
    assert two.findings == ()
    three = witness(PROPOSED.replace("THE OAR", "CHAPTER I"), headings="none")
    assert (nodes(three, Kind.HEADING), three.findings) == ([], ())
    four = witness(PROPOSED, headings="short")
    assert words_of(four, Kind.HEADING) == ["THE OAR", "I", "II", "A short line", "V"]


@pytest.mark.parametrize("marks", ["* * *", "***", "-----", ". . .", "⁂", "· · ·", "*", "~~~"])
def test_marks_alone_part_scenes_and_stay(marks: str) -> None:
    one = witness(f"Day.\n\n{marks}\n\nNight.\n")
    assert [n.get("rend") for n in nodes(one, Kind.PARAGRAPH)] == ["", "separator", ""]
    assert blocks(one)[1] == (Kind.PARAGRAPH, marks)


@pytest.mark.parametrize("marks", ["...", "—", "?", "…", "* * * and so on", "--"])
def test_other_marks_part_nothing(marks: str) -> None:
    one = witness(f"Day.\n\n{marks}\n\nNight.\n")
    assert [n.get("rend") for n in nodes(one, Kind.PARAGRAPH)] == ["", "", ""]


@pytest.mark.parametrize(
    "text", ["One.\n\fTwo.\n", "One.\n\n\f\nTwo.\n", "\fOne.\n\nTwo.\n", "One.\n\nTwo.\f", "\f\f\nOne.\n"]
)
def test_a_page_begins_at_a_form_feed(text: str) -> None:
    one = witness(text)
    found = nodes(one, Kind.BREAK)
    assert [(n.start, n.end, n.get("unit")) for n in found] == [
        (m.end(), m.end(), "page") for m in re.finditer("\f", text)
    ]
    held = [(b.start, b.end) for b in nodes(one, Kind.PARAGRAPH)]
    assert all(any(s <= m.start() < e for s, e in held) for m in re.finditer("\f", text))


NUMBERED = "It went on\n\n11\n\nand on until\n12\nthe end.\n\n- 13 -\n\nIn 1803\n\n99\n\nit stopped.\n"


def test_page_numbers_are_left_out_where_they_rise() -> None:
    assert exclusions_of(witness(NUMBERED)) == []
    one = witness(NUMBERED, page_numbers=True)
    assert exclusions_of(one) == [("number", "11"), ("number", "12"), ("number", "- 13 -")]
    assert "and on until the end." in [text for _, text in blocks(one)]


def exclusions_of(one: Witness) -> list[tuple[str, str]]:
    return [(e.rule.value, one.text[e.start : e.end]) for e in exclusions(one.root)]


HYPHENS = "The ferry-\nman rowed. The ferryman and a good-\nbye, good-bye. The ri-\nver was wide-\nSpread.\n"


def test_hyphens_at_line_ends_stay_and_are_counted() -> None:
    one = witness(HYPHENS)
    assert told(one, "E331")[0].startswith("3 line ends with a hyphen inside a word")
    assert "ferry- man" in blocks(one)[0][1]
    assert witness(HYPHENS, hyphens="keep").findings == ()


def test_hyphens_are_joined_with_evidence_only() -> None:
    one = witness(HYPHENS, hyphens="join")
    assert blocks(one)[0][1].startswith("The ferryman rowed. The ferryman and a good- bye")
    assert exclusions_of(one) == [("hyphen", "-\n")]
    (message,) = told(one, "E331")
    assert "1 hyphens" in message
    assert "«good-|bye», «ri-|ver»" in message


POEM = (
    "The boat is on the water,\n  The oar is in the hand;\nThe ferryman's small daughter\n  Is waiting on the sand.\n"
)


def test_items_of_a_list_are_no_verse() -> None:
    text = "The crew:\n\n- Anna\n- Karl\n- Peter\n- Maria\n\nThey sailed.\n"
    assert Kind.VERSE not in [n.kind for n in witness(text).root.walk()]


def test_many_lines_of_verse_are_asked_about() -> None:
    with pytest.raises(NoReaderError, match=r"4 of 4 lines look like verse .* write genre = \"verse\""):
        witness(POEM)
    title_page = "The Life\nOf\nAnna Brand\n\n" + "It was a long paragraph without line ends. " * 40
    assert Kind.VERSE not in [n.kind for n in witness(title_page).root.walk()]
    prose = "It was a long line of prose that an editor wrapped at seventy-two\ncharacters, as they do.\n\n"
    assert Kind.VERSE not in [n.kind for n in witness(prose * 20 + POEM).root.walk()]


@pytest.mark.parametrize("said", [{"genre": "prose"}, {"lines": "wrap"}])
def test_the_editor_may_say_that_it_is_prose(said: dict[str, str]) -> None:
    assert [kind for kind, _ in blocks(witness(POEM, **said))] == [Kind.PARAGRAPH]


@pytest.mark.parametrize("said", [{"genre": "verse"}, {"lines": "verse"}, {"genre": "mixed"}])
def test_verse_keeps_lines_stanzas_and_indents(said: dict[str, str]) -> None:
    one = witness(f"{POEM}\n{POEM}", **said)
    assert len(nodes(one, Kind.STANZA)) == 2
    assert [n.get("rend") for n in nodes(one, Kind.VERSE)] == ["", "indent1"] * 4
    assert blocks(one)[1] == (Kind.VERSE, "The oar is in the hand;")


def test_lines_may_be_paragraphs() -> None:
    one = witness("One.\nTwo goes on.\n\nThree.\n", lines="paragraph")
    assert blocks(one) == [(Kind.PARAGRAPH, t) for t in ("One.", "Two goes on.", "Three.")]
    long = "Words and words. " * 15
    assert 'lines = "paragraph"' in told(witness(f"{long}\n{long}\n", genre="prose"), "E332")[0]


def test_numbers_at_the_margin_count_lines() -> None:
    lines = [
        f"Line of the poem {word}"
        for word in ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
    ]
    text = (
        "\n".join(line + (f"    {n}" if n % 5 == 0 else "") for n, line in enumerate(lines, 1))
        + "\n\nIn the year   1803\n"
    )
    one = witness(text, genre="verse")
    assert [n.get("n") for n in nodes(one, Kind.VERSE)] == ["", "", "", "", "5", "", "", "", "", "10", ""]
    assert exclusions_of(one) == [("number", "5"), ("number", "10")]
    two = witness(
        "\n".join(f"{n:>3}  {line}" if n % 5 == 0 else f"     {line}" for n, line in enumerate(lines, 1)), genre="verse"
    )
    assert [n.get("n") for n in nodes(two, Kind.VERSE)][4:] == ["5", "", "", "", "", "10"]
    assert [text for _, text in blocks(two)] == lines
    assert {n.get("rend") for n in nodes(two, Kind.VERSE)} <= {"", "indent1", "indent2", "indent3"}


PLAY = """\
THE FERRY

DRAMATIS PERSONAE

ANNA, a ferrywoman.
Old Peter, her father.

ACT I

(A bell is heard.)

ANNA
Who is there?

OLD PETER (aside)
Nobody.
He hides.

[She goes to the door.]

ANNA
Come in.

THE END
"""


def test_speakers_on_lines_of_their_own() -> None:
    one = witness(PLAY, genre="drama", speakers="line")
    assert words_of(one, Kind.SPEAKER) == ["ANNA", "OLD PETER (aside)", "ANNA"]
    assert words_of(one, Kind.STAGE) == ["(A bell is heard.)", "[She goes to the door.]"]
    assert words_of(one, Kind.HEADING) == ["ACT I"]
    assert words_of(one, Kind.SPEECH)[1] == "OLD PETER (aside) Nobody. He hides."


def test_speakers_before_their_words() -> None:
    text = (
        "ACT I\n\nANNA. Who is\nthere?\n\nPETER. It is I. NO ONE else.\n\nMore of it.\n\n"
        "PETER. Yes.\n\nANNA (low): Go.\n"
    )
    one = witness(text, genre="drama")
    assert words_of(one, Kind.SPEAKER) == ["ANNA.", "PETER.", "PETER.", "ANNA (low):"]
    assert words_of(one, Kind.SPEECH)[1] == "PETER. It is I. NO ONE else. More of it."
    assert (Kind.PARAGRAPH, "Who is there?") in blocks(one)


@pytest.mark.parametrize("speakers", ["line", "inline"])
def test_names_with_an_abbreviation(speakers: str) -> None:
    end = "\n" if speakers == "line" else " "
    text = "".join(f"MRS. BRAND.{end}Yes.\n\nANNA.{end}NO. I go.\n\n" for _ in range(3))
    one = witness(text, genre="drama", speakers=speakers)
    assert words_of(one, Kind.SPEAKER) == ["MRS. BRAND.", "ANNA."] * 3


def test_verse_of_a_play() -> None:
    one = witness(
        "ANNA\nOne line\nAnd another\n\nPETER\nMine.\n\nANNA\nYes.\n\nPETER\nNo.\n",
        genre="drama",
        lines="verse",
    )
    assert [len(n.children) for n in nodes(one, Kind.STANZA)] == [2, 1, 1, 1]


LETTERS = """\
Hull, 4 May 1803

My dear Anne,

I have your letter of May 1803 and am glad of it.
It was long.

Yours ever,
John Brand

Hull, 5 May 1803

Dear Anne,
I write again.

JOHN.
"""


def test_letters_have_openers_and_closers() -> None:
    one = witness(LETTERS, genre="letters")
    assert [len(n.children) for n in nodes(one, Kind.OPENER)] == [2, 2]
    assert words_of(one, Kind.DATELINE) == ["Hull, 4 May 1803", "Hull, 5 May 1803"]
    assert words_of(one, Kind.SALUTE) == ["My dear Anne,", "Yours ever,", "Dear Anne,"]
    assert words_of(one, Kind.SIGNED) == ["John Brand", "JOHN."]
    assert words_of(one, Kind.PARAGRAPH) == [
        "I have your letter of May 1803 and am glad of it. It was long.",
        "I write again.",
    ]
    assert len([n for n in one.root.children if n.kind is Kind.SECTION]) == 2


NUMBERED_LETTERS = """\
231.

TO ZMESKALL.

Lindau, 3 July 1817

I have changed my mind about the ferry, and you shall hear more of it.

BRAND.


232.[1]

TO THE SAME.

1818.

It sank in the night, and nobody was in it but the cat of the ferryman.

BRAND.


233.

TO RIES.

This one has no date, and is a letter for all that, as we can see.

BRAND.
"""


def test_the_number_and_the_title_of_a_letter_are_its_opener_and_close_no_other() -> None:
    one = witness(NUMBERED_LETTERS, genre="letters")
    assert words_of(one, Kind.SIGNED) == ["BRAND."] * 3
    assert words_of(one, Kind.LINE) == ["231.", "TO ZMESKALL.", "232.[1]", "TO THE SAME."]
    assert words_of(one, Kind.DATELINE) == ["Lindau, 3 July 1817", "1818."]
    assert words_of(one, Kind.PARAGRAPH)[2:4] == ["233.", "TO RIES."]


def test_a_line_between_a_heading_and_a_dateline_is_of_the_opener() -> None:
    text = "LETTER I.\n\nTO ANNE.\n\nHull, 4 May 1803\n\nIt sank in the night, and nobody saw it.\n\nBRAND.\n"
    one = witness(f"{text}\n{text.replace('LETTER I.', 'LETTER II.')}", genre="letters")
    assert words_of(one, Kind.HEADING) == ["LETTER I.", "LETTER II."]
    assert words_of(one, Kind.LINE) == ["TO ANNE.", "TO ANNE."]
    assert words_of(one, Kind.SIGNED) == ["BRAND.", "BRAND."]


def test_a_line_behind_a_heading_signs_nothing() -> None:
    text = "LETTER I.\n\nTO ANNE.\n\nLETTER II.\n\nTO RIES.\n\nIt sank in the night, and nobody saw it.\n"
    one = witness(text, genre="letters")
    assert words_of(one, Kind.SIGNED) == []
    assert words_of(one, Kind.PARAGRAPH) == ["TO ANNE.", "TO RIES.", "It sank in the night, and nobody saw it."]


NOTES = (
    "Words[1] and more.[2]\n\n[Footnote 1: Of the *first*\n[sic] kind.\n\nIt goes on.]\n\n"
    "[2] The second.\n\n[3] No mark.\n"
)


def test_footnotes_among_the_paragraphs() -> None:
    one = witness(NOTES, notes="footnotes")
    assert [b.text for b in note_blocks(one)] == ["Of the *first* [sic] kind. It goes on.", "The second."]
    assert [n.get("target") for n in nodes(one, Kind.NOTE_MARK)] == [n.get("id") for n in one.notes()]
    assert blocks(one) == [(Kind.PARAGRAPH, "Words and more."), (Kind.PARAGRAPH, "[3] No mark.")]
    assert blocks(witness(NOTES, notes="none"))[0][1] == "Words[1] and more.[2]"


@pytest.mark.parametrize("mark", ["[1] twice[1]", "none"])
def test_a_number_in_brackets_is_a_note_where_exactly_one_mark_stands_before_it(mark: str) -> None:
    assert witness(f"Words {mark}.\n\n[1] Not a note.\n", notes="footnotes").notes() == ()


def test_numbers_of_lists_are_words_unless_the_editor_says() -> None:
    text = "Bring:\n\n1. Bread\n2. Salt\n\nGo.\n"
    one = witness(text)
    assert blocks(one)[1] == (Kind.ITEM, "1. Bread")
    assert (exclusions_of(one), nodes(one, Kind.ITEM)[0].get("n")) == ([], "1")
    assert blocks(witness(text, lists=True))[1] == (Kind.ITEM, "Bread")
    assert Kind.ITEM not in [kind for kind, _ in blocks(witness(text, lists=False))]


GUTENBERG = """\
The Project Gutenberg EBook of A Boat

*** START OF THIS PROJECT GUTENBERG EBOOK A BOAT ***

CHAPTER I

She _rowed_ on, a =good= deal;[1] x_y_z stays.

[Illustration: The _boat_]

[Illustration]

[Footnote 1: By night.]

* * *

End of the Project Gutenberg EBook of A Boat

*** END OF THIS PROJECT GUTENBERG EBOOK A BOAT ***

The licence.
"""


def test_project_gutenberg() -> None:
    one = witness(GUTENBERG, "gutenberg")
    assert blocks(one) == [
        (Kind.HEADING, "CHAPTER I"),
        (Kind.PARAGRAPH, "She rowed on, a good deal; x_y_z stays."),
        (Kind.CAPTION, "The boat"),
        (Kind.PARAGRAPH, "* * *"),
    ]
    assert [(n.get("rend"), one.text[n.start : n.end]) for n in nodes(one, Kind.EMPHASIS)] == [
        ("italic", "_rowed_"), ("bold", "=good="), ("italic", "_boat_"),
    ]  # fmt: skip
    assert [b.text for b in note_blocks(one)] == ["By night."]
    assert [rule for rule, _ in exclusions_of(one)].count("licence") == 2
    with pytest.raises(NoReaderError, match="no line \\*\\*\\* START OF"):
        witness("Words.\n", "gutenberg")


LINES = st.sampled_from([
    "", "", "CHAPTER I.", "I", "* * *", "ANNA", "ANNA. Who?", "(A bell.)", "Hull, 4 May 1803", "Dear Anne,", "Yours,",
    "JOHN.", "12", "13", "A line of verse", "  And another", "words of prose that go on-", "and on.[1]", "[1] A note.",
    "[Footnote 1: so", "it is.]", "1. One", "2. Two", "- a", "\f", "Five    5", "_so_ it =is=", "[Illustration: x]",
    "PREFACE", "DRAMATIS PERSONAE", "Anna, a woman.", "…", "*** START OF THIS PROJECT GUTENBERG EBOOK X ***",
    "End of Project Gutenberg",
])  # fmt: skip
OPTIONS = st.fixed_dictionaries({
    "genre": st.sampled_from(["", "prose", "verse", "drama", "letters", "mixed"]),
    "lines": st.sampled_from(["", "wrap", "verse", "paragraph"]),
    "headings": st.sampled_from(["", "proposed", "short", "none"]),
    "hyphens": st.sampled_from(["", "join"]),
    "notes": st.sampled_from(["", "footnotes", "none"]),
    "page_numbers": st.booleans(),
    "lists": st.sampled_from([None, True, False]),
})  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(LINES, max_size=25), OPTIONS, st.sampled_from(["text", "gutenberg"]))
def test_every_letter_is_read_noted_or_left_out_by_a_rule(
    lines: list[str], options: dict[str, object], reader: str
) -> None:
    text = "\n".join(lines)
    try:
        one = witness(text, reader, **options)
    except NoReaderError:
        return
    said = "".join(text for _, text in blocks(one)) + "".join(b.text for b in note_blocks(one))
    noted = [(n.start, n.end) for n in one.notes()]
    out = [(e.start, e.end) for n in (one.root, *one.notes()) for e in exclusions(n)]
    assert all(e <= ns or s >= ne or (ns <= s and e <= ne) for s, e in out for ns, ne in noted)
    left = "".join(text[s:e] for s, e in set(out))
    assert letters(text) == letters(said + left)


def letters(text: str) -> Counter[str]:
    return Counter(c for c in text if not c.isspace())

"""Names: the longest form wins, and what stands around it decides; the traps of the seeds, one test each."""

from itertools import pairwise

import pytest

from edition.annotate import annotate
from edition.model import Entry, EntryKind, Form, Kind, Mention, MentionKind, Node, Register, Seed, Witness
from edition.tei.decode.registers import read_register


def person(name: str, *forms: str, cue: tuple[str, ...] = ()) -> Entry:
    """An entry whose surname is the last word of each form, or the first of an inverted one."""

    def form(text: str) -> Form:
        return Form(text, surname=text.partition(",")[0] if "," in text else text.split()[-1], cue=cue)

    return Entry(f"pers-{name}", EntryKind.PERSON, tuple(form(f) for f in forms))


def thing(kind: EntryKind, name: str, *forms: Form | str) -> Entry:
    made = tuple(f if isinstance(f, Form) else Form(f) for f in forms)
    return Entry(name, kind, made, level="m" if kind is EntryKind.WORK else "")


PLACE, ORG, EVENT, WORK = EntryKind.PLACE, EntryKind.ORGANISATION, EntryKind.EVENT, EntryKind.WORK
REGISTER = Register.of(
    [
        person("stalin", "Joseph Stalin"),
        person("lenin", "Vladimir Lenin"),
        person("trotsky", "Leon Trotsky"),
        person("rykov", "Alexei Rykov"),
        person("kamenev", "Lev Kamenev", "Kamanev"),
        person("davies-joseph", "Joseph E. Davies"),
        person("davies-sarah", "Sarah Davies"),
        person("lurye-moissei", "Moissei Lurye"),
        person("lurye-nathan", "Nathan Lurye"),
        person("hughes-langston", "Langston Hughes"),
        person("hughes-emrys", "Emrys Hughes"),
        person("koestler", "Arthur Koestler"),
        person("goltsman", "E. S. Goltsman"),
        person("lenoe", "Matthew L. Lenoe", "Matthew L. Leno"),
        person("rogovin", "Vadim Z. Rogovin", "Roginov"),
        person("arnold", "Valentin Arnold"),
        person("alexander", "Robert J. Alexander"),
        person("kork", "August Kork"),
        Entry("pers-jay", EntryKind.PERSON, (Form("John Jay"), Form("Jay", cue=("Madison",), surname="Jay"))),
        Entry("pers-eden", EntryKind.PERSON, (Form("Anthony Eden"), Form("Eden", cue=("Mr",), surname="Eden"))),
        Entry("pers-delap", EntryKind.PERSON, (Form("Sean Delap", surname="Delap"), Form("Delap Sean", "inverted"))),
        thing(PLACE, "plac-moscow", "Moscow"),
        thing(PLACE, "plac-soviet-union", "Soviet Union", "USSR", "U.S.S.R."),
        thing(PLACE, "plac-october-hall", "October Hall"),
        thing(ORG, "org-court", "Supreme Court of the U.S.S.R."),
        thing(ORG, "org-edward-arnold", "Edward Arnold"),
        thing(ORG, "org-cpsu", Form("Communist Party", never=("Pollitt", "Western countries"))),
        thing(ORG, "org-cpgb", Form("Communist Party", cue=("Pollitt",))),
        thing(ORG, "org-institute", "Lenin Institute of Moscow"),
        thing(EVENT, "even-trials", "Moscow trials", "Moscow Trials"),
        thing(EVENT, "even-sixteen", "Zinoviev–Kamenev Trial", "ZinovievKamenev Trial"),
        thing(EVENT, "even-third", 'Case of the Anti-Soviet "Bloc of Rights and Trotskyites"'),
        thing(EVENT, "even-ru", Form("процесс «Антисоветского центра»", lang="ru")),
        thing(WORK, "work-book", Form("Mission to Moscow", never=("film",))),
        thing(WORK, "work-film", Form("Mission to Moscow", cue=("film",))),
        thing(WORK, "work-1937", "1937: Stalin's Year of Terror"),
        thing(WORK, "work-forward", Form("Forward", cue=("newspaper",))),
    ]
)  # fmt: skip


def witness(text: str, *inner: Node, kind: Kind = Kind.PARAGRAPH, language: str = "en") -> Witness:
    """Paragraphs between blank lines; `inner` nodes go into the paragraph that holds them."""
    nodes, at = [], 0
    for paragraph in text.split("\n\n"):
        start = text.index(paragraph, at)
        at = start + len(paragraph)
        held = tuple(n for n in inner if start <= n.start and n.end <= at)
        nodes.append(Node(Kind.HEADING if paragraph.startswith("# ") else kind, start, at, held))
    root = Node(Kind.BODY, 0, len(text), tuple(nodes))
    return Witness("W", "W", Seed("W", "seeds/w.txt", text, ""), root, "test", language=language)


def marked(text: str, **more: object) -> list[tuple[str, str]]:
    """The words and the reference of each mention of a name."""
    made, _ = annotate(witness(text, **more), REGISTER)  # type: ignore[arg-type]
    return [(text[m.start : m.end], m.ref) for m in made if m.kind is not MentionKind.DATE]


def codes(text: str) -> list[str]:
    return [f.code for f in annotate(witness(text), REGISTER)[1]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In Moscow Stalin spoke.", [("Moscow", "plac-moscow"), ("Stalin", "pers-stalin")]),
        ("the Moscow trials of Stalin’s rivals", [("Moscow trials", "even-trials"), ("Stalin", "pers-stalin")]),
        ('"too improper" for Trotsky\' case', [("Trotsky", "pers-trotsky")]),
        ("any Trotsky-led plot; the Lenin-era party", [("Trotsky", "pers-trotsky"), ("Lenin", "pers-lenin")]),
        ("Trotskyist Leninism and anti-Stalinists", []),
        ("Koestler, Arthur. Vladimir Lenin", [("Koestler, Arthur", "pers-koestler"), ("Vladimir Lenin", "pers-lenin")]),
        ("E.S. Goltsman and Goltsman", [("E.S. Goltsman", "pers-goltsman"), ("Goltsman", "pers-goltsman")]),
        ("A. Koestler, then Koestler, A.", [("A. Koestler", "pers-koestler"), ("Koestler, A.", "pers-koestler")]),
        ("with Rykov,Kamanev and", [("Rykov", "pers-rykov"), ("Kamanev", "pers-kamenev")]),
        ("(ZinovievKamenev Trial, aka", [("ZinovievKamenev Trial", "even-sixteen")]),
        ("the Zinoviev-Kamenev Trial", [("Zinoviev-Kamenev Trial", "even-sixteen")]),
        ("Famous cases: The Moscow trialsWhen is", [("Moscow trials", "even-trials")]),
        ("StalinWhen was that?", []),
        ("the U. S. S. R, Moscow", [("U. S. S. R", "plac-soviet-union"), ("Moscow", "plac-moscow")]),
        ("of the U.S.S.R. May this trial", [("U.S.S.R.", "plac-soviet-union")]),
        ("the Supreme Court of the U. S. S. R,", [("Supreme Court of the U. S. S. R", "org-court")]),
        ("an 'Edward Arnold' book", [("Edward Arnold", "org-edward-arnold")]),
        ("Delap Sean, Dictatorship", [("Delap Sean", "pers-delap")]),
        ("to Mr. Eden, in Eden", [("Eden", "pers-eden"), ("Eden", "pers-eden")]),
        ("the garden of Eden", []),
        ("Leno, Matthew L. 2010", [("Leno, Matthew L.", "pers-lenoe")]),
        ("Lenoe: 345; Roginov: 24", [("Lenoe", "pers-lenoe"), ("Roginov", "pers-rogovin")]),
        ("as 1937: Stalin's Year of Terror says", [("1937: Stalin's Year of Terror", "work-1937")]),
        ("his newspaper Forward.", [("Forward", "work-forward")]),
        ("Forward, comrades", []),
        ("in Mission to Moscow:", [("Mission to Moscow", "work-book")]),
        ("the film Mission to Moscow, where", [("Mission to Moscow", "work-film")]),
        ("the Communist Party purged", [("Communist Party", "org-cpsu")]),
        ("Communist Party leader Harry Pollitt", [("Communist Party", "org-cpgb")]),
        ("Communist Party leaders in most Western countries", []),
        ("at the Lenin Institute of Moscow", [("Lenin Institute of Moscow", "org-institute")]),
        ("August Kork in the October Hall", [("August Kork", "pers-kork"), ("October Hall", "plac-october-hall")]),
    ],
)
def test_names(text: str, expected: list[tuple[str, str]]) -> None:
    assert marked(text) == expected


@pytest.mark.parametrize(
    "text", ["the 1943 Stalin Prize", "the Order of Lenin", "a Moscow Conference", "the Lenin–Trotsky Affair"]
)
def test_a_head_noun_makes_it_part_of_another_name(text: str) -> None:
    assert [m for m in marked(text) if m[1].startswith(("pers", "plac"))] == []


@pytest.mark.parametrize("text", ["wrote Peter Stalin", "wrote K. Stalin", "by Joseph Trotsky", "an Alexander Smith"])
def test_a_strange_forename_makes_it_another_person(text: str) -> None:
    assert marked(text) == []


def test_a_strange_forename_is_reported() -> None:
    assert codes("wrote Peter Stalin") == ["E402"]


@pytest.mark.parametrize(
    "text", ["Then Stalin spoke. Wherein Stalin", "said Marshal Stalin", "While Stalin slept", "the Soviet Stalin"]
)
def test_a_capital_before_a_surname_is_not_always_a_forename(text: str) -> None:
    assert ("Stalin", "pers-stalin") in marked(text)


def test_an_author_whom_no_register_has_is_not_a_namesake() -> None:
    assert marked("Davies, Peter. 1990. A book.", kind=Kind.ENTRY) == []
    assert marked("Stalin, Trotsky, and others", kind=Kind.ITEM)[0] == ("Stalin", "pers-stalin")


@pytest.mark.parametrize("surname", ["Davies", "Hughes", "Lurye"])
def test_two_bearers_of_a_surname_are_not_guessed(surname: str) -> None:
    assert marked(f"Then {surname} came.") == []
    assert codes(f"Then {surname} came.") == ["E401"]


def test_the_last_one_named_in_full_bears_the_surname() -> None:
    text = "Sarah Davies wrote. Davies said so.\n\n# Next\n\nJoseph E. Davies came. Davies left."
    assert [ref for _, ref in marked(text)] == ["pers-davies-sarah"] * 2 + ["pers-davies-joseph"] * 2
    mentions, _ = annotate(witness(text), REGISTER)
    assert [m.cert for m in mentions] == ["high", "medium", "high", "medium"]
    assert "last so named in this section" in mentions[1].rule


def test_an_inner_quotation_mark_is_closed_inside_the_name() -> None:
    text = 'the Case of the Anti-Soviet "Bloc of Rights and Trotskyites" (or'
    assert marked(text)[0][0] == 'Case of the Anti-Soviet "Bloc of Rights and Trotskyites"'


def test_a_quotation_mark_that_is_never_closed_costs_no_name() -> None:
    text = "\"Case of the Anti-Soviet 'Bloc of Rights and Trotskyites (or the"
    assert marked(text)[0][0] == "Case of the Anti-Soviet 'Bloc of Rights and Trotskyites"


def test_a_name_in_other_letters_is_found_with_its_quotation_marks() -> None:
    assert marked('as "процесс «Антисоветского центра»", also')[0][0] == "процесс «Антисоветского центра»"


def test_a_name_may_be_decomposed_or_broken_by_a_soft_hyphen() -> None:
    register = Register.of([person("broue", "Pierre Broué")])
    text = "with Pierre Broue\u0301 and Pi\u00aderre\nBrou\u00e9."
    mentions, _ = annotate(witness(text), register)
    assert [text[m.start : m.end] for m in mentions] == ["Pierre Broue\u0301", "Pi\u00aderre\nBroué"]


def test_a_note_mark_inside_a_name_leaves_the_name_unmarked() -> None:
    text = "In Soviet[1] Union and USSR[2] now"
    marks = [Node(Kind.NOTE_MARK, text.index(m), text.index(m) + 3) for m in ("[1]", "[2]")]
    mentions, findings = annotate(witness(text, *marks), REGISTER)
    assert [text[m.start : m.end] for m in mentions] == ["USSR"]
    assert [f.code for f in findings] == ["E404"]


def test_a_whole_quotation_may_stand_inside_a_name() -> None:
    text = 'The Case of the Anti-Soviet "Bloc of Rights and Trotskyites" was'
    quoted = Node(Kind.QUOTED, text.index('"'), text.rindex('"') + 1)
    mentions, findings = annotate(witness(text, quoted), REGISTER)
    assert [m.ref for m in mentions] == ["even-third"]
    assert findings == ()


def test_notes_are_marked_too() -> None:
    text = "Stalin.\n\nRoginov: 24"
    body = (Node(Kind.PARAGRAPH, 0, 7), Node(Kind.NOTE, 9, 20))
    made = Witness("W", "W", Seed("W", "w", text, ""), Node(Kind.BODY, 0, 20, body), "test")
    assert [m.ref for m in annotate(made, REGISTER)[0]] == ["pers-stalin", "pers-rogovin"]


def test_a_law_is_one_mention() -> None:
    text = "under Article 58 of the RSFSR Penal Code with"
    mentions, _ = annotate(witness(text), REGISTER)
    assert [(m.kind, text[m.start : m.end]) for m in mentions] == [
        (MentionKind.LAW, "Article 58 of the RSFSR Penal Code")
    ]


def test_mentions_stand_in_order_apart_and_say_why() -> None:
    text = "In May 1937 Leon Trotsky left Moscow for the USSR, as the Moscow trials of 1936–1938 had it."
    mentions, _ = annotate(witness(text), REGISTER)
    assert all(a.end <= b.start for a, b in pairwise(mentions))
    assert all(m.rule for m in mentions)
    assert len(mentions) == 6


def test_the_rule_names_the_form() -> None:
    mention: Mention = annotate(witness("as Koestler, Arthur wrote"), REGISTER)[0][0]
    assert mention.rule == "form «Arthur Koestler» (main) of pers-koestler, surname first"


def test_a_language_without_a_table_still_has_names() -> None:
    made, _ = annotate(witness("Lenin war 1917 in Moscow.", language="eu"), REGISTER)
    assert [m.kind.value for m in made] == ["persName", "placeName"]


def test_another_text_with_another_register() -> None:
    data = b"""<TEI xmlns="http://www.tei-c.org/ns/1.0"><standOff><listPerson><person xml:id="pers-bennet">
      <persName>Elizabeth <surname>Bennet</surname></persName></person><person xml:id="pers-jane">
      <persName>Jane <surname>Bennet</surname></persName></person></listPerson></standOff></TEI>"""
    register = Register.of(read_register(data, "p.xml"))
    text = "Elizabeth Bennet and Jane Bennet. Bennet smiled at Mr. Darcy."
    mentions, _ = annotate(witness(text), register)
    assert [m.ref for m in mentions] == ["pers-bennet", "pers-jane", "pers-jane"]


KELLERS = Register.of(
    [
        Entry("pers-anna", EntryKind.PERSON, (Form("Anna Keller", surname="Keller"),)),
        Entry("pers-johann", EntryKind.PERSON, (Form("Johann Keller", surname="Keller"),)),
        Entry("pers-lind", EntryKind.PERSON, (Form("Ida Lind", surname="Lind"),)),
        Entry("plac-lindau", EntryKind.PLACE, (Form("Lindau"),)),
        Entry("plac-bregenz", EntryKind.PLACE, (Form("Bregenz"),)),
    ]
)


def named(text: str) -> tuple[list[str], list[str]]:
    """The entries that are named, and the codes of what is doubtful."""
    made, findings = annotate(witness(text), KELLERS)
    return [m.ref.partition("-")[2] for m in made], [f.code for f in findings]


@pytest.mark.parametrize(
    ("text", "refs", "codes"),
    [
        ("Johann Keller came. Miss Keller wrote.", ["johann", "anna"], []),
        ("Anna Keller and Johann Keller. Mr. Keller wrote.", ["anna", "johann", "johann"], []),
        ("Miss Anna Keller and Johann Keller. Miss Keller wrote.", ["anna", "johann", "anna"], []),
        ("Mr Johann Keller and Anna Keller. Mrs Keller wrote.", ["johann", "anna", "anna"], []),
        ("Anna Keller and Johann Keller. Keller wrote.", ["anna", "johann", "johann"], []),
        ("Miss Ida Lind and Mr. Lind.", ["lind"], ["E402"]),
        ("Mrs Lind wrote.", ["lind"], []),
    ],
)
def test_a_title_says_which_bearer_of_a_surname_is_meant(text: str, refs: list[str], codes: list[str]) -> None:
    assert named(text) == (refs, codes)


@pytest.mark.parametrize(
    ("text", "refs", "codes"),
    [
        ("Then Mrs Lind-Abt stayed.", [], ["E402"]),
        ("Then Abt-Lind stayed.", [], ["E402"]),
        ("Then Ida Lind-Abt stayed.", [], ["E402"]),
        ("Then Abt-Lind-Rau stayed.", [], ["E402"]),
        ("Then Lind\u2010Abt stayed.", [], ["E402"]),
        ("the Lind–Abt quarrel", ["lind"], []),
        ("Then Lind - Abt says - left", ["lind"], []),
        ("Anna Keller: the Keller-Lind quarrel", ["anna", "anna", "lind"], []),
        ("Anna Keller: then Mrs Keller-Lind left", ["anna"], ["E402", "E402"]),
        ("the Lind-led and anti-Lind party, Anti-Lind", ["lind", "lind", "lind"], []),
        ("in Lindau-Insel and on the Lindau-Bregenz road", ["lindau", "bregenz"], ["E402"]),
    ],
)
def test_a_part_of_a_double_name_is_nobody(text: str, refs: list[str], codes: list[str]) -> None:
    assert named(text) == (refs, codes)


def test_a_particle_belongs_to_the_surname_and_is_no_forename() -> None:
    aue = Entry("pers-aue", EntryKind.PERSON, (Form("Johann von der Aue", surname="Aue"),))
    keller = Entry("pers-keller", EntryKind.PERSON, (Form("Dr. Anna Keller", surname="Keller"),))
    text = "Johann von der Aue, J. von der Aue, von der Aue and Aue; der Keller; Anna Keller, Dr. Keller."
    made, findings = annotate(witness(text), Register.of([aue, keller]))
    assert [text[m.start : m.end] for m in made] == [
        "Johann von der Aue", "J. von der Aue", "von der Aue", "Aue", "Keller", "Anna Keller", "Keller"
    ]  # fmt: skip
    assert findings == ()

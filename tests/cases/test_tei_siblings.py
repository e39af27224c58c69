"""Siblings of the cases of `cases/tei`: what an examiner tried, with the apparatus that an editor expects."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from lxml import etree
from tests.transcribed import HEAD, Made, made_of

from edition.build import build
from edition.edition import Edition
from edition.model.lacunae import lacunae_of
from edition.tasks.collate_files import CollationOptions, collate_files
from edition.xml.namespaces import NS

MILLER = (
    "The miller kept a heron on the weir",
    "It stood all night and watched the water go",
    "He fed it bread and told it of the year",
    "His brother sailed from Harlow in the snow",
)
SHORE = "Who keeps the light upon the northern shore?"
ADA = "I keep the light and always did before"
DOOR = "And when the winter comes I close the door"
WITNESSES = '[tei]\napparatus = "witnesses"\n'
JOIN = '[tei]\nhyphens = "join"\n'


def verses(*lines: str) -> str:
    return "<lg>" + "\n".join(f"<l>{line}</l>" for line in lines) + "</lg>"


def speech(speaker: str, *lines: str) -> str:
    name = f"<speaker>{speaker}</speaker>" if speaker else ""
    return f"<sp>{name}{''.join(f'<l>{line}</l>' for line in lines)}</sp>"


def places(made: Made) -> list[str]:
    """Each place of variation as an apparatus prints it: «1 heron] crane B», without punctuation and the like."""
    apps = made.tree.findall(".//tei:app", NS)
    said = []
    for app, entry in zip(apps, made.entries, strict=True):
        readings = "; ".join(f"{words} {siglum}" for siglum, words in sorted(entry.readings.items()))
        lemma = f"{entry.lemma}] " if entry.lemma else "+ "
        said.append(f"{app.get('loc', '')} {lemma}{readings}".strip())
    return said


def numbers(made: Made) -> list[str]:
    return [verse.get("n", "") for verse in made.tree.iterfind(".//tei:l", NS)]


A = verses(*MILLER)
GAPS: Mapping[str, tuple[str, list[str]]] = {
    "a word beside a gap answers the word at that side of it": (
        verses('The miller <gap unit="word" quantity="2"/> crane on the weir', *MILLER[1:]),
        ["1 kept a] lac. B", "1 heron] crane B"],
    ),
    "two words behind a gap": (
        verses("The miller <gap/> crane in the weir", *MILLER[1:]),
        ["1 kept a] lac. B", "1 heron on] crane in B"],
    ),
    "variants on both sides of a gap": (
        verses(MILLER[0], "It slept <gap/> and heard the water go", *MILLER[2:]),
        ["2 stood] slept B", "2 all night] lac. B", "2 watched] heard B"],
    ),
    "a gap of lines touches a letter": (
        f'<lg><l>The miller kept a heron on the<gap unit="line"/></l><l>water go</l>{A[A.index("<l>He") : -5]}</lg>',
        ["1 weir] lac. B", "2 It stood all night and watched the] lac. B"],
    ),
    "a lacuna that begins and ends at words": (
        f"<lg><l>The miller kept<lacunaStart/></l><l><lacunaEnd/>go</l>{A[A.index('<l>He') : -5]}</lg>",
        ["1 a heron on the weir] lac. B", "2 It stood all night and watched the water] lac. B"],
    ),
}


@pytest.mark.parametrize("what", GAPS)
def test_what_is_lost_is_one_place_and_what_differs_another(what: str, tmp_path: Path) -> None:
    body, right = GAPS[what]
    assert places(made_of(tmp_path, A=A, B=body)) == right


def test_a_lacuna_of_an_apparatus_goes_from_word_to_word(tmp_path: Path) -> None:
    head = "<listWit><witness xml:id='P'/><witness xml:id='R'/></listWit>"
    text = (
        '<l>It stood <app><lem wit="#P">all night</lem><rdg wit="#R">all<lacunaStart/></rdg></app> and slept</l>'
        '<l>He fed it <app><lem wit="#P">bread</lem><rdg wit="#R"><lacunaEnd/>corn</rdg></app> and told</l>'
    )
    made = made_of(tmp_path, WITNESSES, base="P", ed=f"<head>{head}</head><lg>{text}</lg>")
    assert places(made) == ["1 night and slept] lac. R", "2 He fed it] lac. R", "2 bread] corn R"]


KELLER = speech("KELLER", SHORE) + speech("ADA", ADA)
SPEAKERS: Mapping[str, tuple[str, str, list[str]]] = {
    "another person": (KELLER, speech("BEN", SHORE) + speech("ADA", ADA), ["1 sp KELLER] BEN B"]),
    "a speaker twice": (KELLER, speech("KELLER", SHORE) + speech("KELLER", ADA), ["2 sp ADA] KELLER B"]),
    "longer names": (
        speech("PRINCE OF HARLOW.", SHORE),
        speech("The Duke.", SHORE),
        ["1 sp PRINCE OF HARLOW] The Duke B"],
    ),
    "no speaker": (KELLER, speech("", SHORE) + speech("ADA", ADA), ["1 sp KELLER] om. B"]),
    "one speech of the base is two": (
        speech("KELLER", SHORE, ADA),
        speech("KELLER", SHORE) + speech("ADA", ADA),
        ["2 sp + ADA B"],
    ),
    "an added speech": (
        KELLER,
        speech("KELLER", SHORE) + speech("BEN", DOOR) + speech("ADA", ADA),
        [f"1a + BEN {DOOR} B"],
    ),
    "other speeches with a word of the base": (
        speech("KELLER", "Who is there?") + speech("ADA", "Nay, answer me.") + speech("KELLER", "Ada.")
        + speech("ADA", "You come most carefully upon your hour"),
        speech("1.", "Stand: who is that?") + speech("2.", "Tis I.")
        + speech("1.", "O you come most carefully upon your hour"),
        [
            "1 sp KELLER] om. B", "1 Who is there?] om. B", "2 sp ADA] om. B", "2 Nay, answer me.] om. B",
            "3 sp KELLER] om. B", "3 Ada.] om. B", "3a–3b + 1. Stand: who is that? 2. Tis I. B", "4 sp ADA] 1. B",
            "4 You] O you B",
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", SPEAKERS)
def test_who_speaks_the_same_words_is_one_place(what: str, tmp_path: Path) -> None:
    base, other, right = SPEAKERS[what]
    assert places(made_of(tmp_path, A=base, B=other)) == right


def test_an_abbreviated_speaker_is_one_beside_another_person(tmp_path: Path) -> None:
    bodies = {"B": speech("Kel.", SHORE), "C": speech("BEN", SHORE)}
    made = made_of(tmp_path, A=speech("KELLER", SHORE), **{s: b + speech("ADA", ADA) for s, b in bodies.items()})
    assert places(made)[0] == "1 sp KELLER] Kel. B; BEN C"


def test_a_heading_of_a_stanza_is_no_verse(tmp_path: Path) -> None:
    song = "<lg><head>{}</head><lg><head>I</head><l>The miller kept a heron</l><l>It stood all {}</l></lg></lg>"
    made = made_of(tmp_path, A=song.format("Song", "night"), B=song.format("A Song", "day"))
    assert numbers(made) == ["1", "2"]
    assert places(made) == ["tit. + A B", "2 night] day B"]


def test_a_verse_keeps_its_own_letter_behind_one_of_the_base(tmp_path: Path) -> None:
    base = f'<lg><l n="12">{MILLER[0]}</l><l n="12a">{MILLER[1]}</l>%s<l n="13">{MILLER[2]}</l></lg>'
    made = made_of(tmp_path, A=base % "", B=base % f'<l n="12b">{MILLER[3]}</l>')
    assert places(made) == [f"12b + {MILLER[3]} B"]


SIGNS = (
    '<encodingDesc><charDecl><char xml:id="p"><mapping type="diplomatic">ꝑ</mapping>'
    '<mapping type="normalized">per</mapping></char><glyph xml:id="q"/></charDecl></encodingDesc>'
)


@pytest.mark.parametrize(("layer", "word"), [("normalised", "perfect"), ("diplomatic", "ꝑfect")])
def test_a_sign_without_letters_is_what_the_header_says(layer: str, word: str, tmp_path: Path) -> None:
    body = '<p>The <g ref="#p"/>fect heron so<g ref="#q"/>th of <persName>Anna <g ref="#p">W</g>old</persName></p>'
    made = made_of(tmp_path, f'[tei]\ncollate = "{layer}"\n', more=SIGNS, A=body, B=body)
    assert made.text("A") == f"The {word} heron so[…]th of Anna Wold"
    assert "#q (1)" in made.messages("E397")[0]
    assert Edition(tmp_path).restore("A") == (tmp_path / "seeds" / "A.xml").read_bytes()


@pytest.mark.parametrize("sign", ['ref="#doubled_diple"', 'type="diple"', 'ref="char:coronis"'])
def test_a_sign_of_the_margin_is_no_letter(sign: str, tmp_path: Path) -> None:
    made = made_of(tmp_path, A=f"<p>The <g {sign}/>heron stood</p>", B="<p>The heron stood</p>")
    assert made.text("A") == "The heron stood"
    assert made.messages("E397") == [f"signs (g) that are no letters are left out: {sign.split(chr(34))[1]} (1)"]


def test_the_title_that_is_a_heading_names_no_work(tmp_path: Path) -> None:
    body = "<head><pb/><title>Of the heron <hi>and</hi> the kite</title></head><p>See <title>The Kite</title>.</p>"
    made_of(tmp_path, A=body, B=body.replace("Of", "On"))
    edition = etree.parse(tmp_path / "tei" / "edition.xml").find("tei:text", NS)
    assert [lemma.text for lemma in edition.iterfind(".//tei:lem", NS)] == ["Of"]
    assert ["".join(title.itertext()) for title in edition.iterfind(".//tei:title", NS)] == ["The Kite"]


def test_the_end_of_a_line_inside_a_word_is_no_sign(tmp_path: Path) -> None:
    body = '<p>The he<g ref="char:EOLhyphen"/>ron of Har<g ref="char:EOLunhyphen"/>low</p>'
    made = made_of(tmp_path, A=body, B=body)
    assert made.text("A") == "The heron of Harlow"
    assert not made.messages("E397")


def test_a_speech_that_ends_with_a_colon_announces_no_quotation(tmp_path: Path) -> None:
    told = "<sp><speaker>ADA</speaker><p>He told me:</p></sp>"
    made = made_of(tmp_path, A=f"{told}{told}<p>She sang:</p>{A}", B=A)
    assert not made.messages("E301")
    (tmp_path / "lost").mkdir()
    greek = "<p>καὶ ἐγένετο ἐν ταῖς ἡμέραις:</p><p>καὶ εἶπεν.</p>"
    (tmp_path / "greek").mkdir()
    assert not made_of(tmp_path / "greek", A=greek, B=greek).messages("E301")
    assert made_of(tmp_path / "lost", A="<p>He told me:</p><p>They left.</p>", B=A).messages("E301")


def test_an_index_and_an_interpretation_are_no_words(tmp_path: Path) -> None:
    marked = "<p>The miller<index><term>miller</term></index> kept<interp>care</interp> a heron</p>"
    assert places(made_of(tmp_path, A="<p>The miller kept a heron</p>", B=marked)) == []


WATER = "<p>The heron stood in the water of Harlow with a millstone and a shutter</p>"
BROKEN = "<p>The her-{0}on stood in the wa‐{0}ter of Har¬{0}low with a mill⸗{0}stone and a shut\u00ad{0}ter</p>"


@pytest.mark.parametrize("lb", ['<lb break="no"/>', "<lb/>", "\n<lb/>", "<pb n='2'/>\n  <lb/>"])
def test_hyphens_of_all_kinds_are_joined_at_the_ends_of_lines(lb: str, tmp_path: Path) -> None:
    assert places(made_of(tmp_path, JOIN, A=WATER, B=BROKEN.format(lb))) == []


def test_hyphens_of_all_kinds_are_no_other_words(tmp_path: Path) -> None:
    made = made_of(tmp_path, A=WATER, B=BROKEN.format('<lb break="no"/>'))
    assert "shutter" in made.text("B")
    assert {entry.type for entry in made.entries} == {"accidental"}


def test_letters_lost_behind_a_break_inside_a_word_belong_to_it(tmp_path: Path) -> None:
    body = '<p>The heron on the we<lb break="no"/><gap unit="chars" quantity="2"/></p>'
    made = made_of(tmp_path, A="<p>The heron on the weir</p>", B=body)
    assert places(made) == ["weir] we[..] B"]
    assert made.entries[0].type == "accidental"


def test_a_reading_of_a_witness_that_no_list_names_is_told(tmp_path: Path) -> None:
    witnesses = '<listWit><witness xml:id="P"/><witness xml:id="R"/></listWit>'
    text = 'The <app><lem wit="#P">miller</lem><rdg wit="#Z">smith</rdg><rdg wit="#R">baker</rdg></app> kept'
    made = made_of(tmp_path, WITNESSES, base="P", ed=f"<head>{witnesses}</head><p>{text}</p>")
    assert places(made) == ["miller] baker R"]
    assert "Z (1)" in made.messages("E318")[0]


def test_a_number_given_twice_is_told_though_no_other_witness_has_numbers(tmp_path: Path) -> None:
    numbered = "".join(f'<l n="{n}">{line}</l>' for n, line in zip((12, 12, 14, 15), MILLER, strict=True))
    made = made_of(tmp_path, A=f"<lg>{numbered}</lg>", B=A)
    assert places(made) == []
    assert [f.code for f in made.findings if f.code in ("E518", "E519")] == ["E518", "E519"]


def test_a_word_with_lost_letters_is_one_word_without_an_edition(tmp_path: Path) -> None:
    bodies = {"A": "<p>A heron went south</p>", "B": '<p>A her<gap unit="chars" quantity="2"/> went so<gap/>th</p>'}
    for siglum, body in bodies.items():
        (tmp_path / f"{siglum}.xml").write_text(HEAD.format(more="", body=body), encoding="utf-8")
    collated = collate_files([tmp_path / "A.xml", tmp_path / "B.xml"], CollationOptions(to="csv"))
    table = b"".join(collated.pieces).decode()
    assert "heron,her[..]" in table
    assert "south,so[…]th" in table


def test_a_lacuna_touches_no_word_on_the_page(tmp_path: Path) -> None:
    folder = made_of(tmp_path, A=A, B=verses("<gap/> heron on the weir", *MILLER[1:3], "His brother <gap/>")).folder
    build(folder, ["site"])
    page = etree.fromstring((folder / "build" / "site" / "wit-B.html").read_bytes(), etree.HTMLParser())
    text = " ".join("".join(page.itertext()).split())
    assert "[…] heron on the weir" in text
    assert "His brother […]" in text


@pytest.mark.parametrize("to", ["#none", "#before"])
def test_a_deletion_without_an_end_takes_nothing_away(to: str, tmp_path: Path) -> None:
    body = A.replace("<l>It", '<anchor xml:id="before"/><l>It').replace("<l>He", f'<delSpan spanTo="{to}"/><l>He')
    made = made_of(tmp_path, A=A, B=body)
    assert places(made) == []
    assert to in made.messages("E399")[0]


def test_a_change_that_is_not_carried_out_is_told(tmp_path: Path) -> None:
    seg = '<seg xml:id="s1">heron</seg> <seg xml:id="s2">grey</seg>'
    order = '<listTranspose><transpose><ptr target="#s2"/><ptr target="#s1"/></transpose></listTranspose>'
    made = made_of(tmp_path, A="<p>The heron grey</p>", B=f"<p>The {seg}{order}</p>")
    assert places(made) == []
    assert "transpose (1)" in made.messages("E398")[0]


def test_a_deletion_that_crosses_an_addition_ends_at_its_own_anchor(tmp_path: Path) -> None:
    two = "It <delSpan spanTo='#d'/>stood <addSpan spanTo='#a'/>all night and watched the water go"
    three = "He fed it <anchor xml:id='d'/>bread and told<anchor xml:id='a'/> it of the year"
    body = verses(MILLER[0], two, three, MILLER[3])
    right = ["2 stood all night and watched the water go] om. B", "3 He fed it] om. B"]
    assert places(made_of(tmp_path, A=A, B=body)) == right


def test_lines_of_a_surface_and_a_caesura_divide_words(tmp_path: Path) -> None:
    lines = "".join(f"<line>{line}</line>" for line in MILLER)
    head = HEAD.format(more="", body="").replace("<text><body></body></text></TEI>", "")
    surface = f"{head}<sourceDoc><surface><zone>{lines}</zone></surface></sourceDoc></TEI>"
    base = A.replace("kept a", "kept<caesura/>a")
    made = made_of(tmp_path, A=base, B=f'<?xml version="1.0"?>{surface}')
    assert places(made) == []
    assert made.messages("E313") == []


def test_a_lacuna_of_the_base_is_listed_from_its_first_to_its_last_verse(tmp_path: Path) -> None:
    made = made_of(tmp_path, A=f"{verses(*MILLER[:2])}<gap/>", B=A)
    apparatus = Edition(tmp_path).documents.model.apparatus
    assert [str(one) for one in lacunae_of(apparatus, "A")] == ["2a He – 2b snow"]
    assert numbers(made) == ["1", "2", "2a", "2b"]


def test_a_speaker_stays_behind_the_words_before(tmp_path: Path) -> None:
    wall, stand = "Who is there upon the wall tonight?", "Stand: who is that?"
    base = speech("Barnardo", wall) + speech("Francisco", "Nay, answer me and unfold yourself.")
    made = made_of(tmp_path, A=base, B=speech("1.", stand) + speech("2.", f"Tis I, {wall.lower()}"))
    assert made.text("B").split()[:2] == ["1.", "Stand:"]  # proved by the build, which is not published otherwise


def test_who_speaks_and_what_happens_is_cited_by_the_whole_number_of_a_verse(tmp_path: Path) -> None:
    play = '<sp><speaker>{}</speaker><l n="1.1.7">{}</l><stage>{}</stage></sp>'
    made = made_of(tmp_path, A=play.format("KELLER", SHORE, "Exit."), B=play.format("BEN", SHORE, "Exit Ben."))
    assert places(made) == ["1.1.7 sp KELLER] BEN B", "1.1.7 sd + Ben B"]

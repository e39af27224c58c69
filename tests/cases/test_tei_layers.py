"""Layers, hands, words over breaks and lemmata of transcriptions: the cases of `cases/tei` and their siblings."""

import json
from pathlib import Path

import pytest
from tests.transcribed import HANDS, Made, made_of

CASES = Path(__file__).parent / "tei"
APART = '[tei]\nhands = "apart"\n'
DIPLOMATIC = '[tei]\ncollate = "diplomatic"\n'
LEMMA = '[tei]\ncollate = "lemma"\n'
JOIN = '[tei]\nhyphens = "join"\n'


def of_case(name: str, folder: Path, settings: str = "", base: str = "") -> Made:
    files = {path.stem: path.read_text("utf-8") for path in sorted((CASES / name).glob("*.xml"))}
    return made_of(folder, settings, base, **files)


def expected(name: str) -> dict[str, dict[str, dict[str, str]]]:
    made: dict[str, dict[str, dict[str, str]]] = json.loads((CASES / name / "expect.json").read_text("utf-8"))
    return made


# -- case 04


def test_two_hands_are_two_witnesses(tmp_path: Path) -> None:
    made = of_case("04-charter-two-hands", tmp_path, APART, base="N")
    assert list(made.ids) == ["M*", "M²", "N"]
    assert [(e.lemma, e.readings) for e in made.entries] == [
        ("Walterus", {"M²": "Willelmus"}),
        ("terre", {"M*": "om."}),
    ]
    right = expected("04-charter-two-hands")["layers"]["M"]
    assert (made.text("M*"), made.text("M²")) == (right["normal first"], right["normal last"])
    assert [p.name for p in sorted((tmp_path / "tei" / "witnesses").iterdir())] == ["M.xml", "N.xml"]


@pytest.mark.parametrize(
    ("settings", "layer"),
    [
        (DIPLOMATIC, "diplomatic last"),
        (DIPLOMATIC + 'hands = "first"\n', "diplomatic first"),
        ("", "normal last"),
        ('[tei]\nhands = "first"\n', "normal first"),
    ],
)
def test_a_layer_is_what_the_settings_say(settings: str, layer: str, tmp_path: Path) -> None:
    made = of_case("04-charter-two-hands", tmp_path, settings, base="N")
    assert made.text("M") == expected("04-charter-two-hands")["layers"]["M"][layer]


def test_a_diplomatic_collation_has_abbreviations_and_mistakes(tmp_path: Path) -> None:
    made = of_case("04-charter-two-hands", tmp_path, DIPLOMATIC + 'hands = "apart"\n', base="N")
    assert next((e.lemma, e.readings) for e in made.entries) == ("omnes", {"M*": "om̄s", "M²": "om̄s"})
    assert len(made.entries) == 4


def test_both_layers_stand_in_the_edition(tmp_path: Path) -> None:
    made = of_case("04-charter-two-hands", tmp_path, base="M")
    choices = ["".join(c.itertext()) for c in made.tree.iter("{*}choice")]
    assert choices == ["om̄somnes", "quattorquattuor"]


# -- siblings of hands


def test_changes_that_nest_and_three_hands(tmp_path: Path) -> None:
    body = (
        '<p>one <del hand="#h2">two <add hand="#h1">three</add></del> <add hand="#h2">four <del hand="#h3">five</del>'
        "</add> six</p>"
    )
    made = made_of(tmp_path, APART, base="N", more=HANDS, M=body, N="<p>one six</p>")
    texts = {siglum: made.text(siglum) for siglum in made.ids if siglum != "N"}
    assert texts == {"M*": "one two three six", "M²": "one four five six", "M³": "one four six"}


def test_a_change_may_cross_elements(tmp_path: Path) -> None:
    body = (
        '<p>one <delSpan hand="#h2" spanTo="#e"/>two <hi rend="italic">three<anchor xml:id="e"/> four</hi> '
        '<addSpan hand="#h2" spanTo="#f"/>five</p><p>six<anchor xml:id="f"/> seven</p>'
    )
    made = made_of(tmp_path, APART, base="N", more=HANDS, M=body, N="<p>one</p>")
    assert made.text("M*") == "one two three four\nseven"
    assert made.text("M²") == "one four five\nsix seven"


def test_a_deletion_that_was_taken_back_is_read(tmp_path: Path) -> None:
    body = '<p>one <restore hand="#h3"><del hand="#h2">two</del></restore> three</p>'
    made = made_of(tmp_path, APART, base="N", more=HANDS, M=body, N="<p>one two three</p>")
    assert {s: made.text(s) for s in ("M*", "M²", "M³")} == {
        "M*": "one two three", "M²": "one three", "M³": "one two three",
    }  # fmt: skip


@pytest.mark.parametrize("more", ["", HANDS])
def test_corrections_by_no_hand_are_before_and_after(more: str, tmp_path: Path) -> None:
    body = "<p>one <subst><del>two</del><add>three</add></subst></p>"
    made = made_of(tmp_path, APART, base="N", more=more, M=body, N="<p>one two</p>")
    assert {s: made.text(s) for s in made.ids if s != "N"} == {"Mᵃᶜ": "one two", "Mᵖᶜ": "one three"}


def test_a_list_of_hands_names_the_witnesses(tmp_path: Path) -> None:
    body = '<p>one <add hand="#h2">two</add> <add hand="#h3">three</add></p>'
    made = made_of(tmp_path, '[tei]\nhands = ["#h1", "#h2"]\n', base="N", more=HANDS, M=body, N="<p>one</p>")
    assert {s: made.text(s) for s in made.ids if s != "N"} == {"M*": "one", "M²": "one two"}


def test_a_hand_that_no_header_describes_is_told(tmp_path: Path) -> None:
    made = made_of(
        tmp_path, APART, base="N", M='<p>one <add hand="#pbs">two</add> <add hand="#x">y</add></p>', N="<p>one</p>"
    )
    assert list(made.ids) == ["M*", "M²", "M³", "N"]
    assert "#pbs, #x" in made.messages("E315")[0]


def test_a_base_that_is_no_witness_is_refused(tmp_path: Path) -> None:
    from edition.errors import ConfigError

    with pytest.raises(ConfigError, match=r"base = 'M' is no siglum of a witness; did you mean 'M"):
        made_of(tmp_path, APART, more=HANDS, M='<p>one <add hand="#h2">two</add></p>')


# -- case 12 and other choices


@pytest.mark.parametrize(("settings", "layer"), [(DIPLOMATIC, "diplomatic"), ("", "normal")])
def test_a_word_may_lie_half_in_a_choice(settings: str, layer: str, tmp_path: Path) -> None:
    name = "12-choice-in-a-word-around-a-break"
    assert of_case(name, tmp_path, settings).text("A") == expected(name)["layers"]["A"][layer]


@pytest.mark.parametrize(
    ("body", "diplomatic", "normalised"),
    [
        ("<p>ep<ex>iscopu</ex>s dedit</p>", "eps dedit", "episcopus dedit"),
        ("<p><ex>et</ex> dedit</p>", "dedit", "et dedit"),
        ("<p>q<am>̄</am> dedit</p>", "q̄ dedit", "q dedit"),
        ("<p>a <choice><sic>b b</sic><corr>b</corr></choice> c</p>", "a b b c", "a b c"),
        ("<p>a <choice><sic>b</sic><corr/></choice> c</p>", "a b c", "a c"),
        ("<p>a <choice><orig>delamere</orig><reg>de la mere</reg></choice> c</p>", "a delamere c", "a de la mere c"),
        ("<p><choice><abbr>dñi</abbr><expan>d<ex>omi</ex>ni</expan></choice>ca</p>", "dñica", "dominica"),
        (
            "<p><choice><orig>v<choice><abbr>ñ</abbr><expan>nd</expan></choice></orig><reg>und</reg></choice></p>",
            "vñ", "und",
        ),
        ("<p><hi rend='italic'>W<choice><orig>y</orig><reg>i</reg></choice></hi>lt</p>", "Wylt", "Wilt"),
    ],
)  # fmt: skip
def test_each_layer_of_a_choice(body: str, diplomatic: str, normalised: str, tmp_path: Path) -> None:
    (tmp_path / "d").mkdir()
    (tmp_path / "n").mkdir()
    assert made_of(tmp_path / "d", DIPLOMATIC, A=body).text("A") == diplomatic
    assert made_of(tmp_path / "n", A=body).text("A") == normalised


# -- case 07: what is uncertain


def test_a_reading_is_uncertain_where_its_own_letters_are(tmp_path: Path) -> None:
    bodies = {
        "A": "<p>Once a heron sat alone. Nobody at all went by the mill that year. In the end the waters rose.</p>",
        "B": "<p>Once a <unclear>crane</unclear> sat alone. Nobody at all went by the <supplied>tree</supplied> that "
        "year. In the end the wat<unclear>e</unclear>r rose.</p>",
    }
    made = made_of(tmp_path, **bodies)
    details = [(d.get("type"), d.getparent().find("{*}lem").text) for d in made.tree.iter("{*}witDetail")]  # type: ignore[union-attr]
    assert details == [("unclear", "heron"), ("supplied", "mill")]


def test_what_was_supplied_may_count_as_a_reading(tmp_path: Path) -> None:
    bodies = {"A": "<p>went by the mill that year</p>", "B": "<p>went by the <supplied>tree</supplied> that year</p>"}
    made = made_of(tmp_path, '[tei]\nsupplied = "reads"\n', **bodies)
    assert len(made.entries) == 1
    assert next(made.tree.iter("{*}witDetail"), None) is None


def test_what_is_lost_is_listed_from_its_first_to_its_last_word(tmp_path: Path) -> None:
    first, last = '<lg><l n="1">a heron sat</l>', '<l n="4">the end</l></lg>'
    body = f'{first}<l n="2">it stood <gap reason="lost"/></l><gap unit="line"/>{last}'
    base = f'{first}<l n="2">it stood all night</l><l n="3">by the weir</l>{last}'
    made = made_of(tmp_path, A=base, B=body)
    assert [n.text for n in made.tree.iter("{*}note") if n.get("type") == "lacunae"] == ["Not extant: 2 all – 3 weir."]


def test_lost_letters_agree_with_the_word_that_fits(tmp_path: Path) -> None:
    body = '<p>a her<gap unit="chars" quantity="1"/>n sat</p>'
    made = made_of(tmp_path, A="<p>a heron sat</p>", B=body)
    assert [(e.lemma, e.readings, e.type) for e in made.entries] == [("heron", {"B": "her[.]n"}, "accidental")]


def test_a_gap_for_what_was_omitted_is_an_omission(tmp_path: Path) -> None:
    made = made_of(tmp_path, A="<p>a heron sat by the mill</p>", B='<p>a heron <gap reason="omitted"/> by the mill</p>')
    assert [e.readings for e in made.entries] == [{"B": "om."}]


# -- case 09


def test_words_over_breaks(tmp_path: Path) -> None:
    made = of_case("09-words-over-breaks", tmp_path, JOIN)
    assert made.text("A") == expected("09-words-over-breaks")["layers"]["A"]["hyphens join"]
    assert made.entries == []
    told = " ".join(made.messages("E313"))
    assert "her|on: read as one word" in told
    assert "the|weir: read as two" in told


def test_without_the_setting_hyphens_stay(tmp_path: Path) -> None:
    made = of_case("09-words-over-breaks", tmp_path)
    assert "mill- stone, the heron" in made.text("A")
    assert "shut-ter" in made.text("A")


# -- case 13


def test_words_are_compared_by_their_lemmata(tmp_path: Path) -> None:
    made = of_case("13-tokens-with-lemma", tmp_path, LEMMA)
    assert [(e.lemma.rstrip("."), e.readings["B"], e.type) for e in made.entries] == [
        ("cuens", "quens", "accidental"),
        ("Marsh", "Mars", "accidental"),
        ("ot", "a", "form"),
        (".iii", "trois", "accidental"),
        ("batels", "nés", "substantive"),
    ]


def test_letters_beside_marked_words_are_words(tmp_path: Path) -> None:
    body = '<l><w lemma="soi">s</w>en<w lemma="estre">est</w>or a<w lemma="pied">piez</w></l>'
    assert made_of(tmp_path, LEMMA, A=body, B=body.replace("piez", "pié")).text("A") == "senestor apiez"


def test_words_without_white_space_between_them_get_blanks(tmp_path: Path) -> None:
    body = "<l><w>li</w><w>cuens</w><pc>,</pc><w>ot</w><pc>(</pc><w>trois</w><pc>)</pc><w>nes</w><pc>.</pc></l>"
    assert made_of(tmp_path, A=body).text("A") == "li cuens, ot (trois) nes."


# -- an apparatus in the file of one witness


def test_an_apparatus_in_the_file_is_shown_beside_ours(tmp_path: Path) -> None:
    from edition.publish.site.pages import own_apparatus
    from edition.stages import read_sources

    of_case("08-her-own-app", tmp_path)
    listed = own_apparatus(read_sources(tmp_path).witnesses).decode()
    assert listed == (
        '<own><witness n="ed">'
        '<entry loc="1" lemma="miller"><reading sigla="R">smith</reading></entry>'
        '<entry loc="1" lemma=""><reading sigla="P">heron</reading><reading sigla="Q R">crane</reading></entry>'
        '<entry loc="2" lemma="it stood all night"><reading sigla="R"></reading></entry></witness></own>'
    )


# -- restore


@pytest.mark.parametrize("siglum", ["M*", "M²", "M"])
def test_restore_takes_any_siglum_of_a_divided_file(siglum: str, tmp_path: Path) -> None:
    from edition.tasks.check import restore

    made = of_case("04-charter-two-hands", tmp_path, APART, base="N")
    data = (tmp_path / "seeds" / "M.xml").read_bytes()
    (tmp_path / "seeds" / "M.xml").unlink()
    assert restore(made.folder, siglum) == data

"""Registers are edited in a review: the editor's XML stays as it is but for what she changes."""

from pathlib import Path

import pytest
from tests.decided import of_decisions, write

from edition.build import build
from edition.commands.review_routes import facts_of
from edition.commands.review_server import BadRequestError
from edition.errors import EditionError, InputError
from edition.model import Entry, EntryKind, Form, Statement
from edition.tasks.review.register_session import list_register, merge_entry, save_entry, show_entry
from edition.tasks.review.session import ReviewSession
from edition.tei.encode.edit_register import Facts
from edition.tei.encode.registers import merged

TEXTS = {"A": "Anna Webb came. Then A. Webb left Cole Hall.", "B": "Anna Webb came. Then Ann Webb left Cole Hall."}
HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<!-- kept by hand -->
<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>P</title></titleStmt>
<publicationStmt><p>p</p></publicationStmt><sourceDesc><listBibl><bibl>b</bibl></listBibl></sourceDesc></fileDesc></teiHeader>
<standOff>
"""
PERSONS = f"""{HEAD}  <listPerson>
    <!-- the pilot -->
    <person xml:id="pers-webb"  >
      <persName type="main">Anna <surname>Webb</surname></persName>
      <!-- so in B -->
      <persName type="spelling" xml:lang='en'>Ann <surname>Webb</surname></persName>
      <birth when="1780"/>
      <idno type="wikidata">Q42</idno>
    </person>
    <person xml:id="pers-webb-2">
      <persName type="main" xml:id="n1">A. <surname>Webb</surname></persName>
      <birth when="1781"/><death when="1830"/>
      <occupation>pilot</occupation>
      <note type="cue" target="#n1">Then</note>
    </person>
    <person xml:id="pers-hall"><persName>Cole Hall</persName></person>
  </listPerson>
  <listRelation><relation name="memberOf" active="#pers-webb-2" passive="#pers-hall"/></listRelation>
</standOff></TEI>
"""
DECISIONS = '[[mention]]  # her\nwitness = "A"\nexact = "A. Webb"\nref = "pers-webb-2"  # sure\n'


@pytest.fixture
def session(tmp_path: Path) -> ReviewSession:
    write(tmp_path, TEXTS, DECISIONS)
    (tmp_path / "tei" / "registers").mkdir(parents=True)
    (tmp_path / "tei" / "registers" / "persons.xml").write_text(PERSONS, "utf-8")
    return ReviewSession(tmp_path, "AR")


def text_of(session: ReviewSession, kind: str = "persons") -> str:
    return (session.root / "tei" / "registers" / f"{kind}.xml").read_text("utf-8")


def save(session: ReviewSession, name: str, *forms: str, kind: str = "persons", **more: dict[str, str]) -> None:
    save_entry(session, name, kind, Facts(forms, more.get("dates", {}), more.get("identifiers", {})))


def test_entries_are_listed_by_their_words(session: ReviewSession) -> None:
    found = list_register(session, "persons", "WEBB")["entries"]
    assert [(one["id"], one["forms"]) for one in found] == [("pers-webb-2", 1), ("pers-webb", 2)]
    assert list_register(session, "places", "")["entries"] == []
    shown = show_entry(session, "pers-webb")
    assert shown["forms"] == ["Anna Webb", "Ann Webb"]
    assert (shown["dates"], shown["identifiers"]) == ({"birth": "1780", "death": ""}, {"wikidata": "Q42"})


@pytest.mark.parametrize(
    ("forms", "more", "old", "new"),
    [
        (("Hanna Webb", "Ann Webb"), {}, ">Anna <", ">Hanna <"),
        (("Anna Webb", "Ann Weber"), {}, "Ann <surname>Webb</surname>", "Ann Weber"),
        (("Anna Webb", "Ann Webb", "Webb & Co"), {}, "</surname></persName>\n      <birth when=\"1780\"/>",
         '</surname></persName>\n      <persName type="spelling">Webb &amp; Co</persName>\n      <birth when="1780"/>'),
        (("Anna Webb",), {},
         "\n      <persName type=\"spelling\" xml:lang='en'>Ann <surname>Webb</surname></persName>", ""),
        (("Anna Webb", "Ann Webb"), {"dates": {"birth": "1779-05"}}, 'when="1780"', 'when="1779-05"'),
        (("Anna Webb", "Ann Webb"), {"dates": {"birth": "1779/1781"}}, 'when="1780"',
         'notBefore="1779" notAfter="1781"'),
        (("Anna Webb", "Ann Webb"), {"dates": {"birth": ""}}, '\n      <birth when="1780"/>', ""),
        (("Anna Webb", "Ann Webb"), {"dates": {"death": "1820"}},
         "Webb</surname></persName>\n      <birth when=\"1780\"/>",
         "Webb</surname></persName>\n      <death when=\"1820\"/>\n      <birth when=\"1780\"/>"),
        (("Anna Webb", "Ann Webb"), {"identifiers": {"wikidata": "Q43"}}, ">Q42<", ">Q43<"),
        (("Anna Webb", "Ann Webb"), {"identifiers": {"wikidata": ""}},
         '\n      <idno type="wikidata">Q42</idno>', ""),
        (("Anna Webb", "Ann Webb"), {"identifiers": {"viaf": "12345"}}, "Q42</idno>",
         'Q42</idno>\n      <idno type="viaf">12345</idno>'),
    ],
)  # fmt: skip
def test_a_corrected_entry_changes_in_these_bytes_alone(
    session: ReviewSession, forms: tuple[str, ...], more: dict[str, dict[str, str]], old: str, new: str
) -> None:
    save(session, "pers-webb", *forms, **more)
    assert PERSONS.count(old) == 1
    assert text_of(session) == PERSONS.replace(old, new)
    session.undo()
    assert text_of(session) == PERSONS


def test_another_form_may_become_the_name_and_keeps_what_it_says(session: ReviewSession) -> None:
    save(session, "pers-webb", "Ann Webb", "Anna Webb")
    made = text_of(session)
    assert show_entry(session, "pers-webb")["forms"] == ["Ann Webb", "Anna Webb"]
    assert "xml:lang='en'>Ann <surname>" in made
    assert "<!-- so in B -->" in made
    assert "<!-- the pilot -->" in made


@pytest.mark.parametrize(
    ("forms", "more", "why"),
    [
        ((), {}, "has a name"), (("  ",), {}, "has a name"),
        (("Anna Webb",), {"dates": {"birth": "May 1780"}}, "write 1878"),
        (("Anna Webb",), {"dates": {"death": "1700"}}, "R127|born"),
        (("Anna Webb",), {"identifiers": {"wikidata": "42"}}, "not written"),
        (("Anna Webb",), {"identifiers": {"orcid": "1"}}, "sixteen figures"),
        (("Anna Webb",), {"identifiers": {"ssn": "1"}}, "no identifier 'ssn'"),
        (("Anna \x01 Webb",), {}, "well-formed"),
    ],
)  # fmt: skip
def test_what_would_not_be_valid_is_refused(
    session: ReviewSession, forms: tuple[str, ...], more: dict[str, dict[str, str]], why: str
) -> None:
    with pytest.raises(EditionError, match=why):
        save(session, "pers-webb", *forms, **more)
    assert text_of(session) == PERSONS


def test_a_new_entry_goes_to_the_end_or_to_a_new_file(session: ReviewSession) -> None:
    save(session, "", "Ruth <Cole>", "R. Cole", dates={"birth": "1790"}, identifiers={"gnd": ""})
    made = text_of(session)
    assert 'xml:id="pers-ruth-cole"' in made
    assert made.startswith(PERSONS.partition('    <person xml:id="pers-hall"')[0])
    assert show_entry(session, "pers-ruth-cole")["dates"]["birth"] == "1790"
    save(session, "", "Cole Hall", kind="places")
    assert show_entry(session, "plac-cole-hall")["forms"] == ["Cole Hall"]
    assert 'xml:id="plac-cole-hall"' in text_of(session, "places")
    session.undo()
    assert not (session.root / "tei" / "registers" / "places.xml").exists()


def test_merged_entries_keep_everything_and_pointers_follow(session: ReviewSession) -> None:
    told = merge_entry(session, "pers-webb-2", "pers-webb")["said"]
    assert "not taken over: pers-webb-2: birth 1781; pers-webb says birth 1780, which stays" in told
    made = text_of(session)
    assert 'xml:id="pers-webb-2"' not in made
    assert show_entry(session, "pers-webb")["forms"] == ["Anna Webb", "Ann Webb", "A. Webb"]
    for kept in ('<death when="1830"/>', "<occupation>pilot</occupation>", '<note type="cue" target="#n1">Then</note>',
                 'active="#pers-webb"', "<!-- the pilot -->", "<!-- kept by hand -->"):  # fmt: skip
        assert made.count(kept) == 1
    decisions = (session.root / "decisions.toml").read_text("utf-8")
    assert decisions == DECISIONS.replace("pers-webb-2", "pers-webb")
    built = build(session.root, ["tei"])
    assert (built.failed, of_decisions(built)) == (False, [])
    session.undo()
    assert text_of(session) == PERSONS
    assert (session.root / "decisions.toml").read_text("utf-8") == DECISIONS


def test_an_entry_of_another_kind_moves_with_its_pointers(session: ReviewSession) -> None:
    save(session, "pers-hall", "Cole Hall", kind="places")
    assert 'passive="places.xml#plac-cole-hall"' in text_of(session)
    assert "pers-hall" not in text_of(session)
    assert show_entry(session, "plac-cole-hall")["forms"] == ["Cole Hall"]
    assert not build(session.root, ["tei"]).failed


@pytest.mark.parametrize(
    ("gone", "keep"), [("pers-webb", "pers-webb"), ("pers-webb", "pers-none"), ("pers-none", "pers-webb")]
)
def test_only_two_entries_of_one_register_are_merged(session: ReviewSession, gone: str, keep: str) -> None:
    with pytest.raises(InputError):
        merge_entry(session, gone, keep)
    assert text_of(session) == PERSONS


@pytest.mark.parametrize("said", [{"forms": "x"}, {"forms": [1]}, {"dates": []}, {"identifiers": {"gnd": 1}}])
def test_facts_of_another_form_are_refused(said: dict[str, object]) -> None:
    with pytest.raises(BadRequestError):
        facts_of(said)


@pytest.mark.parametrize("last", ["<birth when='1780' />", '<birth when="1780"/>', '<birth when="1780"></birth>'])
def test_an_import_goes_behind_a_last_element_that_is_empty(last: str) -> None:
    entry = f'<person xml:id="pers-webb"><persName>Anna</persName>{last}</person>'
    data = f"{HEAD}<listPerson>{entry}</listPerson></standOff></TEI>".encode()
    new = Entry("pers-webb", EntryKind.PERSON, (Form("Anna"),), (Statement("wikidata", "Q42"),))
    made = merged(data, EntryKind.PERSON, [new]).data.decode()
    assert made == data.decode().replace(last, f'{last}<idno type="wikidata">Q42</idno>')

"""The `teiHeader` of a witness and of the edition. What nobody supplied stays out; nothing is invented."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from edition.model import KINDS as REGISTERS
from edition.model import Exclusion, Matter, ReadingKind, Seed, Witness, exclusions
from edition.model.account import Account
from edition.model.bibliography import Bibliography
from edition.model.correspondence import Letter
from edition.model.sigla_groups import SiglumGroup
from edition.project.config_checks import is_address
from edition.project.editors import EditorOptions, orcid_of
from edition.tei.encode.calendar_list import write_calendars
from edition.tei.encode.cited_works import write_works
from edition.tei.encode.decided import Decided, Initials, edition_principles, names_of
from edition.tei.encode.language_names import language_name
from edition.tei.encode.letter_descriptions import write_letters
from edition.tei.encode.list_witnesses import UNKNOWN_RIGHTS, WitnessNotes, write_witnesses
from edition.tei.encode.marks import EDITOR, PROGRAM, TRANSCRIPTION
from edition.xml.writer import Writer, character_id


@dataclass(frozen=True, slots=True)
class Imprint:
    """What the edition says of itself in every header."""

    title: str
    language: str
    editors: tuple[str, ...] = ()
    publisher: str = ""
    date: str = ""
    version: str = ""
    licence: str = ""
    url: str = ""
    program: str = "0"  # the version of the program
    decided: bool = False  # whether the editor made decisions (decisions.toml)
    transcribed: bool = False  # whether names are marked in the transcriptions of witnesses
    initials: Initials = field(default_factory=dict)  # of those who decided on readings
    regularised: tuple[str, ...] = ()  # the rules of the editor's for words, in words
    people: tuple[EditorOptions, ...] = ()  # the editors with their initials
    works: Bibliography = field(default_factory=Bibliography)
    groups: tuple[SiglumGroup, ...] = ()  # of witnesses, with a siglum of their own
    subtitle: str = ""
    doi: str = ""  # without the address of its resolver


_NO_NOTES: WitnessNotes = {}
_NOTHING_DECIDED = Decided()
#: The method of an apparatus inside the text (TEI P5, 13.2); by the other methods it is outside.
PARALLEL = "parallel-segmentation"
_LOCATIONS = {PARALLEL: "internal"}
WITNESS_PRINCIPLES = {
    "correction": "Nothing is corrected: the text is the seed, character for character.",
    "normalization": "Nothing is normalized but line ends, which the source description records.",
    "quotation": "Quotation marks are kept in the text. quote marks what is between them, what follows a colon, or "
    "what another witness quotes in the same words.",
    "segmentation": "Sections, headings, paragraphs, lists, quotations, captions, bibliography entries and notes were "
    "found by rule. What the reading text leaves out is marked at its place and counted in the source description: "
    "markup of the seed in pc, marks of notes in ref, furniture of the page in fw, debris of templates in surplus.",
    "interpretation": "Names of persons, places, organisations and events, titles and dates were marked by rule from "
    "the registers; each mark says how certain it is.",
}


def witness_header(
    out: Writer,
    imprint: Imprint,
    witness: Witness,
    characters: Iterable[str],
    letters: Sequence[Letter] = (),
    calendars: Iterable[str] = (),
) -> None:
    """The header of a witness file: what was received, all that was done to it, and what its letters are."""
    with out.element("teiHeader"):
        with out.element("fileDesc"):
            _title(out, imprint, f"{imprint.title}: witness {witness.siglum}, {witness.name or witness.seed.path}")
            _publication(out, imprint, dict(witness.description).get("licence", ""))
            with out.element("sourceDesc"):
                _source(out, witness)
        with out.element("encodingDesc"):
            write_program(out, imprint)
            with out.element("editorialDecl"):
                for name, words in _principles(witness).items():
                    with out.element(name):
                        out.leaf("p", words)
            _characters(out, characters)
        found = {n.get("lang") for n in witness.root.walk()} - {""}
        with out.element("profileDesc"):
            _languages(out, witness.language, found)
            write_calendars(out, calendars)
            write_letters(out, letters)


def _principles(witness: Witness) -> Mapping[str, str]:
    """What was done to a witness; of a file of another format only its text is here."""
    if witness.account is None:
        return WITNESS_PRINCIPLES
    taken = (
        f"Nothing is corrected: the text is what the reader {witness.reader} took out of the file, in its order. The "
        "source description counts what it left out, by rule."
    )
    blank = (
        "White space of the file is one blank, or the line end between two blocks; words divided at the end of a line "
    )
    return {**WITNESS_PRINCIPLES, "correction": taken, "normalization": f"{blank}are joined, with a break inside."}


def edition_header(
    out: Writer,
    imprint: Imprint,
    witnesses: Sequence[Witness],
    ids: Mapping[str, str],
    characters: Iterable[str],
    method: str = PARALLEL,
    notes: WitnessNotes = _NO_NOTES,
    calendars: Iterable[str] = (),
    decided: Decided = _NOTHING_DECIDED,
) -> None:
    """The header of the edition: the list of witnesses, the method of the apparatus, the principles."""
    with out.element("teiHeader"):
        with out.element("fileDesc"):
            _title(out, imprint, imprint.title, decided.responsible, imprint.subtitle)
            excepted = [w.siglum for w in witnesses if not dict(w.description).get("licence", "")]
            _publication(out, imprint, imprint.licence, excepted if imprint.licence else (), imprint.doi)
            with out.element("sourceDesc"):
                write_witnesses(out, witnesses, ids, notes, imprint.groups)
                write_works(out, imprint.works)
        with out.element("encodingDesc"):
            write_program(out, imprint)
            with out.element("editorialDecl"):
                for name, words in edition_principles(decided, imprint.regularised).items():
                    with out.element(name):
                        out.leaf("p", words)
            has_lemmata = any(word.lemma for witness in witnesses for word in witness.words)
            _kinds(out, {ReadingKind.MORPHOLOGICAL: not has_lemmata, ReadingKind.CONJECTURE: not decided.conjectures})
            _characters(out, characters)
            out.empty("variantEncoding", {"method": method, "location": _LOCATIONS.get(method, "external")})
        found = {n.get("lang") for w in witnesses for n in w.root.walk()} - {""}
        with out.element("profileDesc"):  # witnesses may differ in who signed and when, so each describes its letters
            _languages(out, imprint.language, found)
            write_calendars(out, calendars)


#: What each kind of reading is; `@ana` points to it where a second kind applies.
KINDS = {
    ReadingKind.PUNCTUATION: "differs from the lemma in marks of punctuation",
    ReadingKind.CAPITALISATION: "differs in capital letters",
    ReadingKind.SPELLING: "differs in the spelling of words",
    ReadingKind.DATE_FORM: "gives the same date in another form",
    ReadingKind.NAME_FORM: "names the same person or thing in another form",
    ReadingKind.FACTUAL: "gives another date or number",
    ReadingKind.MORPHOLOGICAL: "has another form of the same word, by its lemma",
    ReadingKind.WORD_ORDER: "has the same words in another order",
    ReadingKind.ADDITION: "has more words than the lemma",
    ReadingKind.OMISSION: "lacks words of the lemma",
    ReadingKind.SUBSTITUTION: "has other words",
    ReadingKind.TRANSPOSITION: "has the words at another place",
    ReadingKind.BLOCK: "has whole blocks that the base lacks",
    ReadingKind.LACUNA: "is not extant here (lacuna)",
    ReadingKind.CONJECTURE: "is in no witness: somebody would read so",
}


def kind_id(kind: ReadingKind) -> str:
    """The id of a kind's category."""
    return f"kind-{kind.value}"


#: What each matter of disagreement is.
MATTERS: Mapping[Matter, str] = {
    Matter.DATE: "When: the witnesses give dates of which neither lies in the other",
    Matter.NUMBER: "How many: the witnesses give other numbers",
    Matter.FATE: "What became of a person: what is said cannot all be true",
    Matter.NEGATION: "One side says what the other denies",
    **{row.matter: f"The witnesses name other {row.kind}" for row in REGISTERS},
    Matter.PERSON: "Who: the witnesses name other persons, or more of them",
    Matter.PLACE: "Where: the witnesses name other places",
    Matter.SHARE: "How many of all: one side says it of more, or without the exception that the other makes",
    Matter.CERTAINTY: "One side says as certain what the other does not",
    Matter.NAME: "The witnesses spell one name in different ways",
    Matter.WORDING: "The witnesses say it in other words of substance",
}
#: What marks a side of a disagreement with which a statement from outside the witnesses agrees.
AGREES = "agrees"


def matter_id(matter: Matter) -> str:
    """The id of a matter's category."""
    return f"matter-{matter.value}"


def _kinds(out: Writer, left_out: Mapping[ReadingKind, bool]) -> None:
    with out.element("classDecl"):
        with out.element("taxonomy", {"xml_id": "kinds"}):
            for kind, words in KINDS.items():
                if not left_out.get(kind):
                    _category(out, kind_id(kind), words)
        with out.element("taxonomy", {"xml_id": "matters"}):
            for matter, words in MATTERS.items():
                _category(out, matter_id(matter), words)
            _category(out, AGREES, "A statement from outside the witnesses says the same")


def _category(out: Writer, name: str, words: str) -> None:
    with out.element("category", {"xml_id": name}):
        out.leaf("catDesc", words)


def _title(out: Writer, imprint: Imprint, title: str, responsible: Sequence[str] = (), subtitle: str = "") -> None:
    with out.element("titleStmt"):
        out.leaf("title", title)
        out.leaf("title", subtitle, {"type": "sub"}) if subtitle else None
        for editor in imprint.editors:
            out.leaf("editor", editor, {"ref": orcid_of(editor, imprint.people)})
        with out.element("respStmt"):
            out.leaf("resp", "conversion, collation and marking of names by rule")
            out.leaf("name", "variorum", {"type": "program"})
        if imprint.decided or EDITOR in responsible:
            what = [*["names and dates"] * imprint.decided, *["readings"] * (EDITOR in responsible)]
            with out.element("respStmt", {"xml_id": EDITOR}):
                out.leaf("resp", f"decisions on {' and on '.join(what)} (decisions.toml)")
                for editor in imprint.editors or ("The editors",):
                    out.leaf("persName", editor)
        for name in (one for one in responsible if one != EDITOR):
            with out.element("respStmt", {"xml_id": name}):
                out.leaf("resp", "decisions on readings")
                for editor in names_of(imprint.initials[name], imprint.editors, imprint.people):
                    out.leaf("persName", editor)
        if imprint.transcribed:
            with out.element("respStmt", {"xml_id": TRANSCRIPTION}):
                out.leaf("resp", "names and dates as the transcriptions of the witnesses mark them")
                out.leaf("persName", "The transcribers")


def _publication(out: Writer, imprint: Imprint, licence: str, excepted: Sequence[str] = (), doi: str = "") -> None:
    with out.element("publicationStmt"):
        if imprint.publisher:
            out.leaf("publisher", imprint.publisher)
            out.leaf("date", imprint.date) if imprint.date else None
        else:
            out.leaf("authority", "No publisher has been named.")
        out.leaf("idno", doi, {"type": "DOI"}) if doi else None
        with out.element("availability"):
            if licence:
                out.leaf("licence", licence, {"target": licence if is_address(licence) else ""})
            else:
                out.leaf("p", UNKNOWN_RIGHTS)
            if excepted:
                out.leaf("p", f"The text of {_and(excepted)} is excepted: its rights are unknown.")


def _and(words: Sequence[str]) -> str:
    kind = "witness" if len(words) == 1 else "witnesses"
    return f"{kind} {', '.join(words)}"


def _source(out: Writer, witness: Witness) -> None:
    seed, facts = witness.seed, dict(witness.description)
    with out.element("bibl", {"xml_id": "seed"}):
        out.leaf("title", witness.name or seed.path)
        if facts.get("author"):
            out.leaf("author", facts["author"])
        if facts.get("date"):
            out.leaf("date", facts["date"])
        if facts.get("source"):
            out.leaf("ref", facts["source"], {"target": facts["source"]})
        if facts.get("accessed"):
            out.leaf("date", facts["accessed"], {"type": "accessed"})
        out.leaf("idno", witness.siglum, {"type": "siglum"})
        out.leaf("idno", seed.path, {"type": "file"})
        out.leaf("idno", seed.sha256, {"type": "sha256"})
        for kind, words in seed_notes(witness).items():
            out.leaf("note", words, {"type": kind})


def seed_notes(witness: Witness) -> Mapping[str, str]:
    """What is needed to give the seed back byte for byte, and how it was read."""
    seed = witness.seed
    return {
        "encoding": seed.encoding,
        "byteOrderMark": "yes" if seed.byte_order_mark else "no",
        "lineEnds": line_ends(seed),
        "reader": witness.reader,
        "scope": witness.scope,
        "exclusions": stated(exclusions(witness.root)),
        **({"extraction": extraction_note(witness.account)} if witness.account else {}),
    }


def extraction_note(account: Account) -> str:
    """The characters of a source file, then what its text leaves out: `1200 markup 12 24 metadata 3 90`."""
    counts = (f"{rule} {places} {characters}" for rule, (places, characters) in account.counts.items())
    return " ".join((str(account.characters), *counts))


def stated(found: Iterable[Exclusion]) -> str:
    """Exclusions as a list of rule, places and characters: `markup 12 24 noteMark 3 9`, or `none`."""
    lengths: dict[str, list[int]] = {}
    for one in found:
        lengths.setdefault(one.rule.value, []).append(one.end - one.start)
    return " ".join(f"{rule} {len(some)} {sum(some)}" for rule, some in sorted(lengths.items())) or "none"


def line_ends(seed: Seed) -> str:
    """The line ends as a run list: `LF 12 CRLF 3`, or `none`."""
    return " ".join(f"{kind.name} {count}" for kind, count in seed.line_ends) or "none"


def write_program(out: Writer, imprint: Imprint) -> None:
    """The program that wrote the file."""
    with (
        out.element("appInfo"),
        out.element("application", {"xml_id": PROGRAM, "ident": "variorum", "version": imprint.program}),
    ):
        out.leaf("label", "variorum")
        out.leaf("p", "Marks whose resp points here were made by rule; cert says how certain the rule is.")


def _characters(out: Writer, characters: Iterable[str]) -> None:
    if not (found := sorted(characters)):
        return
    with out.element("charDecl"):
        for character in found:
            with out.element("char", {"xml_id": character_id(character)}):
                out.empty("localProp", {"name": "codepoint", "value": f"{ord(character):04X}"})
                out.leaf("note", "A character of the source that XML cannot hold.")


def _languages(out: Writer, main: str, others: set[str]) -> None:
    with out.element("langUsage"):
        for ident in [main, *sorted(others - {main})]:
            out.leaf("language", language_name(ident), {"ident": ident})

"""An edition as Python has it: opened from its folder, marked and collated when first asked, remembered."""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from pathlib import Path

from edition import display
from edition.apparatus import Apparatus
from edition.build import build
from edition.built import OUTPUTS, Built, HowToBuild
from edition.decide.doubts import DoubtfulPlace, doubtful_places
from edition.errors import InputError
from edition.export.downloads import exports, files_of
from edition.export.registry import known
from edition.model import (
    Entry,
    EntryKind,
    Finding,
    Kind,
    Mention,
    Position,
    ReadingBlock,
    Siglum,
    Statement,
    TokenTable,
    Witness,
    note_blocks,
    reading_blocks,
)
from edition.model.disagreement import Disagreement
from edition.model.finding import position_in
from edition.model.page_list import Page
from edition.results import export_source
from edition.stages import Documents, Sources, align_witnesses, make_documents, read_sources
from edition.tasks.check import Checked, check, restore
from edition.tasks.collate_files import CollatedTexts
from edition.tasks.collation_inputs import Text
from edition.tasks.find_words import FoundId, find_by_words
from edition.tasks.why import explain

Progress = Callable[[str], None]


def _quiet(stage: str) -> None:
    """Report no progress."""


class EditionMention:
    """A name or date in a witness: its words, what it means, where it is."""

    def __init__(self, edition: "Edition", witness: Witness, mention: Mention) -> None:
        self._edition = edition
        self._witness = witness
        self.mention = mention

    @property
    def id(self) -> str:
        """The `xml:id` of the mark in the witness's TEI."""
        return self.mention.id

    @property
    def kind(self) -> str:
        """The TEI element that marks it: `persName`, `placeName`, `date` …"""
        return self.mention.kind.value

    @property
    def text(self) -> str:
        """The words as the witness has them."""
        return self._witness.text[self.mention.start : self.mention.end]

    @property
    def siglum(self) -> Siglum:
        """The witness in which it is."""
        return self._witness.siglum

    @property
    def span(self) -> tuple[int, int]:
        """Where it begins and ends in the witness's text, in code points."""
        return self.mention.start, self.mention.end

    @property
    def position(self) -> Position:
        """File, line and column in the seed."""
        return position_in(self._witness.seed.path, self._witness.text, self.mention.start)

    @property
    def entry(self) -> "EditionEntry | None":
        """The register entry that it names; None for a date."""
        return self._edition.register[self.mention.ref] if self.mention.ref else None

    @property
    def date(self) -> str:
        """The value of a date as ISO 8601 (`1936-08-19`, `1936-08-19/1936-08-24`); "" for a name."""
        return self.mention.value.iso if self.mention.value else ""

    @property
    def cert(self) -> str:
        """How certain the program is: high, medium or low."""
        return self.mention.cert

    def context(self, width: int = 40) -> str:
        """The mention in brackets, with up to `width` characters on both sides."""
        text, (start, end) = self._witness.text, self.span
        return f"{text[max(0, start - width) : start]}[{text[start:end]}]{text[end : end + width]}"

    def __repr__(self) -> str:
        meant = self.mention.ref or self.date or "?"
        return f"<{self.kind} «{display.short(' '.join(self.text.split()))}» {meant} in {self.siglum}>"


class EditionWitness:
    """A witness of an edition with what is marked in it."""

    def __init__(self, edition: "Edition", witness: Witness) -> None:
        self._edition = edition
        self.witness = witness

    @property
    def siglum(self) -> Siglum:
        """Its siglum."""
        return self.witness.siglum

    @property
    def name(self) -> str:
        """What the edition calls it."""
        return self.witness.name

    @property
    def text(self) -> str:
        """The whole text as decoded, with line feeds as line ends. Spans of readings and mentions count in it."""
        return self.witness.text

    @cached_property
    def blocks(self) -> tuple[ReadingBlock, ...]:
        """The blocks of the reading text: headings, paragraphs, items, without markup and page furniture."""
        return reading_blocks(self.witness)

    @property
    def notes(self) -> tuple[ReadingBlock, ...]:
        """The notes, which are not part of the reading text."""
        return note_blocks(self.witness)

    @property
    def reading_text(self) -> str:
        """The reading text; each block ends in a line feed."""
        return "".join(f"{block.text}\n" for block in self.blocks)

    @property
    def pages(self) -> tuple[Page, ...]:
        """Its pages in their order: the number, the file of the image in the project, the address at a library."""
        found = self._edition.sources.pages.get(self.siglum)
        return found.pages if found else ()

    @cached_property
    def mentions(self) -> tuple[EditionMention, ...]:
        """The names and dates in it, in the order of the text."""
        return tuple(EditionMention(self._edition, self.witness, m) for m in self._edition.model_mentions(self.siglum))

    def __repr__(self) -> str:
        return f"<Witness {self.siglum} {self.name!r}: {len(self.text):,} characters, {len(self.blocks)} blocks>"

    def _repr_html_(self) -> str:
        kinds = [block.kind for block in self.blocks]
        headings = sum(kind in (Kind.TITLE, Kind.HEADING) for kind in kinds)
        facts = [("characters", f"{len(self.text):,}"), ("blocks", str(len(kinds))), ("headings", str(headings)),
                 ("notes", str(len(self.notes))), ("reader", self.witness.reader),
                 ("names and dates", str(len(self.mentions)))]  # fmt: skip
        return display.facts_html(f"Witness {self.siglum}: {self.name}", facts)


class EditionEntry:
    """An entry of a register, with its mentions in the witnesses."""

    def __init__(self, edition: "Edition", entry: Entry) -> None:
        self._edition = edition
        self.entry = entry

    @property
    def id(self) -> str:
        """Its id, such as `pers-stalin`."""
        return self.entry.id

    @property
    def name(self) -> str:
        """Its main form."""
        return self.entry.name

    @property
    def kind(self) -> EntryKind:
        """Which register it is in."""
        return self.entry.kind

    @property
    def forms(self) -> tuple[str, ...]:
        """All forms of its name."""
        return tuple(form.text for form in self.entry.forms)

    @property
    def statements(self) -> tuple[Statement, ...]:
        """What is said of it, and by whom."""
        return self.entry.statements

    @property
    def mentions(self) -> tuple[EditionMention, ...]:
        """Where the witnesses name it."""
        return tuple(m for m in self._edition.mentions if m.mention.ref == self.id)

    def __repr__(self) -> str:
        return f"<{self.id} {self.name!r}>"


class EditionRegister(Mapping[str, EditionEntry]):
    """All entries by id, in the order of the register files."""

    def __init__(self, edition: "Edition", entries: Mapping[str, Entry]) -> None:
        self._edition = edition
        self._entries = entries

    def __getitem__(self, name: str) -> EditionEntry:
        """The entry with an id. KeyError when there is none."""
        return EditionEntry(self._edition, self._entries[name])

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def __repr__(self) -> str:
        counts = ", ".join(f"{n} {k.value}" for k in EntryKind if (n := self._count(k)))
        return f"<Register: {counts or 'empty'}>"

    def _count(self, kind: EntryKind) -> int:
        return sum(entry.kind is kind for entry in self._entries.values())

    def _repr_html_(self) -> str:
        rows = ((e.id, e.name, e.kind.value) for e in self._entries.values())
        return display.list_html(("id", "name", "register"), rows, len(self), "entries")


class Edition:
    """An edition in a folder with an `edition.toml`.

    Reading, marking and collating happen when their results are first asked for, and are remembered. `refresh()`
    forgets them, so that changed files are read again. EditionError (with file and line) for what cannot be used.

    >>> import edition as ed
    >>> e = ed.open("my-edition")
    >>> e.witnesses["W"].mentions[0].context(20)
    >>> e.apparatus.where(kind="factual")
    """

    def __init__(self, folder: str | Path = ".") -> None:
        self.folder = Path(folder)

    @cached_property
    def sources(self) -> Sources:
        """All that the edition is made of: configuration, witnesses, registers, decisions."""
        return read_sources(self.folder)

    @cached_property
    def documents(self) -> Documents:
        """The edition as a model with ids, and the TEI documents made of it."""
        return make_documents(self.sources)

    def refresh(self) -> None:
        """Forget what was read and made."""
        for name in ("sources", "documents", "apparatus", "mentions", "witnesses", "doubtful_places"):
            self.__dict__.pop(name, None)

    # -- what it has

    @property
    def title(self) -> str:
        """The title."""
        return self.sources.config.edition.title

    @property
    def base(self) -> Siglum:
        """The siglum of the base text."""
        return self.sources.config.edition.base

    @cached_property
    def witnesses(self) -> Mapping[Siglum, EditionWitness]:
        """The witnesses by siglum, in the order of the edition."""
        return {w.siglum: EditionWitness(self, w) for w in self.sources.witnesses}

    @property
    def register(self) -> EditionRegister:
        """The entries of all registers by id."""
        return EditionRegister(self, self.sources.register.entries)

    @cached_property
    def mentions(self) -> tuple[EditionMention, ...]:
        """The names and dates of all witnesses."""
        return tuple(m for witness in self.witnesses.values() for m in witness.mentions)

    def model_mentions(self, siglum: Siglum) -> tuple[Mention, ...]:
        """The mentions of a witness as the model has them."""
        return self.documents.model.mentions[siglum]

    @cached_property
    def apparatus(self) -> Apparatus:
        """The variation units across all witnesses."""
        model = self.documents.model
        texts = tuple(Text(w.siglum, w.seed.path, w.seed, w.reader, root=w.root) for w in self.sources.witnesses)

        def table() -> TokenTable:
            columns, findings = align_witnesses(self.sources, model.marks)
            return CollatedTexts(texts, self.sources.witnesses, columns, findings).table()

        return Apparatus(model, table)

    @property
    def disagreements(self) -> tuple[Disagreement, ...]:
        """Where the witnesses say different things of one matter."""
        return tuple(self.documents.disagreements.values())

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the editor must know: of reading, marking, collating and the registers. `check()` proves more."""
        return self.documents.findings

    # -- what it can do

    def why(self, name: str) -> tuple[str, ...]:
        """What a mark, a variation unit or a disagreement rests on, line by line, with what can be decided on it as
        blocks for decisions.toml. InputError for an unknown id."""
        return explain(self.documents, name)

    def find_words(self, words: str, siglum: Siglum = "") -> tuple[FoundId, ...]:
        """The ids at the places where words stand, in all witnesses or in one. InputError where they stand nowhere."""
        return find_by_words(self.documents, words, siglum)

    @cached_property
    def doubtful_places(self) -> tuple[DoubtfulPlace, ...]:
        """The places that an editor should look at, the most doubtful first, each with its reasons."""
        return doubtful_places(self.documents)

    def check(self, progress: Progress = _quiet) -> Checked:
        """Prove the invariants on the files in `tei/` and the links of the site. InputError when nothing was built."""
        return check(self.folder, progress)

    def write(self, *outputs: str, discard_edits: bool = False, progress: Progress = _quiet) -> Built:
        """Build the named outputs (`tei`, `site`, `pdf`, `exports`) and what they need; without a name, all.

        Nothing is published where a finding is an error (`Built.failed`). `discard_edits`: replace files of a former
        build though they were edited since. InputError for an unknown output.
        """
        for name in outputs:
            if name not in OUTPUTS:
                raise InputError(f"{name}: there is no such output; there is {', '.join(OUTPUTS)}")
        self.refresh()
        return build(self.folder, outputs or OUTPUTS, progress, HowToBuild(discard_edits))

    def export(self, *names: str) -> Mapping[str, bytes]:
        """The files of some exports by path, such as `export("gexf")`; without a name, of all. InputError for an
        unknown export."""
        source = export_source(self.sources, self.documents)
        return files_of(exports(source, known(list(names)) if names else ()))

    def restore(self, siglum: Siglum) -> bytes:
        """The bytes of a seed, from the witness file in `tei/` alone. InputError for an unknown siglum."""
        return restore(self.folder, siglum)

    def __repr__(self) -> str:
        return f"<Edition {self.title!r}: {', '.join(self.witnesses)}>"

    def _repr_html_(self) -> str:
        facts = [("witnesses", ", ".join(f"{s} ({w.name})" for s, w in self.witnesses.items())), ("base", self.base),
                 ("register entries", str(len(self.register))), ("folder", str(self.folder))]  # fmt: skip
        return display.facts_html(self.title, facts)


def open(folder: str | Path = ".") -> Edition:
    """Open the edition in a folder and read its files. EditionError (with file and line) for what cannot be used.

    >>> import edition as ed
    >>> ed.open("my-edition").apparatus
    """
    edition = Edition(folder)
    _ = edition.sources
    return edition

"""Check a corpus: each edition as by itself, in processes, the links of the common site, and one report of all."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from edition.errors import EditionError
from edition.model import Finding, Position, Severity
from edition.project.program_digest import program_digest
from edition.tasks.check import PROVED, Account, Check, Checked, check, dead_links_of
from edition.tasks.corpus.build_one import unpacked
from edition.tasks.corpus.corpus_config import Corpus, read_corpus
from edition.tasks.corpus.edition_task import EditionTask, below, failed_edition
from edition.tasks.corpus.inputs import REGISTERS, former_tei, inputs_of, shared_files
from edition.tasks.corpus.spread import LOST, Spread
from edition.witnesses import Progress

_LINKS = "links"
_OLD = "is not the register that the edition has now; run `edition build`"


@dataclass(frozen=True, slots=True)
class CheckedEdition:
    """What came of one edition; no checks where a finding says why it could not be checked."""

    name: str
    findings: tuple[Finding, ...]
    checks: tuple[Check, ...] = ()
    accounts: tuple[Account, ...] = ()


@dataclass(slots=True)
class CheckedCorpus:
    """What came of all editions by their names; `links`: of the common site, None where there is none."""

    editions: dict[str, CheckedEdition] = field(default_factory=dict)
    links: tuple[Finding, ...] | None = None

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings, each once."""
        found = [finding for one in self.editions.values() for finding in one.findings]
        return tuple(dict.fromkeys((*found, *(self.links or ()))))

    @property
    def unchecked(self) -> tuple[str, ...]:
        """The editions that could not be checked."""
        return tuple(name for name, one in self.editions.items() if not one.checks)

    def broken(self, name: str) -> tuple[str, ...]:
        """The editions of which a check does not hold."""
        broken = Check(name, PROVED[name], holds=False)
        return tuple(edition for edition, one in self.editions.items() if broken in one.checks)

    @property
    def checks(self) -> tuple[Check, ...]:
        """Each check over all editions."""
        is_any = any(one.checks for one in self.editions.values())
        holds: dict[str, bool | None] = {name: not self.broken(name) if is_any else None for name in PROVED}
        holds[_LINKS] = None if self.links is None else not self.links
        return tuple(Check(name, what, holds[name]) for name, what in PROVED.items())


def check_corpus(root: Path, jobs: int = 1, progress: Progress = lambda stage: None) -> CheckedCorpus:
    """Prove the invariants on the files in `tei/` of each edition, in so many processes, and the links of the site."""
    corpus, made = read_corpus(root), CheckedCorpus()
    tasks, found = [], {}
    for name, folder in corpus.editions.items():
        try:
            files = {**inputs_of(corpus, name), **former_tei(corpus, name)}
            tasks.append(EditionTask(name, folder, files, (), program_digest(), shared_files(corpus, name)))
        except EditionError as error:
            position = Position(folder)
            found[name] = CheckedEdition(name, (Finding("E481", Severity.ERROR, str(error), position),))
    for number, one in enumerate(Spread(check_one, _given_up).over(tasks, jobs) if tasks else (), 1):
        progress(f"editions: {number} of {len(tasks)}")
        found[one.name] = one
    registers = {task.name: tuple(_old_registers(corpus, task)) for task in tasks}
    made.editions = {name: _with_old(found[name], registers.get(name, ())) for name in corpus.editions}
    progress("following links")
    made.links = dead_links_of(root)
    return made


def check_one(task: EditionTask) -> CheckedEdition:
    """Check an edition; what keeps it from being checked is a finding with a path from the folder of the corpus."""
    try:
        with unpacked(task) as root:
            checked: Checked = check(root)
    except EditionError as error:
        return CheckedEdition(task.name, failed_edition(task, str(error)).findings)
    except Exception as error:  # a fault of the program in one edition does not take the others down
        said = f"a fault in this program, {type(error).__name__}: {error}"
        return CheckedEdition(task.name, failed_edition(task, said).findings)
    findings = tuple(below(finding, task) for finding in checked.findings)
    return CheckedEdition(task.name, findings, checked.checks, checked.accounts)


def _given_up(task: EditionTask) -> CheckedEdition:
    return CheckedEdition(task.name, failed_edition(task, LOST, "E482").findings)


def _old_registers(corpus: Corpus, task: EditionTask) -> Iterator[Finding]:
    """I5 for each published register that is not the one of which the edition would be built now."""
    for path, data in task.files.items():
        place = corpus.root / "tei" / task.name / path.removeprefix("tei/")
        if path.startswith(f"{REGISTERS}/") and place.is_file() and place.read_bytes() != data:
            yield Finding("I5", Severity.ERROR, _OLD, Position(place.relative_to(corpus.root).as_posix()))


def _with_old(one: CheckedEdition, old: tuple[Finding, ...]) -> CheckedEdition:
    if not old:
        return one
    checks: Mapping[str, Check] = {c.name: c for c in one.checks}
    now = {**checks, "I5": Check("I5", PROVED["I5"], holds=False)} if checks else {}
    return CheckedEdition(one.name, (*one.findings, *old), tuple(now.values()), one.accounts)

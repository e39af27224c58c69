"""An edition of a corpus as it travels to where it is built, and what comes back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from edition.model.finding import Finding, Position, Severity
from edition.project.generated_paths import GENERATED

#: What a build writes of an edition, which a corpus has in folders of its own.
_OUTPUTS = tuple(place for place in GENERATED if place.startswith(("tei/", "build")))


@dataclass(frozen=True, slots=True)
class EditionTask:
    """One edition to build: its name, its folder in the corpus, all its files, the outputs that are wanted."""

    name: str
    folder: str
    files: Mapping[str, bytes]
    only: tuple[str, ...]
    program: str  # the digest of the program that asks
    shared: Mapping[str, str] = field(default_factory=dict)  # files that are the corpus's: path -> path in the corpus


@dataclass(frozen=True, slots=True)
class BuiltEdition:
    """What came of an edition; `files` is empty where a finding is an error. `summary`: for the pages of the corpus."""

    name: str
    findings: tuple[Finding, ...]
    files: Mapping[str, bytes] = field(default_factory=dict)
    summary: Mapping[str, Any] = field(default_factory=dict)

    @property
    def failed(self) -> bool:
        """Whether there is nothing to publish."""
        return any(f.severity is Severity.ERROR for f in self.findings)


def failed_edition(task: EditionTask, said: str, code: str = "E481") -> BuiltEdition:
    """An edition that could not be built, with the reason."""
    return BuiltEdition(task.name, (Finding(code, Severity.ERROR, said, Position(task.folder)),))


def below(finding: Finding, task: EditionTask) -> Finding:
    """A finding of an edition with its path from the folder of the corpus, where outputs have folders of their own."""
    at = finding.position
    if at.path in task.shared:
        path = task.shared[at.path]
    elif any(at.path == one or at.path.startswith(f"{one}/") for one in _OUTPUTS):
        path = "/".join(place_of(at.path, task.name))
    else:
        path = f"{task.folder}/{at.path}" if at.path else task.folder
    return Finding(finding.code, finding.severity, finding.message, Position(path, at.line, at.column))


def place_of(path: str, name: str) -> tuple[str, str]:
    """The folder in the corpus of an output of an edition, and its path in that.

    >>> place_of("build/site/read.html", "letter-1"), place_of("build/edition.pdf", "letter-1")
    (('build/site/letter-1', 'read.html'), ('build/books/letter-1', 'edition.pdf'))
    """
    head, _, rest = path.partition("/")
    if head == "tei":
        return f"tei/{name}", rest
    kind, _, inner = rest.partition("/")
    return (f"build/{kind}/{name}", inner) if inner else (f"build/books/{name}", kind)

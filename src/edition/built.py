"""What a build did, and the outputs that there are."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from edition.model.finding import Finding, Severity

OUTPUTS = ("tei", "site", "pdf", "exports")


@dataclass(frozen=True, slots=True)
class HowToBuild:
    """How a build is done: `discard_edits`, whether files that were edited since are replaced; in how many processes;
    whether what an earlier build made is used."""

    discard_edits: bool = False
    jobs: int = 1
    uses_cache: bool = True


@dataclass(slots=True)
class Built:
    """What a build did: findings, what was published, the CPU seconds of each stage.

    `digests`: SHA-256 of each file that was published. `is_unchanged`: nothing was made, because what is in place was
    made of the same sources. `is_repeatable`: a build of the same sources would find and publish the same again.
    """

    findings: tuple[Finding, ...] = ()
    published: tuple[str, ...] = ()
    kept: Path | None = None
    seconds: dict[str, float] = field(default_factory=dict)
    digests: Mapping[str, str] = field(default_factory=dict)
    is_unchanged: bool = False
    is_repeatable: bool = False

    @property
    def failed(self) -> bool:
        """Whether a finding at error level kept the build from being published."""
        return any(f.severity is Severity.ERROR for f in self.findings)

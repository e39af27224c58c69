"""One compile by Typst, in a process of its own: its caches are given back when it ends.

Run as a module it reads a job from standard input and writes the layout's report to standard output, both as JSON.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, Literal, NoReturn

import typst

from edition.config import moment_wanted
from edition.errors import EditionError, InternalError, OutputError

#: What a PDF is made of when nothing else is said: any fixed day will do.
DEFAULT_EPOCH = 1767225600  # 2026-01-01
STANDARDS: Final[list[Literal["ua-1", "a-2a"]]] = ["ua-1", "a-2a"]


@dataclass(frozen=True, slots=True)
class Job:
    """What to compile: the template in a folder that holds all it may read, its inputs, the PDF to write, if any."""

    root: str
    template: str
    inputs: Mapping[str, str]
    pdf: str = ""
    fonts: str = ""  # a folder with fonts for letters that ours lack
    epoch: int = field(default_factory=lambda: source_date_epoch())


class NoGlyphError(EditionError):
    """Letters that no font has: names them."""

    def __init__(self, letters: Sequence[str]) -> None:
        super().__init__("no font has " + ", ".join(f"{letter} (U+{ord(letter[0]):04X})" for letter in letters))
        self.letters = tuple(letters)


_SYSTEM, _FAULT = 74, 70  # how the process ends when the system fails, or we do; 1: the book cannot be set
_NO_GLYPH = re.compile(r'the text `"(.+?)"` could not be displayed')


def source_date_epoch() -> int:
    """The moment that stands in the PDF: never the clock."""
    said = moment_wanted()
    return DEFAULT_EPOCH if said is None else said


def typeset(job: Job) -> Mapping[str, Any]:
    """The report of the layout, compiled in a new process.

    NoGlyphError for letters that no font has; EditionError with Typst's words when it fails for another reason.
    """
    command = [sys.executable, "-P", "-m", "edition.publish.typeset"]
    done = subprocess.run(command, input=json.dumps(asdict(job)), capture_output=True, text=True, check=False)
    if letters := dict.fromkeys(_NO_GLYPH.findall(done.stderr)):
        raise NoGlyphError(list(letters))
    if done.returncode == _SYSTEM:
        raise OutputError(f"the PDF cannot be set: {done.stderr.strip()}")
    if done.returncode not in (0, 1) or (not done.returncode and not done.stdout):
        raise InternalError(f"the PDF cannot be set: the typesetter ended with {done.returncode}: {_last(done.stderr)}")
    if done.returncode:
        said = done.stderr.strip().replace(job.root, "").replace("\\\\?\\", "")
        raise EditionError(f"the PDF cannot be set: {said}")
    report: Mapping[str, Any] = json.loads(done.stdout)
    return report


def compiled(job: Job) -> Mapping[str, Any]:
    """The report, compiled in this process."""
    compiler = typst.Compiler(
        str(Path(job.root) / job.template),
        root=job.root,
        font_paths=[job.fonts] if job.fonts else [],
        ignore_system_fonts=True,
        sys_inputs=dict(job.inputs),
    )
    moment = datetime.fromtimestamp(job.epoch, UTC)
    if job.pdf:
        _, warnings = compiler.compile_with_warnings(
            output=job.pdf, format="pdf", pdf_standards=[*STANDARDS], timestamp=moment
        )
        if unsettled := [said for said in map(str, warnings) if "converge" in said or "stabilize" in said]:
            raise RuntimeError(f"the layout does not settle: {'; '.join(unsettled)}")  # its page numbers would be wrong
    report: Mapping[str, Any] = json.loads(compiler.query("<report>", field="value", one=True))
    return report


def main() -> None:
    """Read a job, write a report."""
    try:
        json.dump(compiled(Job(**json.load(sys.stdin))), sys.stdout)
        sys.stdout.flush()
    except typst.TypstError as error:
        sys.exit(error.diagnostic or error.message)
    except RuntimeError as error:  # of a query, or of ours
        sys.exit(str(error))
    except OSError as error:  # a full disk, standard output closed
        _end(_SYSTEM, f"{error.filename}: {error.strerror}" if error.filename else str(error))
    except Exception as error:
        _end(_FAULT, f"{type(error).__name__}: {error}")


def _end(status: int, said: str) -> NoReturn:
    print(said, file=sys.stderr)
    sys.stderr.flush()
    os._exit(status)  # what standard output still holds cannot be written


def _last(said: str) -> str:
    """The last line of what a process said: of a traceback, what happened."""
    return said.strip().rpartition("\n")[2]


if __name__ == "__main__":
    main()

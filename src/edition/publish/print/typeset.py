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

from edition.errors import EditionError, InternalError, OutputError
from edition.project.font_bundle import FOLDER
from edition.publish.print.faces import Face, faces
from edition.publish.print.glyphs import describe_some, letters_of, private_letters, unescape

#: What a PDF is made of when nothing else is said: any fixed day will do.
DEFAULT_EPOCH = 1767225600  # 2026-01-01
STANDARDS: Final[list[Literal["ua-1", "a-2a"]]] = ["ua-1", "a-2a"]
#: PDF/A-2a has no private-use letters, because nobody can say what they are; PDF/A-2u has.
WITH_PRIVATE_LETTERS: Final[list[Literal["ua-1", "a-2u"]]] = ["ua-1", "a-2u"]


@dataclass(frozen=True, slots=True)
class Job:
    """What to compile: the template in a folder that holds all it may read, its inputs, the PDF to write, if any."""

    root: str
    template: str
    inputs: Mapping[str, str]
    pdf: str = ""
    fonts: str = ""  # a folder with fonts of the editor
    system_fonts: bool = False  # whether those of the system come last
    language: str = ""  # of the text: the fonts depend on its script
    epoch: int = field(default_factory=lambda: source_date_epoch())


class TypesetterError(EditionError):
    """The typesetter's own words on what it cannot set."""


class NoGlyphError(EditionError):
    """Letters that no font has: names them."""

    def __init__(self, letters: Sequence[str]) -> None:
        super().__init__(f"no font has {describe_some(letters)}")
        self.letters = tuple(letters)


_SYSTEM, _FAULT = 74, 70  # how the process ends when the system fails, or we do; 1: the book cannot be set
_NO_GLYPH = re.compile(r'the text `"((?:[^"\\]|\\.)+)"` could not be displayed')


def source_date_epoch() -> int:
    """The moment that stands in the PDF: never the clock."""
    from edition.project.config import read_source_date_epoch  # a process that compiles is told it, and starts sooner

    said = read_source_date_epoch()
    return DEFAULT_EPOCH if said is None else said


def typeset(job: Job) -> Mapping[str, Any]:
    """The report of the layout, compiled in a new process.

    NoGlyphError for letters that no font has; TypesetterError with Typst's first words for another failure.
    """
    command = [sys.executable, "-P", "-m", "edition.publish.print.typeset"]
    done = subprocess.run(
        command, input=json.dumps(asdict(job)), capture_output=True, encoding="utf-8", errors="replace", check=False
    )
    if done.returncode == 0 and done.stdout:
        report: Mapping[str, Any] = json.loads(done.stdout)
        return report
    if done.returncode == _SYSTEM:
        raise OutputError(f"the PDF cannot be set: {done.stderr.strip()}")
    if done.returncode in (0, _FAULT):
        raise InternalError(f"the PDF cannot be set: the typesetter ended with {done.returncode}: {_last(done.stderr)}")
    said = _describe_failure(done.stdout) or done.stderr or f"the typesetter ended with status {done.returncode}"
    if letters := letters_of(unescape(literal) for literal in _NO_GLYPH.findall(said)):
        raise NoGlyphError(letters)
    raise TypesetterError(_sentence(said.replace(job.root, "").replace("\\\\?\\", "")))


def _describe_failure(answer: str) -> str:
    """What the typesetter says of its failure; nothing where it ended without a word, as when memory runs out."""
    try:
        told = json.loads(answer)
    except ValueError:
        return ""
    return str(told.get("failure", "")) if isinstance(told, dict) else ""


def _sentence(said: str) -> str:
    """The first error of a diagnostic without its pictures of source lines; of a traceback, its last line."""
    lines = [line.strip() for line in said.strip().splitlines() if line.strip()]
    errors = [line.removeprefix("error: ") for line in lines if line.startswith("error: ")]
    return errors[0] if errors else lines[-1] if lines else "the typesetter says nothing"


def compiled(job: Job) -> Mapping[str, Any]:
    """The report, compiled in this process."""
    compiler = typst.Compiler(
        str(Path(job.root) / job.template),
        root=job.root,
        font_paths=[*_own_folders(job), str(FOLDER)],
        ignore_system_fonts=not job.system_fonts,
        sys_inputs={**job.inputs, "faces": json.dumps(_faces(job))},
    )
    moment = datetime.fromtimestamp(job.epoch, UTC)
    if job.pdf:
        book = Path(job.root, job.inputs["data"]).read_text("utf-8") if "data" in job.inputs else ""
        standards = [*(WITH_PRIVATE_LETTERS if private_letters(book) else STANDARDS)]
        _, warnings = compiler.compile_with_warnings(
            output=job.pdf, format="pdf", pdf_standards=standards, timestamp=moment
        )
        if unsettled := [said for said in map(str, warnings) if "converge" in said or "stabilize" in said]:
            raise RuntimeError(f"the layout does not settle: {'; '.join(unsettled)}")  # its page numbers would be wrong
    report: Mapping[str, Any] = json.loads(compiler.query("<report>", field="value", one=True))
    return report


def _faces(job: Job) -> Sequence[Face]:
    """The fonts of the book, in their order."""
    own = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=_own_folders(job))
    system = typst.Fonts(include_system_fonts=job.system_fonts, include_embedded_fonts=False, font_paths=[])
    return faces(job.language, sorted(own.families()), sorted(system.families()))


def _own_folders(job: Job) -> list[str]:
    return [job.fonts] if job.fonts else []


def main() -> None:
    """Read a job, write a report, or what failed; both in ASCII, so that no locale changes a letter."""
    try:
        json.dump(compiled(Job(**json.load(sys.stdin))), sys.stdout)
        sys.stdout.flush()
    except typst.TypstError as error:
        _fail(error.diagnostic or error.message)
    except RuntimeError as error:  # of a query, or of ours
        _fail(str(error))
    except OSError as error:  # a full disk, standard output closed
        _end(_SYSTEM, f"{error.filename}: {error.strerror}" if error.filename else str(error))
    except Exception as error:
        _end(_FAULT, f"{type(error).__name__}: {error}")


def _fail(said: str) -> None:
    json.dump({"failure": said}, sys.stdout)
    sys.exit(1)


def _end(status: int, said: str) -> NoReturn:
    print(said, file=sys.stderr)
    sys.stderr.flush()
    os._exit(status)  # what standard output still holds cannot be written


def _last(said: str) -> str:
    """The last line of what a process said: of a traceback, what happened."""
    return said.strip().rpartition("\n")[2]


if __name__ == "__main__":
    main()

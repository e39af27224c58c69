"""What every command tells: results on standard output, findings and progress on standard error."""

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, NoReturn, TextIO

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from edition.errors import OutputError
from edition.model import Finding, Severity


class _Terminal(Console):
    """A console whose reader may go: a closed pipe (`| head`) does not change how a command ends.

    What standard error cannot take is lost, for there is nowhere left to tell it.
    """

    def on_broken_pipe(self) -> None:
        silence(sys.stderr if self.stderr else sys.stdout)

    def print(self, *objects: Any, **options: Any) -> None:
        try:
            super().print(*objects, **options)
        except OSError:
            if not self.stderr:
                raise
            silence(sys.stderr)


def silence(stream: TextIO) -> None:
    """Let go of what is still to be written to a stream that nobody reads."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


out = _Terminal(highlight=False, soft_wrap=True)
err = _Terminal(stderr=True, highlight=False, soft_wrap=True)

_WIDE = 1000  # columns, more than a table of ours has

Folder = Annotated[Path, typer.Argument(help="The edition's folder (where edition.toml stands).", show_default=False)]
Here = Path()


@dataclass(slots=True)
class Settings:
    """What the options before the command say."""

    debug: bool = False
    json: bool = False


settings = Settings()


def report(findings: Sequence[Finding]) -> None:
    """Findings on standard error, in the form that editors jump from."""
    if settings.json:
        return
    colours = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.ADVICE: "blue"}
    for finding in findings:
        text = escape(printable(str(finding)))
        err.print(f"[{colours[finding.severity]}]{text}[/]")


def printable(text: str) -> str:
    """Text from a source may hold control characters; none reaches the terminal."""
    return "".join(c if c.isprintable() or c == "\n" else f"\\x{ord(c):02x}" for c in text)


def has_errors(findings: Sequence[Finding]) -> bool:
    return any(f.severity is Severity.ERROR for f in findings)


def describe_finding(finding: Finding) -> dict[str, object]:
    """A finding as JSON."""
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "message": finding.message,
        "file": finding.position.path,
        "line": finding.position.line,
        "column": finding.position.column,
    }


def finish_json(result: dict[str, object], findings: Sequence[Finding], status: int | None = None) -> NoReturn:
    """The result with its findings as JSON, and the end: with `status`, or 1 when there are errors among them."""
    told = [describe_finding(finding) for finding in findings]
    echo(json.dumps({**result, "findings": told}, ensure_ascii=False, indent=1))
    raise typer.Exit(int(has_errors(findings)) if status is None else status)


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """A line on a terminal that says what is being done; nothing in a pipe."""
    if not err.is_terminal or settings.json:
        yield lambda stage: None
        return
    with err.status("reading") as status:
        yield lambda stage: status.update(stage)


def show(table: Table) -> None:
    """A table as wide as the terminal lets it be; in a pipe each row is one line."""
    wide = out if out.is_terminal else _Terminal(highlight=False, soft_wrap=True, width=_WIDE)
    wide.print(table)


def write_stdout(pieces: Iterable[bytes]) -> None:
    """Bytes to standard output, as far as anybody reads them (`| head`)."""
    try:
        for piece in pieces:
            sys.stdout.buffer.write(piece)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        silence(sys.stdout)


def echo(text: str) -> None:
    """A line on standard output, as it is."""
    write_stdout([f"{text}\n".encode(sys.stdout.encoding, "backslashreplace")])


def open_streams() -> None:
    """Where a standard stream was closed by the caller, no file of ours may come to stand in its place."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free
    sys.stdout = sys.stdout or os.fdopen(1, "w", closefd=False)
    sys.stderr = sys.stderr or os.fdopen(2, "w", closefd=False)


def flush() -> None:
    """Write what was told; OutputError when standard output cannot take it, nothing when its reader is gone."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        silence(sys.stdout)
    except OSError as error:
        silence(sys.stdout)
        raise OutputError(f"standard output: cannot be written: {error.strerror}") from None

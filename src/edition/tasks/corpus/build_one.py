"""Build one edition of a corpus from its files as bytes, in this process: on this machine or on another of a cluster.

Inputs and outputs are bytes, so that nothing but the program has to be where an edition is built.
"""

import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from edition.build import check_documents, retired_table, write_witness_registers
from edition.built import Built
from edition.errors import EditionError, InputError
from edition.model import Severity
from edition.project.program_digest import program_digest
from edition.project.retired_ids import read_successors
from edition.project.staging import HeldOutput
from edition.results import Material, begin_results, frame_of, write_results
from edition.stages import Stages, make_documents, read_sources
from edition.tasks.corpus.edition_task import BuiltEdition, EditionTask, below, failed_edition
from edition.tasks.corpus.summary import summarise

#: Saxon writes to the standard error of the whole process, so a process builds one edition at a time.
_ALONE = threading.Lock()


def build_one(task: EditionTask) -> BuiltEdition:
    """Build an edition; what is wrong with it is a finding with a path from the folder of the corpus."""
    if program_digest() != task.program:
        return failed_edition(task, "the worker has another version of the program; install the same on all machines")
    try:
        with unpacked(task) as root:
            return _build_in(root, task)
    except EditionError as error:
        return failed_edition(task, str(error))
    except Exception as error:  # a fault of the program in one edition does not take the others down
        return failed_edition(task, f"a fault in this program, {type(error).__name__}: {error}")


@contextmanager
def unpacked(task: EditionTask) -> Iterator[Path]:
    """The files of an edition in a folder of their own, which is gone with the block; so are its names in errors."""
    with _ALONE, tempfile.TemporaryDirectory(prefix="edition-") as name:
        root = Path(name)
        for path, data in task.files.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(data)
        try:
            yield root
        except EditionError as error:
            raise InputError(str(error).replace(f"{name}/", "")) from error


def _build_in(root: Path, task: EditionTask) -> BuiltEdition:
    stages = Stages(Built(), lambda stage: None)
    sources = read_sources(root)
    documents = make_documents(sources, stages)
    findings = (*documents.findings, *check_documents(sources, documents))
    out = HeldOutput()
    summary: Mapping[str, Any] = {}
    if not any(f.severity is Severity.ERROR for f in findings):
        out.write_all(documents.files, "tei")
        out.write_all({r.path: r.data for r in sources.registers if r.path.startswith("tei/registers/")}, ".")
        write_witness_registers(out, sources)
        if table := retired_table(sources.config, documents.files):
            out.write("tei/ids.tsv", table.encode("utf-8"))
        frame = frame_of(sources, read_successors(table))
        with begin_results(Material(sources, documents, task.only), jobs=1) as results:
            findings += write_results(out, results, frame, stages)
        summary = summarise(sources, documents)
    files = {path.removeprefix("./"): data for path, data in sorted(out.files.items())}
    return BuiltEdition(task.name, tuple(below(f, task) for f in findings), files, summary)

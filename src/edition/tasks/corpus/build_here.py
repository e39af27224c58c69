"""Build the editions of a corpus on this machine, each in a process that is not this one."""

from collections.abc import Iterator, Sequence

from edition.tasks.corpus.build_one import build_one
from edition.tasks.corpus.edition_task import BuiltEdition, EditionTask, failed_edition
from edition.tasks.corpus.spread import LOST, Spread


def build_here(tasks: Sequence[EditionTask], jobs: int) -> Iterator[BuiltEdition]:
    """What came of each edition, as they become ready."""
    yield from Spread(build_one, lambda task: failed_edition(task, LOST, "E482")).over(tasks, jobs)

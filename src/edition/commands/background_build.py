"""A whole build in a process of its own, which is given up when what it builds is no longer what the editor wrote."""

import multiprocessing
from collections.abc import Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path

from edition.built import Built, HowToBuild
from edition.errors import EditionError, InputError
from edition.rebuild import rebuild
from edition.tasks.judge_all import hold_signals, start_worker


class BackgroundBuild:
    """The build of an edition that runs at the moment, if one does. Its process ends with this one."""

    def __init__(self, root: Path, only: Sequence[str], jobs: int) -> None:
        self.root = root
        self.only = tuple(only)
        self.jobs = jobs
        self._process: multiprocessing.process.BaseProcess | None = None
        self._results: Connection | None = None

    def start(self) -> None:
        """Begin to build what is there now; a build that runs is given up, and publishes nothing more."""
        self.give_up()
        context = multiprocessing.get_context("spawn")
        results, writes = context.Pipe(duplex=False)
        process = context.Process(target=_build, args=(writes, self.root, self.only, self.jobs))
        with hold_signals():
            process.start()
        writes.close()
        self._process, self._results = process, results

    def result(self) -> Built | EditionError | None:
        """What came of the build, once; None while it runs, and when there is none."""
        if self._process is None or self._results is None or not self._results.poll():
            return None
        try:
            made = self._results.recv()
        except EOFError:
            made = InputError(
                "the process of the build was ended, perhaps for lack of memory; the pages are shown all the same"
            )
        self._end()
        assert isinstance(made, Built | EditionError)
        return made

    def wait(self) -> Built | EditionError | None:
        """What comes of the build that runs; None when there is none."""
        if self._results is not None:
            self._results.poll(None)
        return self.result()

    def give_up(self) -> None:
        """End the build that runs."""
        if self._process is not None:
            self._process.terminate()
        self._end()

    def _end(self) -> None:
        if self._process is not None:
            self._process.join()
        if self._results is not None:
            self._results.close()
        self._process = self._results = None


def _build(results: Connection, root: Path, only: Sequence[str], jobs: int) -> None:
    """Build in this process, and send what came of it."""
    start_worker()
    made: Built | EditionError
    try:
        made = rebuild(root, only, how=HowToBuild(jobs=jobs))
    except EditionError as error:
        made = error
    with suppress(OSError):
        results.send(made)

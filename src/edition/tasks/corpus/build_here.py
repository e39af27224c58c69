"""Build editions on this machine, each in a process that is not this one."""

import multiprocessing
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool

from edition.tasks.corpus.build_one import BuiltEdition, EditionTask, build_one, failed_edition
from edition.tasks.judge_all import end_on_sigterm, hold_signals, start_worker

_MAX_PROCESSES = 60  # Windows waits for no more at once
_EDITIONS = 25  # a process builds so many, then another is started, so that none grows
_ATTEMPTS = 3
LOST = "the process that built it was ended {} times, perhaps for lack of memory"


def build_here(tasks: Sequence[EditionTask], jobs: int) -> Iterator[BuiltEdition]:
    """What came of each edition, as they become ready. A process that is killed is replaced by another."""
    processes = max(1, min(jobs, len(tasks), _MAX_PROCESSES))
    lost: list[EditionTask] = []
    with end_on_sigterm():
        for start in range(0, len(tasks), processes * _EDITIONS):
            yield from _in_processes(tasks[start : start + processes * _EDITIONS], processes, lost)
        for task in lost:  # each alone, so that it is known which one ends its process
            yield _alone(task)


def _in_processes(tasks: Sequence[EditionTask], processes: int, lost: list[EditionTask]) -> Iterator[BuiltEdition]:
    """What came of some editions; those whose process was ended, and those that waited for it, are put into `lost`."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, context, initializer=start_worker) as pool:
        try:
            with hold_signals():  # the processes start here, and leave Ctrl-C to this one
                futures: dict[Future[BuiltEdition], EditionTask] = {pool.submit(build_one, t): t for t in tasks}
            for future in as_completed(futures):
                try:
                    yield future.result()
                except BrokenProcessPool:
                    lost.append(futures[future])
        except BaseException:  # Ctrl-C: what is being built is finished, and thrown away
            pool.shutdown(cancel_futures=True)
            raise


def _alone(task: EditionTask) -> BuiltEdition:
    for _ in range(_ATTEMPTS - 1):
        lost: list[EditionTask] = []
        if made := list(_in_processes([task], 1, lost)):
            return made[0]
    return failed_edition(task, LOST.format(_ATTEMPTS), "E482")

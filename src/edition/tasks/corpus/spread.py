"""Do one piece of work for each of many editions on this machine, in processes that are not this one."""

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import Generic, TypeVar

from edition.tasks.judge_all import end_on_sigterm, hold_signals, start_worker

S = TypeVar("S")
T = TypeVar("T")
_MAX_PROCESSES = 60  # Windows waits for no more at once
_EDITIONS = 25  # a process builds so many, then another is started, so that none grows
_ATTEMPTS = 3
LOST = f"the process that worked on it was ended {_ATTEMPTS} times, perhaps for lack of memory"


@dataclass(frozen=True, slots=True)
class Spread(Generic[S, T]):
    """Work on one thing, and what to say of a thing whose process is ended again and again."""

    work: Callable[[S], T]
    give_up: Callable[[S], T]

    def over(self, tasks: Sequence[S], jobs: int) -> Iterator[T]:
        """What came of each, as they become ready: in so many processes, or with 0 jobs in this one.

        A process that is killed is replaced by another.
        """
        if not jobs:
            yield from map(self.work, tasks)
            return
        processes = max(1, min(jobs, len(tasks), _MAX_PROCESSES))
        lost: list[S] = []
        with end_on_sigterm():
            for start in range(0, len(tasks), processes * _EDITIONS):
                yield from self._in_processes(tasks[start : start + processes * _EDITIONS], processes, lost)
            for task in lost:  # each alone, so that it is known which one ends its process
                yield self._alone(task)

    def _in_processes(self, tasks: Sequence[S], processes: int, lost: list[S]) -> Iterator[T]:
        """What came of some; those whose process was ended, and those that waited for it, are put into `lost`."""
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(processes, context, initializer=start_worker) as pool:
            try:
                with hold_signals():  # the processes start here, and leave Ctrl-C to this one
                    futures: dict[Future[T], S] = {pool.submit(self.work, task): task for task in tasks}
                for future in as_completed(futures):
                    try:
                        yield future.result()
                    except BrokenProcessPool:
                        lost.append(futures[future])
            except BaseException:  # Ctrl-C: what is being done is finished, and thrown away
                pool.shutdown(cancel_futures=True)
                raise

    def _alone(self, task: S) -> T:
        for _ in range(_ATTEMPTS - 1):
            lost: list[S] = []
            if made := list(self._in_processes([task], 1, lost)):
                return made[0]
        return self.give_up(task)

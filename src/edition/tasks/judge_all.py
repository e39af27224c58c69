"""Judge many files, in this process or in several; the results come in the order of the files."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

from edition.errors import InputError

S = TypeVar("S")
T = TypeVar("T")
_MAX_PROCESSES = 60  # Windows waits for no more at once
_CHUNK = 16  # files


def judge_all(judge: Callable[[S], T], sources: Sequence[S], jobs: int) -> Iterator[T]:
    """What `judge` says of each source; `jobs` is the number of processes.

    Processes are started anew (spawn), on all systems alike. When the work is interrupted, or this process dies, they
    end as well.
    """
    processes = min(jobs, len(sources), _MAX_PROCESSES)
    if processes < 2:
        yield from map(judge, sources)
        return
    chunk = max(1, min(_CHUNK, len(sources) // (processes * 4)))
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, context, initializer=_start_worker) as pool:
        try:
            yield from pool.map(judge, sources, chunksize=chunk)
        except BrokenProcessPool:
            said = "a process that validates was ended, perhaps for lack of memory; take a smaller number with --jobs"
            raise InputError(said) from None
        except BaseException:  # Ctrl-C, or a reader who has seen enough
            pool.shutdown(wait=False, cancel_futures=True)
            for process in multiprocessing.active_children():
                process.terminate()
            raise


def _start_worker() -> None:
    """Leave Ctrl-C to the first process, and end when that is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)

"""Judge many files, in this process or in several; the results come in the order of the files."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import TypeVar

from edition.errors import InputError

S = TypeVar("S")
T = TypeVar("T")
_MAX_PROCESSES = 60  # Windows waits for no more at once
_CHUNK = 4  # files
_TERMINATED = 143  # the exit status
_HELD = (signal.SIGINT, signal.SIGTERM)


def judge_all(judge: Callable[[S], T], sources: Sequence[S], jobs: int) -> Iterator[T]:
    """What `judge` says of each source; `jobs` is the number of processes.

    Processes are started anew (spawn), on all systems alike. When the work is interrupted they finish the few files
    that they are at, and when this process dies they end at once.
    """
    processes = min(jobs, len(sources), _MAX_PROCESSES)
    if processes < 2:
        yield from map(judge, sources)
        return
    chunk = max(1, min(_CHUNK, len(sources) // (processes * 4)))
    context = multiprocessing.get_context("spawn")
    with end_on_sigterm(), ProcessPoolExecutor(processes, context, initializer=start_worker) as pool:
        try:
            with hold_signals():  # the processes start here, and leave Ctrl-C to this one
                results = pool.map(judge, sources, chunksize=chunk)
            yield from results
        except BrokenProcessPool:
            said = "a process that validates was ended, perhaps for lack of memory; take a smaller number with --jobs"
            raise InputError(said) from None
        except BaseException:  # Ctrl-C, or a reader who has seen enough
            pool.shutdown(cancel_futures=True)  # what is being judged is finished: a few files
            raise


@contextmanager
def hold_signals() -> Iterator[None]:
    """Let signals wait, here and in processes that are started meanwhile; where they cannot wait, Ctrl-C is ignored."""
    if not hasattr(signal, "pthread_sigmask"):
        with _handle(signal.SIGINT, signal.SIG_IGN):
            yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _HELD)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def end_on_sigterm() -> Iterator[None]:
    """Let the processes end when this one is told to."""

    def end(*_: object) -> None:
        raise SystemExit(_TERMINATED)

    with _handle(signal.SIGTERM, end):
        yield


@contextmanager
def _handle(number: signal.Signals, handler: Callable[..., None] | signal.Handlers) -> Iterator[None]:
    """Handle a signal otherwise for a while; only the main thread can."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(number, handler)
    try:
        yield
    finally:
        signal.signal(number, before)


def start_worker() -> None:
    """Leave Ctrl-C to the first process, and end when that is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _HELD)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)

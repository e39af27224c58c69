"""Do a part of the work in another process, which is forked from this one and so has all that it needs.

A fork is safe while only Python has threads: before Saxon has started its own (docs/decisions/0104). Where it is not,
or where one process is wanted, the work is done here when its result is asked for.
"""

import os
import pickle
import signal
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, Generic, NoReturn, TypeVar

from edition.errors import InputError
from edition.project.reads import all_reads, take_reads

T = TypeVar("T")


def usable_cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Apart(Generic[T]):
    """A part of the work that may be done elsewhere; `result` is what it gives, here or there.

    What another process raises is raised by doing the work again here, so that an error is the same with any number of
    processes. InputError when the other process was killed.
    """

    def __init__(self, work: Callable[[], T]) -> None:
        self.work = work
        self._child = 0
        self._results = self._life = -1

    def start(self) -> None:
        """Begin in another process. What it reads is taken for read here, and its CPU time is that of a child."""
        self._results, writes = os.pipe()
        listens, self._life = os.pipe()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # of threads of libraries, which hold no lock of ours
            child = os.fork()
        if not child:
            os.close(self._results)
            os.close(self._life)
            _work_and_end(self.work, writes, listens)
        os.close(writes)
        os.close(listens)
        self._child = child

    def result(self) -> T:
        """What the work gives; waits for the other process."""
        if not self._child:
            return self.work()
        with os.fdopen(self._results, "rb") as pipe:
            self._results = -1
            data = pipe.read()
        status = self._wait()
        if os.WIFSIGNALED(status):
            raise InputError("a process of this build was ended, perhaps for lack of memory; build with --jobs 1")
        if os.WEXITSTATUS(status):
            return self.work()
        value, reads = pickle.loads(data)
        take_reads(reads)
        made: T = value
        return made

    def end(self) -> None:
        """Let the other process go, wherever it is."""
        if self._child:
            with suppress(OSError):
                os.killpg(self._child, signal.SIGKILL)
            with suppress(OSError):
                os.kill(self._child, signal.SIGKILL)  # if it has no group yet
            self._wait()
        if self._results >= 0:
            os.close(self._results)
            self._results = -1

    def _wait(self) -> int:
        _, status = os.waitpid(self._child, 0)
        self._child = 0
        os.close(self._life)
        return status


@contextmanager
def apart(work: Callable[[], T], is_wanted: bool) -> Iterator[Apart[T]]:
    """Work that another process begins now, if that is wanted and this system can; it ends with the block."""
    one = Apart(work)
    if is_wanted and sys.platform == "linux":
        one.start()
    try:
        yield one
    finally:
        one.end()


def _work_and_end(work: Callable[[], Any], results: int, life: int) -> NoReturn:
    """Work in the child; it ends with its own children when its parent is gone, and runs nothing of the parent's."""
    status = 1
    try:
        os.setpgid(0, 0)  # Ctrl-C is for the parent, which ends this group
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        threading.Thread(target=_end_with_parent, args=(life,), daemon=True).start()
        data = pickle.dumps((work(), all_reads()), pickle.HIGHEST_PROTOCOL)
        with os.fdopen(results, "wb") as pipe:
            pipe.write(data)
        status = 0
    finally:
        os._exit(status)


def _end_with_parent(life: int) -> None:
    os.read(life, 1)  # nothing is ever written: it returns when the parent has ended
    os.killpg(0, signal.SIGKILL)

"""Build editions on a cluster of Dask: the extra `variorum[dask]` (distributed, BSD-3-Clause).

Dask decides which worker builds what, and gives the edition of a worker that died to another.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from edition.errors import InputError
from edition.project.program_digest import program_digest
from edition.tasks.corpus.build_one import BuiltEdition, EditionTask, build_one, failed_edition

_TIMEOUT = 5  # seconds in which a scheduler answers
_ATTEMPTS = 3
LOST = "the worker that built it died {} times"


def build_on_cluster(tasks: Sequence[EditionTask], scheduler: str) -> Iterator[BuiltEdition]:
    """What came of each edition, as they become ready. InputError without the extra, and where no scheduler answers."""
    distributed = _library()
    with _client(distributed, scheduler) as client:
        _check_versions(client)
        futures = {}
        for task in tasks:
            futures[client.submit(build_one, task, pure=False, key=f"{task.name}-{id(tasks)}")] = task
        for future in distributed.as_completed(list(futures), loop=client.loop):
            task = futures.pop(future)
            try:
                yield future.result()
            except distributed.KilledWorker:
                yield failed_edition(task, LOST.format(_ATTEMPTS), "E482")
            future.release()


def _library() -> Any:
    try:
        import distributed
    except ImportError:
        raise InputError("--scheduler needs Dask; install it with `pip install 'variorum[dask]'`") from None
    import dask

    dask.config.set({"distributed.scheduler.allowed-failures": _ATTEMPTS - 1})
    return distributed


def _client(distributed: Any, scheduler: str) -> Any:
    try:
        return distributed.Client(scheduler, timeout=_TIMEOUT, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        said = " ".join(str(error).split()) or type(error).__name__
        raise InputError(f"--scheduler {scheduler}: no scheduler of Dask answers there ({said})") from None


def _check_versions(client: Any) -> None:
    """InputError when a worker lacks the program, or has another version of it."""
    try:
        found = client.run(program_digest)
    except Exception as error:
        said = f"the workers cannot run the program ({type(error).__name__}: {error}); install variorum on each"
        raise InputError(f"--scheduler: {said}") from None
    if other := sorted(worker for worker, digest in found.items() if digest != program_digest()):
        raise InputError(f"--scheduler: {', '.join(other)}: has another version of the program; install the same")

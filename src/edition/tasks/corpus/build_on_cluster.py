"""Build editions on a cluster of Dask: the extra `variorum[dask]` (distributed, BSD-3-Clause).

Dask decides which worker builds what, and gives the edition of a worker that died to another.
"""

import asyncio
import socket
from collections.abc import Iterator, Sequence
from concurrent.futures import CancelledError
from typing import Any

from edition.errors import InputError
from edition.project.program_digest import program_digest
from edition.tasks.corpus.build_one import build_one
from edition.tasks.corpus.edition_task import BuiltEdition, EditionTask, failed_edition

_REACH = 2  # seconds in which a machine answers
_TIMEOUT = 5  # seconds in which what answers there is known to be a scheduler
LOST = "the worker that built it died {} times"


def build_on_cluster(tasks: Sequence[EditionTask], scheduler: str) -> Iterator[BuiltEdition]:
    """What came of each edition, as they become ready. InputError without the extra, and where no scheduler answers."""
    distributed = _library()
    with _client(distributed, scheduler) as client:
        _check_workers(client, scheduler)
        futures = {}
        for task in tasks:
            futures[client.submit(build_one, task, pure=False, key=f"{task.name}-{id(tasks)}")] = task
        for future in distributed.as_completed(list(futures), loop=client.loop):
            task = futures.pop(future)
            try:
                yield future.result()
            except distributed.KilledWorker as error:
                yield failed_edition(task, LOST.format(error.allowed_failures + 1), "E482")
            except CancelledError:
                said = "the scheduler ended while editions were built; start it and its workers, and build again"
                raise InputError(f"--scheduler {scheduler}: {said}") from None
            future.release()


def _library() -> Any:
    try:
        import distributed
    except ImportError:
        raise InputError("--scheduler needs Dask; install it with `pip install 'variorum[dask]'`") from None
    return distributed


def _client(distributed: Any, scheduler: str) -> Any:
    try:
        _reach(distributed, scheduler)
        kind = asyncio.run(_ask_for_kind(distributed, scheduler))
        if kind != "Scheduler":
            raise ValueError(f"but a {kind.lower()}")
        return distributed.Client(scheduler, timeout=_TIMEOUT, set_as_default=False)
    except MemoryError:  # the bytes of another protocol, taken for a length
        raise _no_scheduler(scheduler, "but another kind of server") from None
    except TimeoutError:
        raise _no_scheduler(scheduler, "within the time for it") from None
    except (OSError, ValueError, TypeError) as error:
        raise _no_scheduler(scheduler, getattr(error, "strerror", "") or " ".join(str(error).split())) from None


def _no_scheduler(scheduler: str, said: str) -> InputError:
    return InputError(f"--scheduler {scheduler}: no scheduler of Dask answers there ({said})")


def _reach(distributed: Any, scheduler: str) -> None:
    """OSError at once where nothing listens: Dask would try again until its time is over. ValueError for no address."""
    if scheduler.partition("://")[0] in ("tcp", "tls") or "://" not in scheduler:
        socket.create_connection(distributed.comm.get_address_host_port(scheduler), _REACH).close()


async def _ask_for_kind(distributed: Any, scheduler: str) -> str:
    """What says of itself that it listens there: "Scheduler", "Worker", "Nanny"."""
    known = distributed.Security().get_connection_args("client")
    async with distributed.rpc(scheduler, timeout=_TIMEOUT, connection_args=known) as server:
        said = await asyncio.wait_for(server.identity(), _TIMEOUT)
        return str(said["type"])


def _check_workers(client: Any, scheduler: str) -> None:
    """InputError when there is no worker, or one that lacks the program or has another version of it."""
    try:
        found = client.run(program_digest)
    except Exception as error:
        said = f"the workers cannot run the program ({type(error).__name__}: {error}); install variorum on each"
        raise InputError(f"--scheduler: {said}") from None
    if not found:
        said = f"no worker has joined this scheduler; start one with `dask worker {scheduler}`"
        raise InputError(f"--scheduler {scheduler}: {said}")
    if other := sorted(worker for worker, digest in found.items() if digest != program_digest()):
        raise InputError(f"--scheduler: {', '.join(other)}: has another version of the program; install the same")

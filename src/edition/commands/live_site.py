"""The site of an edition as its sources are now: a page is made when somebody looks at it, the whole site after it.

Three take part: the thread that reads the edition and makes pages (`step`), the threads of the server, which ask it for
pages (`page`), and a process that builds all of it meanwhile.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, Queue
from threading import Event

from edition.apart import usable_cores
from edition.built import Built
from edition.commands.background_build import BackgroundBuild
from edition.commands.watched import Watched
from edition.errors import EditionError
from edition.live import LiveEdition

OUTPUTS = ("tei", "site")
SITE = "build/site"


@dataclass(frozen=True, slots=True)
class Refreshed:
    """The sources were read again, in so many seconds of CPU; pages are made of them from now on."""

    seconds: float


Told = Refreshed | Built | EditionError


@dataclass(slots=True)
class _Asked:
    """A page that a thread of the server waits for."""

    path: str
    page: bytes | None = None
    is_made: Event = field(default_factory=Event)


class LiveSite:
    """The pages of the edition in a folder. `version` grows when a page may have changed.

    `is_ahead`: whether the sources have changed since the files of the site were made, so that pages are made of them.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.watched = Watched(root)
        self.version = 0
        self.is_ahead = False
        self._edition = LiveEdition(root)
        self._build = BackgroundBuild(root, OUTPUTS, usable_cores())
        self._asked: Queue[_Asked] = Queue()
        self._shown: dict[str, bytes] = {}  # pages that were made since the last whole build

    def page(self, path: str, patience: float = 60.0) -> bytes | None:
        """A page as the sources are now, by its path in the site; None where the file of the site is to be shown.

        Called by threads of the server; it waits until `step` has made the page, so many seconds at most.
        """
        if not self.is_ahead:
            return None
        asked = _Asked(path)
        self._asked.put(asked)
        asked.is_made.wait(patience)
        return asked.page

    def run(self, tell: Callable[[Told], None], pause: float = 0.4) -> None:
        """Read, build and make pages for ever; what came of it is told."""
        try:
            while True:
                if (told := self.step(pause)) is not None:
                    tell(told)
        finally:
            self._build.give_up()

    def step(self, pause: float) -> Told | None:
        """Read the sources if they have changed, or take what the whole build gave; else make pages for a while."""
        if self.watched.has_changed():
            return self.refresh()
        if (made := self._build.result()) is not None:
            return self.take(made)
        self._answer(pause)
        return None

    def refresh(self) -> Refreshed | EditionError:
        """Read the sources, and begin to build everything of them."""
        self._build.give_up()
        start = time.process_time()
        try:
            self._edition.refresh()
        except EditionError as error:
            return error
        if (self.root / SITE / "index.html").exists():
            self.is_ahead = True
            self.version += 1
        self._build.start()
        return Refreshed(time.process_time() - start)

    def finish(self) -> Built | EditionError | None:
        """Wait for the whole build, and take what it gave; None when none runs."""
        made = self._build.wait()
        return None if made is None else self.take(made)

    def take(self, made: Built | EditionError) -> Built | EditionError:
        """Show the files of a whole build from now on; a build that failed leaves the pages as they are shown."""
        if isinstance(made, EditionError) or made.failed:
            return made
        is_first = not self.is_ahead
        self.is_ahead = False
        if is_first or any(_on_disk(self.root, path) != page for path, page in self._shown.items()):
            self.version += 1
        self._shown.clear()
        return made

    def _answer(self, seconds: float) -> None:
        """Make the pages that are asked for within some seconds."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            try:
                asked = self._asked.get(timeout=left)
            except Empty:
                return
            try:
                asked.page = self._edition.page(asked.path)
            except EditionError:  # the whole build tells what is wrong, such as in the editor's module
                asked.page = None
            finally:
                asked.is_made.set()
            if asked.page is not None:
                self._shown[asked.path] = asked.page


def _on_disk(root: Path, path: str) -> bytes | None:
    try:
        return (root / SITE / path).read_bytes()
    except OSError:
        return None

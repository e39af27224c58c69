"""The site of a corpus as its sources are: an edition whose files change is built again, and the common pages."""

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from edition.apart import usable_cores
from edition.built import Built
from edition.commands.live_site import OUTPUTS, Told
from edition.commands.watched import Watched
from edition.errors import EditionError
from edition.project.edition_defaults import CORPUS
from edition.tasks.corpus.build_corpus import Where, build_corpus
from edition.tasks.corpus.corpus_config import read_corpus
from edition.tasks.corpus.inputs import own_files


class _WatchedCorpus(Watched):
    """The sources of all editions of a corpus, and what they share."""

    def _sources(self) -> Iterator[Path]:
        yield self.root / CORPUS
        try:
            corpus = read_corpus(self.root)
        except EditionError:
            return
        if corpus.options.registers:
            yield self.root / corpus.options.registers
        for folder in corpus.editions.values():
            yield from (self.root / folder / path for path in own_files(self.root / folder))


class LiveCorpus:
    """The pages of the corpus in a folder. `version` grows when a page may have changed."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.watched = _WatchedCorpus(root)
        self.version = 0

    def page(self, path: str) -> bytes | None:
        """Nothing: the files of the site are shown."""
        return None

    def run(self, tell: Callable[[Told], None], pause: float = 0.4) -> None:
        """Build for ever what changes; what came of it is told."""
        while True:
            if (told := self.step()) is not None:
                tell(told)
            time.sleep(pause)

    def step(self) -> Told | None:
        """Build the editions whose sources have changed, a single one in this process; None where nothing has."""
        if not self.watched.has_changed():
            return None
        began = _seconds()
        try:
            made = build_corpus(self.root, OUTPUTS, Where(usable_cores(), warm=True))
        except EditionError as error:
            return error
        if made.interrupted:
            raise KeyboardInterrupt
        self.version += 1  # the common pages may have changed, too
        seconds = {"editions": _seconds() - began} if made.built else {}
        return Built(tuple(made.findings), tuple(made.built), seconds=seconds, is_unchanged=not made.built)


def _seconds() -> float:
    """The CPU seconds of this process and of those that it has waited for."""
    return sum(os.times()[:4])

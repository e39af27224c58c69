"""Which readers there are, and the reading of a seed: the first reader that takes it, or every reason why not."""

from collections.abc import Callable, Mapping
from importlib.metadata import entry_points

from edition.errors import ConfigError, NoReaderError
from edition.model import Node, Seed
from edition.readers.flat import read_flat
from edition.readers.page import read_page, read_text
from edition.readers.structure import Refusal, Structure
from edition.readers.wiki import read_wiki

Reader = Callable[[Seed, Mapping[str, str]], Structure | Refusal]

#: Our own readers, in the order in which they are asked.
BUILT_IN: Mapping[str, Reader] = {"wiki": read_wiki, "flat": read_flat, "page": read_page, "text": read_text}


def readers() -> dict[str, Reader]:
    """Our readers and those of the entry-point group `edition.readers`; a plug-in is asked before ours."""
    found = {point.name: point.load() for point in entry_points(group="edition.readers")}
    return found | {name: reader for name, reader in BUILT_IN.items() if name not in found}


def read(seed: Seed, name: str, scripts: Mapping[str, str]) -> tuple[str, Structure]:
    """The name of the reader that took the seed, and the structure it found.

    With `name` only that reader is asked. NoReaderError holds the reason of every reader that refused.
    """
    known = readers()
    if name and name not in known:
        raise ConfigError(f"edition.toml: reader = {name!r} is unknown; there is {', '.join(known)}")
    reasons = []
    for candidate in [name] if name else known:
        match known[candidate](seed, scripts):
            case Refusal(why):
                reasons.append(f"{candidate}: {why}")
            case structure:
                return candidate, Structure(_covering(structure.root, seed), structure.findings)
    raise NoReaderError(f"{seed.path}: no reader takes it. {'; '.join(reasons)}")


def _covering(root: Node, seed: Seed) -> Node:
    if (root.start, root.end) != (0, len(seed.text)):
        raise ValueError(f"{seed.path}: the reader's structure does not cover the text")
    return root

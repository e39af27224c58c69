"""Read the stemma of an edition, `[edition] stemma`: Newick (.nwk), DOT (.dot) or TEI (.xml)."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

from edition.errors import ConfigError
from edition.model.finding import Finding, Position, Severity
from edition.model.seed import Siglum
from edition.model.stemma import Stemma, find_circle
from edition.project.sources import read_bytes
from edition.project.stemma_dot import read_dot
from edition.project.stemma_newick import read_newick
from edition.project.stemma_parts import Drafted, StemmaText
from edition.project.stemma_tei import read_tei_stemma
from edition.project.utf8 import decode_utf8

#: A witness that the stemma does not have.
ABSENT = "E496"
_Reader = Callable[[StemmaText], Drafted]
_TEXTS: Mapping[str, _Reader] = {
    ".nwk": read_newick, ".newick": read_newick, ".tree": read_newick, ".dot": read_dot, ".gv": read_dot
}  # fmt: skip


def read_stemma(root: Path, path: str) -> Stemma | None:
    """The stemma in a file of the edition; None where `path` is "".

    ConfigError with file, line and column where the file is wrong.
    """
    if not path:
        return None
    ending = PurePosixPath(path).suffix.lower()
    if ending not in (*_TEXTS, ".xml"):
        endings = "Newick (.nwk), DOT (.dot) or TEI (.xml)"
        raise ConfigError(f"{path}: a stemma is a file of {endings}; give it the ending of its format")
    data = read_bytes(root, path)
    if ending == ".xml":
        return _made(read_tei_stemma(data, path), StemmaText(path, ""))
    source = StemmaText(path, decode_utf8(data, path))
    return _made(_TEXTS[ending](source), source)


def _made(drafted: Drafted, source: StemmaText) -> Stemma:
    if not drafted.nodes:
        raise source.error(0, "the stemma has no node; take stemma out of edition.toml, or write one")
    if own := next((one.below for one in drafted.descents if one.above == one.below), ""):
        raise source.error(drafted.starts[own], f"{own!r} is its own source; take that line out")
    circle = find_circle(drafted.descents)
    if circle:
        way = " → ".join((*circle, circle[0]))
        problem = f"{circle[0]!r} descends from itself ({way}); of what is contamination make a dashed line"
        raise source.error(drafted.starts[circle[0]], problem)
    return Stemma(tuple(drafted.nodes.values()), tuple(dict.fromkeys(drafted.descents)))


def report_absent(stemma: Stemma | None, path: str, sigla: Sequence[Siglum]) -> Iterator[Finding]:
    """Witnesses that the stemma does not have: it is not known where they belong, or a siglum is misspelt (E496)."""
    absent = stemma.absent(sigla) if stemma else ()
    if absent:
        said = f"the stemma does not have {', '.join(absent)}; name the node by the siglum, or leave it so"
        yield Finding(ABSENT, Severity.ADVICE, said, Position(path))

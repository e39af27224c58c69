"""What the readers of stemmata share: a text that says where it is wrong, and a stemma in the making."""

from dataclasses import dataclass, field

from edition.errors import ConfigError
from edition.model.finding import LineIndex
from edition.model.stemma import Descent, StemmaNode, Survival
from edition.project.config_checks import check_text


@dataclass(frozen=True, slots=True)
class StemmaText:
    """The text of a file and its path."""

    path: str
    text: str

    def error(self, start: int, problem: str) -> ConfigError:
        """A problem at an offset."""
        line, column = LineIndex(self.text).position(min(start, len(self.text)))
        return ConfigError(f"{self.path}:{line}:{column}: {problem}")


@dataclass(slots=True)
class Drafted:
    """Nodes by their ids, with the offsets of their names, and descents."""

    nodes: dict[str, StemmaNode] = field(default_factory=dict)
    starts: dict[str, int] = field(default_factory=dict)
    descents: list[Descent] = field(default_factory=list)

    def add(self, source: StemmaText, node: StemmaNode, start: int) -> str:
        """Add a node that must not be there already; its id."""
        if node.id in self.nodes:
            problem = f"{node.id!r} stands twice in the tree; a node has one place (DOT can say what is contamination)"
            raise source.error(start, problem)
        self.starts[node.id] = start
        self.change(source, node)
        return node.id

    def change(self, source: StemmaText, node: StemmaNode) -> None:
        """Put a node in the place of that with its id."""
        if problem := check_text(node.id) or check_text(node.label):
            raise source.error(self.starts[node.id], f"the name {node.label or node.id!r} {problem}")
        self.nodes[node.id] = node


def survival_of(said: str) -> Survival | None:
    """What a file says of a node; None for a word that nobody knows."""
    return Survival(said) if said in tuple(Survival) else None

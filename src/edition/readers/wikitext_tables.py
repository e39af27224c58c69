"""Tables of wikitext, in its signs and in tags."""

from mwparserfromhell.nodes import Node, Tag

from edition.model import Kind, Rule
from edition.readers.events import Open
from edition.readers.wikitext_names import BLOCKS
from edition.readers.wikitext_tokens import End
from edition.readers.wikitext_writer import TokenWriter, length_before


class TableTokens(TokenWriter):
    """Writes the tokens of tables."""

    def _block(self, node: Tag, name: str) -> Open:
        if name == "td" and str(node).startswith("|+"):
            return Open(Kind.CAPTION)
        if name == "tr" and node.contents is not None and _is_label(node.contents.nodes):
            return Open(Kind.ROW, role="label")
        return BLOCKS[name]

    def _table(self, node: Tag, at: int, before: int, end: int) -> None:
        """A table; cells before its first `|-` are a row as well."""
        self._leave(Rule.MARKUP, at, before)
        self.out.append(Open(Kind.TABLE))
        nodes = node.contents.nodes if node.contents is not None else []
        here, is_row_open = at + before, False
        for one in nodes:
            name = str(one.tag).casefold() if isinstance(one, Tag) else ""
            is_cell = name in ("td", "th") and not str(one).startswith("|+")
            if is_row_open and name in ("tr", "tbody", "caption"):
                self.out.append(End())
                is_row_open = False
            elif is_cell and not is_row_open:
                role = "label" if _is_label(_first_row(nodes)) else ""
                self.out.append(Open(Kind.ROW, role=role))
                is_row_open = True
            if isinstance(one, Tag) and str(one).startswith("|+"):
                self._caption(one, here)
            else:
                self.node(one, here)
            here += len(str(one))
        self.out += [End()] * (1 + is_row_open)
        self._leave(Rule.MARKUP, here, end - here)

    def _caption(self, node: Tag, at: int) -> None:
        before = max(length_before(node), len("|+"))
        self._leave(Rule.MARKUP, at, before)
        self.out.append(Open(Kind.CAPTION))
        end = at + len(str(node))
        self.read(self.page.text[at + before : end], at + before)
        self.out.append(End())


def _is_label(nodes: list[Node]) -> bool:
    """Whether all cells are heads."""
    names = [str(one.tag).casefold() for one in nodes if isinstance(one, Tag)]
    cells = [name for name in names if name in ("td", "th")]
    return bool(cells) and set(cells) == {"th"}


def _first_row(nodes: list[Node]) -> list[Node]:
    """The cells of a table before its first row sign."""
    found = []
    for one in nodes:
        if isinstance(one, Tag) and str(one.tag).casefold() == "tr":
            break
        if not str(one).startswith("|+"):
            found.append(one)
    return found

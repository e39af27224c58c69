"""From `edition.xml` alone every witness's reading text, in its own order and blocks (docs/design.md, I2)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from edition.model.witness import BLOCKS, OPENINGS
from edition.tei.decode.witness import characters_of
from edition.xml.choices import CHOICE
from edition.xml.namespaces import NS, TEI, XML_ID
from edition.xml.remarks import is_remark
from edition.xml.text_elements import BLOCKS as TEXT_BLOCKS

BLOCK_UNITS = frozenset(kind.milestone for kind in BLOCKS)
OPENING_UNITS = frozenset(OPENINGS.values())
_UNITS = BLOCK_UNITS | OPENING_UNITS
_LEM = f"{{{TEI}}}lem"
_READINGS = frozenset({_LEM, f"{{{TEI}}}rdg"})
_MILESTONE, _ANCHOR, _G = (f"{{{TEI}}}{n}" for n in ("milestone", "anchor", "g"))
_POINTS = frozenset({_MILESTONE, _ANCHOR})
_BLANK = " \t\n\r"


@dataclass(slots=True)
class RecoveredBlock:
    """A block of a witness as the edition holds it: the milestone's unit, what opened with it, its words."""

    unit: str
    text: str = ""
    opens: tuple[tuple[str, str], ...] = ()


class Step(NamedTuple):
    what: str  # text, unit, first, last, moved
    value: str
    detail: str = ""


@dataclass(slots=True)
class Walker:
    """Collects what one witness has, in the order of the edition."""

    pointer: str
    runs: bool
    moves: dict[str, str]  # id of an anchor or place -> id of its move
    characters: dict[str, str]
    steps: list[Step] = field(default_factory=list)
    by_lemma: bool = False  # the edition's own text: the lemmata, in the blocks of the base

    def walk(self, element: etree._Element, is_ours: bool | None, holds_text: bool) -> None:
        """`is_ours`: inside a reading, whether it is the witness's; None outside any apparatus entry."""
        tag = element.tag
        if is_remark(element):
            return  # the editor's words, which no witness has
        if tag in _READINGS:
            is_ours = tag == _LEM if self.by_lemma else self.pointer in element.get("wit", "").split()
            if not is_ours:
                return
        holds_text = holds_text or tag in TEXT_BLOCKS
        self.on_text(element.text, is_ours, holds_text)
        if tag in _POINTS:
            self.on_element(element)
        elif tag == _G:
            self.on_text(self.characters[element.get("ref", "")], is_ours, holds_text)
        in_app = tag.endswith(("}app", "}rdgGrp"))
        for child in element:
            if isinstance(child.tag, str) and (tag != CHOICE or child is element[-1]):  # the layer that is read
                self.walk(child, is_ours, holds_text)
            self.on_text(None if in_app else child.tail, is_ours, holds_text)

    def on_text(self, text: str | None, is_ours: bool | None, holds_text: bool) -> None:
        if text and holds_text and (self.runs if is_ours is None else is_ours):
            self.steps.append(Step("text", text))

    def on_element(self, element: etree._Element) -> None:
        name = element.get(XML_ID, "")
        if element.tag == _ANCHOR and name in self.moves:
            self.steps.append(Step(name.rsplit("-", 1)[1], self.moves[name]))
        if self.pointer not in element.get("ed", "").split():
            return
        unit = element.get("unit", "")
        match unit:
            case "lacunaStart" | "lacunaEnd":
                self.runs = unit == "lacunaEnd"
            case "joined":
                self._join()
            case "spaced":
                self.steps.append(Step("text", " "))
            case "moved":
                self.steps.append(Step("moved", self.moves[name]))
            case _ if unit in _UNITS:
                self.steps.append(Step("unit", unit, element.get("n", "")))

    def _join(self) -> None:
        """Take back the blank before: this witness has none there."""
        for i in range(len(self.steps) - 1, -1, -1):
            if self.steps[i].what == "text":
                self.steps[i] = Step("text", self.steps[i].value.removesuffix(" "))
                return


def recover(root: etree._Element, witness: str, by_lemma: bool = False) -> tuple[RecoveredBlock, ...]:
    """The blocks of a witness, by the id it has in the list of witnesses; `by_lemma`: of the base, with the lemmata."""
    body = root.find("tei:text/tei:body", NS)
    if body is None:
        raise ValueError("the edition has no body")
    pointer = f"#{witness}"
    walker = Walker(
        pointer, not is_fragment(root, witness), moves_of(root, pointer), characters_of(root), by_lemma=by_lemma
    )
    walker.walk(body, None, holds_text=False)
    return blocks_of(walker.steps, witness)


def blocks_of(steps: list[Step], witness: str) -> tuple[RecoveredBlock, ...]:
    """What a walker collected, in the witness's own order and blocks."""
    blocks: list[RecoveredBlock] = []
    opens: list[tuple[str, str]] = []
    for step in _in_own_order(steps):
        if step.what == "text" and blocks:
            blocks[-1].text += step.value
        elif step.what == "text":
            if step.value.strip(_BLANK):
                raise ValueError(f"{witness}: words before the first block: {step.value!r}")
        elif step.value in BLOCK_UNITS:
            blocks.append(RecoveredBlock(step.value, opens=tuple(opens)))
            opens.clear()
        else:
            opens.append((step.value, step.detail))
    for block in blocks:
        block.text = " ".join(part for part in block.text.replace("\n", " ").split(" ") if part)
    return tuple(blocks)


def recover_text(root: etree._Element, witness: str) -> str:
    """The reading text of a witness: every block ends in one line feed."""
    return "".join(block.text + "\n" for block in recover(root, witness))


def recover_own_text(root: etree._Element, base: str) -> str:
    """The edition's own text (docs/design.md, I2b): the lemmata in the blocks of the base, by the id of the base.

    Where the editor chose no lemma, it is the reading text of the base.
    """
    return "".join(block.text + "\n" for block in recover(root, base, by_lemma=True))


def witness_ids(root: etree._Element) -> dict[str, str]:
    """Siglum -> id, from the list of witnesses."""
    return {w.get("n", ""): w.get(XML_ID, "") for w in root.iterfind(".//tei:listWit/tei:witness", NS)}


def is_fragment(root: etree._Element, witness: str) -> bool:
    """Whether the list of witnesses calls it a fragment."""
    found = root.xpath(".//tei:witness[@xml:id = $id]/tei:note[@type = 'scope']", namespaces=NS, id=witness)
    return bool(found)


def moves_of(root: etree._Element, pointer: str) -> dict[str, str]:
    """The anchors and places of the witness's moves."""
    places = {
        m.get("corresp", "")[1:]: m.get(XML_ID, "")
        for m in root.iter(_MILESTONE)
        if m.get("unit") == "moved" and pointer in m.get("ed", "").split()
    }
    return {name: move for move, place in places.items() for name in (f"{move}-first", f"{move}-last", place)}


def _in_own_order(steps: list[Step]) -> Iterator[Step]:
    """The steps with each moved passage at its own place."""
    whole, passages = _split_passages(steps)
    todo = [iter(whole)]
    while todo:
        for step in todo[-1]:
            if step.what == "moved":
                if step.value not in passages:
                    raise ValueError(f"the move {step.value} has no first word")
                todo.append(iter(passages[step.value]))
                break
            yield step
        else:
            todo.pop()


def _split_passages(steps: list[Step]) -> tuple[list[Step], dict[str, list[Step]]]:
    """The steps outside of all moved passages, and those of each passage; ValueError for an end without a beginning."""
    whole: list[Step] = []
    passages: dict[str, list[Step]] = {}
    stack: list[list[Step]] = [whole]
    for step in steps:
        if step.what == "first":
            stack.append(passages.setdefault(step.value, []))
        elif step.what == "last":
            if len(stack) == 1:
                raise ValueError(f"the move {step.value} ends before it begins")
            stack.pop()
        else:
            stack[-1].append(step)
    return whole, passages

"""Compute `src/edition/tei/encode/holders.toml` from a RELAX NG schema of TEI: `python -m bench.holders tei_all.rng`.

Which elements may have a name, a date, a title or an anchor among their children, and what these may hold themselves.
Facts alone are taken from the schema: names of elements, in alphabetic order.
"""

import sys
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from lxml import etree

from edition.model import MentionKind
from edition.xml.namespaces import RNG

NAMES = tuple(kind.value for kind in MentionKind)
HEAD = """\
# Which elements of TEI may have marks among their children, and what marks may hold: facts computed from a RELAX NG
# schema of all of TEI (P5 4.12.0) by `python -m bench.holders tei_all.rng`. Nothing else of the schema is here.
# `names`: elements that may hold every kind of mark (name, date, title); [names_more]: those that hold one kind, too.
# `anchor`: elements that may hold an anchor. `inside`: what every mark may hold; [inside_more]: what one kind may, too.
"""


class _Schema:
    def __init__(self, path: Path) -> None:
        root = etree.parse(path).getroot()
        self.defines: dict[str, list[etree._Element]] = {}
        self.elements: dict[str, list[etree._Element]] = {}
        for one in root.iter(f"{{{RNG}}}define"):
            self.defines.setdefault(one.get("name", ""), []).append(one)
        for one in root.iter(f"{{{RNG}}}element"):
            self.elements.setdefault(one.get("name", ""), []).append(one)

    def children_of(self, name: str) -> frozenset[str]:
        """The elements that may be children of an element."""
        seen: set[str] = set()
        return frozenset(found for one in self.elements[name] for found in self._walk(one, seen))

    def _walk(self, pattern: etree._Element, seen: set[str]) -> Iterator[str]:
        for part in pattern.iterchildren(etree.Element):
            kind = etree.QName(part).localname
            if kind == "element":
                yield part.get("name", "")
            elif kind == "ref" and part.get("name", "") not in seen:
                seen.add(part.get("name", ""))
                for one in self.defines.get(part.get("name", ""), ()):
                    yield from self._walk(one, seen)
            elif kind not in ("attribute", "list", "ref"):
                yield from self._walk(part, seen)


def compute(path: Path) -> str:
    """The text of the data file."""
    schema = _Schema(path)
    children = {name: schema.children_of(name) for name in schema.elements if name}
    holders = {name: {one for one, held in children.items() if name in held} for name in (*NAMES, "anchor")}
    names = set.intersection(*(holders[name] for name in NAMES))
    inside = frozenset.intersection(*(children[name] for name in NAMES)) - {""}
    parts = [HEAD, _value("names", names), _value("anchor", holders["anchor"]), _value("inside", inside)]
    parts += ["", "[names_more]", *_rest({name: holders[name] - names for name in NAMES})]
    parts += ["", "[inside_more]", *_rest({name: children[name] - inside - {""} for name in NAMES})]
    return "\n".join(parts) + "\n"


def _rest(more: Mapping[str, Iterable[str]]) -> Iterator[str]:
    return (_value(name, words) for name, words in more.items() if words)


def _value(key: str, words: Iterable[str]) -> str:
    lines = textwrap.wrap(" ".join(sorted(words)), 116)
    return f'{key} = """\n' + "\n".join(lines) + '"""'


if __name__ == "__main__":
    print(compute(Path(sys.argv[1])), end="")

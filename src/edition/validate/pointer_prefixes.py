"""The prefixes that a TEI file declares for its pointers (prefixDef), and what they stand for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from edition.xml.namespaces import tei


@dataclass(slots=True)
class Prefixes:
    """The declarations of a file: prefix -> pattern and replacement, in their order."""

    root: etree._Element
    declared: dict[str, list[tuple[re.Pattern[str], str]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for definition in self.root.iter(tei("prefixDef")):
            try:
                pattern = re.compile(definition.get("matchPattern", ""))
            except re.error:
                continue  # a pattern of XML Schema that Python does not know
            replacement = definition.get("replacementPattern", "")
            self.declared.setdefault(definition.get("ident", ""), []).append((pattern, replacement))

    def expand(self, pointer: str) -> list[str]:
        """What a pointer stands for by each declaration that fits; the pointer itself where none has its prefix."""
        prefix, colon, rest = pointer.partition(":")
        if not colon or prefix not in self.declared:
            return [pointer]
        return list(self._expand(prefix, rest))

    def _expand(self, prefix: str, rest: str) -> Iterator[str]:
        for pattern, replacement in self.declared[prefix]:
            if found := pattern.fullmatch(rest):
                made = replacement
                for number, group in enumerate((rest, *found.groups(""))):
                    made = made.replace(f"${number}", group)
                yield made

"""Signs that a transcription describes in its header instead of writing them: an empty `g` and its `charDecl`.

TEI P5, 5.2: a `char` or `glyph` has a `mapping` for each way of writing it. The normalised layer takes the mapping for
normal letters, the diplomatic one that for the sign itself; where there is one only, both take it.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from edition.model import Finding, Position, Severity
from edition.readers.events import Report
from edition.readers.tei_gaps import part_of_word
from edition.xml.namespaces import TEI, XML_ID

_TEI = f"{{{TEI}}}"
_SIGNS = (f"{_TEI}char", f"{_TEI}glyph")
#: Types of `mapping` that write a sign in normal letters; any other writes the sign.
_NORMAL = frozenset(["normalized", "normalised", "normal", "standard", "standardized", "simplified", "expanded", "reg"])
#: The code of the finding on signs of which the header does not say what they stand for.
UNKNOWN_SIGN = "E397"
_MOST_NAMED = 8
#: Signs of the Text Creation Partnership for the end of a line inside a word, with and without a hyphen.
_INSIDE_WORD = frozenset(["EOLhyphen", "EOLunhyphen"])
#: Signs of ancient and medieval scribes and critics that are no letters: they stand beside the words or fill a line.
_MARKS = frozenset(
    (
        *("ancora", "antilambda", "antisigma", "asteriscus", "asterisk", "asteriskos", "coronis", "crux", "diple"),
        *("filler", "hedera", "lemniscus", "limniscus", "linefiller", "manicule", "metobelus", "obelos", "obelus"),
        *("ornament", "paragraphos", "paragraphus", "pilcrow"),
    )
)


@dataclass(frozen=True, slots=True)
class Signs:
    """What the signs of a file stand for, by their ids: in normal letters, and as they are written."""

    normal: Mapping[str, str] = field(default_factory=dict)
    written: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, root: etree._Element) -> "Signs":
        """The signs that a file describes."""
        normal, written = dict[str, str](), dict[str, str]()
        for sign in root.iter(*_SIGNS):
            name = sign.get(XML_ID, "")
            for mapping in sign.iter(f"{_TEI}mapping"):
                is_normal = mapping.get("type", "").casefold() in _NORMAL
                (normal if is_normal else written).setdefault(name, "".join(map(str, mapping.itertext())).strip())
        return cls(normal | {k: v for k, v in written.items() if not normal.get(k)}, normal | written)

    def words(self, g: etree._Element, is_normal: bool) -> str:
        """What an empty `g` stands for; `[…]` where nothing says it.

        >>> g = etree.fromstring('<g ref="#per"/>')
        >>> Signs({"per": "per"}, {"per": "ꝑ"}).words(g, True), Signs().words(g, True)
        ('per', '[…]')
        """
        found = (self.normal if is_normal else self.written).get(_name(g), "")
        return found or ("" if _name(g) in _INSIDE_WORD or _is_mark(g) else part_of_word(""))

    def findings(self, text: etree._Element, path: str) -> Iterator[Report]:
        """E397 for the signs of a text of which the header does not say what they stand for."""
        known = _INSIDE_WORD | {name for name, written in self.written.items() if written}
        unknown = [g for g in text.iter(f"{_TEI}g") if is_sign(g) and _name(g) not in known]
        if marks := [g for g in unknown if _is_mark(g)]:
            said = f"signs (g) that are no letters are left out: {_counted(marks)}"
            yield Report(Finding(UNKNOWN_SIGN, Severity.ADVICE, said, _place(marks[0], path)))
        if letters := [g for g in unknown if not _is_mark(g)]:
            said = (
                "signs (g) without letters are read as […], because no mapping in the header says what they stand for: "
                f"{_counted(letters)}; describe them in a charDecl, or write their letters into g"
            )
            yield Report(Finding(UNKNOWN_SIGN, Severity.WARNING, said, _place(letters[0], path)))


def is_sign(element: etree._Element) -> bool:
    """Whether an element is a sign without letters of its own."""
    return element.tag == f"{_TEI}g" and not any(map(str.strip, map(str, element.itertext())))


def _is_mark(g: etree._Element) -> bool:
    """Whether its name says that a sign is none of the letters of a word: `#diple`, `#doubled_diple`, `coronis`.

    >>> _is_mark(etree.fromstring('<g ref="#doubled_diple"/>')), _is_mark(etree.fromstring('<g ref="#per"/>'))
    (True, False)
    """
    names = (_name(g), g.get("type") or "")
    return any(part in _MARKS for name in names for part in re.split(r"[\W_\d]+", name.casefold()))


def _counted(signs: Sequence[etree._Element]) -> str:
    """The signs by name, each with how often it stands in the text."""
    counted = Counter(g.get("ref") or g.get("type") or "no ref" for g in signs)
    named = ", ".join(f"{name} ({times})" for name, times in list(counted.items())[:_MOST_NAMED])
    return f"{named} and {len(counted) - _MOST_NAMED} more" if len(counted) > _MOST_NAMED else named


def _place(element: etree._Element, path: str) -> Position:
    line = element.sourceline
    return Position(path, line if isinstance(line, int) else 0)


def _name(g: etree._Element) -> str:
    """The id that a sign points to: `#per`, `chars.xml#per`, `char:per`, `per`."""
    ref: str = g.get("ref") or ""
    return ref.rpartition("#")[2].rpartition(":")[2].strip()

"""How the words of a page are written: emphasis, language, links, quotations, as the open elements add up."""

import re
from collections import Counter
from dataclasses import dataclass, field

from edition.late_patterns import late_pattern
from edition.model import Kind, Rule
from edition.readers.events import Open
from edition.readers.html_elements import (
    INLINE_KINDS,
    OUT,
    OUT_OF_CLASS,
    OUT_OF_ROLE,
    RENDITION,
    RENDITION_OF_CLASS,
    RENDITION_OF_STYLE,
)
from edition.readers.html_tokens import Token
from edition.readers.runs import emphasis

_DECLARATION = late_pattern(r"([\w-]+)\s*:\s*([^;]+)")
_OUTSIDE = late_pattern(r"(?:https?|ftp|mailto|urn|doi|news|tel|info):|//", re.IGNORECASE)
_NO_ADDRESS = late_pattern(r'[\s"<>{}|\\^`\x00-\x1f]')
_PLAIN = frozenset({"normal", "none", "400", "baseline"})

#: What an element adds: ("rend", how), ("kind", a part), ("lang", language), ("link", address).
Added = tuple[tuple[str, str], ...]


def styles_of(token: Token) -> dict[str, str]:
    """The declarations of the attribute `style`."""
    return {m[1].lower(): m[2].strip().lower() for m in _DECLARATION.finditer(token.get("style"))}


def is_hidden(token: Token) -> bool:
    """Whether a page says that an element is not shown."""
    if "hidden" in token.attributes and token.get("hidden").casefold() != "until-found":
        return True
    styles = styles_of(token) if "style" in token.attributes else {}
    return styles.get("display", "").startswith("none") or styles.get("visibility", "").startswith("hidden")


def rule_of(token: Token) -> Rule | None:
    """Why an element is no text; None for one that is."""
    if token.name in OUT:
        return OUT[token.name]
    if is_hidden(token) and token.name not in ("html", "body"):
        return Rule.HIDDEN
    found = [OUT_OF_ROLE[one] for one in OUT_OF_ROLE if one in token.roles]
    found += [OUT_OF_CLASS[one] for one in OUT_OF_CLASS if one in token.classes]
    return found[0] if found else None


def what_is_added(token: Token, own: frozenset[str]) -> Added:
    """What an element says of its words. `own`: the languages of the text, which are not marked."""
    added: list[tuple[str, str]] = []
    styles = styles_of(token) if "style" in token.attributes else {}
    if token.name in RENDITION and not _is_undone(RENDITION[token.name], styles):
        added.append(("rend", RENDITION[token.name]))
    added += [("rend", RENDITION_OF_CLASS[one]) for one in sorted(token.classes) if one in RENDITION_OF_CLASS]
    for (name, value), rendition in RENDITION_OF_STYLE.items():
        if styles.get(name, "").startswith(value):
            added.append(("rend", rendition))
    if token.name in INLINE_KINDS:
        added.append(("kind", INLINE_KINDS[token.name].value))
    if "lang" in token.attributes or "xml:lang" in token.attributes:
        language = token.get("lang") or token.get("xml:lang")
        added.append(("lang", "" if language.partition("-")[0].casefold() in own else language))
    if token.name == "a" and _OUTSIDE.match(token.get("href").strip()):
        address = _NO_ADDRESS.sub(lambda m: f"%{ord(m[0]):02X}", token.get("href").strip())
        added.append(("link", address))
    return tuple(added)


def _is_undone(rendition: str, styles: dict[str, str]) -> bool:
    name = {"italic": "font-style", "bold": "font-weight"}.get(rendition, "vertical-align")
    return styles.get(name, "") in _PLAIN and name in styles


@dataclass(slots=True)
class Format:
    """What the open elements say of the words now. `parts`: the same as parts of a line, outermost first."""

    renditions: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    languages: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    inline: dict[str, list[Added]] = field(default_factory=dict)  # name -> what its open elements added
    parts: tuple[Open, ...] = ()

    def open(self, name: str, added: Added) -> None:
        """An element in a line begins."""
        self.inline.setdefault(name, []).append(added)
        self.add(added)

    def close(self, name: str) -> None:
        """The last element of a name ends; nothing where none is open."""
        if open_ones := self.inline.get(name):
            self.take(open_ones.pop())

    def add(self, added: Added) -> None:
        """Words are written in another way from here."""
        for what, value in added:
            match what:
                case "rend":
                    self.renditions[value] += 1
                case "kind":
                    self.kinds[value] += 1
                case "lang":
                    self.languages.append(value)
                case _:
                    self.links.append(value)
        if added:
            self._renew()

    def take(self, added: Added) -> None:
        """The end of what `add` began."""
        for what, value in added:
            match what:
                case "rend":
                    self.renditions[value] -= 1
                case "kind":
                    self.kinds[value] -= 1
                case "lang":
                    self.languages.pop()
                case _:
                    self.links.pop()
        if added:
            self._renew()

    def _renew(self) -> None:
        parts = [Open(Kind(kind)) for kind, count in self.kinds.items() if count > 0]
        if self.links:
            parts.append(Open(Kind.LINK, target=self.links[-1]))
        if self.languages and self.languages[-1]:
            parts.append(Open(Kind.FOREIGN, lang=self.languages[-1]))
        rend = frozenset(rendition for rendition, count in self.renditions.items() if count > 0)
        self.parts = (*parts, *emphasis(rend))

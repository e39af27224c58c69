"""Prune a RELAX NG grammar: references to what is not defined, what becomes empty, and unused definitions.

An element or class that an ODD leaves out vanishes from every content. What remains is what TEI's stylesheets leave:
an alternative that vanishes is no alternative, and a choice or a group without any pattern is empty.
"""

from collections import Counter
from collections.abc import Iterator

from lxml import etree

from edition.validate.odds.occurrences import copy_shell, rng
from edition.xml.namespaces import RNG

_R = f"{{{RNG}}}"
_REF, _DEFINE, _EMPTY, _GROUP, _CHOICE = (f"{_R}{name}" for name in ("ref", "define", "empty", "group", "choice"))
_OPTIONAL = f"{_R}optional"
_REPEATED = frozenset((_OPTIONAL, f"{_R}zeroOrMore", f"{_R}oneOrMore"))
_HOLDERS = frozenset((f"{_R}list", f"{_R}element"))
_KEPT_IN_CHOICE = frozenset((f"{_R}value", f"{_R}name"))
_MATTER = frozenset((_REF, f"{_R}text", f"{_R}data"))
_MATTER_IN_HOLDER = _MATTER | {f"{_R}{name}" for name in ("anyName", "attribute", "name", "value")}


def prune(grammar: etree._Element, kept: frozenset[str] = frozenset()) -> None:
    """Prune a grammar in place; references to the names in `kept` stay although nothing here defines them."""
    _drop_unused(grammar)
    _drop_undefined(grammar, kept)
    for group in [*grammar.iter(_GROUP)]:
        _swap(group)
    for child in [*grammar]:
        grammar.replace(child, _clean_definition(child))
    _drop_unused(grammar)


def _drop_unused(grammar: etree._Element) -> None:
    used = {ref.get("name") for ref in grammar.iter(_REF)}
    for define in [*grammar.iter(_DEFINE)]:
        if define.get("name") not in used:
            define.getparent().remove(define)  # type: ignore[union-attr]  # it has one


def _drop_undefined(grammar: etree._Element, kept: frozenset[str]) -> None:
    defined = {define.get("name") for define in grammar.iter(_DEFINE)} | kept
    missing = [ref for ref in grammar.iter(_REF) if ref.get("name") not in defined]
    alone = [ref for ref in missing if len(ref.getparent()) == 1]  # type: ignore[arg-type]  # it has one
    for ref in alone:
        ref.getparent().replace(ref, rng("empty"))  # type: ignore[union-attr]
    for ref in set(missing) - set(alone):
        ref.getparent().remove(ref)  # type: ignore[union-attr]


def _swap(group: etree._Element) -> None:
    """Turn a group of one optional pattern into an optional group."""
    if len(group) == 1 and group[0].tag == _OPTIONAL:
        inner = [*group[0]]
        group.tag = _OPTIONAL
        group[:] = [rng("group", *inner)]


def _clean_definition(node: etree._Element) -> etree._Element:
    made = copy_shell(node)
    made.extend(part for child in node for part in _clean(child))
    return made


def _clean(node: etree._Element) -> Iterator[etree._Element]:
    """What remains of a pattern; the decisions look at it as it was before its parts were cleaned."""
    if not isinstance(node.tag, str):
        return
    if node.tag in _REPEATED and (not _says_something(node) or _is_repeated_behind(node)):
        return
    if _is_unwrapped(node):
        yield from (part for child in node for part in _clean(child))
    elif node.tag in (_CHOICE, _GROUP) and not _has_matter(node):
        yield rng("empty")
    else:
        made = copy_shell(node)
        made.extend(part for child in node for part in _clean(child))
        if node.tag in _HOLDERS and not any(e.tag in _MATTER_IN_HOLDER for e in made.iterdescendants()):
            made[:] = [*(e for e in made if not str(e.tag).startswith(_R)), rng("empty")]
        yield made


def _says_something(node: etree._Element) -> bool:
    return len(node) > 0 and not (len(node) == 1 and node[0].tag == _EMPTY)


def _is_unwrapped(node: etree._Element) -> bool:
    """Whether a pattern is what its only part is: a group of one, or a repetition of a repetition."""
    if len(node) != 1:
        return False
    if node.tag == _GROUP:
        return True
    (inner,) = node
    repeated = f"{_R}zeroOrMore"
    if node.tag not in _REPEATED:
        return False
    return inner.tag == repeated or (inner.tag == _GROUP and len(inner) == 1 and inner[0].tag == repeated)


def _is_repeated_behind(node: etree._Element) -> bool:
    """Whether a repetition of a reference stands right before a pattern that begins with the same one."""
    behind = node.getnext()
    names = Counter(ref.get("name") for ref in node.iterchildren(_REF)) if len(node) == 1 else Counter()
    if not names or behind is None or len(behind) != 1:
        return False
    (inner,) = behind
    if inner.tag == _GROUP and len(inner) == 1 and any(r.get("name") in names for r in inner[0].iterchildren(_REF)):
        return True
    return str(inner.tag).startswith(_R) and any(r.get("name") in names for r in inner.iterchildren(_REF))


def _has_matter(node: etree._Element) -> bool:
    return any(child.tag in _KEPT_IN_CHOICE for child in node) or any(e.tag in _MATTER for e in node.iterdescendants())

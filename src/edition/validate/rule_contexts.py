"""Which nodes of a document can match the context of a Schematron rule, so that only these are looked at."""

from collections.abc import Mapping

import regex

from edition.late_patterns import late_regex
from edition.xml.namespaces import XML

#: Every node, for a context whose nodes are not known.
EVERY_NODE = "descendant-or-self::node()/(. | @*)"
_DEPTHS = {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}
_ATTRIBUTE = late_regex(r"\s*@([\p{L}_][\w.\-]*)\s*\]\s*")
_STEP = late_regex(
    r"\s*(?P<axis>child\s*::|attribute\s*::|@)?\s*"
    r"(?:(?:(?P<prefix>[\p{L}_][\w.\-]*|\*):)?(?P<name>[\p{L}_][\w.\-]*|\*)"
    r"|(?P<kind>text|comment|processing-instruction)\s*\([^()]*\))\s*"
)


def find_candidates(context: str, namespaces: Mapping[str | None, str]) -> str:
    """An expression, without prefixes, for all nodes of a document that can match a context, and perhaps more.

    >>> find_candidates("t:p[@n = '|']/t:head | @when", {"t": "urn:t"})
    '//Q{urn:t}head | //@Q{}when'
    >>> find_candidates("id('a')", {})
    'descendant-or-self::node()/(. | @*)'
    """
    if context.strip() == "/":
        return "/"
    found = [_find_of_step(_last_step(part), namespaces) for part in _split(context, "|")]
    return EVERY_NODE if None in found else " | ".join(dict.fromkeys(part for part in found if part))


def _find_of_step(step: str, namespaces: Mapping[str | None, str]) -> str | None:
    """The nodes that match one step of a path, or None where they are not known."""
    test, predicate = _drop_predicates(step)
    if test.startswith("(") and test.endswith(")") and len(_split(f"{test[1:-1]}|", "|")) > 1:
        inner = find_candidates(test[1:-1], namespaces)
        return None if inner in (EVERY_NODE, "/") else inner
    found = _STEP.fullmatch(test)
    if found is None:
        return None
    if found["kind"]:
        return f"//{found['kind']}()"
    axis = "@" if (found["axis"] or "").startswith(("@", "attribute")) else ""
    nodes = _name_test(f"//{axis}", found["prefix"], found["name"], namespaces)
    return nodes and f"{nodes}{predicate}"


def _name_test(axis: str, prefix: str | None, name: str, namespaces: Mapping[str | None, str]) -> str | None:
    """All nodes of an axis with a name, whose prefix is resolved; None where it cannot be."""
    if prefix == "*" or (prefix is None and name == "*"):
        return f"{axis}*:{name}" if prefix and name != "*" else f"{axis}*"
    uri = "" if prefix is None else XML if prefix == "xml" else namespaces.get(prefix)
    return None if uri is None or regex.search(r"[{}]", uri) else f"{axis}Q{{{uri}}}{name}"


def _drop_predicates(step: str) -> tuple[str, str]:
    """A step without its predicates, and the first one if it asks for an attribute alone.

    Where anything else stands behind the predicates, the step is empty.
    """
    first, *rest = _split(step, "[")
    if any(part.rpartition("]")[2].strip() for part in rest):
        return "", ""
    asked = _ATTRIBUTE.fullmatch(rest[0]) if rest else None
    return first.strip(), f"[@Q{{}}{asked[1]}]" if asked else ""


def _last_step(path: str) -> str:
    """The part of a path behind its last `/`, outside brackets and strings."""
    return _split(path, "/")[-1]


def _split(expression: str, sign: str) -> list[str]:
    """An expression, split at a sign outside brackets and strings; unsplit where these do not match."""
    parts, depth, start, at = [], 0, 0, 0
    while at < len(expression):
        here = expression[at]
        if here == sign and depth == 0:
            parts.append(expression[start:at])
            start = at + 1
        if here in "\"'":
            end = expression.find(here, at + 1)
            at = end if end > 0 else len(expression)
        depth += _DEPTHS.get(here, 0)
        at += 1
    return [*parts, expression[start:]] if depth == 0 else [expression]

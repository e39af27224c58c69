"""The messages of Schematron rules, and the quick fixes that go with them, in their plain form."""

from collections.abc import Iterator, Mapping

from lxml import etree

from edition.validate.rule_elements import QUICK_FIX, kind_of, qualified_names
from edition.validate.rule_parameters import Substitution
from edition.validate.rule_pieces import PlainForm, append_text

_FIX = f"{{{QUICK_FIX}}}fix"
_GROUP = f"{{{QUICK_FIX}}}group"


def add_message(form: PlainForm, source: etree._Element, made: etree._Element, put: Substitution) -> None:
    """Add the text of a message without its markup; an element name is written <name>, an attribute name @name."""
    append_text(made, put.in_text(source.text))
    for child in source:
        if isinstance(child.tag, str):
            _add_part(form, child, made, put)
        append_text(made, put.in_text(child.tail))


def _add_part(form: PlainForm, child: etree._Element, made: etree._Element, put: Substitution) -> None:
    match kind_of(child), etree.QName(child).localname:
        case (("value-of" | "xsl:value-of" | "xsl:copy-of"), _):
            form.make(made, "value-of", child, select=put.in_expression(child.get("select", ".")))
        case "name", _:
            form.make(made, "name", child, path=put.in_expression(child.get("path", ".")))
        case "", ("gi" | "att") as name:
            before, after = ("<", ">") if name == "gi" else ("@", "")
            append_text(made, before)
            add_message(form, child, made, put)
            append_text(made, after)
        case kind, _ if kind.startswith("xsl:") and kind != "xsl:text":
            form.refuse(child, f"{kind} is not supported in a message")
        case _:
            add_message(form, child, made, put)


def collect_fixes(root: etree._Element) -> dict[str, etree._Element]:
    """The quick fixes, and groups of them, in a tree, by id."""
    return {fix.get("id", ""): fix for fix in root.iter(_FIX, _GROUP)}


def add_fixes(
    form: PlainForm, assertion: etree._Element, made: etree._Element, put: Substitution,
    known: Mapping[str, etree._Element],
) -> None:  # fmt: skip
    """Add the titles of the quick fixes of an assertion, each with its condition."""
    rule = next(assertion.iterancestors(*qualified_names("rule")), None)
    near = collect_fixes(rule) if rule is not None else {}
    for name in assertion.get(_FIX, "").split():
        for fix in _find_fixes(near.get(name, known.get(name))):
            title = next(fix.iter(f"{{{QUICK_FIX}}}title", f"{{{QUICK_FIX}}}p"), None)
            piece = form.make(made, "fix", fix, when=put.in_expression(fix.get("use-when", "true()")))
            if title is None:
                append_text(piece, fix.get("id", ""))
            else:
                add_message(form, title, piece, put)


def _find_fixes(found: etree._Element | None) -> Iterator[etree._Element]:
    """The quick fix, or those of a group."""
    if found is not None:
        yield from (found,) if found.tag == _FIX else found.iterchildren(_FIX)

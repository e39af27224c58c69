"""Explain why an element or text may not stand where it stands, and where it may."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from edition.validate.habits import load_habits
from edition.validate.message_text import (
    collect_names,
    describe_value,
    element_labels,
    find_nearest,
    format_name,
    format_suggestion,
    join_names,
    join_or,
)
from edition.validate.patterns import Name, Pattern, content_of
from edition.validate.schema_index import SchemaIndex
from edition.validate.white_space import quote_words

_MAX_QUOTED = 60  # characters of text that a message quotes
_MAX_PARENTS = 6  # elements that are listed as places where an element may stand
_MAX_WRAPPERS = 3  # elements that may hold an element which is only put into another where it belongs
_MAX_NEEDED = 6  # elements of which one is missing
_MAX_REPLAYED = 500  # earlier children that are looked at; the first ones decide nearly always


@dataclass(frozen=True, slots=True)
class PlaceExplainer:
    """Explains places with the most helpful of the statements that are true."""

    index: SchemaIndex

    def label_of(self, element: etree._Element) -> str:
        """The name of an element for messages."""
        return format_name(self.index.name_of(element))

    # -- an element

    def explain_misplacement(self, child: etree._Element, element: etree._Element, content: Pattern) -> str:
        """Why an element is not allowed here: it comes too late or twice, or it belongs elsewhere."""
        if self.index.may_contain(element, self.index.name_of(child)):
            return self._explain_order(child, element, content)
        return self._explain_parent(child, element, content)

    def _explain_order(self, child: etree._Element, element: etree._Element, content: Pattern) -> str:
        """The parent may hold the element, but not here."""
        label, parent_label = self.label_of(child), self.label_of(element)
        before, is_possible = self._find_later_sibling(child, element)
        if before is not None and is_possible:
            is_first = next(element.iterchildren(before.tag)) is before
            return (
                f"{label} must come before {'the first ' if is_first else ''}{self.label_of(before)} in {parent_label}"
            )
        if (other := self._find_earlier(child)) is not None:
            return f"{parent_label} may hold one {label} here, and has one already (line {other.sourceline})"
        if before is not None:
            return f"{label} may not stand beside {self.label_of(before)} in {parent_label}"
        return f"{label} may not stand here in {parent_label}{self._list_allowed(content)}"

    def _find_later_sibling(self, child: etree._Element, element: etree._Element) -> tuple[etree._Element | None, bool]:
        """The last earlier child before which the element would be allowed, and whether that child could follow it."""
        patterns, name = self.index.schema.patterns, self.index.name_of(child)
        found: tuple[etree._Element | None, bool] = (None, False)
        for definition in self.index.definitions_of(element):
            content = patterns.without_attributes(content_of(definition))
            for number, sibling in enumerate(element.iterchildren(etree.Element)):
                if sibling is child or number > _MAX_REPLAYED:
                    break
                sibling_name = self.index.name_of(sibling)
                if here := patterns.after_element(content, name):
                    may_follow = any(patterns.after_element(rest, sibling_name) for _, rest in here)
                    found = sibling, may_follow
                after = patterns.after_element(content, sibling_name)
                content = patterns.choice(rest for _, rest in after) if after else content
        return found

    def _find_earlier(self, child: etree._Element) -> etree._Element | None:
        """The nearest earlier sibling of the same name, if every child between is of another."""
        return next(child.itersiblings(child.tag, preceding=True), None)

    def _explain_parent(self, child: etree._Element, element: etree._Element, content: Pattern) -> str:
        """The parent may not hold the element anywhere: the first statement that holds is told."""
        name, allowed = self.index.name_of(child), element_labels(self.index.schema.patterns.first(content))
        outer = next((e for e in element.iterancestors() if self.index.may_contain(e, name)), None)
        is_near = outer is not None and outer is element.getparent()
        wrappers = join_or(self._find_wrappers(content, name))
        said = (
            self._suggest_habit(name[1], allowed)
            or (self._explain_outer(element, outer) if outer is not None and is_near else "")
            or (f"; put it into {wrappers}" if wrappers else "")
            or (self._explain_outer(element, outer) if outer is not None else "")
            or self._list_parents(name)
            or format_suggestion(find_nearest(name[1], allowed, 0.75))
            or self._list_allowed(content)
        )
        return f"{self.label_of(child)} may not stand in {self.label_of(element)}{said}"

    def _suggest_habit(self, name: str, allowed: Sequence[str]) -> str:
        """The element that may stand here and that people mean by this one, such as hi for u (an utterance in TEI)."""
        meant = next((other for other in load_habits().elements.get(name, ()) if other in allowed), "")
        return format_suggestion(self.index.format_with_look(name, meant)) if meant else ""

    def _explain_outer(self, element: etree._Element, outer: etree._Element) -> str:
        """An ancestor may hold the element."""
        around, parent_label = self.label_of(outer), self.label_of(element)
        if outer is element.getparent():
            return f"; it may stand in {around}: does {parent_label} end too late? Close {parent_label} before it"
        inside = next(e for e in element.iterancestors() if e.getparent() is outer)
        return f"; it may stand in {around}, outside this {self.label_of(inside)}"

    def _find_wrappers(self, content: Pattern, name: Name) -> tuple[str, ...]:
        """The elements that may stand here and hold an element that may not; () if it may stand in many others."""
        if len(self.index.parents_of(name)) > _MAX_WRAPPERS:
            return ()
        first = self.index.schema.patterns.first(content)
        found = {
            format_name(one)
            for pattern in first
            if pattern.names is not None and self.index.definition_contains(pattern, name)
            for one in pattern.names.names()
        }
        return tuple(sorted(found))

    def assume_wrapper(self, content: Pattern, name: Name) -> Pattern:
        """The content after the element into which a misplaced element must be put, if something must stand here."""
        return content if content.nullable else self._assume(content, self._find_wrappers(content, name))

    def assume_holder(self, content: Pattern) -> Pattern:
        """The content after the element into which stray words must be put, if something must stand here."""
        return content if content.nullable else self._assume(content, tuple(self._find_holders(content)))

    def _assume(self, content: Pattern, labels: Sequence[str]) -> Pattern:
        patterns = self.index.schema.patterns
        names = sorted(name for name in collect_names(patterns.first(content)) if name[1] in labels)
        rests = [rest for name in names for _, rest in patterns.after_element(content, name)]
        return patterns.choice(rests) if rests else content

    def _list_parents(self, name: Name) -> str:
        parents = self.index.parents_of(name)
        return f"; it may stand in {join_or(parents)}" if 0 < len(parents) <= _MAX_PARENTS else ""

    def _list_allowed(self, content: Pattern) -> str:
        allowed = element_labels(self.index.schema.patterns.first(content))
        return f"; here may stand {join_names(allowed)}" if allowed else "; nothing more may stand here"

    # -- text

    def explain_text(self, element: etree._Element, content: Pattern, text: str) -> str:
        """Why an element may not hold text."""
        quoted, label = quote_words(text, _MAX_QUOTED), self.label_of(element)
        if not self._may_hold_anything(element):
            return f"{label} is always empty (<{label}/>): «{quoted}» may not stand in it"
        holders = list(self._find_holders(content))
        is_seen = not text.isspace()  # what cannot be seen is taken out, not moved
        put = f"; put them into {join_or(holders)}" if holders and is_seen else ""
        return f"in {label} no words may stand outside its elements: «{quoted}»{put}"

    def _may_hold_anything(self, element: etree._Element) -> bool:
        definitions = self.index.definitions_of(element) or self.index.definitions(self.index.name_of(element))
        return not definitions or any(
            self.index.children_of(content_of(one)) or self.index.may_hold_text(one) for one in definitions
        )

    def _find_holders(self, content: Pattern) -> Iterator[str]:
        """The likeliest elements that may stand here and hold text: one, or none if the schema has other names."""
        holding = {
            name[1]
            for pattern in self.index.schema.patterns.first(content)
            if pattern.kind == "element" and self.index.may_hold_text(pattern)
            for name in collect_names([pattern])
        }
        known: Sequence[str] = [name for name in load_habits().holders if name in holding]
        yield from known[:1]

    # -- the end

    def explain_end(self, element: etree._Element, content: Pattern) -> str:
        """What is missing at the end of an element."""
        first = element_labels(self.index.schema.patterns.first(content))
        if len(first) > _MAX_NEEDED + 1:
            first = (*load_habits().sort_by_use(first)[:_MAX_NEEDED], "another element")
        needed = join_or(first)
        return f"{self.label_of(element)} is incomplete: {needed or describe_value(content)} is missing at its end"

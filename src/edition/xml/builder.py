"""Build XML trees of one namespace with code that has the structure of the result."""

from collections.abc import Callable, Mapping

from lxml import etree

Child = etree._Element | str | Mapping[str, str]


class Maker:
    """Makes elements: `make.p("text", {"class": "x"})` is the element p; `make("h1", …)` takes the name as a value."""

    def __init__(self, namespace: str, nsmap: Mapping[str | None, str]) -> None:
        self._namespace = namespace
        self._nsmap = dict(nsmap)

    def __call__(self, name: str, *children: Child) -> etree._Element:
        made = etree.Element(f"{{{self._namespace}}}{name}", nsmap=self._nsmap)  # type: ignore[arg-type]
        for child in children:
            if isinstance(child, Mapping):
                for key, value in child.items():
                    made.set(key, value)
            elif not isinstance(child, str):
                made.append(child)
            elif len(made):
                made[-1].tail = (made[-1].tail or "") + child
            else:
                made.text = (made.text or "") + child
        return made

    def __getattr__(self, name: str) -> Callable[..., etree._Element]:
        return lambda *children, **attributes: self(name, *children, attributes)

"""Web Annotation (www.w3.org/TR/annotation-model): a page a text, an annotation a name or date.

Positions are code points into the published text; the quotation with its neighbours finds the place in any copy.
"""

import posixpath
from collections.abc import Iterator, Mapping
from typing import Any

from edition.export.entries import address, facts
from edition.export.json_file import json_file
from edition.export.named_entities import LABELS
from edition.export.published import PublishedMark, PublishedText
from edition.export.registry import exporter
from edition.export.source import ExportSource

_NEAR = 32  # characters on each side that tell one place from another


@exporter("names", by_address=True)
def export_annotations(source: ExportSource) -> Iterator[tuple[str, bytes]]:
    """Web Annotations: every name and date over the published texts (Recogito, Annotorious, Hypothesis)."""
    yield from ((path(text), json_file(_page(source, text))) for text in source.texts)


def path(text: PublishedText) -> str:
    """Where the annotations of a text are."""
    return f"annotations/{text.name}.json"


def _page(source: ExportSource, text: PublishedText) -> Mapping[str, Any]:
    url = source.about.url.rstrip("/")
    own = f"{url}/exports/{path(text)}" if url else posixpath.basename(path(text))
    here = f"{url}/exports/{text.path}" if url else posixpath.relpath(text.path, posixpath.dirname(path(text)))
    items = [_annotation(source, text, mark, own, here) for mark in text.marks]
    return {"@context": "http://www.w3.org/ns/anno.jsonld", "id": own, "type": "AnnotationPage", "items": items}


def _annotation(
    source: ExportSource, text: PublishedText, mark: PublishedMark, own: str, here: str
) -> Mapping[str, Any]:
    before, after = text.text[max(0, mark.start - _NEAR) : mark.start], text.text[mark.end : mark.end + _NEAR]
    quote = {"type": "TextQuoteSelector", "exact": text.text[mark.start : mark.end], "prefix": before, "suffix": after}
    place = {"type": "TextPositionSelector", "start": mark.start, "end": mark.end}
    return {
        "id": f"{own}#{mark.id}",
        "type": "Annotation",
        "motivation": "identifying",
        "body": list(_bodies(source, mark)),
        "target": {"source": here, "selector": [quote, place]},
    }


def _bodies(source: ExportSource, mark: PublishedMark) -> Iterator[Mapping[str, Any]]:
    if entry := source.register.get(mark.ref):
        for same in (address(source, entry), *facts(entry).same_as):
            yield {"type": "SpecificResource", "purpose": "identifying", "source": same}
    yield {"type": "TextualBody", "purpose": "tagging", "value": LABELS[mark.kind]}
    if mark.value:
        yield {"type": "TextualBody", "purpose": "describing", "value": mark.value.iso}

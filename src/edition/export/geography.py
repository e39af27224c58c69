"""Places for maps and gazetteers: GeoJSON (RFC 7946), Linked Places, LP-TSV and KML (OGC 07-147r2).

A place is dated by the events that the register puts there; nothing else is known of when it was so called.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from lxml import etree

from edition.export.drawable import drawable
from edition.export.entries import Facts, address, facts, mention_counts, of_kind
from edition.export.json_file import json_file
from edition.export.registry import exporter
from edition.export.source import ExportSource
from edition.model import Entry, EntryKind, Form
from edition.model.mention import iso_year

_CONTEXT = "https://raw.githubusercontent.com/LinkedPasts/linked-places/master/linkedplaces-context-v1.1.jsonld"
KML = "http://www.opengis.net/kml/2.2"
#: How Linked Places abbreviates authority files.
_PREFIXES = {"wikidata": "wd", "gnd": "gnd", "viaf": "viaf", "geonames": "gn", "lcnaf": "loc", "pleiades": "pl"}
_COLUMNS = ("id", "title", "title_source", "title_uri", "matches", "variants", "types", "aat_types", "lon", "lat",
            "geo_source", "start", "end", "attestation_year", "description")  # fmt: skip
Place = tuple[Entry, Facts]


@exporter("maps")
def export_geojson(source: ExportSource) -> Mapping[str, bytes]:
    """GeoJSON: the places of the register; those without coordinates have no geometry (QGIS, geojson.io, Leaflet)."""
    counts = mention_counts(source)
    features = [_feature(source, entry, known, counts.get(entry.id, 0)) for entry, known in _places(source)]
    return {"maps/places.geojson": json_file({"type": "FeatureCollection", "features": features})}


@exporter("maps")
def export_linked_places(source: ExportSource) -> Mapping[str, bytes]:
    """Linked Places: the places with names, dates of events and links (World Historical Gazetteer, Recogito)."""
    spans = _spans(source)
    features = [_linked(source, entry, known, spans) for entry, known in _places(source)]
    made = {"type": "FeatureCollection", "@context": _CONTEXT, "features": features}
    return {"maps/places.lpf.json": json_file(made)}


@exporter("maps")
def export_lptsv(source: ExportSource) -> Mapping[str, bytes]:
    """LP-TSV: the places as a table for the World Historical Gazetteer."""
    spans = _spans(source)
    rows = [_COLUMNS, *(_row(source, entry, known, spans) for entry, known in _places(source))]
    lines = ("\t".join(" ".join(cell.split()) for cell in row) + "\n" for row in rows)
    return {"maps/places.lp.tsv": "".join(lines).encode("utf-8")}


@exporter("maps")
def export_kml(source: ExportSource) -> Mapping[str, bytes]:
    """KML: the places that have coordinates (Google Earth, OpenStreetMap tools)."""
    root = etree.Element(f"{{{KML}}}kml", nsmap={None: KML})  # type: ignore[dict-item]
    document = etree.SubElement(root, f"{{{KML}}}Document")
    etree.SubElement(document, f"{{{KML}}}name").text = drawable(source.title)
    for entry, known in _places(source):
        if known.coordinates:
            mark = etree.SubElement(document, f"{{{KML}}}Placemark", {"id": entry.id})
            etree.SubElement(mark, f"{{{KML}}}name").text = drawable(entry.name)
            if forms := [form.text for form in entry.forms[1:]]:
                etree.SubElement(mark, f"{{{KML}}}description").text = drawable("; ".join(forms))
            point = etree.SubElement(mark, f"{{{KML}}}Point")
            latitude, longitude = known.coordinates
            etree.SubElement(point, f"{{{KML}}}coordinates").text = f"{longitude},{latitude}"
    etree.indent(root, " ")
    return {"maps/places.kml": etree.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"}


def _places(source: ExportSource) -> Iterator[Place]:
    return ((entry, facts(entry)) for entry in of_kind(source, EntryKind.PLACE))


def _geometry(known: Facts) -> Mapping[str, Any] | None:
    """A point; longitude comes first."""
    if known.coordinates is None:
        return None
    return {"type": "Point", "coordinates": [known.coordinates[1], known.coordinates[0]]}


def _feature(source: ExportSource, entry: Entry, known: Facts, mentions: int) -> Mapping[str, Any]:
    said = {"name": entry.name, "forms": [f.text for f in entry.forms[1:]], "mentions": mentions,
            "url": address(source, entry), **known.identifiers}  # fmt: skip
    return {"type": "Feature", "id": entry.id, "geometry": _geometry(known), "properties": said}


def _spans(source: ExportSource) -> Mapping[str, tuple[str, str]]:
    """Of each place the first and the last year of the dated events that the register puts there. An event with one
    limit dates nothing."""
    found: dict[str, list[int]] = {}
    for entry in of_kind(source, EntryKind.EVENT):
        known = facts(entry)
        for place in known.places:
            if known.date and not known.date.is_open:
                found.setdefault(place, []).extend(year for year, _, _ in known.date.limits)
    return {place: (iso_year(min(years)), iso_year(max(years))) for place, years in found.items()}


def _linked(
    source: ExportSource, entry: Entry, known: Facts, spans: Mapping[str, tuple[str, str]]
) -> Mapping[str, Any]:
    own = address(source, entry) if source.about.url else f"edition:{entry.id}"
    links = [{"type": "exactMatch", "identifier": match} for match in _matches(known)]
    made: dict[str, Any] = {
        "@id": own,
        "type": "Feature",
        "properties": {"title": entry.name},
        "names": [_toponym(source, form) for form in entry.forms],
        "types": [{"label": entry.type or "place"}],
        "geometry": _geometry(known),
    }
    if entry.id in spans:
        first, last = spans[entry.id]
        made["when"] = {"timespans": [{"start": {"in": first}, "end": {"in": last}}]}
    return made | ({"links": links} if links else {})


def _toponym(source: ExportSource, form: Form) -> Mapping[str, Any]:
    names = {source.slugs[w.siglum]: w.name or w.siglum for w in source.witnesses}
    cited = [{"label": names[s]} for s in form.source.witnesses if s in names]
    made = {"toponym": form.text, "lang": form.lang or source.about.language}
    return {**made, **({"citations": cited} if cited else {})}


def _matches(known: Facts) -> Sequence[str]:
    return [f"{prefix}:{known.identifiers[n]}" for n, prefix in _PREFIXES.items() if n in known.identifiers]


def _row(source: ExportSource, entry: Entry, known: Facts, spans: Mapping[str, tuple[str, str]]) -> Sequence[str]:
    first, last = spans.get(entry.id, ("", ""))
    latitude, longitude = known.coordinates or ("", "")
    variants = ";".join(form.text.replace(";", ",") for form in entry.forms[1:])
    uri = address(source, entry) if source.about.url else ""
    return (entry.id, entry.name, source.title, uri, ";".join(_matches(known)), variants, entry.type or "place", "",
            str(longitude), str(latitude), source.title if known.coordinates else "", first, last, "", "")  # fmt: skip

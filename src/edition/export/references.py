"""References for Zotero and its kin: BibTeX, CSL-JSON, RIS, and how to cite the edition (CITATION.cff)."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence

from edition.export.csl import Item, dates, edition_item, editors, items
from edition.export.json_file import json_file
from edition.export.registry import exporter
from edition.export.source import ExportSource

_BIBTEX = {"book": "book", "report": "techreport", "article": "article", "periodical": "misc",
           "article-journal": "article", "chapter": "incollection"}  # fmt: skip
#: Where a part of a work stands, and what only works of the editors' bibliography say.
_IN = {"article-journal": "journal", "chapter": "booktitle"}
_MORE = {"volume": "volume", "issue": "number", "page": "pages", "collection-title": "series", "DOI": "doi"}
_MORE_TAGS = {"container-title": "T2", "volume": "VL", "issue": "IS", "page": "SP", "DOI": "DO"}
_RIS = {"book": "BOOK", "report": "RPRT", "article": "GEN", "periodical": "JFULL", "motion_picture": "VIDEO",
        "personal_communication": "PCOMM", "article-journal": "JOUR", "chapter": "CHAP"}  # fmt: skip
_FIELDS = {"title": "title", "publisher": "publisher", "publisher-place": "address", "ISBN": "isbn", "URL": "url",
           "version": "edition", "language": "language", "note": "note"}  # fmt: skip
_TAGS = {"title": "TI", "publisher": "PB", "publisher-place": "CY", "ISBN": "SN", "URL": "UR", "version": "ET",
         "language": "LA", "note": "N1"}  # fmt: skip
_ESCAPED = {c: f"\\{c}" for c in "&%$#_{}"} | {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
#: Creative Commons licences by their address, as SPDX names them.
_SPDX = re.compile(r"https?://creativecommons\.org/licenses/([a-z-]+)/(\d\.\d)/?")


@exporter("works")
def export_csljson(source: ExportSource) -> Mapping[str, bytes]:
    """CSL-JSON: the edition, its witnesses and the works it names (Zotero, pandoc, citeproc)."""
    return {"references/references.json": json_file(items(source))}


@exporter("works")
def export_bibtex(source: ExportSource) -> Mapping[str, bytes]:
    """BibTeX: the edition, its witnesses and the works it names (LaTeX, JabRef, Zotero)."""
    return {"references/references.bib": "\n".join(map(_bibtex, items(source))).encode("utf-8")}


@exporter("works")
def export_ris(source: ExportSource) -> Mapping[str, bytes]:
    """RIS: the edition, its witnesses and the works it names (EndNote, Mendeley, Zotero)."""
    return {"references/references.ris": "\r\n".join("\r\n".join(_ris(i)) + "\r\n" for i in items(source)).encode()}


@exporter("works")
def export_cff(source: ExportSource) -> Mapping[str, bytes]:
    """CITATION.cff: how to cite the edition (GitHub, Zenodo)."""
    return {"references/CITATION.cff": "".join(f"{line}\n" for line in _cff(source)).encode("utf-8")}


def _names(item: Item, role: str) -> Iterator[tuple[str, str]]:
    """Family and given name, or the whole name and ""."""
    for person in item.get(role, ()):
        yield person.get("family") or person["literal"], person.get("given", "")


def _bibtex(item: Item) -> str:
    fields = []
    for role in ("author", "editor"):
        if people := [f"{_tex(f)}, {_tex(g)}" if g else f"{{{_tex(f)}}}" for f, g in _names(item, role)]:
            fields.append((role, " and ".join(people)))
    fields += [(field, f"{{{_tex(item[key])}}}" if key == "title" else _plain(key, item[key]))
               for key, field in _FIELDS.items() if key in item]  # fmt: skip
    if "container-title" in item:
        fields.append((_IN.get(item["type"], "series"), _tex(item["container-title"])))
    fields += [(field, item[key] if key == "DOI" else _tex(item[key])) for key, field in _MORE.items() if key in item]
    first = next(dates(item), "")
    if first:
        fields.append(("year", first[:4]))
    if len(first) > 4:
        fields.append(("month", str(int(first[5:7]))))
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields)
    return f"@{_BIBTEX.get(item['type'], 'misc')}{{{item['id']},\n{lines}}}\n"


def _plain(key: str, value: str) -> str:
    return value if key == "URL" else _tex(value)


def _tex(text: str) -> str:
    return "".join(_ESCAPED.get(c, c) for c in " ".join(text.split()))


def _ris(item: Item) -> Iterator[str]:
    yield f"TY  - {_RIS.get(item['type'], 'GEN')}"
    yield f"ID  - {item['id']}"
    for role, tag in (("author", "AU"), ("editor", "ED")):
        yield from (f"{tag}  - {f}, {g}" if g else f"{tag}  - {f}" for f, g in _names(item, role))
    for key, tag in {**_TAGS, **_MORE_TAGS}.items():
        if key in item:
            yield f"{tag}  - {' '.join(item[key].split())}"
    for name, tag in (("issued", "DA"), ("accessed", "Y2")):
        if first := next(dates(item, name), ""):
            year, month, day = (*first.split("-"), "", "")[:3]
            yield from (f"PY  - {year}",) if tag == "DA" else ()
            yield f"{tag}  - {year}/{month}/{day}/"
    yield "ER  - "


def _cff(source: ExportSource) -> Iterator[str]:
    """The Citation File Format 1.2.0 is YAML; a JSON string is a YAML string."""
    about = source.about
    yield "cff-version: 1.2.0"
    yield f"message: {_yaml('If you use this edition, please cite it as below.')}"
    yield "type: dataset"
    yield f"title: {_yaml(about.full_title)}"
    yield "authors:"
    yield from _authors(edition_item(source), editors(source))
    if known := _SPDX.fullmatch(about.licence):
        yield f"license: CC-{known[1].upper()}-{known[2]}"
    elif about.licence.startswith("http"):
        yield f"license-url: {_yaml(about.licence)}"
    if about.version:
        yield f"version: {_yaml(about.version)}"
    if re.fullmatch(r"\d{4}-\d\d-\d\d", about.date):
        yield f"date-released: {_yaml(about.date)}"
    if about.url:
        yield f"url: {_yaml(about.url)}"
    if about.doi_number:
        yield f"doi: {_yaml(about.doi_number)}"


def _authors(item: Item, names: Sequence[str]) -> Iterator[str]:
    for (family, given), name in zip(_names(item, "editor"), names, strict=True):
        yield f"  - family-names: {_yaml(family)}" if given else f"  - name: {_yaml(name)}"
        if given:
            yield f"    given-names: {_yaml(given)}"


def _yaml(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)

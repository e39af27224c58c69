"""Lists of persons, places and all that has a register as other projects write them in TEI.

Read are ediarum (`persName type="reg"`, `idno` with an address), the APIS and PMB lists of the ACDH (`idno type="URL"
subtype="gnd"`, `birth/date`), and our own: names with or without their parts (`name_words`), life dates on the element
or in a `date`, coordinates in `geo`, identifiers by their address.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from lxml import etree

from edition.errors import InputError
from edition.late_patterns import late_pattern
from edition.model import DateValue, Entry, EntryKind, Form, Statement
from edition.model.identifiers import identifier
from edition.model.register import entry_id, kind_of
from edition.tei.decode.name_words import name_of
from edition.tei.decode.registers import KnownSources
from edition.tei.register_elements import ENTRIES, text_of
from edition.xml.namespaces import NS, XML_ID, XML_LANG, tei

_MAIN = ("reg", "main", "preferred", "")
_FOR_LISTS = ("sort", "index", "key", "inverted")  # not how a name is shown, where it is also written otherwise
_DATE = late_pattern(r"-?\d{4}(?:-\d{2}(?:-\d{2})?)?")


def read_foreign(root: etree._Element, path: str) -> tuple[Entry, ...]:
    """The entries of a TEI document, wherever its lists stand. InputError when there is none."""
    used: set[str] = set()
    sources = KnownSources(root)
    entries = tuple(e for element in root.iter(*ENTRIES) if (e := _listed(element, used, sources)) is not None)
    if not entries:
        names = ", ".join(tag.partition("}")[2] for tag in ENTRIES)
        raise InputError(f"{path}: holds no entries with names ({names})")
    return entries


def _listed(element: etree._Element, used: set[str], sources: KnownSources) -> Entry | None:
    parent = element.getparent()
    if parent is None or not etree.QName(parent).localname.startswith("list"):
        return None
    return entry_of(element, *ENTRIES[str(element.tag)], used, sources)


def entry_of(
    element: etree._Element, kind: EntryKind, named: str, used: set[str], sources: KnownSources
) -> Entry | None:
    """An element as an entry of a kind, None for one without a name. `named`: the element of its names. Its id is its
    own, if it is one of ours and none of those `used`; else one made of its name, with its own as a `source`."""
    names = [n for n in element.iterchildren(named) if name_of(n)[0]]
    names = names or [n for n in element.iterchildren(tei("name")) if name_of(n)[0]]
    names.sort(key=_rank)
    if not names:
        return None
    forms = _once([_form(n, number, sources) for number, n in enumerate(names)], names)
    own = element.get(XML_ID, "")
    is_ours = kind_of(own) is kind and own not in used
    name = own if is_ours else entry_id(kind, forms[0].surname or forms[0].text, used)
    used.add(name)
    level = names[0].get("level", "m") if kind is EntryKind.WORK else ""
    return Entry(name, kind, forms, tuple(_statements(element, name)), level)


def _rank(name: etree._Element) -> int:
    """Which of several names is shown: the main one, else any but one for lists."""
    said = name.get("type", "")
    return 0 if said in _MAIN else 2 if said in _FOR_LISTS else 1


def _once(forms: Sequence[Form], names: Sequence[etree._Element]) -> tuple[Form, ...]:
    """The forms, without those for lists that only turn another one; that one has its surname from them."""
    made: dict[Form, None] = {}
    for form, name in zip(forms, names, strict=True):
        same = next((f for f in made if f.text == form.text), None)
        if same is None or name.get("type", "") not in _FOR_LISTS:
            made[form] = None
        elif form.surname and not same.surname:
            made = {replace(f, surname=form.surname) if f is same else f: None for f in made}
    return tuple(made)


def _form(element: etree._Element, number: int, sources: KnownSources) -> Form:
    text, surname = name_of(element)
    said = element.get("type", "")
    kind = "main" if number == 0 else {"reg": "spelling", "": "spelling"}.get(said, said)
    kind = kind if re.fullmatch(r"[A-Za-z_][\w.-]*", kind) else "spelling"
    return Form(text, kind, surname=surname, lang=element.get(XML_LANG, ""), source=sources.of(element))


def _statements(element: etree._Element, name: str) -> Iterator[Statement]:
    dated = ((kind, one) for kind in ("birth", "death") for one in element.iterchildren(tei(kind)))
    yield from (Statement(kind, "", value) for kind, one in dated if (value := _value(one)))
    yield from _placed(element)
    for idno in element.iterchildren(tei("idno")):
        if found := identifier(text_of(idno), idno.get("subtype") or idno.get("type") or ""):
            yield Statement(found[0], found[1])
    if (own := element.get(XML_ID)) and own != name:
        yield Statement("source", own)


def _placed(element: etree._Element) -> Iterator[Statement]:
    """Coordinates; lists of the German-speaking world write decimals with a comma."""
    for geo in element.iterfind("tei:location/tei:geo", NS):
        parts = re.findall(r"-?\d+(?:\.\d+)?", text_of(geo).replace(",", " " if "." in text_of(geo) else "."))
        if len(parts) == 2:
            yield Statement("coordinates", " ".join(parts))


def _value(element: etree._Element) -> DateValue | None:
    for one in (element, *element.iterchildren(tei("date"))):
        made = {
            field: value
            for attributes, field in _DATED
            for attribute in attributes
            if (value := one.get(attribute, "")) and _DATE.fullmatch(value)
        }
        if made:
            return DateValue(when=made["when"]) if "when" in made else DateValue(**made)
        if re.fullmatch(r"\d{4}(-\d{2}){0,2}", text_of(one)):
            return DateValue(when=text_of(one))
    return None


_DATED = (
    (("when", "when-iso"), "when"),
    (("from", "from-iso"), "start"),
    (("to", "to-iso"), "end"),
    (("notBefore", "notBefore-iso"), "not_before"),
    (("notAfter", "notAfter-iso"), "not_after"),
)

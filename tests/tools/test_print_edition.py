"""The printed edition of the seeds, read back from the PDF and compared with the TEI: entries, readings, sigla, lines,
ordinals, indexes. What ought to stand there is found here in another way than the stylesheets find it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

import pytest
from lxml import etree
from pypdf import PdfReader

from edition.model import EntryKind
from edition.project.config import read_config
from edition.project.messages import load_messages
from edition.publish.print.pdf import Setting, set_book
from edition.publish.print.print_source import Copy
from edition.xml.namespaces import NS, XML_ID, tei
from edition.xml.saxon import bundle
from printed import Seen, compact, sheets_of, stands, words_at

pytestmark = pytest.mark.tools
Element = etree._Element
BETWEEN = "‖"


@dataclass(frozen=True)
class Printed:
    """An entry as it stands at the foot: its name, layer, the number said or understood, its words, its sheet."""

    name: str
    number: str
    words: str
    sheet: int


@dataclass(frozen=True)
class Book:
    """The book and what can be read in it."""

    setting: Setting
    sheets: list[list[Seen]]
    entries: dict[str, Printed]
    tei: Element
    registers: list[Element]
    longest_reading: int
    width: float  # of a page, in points

    def line(self, sheet: int, number: int) -> list[str]:
        """The words of a line by its number."""
        baselines = [place.y for place in self.setting.report.lines if place.sheet == sheet]
        return words_at(self.sheets[sheet - 1], baselines[number - 1]) if number <= len(baselines) else []


@pytest.fixture(scope="module")
def book(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Book:
    config = read_config(root)
    registers = [etree.parse(root / "tei" / "registers" / f"{name}.xml").getroot() for name in EntryKind]
    edition = (root / "tei" / "edition.xml").read_bytes()
    copy = Copy(edition, bundle("registers", registers), load_messages("en"), config.edition.base)
    setting = set_book(copy, config.pdf)
    sheets = sheets_of(setting.pdf, tmp_path_factory.mktemp("print"))
    return Book(
        setting,
        sheets,
        dict(entries_of(setting, sheets)),
        etree.fromstring(edition),
        registers,
        config.pdf.longest_reading,
        float(PdfReader(BytesIO(setting.pdf)).pages[0].mediabox.width),
    )


def entries_of(setting: Setting, sheets: list[list[Seen]]) -> Iterator[tuple[str, Printed]]:
    """The entries of every foot: what is drawn below the last line, by layers, cut where a stroke parts entries."""
    for foot in setting.feet:
        sheet = setting.galley.first_sheet + foot.page
        last = max(place.y for place in setting.report.lines if place.sheet == sheet)
        words = [w for w in sheets[sheet - 1] if w.top > last][:-1]  # without the number of the page
        layers = list(_layers(words, setting.galley.metrics.foot_line))
        assert len(layers) == len(foot.layers), f"sheet {sheet}: {layers}"
        for layer, planned in zip(layers, foot.layers, strict=True):
            parts = [part.strip() for part in layer.split(BETWEEN)]
            assert len(parts) == len(planned), f"sheet {sheet}: {parts} for {planned}"
            number = ""
            for (name, shown), part in zip(planned, parts, strict=True):
                number = shown.replace("\u00a0", " ") or number
                if shown:
                    assert part.startswith(f"{number} "), f"sheet {sheet}: {part!r} ought to begin with {number}"
                yield name, Printed(name, number, part.removeprefix(f"{number} ") if shown else part, sheet)


def _layers(words: list[Seen], line: float) -> Iterator[str]:
    """The paragraphs of a foot: a larger gap parts them."""
    low, taken = words[0].bottom, []
    for word in words:
        if word.bottom - low > line + 2:
            yield " ".join(taken)
            taken = []
        low = max(low, word.bottom)
        taken.append(word.text)
    yield " ".join(taken)


def own_words(reading: Element) -> list[str]:
    """The words of a lemma or reading; of units nested in it those of the lemma."""
    texts = []
    for text in reading.xpath(".//text()"):
        inside = [a for a in text.getparent().iterancestors() if a is not reading]
        holders = [text.getparent(), *inside] if text.is_text else inside
        within = holders[: holders.index(reading)] if reading in holders else holders
        if not any(h.tag == tei("rdg") and h is not reading and reading in h.iterancestors() for h in within):
            starts_block = text.is_text and text.getparent().tag in {
                tei(n) for n in ("p", "head", "item", "bibl", "label")
            }
            texts.append((" " if starts_block else "") + text)
    return "".join(texts).split()


def readings_of(app: Element) -> list[Element]:
    return [r for r in app.xpath("tei:rdg | tei:rdgGrp/tei:rdg", namespaces=NS) if r.get("type") != "lac"]


def is_long(reading: Element, book: Book) -> bool:
    return len(own_words(reading)) > book.longest_reading


def told_together(book: Book) -> dict[str, list[str]]:
    """By the id of an entry those that are told with it, as the witnesses lack all of them."""
    links = book.tei.iterfind(".//tei:linkGrp[@type='omission']/tei:link", NS)
    found = [(link.get("type"), [name.removeprefix("#") for name in link.get("target").split()]) for link in links]
    return {("" if kind == "headings" else names[0]): names for kind, names in found}


def lemma_of(app: Element, book: Book) -> list[str]:
    """The words of the lemma, with those of the entries that are told with it."""
    by_id = {one.get(XML_ID): one for one in book.tei.iterfind(".//tei:body//tei:app", NS)}
    names = told_together(book).get(app.get(XML_ID), [app.get(XML_ID)])
    return [word for name in names for word in own_words(by_id[name].find("tei:lem", NS))]


def printed_units(book: Book) -> Iterator[Element]:
    """The units that are to be printed: those of the text, and those within readings that stand in the appendix. Of
    those that are told together the first is; missing headings are told where the witness is described."""
    told = {name for first, names in told_together(book).items() for name in names if name != first}
    for app in book.tei.iterfind(".//tei:body//tei:app", NS):
        if app.get(XML_ID) in told:
            continue
        around = [a for a in app.iterancestors() if a.tag == tei("rdg")]
        if readings_of(app) and all(is_long(reading, book) for reading in around):
            yield app


def sigla_of(reading: Element, book: Book) -> list[str]:
    names = {w.get(XML_ID): w.get("n", "") for w in book.tei.iterfind(".//tei:listWit/tei:witness", NS)}
    return [names[pointer.removeprefix("#")] for pointer in reading.get("wit", "").split()]


def test_no_line_of_a_paragraph_stands_alone(book: Book) -> None:
    """No page ends with a heading, the first line of a paragraph or the one before its last."""
    setting, ends = book.setting, []
    for page in setting.pages:
        lines = setting.galley.flows[page.flow].lines
        if page.stop < len(lines):
            ends.append(lines[page.stop - 1].may_end_page)
    assert len(ends) > 20
    assert all(ends)


def test_the_text_is_that_of_the_base_letter_for_letter(book: Book) -> None:
    """What stands between the margins and above the foot, line by line, against the TEI without other readings."""
    setting, printed = book.setting, ""
    wide = setting.galley.metrics.measure
    inside = setting.report.right - wide
    for number, page in enumerate(setting.pages):
        if page.flow == 0:
            sheet = setting.galley.first_sheet + number
            left = inside if sheet % 2 else book.width - inside - wide
            within = [w for w in book.sheets[sheet - 1] if left - 2 < w.left and w.right < left + wide + 6]
            for baseline in (place.y for place in setting.report.lines if place.sheet == sheet):
                printed += "".join(words_at(within, baseline))
    assert len(printed) > 20_000
    assert compact(printed) == compact("".join(base_text(book.tei.find(".//tei:body", NS), "#W")))


def base_text(element: Element, base: str) -> Iterator[str]:
    """The words of the base, with the numbers of list items that it has words of."""
    if element.tag == tei("rdg") or (element.tag == tei("lem") and base not in element.get("wit", "").split()):
        return
    inside = [element.text or ""]
    for child in element.iterchildren(etree.Element):
        inside += [*base_text(child, base), child.tail or ""]
    if element.tag == tei("item") and "".join(inside).strip() and element.getparent().get("rend") == "ordered":
        yield element.get("n", "")
    yield from inside


def test_every_unit_has_its_entry_and_no_other(book: Book) -> None:
    units = {app.get(XML_ID) for app in printed_units(book)}
    seen = {name for name in book.entries if name.startswith("app-")}
    assert len(units) > 200
    assert seen == units


def test_every_move_has_its_entry(book: Book) -> None:
    moves = {e.get(XML_ID) for e in book.tei.iterfind(".//tei:linkGrp[@type='transposition']/tei:link", NS)}
    assert moves
    for name in moves:
        place = next(m for m in book.tei.iter(tei("milestone")) if m.get("corresp") == f"#{name}")
        assert "transp. after" in book.entries[name].words
        assert book.entries[name].words.endswith(place.get("ed").removeprefix("#"))


def test_every_lemma_is_that_of_the_tei(book: Book) -> None:
    wrong = []
    for app in printed_units(book):
        lemma, printed = lemma_of(app, book), book.entries[app.get(XML_ID)].words.split("]")[0]
        said = printed.split(" … ")
        ends = (lemma[:1], lemma[-1:]) if len(said) == 2 else (lemma, lemma)
        if not all(compact("".join(end)) in compact(part) for end, part in zip(ends, (said[0], said[-1]), strict=True)):
            wrong.append((app.get(XML_ID), lemma, printed))
        length = sum(any(c.isalnum() for c in word) for word in lemma)
        if (len(said) == 2) != (length > 5) and not (len(said) == 2 and length == 5):
            wrong.append((app.get(XML_ID), "cut short", printed))
    assert wrong == []


def test_every_reading_is_there_with_its_sigla(book: Book) -> None:
    wrong, seen = [], 0
    for app in printed_units(book):
        rest = book.entries[app.get(XML_ID)].words.partition("]")[2]
        for reading in readings_of(app):
            words, sigla = own_words(reading), " ".join(sigla_of(reading, book))
            if reading.get("corresp"):
                there = "in a note" in rest
            elif not words:
                there = "om." in rest or not compact("".join(own_words(app.find("tei:lem", NS))))
            elif is_long(reading, book):
                there = compact("".join(words[:2])) in compact(rest) and "App." in rest
            elif sorted(words) == sorted(own_words(app.find("tei:lem", NS))) and len(words) == 2:
                there = "transp." in rest
            else:
                there = compact("".join(words)) in compact(rest)
            seen += 1
            if not there or sigla not in rest:
                wrong.append((app.get(XML_ID), words, sigla, rest))
    assert wrong == []
    assert seen > 250


def test_additions_and_transpositions_have_their_formula(book: Book) -> None:
    for app in printed_units(book):
        lemma = own_words(app.find("tei:lem", NS))
        if not lemma and all(compact("".join(own_words(r))) for r in readings_of(app)):
            assert re.match(r"[^\]]*\] (add\.|prec\. by) ", book.entries[app.get(XML_ID)].words)


def edge_words(book: Book) -> Iterator[tuple[Printed, int]]:
    """Of each entry the first word of its lemma, its sheet and line; and of long ones the last."""
    for entry in book.entries.values():
        lemma = entry.words.partition("]")[0]
        numbers = re.fullmatch(r"(?:(\d+),)?(\d+)(?:–(?:(\d+),)?(\d+))?", entry.number)
        assert numbers, entry
        parts = re.split(" … ", lemma)
        yield replace(entry, words=re.sub(r"(?<=\D)\d$", "", parts[0].split(" ")[0])), int(numbers[2])
        if numbers[4] and len(parts) == 2:
            on = int(numbers[3]) - int(numbers[1]) if numbers[3] else 0
            yield replace(entry, words=re.sub(r"(?<=\D)\d$", "", parts[1]), sheet=entry.sheet + on), int(numbers[4])


def test_every_number_names_the_line_of_its_lemma(book: Book) -> None:
    wrong = [(e, number) for e, number in edge_words(book) if not stands(e.words, book.line(e.sheet, number))]
    assert wrong == []
    over = [e for e in book.entries.values() if "," in e.number]
    assert over
    assert all(e.number.startswith(f"{e.sheet - book.setting.galley.first_sheet + 1},") for e in over)
    beside = [stands(e.words, book.line(e.sheet, number + 1)) for e, number in edge_words(book)]
    assert sum(beside) < len(beside) / 3  # one line lower hardly any would be right


def test_a_word_that_stands_twice_in_its_line_is_numbered(book: Book) -> None:
    checked = 0
    for entry in book.entries.values():
        said = re.match(r"([^\W\d]+)(\d?)\]", entry.words)
        if said and entry.number.isdigit():
            row = [re.sub(r"^\W+|\W+$", "", word) for word in book.line(entry.sheet, int(entry.number))]
            like = row.count(said[1])
            assert bool(said[2]) == (like > 1), (entry, row)
            assert int(said[2] or 1) <= max(like, 1), (entry, row)
            checked += bool(said[2])
    assert checked > 3


def test_every_place_of_an_index_has_the_name(book: Book) -> None:
    """Of persons and places, where a mention stands in the text itself: one of its words is in the line."""
    forms: dict[str, set[str]] = {}
    for mention in book.tei.iterfind(".//tei:body//*[@ref]", NS):
        key = mention.get("ref").partition("#")[2]
        forms.setdefault(key, set()).update(compact(w) for w in "".join(mention.itertext()).split() if compact(w))
    right = wrong = 0
    for key, flow, line in book.setting.galley.marks:
        if not key.startswith(("pers-", "plac-")):
            continue
        page = next(n for n, p in enumerate(book.setting.pages) if p.flow == flow and p.start <= line < p.stop)
        row = book.line(book.setting.galley.first_sheet + page, book.setting.pages[page].number_of(line))
        if any(stands(form, row) for form in forms[key]):
            right += 1
        else:
            wrong += 1
    assert right > 400
    assert wrong < right / 10  # names that only another witness has at that place


def test_an_index_prints_the_places_of_its_names(book: Book) -> None:
    """«Kirov, Sergei (1886–1934) 4 18, 20», with all pages and lines that the text has."""
    setting = book.setting
    behind = " ".join(
        w.text for sheet in book.sheets[setting.galley.first_sheet - 1 + len(setting.pages) :] for w in sheet
    )
    persons = {p.get(XML_ID): p for root in book.registers for p in root.iter(tei("person"))}
    seen = 0
    for key, person in persons.items():
        lines: dict[int, list[int]] = {}
        for flow, line in ((f, n) for k, f, n in setting.galley.marks if k == key):
            page = next(n for n, p in enumerate(setting.pages) if p.flow == flow and p.start <= line < p.stop)
            found = lines.setdefault(page + 1, [])
            if setting.pages[page].number_of(line) not in found:
                found.append(setting.pages[page].number_of(line))
        surname = person.findtext("tei:persName/tei:surname", "", NS)
        if lines and surname:
            places = "".join(f"{page}{''.join(map(str, found))}" for page, found in lines.items())
            dates = "".join(person.find(f"tei:{n}", NS).get("when")[:4] for n in ("birth", "death")
                            if person.find(f"tei:{n}", NS) is not None)  # fmt: skip
            assert re.search(rf"{compact(surname)}\w*?{dates}{places}", compact(behind)), (key, places)
            seen += 1
    assert seen > 100

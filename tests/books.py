"""Books to print: a small one with all that a page can have, one of two witnesses, one of any length."""

import re
from functools import cache

from lxml import etree

from edition.project.messages import load_messages
from edition.publish.print.print_source import Copy
from edition.xml.namespaces import NS, XML_LANG, tei

PARAGRAPH = "they met in the small hall and spoke of what they had been told to say before the court of the House "
REGISTERS = b"""<registers><TEI xmlns="http://www.tei-c.org/ns/1.0"><standOff><listPerson><person xml:id="pers-x">
<persName>Ann <surname>Other</surname></persName><birth when="1870"/><death when="1924"/><occupation source="#W">a judge
</occupation></person></listPerson></standOff></TEI></registers>"""


@cache
def small_book(language: str = "en") -> Copy:
    """Headings, a list, a quotation, Russian, a person, a note, a passage of the appendix; labels in a language."""
    return Copy(_edition(), REGISTERS, load_messages(language), "W")


def _edition() -> bytes:
    def app(name: str, lemma: str, *readings: str) -> str:
        return f'<app xml:id="{name}" type="substantive"><lem wit="#W">{lemma}</lem>{"".join(readings)}</app>'

    words = PARAGRAPH * 12
    long = f'<rdg wit="#E" type="block"><p xml:id="p-x">{PARAGRAPH * 4}</p><p xml:id="p-y">{PARAGRAPH * 4}</p></rdg>'
    head = app("app-h", "One", '<rdg wit="#E" type="substitution">Two</rdg>')
    other = '<rdg wit="#E" type="substitution">other <foreign xml:lang="ru">слово</foreign></rdg>'
    person = '<persName ref="registers/persons.xml#pers-x">Mrs Other</persName>'
    mark = '<milestone xml:id="ref-1" unit="noteMark" ed="#E" n="1" corresp="#note-1"/>'
    cut = app("app-e", "of all that they had been told to say before the court", '<rdg wit="#E" type="om"/>')
    body = f"""<head xml:id="h-0" type="title">The Text</head>
<div type="section"><head xml:id="h-1">Chapter {head}</head>
<p xml:id="p-1">{app("app-a", "small", other)} and small {person} {words} {cut}</p><quote><p xml:id="p-2">A
<foreign xml:lang="ru">слово</foreign> quoted{mark}.</p></quote><list rend="bulleted"><item xml:id="i-1">first</item>
<item xml:id="i-2">second {app("app-b", "thing", other)}</item></list></div>
<app xml:id="app-c" type="substantive"><lem wit="#W" type="om"/>{long}</app>
<div type="section"><head xml:id="h-2">Chapter Two</head><p xml:id="p-3">{words} {app("app-d", "blue", other)}</p>
</div>"""
    return f"""<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"><teiHeader><fileDesc><titleStmt>
<title>A Small Edition</title></titleStmt><publicationStmt><authority>Nobody</authority><availability>
<licence>https://example.org/free</licence></availability></publicationStmt><sourceDesc><listWit>
<witness xml:id="W" n="W"><title>One</title></witness><witness xml:id="E" n="E"><title>Two</title></witness></listWit>
</sourceDesc></fileDesc><encodingDesc><editorialDecl><correction><p>Nothing is corrected.</p></correction>
</editorialDecl><variantEncoding method="parallel-segmentation" location="internal"/></encodingDesc></teiHeader>
<text><body>{body}</body><back><div type="notes" n="E"><note xml:id="note-1" n="1">See there.</note></div></back></text>
</TEI>""".encode()


def _block(number: int) -> str:
    """A paragraph of three hundred words; the second witness lacks some and has others."""
    same = PARAGRAPH * 5
    return (
        f'<p xml:id="p-{number}"><milestone unit="paragraph" ed="#W #E"/>{same}<app xml:id="app-{number}" '
        f'type="substantive"><lem wit="#W">word{number}</lem><rdg wit="#E" type="substitution">other{number} '
        f"{PARAGRAPH * (number % 3)}</rdg></app> {same}</p>"
    )


@cache
def twofold_book() -> Copy:
    """Two witnesses of eight long paragraphs under four headings."""
    body = "".join(
        f'<div type="section"><head xml:id="h-{n}"><milestone unit="heading" ed="#W #E"/>Chapter {n}</head>'
        f"{_block(2 * n)}{_block(2 * n + 1)}</div>"
        for n in range(4)
    )
    edition = f"""<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"><teiHeader><fileDesc><titleStmt>
<title>A Small Edition</title></titleStmt><publicationStmt><authority>Nobody</authority></publicationStmt><sourceDesc>
<listWit><witness xml:id="W" n="W"><title>One</title></witness><witness xml:id="E" n="E"><title>Two</title></witness>
</listWit></sourceDesc></fileDesc></teiHeader><text><body>{body}</body></text></TEI>"""
    return Copy(edition.encode(), b"<registers/>", load_messages("en"), "W")


# fmt: off
WORDS = (
    "the", "accused", "were", "held", "in", "a", "small", "hall", "of", "the", "House", "and", "confessed", "to",
    "what", "they", "had", "been", "told", "by", "the", "court",
)
# fmt: on


@cache
def long_book(paragraphs: int = 12) -> Copy:
    """Paragraphs of a hundred words, two a section, one of them quoted; every ninth word has a variant."""
    body = "".join(
        f'<div xml:id="div-{n}" type="section"><head xml:id="head-{n}">Chapter {n}</head>{_varied(2 * n)}'
        f'<quote>{_varied(2 * n + 1)}</quote><list rend="ordered"><item xml:id="item-{n}" n="1">an '
        f'<app xml:id="app-i{n}" type="substantive"><lem wit="#W">entry{n}</lem><rdg wit="#E" type="om"/></app></item>'
        "</list></div>"
        for n in range(paragraphs // 2)
    )
    edition = f"""<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"><teiHeader><fileDesc><titleStmt>
<title>A Small Edition</title></titleStmt><publicationStmt><authority>Nobody</authority><availability><p>Free.</p>
</availability></publicationStmt><sourceDesc><listWit><witness xml:id="W" n="W"><title>One</title></witness>
<witness xml:id="E" n="E"><title>Two</title></witness></listWit></sourceDesc></fileDesc><encodingDesc><editorialDecl>
<correction><p>Nothing is corrected.</p></correction></editorialDecl><variantEncoding method="parallel-segmentation"
location="internal"/></encodingDesc></teiHeader><text><body><head xml:id="head-t" type="title">The Text</head>{body}
</body></text></TEI>"""
    return Copy(edition.encode(), b"<registers/>", load_messages("en"), "W")


def _varied(number: int) -> str:
    """A hundred words; of the variants every second runs over three words."""
    made, at = [], 0
    words = [f"{WORDS[(number * 7 + i * i) % len(WORDS)]}{number}x{i}" for i in range(100)]
    while at < len(words):
        taken = words[at : at + (3 if at % 2 else 1)]
        lemma = f'<lem wit="#W">{" ".join(taken)}</lem><rdg wit="#E" type="substitution">another reading {at}</rdg>'
        made.append(f'<app xml:id="app-{number}-{at}" type="substantive">{lemma}</app>')
        made.append(" ".join(words[at + len(taken) : at + 9]))
        at += 9
    foreign = "<foreign xml:lang='ru'>троцкистского</foreign>"
    return f'<p xml:id="p-{number}">{" ".join(made)} процесс {foreign}.</p>'


_LATIN = "abcdefghijklmnopqrstuvwxyz"
_HEBREW = "אבגדהוזחטיכלמנסעפצקרשתםןףץ"
_TURNED = str.maketrans(
    dict(zip(_LATIN, _HEBREW, strict=True))
    | dict(zip(_LATIN.upper(), _HEBREW, strict=True))
    | {str(digit): _HEBREW[digit] + _HEBREW[-1 - digit] for digit in range(10)}
)


def turned(text: str) -> str:
    """A text with a Hebrew letter for each of its Latin ones and two for each figure: it runs from right to left."""
    return text.translate(_TURNED)


@cache
def turned_book(tagged: bool = False, paragraphs: int = 12) -> Copy:
    """The long book in Hebrew letters; `tagged`: every word is marked as one of an unknown language."""
    book = long_book(paragraphs)
    root = etree.fromstring(book.edition)
    root.set(XML_LANG, "en" if tagged else "he")
    body = root.find("tei:text/tei:body", NS)
    for foreign in body.iter(tei("foreign")):
        foreign.text = turned("gloss")
    etree.strip_tags(body, tei("foreign"))
    for element in list(body.iter()):
        element.text = element.text and turned(element.text)
        element.tail = element.tail and turned(element.tail.replace("процесс", "process"))
    if tagged:
        for element in list(body.iter(*(tei(name) for name in ("lem", "rdg")))):
            words = etree.Element(tei("foreign"), {XML_LANG: "und-Hebr"})
            words.text, element.text = element.text, None
            element.insert(0, words)
    return Copy(etree.tostring(root, encoding="UTF-8"), book.registers, book.messages, book.base)


@cache
def mixed_book() -> Copy:
    """An English paragraph that quotes Hebrew, a variant of that, and a paragraph in Hebrew that quotes English."""

    def variant(name: str, lemma: str, reading: str) -> str:
        words = '<foreign xml:lang="und-Hebr">{}</foreign>'.format
        lem = f'<lem wit="#W">{words(turned(lemma))}</lem>'
        return f'<app xml:id="{name}" type="substantive">{lem}<rdg wit="#E">{words(turned(reading))}</rdg></app>'

    hebrew = turned("one two three") + " London Bridge 1936 " + turned("four five six seven")
    body = (
        f'<p xml:id="p-1">The stone says {variant("app-1", "kept", "lost")} and no more.</p>'
        f'<p xml:id="p-2">It also says {variant("app-2", "alpha beta gamma delta", "omega psi chi phi")} below.</p>'
        f'<p xml:id="p-3">{hebrew}</p>'
    )
    book = long_book(2)
    edition = re.sub(r"<body>.*</body>", f"<body>{body}</body>", book.edition.decode(), flags=re.S)
    return Copy(edition.encode(), book.registers, book.messages, book.base)


@cache
def verse_book(poems: int = 3, stanzas: int = 9, language: str = "en") -> Copy:
    """Poems in quatrains and a scene; each word names its verse, so «p2v14w3» stands in verse 14 of poem 2.

    Every third verse has a variant, every seventh turns over; verses 17 to 19 of each poem are lacking in one witness,
    12a is an added verse, and the number after 20 is 30. The scene has a verse in two speeches, and prose.
    """
    body = "".join(f'<div xml:id="d-{p}">{_poem(p, stanzas)}</div>' for p in range(1, poems + 1))
    body += f'<div xml:id="d-s"><head xml:id="h-s">Scene</head>{_scene()}</div>'
    edition = f"""<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"><teiHeader><fileDesc><titleStmt>
<title>A Small Edition</title></titleStmt><publicationStmt><authority>Nobody</authority><availability><p>Free.</p>
</availability></publicationStmt><sourceDesc><listWit><witness xml:id="W" n="W"><title>One</title></witness>
<witness xml:id="E" n="E"><title>Two</title></witness></listWit></sourceDesc></fileDesc><encodingDesc><editorialDecl>
<correction><p>Nothing is corrected.</p></correction></editorialDecl><variantEncoding method="parallel-segmentation"
location="internal"/></encodingDesc></teiHeader><text><body>{body}</body></text></TEI>"""
    return Copy(edition.encode(), REGISTERS, load_messages(language), "W")


def verse_app(name: str, loc: str, lemma: str, reading: str) -> str:
    """An entry with a reference; the other witness has the reading, or lacks the lemma."""
    other = f'<rdg wit="#E" type="substitution">{reading}</rdg>' if reading else '<rdg wit="#E" type="om"/>'
    return f'<app xml:id="{name}" type="substantive" loc="{loc}"><lem wit="#W">{lemma}</lem>{other}</app>'


def _poem(poem: int, stanzas: int) -> str:
    numbers = [n if n <= 20 else n + 9 for n in range(1, 4 * stanzas + 1)]
    lines = [_verse_line(poem, n) for n in numbers]
    lines[11] += f"""<app xml:id="app-{poem}-12a" type="substantive" loc="{poem}.12a"><lem wit="#W" type="om"/>
<rdg wit="#E" type="block"><l xml:id="l-{poem}-12a" n="12a">a verse that is not in W</l></rdg></app>"""
    quatrains = ["".join(lines[i : i + 4]) for i in range(0, len(lines), 4)]
    return f'<head xml:id="h-{poem}">Poem {poem}</head>' + "".join(
        f'<lg xml:id="lg-{poem}-{i}">{quatrain}</lg>' for i, quatrain in enumerate(quatrains)
    )


def _verse_line(poem: int, number: int) -> str:
    words = [f"p{poem}v{number}w{i}" for i in range(14 if number % 7 == 0 else 5)]
    name, loc = f"app-{poem}-{number}", f"{poem}.{number}"
    if number in (17, 18, 19):
        said = verse_app(name, loc, " ".join(words), "")
    else:
        words[-2] = verse_app(name, loc, words[-2], "another word") if number % 3 == 0 else words[-2]
        said = " ".join(words)
    indent = f' rend="indent{number % 4}"' if number % 4 else ""
    return f'<l xml:id="l-{poem}-{number}" n="{number}"{indent}>{said}</l>'


def _scene() -> str:
    prose = f"in prose {verse_app('app-prose', '', 'one', 'two').replace(' loc=' + chr(34) * 2, '')} {PARAGRAPH * 2}"
    return f"""<stage xml:id="st-1">Enter {verse_app("app-sd", "s.0 sd", "both", "all")}.</stage>
<sp xml:id="sp-1"><speaker xml:id="sk-1">Ada</speaker><l xml:id="l-s-1" n="1">s.1w0 s.1w1</l>
<l xml:id="l-s-2" n="2" part="I">Who goes there</l></sp><sp xml:id="sp-2"><speaker xml:id="sk-2">Ben</speaker>
<l xml:id="l-s-2b" n="2" part="F">Only {verse_app("app-s-2", "s.2", "me", "us")}.</l></sp>
<sp xml:id="sp-3"><speaker xml:id="sk-3">Cook</speaker><p xml:id="p-s">{prose}</p></sp>"""

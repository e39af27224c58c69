"""Changes to the TEI of an edition that make it say something wrong, though each element and attribute is allowed.

Of each: what is changed, in which file, a pattern that is found there once or more (the first is changed) and what
stands in its place, and the code that `edition validate` gives when all files are given together.
"""

from typing import NamedTuple


class Mutant(NamedTuple):
    """One change."""

    what: str
    file: str
    old: str  # a regular expression
    new: str
    code: str


_E, _A, _B, _C = "edition.xml", "witnesses/A.xml", "witnesses/B.xml", "witnesses/C.xml"
_PERSONS, _PLACES, _EVENTS, _ORGS = (f"registers/{n}.xml" for n in ("persons", "places", "events", "organisations"))

MUTANTS = (
    # -- the apparatus: who has what
    Mutant("a siglum that is none", _E, r'wit="#A">in the', 'wit="#D">in the', "R101"),
    Mutant("a witness is missing", _E, r'<lem wit="#A #C">, and', '<lem wit="#A">, and', "R101"),
    Mutant("a witness is named twice", _E, r'<lem wit="#A">in the', '<lem wit="#A #B">in the', "R101"),
    Mutant("the sigla of two readings are swapped", _E, r'<lem wit="#A">blue</lem><rdg wit="#B"',
           '<lem wit="#B">blue</lem><rdg wit="#A"', "I2"),
    Mutant("a witness changes sides", _E, r'<lem wit="#A #C">(, and.*?)<rdg wit="#B"',
           r'<lem wit="#A">\1<rdg wit="#B #C"', "I2"),
    Mutant("an omission has words", _E, r'<rdg wit="#B" type="om"/>', '<rdg wit="#B" type="om">, nobody</rdg>', "R105"),
    Mutant("a reading has no words", _E, r'type="substitution">red<', 'type="substitution"><', "R105"),
    Mutant("an omission becomes a lacuna", _E, r'<rdg wit="#B" type="om"/>',
           '<rdg wit="#B" type="lac"><gap reason="fragment"/></rdg>', "R107"),
    Mutant("a lacuna becomes an omission", _E, r'<rdg wit="#C" type="lac"><gap reason="fragment"/></rdg>',
           '<rdg wit="#C" type="om"/>', "I2"),
    Mutant("a lacuna without a gap", _E, r'type="lac"><gap reason="fragment"/>', 'type="lac">', "R106"),
    Mutant("a reading is equal to its lemma", _E, r">red</rdg>", ">blue</rdg>", "R132"),
    Mutant("two readings are equal", _E, r'<rdg wit="#C" type="substitution">oar</rdg>',
           '<rdg wit="#C" type="substitution">oar</rdg><rdg wit="#B" type="substitution">oar</rdg>', "R132"),
    Mutant("an accidental place is called substantive", _E, r'type="accidental"', 'type="substantive"', "R124"),
    Mutant("a substantive place is called accidental", _E, r'type="substantive"', 'type="accidental"', "R124"),
    Mutant("an app in a reading names others", _E, r'(<rdg wit="#B" type="substitution">)red',
           r'\1<app xml:id="app-x" type="substantive"><lem wit="#A">red</lem><rdg wit="#B" type="om"/></app>', "R102"),
    Mutant("a conjecture without its author", _E, r'(>red</rdg>)', r'\1<rdg type="conjecture">green</rdg>', "R131"),
    # -- the words that the witnesses share, and their blocks
    Mutant("a letter of the common text", _E, r"(<body>.*?)crossed the river", r"\1crossed the rivet", "I2"),
    Mutant("a word of the common text is gone", _E, r"the best hemp", "the hemp", "I2"),
    Mutant("two words of the common text are swapped", _E, r"(<body>.*?)green cover", r"\1cover green", "I2"),
    Mutant("a word of a reading", _E, r"(<body>.*?)at dawn", r"\1at noon", "I2"),
    Mutant("a word of a lemma", _E, r"(<body>.*?)in the morning", r"\1in the evening", "I2"),
    Mutant("two paragraphs are swapped", _E, r"(<p xml:id=\"p-te2wiihq\".*?</p>)\n(<p .*?</p>)", r"\2\n\1", "I2"),
    Mutant("a milestone is gone", _E, r'(<p xml:id="p-te2wiihq">)<milestone unit="paragraph" ed="#A #B"/>',
           r"\1", "I2"),
    Mutant("a milestone loses a witness", _E,
           r'(<p xml:id="p-te2wiihq"><milestone unit="paragraph" ed=")#A #B"', r'\1#A"', "I2"),
    Mutant("a milestone too many", _E, r"the best hemp", '<milestone unit="paragraph" ed="#B"/>the best hemp', "I2"),
    Mutant("the fragment begins later", _E, r'(<milestone unit="lacunaEnd" ed="#C"/>)(.*?)(held the )',
           r"\2\3\1", "I2"),
    Mutant("the fragment never ends", _E, r'<milestone unit="lacunaStart" ed="#C"/>', "", "I2"),
    # -- moves
    Mutant("the ends of a move are swapped", _E, r'target="(#\S+) (#\S+) ', r'target="\2 \1 ', "R108"),
    Mutant("the place of a move is gone", _E, r'<milestone xml:id="\S+-place"[^>]*>', "", "R108"),
    Mutant("the link of a move is gone", _E, r'<linkGrp type="transposition">.*?</linkGrp>', "", "R109"),
    Mutant("the first anchor of a move is gone", _E, r'<anchor xml:id="\S+-first"/>', "", "R108"),
    Mutant("a move ends earlier", _E, r"( held the )(.*?)(<anchor xml:id=\"\S+-last\"/>)", r"\3\1\2", "I2"),
    Mutant("a move begins later", _E, r'(<anchor xml:id="\S+-first"/>)(.*?)(until the boat)', r"\2\1\3", "I2"),
    Mutant("a move ends before it begins", _E, r'(<anchor xml:id="\S+)-first("/>.*<anchor xml:id="\S+)-last',
           r"\1-last\2-first", "R108"),
    Mutant("the place of a move is elsewhere", _E,
           r"(The toll was raised)(.*)(<milestone xml:id=\S+-place[^>]*>)", r"\3\1\2", "I2"),
    # -- names and dates
    Mutant("a dead pointer in the file", _E, r'corresp="#app-\S+"', 'corresp="#app-nothing"', "R104"),
    Mutant("an id is given twice", _E, r'<p xml:id="p-te2wiihq"', '<p xml:id="p-5r3qw7i2"', "R116"),
    Mutant("a person who has no entry", _E, r"persons\.xml#pers-moser\" resp", 'persons.xml#pers-mosel" resp', "E422"),
    Mutant("a name points to another real person", _E, r"persons\.xml#pers-moser\" resp",
           'persons.xml#pers-keller" resp', "I2"),
    Mutant("a place is marked as a person", _E, r'ref="registers/places\.xml#plac-lindau" resp',
           'ref="registers/persons.xml#plac-lindau" resp', "R114"),
    Mutant("a person is sought among the places", _A, r"persons\.xml#pers-", "places.xml#pers-", "R114"),
    Mutant("a name is cut", _E, r">Jakob Moser</persName>", ">Jakob</persName> Moser", "I2"),
    Mutant("a name is widened", _E, r"near (<placeName[^>]*>)Lindau", r"\1near Lindau", "I2"),
    Mutant("a mark without certainty", _E, r'(resp="#variorum") cert="high"', r"\1", "R113"),
    Mutant("a mark of nobody", _E, r'resp="#variorum"', 'resp="#nobody"', "R104"),
    Mutant("a day that no calendar has", _A, r'when="1803-05-04"', 'when="1803-02-30"', "R110"),
    Mutant("a date contradicts its words", _A, r'when="1803-05-04"', 'when="1802-05-04"', "R133"),
    Mutant("another day of the year", _A, r'when="1803-05-04"', 'when="1803-05-05"', "I2"),
    Mutant("a date contradicts its words in the edition", _E, r'when="1804"', 'when="1805"', "R133"),
    # -- witness files
    Mutant("a word of a witness", _A, r"at dusk", "at dawn", "I1"),
    Mutant("another siglum in the header", _B, r'(<idno type="siglum">)B', r"\1X", "E434"),
    Mutant("another hash in the header", _B, r'(<idno type="sha256">)....', r"\g<1>0000", "I1"),
    Mutant("a paragraph of a witness is joined to the next", _B, r"</p>(\s+)<p [^>]*>(The toll)", r"\1\2", "I2"),
    # -- registers
    Mutant("death before birth", _PERSONS, r'<death when="1841-03"/>', '<death when="1741-03"/>', "R127"),
    Mutant("a span that ends before it begins", _EVENTS, r'to="1803-06"', 'to="1802-06"', "R111"),
    Mutant("an impossible latitude", _PLACES, r"47\.5460 9", "155.5460 9", "R128"),
    Mutant("an impossible longitude", _PLACES, r"9\.6840", "237.6840", "R128"),
    Mutant("one number for two entries", _PLACES, r"2781503", "2877142", "R129"),
    Mutant("one number in two registers", _ORGS, r"Q77", "Q855", "R129"),
    Mutant("a wrong check digit", _PERSONS, r"118540238", "118540239", "R126"),
    Mutant("an entry is given twice", _PLACES, r'(<place xml:id="plac-bregenz)(">.*?)<idno.*?(</place>)',
           r"\1\2\3\1-2\2\3", "R134"),
    Mutant("an entry is deleted", _PERSONS, r'<person xml:id="pers-moser">.*?</person>', "", "E422"),
    Mutant("a relation to nobody", _PERSONS, r"organisations\.xml#org-ferry-company",
           "organisations.xml#org-rowing-club", "E422"),
    Mutant("an event at no place", _EVENTS, r"places\.xml#plac-lindau", "places.xml#plac-linden", "E422"),
)  # fmt: skip

"""Tables of LaTeX: what its commands and environments make of the words in them."""

from collections.abc import Mapping

from edition.model import Kind, Rule
from edition.readers.events import Open


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _emphasis(**names: str) -> dict[str, Open]:
    return {name: Open(Kind.EMPHASIS, rend=rend) for rend, given in names.items() for name in given.split()}


#: Commands that are characters.
CHARACTERS: Mapping[str, str] = {
    **dict(
        zip(
            ["ss", "ae", "AE", "oe", "OE", "o", "O", "aa", "AA", "l", "L", "i", "j", "S", "P", "dh", "DH", "th", "TH"],
            "ßæÆœŒøØåÅłŁıȷ§¶ðÐþÞ",
            strict=True,
        )
    ),
    **{sign: sign for sign in "%$#_{}"},
    "&": "&",
    " ": " ",
    "\n": " ",
    ",": "\u2009",
    "~": "~",
    "/": "",
    "-": "",
    "@": "",
    ";": " ",
    ":": " ",
    "!": "",
    "ldots": "…",
    "dots": "…",
    "textellipsis": "…",
    "textemdash": "—",
    "textendash": "–",
    "dag": "†",
    "ddag": "‡",
    "textquoteleft": "‘",
    "textquoteright": "’",
    "textquotedblleft": "“",
    "textquotedblright": "”",
    "slash": "/",
    "guillemotleft": "«",
    "guillemotright": "»",
    "flqq": "«",
    "frqq": "»",
    "glqq": "„",
    "grqq": "“",
    "quad": " ",
    "textbackslash": "\\",
    "textasciitilde": "~",
    "textbar": "|",
    "textless": "<",
    "textgreater": ">",
    "qquad": " ",
    "LaTeX": "LaTeX",
    "TeX": "TeX",
    "LuaLaTeX": "LuaLaTeX",
    "XeLaTeX": "XeLaTeX",
    "pounds": "£",
    "texteuro": "€",
    "textperiodcentered": "·",
    "textbullet": "•",
    "copyright": "©",
    "space": " ",
    "nobreakspace": "\u00a0",
}
#: Commands that put an accent on the next letter.
ACCENTS: Mapping[str, str] = {
    **dict(zip("`'^\"~=.", "\u0300\u0301\u0302\u0308\u0303\u0304\u0307", strict=True)),
    **dict(zip("Hucvkrdbt", "\u030b\u0306\u0327\u030c\u0328\u030a\u0323\u0331\u0361", strict=True)),
}
#: Commands whose argument is written in another way.
INLINE: Mapping[str, Open | None] = {
    **_emphasis(
        italic="emph textit textsl",
        bold="textbf",
        smallCaps="textsc",
        superscript="textsuperscript",
        subscript="textsubscript",
        underline="underline uline ul",
        strike="sout st",
        spaced="so",
    ),
    **{name: Open(Kind.QUOTED) for name in ("enquote", "enquote*", "textquote")},
    **{
        f"text{name}": Open(Kind.FOREIGN, lang=code)
        for name, code in [("greek", "el"), ("latin", "la"), ("syriac", "syc")]
    },
    **dict.fromkeys(_names("textrm textsf texttt textup textmd textnormal text mbox hbox makebox sameword antilabe")),
    **dict.fromkeys(_names("ledpb edgls hfuzz parbox centerline")),
}
#: Commands that hold to the end of their group.
SWITCHES: Mapping[str, Open] = _emphasis(italic="itshape it em slshape", bold="bfseries bf", smallCaps="scshape sc")
#: Commands whose argument is a note, and where it stands.
NOTES: Mapping[str, str] = {
    **dict.fromkeys(_names("footnote footnoteA footnoteB footnoteC footnoteD footnoteE thanks footnotetext"), "foot"),
    **dict.fromkeys(_names("endnote"), "end"),
    **dict.fromkeys(
        _names("marginpar ledsidenote ledleftnote ledrightnote ledinnernote ledouternote marginnote"), "margin"
    ),
}
#: Commands whose argument is a heading, and its level.
HEADINGS: Mapping[str, int] = {
    "part": 1,
    "chapter": 1,
    "section": 1,
    "subsection": 2,
    "subsubsection": 3,
    "paragraph": 3,
    "eledchapter": 1,
    "eledsection": 1,
    "eledsubsection": 2,
    "eledsubsubsection": 3,
}
#: Commands that are left out with so many arguments in braces.
LEFT_OUT: Mapping[str, tuple[Rule, int]] = {
    **dict.fromkeys(
        _names("label edlabel index edindex sindex ref pageref lineref xlineref edpageref cite cites parencite nocite"),
        (Rule.FIELD_CODE, 1),
    ),
    **dict.fromkeys(
        _names("autocite textcite footcite xpageref sublineref eqref autoref vref nameref"), (Rule.FIELD_CODE, 1)
    ),
    "includegraphics": (Rule.PICTURE, 1),
    **dict.fromkeys(_names("input include bibliography addbibresource"), (Rule.METADATA, 1)),
    **dict.fromkeys(
        _names("selectlanguage vspace hspace vskip pagestyle thispagestyle usepackage documentclass"),
        (Rule.METADATA, 1),
    ),
    **dict.fromkeys(
        _names("lineation firstlinenum linenumincrement setline stanzaindent pagenumbering bibliographystyle"),
        (Rule.METADATA, 1),
    ),
    **dict.fromkeys(_names("setlength addtolength setcounter addtocounter markboth newcommand"), (Rule.METADATA, 2)),
    **dict.fromkeys(_names("renewcommand providecommand addcontentsline"), (Rule.METADATA, 2)),
    **dict.fromkeys(
        _names("setstanzaindents setstanzavalues newcounter title author date markright"),
        (Rule.METADATA, 1),
    ),
    **dict.fromkeys(_names("Afootnote Bfootnote Cfootnote Dfootnote Efootnote Aendnote Bendnote"), (Rule.APPARATUS, 1)),
    **dict.fromkeys(_names("Cendnote lemma linenumannotation msdata"), (Rule.APPARATUS, 1)),
    "hypertarget": (Rule.LINK_TARGET, 1),
    "foreignlanguage": (Rule.METADATA, 1),
    "textcolor": (Rule.METADATA, 1),
    "href": (Rule.LINK_TARGET, 1),
}
#: Commands that end a paragraph.
BOUNDARIES = _names(
    "par pstart pend maketitle tableofcontents newpage clearpage cleardoublepage pagebreak bigskip medskip"
)
#: Commands that say nothing of the text.
SILENT = _names(
    """beginnumbering endnumbering pausenumbering resumenumbering noindent indent small large Large
    footnotesize normalsize
    tiny Huge huge LARGE centering raggedright sloppy fussy hfill vfill relax skipnumbering
    numberlinefalse numberlinetrue
    autopar Pages Columns protect frenchspacing null smallskip newverse footnotemark url selectfont rmfamily sffamily
    ttfamily upshape mdseries normalfont hline toprule midrule bottomrule autoversenumber
    versenumber raggedleft ledpbnum
    bgroup egroup begingroup endgroup makeatletter makeatother global startlock endlock startsub endsub"""
)
#: Environments that are structures.
ENVIRONMENTS: Mapping[str, Open] = {
    **dict.fromkeys(_names("quote quotation displayquote blockquote"), Open(Kind.QUOTATION)),
    "verse": Open(Kind.STANZA),
    **dict.fromkeys(_names("itemize description"), Open(Kind.LIST, type="bulleted")),
    "enumerate": Open(Kind.LIST, type="ordered"),
    **dict.fromkeys(_names("tabular tabularx longtable edtabularl edtabularr edtabularc"), Open(Kind.TABLE)),
}
#: Environments that are left out with all in them.
LEFT_ENVIRONMENTS: Mapping[str, Rule] = {
    **dict.fromkeys(_names("equation equation* align align* displaymath math eqnarray gather"), Rule.FIELD_CODE),
    **dict.fromkeys(_names("tikzpicture picture"), Rule.PICTURE),
    **dict.fromkeys(_names("comment filecontents filecontents* luacode"), Rule.COMMENT),
}
VERBATIM = _names("verbatim verbatim* lstlisting")
#: Environments whose first arguments in braces are no text, and how many.
ENVIRONMENT_ARGUMENTS: Mapping[str, int] = {
    "tabular": 1,
    "longtable": 1,
    "tabularx": 2,
    "minipage": 1,
    "thebibliography": 1,
    "multicols": 1,
}

"""Detect markup in a text by its signs, counted in the whole text: Markdown, wikitext, LaTeX, tags, and others.

Every sign has points; signs of a long text are weighed by its length, so that a few in a novel are its author's.
No pattern may run over a stretch twice: a text of 100 MB is looked through in one pass for each sign that is in it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePath

from edition.late_patterns import late_pattern
from edition.readers.binary_formats import SAVE_AS_TEXT
from edition.readers.detected import PLAIN_TEXT, Detected


@dataclass(frozen=True, slots=True)
class _Sign:
    """A sign of a format. `needs`: characters without which it cannot occur. `cap`: its most points in a text."""

    label: str
    needs: str
    pattern: re.Pattern[str]
    points: float
    cap: float


def _sign(label: str, needs: str, pattern: str, points: float, cap: float) -> _Sign:
    return _Sign(label, needs, late_pattern(pattern, re.MULTILINE), points, cap)


@dataclass(frozen=True, slots=True)
class _Format:
    """A format that is known by its signs. `advice`: what to do where no reader takes it."""

    reader: str
    name: str
    advice: str
    signs: tuple[_Sign, ...]


_GIVE_TEXT = "give the text alone"
_HTML_TAGS = (
    "p|div|span|br|hr|a|b|i|u|em|strong|h[1-6]|table|tr|td|th|ul|ol|li|dl|dd|dt|blockquote|sup|sub|font|img|pre"
)
_TEI_TAGS = "persName|placeName|lb|pb|cb|lg|l|app|rdg|lem|choice|seg|ab|hi|del|add|unclear|supplied|gap|note|said"
_MARKDOWN = _Format(
    "markdown",
    "Markdown",
    "give the text without its signs",
    (
        _sign("heading with #", "#", r"^#{1,6} [^\W\d][^\n]*$", 8, 24),
        _sign("[link](address)", "](", r"\[[^\[\]\n]+\]\([^()\s]+", 6, 24),
        _sign("[^1]: note", "[^", r"^\[\^[\w-]{1,40}\]:", 10, 20),
        _sign("[^1]", "[^", r"\[\^(?:\d{1,4}|[\w-]{3,40})\](?!:)", 4, 12),
        _sign("**bold**", "**", r"(?<![*\w])\*\*(?=[^*\s])[^*\n]+\*\*", 4, 12),
        _sign("``` of code", "```", r"^ {0,3}```", 6, 12),
        _sign("> quotation", ">", r"^> ", 2, 6),
        _sign("[name]: address", "]: ", r"^\[[^\[\]\n]+\]: <?(?:https?:|mailto:|[./#])", 6, 12),
        _sign("|---| of a table", "--", r"^\|?[ \t]?:?-{3,}:?[ \t]?\|", 8, 8),
        _sign("underlined heading", "\n---", r"^[^\W\d][^\n]{0,200}\n-{3,}$", 2, 4),
        _sign("underlined heading (===)", "\n===", r"^[^\W\d][^\n]{0,200}\n={3,}$", 5, 5),
        _sign("front matter", "---\n", r"\A---\n(?:[\w-]+:[^\n]*\n)", 12, 12),
    ),
)
_WIKITEXT = _Format(
    "wikitext",
    "the source of a wiki (wikitext)",
    "give the text export of the page",
    (
        _sign("[[page|link]]", "[[", r"\[\[[^\[\]\n|]+\|[^\[\]\n]+\]\]", 6, 24),
        _sign("[[link]]", "[[", r"\[\[[^\[\]\n|]+\]\]", 3, 12),
        _sign("{{template|…}}", "{{", r"\{\{[^{}|]+\|", 6, 24),
        _sign("{{template}}", "{{", r"\{\{[^{}|\n]+\}\}", 3, 12),
        _sign("'''bold'''", "'''", r"'''[^'\n]+'''", 3, 12),
        _sign("<ref>", "<ref", r"<ref[ >/]", 8, 24),
        _sign("{| of a table", "{|", r"^:?\{\|", 9, 18),
        _sign("row |- of a table", "\n|-", r"^\|-", 2, 6),
        _sign(
            "[[Category:…]]", "[[", r"\[\[(?:[Cc]ategory|[Ff]ile|[Ii]mage|Kategorie|Catégorie|Datei|Fichier):", 12, 24
        ),
        _sign("#REDIRECT", "#", r"\A#(?:REDIRECT|redirect|WEITERLEITUNG)\b", 40, 40),
    ),
)
_LATEX = _Format(
    "latex",
    "LaTeX",
    "give the text without commands",
    (
        _sign("\\documentclass", "\\document", r"^[ \t]{0,8}\\document(?:class|style)\b", 40, 40),
        _sign("\\begin{…}", "\\", r"\\(?:begin|end)\{[\w*]+\}", 10, 40),
        _sign(
            "\\command{…}",
            "\\",
            r"\\(?:usepackage|RequirePackage|chapter|part|(?:sub)*section|paragraph|input|include|title|author|newcommand"
            r"|footnote|emph|text[a-z]{2,5}|edtext|[A-E]footnote|lemma|label|ref|cite\w*|index|def)\*?[ ]?[\[{\\]",
            10,
            40,
        ),
        _sign("\\Command{…}", "\n\\", r"^\\[A-Z][A-Za-z]+\*?[\[{]", 6, 24),
        _sign(
            "\\command",
            "\\",
            r"\\(?:maketitle|beginnumbering|endnumbering|pstart|pend|noindent|tableofcontents|stanza|item|bigskip"
            r"|medskip|par|par[^\W\d_]|centerline|bf|it|sc)(?![A-Za-z])",
            9,
            40,
        ),
    ),
)
_HTML = _Format(
    "html",
    "HTML",
    f"open it in a browser, {SAVE_AS_TEXT}",
    (
        _sign(
            "tag at its head", "<", rf"(?i:\A<(?:{_HTML_TAGS}|details|center|script|style|figure|title)\b[^<>]*>)", 9, 9
        ),
        _sign("tag of HTML", "<", rf"(?i:</?(?:{_HTML_TAGS})\b(?:\s[^<>]*)?/?>)", 5, 40),
        _sign("<!-- comment -->", "<!--", r"<!--", 3, 6),
    ),
)
_TYPED = _Format(
    "typed",
    "the typed convention",
    'add the line "%% variorum text 1" as its first line',
    (
        _sign(
            "@word at the head of a line",
            "@",
            r"^@(?:opener|dateline|salute|closer|signed|speaker|stage)\b",
            10,
            30,
        ),
        _sign("verse line with |", "\n| ", r"^\| [^|\n]+$", 3, 12),
        _sign("{^1}", "{^", r"\{\^[\w*-]{1,20}\}", 5, 15),
        _sign("{+added+}", "{", r"\{(?:\+[^{}+\n]+\+|-[^{}\n-]+-|\?[^{}?\n]+\?|<[^{}<>\n]+>)\}", 5, 15),
        _sign("{... gap}", "{...", r"\{\.\.\. ?\d* ?\w*\}", 5, 15),
        _sign("++small capitals++", "++", r"\+\+[^+\n]+\+\+", 3, 9),
        _sign("[p. 12]", "\n[", r"^\[(?:p|l|f)\. [^\[\]\n]{1,12}\]$", 1, 3),
    ),
)
_OTHERS = (
    _Format(
        "",
        "reStructuredText",
        _GIVE_TEXT,
        (
            _sign(".. directive::", "\n.. ", r"^\.\. [\w-]+::", 8, 24),
            _sign("``literal``", "``", r"(?<!`)``[^`\n]+``(?!`)", 2, 6),
            _sign(":role:`…`", ":`", r":\w+:`[^`\n]+`", 4, 12),
        ),
    ),
    _Format(
        "",
        "AsciiDoc",
        _GIVE_TEXT,
        (
            _sign(":attribute:", "\n:", r"^:[\w-]+:(?: [^\n]*)?$", 4, 12),
            _sign("== heading", "\n=", r"^={2,5} [^\W\d][^=\n]*$", 4, 12),
            _sign("[quote]", "\n[", r"^\[(?:quote|verse|NOTE|source)\b[^\]\n]*\]$", 8, 16),
        ),
    ),
    _Format(
        "",
        "Org",
        _GIVE_TEXT,
        (
            _sign("#+KEY:", "#+", r"^#\+[A-Za-z_]+:", 12, 36),
            _sign("** heading", "\n**", r"^\*{2,6} [^*\n]+$", 2, 8),
            _sign("[[link][text]]", "][", r"\[\[[^\[\]\n]+\]\[[^\[\]\n]+\]\]", 8, 24),
        ),
    ),
    _Format("", "BibTeX", _GIVE_TEXT, (_sign("@entry{key,", "@", r"^[ \t]{0,8}@\w+[ ]?\{[ ]?[^\s,{}]+,", 12, 40),)),
    _Format("", "RIS (references)", _GIVE_TEXT, (_sign("TY  -", "TY  - ", r"^TY  - ", 40, 40),)),
    _Format("", "subtitles", _GIVE_TEXT, (_sign("time", " --> ", r"^[\d:]{5,8}[,.]\d{3} --> ", 12, 40),)),
    _Format(
        "",
        "an e-mail",
        "give the text of the message alone",
        (_sign("header", ": ", r"\A(?:Received|Return-Path|Message-ID|MIME-Version|Delivered-To): ", 40, 40),),
    ),
    _Format("", "troff", _GIVE_TEXT, (_sign(".command", "\n.", r"^\.(?:TH|SH|PP|sp|ce|B|I|IP|TP)\b", 6, 40),)),
    _Format(
        "",
        "a text with tags of TEI",
        "make it a whole TEI file, or give the text without tags",
        (_sign("tag of TEI", "<", rf"</?(?:{_TEI_TAGS})(?:\s[^<>]*)?/?>", 5, 40),),
    ),
)
_FORMATS = (_MARKDOWN, _WIKITEXT, _LATEX, _HTML, _TYPED, *_OTHERS)
#: Formats whose own syntax allows tags of HTML.
_WITH_TAGS = frozenset({_MARKDOWN, _WIKITEXT})
#: Suffix of a file -> its format, and a sign without which the name says nothing.
_SUFFIXES: Mapping[str, tuple[_Format, re.Pattern[str]]] = {
    **dict.fromkeys(
        ("md", "markdown", "mkd"),
        (_MARKDOWN, late_pattern(r"[#*_`>|<~\[\]+\\]|--|==|^ {0,3}(?:- |\d+[.)] )|^    \S", re.M)),
    ),
    **dict.fromkeys(
        ("wiki", "mediawiki", "wikitext"), (_WIKITEXT, late_pattern(r"\[\[|\{\{|\{\||''|<ref|^[*#:;]", re.M))
    ),
    **dict.fromkeys(("tex", "latex", "ltx"), (_LATEX, late_pattern(r"\\[A-Za-z]"))),
    **dict.fromkeys(("html", "htm", "xhtml"), (_HTML, late_pattern(r"<[!?/]?[A-Za-z]"))),
    "rst": (_OTHERS[0], late_pattern(r"^\.\. |::|``|^[=~^-]{3,}$", re.M)),
    **dict.fromkeys(("adoc", "asciidoc"), (_OTHERS[1], late_pattern(r"^=|^:\w|^\[|\w\*", re.M))),
    "org": (_OTHERS[2], late_pattern(r"^\*+ |^#\+|\[\[", re.M)),
    "bib": (_OTHERS[3], late_pattern(r"^\s?@", re.M)),
}
#: Suffix -> what such a file is, whatever stands in it.
_DATA_SUFFIXES: Mapping[str, str] = {
    **dict.fromkeys(("yml", "yaml", "toml", "ini", "cfg"), "settings or data"),
    **dict.fromkeys(("py", "js", "css", "xsl", "xslt", "c", "hs", "lua", "sh", "r", "java", "php"), "program code"),
    **dict.fromkeys(
        (
            "textile",
            "dokuwiki",
            "creole",
            "muse",
            "t2t",
            "twiki",
            "typ",
            "typst",
            "djot",
            "texi",
            "texinfo",
            "native",
            "jira",
            "context",
            "haddock",
            "vimdoc",
        ),
        "another markup, which no reader takes",
    ),
    **dict.fromkeys(("xml", "tei"), "XML, but does not begin like it"),
    "rtf": "RTF, but does not begin like it",
}
_ANY_SIGN = late_pattern(r"<[!?/]?[A-Za-z]|[\[{\\:=;|]")
_CODE_FENCE = late_pattern(r"^ {0,3}```[^\n]*$", re.MULTILINE)
_GUTENBERG = late_pattern(r"^\*\*\* ?START OF (?:THE|THIS) PROJECT GUTENBERG", re.MULTILINE)
_TYPED_FIRST_LINE = "%% variorum text"
_WIKI_HEADING = late_pattern(r"^[ \t]{0,8}(?:={2,4}[ \t]?[^=\s][^=\n]*={2,4}|= [^=\n]+ =)[ \t]{0,8}$", re.MULTILINE)
_POINTS_OF_WIKI_HEADING, _CAP_OF_WIKI_HEADINGS = 8, 24
#: Points from which a format is sure, and from which it may be one; a name that says «plain text» counts for the text.
_SURE, _POSSIBLE = 16, 9
_SURE_IN_TXT = 32
_CLEAR = 1.5
_PAGES_AS_THEY_ARE = 5
_PAGE = 4000


@dataclass(frozen=True, slots=True)
class _Weighed:
    format: _Format
    points: float
    evidence: tuple[str, ...]


def detect_text(path: str, text: str) -> Detected:
    """The format of a decoded text by its signs; plain text where they are none or too few.

    `text`: without byte-order mark, line ends as line feeds.
    """
    if text.startswith(_TYPED_FIRST_LINE):
        return Detected("typed", "a text of the typed convention", (f"first line {text.partition(chr(10))[0][:40]}",))
    suffix = PurePath(path).suffix.casefold().removeprefix(".")
    if "PROJECT GUTENBERG" in text and _GUTENBERG.search(text):
        return Detected("gutenberg", "a Project Gutenberg text", ("line START OF … PROJECT GUTENBERG",))
    if suffix in _DATA_SUFFIXES and _ANY_SIGN.search(text):
        return Detected("", f"named as {_DATA_SUFFIXES[suffix]}", is_sure=True, advice=_GIVE_TEXT)
    weighed = sorted(_weigh(text), key=lambda one: -one.points)
    named, sign = _SUFFIXES.get(suffix, (None, _ANY_SIGN))
    if named and sign.search(text):
        evidence = next((one.evidence for one in weighed if one.format is named), ())
        return Detected(named.reader, named.name, (f"named .{suffix}", *evidence[:3]), advice=named.advice)
    headings = _count(_WIKI_HEADING, text) if "=" in text else 0
    return _judge(weighed, headings, is_txt=suffix == "txt")


def _count(pattern: re.Pattern[str], text: str) -> int:
    return sum(1 for _ in pattern.finditer(text))


def _weigh(text: str) -> Iterator[_Weighed]:
    """Each format of which the text has signs, with its points."""
    pages = len(text) / _PAGE
    factor = 1.0 if pages <= _PAGES_AS_THEY_ARE else float((_PAGES_AS_THEY_ARE / pages) ** (1 / 3))
    prose = "".join(_CODE_FENCE.split(text)[::2]) if "```" in text else text
    for one in _FORMATS:
        points, evidence = 0.0, []
        for sign in one.signs:
            searched = text if sign.needs == "```" else prose
            if sign.needs in f"\n{searched[:20]}" or sign.needs in searched:
                found = _count(sign.pattern, searched)
                points += min(sign.cap, sign.points * found * factor)
                evidence += [(sign.points * found, f"{found} × {sign.label}")] if found else []
        if points:
            yield _Weighed(one, points, tuple(said for _, said in sorted(evidence, key=lambda pair: -pair[0])))


def _judge(weighed: list[_Weighed], headings: int, is_txt: bool) -> Detected:
    """The verdict on the weighed formats; `headings`: lines == heading ==, which a wiki's text export has as well."""
    wiki = next((one for one in weighed if one.format is _WIKITEXT), None)
    if headings and wiki and wiki.points >= _POSSIBLE:
        points = wiki.points + min(_CAP_OF_WIKI_HEADINGS, _POINTS_OF_WIKI_HEADING * headings)
        counted = _Weighed(_WIKITEXT, points, (*wiki.evidence, f"{headings} × == heading =="))
        weighed = sorted((counted, *(one for one in weighed if one is not wiki)), key=lambda one: -one.points)
    elif headings and not (weighed and weighed[0].points >= _SURE):
        return Detected("wiki", "the text export of a wiki", (f"{headings} × == heading ==",))
    if not weighed or weighed[0].points < _POSSIBLE:
        return PLAIN_TEXT
    best = weighed[0]
    rivals = [one for one in weighed[1:] if not (best.format in _WITH_TAGS and one.format is _HTML)]
    second = rivals[0] if rivals else None
    is_clear = second is None or best.points >= _CLEAR * second.points
    is_sure = best.points >= (_SURE_IN_TXT if is_txt else _SURE) and is_clear and best.format is not _TYPED
    also = (f"but also {second.evidence[0]}",) if second and second.points >= _POSSIBLE else ()
    return Detected(best.format.reader, best.format.name, (*best.evidence[:3], *also), is_sure, best.format.advice)

"""What the elements of HTML are to a reader: data, from the HTML standard."""

from edition.model import Kind, Rule

VOID = frozenset(
    [
        "area",
        "base",
        "basefont",
        "bgsound",
        "br",
        "col",
        "embed",
        "frame",
        "hr",
        "img",
        "input",
        "keygen",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    ]
)
#: Elements inside a line of text; an element that is not known is one, too.
INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "nobr",
        "output",
        "q",
        "rb",
        "rp",
        "rt",
        "rtc",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
    ]
)
#: Elements that begin and end blocks.
BLOCKS = frozenset(
    [
        "line-block",
        "inline-note",
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "colgroup",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "head",
        "header",
        "hgroup",
        "html",
        "legend",
        "li",
        "listing",
        "main",
        "menu",
        "nav",
        "ol",
        "optgroup",
        "option",
        "p",
        "plaintext",
        "pre",
        "search",
        "section",
        "select",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "xmp",
        "applet",
        "audio",
        "button",
        "canvas",
        "iframe",
        "marquee",
        "math",
        "noembed",
        "noframes",
        "noscript",
        "object",
        "script",
        "style",
        "svg",
        "template",
        "textarea",
        "title",
        "video",
    ]
)
#: Blocks that stand in a line of text: they end no paragraph.
IN_LINE = frozenset(
    [
        "inline-note",
        "applet",
        "audio",
        "button",
        "canvas",
        "iframe",
        "math",
        "noembed",
        "noframes",
        "noscript",
        "object",
        "option",
        "optgroup",
        "script",
        "select",
        "style",
        "svg",
        "template",
        "textarea",
        "title",
        "video",
    ]
)
#: Elements whose start ends an open `p`.
ENDS_PARAGRAPH = (
    BLOCKS
    - IN_LINE
    - frozenset(["body", "caption", "colgroup", "head", "html", "tbody", "td", "tfoot", "th", "thead", "tr", "legend"])
)
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
TABLE_PARTS = frozenset(["caption", "colgroup", "tbody", "td", "tfoot", "th", "thead", "tr"])
CELLS = frozenset({"td", "th", "caption"})
#: What an end tag does not reach out of.
SCOPES = (
    frozenset({"table", "template", "html", "button", "object", "applet", "marquee", "svg", "math", "select"}) | CELLS
)
#: Start tag -> the elements that it ends, and the elements that it does not look behind.
_LISTS = frozenset({"ul", "ol", "menu", "dir", "dl"})
_SECTIONS = BLOCKS - {"div", "address", "p", "li", "dd", "dt"} - HEADINGS
_ROWS = frozenset({"td", "th", "tr", "caption", "colgroup"})
_TABLE = frozenset({"table", "template", "html"})
IMPLIED_ENDS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset({"li"}), _SECTIONS),
    "dd": (frozenset({"dd", "dt"}), _SECTIONS),
    "dt": (frozenset({"dd", "dt"}), _SECTIONS),
    "option": (frozenset({"option"}), frozenset({"select", "optgroup"})),
    "optgroup": (frozenset({"optgroup", "option"}), frozenset({"select"})),
    "td": (frozenset({"td", "th", "caption", "colgroup"}), _TABLE | {"tr"}),
    "th": (frozenset({"td", "th", "caption", "colgroup"}), _TABLE | {"tr"}),
    "tr": (_ROWS, _TABLE),
    **dict.fromkeys(("tbody", "thead", "tfoot"), (_ROWS | {"tbody", "thead", "tfoot"}, _TABLE)),
    **dict.fromkeys(("caption", "colgroup"), (_ROWS | {"tbody", "thead", "tfoot"}, _TABLE)),
}
#: Elements of the head of a page; any other one begins its body.
IN_HEAD = frozenset(
    [
        "base",
        "basefont",
        "bgsound",
        "head",
        "html",
        "link",
        "meta",
        "noframes",
        "noscript",
        "script",
        "style",
        "template",
        "title",
    ]
)

#: Element -> what it is. A block that is not here only separates.
KINDS: dict[str, tuple[Kind, dict[str, str]]] = {
    **{f"h{n}": (Kind.HEADING, {"level": str(n)}) for n in range(1, 7)},
    **dict.fromkeys(("p", "address", "summary", "legend", "pre", "listing", "xmp", "plaintext"), (Kind.PARAGRAPH, {})),
    "blockquote": (Kind.QUOTATION, {}),
    "ol": (Kind.LIST, {"type": "ordered"}),
    **dict.fromkeys(("ul", "menu", "dir", "dl"), (Kind.LIST, {"type": "bulleted"})),
    **dict.fromkeys(("li", "dt", "dd"), (Kind.ITEM, {})),
    "line-block": (Kind.STANZA, {}),  # of Markdown
    "table": (Kind.TABLE, {}),
    "tr": (Kind.ROW, {}),
    **dict.fromkeys(("td", "th"), (Kind.CELL, {})),
    **dict.fromkeys(("caption", "figcaption"), (Kind.CAPTION, {})),
}
STRUCTURES = frozenset({Kind.QUOTATION, Kind.LIST, Kind.TABLE, Kind.ROW})
LINES_KEPT = frozenset({"pre", "listing", "xmp", "plaintext"})
#: Element -> how its words are written.
RENDITION = {
    **dict.fromkeys(("em", "i", "cite", "var", "dfn"), "italic"),
    **dict.fromkeys(("b", "strong"), "bold"),
    "sup": "superscript",
    "sub": "subscript",
    "u": "underline",
    **dict.fromkeys(("s", "strike"), "strike"),
    "small": "small",
    "big": "large",
}
#: Class that pages and books use -> how words are written.
RENDITION_OF_CLASS = {
    **dict.fromkeys(("smcap", "smallcaps", "small-caps", "smallcap", "sc"), "smallCaps"),
    **dict.fromkeys(("italic", "italics", "ital"), "italic"),
    "bold": "bold",
    "gesperrt": "spaced",
    "underline": "underline",
}
#: Declaration of `style` -> how words are written.
RENDITION_OF_STYLE = {
    ("font-style", "italic"): "italic",
    ("font-style", "oblique"): "italic",
    ("font-variant", "small-caps"): "smallCaps",
    ("font-variant-caps", "small-caps"): "smallCaps",
    **{("font-weight", value): "bold" for value in ("bold", "bolder", "600", "700", "800", "900")},
    ("text-decoration", "underline"): "underline",
    ("text-decoration", "line-through"): "strike",
    ("vertical-align", "super"): "superscript",
    ("vertical-align", "sub"): "subscript",
}
#: Element -> the kind of a part of a line.
INLINE_KINDS = {"q": Kind.QUOTED, "del": Kind.DELETED, "ins": Kind.ADDED}
#: Element -> why its words are no text.
OUT = {
    **dict.fromkeys(("head", "title", "script", "style"), Rule.METADATA),
    **dict.fromkeys(("template", "noscript"), Rule.HIDDEN),
    **dict.fromkeys(("svg", "canvas"), Rule.PICTURE),
    **dict.fromkeys(("object", "applet", "audio", "video", "iframe", "noembed", "noframes"), Rule.ALTERNATIVE),
    **dict.fromkeys(("select", "textarea", "button", "nav", "option", "optgroup", "datalist"), Rule.NAVIGATION),
    "math": Rule.UNKNOWN,
}
#: What pages show around their text: a page that has none of them is its text.
FURNITURE = frozenset({"nav", "header", "footer", "aside", "form"})
FURNITURE_ROLES = frozenset({"navigation", "banner", "contentinfo", "complementary", "search"})
#: Roles and classes of elements that are no text.
OUT_OF_ROLE = {
    "navigation": Rule.NAVIGATION,
    "search": Rule.NAVIGATION,
    "doc-toc": Rule.GENERATED,
    "toc": Rule.GENERATED,
    "landmarks": Rule.GENERATED,
    "page-list": Rule.GENERATED,
    "doc-backlink": Rule.NOTE_MARK,
    "backlink": Rule.NOTE_MARK,
}
OUT_OF_CLASS = {
    "mw-editsection": Rule.NAVIGATION,
    "noprint": Rule.NAVIGATION,
    "mw-cite-backlink": Rule.NOTE_MARK,
    "footnote-back": Rule.NOTE_MARK,
    "footnote-backref": Rule.NOTE_MARK,
}

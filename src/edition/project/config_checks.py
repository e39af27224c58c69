"""What a setting of `edition.toml` may say: one line of text, an address, a language tag, the name of a script."""

import re
from collections.abc import Iterator, Mapping

from edition.xml.uris import is_uri

#: Addresses that a reader can follow or look up.
SCHEMES = ("http", "https", "ftp", "mailto", "doi", "hdl", "ark", "urn", "info")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_LINE_ENDS = "\n\r\x0b\x0c\x85\u2028\u2029"
_ADDRESS = re.compile(r"\s*([A-Za-z][A-Za-z0-9+.\-]*):(?=\S)")
_LIVE = re.compile(r"\s*(javascript|data|vbscript|livescript|file|blob|filesystem|view-source):", re.IGNORECASE)
_SITE = re.compile(r"https?://[^\s/?#<>\"\\^`{|}\[\]]+(?:[/?#][^\s<>\"\\^`{|}\[\]]*)?", re.IGNORECASE)
#: RFC 5646: language, script, region, variants, extensions, private use.
_TAG = re.compile(
    r"(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}(?:-[a-z]{4})?(?:-(?:[a-z]{2}|[0-9]{3}))?(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*"
    r"(?:-[0-9a-wyz](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?|x(?:-[a-z0-9]{1,8})+)",
    re.IGNORECASE | re.ASCII,
)
_SCRIPT = re.compile(r"[A-Za-z]{4}")


def wrong_text(text: str) -> str:
    """Why a text cannot be a setting; "" when it can."""
    if not (found := _CONTROL.search(text)):
        return ""
    kind = "a line end" if found[0] in _LINE_ENDS else "a tab" if found[0] == "\t" else "a control character"
    return f"holds {kind} (U+{ord(found[0]):04X}), which no page or table can show; take it out"


def wrong_address(text: str) -> str:
    """Why a text that may be an address is none that a reader can follow; "" for words and for sound addresses."""
    scheme = _ADDRESS.match(text) or _LIVE.match(text)
    if scheme is None:
        return ""
    if scheme[1].casefold() in SCHEMES:
        return _wrong_signs(text)
    return f"begins with {scheme[1]}:, and pages do not link to such addresses; they do to {', '.join(SCHEMES)}"


def is_address(text: str) -> bool:
    """Whether a text is an address that a reader can follow, and not words."""
    return _ADDRESS.match(text) is not None and not wrong_address(text)


def _wrong_signs(address: str) -> str:
    """Why an address with a known scheme cannot be one (`anyURI`); "" when it can."""
    if blank := re.search(r"\s", address):
        return f"holds a blank at character {blank.start() + 1}; write %20 for it, or take it out"
    if not is_uri(address):
        return "is no address: [ and ] stand around a host alone, # stands once, % before two digits (as in %20)"
    return ""


def wrong_source(text: str) -> str:
    """Why a text cannot be where a witness comes from, which is a link; "" when it can."""
    if re.search(r"\s", text):
        return "holds a blank, so it is no address that a page can link to; put words into name"
    return wrong_address(text) or _wrong_signs(text)


def wrong_site(text: str) -> str:
    """Why a text is no address of a site; "" when it is one."""
    return (
        ""
        if _SITE.fullmatch(text) and is_uri(text)
        else "must be the address of the site, such as https://example.org/edition/"
    )


def wrong_language(tag: str) -> str:
    """Why a text is no language tag; "" when it is one."""
    if _TAG.fullmatch(tag):
        return ""
    hint = f"; did you mean {tag.replace('_', '-')!r}?" if _TAG.fullmatch(tag.replace("_", "-")) else ""
    return f"is no language tag (BCP 47), such as en, de or grc{hint}"


_CHECKS = {
    "language": wrong_language,
    "licence": wrong_address,
    "source": wrong_source,
    "url": wrong_site,
}


def wrong_settings(table: Mapping[str, object], *above: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """What is wrong with the texts of a table: the keys that lead there, and what to mend."""
    for key, value in table.items():
        way = (*above, key)
        for text in (*([key] if above else []), *_texts(value)):
            if said := wrong_text(text):
                yield way, f"{key!r} {said}" if text == key else f"{key} {said}"
        check = wrong_language if above == ("scripts",) else _CHECKS.get(key) if not above else None
        if check and isinstance(value, str) and (value or above) and (said := check(value)):
            yield way, f"{key} = {value!r} {said}"
        if isinstance(value, Mapping):
            yield from wrong_settings(value, *way)
    if above == ("scripts",):
        yield from ((("scripts", key), f"{key!r} {_NO_SCRIPT}") for key in table if not _SCRIPT.fullmatch(key))


_NO_SCRIPT = "is no name of a script: it has four letters (ISO 15924), such as Cyrl or Grek"


def _texts(value: object) -> list[str]:
    if isinstance(value, list):
        return [text for text in value if isinstance(text, str)]
    return [value] if isinstance(value, str) else []

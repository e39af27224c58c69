"""Check values of `edition.toml`: texts of one line, addresses, language tags, names of scripts.

Each function returns the problem as the end of a sentence, or "".
"""

import re
from collections.abc import Iterator, Mapping

from edition.late_patterns import late_pattern
from edition.xml.uris import is_uri

#: Schemes of addresses that a reader can open or look up.
SCHEMES = ("http", "https", "ftp", "mailto", "doi", "hdl", "ark", "urn", "info")
_CONTROL = late_pattern("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_LINE_ENDS = "\n\r\x0b\x0c\x85\u2028\u2029"
_ADDRESS = late_pattern(r"\s*([A-Za-z][A-Za-z0-9+.\-]*):(?=\S)")
_EXECUTABLE_ADDRESS = late_pattern(
    r"\s*(javascript|data|vbscript|livescript|file|blob|filesystem|view-source):", re.IGNORECASE
)
_WEB_ADDRESS = late_pattern(r"https?://[^\s/?#<>\"\\^`{|}\[\]]+(?:[/?#][^\s<>\"\\^`{|}\[\]]*)?", re.IGNORECASE)
#: RFC 5646: language, script, region, variants, extensions, private use.
_LANGUAGE_TAG = late_pattern(
    r"(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}(?:-[a-z]{4})?(?:-(?:[a-z]{2}|[0-9]{3}))?(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*"
    r"(?:-[0-9a-wyz](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?|x(?:-[a-z0-9]{1,8})+)",
    re.IGNORECASE | re.ASCII,
)
_SCRIPT = late_pattern(r"[A-Za-z]{4}")


def check_text(text: str) -> str:
    """Why a text is not allowed as a value; "" if it is."""
    if not (found := _CONTROL.search(text)):
        return ""
    kind = "a line end" if found[0] in _LINE_ENDS else "a tab" if found[0] == "\t" else "a control character"
    return f"holds {kind} (U+{ord(found[0]):04X}), which no page or table can show; take it out"


def check_address(text: str) -> str:
    """Why a reader cannot open an address; "" for valid addresses and for text that is no address."""
    scheme = _ADDRESS.match(text) or _EXECUTABLE_ADDRESS.match(text)
    if scheme is None:
        return ""
    if scheme[1].casefold() in SCHEMES:
        return _check_characters(text)
    return f"begins with {scheme[1]}:, and pages do not link to such addresses; they do to {', '.join(SCHEMES)}"


def is_address(text: str) -> bool:
    """Whether a text is an address that a reader can open."""
    return _ADDRESS.match(text) is not None and not check_address(text)


def _check_characters(address: str) -> str:
    """Why an address with a known scheme is not a valid `anyURI`; "" if it is."""
    if blank := re.search(r"\s", address):
        return f"holds a blank at character {blank.start() + 1}; write %20 for it, or take it out"
    if not is_uri(address):
        return "is no address: [ and ] stand around a host alone, # stands once, % before two digits (as in %20)"
    return ""


def check_source(text: str) -> str:
    """Why a text is not allowed as the `source` of a witness, which becomes a link; "" if it is."""
    if re.search(r"\s", text):
        return "holds a blank, so it is no address that a page can link to; put words into name"
    return check_address(text) or _check_characters(text)


def check_site(text: str) -> str:
    """Why a text is not the address of a web site; "" if it is."""
    return (
        ""
        if _WEB_ADDRESS.fullmatch(text) and is_uri(text)
        else "must be the address of the site, such as https://example.org/edition/"
    )


def check_language(tag: str) -> str:
    """Why a text is not a language tag (BCP 47); "" if it is."""
    if _LANGUAGE_TAG.fullmatch(tag):
        return ""
    hint = f"; did you mean {tag.replace('_', '-')!r}?" if _LANGUAGE_TAG.fullmatch(tag.replace("_", "-")) else ""
    return f"is no language tag (BCP 47), such as en, de or grc{hint}"


#: Keys whose values may have lines.
_OF_LINES = frozenset({"abstract"})
_CHECKS = {
    "language": check_language,
    "licence": check_address,
    "source": check_source,
    "url": check_site,
}


def check_settings(table: Mapping[str, object], *above: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """The problems of the texts in a table as (path of keys, problem)."""
    for key, value in table.items():
        keys = (*above, key)
        texts = [value.replace("\n", " ")] if key in _OF_LINES and isinstance(value, str) else _texts_in(value)
        for text in (*([key] if above else []), *texts):
            if problem := check_text(text):
                yield keys, f"{key!r} {problem}" if text == key else f"{key} {problem}"
        check = check_language if above == ("scripts",) else _CHECKS.get(key) if not above else None
        if check and isinstance(value, str) and (value or above) and (problem := check(value)):
            yield keys, f"{key} = {value!r} {problem}"
        if isinstance(value, Mapping):
            yield from check_settings(value, *keys)
    if above == ("scripts",):
        yield from ((("scripts", key), f"{key!r} {_NOT_A_SCRIPT}") for key in table if not _SCRIPT.fullmatch(key))


_NOT_A_SCRIPT = "is no name of a script: it has four letters (ISO 15924), such as Cyrl or Grek"


def _texts_in(value: object) -> list[str]:
    if isinstance(value, list):
        return [text for text in value if isinstance(text, str)]
    return [value] if isinstance(value, str) else []

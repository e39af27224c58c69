"""Check `anyURI`: a URI reference of RFC 2396, with the IPv6 addresses of RFC 2732.

XML Schema escapes a string first: blanks, characters beyond ASCII, `<>"{}|\\^` and the grave accent are allowed
wherever an escape is.
"""

from functools import reduce
from ipaddress import AddressValueError, IPv6Address
from urllib.parse import quote

import regex

from edition.late_patterns import late_regex

_ESCAPED = r"%[0-9A-Fa-f]{2}|[^\x21-\x7e]|[<>\x22{}|\\^`]"
_PLAIN = r"A-Za-z0-9\-_.!~*'()"
_PATH = rf"(?:[{_PLAIN}:@&=+$,;/]|{_ESCAPED})*"
_ANY = rf"(?:[{_PLAIN};/?:@&=+$,\[\]]|{_ESCAPED})"
_NAME = rf"(?:[{_PLAIN}$,;:@&=+]|{_ESCAPED})"
_AUTHORITY = rf"(?:{_NAME}*@)?\[(?P<address>[^\[\]/?#]*)\](?::[0-9]*)?|{_NAME}+|(?=[/?#])"
_NET = rf"//(?:{_AUTHORITY})(?:/{_PATH})?(?:\?{_ANY}*)?"
_ABSOLUTE = rf"[A-Za-z][A-Za-z0-9+\-.]*:(?:{_NET}|/(?!/){_PATH}(?:\?{_ANY}*)?|(?!/){_ANY}+)"
_RELATIVE = rf"{_NET}|(?!//)(?![^/?#]*:){_PATH}(?:\?{_ANY}*)?"
_SECONDS = 0.5  # for a pattern that a file brings
_URI = late_regex(rf"(?s)(?:(?|{_ABSOLUTE}|{_RELATIVE}))(?:#{_ANY}*)?")


def is_uri(value: str) -> bool:
    """Whether a string is an absolute or relative URI reference."""
    found = _URI.fullmatch(value)
    return found is not None and (found["address"] is None or _is_ipv6_address(found["address"]))


def to_uri(name: str) -> str:
    """A name of a file, or an address, as a URI reference without white space.

    >>> to_uri("img/leaf 1r.jpg"), to_uri("100%.jpg"), to_uri("https://iiif.org/a%20b")
    ('img/leaf%201r.jpg', '100%25.jpg', 'https://iiif.org/a%20b')
    """
    made = "".join(quote(c) if c.isspace() else c for c in name)
    return made if is_uri(made) else quote(name, safe="/:@&=+$,;!~*'()")


def replaced(pattern: str, replacement: str, rest: str) -> str:
    """What a prefix of TEI (prefixDef) makes of the rest of a pointer; "" where its pattern does not match.

    >>> replaced("([a-z]+)([0-9]+)", "img/$1-$2.jpg", "a12")
    'img/a-12.jpg'
    """
    try:
        found = regex.fullmatch(pattern, rest, timeout=_SECONDS)
    except (regex.error, TimeoutError):
        return ""
    if found is None:
        return ""
    parts = (found[0], *found.groups())
    numbers = sorted(range(len(parts)), reverse=True)  # $12 before $1
    return reduce(lambda made, number: made.replace(f"${number}", parts[number] or ""), numbers, replacement)


def _is_ipv6_address(value: str) -> bool:
    try:
        IPv6Address(value)
    except AddressValueError:
        return False
    return True

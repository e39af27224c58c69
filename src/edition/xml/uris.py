"""What `anyURI` takes: an address of RFC 2396 (with the IPv6 addresses of RFC 2732), once its characters are escaped.

XML Schema escapes a string before it looks: blanks, letters beyond ASCII and `<>"{}|\\^` and the grave accent stand
wherever an escape may.
"""

from ipaddress import AddressValueError, IPv6Address

import regex

_ESCAPED = r"%[0-9A-Fa-f]{2}|[^\x21-\x7e]|[<>\x22{}|\\^`]"
_PLAIN = r"A-Za-z0-9\-_.!~*'()"
_PATH = rf"(?:[{_PLAIN}:@&=+$,;/]|{_ESCAPED})*"
_ANY = rf"(?:[{_PLAIN};/?:@&=+$,\[\]]|{_ESCAPED})"
_NAME = rf"(?:[{_PLAIN}$,;:@&=+]|{_ESCAPED})"
_AUTHORITY = rf"(?:{_NAME}*@)?\[(?P<address>[^\[\]/?#]*)\](?::[0-9]*)?|{_NAME}+|(?=[/?#])"
_NET = rf"//(?:{_AUTHORITY})(?:/{_PATH})?(?:\?{_ANY}*)?"
_ABSOLUTE = rf"[A-Za-z][A-Za-z0-9+\-.]*:(?:{_NET}|/(?!/){_PATH}(?:\?{_ANY}*)?|(?!/){_ANY}+)"
_RELATIVE = rf"{_NET}|(?!//)(?![^/?#]*:){_PATH}(?:\?{_ANY}*)?"
_URI = regex.compile(rf"(?s)(?:(?|{_ABSOLUTE}|{_RELATIVE}))(?:#{_ANY}*)?")


def is_uri(value: str) -> bool:
    """Whether a string is an absolute or relative address."""
    found = _URI.fullmatch(value)
    return found is not None and (found["address"] is None or _is_address(found["address"]))


def _is_address(written: str) -> bool:
    try:
        IPv6Address(written)
    except AddressValueError:
        return False
    return True

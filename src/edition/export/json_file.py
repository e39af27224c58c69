"""JSON as exports write it."""

import json
from json.encoder import encode_basestring

_encode = json.JSONEncoder(ensure_ascii=False).encode
_encode_compactly = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def json_file(data: object) -> bytes:
    """A value as a JSON file that a person can read, too: letters as they are, one line end at its end."""
    return (_indented(data, "\n") + "\n").encode("utf-8")


def compact(data: object) -> bytes:
    """The same on one line, for files that no person reads."""
    return (_encode_compactly(data) + "\n").encode("utf-8")


def _indented(value: object, margin: str) -> str:
    """As `json.dumps(indent=1)` has it; the encoder in C, which alone is fast, does not indent. `margin`: a line end
    and the blanks before the value.

    >>> print(_indented({"a": [1, "ä", {}], "b": None}, "\\n"))
    {
     "a": [
      1,
      "ä",
      {}
     ],
     "b": null
    }
    """
    if isinstance(value, str):
        return encode_basestring(value)
    inner = f"{margin} "
    comma = f",{inner}"
    if isinstance(value, dict) and value:
        members = [f"{encode_basestring(name)}: {_indented(one, inner)}" for name, one in value.items()]
        return f"{{{inner}{comma.join(members)}{margin}}}"
    if isinstance(value, list | tuple) and value:
        return f"[{inner}{comma.join([_indented(one, inner) for one in value])}{margin}]"
    return _encode(value)

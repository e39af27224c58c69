"""JSON as exports write it."""

import json


def json_file(data: object) -> bytes:
    """A value as a JSON file that a person can read, too: letters as they are, one line end at its end."""
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def compact(data: object) -> bytes:
    """The same on one line, for files that no person reads."""
    return (json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n").encode("utf-8")

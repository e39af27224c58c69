"""Files that an editor writes, as text: UTF-8, with a byte-order mark or without one, and nothing is guessed."""

from edition.errors import ConfigError, EditionError


def decoded(data: bytes, path: str, kind: type[EditionError] = ConfigError) -> str:
    """The text of a file; an error of that kind, with line and column, at the first byte that is not UTF-8."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        bytes_before = error.object[: error.start]  # without the byte-order mark
        before = bytes_before.decode("utf-8")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        said = f"the byte {error.object[error.start]:02X} is not UTF-8; save the file as UTF-8 in your editor"
        raise kind(f"{path}:{line}:{column}: {said}") from None

"""Decode files of the editor: UTF-8, with or without a byte-order mark."""

from edition.errors import ConfigError, EditionError


def decode_utf8(data: bytes, path: str, kind: type[EditionError] = ConfigError) -> str:
    """Decode a file; an error of class `kind`, with line and column, at the first byte that is not UTF-8."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        bytes_before = error.object[: error.start]  # without the byte-order mark
        before = bytes_before.decode("utf-8")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        said = f"the byte {error.object[error.start]:02X} is not UTF-8; save the file as UTF-8 in your editor"
        raise kind(f"{path}:{line}:{column}: {said}") from None

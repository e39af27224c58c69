"""What ends a command: one class for each exit status of the command line."""

from typing import ClassVar


class EditionError(Exception):
    """Something the user can mend; the message says where, what, and what to do."""

    status: ClassVar[int] = 2


class ConfigError(EditionError):
    """`edition.toml` or `decisions.toml` says something that cannot be."""


class SeedError(EditionError):
    """A source file cannot be taken as it is."""


class NoReaderError(EditionError):
    """No reader takes a seed; the message holds each reader's reason."""


class InputError(EditionError):
    """A file given on the command line cannot be used."""


class OutputError(EditionError):
    """The result cannot be written, or another build is at work."""

    status = 4


class InternalError(EditionError):
    """A fault of ours: an invariant does not hold."""

    status = 3

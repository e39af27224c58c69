"""Regular expressions that are compiled when they are first used: what a run never needs costs it nothing."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, AnyStr, cast

if TYPE_CHECKING:
    import regex


class _Late:
    """A pattern that stands for the compiled one: its methods are those of the compiled one, looked up once."""

    def __init__(self, make: Callable[[], Any]) -> None:
        self._make = make

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        value = getattr(self._make(), name)
        self.__dict__[name] = value  # the next time nothing is looked up here
        return value


class _Compiled:
    """Compiles a pattern, and keeps it."""

    def __init__(self, source: str | bytes, flags: int, is_extended: bool) -> None:
        self.source = source
        self.flags = flags
        self.is_extended = is_extended
        self.pattern: Any = None

    def __call__(self) -> Any:
        if self.pattern is None:
            self.pattern = self._compiled()
        return self.pattern

    def _compiled(self) -> Any:
        if not self.is_extended:
            return re.compile(self.source, self.flags)
        import regex  # with what it needs a quarter of all that `edition --version` may cost

        return regex.compile(self.source, self.flags)


def late_pattern(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """The pattern that `re.compile` makes of these, made when one of its methods is first called."""
    return cast("re.Pattern[AnyStr]", _Late(_Compiled(source, flags, is_extended=False)))


def late_regex(source: str, flags: int = 0) -> "regex.Pattern[str]":
    """The pattern that `regex.compile` makes of these, made when one of its methods is first called."""
    return cast("regex.Pattern[str]", _Late(_Compiled(source, flags, is_extended=True)))

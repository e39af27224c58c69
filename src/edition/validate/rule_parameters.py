"""Put the parameters of abstract patterns, and new names of variables, into expressions and messages."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import regex

from edition.late_patterns import late_regex

_NAME = late_regex(r"\$([\p{L}_][\w.\-]*)")
_QUOTED_OR_NAME = late_regex(r"\"[^\"]*\"|'[^']*'|\$([\p{L}_][\w.\-]*)")


@dataclass(frozen=True, slots=True)
class Substitution:
    """What is put for `$name`: the values of parameters as they stand, and other names of variables.

    >>> Substitution({"row": "tr"}, {"n": "n.2"}).in_expression("$row[$n = 'the $n of $row']")
    "tr[$n.2 = 'the $n of tr']"
    """

    parameters: Mapping[str, str] = field(default_factory=dict)
    variables: Mapping[str, str] = field(default_factory=dict)

    def in_text(self, text: str | None) -> str:
        """A text, or an expression with its quoted strings, with the values of parameters."""
        return str(_NAME.sub(self._put_parameter, text or "")) if self.parameters else text or ""

    def in_expression(self, expression: str) -> str:
        """An expression with the values of parameters, and other names of variables outside quoted strings."""
        expression = self.in_text(expression)
        return str(_QUOTED_OR_NAME.sub(self._put_variable, expression)) if self.variables else expression

    def _put_parameter(self, found: regex.Match[str]) -> str:
        """The value of the longest parameter that the name begins with: `$a-b` is $a and -b, where there is no a-b."""
        name = str(found[1])
        for end in range(len(name), 0, -1):
            if name[:end] in self.parameters and (end == len(name) or name[end] in ".-"):
                return self.parameters[name[:end]] + name[end:]
        return str(found[0])

    def _put_variable(self, found: regex.Match[str]) -> str:
        return f"${self.variables[found[1]]}" if found[1] in self.variables else str(found[0])

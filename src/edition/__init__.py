"""Digital scholarly editions from several witnesses of one text (docs/python.md).

>>> import edition as ed
>>> apparatus = ed.collate({"A": "The quick fox", "B": "The slow fox"})
>>> e = ed.open("my-edition")
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from edition import version

if TYPE_CHECKING:
    from edition.apparatus import AlignmentTable, Apparatus, VariationUnit, WitnessReading, collate
    from edition.edition import Edition, EditionEntry, EditionMention, EditionWitness, open
    from edition.errors import EditionError
    from edition.export.registry import exporter
    from edition.model import Finding, Mention, Register, Witness

__version__ = version.VERSION
#: The public names, and the modules that are imported when one is first used: `import edition` alone stays quick.
_HOMES = {
    "AlignmentTable": "apparatus",
    "Apparatus": "apparatus",
    "Edition": "edition",
    "EditionEntry": "edition",
    "EditionError": "errors",
    "EditionMention": "edition",
    "EditionWitness": "edition",
    "Finding": "model",
    "Mention": "model",
    "Register": "model",
    "VariationUnit": "apparatus",
    "Witness": "model",
    "WitnessReading": "apparatus",
    "collate": "apparatus",
    "exporter": "export.registry",
    "open": "edition",
}
__all__ = [
    "AlignmentTable",
    "Apparatus",
    "Edition",
    "EditionEntry",
    "EditionError",
    "EditionMention",
    "EditionWitness",
    "Finding",
    "Mention",
    "Register",
    "VariationUnit",
    "Witness",
    "WitnessReading",
    "__version__",
    "collate",
    "exporter",
    "open",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'edition' has no attribute {name!r}")
    value = getattr(import_module(f"edition.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__

"""`[apparatus]`: how the entries of the apparatus and the words of the text are printed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from edition.model.conjecture import SignKind
from edition.project.own_spelling import Tables
from edition.project.suggestions import suggest_nearest


@dataclass(frozen=True, slots=True)
class ApparatusOptions:
    """`[apparatus]`. `signs`: by kind, what stands before and behind words, parted by a blank."""

    signs: Mapping[str, str] = field(default_factory=dict)


def read_apparatus_options(file: Tables) -> ApparatusOptions:
    """The table `[apparatus]` of a file; ConfigError for a value that cannot be."""
    made = file.read_options(ApparatusOptions, file.data.get("apparatus", {}), "apparatus")
    for key, problem in _problems(made):
        raise file.error(key, problem, "apparatus")
    return made


def _problems(apparatus: ApparatusOptions) -> Iterator[tuple[str, str]]:
    """The errors as (key, what to write instead)."""
    for kind, sign in apparatus.signs.items():
        if kind not in list(SignKind):
            yield "signs", f"signs has no {kind!r}{suggest_nearest(kind, list(SignKind))}"
        elif kind != SignKind.LACUNA and " " not in sign:
            yield "signs", f"signs.{kind} = {sign!r} has no blank: write what stands before and behind words ('[ ]')"
        elif not sign.strip():
            yield "signs", f"signs.{kind} is blank; take it out, or write signs"

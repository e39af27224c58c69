"""What the editor decided on names and dates, against what the rules say."""

from dataclasses import dataclass

from edition.model.mention import DateValue


@dataclass(frozen=True, slots=True)
class Decision:
    """These words, between these neighbours, mean this entry or this date, or are no name at all.

    Anchored by words, never by position: `exact` with `prefix` right before and `suffix` right behind it, runs of white
    space counted as one. `witness` is a siglum, or "" for all. Exactly one of `ref`, `value`, `reject` is given.
    `line`: where it stands in decisions.toml.
    """

    exact: str
    prefix: str = ""
    suffix: str = ""
    witness: str = ""
    ref: str = ""
    value: DateValue | None = None
    reject: bool = False
    note: str = ""
    line: int = 0

    def __post_init__(self) -> None:
        if not self.exact.strip():
            raise ValueError("a decision quotes the words it is about (exact)")
        if sum((bool(self.ref), self.value is not None, self.reject)) != 1:
            raise ValueError("a decision says one of ref, date, reject = true")

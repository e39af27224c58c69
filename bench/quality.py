"""How well names and dates are marked: `make quality` measures it and writes docs/quality.md."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from bench.annotations import (
    Annotated,
    Tally,
    annotated,
    canonical,
    compare,
    in_passage,
    mark_of,
    matched,
    plain_witness,
    register_of,
)
from edition.annotate import annotation_of
from edition.annotate.suggest import draft, suggest
from edition.model import Mention, Register, Witness
from edition.pipeline import read_sources

ROOT = Path(__file__).parent.parent
QUALITY = ROOT / "tests" / "quality"


def seed_passages() -> tuple[Annotated, ...]:
    """The annotated passages of the seeds."""
    return tuple(p for path in sorted((QUALITY / "seeds").glob("*.xml")) for p in annotated(path))


def on_seeds(mark: Callable[[Witness], Sequence[Mention]], witnesses: Sequence[Witness]) -> Tally:
    """The tally of a way of marking on the seeds."""
    texts = {w.siglum: w.text for w in witnesses}
    made = {w.siglum: mark(w) for w in witnesses}
    return compare((p, list(in_passage(made[p.witness], p, texts[p.witness]))) for p in seed_passages())


def with_register(register: Register) -> Callable[[Witness], Sequence[Mention]]:
    """Marking with a register."""
    return lambda witness: annotation_of(witness, register).mentions


def on_letters() -> Tally:
    """The second half of a correspondence, with a register of the names of its first half."""
    first, second = annotated(QUALITY / "letters.xml")
    made = with_register(register_of(first))(plain_witness(second.text))
    return compare([(second, [mark_of(m) for m in made])])


def on_diary() -> Tally:
    """The dates of a diary."""
    (diary,) = annotated(QUALITY / "diary.xml")
    made = with_register(Register())(plain_witness(diary.text))
    return compare([(diary, [mark_of(m) for m in made if m.value is not None or m.kind.value == "date"])])


def drafted(witnesses: Sequence[Witness]) -> Register:
    """The register that `edition suggest` drafts of texts for which there is none."""
    return draft(suggest(witnesses, Register()))


def on_letters_without_register() -> Tally:
    """The whole correspondence with the draft that is made of it."""
    halves = annotated(QUALITY / "letters.xml")
    register = drafted([replace(plain_witness(h.text), siglum=str(n)) for n, h in enumerate(halves)])
    mark = with_register(register)
    made = [(h, [mark_of(m) for m in mark(plain_witness(h.text))]) for h in halves]
    return compare(matched(made))


def on_seeds_without_register(witnesses: Sequence[Witness]) -> Tally:
    """The seeds with the draft that is made of them."""
    mark = with_register(drafted(witnesses))
    texts = {w.siglum: w.text for w in witnesses}
    made = {w.siglum: mark(w) for w in witnesses}
    return compare(matched([(p, list(in_passage(made[p.witness], p, texts[p.witness]))) for p in seed_passages()]))


def main() -> None:
    """Measure."""
    sources = read_sources(ROOT)
    runs = {
        "full": lambda: on_seeds(with_register(sources.register), sources.witnesses),
        "canonical": lambda: on_seeds(with_register(canonical(sources.register)), sources.witnesses),
        "letters": on_letters,
        "diary": on_diary,
        "none": lambda: on_seeds_without_register(sources.witnesses),
        "letters-none": on_letters_without_register,
    }
    for name in sys.argv[1:] or runs:
        tally = runs[name]()
        print(
            name,
            "ALL exact %.3f overlap %.3f right %.3f"
            % tuple(tally.f1(c) for c in (tally.exact, tally.overlap, tally.right)),
        )
        for kind in tally.hand:
            print(
                "   %-10s %4d %4d exact %.3f right %.3f"
                % (
                    kind,
                    tally.hand[kind],
                    tally.program[kind],
                    tally.f1(tally.exact, kind),
                    tally.f1(tally.right, kind),
                )
            )
        if len(sys.argv) > 1:
            print("\n".join(["MISSED", *tally.missed, "FALSE", *tally.false]))


if __name__ == "__main__":
    main()

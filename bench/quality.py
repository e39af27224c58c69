"""How well names and dates are marked: `make quality` measures it and writes docs/quality.md."""

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
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
from edition.annotate.suggest import draft_register, suggest
from edition.model import Mention, MentionKind, Register, Witness
from edition.model.vocabulary import Vocabulary
from edition.stages import Sources, read_sources

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


def with_register(register: Register, words: Vocabulary | None = None) -> Callable[[Witness], Sequence[Mention]]:
    """Marking with a register, and the words of an edition."""
    return lambda witness: annotation_of(witness, register, (), words).mentions


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


def drafted(witnesses: Sequence[Witness], words: Vocabulary | None = None) -> Register:
    """The register that `edition suggest` drafts of texts for which there is none."""
    return draft_register(suggest(witnesses, Register(), (), words))


def on_letters_without_register() -> Tally:
    """The whole correspondence with the draft that is made of it."""
    halves = annotated(QUALITY / "letters.xml")
    register = drafted([replace(plain_witness(h.text), siglum=str(n)) for n, h in enumerate(halves)])
    mark = with_register(register)
    made = [(h, [mark_of(m) for m in mark(plain_witness(h.text))]) for h in halves]
    return compare(matched(made))


def on_seeds_without_register(witnesses: Sequence[Witness], words: Vocabulary | None = None) -> Tally:
    """The seeds with the draft that is made of them."""
    mark = with_register(drafted(witnesses, words), words)
    texts = {w.siglum: w.text for w in witnesses}
    made = {w.siglum: mark(w) for w in witnesses}
    return compare(matched([(p, list(in_passage(made[p.witness], p, texts[p.witness]))) for p in seed_passages()]))


@dataclass(frozen=True, slots=True)
class Condition:
    """A way of marking that is measured, and what is asked of it: F1 by kind, "" for all and "identity"."""

    name: str
    what: str
    run: Callable[[], Tally]
    asked: Mapping[str, float] = field(default_factory=dict)


def conditions(sources: Sources) -> tuple[Condition, ...]:
    """What is measured, in the order of the page."""
    texts, words = sources.witnesses, sources.vocabulary
    return (
        Condition("full", "Seeds, with the registers of the edition",
                  lambda: on_seeds(with_register(sources.register, words), texts),
                  _asked(.97, .98, .96, .96, .97, .93, .97)),
        Condition("canonical", "Seeds, with the first name of every entry and no other form",
                  lambda: on_seeds(with_register(canonical(sources.register), words), texts),
                  _asked(.88, .94, .85, .78, .97, .70, .89)),
        Condition("none", "Seeds, with the draft that `edition suggest` makes of them and no register",
                  lambda: on_seeds_without_register(texts, words), _asked(.80, .87, .68, .70, .95, .70, .76)),
        Condition("letters", "Second half of a correspondence, with a register of the names in its first half",
                  on_letters, _asked(.77, .86, .75, .60, 0, 0, .77)),
        Condition("letters-known", "The same, names of those alone whom the first half names", on_known_letters),
        Condition("letters-both", "The same, with what `edition suggest` finds besides", on_letters_with_suggestions),
        Condition("letters-none", "The whole correspondence, with its draft and no register",
                  on_letters_without_register),
        Condition("diary", "Dates of a diary with weekdays", on_diary, {"date": .89}),
    )  # fmt: skip


def _asked(*values: float) -> Mapping[str, float]:
    names = ("", "persName", "placeName", "orgName", "date", "eventName", "identity")
    return {name: value for name, value in zip(names, values, strict=True) if value}


def on_known_letters() -> Tally:
    """As `on_letters`; hand and program are compared on what the first half's register has."""
    first, second = annotated(QUALITY / "letters.xml")
    register = register_of(first)
    known = tuple(m for m in second.marks if m.meaning in register.entries or m.kind is MentionKind.DATE)
    free = tuple((m.start, m.end) for m in second.marks if m not in known)
    made = with_register(register)(plain_witness(second.text))
    return compare([(replace(second, marks=known, free=free), [mark_of(m) for m in made])])


def on_letters_with_suggestions() -> Tally:
    """The second half with the first half's register and the draft of what that lacks."""
    first, second = annotated(QUALITY / "letters.xml")
    register, witness = register_of(first), plain_witness(second.text)
    new = draft_register(suggest([witness], register), register.entries)
    made = with_register(Register.of([*register, *new]))(witness)
    entries = {e.id for e in register}
    renamed = {id(m): m for m in made if m.ref in entries or not m.ref}
    ours = [(second, [mark_of(m) for m in made if id(m) not in renamed])]
    others = [mark for _, marks in matched(ours) for mark in marks]
    return compare([(second, [*(mark_of(m) for m in renamed.values()), *others])])


KINDS = ("persName", "placeName", "orgName", "eventName", "title", "date")


def measured(condition: Condition, tally: Tally) -> dict[str, float]:
    """The figures of a condition: F1 by kind (exact), of all (""), and of identity."""
    figures = {"": tally.f1(tally.exact), "identity": tally.f1(tally.right)}
    return figures | {kind: tally.f1(tally.exact, kind) for kind in KINDS if tally.hand[kind]}


def page(results: Sequence[tuple[Condition, Tally]]) -> str:
    """docs/quality.md."""
    lines = [HEAD]
    for condition, tally in results:
        figures = measured(condition, tally)
        lines += [f"## {condition.what}", "", "| | by hand | by the program | exact | asked | identity |",
                  "|---|---:|---:|---:|---:|---:|"]  # fmt: skip
        whole = sum(tally.hand.values()), sum(tally.program.values())
        lines.append(_row("all", whole, figures[""], condition.asked.get(""), figures["identity"]))
        for kind in KINDS:
            if tally.hand[kind] or tally.program[kind]:
                counts = tally.hand[kind], tally.program[kind]
                right = tally.f1(tally.right, kind)
                lines.append(_row(f"`{kind}`", counts, figures.get(kind, 0.0), condition.asked.get(kind), right))
        if "identity" in condition.asked:
            reached = "reached" if figures["identity"] >= condition.asked["identity"] else "**missed**"
            lines += ["", f"Identity asked for: {condition.asked['identity']:.2f}, {reached}."]
        lines.append("")
        if condition.name == "full":
            lines += ["Every place where hand and program differ:", ""]
            told = [*(f"missed — {t}" for t in tally.missed), *(f"too much — {t}" for t in tally.false)]
            lines += [f"- {' '.join(t.split())}" for t in told] + [""]
    return "\n".join(lines).rstrip() + "\n"


def table(tally: Tally) -> str:
    """docs/quality.tsv, which the page about the edition shows: the seeds with the registers of the edition."""
    rows = [("", "by hand", "by the program", "F1, same words", "F1, same entry or date")]
    for kind in ("", *KINDS):
        hand, made = (sum(c.values()) if not kind else c[kind] for c in (tally.hand, tally.program))
        scores = (f"{tally.f1(hits, kind):.3f}" for hits in (tally.exact, tally.right))
        rows.append((kind or "all", str(hand), str(made), *scores))
    return "".join("\t".join(row) + "\n" for row in rows)


def _row(name: str, counts: tuple[int, int], exact: float, asked: float | None, right: float) -> str:
    said = f"{asked:.2f}" if asked else ""
    mark = "" if asked is None or exact >= asked else " **missed**"
    return f"| {name} | {counts[0]} | {counts[1]} | {exact:.3f} | {said}{mark} | {right:.3f} |"


HEAD = """# How well names and dates are marked

Written by `make quality`; `make test` holds the program to it. Annotations by hand stand in `tests/quality/`: two
passages of each witness, marked by reading, by the encoding guidelines, before the program's marks of them were looked
at; and two texts made up for the purpose by somebody who did not know the program, a diary of the 1870s and a
correspondence of 1829–41 in two halves. *Exact*: the same element around the same words. *Identity*: an overlapping
mark that means the same entry, or the same date value. Figures are F1; words that the guidelines leave free count
neither way. Without a register, an entry of the draft is taken for the annotated one with which it shares most marks,
and no two for the same.
"""


def main() -> None:
    """Measure all, or the named conditions with every difference."""
    sources = read_sources(ROOT)
    names = sys.argv[1:]
    results = [(c, c.run()) for c in conditions(sources) if not names or c.name in names]
    for condition, tally in results:
        figures = measured(condition, tally)
        print(f"{condition.name:14}", *(f"{name or 'all'} {value:.3f}" for name, value in figures.items()))
        if names:
            print("\n".join(["missed", *tally.missed, "too much", *tally.false]))
    if not names:
        (ROOT / "docs" / "quality.md").write_text(page(results), encoding="utf-8")
        (ROOT / "docs" / "quality.tsv").write_text(table(results[0][1]), encoding="utf-8")


if __name__ == "__main__":
    main()

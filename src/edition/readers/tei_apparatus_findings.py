"""What the editor must know of an apparatus that is read into witnesses: method, entries, sigla, conjectures."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from edition.model import Finding, Severity
from edition.model.finding import count_of
from edition.readers.tei_apparatus import Readings, position_of
from edition.readers.tei_entries import METHODS, Entries, method_of
from edition.readers.tei_layer import local_name
from edition.readers.tei_patches import problems_of
from edition.readers.tei_sigla import Sigla, is_all, is_rest
from edition.xml.namespaces import TEI

_TEI = f"{{{TEI}}}"
_MOST_TOLD = 40  # findings on single entries; the rest is counted
_LOSSES = frozenset(("witStart", "witEnd", "lacunaStart", "lacunaEnd"))


@dataclass(frozen=True)
class ApparatusReport:
    """What is known of the apparatus of a file once each of its witnesses was read (`readings`)."""

    path: str
    root: etree._Element
    sigla: Sigla
    readings: Sequence[Readings] = ()
    problems: Mapping[etree._Element, str] = field(default_factory=dict)

    @classmethod
    def of(cls, path: str, root: etree._Element, sigla: Sigla, readings: Sequence[Readings]) -> "ApparatusReport":
        """The report of a file."""
        entries = readings[0].entries if readings else Entries()
        return cls(path, root, sigla, readings, problems_of(entries, (r.patches for r in readings)))

    def findings(self) -> Iterator[Finding]:
        """E316 for the whole, E317 for each entry that is not followed, E318 sigla, E319 conjectures, E356 hands."""
        yield self._method()
        yield from self._not_followed()
        yield from self._undeclared()
        yield from self._conjectures()
        yield from self._hands()

    def _method(self) -> Finding:
        apps = list(self.root.iter(f"{_TEI}app"))
        entries = self.readings[0].entries if self.readings else Entries()
        told = method_of(self.root)
        said = f"«{told}»" if told else "no method"
        pointing = sum(bool(e.app.get("from") or e.app.get("to")) for e in entries.all)
        counts = (len(apps) - len(entries.all), pointing, len(entries.all) - pointing)
        ways = ", ".join(f"{n} by {name}" for n, name in zip(counts, METHODS, strict=True) if n)
        read = len(apps) - len(self.problems)
        rule = "who is not named agrees with the lemma" if self._is_negative else "every entry names every witness"
        message = (
            f"an apparatus of {_count(len(apps), 'entry', 'entries')} ({ways}; the header declares {said}): "
            f"{read} read into {_count(len(self.sigla.sources), 'witness', 'witnesses')}; {rule} (negative in [tei])"
        )
        return Finding("E316", Severity.ADVICE, message, position_of(self.path, apps[0]))

    @property
    def _is_negative(self) -> bool:
        return any(r.is_negative for r in self.readings)

    def _not_followed(self) -> Iterator[Finding]:
        for app, why in list(self.problems.items())[:_MOST_TOLD]:
            words = " ".join("".join(map(str, app.itertext())).split())[:60]
            where = f" at {app.get('loc')}" if app.get("loc") else ""
            message = f"the entry{where} is not followed: {why} («{words}»)"
            yield Finding("E317", Severity.WARNING, message, position_of(self.path, app))
        if (more := len(self.problems) - _MOST_TOLD) > 0:
            message = f"{_count(more, 'further entry', 'further entries')} of the apparatus not followed"
            yield Finding("E317", Severity.WARNING, message, position_of(self.path, list(self.problems)[_MOST_TOLD]))

    def _undeclared(self) -> Iterator[Finding]:
        if self.sigla.undeclared:
            said = ", ".join(f"{name} ({n})" for name, n in self.sigla.undeclared.items())
            message = f"readings name what no listWit declares, and are of no witness: {said}"
            yield Finding("E318", Severity.WARNING, message, position_of(self.path, self.root))

    def _conjectures(self) -> Iterator[Finding]:
        known = {name for w in self.sigla.sources for level in self.sigla.levels(w.id) for name in level}
        readings = list(self.root.iter(f"{_TEI}rdg"))
        nobody = [r for r in readings if not any(n in known or is_all(n) or is_rest(n) for n in self.sigla.named(r))]
        nobody = [r for r in nobody if not any(local_name(e) in _LOSSES for e in r)]
        if nobody:
            words = " ".join("".join(map(str, nobody[0].itertext())).split())[:40]
            message = (
                f"{count_of(len(nobody), 'reading')} of no witness (conjectures, other editions), first «{words}»: "
                "kept in the file, part of no text"
            )
            yield Finding("E319", Severity.ADVICE, message, position_of(self.path, nobody[0]))

    def _hands(self) -> Iterator[Finding]:
        names = {w.id: w.siglum for w in self.sigla.sources}
        hands = [w for w in self.sigla.sources if w.manuscript]
        if hands:
            said = ", ".join(f"{w.siglum} of {names[w.manuscript]}" for w in hands)
            message = f"by their sigla these are hands, which have the text of their manuscript unless named: {said}"
            yield Finding("E356", Severity.ADVICE, message, position_of(self.path, self.root))


def _count(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}"

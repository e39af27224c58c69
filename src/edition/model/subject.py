"""On what a section of a commentary is: words of a witness, a reference, or an id, as its heading says it."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from edition.late_patterns import late_pattern
from edition.model.anchor import Anchor
from edition.model.seed import Siglum

_OPEN, _CLOSE = '«»“„‹"‘', '»«”“›"’'
_QUOTED = rf"[{_OPEN}]\s*(?P<{{name}}>\S|\S.*?\S)\s*[{_CLOSE}]"
_NUMBER = r"\d+[a-z]?(?:[.,:]\s?\d+[a-z]?)*"
_REFERENCE = rf"(?:[§¶]\s*)?{_NUMBER}(?:\s*[-–]\s*{_NUMBER})?"
_SUBJECT = late_pattern(
    rf"(?:(?P<siglum>[^\s:{_OPEN}]+)\s*:(?:\s+|(?=[{_OPEN}])))?(?P<reference>{_REFERENCE})?[\s:,.]*"
    rf"(?:{_QUOTED.format(name='exact')}(?:\s+\w{{1,8}}\s+{_QUOTED.format(name='around')})?(?:\s*\((?P<nth>\d+)\))?)?\s*"
)
_ID = late_pattern(r"#(\S+)")


@dataclass(frozen=True, slots=True)
class Subject:
    """What a section is on. `anchor`: quoted words; `reference`: as cited, `1.2` or `1.2–1.4`; `id`: of a place."""

    siglum: Siglum = ""
    anchor: Anchor | None = None
    reference: str = ""
    id: str = ""
    problem: str = ""  # why the heading cannot be


def subject_of(heading: str, citations: Collection[str] = ()) -> Subject | None:
    """What a heading says its section is on; None for the heading of a chapter. `citations`: those of the text.

    >>> subject_of("A: «went out» in «men went out over»").anchor
    Anchor(exact='went out', prefix='men ', suffix=' over', nth=0)
    >>> subject_of("1.2 «men» (2)").reference, subject_of("On the word «men»")
    ('1.2', None)
    """
    words = " ".join(heading.split())
    if found := _ID.fullmatch(words):
        return Subject(id=found[1])
    if words in citations:
        return Subject(reference=words)
    subject = _SUBJECT.fullmatch(words)
    if subject is None or not (subject["reference"] or subject["exact"]):
        return None
    reference = re.sub(r"\s*[-–]\s*", "–", re.sub(r"^[§¶]\s*", "§", subject["reference"] or ""))
    if not subject["exact"]:
        return Subject(subject["siglum"] or "", None, reference)
    exact, around = subject["exact"], subject["around"] or subject["exact"]
    if around.count(exact) != 1:
        many = "more than once" if exact in around else "nowhere"
        return Subject(problem=f"«{exact}» stands {many} in «{around}»; quote more of what is around it")
    before, _, behind = around.partition(exact)
    anchor = Anchor(exact, before, behind, int(subject["nth"] or 0))
    return Subject(subject["siglum"] or "", anchor, reference)

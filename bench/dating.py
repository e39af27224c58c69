"""The reading of dates alone: words a second in two languages, and growth with the length."""

import math
import tempfile
from pathlib import Path

from bench.collation import Section
from bench.measure import ROOT, Target, cost

TIMES = (2, 8, 32)  # how often the text is repeated
_GERMAN = """\
Der Hof liegt am Rand des Moores, eine Stunde von der Stadt, und gehörte im Jahre 1412 dem Kloster. Wer von
Süden kommt, sieht zuerst die beiden Linden, dann das Dach der Scheune, die nach dem Brand vom 3. Mai 1848
neu gedeckt wurde. Den Brunnen hat der alte Verwalter graben lassen; er starb am Montag nach Martini 1519,
und man erzählt noch heute, wie er mit zwölf Knechten und 1500 Gulden aus dem Norden kam.

Vom 28. Dezember 1812 bis zum 3. Januar 1813 lagen Soldaten in den Stuben. Sie verbrannten die Bänke und
ließen ein Buch zurück, in dem auf Seite 1348 ein Name steht, den niemand mehr lesen kann. In den 1830er
Jahren kaufte ein Müller das Land, legte Gräben an und pflanzte Pappeln, von denen keine mehr steht. Seine
Töchter schrieben einander Briefe, die wir im Sommer 1922 auf dem Boden fanden, mit einem Band umwickelt und
von Mäusen angefressen.

Was darin steht, ist bald gesagt: dass die Ernte gut war oder schlecht, dass der Pfarrer hustet, dass die
Kühe teuer sind und die Wege weich. Manchmal fällt ein Wort über den Vater, der nicht schreibt, und über das
Meer, das keine von ihnen je gesehen hat. Der letzte Brief trägt kein Datum, nur den Namen des Tages und
einen Tropfen Wachs.
"""


def dating() -> Section:
    """The seeds, and a German text, repeated; only their dates are read."""
    english = "\n\n".join(path.read_text("utf-8") for path in sorted((ROOT / "seeds").glob("*.txt")))
    rows, targets = [], []
    with tempfile.TemporaryDirectory() as folder:
        for name, tag, text in (("English", "en", english), ("German", "de", "\n\n".join([_GERMAN] * 80))):
            words, costs = len(text.split()), []
            for times in TIMES:
                path = Path(folder) / f"{tag}.{times}.txt"
                path.write_text("\n\n".join([text] * times), encoding="utf-8")
                costs.append(cost("dates", [path], times=2).seconds)
                speed = words * times / costs[-1]
                rows.append(f"| {name} | {words * times:,} | {costs[-1]:.2f} | {speed:,.0f} |")
            growth = math.log(costs[-1] / costs[0]) / math.log(TIMES[-1] / TIMES[0])
            targets += [
                Target(f"dates in {name}, words a second", words * TIMES[-1] / costs[-1], 50_000, at_least=True),
                Target("the same, growth with the length, exponent", growth, 1.1),
            ]
    head = """## Dates alone

The four seeds, and a German text of our own, repeated; nothing but their dates is read.

| language | words | CPU s | words a second |
|---|---|---|---|
"""
    return Section(head + "\n".join(rows), tuple(targets))

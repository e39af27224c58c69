"""Events before Christ on the page of events: in their order, with years as the language writes them."""

import re
from pathlib import Path

from lxml import html

from edition.build import build

HEADER = (Path(__file__).parents[2] / "tei" / "registers" / "events.xml").read_text("utf-8").partition("<event ")[0]
EVENTS = (
    '<event xml:id="even-actium" type="battle" when="-0031-09-02"><eventName>Battle of Actium</eventName></event>'
    '<event xml:id="even-ides" type="assassination" when="-0044-03-15"><eventName>Murder of Caesar</eventName></event>'
    '<event xml:id="even-tiber" type="other" when="0014"><eventName>Accession of Tiberius</eventName></event>'
)
TEXT = "The Murder of Caesar came first, the Battle of Actium next, the Accession of Tiberius last.\n"


def test_years_before_christ_have_no_minus(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "tei" / "registers").mkdir(parents=True)
    register = f"{HEADER}{EVENTS}</listEvent></standOff></TEI>"
    (tmp_path / "tei" / "registers" / "events.xml").write_text(register, encoding="utf-8")
    (tmp_path / "edition.toml").write_text(
        '[edition]\ntitle = "Rome"\nbase = "A"\n[[witness]]\nsiglum = "A"\nseed = "seeds/a.txt"\n'
        '[site]\nlanguages = ["en", "fr"]\n',
        encoding="utf-8",
    )
    built = build(tmp_path, ("site",))
    assert not built.failed, built.findings
    for folder, first, second in (("", "44 BC", "15 March 44 BC"), ("fr", "44 av. J.-C.", "15 mars 44 av. J.-C.")):
        page = html.document_fromstring((tmp_path / "build" / "site" / folder / "events.html").read_bytes())
        assert page.xpath("//h2[@class='year']")[0].text == first
        assert page.xpath("//span[@class='when']")[0].text == second
        drawn = [*page.xpath("//svg//text/text()"), *page.xpath("//svg//title/text()")]
        assert any(re.match(first, words) for words in drawn)
        assert not [words for words in drawn if "-" in words.replace("J.-C.", "")]

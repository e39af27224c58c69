"""The page of `edition review` in a real browser, by the keyboard alone: every key, both themes, a phone."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.decided import of_decisions, write

from edition.build import build
from edition.commands.review_routes import routes_of, routes_of_comparison
from edition.commands.review_server import ReviewServer, serving_review
from edition.commands.serve import serving
from edition.tasks.review.make_decision import Action
from edition.tasks.review.reconcile import Reconciliation
from edition.tasks.review.session import ReviewSession

from .test_site import MODULES, browser

__all__ = ["browser"]
pytestmark = pytest.mark.tools

TEXTS = {
    "A": "Anna Webb steered the grey ferry past nine reefs. Then Webb lit the grey lamp on 4 May 1803.",
    "B": "Anna Webb steered the gray ferry past ten reefs. Then Webb lit a gray lamp on 5 May 1803.",
    "C": "Anna Webb steered the gray ferry by ten rocks. Then Anne Webb lit the gray lamp on 5 May 1803.",
}
PERSONS = """<?xml version="1.0"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>P</title></titleStmt>
<publicationStmt><p>p</p></publicationStmt><sourceDesc><listBibl><bibl>b</bibl></listBibl></sourceDesc></fileDesc></teiHeader><standOff><listPerson>
<person xml:id="pers-webb"><persName>Anna <surname>Webb</surname></persName></person>
<person xml:id="pers-cole"><persName>Ruth <surname>Cole</surname></persName></person>
</listPerson></standOff></TEI>"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path, TEXTS, "")
    (tmp_path / "tei" / "registers").mkdir(parents=True)
    (tmp_path / "tei" / "registers" / "persons.xml").write_text(PERSONS, "utf-8")
    return tmp_path


@pytest.fixture
def review(folder: Path) -> Iterator[tuple[ReviewSession, ReviewServer]]:
    session = ReviewSession(folder, "AR")
    with serving_review(routes_of(session), 0) as server:
        yield session, server


def opened(browser: object, width: int = 1200, scheme: str = "light") -> tuple:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda m: said.append(m.text))
    page.on("pageerror", lambda e: said.append(str(e)))
    page.on("request", lambda r: None if r.url.startswith(("http://127.0.0.1:", "data:")) else said.append(r.url))
    return context, page, said


class Keyboard:
    """An editor who has a keyboard and no mouse."""

    def __init__(self, page: object, review: tuple[ReviewSession, ReviewServer]) -> None:
        self.page = page
        self.session, self.server = review

    def go(self, words: str) -> None:
        """Open the place whose statement begins so."""
        name = next(p.id for p in self.session.view.places.places if p.statement.startswith(words))
        self.page.goto(self.server.address(name))
        self.page.wait_for_selector("#block:not(:empty)")
        self.page.wait_for_function("() => document.activeElement.id === 'text'")

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def ask(self, key: str) -> None:
        """Press a key that opens a dialog."""
        self.press(key)
        self.page.wait_for_selector("dialog[open]")

    def told(self, words: str) -> None:
        self.page.wait_for_function("w => document.getElementById('say').textContent.includes(w)", arg=words)

    def written(self) -> list[dict[str, object]]:
        """All blocks of the file: table and keys."""
        self.told("Written")
        return blocks(self.session.root)


def blocks(root: Path) -> list[dict[str, object]]:
    found = root / "decisions" / "ar.toml"
    data = tomllib.loads(found.read_text("utf-8")) if found.exists() else {}
    some = [(table, row) for table, made in data.items() if table != "defaults" for row in made]
    return [{"table": table, **{k: v for k, v in row.items() if k != "on"}} for table, row in some]


def test_every_key_by_the_keyboard_alone(
    browser: object, review: tuple[ReviewSession, ReviewServer], folder: Path
) -> None:
    context, page, said = opened(browser)
    her = Keyboard(page, review)
    her.go("grey] gray B C")
    her.press("ArrowRight")
    page.wait_for_function("() => document.querySelector('mark').textContent !== 'grey'")
    her.press("ArrowLeft")
    page.wait_for_function("() => document.querySelector('mark').textContent === 'grey'")
    her.press("=", "s")
    made = her.written()
    assert [(b["table"], b["as"]) for b in made] == [("class", "substantive")] * 2
    her.press("u")
    her.told("Undone")
    assert blocks(folder) == []

    her.go("nine] ten")
    her.ask("n")
    page.keyboard.type('the log; [[class]] "x" <b>')
    her.press("Escape")
    page.wait_for_selector("dialog[open]", state="detached")
    assert blocks(folder) == []
    her.ask("n")
    page.keyboard.type('the log; [[class]] "x" <b>')
    her.press("Enter")
    assert her.written()[-1] == {"table": "note", "exact": "nine", "text": 'the log; [[class]] "x" <b>'}

    her.go("past] by")
    her.ask("j")
    assert "nine] ten" in page.inner_text("dialog")
    page.wait_for_selector("#ask-block:has-text('past nine')")
    her.press("Enter")
    assert {"table": "join", "exact": "past nine"} in her.written()

    her.go("past nine]")
    her.ask("x")
    her.press("ArrowRight", "ArrowLeft", " ")
    page.wait_for_selector("#ask-block:has-text('after')")
    her.press("Enter")
    assert {"table": "split", "exact": "past nine", "after": ["past"]} in her.written()

    her.go("the] a")
    her.ask("l")
    her.press("Enter")
    assert [b["from"] for b in her.written() if b["table"] == "lemma"] == ["B"]

    her.go("grey] gray B C")
    her.ask("r")
    page.wait_for_selector("dialog :text('everywhere: 4 places')")
    her.press("3")
    page.wait_for_selector("#ask-block:has-text('in = ')")
    her.press("Enter")
    assert {"table": "regularise", "from": "gray", "to": "grey", "in": "B"} in her.written()

    her.go("4 May 1803]")
    her.ask("m")
    page.keyboard.type("1803-05")
    page.wait_for_selector("#ask-block:has-text('1803-05')")
    her.press("Enter")
    assert [b["date"] for b in her.written() if b["table"] == "mention"] == ["1803-05"]

    her.go("reefs]")
    her.press("c")
    assert [b["as"] for b in her.written() if b["table"] == "class"] == ["accidental"]
    her.go("om.] Anne")
    her.press("a")
    assert [b["in"] for b in her.written() if b["table"] == "reviewed"] == ["C"]

    her.go("grey] gray B C")
    her.press("k")
    her.told("later")
    her.press("b")
    her.told("The view is new")
    her.press("/")
    page.wait_for_function("() => document.activeElement.name === 'chapter'")
    her.press("Tab", "Tab", "Tab", "End")
    of_all = f"of {len(her.session.view.places.places)} ·"
    page.wait_for_function("w => document.getElementById('count').textContent.includes(w)", arg=of_all)
    her.press("Escape")
    her.ask("?")
    assert page.locator("dialog kbd").count() >= 17
    her.press("Escape")
    assert said == []
    context.close()
    built = build(folder, ["tei"])
    assert not built.failed
    assert [f for f in of_decisions(built) if f.severity.value == "error"] == []


def test_a_source_and_a_register_are_corrected_by_the_keyboard(
    browser: object, review: tuple[ReviewSession, ReviewServer], folder: Path
) -> None:
    context, page, said = opened(browser)
    her = Keyboard(page, review)
    her.go("reefs]")
    her.ask("e")
    page.keyboard.type("riffs")
    her.press("Enter")
    her.told("Corrected at seeds/A.txt:1:44")
    assert "riffs" in (folder / "seeds" / "A.txt").read_text("utf-8")
    her.press("g")
    page.wait_for_function("() => document.activeElement.name === 'words'")
    page.keyboard.type("cole")
    page.wait_for_function("() => document.getElementById('entries').length === 1")
    her.press("Enter", "ArrowDown", "Enter")
    page.wait_for_function("() => document.activeElement.name === 'forms'")
    page.keyboard.press("Control+End")
    page.keyboard.type("\nR. Cole")
    her.press("Tab", "Tab", "1", "8", "0", "1", "Enter")
    her.told("Corrected pers-cole")
    made = (folder / "tei" / "registers" / "persons.xml").read_text("utf-8")
    assert '<persName type="spelling">R. Cole</persName>' in made
    assert '<birth when="1801"/>' in made
    her.press("Escape")
    page.wait_for_function("() => document.activeElement.id === 'text'")
    assert said == []
    context.close()
    assert not build(folder, ["tei"]).failed


def test_every_key_is_a_button_that_says_its_key(browser: object, review: tuple[ReviewSession, ReviewServer]) -> None:
    context, page, said = opened(browser)
    Keyboard(page, review).go("grey] gray")
    keys = page.eval_on_selector_all("#keys button", "all => all.map(b => b.getAttribute('aria-keyshortcuts'))")
    assert keys == [*"ascjxlnmr=eguk", "ArrowLeft", "ArrowRight", "/", "b", "?"]
    reached = set()
    for _ in range(30):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.getAttribute('aria-keyshortcuts')"))
    assert set(keys) <= reached
    assert said == []
    context.close()


@pytest.mark.parametrize(("width", "scheme"), [(1200, "light"), (1200, "dark"), (390, "light")])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(
    browser: object, review: tuple[ReviewSession, ReviewServer], width: int, scheme: str
) -> None:
    axe = MODULES / "axe-core" / "axe.min.js"
    if not axe.exists():
        pytest.skip("make test-tools installs axe-core")
    context, page, said = opened(browser, width, scheme)
    her = Keyboard(page, review)
    tags = "{runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}"
    for key in ("", "/", "x", "r", "m", "n", "e", "g", "?"):
        her.go("4 May 1803]" if key in "xm" and key else "grey] gray")
        if key:
            her.press(key)
            page.wait_for_selector({"/": "details[open]", "g": "#registers:not([hidden])"}.get(key, "dialog[open]"))
        page.evaluate(axe.read_text(encoding="utf-8"))
        found = page.evaluate(
            f"axe.run(document, {tags}).then(r => r.violations.map(v => v.id + ': ' + v.nodes[0].html))"
        )
        assert found == [], key
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert said == []
    context.close()


def test_an_entry_of_the_served_site_says_how_it_is_decided(browser: object, folder: Path) -> None:
    with serving(folder, 0) as (site, address):
        site.step(0)
        assert not site.finish().failed
        context, page, said = opened(browser)
        page.goto(address.replace("index.html", "read.html"))
        entry = page.locator("a.app").first
        name = entry.get_attribute("id")
        entry.focus()
        page.wait_for_selector(f"p[role=status]:has-text('edition review --id {name}')")
        assert said == []
        context.close()
    assert ReviewSession(folder, "AR").detail(name)["readings"][0]["text"] == "grey"


def test_a_third_editor_chooses_by_the_keyboard(browser: object, folder: Path) -> None:
    for by, key in (("AR", "s"), ("BB", "l")):
        blind = ReviewSession(folder, by, is_blind=True)
        for words, pressed in (("reefs]", "a"), ("grey]", key)):
            name = next(p.id for p in blind.view.places.places if p.statement.startswith(words))
            blind.decide(Action(pressed, name, value="B" if pressed == "l" else ""))
    made = Reconciliation(ReviewSession(folder, "EF"), ("AR", "BB"))
    with serving_review(routes_of_comparison(made), 0, "compare") as server:
        for width, scheme in ((1200, "light"), (390, "dark")):
            context, page, said = opened(browser, width, scheme)
            page.goto(server.address())
            page.wait_for_selector("#answers td")
            axe = MODULES / "axe-core" / "axe.min.js"
            if axe.exists():
                page.evaluate(axe.read_text(encoding="utf-8"))
                assert page.evaluate("axe.run(document).then(r => r.violations.map(v => v.id))") == []
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            if width == 1200:
                page.keyboard.press("2")
                page.wait_for_selector("#say:has-text('Written')")
                page.keyboard.press("=")
                page.wait_for_selector("#say:has-text('reviewed')")
                page.keyboard.press("u")
                page.wait_for_selector("#say:has-text('Undone')")
            assert said == []
            context.close()
    found = tomllib.loads((folder / "decisions" / "ef.toml").read_text("utf-8"))
    assert [(row["from"], row["why"]) for row in found["lemma"]] == [("B", "so BB; AR: class as substantive")]
    assert "reviewed" not in found

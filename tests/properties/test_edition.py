"""What must hold of every text: I1, I2 and I3 on witnesses nobody has thought of."""

from collections.abc import Sequence
from random import Random

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lxml import etree
from tests.encoding import encoded, identified
from tests.families import families

from edition.collation.apparatus.witness_order import sort_sigla
from edition.collation.collate import collate
from edition.invariants import prove
from edition.model import Kind, Node, Witness
from edition.project.sources import encode_text, make_seed
from edition.readers.cross_witness import reconcile_structures
from edition.readers.options import ReaderOptions
from edition.readers.registry import read
from edition.tei.decode.edition import witness_ids
from edition.tei.encode.header import Imprint
from edition.validate.schema import own_schema
from edition.xml.namespaces import tei
from edition.xml.writer import serialize

OWN = etree.RelaxNG(etree.parse(own_schema()))
IMPRINT = Imprint("Made up", "en", program="0")
WORDS = ["the", "river", "ferry", "rope", "Anna", "Lindau", "dawn,", "dusk.", "1803", "(broke)", "«said»", "müde", "-"]
BREAKS = [" ", " ", " ", " ", "  ", "\n", "\n\n", "\n\n\n", "[1]", "", "\n\n- ", "\n\n1. ", "\n== H ==\n", "\x0c"]


SCRIPTS = ["ቃል፡", "ወልድ፡", "ቃል", "ወልድ፡፡", "፡", "ብእሲ፡", "።", "བཀྲ་", "ཤིས་", "ཤིས", "།"]
SCRIPTS += ["ἀλλ’", "δ᾽", "‘ἐγώ’", "צה״ל", "ภาษา", "ခြင်း"]


def witnesses_of(texts: Sequence[str], fragment: bool) -> tuple[Witness, ...]:
    made = []
    for siglum, text in zip("ABCD", texts, strict=False):
        seed = make_seed(siglum, f"{siglum}.txt", text.encode("utf-8"))
        try:
            reader, structure = read(seed, "wiki" if "== H ==" in text else "text", ReaderOptions(genre="prose"))
            root = structure.root
        except Exception:  # no reader takes an empty text; it is still a witness
            assert not text.strip()
            reader, root = "text", Node(Kind.BODY, 0, len(seed.text))
        scope = "fragment" if fragment and siglum == "B" else "whole"
        made.append(Witness(siglum, siglum, seed, root, reader, scope))
    return reconcile_structures(made)


FIRST_WORDS_MOVED = [  # the moved passage's own place is before a block that its witness lacks
    "the the\n== H ==\ndusk. the the the the the river river dawn, ",
    "river river dawn, the the\n== H ==\ndusk. ",
    "dawn, ",
    "the\nthe the\n== H ==\ndusk. the the the the the river river dawn, ",
]

TWO_WITHIN_ONE = [  # two passages within a moved one have the same own place: the one that is earlier comes first
    "Uuu cccc mmmm ddddd hhh rrrrrrrr aaaaa mmmm cccc rrrrr ccccc rrrrrrr gggggg oooooo rrrrrrrr\n\n"
    "hhhhh dddd lll oooooooo iiii mmm ttttt ddddddd aaaaaaa\n",
    "rrrrr dd ccccc rrrrrrr gggggg rrrrrrrr oooooo bbbbb eeeeeee\n",
    "hhhh dddddd llll oooooooo iiii mmm ttttt ddddddd aaaaaaa\n\n"
    "Uuu gggggg rrrrrrrr oooooo bbbbb aaaaa mmmm cccc rrrrr dd ccccc rrrrrrr eeeeeeee\n",
]


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(families(WORDS, BREAKS), st.booleans())
@example(FIRST_WORDS_MOVED, False)
@example(TWO_WITHIN_ONE, False)
def test_the_edition_loses_nothing(made: list[str], fragment: bool) -> None:
    witnesses = witnesses_of(made, fragment)
    trees, edition = encoded(identified(witnesses))
    files = {f"tei/witnesses/{s}.xml": etree.fromstring(serialize(tree)) for s, tree in trees.items()}
    assert list(prove(witnesses, {"tei/edition.xml": edition, **files})) == []
    assert_apps_account_for_everybody(edition)
    for path, tree in {"tei/edition.xml": edition, **files}.items():
        assert OWN.validate(tree), (path, OWN.error_log)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(families(SCRIPTS, ["", "", " ", "\n\n"]), st.booleans())
def test_written_spaces_and_signs_of_scripts_are_not_lost(made: list[str], fragment: bool) -> None:
    witnesses = witnesses_of(made, fragment)
    trees, edition = encoded(identified(witnesses))
    files = {f"tei/witnesses/{s}.xml": etree.fromstring(serialize(tree)) for s, tree in trees.items()}
    assert list(prove(witnesses, {"tei/edition.xml": edition, **files})) == []
    assert_apps_account_for_everybody(edition)


def assert_apps_account_for_everybody(edition: etree._Element) -> None:
    everyone = sorted(f"#{i}" for i in witness_ids(edition).values())
    for app in edition.iter(tei("app")):
        outer = next((r for r in app.iterancestors(tei("lem"), tei("rdg"))), None)
        readings = [r for r in app.iter(tei("lem"), tei("rdg")) if next(r.iterancestors(tei("app"))) is app]
        expected = everyone if outer is None else sorted(outer.get("wit", "").split())
        assert sorted(w for r in readings for w in r.get("wit", "").split()) == expected


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(families(WORDS, BREAKS), st.booleans(), st.randoms(use_true_random=False))
def test_no_order_of_the_witnesses_changes_the_apparatus(made: list[str], fragment: bool, chance: Random) -> None:
    witnesses = witnesses_of(made, fragment)
    sigla = [w.siglum for w in witnesses]
    shuffled = list(witnesses)
    chance.shuffle(shuffled)
    assert sort_sigla(collate(shuffled, "A", {})[0], sigla) == collate(witnesses, "A", {})[0]


LINE_ENDS = st.sampled_from(["\n", "\r\n", "\r", "a", "é", " ", "\t", "\x0b", "\ufeff", "𝕏", "\u2028", "&<>"])
ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16"])


@given(st.lists(LINE_ENDS, max_size=40), ENCODINGS)
def test_a_seed_comes_back_byte_for_byte(parts: list[str], encoding: str) -> None:
    data = "".join(parts).encode(encoding)
    assert encode_text(make_seed("A", "a.txt", data)) == data

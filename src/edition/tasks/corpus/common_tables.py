"""The tables of a corpus: editions and mentions, the network over all, authority files, a teiCorpus."""

from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from edition.export.csv_cells import written
from edition.export.networks import Network, write_gexf, write_graphml
from edition.model import KINDS
from edition.model.identifiers import AUTHORITIES
from edition.tasks.corpus.corpus_config import Corpus
from edition.xml.namespaces import TEI, tei

#: What the pages and tables know of each edition, by its name (`summary.py`).
Summaries = Mapping[str, Mapping[str, Any]]


def corpus_network(summaries: Summaries) -> Network:
    """Who and what is named together in the editions; the heaviest edge first."""
    nodes: dict[str, dict[str, Any]] = {}
    weights: dict[tuple[str, str], list[int]] = {}
    for one in summaries.values():
        for kind, ref, said, count, *_ in one["entries"]:
            node = nodes.setdefault(ref, {"label": said, "kind": kind, "mentions": 0, "editions": 0})
            node["mentions"] += count
            node["editions"] += 1
        for a, b, weight in one["ties"]:
            weights.setdefault((min(a, b), max(a, b)), []).append(weight)
    met = {end for pair in weights for end in pair}
    ordered = sorted(weights.items(), key=lambda tie: (-sum(tie[1]), tie[0]))
    edges = {pair: {"weight": sum(of), "editions": len(of)} for pair, of in ordered}
    works = {row.kind.value for row in KINDS} - {"works"}
    return Network({ref: n for ref, n in sorted(nodes.items()) if n["kind"] in works or ref in met}, edges)


def corpus_tables(corpus: Corpus, summaries: Summaries) -> Mapping[str, bytes]:
    """Tables of editions and mentions, the network, and the TEI document that includes all editions."""
    network = corpus_network(summaries)
    editions = [
        (name, one["title"], one["date"], *("; ".join(n for _, n in one[role]) for role in ("from", "to")))
        for name, one in summaries.items()
    ]
    mentions = [
        (ref, kind, said, name, count)
        for name, one in summaries.items()
        for kind, ref, said, count, *_ in one["entries"]
    ]
    return {
        "editions.csv": written(["Edition", "Title", "Date", "From", "To"], editions),
        "mentions.csv": written(["Id", "Register", "Name", "Edition", "Mentions"], sorted(mentions)),
        "network.gexf": write_gexf(network),
        "network.graphml": write_graphml(network),
        "corpus.xml": _corpus_document(corpus, summaries),
        **dict(_beacons(corpus, summaries)),
    }


def _beacons(corpus: Corpus, summaries: Summaries) -> Iterator[tuple[str, bytes]]:
    """For each authority file the entries that it knows, as BEACON (gbv.github.io/beaconspec): number, editions, page.

    None where the corpus has no address, for nobody could follow a link to it.
    """
    known: dict[str, dict[str, tuple[str, str]]] = {}
    editions: dict[str, int] = {}
    for one in summaries.values() if corpus.options.url else ():
        for kind, ref, *_, numbers in one["entries"]:
            editions[ref] = editions.get(ref, 0) + 1
            for authority, number in numbers.items():
                known.setdefault(authority, {})[number] = (kind, ref)
    for authority, entries in sorted(known.items()):
        address = AUTHORITIES[authority].address
        head = {
            "FORMAT": "BEACON",
            "PREFIX": address.removesuffix("{}") if address.endswith("{}") else address.format("{ID}"),
            "TARGET": f"{corpus.options.url.rstrip('/')}/{{+ID}}",
            "NAME": corpus.options.title,
            "INSTITUTION": corpus.options.publisher,
        }
        lines = [f"#{name}: {' '.join(said.split())}" for name, said in head.items() if said]
        lines += [f"{number}|{editions[ref]}|{kind}.html#{ref}" for number, (kind, ref) in sorted(entries.items())]
        yield f"beacon-{authority}.txt", ("\n".join(lines) + "\n").encode("utf-8")


def _corpus_document(corpus: Corpus, summaries: Summaries) -> bytes:
    """A teiCorpus with the header of the corpus, which includes the TEI file of each edition by XInclude."""
    include = "http://www.w3.org/2001/XInclude"
    root = etree.Element(tei("teiCorpus"), nsmap={None: TEI, "xi": include})  # type: ignore[dict-item]
    header = corpus_header(corpus).find(tei("teiHeader"))
    assert header is not None
    file = header[0]
    source = etree.SubElement(file, tei("sourceDesc"))
    etree.SubElement(source, tei("p")).text = f"{len(summaries)} editions, each with its own header."
    root.append(header)
    for name in summaries:
        etree.SubElement(root, f"{{{include}}}include", href=f"../{name}/tei/edition.xml")
    etree.indent(root, " ")
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"


def corpus_header(corpus: Corpus) -> etree._Element:
    """What the frame of the pages says of the corpus, as the TEI header that it reads."""
    options = corpus.options
    root = etree.Element(tei("TEI"), {"{http://www.w3.org/XML/1998/namespace}lang": options.language}, {None: TEI})  # type: ignore[dict-item]
    file = etree.SubElement(etree.SubElement(root, tei("teiHeader")), tei("fileDesc"))
    titles = etree.SubElement(file, tei("titleStmt"))
    etree.SubElement(titles, tei("title")).text = options.title
    for editor in options.editors:
        etree.SubElement(titles, tei("editor")).text = editor
    publication = etree.SubElement(file, tei("publicationStmt"))
    etree.SubElement(publication, tei("publisher")).text = options.publisher
    if options.licence:
        available = etree.SubElement(publication, tei("availability"))
        etree.SubElement(available, tei("licence"), target=options.licence).text = options.licence
    text = etree.SubElement(root, tei("text"))
    etree.SubElement(text, tei("body"))
    return root

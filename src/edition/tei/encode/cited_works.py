"""The works that the editor cites, as a list of the header of the edition."""

from edition.model.bibliography import Bibliography
from edition.xml.writer import Writer


def write_works(out: Writer, bibliography: Bibliography) -> None:
    """The list of all works: each a `bibl` whose text is the full reference and whose `n` is the short form."""
    if not bibliography.works:
        return
    with out.element("listBibl", {"xml_id": "bibliography"}):
        for key, work in bibliography.works.items():
            with out.element("bibl", {"xml_id": bibliography.id_of(key), "n": bibliography.short(key)}):
                for piece in work.pieces():
                    if piece.element:
                        out.leaf(piece.element, piece.words, piece.attributes)
                    else:
                        out.text(piece.words)

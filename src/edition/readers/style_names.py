"""What the names of paragraph styles say, in the languages of word processors."""

import re
from dataclasses import dataclass

from edition.late_patterns import late_pattern
from edition.model import Kind

_HEADING = late_pattern(
    r"(?:heading|.?berschrift|titre|t[ií]?tulo|titolo|kop|rubrik|overskrift|otsikko|nadpis|nag[łl]?[óo]?wek|заголовок"
    r"|c[ií]?msor|επικεφαλίδα|başl[ıi]k|antraštė|virsraksts|pealkiri|naslov|titlu|标题|標題|見出し|제목)[ _-]*([1-9])"
)
_NAMES = {
    Kind.TITLE: """
        title titel titre título ttulo titolo tittel tytuł název otsikko название заголовок cím τίτλος 标题 標題
    """,
    Kind.QUOTATION: """
        quote quotation quotations intensequote blockquote blockquotation blocktext blockcitation zitat intensiveszitat
        blockzitat citation citationintense citationintensive cita citadestacada citaintensa citazione citazioneintensa
        citaat duidelijkcitaat citat intensivtcitat starktcitat sitat lainaus cytat cytatintensywny citát цитата
        выделеннаяцитата citação citaçãointensa idézet 引用 引用文
    """,
    Kind.CAPTION: """
        caption imagecaption tablecaption figurecaption beschriftung légende leyenda epígrafe descripción didascalia
        bijschrift billedtekst bildtext bildetekst kuvaotsikko legenda titulek названиеобъекта képaláírás illustration
        abbildung tabelle figure drawing 图注 図表番号
    """,
    Kind.VERSE: """
        verse verses verseline verselines vers verszeile verszeilen gedicht lyrik poem poetry poésie poème poesía poesia
        strophe stanza stanzas lineblock linegroup стихи
    """,
}
_KINDS = {name: kind for kind, names in _NAMES.items() for name in names.split()}


@dataclass(frozen=True, slots=True)
class NamedStyle:
    """What the name of a style says: the kind of the paragraph (None: nothing), and the level of a heading."""

    kind: Kind | None = None
    level: int = 0


def read_style_name(name: str) -> NamedStyle:
    """What a name says.

    >>> read_style_name("Überschrift 2").level, read_style_name("Intense Quote").kind, read_style_name("Body").kind
    (2, <Kind.QUOTATION: 'quotation'>, None)
    """
    lower = name.casefold().strip()
    if found := _HEADING.fullmatch(lower):
        return NamedStyle(Kind.HEADING, int(found[1]))
    return NamedStyle(_KINDS.get(re.sub(r"[ _-]", "", lower)))

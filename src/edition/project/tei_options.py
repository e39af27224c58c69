"""`[tei]` and `[witness.tei]`: how a transcription in TEI is read, compared and printed (docs/transcriptions.md)."""

from collections.abc import Mapping
from dataclasses import dataclass, fields

#: The values of the keys that are one of a few words.
VALUES: Mapping[str, tuple[str, ...]] = {
    "collate": ("normalised", "diplomatic", "lemma"),
    "print": ("diplomatic", "normalised"),
    "hyphens": ("keep", "join"),
    "apparatus": ("new", "hers", "witnesses"),
    "supplied": ("silent", "reads"),
}
#: What `hands` may be, besides the ids of hands.
HANDS = ("last", "first", "apart")


@dataclass(frozen=True, slots=True)
class TeiKeys:
    """The keys of `[tei]`; "" and () stand for the default, which `DEFAULTS` has.

    `collate`: the layer that is compared. `print`: the layer that is printed where both are known. `hands`: the state
    of the text that is read: `last`, `first`, `apart` (each hand is a witness), or the ids of the hands that are
    witnesses. `hyphens`: whether a hyphen before a break is dropped where the joined word occurs elsewhere. `entities`:
    a file of the project with declarations of entities. `apparatus`: what becomes of an apparatus in the file.
    `leave_out`: elements whose words are no part of the text. `text`: the part that is read, by its id. `supplied`:
    whether what an editor supplied counts as a reading of the witness. `personography`: a file of the project with
    entries of persons, places … `images`: where the images of pages are, such as `img/{facs}`. `iiif`: a manifest in
    the project. `folios`: whether the apparatus names the page of each reading, and the margin of the printed text
    the pages of the base. `negative`: the witnesses of an apparatus that an entry does not name agree with its lemma.
    """

    collate: str = ""
    print: str = ""
    hands: tuple[str, ...] = ()
    hyphens: str = ""
    entities: str = ""
    apparatus: str = ""
    leave_out: tuple[str, ...] = ()
    text: str = ""
    supplied: str = ""
    personography: str = ""
    images: str = ""
    iiif: str = ""
    negative: bool | None = None
    folios: bool | None = None

    @property
    def divides(self) -> bool:
        """Whether one file may give several witnesses."""
        return self.apparatus in ("witnesses", "hers") or (
            bool(self.hands) and self.hands not in (("last",), ("first",))
        )


#: What holds where the editor says nothing.
DEFAULTS = TeiKeys(
    collate="normalised",
    print="diplomatic",
    hands=("last",),
    hyphens="keep",
    apparatus="new",
    supplied="silent",
    negative=False,
    folios=False,
)


def tei_keys(*given: TeiKeys) -> TeiKeys:
    """What holds: of each key the first that is given, else its default.

    >>> tei_keys(TeiKeys(collate="diplomatic"), TeiKeys(collate="lemma", hands=("apart",))).hands
    ('apart',)
    """
    made = {}
    for one in fields(TeiKeys):
        values = (getattr(keys, one.name) for keys in (*given, DEFAULTS))
        made[one.name] = next((value for value in values if value not in ("", None, ())), getattr(DEFAULTS, one.name))
    return TeiKeys(**made)

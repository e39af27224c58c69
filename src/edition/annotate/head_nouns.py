"""Words of a language that classify names in no register. Data, no rules.

They are the nouns that make a name an event, an organisation, a place or a work; the capitalised words that are no
names; and a few generally known names. States and capitals are a short list of our own: other names belong in the
editor's register.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import lru_cache

from edition.annotate.language import split_list
from edition.model.vocabulary import Vocabulary

_NO_WORDS = Vocabulary()


@dataclass(frozen=True, slots=True, eq=False)
class Heads:
    """The words by which a name is classified."""

    events: frozenset[str]
    organisations: frozenset[str]
    places: frozenset[str]
    works: frozenset[str]  # newspapers, reports, speeches
    leading: frozenset[str]  # before the name of a place: Hotel, Mount
    named_alone: frozenset[str]  # heads that are names without another word: the Politburo
    small: frozenset[str]  # heads of events and organisations that are often in lower case
    states: frozenset[str]
    capitals: frozenset[str]
    joining: tuple[str, ...]  # what joins the parts of a name: Court «of the» USSR
    pairing: str  # «and»
    locative: frozenset[str]  # before a place: in, at
    directive: frozenset[str]  # before a place, or a person: to, from
    inside_titles: frozenset[str]  # small words within a title
    offices: frozenset[str]  # before «of» or «for» and the purpose of the office
    no_names: frozenset[str]  # capitalised words that are no names: Soviet, Marxist
    endings: tuple[str, ...]  # of adherents and doctrines: Trotskyist, Stalinism
    cues: frozenset[str]  # before a title: novel, film, essay
    forenames_end: frozenset[str]  # words that are no forename: ordinals, offices

    @property
    def asking(self) -> frozenset[str]:
        """Heads that may continue with «of the …»."""
        return self.events | self.organisations | self.works


_EVENTS = (
    "Trial Trials Affair Revolution War Wars Congress Expedition Depression Purge Conference Treaty Battle Siege Case "
    "Rising Rebellion Revolt Uprising Campaign Crisis Massacre Coup Elections Election Pact Armistice Famine Plague "
    "Exhibition Plan Reformation Restoration Mutiny Crusade Crusades Olympics"
)
_ORGANISATIONS = (
    "Party Committee Commission Collegium Court Army Navy Institute Academy University College School Press Books "
    "Publishers Publications Society Council Ministry Opposition Bloc Block Center Centre "
    "Syndicate Bureau Directorate Directory Department International Government Front Association League Company Bank "
    "Church Embassy Police Tribunal Federation Corps Inc Ltd Session Archive Archives Museum Library Club Order "
    "Guild Union Parliament Senate Congregation Convent Abbey Brigade Regiment Division Fleet Legion Trust Foundation "
    "Agency Office Admiralty Inquisition Synod Troupe Orchestra Theatre Hospital Union Group"
)
_PLACES = (
    "Street Square Hall House Prison Hotel River Mountain Mountains Mount Island Islands Bay Lake Palace Castle Bridge "
    "Sea Ocean East West North South Coast Valley Park Avenue Road Lane Gate Quay Fort Cape County Province Region "
    "District Village Cemetery Harbour Port City Town Isle Forest Desert Peninsula Peak Hill Station Cathedral Tower "
    "Wells Abbey Inn Garden Gardens Haven"
)
_WORKS = (
    "Times Guardian Worker Review Herald Post Gazette Journal Tribune News Chronicle Magazine Mercury Observer Today "
    "Quarterly Bulletin Statement Letter Speech Report Manifesto Studies Annals Proceedings Telegraph Standard"
)
_STATES = (
    "Afghanistan Albania Algeria Andorra Angola Argentina Armenia Australia Austria Azerbaijan Bahrain Bangladesh "
    "Belarus Belgium Bolivia Bosnia Botswana Brazil Bulgaria Burma Cambodia Cameroon Canada Chad Chile China Colombia "
    "Congo Croatia Cuba Cyprus Czechoslovakia Denmark Ecuador Egypt England Estonia Ethiopia Finland France Germany "
    "Ghana Greece Guatemala Guinea Haiti Honduras Hungary Iceland India Indonesia Iran Iraq Ireland Israel Italy "
    "Jamaica Japan Jordan Kazakhstan Kenya Korea Kuwait Laos Latvia Lebanon Liberia Libya Lithuania Luxembourg "
    "Madagascar Malaysia Mali Malta Mexico Moldova Monaco Mongolia Montenegro Morocco Mozambique Namibia Nepal "
    "Netherlands Nicaragua Niger Nigeria Norway Oman Pakistan Palestine Panama Paraguay Persia Peru Philippines Poland "
    "Portugal Prussia Romania Russia Rwanda Scotland Senegal Serbia Siam Siberia Singapore Slovakia Slovenia Somalia "
    "Spain Sudan Sweden Switzerland Syria Taiwan Tanzania Thailand Tibet Tunisia Turkey Uganda Ukraine Uruguay "
    "Uzbekistan Venezuela Vietnam Wales Yemen Yugoslavia Zambia Zimbabwe Britain Europe Asia Africa America Belorussia "
    "Bohemia Moravia Saxony Bavaria Silesia Galicia Crimea Caucasus Manchuria USSR USA UK RSFSR"
)
_STATES_OF_WORDS = (
    "Soviet Union", "United States", "United Kingdom", "Great Britain", "New Zealand", "Saudi Arabia", "South Africa",
    "Sri Lanka", "Costa Rica", "El Salvador", "Far East", "Middle East", "North America", "South America",
    "Ottoman Empire", "Nazi Germany", "U.S.S.R.", "U.S.", "U.S.A.", "U.K.", "New York", "New Haven", "Los Angeles",
    "San Francisco", "United States of America",
)  # fmt: skip
_CAPITALS = (
    "Amsterdam Ankara Athens Baghdad Baku Bangkok Beijing Beirut Belgrade Berlin Bern Bogota Bratislava Brussels "
    "Bucharest Budapest Cairo Canberra Caracas Constantinople Copenhagen Damascus Delhi Dresden Dublin Edinburgh "
    "Florence Geneva Hamburg Hanoi Havana Helsinki Istanbul Jerusalem Kabul Kiev Leipzig Leningrad Lima Lisbon "
    "Ljubljana London Madrid Manila Milan Minsk Moscow Munich Naples Oslo Ottawa Paris Petersburg Petrograd Prague "
    "Pyongyang Riga Rome "
    "Santiago Sarajevo Seoul Sofia Stockholm Tallinn Tashkent Tbilisi Tehran Tokyo Tunis Turin Venice Vienna Vilnius "
    "Warsaw Washington Zagreb Zurich Boston Chicago Philadelphia Oxford Cambridge Princeton Stanford Barcelona"
)
_NO_NAMES = (
    "Soviet Soviets Russian Russians German Germans British English French American Americans Japanese Chinese "
    "Spanish Italian Polish Danish Dutch Swedish Norwegian Finnish Hungarian Austrian Turkish Greek Jewish "
    "Ukrainian Uzbek Western Eastern Northern Southern European Asian African Communist Communists Socialist "
    "Socialists Fascist Nazi Christian Catholic Protestant Jew Jews Old New Secret Article State God Bible Early "
    "Roman Romans Norman Normans Saxon Saxons "
    "Primary Secondary Further See Introduction Appendix Chapter Part Volume Show Mass Social Democratic "
    "Diplomatic Liberals Enlightenment Democrat Democrats Conservative Liberal Tory Whig Royalist Republicans "
    "Republican Government Party Revolution Center Centre Trial Trials Commission Committee Court Ed Editions "
    "Background Aftermath Legacy Bibliography Literature Honor Honour Notes Letters Letter Speech People Class "
    "Honoured Doctor Bishop Latin Englishman ISBN ISSN Ibid Retrieved Printed"
)

ENGLISH = Heads(
    events=frozenset(split_list(_EVENTS)),
    organisations=frozenset(split_list(_ORGANISATIONS)),
    places=frozenset(split_list(_PLACES)),
    works=frozenset(split_list(_WORKS)),
    leading=frozenset(split_list("Hotel Mount Lake Cape Fort Port Isle River Castle Palace")),
    named_alone=frozenset(split_list("Parliament")),
    small=frozenset(split_list("Trial Trials Affair War Revolution Purge Party Plan")),
    states=frozenset((*split_list(_STATES), *_STATES_OF_WORDS)),
    capitals=frozenset(split_list(_CAPITALS)),
    joining=("of the", "for the", "for", "into the", "on the", "in the", "to", "of"),
    pairing="and",
    locative=frozenset(split_list("in at near")),
    directive=frozenset(split_list("to from")),
    inside_titles=frozenset(split_list("a an the and of in at on to for with from is it be our my still")),
    offices=frozenset(split_list("Secretary Minister Ministers Director Head head ministers secretary")),
    no_names=frozenset(split_list(_NO_NAMES)),
    endings=("ist", "ists", "ite", "ites", "ism", "isms"),
    cues=frozenset(
        split_list(
            "novel novels film book play essay poem opera newspaper journal magazine titled entitled called story"
        )
    ),
    forenames_end=frozenset(split_list("First Second Third Fourth Fifth Sixth Seventh Eighth Ninth Tenth Twentieth")),
)

_NO = frozenset[str]()
NONE = Heads(_NO, _NO, _NO, _NO, _NO, _NO, _NO, _NO, _NO, (), "", _NO, _NO, _NO, _NO, _NO, (), _NO, _NO)

#: By the primary tag of a witness's language.
HEADS: Mapping[str, Heads] = {"en": ENGLISH}


@lru_cache(maxsize=32)
def heads_of(tag: str, words: Vocabulary = _NO_WORDS) -> Heads:
    """The words of a language by its tag (`en`, `en-GB`), with the words of the edition added."""
    found = HEADS.get(tag.split("-")[0].lower(), NONE)
    names = [f.name for f in fields(Heads) if getattr(words, f.name, ())]
    return replace(found, **{name: getattr(found, name).union(getattr(words, name)) for name in names})

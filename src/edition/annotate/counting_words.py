"""Words of a language beside numbers that are not years: counts, prices, telephone numbers. Data, no rules."""

from dataclasses import dataclass


def split_list(text: str) -> tuple[str, ...]:
    """The words of a list that is written as one text, separated by white space."""
    return tuple(text.split())


@dataclass(frozen=True, slots=True)
class Counting:
    """The words before and after a number that is a count, a measure or a number of something."""

    counted: tuple[str, ...] = ()  # nouns after a number that is not a year
    numbered: tuple[str, ...] = ()  # words before a number that is not a year
    telephones: tuple[str, ...] = ()  # the same, before groups of digits
    amounts: tuple[str, ...] = ()  # before a count or a measure
    collectives: tuple[str, ...] = ()  # before «of» and a count: a herd of
    units: tuple[str, ...] = ()  # after a count: 1650 l.
    shares: tuple[str, ...] = ()  # after a count: of them, or so
    owners: tuple[str, ...] = ()  # between «of» and the whole of which a count is a part


ENGLISH_COUNTING = Counting(
    counted=split_list(
        "people persons men women children boys girls workers soldiers officers sailors troops infantry cavalry "
        "horsemen delegates members prisoners defendants peasants inhabitants residents citizens souls families "
        "households students pupils teachers doctors nurses guests visitors passengers victims casualties dead "
        "wounded killed deaths refugees employees staff voters sheep cattle horses oxen cows goats pigs deer fish "
        "birds hens geese mules camels heads head copies pages words lines letters volumes books manuscripts "
        "sheets items pieces specimens examples houses homes buildings villages farms rooms seats beds trees "
        "plants stars stones bricks eggs guns rifles cannon ships boats vessels barrels bushels bags boxes crates "
        "bottles sacks cases shares times degrees steps paces miles kilometres kilometers km metres meters feet "
        "yards inches leagues acres hectares tons tonnes kilos kilograms kg grams pounds ounces litres gallons "
        "watts volts calories dollars shillings pence crowns ducats florins guilders thalers marks francs roubles "
        "rubles lire votes parishes churches chapels towns cities hamlets schools streets shops mills mines "
        "graves percent per million thousand hundred hours days weeks months years"
    ),
    numbered=split_list(
        "p. pp. p pp page pages vol. vols. volume volumes no. nos. No. Nos. number numbers ISBN ISSN room rooms "
        "chapter chapters ch. chap. chaps. § §§ f. ff. fol. fols. folio folios verse verses v. vv. section "
        "sections sect. route routes highway flight line lines column columns col. cols. plate plates pl. fig. "
        "figs. figure figures lot box platform psalm psalms extension ext. issue issues"
    ),
    telephones=split_list("tel. tel telephone phone fax mobile"),
    amounts=(
        *split_list(
            "some nearly almost roughly approximately exactly only over price prices priced cost costs worth paid "
            "weighing weighs weighed measuring measures measured totalling totaling totalled numbering numbered "
            "counted counting sold population height altitude another fully Rs Rs. USD EUR GBP"
        ),
        "more than",
        "fewer than",
        "less than",
        "at least",
        "at most",
        "as many as",
        "sold for",
        "price of",
        "price was",
        "number of",
    ),
    collectives=split_list(
        "herd herds flock flocks army crowd crowds force forces garrison total sum number numbers population "
        "fleet company party group groups body band bands collection majority minority average height distance "
        "price cost value weight loss losses host congregation membership circulation audience gathering capacity "
        "maximum minimum pack swarm stock staff team troop regiment library stack pile train"
    ),
    units=split_list(
        "l. l li. lib. lb. lb lbs lbs. cwt. cwt oz. oz ft. ft yd. yds yds. fl. fl fr. frs. frs s. % ° £ €"
    ),
    shares=(
        *split_list("apiece"),
        "of them",
        "of us",
        "of you",
        "or so",
        "or more",
        "or fewer",
        "or less",
        "all told",
    ),
    owners=split_list("his her its their our my your these those all this that which whom"),
)

"""The words that the rules know: verbs of speech, titles, months and the small words. Pure."""

VOWELS = "aeiou"


def listed(words: str) -> frozenset[str]:
    """The words of a list, which stands in a few lines where a set of strings takes a page."""
    return frozenset(words.split())


def forms(*bases: str) -> frozenset[str]:
    """The regular forms of verbs: base, -s, -ed, -ing; a doubled last letter is written `plan+`."""
    made: set[str] = set()
    for word in bases:
        base = word.rstrip("+")
        stem = base + base[-1] if word.endswith("+") else base
        if base.endswith("e"):
            made |= {base, base + "s", base + "d", base[:-1] + "ing"}
        elif base.endswith("y") and base[-2] not in VOWELS:
            made |= {base, base[:-1] + "ies", base[:-1] + "ied", base + "ing"}
        else:
            plural = base + ("es" if base.endswith(("s", "sh", "ch", "x")) else "s")
            made |= {base, plural, stem + "ed", stem + "ing"}
    return frozenset(made)


# Verbs that put a whole statement in somebody's mouth, also without quote marks.
SAYING = forms(
    *("warn", "argue", "insist", "claim", "stress", "note", "acknowledge", "admit+", "concede"),
    *("explain", "maintain", "add", "state", "assert", "contend", "declare", "emphasise"),
    *("emphasize", "reiterate", "complain", "caution", "reply", "testify", "allege", "remark"),
    *("comment", "counter", "recall", "conclude", "assure", "believe", "predict"),
) | {"say", "says", "said", "saying", "tell", "tells", "told", "telling"}

# Verbs that may stand beside words in quote marks.
CUES = (
    SAYING
    | forms(
        *("announce", "ask", "call", "describe", "dismiss", "defend", "demand", "urge", "tweet"),
        *("continue", "recount", "quip+", "joke", "observe", "muse", "shout", "yell"),
        *("whisper", "brand", "dub+", "label", "term", "characterise", "characterize", "hail"),
        *("praise", "blast", "slam+", "condemn", "criticise", "criticize", "denounce", "accuse"),
        *("reject", "blame", "vow", "propose", "promise", "pledge", "answer", "retort"),
        *("repeat", "report", "reveal", "estimate", "consider", "underline", "underscore"),
        *("highlight", "point", "talk", "mention", "cite"),
        *("apologise", "apologize", "lament", "plead", "appeal", "boast", "fume", "sigh", "laugh"),
        *("respond", "confirm", "deny", "suggest", "recommend", "advise", "mock", "ridicule"),
        *("compare", "liken", "affirm", "proclaim", "protest", "snap+", "gush", "exclaim"),
        *("interject", "wonder", "joke"),
        *("deplore", "decry", "advocate"),
    )
    | {"wrote", "write", "writes", "writing", "began", "begins", "read", "reads", "labelled"}
    | {"labelling", "spoke", "swore", "quoted", "quoting", "referred", "referring", "agreed"}
)
# Verbs that give a thing a name: what they quote may be a word or two.
NAMING = forms(
    *("call", "describe", "dismiss", "brand", "label", "dub+", "term", "characterise", "hail"),
    *("characterize", "blast", "slam+", "condemn", "denounce", "accuse", "liken", "mock", "decry"),
    *("ridicule", "criticise", "criticize", "praise", "defend", "compare", "reject"),
) | {"labelled", "labelling"}

BE = frozenset({"is", "are", "was", "were", "be", "been", "being", "am", "get", "got"})
AUXILIARY = BE | listed(
    "has have had having do does did will would shall should can could may might must not never "
    "also then later once again now still even repeatedly recently first only just already "
    "further meanwhile instead today yesterday"
)

MALE = frozenset({"he", "his", "him", "himself"})
FEMALE = frozenset({"she", "her", "hers", "herself"})
PRONOUNS = frozenset({"he", "she", "they", "we", "i", "it", "you"})
RELATIVE = frozenset({"who", "which"})

DETERMINERS = listed(
    "the a an his her its their our my this that these those one some another any each every no "
    "both all several many most"
)
PREPOSITIONS = listed(
    "of in on at for with from by to into about over under after before since until during "
    "against between among through without within upon towards toward across near despite "
    "amid behind beyond per via outside inside above below around off onto throughout like "
    "alongside following including"
)
CONJUNCTIONS = listed(
    "and or but nor yet so because although though while when whenever where whereas if unless "
    "that than as whether which who whom whose what how why once"
)
SMALL = (
    DETERMINERS
    | PREPOSITIONS
    | CONJUNCTIONS
    | AUXILIARY
    | PRONOUNS
    | listed(
        "him them us me there here very too more less much such own other others however "
        "moreover furthermore therefore thus hence perhaps maybe yes according asked told "
        "speaking earlier nearly almost early late last next ago soon often"
    )
)

DAYS = listed("Monday Tuesday Wednesday Thursday Friday Saturday Sunday")
MONTHS = listed(
    "January February March April May June July August September October November December "
    "Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec"
)

# Before a name a title, after a comma or an article a role.
TITLES = listed(
    "president vice-president chancellor premier minister secretary undersecretary general "
    "secretary-general governor mayor senator congressman congresswoman representative "
    "ambassador commissioner chairman chairwoman chair chairperson chief ceo director "
    "manager head leader spokesman spokeswoman spokesperson speaker judge justice prosecutor "
    "attorney lawyer solicitor barrister sheriff officer detective inspector superintendent "
    "sergeant captain colonel lieutenant major admiral commander professor doctor dr prof mr mrs "
    "ms miss sir dame lord lady baroness king queen prince princess pope cardinal archbishop "
    "bishop father sister rabbi imam reverend rev pm mp coach striker midfielder actor actress "
    "author writer economist analyst researcher scientist historian engineer farmer teacher nurse "
    "cllr councillor councilman councilwoman councilor treasurer founder co-founder owner editor "
    "journalist reporter correspondent activist campaigner candidate deputy dean principal "
    "curator conductor composer director-general undersecretary-general epidemiologist "
    "biologist physicist meteorologist pollster strategist adviser advisor aide counsel "
    "prime vice foreign defence defense interior finance shadow "
    "sen rep gov gen lt col capt sgt adm hon substitute goalkeeper defender winger skipper "
    "headteacher headmaster headmistress pensioner goalscorer"
)
MALE_TITLES = listed(
    "mr sir lord king prince father chairman spokesman congressman councilman actor businessman"
)
FEMALE_TITLES = listed(
    "mrs ms miss dame lady baroness queen princess sister chairwoman spokeswoman congresswoman "
    "councilwoman actress businesswoman"
)

# Who speaks without a name: single people, groups and papers.
SPEAKERS = TITLES | listed(
    "official officials police authorities government ministry department office agency company "
    "firm group union party court council committee commission organisation organization "
    "charity bank board team staff expert experts scientists researchers analysts economists "
    "lawyers prosecutors investigators doctors residents neighbours neighbors witness witnesses "
    "survivor survivors victim victims critics supporters opponents campaigners activists "
    "protesters lawmakers legislators ministers leaders executives sources source statement "
    "report letter document declaration resolution study email memo post tweet message filing "
    "lawsuit indictment complaint ruling judgment judgement note release communique editorial "
    "article petition motion notice advisers advisors aides members member signatories signatory "
    "parents mother father son daughter wife husband brother sister friend friends family widow "
    "families neighbours neighbors locals shoppers tenants commuters customers visitors pupils "
    "people man woman men women players fans workers employees teachers students farmers drivers "
    "owners passengers spokespeople spokespersons representatives delegates diplomats diplomat "
    "officers soldiers troops commanders judges jurors senators councillors mayors governors "
    "regulator regulators watchdog association federation institute university hospital school "
    "newspaper magazine website network broadcaster ministry embassy army military navy airline "
    "airport operator contractor manufacturer retailer club league authority administration "
    "campaign coalition alliance foundation trust society service services bureau colleague "
    "colleagues resident villager villagers driver passenger worker nurse nurses fan player "
    "captain doctor teacher student farmer shopkeeper fisherman fishermen baker builder pilot "
    "businessman businesswoman veteran inmate juror patient patients caller callers user users "
    "author authors scholar scholars minister team others many some "
    "signatories negotiators mediators observers inspectors organisers organizers"
)

# Words that show a run of capitals to be a body or a place, not a person.
BODIES = listed(
    "assembly council court ministry department office agency company corporation corp inc ltd "
    "group union party committee commission organisation organization bank board institute "
    "university college school hospital church association federation foundation trust society "
    "service bureau times post guardian news press tv radio network house congress parliament "
    "senate nations states kingdom republic republics city county state street road river lake "
    "sea ocean island islands mountain mountains bay airport station police army navy force "
    "forces motors electric airlines airways league club united north south east west northern "
    "southern eastern western new central international national european american british "
    "african asian world global federal royal white black red green summit conference agreement "
    "treaty charter act law war reserve office fund programme program project centre center "
    "staff elections election cup games olympics olympic day week"
)

PARTICLES = listed("de del della da do dos di du la le van von der den bin ibn al el y e")

"""German words: of speech, of those who speak, of numbers."""

from annotations.suggesting.languages.language import Language, Numbers, Shares, listed, numbered

UNITS = dict(
    zip("ein zwei drei vier fünf sechs sieben acht neun".split(), range(1, 10), strict=True)
)
TENS = dict(
    zip(
        "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig".split(),
        range(20, 100, 10),
        strict=True,
    )
)
TEENS = "zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn"
BELOW_HUNDRED = {
    **UNITS,
    "eine": 1,
    "einer": 1,
    "einen": 1,
    "dreissig": 30,
    **dict(zip(TEENS.split(), range(10, 20), strict=True)),
    **TENS,
    **{
        f"{unit}und{ten}": one + value for unit, one in UNITS.items() for ten, value in TENS.items()
    },
}
PARTS = {
    **numbered("drittel viertel fünftel sechstel siebtel achtel neuntel zehntel", 3),
    "zwanzigstel": 20,
    "hundertstel": 100,
    "tausendstel": 1_000,
}
NTH = {
    **numbered("zweite dritte vierte fünfte sechste siebte achte neunte zehnte elfte zwölfte", 2),
    "fünfzehnte": 15,
    "zwanzigste": 20,
    "dreißigste": 30,
    "fünfzigste": 50,
    "hundertste": 100,
    "tausendste": 1_000,
}
GERMAN = Language(
    code="de",
    verbs=listed(
        "seufzte seufzt schimpfte schimpft beschreibt beschrieb charakterisierte wirft warf "
        "werfen rät riet kommentierten sagte sagt sagten sagen erklärte erklärt erklärten "
        "betonte betont betonten meinte meint meinten berichtete berichtet berichteten "
        "kritisierte kritisiert warnte warnt warnten forderte fordert forderten fügte teilte "
        "teilten kündigte schrieb schreibt schrieben äußerte äußerten versicherte behauptete "
        "behaupten bestätigte bestätigt bestätigten ergänzte ergänzt räumte wies nannte nennt "
        "bezeichnete erinnerte fragte fragt antwortete entgegnete verlangte lobte gab hob "
        "stellte begründete begründet kommentierte kommentiert rief mahnte mahnt zeigte "
        "unterstrich versprach drohte beklagte bedauerte erläuterte schilderte urteilte "
        "resümierte verkündete heißt hieß zitiert zitierte führte sprach spricht bat glaubt "
        "glaubte findet fand erwiderte konstatierte"
    ),
    participles=listed(
        "gesagt erklärt betont gewarnt gefordert mitgeteilt angekündigt geschrieben bestätigt"
    ),
    auxiliaries=listed("hat hatte haben hatten habe"),
    according=(
        "laut",
        "so",
        "nach angaben von",
        "nach angaben der",
        "nach angaben des",
        "nach den worten von",
        "zufolge",
    ),
    that=listed("dass daß"),
    pronouns=listed("er sie"),
    articles=listed("der die das den dem des ein eine einer einem einen sein seine ihr ihre"),
    roles=listed(
        "inhaber inhaberin besitzer besitzerin sprecher sprecherin minister ministerin "
        "präsident präsidentin kanzler kanzlerin chef chefin bürgermeister bürgermeisterin "
        "oberbürgermeister oberbürgermeisterin leiter leiterin direktor direktorin vorsitzender "
        "vorsitzende vorsitzenden vorstand geschäftsführer geschäftsführerin experte expertin "
        "forscher forscherin professor professorin anwalt anwältin richter richterin trainer "
        "trainerin polizei regierung ministerium behörde behörden unternehmen partei gericht "
        "staatsanwaltschaft verband gewerkschaft feuerwehr verein zeitung zeuge zeugin zeugen "
        "kritiker abgeordneter abgeordnete generalsekretär generalsekretärin senator senatorin "
        "papst könig königin autor autorin herr frau lehrer lehrerin arzt ärztin bischof "
        "landrat landrätin stadtrat opposition vater mutter ermittler beamter beamtin "
        "wissenschaftler wissenschaftlerin erklärung mitteilung bericht ministerpräsident "
        "ministerpräsidentin dr prof augenzeuge augenzeugen bewohner nachbarin nachbar bäuerin "
        "bauer wirt wirtin kommission agentur konzern firma bank"
    ),
    role_endings=(
        *("sprecher", "sprecherin", "minister", "ministerin", "präsident", "präsidentin", "chef"),
        *(
            "chefin",
            "kanzler",
            "kanzlerin",
            "meister",
            "meisterin",
            "leiter",
            "leiterin",
            "sekretär",
        ),
        *("sekretärin", "direktor", "direktorin", "vorsitzender", "vorsitzende", "vorsitzenden"),
        *("anwalt", "anwältin", "experte", "expertin", "forscher", "forscherin", "politiker"),
        *("politikerin", "beauftragter", "beauftragte", "beauftragten", "ministerium", "verband"),
        *(
            "behörde",
            "kandidat",
            "kandidatin",
            "trainer",
            "trainerin",
            "führer",
            "rätin",
            "führerin",
        ),
    ),
    particles=listed("von van de du la al bin"),
    stops=listed(
        "so ähnlich darin dort hier doch jetzt nun deshalb daher trotzdem allerdings dennoch am "
        "im in an auf bei mit nach vor zu zum zur aus über unter gegen für durch um während "
        "wegen und oder aber dass weil wenn als wie ob sich nicht auch noch nur schon ist war "
        "sind waren wird wurde werden wurden hat hatte haben hatten kann können gestern heute "
        "morgen dazu gegenüber zuvor später anschließend zudem dabei damit seit bis ohne es er "
        "sie"
    ),
    inner=listed("der des von"),
    prepositions=listed(
        "an auf aus außer bei beim durch für gegen gegenüber hinter im in ins mit nach neben "
        "ohne seit über um unter vom vor während wegen zu zum zur zwischen anlässlich am laut "
        "nahe trotz"
    ),
    nobody=listed("es man"),
    months=listed(
        "januar februar märz april mai juni juli august september oktober november dezember "
        "jänner montag dienstag mittwoch donnerstag freitag samstag sonntag sonnabend"
    ),
    numbers=Numbers(
        below_hundred=BELOW_HUNDRED,
        hundreds={
            "hundert": 100,
            **{f"{unit}hundert": value * 100 for unit, value in UNITS.items()},
        },
        scales={
            "tausend": 10**3,
            **dict.fromkeys(("millionen", "million", "mio.", "mio"), 10**6),
            **dict.fromkeys(("milliarden", "milliarde", "mrd.", "mrd"), 10**9),
            **dict.fromkeys(("billionen", "billion"), 10**12),
        },
        halves={
            "eine halbe": "0.5",
            "einer halben": "0.5",
            "anderthalb": "1.5",
            "eineinhalb": "1.5",
            "zweieinhalb": "2.5",
            "dreieinhalb": "3.5",
        },
        and_half=frozenset(),
        joins=listed("und"),
        minus=listed("minus"),
        to=listed("bis oder"),
    ),
    shares=Shares(
        parts={f"{part}{ending}": whole for part, whole in PARTS.items() for ending in ("", "n")},
        alone={
            **dict.fromkeys(("die hälfte", "der hälfte"), (1, 2)),
            **dict.fromkeys(("zweidrittel", "zwei-drittel"), (2, 3)),
            "dreiviertel": (3, 4),
        },
        of=(
            *("der", "des", "aller", "dieser", "dieses", "seiner", "seines", "ihrer", "ihres"),
            *("unserer", "von den", "von allen", "vom", "jener"),
        ),
        bare=("von",),
        each=("von je", "von jeweils"),
        out_of=("von", "aus"),
        every_nth=("jeder", "jede", "jedes", "jeden", "jedem"),
        nth={f"{word}{ending}": nth for word, nth in NTH.items() for ending in ("", "r", "n", "s")},
        adjectives=listed("gutes gute guten knappes knappe knappen volles"),
        doubtful=listed("viertel vierteln"),
        with_parts=listed("stadt hauptstadt altstadt großstadt innenstadt metropole stunde uhr"),
        times=listed(
            "jahr jahre jahren jahres tag tage tagen tages woche wochen monat monate monaten "
            "monats stunde stunden minute minuten sekunde sekunden mal male nacht nächte abend "
            "morgen quartal wochenende montag dienstag mittwoch donnerstag freitag samstag "
            "sonntag jahrzehnt jahrzehnte jahrhundert jahrhunderts saison spielzeit halbzeit "
            "sommer winter frühjahr herbst"
        ),
        all_the=("alle", "aller"),
        contests=listed(
            "sätze sätzen satz spiele spielen partien partie matches duelle duellen rennen runden"
        ),
    ),
    percent=("prozent",),
    money={
        "euro": "EUR",
        "dollar": "USD",
        "us-dollar": "USD",
        "pfund": "GBP",
        "franken": "CHF",
        "yen": "JPY",
        "rubel": "RUB",
    },
    modifiers=(
        *("mehr als", "weniger als", "mindestens", "höchstens", "rund", "etwa", "fast", "knapp"),
        *("über", "gut", "ungefähr", "nahezu", "circa", "ca.", "bis zu", "insgesamt", "weitere"),
    ),
    names_a_number=listed(
        "artikel paragraf seite kapitel nummer nr. absatz linie platz gleis halle zimmer raum "
        "flug um gegen kurs stufe klasse gruppe"
    ),
    ago=listed("vor seit letzten vergangenen nächsten kommenden"),
    clock=listed("uhr"),
    capital_nouns=True,
    adverbs=listed(
        "gestern heute dann später zudem weiter außerdem dazu auch jedoch wörtlich daraufhin "
        "noch abschließend wiederum selbst gegenüber schließlich zugleich anschließend hingegen"
    ),
)

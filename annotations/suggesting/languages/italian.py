"""Italian words: of speech, of those who speak, of numbers."""

from annotations.suggesting.languages.language import Language, Numbers, listed

UNITS = dict(
    zip("uno due tre quattro cinque sei sette otto nove".split(), range(1, 10), strict=True)
)
TEENS = "dieci undici dodici tredici quattordici quindici sedici diciassette diciotto diciannove"
TENS = dict(
    zip(
        "venti trenta quaranta cinquanta sessanta settanta ottanta novanta".split(),
        range(20, 100, 10),
        strict=True,
    )
)


def together(ten: str, unit: str) -> str:
    """Ventuno, ventidue: the ten loses its last vowel before another."""
    return (ten[:-1] if unit[0] in "uo" else ten) + unit


ITALIAN = Language(
    code="it",
    verbs=listed(
        "sospira sospirò lamenta lamentano "
        "dice dicono disse dissero afferma affermano affermò spiega spiegano spiegò dichiara "
        "dichiarano dichiarò sottolinea sottolineano sottolineò aggiunge aggiungono aggiunse "
        "annuncia annunciano annunciò racconta raccontano raccontò ricorda ricordano ricordò "
        "assicura assicurano assicurò sostiene sostengono sostenne osserva osservò commenta "
        "commentano commentò precisa precisano precisò denuncia denunciano denunciò avverte "
        "avvertì conclude concluse risponde rispose scrive scrisse ammette ammise insiste "
        "insistette prosegue continua replica replicò attacca ribadisce ribadì chiede chiese "
        "promette promise critica criticò riferisce riferì conferma confermò"
    ),
    participles=listed(
        "detto affermato spiegato dichiarato sottolineato aggiunto annunciato raccontato "
        "ricordato assicurato sostenuto osservato commentato precisato denunciato avvertito "
        "concluso risposto scritto ammesso insistito replicato ribadito chiesto promesso "
        "criticato riferito confermato attaccato evidenziato"
    ),
    auxiliaries=listed("ha hanno aveva avevano"),
    according=("secondo", "stando a"),
    that=listed("che"),
    pronouns=listed("lui lei"),
    articles=listed("il lo la i gli le un uno una l’ l' suo sua suoi sue"),
    roles=listed(
        "sindaco sindaca ministro ministra presidente presidentessa direttore direttrice "
        "portavoce procuratore procuratrice avvocato avvocata avvocatessa capo deputato "
        "deputata senatore senatrice segretario segretaria assessore assessora allenatore "
        "allenatrice professore professoressa ricercatore ricercatrice esperto esperta polizia "
        "governo ministero comune azienda sindacato partito associazione tribunale gruppo "
        "opposizione società papa re regina economista scrittore scrittrice autore autrice "
        "testimone testimoni abitante abitanti residente residenti vicino vicina medico "
        "fondatore fondatrice capitano commissario commissaria rapporto comunicato studio "
        "giornale quotidiano governatore governatrice giudice leader candidato candidata "
        "premier cancelliere agricoltore agricoltrice insegnante maestra maestro questore "
        "prefetto"
    ),
    particles=listed("de di della del dalla d’ d' von van la lo"),
    stops=listed(
        "a al alla allo ai alle in nel nella nei con su sul sulla per tra fra da dal dalla dopo "
        "prima durante contro senza verso e o ma che chi quando se come lunedì martedì "
        "mercoledì giovedì venerdì sabato domenica ieri oggi è sono era erano fu ha hanno aveva "
        "non si questo questa anche secondo lui lei"
    ),
    inner=listed("di del della dei delle dello dell’ dell' d’ d'"),
    prepositions=listed(
        "a al alla allo ai alle in nel nella nei con su sul sulla per tra fra da dal dalla dopo "
        "durante contro senza verso presso davanti"
    ),
    nobody=listed("si"),
    months=listed(
        "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre "
        "dicembre lunedì martedì mercoledì giovedì venerdì sabato domenica"
    ),
    numbers=Numbers(
        below_hundred={
            **UNITS,
            "un": 1,
            "una": 1,
            **dict(zip(TEENS.split(), range(10, 20), strict=True)),
            **TENS,
            **{
                together(ten, unit): value + one
                for ten, value in TENS.items()
                for unit, one in {**UNITS, "tré": 3}.items()
            },
        },
        hundreds={
            "cento": 100,
            **{f"{unit}cento": 100 * one for unit, one in UNITS.items() if one > 1},
        },
        scales={
            **dict.fromkeys(("mila", "mille"), 10**3),
            **dict.fromkeys(("milioni", "milione"), 10**6),
            **dict.fromkeys(("miliardi", "miliardo"), 10**9),
        },
        halves={"mezzo": "0.5"},
        and_half=frozenset({"e mezzo", "e mezza"}),
        joins=listed("e"),
        of=frozenset({"di ", "d’", "d'"}),
        minus=listed("meno"),
        to=listed("a o"),
    ),
    percent=("per cento", "percento"),
    money={
        "euro": "EUR",
        "dollaro": "USD",
        "dollari": "USD",
        "sterlina": "GBP",
        "sterline": "GBP",
        "yen": "JPY",
    },
    modifiers=(
        *("più del", "meno del", "oltre il", "quasi il", "circa il"),
        *("più di", "meno di", "oltre", "almeno", "quasi", "circa", "fino a", "intorno a"),
        *("altri", "altre", "un totale di", "non meno di"),
    ),
    names_a_number=listed(
        "articolo pagina capitolo numero n. linea binario sala camera volo strada tappa via "
        "livello gruppo classe"
    ),
    ago=listed("ultimi ultime prossimi prossime da"),
    clock=listed("ore"),
    before_nouns=listed(
        "nuovi nuove altri altre grandi primi prime vecchi vecchie giovani migliori piccoli piccole"
    ),
    drops_pronouns=True,
    adverbs=listed("anche poi inoltre ieri oggi ancora infine quindi invece"),
)

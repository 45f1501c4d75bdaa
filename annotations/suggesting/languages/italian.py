"""Italian words: of speech, of those who speak, of numbers."""

from annotations.suggesting.languages.language import Language, Numbers, Shares, listed, numbered

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


ORDINALS = numbered("terza quarta quinta sesta settima ottava nona decima", 3)
FRACTIONS = numbered("terz quart quint sest settim ottav non decim", 3)
PARTS = {f"{part}{ending}": whole for part, whole in FRACTIONS.items() for ending in ("o", "i")}
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
    shares=Shares(
        parts=PARTS,
        alone={
            **dict.fromkeys(("metà", "la metà"), (1, 2)),
            **{
                f"{the} {part} parte": (1, n)
                for the in ("la", "una")
                for part, n in ORDINALS.items()
            },
        },
        of=(
            *("dei", "degli", "delle", "del", "dello", "della", "dell’", "dell'"),
            *("di tutti i", "di tutte le", "di tutti gli", "dei suoi", "delle sue"),
        ),
        bare=("di", "d’", "d'"),
        each=(),
        out_of=("su",),
        noun_between=True,
        doubtful=frozenset(
            {word for word in PARTS if word != "terzi"} | {f"{part} parte" for part in ORDINALS}
        ),
        with_parts=listed("serie saga film romanzo trilogia opera libro finale"),
        not_before=listed("prima seconda altra ultima a verso alla"),
        times=listed(
            "anno anni giorno giorni mese mesi settimana settimane ora ore minuto minuti secondo "
            "secondi volta volte notte notti sera mattina stagione secolo secoli trimestre "
            "decennio decenni partita estate inverno autunno primavera"
        ),
        contests=listed("set partita partite gara gare manche incontro incontri"),
        no_whole=listed(
            "metro metri conferenza conferenze libro libri film mostra mostre rapporto rapporti "
            "studio studi ricerca ricerche indagine indagini inchiesta dibattito dibattiti legge "
            "leggi documentario documentari articolo articoli serie accordo accordi voto voti "
            "referendum saggio domanda domande incontro incontri sondaggio tassa"
        ),
        plural=("i",),
        perhaps_plural=("e",),
        no_nouns=listed(
            "vive teme crede possiede riceve perde chiede sceglie ritiene subisce soffre vuole "
            "deve legge scrive preferisce vorrebbe sarebbe avrebbe potrebbe anche neppure neanche"
        ),
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
        *("più del", "più della", "meno del", "meno della", "oltre il", "quasi il", "circa il"),
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

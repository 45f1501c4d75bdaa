"""Spanish words: of speech, of those who speak, of numbers."""

from annotations.suggesting.languages.language import (
    Language,
    Numbers,
    Shares,
    listed,
    numbered,
    tens_and_units,
)

UNITS = dict(
    zip("uno dos tres cuatro cinco seis siete ocho nueve".split(), range(1, 10), strict=True)
)
TEENS = "diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve veinte"
TWENTIES = (
    "veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete "
    "veintiocho veintinueve"
)
TENS = dict(
    zip(
        "treinta cuarenta cincuenta sesenta setenta ochenta noventa".split(),
        range(30, 100, 10),
        strict=True,
    )
)
HUNDREDS = (
    "doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos "
    "novecientos"
)
ORDINALS = numbered("tercera cuarta quinta sexta séptima octava novena décima", 3)
FRACTIONS = numbered("tercio cuarto quinto sexto séptimo octavo noveno décimo", 3)
PARTS = {
    **{f"{part}{s}": whole for part, whole in FRACTIONS.items() for s in ("", "s")},
    **{f"{part}{s} parte{s}": whole for part, whole in ORDINALS.items() for s in ("", "s")},
}
SPANISH = Language(
    code="es",
    verbs=listed(
        "suspira suspiró protestó protesta "
        "dijo dice dicen dijeron afirmó afirma afirman afirmaron explicó explica explican "
        "explicaron declaró declara declararon aseguró asegura aseguran aseguraron señaló "
        "señala señalan señalaron indicó indica indicaron añadió añade agregó agrega anunció "
        "anuncia anunciaron advirtió advierte denunció denuncia denunciaron destacó destaca "
        "subrayó subraya recordó recuerda insistió insiste manifestó manifestaron sostuvo "
        "sostiene reconoció reconoce admitió comentó comenta contó cuenta relató relata apuntó "
        "apunta precisó precisa concluyó concluye respondió responde escribió escribe lamentó "
        "lamenta criticó critica reclamó pidió pide exigió prometió confesó confirmó confirma "
        "expresó opinó opina considera consideró detalló detalla puntualizó zanjó remarcó "
        "resumió preguntó celebró defendió defiende reiteró avisó matizó"
    ),
    participles=listed(
        "dicho afirmado explicado declarado asegurado señalado indicado añadido anunciado "
        "advertido denunciado destacado subrayado recordado insistido manifestado sostenido "
        "reconocido admitido comentado contado apuntado precisado concluido respondido escrito "
        "lamentado criticado reclamado pedido exigido confirmado expresado opinado detallado "
        "reiterado"
    ),
    auxiliaries=listed("ha han había habían"),
    according=("según", "de acuerdo con"),
    that=listed("que"),
    pronouns=listed("él ella"),
    articles=listed("el la los las un una unos unas su sus"),
    roles=listed(
        "alcalde alcaldesa ministro ministra presidente presidenta director directora portavoz "
        "fiscal abogado abogada jefe jefa diputado diputada senador senadora secretario "
        "secretaria consejero consejera entrenador entrenadora profesor profesora investigador "
        "investigadora experto experta policía gobierno ministerio ayuntamiento empresa "
        "sindicato partido asociación tribunal grupo oposición compañía papa rey reina "
        "economista escritor escritora autor autora testigo testigos vecino vecina vecinos "
        "médico médica fundador fundadora capitán comisario comisaria informe comunicado "
        "estudio diario periódico gobernador gobernadora juez jueza líder delegado delegada "
        "concejal concejala candidato candidata agricultor agricultora maestro maestra "
        "canciller"
    ),
    particles=listed("de del la las los y van von"),
    stops=listed(
        "a al en por para con sin sobre tras ante bajo contra desde hasta durante entre según y "
        "o pero que quien cuando si como lunes martes miércoles jueves viernes sábado domingo "
        "ayer hoy es son era fue fueron ha han había no se este esta estos ese esa lo le les él "
        "ella además también"
    ),
    inner=listed("de del la las los"),
    prepositions=listed(
        "a al en por para con sin sobre tras ante bajo contra desde hasta durante entre mediante"
    ),
    nobody=listed("se"),
    months=listed(
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre "
        "diciembre lunes martes miércoles jueves viernes sábado domingo"
    ),
    numbers=Numbers(
        below_hundred={
            **UNITS,
            "un": 1,
            "una": 1,
            **dict(zip(TEENS.split(), range(10, 21), strict=True)),
            **dict(zip(TWENTIES.split(), range(21, 30), strict=True)),
            **TENS,
            **tens_and_units(TENS, {**UNITS, "un": 1, "una": 1}, " y "),
        },
        hundreds={
            "cien": 100,
            "ciento": 100,
            **dict(zip(HUNDREDS.split(), range(200, 1000, 100), strict=True)),
            **dict(zip(HUNDREDS.replace("os", "as").split(), range(200, 1000, 100), strict=True)),
        },
        scales={"mil": 10**3, **dict.fromkeys(("millones", "millón"), 10**6), "billones": 10**12},
        halves={"medio": "0.5"},
        and_half=frozenset({"y medio", "y media"}),
        joins=listed("y"),
        of=frozenset({"de "}),
        minus=listed("menos"),
        to=listed("a o"),
    ),
    shares=Shares(
        parts=PARTS,
        alone={
            "la mitad": (1, 2),
            **{f"la {part} parte": (1, whole) for part, whole in ORDINALS.items()},
        },
        of=(
            *("de los", "de las", "del", "de la", "de todos los", "de todas las", "de sus"),
            *("de nuestros", "de nuestras", "de estos", "de estas"),
        ),
        bare=("de",),
        each=("de cada",),
        noun_between=True,
        doubtful=frozenset(
            {word for word in PARTS if not word.startswith("tercio") and "parte" not in word}
            | {f"{part} parte" for part in ORDINALS}
        ),
        with_parts=listed(
            "casa vivienda piso hotel apartamento serie saga película novela trilogía obra libro"
        ),
        times=listed(
            "año años día días mes meses semana semanas hora horas minuto minutos segundo "
            "segundos vez veces noche noches tarde mañana temporada siglo siglos trimestre década "
            "partido verano invierno otoño primavera"
        ),
        contests=listed("set sets partido partidos juego juegos carrera carreras"),
        plural=("s",),
        no_nouns=listed("después además más menos jamás"),
    ),
    percent=("por ciento",),
    money={
        "euro": "EUR",
        "dólar": "USD",
        "dólare": "USD",
        "libra": "GBP",
        "yen": "JPY",
        "yene": "JPY",
    },
    modifiers=(
        *("más del", "menos del", "cerca del", "alrededor del"),
        *("más de", "menos de", "al menos", "casi", "unos", "unas", "cerca de", "alrededor de"),
        *(
            "aproximadamente",
            "hasta",
            "otros",
            "otras",
            "un total de",
            "por lo menos",
            "algo más de",
        ),
    ),
    names_a_number=listed(
        "artículo página capítulo número nº línea sala habitación vuelo carretera etapa calle "
        "nivel grupo clase tomo"
    ),
    ago=listed("hace últimos últimas próximos próximas"),
    clock=listed("horas h"),
    before_nouns=listed(
        "nuevos nuevas otros otras grandes primeros primeras antiguos antiguas jóvenes mejores "
        "pequeños pequeñas"
    ),
    drops_pronouns=True,
    adverbs=listed("también además ayer hoy luego después asimismo entonces"),
)

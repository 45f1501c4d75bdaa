"""Portuguese words, of Portugal and Brazil: of speech, of those who speak, of numbers."""

from annotations.suggesting.languages.language import (
    Language,
    Numbers,
    Shares,
    listed,
    numbered,
    tens_and_units,
)

UNITS = dict(
    zip("um dois três quatro cinco seis sete oito nove".split(), range(1, 10), strict=True)
)
FEMININE = {"uma": 1, "duas": 2}
TEENS = {
    **dict(zip("dez onze doze treze catorze quinze".split(), range(10, 16), strict=True)),
    "quatorze": 14,
    "dezasseis": 16,
    "dezesseis": 16,
    "dezassete": 17,
    "dezessete": 17,
    "dezoito": 18,
    "dezanove": 19,
    "dezenove": 19,
}
TENS = dict(
    zip(
        "vinte trinta quarenta cinquenta sessenta setenta oitenta noventa".split(),
        range(20, 100, 10),
        strict=True,
    )
)
HUNDREDS = "duzentos trezentos quatrocentos quinhentos seiscentos setecentos oitocentos novecentos"
ORDINALS = numbered("terça quarta quinta sexta sétima oitava nona décima", 3)
FRACTIONS = numbered("terço quarto quinto sexto sétimo oitavo nono décimo", 3)
PARTS = {
    **{f"{part}{s}": whole for part, whole in FRACTIONS.items() for s in ("", "s")},
    **{f"{part}{s} parte{s}": whole for part, whole in ORDINALS.items() for s in ("", "s")},
}
PORTUGUESE = Language(
    code="pt",
    verbs=listed(
        "suspira suspirou protestou protesta "
        "disse diz dizem disseram afirmou afirma afirmam afirmaram explicou explica explicam "
        "explicaram declarou declara declararam garantiu garante garantem assegurou assegura "
        "sublinhou sublinha referiu refere referiram acrescentou acrescenta anunciou anuncia "
        "anunciaram alertou alerta alertaram avisou avisa destacou destaca ressaltou ressalta "
        "lembrou lembra recordou recorda insistiu insiste defendeu defende reconheceu reconhece "
        "admitiu admite comentou comenta contou conta relatou relata salientou salienta frisou "
        "frisa concluiu conclui respondeu responde escreveu escreve lamentou lamenta criticou "
        "critica pediu pede exigiu prometeu confessou confirmou confirma considera considerou "
        "observou observa informou informa denunciou denuncia revelou revela completou completa "
        "avaliou avalia questionou resumiu apontou aponta"
    ),
    participles=listed("dito afirmado explicado declarado garantido anunciado referido escrito"),
    auxiliaries=listed("tem têm tinha tinham havia"),
    according=("segundo", "de acordo com", "conforme"),
    that=listed("que"),
    pronouns=listed("ele ela"),
    articles=listed("o a os as um uma uns umas seu sua seus suas"),
    roles=listed(
        "prefeito prefeita autarca ministro ministra presidente diretor diretora director "
        "directora porta-voz procurador procuradora advogado advogada chefe deputado deputada "
        "senador senadora secretário secretária vereador vereadora treinador treinadora "
        "professor professora investigador investigadora pesquisador pesquisadora especialista "
        "polícia governo ministério câmara prefeitura empresa sindicato partido associação "
        "tribunal grupo oposição companhia papa rei rainha economista escritor escritora autor "
        "autora testemunha testemunhas morador moradora moradores vizinho vizinha médico médica "
        "fundador fundadora capitão comissário comissária relatório comunicado estudo jornal "
        "governador governadora juiz juíza líder candidato candidata coordenador coordenadora "
        "primeiro-ministro primeira-ministra delegado delegada agricultor agricultora"
    ),
    particles=listed("de da do das dos e van von"),
    stops=listed(
        "ao à aos às em no na nos nas por pelo pela para com sem sobre após ante contra desde "
        "até durante entre segundo e ou mas que quem quando se como segunda-feira terça-feira "
        "quarta-feira quinta-feira sexta-feira sábado domingo ontem hoje é são era foi foram "
        "tem têm tinha não este esta esse essa isso lhe ele ela também ainda"
    ),
    inner=listed("de do da dos das"),
    prepositions=listed(
        "ao à aos às em no na nos nas por pelo pela para com sem sobre após ante contra desde até "
        "durante entre num numa"
    ),
    nobody=listed("se"),
    months=listed(
        "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro "
        "dezembro segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado "
        "domingo"
    ),
    numbers=Numbers(
        below_hundred={
            **UNITS,
            **FEMININE,
            **TEENS,
            **TENS,
            **tens_and_units(TENS, {**UNITS, **FEMININE}, " e "),
        },
        hundreds={
            "cem": 100,
            "cento": 100,
            **dict(zip(HUNDREDS.split(), range(200, 1000, 100), strict=True)),
            **dict(zip(HUNDREDS.replace("os", "as").split(), range(200, 1000, 100), strict=True)),
        },
        scales={
            "mil": 10**3,
            **dict.fromkeys(("milhões", "milhão"), 10**6),
            **dict.fromkeys(("bilhões", "bilhão"), 10**9),
            "trilhões": 10**12,
        },
        halves={"meio": "0.5"},
        and_half=frozenset({"e meio", "e meia"}),
        joins=listed("e"),
        of=frozenset({"de "}),
        minus=listed("menos"),
        to=listed("a ou"),
    ),
    shares=Shares(
        parts=PARTS,
        alone={
            **dict.fromkeys(("metade", "a metade"), (1, 2)),
            **{f"a {part} parte": (1, whole) for part, whole in ORDINALS.items()},
        },
        of=(
            *("dos", "das", "do", "da", "de todos os", "de todas as", "de seus", "de suas"),
            *("dos seus", "das suas", "destes", "destas"),
        ),
        bare=("de",),
        each=("em cada", "de cada", "a cada"),
        out_of=("em",),
        noun_between=True,
        doubtful=frozenset(
            {word for word in PARTS if not word.startswith("terço") and "parte" not in word}
            | {f"{part} parte" for part in ORDINALS}
        ),
        with_parts=listed(
            "casa habitação moradia hotel apartamento série saga filme novela trilogia obra livro"
        ),
        not_before=listed("primeira segunda outra última à na pela"),
        times=listed(
            "ano anos dia dias mês meses semana semanas hora horas minuto minutos segundo "
            "segundos vez vezes noite noites tarde manhã temporada século séculos trimestre "
            "década décadas jogo partida verão inverno outono primavera"
        ),
        contests=listed("set sets jogo jogos partida partidas corrida corridas"),
        no_whole=listed("aumento queda metro metros dia ano"),
        plural=("s",),
        no_nouns=listed("depois mais menos jamais"),
    ),
    percent=("por cento",),
    money={
        "euro": "EUR",
        "dólar": "USD",
        "dólare": "USD",
        "real": "BRL",
        "reai": "BRL",
        "libra": "GBP",
    },
    modifiers=(
        *("mais do que", "menos do que", "mais da", "menos da", "cerca da"),
        *("mais de", "menos de", "pelo menos", "quase", "cerca de", "aproximadamente", "até"),
        *("uns", "umas", "outros", "outras", "um total de", "ao menos"),
    ),
    names_a_number=listed(
        "artigo página capítulo número nº linha sala quarto voo estrada etapa rua nível grupo "
        "classe"
    ),
    ago=listed("há últimos últimas próximos próximas"),
    clock=listed("horas h"),
    before_nouns=listed(
        "novos novas outros outras grandes primeiros primeiras antigos antigas jovens melhores "
        "pequenos pequenas"
    ),
    drops_pronouns=True,
    adverbs=listed("também ainda ontem hoje depois então além disso"),
)

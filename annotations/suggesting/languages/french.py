"""French words: of speech, of those who speak, of numbers."""

from annotations.suggesting.languages.language import Language, Numbers, Shares, listed, numbered

UNITS = "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
SMALL = {
    **dict(zip(UNITS.split(), range(1, 17), strict=True)),
    "une": 1,
    "dix-sept": 17,
    "dix-huit": 18,
    "dix-neuf": 19,
}
TENS = {"vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "septante": 70, "nonante": 90}
BELOW_HUNDRED = {
    **SMALL,
    **TENS,
    **{f"{ten} et un": value + 1 for ten, value in TENS.items()},
    **{
        f"{ten}-{unit}": value + one
        for ten, value in TENS.items()
        for unit, one in SMALL.items()
        if 1 < one < 10
    },
    "soixante": 60,
    "soixante et un": 61,
    "soixante et onze": 71,
    **{f"soixante-{unit}": 60 + one for unit, one in SMALL.items() if 1 < one < 20},
    "quatre-vingts": 80,
    "quatre-vingt": 80,
    **{f"quatre-vingt-{unit}": 80 + one for unit, one in SMALL.items()},
}
FRACTIONS = {
    **numbered("cinquième sixième septième huitième neuvième dixième", 5),
    "douzième": 12,
    "vingtième": 20,
    "centième": 100,
}
PARTS = {
    "tiers": 3,
    "quart": 4,
    "quarts": 4,
    **{f"{part}{ending}": whole for part, whole in FRACTIONS.items() for ending in ("", "s")},
}
FRENCH = Language(
    code="fr",
    verbs=listed(
        "soupire soupirait s’exclame s’inquiète s’indigne "
        "dit disent déclare déclarent affirme affirment explique expliquent estime estiment "
        "indique indiquent précise précisent souligne soulignent ajoute ajoutent assure "
        "assurent annonce rappelle rappellent raconte racontent confie regrette dénonce "
        "dénoncent juge insiste conclut répond répondait écrit lance poursuit reconnaît "
        "reconnait prévient avertit martèle déplore témoigne résume observe constate plaide "
        "promet réagit détaille considère soutient disait déclarait expliquait affirmait "
        "estimait soulignait ajoutait écrivait"
    ),
    participles=listed(
        "réclamé exigé proposé prévenu prié martelé "
        "dit déclaré affirmé expliqué estimé indiqué précisé souligné ajouté assuré annoncé "
        "rappelé raconté confié regretté dénoncé jugé insisté conclu répondu écrit lancé "
        "poursuivi reconnu prévenu averti martelé déploré témoigné résumé observé constaté "
        "plaidé promis réagi détaillé considéré soutenu commenté tweeté demandé salué glissé "
        "tranché rapporté"
    ),
    auxiliaries=listed(
        "a ont avait avaient a-t-il a-t-elle a-t-on ont-ils ont-elles avait-il avait-elle"
    ),
    according=("selon", "d’après", "d'après"),
    that=frozenset({"que", "qu’", "qu'"}),
    pronouns=listed("il elle"),
    articles=listed("le la les un une des du son sa ses leur l’ l'"),
    roles=listed(
        "maire ministre président présidente directeur directrice porte-parole procureur "
        "procureure avocat avocate chef cheffe préfet préfète député députée sénateur sénatrice "
        "secrétaire responsable entraîneur entraîneuse professeur professeure chercheur "
        "chercheuse expert experte police gendarmerie gouvernement ministère préfecture parquet "
        "mairie entreprise syndicat parti association tribunal groupe opposition société "
        "direction patron patronne pape roi reine économiste écrivain écrivaine auteur auteure "
        "autrice témoin témoins habitant habitante habitants voisin voisine médecin élu élue "
        "fondateur fondatrice capitaine commissaire premier première adjoint adjointe rapport "
        "communiqué étude journal quotidien chancelier chancelière gouverneur gouverneure juge "
        "enseignant enseignante agriculteur agricultrice m. mme dr"
    ),
    particles=listed("de du des la le von van el ben al d’ d'"),
    stops=listed(
        "à au aux en dans par pour sur avec sans sous vers chez avant après depuis pendant lors "
        "et ou mais donc car que qui dont où quand si comme lundi mardi mercredi jeudi vendredi "
        "samedi dimanche hier est sont était étaient a ont avait ne pas plus ce cette ces cet "
        "se y il elle selon mardi auprès devant face interrogé interrogée"
    ),
    inner=listed("de du des d’ d' la l’ l' à"),
    prepositions=listed(
        "à au aux en dans par pour sur avec sans sous vers chez avant après depuis pendant lors "
        "contre devant entre face auprès"
    ),
    nobody=listed("on"),
    months=listed(
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre "
        "lundi mardi mercredi jeudi vendredi samedi dimanche"
    ),
    numbers=Numbers(
        below_hundred=BELOW_HUNDRED,
        hundreds={
            "cent": 100,
            "cents": 100,
            **{
                f"{unit} {cent}": 100 * one
                for unit, one in SMALL.items()
                if 1 < one < 10
                for cent in ("cents", "cent")
            },
        },
        scales={
            "mille": 10**3,
            **dict.fromkeys(("millions", "million"), 10**6),
            **dict.fromkeys(("milliards", "milliard"), 10**9),
        },
        halves={"un demi": "0.5", "un demi-": "0.5", "un quart de": "0.25"},
        and_half=frozenset({"et demi", "et demie"}),
        joins=listed("et"),
        of=frozenset({"de ", "d’", "d'"}),
        minus=listed("moins"),
        to=listed("à ou"),
    ),
    shares=Shares(
        parts=PARTS,
        alone={"la moitié": (1, 2)},
        of=(
            *("des", "du", "de la", "de l’", "de l'", "de tous les", "de toutes les", "de ses"),
            *("de leurs", "de nos", "de ces", "de cette"),
        ),
        bare=("de", "d’", "d'"),
        each=(),
        out_of=("sur",),
        noun_between=True,
        doubtful=listed("quart quarts"),
        not_before=listed("à"),
        times=listed(
            "an ans année années jour jours mois semaine semaines heure heures minute minutes "
            "seconde secondes fois nuit nuits soir soirs matin matins saison siècle siècles "
            "trimestre week-end lundi mardi mercredi jeudi vendredi samedi dimanche mi-temps "
            "été hiver printemps automne match"
        ),
        all_the=("tous les", "toutes les"),
        contests=listed("set sets match matchs matches manche manches rencontre rencontres jeux"),
        no_whole=listed(
            "mètre mètres m cm centimètre centimètres km kilomètre kilomètres conférence "
            "conférences livre livres film films exposition expositions rapport rapports étude "
            "études enquête enquêtes débat débats loi lois documentaire documentaires article "
            "articles série accord accords note notes vote votes référendum page pages plan "
            "travail réflexion question questions sondage point points taxe taxes"
        ),
        plural=("s", "x"),
        no_nouns=listed(
            "toujours jamais désormais parfois très moins puis alors ailleurs sans dans mais pas "
            "plus hors dès vers chez sous"
        ),
    ),
    percent=("pour cent", "pourcent"),
    money={
        "euro": "EUR",
        "dollar": "USD",
        "livre": "GBP",
        "yen": "JPY",
        "rouble": "RUB",
        "franc suisse": "CHF",
        "francs suisse": "CHF",
    },
    modifiers=(
        *("plus de", "plus d’", "plus d'", "moins de", "moins d’", "près de", "près d’", "environ"),
        *(
            "quelque",
            "quelques",
            "au moins",
            "au total",
            "presque",
            "jusqu’à",
            "jusqu'à",
            "autour de",
        ),
        "pas moins de",
    ),
    names_a_number=listed(
        "article page chapitre numéro n° paragraphe ligne quai salle chambre vol route étape "
        "rue niveau classe groupe top tome"
    ),
    ago=listed("a depuis derniers dernières prochains prochaines voilà"),
    clock=listed("h heures heure"),
    before_nouns=listed(
        "nouveaux nouvelles autres grands grandes petits petites premiers premières anciens "
        "anciennes jeunes bons meilleures meilleurs"
    ),
    adverbs=listed("également aussi encore ensuite ainsi notamment alors par ailleurs"),
)

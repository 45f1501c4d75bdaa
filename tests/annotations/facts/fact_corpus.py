"""Facts to search among: the seventeen that the real articles lean on, and any number of others.

The others are made of the same names, numbers and dates, so that no word alone finds a fact. So are
those around a second set, of invented facts and of statements that say them in other words.
"""

import csv
import json
import random

from django.utils import timezone

from annotations.facts import search
from annotations.models import Fact, FactVersion, Source
from tests.factories import make_editor
from tests.paths import DATA

FACTS = DATA / "facts"
WHO = (
    "António Guterres;Vladimir Putin;Volodymyr Zelenskyy;Sergei Lavrov;Farhan Haq;Kofi Annan;"
    "Boutros Boutros-Ghali;the UN General Assembly;the Security Council;the Secretary-General;"
    "the International Criminal Court;UNHCR;the Russian Federation;Ukraine's foreign ministry;"
    "the US State Department;Saudi Arabia;Brazil;India;China;South Africa;Iran;Egypt;Ethiopia;"
    "the United Arab Emirates;Türkiye;the BRICS chairmanship;the deputy spokesman"
).split(";")
DID = (
    "received a delegation of;wrote a letter to;voted for a resolution of;sent aid to;"
    "opened an office with;signed a memorandum with;announced a summit with;met envoys of;"
    "issued a statement on;counted refugees for;declined an invitation of;paid a visit to;"
    "ended an agreement with;published a declaration of;counted the members of"
).split(";")
WHAT = (
    "grain shipped through the Black Sea;displaced people;weapons inspections;a peace summit;"
    "the charter;the full-scale invasion;deportation of children;founding members;"
    "security aid and packages;the use of force;heads of state;countries at the summit;"
    "international peace and security;ceasefire talks;an arrest warrant;refugees abroad"
).split(";")
WHERE = (
    "Moscow;Kyiv;Kazan;Baghdad;Sarajevo;Switzerland;New York;Geneva;The Hague;Ukraine;Iraq"
).split(";")
WHEN = (
    "2 March 2022;24 February 2022;19 April 2022;26 April 2022;28 April 2022;22 October 2024;"
    "23 October 2024;17 March 2023;17 July 2023;20 February 1998;31 December 1992;June 2024;1991"
).split(";")
MEASURES = (
    "141 votes;5 votes;35 abstentions;36 countries;22 heads of state;33 countries;5.16 million;"
    "7.7 million;13 million;32 million tonnes;$2.5 billion;$800 million;90 countries;nine members;"
    "51 %;62 %;134 points;three days"
).split(";")

INVENTED_WHO = (
    "Petra Olsen;Milo Dragan;Professor Ines Calder;the Green Accord;the Court of Appeal;"
    "St Brannoc Hospital;the museum of Ostra;the national statistics office;the police;"
    "the Tarsk Islands;the Kingdom of Sabar;the power station at Karsten;the Velic council;"
    "Norland's parliament;the auditors;the institute;landlords of Ravna;"
    "the fishing boats of Norland;engineers;volunteers"
).split(";")
INVENTED_DID = (
    "recorded;resigned over;returned;closed;suspended;inspected;won;overturned;limited;"
    "allowed;emitted;counted;enrolled;measured;negotiated;raised;recorded once more;shut;"
    "tested;examined"
).split(";")
INVENTED_WHAT = (
    "hate crimes;cracked welds;the maternity ward;train services;the rent cap;cod;"
    "carbon dioxide;bronzes;seats in the election;grants to companies;the unemployment rate;"
    "the vaccine trial;the water level;the first language;births;flats;the conviction;"
    "the landslide;subsidies;the census"
).split(";")
INVENTED_WHERE = (
    "Lake Verrin;Harrow Bridge;Norland;Carrow;Ostra;Ravna;Pell Gorge;Karsten;Sabar;"
    "the Tarsk Islands"
).split(";")
INVENTED_WHEN = (
    "14 August 2023;March 2021;the second quarter of 2022;3 May 2020;1 January 2019;2027;"
    "2018;2021;22 September 2017;9 November 2022;2020;2005;June 2020;6 October 2019;"
    "5 July 2021;1997;1931;1998"
).split(";")
INVENTED_MEASURES = (
    "61.3 metres;214;37;7.8 percent;€2.4 million;48 kilometres;12,500 tonnes;41,220 people;"
    "58,900;3.1 million tonnes;11 weeks;1,873;26 percent;2 percent;8,640;nine countries;33;"
    "150;112"
).split(";")
INVENTED_FORMS = (
    "In {2} {0} {1} {3} in {4}; {5} were named.",
    "{0} {1} {3} at {4} on {2}, {5} according to {6}.",
    "{5} of {3} were reported from {4} by {0} in {2}.",
    "After {2}, {0} {1} {3}; {6} speaks of {5} in {4}.",
)


def rows(name):
    with (FACTS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def statements(shared):
    """(id of the right fact in real_facts.csv, statement), the gold spans only where they are."""
    gold_file = shared / "gold" / "spans.json"
    gold = json.loads(gold_file.read_text(encoding="utf-8")) if gold_file.exists() else {}
    spans = {span["id"]: span["exact"] for article in gold.values() for span in article}
    return [
        (row["fact"], row["statement"] or spans[row["gold"]])
        for row in rows("statements.csv")
        if row["statement"] or row["gold"] in spans
    ]


def other_statements(number, seed=7):
    chance = random.Random(seed)
    for _ in range(number):
        some = [chance.choice(words) for words in (WHO, DID, WHO, WHAT, WHERE, WHEN, MEASURES)]
        yield "On {5} {0} {1} {2} about {3} in {4}; the record counts {6}.".format(*some)


def other_invented_statements(number, seed=23):
    chance = random.Random(seed)
    names = (INVENTED_WHO, INVENTED_DID, INVENTED_WHEN, INVENTED_WHAT, INVENTED_WHERE)
    for _ in range(number):
        some = [chance.choice(words) for words in (*names, INVENTED_MEASURES, INVENTED_WHO)]
        words = chance.choice(INVENTED_FORMS).format(*some)
        yield words[0].upper() + words[1:]


def make_facts(others=0):
    """The real facts and so many others, verified and indexed; {F1: Fact, …}."""
    real = rows("real_facts.csv")
    facts = recorded([*(row["statement"] for row in real), *other_statements(others)], real)
    return {row["fact"]: fact for row, fact in zip(real, facts, strict=False)}


def make_paraphrased_facts(others=0):
    """The invented facts and so many others; [(the fact, a statement in other words), …]."""
    invented = rows("paraphrases.csv")
    facts = recorded([*(row["fact"] for row in invented), *other_invented_statements(others)])
    return [(fact, row["statement"]) for fact, row in zip(facts, invented, strict=False)]


def recorded(words, sources=()):
    """A verified and indexed fact for each, the first ones with these sources."""
    editor, verifier, now = make_editor(), make_editor(), timezone.now()
    facts = Fact.objects.bulk_create([Fact() for _ in words], batch_size=1000)
    versions = FactVersion.objects.bulk_create(
        [
            FactVersion(
                fact=fact,
                number=1,
                statement=statement,
                recorded_by=editor,
                verified_by=verifier,
                verified_at=now,
            )
            for fact, statement in zip(facts, words, strict=True)
        ],
        batch_size=500,
    )
    Source.objects.bulk_create(
        [
            Source(version=version, title=row["title"], publisher=row["publisher"])
            for version, row in zip(versions, sources, strict=False)
        ]
    )
    for place in range(0, len(facts), 1000):
        search.index_facts(facts[place : place + 1000])
    return facts

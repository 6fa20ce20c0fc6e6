"""Strict stems: Snowball French on the folded form, after rules for the plurals it misses.

The stemmer runs on folded words on both sides, so that typing without accents never loses a result. The rules
also make every release of Snowball agree: release 3 (PyStemmer 3) changed -ais, -oux and "nier", which Lucene
9 and 10 stem as before.
"""

import re

import Stemmer

# (pattern, replacement), in order, on a folded word. Each is a `pattern_replace` filter on Elasticsearch.
PLURALS = (
    (r"ees?$", "e"),  # fermée: Snowball looks for the accent that folding took
    (r"aises?$", "ai"),  # française, lyonnaises: as français below
    (
        r"^([a-z0-9]{2,}[aiou])s$",
        "$1",
    ),  # vélos, élus, emplois, médias: Snowball keeps the s after these vowels
    (r"ers$", "er"),  # loyers, usagers: the stemmer takes -er, then misses -ers
    (r"oux$", "ou"),  # genoux
)

# From the second to the twentieth, as they are said.
_ORDINALS = (
    "deuxieme troisieme quatrieme cinquieme sixieme septieme huitieme neuvieme dixieme onzieme douzieme treizieme "
    "quatorzieme quinzieme seizieme dixseptieme dixhuitieme dixneuvieme vingtieme"
)

# Lemma and those of its forms that no rule reaches. A `stemmer_override` filter on Elasticsearch.
IRREGULAR_FORMS = {
    "travail": "travaux",
    "bail": "baux",
    "vitrail": "vitraux",
    "soupirail": "soupiraux",
    "materiau": "materiaux",
    "tuyau": "tuyaux",
    "noyau": "noyaux",
    "boyau": "boyaux",
    "joyau": "joyaux",
    "oeil": "yeux",
    "jeu": "jeux",
    "enjeu": "enjeux",
    "lieu": "lieux",
    "milieu": "milieux",
    "feu": "feux",
    "voeu": "voeux",
    "aveu": "aveux",
    "cheveu": "cheveux",
    "neveu": "neveux",
    "pneu": "pneus",
    "nouveau": "nouvel nouvelle nouvelles",
    "beau": "bel belle belles",
    "vieux": "vieil vieille vieilles",
    "corail": "coraux",
    "ciel": "cieux",
    "monsieur": "messieurs",
    "madame": "mesdames",
    "public": "publique publiques",
    "grec": "grecque grecques",
    "turc": "turque turques",
    "sec": "seche seches",
    "frais": "fraiche fraiches",
    "blanc": "blanche blanches",
    "franc": "franche franches",
    "long": "longue longues",
    "bas": "basse basses",
    "gras": "grasse grasses",
    "gros": "grosse grosses",
    "epais": "epaisse epaisses",
    "doux": "douce douces",
    "roux": "rousse rousses",
    "faux": "fausse fausses",
    "jaloux": "jalouse jalouses",
    "fou": "fol folle folles",
    "mou": "mol molle molles",
    "neuf": "neuve neuves",
    "vif": "vive vives",
    "veuf": "veuve veuves",
    "gentil": "gentille gentilles",
    "chef": "cheffe cheffes",
    "maire": "mairesse mairesses",
    "copain": "copine copines",
    "leger": "legere legeres",
    "etranger": "etrangere etrangeres",
    "passager": "passagere passageres",
    "usager": "usagere usageres",
    "boucher": "bouchere boucheres",
    "boulanger": "boulangere boulangeres",
    "cle": "clef clefs",
    "paye": "paie paies",
    "elu": "elue elues",
    "jeter": "jette jettent jetes jete jetee jetees jet jets",
    "suivre": "suivi suivis suivie suivies suivent suivons",
    "ramasser": "ramasse ramasses ramassent",
    "ni": "nier nie nies niez nia niai niait niaient niant niasse niasses niassent niassiez niassions niera "
    "nierai nieras nierait nieraient nierez nieriez nierions nierons nieront",
    "premier": "1er 1ers 1re 1res 1ere 1eres",
    "second": "2nd 2nds 2nde 2ndes",
    **{ordinal: f"{n}e {n}es {n}eme {n}emes {n}ieme" for n, ordinal in enumerate(_ORDINALS.split(), start=2)},
}

_PLURALS = [(re.compile(pattern), replacement.replace("$", "\\")) for pattern, replacement in PLURALS]
_SNOWBALL = Stemmer.Stemmer("french", 0)  # tokens remembers what it analysed: a second cache only slows


def singular(word: str) -> str:
    """Return a folded word with its plural made regular for the stemmer."""
    for pattern, replacement in _PLURALS:
        word = pattern.sub(replacement, word)
    return word


# Form (as `singular` leaves it) to lemma.
IRREGULAR = {singular(form): lemma for lemma, forms in IRREGULAR_FORMS.items() for form in forms.split()} | {
    singular(lemma): lemma for lemma in IRREGULAR_FORMS
}


def lemma(word: str) -> str:
    """Return a folded word with its plural made regular, or the lemma of an irregular form."""
    regular = singular(word)
    return IRREGULAR.get(regular, regular)


def stem(word: str) -> str:
    """Return the strict stem of a folded word."""
    return _SNOWBALL.stemWord(lemma(word))

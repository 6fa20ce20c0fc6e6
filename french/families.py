"""Loose forms: what the words of one family share, where Snowball keeps noun, verb and agent apart.

Rules of our own, kept to what the field's vocabulary needs (nettoyage, nettoyer, nettoiement; médiateur,
médiatrice, médiation). They are blunt: an engine ranks what they alone find below exact and stemmed matches.
"""

import re

from french.stems import lemma

# Of each list the longest ending that leaves at least four letters goes. Two passes, since endings stack up
# (végét-al-isation).
FIRST_ENDINGS = (
    # actions: aménagement, nettoyage, rénovation, construction, conception, pollution, livraison
    "ements? ments? issements? ages? issages? entissages? ations? isations? uations? ifications? ions? "
    "ctions? itions? entions? eptions? utions? actions? aisons? ures? "
    # who does it: animateur, démolisseur, concepteur, contributeur, gardien, bailleresse, jardinière
    "eurs? euses? eresses? esses? rices? ateurs? atrices? isateurs? isatrices? isseurs? isseuses? cteurs? "
    "ctrices? epteurs? eptrices? uteurs? utrices? ueurs? ens? ennes? iens? iennes? iennages? iciens? "
    "iciennes? iers? ieres? acteurs? actrices? eres? istes? aires? etaires? ionnaires? "
    "ariats? ats? eries? oirs? oires? "
    # what it is like: propreté, solidarité, accessible, participatif, culturel, dangereux
    "etes? ites? arites? abilites? ibilites? uites? eites? ables? ibles? ifs? ives? atifs? atives? atoires? "
    "ctifs? ctives? actifs? actives? iques? etiques? ismes? urels? urelles? urale?s? uraux eriels? "
    "erielles? eux ereux ereuses? ants? antes? ents? entes? issants? issantes? isants? isantes? "
    "uants? ifiants? ances? ences? epts? "
    # forms of verbs: nettoyer, réunir, réduire, entretenir, concevoir, sécuriser, évaluer
    "e es ees? er ez iez ons ais? ait aient ent era eront erent ira irent ir i is it ire ames ates s iser "
    "ise ises isees? isent isons isez issent issons ifier ifies? ifiees? ifient uer ue ues uent uons uait "
    "uter tres? endre enir enus? enues? ients? iennent evoirs?"
)
SECOND_ENDINGS = (
    "els? elles? iels? ielles? entiel entielle als? ales? ial ential ants? ents? ements? ments? ionn "
    "entionn ens? enn iens? ienn iers? ifs? ateurs? at"
)
SHORT_ENDINGS = "ages?|u?er|ifs?|ives?|eurs?|rices?|(?:at)?ions?|ion(?:ale?s?|aux)|an[tc]e?s?|etes?|es?|ir"

_ENDING = r"^([a-z0-9]{{4,}}?)(?:{})$"

# (pattern, replacement), in order, on the lemma. Each is a `pattern_replace` filter on Elasticsearch.
FAMILIES = (
    (r"^([a-z]{3,})aine?s?$", "$1an"),  # urbaine, urbanisme
    # trier, triage; actif, acteur, action; vacant, vacance: short words, so few endings (and not "location")
    (rf"^(?!loc)([a-z]{{3}})(?:{SHORT_ENDINGS})$", "$1"),
    (_ENDING.format("|".join(FIRST_ENDINGS.split())), "$1"),
    (_ENDING.format("|".join(SECOND_ENDINGS.split())), "$1"),
    (r"qu?$", "c"),  # communiquer, communication
    (r"gu$", "g"),  # déléguer, délégation
    (r"oy$", "oi"),  # nettoyer, nettoiement
    (r"^([a-z]{4,})i$", "$1"),  # étudier, étude
    (r"^([a-z]{4,}[^aeiou])t$", "$1"),  # insertion, insérer
    (r"^([a-z]{4,})ct?$", "$1"),  # collecte, collectif
    (r"^([a-z]{4,}?)s+$", "$1"),  # débarras, débarrasser
    (r"^([a-z]{3,}([a-z]))\2$", "$1"),  # abandonner, abandon
)

_FAMILIES = [(re.compile(pattern), replacement.replace("$", "\\")) for pattern, replacement in FAMILIES]


def loosen(word: str) -> str:
    """Return the loose form of a folded word."""
    loose = lemma(word)
    for pattern, replacement in _FAMILIES:
        loose = pattern.sub(replacement, loose)
    return loose

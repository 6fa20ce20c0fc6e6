"""Loose forms: what the words of one family share, where Snowball keeps noun, verb and agent apart.

Rules of our own, kept to what the field's vocabulary needs (nettoyage, nettoyer, nettoiement; médiateur,
médiatrice, médiation). They are blunt: an engine ranks what they alone find below exact and stemmed matches.
"""

import re

from french.stems import lemma

# Of each list the longest ending that leaves at least four letters goes. Two passes, since endings stack up
# (végét-al-isation).
FIRST_ENDINGS = (
    "issements? issages? issants? issantes? issons issent isations? isateurs? isatrices? isees? ises? isent isants? isantes? isons isez iser "
    "ifications? ifiees? ifies? ifient ifiants? ifier ements? ments? ages? ations? ateurs? atrices? atifs? atives? atoires? ctions? cteurs? "
    "ctrices? ctifs? ctives? itions? entions? ions? ionnaires? eurs? euses? eresses? esses? rices? aires? etaires? "
    "arites? etes? ites? abilites? ibilites? ables? ibles? ifs? ives? ants? antes? ents? entes? ances? ences? eries? "
    "ures? ismes? istes? iques? iciens? iciennes? oires? oirs? iers? ieres? eres? ens? ennes? iens? iennes? iennages? ees? es? "
    "e er ez ons ais? ait aient era eront ira ir i it ire tres? erent irent ames ates iez enir enus? enues? ients? iennent ats? ariats? s"
)
SECOND_ENDINGS = (
    "iels? ielles? entiel entielle ential ial els? elles? als? ales? ants? ents? ements? ments? ionn entionn ens? enn "
    "iens? ienn iers? ifs? ateurs? at e"
)

_ENDING = r"^([a-z0-9]{{4,}}?)(?:{})$"

# (pattern, replacement), in order, on the lemma. Each is a `pattern_replace` filter on Elasticsearch.
FAMILIES = (
    (r"^([a-z]{3,})aine?s?$", "$1an"),  # urbaine, urbanisme
    (r"^([a-z]{3})(?:ages?|er|ifs?|ives?|eurs?|rices?|ions?)$", "$1"),  # trier, triage; actif, acteur, action
    (_ENDING.format("|".join(FIRST_ENDINGS.split())), "$1"),
    (_ENDING.format("|".join(SECOND_ENDINGS.split())), "$1"),
    (r"qu$", "c"),  # communiquer, communication
    (r"oy$", "oi"),  # nettoyer, nettoiement
    (r"^([a-z]{4,})i$", "$1"),  # étudier, étude
    (r"^([a-z]{4,}[^aeiou])t$", "$1"),  # insertion, insérer
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

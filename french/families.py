"""Loose forms: what the words of one family share, where Snowball keeps noun, verb and agent apart.

Rules of our own, kept to what the field's vocabulary needs (nettoyage, nettoyer, nettoiement; médiateur,
médiatrice, médiation). They are blunt: an engine ranks what they alone find below exact and stemmed matches.
"""

import re

from french.stems import IRREGULAR, singular

# Words and those of their family that no rule reaches: most often a verb, its noun and who does it.
RELATED_WORDS = {
    # -dre, -tre, -vre, -pre
    "vendre": "vente vendeur vendeuse vendu vendue",
    "perdre": "perte perdu perdue",
    "attendre": "attente",
    "entendre": "entente",
    "descendre": "descente",
    "repondre": "reponse repondant repondante",
    "defendre": "defense defenseur defenseure",
    "suspendre": "suspension",
    "confondre": "confusion",
    "tondre": "tonte tondeuse",
    "prendre": "prise",
    "reprendre": "reprise",
    "comprendre": "comprehension",
    "entreprendre": "entreprise entrepreneur entrepreneuse entrepreneuriat",
    "peindre": "peinture peintre peint peinte",
    "plaindre": "plainte plaignant plaignante",
    "contraindre": "contrainte contraint contrainte",
    "craindre": "crainte",
    "atteindre": "atteinte atteint",
    "eteindre": "extinction",
    "restreindre": "restriction restreint restreinte",
    "resoudre": "resolution",
    "mettre": "mise",
    "remettre": "remise",
    "permettre": "permission",
    "admettre": "admission",
    "emettre": "emission",
    "promettre": "promesse",
    "soumettre": "soumission",
    "transmettre": "transmission",
    "naitre": "naissance",
    "connaitre": "connaissance",
    "reconnaitre": "reconnaissance",
    "croitre": "croissance",
    "disparaitre": "disparition",
    "rompre": "rupture",
    "interrompre": "interruption",
    # -ire, -ure
    "lire": "lecture lecteur lectrice",
    "ecrire": "ecriture ecrit ecrivain ecrivaine",
    "elire": "election electeur electrice electoral electorale electoraux elu",
    "inscrire": "inscription inscrit inscrite",
    "decrire": "description",
    "souscrire": "souscription",
    "conduire": "conduite conducteur conductrice",
    "detruire": "destruction destructeur destructrice detruit detruite",
    "exclure": "exclusion",
    "inclure": "inclusion inclusif inclusive",
    "conclure": "conclusion",
    # -ir, -oir
    "tenir": "tenue",
    "venir": "venue",
    "obtenir": "obtention",
    "choisir": "choix",
    "fournir": "fourniture fournisseur fournisseuse",
    "nourrir": "nourriture",
    "mourir": "mort morte mortalite",
    "fuir": "fuite",
    "ouverture": "ouvrir ouvert ouverte ouvre ouvrent",
    "rouvrir": "reouverture",
    "couvrir": "couverture couvert couverte",
    "decouvrir": "decouverte decouvert",
    "offrir": "offre offert offerte",
    "servir": "service",
    "secourir": "secours secouriste",
    "prevision": "prevoir prevu prevue previsionnel previsionnelle",
    "recevoir": "reception",
    "perception": "percevoir",
    # -er
    "acheter": "achat acheteur acheteuse",
    "donner": "don donation donateur donatrice",
    "nommer": "nomination",
    "coordonner": "coordination coordinateur coordinatrice",
    "gerer": "gestion gestionnaire",
    "suggerer": "suggestion",
    "proteger": "protection protecteur protectrice",
    "corriger": "correction correcteur correctrice",
    "diriger": "direction directeur directrice",
    "rediger": "redaction redacteur redactrice",
    "negliger": "negligence",
    "decider": "decision decideur decideuse decisif decisive",
    "dissuader": "dissuasion dissuasif dissuasive",
    "reprimer": "repression repressif repressive",
    "supprimer": "suppression",
    "exprimer": "expression",
    "discussion": "discuter",
    "publier": "publication",
    "soigner": "soin soignant soignante",
    "gagner": "gain gagnant gagnante",
    "jouer": "jeu jouet joueur joueuse",
    "couler": "ecoulement ecouler",
    "payer": "paye paiement payement",
    "action": "agir",
    "reaction": "reagir",
    "location": "louer",
    # other nouns, and what is like them
    "agriculture": "agricole agriculteur agricultrice",
    "art": "artiste artistique",
    "annee": "annuel annuelle",
    "bruit": "bruyant bruyante",
    "budget": "budgetaire",
    "chaud": "chaleur",
    "contrat": "contractuel contractuelle contractualiser contractualisation",
    "departement": "departemental departementale departementaux",
    "fete": "feter festif festive festivite",
    "jour": "journee journalier journaliere",
    "libre": "liberte",
    "lumiere": "lumineux lumineuse",
    "metropole": "metropolitain metropolitaine",
    "mois": "mensuel mensuelle",
    "odeur": "odorant odorante malodorant malodorante",
    "prefet": "prefecture prefectoral prefectorale prefete",
    "enquete": "enqueteur enquetrice enqueteuse",
    "rat": "deratiser deratisation",
    "republique": "republicain republicaine",
    "salaire": "salarial salariale salariaux salarie salariat",
    "sale": "salissure",
    "sante": "sanitaire",
    "theatre": "theatral theatrale",
    "vieux": "vieillesse",
}

# Of each list the longest ending that leaves at least four letters goes. Two passes, since endings stack up
# (végét-al-isation).
FIRST_ENDINGS = (
    # actions: aménagement, nettoyage, rénovation, construction, conception, pollution, livraison
    "ements? ments? issements? ages? issages? entissages? ations? isations? uations? ifications? ions? "
    "ctions? itions? entions? eptions? utions? actions? aisons? etures? ures? "
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
SHORT_ENDINGS = "ages?|u?er|ifs?|ives?|eurs?|rices?|(?:[ai]t)?ions?|ion(?:ale?s?|aux)|an[tc]e?s?|etes?|es?|ir"

_ENDING = r"^([a-z0-9]{{4,}}?)(?:{})$"

# (pattern, replacement), in order, on the lemma. Each is a `pattern_replace` filter on Elasticsearch.
FAMILIES = (
    (r"^([a-z]{3,})aine?s?$", "$1an"),  # urbaine, urbanisme
    # trier, triage; actif, acteur, action; vacant, vacance: short words, so few endings (and not "location")
    (rf"^(?!loc)([a-z]{{3}})(?:{SHORT_ENDINGS})$", "$1"),
    (r"^([a-z]{2,4}if)i(?:er|ee?s?|ent|ant|cations?|cateurs?|catrices?)$", "$1"),  # vérifier, modification
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

# Form (as `singular` leaves it) to the lemma, or to the word whose family it is of.
RELATED = {
    singular(form): word
    for word, others in RELATED_WORDS.items()
    for one in (word, *others.split())
    for form in (one, one + "s")
}
LEMMAS = IRREGULAR | RELATED | {form: RELATED[word] for form, word in IRREGULAR.items() if word in RELATED}


def loosen(word: str) -> str:
    """Return the loose form of a folded word."""
    regular = singular(word)
    loose = LEMMAS.get(regular, regular)
    for pattern, replacement in _FAMILIES:
        loose = pattern.sub(replacement, loose)
    return loose

"""Words of the field that stand for each other, to begin with: editors keep their own list in the admin."""

# Two-way: whoever types one looks for the others.
GROUPS: tuple[tuple[str, ...], ...] = (
    ("conteneur", "container", "bac à ordures"),
    ("dépôt sauvage", "décharge sauvage"),
    ("jet par fenêtre", "jeter par la fenêtre"),
    ("gardien", "concierge"),
    ("bailleur social", "organisme HLM", "logeur"),
    ("pied d'immeuble", "bas d'immeuble"),
    ("jardin partagé", "jardin collectif", "jardin familial"),
    ("compost", "lombricompost"),
    ("cage d'escalier", "montée d'escalier"),
    ("diagnostic en marchant", "marche exploratoire"),
    ("déchetterie", "ressourcerie", "recyclerie"),
    ("voiture ventouse", "épave", "véhicule abandonné"),
    ("parking", "stationnement"),
    ("deux-roues", "rodéo", "moto"),
    ("nuisible", "rat", "cafard", "punaise de lit"),
    ("visioconférence", "webinaire", "en ligne"),
    ("enquête", "questionnaire", "sondage"),
)

# One-way: the general word also finds the particular ones, and everyday words find the field's own.
ONE_WAY: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("poubelle", ("ordures ménagères", "déchets", "conteneur")),
    ("ordure", ("déchet",)),
    ("déchet", ("encombrants", "ordures ménagères")),
    ("vieux meubles", ("encombrants",)),
    ("saleté", ("propreté",)),
    ("ménage", ("nettoyage", "propreté")),
    ("scolaire", ("école",)),
    ("école", ("scolaire",)),
    ("concertation", ("participation des habitants",)),
    ("insécurité", ("tranquillité", "sécurité")),
    ("bruit", ("nuisances sonores", "tranquillité")),
    ("espace vert", ("jardin", "végétalisation")),
    ("impôt foncier", ("taxe foncière sur les propriétés bâties",)),
)

"""By what the observatoire files practices. The values stand in addresses, files and the API: they never change."""

from __future__ import annotations

import datetime

from django.db import models


class Approach(models.TextChoices):
    """The types of démarche, from what the corpus tells."""

    WALKING_DIAGNOSIS = "walking_diagnosis", "Diagnostic en marchant"
    PARTICIPATORY_WORKS = "participatory_works", "Chantier participatif ou éducatif"
    TRAINING = "training", "Formation"
    PROFESSIONAL_NETWORK = "professional_network", "Réseau de professionnels"
    AWARENESS = "awareness", "Sensibilisation et communication"
    CO_MANAGEMENT = "co_management", "Gestion partagée"
    DIGITAL_TOOL = "digital_tool", "Outil numérique"
    LAYOUT = "layout", "Aménagement ou équipement"
    MEDIATION = "mediation", "Médiation et présence de terrain"
    SHARED_STRUCTURE = "shared_structure", "Structure ou moyens mis en commun"
    STUDY = "study", "Étude ou observation"
    AGREEMENT = "agreement", "Convention, charte ou organisation"
    ANIMATION = "animation", "Animation et temps conviviaux"
    SERVICE = "service", "Service rendu aux habitants"


class Outcome(models.TextChoices):
    SUCCESS = "success", "Réussite"
    MIXED = "mixed", "Résultat mitigé"
    FAILURE = "failure", "Échec"
    ABANDONED = "abandoned", "Abandonné"
    ONGOING = "ongoing", "En cours"


class Evidence(models.TextChoices):
    """On what the stated outcome rests, from the weakest to the strongest."""

    TESTIMONY = "testimony", "Témoignage"
    REVIEW = "review", "Bilan"
    MEASURED = "measured", "Évaluation mesurée"


class Cost(models.TextChoices):
    """What was spent, the time of the teams aside."""

    NONE = "none", "Aucune dépense"
    UNDER_1K = "under_1k", "Moins de 1 000 €"
    UNDER_10K = "under_10k", "De 1 000 à 10 000 €"
    UNDER_50K = "under_50k", "De 10 000 à 50 000 €"
    MORE = "more", "Plus de 50 000 €"


class Duration(models.TextChoices):
    WEEKS = "weeks", "Moins d’un mois"
    MONTHS = "months", "D’un mois à un an"
    YEARS = "years", "D’un à trois ans"
    LONGER = "longer", "Plus de trois ans"


class Effort(models.TextChoices):
    """The time that the teams spent, all together."""

    DAYS = "days", "Quelques jours"
    WEEKS = "weeks", "Quelques semaines"
    MONTHS = "months", "Plusieurs mois"
    POST = "post", "Un poste ou une équipe"


class Habitat(models.TextChoices):
    LARGE_ESTATE = "large_estate", "Grand ensemble"
    CONDOMINIUM = "condominium", "Copropriété"
    OLD_CENTRE = "old_centre", "Centre ancien"
    SCATTERED = "scattered", "Habitat social diffus"
    DETACHED = "detached", "Habitat pavillonnaire"
    RECENT = "recent", "Quartier récent"
    VILLAGE = "village", "Bourg ou village"


class Governance(models.TextChoices):
    """Who decides and brings the others together."""

    COMMUNE = "commune", "Commune"
    INTERCOMMUNALITY = "intercommunality", "Intercommunalité"
    LANDLORD = "landlord", "Bailleur social"
    LANDLORDS = "landlords", "Plusieurs bailleurs"
    SHARED = "shared", "Copilotage ville et bailleurs"
    ASSOCIATION = "association", "Association ou régie de quartier"
    RESIDENTS = "residents", "Habitantes et habitants"
    STATE = "state", "État"


class Programme(models.TextChoices):
    QPV = "qpv", "Quartier prioritaire (QPV)"
    NPNRU = "npnru", "Renouvellement urbain (NPNRU)"


class Lesson(models.TextChoices):
    """What the people who did it say of how to go about it."""

    REDO = "redo", "Ce que nous referions"
    AVOID = "avoid", "Ce que nous éviterions"


# The most days of each band but the last: a month, a year, three years, each with the day it ends on.
LONGEST = {Duration.WEEKS: 31, Duration.MONTHS: 366, Duration.YEARS: 3 * 365 + 1}


def duration_between(first_day: datetime.date, last_day: datetime.date) -> Duration:
    days = (last_day - first_day).days + 1
    return next((band for band, most in LONGEST.items() if days <= most), Duration.LONGER)

"""Retours d'expérience, and the vocabulary by which the observatoire files them."""

from .adoptions import Adoption
from .pages import ExperienceIndexPage, ExperiencePage
from .proposals import Proposal, ProposalFile
from .similar import SimilarPractices
from .vocabulary import Approach, Cost, Duration, Effort, Evidence, Governance, Habitat, Lesson, Outcome, Programme

__all__ = [
    "Adoption",
    "Approach",
    "Cost",
    "Duration",
    "Effort",
    "Evidence",
    "ExperienceIndexPage",
    "ExperiencePage",
    "Governance",
    "Habitat",
    "Lesson",
    "Outcome",
    "Programme",
    "Proposal",
    "ProposalFile",
    "SimilarPractices",
]

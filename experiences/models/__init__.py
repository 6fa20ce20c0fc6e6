"""Retours d'expérience, and the vocabulary by which the observatoire files them."""

from .pages import ExperienceIndexPage, ExperiencePage
from .proposals import Pace, Proposal, ProposalFile
from .vocabulary import Approach, Cost, Duration, Effort, Evidence, Governance, Habitat, Outcome, Programme

__all__ = [
    "Approach",
    "Cost",
    "Duration",
    "Effort",
    "Evidence",
    "ExperienceIndexPage",
    "ExperiencePage",
    "Governance",
    "Habitat",
    "Outcome",
    "Pace",
    "Programme",
    "Proposal",
    "ProposalFile",
]

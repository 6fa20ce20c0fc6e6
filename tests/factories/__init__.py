"""Content for the tests: one factory a model, placed where an editor would place it.

A catalogued item takes its themes, places, actors, links and documents as lists (``themes=[…]``,
``organisations=[(organisation, "initiator")]``), so that it is written once, whole, as a publication writes it.
"""

from .accounts import PASSWORD, UserFactory
from .adoptions import AdoptionFactory
from .briefs import InvitationFactory, ItemFactory
from .curation import PromotedResultFactory, SynonymRuleFactory
from .directory import OrganisationFactory, PersonFactory
from .files import DocumentFactory, ImageFactory, MediaFactory, png, wav
from .items import in_days, stream
from .kinds import (
    FACTORIES,
    TRANSCRIPT,
    BibliographyPageFactory,
    EventPageFactory,
    ExperiencePageFactory,
    NewsPageFactory,
    PracticeSheetPageFactory,
    RecordingPageFactory,
    ReferenceFactory,
    StandardPageFactory,
)
from .requests import DocumentaryRequestFactory, SearchCountFactory
from .subscribers import AlertFactory, SubscriberFactory
from .vocabularies import AudienceFactory, TagFactory, TermFactory, TerritoryFactory, ThemeFactory

__all__ = [
    "FACTORIES",
    "PASSWORD",
    "TRANSCRIPT",
    "AdoptionFactory",
    "AlertFactory",
    "AudienceFactory",
    "BibliographyPageFactory",
    "DocumentFactory",
    "DocumentaryRequestFactory",
    "EventPageFactory",
    "ExperiencePageFactory",
    "ImageFactory",
    "InvitationFactory",
    "ItemFactory",
    "MediaFactory",
    "NewsPageFactory",
    "OrganisationFactory",
    "PersonFactory",
    "PracticeSheetPageFactory",
    "PromotedResultFactory",
    "RecordingPageFactory",
    "ReferenceFactory",
    "SearchCountFactory",
    "StandardPageFactory",
    "SubscriberFactory",
    "SynonymRuleFactory",
    "TagFactory",
    "TermFactory",
    "TerritoryFactory",
    "ThemeFactory",
    "UserFactory",
    "in_days",
    "png",
    "stream",
    "wav",
]

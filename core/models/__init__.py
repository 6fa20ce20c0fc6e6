"""KnowledgePage, what every catalogued item shares, and the links between items."""

from core.assets import PortalDocument, PortalImage, PortalRendition

from .jobs import JobRun
from .pace import Pace
from .pages import KnowledgePage, PortalPage
from .private_links import ExpiringLink, PrivateLink
from .received import Received
from .reviews import ReviewLetter
from .site import Generation, PortalSettings
from .surroundings import (
    PageDocument,
    PageLink,
    PageOrganisation,
    PagePerson,
    PageTag,
    PageTerritory,
    Tag,
)

__all__ = [
    "ExpiringLink",
    "Generation",
    "JobRun",
    "KnowledgePage",
    "Pace",
    "PageDocument",
    "PageLink",
    "PageOrganisation",
    "PagePerson",
    "PageTag",
    "PageTerritory",
    "PortalDocument",
    "PortalImage",
    "PortalPage",
    "PortalRendition",
    "PortalSettings",
    "PrivateLink",
    "Received",
    "ReviewLetter",
    "Tag",
]

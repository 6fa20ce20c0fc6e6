"""What partners bring, the letters made of it, and who receives them."""

from .items import Invitation, Item, ItemMessage, ItemVersion, SaidOnce
from .mailings import Bounce, Mailing, OutboxLetter
from .pages import ArchiveReads, IssuePage, ItemPage, NewsletterPage
from .settings import NewsletterSettings
from .subscribers import Alert, Consent, RetiredAddress, Subscriber

__all__ = [
    "Alert",
    "ArchiveReads",
    "Bounce",
    "Consent",
    "Invitation",
    "IssuePage",
    "Item",
    "ItemMessage",
    "ItemPage",
    "ItemVersion",
    "Mailing",
    "NewsletterPage",
    "NewsletterSettings",
    "OutboxLetter",
    "RetiredAddress",
    "SaidOnce",
    "Subscriber",
]

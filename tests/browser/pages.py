"""The public pages that the browser is shown, by name: ``PAGES`` of a portal where every template has everything to show,
``EMPTY_PAGES`` of one that nobody has filled yet."""

from __future__ import annotations

from events.models import EventIndexPage
from experiences.models import ExperienceIndexPage
from home.models import NewsIndexPage
from newsletter.models import NewsletterPage
from resources.models import BibliographyIndexPage, PracticeSheetIndexPage, RecordingIndexPage

LISTS = {
    "experiences": ExperienceIndexPage,
    "practice sheets": PracticeSheetIndexPage,
    "recordings": RecordingIndexPage,
    "bibliographies": BibliographyIndexPage,
    "agenda": EventIndexPage,
    "news": NewsIndexPage,
    "newsletter": NewsletterPage,
}
ERRORS = {
    "error 400": 400,
    "error 403": 403,
    "error 403 of a form": 403,
    "error 404": 404,
    "error 429": 429,
    "error 500": 500,
}
# A page kept by a password shows a form, whose protection needs a cookie.
WITH_A_FORM_TO_PROTECT = ("page behind a password",)

# The pages of the observatoire that count and gather.
OBSERVED = (
    "figures",
    "figure by year",
    "figure of blind spots",
    "figure in a frame",
    "outcomes",
    "outcome",
    "lessons",
)
NEWSLETTER = ("items of letters", "feeds of the newsletter")
# Not the documentation of the API, the longest of all: it is the same, to the letter, whatever the portal holds.
EMPTY_PAGES = (
    "home",
    *LISTS,
    "observatory",
    "observatory as a map",
    *OBSERVED,
    "selection of nothing",
    "comparison of nothing",
    "search",
    "search without results",
    "themes",
    "territories",
    "directory",
    "glossary",
    "request",
    "proposing",
    "first step of a proposal",
    "site map",
    "legal page",
    "what spread",
    *NEWSLETTER,
)
PAGES = (
    "home",
    *LISTS,
    "experiences, page 2",
    "experiences, filtered",
    "agenda, past",
    "experience",
    "experience with little to say",
    "practice sheet",
    "recording",
    "recording as a film",
    "recording kept elsewhere",
    "recording without transcript",
    "bibliography",
    "event",
    "event to come",
    "event cancelled",
    "news item",
    "page",
    "legal page",
    "page behind a password",
    "observatory",
    "observatory as a map",
    "observatory as a map of a place",
    "observatory as a table",
    "observatory in figures",
    *OBSERVED,
    "selection",
    "selection of five",
    "comparison",
    "comparison of two",
    "comparison of too many",
    "search",
    "search with results",
    "search with a suggestion",
    "search found in parts",
    "search without results",
    "search answered by the glossary",
    "search with advice",
    "themes",
    "theme",
    "theme under another",
    "territories",
    "territories found",
    "territory",
    "territory of a commune",
    "directory",
    "directory without results",
    "organisation",
    "person",
    "glossary",
    "request",
    "request sent",
    "API",
    "what spread",
    "essaimage told",
    "essaimage sent",
    "proposing",
    "first step of a proposal",
    "partner’s space",
    "new brief",
    "brief to complete",
    "brief being completed",
    "site map",
    "letter",
    "item of a letter",
    *NEWSLETTER,
    *ERRORS,
)

"""What the browser is shown: a portal where every template has everything to show, and where to find each page of it.

``PAGES`` names every public page that is looked at, ``EMPTY_PAGES`` those of a portal that nobody has filled yet.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Site
from wagtailmedia.models import Media

from core.models import PortalDocument, PortalSettings
from directory.models import Organisation
from events.models import EventIndexPage
from experiences.models import ExperienceIndexPage, ExperiencePage
from home.models import NewsIndexPage
from newsletter.composing.publishing import publish
from newsletter.models import IssuePage, Item, ItemPage, NewsletterPage
from newsletter.moderating import states
from resources.models import BibliographyIndexPage, PracticeSheetIndexPage, RecordingIndexPage
from search.models import UsefulCount
from taxonomy.models import Territory, Theme
from tests.factories import (
    AdoptionFactory,
    BibliographyPageFactory,
    DocumentaryRequestFactory,
    DocumentFactory,
    EventPageFactory,
    ExperiencePageFactory,
    ImageFactory,
    InvitationFactory,
    ItemFactory,
    NewsPageFactory,
    OrganisationFactory,
    PersonFactory,
    PracticeSheetPageFactory,
    PromotedResultFactory,
    RecordingPageFactory,
    SearchCountFactory,
    StandardPageFactory,
    SynonymRuleFactory,
    TermFactory,
    TerritoryFactory,
    ThemeFactory,
    UserFactory,
    in_days,
    wav,
)
from tests.factories.attachments import odt, pdf
from tests.newsletter.composing.content import ItemFactory as ReadyItemFactory
from tests.newsletter.composing.content import made_issue

Addresses = dict[str, str]

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
# What people who have an account work with.
SCREENS = (
    "dashboard",
    "editing guide",
    "explorer",
    "form of a new experience",
    "form of an experience",
    "history",
    "images",
    "image upload",
    "document upload",
    "documents without text",
    "organisations",
    "form of an organisation",
    "theme list",
    "tag list",
    "references",
    "synonyms",
    "form of a synonym",
    "built-in synonyms",
    "question tried",
    "promoted results",
    "form of a promoted result",
    "what is searched",
    "requests",
    "form of a request",
    "essaimages",
    "form of an essaimage",
    "board of briefs",
    "brief on the board",
    "invitations",
    "invitation",
    "form of an invitation",
    "proposals",
    "letters",
    "form of a letter",
    "items for a letter",
    "site settings",
)


def empty_addresses() -> Addresses:
    """Where everything is that a portal has before it has any content."""
    search = reverse("search")
    return {
        "home": "/",
        **{name: model.objects.get().get_url() for name, model in LISTS.items()},
        "observatory": reverse("observatory"),
        "observatory as a map": f"{reverse('observatory')}?vue=carte",
        "observatory as a map of a place": f"{reverse('observatory')}?vue=carte&territory=38",
        "observatory as a table": f"{reverse('observatory')}?vue=tableau",
        "observatory in figures": f"{reverse('observatory')}?vue=chiffres",
        "figures": reverse("figures"),
        "figure by year": reverse("figure", args=["annees"]),
        "figure of blind spots": reverse("figure", args=["angles-morts"]),
        "figure in a frame": reverse("figure_embed", args=["themes-et-issues"]),
        "outcomes": reverse("outcomes"),
        "outcome": reverse("outcome", args=["reussite"]),
        "lessons": reverse("lessons"),
        "selection of nothing": reverse("selection"),
        "comparison of nothing": reverse("compare"),
        "search": search,
        "search without results": f"{search}?q=xylophone&kind=event",
        "themes": reverse("theme_list"),
        "territories": reverse("territory_list"),
        "directory": reverse("organisation_list"),
        "glossary": reverse("glossary"),
        "request": f"{reverse('ask')}?q=xylophone",
        "request sent": reverse("asked"),
        "proposing": reverse("propose"),
        "first step of a proposal": reverse("begin_proposal"),
        "site map": reverse("site_map"),
        "API": reverse("api_documentation"),
        "what spread": reverse("spreads"),
        "items of letters": reverse("newsletter_items"),
        "feeds of the newsletter": reverse("newsletter_feeds"),
        "legal page": Page.objects.get(slug="accessibilite").get_url(),
    }


def build() -> Addresses:
    """Fills a new portal; returns the address of each of ``PAGES`` and of what the journeys go by."""
    _settings()
    theme, cleanliness = _themes()
    commune = _places()
    organisation = OrganisationFactory(
        name="Régie de quartier du Village Sud", with_everything=True, acronym="RQVS", territory=commune
    )
    organisation.competences.set([cleanliness])
    OrganisationFactory.create_batch(60)
    person = PersonFactory(with_everything=True, organisation=organisation)
    TermFactory(name="Gestion urbaine et sociale de proximité", aliases=["GUSP"])
    TermFactory(name="Zone floue")

    filed = {
        "themes": [cleanliness],
        "territories": [commune],
        "organisations": [(organisation, "initiator"), (OrganisationFactory(landlord=True), "partner")],
        "people": [(person, "speaker")],
    }
    whole = {"with_everything": True, **filed}
    pages: dict[str, Page] = {}
    pages["event"] = EventPageFactory(**whole, title="Matinée d’échanges sur les encombrants")
    pages["event to come"] = EventPageFactory(upcoming=True, title="Atelier sur le réemploi", **filed)
    pages["event cancelled"] = EventPageFactory(cancelled=True, title="Visite annulée")
    pages["practice sheet"] = PracticeSheetPageFactory(**whole, title="Organiser une collecte d’encombrants")
    pages["recording"] = RecordingPageFactory(
        **whole,
        title="Écouter : les encombrants",
        media=_sound(),
        links=[(pages["event"], "recorded_at"), (pages["practice sheet"], "see_also")],
    )
    pages["recording as a film"] = RecordingPageFactory(
        **whole, title="Regarder : les encombrants", medium="video", media=_film()
    )
    pages["recording kept elsewhere"] = RecordingPageFactory(title="Un film gardé ailleurs", medium="video", **filed)
    pages["recording without transcript"] = RecordingPageFactory(title="Un son trop faible", exempted=True)
    pages["bibliography"] = BibliographyPageFactory(**whole, title="Lire sur les encombrants")
    pages["experience"] = ExperiencePageFactory(
        **whole,
        title="Une brocante contre les encombrants",
        links=[(pages["practice sheet"], "draws_on"), (pages["recording"], "see_also")],
    )
    pages["experience with little to say"] = ExperiencePageFactory(
        title="Un essai abandonné", failed=True, documents=[_report()], first_published_at=in_days(-600)
    )
    pages["news item"] = NewsPageFactory(**whole, title="Le centre de ressources déménage")
    pages["page"] = StandardPageFactory(**whole, title="Qui sommes-nous")
    pages["page behind a password"] = StandardPageFactory(title="Espace du réseau", behind_password=True)
    picture = ImageFactory()
    outcomes = ("success", "mixed", "failure", "abandoned", "ongoing")
    for number in range(24):
        ExperiencePageFactory(
            title=f"Un jardin partagé, saison {number}",
            outcome=outcomes[number % len(outcomes)],
            featured_image=picture if number % 2 else None,
            **(filed if number < 4 else {}),
        )
    pages["letter"], pages["item of a letter"] = _letters(pages["news item"])
    _taken_up(pages["experience"], pages["experience with little to say"], organisation)
    PromotedResultFactory(
        questions="collecte", page=pages["practice sheet"], why="Le guide le plus complet sur le sujet."
    )
    SynonymRuleFactory(note="Demandé par les gardiens.")
    DocumentFactory(title="Affiche numérisée", file=ContentFile(pdf(""), name="affiche.pdf"))
    UserFactory(username="relecture", reviewer=True)
    UserFactory(username="administration", superuser=True)
    return (
        empty_addresses()
        | _addresses(pages, theme, cleanliness, commune, organisation)
        | _screens(pages["experience"], organisation)
        | _briefs(organisation)
    )


def _letters(news: Page) -> tuple[Page, Page]:
    """One that was sent and one of its items; another is being composed."""
    item = ReadyItemFactory(with_everything=True, state="published", title="Une marche exploratoire")
    made_issue(("section", "Rencontres"), ("brief", ReadyItemFactory()), title="Lettre en préparation", number=2)
    ReadyItemFactory(title="Une brève à placer")
    issue = publish(
        made_issue(
            ("section", "Rencontres"), ("brief", item), ("brief", ReadyItemFactory(state="published")),
            ("section", "Nouveau sur le portail"), ("page", news), ("words", "<p>Bonne <b>lecture</b>.</p>"),
            editorial="<p>Bonjour à toutes et tous.</p>", number=1,
        )
    )  # fmt: skip
    return issue, ItemPage.objects.get(item_number=item.pk)


def _addresses(
    pages: dict[str, Page], theme: Theme, cleanliness: Theme, commune: Territory, organisation: Organisation
) -> Addresses:
    search, lists = reverse("search"), empty_addresses()
    region: Callable[[str], str] = lambda code: reverse("territory", args=[code])  # noqa: E731
    return {
        **{name: page.get_url() for name, page in pages.items()},
        "experiences, page 2": f"{lists['experiences']}?page=2",
        "experiences, filtered": f"{lists['experiences']}?outcome=success&outcome=mixed&q=jardin&sort=-date",
        **_chosen([pages["experience"].pk, pages["experience with little to say"].pk]),
        "agenda, past": f"{lists['agenda']}?periode=passees",
        "search with results": f"{search}?q=encombrants",
        "search with a suggestion": f"{search}?q=brocamte",
        "search found in parts": f"{search}?q=parlons+ce+matin",
        "search answered by the glossary": f"{search}?q=GUSP",
        "search with advice": f"{search}?q=organiser+une+collecte",
        "theme": theme.get_absolute_url(),
        "theme under another": cleanliness.get_absolute_url(),
        "territories found": f"{lists['territories']}?q=gren",
        "territory": region("R84"),
        "territory of a commune": commune.get_absolute_url(),
        "directory without results": f"{lists['directory']}?q=xylophone",
        "essaimage told": reverse("adoption", args=[pages["experience"].pk]),
        "essaimage sent": reverse("adoption_told", args=[pages["experience"].pk]),
        "organisation": organisation.get_absolute_url(),
        "person": organisation.people.get().get_absolute_url(),
        **{name: f"/essais/{name.removeprefix('error ').replace(' ', '-')}/" for name in ERRORS},
    }


def _chosen(told: list[int]) -> Addresses:
    """``told``: two practices, of which the first has all to say."""
    others = ExperiencePage.objects.exclude(pk__in=told).order_by("pk").values_list("pk", flat=True)
    four, five = (urlencode([("p", pk) for pk in [*told, *others[:more]]]) for more in (2, 3))
    return {
        "selection": f"{reverse('selection')}?{four}&p=424242",
        "selection of five": f"{reverse('selection')}?{five}",
        "comparison": f"{reverse('compare')}?{four}",
        "comparison of two": f"{reverse('compare')}?{urlencode([('p', pk) for pk in told])}&p=424242",
        "comparison of too many": f"{reverse('compare')}?{five}",
    }


def _screens(experience: Page, organisation: Organisation) -> Addresses:
    experiences = experience.get_parent().pk
    organisations = "wagtailsnippets_directory_organisation"
    request = DocumentaryRequestFactory()
    adoption = AdoptionFactory(practice=experience)
    draft = IssuePage.objects.get(live=False).pk
    SearchCountFactory(question="compost", searches=3, clicks=2, ranks=3)
    SearchCountFactory(question="xylophone", searches=2, unanswered=True)
    return {
        "dashboard": reverse("wagtailadmin_home"),
        "editing guide": reverse("editing_guide"),
        "explorer": reverse("wagtailadmin_explore", args=[experiences]),
        "form of a new experience": reverse(
            "wagtailadmin_pages:add", args=["experiences", "experiencepage", experiences]
        ),
        "form of an experience": reverse("wagtailadmin_pages:edit", args=[experience.pk]),
        "history": reverse("wagtailadmin_pages:history", args=[experience.pk]),
        "images": reverse("wagtailimages:index"),
        "image upload": reverse("wagtailimages:add"),
        "document upload": reverse("wagtaildocs:add"),
        "documents without text": reverse("silent_documents"),
        "organisations": reverse(f"{organisations}:list"),
        "form of an organisation": reverse(f"{organisations}:edit", args=[organisation.pk]),
        "theme list": "/admin/themes/",
        "tag list": "/admin/mots-cles/",
        "references": reverse("wagtailsnippets_resources_reference:list"),
        "synonyms": reverse("synonymes_modeladmin_index"),
        "form of a synonym": reverse("synonymes_modeladmin_create"),
        "built-in synonyms": reverse("built_in_synonyms"),
        "question tried": f"{reverse('synonym_trial')}?q=la+collecte+des+poubelles",
        "promoted results": reverse("resultats-mis-en-avant_modeladmin_index"),
        "form of a promoted result": reverse("resultats-mis-en-avant_modeladmin_create"),
        "what is searched": reverse("searched"),
        "proposals": reverse("wagtailsnippets_experiences_proposal:list"),
        "requests": reverse("wagtailsnippets_search_documentaryrequest:list"),
        "form of a request": reverse("wagtailsnippets_search_documentaryrequest:edit", args=[request.pk]),
        "essaimages": reverse("wagtailsnippets_experiences_adoption:list"),
        "form of an essaimage": reverse("wagtailsnippets_experiences_adoption:edit", args=[adoption.pk]),
        "letters": reverse("newsletter_letters"),
        "form of a letter": reverse("wagtailadmin_pages:edit", args=[draft]),
        "items for a letter": reverse("newsletter_add_items", args=[draft]),
        "site settings": reverse("wagtailsettings:edit", args=["core", "portalsettings"]),
    }


def _briefs(organisation: Organisation) -> Addresses:
    """What an organisation brings for the newsletter by its link."""
    invitation = InvitationFactory(organisation=organisation, sent_at=timezone.now())
    over = InvitationFactory(organisation=organisation, expired=True)
    told = {"organisation": organisation, "invitation": invitation, "kind": "news"}
    asked = ItemFactory(**told, proposed=True, with_image=True, title="Un atelier vélo ouvre au pied des tours")
    states.correct(asked, {"text": "Un atelier vélo ouvre au pied des tours, tous les jeudis."}, None)
    states.ask(asked, "Faut-il s’inscrire avant ?")
    for state in Item.State.values:
        ItemFactory(**told, state=state, title=f"Une brève {state}")
    space = reverse("invitation:space", args=[invitation.current_secret()])
    return {
        "partner’s space": space,
        "new brief": f"{space}nouvelle/",
        "brief to complete": f"{space}{asked.pk}/",
        "brief being completed": f"{space}{asked.pk}/ecrire/",
        "invitation that is over": reverse("invitation:space", args=[over.current_secret()]),
        "board of briefs": reverse("newsletter_board"),
        "brief on the board": reverse("newsletter_item", args=[asked.pk]),
        "invitations": reverse("invitations:index"),
        "invitation": reverse("invitations:inspect", args=[invitation.pk]),
        "form of an invitation": reverse("invitations:edit", args=[invitation.pk]),
    }


def _taken_up(practice: Page, own: Page, organisation: Organisation) -> None:
    """The practice has spread, and was of use."""
    AdoptionFactory(practice=practice, published=True, own_practice=own, organisation=organisation)
    AdoptionFactory(practice=practice, published=True, kind="abandoned", happened_on="2021", place="Grenoble")
    UsefulCount.objects.create(page_id=practice.pk, day=timezone.localdate(), people=12)


def _settings() -> None:
    settings = PortalSettings.for_site(Site.objects.get())
    settings.publisher = "l’association du réseau"
    settings.contact_email = "contact@ressources.example.org"
    settings.phone = "04 00 00 00 00"
    settings.address = "1 place du Marché\n38000 Grenoble"
    settings.save()


def _themes() -> tuple[Theme, Theme]:
    theme = ThemeFactory(name="Propreté", description="La rue, les abords, les parties communes.")
    cleanliness = ThemeFactory(name="Encombrants et dépôts sauvages", parent=theme, aliases=["dépôts"])
    ThemeFactory(name="Vie sociale", description="Se rencontrer, s’entraider.")
    return theme, cleanliness


def _places() -> Territory:
    region = TerritoryFactory(region_level=True, code="R84", name="Auvergne-Rhône-Alpes")
    departement = TerritoryFactory(departement_level=True, code="38", name="Isère", region=region)
    TerritoryFactory(departement_level=True, code="69", name="Rhône", region=region)
    epci = TerritoryFactory(epci_level=True, code="200040715", name="Grenoble-Alpes-Métropole", departement=departement)
    return TerritoryFactory(
        code="38185",
        name="Grenoble",
        population=158_000,
        latitude=45.1875,
        longitude=5.7358,
        epci=epci,
        departement=departement,
        region=region,
    )


def _report() -> PortalDocument:
    return DocumentFactory(
        title="Bilan de la matinée", file=ContentFile(odt("Nous parlons ce matin d’un essai."), name="bilan.odt")
    )


def _sound() -> Media:
    """Long enough for a passage to be sought in it."""
    return Media.objects.create(
        title="Les encombrants", type="audio", duration=20, file=ContentFile(wav(20), name="encombrants.wav")
    )


def _film() -> Media:
    """No film at all, in a file named like one: nothing plays it before a click."""
    return Media.objects.create(
        title="Les encombrants", type="video", duration=20, file=ContentFile(b"film", name="encombrants.webm")
    )

"""What the browser is shown: a portal where every template has everything to show."""

from __future__ import annotations

from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Site
from wagtailmedia.models import Media

from core.models import PortalDocument, PortalSettings
from directory.models import Organisation
from newsletter.composing.publishing import publish
from newsletter.models import Item, ItemPage
from newsletter.moderating import states
from search.models import UsefulCount
from taxonomy.models import Territory, Theme
from tests.factories import (
    AdoptionFactory,
    BibliographyPageFactory,
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

from .addresses import Addresses, empty_addresses, filled_addresses
from .screens import screen_addresses


def build() -> Addresses:
    """Fills a new portal; returns the address of each of ``pages.PAGES`` and of what the journeys go by."""
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
    UserFactory(username="partenaire", partner=True)
    return (
        empty_addresses()
        | filled_addresses(pages, theme, cleanliness, commune, organisation)
        | screen_addresses(pages["experience"], organisation)
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

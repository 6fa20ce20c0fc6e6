"""Every field that docs/import.md promises can be given, and is found again in the item."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping

import pytest

from core.models import KnowledgePage
from directory.models import Organisation, Person
from exchange.kinds import KINDS
from exchange.kinds.common import SHAPES
from resources.models import Reference
from taxonomy.models import Audience, Term, Theme
from tests.exchange.conftest import TEMPLATES, templates

pytestmark = pytest.mark.django_db

Items = Mapping[str, KnowledgePage]


def stream(page: KnowledgePage, name: str) -> list[dict[str, object]]:
    """The values of a stream, as plain data without ids."""

    def plain(value: object) -> object:
        if isinstance(value, dict) and {"type", "value", "id"} == value.keys():
            return plain(value["value"])
        if isinstance(value, dict):
            return {key: plain(item) for key, item in value.items()}
        return [plain(item) for item in value] if isinstance(value, list) else value

    return [plain(block) for block in getattr(page, name).get_prep_value()]


@pytest.mark.parametrize("kind", KINDS)
def test_the_template_of_each_kind_gives_every_field(kind: str) -> None:
    given = {name for record in templates(kind) for name in record}
    assert given == set(KINDS[kind].shapes) | {"kind"}


def test_the_documentation_names_every_field() -> None:
    text = (TEMPLATES.parent / "import.md").read_text(encoding="utf-8")
    documented = set(re.findall(r"`([a-z_]+)`", text))
    assert {name for kind in KINDS.values() for name in kind.shapes} <= documented


def test_the_fields_that_all_items_share(every_template: Items) -> None:
    given = templates("experience")[0]
    page = every_template["exemple-experience"]

    assert (page.title, page.summary, page.slug) == (given["title"], given["summary"], given["slug"])
    assert (page.published_on, page.review_by, page.licence) == ("2014-11", datetime.date(2027, 10, 1), "cc-by-4.0")
    assert [block.block_type for block in page.body] == ["heading", "paragraph", "quote", "table"]
    assert [theme.slug for theme in page.themes.all()] == given["themes"]
    assert [tag.name for tag in page.tags.all()] == given["tags"]
    assert [audience.name for audience in page.audiences.all()] == given["audiences"]
    assert [place.territory.label for place in page.page_territories.all()] == [
        "Tours (37)",
        "Loire-Atlantique",
        "Sanitas, Tours",
    ]
    assert list(page.page_organisations.values_list("organisation__name", "role", "note")) == [
        ("Ville d’Exemple", "initiator", "Pilote la démarche"),
        ("Bailleur d’Exemple", "partner", ""),
    ]
    # The function is that of the person's record already: nothing to say of this date.
    assert list(page.page_people.values_list("person__name", "role", "function")) == [("Claire Exemple", "contact", "")]
    assert (page.featured_image.description, page.featured_image.credit) == (given["image_alt"], given["image_credit"])
    assert page.page_documents.get().document.title == "Grille d’observation"
    assert page.page_links.get().target.external_id == "exemple-rencontre"
    assert set(SHAPES) >= {"title", "legacy_url"}


def test_a_retour_d_experience(every_template: Items) -> None:
    page = every_template["exemple-experience"]

    assert (page.approach, page.started_on, page.ended_on) == ("service", "2012-03", "2013-11")
    assert (page.duration, page.cost, page.effort) == ("years", "under_50k", "post")
    assert (page.habitat, page.governance, page.programmes) == (["large_estate", "condominium"], "shared", ["npnru"])
    assert (page.outcome, page.evidence, page.evidence_note) == ("mixed", "review", "Bilan annuel du bailleur")
    assert page.context == "<p>Des dépôts <b>chaque jour</b>.</p>"
    assert page.objectives == "<ul>\n<li>moins de dépôts</li>\n<li>plus de réemploi</li>\n</ul>".replace("\n", "")
    assert page.results == "<h3>Ce qui a changé</h3><p>La moitié des dépôts.</p>"
    assert page.conditions == "<p>Un local de plain-pied.</p>"
    assert page.aftermath == "<p>La recyclerie est devenue une association.</p>"
    assert page.beneficiaries == "Les 600 ménages du quartier."
    assert stream(page, "steps") == [
        {"date": "2012-03", "title": "Le diagnostic", "text": "<p>Trois marches avec les habitants.</p>"},
        {"date": "", "title": "L’ouverture", "text": ""},
    ]
    assert stream(page, "means")[1] == {
        "kind": "financial", "label": "Local", "amount": "12 000 € par an", "source": "Bailleur d’Exemple",
    }  # fmt: skip
    assert stream(page, "figures") == [
        {"label": "Objets réemployés", "value": "1250", "unit": "objets", "year": 2013},
        {"label": "Part des dépôts en moins", "value": "la moitié", "unit": "", "year": None},
    ]
    assert stream(page, "testimonies")[0]["quote"] == "On se reparle sur le palier."
    assert stream(page, "testimonies")[0]["consent"] is True
    assert stream(page, "key_points") == ["<p>Un lieu <b>visible</b></p>", "<p>Des horaires simples</p>"]
    assert stream(page, "would_redo") == ["<p>Commencer par une marche</p>"]
    assert stream(page, "would_avoid") == ["<p>Ouvrir en août</p>"]


def test_a_fiche_pratique(every_template: Items) -> None:
    page = every_template["exemple-fiche"]

    assert page.purpose == "<p>À donner une <b>seconde vie</b> aux objets.</p>"
    assert page.when_to_use == "<p>Quand les dépôts reviennent.</p>"
    assert page.reviewed_on == datetime.date(2026, 10, 1)
    assert stream(page, "roles") == [
        {"role": "Gardiennes et gardiens", "tasks": ["Orienter les habitants", "Signaler les dépôts"]}
    ]
    assert [step["title"] for step in stream(page, "steps")] == ["Chercher un local", "Ouvrir"]
    assert page.tools[0].value["document"].title == "Affiche"
    assert page.tools[1].value["url"] == "https://www.exemple.fr/annuaire"
    assert stream(page, "grey_areas")[0]["ask"] == "La coordination GUSP"
    assert stream(page, "vigilance") == ["<p>Les jours de pluie</p>"]
    assert stream(page, "legal_references")[0]["url"] == "https://www.legifrance.gouv.fr/"


def test_a_captation(every_template: Items) -> None:
    page, other = every_template["exemple-captation"], every_template["exemple-captation-exterieure"]

    assert (page.medium, page.duration, page.media.title) == ("audio", 1, page.title)
    assert page.media.duration == 1
    assert page.transcript.startswith("WEBVTT")
    assert stream(page, "chapters") == [{"start": "00:00", "title": "Accueil"}]
    assert [slides["title"] for slides in stream(page, "slides")] == ["Grille projetée", "Diaporama"]
    assert (other.media, other.media_url) == (None, "https://video.exemple.fr/w/1")
    assert (other.exemption_reason, other.exemption_until) == ("Transcription en cours.", datetime.date(2099, 6, 30))


def test_a_bibliographie_and_its_reference(every_template: Items) -> None:
    entry = every_template["exemple-bibliographie"].entries.get()
    reference = Reference.objects.get(external_id="ref-exemple")

    assert (entry.reference, entry.section, entry.note) == (
        reference,
        "Pour commencer",
        "Dix villes, dix façons de faire.",
    )
    assert reference.author_names == ["Exemple, Claire", "Ville d’Exemple"]
    assert reference.editor_names == ["Modèle, Jean"]
    given = templates("reference")[0]
    for name in ("title", "type", "container", "publisher", "place", "issued", "pages", "isbn", "doi", "url",
                 "accessed", "language", "abstract", "availability"):  # fmt: skip
        assert getattr(reference, name) == given[name]


def test_a_rencontre(every_template: Items) -> None:
    page, given = every_template["exemple-rencontre"], templates("event")[0]

    for name in ("format", "status", "status_reason", "venue", "address", "online_url", "capacity", "registration_url",
                 "participants", "participants_on_site", "participants_online", "participants_note"):  # fmt: skip
        assert getattr(page, name) == given[name]
    assert (page.event_type, page.published_on, page.ends_on) == ("morning", "2020-06-16", "2020-06-17")
    assert (page.start_time, page.end_time) == (datetime.time(10), datetime.time(11, 45))
    assert page.series.name == "Matinées d’exemple"
    assert stream(page, "programme") == [
        {
            "time": "10:00",
            "title": "Accueil",
            "speakers": "L’équipe",
            "text": "<p>Un café et un <i>tour de table</i>.</p>",
        },
        {"time": "", "title": "Échanges", "speakers": "", "text": ""},
    ]
    assert stream(page, "participants_by_category") == [
        {"label": "Bailleurs", "count": 30},
        {"label": "Habitants", "count": None},
    ]
    assert stream(page, "participants_by_origin") == [{"label": "Métropole", "count": 60}]
    [photo] = [block.value for block in page.photos]
    assert photo.description == given["photos"][0]["alt"]
    assert photo.credit == given["photos"][0]["credit"]


def test_vocabularies_and_directory(every_template: Items) -> None:
    theme = Theme.objects.get(slug="exemple-encombrants")
    assert (theme.name, theme.parent.slug) == ("Encombrants (exemple)", "exemple-proprete")
    assert [alias.name for alias in theme.aliases.all()] == ["Gros déchets (exemple)", "Monstres (exemple)"]
    assert theme.description == "Les meubles et appareils déposés au pied des immeubles."
    assert Audience.objects.get().name == "Bailleurs sociaux"
    term = Term.objects.get(name="Terme d’exemple")
    assert "<b>sans jargon</b>" in term.definition
    assert [alias.name for alias in term.aliases.all()] == ["Mot d’exemple", "TE"]
    body = Organisation.objects.get(external_id="org-ville-exemple")
    given = templates("organisation")[0]
    for name in ("acronym", "type", "description", "website", "email", "phone", "address"):
        assert getattr(body, name) == given[name]
    assert (body.name, body.territory.code, body.competences.get()) == ("Ville d’Exemple", "37261", theme)
    assert body.aliases.get().name == "Mairie d’Exemple"
    person = Person.objects.get(external_id="pers-claire-exemple")
    assert (person.name, person.function, person.organisation) == ("Claire Exemple", "Chargée de gestion urbaine", body)
    assert person.website == "https://www.exemple.fr/claire"


def test_a_page_under_another(every_template: Items) -> None:
    assert every_template["exemple-sous-page"].get_parent().pk == every_template["exemple-page"].pk
    assert every_template["exemple-page"].published_on == "2026"

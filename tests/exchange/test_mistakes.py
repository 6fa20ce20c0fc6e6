"""Each mistake is named by its line and its field, with what is expected; the other records go in."""

from __future__ import annotations

import pytest

from core.models import KnowledgePage
from exchange.readers import Json
from tests.exchange.conftest import Import, Values, an_experience

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("portal")]

LONG = "mot " * 200
# What is wrong → where the message says it is, and words it holds.
MISTAKES: list[tuple[dict[str, Json], str, str]] = [
    ({"kind": None}, "kind", "obligatoire ; attendu : experience, practice_sheet"),
    ({"kind": "experiance"}, "kind", "« experiance » n’est pas une sorte de fiche ; attendu : experience"),
    ({"external_id": None}, "external_id", "obligatoire"),
    ({"external_id": "x" * 101}, "external_id", "100 caractères au plus (101 ici)"),
    ({"title": None}, "title", "obligatoire"),
    ({"title": "  "}, "title", "obligatoire"),
    ({"title": "é" * 256}, "title", "255 caractères"),
    ({"title": ["deux", "titres"]}, "title", "un texte est attendu, pas une liste"),
    ({"title": "???", "external_id": "!!!"}, "slug", "donnez « slug »"),
    ({"slug": "École d’été"}, "slug", "des lettres sans accent"),
    ({"summary": None}, "summary", "obligatoire"),
    ({"summary": LONG}, "summary", "500 caractères"),
    ({"sumary": "Un résumé"}, "sumary", "ce champ n’existe pas ici. Vouliez-vous dire « summary » ?"),
    ({"body": "<script>alert(1)</script>"}, "body", "du HTML"),
    ({"body": "Du texte <b>gras</b>"}, "body", "du HTML"),
    ({"body": "![une image](https://a.fr/i.png)"}, "body", "une image"),
    ({"body": "[ici](javascript:alert(1))"}, "body", "ne mène nulle part"),
    ({"body": f"## {LONG}"}, "body", "1er élément, « text » : "),
    (
        {"themes": ["Encombrant"]},
        "themes", "aucun thème ne s’appelle « Encombrant ». Vouliez-vous dire « encombrants »",
    ),
    ({"themes": "Zzz"}, "themes", "aucun thème ne s’appelle « Zzz »."),
    ({"tags": ["inconnu"]}, "tags", "aucun mot-clé ne s’écrit « inconnu »"),
    ({"audiences": ["Martiens"]}, "audiences", "aucun public ne s’appelle « Martiens »"),
    ({"territories": ["99999"]}, "territories", "aucun territoire ne porte le code ou le nom « 99999 »"),
    (
        {"territories": ["Saint-Denis"]},
        "territories", "plusieurs territoires : 93066 (commune, Saint-Denis (93)) ; 97411",
    ),
    ({"quartiers": [{"name": "Sanitas"}]}, "quartiers", "1er élément, « commune » : ce champ est obligatoire"),
    ({"quartiers": [{"name": "Sanitas", "commune": "Nullepart"}]}, "quartiers", "« commune » : aucun territoire"),
    ({"organisations": ["Tour Habitat"]}, "organisations", "Vouliez-vous dire « tours habitat »"),
    (
        {"organisations": [{"name": "Tours Habitat", "role": "chef"}]},
        "organisations", "« chef » n’est pas dans la liste",
    ),
    (
        {"organisations": [{"name": "Tours Habitat", "note": LONG}]},
        "organisations", "« note » : 200 caractères au plus",
    ),
    (
        {"organisations": [{"nom": "Tours Habitat"}]},
        "organisations", "1er élément : « nom » : ce champ n’existe pas ici",
    ),
    ({"people": [{"name": "Claire Martine"}]}, "people", "personne dans l’annuaire ne s’appelle « Claire Martine »"),
    ({"published_on": None}, "published_on", "obligatoire"),
    ({"published_on": "hier"}, "published_on", "« hier » n’est pas une date : écrivez 2013-10-12, 2013-10 ou 2013"),
    ({"published_on": "2013-02-30"}, "published_on", "n’est pas une date"),
    ({"review_by": "2027"}, "review_by", "ne dit pas le jour"),
    ({"licence": "gpl"}, "licence", "attendu : etalab-2.0"),
    ({"image": "photo.jpg"}, "image", "image_alt"),
    ({"image_alt": "Une photo"}, "image_alt", "qui manque"),
    ({"documents": [{"title": "Grille"}]}, "documents", "1er élément, « file » : ce champ est obligatoire"),
    (
        {"links": [{"to": "nulle-part"}]},
        "links", "1er élément, « to » : aucune fiche n’a l’identifiant « nulle-part »",
    ),
    ({"links": [{"to": "rex-1"}]}, "links", "ne peut pas mener à elle-même"),
    (
        {"links": [{"to": "rex-2"}, {"to": "rex-2", "kind": "see_also"}]},
        "links", "2e élément, « to » : ce lien vers « rex-2 » est donné deux fois",
    ),
    ({"links": [{"to": "rex-2", "kind": "cousin"}]}, "links", "« kind » : « cousin » n’est pas dans la liste"),
    ({"legacy_url": "ftp://a.fr/x"}, "legacy_url", "une adresse du web"),
    ({"legacy_url": "/"}, "legacy_url", "page d’accueil"),
    ({"outcome": None}, "outcome", "obligatoire"),
    ({"outcome": "réussi"}, "outcome", "attendu : success, mixed, failure, abandoned, ongoing"),
    ({"outcome": "Réussite"}, "outcome", "Vouliez-vous dire « success » ?"),
    ({"evidence": "preuve"}, "evidence", "attendu : testimony, review, measured"),
    ({"approach": "walk"}, "approach", "attendu : walking_diagnosis"),
    ({"started_on": "2014", "ended_on": "2013"}, "ended_on", "La fin précède le début"),
    ({"evidence_note": LONG}, "evidence_note", "300 caractères"),
    ({"context": "| a |\n|---|\n| 1 |"}, "context", "un tableau n’a pas sa place ici"),
    ({"steps": [{"text": "Sans titre"}]}, "steps", "1er élément, « title » : "),
    ({"steps": [{"title": "Un"}, {"title": "Deux", "date": "bientôt"}]}, "steps", "2e élément, « date » : "),
    ({"steps": "une étape"}, "steps", "un objet est attendu (date, title, text), pas « une étape »"),
    ({"means": [{"kind": "magic", "label": "Une fée"}]}, "means", "1er élément, « kind » : "),
    ({"figures": [{"label": "Objets", "value": 3, "year": 12}]}, "figures", "1er élément, « year » : "),
    ({"figures": [{"label": "Objets", "value": 3, "year": "an 12"}]}, "figures", "un nombre entier est attendu"),
    ({"testimonies": [{"quote": "Bien.", "role": "Gardienne"}]}, "testimonies", "sans l’accord de la personne"),
    (
        {"testimonies": [{"quote": "Bien.", "role": "Gardienne", "consent": "oui"}]},
        "testimonies", "true ou false est attendu",
    ),
    ({"key_points": ["Un point", "# Un titre"]}, "key_points", "2e élément : un intertitre n’a pas sa place ici"),
    ({"venue": "Un champ d’une autre sorte"}, "venue", "ce champ n’existe pas ici"),
]  # fmt: skip


def says(messages: list[str], place: str, words: str) -> bool:
    return any(message.startswith(place) and words in message for message in messages)


@pytest.mark.parametrize(("changes", "field", "words"), MISTAKES, ids=lambda value: str(value)[:60])
def test_a_mistake_is_named_with_what_is_expected(
    import_records: Import, changes: dict[str, Json], field: str, words: str
) -> None:
    told = import_records(an_experience(2), an_experience(1, **changes))

    assert told.summary == (1, 0, 0, 1)
    assert says(told.messages, f"ligne 2, champ « {field} » : ", words), told.messages
    assert KnowledgePage.objects.filter(external_id="rex-2").exists()


def an_event(**more: Json) -> Values:
    common = {"kind": "event", "external_id": "e", "title": "Visite", "summary": "Une visite.", "published_on": "2020"}
    return {**common, "type": "visit", "format": "on_site", "status": "held", **more}


def a_recording(**more: Json) -> Values:
    common = {"kind": "recording", "external_id": "c", "title": "Son", "summary": "Un son.", "published_on": "2020"}
    return {**common, "medium": "audio", "media_url": "https://a.fr/x", **more}


def a_reading_list(**more: Json) -> Values:
    return {
        "kind": "bibliography",
        "external_id": "b",
        "title": "Lire",
        "summary": "Lire.",
        "published_on": "2020",
        **more,
    }


def a_page(**more: Json) -> Values:
    return {"kind": "page", "external_id": "s", "title": "Une page", "summary": "Une page.", **more}


def a_body(**more: Json) -> Values:
    return {"kind": "organisation", "external_id": "o", "title": "Une ville", "type": "commune", **more}


def a_person(**more: Json) -> Values:
    return {"kind": "person", "external_id": "p", "title": "Jean", **more}


def a_theme(**more: Json) -> Values:
    return {"kind": "theme", "external_id": "propre", "title": "Propre", **more}


def a_term(**more: Json) -> Values:
    return {"kind": "term", "external_id": "t", "title": "Mot", **more}


def a_reference(**more: Json) -> Values:
    return {"kind": "reference", "external_id": "r", **more}


def test_every_mistake_of_a_record_is_told_at_once(import_records: Import) -> None:
    told = import_records(an_experience(outcome="réussi", themes=["Zzz"], published_on="hier", venue="?"))

    assert [message.split(" » :")[0] for message in told.messages] == [
        "ligne 1, champ « venue", "ligne 1, champ « published_on", "ligne 1, champ « themes",
        "ligne 1, champ « outcome",
    ]  # fmt: skip


def test_two_records_of_one_file_cannot_have_the_same_identifier(import_records: Import) -> None:
    told = import_records(an_experience(1), an_experience(1, title="Une autre"))

    assert told.summary == (1, 0, 0, 1)
    assert told.messages == ["ligne 2, champ « external_id » : « rex-1 » est déjà l’identifiant de la ligne 1."]


def test_an_identifier_belongs_to_one_kind(import_records: Import) -> None:
    told = import_records(
        an_experience(1),
        {"kind": "news", "external_id": "rex-1", "title": "Une actu", "summary": "Courte.", "published_on": "2020"},
    )

    assert told.summary == (1, 0, 0, 1)
    assert "est déjà celui d’une fiche d’une autre sorte (experience)" in told.messages[0]


def test_an_address_already_taken_is_refused_when_it_is_asked_for(import_records: Import) -> None:
    told = import_records(an_experience(1, slug="recyclerie"), an_experience(2, slug="recyclerie"))

    assert told.summary == (1, 0, 0, 1)
    assert "l’adresse « recyclerie » est déjà prise sous « Retours d’expérience »" in told.messages[0]


@pytest.mark.parametrize(
    ("record", "field", "words"),
    [
        (a_theme(title="Encombrants"), "title", "existe déjà"),
        (a_theme(parent="rien"), "parent", "aucun thème"),
        (a_theme(external_id="encombrants", title="Encombrants", parent="encombrants"), "parent", "sous lui-même"),
        (a_body(type="ville"), "type", "attendu : commune"),
        (a_body(website="là-bas"), "website", "URL"),
        (a_body(email="là-bas"), "email", "mail"),
        (a_body(competences=["Zzz"]), "competences", "aucun thème"),
        (a_person(), "function", "obligatoire"),
        (a_person(function="Gardien", organisation="Zzz"), "organisation", "aucune organisation"),
        (a_term(), "definition", "obligatoire"),
        (a_term(definition="# Titre"), "definition", "un intertitre"),
        (a_reference(), "title", "obligatoire"),
        (a_reference(title="Un livre", url="www"), "url", "URL"),
        (a_reading_list(references=["zzz"]), "references", "aucune référence n’a l’identifiant « zzz »"),
        (an_event(status="cancelled"), "status_reason", "Dites pourquoi"),
        (an_event(start_time="midi"), "start_time", "écrivez 09:30"),
        (a_recording(), "transcript", "Ajoutez la transcription"),
        (a_recording(transcript="WEBVTT\n"), "transcript", "aucun passage"),
        (
            a_recording(transcript_exemption={"reason": "Plus tard", "until": "2001-01-01"}),
            "transcript_exemption",
            "date après la publication",
        ),
        (a_recording(duration="longtemps"), "duration", "n’est pas un temps"),
        (a_page(parent="/nulle/part/"), "parent", "aucune page"),
        (a_page(parent="/experiences/"), "parent", "ne peut pas se ranger sous"),
    ],
    ids=lambda value: str(value)[:50],
)
def test_the_other_kinds_have_their_own_rules(import_records: Import, record: Values, field: str, words: str) -> None:
    told = import_records(record)

    assert told.summary == (0, 0, 0, 1)
    assert says(told.messages, f"ligne 1, champ « {field} » : ", words), told.messages

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.blocks import StructBlockValidationError

from core.models import KnowledgePage
from resources.blocks import TimecodeBlock, ToolBlock
from resources.models import RecordingPage, Reference
from tests.factories import (
    TRANSCRIPT,
    BibliographyPageFactory,
    DocumentFactory,
    MediaFactory,
    PracticeSheetPageFactory,
    RecordingPageFactory,
    ReferenceFactory,
    in_days,
)

pytestmark = pytest.mark.django_db


def shown(client: Client, page: KnowledgePage) -> BeautifulSoup:
    return BeautifulSoup(client.get(page.url).content, "html.parser").main


def text_of(client: Client, page: KnowledgePage) -> str:
    return shown(client, page).get_text(" ", strip=True)


# -- fiches pratiques -------------------------------------------------------------------------------------------------
def test_a_practice_sheet_says_how_from_beginning_to_end(client: Client) -> None:
    page = PracticeSheetPageFactory(with_everything=True)
    told = text_of(client, page)
    parts = [
        "À organiser une collecte.", "Quand les dépôts se répètent.", "gardiennes et gardiens", "signaler",
        "rappeler les jours", "Compter les dépôts", "Pendant un mois.", "Grille", "Pour compter", "Affiche",
        "Qui ramasse ?", "Cela dépend.", "La mairie", "Ne pas tout promettre.", "Article L541-3", "La police",
        "12 février 2024",
    ]  # fmt: skip
    missing = [part for part in parts if part not in told]
    assert not missing


def test_the_tools_of_a_sheet_lead_to_a_document_or_elsewhere(client: Client) -> None:
    page = PracticeSheetPageFactory(with_everything=True)
    links = {link["href"] for link in shown(client, page)("a", href=True)}
    assert "https://example.org/affiche" in links
    document = next(tool.value["document"] for tool in page.tools if tool.value["document"])
    assert document.url in links


def test_a_sheet_says_when_it_was_reviewed_even_without_more(client: Client) -> None:
    page = PracticeSheetPageFactory(reviewed_on=datetime.date(2024, 2, 12))
    assert "12 février 2024" in text_of(client, page)


def test_a_tool_is_a_document_or_an_address_and_not_both() -> None:
    block, document = ToolBlock(), DocumentFactory()
    tool = {"title": "Grille", "text": "", "document": None, "url": ""}
    block.clean(block.to_python(tool | {"document": document.pk}))
    block.clean(block.to_python(tool | {"url": "https://example.org/"}))
    for both_or_none in (tool, tool | {"document": document.pk, "url": "https://example.org/"}):
        with pytest.raises(StructBlockValidationError):
            block.clean(block.to_python(both_or_none))


# -- captations -------------------------------------------------------------------------------------------------------
def test_a_recording_shows_its_player_its_chapters_and_its_transcript(client: Client) -> None:
    page = RecordingPageFactory(with_everything=True)
    parsed = shown(client, page)
    assert parsed.audio.source["src"] == page.media.url
    assert parsed.audio["preload"] == "none"
    told = parsed.get_text(" ", strip=True)
    for part in (
        "12:34",
        "Les encombrants",
        "Questions",
        "Bonjour et bienvenue à cette rencontre.",
        "00:05",
        "Diaporama",
    ):
        assert part in told, part
    chapters = [link["href"] for link in parsed.select(".chapters a")]
    assert chapters == [f"{page.media.url}#t=5", f"{page.media.url}#t=750"]


def test_the_slides_of_a_recording_can_be_downloaded(client: Client) -> None:
    page = RecordingPageFactory(with_everything=True)
    document = page.slides[0].value["document"]
    links = {link["href"]: link.get_text(strip=True) for link in shown(client, page)("a", href=True)}
    assert links.get(document.url) == "Diaporama"


def test_a_film_has_its_captions(client: Client) -> None:
    page = RecordingPageFactory(medium="video", media=MediaFactory(type="video"))
    track = shown(client, page).video.track
    assert (track["kind"], track["srclang"]) == ("captions", "fr")
    response = client.get(track["src"])
    assert response["Content-Type"] == "text/vtt; charset=utf-8"
    assert response.content.decode() == TRANSCRIPT


def test_captions_typed_with_commas_are_given_as_players_read_them(client: Client) -> None:
    page = RecordingPageFactory(transcript=TRANSCRIPT.replace("04.000", "04,000") + "Ce matin, 1,500 tonne.\n")
    captions = client.get(reverse("recording_captions", args=[page.pk])).content.decode()
    assert "00:00:01.000 --> 00:00:04.000" in captions
    assert "1,500 tonne" in captions


def test_a_recording_of_another_site_is_opened_by_a_click_and_not_before(client: Client) -> None:
    parsed = shown(client, RecordingPageFactory(media_url="https://www.tube.example.org/w/1"))
    assert not parsed(["iframe", "audio", "video"])
    assert parsed.find("a", href="https://www.tube.example.org/w/1")
    assert "tube.example.org" in parsed.get_text()


def test_a_recording_without_transcript_says_why_and_until_when(client: Client) -> None:
    page = RecordingPageFactory(exempted=True, exemption_until=datetime.date(2100, 6, 30))
    told = text_of(client, page)
    assert "Le son est trop faible." in told
    assert "30 juin 2100" in told
    assert client.get(reverse("recording_captions", args=[page.pk])).status_code == 404


def refused(**fields: object) -> list[str]:
    with pytest.raises(ValidationError) as refusal:
        RecordingPageFactory(**fields)
    return sorted(refusal.value.message_dict)


def test_a_recording_without_transcript_is_not_published() -> None:
    assert refused(transcript="") == ["transcript"]
    assert refused(transcript="   \n") == ["transcript"]
    RecordingPageFactory(transcript="", draft=True)


def test_an_exemption_must_be_dated_and_to_come() -> None:
    assert refused(transcript="", exemption_reason="Le son est faible.") == ["exemption_until"]
    assert refused(transcript="", exemption_until=timezone.localdate()) == ["transcript"]
    assert not RecordingPageFactory(exempted=True, exemption_until=timezone.localdate()).untimely_errors()
    late = RecordingPageFactory(exempted=True, exemption_until=timezone.localdate() - datetime.timedelta(days=1))
    assert list(late.untimely_errors()) == ["exemption_until"]
    late.transcript = TRANSCRIPT
    assert not late.untimely_errors()


def test_a_recording_scheduled_before_its_exemption_ended_is_published_all_the_same() -> None:
    page = RecordingPageFactory(draft=True, exempted=True, exemption_until=in_days(-1).date())
    page.go_live_at = in_days(1)
    page.save_revision().publish()
    revision = page.latest_revision
    revision.approved_go_live_at = in_days(-2)  # both days passed
    revision.content["go_live_at"] = in_days(-2).isoformat()
    revision.save()

    call_command("publish_scheduled")

    page.refresh_from_db()
    assert page.live


def test_an_unreadable_transcript_is_not_published() -> None:
    assert refused(transcript="Bonjour à toutes et à tous") == ["transcript"]


def test_a_recording_is_a_file_or_an_address_and_not_both() -> None:
    assert refused(media_url="") == ["media"]
    assert refused(media=MediaFactory(), media_url="https://tube.example.org/w/1") == ["media"]


def test_an_unreadable_transcript_does_not_break_the_page(client: Client) -> None:
    page = RecordingPageFactory()
    RecordingPage.objects.filter(pk=page.pk).update(transcript="n’importe quoi")
    assert client.get(page.url).status_code == 200


def test_a_chapter_is_kept_in_the_form_players_show() -> None:
    assert TimecodeBlock().clean("1:2:3") == "1:02:03"
    with pytest.raises(ValidationError, match="n’est pas un temps"):
        TimecodeBlock().clean("au début")


def test_what_is_said_in_a_recording_is_found(client: Client) -> None:
    page = RecordingPageFactory(title="Une matinée")
    results = client.get("/recherche/?q=encombrants").context["results"]
    assert [hit.id for hit in results.hits] == [page.pk]
    assert "<mark>encombrants</mark>" in results.hits[0].extract


# -- bibliographies ---------------------------------------------------------------------------------------------------
def test_a_bibliography_shows_its_references_by_part_in_their_order(client: Client) -> None:
    first, second, third = (ReferenceFactory(title=title) for title in ("Zébu", "Abri", "Mur"))
    page = BibliographyPageFactory(entries=[(first, "Pour commencer"), (second, "Ensuite"), (third, "Pour commencer")])
    sections = client.get(page.url).context["item"]["sections"]
    assert [(heading, [reference.title for reference, _ in entries]) for heading, entries in sections] == [
        ("Pour commencer", ["Zébu", "Mur"]),
        ("Ensuite", ["Abri"]),
    ]


def test_a_reference_says_where_to_find_it(client: Client) -> None:
    page = BibliographyPageFactory(with_everything=True)
    parsed = shown(client, page)
    told = parsed.get_text(" ", strip=True)
    for part in ("DURAND, Alice", "Chapitre", "De quoi parle ce chapitre.", "À la médiathèque.", "978-2-00-000000-2"):
        assert part in told, part
    links = {link["href"] for link in parsed("a", href=True)}
    assert {"https://example.org/livre", "https://doi.org/10.1000/essai"} <= links


def test_why_to_read_a_reference_is_said(client: Client) -> None:
    page = BibliographyPageFactory(entries=[ReferenceFactory()])
    entry = page.entries.first()
    entry.note = "Le plus clair de tous."
    entry.save()
    assert "Le plus clair de tous." in text_of(client, page)


def test_a_reference_is_found_through_the_bibliography_that_holds_it(client: Client) -> None:
    page = BibliographyPageFactory(entries=[ReferenceFactory(title="Les communs urbains")])
    hit = client.get("/recherche/?q=communs+urbains").context["results"].hits[0]
    assert hit.id == page.pk
    assert "<mark>communs</mark>" in hit.extract


def test_the_card_of_a_bibliography_says_how_many_references_it_has(client: Client) -> None:
    BibliographyPageFactory(with_everything=True)
    assert "2 références" in client.get("/bibliographies/").content.decode()


def test_a_corrected_reference_is_found_by_its_new_title(client: Client) -> None:
    reference = ReferenceFactory(title="Ancien titre")
    BibliographyPageFactory(title="À lire", entries=[reference])
    reference.title = "Métabolisme"
    reference.save()
    assert client.get("/recherche/?q=métabolisme").context["results"].total == 1


def test_a_reference_without_identifier_is_told_from_another() -> None:
    ReferenceFactory(external_id="")
    ReferenceFactory(external_id="")
    assert str(Reference(title="Habiter", issued="")) == "Habiter"


@pytest.mark.parametrize("kind", [PracticeSheetPageFactory, RecordingPageFactory, BibliographyPageFactory])
def test_publishing_again_keeps_everything(
    client: Client, publish: Callable[[KnowledgePage], KnowledgePage], kind: type
) -> None:
    page = kind(with_everything=True)
    before = text_of(client, page)
    publish(page)
    assert text_of(client, page) == before

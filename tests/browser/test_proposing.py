"""Proposing a practice, from a blank form to the public page: with a script or none, by the keyboard, by everyone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.factories import png

from .conftest import DESK, PHONE, NewTab
from .gestures import tab_to, take_ones_time
from .served import Served
from .test_admin import log_in
from .test_asking import faults
from .visits import CUT_OFF, LISTEN_TO_CSP, TOO_WIDE

STEPS = (
    "l-essentiel",
    "ou-et-qui",
    "ce-qui-a-ete-fait",
    "ce-que-cela-a-donne",
    "ce-que-vous-en-retenez",
    "photos-et-documents",
    "vous",
    "relire",
)
TITLE = "Une grainothèque dans le hall"


def go_on(tab: Page) -> None:
    tab.locator(".propose-next").get_by_role("button", name="Continuer").click()


def begin(tab: Page, portal: Served, title: str = TITLE) -> str:
    """Writes the first step; returns the address of the private link."""
    tab.goto(f"{portal.url}/observatoire/")
    tab.locator(".site-footer").get_by_role("link", name="Proposez un retour d’expérience").click()
    tab.get_by_role("link", name="Commencer").click()
    tab.get_by_label("Titre", exact=False).first.fill(title)
    tab.get_by_label("Résumé").fill("Des graines à partager, dans un hall d’immeuble.")
    take_ones_time(tab)
    go_on(tab)
    expect(tab.get_by_role("heading", level=1)).to_have_text("Où et qui")
    return tab.url.removesuffix("ou-et-qui/")


def tell_everything(tab: Page, picture: Path) -> None:
    """From the second step to the last look."""
    tab.get_by_label("Commune ou quartier").fill("Un hameau que personne ne connaît")
    tab.get_by_label("Nom de l’organisation").first.fill("Les Graines du Hall")
    go_on(tab)
    tab.get_by_label("Début").fill("mars 2019")
    tab.get_by_label("Étape", exact=True).first.fill("Une boîte dans le hall")
    tab.get_by_role("button", name="Ajouter une étape").click()
    expect(tab.get_by_label("Étape", exact=True)).to_have_count(3)
    expect(tab.get_by_label("Étape", exact=True).first).to_have_value("Une boîte dans le hall")
    tab.get_by_label("Étape", exact=True).nth(2).fill("Une fête des semis")
    go_on(tab)
    tab.get_by_label("Réussite").check()
    tab.get_by_label("Témoignage", exact=True).check()
    tab.get_by_label("Ses mots").fill("On se parle.")
    tab.get_by_label("Sa fonction ou sa qualité").fill("gardien")
    tab.get_by_label("Cette personne est d’accord").check()
    go_on(tab)
    tab.get_by_label("En une phrase").first.fill("Commencer petit.")
    go_on(tab)
    tab.get_by_label("La photo, ou les photos", exact=True).set_input_files(picture)
    tab.get_by_label("Ce que montre la photo").fill("Une boîte en bois pleine de sachets de graines")
    tab.get_by_label("Personne n’est reconnaissable").check()
    tab.get_by_role("button", name="Ajouter ces photos").click()
    expect(tab.locator(".photo-kept")).to_be_visible()
    go_on(tab)
    tab.get_by_label("Votre nom").fill("Anne Martin")
    tab.get_by_label("Votre adresse électronique").fill("anne@example.org")
    for consent in tab.get_by_role("checkbox").all():
        consent.check()
    go_on(tab)
    expect(tab.get_by_role("heading", level=1)).to_have_text("Relire et envoyer")


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "graines.png"
    path.write_bytes(png(640, 480))
    return path


def test_from_a_blank_form_to_a_moderated_publication(admin_portal: Served, new_tab: NewTab, picture: Path) -> None:
    author = new_tab()
    link = begin(author, admin_portal)
    tell_everything(author, picture)
    author.get_by_role("button", name="Envoyer ma proposition").click()
    expect(author.locator(".lede")).to_contain_text("est arrivée")
    assert author.context.cookies() == []

    stranger = new_tab(java_script_enabled=False)
    stranger.goto(f"{admin_portal.url}/recherche/?q=grainotheque")
    expect(stranger.locator("main")).not_to_contain_text(TITLE)

    desk = new_tab(viewport={"width": 1400, "height": 1000})
    log_in(desk, admin_portal, "relecture")
    desk.get_by_role("link", name=re.compile("Voir (la|les) proposition")).click()
    desk.get_by_role("link", name=TITLE).first.click()
    expect(desk.locator(".proposal")).to_contain_text("Les Graines du Hall")
    assert faults_of_the_admin(desk) == []
    desk.get_by_role("link", name="Relire la fiche").click()
    expect(desk.locator("form")).to_contain_text(["vient d’une proposition"])
    actions = desk.locator("footer [data-controller~=w-dropdown], footer .w-dropdown").first
    actions.locator("button").first.click()
    desk.get_by_role("button", name="Approuver et publier", exact=False).first.click()
    expect(desk.locator(".messages")).to_contain_text(re.compile("mise à jour|publié", re.IGNORECASE))

    author.goto(link)
    author.get_by_role("link", name="Voir la page publiée").click()
    expect(author.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(author.locator("main")).to_contain_text("Une fête des semis")
    expect(author.locator("main")).to_contain_text("On se parle.")
    assert "Anne Martin" not in author.content()
    stranger.goto(f"{admin_portal.url}/recherche/?q=grainotheque")
    expect(stranger.locator("main")).to_contain_text(TITLE)


def faults_of_the_admin(tab: Page) -> list[str]:
    from .test_admin import faults as of_the_admin

    return of_the_admin(tab)


def test_everything_is_told_and_sent_without_javascript(portal: Served, new_tab: NewTab, picture: Path) -> None:
    tab = new_tab(java_script_enabled=False, viewport=PHONE)
    begin(tab, portal, "Des bacs sur le toit")
    tell_everything(tab, picture)
    tab.get_by_role("button", name="Envoyer ma proposition").click()
    expect(tab.locator(".lede")).to_contain_text("est arrivée")
    assert tab.context.cookies() == []


def test_a_draft_is_left_and_found_again_by_its_link_and_mistakes_lead_to_their_field(
    portal: Served, new_tab: NewTab
) -> None:
    tab = new_tab()
    begin(tab, portal, "Un composteur au pied de la tour")
    tab.get_by_label("Commune ou quartier").fill("Quelque part")
    tab.get_by_role("button", name="Enregistrer et finir plus tard").click()
    link = tab.locator(".secret").inner_text()
    elsewhere = new_tab(viewport=PHONE)
    elsewhere.goto(re.sub(r"^https?://[^/]+", portal.url, link))
    elsewhere.get_by_role("link", name="Relire et envoyer").click()
    expect(elsewhere.locator("main")).to_contain_text("Quelque part")
    elsewhere.get_by_role("button", name="Envoyer ma proposition").click()
    expect(elsewhere.get_by_role("alert")).to_contain_text("il manque ceci")
    elsewhere.get_by_role("alert").get_by_role("link", name="Donnez une adresse électronique").click()
    expect(elsewhere).to_have_url(re.compile(r"/vous/\?verifier=1#id_email$"))
    expect(elsewhere.get_by_label("Votre adresse électronique")).to_have_attribute("aria-invalid", "true")


def test_the_form_is_filled_in_from_the_keyboard(portal: Served, new_tab: NewTab) -> None:
    tab = new_tab()
    tab.goto(f"{portal.url}/proposer/")
    tab_to(tab, tab.get_by_role("link", name="Commencer"))
    tab.keyboard.press("Enter")
    tab_to(tab, tab.get_by_label("Titre", exact=False).first)
    tab.keyboard.type("Écrit sans souris")
    take_ones_time(tab)
    tab.keyboard.press("Enter")  # goes on, as the first button of a form does
    expect(tab.get_by_role("heading", level=1)).to_have_text("Où et qui")
    tab_to(tab, tab.get_by_role("button", name="Ajouter une organisation"))
    tab.keyboard.press("Space")
    expect(tab.get_by_label("Nom de l’organisation")).to_have_count(3)
    link = tab.url.split("#")[0].removesuffix("ou-et-qui/")
    tab.goto(f"{link}ce-que-cela-a-donne/")
    tab_to(tab, tab.get_by_label("Réussite"))
    tab.keyboard.press("ArrowDown")
    expect(tab.get_by_label("Résultat mitigé")).to_be_checked()
    tab_to(tab, tab.get_by_role("button", name="Enregistrer et finir plus tard"))
    tab.keyboard.press("Enter")
    expect(tab.locator(".secret")).to_be_visible()


def test_axe_and_the_policy_find_nothing_on_any_step(portal: Served, new_tab: NewTab, picture: Path) -> None:
    tab = new_tab()
    tab.add_init_script(LISTEN_TO_CSP)
    link = begin(tab, portal, "Un récit très long " + "x" * 120)
    tab.goto(f"{link}photos-et-documents/")
    tab.get_by_label("La photo, ou les photos", exact=True).set_input_files(picture)
    tab.get_by_label("Ce que montre la photo").fill("Une boîte")
    tab.get_by_label("Personne n’est reconnaissable").check()
    tab.get_by_role("button", name="Ajouter ces photos").click()
    found: dict[str, list[str]] = {}
    for name, address in {
        "start": f"{portal.url}/proposer/",
        "new": f"{portal.url}/proposer/nouveau/",
        "state": link,
        "withdraw": f"{link}effacer/",
        **{step: f"{link}{step}/" for step in STEPS},
        **{
            f"{step} with mistakes": f"{link}{step}/?verifier=1"
            for step in STEPS
            if step not in ("photos-et-documents", "relire")
        },
    }.items():
        tab.goto(address)
        tab.evaluate("for (const element of document.querySelectorAll('main details')) element.open = true")
        found[name] = faults(tab) + tab.evaluate("window.refusedByPolicy")
        for size in (DESK, PHONE):
            tab.set_viewport_size(size)
            found[name] += tab.evaluate(TOO_WIDE) + tab.evaluate(CUT_OFF)
    assert not any(found.values()), "\n".join(f"{name}: {fault}" for name, all_ in found.items() for fault in all_)

"""A partner's brève, from the invitation to the answer: with a script or none, on a phone."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.factories import PASSWORD

from .conftest import DESK, PHONE, NewTab
from .gestures import take_ones_time
from .served import Served
from .test_admin import log_in
from .test_asking import faults
from .visits import CUT_OFF, LISTEN_TO_CSP, TOO_WIDE

TITLE = "Une fête des voisins square Nord"
KEPT = re.compile(r"^Enregistré à")


def begin(tab: Page, portal: Served, title: str = TITLE) -> None:
    tab.goto(portal.address("partner’s space"))
    tab.get_by_role("link", name="Proposer une brève").click()
    tab.get_by_label("Titre").fill(title)


def complete(tab: Page) -> None:
    tab.get_by_label("Actualité").check()
    tab.get_by_label("Texte").fill("Samedi, on se retrouve au square.")
    tab.get_by_label("Thème").select_option(index=1)


def test_the_form_keeps_itself_and_is_found_again(portal: Served, new_tab: NewTab) -> None:
    tab = new_tab(viewport=PHONE)
    tab.add_init_script(LISTEN_TO_CSP)
    begin(tab, portal)
    tab.get_by_label("Texte").fill("Samedi, " + "é" * 600)
    expect(tab.locator("[data-counts]")).to_have_text("8 caractères de trop")
    expect(tab.locator("[data-kept]")).to_have_text(KEPT, timeout=15_000)
    expect(tab).to_have_url(re.compile(r"/\d+/ecrire/$"))
    address = tab.url
    complete(tab)
    tab.get_by_role("button", name="Proposer").click()
    expect(tab.locator(".lede")).to_contain_text("Elle est arrivée")
    assert tab.context.cookies() == []
    assert tab.evaluate("window.refusedByPolicy") == []
    tab.goto(address)  # no longer to be written
    expect(tab.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(tab.get_by_text("Samedi, on se retrouve au square.")).to_be_visible()


def test_what_was_just_typed_is_kept_for_who_leaves_at_once(portal: Served, new_tab: NewTab) -> None:
    tab = new_tab(viewport=PHONE)
    begin(tab, portal, "Quittée trop vite")
    expect(tab.locator("[data-kept]")).to_have_text(KEPT, timeout=15_000)
    address = tab.url
    tab.get_by_label("Texte").fill("À peine écrit.")
    tab.goto(portal.address("partner’s space"))
    for _ in range(50):  # it is kept behind the back of the next page
        tab.goto(address)
        if tab.get_by_label("Texte").input_value():
            break
        tab.wait_for_timeout(100)
    expect(tab.get_by_label("Texte")).to_have_value("À peine écrit.")


def test_a_second_window_is_told_and_nothing_is_lost(portal: Served, new_tab: NewTab) -> None:
    first, second = new_tab(), new_tab()
    begin(first, portal, "Deux fenêtres")
    expect(first.locator("[data-kept]")).to_have_text(KEPT, timeout=15_000)
    second.goto(first.url)
    second.get_by_label("Texte").fill("De la seconde.")
    second.get_by_role("button", name="Enregistrer").last.click()
    first.get_by_label("Texte").fill("De la première.")
    expect(first.locator("[data-kept]")).to_contain_text("modifiée ailleurs", timeout=15_000)
    first.get_by_role("button", name="Enregistrer").last.click()
    expect(first.locator(".theirs")).to_contain_text("De la seconde.")
    expect(first.get_by_label("Texte")).to_have_value("De la première.")
    first.get_by_role("button", name="Enregistrer").last.click()
    expect(first.locator(".theirs")).to_have_count(0)


def test_everything_is_done_without_javascript_on_a_phone(portal: Served, new_tab: NewTab) -> None:
    tab = new_tab(java_script_enabled=False, viewport=PHONE)
    begin(tab, portal, "Sans un script")
    take_ones_time(tab)
    tab.get_by_role("button", name="Enregistrer").last.click()
    expect(tab.locator("[data-kept]")).to_have_text(KEPT)
    tab.get_by_role("button", name="Proposer").click()
    expect(tab.get_by_role("alert")).to_contain_text("Écrivez le texte")
    complete(tab)
    tab.get_by_role("button", name="Proposer").click()
    expect(tab.locator(".lede")).to_contain_text("Elle est arrivée")
    tab.get_by_role("link", name="Retirer cette brève").click()
    tab.get_by_role("button", name="Oui, la retirer").click()
    expect(tab.locator(".brief-state")).to_have_text("Retirée")
    tab.get_by_role("button", name="Reprendre celle-ci dans une nouvelle brève").click()
    expect(tab.get_by_label("Titre")).to_have_value("Sans un script")
    assert tab.context.cookies() == []


def test_axe_finds_nothing_on_a_form_full_of_mistakes(portal: Served, new_tab: NewTab) -> None:
    tab = new_tab()
    tab.add_init_script(LISTEN_TO_CSP)
    begin(tab, portal, "Un titre très long " + "x" * 100)
    tab.get_by_label("Lien").fill("pas une adresse")
    take_ones_time(tab)
    tab.get_by_role("button", name="Proposer").click()
    expect(tab.get_by_role("alert")).to_contain_text("ne semble pas complète")
    found = faults(tab) + tab.evaluate("window.refusedByPolicy")
    for size in (DESK, PHONE, {"width": 320, "height": 640}):
        tab.set_viewport_size(size)
        found += tab.evaluate(TOO_WIDE) + tab.evaluate(CUT_OFF)
    assert found == []


def test_an_account_signs_in_proposes_and_signs_out(admin_portal: Served, new_tab: NewTab) -> None:
    tab = new_tab(java_script_enabled=False)
    tab.goto(f"{admin_portal.url}/admin/")
    tab.locator("[name=username]").fill("partenaire")
    tab.locator("[name=password]").fill(PASSWORD)
    tab.locator("[name=password]").press("Enter")
    expect(tab).to_have_url(f"{admin_portal.url}/partenaires/")
    tab.get_by_role("link", name="Proposer une brève").click()
    tab.get_by_label("Titre").fill("Par un compte")
    complete(tab)
    tab.get_by_role("button", name="Proposer").click()
    expect(tab.locator(".lede")).to_contain_text("Elle est arrivée")
    tab.get_by_role("link", name="Toutes vos brèves").click()
    tab.get_by_role("button", name="Se déconnecter").click()
    expect(tab).to_have_url(f"{admin_portal.url}/")
    tab.goto(f"{admin_portal.url}/partenaires/")
    expect(tab.locator("[name=password]")).to_be_visible()


def test_an_editor_invites_and_sends_again(admin_portal: Served, new_tab: NewTab) -> None:
    desk = new_tab(viewport={"width": 1400, "height": 1000})
    log_in(desk, admin_portal, "relecture")
    desk.goto(admin_portal.address("invitations"))
    expect(desk.locator("table.listing")).to_contain_text("Valable")
    desk.goto(admin_portal.address("invitation"))
    link = desk.locator("code").inner_text()
    desk.get_by_role("button", name="Révoquer le lien").click()
    expect(desk.locator(".messages")).to_contain_text("Le lien est fermé")
    partner = new_tab()
    path = re.sub(r"^https?://[^/]+", admin_portal.url, link)
    partner.goto(path)
    expect(partner.get_by_role("heading", level=1)).to_have_text("Cette invitation n’est plus valable")
    assert faults(partner) == []
    desk.get_by_role("button", name="Envoyer un nouveau lien").click()
    expect(desk.locator(".messages")).to_contain_text("L’invitation est partie")
    partner.goto(re.sub(r"^https?://[^/]+", admin_portal.url, desk.locator("code").inner_text()))
    expect(partner.get_by_role("heading", level=1)).to_have_text("Vos brèves pour la lettre")

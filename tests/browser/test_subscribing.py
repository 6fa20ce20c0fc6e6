"""From asking for the letter to leaving it, as a reader does."""

from __future__ import annotations

import re
import time

from django.core import mail
from playwright.sync_api import Page, expect

from .conftest import PHONE, NewTab
from .gestures import tab_to, take_ones_time
from .served import Served
from .test_asking import faults


def link_sent_to(address: str, portal: Served) -> str:
    """The link of the last letter to this address, which leaves once the page has been answered."""
    for _ in range(100):
        letters = [message for message in mail.outbox if message.to == [address]]
        if letters:
            return portal.url + re.search(r"https?://[^/\s]+(/\S+)", letters[-1].body).group(1)
        time.sleep(0.05)
    raise AssertionError("no letter")


def heading(tab: Page) -> object:
    return tab.get_by_role("heading", level=1)


def test_from_subscribing_to_leaving_without_javascript(portal: Served, new_tab: NewTab) -> None:
    tab = new_tab(java_script_enabled=False, viewport=PHONE)
    tab.goto(portal.url)
    tab.get_by_role("link", name="Recevez la lettre").click()
    expect(tab.locator("[name=website]")).to_be_hidden()
    tab.get_by_label("Votre adresse électronique").fill("anne@example.org")
    tab.get_by_label("mes thèmes et mes territoires seulement").check()
    take_ones_time(tab)
    tab.get_by_role("button", name="Recevoir la lettre").click()
    expect(tab).to_have_title(re.compile("^Erreur"))
    expect(tab.get_by_role("alert").get_by_role("link")).to_have_count(2)
    expect(tab.get_by_label("Votre adresse électronique")).to_have_value("anne@example.org")
    tab.get_by_label("Un seul résumé par mois").check()
    tab.get_by_label("J’accepte").check()
    tab.get_by_role("button", name="Recevoir la lettre").click()
    expect(heading(tab)).to_have_text("Regardez votre messagerie")

    tab.goto(link_sent_to("anne@example.org", portal))
    tab.get_by_role("button", name="Confirmer mon inscription").click()
    expect(heading(tab)).to_have_text("Votre inscription est confirmée")
    tab.get_by_role("link", name="Voir mes choix").click()
    expect(tab.get_by_label("Un seul résumé par mois")).to_be_checked()
    tab.get_by_label("Chaque lettre, entière").check()
    tab.get_by_role("button", name="Enregistrer mes choix").click()
    expect(tab.get_by_role("status")).to_have_text("Vos choix sont enregistrés.")
    tab.get_by_role("link", name="Me désinscrire de tout").click()
    tab.get_by_role("button", name="Me désinscrire").click()
    expect(heading(tab)).to_have_text("Vous ne recevez plus rien")
    assert tab.context.cookies() == []


def test_a_search_by_mail_is_asked_for_from_the_keyboard(portal: Served, new_tab: NewTab) -> None:
    tab = new_tab()
    tab.goto(f"{portal.url}/recherche/?q=jardin")
    tab.get_by_role("link", name="Cette recherche par courriel").click()
    expect(tab.locator(".told")).to_have_text("« jardin »")
    tab_to(tab, tab.get_by_label("Votre adresse électronique"))
    tab.keyboard.type("zoe@example.org")
    tab_to(tab, tab.get_by_label("J’accepte"))
    tab.keyboard.press("Space")
    take_ones_time(tab)
    tab_to(tab, tab.get_by_role("button", name="La recevoir"))
    tab.keyboard.press("Enter")
    expect(heading(tab)).to_have_text("Regardez votre messagerie")
    tab.goto(link_sent_to("zoe@example.org", portal))
    assert faults(tab) == []
    tab_to(tab, tab.get_by_role("button", name="Confirmer"))
    tab.keyboard.press("Enter")
    expect(heading(tab)).to_have_text("C’est confirmé")
    tab.get_by_role("link", name="Mes choix").click()
    assert faults(tab) == []


def test_axe_finds_nothing_on_a_form_full_of_mistakes(portal: Served, new_tab: NewTab) -> None:
    tab = new_tab()
    tab.goto(f"{portal.url}/lettre/abonnement/")
    tab.get_by_role("button", name="Recevoir la lettre").click()
    expect(tab.locator(".field .error")).to_have_count(2)
    assert faults(tab) == []

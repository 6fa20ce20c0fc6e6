"""The archive, its feeds, and how many times it is read."""

from __future__ import annotations

import datetime
import json
import re
from email.utils import parsedate_to_datetime
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from icalendar import Calendar

from newsletter.composing.publishing import publish
from newsletter.composing.reads import reads
from newsletter.composing.withdrawing import withdraw_page
from newsletter.models import ArchiveReads, IssuePage, ItemPage, NewsletterPage
from tests.conftest import visit
from tests.factories import NewsPageFactory, TerritoryFactory, ThemeFactory

from .content import ItemFactory, made_issue

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"


def feed_url(what: str, form: str) -> str:
    return reverse("newsletter_feed", args=[what, form])


def titles_in(response) -> list[str]:
    """The titles of a feed in any of its forms."""
    if "json" in response.headers["Content-Type"]:
        return [item["title"] for item in json.loads(response.content)["items"]]
    root = ElementTree.fromstring(response.content)
    return [found.text for found in [*root.iterfind(f"{ATOM}entry/{ATOM}title"), *root.iterfind("channel/item/title")]]


@pytest.fixture(autouse=True)
def _nothing_read_yet() -> None:
    reads.forget()


# -- pages ------------------------------------------------------------------------------------------------------------
def test_the_archive_lists_every_letter_the_latest_first(client: Client) -> None:
    publish(made_issue(("brief", ItemFactory()), title="Première lettre"))
    publish(made_issue(("brief", ItemFactory()), title="Deuxième lettre"))
    made_issue(("brief", ItemFactory()), title="En préparation")
    shown = client.get(NewsletterPage.objects.get().get_url()).content.decode()
    assert shown.index("Deuxième lettre") < shown.index("Première lettre")
    assert "En préparation" not in shown
    assert feed_url("lettres", "rss") in shown


def test_the_foot_of_any_page_leads_to_the_archive_wherever_it_stands(client: Client) -> None:
    archive = NewsletterPage.objects.get()
    assert f'href="{reverse("newsletter")}"' in client.get("/").content.decode()
    assert client.get(reverse("newsletter")).url == archive.get_url()
    archive.slug = "nos-lettres"
    archive.save()
    assert client.get(reverse("newsletter")).url == "/nos-lettres/"
    archive.unpublish()
    assert client.get(reverse("newsletter")).status_code == 404


def test_an_empty_archive_is_a_page_too(client: Client) -> None:
    for url in (NewsletterPage.objects.get().get_url(), reverse("newsletter_items"), reverse("newsletter_feeds")):
        assert client.get(url).status_code == 200


def test_a_letter_shows_what_was_sent_and_links_to_each_of_its_items(client: Client) -> None:
    item = ItemFactory(with_everything=True, title="Marche <exploratoire>")
    issue = publish(made_issue(("section", "Rencontres"), ("brief", item), ("words", "<p>À <b>bientôt</b></p>")))
    shown = client.get(issue.get_url()).content.decode()
    page = ItemPage.objects.get()
    for words in (
        "Marche &lt;exploratoire&gt;", f'href="{page.get_url()}"', "jeudi 27 novembre 2031", "jeudi 20 novembre 2031",
        "À <b>bientôt</b>", 'alt="Une cour plantée d’arbres"', "Photo : Ville d’essai", "example.org",
    ):  # fmt: skip
        assert words in shown, words
    assert 'src="/' in shown  # images of the portal whatever name it is reached by


def test_an_item_has_its_own_page(client: Client) -> None:
    item = ItemFactory(with_everything=True, title="Marche exploratoire", text="Premier.\n\n<b>Second</b>.")
    issue = publish(made_issue(("brief", item)))
    shown = client.get(ItemPage.objects.get().get_url()).content.decode()
    for words in (
        "Marche exploratoire", "<p>Premier.</p>", "&lt;b&gt;Second&lt;/b&gt;", "jeudi 27 novembre 2031", "Rencontre",
        item.organisation.name, issue.get_url(), "inscription?a=1&amp;b=2",
    ):  # fmt: skip
        assert words in shown, words


@pytest.mark.parametrize("what", ["issue", "item", "list", "items", "feeds"])
def test_pages_of_the_archive_ask_few_questions(what: str) -> None:
    blocks = [("brief", ItemFactory(with_everything=True)) for _ in range(8)]
    issue = publish(made_issue(*blocks, *[("page", NewsPageFactory()) for _ in range(8)]))
    urls = {
        "issue": issue.get_url(), "item": ItemPage.objects.first().get_url(), "items": reverse("newsletter_items"),
        "list": NewsletterPage.objects.get().get_url(), "feeds": reverse("newsletter_feeds"),
    }  # fmt: skip
    page = visit(urls[what])
    assert page.count <= 12, page.listing


def test_a_rencontre_joins_a_calendar(client: Client) -> None:
    issue = publish(made_issue(("brief", ItemFactory(with_everything=True)), ("brief", ItemFactory(title="Sans jour"))))
    page = ItemPage.objects.exclude(title="Sans jour").get()
    path = reverse("brief_ical", args=[page.pk])
    assert f'href="{path}"' in client.get(page.get_url()).content.decode()
    (event,) = Calendar.from_ical(client.get(path).content).walk("VEVENT")
    assert (str(event["summary"]), event["dtstart"].dt) == (page.title, page.happens_on)
    assert event["dtend"].dt == page.happens_on + datetime.timedelta(days=1)
    other = ItemPage.objects.get(title="Sans jour")
    assert "agenda (iCal)" not in client.get(other.get_url()).content.decode()
    assert client.get(reverse("brief_ical", args=[other.pk])).status_code == 404
    issue.unpublish()
    page.unpublish()
    assert client.get(path).status_code == 404


def test_the_list_of_items_does_not_lead_to_itself(client: Client) -> None:
    here, away = reverse("newsletter_items"), NewsletterPage.objects.get().get_url()
    assert f'href="{here}"' not in client.get(here).content.decode()
    assert f'href="{here}"' in client.get(away).content.decode()


def test_items_are_filtered_by_what_they_are(client: Client) -> None:
    publish(
        made_issue(("brief", ItemFactory(kind="job", title="Un poste")), ("brief", ItemFactory(title="Une nouvelle")))
    )
    shown = client.get(reverse("newsletter_items"), {"brief_kind": "job"}).content.decode()
    assert "Un poste" in shown
    assert "Une nouvelle" not in shown


# -- feeds ------------------------------------------------------------------------------------------------------------
HOSTILE = 'Été & <hiver> ]]> \u0007 « "l’îlot" »'


@pytest.fixture
def sent() -> IssuePage:
    item = ItemFactory(with_everything=True, title=HOSTILE[:120], text=HOSTILE)
    return publish(made_issue(("brief", item), ("brief", ItemFactory(title="Ailleurs"))))


@pytest.mark.parametrize("form", ["rss", "atom", "json"])
def test_feeds_hold_letters_and_items(client: Client, sent: IssuePage, form: str) -> None:
    assert titles_in(client.get(feed_url("lettres", form))) == [sent.title]
    found = titles_in(client.get(feed_url("breves", form)))
    assert set(found) == {"Ailleurs", HOSTILE.replace("\u0007", "")}
    assert client.get(feed_url("breves", form)).content == client.get(feed_url("breves", form)).content or form == "rss"


@pytest.mark.parametrize("form", ["rss", "atom", "json"])
def test_each_theme_and_territory_has_its_feed(client: Client, sent: IssuePage, form: str) -> None:
    page = ItemPage.objects.exclude(title="Ailleurs").get()
    theme, place = page.themes.get(), page.page_territories.get().territory
    for chosen in ({"theme": theme.slug}, {"theme": theme.parent.slug}, {"territory": place.code}):
        assert titles_in(client.get(feed_url("breves", form), chosen)) == [HOSTILE.replace("\u0007", "")]
    for chosen in ({"theme": ThemeFactory().slug}, {"territory": TerritoryFactory().code}, {"theme": "rien"}):
        assert titles_in(client.get(feed_url("breves", form), chosen)) == []


@pytest.mark.parametrize("form", ["rss", "atom", "json"])
def test_what_is_withdrawn_leaves_the_feeds(client: Client, form: str) -> None:
    item = ItemFactory(title="Kermesse")
    publish(made_issue(("brief", item)))
    withdraw_page(item)
    assert titles_in(client.get(feed_url("breves", form))) == []


@pytest.mark.parametrize("form", ["rss", "atom", "json"])
def test_signs_that_xml_refuses_break_no_feed(client: Client, form: str) -> None:
    publish(made_issue(("brief", ItemFactory(title="Ker\uffff\ufffemesse"))))
    assert titles_in(client.get(feed_url("breves", form))) == ["Kermesse"]


def test_rss_says_what_its_readers_ask(client: Client, sent: IssuePage) -> None:
    url = feed_url("breves", "rss")
    response = client.get(url)
    assert response.headers["Content-Type"] == "application/rss+xml; charset=utf-8"
    root = ElementTree.fromstring(response.content)
    channel = root.find("channel")
    assert root.get("version") == "2.0"
    assert channel.find(f"{ATOM}link").attrib == {"rel": "self", "href": f"http://testserver{url}"}
    assert channel.findtext("language") == "fr"
    assert channel.findtext("link").startswith("http://testserver/")
    assert channel.findtext("description")
    parsedate_to_datetime(channel.findtext("lastBuildDate"))
    for item in channel.iterfind("item"):
        assert parsedate_to_datetime(item.findtext("pubDate")).tzinfo
        assert item.findtext("guid") == item.findtext("link")
        assert item.find("guid").get("isPermaLink") != "false"
    assert len({guid.text for guid in channel.iterfind("item/guid")}) == 2


def test_atom_says_what_its_readers_ask(client: Client, sent: IssuePage) -> None:
    url = feed_url("lettres", "atom")
    response = client.get(url)
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    root = ElementTree.fromstring(response.content)
    links = {link.get("rel"): link.get("href") for link in root.iterfind(f"{ATOM}link")}
    assert links["self"] == f"http://testserver{url}"
    assert root.findtext(f"{ATOM}id")
    assert root.find(f"{ATOM}author/{ATOM}name") is not None
    for element in [root, *root.iterfind(f"{ATOM}entry")]:
        assert parse_datetime(element.findtext(f"{ATOM}updated")).tzinfo
        assert element.findtext(f"{ATOM}id").startswith("http")
        assert element.findtext(f"{ATOM}title")


def test_a_json_feed_says_what_its_readers_ask(client: Client, sent: IssuePage) -> None:
    url = feed_url("breves", "json")
    response = client.get(url)
    assert response.headers["Content-Type"].startswith("application/feed+json")
    feed = json.loads(response.content)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == f"http://testserver{url}"
    for item in feed["items"]:
        assert item["id"] == item["url"]
        assert item["content_text"]
        assert parse_datetime(item["date_published"]).tzinfo
        assert isinstance(item["tags"], list)


@pytest.mark.parametrize("path", ["breves.csv", "breves.pdf", "autre.rss", "..rss", "breves"])
def test_there_is_no_other_feed(client: Client, path: str) -> None:
    assert client.get(f"/newsletter/flux/{path}").status_code in (301, 404)


def test_the_page_of_feeds_leads_to_each_of_them(client: Client, sent: IssuePage) -> None:
    shown = client.get(reverse("newsletter_feeds")).content.decode()
    links = re.findall(r'href="(/newsletter/flux/[^"]+\.(?:rss|atom|json)[^"]*)"', shown)
    assert len(set(links)) >= 12
    for link in set(links):
        assert client.get(link.replace("&amp;", "&")).status_code == 200


# -- reads ------------------------------------------------------------------------------------------------------------
def test_reads_are_counted_by_page_and_day(kept_connection: None) -> None:
    issue = publish(made_issue(("brief", ItemFactory())))
    browser = Client(headers={"user-agent": FIREFOX})
    for _ in range(3):
        browser.get(issue.get_url())
    browser.get(ItemPage.objects.get().get_url())
    reads.write()
    browser.get(issue.get_url())
    reads.write()
    assert dict(ArchiveReads.objects.values_list("page", "times")) == {issue.pk: 4, ItemPage.objects.get().pk: 1}
    assert not browser.cookies


@pytest.mark.usefixtures("wagtails_templates")
def test_robots_colleagues_and_previews_are_not_readers(superuser, signed_in) -> None:
    issue = publish(made_issue(("brief", ItemFactory())))
    Client(headers={"user-agent": "Googlebot/2.1"}).get(issue.get_url())
    Client(headers={"user-agent": FIREFOX, "dnt": "1"}).get(issue.get_url())
    signed_in(superuser).get(issue.get_url(), headers={"user-agent": FIREFOX})
    Client(headers={"user-agent": FIREFOX}).get(NewsletterPage.objects.get().get_url())
    reads.write()
    assert not ArchiveReads.objects.exists()


def test_what_cannot_be_written_is_kept_for_later(monkeypatch: pytest.MonkeyPatch) -> None:
    issue = publish(made_issue(("brief", ItemFactory())))
    Client(headers={"user-agent": FIREFOX}).get(issue.get_url())
    with monkeypatch.context() as patch:
        patch.setattr(reads, "store", lambda taken: 1 / 0)
        reads.write()
    reads.write()
    assert ArchiveReads.objects.get().times == 1


def test_reads_of_a_page_that_was_deleted_are_forgotten() -> None:
    issue = publish(made_issue(("brief", ItemFactory())))
    Client(headers={"user-agent": FIREFOX}).get(issue.get_url())
    issue.delete()
    reads.write()
    assert not ArchiveReads.objects.exists()

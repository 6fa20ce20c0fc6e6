"""Where each page is that the browser is shown."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from django.urls import reverse
from wagtail.models import Page

from directory.models import Organisation
from experiences.models import ExperiencePage
from taxonomy.models import Territory, Theme

from .pages import ERRORS, LISTS

Addresses = dict[str, str]


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


def filled_addresses(
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

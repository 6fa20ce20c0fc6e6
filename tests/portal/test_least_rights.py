"""Nobody reads what is not theirs: every route of the portal × who asks, looking for words planted in what is hidden."""

from __future__ import annotations

import io
import itertools
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.files.base import ContentFile
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from wagtail.models import GroupPagePermission, Page

from core.models import KnowledgePage
from directory.models import Organisation, User
from experiences.models import Proposal
from newsletter.models import Consent, Invitation, IssuePage, Item, ItemMessage, Mailing, NewsletterPage
from tests.conftest import forget_kept_values, signed_in_browser
from tests.factories import (
    FACTORIES,
    AdoptionFactory,
    AlertFactory,
    DocumentaryRequestFactory,
    DocumentFactory,
    ImageFactory,
    InvitationFactory,
    ItemFactory,
    MediaFactory,
    OrganisationFactory,
    SubscriberFactory,
    UserFactory,
    png,
)

from .routes import MOST, Route, every_route

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wagtails_templates")]

COMMON = "lieudit"  # stands next to every canary: what is searched for finds them all, and names none
CANARY = re.compile(r"canari-?([a-z]+)")
OURS, THEIRS = 70_001, 70_002  # the number of every thing that is not a page
TEAMS = ("éditeur", "relecteur")
# What the roles of the team do not read: only administrators see who receives the letter.
READERS = {"subscriber", "consent", "alert"}
# These end the session that the walk needs.
ENDING = ("wagtailadmin_logout", "wagtailadmin_account", "sign_out")
# What a form or a chooser may be asked to show again, by POST.
SENT_BACK = {"q": COMMON, "title": COMMON, "url": "https://example.org/", "object_ids": str(THEIRS)}

Values: TypeAlias = Mapping[str, Sequence[object]]
Leaks: TypeAlias = dict[str, set[str]]


def canary(what: str) -> str:
    return f"{COMMON} canari{what}"


@dataclass
class World:
    """``drafts``: a draft of each type, by kind, each in its own section."""

    ours: Organisation
    theirs: Organisation
    invitation: Invitation
    foreign: Invitation
    drafts: dict[str, Page]
    paths: list[str] = field(default_factory=list)

    def values(self, own_secret: str, kinds: Sequence[str]) -> Values:
        """What the arguments of routes are given. ``own_secret``: of the invitation that one has, if any; ``kinds``: of
        the drafts, all by default."""
        drafts = [page for kind, page in self.drafts.items() if not kinds or kind in kinds]
        pages = [page.pk for page in drafts]
        things = [OURS, THEIRS]
        types = [(page._meta.app_label, page._meta.model_name) for page in (one.specific for one in drafts)]
        models = [*types, ("newsletter", "item"), ("wagtailcore", "page"), ("core", "portalimage")]
        models += [("core", "portaldocument"), ("newsletter", "newslettersettings"), ("core", "tag")]
        every_id = dict.fromkeys(
            ("instance_pk", "image_id", "media_id", "document_id", "doc_id", "uploaded_file_id", "number", "item_id"),
            things,
        )
        every_page = dict.fromkeys(("page_id", "parent_page_id", "page_to_move_id", "destination_id", "page_pk"), pages)
        revisions = [page.latest_revision_id for page in drafts if page.latest_revision_id]
        return every_id | every_page | {
            "pk": [*things, *pages],
            "object_id": [THEIRS, *pages],
            "app_label model_name": models,
            "app_name model_name": models,
            "content_type_app_name content_type_model_name": types,
            "page_id revision_id": [(page.pk, page.latest_revision_id) for page in drafts],
            "revision_id_a": ["earliest"],
            "revision_id_b": ["latest", *revisions[:1]],
            "action": ["delete", "move", "publish", "suspendre"],
            "action_name": ["approve", "reject", "copy"],
            "form": ["json", "csv", "ris", "bib", "atom", "rss", "pdf"],
            "report": ["sans-reponse", "recherches", "demandes"],
            "filter_spec": ["width-100", "original"],
            "media_type": ["audio", "video"],
            "name": ["partenaires", "theme", "person"],
            "what": ["breves", "lettres"],
            "slug": [self.ours.slug, self.theirs.slug, "contexte"],
            "key": [f"compte-{THEIRS}"],
            "code": ["essai"],
            "secret": [own_secret],
            "var": [page.url_path.split("/", 2)[2].strip("/") for page in drafts],
            "path": self.paths,
        }  # fmt: skip


@pytest.fixture(scope="module")
def world(kept_for_the_module: None) -> World:
    forget_kept_values()
    ours, theirs = OrganisationFactory(), OrganisationFactory()
    made = World(
        ours=ours,
        theirs=theirs,
        invitation=InvitationFactory(pk=OURS, organisation=ours, email="nous@canari-ours.example"),
        foreign=InvitationFactory(
            pk=THEIRS, organisation=theirs, email="eux@canari-invitation.example", word=canary("invitation")
        ),
        drafts={kind: draft(kind) for kind in FACTORIES},
    )
    made.drafts["issue"] = draft_issue()
    items(made)
    files(made)
    people(made)
    return made


def draft(kind: str) -> KnowledgePage:
    page = FACTORIES[kind](draft=True, title=canary(f"draft{kind}"), summary=canary(f"draft{kind}"))
    page.save_revision()
    return page


def draft_issue() -> Page:
    issue = IssuePage(
        title=canary("draftissue"), summary=canary("draftissue"), number=77, live=False, editorial=canary("draftissue")
    )
    NewsletterPage.objects.get().add_child(instance=issue)
    issue.save_revision()
    return issue


def items(world: World) -> None:
    """Of each organisation, in each state; one of each has a question, its answer, and an image."""
    for name, organisation, number, invitation in (
        ("ours", world.ours, OURS, world.invitation),
        ("theirs", world.theirs, THEIRS, world.foreign),
    ):
        for step, state in enumerate(state for state in Item.State if state != Item.State.PUBLISHED):
            ItemFactory(
                pk=number + 10 * step,
                organisation=organisation,
                invitation=invitation,
                state=state,
                title=canary(name),
                text=canary(name),
                reason=canary(name),
                image_file=ContentFile(png(8, 8), name=f"canari{name}-{step}.png"),
                image_description=canary(name),
            )
        ItemMessage.objects.create(item_id=number, by="team", text=canary(name))
    world.paths += [item.image_file.name for item in Item.objects.filter(organisation=world.theirs)]


def files(world: World) -> None:
    """Files that nothing public uses."""
    image = ImageFactory(
        pk=THEIRS, title=canary("image"), file=ContentFile(png(9, 9), name=f"{COMMON}-canariimage.png")
    )
    document = DocumentFactory(
        pk=THEIRS, title=canary("document"), file=ContentFile(b"canaridocument", name="canaridocument.txt")
    )
    media = MediaFactory(pk=THEIRS, title=canary("media"))
    world.paths += [image.file.name, document.file.name, media.file.name]


def people(world: World) -> None:
    """What people told us in confidence."""
    subscriber = SubscriberFactory(pk=THEIRS, email=f"{COMMON}@canari-subscriber.example")
    Consent.objects.create(pk=THEIRS, subscriber=subscriber, what="asked", source=canary("consent"))
    AlertFactory(pk=THEIRS, subscriber=subscriber, label=canary("alert"))
    DocumentaryRequestFactory(pk=THEIRS, question=canary("request"), email="canari@canari-request.example")
    AdoptionFactory(pk=THEIRS, what_changed=canary("adoption"), email="canari@canari-adoption.example")
    Proposal.objects.create(
        pk=THEIRS,
        title=canary("proposal"),
        email="canari@canari-proposal.example",
        state="submitted",
        owner=UserFactory(pk=THEIRS, partner=True, last_name=canary("account"), email="x@canari-account.example"),
    )
    Mailing.objects.create(pk=THEIRS, kind="issue", name="issue-essai", subject=canary("mailing"))


# -- who asks ---------------------------------------------------------------------------------------------------------
def browser_of(role: str, world: World) -> Client:
    accounts = {
        "partenaire": lambda: partner_of(world),
        "rédacteur": lambda: section_writer(world),
    }
    user = None
    if role in accounts:
        user = accounts[role]()
    elif role not in ("anonyme", "invité"):
        user = UserFactory(role=role.capitalize())
    browser = signed_in_browser(user)
    browser.raise_request_exception = False
    return browser


def partner_of(world: World) -> User:
    user = UserFactory(organisation=world.ours)
    user.groups.add(Group.objects.get(name="Partenaire"))
    return user


def section_writer(world: World) -> User:
    """A partner to whose group an administrator opened the admin, to write in one section."""
    group = Group.objects.create(name="Partenaires qui écrivent")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    section = world.drafts["news"].get_parent()
    permission = Permission.objects.get(content_type__app_label="wagtailcore", codename="add_page")
    GroupPagePermission.objects.create(group=group, page=section, permission=permission)
    user = UserFactory(organisation=world.ours)
    user.groups.add(group)
    return user


# -- the walk ---------------------------------------------------------------------------------------------------------
def answers(browser: Client, routes: Sequence[Route], values: Values, most: int) -> Iterator[tuple[str, HttpResponse]]:
    """Each address with its answer: as a link leads to it, as a search, as an export, as a form sent to it. ``most``:
    addresses of one route."""
    for route in routes:
        if route.name.startswith(ENDING):
            continue
        in_admin = route.template.startswith("/admin/")
        for address in itertools.islice(route.addresses(values), most if in_admin else MOST):
            yield address, browser.get(address)
            for query in queries_of(route, values) if most > 1 or not in_admin else ():
                yield address + query, browser.get(address + query)
        with transaction.atomic():
            yield f"POST {address}", browser.post(address, SENT_BACK)
            transaction.set_rollback(True)


def queries_of(route: Route, values: Values) -> list[str]:
    if "/bulk/" in route.template:
        return [f"?id={number}" for number in (THEIRS, *values["page_id"])]
    if not route.template.startswith("/admin/"):
        return [] if route.arguments else [f"?q={COMMON}"]
    listed = not route.arguments or route.name == "wagtailadmin_explore"
    return [f"?q={COMMON}", "?export=csv", "?export=xlsx"] if listed else []


def words_in(response: HttpResponse) -> set[str]:
    """The canaries of its body, whole even where it is compressed, and of its headers."""
    body = b"".join(response) if response.streaming else response.content
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as inside:
            body = b"".join(inside.read(name) for name in inside.namelist())
    # An address that asks for a sign-in repeats the one that was asked for.
    headers = " ".join(value for name, value in response.items() if name != "Location")
    return set(CANARY.findall(f"{body.decode(errors='replace')} {headers}".lower()))


def read_by(role: str, world: World, routes: Sequence[Route], most: int, kinds: Sequence[str] = ()) -> Leaks:
    """word → addresses at which this person reads it. ``kinds``: of the drafts to ask for; all by default."""
    forget_kept_values()
    secret = world.invitation.current_secret() if role == "invité" else "essai"
    found: Leaks = {}
    for address, response in answers(browser_of(role, world), routes, world.values(secret, kinds), most):
        # A refusal repeats the address that was asked for.
        known = set(CANARY.findall(address.lower())) if response.status_code in (403, 404) else set()
        for word in words_in(response) - known:
            found.setdefault(word, set()).add(address)
    return found


def routes_of_the_admin() -> list[Route]:
    return [route for route in every_route() if route.template.startswith("/admin/")]


@pytest.mark.parametrize("role", ["anonyme", "partenaire", "invité"])
def test_partners_and_strangers_read_their_own_alone_at_every_address(world: World, role: str) -> None:
    own = set() if role == "anonyme" else {"ours"}
    read = read_by(role, world, every_route(), most=1)
    assert not {word: sorted(at) for word, at in read.items() if word not in own}
    assert own <= set(read)


def test_a_partner_who_writes_in_one_section_reads_that_one_alone(world: World) -> None:
    read = read_by("rédacteur", world, every_route(), most=6, kinds=["event", "news", "issue"])
    assert not {word: sorted(at) for word, at in read.items() if word not in {"ours", "draftnews"}}
    assert {"ours", "draftnews"} <= set(read)


@pytest.mark.parametrize("role", TEAMS)
def test_the_team_reads_no_address_of_those_who_receive_the_letter(world: World, role: str) -> None:
    read = read_by(role, world, routes_of_the_admin(), most=3, kinds=["news"])
    assert not {word: sorted(at) for word, at in read.items() if word in READERS}
    assert {"draftnews", "draftissue", "proposal", "request", "image", "document"} <= set(read)


def test_an_administrator_reads_them_and_the_walk_sees_it(world: World) -> None:
    wanted = ("newsletter_subscription", "newsletter_subscriptions", "newsletter_subscription_data")
    routes = [route for route in every_route() if route.name in wanted]
    assert "subscriber" in read_by("administrateur", world, routes, most=3)


def test_the_walk_finds_what_leaks(world: World) -> None:
    """The same walk, where one of their items has come by our link."""
    Item.objects.filter(pk=THEIRS).update(organisation=world.ours, invitation=world.invitation)
    routes = [route for route in every_route() if route.name in ("partner:space", "invitation:space")]
    assert "theirs" in read_by("partenaire", world, routes, most=1)
    assert "theirs" in read_by("invité", world, routes, most=1)

"""What partners bring for the newsletter."""

from __future__ import annotations

import datetime

import factory
from django.core.files.base import ContentFile
from django.utils import timezone

from newsletter.models import Invitation, Item, ItemVersion
from newsletter.partners.contents import content_of

from .directory import OrganisationFactory
from .files import png
from .items import in_days
from .vocabularies import ThemeFactory


class InvitationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Invitation

    organisation = factory.SubFactory(OrganisationFactory)
    email = factory.Sequence(lambda n: f"partenaire-{n}@example.org")
    name = "Awa Diallo"
    expires_at = factory.LazyFunction(lambda: in_days(60))

    class Params:
        expired = factory.Trait(expires_at=factory.LazyFunction(lambda: in_days(-1)))
        revoked = factory.Trait(revoked_at=factory.LazyFunction(timezone.now))

    @classmethod
    def _create(cls, model_class: type[Invitation], *args: object, **kwargs: object) -> Invitation:
        invitation = model_class(**kwargs)
        invitation.give_a_link()
        invitation.save()
        return invitation


class ItemFactory(factory.django.DjangoModelFactory):
    """A brève, a complete draft by default. In another state it has the version that its partner sent."""

    class Meta:
        model = Item

    organisation = factory.SubFactory(OrganisationFactory)
    kind = Item.Kind.NEWS
    title = factory.Sequence(lambda n: f"Brève {n}")
    text = "Un atelier vélo ouvre au pied des tours, tous les mercredis."
    theme = factory.SubFactory(ThemeFactory)

    class Params:
        proposed = factory.Trait(state=Item.State.PROPOSED, proposed_at=factory.LazyFunction(timezone.now))
        to_complete = factory.Trait(state=Item.State.CHANGES_ASKED, proposed_at=factory.LazyFunction(timezone.now))
        validated = factory.Trait(state=Item.State.VALIDATED, proposed_at=factory.LazyFunction(timezone.now))
        published = factory.Trait(state=Item.State.PUBLISHED, published_at=factory.LazyFunction(timezone.now))
        declined = factory.Trait(state=Item.State.DECLINED, reason="Elle est arrivée trop tard.")
        withdrawn = factory.Trait(state=Item.State.WITHDRAWN, withdrawn_at=factory.LazyFunction(timezone.now))
        invited = factory.Trait(
            invitation=factory.SubFactory(InvitationFactory),
            organisation=factory.SelfAttribute("invitation.organisation"),
        )
        with_image = factory.Trait(
            image_file=factory.LazyFunction(lambda: ContentFile(png(60, 40), name="proposition-0123.png")),
            image_description="Des habitantes réparent un vélo",
        )
        event = factory.Trait(
            kind=Item.Kind.EVENT,
            happens_on=factory.LazyFunction(lambda: timezone.localdate() + datetime.timedelta(days=20)),
        )

    @classmethod
    def _create(cls, model_class: type[Item], *args: object, **kwargs: object) -> Item:
        item = super()._create(model_class, *args, **kwargs)
        if item.state != Item.State.DRAFT:
            ItemVersion.objects.create(item=item, by=ItemVersion.By.PARTNER, data=content_of(item))
        return item

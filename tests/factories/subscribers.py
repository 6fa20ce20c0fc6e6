"""People who receive the letter."""

from __future__ import annotations

import datetime

import factory
from django.utils import timezone

from newsletter.models import Alert, Subscriber


class SubscriberFactory(factory.django.DjangoModelFactory):
    """One who confirmed. ``pending``: did not yet; ``left``: went since."""

    class Meta:
        model = Subscriber

    class Params:
        pending = factory.Trait(state=Subscriber.State.PENDING, confirmed_at=None, active_at=None)
        left = factory.Trait(state=Subscriber.State.LEFT, left_at=factory.LazyFunction(timezone.now))

    email = factory.Sequence(lambda number: f"lectrice{number}@example.org")
    state = Subscriber.State.ACTIVE
    confirmed_at = factory.LazyFunction(timezone.now)
    active_at = factory.LazyFunction(timezone.now)

    @classmethod
    def _create(cls, model_class: type[Subscriber], *args: object, **kwargs: object) -> Subscriber:
        subscriber = model_class(*args, **kwargs)
        subscriber.give_a_link()
        subscriber.save()
        return subscriber


class AlertFactory(factory.django.DjangoModelFactory):
    """A confirmed one, that has seen everything older than a week."""

    class Meta:
        model = Alert

    subscriber = factory.SubFactory(SubscriberFactory)
    query = "q=compost"
    label = "« compost »"
    is_confirmed = True
    seen_until = factory.LazyFunction(lambda: timezone.now() - datetime.timedelta(days=7))

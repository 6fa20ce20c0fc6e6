"""What editors add to the search."""

from __future__ import annotations

import datetime

import factory
from django.utils import timezone

from search.models import PromotedResult, SynonymRule

from .kinds import ExperiencePageFactory


class SynonymRuleFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SynonymRule

    terms = "ruche\nabeille"

    class Params:
        suspended = factory.Trait(active=False)


class PromotedResultFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PromotedResult

    questions = "encombrants"
    page = factory.SubFactory(ExperiencePageFactory)

    class Params:
        suspended = factory.Trait(active=False)
        over = factory.Trait(until=factory.LazyFunction(lambda: timezone.localdate() - datetime.timedelta(days=1)))
        last_day = factory.Trait(until=factory.LazyFunction(timezone.localdate))

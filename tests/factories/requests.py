"""What people ask."""

from __future__ import annotations

import datetime

import factory
from django.utils import timezone

from search.models import DocumentaryRequest, SearchCount


class SearchCountFactory(factory.django.DjangoModelFactory):
    """A question counted on one day. ``days_ago``: which; ``unanswered``: it found nothing."""

    class Meta:
        model = SearchCount

    class Params:
        days_ago = 0
        unanswered = factory.Trait(results=0, without_result=factory.SelfAttribute("searches"))

    question = factory.Sequence(lambda n: f"question {n}")
    shown = factory.SelfAttribute("question")
    day = factory.LazyAttribute(lambda count: timezone.localdate() - datetime.timedelta(days=count.days_ago))
    searches = 1
    results = 3


class DocumentaryRequestFactory(factory.django.DjangoModelFactory):
    """A request to the centre. ``answered``: closed, ``days_ago`` days ago."""

    class Meta:
        model = DocumentaryRequest

    class Params:
        days_ago = 0
        answered = factory.Trait(
            status="answered",
            closed_at=factory.LazyAttribute(lambda one: timezone.now() - datetime.timedelta(days=one.days_ago)),
        )

    question = "Comment d’autres villes organisent-elles la collecte des encombrants ?"
    email = factory.Sequence(lambda n: f"personne-{n}@example.org")
    fingerprint = factory.Sequence(lambda n: f"empreinte-{n}")

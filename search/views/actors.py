"""What an organisation or a person took part in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from directory.models import Organisation, Person
from search.responses import Listing, breadcrumb_to, respond, results_of


def organisation(request: HttpRequest, slug: str) -> HttpResponse:
    chosen = get_object_or_404(Organisation.objects.select_related("territory__commune"), slug=slug)
    results = results_of(request, ("kind", "theme", "year"), {"organisation": (chosen.slug,)})
    listing = Listing(chosen.name, chosen.description, chosen.get_absolute_url())
    breadcrumb = breadcrumb_to("organisation_list", "Annuaire", chosen.name)
    context = {"organisation": chosen, "people": chosen.people.all(), "listing": listing, "breadcrumb": breadcrumb}
    return respond(request, "directory/organisation.html", results, context)


def person(request: HttpRequest, slug: str) -> HttpResponse:
    chosen = get_object_or_404(Person.objects.select_related("organisation"), slug=slug)
    results = results_of(request, ("kind", "theme", "year"), {"person": (chosen.slug,)})
    listing = Listing(chosen.name, chosen.function, chosen.get_absolute_url())
    breadcrumb = breadcrumb_to("organisation_list", "Annuaire", chosen.name)
    context = {"person": chosen, "listing": listing, "breadcrumb": breadcrumb}
    return respond(request, "directory/person.html", results, context)

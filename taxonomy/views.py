"""The glossary."""

from __future__ import annotations

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from french.folding import fold

from .models import Term


def glossary(request: HttpRequest) -> HttpResponse:
    terms = sorted(Term.objects.prefetch_related("aliases"), key=lambda term: fold(term.name))
    letters = [(letter, list(group)) for letter, group in groupby(terms, key=lambda term: fold(term.name)[:1].upper())]
    return render(request, "taxonomy/glossary.html", {"letters": letters})

"""What people read of the API, and what programs are told of its shape."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from .api import guide
from .api.answers import answer
from .api.endpoints import api
from .api.problems import problem
from .api.serving import served


def documentation(request: HttpRequest) -> HttpResponse:
    """How to use the API, made from its own description."""
    base = request.build_absolute_uri("/")[:-1]
    context = {"guide": guide.guide(api.description_for_tools, base), "breadcrumb": guide.BREADCRUMB}
    return render(request, "exchange/api.html", context)


def _openapi(request: HttpRequest) -> HttpResponse:
    return answer(api.description_for_tools)


def _nothing(request: HttpRequest) -> HttpResponse:
    """Below the API all is told in its own way, what does not exist too."""
    return problem(404)


openapi = served(_openapi, lambda: api.shape)
nothing = served(_nothing, lambda: api.shape)

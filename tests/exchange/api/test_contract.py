"""Whatever may be asked according to its OpenAPI description, the API answers as that says; and it refuses the rest.

More examples: API_EXAMPLES=1000 python -m pytest -n 0 tests/exchange/api/test_contract.py
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from wsgiref.types import StartResponse

import pytest
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, settings
from schemathesis import Case, openapi

from core.models import KnowledgePage
from exchange.api.endpoints import api

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kept_connection")]

EXAMPLES = int(os.environ.get("API_EXAMPLES", "12"))
described = openapi.from_dict(json.loads(json.dumps(api.get_openapi_schema())))
portal_app = get_wsgi_application()


def uncompressed(environ: dict[str, object], start_response: StartResponse) -> Iterable[bytes]:
    """Called without a server, Schemathesis reads no gzip though it says that it does."""
    environ.pop("HTTP_ACCEPT_ENCODING", None)
    return portal_app(environ, start_response)


described.app = uncompressed


@described.parametrize()
@settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
def test_it_answers_as_it_says(portal: list[KnowledgePage], case: Case) -> None:
    case.call_and_validate()

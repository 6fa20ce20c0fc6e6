"""How answers are written: JSON in UTF-8, accents as they are."""

from __future__ import annotations

import json
from collections.abc import Mapping

from django.http import HttpResponse
from ninja.responses import NinjaJSONEncoder


def answer(said: Mapping[str, object], status: int = 200, content_type: str = "application/json") -> HttpResponse:
    text = json.dumps(said, cls=NinjaJSONEncoder, ensure_ascii=False, separators=(",", ":"))
    return HttpResponse(text, status=status, content_type=content_type)

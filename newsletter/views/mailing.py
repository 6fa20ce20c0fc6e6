"""Where a mail service tells what became of letters: for programs, with the secret of BOUNCE_SECRET."""

from __future__ import annotations

import hashlib
import hmac
import json
import re

from django.conf import settings
from django.http import Http404, HttpRequest, JsonResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from newsletter.mailing.receiving import take_in
from newsletter.mailing.reports import KEY, Report, read_report
from newsletter.models import Bounce

MOST_EVENTS = 1_000
UNPRINTABLE = re.compile(r"[^ -~]")  # a code is written in plain signs; some others no database keeps
MESSAGE = "message/rfc822"
SENT_KEY = re.compile(rf"^<?{KEY}(?:@[^<>\s]*)?>?$", re.IGNORECASE)


@csrf_exempt
@require_POST
def returns(request: HttpRequest) -> JsonResponse:
    """Takes a mail that came back, whole (``message/rfc822``), or JSON: ``{"events": [{"message_id": "<…@…>", "kind":
    "hard", "code": "5.1.1", "id": "…"}]}``. The secret comes as ``Authorization: Bearer …``, or as the HMAC-SHA256 of
    the body in ``X-Signature: sha256=…``; without it, there is nothing here. Answers how many were counted, and how
    many were known already or are of no letter of ours."""
    if not _is_allowed(request):
        raise Http404
    if request.content_type == MESSAGE:
        report = read_report(request.body)
        reports = [report] if report else []
    else:
        try:
            reports = _read_events(request.body)
        except ValueError as error:
            return JsonResponse({"error": str(error)}, status=400)
    counted = sum(take_in(report) for report in reports)
    return JsonResponse({"counted": counted, "ignored": len(reports) - counted})


def _is_allowed(request: HttpRequest) -> bool:
    secret = settings.BOUNCE_SECRET
    if not secret:
        return False
    given = request.headers.get("Authorization", "")
    signed = request.headers.get("X-Signature", "")
    if signed:
        expected = hmac.new(secret.encode(), request.body, hashlib.sha256).hexdigest()
        return constant_time_compare(signed, f"sha256={expected}")
    return constant_time_compare(given, f"Bearer {secret}")


def _read_events(body: bytes) -> list[Report]:
    """Raises ValueError with a word on what is wrong."""
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        raise ValueError("this is no JSON") from None
    events = told.get("events") if isinstance(told, dict) else None
    if not isinstance(events, list) or len(events) > MOST_EVENTS:
        raise ValueError(f"events: a list, of {MOST_EVENTS} at most")
    return [_read_event(event, number) for number, event in enumerate(events)]


def _read_event(event: object, number: int) -> Report:
    fields = event if isinstance(event, dict) else {}
    key = SENT_KEY.match(str(fields.get("message_id", "")).strip())
    kind, code, name = (str(fields.get(field, ""))[:200] for field in ("kind", "code", "id"))
    if key is None:
        raise ValueError(f"events[{number}].message_id: that of the letter")
    if kind not in Bounce.Kind:
        raise ValueError(f"events[{number}].kind: hard, soft or complaint")
    return Report(key[1].lower(), kind, UNPRINTABLE.sub("", code), f"event {name or f'{kind} {key[1].lower()}'}")

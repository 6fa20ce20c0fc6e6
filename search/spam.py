"""Telling people from machines without a puzzle, a third party or a cookie, and without keeping an address."""

from __future__ import annotations

import datetime
import re
import secrets

from django.conf import settings
from django.core.cache import cache
from django.core.signing import BadSignature, SignatureExpired, TimestampSigner
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from .models import DocumentaryRequest

QUICKEST = datetime.timedelta(seconds=3)  # nobody writes a question sooner
SLOWEST = datetime.timedelta(hours=12)
MOST_LINKS = 2
MOST_A_DAY = 10  # from one address: a town hall's staff may share one
MOST_A_DAY_IN_ALL = 200
LINK = re.compile(r"https?:|www\.|\[url|<a\s", re.IGNORECASE)

_DAY = 24 * 60 * 60
_signer = TimestampSigner(salt="search.spam.opened")


def opened_now() -> str:
    """What a form carries to say when it was opened; each has its own."""
    return _signer.sign(secrets.token_urlsafe(9))


def is_too_old(opened: str) -> bool:
    """Opened too long ago, or by nobody here."""
    try:
        _signer.unsign(opened, max_age=SLOWEST)
    except (BadSignature, SignatureExpired):
        return True
    return False


def is_too_quick(opened: str) -> bool:
    """``opened``: one that is not too old."""
    try:
        _signer.unsign(opened, max_age=QUICKEST)
    except SignatureExpired:
        return False
    return True


def links_in(*texts: str) -> int:
    return sum(len(LINK.findall(text)) for text in texts)


def too_many_today(request: HttpRequest) -> bool:
    who = visitor(request)
    if who and cache.get(who, 0) >= MOST_A_DAY:
        return True
    since = timezone.now() - datetime.timedelta(days=1)
    sent = DocumentaryRequest.objects.filter(received_at__gte=since, fingerprint__isnull=False)
    return sent.count() >= MOST_A_DAY_IN_ALL


def count_one_more(request: HttpRequest) -> None:
    who = visitor(request)
    if who and not cache.add(who, 1, _DAY):
        try:
            cache.incr(who)
        except ValueError:  # it has just been forgotten
            cache.set(who, 1, _DAY)


def visitor(request: HttpRequest) -> str:
    """A name for where the request comes from, good for the day, from which nobody finds the address again; "" where a
    proxy does not tell it."""
    if settings.SECURE_PROXY_SSL_HEADER:
        address = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()  # what our own proxy adds
    else:
        address = request.META.get("REMOTE_ADDR", "")
    if not address:
        return ""
    return "asked:" + salted_hmac("search.spam.visitor", f"{timezone.localdate()} {address}").hexdigest()

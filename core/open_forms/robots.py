"""Telling people from machines without a puzzle, a third party or a cookie, and without keeping an address."""

from __future__ import annotations

import datetime
import re
import secrets
from collections.abc import Mapping

from django.conf import settings
from django.core.cache import cache
from django.core.signing import BadSignature, SignatureExpired, TimestampSigner
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

QUICKEST = datetime.timedelta(seconds=3)  # nobody writes a question sooner
SLOWEST = datetime.timedelta(hours=12)
MOST_A_DAY = 10  # from one address: a town hall's staff may share one
LINK = re.compile(r"https?:|www\.|\[url|<a\s", re.IGNORECASE)
TOO_OLD = (
    "Cette page était ouverte depuis longtemps, par prudence rien n’a été envoyé. Ce que vous avez écrit est toujours "
    "là : relisez, puis envoyez de nouveau."
)
TOO_QUICK = (
    "Le formulaire est parti plus vite qu’une personne ne l’écrit, par prudence rien n’a été envoyé. Attendez quelques "
    "secondes, puis envoyez de nouveau."
)
TRAPPED = (
    "Un champ qui doit rester vide a été rempli, sans doute par votre navigateur. Nous l’avons vidé : envoyez encore."
)

_DAY = 24 * 60 * 60
_signer = TimestampSigner(salt="core.open_forms.opened")


def opened_now() -> str:
    """What a form carries to say when it was opened; each has its own."""
    return _signer.sign(secrets.token_urlsafe(9))


def opened_still(mark: str) -> str:
    """What the same form carries when it is shown again: a new mark where its own would be refused for ever."""
    return opened_now() if _is_too_old(mark) else mark


def suspicion(sent: Mapping[str, object]) -> str:
    """What a form says when its ``opened`` and ``website`` look like a machine's; "" where nothing does."""
    opened = str(sent.get("opened", ""))
    if sent.get("website"):
        return TRAPPED
    if _is_too_old(opened):
        return TOO_OLD
    return TOO_QUICK if _is_too_quick(opened) else ""


def links_in(*texts: str) -> int:
    return sum(len(LINK.findall(text)) for text in texts)


def has_sent_enough_today(request: HttpRequest) -> bool:
    who = visitor(request)
    return bool(who) and cache.get(who, 0) >= MOST_A_DAY


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
    return "asked:" + salted_hmac("core.open_forms.visitor", f"{timezone.localdate()} {address}").hexdigest()


def _is_too_old(opened: str) -> bool:
    """Opened too long ago, or by nobody here."""
    try:
        _signer.unsign(opened, max_age=SLOWEST)
    except (BadSignature, SignatureExpired):
        return True
    return False


def _is_too_quick(opened: str) -> bool:
    """``opened``: one that is not too old."""
    try:
        _signer.unsign(opened, max_age=QUICKEST)
    except SignatureExpired:
        return False
    return True

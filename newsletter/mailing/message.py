"""A letter as the server receives it: its parts, and the headers by which readers and their mail programs know it."""

from __future__ import annotations

from dataclasses import dataclass
from email.header import Header
from email.message import Message
from email.utils import formataddr, parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from wagtail.models import Site

from core.context_processors import site_frame
from newsletter.models import NewsletterSettings, OutboxLetter
from newsletter.subscribing.links import one_click_url

from .kinds import Written

KEY_HEADER = "X-Lettre"
LEAVING = "quitter-"  # the subject of a mail that asks to leave, before the key of the letter


class Letter(EmailMultiAlternatives):
    """Made once: what is wrong with it is known before it is handed over, not while."""

    _made: Message | None = None

    def message(self, *args: object, **kwargs: object) -> Message:
        if self._made is None:
            self._made = super().message(*args, **kwargs)
        return self._made


@dataclass(frozen=True, slots=True)
class Sender:
    """Who writes. ``envelope``: the address that failures come back to."""

    name: str
    email: str
    envelope: str
    reply_to: str
    domain: str
    list_name: str
    returns: str  # the mailbox that the portal reads, "" where there is none

    @property
    def list_id(self) -> str:
        name = Header(self.list_name, "utf-8", maxlinelen=200).encode()
        return f"{name} <lettre.{self.domain}>"


def sender() -> Sender:
    chosen = NewsletterSettings.for_site(Site.objects.get(is_default_site=True))
    frame = site_frame()
    name, email = parseaddr(settings.DEFAULT_FROM_EMAIL)
    returns = settings.BOUNCE_ADDRESS
    return Sender(
        name=chosen.sender_name or name or frame.name,
        email=chosen.sender_email or email,
        envelope=returns or chosen.sender_email or email,
        reply_to=chosen.reply_to or frame.contact_email,
        domain=urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname or "localhost",
        list_name=chosen.title,
        returns=returns,
    )


def message_of(letter: OutboxLetter, written: Written, who: Sender) -> Letter:
    """Raises ValueError where the subject, or any header, holds a line break."""
    message = Letter(
        subject=written.subject,
        body=written.text,
        from_email=who.envelope,
        to=[letter.subscriber.email],
        reply_to=[who.reply_to] if who.reply_to else None,
        headers=headers_of(letter, who),
    )
    message.attach_alternative(written.html, "text/html")
    message.message()
    return message


def headers_of(letter: OutboxLetter, who: Sender) -> dict[str, str]:
    """The Message-ID is the same at each attempt. ``Precedence: bulk`` keeps most answering machines quiet; there is no
    ``Auto-Submitted``, for a person composed the letter (RFC 3834, 5)."""
    by_mail = f", <mailto:{who.returns}?subject={LEAVING}{letter.message_key}>" if who.returns else ""
    return {
        "From": formataddr((who.name, who.email)),
        "Message-ID": f"<{letter.message_key}@{who.domain}>",
        KEY_HEADER: letter.message_key,
        "List-Id": who.list_id,
        "List-Unsubscribe": f"<{one_click_url(letter.subscriber)}>{by_mail}",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Precedence": "bulk",
        "X-Auto-Response-Suppress": "OOF, AutoReply",
        "Content-Language": "fr",
    }

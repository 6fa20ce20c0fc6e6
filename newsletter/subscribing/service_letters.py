"""What those whose address was brought in with a list are told, in the shape of a letter."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.html import escape

from newsletter.composing.letters import rendered
from newsletter.mailing.kinds import Sort, Written, register_kind
from newsletter.models import Mailing, OutboxLetter, Subscriber

from .importing import SUBJECT
from .letters import letter_name
from .links import leave_url, manage_url, reader_of

WHY = "Vous recevez ce message une seule fois, parce que votre adresse figurait dans une liste que nous avons reprise."


def register() -> None:
    """Told to those who send, who know no kind of letter but by its name."""
    register_kind(Mailing.Kind.SERVICE, Sort(lambda mailing: {}, None, written))


def written(letter: OutboxLetter) -> Written | None:
    subscriber = letter.subscriber
    return rendered(content_of(letter.data, subscriber), reader_of(subscriber, WHY))


def content_of(data: Mapping[str, object], subscriber: Subscriber) -> dict[str, object]:
    """``data``: {"import": where and when they agreed}."""
    paragraphs = (
        f"Vous aviez accepté de recevoir notre lettre ({escape(data['import'])}). Elle part désormais de notre "
        f"portail : vous recevrez la prochaine « {escape(letter_name())} » à cette adresse.",
        f'<a href="{escape(manage_url(subscriber))}">Choisir mes thèmes et mon rythme</a>',
        f'<a href="{escape(leave_url(subscriber))}">Ne plus rien recevoir</a>',
    )
    html = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return {
        "title": SUBJECT,
        "number": None,
        "subject": SUBJECT,
        "summary": "",
        "editorial": html,
        "date": "",
        "url": "",
        "sections": [],
    }

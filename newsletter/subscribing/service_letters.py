"""What those whose address was brought in with a list are told, in the shape of a letter."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.html import escape

from newsletter.models import Mailing, OutboxLetter, Subscriber

from .importing import SUBJECT
from .letters import letter_name
from .links import leave_url, manage_url, one_click_url

WHY = "Vous recevez ce message une seule fois, parce que votre adresse figurait dans une liste que nous avons reprise."


def register() -> None:
    """Told to those who send, who know no kind of letter but by its name."""
    from newsletter.mailing.kinds import Sort, register_kind

    register_kind(Mailing.Kind.SERVICE, Sort(lambda mailing: {}, None, written))


def written(letter: OutboxLetter) -> object | None:
    from newsletter.composing.letters import Reader, rendered

    subscriber = letter.subscriber
    reader = Reader(manage_url(subscriber), leave_url(subscriber), one_click_url(subscriber), why=WHY)
    return rendered(content_of(letter.data, subscriber), reader)


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

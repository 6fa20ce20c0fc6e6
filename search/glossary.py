"""The terms of the glossary that answer a question before any page does."""

from __future__ import annotations

from core.caching import kept_until_content_changes
from french.folding import fold
from french.tokens import tokenize
from taxonomy.models import Term


def glossary_answers(text: str) -> list[Term]:
    """The terms that the question is, or that one of its words is as an acronym."""
    if not text:
        return []
    words = [token.exact for token in tokenize(text)]
    names = [fold(text), " ".join(words), *(word for word in words if len(word) > 2)]
    answers = _glossary()
    return list({answers[name].pk: answers[name] for name in names if name in answers}.values())[:3]


@kept_until_content_changes
def _glossary() -> dict[str, Term]:
    """Each term by its folded name and its other names."""
    names: dict[str, Term] = {}
    for term in Term.objects.prefetch_related("aliases"):
        for name in (*(alias.folded for alias in term.aliases.all()), fold(term.name)):
            names[name] = term
    return names

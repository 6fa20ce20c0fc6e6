"""The synonyms that come with the portal, and how a question is read: in the admin."""

from __future__ import annotations

from collections import defaultdict
from urllib.parse import urlencode

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from wagtail.admin import messages

from core.models import KnowledgePage
from core.visibility import is_visible
from french.folding import fold
from search.addresses import question_in
from search.engines.choice import engine
from search.hits import hits_of
from search.interface import Query
from search.models import SetAsideRule
from search.promotions import MOST_SHOWN, promotions_for
from search.rules import BuiltInRule, Rule, built_in
from search.synonyms import Reading, kept_and_left, readings, set_aside_codes

# What each kind of built-in rule is called, by the start of its code.
SECTIONS = {
    "acronym": "Sigles",
    "group": "Mots qui se valent",
    "one_way": "Dans un seul sens",
}
MOST_TITLES = 5


def _demand(user: AbstractBaseUser, action: str) -> None:
    if not user.has_perm(f"search.{action}_synonymrule"):
        raise PermissionDenied


# -- built-in rules ---------------------------------------------------------------------------------------------------
def built_in_synonyms(request: HttpRequest) -> HttpResponse:
    """The rules that come with the portal, each with a button to set it aside or take it back."""
    _demand(request.user, "view")
    if request.method == "POST":
        return _set_aside_or_take_back(request)
    text = question_in(request.GET)
    left_out = set_aside_codes()
    sections: dict[str, list[dict[str, object]]] = {title: [] for title in SECTIONS.values()}
    for rule in built_in():
        if fold(text) in fold(str(rule.rule)):
            sections[SECTIONS[rule.code.partition(":")[0]]].append(_row(rule, rule.code in left_out))
    context = {
        "q": text,
        "sections": [(title, rows) for title, rows in sections.items() if rows],
        "set_aside_count": len({rule.code for rule in built_in()} & left_out),
        "may_change": request.user.has_perm("search.change_synonymrule"),
        "may_add": request.user.has_perm("search.add_synonymrule"),
        "list_url": reverse("synonymes_modeladmin_index"),
    }
    return render(request, "search/admin/built_in_synonyms.html", context)


def _row(rule: BuiltInRule, set_aside: bool) -> dict[str, object]:
    return {
        "code": rule.code,
        "anchor": slugify(rule.code),
        "name": rule.rule.terms[0],
        "rule": rule.rule,
        "set_aside": set_aside,
        "rewrite_url": _rewrite_url(rule.rule),
    }


def _rewrite_url(rule: Rule) -> str:
    """The form of a rule of one's own, begun with the terms of this one."""
    given = {"direction": "both" if rule.two_way else "one_way"}
    if rule.two_way:
        given["terms"] = "\n".join(rule.terms)
    else:
        given |= {"word": rule.terms[0], "terms": "\n".join(rule.terms[1:])}
    return f"{reverse('synonymes_modeladmin_create')}?{urlencode(given)}"


def _set_aside_or_take_back(request: HttpRequest) -> HttpResponse:
    _demand(request.user, "change")
    found = {rule.code: rule for rule in built_in()}.get(request.POST.get("code", ""))
    if found is None:
        messages.error(request, "Cette règle n’existe pas, ou plus.")
        return redirect("built_in_synonyms")
    if request.POST.get("action") == "take_back":
        SetAsideRule.objects.filter(code=found.code).delete()
        messages.success(request, f"La recherche tient de nouveau compte de « {found.rule} ».")
    else:
        SetAsideRule.objects.get_or_create(code=found.code)
        button = messages.button(_rewrite_url(found.rule), "Écrire ma version")
        messages.success(request, f"La recherche ne tient plus compte de « {found.rule} ».", buttons=[button])
    kept = {"q": text} if (text := question_in(request.POST)) else {}
    query = f"?{urlencode(kept)}" if kept else ""
    return redirect(f"{reverse('built_in_synonyms')}{query}#{slugify(found.code)}")


# -- trying a question ------------------------------------------------------------------------------------------------
def synonym_trial(request: HttpRequest) -> HttpResponse:
    """How the search reads a question: the words it keeps, what they are also read as, and what it finds."""
    _demand(request.user, "view")
    text = question_in(request.GET)
    context: dict[str, object] = {"q": text, "list_url": reverse("synonymes_modeladmin_index")}
    if text:
        context |= _read(text)
    return render(request, "search/admin/synonym_trial.html", context)


def _read(text: str) -> dict[str, object]:
    kept, left = kept_and_left(text)
    answer = engine().search(Query(text=text, per_page=MOST_TITLES))
    return {
        "kept": kept,
        "left": left,
        "readings": _by_words(readings(text)),
        "promoted": _promoted(text),
        "total": answer.total,
        "suggestion": answer.suggestion,
        "hits": hits_of(answer.matches),
        "results_url": f"{reverse('search')}?{urlencode({'q': text})}",
        "add_url": f"{reverse('synonymes_modeladmin_create')}?{urlencode({'terms': text})}",
    }


def _by_words(found: list[Reading]) -> list[tuple[str, list[Reading]]]:
    by_words: dict[str, list[Reading]] = defaultdict(list)
    for reading in found:
        by_words[reading.words].append(reading)
    return list(by_words.items())


def _promoted(text: str) -> list[dict[str, object]]:
    """What would be shown first, and whether it can be."""
    called = promotions_for(text)
    pages = KnowledgePage.objects.in_bulk([promotion.page for promotion in called])
    shown = [pages[one.page] for one in called if one.page in pages]
    return [{"title": page.title, "visible": is_visible(page)} for page in shown][:MOST_SHOWN]

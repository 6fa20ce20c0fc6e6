"""The admin forms of synonyms and of items shown first: each mistake is told at its field, and how to mend it."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone

from taxonomy.stale_saves import RecordForm

from .models import SynonymRule
from .models.curation import lines_of
from .registry import kind_of
from .rules import MOST_TERMS, Rule, fault_of, same_words, terms_in
from .synonyms import says_nothing_new

LONGEST_QUESTION = 120
MOST_WORDS_ASKED = 20
MOST_QUESTIONS = 30
NOTHING_NEW = (
    "La recherche fait déjà tout cela, par une autre de vos règles ou par une règle fournie. "
    "Pour changer une règle fournie, écartez-la d’abord."
)


class SynonymForm(RecordForm):
    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        if "terms" not in cleaned or "direction" not in cleaned:
            return cleaned
        two_way = cleaned["direction"] == SynonymRule.Direction.BOTH
        typed, terms = terms_in(cleaned.get("word") or ""), terms_in(cleaned["terms"])
        if two_way:  # what stands in the other field is one more word
            typed, terms = [], list(dict.fromkeys([*typed, *terms]))
        self._check_word(typed, two_way)
        self._check_terms(typed, terms, two_way)
        if not self.errors and cleaned["active"]:
            self._check_use(Rule((*typed, *terms), two_way))
        cleaned["word"], cleaned["terms"] = "".join(typed[:1]), "\n".join(terms)
        return cleaned

    def _check_word(self, typed: Sequence[str], two_way: bool) -> None:
        if two_way:
            return
        if not typed:
            self.add_error("word", "Écrivez le mot que l’on tape : c’est lui qui trouvera aussi les autres.")
        elif len(typed) > 1:
            self.add_error("word", f"Un seul mot par règle : faites-en une autre pour « {typed[1]} ».")
        elif fault := fault_of(typed[0]):
            self.add_error("word", fault)

    def _check_terms(self, typed: Sequence[str], terms: Sequence[str], two_way: bool) -> None:
        faults = [fault for fault in map(fault_of, terms) if fault]
        if not terms:
            faults.append("Écrivez au moins un mot, un par ligne.")
        elif two_way and len(terms) == 1:
            faults.append("Un mot seul n’a pas de synonyme : ajoutez-en au moins un autre, sur une autre ligne.")
        elif len(terms) > MOST_TERMS:
            faults.append(f"{len(terms)} mots, c’est trop pour une règle : {MOST_TERMS} au plus. Faites-en plusieurs.")
        elif not faults and (same := same_words([*typed, *terms])):
            faults.append(_about_twins(*same))
        for fault in faults:
            self.add_error("terms", fault)

    def _check_use(self, rule: Rule) -> None:
        if says_nothing_new(rule, but=self.instance.pk):
            self.add_error("terms", NOTHING_NEW)


def _about_twins(first: str, second: str) -> str:
    if first == second:
        return f"« {first} » est écrit deux fois."
    return f"« {first} » et « {second} » sont le même mot pour la recherche, qui les trouve déjà l’un par l’autre."


class PromotedForm(RecordForm):
    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        if "questions" in cleaned:
            self._check_questions(cleaned["questions"])
        if cleaned.get("page"):
            self._check_page()
        until = cleaned.get("until")
        if until and until < timezone.localdate() and "until" in self.changed_data:
            self.add_error("until", "Cette date est passée : la mise en avant ne se verrait jamais.")
        return cleaned

    def _check_questions(self, text: str) -> None:
        asked = lines_of(text)
        for question in asked:
            if fault := fault_of(question, LONGEST_QUESTION, MOST_WORDS_ASKED):
                self.add_error("questions", fault)
        if len(asked) > MOST_QUESTIONS:
            self.add_error("questions", f"{len(asked)} questions, c’est trop : {MOST_QUESTIONS} au plus.")

    def _check_page(self) -> None:
        page = self.cleaned_data["page"].specific
        kind = kind_of(page)
        if page.alias_of_id is not None:
            self.add_error("page", "C’est la deuxième adresse d’une autre fiche : choisissez la fiche elle-même.")
        elif kind is None or not kind.searchable(page):
            self.add_error("page", "Cette page est tenue hors de la recherche : elle ne peut pas y être mise en avant.")

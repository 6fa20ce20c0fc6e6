"""A built item checked against every rule of its model, without asking the database anything."""

from __future__ import annotations

from functools import cache

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import Model
from wagtail.fields import StreamField
from wagtail.models import Page

from core.models import KnowledgePage

from .given import Given
from .kinds import PageKind


def check_page(page: KnowledgePage, kind: PageKind, given: Given, *, publish: bool) -> None:
    """Notes what ``full_clean`` would refuse. Uniqueness and what foreign keys lead to are settled by who builds the
    page, from what is held in memory; streams were checked block by block."""
    already = {problem.field for problem in given.problems}
    for name, longest in _limited_texts(type(page)):
        if len(getattr(page, name)) > longest:
            given.refuse(kind.names.get(name, name), f"{longest} caractères au plus ({len(getattr(page, name))} ici).")
    for check in (lambda: page.clean_fields(exclude=unchecked_fields(type(page))), page.clean):
        try:
            check()
        except ValidationError as error:
            _note(error, kind, given, already)
    if publish:
        for name, message in (page.untimely_errors() | page.publication_errors()).items():
            field = kind.names.get(name, name)
            if field not in already:
                given.refuse(field, message)


def check_entry(entry: Model, given: Given, names: dict[str, str]) -> None:
    try:
        entry.full_clean()
    except ValidationError as error:
        for name, messages in error.message_dict.items():
            for message in messages:
                given.refuse("" if name == NON_FIELD_ERRORS else names.get(name, name), message)


@cache
def _limited_texts(model: type[KnowledgePage]) -> tuple[tuple[str, int], ...]:
    """Long texts that only the form keeps within their length."""
    return tuple(
        (field.name, field.max_length)
        for field in model._meta.fields
        if field.get_internal_type() == "TextField" and field.max_length
    )


@cache
def unchecked_fields(model: type[KnowledgePage]) -> frozenset[str]:
    technical = {field.name for field in Page._meta.get_fields()} - {"title"}
    other = {field.name for field in model._meta.fields if field.is_relation or isinstance(field, StreamField)}
    return frozenset(technical | other)


def _note(error: ValidationError, kind: PageKind, given: Given, already: set[str]) -> None:
    for name, messages in error.message_dict.items():
        field = "" if name == NON_FIELD_ERRORS else kind.names.get(name, name)
        if field not in already:  # one mistake, one message
            for message in messages:
                given.refuse(field, message)

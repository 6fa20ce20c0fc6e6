"""House rules that a new kind of item might forget, checked each time the site starts (``manage.py check``)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.apps import AppConfig, apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db.models import Model
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.utils.text import camel_case_to_spaces
from wagtail.models import Page

from .models import KnowledgePage

# Tables that nobody ever sees the name of.
PLUMBING = {"core.Generation", "core.PageTag", "core.PortalRendition"}


@register(Tags.models)
def check_house_rules(app_configs: Sequence[AppConfig] | None, **_: object) -> list[CheckMessage]:
    ours = [config for config in apps.get_app_configs() if (settings.BASE_DIR / config.label).is_dir()]
    models = [model for config in ours for model in config.get_models()]
    kinds = [model for model in models if issubclass(model, KnowledgePage) and model is not KnowledgePage]
    return [
        *_kinds_without_a_name_of_their_own(kinds),
        *_pages_without_template([model for model in models if issubclass(model, Page) and model.is_creatable]),
        *_names_not_in_french([model for model in models if model._meta.label not in PLUMBING]),
    ]


def _kinds_without_a_name_of_their_own(kinds: list[type[Model]]) -> Iterator[CheckMessage]:
    seen: dict[str, type[Model]] = {}
    for model in kinds:
        if not model.kind:
            yield Error("Every kind of item has a `kind`.", obj=model, id="portal.E001")
        elif model.kind in seen:
            yield Error(f"`kind` {model.kind!r} is {seen[model.kind].__name__}’s already.", obj=model, id="portal.E001")
        seen[model.kind] = model


def _pages_without_template(pages: list[type[Page]]) -> Iterator[CheckMessage]:
    for model in pages:
        try:
            get_template(model.template)
        except TemplateDoesNotExist:
            yield Error(f"Template {model.template} does not exist.", obj=model, id="portal.E002")


def _names_not_in_french(models: list[type[Model]]) -> Iterator[CheckMessage]:
    """Django makes an English name of the class where none is given, and capitalises names itself."""
    for model in models:
        name = str(model._meta.verbose_name)
        made_up = model._meta.original_attrs.get("verbose_name") is None
        if (made_up and name == camel_case_to_spaces(model.__name__)) or name[:1].isupper():
            yield Warning(
                f"verbose_name {name!r} is not French in lower case.",
                hint="Give it one in Meta.",
                obj=model,
                id="portal.W001",
            )

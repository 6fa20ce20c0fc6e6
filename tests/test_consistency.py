"""Rules that the code keeps everywhere, read from the code itself."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.template import engines
from wagtail import blocks
from wagtail.models import Page

from core.models import KnowledgePage
from search.registry import facets, kinds

ROOT = Path(settings.BASE_DIR)
APPS = (
    "core",
    "directory",
    "events",
    "exchange",
    "experiences",
    "french",
    "home",
    "newsletter",
    "portal",
    "resources",
    "search",
    "taxonomy",
)
OURS = [path for app in APPS for path in sorted((ROOT / app).rglob("*.py"))]
CODE = [path for path in OURS if "migrations" not in path.parts]
TEMPLATES = sorted((ROOT / "templates").rglob("*.*"))
LAYERS = ("french", "taxonomy", "directory", "core", "search", "resources", "home", "exchange", "newsletter", "portal")


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


@cache
def source(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def for_each(paths: list[Path]) -> Callable[[Callable[[Path], None]], Callable[[], None]]:
    """One test for all these files, which names every one at fault: a test a file would be a thousand more."""

    def decorate(check: Callable[[Path], None]) -> Callable[[], None]:
        def test() -> None:
            faults = []
            for path in paths:
                try:
                    check(path)
                except AssertionError as fault:
                    faults.append(f"{named(path)}: {fault}")
            assert not faults, "\n".join(faults)

        test.__name__, test.__doc__ = check.__name__, check.__doc__
        return test

    return decorate


def our_models() -> list[type]:
    return [model for model in apps.get_models() if model._meta.app_label in APPS]


# -- templates --------------------------------------------------------------------------------------------------------
# Templates that a library looks for by name, or that Django renders itself.
LOOKED_FOR = re.compile(r"^(?:\d{3}|403_csrf)\.html$|^wagtailadmin/|^wagtailmedia/|^wagtail\w+/|^modeladmin/|^admin/")


def test_every_template_is_used() -> None:
    said = "\n".join([*(source(path) for path in CODE), *(source(path) for path in TEMPLATES)])
    unused = []
    for path in TEMPLATES:
        name = str(path.relative_to(ROOT / "templates"))
        icon = path.parent.name == "icons" and f'icon "{path.stem}"' in said
        if not (LOOKED_FOR.match(name) or icon or f'"{name}"' in said or f"'{name}'" in said):
            unused.append(name)
    assert not unused


@for_each(TEMPLATES)
def test_a_template_can_be_read_and_marks_nothing_safe(path: Path) -> None:
    engines["django"].from_string(source(path))
    assert not re.search(r"\|\s*safe\b|autoescape\s+off|\|\s*safeseq\b", source(path))


@for_each(TEMPLATES)
def test_a_template_asks_nothing_of_another_site_and_needs_no_script(path: Path) -> None:
    text = source(path)
    assert not re.search(r"""(?:src|srcset|action)=["']https?://""", text)
    assert not re.search(r"""<link[^>]+href=["']https?://""", text)
    assert not re.search(r"<script(?![^>]*\bsrc=)", text) or path.parts[-2].startswith("wagtail")
    assert 'href="#"' not in text


def components() -> list[Path]:
    return [path for path in TEMPLATES if path.parent.name == "components" and path.suffix == ".html"]


@for_each(components())
def test_a_component_opens_with_what_it_takes(path: Path) -> None:
    assert source(path).startswith("{#")


def blocks_of(block: blocks.Block) -> Iterator[blocks.Block]:
    yield block
    for child in getattr(block, "child_blocks", {}).values():
        yield from blocks_of(child)
    if getattr(block, "child_block", None):
        yield from blocks_of(block.child_block)


def test_each_block_of_the_body_has_a_template_named_like_it() -> None:
    body = KnowledgePage._meta.get_field("body").stream_block
    for name, block in body.child_blocks.items():
        assert block.meta.template == f"core/blocks/{name}.html"
    drawn = {path.stem for path in (ROOT / "templates/core/blocks").glob("*.html")}
    assert drawn == set(body.child_blocks)


def test_every_field_of_a_block_has_a_name_in_french() -> None:
    for model in our_models():
        for field in model._meta.get_fields():
            stream = getattr(field, "stream_block", None)
            for block in blocks_of(stream) if stream else ():
                if block.name and not isinstance(block, blocks.StreamBlock):
                    assert (
                        block.label[:1] in (block.label[:1].lower(), "È")
                        or block.label.isupper()
                        or block.label[:2].isupper()
                    ), f"{model.__name__}.{field.name}: {block.label}"


# -- models -----------------------------------------------------------------------------------------------------------
def test_models_and_their_fields_are_named_in_lower_case_french() -> None:
    capitals = re.compile(r"^[A-ZÀ-Ý][a-zà-ÿ]")
    wrong = []
    for model in our_models():
        for name in (model._meta.verbose_name, model._meta.verbose_name_plural):
            if capitals.match(str(name)):
                wrong.append(f"{model.__name__}: {name}")
        for field in model._meta.local_fields:
            written = "verbose_name" in field.deconstruct()[3] or bool(field.deconstruct()[2])
            if written and capitals.match(str(field.verbose_name)):
                wrong.append(f"{model.__name__}.{field.name}: {field.verbose_name}")
    assert not wrong


def kinds_of_item() -> list[type[KnowledgePage]]:
    return [model for model in our_models() if issubclass(model, KnowledgePage) and model is not KnowledgePage]


def test_search_knows_every_kind_of_item() -> None:
    registered = {kind.model: code for code, kind in kinds().items()}
    assert registered == {model: model.kind for model in kinds_of_item()}
    assert all(registered.values())
    named_facets = {name for kind in kinds().values() for name in kind.facets}
    assert named_facets <= set(facets())


def test_every_page_has_its_own_template() -> None:
    for model in our_models():
        if issubclass(model, Page) and model.is_creatable and not model._meta.abstract:
            assert model.template.startswith(f"{model._meta.app_label}/"), model
            assert (ROOT / "templates" / model.template).exists(), model


def test_every_page_says_where_it_may_stand() -> None:
    for model in our_models():
        if issubclass(model, Page) and model is not KnowledgePage and not model._meta.abstract:
            assert "subpage_types" in vars(model) or issubclass(model, KnowledgePage), model


# -- migrations -------------------------------------------------------------------------------------------------------
MIGRATIONS = [path for path in OURS if path.parent.name == "migrations" and path.name != "__init__.py"]


@for_each(MIGRATIONS)
def test_a_migration_is_numbered_and_named_by_hand(path: Path) -> None:
    assert re.fullmatch(r"\d{4}_[a-z0-9_]+\.py", path.name)
    assert "_auto_" not in path.name
    assert "_and_more" not in path.name
    assert not re.search(r"_alter_|_remove_|_rename_|_add_\w+_\w+_\w+_", path.name)


@for_each(MIGRATIONS)
def test_a_data_migration_stands_alone_and_can_be_undone(path: Path) -> None:
    text = source(path)
    if "RunPython" in text and "schema_editor.execute" not in text:
        assert not re.search(r"migrations\.(?:AddField|CreateModel|AlterField|RemoveField)\(", text)
    for call in re.findall(r"RunPython\(([^)]*)\)", text):
        assert "," in call, "no way back"


@pytest.mark.parametrize("app", [app for app in APPS if (ROOT / app / "migrations").exists()])
def test_numbers_of_migrations_follow_one_another(app: str) -> None:
    numbers = [int(path.name[:4]) for path in MIGRATIONS if path.parts[-3] == app]
    assert sorted(numbers) == list(range(1, len(numbers) + 1))


@for_each(MIGRATIONS)
def test_a_migration_imports_no_model(path: Path) -> None:
    modules = [node.module or "" for node in ast.walk(ast.parse(source(path))) if isinstance(node, ast.ImportFrom)]
    assert not [module for module in modules if module.endswith(".models") and module.split(".")[0] in APPS]


# -- code -------------------------------------------------------------------------------------------------------------
@for_each(CODE)
def test_visibility_is_decided_in_one_place(path: Path) -> None:
    if path.name != "visibility.py":
        assert not re.search(r"\.live\(\)|\.public\(\)|\bnot_public\(\)", source(path))


@for_each(CODE)
def test_a_file_has_something_to_say(path: Path) -> None:
    if path.name != "__init__.py":
        assert source(path).strip(), "an empty file"
    assert path.name not in ("utils.py", "helpers.py", "misc.py", "common_utils.py", "tests.py", "admin.py") or path.parts[-2:] == (
        "backends", "admin.py",
    )  # fmt: skip


@for_each(CODE)
def test_code_waits_for_no_one_and_prints_nothing(path: Path) -> None:
    text = source(path)
    assert not re.search(r"^\s*print\(|\bbreakpoint\(|\bpdb\b", text, re.MULTILINE)
    assert not re.search(r"datetime\.datetime\.now\(\)|datetime\.now\(\)|utcnow\(|date\.today\(\)", text)
    assert not re.search(r"#\s*(?:TODO|FIXME|XXX|HACK)", text)


@for_each(CODE)
def test_signals_are_connected_only_when_the_site_starts(path: Path) -> None:
    assert "@receiver" not in source(path)
    if re.search(r"\.connect\(", source(path)):
        assert path.name in ("signal_handlers.py", "apps.py", "caching.py"), "connect in signal_handlers.py"


@for_each(CODE)
def test_nothing_is_logged_of_people(path: Path) -> None:
    logged = re.findall(r"(?:logger|logging)\.\w+\((.*)\)", source(path))
    assert not [line for line in logged if re.search(r"email|password|REMOTE_ADDR|username|request\.user", line)]


@for_each(CODE)
def test_sql_is_never_made_of_what_was_typed(path: Path) -> None:
    """Only the search engines write SQL; elsewhere the ORM does."""
    tree = ast.parse(source(path))
    executed = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and getattr(node.func, "attr", "") in ("raw", "extra", "execute", "executemany", "RawSQL")
    ]
    if executed:
        assert path.parts[-2] == "engines" or path.name in ("surroundings.py", "pages.py", "rows.py", "tree.py"), named(
            path
        )


@for_each(CODE)
def test_markup_is_declared_safe_only_where_it_is_made(path: Path) -> None:
    if "mark_safe" in source(path) or "SafeString(" in source(path):
        assert named(path) in {
            "core/guide.py", "core/markup.py", "core/templatetags/core_tags.py", "resources/citations.py", "search/engines/extracts.py", "search/hits.py",
            "search/results.py",
        }, named(path)  # fmt: skip


def test_a_layer_imports_only_what_is_below_it() -> None:
    """Quick, and without import-linter, which `make lint` runs on the whole graph."""
    rank = {app: LAYERS.index(app) for app in LAYERS} | {
        "experiences": LAYERS.index("resources"),
        "events": LAYERS.index("resources"),
    }
    wrong = []
    for path in OURS:
        app = path.relative_to(ROOT).parts[0]
        for node in ast.walk(ast.parse(source(path))):
            modules = [node.module] if isinstance(node, ast.ImportFrom) and node.module and not node.level else []
            modules += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            for other in (module.split(".")[0] for module in modules):
                if other in rank and other != app and rank[other] >= rank[app] and "migrations" not in path.parts:
                    wrong.append(f"{named(path)} imports {other}")
    assert not wrong


def test_lint_runs_every_check() -> None:
    target = re.search(r"^lint:.*?(?=^\w)", source(ROOT / "Makefile"), re.MULTILINE | re.DOTALL)
    assert target
    for tool in (
        "ruff check",
        "ruff format --check",
        "djlint",
        "lint-imports",
        "makemigrations --check",
        "check --deploy",
    ):
        assert tool in target[0], tool


def test_requirements_are_pinned() -> None:
    for name in ("requirements.txt", "requirements-dev.txt", "constraints.txt"):
        for line in source(ROOT / name).splitlines():
            if line.strip() and not line.startswith(("#", "-")):
                assert re.fullmatch(r"[\w.\-]+(?:\[[\w,]+\])?==[\w.!+]+", line.partition("#")[0].strip()), (
                    f"{name}: {line}"
                )


def test_third_party_files_are_those_of_the_manifest() -> None:
    manifest = next((ROOT / "static/vendor").glob("*.json"))
    text = source(manifest)
    for path in (ROOT / "static/vendor").rglob("*"):
        if path.is_file() and path != manifest and "licen" not in path.name.lower():
            assert path.name in text, named(path)

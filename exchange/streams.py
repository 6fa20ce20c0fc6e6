"""StreamField values from a record, checked by the blocks' own rules as the editor's form checks them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence

from django.core.exceptions import ValidationError
from wagtail.blocks import ListBlock, StreamValue, StructBlock
from wagtail.fields import StreamField

from core.models import KnowledgePage

from .given import Given
from .readers import Json
from .shapes import ordinal

_NAMESPACE = uuid.UUID("6f2a1f5e-63f4-4b4a-9d0c-7c5f8a3d9b11")


def set_stream(
    page: KnowledgePage, name: str, blocks: Iterable[tuple[str, Json]], given: Given, *,
    field: str = "", names: Mapping[str, str] | None = None,
) -> None:  # fmt: skip
    """Puts ``blocks`` (type, raw value) into the stream ``name`` of ``page``.

    ``field`` is what the record calls the stream, ``names`` what it calls the blocks' own fields, where they differ.
    """
    stream_field = page._meta.get_field(name)
    assert isinstance(stream_field, StreamField)
    stream_block = stream_field.stream_block
    seed = f"{page.external_id}/{name}"
    raw = [
        {
            "type": kind,
            "value": _with_ids(stream_block.child_blocks[kind], value, f"{seed}/{number}"),
            "id": _id(f"{seed}/{number}"),
        }
        for number, (kind, value) in enumerate(blocks)
    ]
    value = StreamValue(stream_block, raw, is_lazy=True)
    try:
        value = stream_block.clean(value) if raw else value
    except ValidationError as error:
        for place, message in _messages(error, names or {}):
            given.refuse(f"{field or name}#{place}", message)
    setattr(page, name, value)


def point(text: str) -> tuple[str, Json]:
    return "point", text


def _id(seed: str) -> str:
    """The same block of the same record keeps its id from one import to the next: revisions compare well."""
    return str(uuid.uuid5(_NAMESPACE, seed))


def _with_ids(block: object, value: Json, seed: str) -> Json:
    """``value`` with its lists as the database keeps them, each item under an id."""
    if isinstance(block, StructBlock) and isinstance(value, dict):
        return {
            name: _with_ids(child, value[name], f"{seed}/{name}")
            for name, child in block.child_blocks.items()
            if name in value
        }
    if isinstance(block, ListBlock) and isinstance(value, list):
        return [
            {
                "type": "item",
                "value": _with_ids(block.child_block, item, f"{seed}/{number}"),
                "id": _id(f"{seed}/{number}"),
            }
            for number, item in enumerate(value)
        ]
    return value


def _messages(error: ValidationError, names: Mapping[str, str], place: Sequence[str] = ()) -> Iterable[tuple[str, str]]:
    """(where, what) for each mistake of a tree of blocks."""
    nested: list[tuple[str, ValidationError | Iterable[ValidationError]]] = []
    inner = getattr(error, "block_errors", None) or {}
    for key, found in inner.items() if isinstance(inner, dict) else enumerate(inner):
        label = f"{ordinal(key + 1)} élément" if isinstance(key, int) else f"« {names.get(key, key)} »"
        nested.append((label, found))
    for label, found in nested:
        for one in (found,) if isinstance(found, ValidationError) else tuple(found or ()):
            yield from _messages(one, names, [*place, label])
    outer = getattr(error, "non_block_errors", None)
    own = [message for one in outer for message in _own(one)] if outer else ([] if inner else error.messages)
    for message in own:
        yield f"{', '.join(place)} : " if place else "", message


def _own(error: ValidationError | str) -> list[str]:
    return error.messages if isinstance(error, ValidationError) else [str(error)]

"""Parts of addresses."""

from __future__ import annotations

from django.urls.converters import IntConverter


class ItemIdConverter(IntConverter):
    """The number of an item, as long as a database can hold."""

    regex = "[0-9]{1,18}"

"""Private links stay out of the logs, where Django writes the path of every request that goes wrong."""

from __future__ import annotations

import logging
import re

PRIVATE = re.compile(r"(/(?:proposer|invitation)/)[\w-]{30,}")


class HidePrivateLinks(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(hidden(one) if isinstance(one, str) else one for one in record.args)
        if isinstance(record.msg, str):
            record.msg = hidden(record.msg)
        return True


def hidden(text: str) -> str:
    return PRIVATE.sub(r"\1…", text)

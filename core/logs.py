"""Private links stay out of the logs, where Django writes the path of every request that goes wrong."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable


class HidePrivateLinks(logging.Filter):
    """``under``: the beginnings of the addresses in which a secret follows, « /proposer/ »."""

    def __init__(self, under: Iterable[str]) -> None:
        super().__init__()
        self.private = re.compile(rf"({'|'.join(map(re.escape, under))})[\w-]{{30,}}")

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(self._hidden(one) if isinstance(one, str) else one for one in record.args)
        if isinstance(record.msg, str):
            record.msg = self._hidden(record.msg)
        return True

    def _hidden(self, text: str) -> str:
        return self.private.sub(r"\1…", text)

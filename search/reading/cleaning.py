"""From what a file holds to text that can be kept, searched and shown: one line, no invisible or broken character."""

from __future__ import annotations

import re
import unicodedata

_HYPHEN = re.compile(
    r"(?<=\w)(?:[\x02\u00ad](?:[ \t]*\r?\n[ \t]*)?|[-\u2010][ \t]*\r?\n[ \t]*(?=[a-zà-ÿœ]))"  # \x02: pdfium's own sign
)
_SPACE = re.compile(r"[ \t\r\n\f\v\u2028\u2029]+")  # not the no-break spaces of French punctuation
_UNFIT = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u200b\ufeff\ufffc-\uffff\ud800-\udfff\ue000-\uf8ff]")
_LIGATURES = re.compile(r"[\ufb00-\ufb06]")


def cleaned(text: str) -> str:
    """Words cut at the end of a line are whole again, printers' ligatures are letters, the rest of layout is gone."""
    text = _HYPHEN.sub("", text)
    text = _UNFIT.sub("", text)
    text = _LIGATURES.sub(lambda ligature: unicodedata.normalize("NFKC", ligature[0]), text)
    return unicodedata.normalize("NFC", _SPACE.sub(" ", text)).strip()

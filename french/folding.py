"""Folding: case, accents, ligatures and look-alike signs removed.

The reference is Lucene's `asciifolding` filter: what it does to the letters of European languages is done
here, so that Elasticsearch and the database hold the same tokens. Letters without an ASCII equivalent
(Greek, Arabic…) are only lower-cased, as Lucene leaves them.
"""

import re
import unicodedata
from string import ascii_letters

# Signs that stand for another, one for one: unifying them moves no offset.
UNIFIED = {
    **dict.fromkeys("’ʼ‘‛′ʹʻ`´＇", "'"),
    **dict.fromkeys("•‧⋅∙・", "·"),
    **dict.fromkeys("‐‑", "-"),
    "_": ",",  # a separator here, though regular expressions count it among the letters
}

# Letters that Unicode does not decompose, as Lucene's ASCIIFoldingFilter writes them.
LETTERS = {
    "œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i",
    "ĸ": "q", "ŀ": "l", "ŉ": "n", "ŋ": "n", "ŧ": "t", "ə": "a", "ƒ": "f",
}  # fmt: skip

# Combining accents, then what a text carries unseen: soft hyphen, zero-width signs, byte-order mark.
INVISIBLE = r"\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff"

_INVISIBLE = re.compile(f"[{INVISIBLE}]+")
_LETTERS = str.maketrans(LETTERS)
_FULLWIDTH_END = 0xFF5E
_REMEMBERED = 1 << 16


def _compatible() -> dict[str, str]:
    signs = (chr(code) for code in range(0x80, _FULLWIDTH_END + 1))
    plain = ((sign, unicodedata.normalize("NFKC", sign)) for sign in signs if sign.isalnum())
    return {sign: text for sign, text in plain if text != sign and text.isascii() and text.isalnum()}


# Presentation forms of ASCII letters and digits ("ﬁ", "²", "1ᵉʳ", "Ⅳ", full width), with what they present.
COMPATIBLE = _compatible()
_COMPATIBLE = str.maketrans(COMPATIBLE)

# Letters written as letter and combining accent, with the single letter they make.
COMPOSED = {
    pair: letter
    for base in ascii_letters
    for accent in map(chr, range(0x300, 0x370))
    if len(letter := unicodedata.normalize("NFC", pair := base + accent)) == 1
}


def _fold_sign(sign: str) -> str:
    if sign in UNIFIED and sign != "_":
        return UNIFIED[sign]
    lowered = sign.lower()
    letters = unicodedata.normalize("NFKD", lowered.translate(_LETTERS))
    bare = _INVISIBLE.sub("", letters).translate(_LETTERS).lower()
    return bare if bare.isascii() else lowered


class _Folds(dict[int, str]):
    """What each code point folds to, found once, then remembered: an alphabet is short."""

    def __missing__(self, code: int) -> str:
        folded = _fold_sign(chr(code))
        if len(self) < _REMEMBERED:
            self[code] = folded
        return folded


_FOLDS = _Folds()


def unify(text: str) -> str:
    """Return `text`, at the same length, with look-alike apostrophes, middle dots and hyphens made one."""
    for sign, plain in UNIFIED.items():
        text = text.replace(sign, plain)
    return text


def compose(text: str) -> str:
    """Return `text` in composed letters, accents kept ("e" + accent becomes "é", "ﬁ" becomes "fi")."""
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", text).translate(_COMPATIBLE)


def fold(text: str) -> str:
    """Return `text` lower-cased, without accents or ligatures, its apostrophes unified.

    Takes any string, surrogates and control characters included, in linear time; `fold(fold(x)) == fold(x)`.
    """
    if text.isascii() and "`" not in text:
        return text.lower()
    return text.translate(_FOLDS)

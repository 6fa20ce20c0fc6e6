"""Moments of a recording and the WebVTT that carries its transcript (W3C WebVTT, sections 4.1 to 4.4)."""

from __future__ import annotations

import re
from dataclasses import dataclass

_TIMECODE = re.compile(r"(?:(?:(\d{1,2}):)?(\d{1,3}):)?(\d{1,5})(?:[.,](\d{1,3}))?")
_ARROW = re.compile(r"^\s*(\S+)\s+-->\s+(\S+)")
_ARROW_LINE = re.compile(r"^.*-->.*$", re.MULTILINE)
_COMMA = re.compile(r"(\d),(\d{1,3}\b)")
_TAG = re.compile(r"<[^>]*>")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]+)>")


@dataclass(frozen=True, slots=True)
class Cue:
    """A passage of a transcript: seconds from the start, and what is said."""

    start: float
    end: float
    text: str
    voice: str = ""

    @property
    def start_seconds(self) -> int:
        return int(self.start)

    @property
    def start_label(self) -> str:
        return format_seconds(self.start)


def dotted(transcript: str) -> str:
    """The transcript with the fractions of its times after a dot: players refuse the comma of SRT files."""
    return _ARROW_LINE.sub(lambda line: _COMMA.sub(r"\1.\2", line[0]), transcript)


def parse_timecode(text: str) -> float:
    """Seconds of ``1:02:03.500``, ``02:03``, ``90``; ValueError in French otherwise."""
    match = _TIMECODE.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"« {text} » n’est pas un temps : écrivez 12:30 ou 1:02:03.")
    hours, minutes, seconds, fraction = match.groups()
    if (minutes is not None and int(seconds) > 59) or (hours is not None and int(minutes) > 59):
        raise ValueError(f"« {text} » compte plus de 59 minutes ou secondes.")
    thousandths = int((fraction or "0").ljust(3, "0"))
    return int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds) + thousandths / 1000


def format_seconds(seconds: float) -> str:
    """``1:02:03`` or ``12:30``."""
    hours, rest = divmod(int(seconds), 3600)
    minutes, remaining = divmod(rest, 60)
    return f"{hours}:{minutes:02d}:{remaining:02d}" if hours else f"{minutes:02d}:{remaining:02d}"


def spoken_seconds(seconds: float) -> str:
    """``1 h 02 min 03 s``, ``12 min 30 s`` or ``45 s``, as one says it; the spaces do not break."""
    hours, rest = divmod(int(seconds), 3600)
    minutes, remaining = divmod(rest, 60)
    if hours:
        said = f"{hours} h {minutes:02d} min {remaining:02d} s"
    else:
        said = f"{minutes} min {remaining:02d} s" if minutes else f"{remaining} s"
    return said.replace(" ", "\u00a0")


def parse_webvtt(text: str) -> list[Cue]:
    """The cues of a WebVTT text, in order; ValueError in French when it is not WebVTT or holds no cue."""
    lines = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if not lines or not re.match(r"WEBVTT(?:[ \t].*)?$", lines[0]):
        raise ValueError("La transcription commence par une ligne « WEBVTT » : ce fichier n’en a pas.")
    cues: list[Cue] = []
    block: list[str] = []
    header_end = lines.index("") if "" in lines else len(lines)  # « Kind: captions » may stand under WEBVTT
    for line in [*lines[header_end:], ""]:
        if line.strip():
            block.append(line)
        elif block:
            cues.extend(_cue(block))
            block = []
    if not cues:
        raise ValueError("La transcription ne contient aucun passage minuté.")
    return cues


def _cue(block: list[str]) -> list[Cue]:
    for position, line in enumerate(block[:2]):
        arrow = _ARROW.match(line)
        if arrow:
            start, end = parse_timecode(arrow[1]), parse_timecode(arrow[2])
            if end < start:
                raise ValueError(f"Un passage finit avant de commencer : {line.strip()}")
            said = " ".join(block[position + 1 :])
            voice = _VOICE.search(said)
            return [Cue(start, end, _TAG.sub("", said).strip(), voice[1].strip() if voice else "")]
    if block[0].startswith(("NOTE", "STYLE", "REGION")):
        return []
    raise ValueError(f"Une ligne de la transcription n’a pas de temps : « {block[0][:60]} ».")

"""Text as it is meant when print has broken it into lines."""

from __future__ import annotations

import re

_BREAKS = re.compile(r"[ \t\u00a0]*[\r\n\v\f\u2028]+[ \t\u00a0]*")
_BLANKS = re.compile(r"[ \t\r\n\v\f\u00a0\u2028\u3000]+")
_WESTERN_END = re.compile(r"[0-9A-Za-z&.,;:!?%)'\"]", re.ASCII)


def join_lines(text: str) -> str:
    """Return text that print or markup has broken into lines as one line.

    A break between Chinese signs stands for nothing, one between western words for a space.
    """
    return _BLANKS.sub(" ", _BREAKS.sub(_joint, text.strip())).strip()


def joint(before: str, after: str) -> str:
    """Return what a break stands for between the sign before it and the sign after it."""
    is_western = _WESTERN_END.fullmatch(before) and after.isascii() and after.isalnum()
    return " " if is_western else ""


def _joint(found: re.Match[str]) -> str:
    text = found.string
    return joint(text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1])

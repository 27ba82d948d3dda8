"""Words fit into cells: how wide they are, how small they must be, where they are broken.

A typesetter breaks a line of Chinese anywhere, but never within a code or an address. Widths are upper
bounds for the font in `catalog/fonts`, in multiples of the size; they need not be exact.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable

_WORDS = re.compile(r"[!-,.-~]+-?")  # what a line is never broken in
_WIDTHS = (
    (re.compile(r"[WMmw%@&]"), 0.96),
    (re.compile(r"[A-Z~+<=>^]"), 0.75),
    (re.compile(r"[a-z`]"), 0.63),
    (re.compile(r"."), 0.57),
)
_WIDEST = _WIDTHS[0][1]


def word_width(word: str) -> float:
    """Return the width of a word of Latin letters, digits and signs."""
    width = 0.0
    for letters, each in _WIDTHS:
        word, count = letters.subn("", word)
        width += count * each
    return width


def longest_word(text: str) -> float:
    """Return the width of the longest word that is not broken."""
    return max(map(word_width, _WORDS.findall(text)), default=0.0)


def fitting_size(texts: Iterable[str], space: float, *, usual: float, least: float) -> float:
    """Return the size at which no word of the texts is wider than the space, between two bounds."""
    longest = max(map(longest_word, texts), default=0.0)
    if longest == 0 or longest * usual <= space:
        return usual
    return max(math.floor(space / longest * 10) / 10, least)


def broken(text: str, width: float) -> str:
    """Return the text with line feeds in the words that are wider than a line."""
    if longest_word(text) <= width:
        return text
    length = max(int(width / _WIDEST), 1)
    pieces = re.compile(f"(.{{{length}}})(?=.)")
    return _WORDS.sub(
        lambda word: pieces.sub(r"\1\n", word[0]) if word_width(word[0]) > width else word[0], text
    )


def lines_most(text: str, width: float) -> int:
    """Return how many lines the text takes at most."""
    return sum(math.ceil((len(line) + 1) / max(width, 1)) * 2 for line in text.split("\n"))

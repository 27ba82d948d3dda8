"""The signs of a printed page, and how they make lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from littlegiants.intake.printed_text import joint

_SAME_LINE = 0.5
_TYPED_SPACE = (" ", "\u00a0", "\u3000")


@dataclass(frozen=True, slots=True)
class Glyph:
    """One sign and the box that it fills, in points from the lower left corner of the page."""

    sign: str
    left: float
    right: float
    bottom: float
    top: float

    @property
    def x(self) -> float:
        """The middle from left to right."""
        return (self.left + self.right) / 2

    @property
    def y(self) -> float:
        """The middle from bottom to top."""
        return (self.bottom + self.top) / 2


@dataclass(frozen=True, slots=True)
class Ruling:
    """A straight line: upright at x from y to y, or level at y from x to x."""

    is_upright: bool
    at: float
    first: float
    last: float


@dataclass(frozen=True, slots=True)
class Line:
    """The signs of one line from left to right."""

    glyphs: tuple[Glyph, ...]
    y: float
    height: float

    @property
    def left(self) -> float:
        """Where the line begins."""
        return self.glyphs[0].left


def lines_of(glyphs: Iterable[Glyph]) -> list[Line]:
    """Return the lines of some signs from top to bottom; lines of spaces are none."""
    lines: list[list[Glyph]] = []
    centre = height = 0.0
    for glyph in sorted(glyphs, key=lambda glyph: -glyph.y):
        tall = glyph.top - glyph.bottom
        if lines and abs(centre - glyph.y) < _SAME_LINE * min(height, tall):
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
            centre, height = glyph.y, tall
    return [_line(line) for line in lines if any(not _is_space(glyph) for glyph in line)]


def _line(glyphs: list[Glyph]) -> Line:
    seen = sorted(glyphs, key=lambda glyph: glyph.left)
    while _is_space(seen[-1]):
        seen.pop()
    while _is_space(seen[0]):
        seen.pop(0)
    height = median(glyph.top - glyph.bottom for glyph in seen)
    return Line(tuple(seen), median(glyph.y for glyph in seen), height)


def text_of(lines: Sequence[Line]) -> str:
    """Return the text of the lines of one cell, joined as it was before print broke it."""
    text = ""
    for line in lines:
        words = _words(line)
        text += joint(text[-1:], words[:1]) + words if text else words
    return text


def _words(line: Line) -> str:
    """The signs of a line; a wide gap between western words is a space that was not typed."""
    signs: list[str] = []
    before: Glyph | None = None
    for glyph in line.glyphs:
        gap = glyph.left - before.right if before else 0
        if before and gap > 0.18 * line.height and not _is_space(before) and not _is_space(glyph):
            signs.append(joint(before.sign, glyph.sign))
        signs.append(glyph.sign)
        before = glyph
    return "".join(signs)


def _is_space(glyph: Glyph) -> bool:
    return glyph.sign in _TYPED_SPACE

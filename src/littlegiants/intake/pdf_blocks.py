"""Which lines of print make one row where no rulings say so.

A row has one serial number. Wrapped lines of a row stand nearer to each other than the rows do,
wherever in the row its number stands; where they do not, the number stands on the first line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from littlegiants.intake.pdf_glyphs import Line, text_of

_NEAR = 1.2
_LEADING = 1.5
_NO_CONTINUATION = re.compile(
    r"^(?:附件|注[:：]|备注[:：]|[一二三四五六七八九十百]+、|[（(][一二三四五六七八九十]+[)）]|第.{1,3}[批类章])"
    r"|家[)）]?$|名单$"
)


def has_serial(line: Line) -> bool:
    """True if a line begins with a number that stands by itself."""
    return bool(_serial(line))


def _serial(line: Line) -> str:
    digits = ""
    before = line.glyphs[0]
    for glyph in line.glyphs:
        if digits and glyph.left - before.right > 0.3 * line.height:
            return digits
        if not glyph.sign.isdigit() or len(digits) >= 5:
            return digits if digits and glyph.sign in " \u3000" else ""
        digits += glyph.sign
        before = glyph
    return digits


def blocks_of(lines: Sequence[Line]) -> list[list[Line]]:
    """Return the lines of each row; a line that belongs to no row is a block of its own."""
    serials = _in_column(lines)
    near = _nearness(lines, serials)
    right = max((_right_of_serial(lines[at]) for at in serials), default=0.0)
    # what begins where the numbers stand and is none is a head or a title
    alone = {at for at, line in enumerate(lines) if line.left < right} - serials
    blocks: list[list[int]] = []
    for at, line in enumerate(lines):
        is_near = bool(at) and lines[at - 1].y - line.y <= near
        if is_near and at not in alone and at - 1 not in alone:
            blocks[-1].append(at)
        else:
            blocks.append([at])
    parted: list[list[int]] = []
    for block in blocks:
        parted.extend([block] if any(at in serials for at in block) else [[at] for at in block])
    return [[lines[at] for at in block] for block in _with_continuations(parted, lines, serials)]


def _in_column(lines: Sequence[Line]) -> set[int]:
    """The lines with a serial number that stands below the others."""
    found = [at for at, line in enumerate(lines) if has_serial(line)]
    if not found:
        return set()
    lefts = sorted(lines[at].left for at in found)
    middle = lefts[len(lefts) // 2]
    return {at for at in found if abs(lines[at].left - middle) < 3 * lines[at].height}


def _nearness(lines: Sequence[Line], serials: set[int]) -> float:
    """The largest gap between lines that never joins two rows.

    A number stands on the first line of its row or in its middle; a gap by which it would stand on
    the last joins the end of one row with the beginning of the next.
    """
    if len(serials) == 1:  # nothing to learn from but how lines are usually set
        return _LEADING * lines[next(iter(serials))].height
    gaps = [round((a.y - b.y) * 2) / 2 for a, b in pairwise(lines)]
    best = 0.0
    for gap in sorted(set(gaps)):
        blocks: list[list[int]] = [[0]]
        for at, own in enumerate(gaps, start=1):
            if own <= gap:
                blocks[-1].append(at)
            else:
                blocks.append([at])
        numbered = [[at in serials for at in block] for block in blocks]
        if any(sum(block) > 1 for block in numbered):
            return best + 0.25 if best else 0.0
        if not any(block[-1] and not block[0] for block in numbered):
            best = gap
    return 0.0


def _with_continuations(
    blocks: list[list[int]], lines: Sequence[Line], serials: set[int]
) -> list[list[int]]:
    """Add lines without a number that closely follow a row and stand right of its number."""
    if not serials:
        return blocks
    gaps = [a.y - b.y for a, b in pairwise(lines)]
    closest = min(gaps, default=0.0)
    right = max(_right_of_serial(lines[at]) for at in serials)
    joined: list[list[int]] = []
    for block in blocks:
        first = lines[block[0]]
        follows = joined and any(at in serials for at in joined[-1])
        if (
            follows
            and not any(at in serials for at in block)
            and lines[block[0] - 1].y - first.y <= _NEAR * closest
            and first.left > right
            and not _NO_CONTINUATION.search(text_of([first]).strip())
        ):
            joined[-1].extend(block)
        else:
            joined.append(block)
    return joined


def _right_of_serial(line: Line) -> float:
    return line.glyphs[len(_serial(line)) - 1].right

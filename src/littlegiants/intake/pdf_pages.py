"""One page of print becomes rows and columns.

Rulings decide where they are drawn: what lies between two of them is a cell. Elsewhere a serial
number begins a row (`pdf_blocks`), and a column ends where no row has ink. A cell that goes over
the whole width, such as the name of a province between the rows, is a row of its own.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from littlegiants.intake.model import Place
from littlegiants.intake.pdf_blocks import blocks_of, has_serial
from littlegiants.intake.pdf_glyphs import Glyph, Line, Ruling, lines_of, text_of
from littlegiants.intake.pdf_rulings import Grid, find_grids

_PAGE_NUMBER = re.compile(
    r"(?:第\s*\d{1,4}\s*页(?:[\s,，/]*共\s*\d{1,4}\s*页)?|[-—–·]\s*\d{1,4}\s*[-—–·]|\d{1,4}\s*/\s*\d{1,4}"
    r"|page\s*\d{1,4}(?:\s*of\s*\d{1,4})?|\d{1,4})",
    re.IGNORECASE,
)
_PAGE_OF_PAGES = re.compile(r"第\s*\d{1,4}\s*页|^page\s+\d|^\d{1,4}\s*/\s*\d{1,4}$", re.IGNORECASE)
_FOOT_MAX = 60
_GUTTER_MIN = 3
_FEW_LINES = 6
_WIDE = 0.45
_TIGHT = 0.25
_HANGING = 0.4


@dataclass(frozen=True, slots=True)
class PageRow:
    """One row of a page; `line` counts the rows of the page from 1."""

    page: int
    line: int
    cells: tuple[str, ...]
    is_tabular: bool = True


@dataclass(frozen=True, slots=True)
class PageTable:
    """The rows of a page from top to bottom, and the gaps between columns that were found."""

    rows: tuple[PageRow, ...]
    merged: tuple[tuple[Place, Place], ...] = ()
    gutters: tuple[float, ...] = ()


@dataclass(slots=True)
class _Found:
    """A row before it is numbered: where it stands, and its cells."""

    y: float
    cells: list[str]
    is_tabular: bool = True
    spans: list[tuple[int, int, int]] = field(default_factory=list)


def read_page(
    number: int, glyphs: Sequence[Glyph], rulings: Sequence[Ruling], gutters: tuple[float, ...]
) -> PageTable:
    """Return the rows of a page; `gutters` are the gaps between columns on the page before."""
    grids = find_grids(rulings)
    own: tuple[float, ...] = ()
    if grids:
        found = _ruled_rows(glyphs, grids)
    else:
        lines = _without_page_numbers(lines_of(glyphs))
        own = _gutters(lines, gutters)
        found = _free_rows(lines, own)
    found.sort(key=lambda row: -row.y)
    rows = tuple(
        PageRow(number, line, tuple(row.cells), row.is_tabular)
        for line, row in enumerate(found, start=1)
    )
    merged = tuple(
        ((at, left), (min(at + down, len(found)) - 1, right))
        for at, row in enumerate(found)
        for left, right, down in row.spans
    )
    return PageTable(rows, merged, own)


def _without_page_numbers(lines: list[Line]) -> list[Line]:
    """Drop the number of the page from the first and the last line."""
    serials = [line.left for line in lines if has_serial(line)]
    kept = list(lines)
    for at in (-1, 0):
        if kept and _is_page_number(kept[at], serials):
            kept.pop(at)
    return kept


def _is_page_number(line: Line, serials: Sequence[float]) -> bool:
    text = text_of([line]).strip()
    if _PAGE_OF_PAGES.search(text) and len(text) <= _FOOT_MAX:
        return True
    if not _PAGE_NUMBER.fullmatch(text):
        return False
    beside = [left for left in serials if abs(left - line.left) < 3 * line.height]
    return not text.isdecimal() or len(beside) < 2


# Between rulings


def _ruled_rows(glyphs: Sequence[Glyph], grids: Sequence[Grid]) -> list[_Found]:
    inside: dict[tuple[int, int], dict[int, list[Glyph]]] = {}
    whole: dict[tuple[int, int], list[Glyph]] = {}
    outside: list[Glyph] = []
    for glyph in glyphs:
        number, place = _place_in(grids, glyph)
        if place is None:
            outside.append(glyph)
        elif grids[number].is_whole_width(place):
            whole.setdefault((number, place[0]), []).append(glyph)
        else:
            inside.setdefault((number, place[0]), {}).setdefault(place[1], []).append(glyph)
    for (number, band), held in whole.items():
        columns = grids[number].inner_columns()
        if _is_row(held, columns):  # only every other row is coloured, and none is ruled
            cells = inside.setdefault((number, band), {})
            for glyph in held:
                cells.setdefault(bisect(columns, glyph.x), []).append(glyph)
        else:
            outside.extend(held)
    found = _outside_rows(_without_page_numbers(lines_of(outside)), grids[-1].inner_columns())
    for (number, band), held_by in inside.items():
        lines = {column: lines_of(held) for column, held in held_by.items()}
        lines = {column: held for column, held in lines.items() if held}
        found.extend(_band_rows(band, lines, grids[number]))
    return found


def _outside_rows(lines: list[Line], columns: tuple[float, ...]) -> list[_Found]:
    """Text beside the tables; a row of a table whose every other row is coloured is one of them."""
    found = []
    for block in blocks_of(lines):
        glyphs = [glyph for line in block for glyph in line.glyphs]
        if _is_row(glyphs, columns):
            found.extend(_free_rows(block, columns))
        else:
            found.extend(_Found(line.y, [text_of([line])], is_tabular=False) for line in block)
    return found


def _place_in(grids: Sequence[Grid], glyph: Glyph) -> tuple[int, Place | None]:
    """The table and the cell of a sign."""
    for number, grid in enumerate(grids):
        place = grid.cell_of(glyph.x, glyph.y)
        if place is not None:
            return number, place
    return 0, None


def _is_row(glyphs: Sequence[Glyph], columns: tuple[float, ...]) -> bool:
    """True if what stands between no upright rulings keeps to the columns all the same."""
    filled = {bisect(columns, glyph.x) for glyph in glyphs}
    return len(filled) > 1 and not any(_crosses(line, columns, _TIGHT) for line in lines_of(glyphs))


def _band_rows(band: int, cells: dict[int, list[Line]], grid: Grid) -> list[_Found]:
    """The rows between two level rulings: one, or several if rulings stand between columns only."""
    if not cells:
        return []
    first = cells[min(cells)]
    serials = [line for line in first if text_of([line]).strip().isdecimal()]
    if len(serials) > 1 and len(serials) == len(first):
        lines = lines_of([g for held in cells.values() for line in held for g in line.glyphs])
        return _free_rows(lines, grid.inner_columns())
    row = _Found(grid.middle(band), [""] * grid.columns)
    for column, lines in cells.items():
        row.cells[column] = text_of(lines)
        right, bottom = grid.end_of((band, column))
        if right > column or bottom > band:
            row.spans.append((column, right, bottom - band + 1))
    return [row]


# Without rulings


def _free_rows(lines: list[Line], gutters: tuple[float, ...]) -> list[_Found]:
    found = []
    for block in blocks_of(lines):
        is_title = not any(has_serial(line) for line in block) and any(
            _crosses(line, gutters) for line in block
        )
        columns: list[list[Glyph]] = [[] for _ in range(len(gutters) + 1)]
        for glyph in (glyph for line in block for glyph in line.glyphs):
            columns[0 if is_title else bisect(gutters, glyph.x)].append(glyph)
        cells = [text_of(lines_of(column)) for column in columns]
        y = sum(line.y for line in block) / len(block)
        found.append(_Found(y, cells, is_tabular=not is_title))
    return found


def _crosses(line: Line, gutters: Iterable[float], gap: float = _WIDE) -> bool:
    """True if a line has ink where other rows have a gap."""
    runs = _runs(line, gap)
    edge = _HANGING * line.height  # an opening bracket hangs out of its cell by half its width
    return any(left + edge < x < right - edge for x in gutters for left, right in runs)


def _gutters(lines: Sequence[Line], before: tuple[float, ...]) -> tuple[float, ...]:
    """The middles of the gaps that no row of the page has ink in."""
    rows = [block for block in blocks_of(lines) if any(has_serial(line) for line in block)]
    tabular = [line for block in rows for line in block]
    if not tabular:
        tabular = [line for line in lines if len(_runs(line)) > 1]
    if len(tabular) < _FEW_LINES and before:
        return before
    covered: list[list[float]] = []
    for left, right in sorted(run for line in tabular for run in _runs(line)):
        if covered and left - covered[-1][1] < _GUTTER_MIN:
            covered[-1][1] = max(covered[-1][1], right)
        else:
            covered.append([left, right])
    return tuple((a[1] + b[0]) / 2 for a, b in pairwise(covered))


def _runs(line: Line, gap: float = _WIDE) -> list[tuple[float, float]]:
    """The pieces of a line that are parted by more than a gap, in heights of the line."""
    runs: list[list[float]] = []
    for glyph in line.glyphs:
        if runs and glyph.left - runs[-1][1] < gap * line.height:
            runs[-1][1] = max(runs[-1][1], glyph.right)
        else:
            runs.append([glyph.left, glyph.right])
    return [(left, right) for left, right in runs]

"""Pages put together: heads that every page repeats are dropped, rows cut by a page are joined."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from littlegiants.intake.model import Place
from littlegiants.intake.pdf_pages import PageRow, PageTable
from littlegiants.intake.printed_text import joint

_HEAD_ROWS_MAX = 8
_FOOT_ROWS_MAX = 2
_PAGES_MIN = 3
_NUMBER = re.compile(r"\d{1,5}[.、]?")
_WHOLE_NAME = re.compile(r"(?:公司|厂|院|所|中心|社|店|场|行|部|合伙\)|合伙）)$")


def without_repeats(
    tables: Sequence[PageTable],
) -> tuple[list[PageRow], list[tuple[Place, Place]], int]:
    """Return all rows with their merged cells, and how many repeated rows were dropped."""
    feet = _running_feet(tables)
    rows: list[PageRow] = []
    merged: list[tuple[Place, Place]] = []
    heads: set[tuple[str, ...]] = set()
    dropped = 0
    for table in tables:
        top = _top(table)
        repeats = {at for at in range(top) if _key(table.rows[at]) in heads}
        foot = range(max(top, len(table.rows) - _FOOT_ROWS_MAX), len(table.rows))
        repeats |= {at for at in foot if _key(table.rows[at]) in feet}
        heads.update(_key(table.rows[at]) for at in range(top))
        begin = len(rows)
        places: dict[int, int] = {}
        for at, row in enumerate(table.rows):
            if at in repeats:
                dropped += 1
            elif rows and len(rows) == begin and _goes_on(rows[-1], row):
                rows[-1] = _joined(rows[-1], row)
                begin = len(rows)
            else:
                places[at] = len(rows)
                rows.append(row)
        merged.extend(_moved(table.merged, places))
    return rows, merged, dropped


def _top(table: PageTable) -> int:
    """How many rows stand above the first row with a serial number."""
    for at, row in enumerate(table.rows[: _HEAD_ROWS_MAX + 1]):
        if _has_number(row):
            return at
    return min(len(table.rows), _HEAD_ROWS_MAX)


def _has_number(row: PageRow) -> bool:
    return bool(row.cells) and _NUMBER.fullmatch(row.cells[0].strip()) is not None


def _key(row: PageRow) -> tuple[str, ...]:
    return tuple(cell for cell in ("".join(cell.split()) for cell in row.cells) if cell)


def _running_feet(tables: Sequence[PageTable]) -> set[tuple[str, ...]]:
    """The last rows that stand on nearly all pages."""
    counts: dict[tuple[str, ...], int] = {}
    for table in tables:
        for row in table.rows[-_FOOT_ROWS_MAX:]:
            if not _has_number(row):
                counts[_key(row)] = counts.get(_key(row), 0) + 1
    return {key for key, n in counts.items() if n >= _PAGES_MIN and 2 * n > len(tables)}


def _goes_on(before: PageRow, row: PageRow) -> bool:
    """True if the first row of a page is the rest of the last row of the page before."""
    filled = [at for at, cell in enumerate(row.cells) if cell]
    if not (_has_number(before) and row.is_tabular and filled and filled[0] > 0):
        return False
    if len(before.cells) != len(row.cells) or before.page == row.page:
        return False
    return all(before.cells[at] and not _WHOLE_NAME.search(before.cells[at]) for at in filled[:1])


def _joined(before: PageRow, row: PageRow) -> PageRow:
    cells = (
        a + (joint(a[-1:], b[:1]) if a and b else "") + b
        for a, b in zip(before.cells, row.cells, strict=True)
    )
    return replace(before, cells=tuple(cells))


def _moved(
    merged: Sequence[tuple[Place, Place]], places: dict[int, int]
) -> list[tuple[Place, Place]]:
    moved = []
    for (top, left), (bottom, right) in merged:
        kept = [places[at] for at in range(top, bottom + 1) if at in places]
        if kept:
            moved.append(((kept[0], left), (kept[-1], right)))
    return moved

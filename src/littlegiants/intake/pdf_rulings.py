"""The grid that the rulings of a page make, with cells that go over several places of it."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from littlegiants.intake.model import Place
from littlegiants.intake.pdf_glyphs import Ruling

_SAME = 2.5
_GAP = 3.0
_SHORTEST = 5.0
_UPRIGHT_MIN = 3
_LEVEL_MIN = 2


@dataclass(frozen=True, slots=True)
class Border:
    """Rulings that lie in one line: where, and the stretches that are drawn."""

    at: float
    stretches: tuple[tuple[float, float], ...]

    def covers(self, place: float) -> bool:
        """True if the border is drawn at a place."""
        return any(first - 1 <= place <= last + 1 for first, last in self.stretches)


@dataclass(frozen=True)
class Grid:
    """Upright borders from left to right and level borders from top to bottom."""

    upright: tuple[Border, ...]
    level: tuple[Border, ...]

    @property
    def columns(self) -> int:
        """How many columns there are."""
        return len(self.upright) - 1

    def inner_columns(self) -> tuple[float, ...]:
        """Where the borders between columns stand."""
        return tuple(border.at for border in self.upright[1:-1])

    def middle(self, band: int) -> float:
        """The height of the middle of a band."""
        return (self.level[band].at + self.level[band + 1].at) / 2

    def cell_of(self, x: float, y: float) -> Place | None:
        """Return band and column of the cell at a point, its upper left place if it has several."""
        column = bisect(self._xs, x) - 1
        band = bisect(self._ys, -y) - 1
        if not (0 <= column < self.columns and 0 <= band < len(self.level) - 1):
            return None
        return self._start[band][column]

    def end_of(self, place: Place) -> tuple[int, int]:
        """Return the last column and the last band of the cell that begins at a place."""
        band, column = place
        right, bottom = column, band
        while right + 1 < self.columns and self._start[band][right + 1] == place:
            right += 1
        while bottom + 2 < len(self.level) and self._start[bottom + 1][column] == place:
            bottom += 1
        return right, bottom

    def is_whole_width(self, place: Place) -> bool:
        """True if a cell goes over all columns."""
        return place[1] == 0 and self.end_of(place)[0] == self.columns - 1

    @cached_property
    def _xs(self) -> list[float]:
        return [border.at for border in self.upright]

    @cached_property
    def _ys(self) -> list[float]:
        return [-border.at for border in self.level]

    @cached_property
    def _start(self) -> list[list[Place]]:
        """For every place of the grid the place where its cell begins."""
        starts: list[list[Place]] = []
        centres = [(a + b) / 2 for a, b in pairwise(self._xs)]
        for band in range(len(self.level) - 1):
            y = self.middle(band)
            row: list[Place] = []
            for column, x in enumerate(centres):
                if column and not self.upright[column].covers(y):
                    row.append(row[-1])
                elif band and not self.level[band].covers(x):
                    row.append(starts[-1][column])
                else:
                    row.append((band, column))
            starts.append(row)
        return starts


def find_grids(rulings: Sequence[Ruling]) -> list[Grid]:
    """Return the tables of a page: rulings that hang together and make columns.

    Tables with the same columns are one: in a table whose every other row is coloured, only the
    coloured rows have edges.
    """
    stretches = [*_whole(rulings, is_upright=True), *_whole(rulings, is_upright=False)]
    by_columns: list[tuple[Grid, list[Ruling]]] = []
    for group in _connected(stretches):
        grid = _grid(group)
        if grid is None:
            continue
        like = next((held for other, held in by_columns if _same_columns(grid, other)), None)
        if like is None:
            by_columns.append((grid, list(group)))
        else:
            like.extend(group)
    grids = (_grid(group) for _, group in by_columns)
    return [grid for grid in grids if grid is not None]


def _same_columns(one: Grid, other: Grid) -> bool:
    return one.columns == other.columns and all(
        abs(a.at - b.at) <= _SAME for a, b in zip(one.upright, other.upright, strict=True)
    )


def _grid(rulings: Sequence[Ruling]) -> Grid | None:
    upright = _borders(ruling for ruling in rulings if ruling.is_upright)
    level = _borders(ruling for ruling in rulings if not ruling.is_upright)
    if len(upright) < 2 or len(level) < _LEVEL_MIN:
        return None
    ends = [end for border in level for stretch in border.stretches for end in stretch]
    whole = ((level[0].at, level[-1].at),)
    if min(ends) < upright[0].at - 2 * _SAME:
        upright.insert(0, Border(min(ends), whole))
    if max(ends) > upright[-1].at + 2 * _SAME:
        upright.append(Border(max(ends), whole))
    if len(upright) < _UPRIGHT_MIN:
        return None
    return Grid(tuple(upright), tuple(reversed(level)))


def _whole(rulings: Sequence[Ruling], *, is_upright: bool) -> list[Ruling]:
    """Put pieces of rulings together."""
    borders = _borders(ruling for ruling in rulings if ruling.is_upright is is_upright)
    return [
        Ruling(is_upright, border.at, first, last)
        for border in borders
        for first, last in border.stretches
    ]


def _connected(rulings: Sequence[Ruling]) -> list[list[Ruling]]:
    """Group rulings that cross or touch each other."""
    groups: list[list[Ruling]] = []
    for ruling in rulings:
        touching = [group for group in groups if any(_touch(ruling, other) for other in group)]
        groups = [group for group in groups if all(group is not other for other in touching)]
        groups.append([ruling, *(other for group in touching for other in group)])
    return groups


def _touch(one: Ruling, other: Ruling) -> bool:
    if one.is_upright is other.is_upright:
        return False
    return (
        one.first - _GAP <= other.at <= one.last + _GAP
        and other.first - _GAP <= one.at <= other.last + _GAP
    )


def _borders(rulings: Iterable[Ruling]) -> list[Border]:
    """Put rulings that lie in one line together, from the lowest or leftmost on."""
    groups: list[list[Ruling]] = []
    for ruling in sorted(rulings, key=lambda ruling: ruling.at):
        if groups and ruling.at - groups[-1][0].at <= _SAME:
            groups[-1].append(ruling)
        else:
            groups.append([ruling])
    borders = [Border(group[0].at, _stretches(group)) for group in groups]
    return [b for b in borders if sum(last - first for first, last in b.stretches) >= _SHORTEST]


def _stretches(group: Sequence[Ruling]) -> tuple[tuple[float, float], ...]:
    merged: list[list[float]] = []
    for ruling in sorted(group, key=lambda ruling: ruling.first):
        if merged and ruling.first - merged[-1][1] <= _GAP:
            merged[-1][1] = max(merged[-1][1], ruling.last)
        else:
            merged.append([ruling.first, ruling.last])
    return tuple((first, last) for first, last in merged)

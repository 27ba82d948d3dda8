"""Counts of one cell side by side: which is taken by default, and why; conflicts between sources.

A cell is one region, tier, basis and period. The period is the last batch counted, or, where the
source names no batch, the stretch of overlapping dates.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from littlegiants.cities.model import Basis, Count, CountBook, Preference
from littlegiants.vocabulary.language import Text, message


class Cell(NamedTuple):
    """One question that counts answer: where, which tier, which basis, after which batch or about when."""

    code: str
    tier: str
    basis: Basis
    batch: int | None
    about: str
    """Where no batch is named, the first day of the stretch of dates; `partial` for a stock of some batches only."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The count taken by default among several of one cell, with the reason; the others stay visible."""

    count: Count
    others: tuple[Count, ...]
    reason: Text

    @property
    def is_conflict(self) -> bool:
        """True where another source says another number."""
        return any(other.value != self.count.value for other in self.others)

    @property
    def all(self) -> tuple[Count, ...]:
        """Every count of the cell, the default first."""
        return (self.count, *self.others)


@dataclass(frozen=True, slots=True)
class Conflict:
    """Sources that say different numbers for one cell."""

    cell: Cell
    choice: Choice

    @property
    def spread(self) -> int:
        """Largest less smallest value."""
        values = [count.value for count in self.choice.all]
        return max(values) - min(values)


def cells(book: CountBook) -> dict[Cell, tuple[Count, ...]]:
    """Sort every count into its cell."""
    found: dict[Cell, list[Count]] = {}
    for key, counts in _by_place(book.counts):
        for cell, count in _with_period(book, key, counts):
            found.setdefault(cell, []).append(count)
    return {cell: tuple(counts) for cell, counts in found.items()}


_Place = tuple[str, str, Basis]


def _place(count: Count) -> _Place:
    return count.region.code, count.tier, count.basis


def _by_place(counts: Iterable[Count]) -> Iterator[tuple[_Place, list[Count]]]:
    for key, group in groupby(sorted(counts, key=_place), key=_place):
        yield key, list(group)


def _with_period(
    book: CountBook, key: _Place, counts: Sequence[Count]
) -> Iterator[tuple[Cell, Count]]:
    undated = sorted((c for c in counts if not c.batches), key=lambda count: count.as_of.first)
    for count in counts:
        if count.batches:
            about = "partial" if book.is_partial(count) else ""
            yield Cell(*key, count.last_batch, about), count
    start, end = None, None
    for count in undated:
        if start is None or end is None or count.as_of.first > end:
            start, end = count.as_of.first, count.as_of.last
        end = max(end, count.as_of.last)
        yield Cell(*key, None, start.isoformat()), count


def choose(counts: Sequence[Count], preferences: Sequence[Preference] = ()) -> Choice:
    """Take the default among counts of one cell.

    A stated preference decides; else the better source, the exact before the rounded, the stated
    before the derived, the later date, and last the source's name.
    """
    ordered = sorted(counts, key=_order)
    wanted = {(p.code, p.tier, p.basis, p.batch, p.source): p.reason for p in preferences}
    for count in ordered:
        key = (*_place(count), count.last_batch, count.source.id)
        if key in wanted:
            others = tuple(other for other in ordered if other is not count)
            if all(other.value == count.value for other in others):
                break
            reason = message("cities.why.preferred", source=count.source.id, reason=wanted[key])
            return Choice(count, others, reason)
    first = ordered[0]
    return Choice(first, tuple(ordered[1:]), _reason(ordered))


def _order(count: Count) -> tuple[int, bool, bool, int, bool, str]:
    return (
        count.source.trust.order,
        count.is_rounded,
        count.is_derived,
        -count.as_of.last.toordinal(),
        bool(count.source.repeats),
        count.source.id,
    )


def _reason(ordered: Sequence[Count]) -> Text:
    first = ordered[0]
    rival = next((other for other in ordered[1:] if other.value != first.value), None)
    if rival is None:
        return message("cities.why.only" if len(ordered) == 1 else "cities.why.agree")
    mine, theirs = _order(first), _order(rival)
    steps = ("trust", "exact", "stated", "later", "origin", "name")
    step = next(name for name, a, b in zip(steps, mine, theirs, strict=True) if a != b)
    return message(f"cities.why.{step}", trust=first.source.trust.value)


def conflicts(book: CountBook, *, tier: str | None = None) -> tuple[Conflict, ...]:
    """Return the cells in which sources differ, every value with its source and the default."""
    found = []
    for cell, counts in cells(book).items():
        choice = choose(counts, book.preferences)
        if choice.is_conflict and tier in (None, cell.tier):
            found.append(Conflict(cell, choice))
    return tuple(
        sorted(found, key=lambda one: (one.cell.code, one.cell.basis, one.cell.batch or 0))
    )

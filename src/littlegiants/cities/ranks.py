"""Ranks of places by counts of one basis after one batch; ties share a rank, the rest is named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from littlegiants.cities.arithmetic import check_one_basis
from littlegiants.cities.choose import Cell, Choice, cells, choose
from littlegiants.cities.errors import NoCountsError, NotComparableError
from littlegiants.cities.model import Basis, Count, CountBook, Level, When, tier_text
from littlegiants.vocabulary.language import Text, message

_STALE = timedelta(days=183)
_OLD = timedelta(days=366)


class Mark(StrEnum):
    """What a reader must know of one row."""

    TIED = "tied"
    CONFLICT = "conflict"
    STALE = "stale"
    OTHER_PRECISION = "other_precision"
    ROUNDED = "rounded"
    DERIVED = "derived"
    WEAK_SOURCE = "weak_source"

    @property
    def text(self) -> Text:
        """The mark in words."""
        return message(f"cities.mark.{self.value}")


@dataclass(frozen=True, slots=True)
class Ranked:
    """One count with its rank; equal counts share it, and the next rank is left out."""

    rank: int
    count: Count
    is_tied: bool


@dataclass(frozen=True, slots=True)
class RankRow:
    """A row of a rank table: the count taken, the others of its cell, and marks."""

    rank: int
    choice: Choice
    marks: tuple[Mark, ...]

    @property
    def count(self) -> Count:
        """The count that is ranked."""
        return self.choice.count


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A place that cannot be ranked here: its nearest count and why it does not compare."""

    count: Count
    reason: Text


@dataclass(frozen=True, slots=True)
class SourceOrder:
    """The order that one source alone gives."""

    source: str
    ranked: tuple[Ranked, ...]


@dataclass(frozen=True, slots=True)
class RankTable:
    """Ranks for one tier, basis and kind of place, after a batch or as of a day."""

    tier: str
    basis: Basis
    level: Level
    batch: int | None
    as_of: When | None
    rows: tuple[RankRow, ...]
    left_out: tuple[LeftOut, ...]
    other_orders: tuple[SourceOrder, ...]
    """Orders of single sources that disagree with the table on some pair."""

    @property
    def missing_ahead(self) -> tuple[Count, ...]:
        """Nearest counts of places left out that would stand above the last place ranked."""
        lowest = min(row.count.value for row in self.rows)
        return tuple(one.count for one in self.left_out if one.count.value >= lowest)


def rank_counts(counts: Sequence[Count]) -> tuple[Ranked, ...]:
    """Rank counts, the highest first; refuses more than one basis, tier or last batch."""
    check_one_basis(counts)
    if len({count.tier for count in counts}) > 1 or len({c.last_batch for c in counts}) > 1:
        first, second = (
            counts[0],
            next(
                c
                for c in counts
                if (c.tier, c.last_batch) != (counts[0].tier, counts[0].last_batch)
            ),
        )
        raise NotComparableError(
            "cities.other_batches", first=first.region.name, second=second.region.name
        )
    ordered = sorted(counts, key=lambda count: (-count.value, count.region.code))
    values = [count.value for count in ordered]
    return tuple(
        Ranked(values.index(count.value) + 1, count, values.count(count.value) > 1)
        for count in ordered
    )


def rank_table(
    book: CountBook,
    *,
    tier: str,
    basis: Basis,
    level: Level,
    batch: int | None = None,
    as_of: When | None = None,
) -> RankTable:
    """Rank the places of a level after a batch, or as known on a day; by default after the newest batch.

    With a day, only counts not later than it are used, and the batch is the last one then counted.
    """
    known = {
        cell: tuple(c for c in counts if as_of is None or c.as_of.first <= as_of.last)
        for cell, counts in cells(book).items()
        if cell.tier == tier and counts[0].region.level is level
    }
    known = {cell: counts for cell, counts in known.items() if counts}
    wanted = {
        cell: counts
        for cell, counts in known.items()
        if cell.basis is basis and cell.about != "partial"
    }
    batches = [cell.batch for cell in wanted if cell.batch is not None]
    taken = batch if batch is not None else max(batches, default=None)
    if taken is None:
        chosen = _without_batches(book, wanted, as_of)
    else:
        chosen = {
            cell.code: _choose(book, counts, as_of)
            for cell, counts in wanted.items()
            if cell.batch == taken
        }
    if not chosen:
        raise NoCountsError("cities.nothing_to_rank", tier=tier_text(tier), basis=basis.text)
    rows = _rows(chosen)
    return RankTable(
        tier,
        basis,
        level,
        taken,
        as_of,
        rows,
        _left_out(book, known, chosen, basis, taken),
        _other_orders(chosen),
    )


def _choose(book: CountBook, counts: Sequence[Count], as_of: When | None) -> Choice:
    """With a day, the counts nearest to it come first; else the preferences decide."""
    if as_of is None:
        return choose(counts, book.preferences)
    nearest = max(count.as_of.first for count in counts)
    close = [count for count in counts if count.as_of.first == nearest]
    choice = choose(close, book.preferences)
    rest = tuple(count for count in counts if count not in close)
    reason = choice.reason if not rest else message("cities.why.nearest")
    return Choice(choice.count, (*choice.others, *rest), reason)


def _without_batches(
    book: CountBook, wanted: dict[Cell, tuple[Count, ...]], as_of: When | None
) -> dict[str, Choice]:
    """Tiers that have no batches: the last stretch of dates of each place, none older than a year."""
    last: dict[str, tuple[Count, ...]] = {}
    for cell in sorted(wanted, key=lambda one: one.about):
        last[cell.code] = wanted[cell]
    newest = max((c.as_of.last for counts in last.values() for c in counts), default=date.max)
    if as_of is not None:
        newest = min(newest, as_of.last)
    return {
        code: _choose(book, counts, as_of)
        for code, counts in last.items()
        if max(count.as_of.last for count in counts) > newest - _OLD
    }


def _rows(chosen: dict[str, Choice]) -> tuple[RankRow, ...]:
    counts = [choice.count for choice in chosen.values()]
    newest = max(count.as_of.first for count in counts)
    precisions = [count.as_of.precision for count in counts]
    usual = max(sorted(set(precisions)), key=precisions.count)
    rows = []
    for ranked in rank_counts(counts):
        count, choice = ranked.count, chosen[ranked.count.region.code]
        holds = {
            Mark.TIED: ranked.is_tied,
            Mark.CONFLICT: choice.is_conflict,
            Mark.STALE: count.basis is Basis.VALID and count.as_of.last < newest - _STALE,
            Mark.OTHER_PRECISION: count.as_of.precision is not usual,
            Mark.ROUNDED: count.is_rounded,
            Mark.DERIVED: count.is_derived,
            Mark.WEAK_SOURCE: count.source.trust.value == "C",
        }
        rows.append(
            RankRow(ranked.rank, choice, tuple(mark for mark, is_so in holds.items() if is_so))
        )
    return tuple(rows)


def _left_out(
    book: CountBook,
    known: dict[Cell, tuple[Count, ...]],
    chosen: dict[str, Choice],
    basis: Basis,
    batch: int | None,
) -> tuple[LeftOut, ...]:
    found: dict[str, LeftOut] = {}
    order = sorted(known, key=lambda cell: _nearness(cell, basis, batch))
    for cell in order:
        counts = known[cell]
        if cell.code in chosen:
            continue
        count = choose(counts, book.preferences).count
        if cell.about == "partial":
            reason = message("cities.left.partial", batches=span(count.batches))
        elif cell.basis is not basis:
            reason = message("cities.left.basis", basis=cell.basis.text)
        elif cell.batch is None:
            reason = message("cities.left.no_batch" if batch is not None else "cities.left.old")
        else:
            reason = message("cities.left.batch", batch=cell.batch)
        found[cell.code] = LeftOut(count, reason)
    return tuple(sorted(found.values(), key=lambda one: (-one.count.value, one.count.region.code)))


def _nearness(cell: Cell, basis: Basis, batch: int | None) -> tuple[bool, bool, int, int]:
    """The nearest cell comes last: the same basis, all batches, the nearest batch, the later one."""
    far = abs((cell.batch or 0) - (batch or 0))
    return cell.basis is basis, cell.about != "partial", -far, cell.batch or 0


def span(batches: Sequence[int]) -> str:
    """Return 1-4, 7 or 1+4 as written in the tables."""
    if len(batches) > 1 and list(batches) == list(range(batches[0], batches[-1] + 1)):
        return f"{batches[0]}-{batches[-1]}"
    return "+".join(str(batch) for batch in batches)


def _other_orders(chosen: dict[str, Choice]) -> tuple[SourceOrder, ...]:
    by_source: dict[str, dict[str, Count]] = {}
    for choice in chosen.values():
        for count in choice.all:
            by_source.setdefault(count.source.id, {})[count.region.code] = count
    default = {code: choice.count.value for code, choice in chosen.items()}
    return tuple(
        SourceOrder(source, rank_counts(list(counts.values())))
        for source, counts in sorted(by_source.items())
        if _disagrees(counts, default)
    )


def _disagrees(counts: dict[str, Count], default: dict[str, int]) -> bool:
    codes = list(counts)
    return any(
        _sign(counts[a].value - counts[b].value) != _sign(default[a] - default[b])
        for position, a in enumerate(codes)
        for b in codes[position + 1 :]
    )


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)


@dataclass(frozen=True, slots=True)
class RankStep:
    """A place's rank after one batch, among how many known.

    `perhaps_ahead` counts the places left out whose nearest count is higher: with them the rank may be lower.
    """

    batch: int
    rank: int
    of: int
    count: Count
    perhaps_ahead: int


def rank_history(
    book: CountBook, code: str, *, tier: str, basis: Basis, level: Level
) -> tuple[RankStep, ...]:
    """Return a place's ranks batch by batch, among the places whose counts are known then."""
    batches = sorted(
        {c.batch for c in cells(book) if c.tier == tier and c.basis is basis and c.batch}
    )
    steps = []
    for batch in batches:
        try:
            table = rank_table(book, tier=tier, basis=basis, level=level, batch=batch)
        except NoCountsError:
            continue
        for row in table.rows:
            if row.count.region.code == code:
                ahead = sum(one.count.value > row.count.value for one in table.left_out)
                steps.append(RankStep(batch, row.rank, len(table.rows), row.count, ahead))
    return tuple(steps)

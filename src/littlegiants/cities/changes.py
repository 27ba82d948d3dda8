"""Why a stock changed: new titles, titles lost at review, moves.

What no source states is computed from the others and marked as inferred.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from littlegiants.cities.choose import Choice, cells, choose
from littlegiants.cities.errors import NoCountsError
from littlegiants.cities.model import (
    VALID_YEARS,
    Basis,
    BatchFigure,
    BatchMeasure,
    Count,
    CountBook,
)
from littlegiants.vocabulary.language import Text, message


@dataclass(frozen=True, slots=True)
class Review:
    """The national result of the reviews of one year."""

    year: int
    batches: tuple[int, ...]
    reviewed: int
    passed: int

    @property
    def fail_rate(self) -> Fraction:
        """The share that did not pass."""
        return Fraction(self.reviewed - self.passed, self.reviewed)

    @property
    def pass_rate(self) -> Fraction:
        """The share that passed."""
        return Fraction(self.passed, self.reviewed)


def reviews_due(batch: int) -> tuple[int, ...]:
    """Return the batches examined again when a batch is announced: three before it, six before it, …"""
    return tuple(range(batch - VALID_YEARS, 0, -VALID_YEARS))


def national_review(book: CountBook, batch: int) -> Review | None:
    """Return the national review that fell together with a batch, None where a figure is missing."""
    due = reviews_due(batch)
    passed = _figure(book, BatchMeasure.REVIEW_PASSED, due)
    if passed is None:
        return None
    parts: list[int] = []
    for one in due:
        base = (
            _figure(book, BatchMeasure.RECOGNISED, (one,))
            if one == due[0]
            else _figure(book, BatchMeasure.REVIEW_PASSED, (one,))
        )
        if base is None:
            return None
        parts.append(base.value)
    return Review(passed.year, due, sum(parts), passed.value)


def _figure(book: CountBook, measure: BatchMeasure, batches: tuple[int, ...]) -> BatchFigure | None:
    found = [
        figure
        for figure in book.batch_figures
        if figure.measure is measure and set(figure.batches) == set(batches)
    ]
    return min(found, key=lambda f: (not f.is_preferred, f.source.trust.order), default=None)


@dataclass(frozen=True, slots=True)
class StockChange:
    """A change of valid stock between two batches: before + new − lost + moved = after.

    `lost` is inferred: it is what the other figures leave. `cohort` is the list reviewed, where its
    size is known; enterprises reviewed for the second time are not in it. `lost_others` are the losses
    that other sources of the two stocks would give.
    """

    batch: int
    before: Choice
    after: Choice
    new: Count
    moved: int
    is_moved_known: bool
    lost: int
    lost_others: tuple[int, ...]
    cohort: Count | None
    review: Review | None
    remarks: tuple[Text, ...]

    @property
    def is_inferred(self) -> bool:
        """Always: no source states the losses."""
        return True

    @property
    def lost_rate(self) -> Fraction | None:
        """Losses by the list reviewed."""
        if self.cohort is None or self.cohort.value == 0:
            return None
        return Fraction(self.lost, self.cohort.value)

    @property
    def mixed_sum(self) -> int:
        """Old stock plus new titles: a sum of two bases, shown only to say that it is not the stock."""
        return self.before.count.value + self.new.value


def stock_change(
    book: CountBook, code: str, *, tier: str, batch: int, moved: int | None = None
) -> StockChange:
    """Explain how the valid stock changed with a batch; raises `NoCountsError` naming what is missing."""
    before = choice_of(book, code, tier, Basis.VALID, batch - 1)
    after = choice_of(book, code, tier, Basis.VALID, batch)
    new = choice_of(book, code, tier, Basis.NEW, batch)
    if before is None or after is None or new is None:
        missing = (
            (batch - 1, Basis.VALID)
            if before is None
            else (batch, Basis.NEW if after else Basis.VALID)
        )
        raise NoCountsError(
            "cities.change_missing",
            region=book.regions[code].name,
            batch=missing[0],
            basis=missing[1].text,
        )
    balance = new.count.value + (moved or 0)
    lost = before.count.value + balance - after.count.value
    others = {b.value + balance - a.value for b in before.all for a in after.all} - {lost}
    due = reviews_due(batch)
    cohort = choice_of(book, code, tier, Basis.NEW, due[0]) if due else None
    change = StockChange(
        batch,
        before,
        after,
        new.count,
        moved or 0,
        moved is not None,
        lost,
        tuple(sorted(others)),
        None if cohort is None else cohort.count,
        national_review(book, batch) if due else None,
        (),
    )
    return replace(change, remarks=tuple(_remarks(change)))


def choice_of(book: CountBook, code: str, tier: str, basis: Basis, batch: int) -> Choice | None:
    """Return the choice among whole counts of a place after a batch, None where nothing is known."""
    for cell, counts in cells(book).items():
        if (cell.code, cell.tier, cell.basis, cell.batch, cell.about) == (
            code,
            tier,
            basis,
            batch,
            "",
        ):
            return choose(counts, book.preferences)
    return None


def _remarks(change: StockChange) -> Iterator[Text]:
    if change.lost < 0:
        yield message("cities.change.more", count=-change.lost)
    elif change.lost == 0 and change.review is not None:
        yield message("cities.change.none_lost", rate=percent(change.review.fail_rate))
    if any(one.is_rounded for one in (change.before.count, change.after.count, change.new)):
        yield message("cities.change.rounded")
    if not change.is_moved_known:
        yield message("cities.change.moves_unknown")
    due = reviews_due(change.batch)
    if len(due) > 1:
        yield message("cities.change.second_review", batches=", ".join(str(b) for b in due[1:]))


def percent(share: Fraction, places: int = 1) -> str:
    """Return a share as 14.2 %, without a float."""
    scaled = round(share * 100 * 10**places)
    whole, rest = divmod(abs(scaled), 10**places)
    sign = "-" if scaled < 0 else ""
    return f"{sign}{whole}.{rest:0{places}d}%" if places else f"{sign}{whole}%"

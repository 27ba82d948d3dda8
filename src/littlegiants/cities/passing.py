"""What the next batch would have to bring for one place to pass another, under stated assumptions.

Nothing is forecast: who is reviewed, how many pass and how many new titles the other place gets are
intervals; what the counts do not tell is left as wide as it is.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from littlegiants.cities.changes import choice_of, national_review, percent, reviews_due
from littlegiants.cities.errors import NoCountsError, NotComparableError
from littlegiants.cities.model import Basis, CountBook
from littlegiants.vocabulary.language import Text, message

LISTS_LOOKED_AT = 3


@dataclass(frozen=True, slots=True)
class Between:
    """A whole number known or assumed to lie between two ends, both included."""

    low: int
    high: int

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.high:
            raise NotComparableError("cities.interval", low=self.low, high=self.high)


@dataclass(frozen=True, slots=True)
class RateBetween:
    """A pass rate assumed to lie between two ends, both included."""

    low: Fraction
    high: Fraction

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.high <= 1:
            raise NotComparableError("cities.interval", low=str(self.low), high=str(self.high))


@dataclass(frozen=True, slots=True)
class NextBatch:
    """What is assumed of one place for the next batch: how many are reviewed, and how many pass."""

    stock: int
    reviewed: Between
    pass_rate: RateBetween

    def kept(self) -> Between:
        """The stock after the review, new titles not yet counted."""
        most = math.ceil(self.reviewed.high * (1 - self.pass_rate.low))
        least = math.floor(self.reviewed.low * (1 - self.pass_rate.high))
        return Between(max(self.stock - most, 0), max(self.stock - least, 0))


@dataclass(frozen=True, slots=True)
class Needed:
    """New titles that the next batch would have to bring to be ahead.

    With fewer than `low` the place stays behind or level whatever holds within the assumptions; with
    `high` or more it is ahead whatever holds.
    """

    low: int
    high: int
    ours_kept: Between
    theirs_kept: Between


def needed_to_pass(ours: NextBatch, theirs: NextBatch, theirs_new: Between) -> Needed:
    """Return how many new titles pass another place, from least to most by the assumptions given."""
    mine, other = ours.kept(), theirs.kept()
    low = other.low + theirs_new.low + 1 - mine.high
    high = other.high + theirs_new.high + 1 - mine.low
    return Needed(max(low, 0), max(high, 0), mine, other)


@dataclass(frozen=True, slots=True)
class PassAnswer:
    """What it takes to pass another place in the next batch, with every assumption in words."""

    batch: int
    needed: Needed
    assumptions: tuple[Text, ...]


def what_it_takes(
    book: CountBook,
    who: str,
    whom: str,
    *,
    tier: str,
    theirs_new: Between | None = None,
    pass_rate: RateBetween | None = None,
) -> PassAnswer:
    """Return how many new titles the next batch must bring to pass another place.

    Without assumptions given: the other place's new titles range over its last lists, and pass rates
    over the nation's last reviews. A cohort that no count tells lies anywhere from none to the stock.
    """
    batch = _last_common(book, who, whom, tier)
    rates = pass_rate or national_pass_rates(book, batch)
    new = theirs_new or recent_lists(book, whom, tier, batch)
    places = {code: _next_batch(book, code, tier, batch, rates) for code in (who, whom)}
    told = [
        message(
            "cities.pass.place",
            region=book.regions[code].name,
            stock=f"{place.stock:,}",
            batch=batch,
            low=f"{place.reviewed.low:,}",
            high=f"{place.reviewed.high:,}",
        )
        for code, place in places.items()
    ]
    told.append(message("cities.pass.rate", low=percent(rates.low), high=percent(rates.high)))
    told.append(
        message("cities.pass.new", region=book.regions[whom].name, low=new.low, high=new.high)
    )
    needed = needed_to_pass(places[who], places[whom], new)
    return PassAnswer(batch + 1, needed, tuple(told))


def _last_common(book: CountBook, who: str, whom: str, tier: str) -> int:
    known = [
        batch
        for batch in book.calendar
        if all(choice_of(book, code, tier, Basis.VALID, batch) for code in (who, whom))
    ]
    if not known:
        names = book.regions[who].name, book.regions[whom].name
        raise NoCountsError("cities.pass_unknown", first=names[0], second=names[1])
    return max(known)


def national_pass_rates(book: CountBook, batch: int) -> RateBetween:
    """Return the lowest and highest national pass rate of the last reviews; 0 to 1 if none is known."""
    reviews = [national_review(book, b) for b in range(batch - LISTS_LOOKED_AT + 1, batch + 1)]
    rates = [review.pass_rate for review in reviews if review is not None]
    if not rates:
        return RateBetween(Fraction(0), Fraction(1))
    return RateBetween(min(rates), max(rates))


def recent_lists(book: CountBook, code: str, tier: str, batch: int) -> Between:
    """Return the smallest and largest of a place's last lists; raises where none is known."""
    choices = [
        choice_of(book, code, tier, Basis.NEW, b)
        for b in range(batch - LISTS_LOOKED_AT + 1, batch + 1)
    ]
    values = [choice.count.value for choice in choices if choice is not None]
    if not values:
        raise NoCountsError("cities.pass_lists", region=book.regions[code].name)
    return Between(min(values), max(values))


def _next_batch(book: CountBook, code: str, tier: str, batch: int, rates: RateBetween) -> NextBatch:
    stock = choice_of(book, code, tier, Basis.VALID, batch)
    assert stock is not None
    value = stock.count.value
    parts = [_cohort(book, code, tier, due, value) for due in _due_cohorts(batch + 1)]
    high = min(sum(part.high for part in parts), value)
    return NextBatch(value, Between(min(sum(part.low for part in parts), high), high), rates)


def _due_cohorts(batch: int) -> Sequence[tuple[int, bool]]:
    """The batches due, and whether only those of them that passed before are still there."""
    return [(due, position > 0) for position, due in enumerate(reviews_due(batch))]


def _cohort(book: CountBook, code: str, tier: str, due: tuple[int, bool], stock: int) -> Between:
    batch, has_been_reviewed = due
    found = choice_of(book, code, tier, Basis.NEW, batch)
    if found is None:
        return Between(0, int(min(stock, _list_at_most(book, code, tier, batch))))
    return Between(0 if has_been_reviewed else found.count.value, found.count.value)


def _list_at_most(book: CountBook, code: str, tier: str, batch: int) -> float:
    """What an announced total leaves for a list that is not known, the other known lists taken off."""
    lists = {b: choice_of(book, code, tier, Basis.NEW, b) for b in book.calendar}
    bounds = [math.inf]
    for last in book.calendar:
        total = choice_of(book, code, tier, Basis.ANNOUNCED, last) if last >= batch else None
        if total is not None and not total.count.is_rounded:
            known = (one.count.value for b, one in lists.items() if one is not None and b <= last)
            bounds.append(max(total.count.value - sum(known), 0))
    return min(bounds)

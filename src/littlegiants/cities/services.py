"""The use cases of cities: a rank table with its robustness, overtakes with those claimed, claims checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

from littlegiants.cities.changes import StockChange, stock_change
from littlegiants.cities.choose import Choice
from littlegiants.cities.claims.check import check_claims
from littlegiants.cities.claims.load import load_claims
from littlegiants.cities.claims.model import ClaimFile, ClaimResult, OvertakeClaim
from littlegiants.cities.errors import NoCountsError, NotComparableError
from littlegiants.cities.model import TIERS, Basis, CountBook, Level, Region, When, parse_when
from littlegiants.cities.overtakes import (
    ClaimedOvertake,
    Overtakes,
    claimed_overtake,
    find_overtakes,
)
from littlegiants.cities.passing import Between
from littlegiants.cities.ranks import RankStep, RankTable, rank_history, rank_table
from littlegiants.cities.robustness import CountError, SwapError, first_probabilities, smallest_swap


@dataclass(frozen=True, slots=True)
class RankQuestion:
    """What is ranked; after a batch or as of a day, by default after the newest batch."""

    tier: str = "little_giant"
    basis: Basis = Basis.VALID
    level: Level = Level.CITY
    batch: int | None = None
    as_of: When | None = None
    error: CountError = field(default_factory=lambda: CountError(Fraction(1, 100)))


@dataclass(frozen=True, slots=True)
class RankAnswer:
    """A rank table with the probability of being first, and the error that swaps the first two.

    `first` is None where too many places are near the top to compute it.
    """

    table: RankTable
    error: CountError
    first: Mapping[str, float] | None
    swap: SwapError | None

    @property
    def conflicts(self) -> tuple[Choice, ...]:
        """The rows for which sources differ."""
        return tuple(row.choice for row in self.table.rows if row.choice.is_conflict)


def rank(book: CountBook, question: RankQuestion) -> RankAnswer:
    """Rank places, and say how far the first place depends on errors of counting."""
    table = rank_table(
        book,
        tier=question.tier,
        basis=question.basis,
        level=question.level,
        batch=question.batch,
        as_of=question.as_of,
    )
    values = {row.count.region.code: row.count.value for row in table.rows}
    first: Mapping[str, float] | None
    try:
        first = first_probabilities(values, question.error)
    except NotComparableError:
        first = None
    top = [row.count.value for row in table.rows[:2]]
    swap = smallest_swap(top[0], top[1]) if len(top) == 2 else None
    return RankAnswer(table, question.error, first, swap)


@dataclass(frozen=True, slots=True)
class OvertakesAnswer:
    """Overtakes and ties that the counts carry, and what a claim file claims.

    Of one city also its ranks batch by batch and its changes of stock, as far as they are known.
    """

    found: Overtakes
    claimed: tuple[ClaimedOvertake, ...]
    history: Mapping[Basis, tuple[RankStep, ...]]
    changes: tuple[StockChange, ...]


def overtakes(
    book: CountBook, claims: ClaimFile, *, tier: str = "little_giant", code: str | None = None
) -> OvertakesAnswer:
    """Derive the overtakes of a tier, of one city or all, and hold the claimed ones against them."""
    claimed = tuple(
        claimed_overtake(
            book,
            who=content.who,
            whom=content.whom,
            tier=tier,
            when=content.when,
            source=claims.source,
        )
        for content in (claim.content for claim in claims.claims)
        if isinstance(content, OvertakeClaim)
        and content.tier == tier
        and code in (None, content.who, content.whom)
    )
    level = Level.CITY if code is None else book.regions[code].level
    found = find_overtakes(book, tier=tier, level=level, code=code)
    if code is None:
        return OvertakesAnswer(found, claimed, {}, ())
    history = {
        basis: rank_history(book, code, tier=tier, basis=basis, level=level)
        for basis in Basis
        if basis.is_stock
    }
    return OvertakesAnswer(found, claimed, history, stock_changes(book, code, tier=tier))


def stock_changes(book: CountBook, code: str, *, tier: str) -> tuple[StockChange, ...]:
    """Decompose every change of a place's valid stock for which the counts are at hand."""
    found = []
    for batch in sorted(book.calendar):
        try:
            found.append(stock_change(book, code, tier=tier, batch=batch))
        except NoCountsError:
            continue
    return tuple(found)


def check(book: CountBook, path: Path | None = None) -> tuple[ClaimFile, tuple[ClaimResult, ...]]:
    """Check a claim file, by default the one shipped."""
    claims = load_claims(book, path)
    return claims, check_claims(claims, book)


def find_region(book: CountBook, name: str) -> Region:
    """Find a region by code or name, 市 may be left out; raises `NoCountsError`."""
    wanted = name.strip().casefold()
    for region in book.regions.values():
        names = (region.code, region.name.zh, region.name.zh.removesuffix("市"), region.name.en)
        if wanted in {one.casefold() for one in names}:
            return region
    raise NoCountsError("cities.city_unknown", found=name)


def read_interval(text: str) -> Between:
    """Return an interval such as 250-350; raises `NoCountsError`."""
    low, dash, high = text.partition("-")
    if not (dash and low.strip().isdecimal() and high.strip().isdecimal()):
        raise NoCountsError("cities.interval_malformed", found=text)
    return Between(int(low), int(high))


def read_tier(text: str) -> str:
    """Return a tier by its code; raises `NoCountsError` naming those known."""
    if text not in TIERS:
        raise NoCountsError("cities.tier_unknown", found=text, known=", ".join(TIERS))
    return text


def read_basis(text: str) -> Basis:
    """Return a basis by its code; raises `NoCountsError` naming those known."""
    if text not in tuple(Basis):
        raise NoCountsError("cities.basis_unknown", found=text, known=", ".join(Basis))
    return Basis(text)


def read_level(text: str) -> Level:
    """Return a level by its code; raises `NoCountsError` naming those known."""
    if text not in tuple(Level):
        raise NoCountsError("cities.level_unknown", found=text, known=", ".join(Level))
    return Level(text)


def read_when(text: str) -> When:
    """Return a date given as year, month or day; raises `NoCountsError`."""
    try:
        return parse_when(text)
    except ValueError:
        raise NoCountsError("cities.as_of_malformed", found=text) from None

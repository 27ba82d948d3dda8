"""Careers: which titles a firm got, kept and lost, and on which lists it therefore stands.

The published totals are met exactly at every size: each career has a whole number of firms, and the
firms of the city are dealt out to the careers one to one, so that nothing is drawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from littlegiants.synthetic.calibration import Calibration, Cohort, Rung
from littlegiants.synthetic.model import City, Document, DocumentKind, Tier
from littlegiants.synthetic.shuffle import Numbers, shuffled

Cohorts = Mapping[tuple[Tier, str], Cohort]

KEPT = -1
"""The outcome of a title that holds; otherwise the number of reviews passed before the one failed."""

VALIDITY_YEARS = 3


@dataclass(frozen=True, slots=True)
class Stand:
    """One title in a firm's career: tier, batch, and how it ended."""

    tier: Tier
    batch: str
    outcome: int


@dataclass(frozen=True, slots=True)
class Career:
    """The titles of some firms, the highest tier first, or the one list they were struck from."""

    stands: tuple[Stand, ...]
    firms: int
    struck_from: tuple[Tier, str] | None = None

    @property
    def tier(self) -> Tier:
        """The highest tier in which the firms ever stood."""
        return self.stands[0].tier if self.stands else Tier.UNTITLED


@dataclass(frozen=True, slots=True)
class Ladder:
    """All careers of a city, the documents, and who stands on which.

    `listed[document, career]` is true or false; `cohorts` are those of the calibration.
    """

    careers: tuple[Career, ...]
    documents: tuple[Document, ...]
    listed: npt.NDArray[np.bool_]
    counts: npt.NDArray[np.int64]
    cohorts: Cohorts

    def holding(self, tier: Tier, day: date) -> npt.NDArray[np.bool_]:
        """Which careers hold a valid title of the tier on a day."""
        return np.array([_holds(career, tier, self.cohorts, day) for career in self.careers])

    def titles(self, tier: Tier, day: date) -> int:
        """How many titles of the tier are valid on a day."""
        return int(self.counts[self.holding(tier, day)].sum())

    def career_of(self, numbers: Numbers, city: City) -> Numbers:
        """The career of each firm of the city, by its number."""
        places = shuffled(numbers, whole=city.size, seed=city.seed)
        return np.searchsorted(np.cumsum(self.counts), places, side="right")


def apportioned(total: int, weights: Sequence[float]) -> list[int]:
    """Split a whole number by weights, the largest remainders first.

    The parts always add up; ties go to the earlier weight.
    """
    whole = sum(weights)
    if not whole:
        return [0] * len(weights)
    exact = [total * weight / whole for weight in weights]
    parts = [int(share) for share in exact]
    by_remainder = sorted(range(len(exact)), key=lambda i: (parts[i] - exact[i], i))
    for position in by_remainder[: total - sum(parts)]:
        parts[position] += 1
    return parts


def climb(city: City, calibration: Calibration) -> Ladder:
    """Work out the careers and documents of a city."""
    stocks = {rung.tier: _stock(rung, city, calibration) for rung in calibration.rungs}
    careers = _careers(calibration.rungs, stocks)
    careers += _struck(city, calibration)
    rest = city.size - sum(career.firms for career in careers)
    assert rest >= 0, "more titles than enterprises"
    careers.append(Career((), rest))
    documents = [document for rung in calibration.rungs for document in _documents(rung)]
    cohorts = {(r.tier, c.batch): c for r in calibration.rungs for c in r.cohorts}
    listed = [[_stands_on(career, d, cohorts) for career in careers] for d in documents]
    counts = np.array([career.firms for career in careers], dtype=np.int64)
    return Ladder(tuple(careers), tuple(documents), np.array(listed), counts, cohorts)


Stock = dict[tuple[str, int], int]
"""Firms of a tier by batch and outcome."""


def _stock(rung: Rung, city: City, calibration: Calibration) -> Stock:
    """Scale a tier's cohorts to the size of the city; what is kept and what is lost apart."""
    scale = city.size / calibration.reference_size
    kept = [((cohort.batch, KEPT), cohort.kept) for cohort in rung.cohorts]
    lost = [((c.batch, outcome), n) for c in rung.cohorts for outcome, n in enumerate(c.lost)]
    stock: Stock = {}
    for part in (kept, lost):
        total = round(sum(count for _, count in part) * scale)
        shares = apportioned(total, [count for _, count in part])
        stock |= {key: share for (key, _), share in zip(part, shares, strict=True)}
    return stock


def _careers(rungs: Sequence[Rung], stocks: Mapping[Tier, Stock]) -> list[Career]:
    """Put every title of an upper tier on one of the tier below, from the top down."""
    remaining = {tier: dict(stock) for tier, stock in stocks.items()}
    climbing: list[Career] = []
    for rung in rungs:
        # What is left of this tier climbs no higher; what came from above is already on it.
        own = [
            Career((Stand(rung.tier, *key),), count)
            for key, count in remaining[rung.tier].items()
            if count
        ]
        climbing = climbing + own
        if rung.below is not None:
            climbing = [
                grown
                for career in climbing
                for grown in _grounded(career, rung, remaining[rung.below])
            ]
    return climbing


def _grounded(career: Career, rung: Rung, below: Stock) -> Iterator[Career]:
    """Split a career over the cohorts of the tier below, as far as they have firms left."""
    assert rung.below is not None
    stand = career.stands[-1]
    cohort = next(c for c in rung.cohorts if c.batch == stand.batch)
    kept = stand.outcome == KEPT
    keys = [key for key in below if (key[1] == KEPT) is kept]
    wanted = apportioned(career.firms, [cohort.below.get(batch, 0.0) for batch, _ in keys])
    taken = [min(want, below[key]) for want, key in zip(wanted, keys, strict=True)]
    missing = career.firms - sum(taken)
    for position, key in enumerate(keys):  # at the smallest sizes roundings spill over
        more = min(missing, below[key] - taken[position])
        taken[position] += more
        missing -= more
    assert missing == 0, "the tier below is too small"
    for key, count in zip(keys, taken, strict=True):
        if count:
            below[key] -= count
            yield Career((*career.stands, Stand(rung.below, *key)), count)


def _struck(city: City, calibration: Calibration) -> list[Career]:
    """Firms that were put up for objections but not announced."""
    scale = city.size / calibration.reference_size
    found = [
        Career((), round(cohort.struck * scale), (rung.tier, cohort.batch))
        for rung in calibration.rungs
        for cohort in rung.cohorts
    ]
    return [career for career in found if career.firms]


def _documents(rung: Rung) -> Iterator[Document]:
    reviews: dict[str, date] = {}
    for cohort in rung.cohorts:
        yield _document(rung, DocumentKind.PUBLICITY, cohort.batch, cohort.publicity)
        yield _document(rung, DocumentKind.FINAL, cohort.batch, cohort.final)
        reviews |= dict(cohort.reviews)
    for batch, day in reviews.items():
        yield _document(rung, DocumentKind.REVIEW_PASSED, batch, day)


def _document(rung: Rung, kind: DocumentKind, batch: str, day: date) -> Document:
    key = f"{rung.tier.value}_{batch}_{kind.value}"
    return Document(key, kind, rung.tier, batch, day, rung.prints_codes)


def _stands_on(career: Career, document: Document, cohorts: Cohorts) -> bool:
    if document.kind is DocumentKind.REVIEW_PASSED:
        return any(
            document.batch == batch
            for stand in career.stands
            if stand.tier is document.tier
            for batch, _ in _passed(stand, cohorts)
        )
    if career.struck_from:
        is_publicity = document.kind is DocumentKind.PUBLICITY
        return is_publicity and career.struck_from == (document.tier, document.batch)
    return any(
        stand.tier is document.tier and stand.batch == document.batch for stand in career.stands
    )


def _passed(stand: Stand, cohorts: Cohorts) -> Sequence[tuple[str, date]]:
    """The reviews that a title passed."""
    reviews = cohorts[stand.tier, stand.batch].reviews
    return reviews if stand.outcome == KEPT else reviews[: stand.outcome]


def _holds(career: Career, tier: Tier, cohorts: Cohorts, day: date) -> bool:
    """True if a title of the tier is valid on the day: three years from the last list that has it."""
    for stand in career.stands:
        if stand.tier is tier:
            announced = [cohorts[tier, stand.batch].final]
            issued = announced + [reviewed for _, reviewed in _passed(stand, cohorts)]
            last = max((one for one in issued if one <= day), default=None)
            return last is not None and day < last.replace(year=last.year + VALIDITY_YEARS)
    return False

"""Counts of titled enterprises: where, which tier, on which basis, as of when, by whom."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction

from littlegiants.vocabulary.language import Text, message

_WHEN = re.compile(r"^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$")
_BATCHES = re.compile(r"^\d{1,2}(?:[-+]\d{1,2})?$")
VALID_YEARS = 3
"""A title holds three years; in the third its batch is reviewed."""


class Basis(StrEnum):
    """What a number counts; counts of two bases are never added, subtracted or ranked together."""

    NEW = "new"
    ANNOUNCED = "announced_cumulative"
    VALID = "valid_on_date"
    PUBLICISED = "publicised"

    @property
    def text(self) -> Text:
        """The basis in words."""
        return message(f"cities.basis.{self.value}")

    @property
    def is_stock(self) -> bool:
        """True where the count stands for all batches so far, not for one list."""
        return self in (Basis.ANNOUNCED, Basis.VALID)


class Level(StrEnum):
    """The kind of place a count is of."""

    NATION = "nation"
    PROVINCE = "province"
    CITY = "city"
    DISTRICT = "district"
    ZONE = "zone"


class Trust(StrEnum):
    """How far a source is trusted, best first: A official … C a copy, good only as a second voice."""

    A = "A"
    A_MINUS = "A-"
    B = "B"
    B_MINUS = "B-"
    C = "C"

    @property
    def order(self) -> int:
        """0 for the best."""
        return list(Trust).index(self)


class Precision(StrEnum):
    """How closely a date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class When:
    """A date as a source gives it: a day, a month or a year, with the interval it may lie in."""

    text: str
    first: date
    last: date

    @property
    def precision(self) -> Precision:
        """Whether day, month or only year is known."""
        return {4: Precision.YEAR, 7: Precision.MONTH}.get(len(self.text), Precision.DAY)

    def overlaps(self, other: When) -> bool:
        """True where both may be the same day."""
        return self.first <= other.last and other.first <= self.last


def parse_when(text: str) -> When:
    """Read 2024, 2024-09 or 2024-09-24; raises `ValueError` for anything else."""
    found = _WHEN.match(text.strip())
    if found is None:
        raise ValueError(text)
    year, month, day = (int(part) if part else None for part in found.groups())
    assert year is not None
    if month is None:
        return When(found[0], date(year, 1, 1), date(year, 12, 31))
    if day is None:
        first = date(year, month, 1)
        return When(found[0], first, first.replace(day=calendar.monthrange(year, month)[1]))
    return When(found[0], date(year, month, day), date(year, month, day))


def parse_batches(text: str) -> tuple[int, ...]:
    """Read 5, 1-4 (first to fourth) or 1+4 (these two); empty is none; raises `ValueError`."""
    text = text.strip()
    if not text:
        return ()
    if not _BATCHES.match(text):
        raise ValueError(text)
    if "-" in text:
        first, last = (int(part) for part in text.split("-"))
        if not 1 <= first <= last:
            raise ValueError(text)
        return tuple(range(first, last + 1))
    found = tuple(int(part) for part in text.split("+"))
    if min(found) < 1:
        raise ValueError(text)
    return found


@dataclass(frozen=True, slots=True)
class Region:
    """A place with a division code, or a functional zone with a name of ours."""

    code: str
    level: Level
    name: Text

    def holds(self, other: Region) -> bool:
        """True where the other place lies inside this one, by its code."""
        if self.code == other.code or self.level is Level.ZONE:
            return False
        if self.level is Level.NATION:
            return True
        stem = self.code.rstrip("0")
        stem += "0" * (len(stem) % 2)
        return len(stem) < 6 and other.code.startswith(stem)


@dataclass(frozen=True, slots=True)
class Source:
    """Who says so; `repeats` names the source whose figures it only passes on."""

    id: str
    title: str
    kind: str
    date: str
    address: str
    trust: Trust
    repeats: str = ""


@dataclass(frozen=True, slots=True)
class Count:
    """One count as one source gives it.

    `batches` are those counted; empty where the source does not say. `is_derived` marks a count that
    was computed from others rather than stated.
    """

    region: Region
    tier: str
    basis: Basis
    as_of: When
    batches: tuple[int, ...]
    value: int
    source: Source
    is_rounded: bool = False
    is_derived: bool = False
    note: Text | None = None

    @property
    def last_batch(self) -> int | None:
        """The last batch counted."""
        return max(self.batches, default=None)

    @classmethod
    def of_register(
        cls,
        region: Region,
        tier: str,
        basis: Basis,
        *,
        as_of: date,
        batches: tuple[int, ...],
        value: int,
        register: str,
    ) -> Count:
        """Build the count that a city's own register gives; `register` names the register."""
        day = as_of.isoformat()
        source = Source("register", register, "register", day, "", Trust.A)
        return cls(region, tier, basis, When(day, as_of, as_of), batches, value, source)


class BatchMeasure(StrEnum):
    """What a national figure of a batch counts."""

    PUBLICISED = "publicised"
    ANNOUNCED_FIRST_WAVE = "announced_first_wave"
    RECOGNISED = "recognised"
    RECOGNISED_STILL_VALID = "recognised_still_valid"
    REVIEW_PASSED = "review_passed"


@dataclass(frozen=True, slots=True)
class BatchFigure:
    """A national figure of one batch, or of the batches reviewed together."""

    batches: tuple[int, ...]
    year: int
    measure: BatchMeasure
    value: int
    source: Source
    is_preferred: bool = False
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that is no count of enterprises: an average, an area, a place in an index."""

    region: Region
    quantity: str
    title: Text
    unit: str
    as_of: When
    value: Fraction
    source: Source
    is_rounded: bool = False
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class Preference:
    """The source taken by default for one count where sources differ, with the reason."""

    code: str
    tier: str
    basis: Basis
    batch: int | None
    source: str
    reason: Text


@dataclass(frozen=True, slots=True)
class KeyBatch:
    """One list of centrally funded key little giants (重点小巨人)."""

    batch: int
    published: When
    value: int
    source: Source
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class KeyRank:
    """A city's rank by key little giants as published, without its count."""

    rank: int
    region: Region
    source: Source


@dataclass(frozen=True, slots=True)
class CountBook:
    """All that is known: counts with their sources, the calendar of batches, preferences."""

    counts: tuple[Count, ...]
    regions: Mapping[str, Region]
    sources: Mapping[str, Source]
    calendar: Mapping[int, When]
    batch_figures: tuple[BatchFigure, ...] = ()
    figures: tuple[Figure, ...] = ()
    preferences: tuple[Preference, ...] = ()
    key_batches: tuple[KeyBatch, ...] = ()
    key_ranks: tuple[KeyRank, ...] = ()

    def repeats(self, source: Source, document: str) -> bool:
        """True where a source is the document, or passes on what the document says."""
        seen: set[str] = set()
        current: Source | None = source
        while current is not None and current.id not in seen:
            if current.id == document:
                return True
            seen.add(current.id)
            current = self.sources.get(current.repeats)
        return False

    def with_counts(self, counts: Iterable[Count]) -> CountBook:
        """Return a book with more counts, such as those of a city's own register."""
        added = tuple(counts)
        regions = {**{one.region.code: one.region for one in added}, **self.regions}
        sources = {**self.sources, **{one.source.id: one.source for one in added}}
        return replace(self, counts=(*self.counts, *added), regions=regions, sources=sources)

    def is_partial(self, count: Count) -> bool:
        """True where a stock leaves out batches that were announced by then."""
        if count.basis is not Basis.VALID or not count.batches:
            return False
        following = self.calendar.get(max(count.batches) + 1)
        is_late = following is not None and count.as_of.first > following.last
        return is_late or count.batches != tuple(range(1, max(count.batches) + 1))


TIERS = (
    "little_giant", "key_little_giant", "srdi_sme", "innovative_sme", "high_tech", "single_champion",
)  # fmt: skip
"""The titles that are counted."""


def tier_text(tier: str) -> Text:
    """Return a tier's name in words."""
    return message(f"cities.tier.{tier}")

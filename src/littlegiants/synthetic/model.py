"""What an invented city is: the request, its documents, and the summary of what was built."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

SIZE_MIN: Final = 1_000
SIZE_MAX: Final = 10_000_000
COUNTED_ON: Final = date(2025, 11, 30)
"""The day on which the titles of the lists are those published."""
AS_OF_MIN: Final = date(2025, 12, 1)
AS_OF_MAX: Final = date(2026, 12, 31)
YEARS: Final = 3
"""Accounting years for which a firm has facts."""


class Tier(StrEnum):
    """The tiers of titles, the highest first; their order is that of the calibration's lists."""

    LITTLE_GIANT = "little_giant"
    SRDI = "srdi"
    INNOVATIVE = "innovative"
    UNTITLED = "untitled"


TITLED: Final = (Tier.LITTLE_GIANT, Tier.SRDI, Tier.INNOVATIVE)
TIERS: Final = (*TITLED, Tier.UNTITLED)


class DocumentKind(StrEnum):
    """The kinds of published lists that the city issues."""

    PUBLICITY = "publicity"
    FINAL = "final"
    REVIEW_PASSED = "review_passed"


@dataclass(frozen=True, slots=True)
class City:
    """Which city is meant: the same three values always give the same bytes."""

    size: int
    seed: int
    as_of: date

    @property
    def years(self) -> tuple[int, ...]:
        """The accounting years with facts, the latest first."""
        return tuple(self.as_of.year - back for back in range(1, YEARS + 1))


@dataclass(frozen=True, slots=True)
class Document:
    """One list: a tier's batch put up for objections, announced, or passed at review."""

    key: str
    kind: DocumentKind
    tier: Tier
    batch: str
    issued_on: date
    prints_codes: bool


@dataclass(frozen=True, slots=True)
class FileWritten:
    """One file of the city, with its hash."""

    name: str
    rows: int
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class MedianCheck:
    """A median of the drawn firms beside the one it was calibrated on; money in yuan."""

    tier: Tier
    measure: str
    firms: int
    panel: float
    scale: float
    drawn: float

    @property
    def target(self) -> float:
        """The panel's median, scaled to the tier."""
        return self.panel * self.scale

    @property
    def deviation(self) -> float:
        """How far the drawn median is from its target, as a share of the target."""
        return self.drawn / self.target - 1


@dataclass(frozen=True, slots=True)
class CitySummary:
    """What was built. Nothing in it is real: `synthetic` is always true."""

    city: City
    files: tuple[FileWritten, ...]
    titles: Mapping[Tier, int]
    titled_firms: int
    little_giants_by_year: Mapping[int, int]
    documents: Mapping[str, int]
    medians: tuple[MedianCheck, ...]
    firm_years: int
    synthetic: bool = True

"""The exceptions of cities.

LittleGiantsError            (vocabulary.errors)
├── CatalogError
│   └── CountsError          counts or claims cannot be used as written; every fault with its line
├── MixedBasesError          counts of different bases would be added, subtracted or ranked
├── NotComparableError       counts of one basis that still do not belong together
└── NoCountsError            nothing is known of what was asked
"""

from __future__ import annotations

from littlegiants.vocabulary.errors import CatalogError, LittleGiantsError
from littlegiants.vocabulary.finding import Finding


class CountsError(CatalogError):
    """Counts or claims cannot be used as written; `findings` names every fault with file and line."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        first = findings[0]
        super().__init__(
            "cities.faulty",
            findings=findings,
            count=len(findings),
            where=first.where,
            first=first.text,
        )


class MixedBasesError(LittleGiantsError):
    """Counts of different bases would be added, subtracted or ranked together."""


class NotComparableError(LittleGiantsError):
    """Counts of one basis that still do not belong together: nested places, other tiers, other batches."""


class NoCountsError(LittleGiantsError):
    """Nothing is known of the region, tier, basis or time asked for."""

"""Read what the city is calibrated on: `catalog/synthetic`."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from io import StringIO
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from littlegiants.synthetic.model import TIERS, Tier
from littlegiants.vocabulary.language import load_yaml

Floats = npt.NDArray[np.float64]

MEASURES: Final = (
    "revenue",
    "rd_intensity",
    "employees",
    "rd_staff_share",
    "debt_ratio",
    "net_margin",
    "assets_to_revenue",
    "growth",
)
"""The measures drawn together, in the order of the correlation tables."""
SCALED: Final = frozenset({"revenue", "employees"})
PROBABILITIES: Final = (0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99)


@dataclass(frozen=True, slots=True)
class Group:
    """One group of panel firms: quantiles of each measure, and how the measures go together."""

    name: str
    quantiles: Mapping[str, Floats]
    correlations: Floats
    changes: Mapping[str, tuple[float, float]]
    growth_persistence: float
    staff_with_growth: float


@dataclass(frozen=True, slots=True)
class TierSpec:
    """What a tier draws from, and how its amounts are scaled."""

    tier: Tier
    group: str
    scale: float
    age: tuple[int, int]
    stock_company: float


@dataclass(frozen=True, slots=True)
class Cohort:
    """Firms that got a tier's title in one batch, and how many lost it at which review."""

    batch: str
    publicity: date
    final: date
    kept: int
    lost: tuple[int, ...]
    reviews: tuple[tuple[str, date], ...]
    struck: int
    below: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Rung:
    """One tier of the ladder: its cohorts, and the tier that its firms hold besides."""

    tier: Tier
    below: Tier | None
    prints_codes: bool
    cohorts: tuple[Cohort, ...]


@dataclass(frozen=True, slots=True)
class District:
    """A district with its weight, and the development zone inside it, if any."""

    code: str
    name: str
    weight: float
    zone: str
    zone_share: float


@dataclass(frozen=True, slots=True)
class NameParts:
    """The words of which names are made."""

    places: tuple[tuple[str, bool, float], ...]
    first_syllables: str
    syllables: str
    businesses: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Calibration:
    """All that the city is calibrated on."""

    reference_size: int
    groups: Mapping[str, Group]
    tiers: Mapping[Tier, TierSpec]
    rungs: tuple[Rung, ...]
    districts: tuple[District, ...]
    names: NameParts
    print_noise: Mapping[str, float]
    code_missing: float
    renames: Mapping[str, float]
    missing: Mapping[str, float]
    second_source: float
    chances: Mapping[str, Floats]
    means: Mapping[str, Floats]
    institution_levels: Floats

    def missing_rate(self, fact: str) -> float:
        """How often a fact is not known."""
        return self.missing.get(fact, self.missing["default"])


@cache
def load_calibration() -> Calibration:
    """Read the package's own files; they are tested, so nothing is checked here."""
    stated = load_yaml(_read("city.yaml"))
    return Calibration(
        reference_size=stated["reference_size"],
        groups={name: _group(name, stated["changes"][name]) for name in stated["changes"]},
        tiers={Tier(name): _tier(name, entry) for name, entry in stated["tiers"].items()},
        rungs=tuple(_rung(name, entry) for name, entry in stated["ladder"].items()),
        districts=tuple(_district(entry, stated["zones"]) for entry in stated["districts"]),
        names=_names(stated),
        print_noise=stated["print_noise"],
        code_missing=stated["code_missing"],
        renames=stated["renames"],
        missing=stated["missing"],
        second_source=stated["second_source"],
        chances={name: np.array(values) for name, values in stated["chances"].items()},
        means={name: np.array(values) for name, values in stated["means"].items()},
        institution_levels=np.array([stated["institution_levels"][tier] for tier in TIERS]),
    )


def _read(name: str) -> str:
    path = resources.files("littlegiants").joinpath("catalog", "synthetic", name)
    return path.read_text(encoding="utf-8")


def _rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(_read(name))))


# Any: entries of a YAML file of our own, turned into typed values here.
def _group(name: str, changes: Mapping[str, Any]) -> Group:
    quantiles = {
        row["measure"]: np.array([float(row[f"p{round(p * 100):02}"]) for p in PROBABILITIES])
        for row in _rows("quantiles.csv")
        if row["group"] == name
    }
    correlated = {row["measure"]: row for row in _rows("correlations.csv") if row["group"] == name}
    table = [[float(correlated[one][other]) for other in MEASURES] for one in MEASURES]
    pairs = {key: (value[0], value[1]) for key, value in changes.items() if key in MEASURES}
    return Group(
        name,
        quantiles,
        np.array(table),
        pairs,
        changes["growth_persistence"],
        changes["staff_with_growth"],
    )


def _tier(name: str, entry: Mapping[str, Any]) -> TierSpec:
    youngest, oldest = entry["age"]
    return TierSpec(
        Tier(name), entry["group"], entry["scale"], (youngest, oldest), entry["stock_company"]
    )


def _rung(name: str, entry: Mapping[str, Any]) -> Rung:
    below = Tier(entry["below"]) if entry["below"] else None
    cohorts = tuple(_cohort(cohort) for cohort in entry["cohorts"])
    return Rung(Tier(name), below, entry["prints_codes"], cohorts)


def _cohort(entry: Mapping[str, Any]) -> Cohort:
    return Cohort(
        batch=entry["batch"],
        publicity=entry["publicity"],
        final=entry["final"],
        kept=entry["kept"],
        lost=tuple(entry["lost"]),
        reviews=tuple((review["batch"], review["day"]) for review in entry["reviews"]),
        struck=entry["struck"],
        below=entry["below"],
    )


def _district(entry: Mapping[str, Any], zones: Mapping[str, Any]) -> District:
    zone = zones.get(entry["code"], {"name": "", "share": 0.0})
    return District(entry["code"], entry["name"], entry["weight"], zone["name"], zone["share"])


def _names(stated: Mapping[str, Any]) -> NameParts:
    return NameParts(
        places=tuple((p["word"], p.get("after", False), p["weight"]) for p in stated["places"]),
        first_syllables=stated["first_syllables"],
        syllables=stated["syllables"],
        businesses=tuple(
            (row["word"], row["industry_code"], row["size_industry"])
            for row in _rows("businesses.csv")
        ),
    )

"""The firms of one chunk: number, code, career, place, trade, age, and names in time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt

from littlegiants.synthetic.calibration import Calibration, load_calibration
from littlegiants.synthetic.careers import Ladder, climb
from littlegiants.synthetic.codes import credit_codes
from littlegiants.synthetic.model import TIERS, City
from littlegiants.synthetic.names import (
    GROUP,
    LIABILITY,
    LIMITED,
    STOCK,
    NameColumns,
    Texts,
    composed,
    former_trade_names,
    trade_names,
)
from littlegiants.synthetic.shuffle import Numbers, stream

CHUNK_FIRMS: Final = 50_000
"""Firms made at a time; what bounds the memory."""

Truths = npt.NDArray[np.bool_]
Days = npt.NDArray[np.datetime64]


@dataclass(frozen=True)
class Plan:
    """A city with all that is worked out once for it."""

    city: City
    calibration: Calibration
    ladder: Ladder

    @cached_property
    def tier_of_career(self) -> Numbers:
        """The position in `TIERS` of each career's highest tier."""
        return np.array([TIERS.index(career.tier) for career in self.ladder.careers])

    def chunks(self) -> Iterator[tuple[int, int]]:
        """The first firm of each chunk and the first after it."""
        for start in range(0, self.city.size, CHUNK_FIRMS):
            yield start, min(start + CHUNK_FIRMS, self.city.size)


def plan_city(city: City) -> Plan:
    """Work out a city's careers once."""
    calibration = load_calibration()
    return Plan(city, calibration, climb(city, calibration))


@dataclass(frozen=True, slots=True)
class Firms:
    """One chunk of firms as columns of equal length."""

    chunk: int
    numbers: Numbers
    codes: Texts
    careers: Numbers
    tiers: Numbers
    districts: Numbers
    in_zone: Truths
    established: Days
    names: NameColumns
    former: NameColumns
    former_until: Days
    has_former: Truths

    def __len__(self) -> int:
        return len(self.numbers)


def draw_firms(plan: Plan, start: int, stop: int) -> Firms:
    """Draw the firms numbered from `start` to `stop`; nothing else decides what they are."""
    city, calibration = plan.city, plan.calibration
    chunk = start // CHUNK_FIRMS
    rng = stream(city, "firms", chunk)
    numbers = np.arange(start, stop)
    careers = plan.ladder.career_of(numbers, city)
    tiers = plan.tier_of_career[careers]
    districts = _districts(calibration, rng, len(numbers))
    zones = np.array([district.zone_share for district in calibration.districts])
    established = _established(plan, tiers, rng)
    names = _names(plan, numbers, tiers, rng)
    former, until, has_former = _former(plan, numbers, names, established, rng)
    return Firms(
        chunk=chunk,
        numbers=numbers,
        codes=credit_codes(numbers, seed=city.seed),
        careers=careers,
        tiers=tiers,
        districts=districts,
        in_zone=rng.random(len(numbers)) < zones[districts],
        established=established,
        names=names,
        former=former,
        former_until=until,
        has_former=has_former,
    )


def full_names(firms: Firms, calibration: Calibration) -> Texts:
    """The names of today."""
    return composed(firms.names, calibration.names)


def former_names(firms: Firms, calibration: Calibration) -> Texts:
    """The names until `former_until`; they mean nothing where there is no former name."""
    return composed(firms.former, calibration.names)


def _districts(calibration: Calibration, rng: np.random.Generator, rows: int) -> Numbers:
    weights = np.array([district.weight for district in calibration.districts])
    return rng.choice(len(weights), size=rows, p=weights / weights.sum())


def _established(plan: Plan, tiers: Numbers, rng: np.random.Generator) -> Days:
    """Titled firms are older; the youngest was founded before the last accounting year ended."""
    ages = np.array([plan.calibration.tiers[tier].age for tier in TIERS])
    days = 365.25 * (ages[tiers, 0] + rng.random(len(tiers)) * (ages[tiers, 1] - ages[tiers, 0]))
    founded: Days = np.datetime64(plan.city.as_of) - days.astype("timedelta64[D]")
    return founded


def _names(plan: Plan, numbers: Numbers, tiers: Numbers, rng: np.random.Generator) -> NameColumns:
    parts, renames = plan.calibration.names, plan.calibration.renames
    trades, businesses = trade_names(numbers, parts, seed=plan.city.seed)
    weights = np.array([weight for _, _, weight in parts.places], dtype=float)
    places = rng.choice(len(weights), size=len(numbers), p=weights / weights.sum())
    stock = np.array([plan.calibration.tiers[tier].stock_company for tier in TIERS])[tiers]
    drawn = rng.random(len(numbers))
    forms = np.where(drawn < stock, STOCK, LIMITED)
    forms = np.where((drawn >= stock) & (drawn < stock + renames["group"]), GROUP, forms)
    forms = np.where(drawn > 0.98, LIABILITY, forms)
    return NameColumns(places, trades, businesses, forms)


def _former(
    plan: Plan, numbers: Numbers, names: NameColumns, established: Days, rng: np.random.Generator
) -> tuple[NameColumns, Days, Truths]:
    """An earlier name: before the stock company or group, or under another trade name."""
    renames = plan.calibration.renames
    was_limited = (names.forms == GROUP) | (
        (names.forms == STOCK) & (rng.random(len(numbers)) < renames["stock"])
    )
    was_other = ~was_limited & (rng.random(len(numbers)) < renames["trade"])
    others = former_trade_names(numbers, plan.calibration.names, seed=plan.city.seed)
    former = NameColumns(
        names.places,
        np.where(was_other, others, names.trades),
        names.businesses,
        np.where(was_limited, LIMITED, names.forms),
    )
    # A name is borne for a year at least, and the present one since a month at least.
    earliest = established + np.timedelta64(365, "D")
    room = (np.datetime64(plan.city.as_of) - np.timedelta64(30, "D") - earliest).astype(np.int64)
    room = np.minimum(room, 9 * 365)
    latest = np.datetime64(plan.city.as_of) - np.timedelta64(30, "D")
    days = (rng.random(len(numbers)) * np.maximum(room, 1)).astype(np.int64)
    until = latest - days.astype("timedelta64[D]")
    return former, until, (was_limited | was_other) & (room > 0)

"""How far a ranking would survive errors in the counts.

Every count is taken as the middle of an independent error, relative to the count: `normal` with
standard deviation e, or `uniform` between −e and +e. The probabilities are computed, not drawn: the
distribution of a rank is integrated numerically over the place's own error, in pieces between the
points where the densities bend. `simulate_ranks` draws instead, as a check.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from littlegiants.cities.errors import NotComparableError
from littlegiants.vocabulary.language import Text, message

PLACES_MAX = 60
_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(12)
_REACH = 8.5
_BENDS = (-8.5, -6.0, -4.0, -3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0, 4.0, 6.0, 8.5)
_DEVIATION_MIN = 1e-9

Floats = NDArray[np.float64]


class ErrorKind(StrEnum):
    """The shape of the error assumed."""

    NORMAL = "normal"
    UNIFORM = "uniform"

    @property
    def text(self) -> Text:
        """The shape in words, with what e means."""
        return message(f"cities.error.{self.value}")


@dataclass(frozen=True, slots=True)
class CountError:
    """The count error assumed: its shape and its relative size."""

    relative: Fraction
    kind: ErrorKind = ErrorKind.NORMAL

    def __post_init__(self) -> None:
        if not 0 < self.relative < 1:
            raise NotComparableError("cities.error_size", found=str(self.relative))


def probability_ahead(first: int, second: int, error: CountError) -> float:
    """Return the probability that the first is truly larger, under the error assumed."""
    return rank_probabilities({"a": first, "b": second}, error)["a"][0]


def rank_probabilities(
    values: Mapping[str, int], error: CountError
) -> dict[str, tuple[float, ...]]:
    """Return, for each place, the probability of each rank from 1 to the number of places.

    Given a place's true value, the others lie above it independently; how many do follows from their
    probabilities one by one, and the whole is averaged over the place's own error.
    """
    if len(values) > PLACES_MAX:
        raise NotComparableError("cities.too_many_places", count=len(values), most=PLACES_MAX)
    if not values:
        return {}
    means = np.array(list(values.values()), dtype=np.float64)
    spreads = np.maximum(means * float(error.relative), _DEVIATION_MIN)
    points, weights = _quadrature(means, spreads, error.kind)
    below = np.array(
        [_distribution(points, *one, error.kind) for one in zip(means, spreads, strict=True)]
    )
    found = {}
    for position, name in enumerate(values):
        density = _density(points, means[position], spreads[position], error.kind)
        found[name] = _of_one(position, below, weights * density)
    return found


def first_probabilities(values: Mapping[str, int], error: CountError) -> dict[str, float]:
    """Return, for each place, the probability that it is truly first.

    Places that even the largest error cannot lift to the top are left out of the integration.
    """
    reach = _reach(error.kind) * float(error.relative)
    bar = max(values.values(), default=0) * (1 - reach)
    near = {name: value for name, value in values.items() if value * (1 + reach) >= bar}
    found = rank_probabilities(near, error)
    return {name: found[name][0] if name in found else 0.0 for name in values}


def _reach(kind: ErrorKind) -> float:
    return 1.0 if kind is ErrorKind.UNIFORM else _REACH


def _of_one(position: int, below: Floats, weights: Floats) -> tuple[float, ...]:
    """Average over one place's own error how many of the others lie above it.

    Others that are surely above or below everywhere within reach are counted, not integrated.
    """
    within = weights > 0.0
    others = np.delete(below[:, within], position, axis=0)
    sure_above = int(np.sum(others.max(axis=1, initial=0.0) <= 0.0))
    is_open = (others.max(axis=1, initial=0.0) > 0.0) & (others.min(axis=1, initial=1.0) < 1.0)
    ways = np.zeros((int(is_open.sum()) + 1, int(within.sum())))
    ways[0] = 1.0
    for one in others[is_open]:
        ways[1:] = ways[1:] * one + ways[:-1] * (1.0 - one)
        ways[0] *= one
    found = np.zeros(len(below))
    found[sure_above : sure_above + len(ways)] = ways @ weights[within]
    return tuple(float(value) for value in found / found.sum())


def _quadrature(means: Floats, spreads: Floats, kind: ErrorKind) -> tuple[Floats, Floats]:
    """Gauss–Legendre points and weights between all points where a density bends.

    Normal densities are smooth: bends much closer than the smallest spread are taken as one.
    """
    bends = np.array((-1.0, 1.0) if kind is ErrorKind.UNIFORM else _BENDS)
    edges = np.unique((means[:, None] + spreads[:, None] * bends).ravel())
    if kind is ErrorKind.NORMAL:
        cells = np.floor((edges - edges[0]) / (spreads.min() / 4))
        edges = edges[np.concatenate(([True], cells[1:] != cells[:-1]))]
    middle, half = (edges[1:] + edges[:-1]) / 2, (edges[1:] - edges[:-1]) / 2
    points = (middle[:, None] + half[:, None] * _NODES).ravel()
    return points, (half[:, None] * _WEIGHTS).ravel()


def _density(points: Floats, mean: float, spread: float, kind: ErrorKind) -> Floats:
    if kind is ErrorKind.UNIFORM:
        return np.where(np.abs(points - mean) <= spread, 0.5 / spread, 0.0)
    scaled = (points - mean) / spread
    density: Floats = np.exp(-0.5 * scaled * scaled) / (spread * math.sqrt(2 * math.pi))
    return density


def _distribution(points: Floats, mean: float, spread: float, kind: ErrorKind) -> Floats:
    scaled = (points - mean) / spread
    if kind is ErrorKind.UNIFORM:
        clipped: Floats = np.clip((scaled + 1) / 2, 0.0, 1.0)
        return clipped
    root = math.sqrt(2)
    return np.array([0.5 * math.erfc(-value / root) for value in scaled.tolist()])


def simulate_ranks(
    values: Mapping[str, int], error: CountError, *, seed: int, draws: int = 100_000
) -> dict[str, tuple[float, ...]]:
    """Draw the ranks instead of computing them; the same seed gives the same answer."""
    generator = np.random.default_rng(seed)
    means = np.array(list(values.values()), dtype=np.float64)
    spreads = np.maximum(means * float(error.relative), _DEVIATION_MIN)
    if error.kind is ErrorKind.NORMAL:
        drawn = generator.normal(means, spreads, (draws, len(means)))
    else:
        drawn = generator.uniform(means - spreads, means + spreads, (draws, len(means)))
    ranks = np.argsort(np.argsort(-drawn, axis=1), axis=1)
    return {
        name: tuple(float(np.mean(ranks[:, place] == rank)) for rank in range(len(means)))
        for place, name in enumerate(values)
    }


@dataclass(frozen=True, slots=True)
class SwapError:
    """The smallest count error at which the order of two counts is no longer certain.

    `both` is the relative error if both counts are wrong, the higher one down and the lower one up;
    `higher_alone` and `lower_alone` if one is. None where no error of that count can do it.
    """

    both: Fraction
    higher_alone: Fraction | None
    lower_alone: Fraction | None


def smallest_swap(first: int, second: int) -> SwapError:
    """Return the smallest relative errors that make two counts level; zero for a tie."""
    high, low = max(first, second), min(first, second)
    gap = high - low
    if high == 0:
        return SwapError(Fraction(0), None, None)
    return SwapError(
        Fraction(gap, high + low), Fraction(gap, high), Fraction(gap, low) if low else None
    )

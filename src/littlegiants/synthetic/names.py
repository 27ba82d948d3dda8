"""Names: place, trade name, business, legal form, as real ones are made, of invented parts.

Names are numbered, not drawn: two firms never share trade name and business, and one firm in eleven is
the sibling of another, with the same trade name and the next business.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from littlegiants.synthetic.calibration import NameParts
from littlegiants.synthetic.shuffle import Numbers, shuffled

Texts = npt.NDArray[Any]
"""An array of text of fixed width."""

FORMER_FIRST_SYLLABLES: Final = 9
"""The last of the first syllables, which open former trade names only."""
FORMS: Final = ("有限公司", "股份有限公司", "集团有限公司", "有限责任公司")
LIMITED, STOCK, GROUP, LIABILITY = range(4)
CITY, CITY_SHORT, BRACKET = range(3)
"""Positions in the calibration's places."""
VARIANTS: Final = (
    "same",
    "format",
    "city_word",
    "place_dropped",
    "wrong_character",
    "group_word",
)
"""What the printing of a list may do to a name, besides printing a former one."""


@dataclass(frozen=True, slots=True)
class NameColumns:
    """The parts of many names: words by number, trade names as text."""

    places: Numbers
    trades: Texts
    businesses: Numbers
    forms: Numbers

    def where(self, kept: npt.NDArray[Any]) -> NameColumns:
        """Keep some rows, by positions or truths."""
        return NameColumns(
            self.places[kept], self.trades[kept], self.businesses[kept], self.forms[kept]
        )


def trade_names(numbers: Numbers, parts: NameParts, *, seed: int) -> tuple[Texts, Numbers]:
    """Return the trade name and business of each firm by its number; the pair is never the same.

    Six in ten have two syllables while those last, the others three.
    """
    first, other = len(parts.first_syllables) - FORMER_FIRST_SYLLABLES, len(parts.syllables)
    halves = len(parts.businesses) // 2
    owner = numbers // 11 * 10 + np.minimum(numbers % 11, 9)
    is_sibling = numbers % 11 == 10
    short = owner // 10 * 6 + owner % 10
    has_two = (owner % 10 < 6) & (short < first * other * halves)
    pair = np.where(
        has_two,
        shuffled(short, whole=first * other * halves, seed=seed),
        shuffled(owner, whole=first * other * other * halves, seed=seed + 1),
    )
    trade, half = np.divmod(pair, halves)
    return _spelt(trade, has_two, parts, 0, first), half * 2 + is_sibling


def former_trade_names(numbers: Numbers, parts: NameParts, *, seed: int) -> Texts:
    """Return trade names of three syllables that no firm bears today."""
    start = len(parts.first_syllables) - FORMER_FIRST_SYLLABLES
    whole = FORMER_FIRST_SYLLABLES * len(parts.syllables) ** 2
    trade = shuffled(numbers % whole, whole=whole, seed=seed)
    two = np.zeros(len(numbers), dtype=bool)
    return _spelt(trade, two, parts, start, FORMER_FIRST_SYLLABLES)


def _spelt(
    trade: Numbers, has_two: npt.NDArray[np.bool_], parts: NameParts, start: int, first: int
) -> Texts:
    points = np.array([ord(c) for c in parts.syllables], dtype=np.uint32)
    openings = np.array([ord(c) for c in parts.first_syllables[start:]], dtype=np.uint32)
    spelt = np.zeros((len(trade), 3), dtype=np.uint32)
    rest, opening = np.divmod(trade, first)
    third, second = np.divmod(rest, len(points))
    spelt[:, 0], spelt[:, 1] = openings[opening], points[second]
    # A zero ends the text: trade names of two syllables have no third.
    spelt[:, 2] = np.where(has_two, 0, points[np.where(has_two, 0, third)])
    return spelt.view("<U3").ravel()


def composed(columns: NameColumns, parts: NameParts, *, half_brackets: bool = False) -> Texts:
    """Put the parts together; the place in brackets stands before the legal form."""
    before = np.array(["" if after else word for word, after, _ in parts.places])
    words = [word if after else "" for word, after, _ in parts.places]
    if half_brackets:
        words = [word.replace("（", "(").replace("）", ")") for word in words]
    business = np.array([word for word, _, _ in parts.businesses])
    name = np.strings.add(before[columns.places], columns.trades)
    name = np.strings.add(name, business[columns.businesses])
    name = np.strings.add(name, np.array(words)[columns.places])
    return np.strings.add(name, np.array(FORMS)[columns.forms])


def printed(
    columns: NameColumns,
    parts: NameParts,
    noise: Mapping[str, float],
    rng: np.random.Generator,
) -> tuple[Texts, Texts]:
    """Print names as lists do: return the printed names and what was done to each."""
    rows = len(columns.forms)
    shares = [noise[name] for name in VARIANTS[1:]]
    drawn = rng.choice(len(VARIANTS), size=rows, p=[1 - sum(shares), *shares])
    plain = composed(columns, parts)
    names = plain
    for number, changed in (
        (1, _reformatted(columns, parts, rng)),
        (2, composed(replace(columns, places=_other_city_word(columns.places)), parts)),
        (3, composed(replace(columns, places=np.full(rows, len(parts.places) - 1)), parts)),
        (4, composed(replace(columns, trades=_misspelt(columns.trades, parts, rng)), parts)),
        (5, composed(replace(columns, forms=_other_group_word(columns.forms)), parts)),
    ):
        names = np.where(drawn == number, changed, names)
    # A place that is not there cannot be dropped: such rows were printed as they are.
    done = np.where(names == plain, 0, drawn)
    return names, np.array(VARIANTS)[done]


def _reformatted(columns: NameColumns, parts: NameParts, rng: np.random.Generator) -> Texts:
    """Half-width brackets where there are brackets, else a space, of either width, somewhere."""
    plain = composed(columns, parts, half_brackets=True)
    space = np.array([" ", "\u3000"])[rng.integers(0, 2, len(plain))]
    leading = np.strings.add(space, plain)
    trailing = np.strings.add(plain, space)
    spaced = np.where(rng.random(len(plain)) < 0.5, leading, trailing)
    return np.where(columns.places == BRACKET, plain, spaced)


def _other_city_word(places: Numbers) -> Numbers:
    swapped = np.where(places == CITY, CITY_SHORT, places)
    return np.where(places == CITY_SHORT, CITY, swapped)


def _other_group_word(forms: Numbers) -> Numbers:
    return np.where(forms == GROUP, LIMITED, np.where(forms == LIMITED, GROUP, forms))


def _misspelt(trades: Texts, parts: NameParts, rng: np.random.Generator) -> Texts:
    """Replace the second syllable by one that no second syllable is.

    So a name with a wrong character is never, by chance, the right name of another firm.
    """
    wrong = [ord(c) for c in parts.first_syllables[-FORMER_FIRST_SYLLABLES:]]
    points = np.array(wrong, dtype=np.uint32)
    spelt = np.ascontiguousarray(trades).view(np.uint32).reshape(-1, 3).copy()
    spelt[:, 1] = points[rng.integers(0, len(points), len(trades))]
    return spelt.view("<U3").ravel()

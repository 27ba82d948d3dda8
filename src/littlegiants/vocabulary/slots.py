"""Slots: a fact at a place in time, as a rule addresses it and as a column carries it.

A fact alone has no value; `revenue` of last year, or events of the last three years, have. Years are
counted back from the application year, so that a column means the same in every year's round.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from littlegiants.vocabulary.language import Text, message
from littlegiants.vocabulary.quantity import Dimension


class Form(StrEnum):
    """How a slot addresses time; the value is the pattern of its column's ending."""

    STANDING = ""
    YEAR = "_y{n}"
    SUM = "_sum_{n}y"
    MEAN = "_mean_{n}y"
    GROWTH = "_growth"
    MEAN_GROWTH = "_mean_growth_{n}y"
    COMPOUND_GROWTH = "_compound_growth_{n}y"
    TOTAL_IN = "_total_{n}y"
    HAPPENED_IN = "_in_{n}y"
    HAPPENED_PAST = "_past_{n}y"
    HAPPENED_SINCE = "_since_y{n}"

    @property
    def is_growth(self) -> bool:
        """True for the forms whose value is a ratio whatever the fact counts."""
        return self in (Form.GROWTH, Form.MEAN_GROWTH, Form.COMPOUND_GROWTH)

    @property
    def is_happening(self) -> bool:
        """True for the forms that answer yes or no."""
        return self in (Form.HAPPENED_IN, Form.HAPPENED_PAST, Form.HAPPENED_SINCE)


ANNUAL_FORMS = (
    Form.YEAR,
    Form.SUM,
    Form.MEAN,
    Form.GROWTH,
    Form.MEAN_GROWTH,
    Form.COMPOUND_GROWTH,
)
EVENT_FORMS = (Form.TOTAL_IN, Form.HAPPENED_IN, Form.HAPPENED_PAST, Form.HAPPENED_SINCE)
YEARS_BACK_MAX = 5

_ENDINGS = [
    (form, re.compile("^(?P<fact>.+)" + form.value.replace("{n}", r"(?P<n>[0-9])") + r"\Z"))
    # longest endings first, so that `_mean_growth_2y` is not read as `_growth`
    for form in sorted(Form, key=lambda form: -len(form.value))
    if form is not Form.STANDING
]


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """One fact at one place in time; `n` is years back or the width of the window."""

    fact: str
    form: Form = Form.STANDING
    n: int = 0

    @property
    def column(self) -> str:
        """The column that carries the slot."""
        return self.fact + self.form.value.format(n=self.n)

    def dimension(self, fact_dimension: Dimension) -> Dimension:
        """What the slot's value counts, given what the fact counts."""
        if self.form.is_growth:
            return Dimension.RATIO
        return Dimension.BOOLEAN if self.form.is_happening else fact_dimension

    def describe(self, fact: Text) -> Text:
        """The slot in words, such as 上年度营业收入 / operating revenue, last year."""
        if self.form is Form.STANDING:
            return fact
        code = f"slot.{self.form.name.lower()}"
        if self.form is Form.YEAR and self.n <= 2:
            code = f"slot.year_{self.n}"
        return message(code, fact=fact, n=self.n)


def candidate_slots(column: str) -> list[Slot]:
    """Return every reading of a column name as fact and ending, the bare fact first."""
    readings = [Slot(column)]
    for form, ending in _ENDINGS:
        match = ending.match(column)
        if match:
            readings.append(Slot(match["fact"], form, int(match.groupdict().get("n") or 0)))
    return readings

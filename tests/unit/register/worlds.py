"""Random registers: what a clerk may do in any order, and the deliveries it is done with."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction

from littlegiants.intake.events import Event
from littlegiants.vocabulary.enterprise import Value
from littlegiants.vocabulary.errors import LittleGiantsError
from littlegiants.vocabulary.quantity import Range
from tests.unit.register.builders import SOURCES, Clerk, Row, failing, uscc

CODES = (*map(uscc, range(1, 6)), failing(uscc(6)), "", "123")
NAMES = tuple(f"深圳市{trade}光电有限公司" for trade in ("甲", "乙", "丙", "丁", "戊", "己"))
FIRST_DAY, LAST_DAY = date(2024, 3, 1), date(2026, 9, 30)
CLAUSES = ("8.1", "8.2")


def value_of(source: random.Random, column: str, *, is_plain: bool = False) -> Value:
    """A value that a column may carry, now and then a range or a third, unless it shall be plain."""
    if column.startswith(("is_", "science_award", "srdi_sme_valid")):
        return source.random() < 0.5
    if column == "industry_code":
        return source.choice(("3990", "C3569", "6510", "99"))
    if not is_plain and source.random() < 0.1:
        return Range(1, 2 if source.random() < 0.5 else None)
    if column.startswith(("rd_ratio", "market_share", "development_score")):
        thirds: tuple[Value, ...] = (
            (Fraction(1, 3),) if not is_plain and source.random() < 0.2 else ()
        )
        ratios: tuple[Value, ...] = (Fraction(3, 100), Fraction(1, 8), 0, 1, *thirds)
        return source.choice(ratios)
    large: tuple[int, ...] = (
        (2**53 + 1, 6 * 10**15) if column.startswith(("revenue", "equity")) else (10_000,)
    )
    return source.choice((0, 1, 500, *large, -5))


COLUMNS = (
    *(f"revenue_y{back}" for back in range(4)),
    "rd_ratio_y1",
    "development_score_y0",
    "employees_y1",
    "revenue_sum_3y",
    "is_sme",
    "srdi_sme_valid",
    "market_share",
    "class1_ip_count",
    "industry_code",
    "science_award_in_2y",
    "science_award_past_3y",
    "equity_paid_in_total_2y",
)


def a_row(source: random.Random, *, is_plain: bool = False) -> Row:
    """What a file may say in one row; a plain one says nothing but values that columns carry."""
    chosen = source.sample(COLUMNS, source.randint(0, 6))
    values = {column: value_of(source, column, is_plain=is_plain) for column in chosen}
    if is_plain:
        return Row(source.choice(CODES), source.choice(NAMES), values)
    events: list[tuple[str, Event]] = []
    if source.random() < 0.2:
        day = date(source.randint(2021, 2026), 5, source.randint(1, 28))
        events.append(("science_award", Event(day, day + timedelta(source.choice((0, 0, 40))))))
    if source.random() < 0.2:
        day = date(source.randint(2021, 2026), 5, 1)
        events.append(("equity_paid_in", Event(day, day, source.choice((None, 5, 100)))))
    return Row(
        source.choice(CODES),
        source.choice(NAMES),
        values,
        {source.choice(CLAUSES): source.random() < 0.5} if source.random() < 0.2 else {},
        tuple(events),
        frozenset({"science_award"}) if source.random() < 0.2 else frozenset(),
    )


def a_day(source: random.Random) -> date:
    """A day on which a file is dated or a question asked."""
    return FIRST_DAY + timedelta(source.randrange((LAST_DAY - FIRST_DAY).days))


@dataclass(slots=True)
class Life:
    """A clerk who does something at random, again and again; a plain one decides on no value."""

    clerk: Clerk
    source: random.Random
    is_plain: bool = False
    decisions: list[tuple[str, int]] = field(default_factory=list)
    refusals: int = 0

    def live(self, steps: int) -> None:
        """Do some things; what the register refuses is no harm done."""
        for _ in range(steps):
            doing = self.source.choice(self._ways())
            try:
                doing()
            except LittleGiantsError:
                self.refusals += 1

    def _ways(self) -> list[Callable[[], None]]:
        receive = [self._receive] * 5
        links = [self._withdraw, self._decide, self._unlink]
        if self.is_plain:
            return [*receive, *links]
        decide = [self._correct, self._settle, self._judge, self._take_back]
        return [*receive, *links, *decide]

    def _receive(self) -> None:
        self.clerk.receive(
            *(a_row(self.source, is_plain=self.is_plain) for _ in range(self.source.randint(1, 4))),
            source=self.source.choice(SOURCES).code,
            as_of=a_day(self.source),
            mark=str(self.source.random()),
            new_by_name=self.source.random() < 0.3,
        )

    def _withdraw(self) -> None:
        self.clerk.withdraw(self.source.randint(1, 8))

    def _correct(self) -> None:
        enterprise, key = self._key()
        column = key[0] if key[1] is None else f"{key[0]}_y1"
        value = value_of(self.source, column)
        self.decisions.append(("correction", self.clerk.correct(enterprise, key, value)))

    def _settle(self) -> None:
        enterprise, key = self._key()
        known = self.clerk.knowledge(enterprise).known.get(key)
        said = () if known is None else (known.speaks, *known.others)
        delivery_id = self.source.choice([statement.delivery_id for statement in said] or [0])
        number = self.clerk.settle(enterprise, key, delivery_id)
        self.decisions.append(("resolution", number))

    def _key(self) -> tuple[int, tuple[str, int | None]]:
        enterprise = self.source.randint(1, 6)
        known = sorted(self.clerk.knowledge(enterprise).known, key=repr)
        return (enterprise, self.source.choice(known)) if known else (enterprise, ("nothing", None))

    def _judge(self) -> None:
        first = a_day(self.source)
        last = first + timedelta(200) if self.source.random() < 0.5 else None
        answer, clause = self.source.random() < 0.5, self.source.choice(CLAUSES)
        number = self.clerk.judge(self.source.randint(1, 6), clause, first, last, answer=answer)
        self.decisions.append(("judgement", number))

    def _take_back(self) -> None:
        if self.decisions:
            self.clerk.take_back(*self.source.choice(self.decisions))

    def _decide(self) -> None:
        if waiting := self.clerk.records():
            enterprise = self.source.choice((None, 1, 2, 3))
            self.clerk.decide(self.source.choice(waiting), enterprise)

    def _unlink(self) -> None:
        if records := self.clerk.records():
            self.clerk.unlink(self.source.choice(records))

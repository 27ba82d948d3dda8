"""Whole columns."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from littlegiants.vocabulary.finding import Severity
from tests.unit.intake.builders import codes, column, only, read_csv


def ratios(folder: Path, head: str, *cells: str) -> tuple[list[object], list[str]]:
    """Return the values of a column of ratios and the findings on it."""
    text = "\n".join([f"id,{head}", *(f"{at},{cell}" for at, cell in enumerate(cells))])
    delivery = read_csv(folder, text)
    (values,) = delivery.table.columns.values()
    return list(values), codes(delivery.findings)


def test_column_of_per_cents(tmp_path: Path) -> None:
    """One number above 1.5 shows that a column without a unit is in per cent, all of it."""
    values, found = ratios(tmp_path, "rd_ratio_y1", "0.8", "3", "4.5")
    assert values == [Fraction(8, 1000), Fraction(3, 100), Fraction(45, 1000)]
    assert "column.taken_as_percent" in found


def test_column_of_fractions(tmp_path: Path) -> None:
    """Small numbers without a unit are fractions."""
    assert ratios(tmp_path, "rd_ratio_y1", "0.03", "1.2")[0] == [Fraction(3, 100), Fraction(6, 5)]


def test_written_per_cents_settle_nothing(tmp_path: Path) -> None:
    """A cell with its own sign is clear and says nothing of its neighbours."""
    values, _ = ratios(tmp_path, "rd_ratio_y1", "3%", "0.04", "250%")
    assert values == [Fraction(3, 100), Fraction(1, 25), Fraction(5, 2)]


def test_per_cent_in_the_head(tmp_path: Path) -> None:
    """Under % in the head a bare 3 is 3 %, and 0.5 is 0.5 %."""
    assert ratios(tmp_path, "研发费用占比（%）", "3", "0.5")[0] == [
        Fraction(3, 100),
        Fraction(1, 200),
    ]


def test_fractions_under_per_cent(tmp_path: Path) -> None:
    """A column in per cent without any number above 1 is doubtful, and that is told."""
    _, found = ratios(tmp_path, "研发费用占比（%）", "0.03", "0.05", "0.08")
    assert "column.percent_or_fraction" in found


def test_one_firm_that_grew_fast(tmp_path: Path) -> None:
    """One growth above 150 % does not turn a column of fractions into per cents."""
    values, found = ratios(tmp_path, "revenue_growth", "0.05", "0.1", "2.5")
    assert values[2] == Fraction(5, 2)
    assert "column.ratio_mixed" in found


def test_growth_in_per_cent(tmp_path: Path) -> None:
    """A column of growths that are mostly above 1.5 is in per cent."""
    assert ratios(tmp_path, "revenue_growth", "5", "12", "-3")[0][2] == Fraction(-3, 100)


def test_bad_cell_is_unknown(tmp_path: Path) -> None:
    """A bad cell is an error at its place, its value unknown, and its neighbours stay."""
    delivery = read_csv(tmp_path, "企业名称,2025年营业收入（万元）\n甲,五千\n乙,5\n")
    found = only(delivery.findings, "cell.not_number")
    assert (found.where, found.severity) == (
        "line 2, column 2025年营业收入（万元）",
        Severity.ERROR,
    )
    assert column(delivery, "revenue_y1") == [None, 5_000_000]


def test_impossible_cell_is_unknown(tmp_path: Path) -> None:
    """A share of 120 % cannot be: it is unknown, and an error says so."""
    delivery = read_csv(tmp_path, "id,market_share\n1,120%\n")
    assert column(delivery, "market_share") == [None]
    assert only(delivery.findings, "cell.implausible").severity is Severity.ERROR


@pytest.mark.parametrize(("word", "value"), [("是", True), ("否", False), ("—", None)])
def test_judgement_columns(tmp_path: Path, word: str, value: bool | None) -> None:
    """Judgements are columns of yes and no under the id of their clause."""
    delivery = read_csv(tmp_path, f"id,revenue_y1,judgement:RB02-LG-6\n1,5,{word}\n")
    assert column(delivery, "judgement:RB02-LG-6") == [value]


@pytest.mark.parametrize(
    ("amount", "is_suspected"),
    [("999999.9999", False), ("1000000", True), ("10", False), ("9.9999", True)],
)
def test_the_unit_of_a_column_of_money(tmp_path: Path, amount: str, is_suspected: bool) -> None:
    """A middle of 10 milliard yuan or more, or below 100,000, suggests that the unit is wrong."""
    rows = "".join(f"{at},{amount}\n" for at in range(3))
    delivery = read_csv(tmp_path, f"id,2025年营业收入（万元）\n{rows}")
    assert ("column.unit_suspected" in codes(delivery.findings)) is is_suspected

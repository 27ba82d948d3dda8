"""Units beside values."""

from __future__ import annotations

import pytest

from littlegiants.intake.units import is_unit, noted_unit, split_units


@pytest.mark.parametrize(
    ("head", "words", "unit"),
    [
        ("营业收入（万元）", "营业收入", "万元"),
        ("营业收入(单位：万元)", "营业收入", "万元"),
        ("营业收入[人民币万元]", "营业收入", "人民币万元"),
        ("营业收入【亿元】", "营业收入", "亿元"),
        ("营业收入/万元", "营业收入", "万元"),
        ("营业收入万元", "营业收入", "万元"),
        ("研发费用占比（％）", "研发费用占比", "%"),
        ("营业收入（2025年，万元）", "营业收入(2025年)", "万元"),
        ("高新技术企业（是/否）", "高新技术企业", ""),
        ("高新技术产品（服务）收入（元）", "高新技术产品(服务)收入", "元"),
        ("营业收入（万美元）", "营业收入", "万美元"),
        ("营业收入", "营业收入", ""),
    ],
)
def test_units_in_heads(head: str, words: str, unit: str) -> None:
    """A unit in any kind of bracket is taken out; other brackets stay."""
    assert split_units(head) == (words, unit)


@pytest.mark.parametrize("note", ["单位：万元", "金额单位:人民币万元", "（单位: 万元）"])
def test_notes_above_tables(note: str) -> None:
    """The note above a table names the unit of its money."""
    assert noted_unit(note) == "万元"


def test_unit_that_is_an_office() -> None:
    """填报单位：某局 is an office, not a unit of measure."""
    assert noted_unit("填报单位：元谋县工信局") is None


def test_office_whose_name_begins_like_a_unit() -> None:
    """A unit row holds units and nothing else."""
    assert is_unit("万元")
    assert not is_unit("营业收入")

"""The words of time in heads."""

from __future__ import annotations

import pytest

from littlegiants.intake.time_words import (
    OUTSIDE,
    Aggregate,
    Time,
    has_time,
    split_aggregate,
    split_time,
)


@pytest.mark.parametrize(
    ("words", "rest", "time"),
    [
        ("2025年营业收入", "营业收入", Time(back=1)),
        ("营业收入2025年度", "营业收入", Time(back=1)),
        ("2025年12月31日资产总额", "资产总额", Time(back=1)),
        ("截至2025年末职工总数", "职工总数", Time(back=1)),
        ("2025-12-31资产总额", "资产总额", Time(back=1)),
        ("上年度营业收入", "营业收入", Time(back=1)),
        ("上年末资产负债率", "资产负债率", Time(back=1)),
        ("最近一个会计年度营业收入", "营业收入", Time(back=1)),
        ("前年营业收入", "营业收入", Time(back=2)),
        ("y-2年营业收入", "营业收入", Time(back=2)),
        ("本年度营业收入", "营业收入", Time(back=0)),
        ("当年职工总数", "职工总数", Time()),
        ("近两年研发费用", "研发费用", Time(window=2)),
        ("最近三个会计年度研发费用", "研发费用", Time(window=3)),
        ("过去三年违法行为", "违法行为", Time(window=3, rolling=True)),
        ("2024-2025年研发费用", "研发费用", Time(window=2)),
        ("2023、2024、2025年研发费用", "研发费用", Time(window=3)),
        ("2024年以来科技奖励", "科技奖励", Time(since=2)),
        ("营业收入", "营业收入", Time()),
    ],
)
def test_words_of_time(words: str, rest: str, time: Time) -> None:
    """Each way of naming a year or years is understood and taken out of the head."""
    timed = split_time(words, 2026)
    assert (timed.rest, timed.time) == (rest, time)


def test_years_that_end_elsewhere() -> None:
    """Years that do not end with last year fit no window."""
    assert split_time("2022-2024年研发费用合计", 2026).time == OUTSIDE


def test_contradiction() -> None:
    """上年度 and another calendar year contradict each other."""
    assert split_time("上年度(2024年)营业收入", 2026).time is None


def test_agreement() -> None:
    """上年度 and the calendar year it is agree."""
    assert split_time("上年度(2025年)营业收入", 2026).time == Time(back=1)


@pytest.mark.parametrize(
    ("words", "rest", "aggregate"),
    [
        ("营业收入增长率", "营业收入", Aggregate.GROWTH),
        ("营业收入同比增长率", "营业收入", Aggregate.GROWTH),
        ("主营业务收入平均增长率", "主营业务收入", Aggregate.MEAN_GROWTH),
        ("营业收入增长率平均值", "营业收入", Aggregate.MEAN_GROWTH),
        ("营业收入年均复合增长率", "营业收入", Aggregate.COMPOUND_GROWTH),
        ("营业收入年均增长率", "营业收入", Aggregate.UNCLEAR_GROWTH),
        ("研发费用合计", "研发费用", Aggregate.SUM),
        ("研发费用总额均值", "研发费用总额", Aggregate.MEAN),
        ("营业收入", "营业收入", None),
    ],
)
def test_ways_to_put_years_together(words: str, rest: str, aggregate: Aggregate | None) -> None:
    """Sums, means and three kinds of growth are told apart."""
    assert split_aggregate(words) == (rest, aggregate)


def test_group_words_without_time() -> None:
    """A group such as 财务指标 says nothing of time."""
    assert not has_time("财务指标")
    assert has_time("2025年")

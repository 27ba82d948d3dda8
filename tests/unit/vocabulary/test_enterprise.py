"""Facts of one enterprise and of many."""

from __future__ import annotations

from fractions import Fraction

from littlegiants.vocabulary.enterprise import EnterpriseFacts, FactTable, judgement_column
from littlegiants.vocabulary.quantity import Range


def table() -> FactTable:
    """Three firms, the second with a range, the third with a ratio of too many digits."""
    return FactTable(
        ids=["a", "b", "c"],
        names=["甲", "乙", "丙"],
        columns={
            "revenue_y1": [5, Range(1, 9), None],
            "rd_ratio_y1": [Fraction(3, 100), None, Fraction(1, 3)],
            judgement_column("RB-1"): [True, None, False],
        },
    )


def test_a_row_leaves_out_what_is_unknown() -> None:
    """None is not a value of an enterprise."""
    assert table().row(2).values == {"rd_ratio_y1": Fraction(1, 3)}


def test_a_row_tells_judgements_from_facts() -> None:
    """Judgements go by clause, facts by column."""
    assert table().row(0) == EnterpriseFacts(
        "a", "甲", {"revenue_y1": 5, "rd_ratio_y1": Fraction(3, 100)}, {"RB-1": True}
    )


def test_rows_come_in_order() -> None:
    """Iteration yields every enterprise once."""
    assert [row.id for row in table().rows()] == ["a", "b", "c"]


def test_rows_that_columns_cannot_carry_are_named() -> None:
    """Ranges, and fractions that binary64 would round, are decided one by one."""
    assert table().ranged_rows() == [1, 2]


def test_an_enterprise_knows_whether_it_has_ranges() -> None:
    """Only a range makes the slower interpreter necessary."""
    assert [row.has_ranges for row in table().rows()] == [False, True, False]

"""Slots and their columns: what a column name means, and back."""

from __future__ import annotations

import pytest

from littlegiants.vocabulary.facts import Kind, load_vocabulary
from littlegiants.vocabulary.language import load_messages
from littlegiants.vocabulary.quantity import Dimension
from littlegiants.vocabulary.slots import Form, Slot, candidate_slots

VOCABULARY = load_vocabulary()
WIDTHS = {Form.STANDING: (0,), Form.GROWTH: (0,), Form.YEAR: (0, 1, 2, 3, 4)}
SLOTS = [
    Slot(fact.name, form, n)
    for fact in VOCABULARY.facts.values()
    for form in Form
    if fact.allows(form)
    for n in WIDTHS.get(form, (1, 2, 3, 5))
]


@pytest.mark.parametrize(
    ("column", "slot"),
    [
        ("niche_years", Slot("niche_years")),
        ("revenue_y1", Slot("revenue", Form.YEAR, 1)),
        ("revenue_sum_2y", Slot("revenue", Form.SUM, 2)),
        ("revenue_mean_3y", Slot("revenue", Form.MEAN, 3)),
        ("revenue_growth", Slot("revenue", Form.GROWTH)),
        ("revenue_mean_growth_2y", Slot("revenue", Form.MEAN_GROWTH, 2)),
        ("main_revenue_compound_growth_2y", Slot("main_revenue", Form.COMPOUND_GROWTH, 2)),
        ("equity_paid_in_total_2y", Slot("equity_paid_in", Form.TOTAL_IN, 2)),
        ("equity_paid_in_in_3y", Slot("equity_paid_in", Form.HAPPENED_IN, 3)),
        ("serious_violation_past_3y", Slot("serious_violation", Form.HAPPENED_PAST, 3)),
        ("science_award_since_y1", Slot("science_award", Form.HAPPENED_SINCE, 1)),
    ],
)
def test_column_means_slot(column: str, slot: Slot) -> None:
    """The endings of the language reference are read as written there."""
    assert VOCABULARY.slot(column) == slot


def test_every_slot_is_found_by_its_column() -> None:
    """Column and slot name each other, for every fact and every form that it allows."""
    assert [slot for slot in SLOTS if VOCABULARY.slot(slot.column) != slot] == []


def test_columns_of_different_slots_differ() -> None:
    """No two slots share a column."""
    assert len({slot.column for slot in SLOTS}) == len(SLOTS)


@pytest.mark.parametrize(
    "column",
    [
        "",
        "revenue",
        "revenue_y",
        "revenue_y1\n",
        "revenue_y12",
        "revenue_in_3y",
        "niche_years_y1",
        "science_award_total_2y",
        "science_award",
        "no_such_fact_y1",
    ],
)
def test_other_columns_mean_nothing(column: str) -> None:
    """A fact in a form that it does not have is no slot."""
    assert VOCABULARY.slot(column) is None


def test_longest_ending_is_tried_first() -> None:
    """`_mean_growth_2y` is not the growth of a fact named revenue_mean."""
    readings = candidate_slots("revenue_mean_growth_2y")
    assert readings[1] == Slot("revenue", Form.MEAN_GROWTH, 2)


@pytest.mark.parametrize(
    ("slot", "dimension"),
    [
        (Slot("revenue", Form.YEAR, 1), Dimension.MONEY),
        (Slot("revenue", Form.GROWTH), Dimension.RATIO),
        (Slot("revenue", Form.COMPOUND_GROWTH, 2), Dimension.RATIO),
        (Slot("equity_paid_in", Form.TOTAL_IN, 2), Dimension.MONEY),
        (Slot("equity_paid_in", Form.HAPPENED_IN, 2), Dimension.BOOLEAN),
    ],
)
def test_form_decides_what_a_slot_counts(slot: Slot, dimension: Dimension) -> None:
    """A growth is a ratio and a happening is yes or no, whatever the fact counts."""
    assert VOCABULARY.dimension(slot) is dimension


def test_every_slot_has_words_in_both_languages() -> None:
    """What a reader sees names the fact and the time."""
    for slot in SLOTS:
        words = VOCABULARY.describe(slot)
        assert words.zh
        assert words.en
        assert "{" not in words.zh + words.en


def test_every_form_has_its_message() -> None:
    """A form added later cannot be without words."""
    codes = {f"slot.{form.name.lower()}" for form in Form if form is not Form.STANDING}
    assert codes <= load_messages("zh").keys()


def test_plain_value_of_an_annual_fact_is_of_its_usual_year() -> None:
    """Scores of the platform are of this year, accounts of the last."""
    assert VOCABULARY.fact("revenue").slot() == Slot("revenue", Form.YEAR, 1)
    assert VOCABULARY.fact("development_score").slot() == Slot("development_score", Form.YEAR, 0)
    assert VOCABULARY.fact("niche_years").slot() == Slot("niche_years")


def test_kinds_keep_to_their_forms() -> None:
    """Only annual facts have years, only events have windows, only amounts have totals."""
    for fact in VOCABULARY.facts.values():
        assert fact.allows(Form.YEAR) is (fact.kind is Kind.ANNUAL)
        assert fact.allows(Form.HAPPENED_IN) is (fact.kind is Kind.EVENT)
        assert fact.allows(Form.STANDING) is (fact.kind is Kind.STANDING)
        money = fact.kind is Kind.EVENT and fact.dimension is Dimension.MONEY
        assert fact.allows(Form.TOTAL_IN) is money

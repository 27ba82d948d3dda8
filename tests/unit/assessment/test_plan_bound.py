"""The bound for all: where it is exact, where it is infinite, and that it claims nothing it cannot."""

from __future__ import annotations

from typing import Any

import numpy as np

from littlegiants.assessment.planning.bound import lower_bound
from littlegiants.assessment.planning.load import load_costs
from littlegiants.rulebooks.model import Rulebook
from littlegiants.vocabulary.enterprise import Value
from littlegiants.vocabulary.quantity import Range
from tests.factories import LITTLE_GIANT, WAN_YUAN, catalog, firm, rulebook, table
from tests.properties.strategies import loaded
from tests.unit.rulebooks.builders import CITE, clause

VOCABULARY = catalog().vocabulary
COSTS = load_costs(vocabulary=VOCABULARY)


def book(*clauses: dict[str, Any]) -> Rulebook:
    """A rulebook that wants all of some clauses."""
    return loaded(clause("ROOT", all=list(clauses), cite=CITE, confidence="H1"))


def bound(rules: Rulebook, **values: Value) -> float:
    """The bound in yuan for one firm."""
    return (
        float(
            lower_bound(
                rules, {name: [value] for name, value in values.items()}, COSTS, VOCABULARY
            )[0]
        )
        / 100
    )


def test_independent_clauses_add_up() -> None:
    """Two clauses with a lever each cost the sum: here the bound is exact."""
    rules = book(clause("A", test="own_brand"), clause("B", test="class1_ip_count >= 2"))

    assert round(bound(rules, own_brand=False, class1_ip_count=0)) == 50_000 + 2 * 50_000


def test_clauses_that_share_a_lever_count_once() -> None:
    """Two lines on one fact cost what the farther one costs."""
    rules = book(clause("A", test="class1_ip_count >= 1"), clause("B", test="class1_ip_count >= 3"))

    assert round(bound(rules, class1_ip_count=0)) == 150_000


def test_the_cheapest_route_counts() -> None:
    """An any-of costs no more than its cheapest child."""
    rules = book(
        clause("A", any=[clause("B", test="own_brand"), clause("C", test="class1_ip_count >= 2")])
    )

    assert round(bound(rules, own_brand=False, class1_ip_count=0)) == 50_000


def test_counts_are_rounded_up() -> None:
    """Half a person more is a person more."""
    rules = book(clause("A", test="last_year(rd_staff_ratio) >= pct(25)"))

    assert round(bound(rules, rd_staff_y1=2, employees_y1=10)) == 60_000


def test_points_are_bought_at_the_best_rate() -> None:
    """Ten points are needed: four cost 5,000 yuan, so that no plan is below 12,500."""
    bands = [
        {"when": "class1_ip_count >= 1", "points": 10},
        {"when": "class2_ip_count >= 1", "points": 4},
    ]
    indicator = {"id": "P", "title": CITE, "max": 10, "bands": bands, "else": 0}
    score = {
        "id": "T",
        "line": ">= 10",
        "groups": [{"id": "G", "title": CITE, "indicators": [indicator]}],
    }
    rules = book(clause("A", score=score))

    assert round(bound(rules, class1_ip_count=0, class2_ip_count=0)) == 12_500
    assert bound(rules, class1_ip_count=1, class2_ip_count=0) == 0


def test_a_veto_is_infinite() -> None:
    """What nothing can change has no finite cost."""
    rules = book(clause("A", veto="happened_past(serious_violation, 3)"))

    assert bound(rules, serious_violation_past_3y=True) == np.inf
    assert bound(rules, serious_violation_past_3y=False) == 0


def test_unknown_facts_and_ranges_are_free() -> None:
    """What may be evidenced costs nothing, and of a range nothing is claimed."""
    rules = book(clause("A", test="class1_ip_count >= 2"))

    assert bound(rules, class1_ip_count=None) == 0
    assert bound(rules, class1_ip_count=Range(0, 1)) == 0


def test_a_table_is_bounded_row_by_row() -> None:
    """The bound of a table has a row for each enterprise, judgements included."""
    firms = (firm(), firm(class1_ip_count=2), firm(judgements={"RB02-LG-6": False}))
    found = lower_bound(rulebook(LITTLE_GIANT), table(*firms), COSTS, VOCABULARY)

    assert found[0] == 0
    assert round(found[1]) == 10_000_000
    assert found[2] == np.inf


def test_columns_of_numbers_do_as_well() -> None:
    """Arrays with NaN for unknown give what exact values with None give."""
    rules = book(clause("A", test="last_year(revenue) >= wan_yuan(100)"))
    found = lower_bound(
        rules, {"revenue_y1": np.array([50.0 * WAN_YUAN, np.nan])}, COSTS, VOCABULARY
    )

    assert [round(fen) for fen in found] == [5_000_000, 0]


def test_an_empty_table_has_no_bounds() -> None:
    """No rows, no bounds."""
    assert len(lower_bound(book(clause("A")), {}, COSTS, VOCABULARY)) == 0

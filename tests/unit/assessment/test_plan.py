"""The cheapest plan of one enterprise: routes, lines, what follows, what stays open, and why there is none."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

import pytest

from littlegiants.assessment.planning.load import load_costs, read_costs
from littlegiants.assessment.planning.model import Plan
from littlegiants.assessment.planning.plan import Planner, plan
from littlegiants.rulebooks.interpret import interpret
from littlegiants.rulebooks.model import Rulebook
from littlegiants.vocabulary.enterprise import EnterpriseFacts, Value
from littlegiants.vocabulary.quantity import Range
from littlegiants.vocabulary.verdict import Verdict
from tests.factories import LITTLE_GIANT, WAN_YUAN, catalog, firm, rulebook
from tests.properties.strategies import loaded
from tests.unit.rulebooks.builders import CITE, clause

VOCABULARY = catalog().vocabulary
COSTS = load_costs(vocabulary=VOCABULARY)


def book(*clauses: dict[str, Any]) -> Rulebook:
    """A rulebook that wants all of some clauses."""
    return loaded(clause("ROOT", all=list(clauses), cite=CITE, confidence="H1"))


def planned(rules: Rulebook, costs: str = "", **values: Value) -> Plan:
    """The plan of a firm with these facts; `costs` are entries over the package's own."""
    prices, findings = read_costs(f"facts:\n{costs}", "own.yaml", VOCABULARY, base=COSTS)
    assert not findings, [finding.render("en") for finding in findings]
    facts = EnterpriseFacts("firm", "firm", values)
    found = plan(rules, facts, prices, VOCABULARY)
    if found.is_possible:
        assert interpret(rules, found.applied(facts)).verdict is not Verdict.UNMET
    return found


def entry(name: str, **keys: object) -> str:
    """One entry of a costs file."""
    return f"  {name}: {json.dumps({'label': {'zh': '改', 'en': 'change'}} | keys, ensure_ascii=False)}\n"


def changes(found: Plan) -> dict[str, Value]:
    """What a plan changes, by column, with the value after."""
    return {change.slot.column: change.after for change in found.changes}


# Routes -----------------------------------------------------------------------------------------


def test_nothing_to_do_costs_nothing() -> None:
    """A firm that fails nothing gets an empty plan that names what is open."""
    facts = firm()
    found = plan(rulebook(LITTLE_GIANT), facts, COSTS, VOCABULARY)

    assert (found.changes, found.cost_fen, found.is_possible) == ((), 0, True)
    assert [entry.id for entry in found.open_judgements] == ["RB02-LG-5-KNOWN", "RB02-LG-6"]


def test_each_shortage_is_made_up_and_no_more() -> None:
    """Revenue of 40 million yuan is raised to exactly 50, with what depends on it."""
    facts = firm(
        revenue_y1=4000 * WAN_YUAN, main_revenue_y1=3700 * WAN_YUAN, revenue_y3=3000 * WAN_YUAN
    )
    found = plan(rulebook(LITTLE_GIANT), facts, COSTS, VOCABULARY)

    assert changes(found) == {"revenue_y1": 5000 * WAN_YUAN, "main_revenue_y1": 4500 * WAN_YUAN}
    assert found.cost_fen == (1000 * 1000 + 800 * 300) * 100
    assert found.changes[0].serves == ("RB02-LG-2a",)
    assert found.changes[1].serves == ("RB02-LG-2b",)


@pytest.mark.parametrize(
    ("brand", "patent", "wanted"), [(100, 200, "own_brand"), (300, 200, "class1_ip_count")]
)
def test_any_of_takes_the_cheaper_route(brand: int, patent: int, wanted: str) -> None:
    """Of two routes the cheaper one is taken."""
    rules = book(
        clause("A", any=[clause("B", test="own_brand"), clause("C", test="class1_ip_count >= 1")])
    )
    costs = entry("own_brand", direction="flip", cost=brand)
    costs += entry("class1_ip_count", direction="up", cost=patent, per="项")
    found = planned(rules, costs, own_brand=False, class1_ip_count=0)

    assert list(changes(found)) == [wanted]
    assert found.cost_fen == min(brand, patent) * 100


def test_at_least_two_of_three_takes_the_two_cheapest() -> None:
    """An at-least-k takes its cheapest children."""
    tests = ["own_brand", "class1_ip_count >= 1", "digital_level >= 2"]
    children = [clause(f"C{n}", test=test) for n, test in enumerate(tests)]
    rules = book(clause("A", at_least={"count": 2, "of": children}))
    found = planned(rules, own_brand=False, class1_ip_count=0, digital_level=1)

    assert changes(found) == {"own_brand": True, "class1_ip_count": 1}


def test_one_change_serves_two_clauses() -> None:
    """A route that is dearer by itself is taken where it serves another clause as well."""
    rules = book(
        clause("A", any=[clause("B", test="own_brand"), clause("C", test="class1_ip_count >= 2")]),
        clause("D", test="class1_ip_count >= 1"),
    )
    costs = entry("own_brand", direction="flip", cost=150)
    costs += entry("class1_ip_count", direction="up", cost=100, per="项")
    found = planned(rules, costs, own_brand=False, class1_ip_count=0)

    assert changes(found) == {"class1_ip_count": 2}
    assert found.changes[0].serves == ("C", "D")


def test_an_exemption_is_a_route() -> None:
    """Where the exemption is cheaper than the clause, the plan goes through it."""
    exempt = {
        "id": "A1",
        "title": CITE,
        "when": "rd_institution_level IN ('provincial', 'national')",
    }
    rules = book(clause("A", test="class1_ip_count >= 50", exempt_when=[exempt]))
    found = planned(rules, class1_ip_count=0, rd_institution_level="city", rd_institution=True)

    assert changes(found) == {"rd_institution_level": "provincial"}


def test_a_clause_may_be_left_behind() -> None:
    """Raising revenue to where another clause applies is a route like any other."""
    low = clause(
        "B",
        test="last_year(rd_ratio) >= pct(6)",
        applies_when="last_year(revenue) < wan_yuan(1000)",
    )
    high = clause(
        "C",
        test="last_year(rd_ratio) >= pct(3)",
        applies_when="last_year(revenue) >= wan_yuan(1000)",
    )
    found = planned(
        book(clause("A", any=[low, high])), revenue_y1=990 * WAN_YUAN, rd_expense_y1=30 * WAN_YUAN
    )

    assert changes(found) == {"revenue_y1": 1000 * WAN_YUAN}


# Lines ------------------------------------------------------------------------------------------


def test_a_strict_line_is_exceeded_by_one_step() -> None:
    """Above 3 means 4 of what is counted, and a yuan more of money."""
    rules = book(
        clause("A", test="class1_ip_count > 3"), clause("B", test="last_year(revenue) > yuan(100)")
    )
    found = planned(rules, class1_ip_count=1, revenue_y1=9_950)

    assert changes(found) == {"class1_ip_count": 4, "revenue_y1": 10_050}


def test_a_strict_score_line_is_exceeded() -> None:
    """A score must exceed 10: 10 points are not enough."""
    rules = book(clause("A", score=score_of_two("> 10")))
    found = planned(rules, class1_ip_count=0, own_brand=False)

    assert changes(found) == {"class1_ip_count": 1, "own_brand": True}


def test_a_score_is_reached_at_the_least_cost() -> None:
    """The knapsack of bands takes the cheapest points."""
    found = planned(
        book(clause("A", score=score_of_two(">= 10"))), class1_ip_count=0, own_brand=False
    )

    assert changes(found) == {"class1_ip_count": 1}


def score_of_two(line: str, **keys: object) -> dict[str, Any]:
    """A table with 10 points for a patent or 4 for one of class II, and 5 for an own brand."""
    patents = [
        {"when": "class1_ip_count >= 1", "points": 10},
        {"when": "class2_ip_count >= 1", "points": 4},
    ]
    brand = [{"when": "own_brand", "points": 5}]
    indicators = [
        {"id": "P", "title": CITE, "max": 10, "bands": patents, "else": 0},
        {"id": "Q", "title": CITE, "max": 5, "items": brand},
    ]
    return {
        "id": "T",
        "line": line,
        "groups": [{"id": "G", "title": CITE, "indicators": indicators}],
    } | keys


def test_money_is_rounded_up_to_yuan_exactly() -> None:
    """3 % of an odd revenue is met to the fen, and a yuan less would not meet it."""
    rules = book(clause("A", test="last_year(rd_ratio) >= pct(3)"))
    found = planned(rules, revenue_y1=123_456_789, rd_expense_y1=1_000_001)

    after = changes(found)["rd_expense_y1"]
    assert isinstance(after, int)
    assert (after - 1_000_001) % 100 == 0
    assert Fraction(after, 123_456_789) >= Fraction(3, 100) > Fraction(after - 100, 123_456_789)


def test_compound_growth_is_planned_by_powers() -> None:
    """5 % over two years wants exactly 1.1025 of the base."""
    rules = book(clause("A", test="compound_growth(revenue, 2) >= pct(5)"))
    found = planned(rules, revenue_y1=10_000_000, revenue_y3=10_000_000)

    assert changes(found) == {"revenue_y1": 11_025_000}


def test_a_mean_growth_moves_with_its_last_year() -> None:
    """Earlier years stay fixed, so that mean growth is linear in last year's figure."""
    rules = book(clause("A", test="mean_growth(main_revenue, 2) >= pct(10)"))
    found = planned(
        rules, main_revenue_y1=1_000_000, main_revenue_y2=1_000_000, main_revenue_y3=1_000_000
    )

    assert changes(found) == {"main_revenue_y1": 1_200_000}


def test_a_ceiling_is_reached_from_above() -> None:
    """Debts are lowered, and net assets follow by definition."""
    rules = book(clause("A", test="last_year(debt_ratio) <= pct(75)"))
    found = planned(
        rules, total_liabilities_y1=900_00, total_assets_y1=1000_00, net_assets_y1=100_00
    )

    assert changes(found) == {"total_liabilities_y1": 750_00}
    assert [(f.slot.column, f.after) for f in found.follows] == [("net_assets_y1", 250_00)]


def test_what_is_not_linear_is_said_and_kept() -> None:
    """A product of two changeable facts is not planned, and never silently wrong."""
    rules = book(clause("A", test="last_year(revenue) * last_year(rd_ratio) >= wan_yuan(100) "))
    costs = entry("revenue", direction="up", cost=1, per="万元", years=[1])
    found = planned(rules, costs, revenue_y1=10 * WAN_YUAN, rd_ratio_y1=Fraction(1, 10))

    assert (found.is_possible, found.not_planned) == (False, ("A",))
    assert "not linear" in found.blocked[0].reasons[0].en


# Values as such ---------------------------------------------------------------------------------


def test_a_stated_ratio_is_changed_itself() -> None:
    """Without its parts a ratio that is given as such is what changes."""
    found = planned(
        book(clause("A", test="last_year(rd_ratio) >= pct(3)")), rd_ratio_y1=Fraction(5, 200)
    )

    assert changes(found) == {"rd_ratio_y1": Fraction(3, 100)}


def test_parts_win_and_the_statement_follows() -> None:
    """With its parts known they change, and the stated ratio is listed as following."""
    rules = book(clause("A", test="last_year(rd_ratio) >= pct(3)"))
    found = planned(rules, rd_ratio_y1=Fraction(1, 100), rd_expense_y1=2_000, revenue_y1=100_000)

    assert changes(found) == {"rd_expense_y1": 3_000}
    assert [(f.slot.column, f.after) for f in found.follows] == [("rd_ratio_y1", Fraction(3, 100))]


def test_a_stated_total_moves_with_its_known_indicators() -> None:
    """A total given as such gains what a known indicator gains; the unknown one stays unknown."""
    rules = book(clause("A", score=score_of_two(">= 11", stated="innovative_score")))
    found = planned(rules, class1_ip_count=0, class2_ip_count=0, innovative_score=3)

    assert changes(found) == {"class1_ip_count": 1}
    assert [(f.slot.column, f.after) for f in found.follows] == [("innovative_score", 13)]


def test_a_flip_carries_what_goes_with_it() -> None:
    """A recognised institution is an institution."""
    rules = book(clause("A", test="rd_institution_level = 'city'"))
    found = planned(rules, rd_institution_level="none", rd_institution=False)

    assert found.values_after == {"rd_institution_level": "city", "rd_institution": True}


def test_an_event_falls_into_every_known_window() -> None:
    """Equity paid in now counts in two and in three years."""
    rules = book(clause("A", test="total_in_years(equity_paid_in, 3) >= wan_yuan(500)"))
    found = planned(rules, equity_paid_in_total_2y=0, equity_paid_in_total_3y=100 * WAN_YUAN)

    assert found.values_after == {
        "equity_paid_in_total_2y": 400 * WAN_YUAN,
        "equity_paid_in_total_3y": 500 * WAN_YUAN,
    }


# What stays open --------------------------------------------------------------------------------


def test_an_unknown_fact_is_open_and_never_invented() -> None:
    """What is unknown is to be evidenced; the plan gives it no value."""
    rules = book(clause("A", test="own_brand AND class1_ip_count >= 1"))
    found = planned(rules, class1_ip_count=0)

    assert changes(found) == {"class1_ip_count": 1}
    assert [(e.slot.column, e.clauses) for e in found.to_evidence] == [("own_brand", ("A",))]
    assert "own_brand" not in found.values_after
    assert found.result_after.verdict is Verdict.UNKNOWN


def test_evidence_may_have_a_price() -> None:
    """Where supplying a fact costs more than a change, the change is made."""
    rules = book(
        clause("A", any=[clause("B", test="own_brand"), clause("C", test="class1_ip_count >= 1")])
    )
    costs, _ = read_costs(
        "evidence: {each: 0, facts: {own_brand: 60000}}", "x", VOCABULARY, base=COSTS
    )
    facts = EnterpriseFacts("firm", "firm", {"class1_ip_count": 0})

    assert changes(plan(rules, facts, costs, VOCABULARY)) == {"class1_ip_count": 1}
    assert plan(rules, facts, COSTS, VOCABULARY).cost_fen == 0


def test_the_price_of_evidence_is_part_of_the_cost() -> None:
    """A plan that rests on evidence pays for it."""
    costs, _ = read_costs("evidence: 500", "x", VOCABULARY, base=COSTS)
    found = plan(book(clause("A", test="own_brand")), EnterpriseFacts("f"), costs, VOCABULARY)

    assert (found.cost_fen, found.to_evidence[0].cost_fen) == (50_000, 50_000)


def test_ranges_are_not_changed_and_say_so() -> None:
    """A value known only as a range is not moved; if it fails, the exact value is asked for."""
    found = planned(book(clause("A", test="class1_ip_count >= 3")), class1_ip_count=Range(0, 2))

    assert not found.is_possible
    assert "only as a range" in found.blocked[0].reasons[0].en


# Relations, limits, time ------------------------------------------------------------------------


def test_relations_between_facts_are_kept() -> None:
    """Main business revenue is not raised above all revenue, which is raised for its sake."""
    rules = book(clause("A", test="last_year(main_revenue) >= wan_yuan(100)"))
    found = planned(rules, revenue_y1=50 * WAN_YUAN, main_revenue_y1=40 * WAN_YUAN)

    assert changes(found) == {"revenue_y1": 100 * WAN_YUAN, "main_revenue_y1": 100 * WAN_YUAN}
    assert found.changes[0].keeps == ("main-within-revenue",)


def test_a_limit_holds() -> None:
    """More than the limit is not planned, and the limit is named."""
    rules = book(clause("A", test="niche_years >= 9"))
    found = planned(rules, niche_years=3)

    assert not found.is_possible
    assert (
        found.blocked[0]
        .reasons[0]
        .en.endswith("may be changed by at most 5 years, which is not enough here.")
    )
    assert changes(planned(rules, niche_years=4)) == {"niche_years": 9}


def test_time_until_a_change_counts() -> None:
    """A figure of two years back needs two more closed years; years in the niche need themselves."""
    rules = book(
        clause("A", test="year_back(rd_expense, 2) >= yuan(1)"),
        clause("B", test="niche_years >= 3"),
    )
    found = planned(rules, rd_expense_y2=0, niche_years=2)

    assert [(c.slot.column, c.wait_years) for c in found.changes] == [
        ("rd_expense_y2", 2),
        ("niche_years", 1),
    ]
    assert found.earliest_year(2026) == 2028


# No plan ----------------------------------------------------------------------------------------


def test_a_veto_blocks() -> None:
    """A veto that applies cannot be planned away."""
    facts = firm(serious_violation_past_3y=True, class1_ip_count=1)
    found = plan(rulebook(LITTLE_GIANT), facts, COSTS, VOCABULARY)

    assert (found.is_possible, found.changes) == (False, ())
    assert [block.clause_id for block in found.blocked] == ["RB02-G4"]
    assert "不可改变" in found.blocked[0].reasons[0].zh


def test_a_closed_year_blocks() -> None:
    """A figure of a year that is closed stays what it is."""
    rules = book(clause("A", test="year_back(revenue, 3) >= wan_yuan(100)"))
    found = planned(rules, revenue_y3=50 * WAN_YUAN)

    assert "what is closed stays" in found.blocked[0].reasons[0].en


def test_a_judgement_blocks() -> None:
    """What a person has denied no change brings about."""
    facts = firm(judgements={"RB02-LG-6": False})
    found = plan(rulebook(LITTLE_GIANT), facts, COSTS, VOCABULARY)

    assert [block.clause_id for block in found.blocked] == ["RB02-LG-6"]


def test_a_change_that_helps_only_the_other_way_blocks() -> None:
    """Employees may only be added: a ceiling above them is not reached."""
    found = planned(book(clause("A", test="last_year(employees) <= 300")), employees_y1=301)

    assert "may only be raised" in found.blocked[0].reasons[0].en


def test_clauses_that_exclude_each_other_block_together() -> None:
    """Two clauses of which each could be met alone are named as a conflict."""
    rules = book(clause("A", test="class1_ip_count >= 3"), clause("B", test="class1_ip_count <= 2"))
    found = planned(rules, class1_ip_count=1)

    assert "not together" in found.blocked[0].reasons[0].en


def test_points_out_of_reach_block() -> None:
    """A score that no change can lift to its line is named with the line."""
    found = planned(
        book(clause("A", score=score_of_two(">= 30"))), class1_ip_count=0, own_brand=False
    )

    assert found.blocked[0].reasons[0].en == "The changes allowed cannot bring the points to >= 30."


# Form -------------------------------------------------------------------------------------------


def test_the_plan_as_json_holds_words_and_numbers() -> None:
    """The JSON of a plan can be written, and money in it is in yuan."""
    facts = firm(
        revenue_y1=4000 * WAN_YUAN, main_revenue_y1=3700 * WAN_YUAN, market_rank_domestic=None
    )
    found = plan(rulebook(LITTLE_GIANT), facts, COSTS, VOCABULARY).as_dict(2026)

    revenue = json.loads(json.dumps(found, ensure_ascii=False))["changes"][0]
    assert revenue["column"] == "revenue_y1"
    assert (revenue["to"] - revenue["from"]) == revenue["difference"]
    assert revenue["earliest_year"] == 2027
    assert "营业收入总额" in revenue["title"]["zh"]


def test_a_planner_is_used_again(capfd: pytest.CaptureFixture[str]) -> None:
    """One planner serves many enterprises, and the solver prints nothing."""
    planner = Planner(rulebook(LITTLE_GIANT), COSTS, VOCABULARY)
    costs = [planner.plan(firm(class1_ip_count=count)).cost_fen for count in (4, 3, 2)]

    assert costs == [0, 5_000_000, 10_000_000]
    assert capfd.readouterr() == ("", "")

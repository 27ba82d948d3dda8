"""Costs files: what they say, what a user's file changes, and every fault named in both languages."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from littlegiants.assessment.planning.costs import Costs, Direction
from littlegiants.assessment.planning.load import CostsError, load_costs, read_costs
from littlegiants.vocabulary.errors import DeliveryError
from littlegiants.vocabulary.facts import Kind
from littlegiants.vocabulary.slots import Form, Slot
from tests.factories import catalog

VOCABULARY = catalog().vocabulary
LABEL = "label: {zh: 改, en: change}"


def read(text: str) -> Costs:
    """Costs without a fault."""
    costs, findings = read_costs(text, "own.yaml", VOCABULARY)
    assert not findings, [finding.render("en") for finding in findings]
    return costs


def test_the_packages_costs_are_sound_and_say_what_they_are() -> None:
    """The package's file loads, and calls its figures assumptions."""
    costs = load_costs(vocabulary=VOCABULARY)

    assert "not market prices" in costs.origin.en
    assert "并非市场价格" in costs.origin.zh
    assert costs.entries["revenue"].years == (1,)


@pytest.mark.parametrize(
    "fact",
    [
        "registered_in_china",
        "srdi_sme_valid",
        "serious_violation",
        "national_award_top3",
        "size_industry",
    ],
)
def test_what_cannot_be_bought_has_no_cost(fact: str) -> None:
    """Titles, vetoes, registration, awards and the industry cannot be changed."""
    assert load_costs(vocabulary=VOCABULARY).entry(Slot(fact)) is None


def test_a_cost_is_for_its_unit() -> None:
    """1,000 yuan for 万元 of revenue is a tenth of a fen for each fen."""
    costs = read(
        f"facts: {{revenue: {{{LABEL}, direction: up, cost: 1000, per: 万元, years: [1], limit: 500万元}}}}"
    )

    assert costs.entries["revenue"].price == Fraction(1, 10)
    assert costs.entries["revenue"].limit == 500_000_000


def test_a_category_has_a_cost_for_each_value() -> None:
    """A flip of a category costs what its new value costs."""
    costs = read(
        f"facts: {{rd_institution_level: {{{LABEL}, direction: flip, cost: {{city: 5万元}}}}}}"
    )

    assert costs.entries["rd_institution_level"].direction is Direction.FLIP
    assert costs.entries["rd_institution_level"].options == (("city", Fraction(5_000_000)),)


def test_a_column_may_have_its_own_cost() -> None:
    """A value given as such is named by its column, which wins over its fact."""
    growth = f"main_revenue_growth: {{{LABEL}, direction: up, cost: 7, per: '%'}}"
    costs = read(
        f"facts: {{main_revenue: {{{LABEL}, direction: up, cost: 1, per: 万元, years: [1]}}, {growth}}}"
    )

    entry = costs.entry(Slot("main_revenue", Form.GROWTH))
    assert entry is not None
    assert entry.price == 70_000  # 7 yuan for a percentage point


def test_a_users_file_replaces_entry_by_entry(tmp_path: Path) -> None:
    """What the user's file names it replaces, null forbids, and the rest stays."""
    path = tmp_path / "mine.yaml"
    path.write_text(
        f"origin: {{zh: 我的, en: mine}}\nfacts:\n  own_brand: {{{LABEL}, direction: flip, cost: 7}}\n  revenue: null\n",
        encoding="utf-8",
    )
    costs = load_costs(None, path, vocabulary=VOCABULARY)

    assert costs.entries["own_brand"].price == 700
    assert "revenue" not in costs.entries
    assert "rd_expense" in costs.entries
    assert (costs.origin.en, costs.sources) == ("mine", ("costs/default.yaml", "mine.yaml"))


def test_a_city_keeps_its_own_costs(tmp_path: Path) -> None:
    """The folder of a city may hold costs, over the package's and under the user's."""
    (tmp_path / "costs").mkdir()
    text = f"facts: {{own_brand: {{{LABEL}, direction: flip, cost: 9}}}}"
    (tmp_path / "costs" / "default.yaml").write_text(text, encoding="utf-8")

    assert load_costs(tmp_path, vocabulary=VOCABULARY).entries["own_brand"].price == 900
    assert load_costs(tmp_path / "none", vocabulary=VOCABULARY).entries["own_brand"].price != 900


FAULTS = {
    "[1, 2]": "costs.not_a_mapping",
    "facts: [1]": "costs.facts_malformed",
    "prices: {}": "costs.key_unknown",
    f"facts: {{revenues: {{{LABEL}}}}}": "costs.fact_unknown",
    "facts: {revenue: 3}": "costs.entry_malformed",
    "facts: {own_brand: {direction: flip, cost: 1}}": "costs.label_missing",
    f"facts: {{own_brand: {{{LABEL}, direction: up, cost: 1}}}}": "costs.direction",
    f"facts: {{revenue: {{{LABEL}, direction: flip, cost: 1, years: [1]}}}}": "costs.direction",
    f"facts: {{equity_paid_in: {{{LABEL}, direction: down, cost: 1, per: 元}}}}": "costs.direction",
    f"facts: {{own_brand: {{{LABEL}, direction: flip, cost: -1}}}}": "costs.cost_malformed",
    f"facts: {{own_brand: {{{LABEL}, direction: flip, cost: dear}}}}": "costs.cost_malformed",
    f"facts: {{own_brand: {{{LABEL}, direction: flip}}}}": "costs.cost_malformed",
    f"facts: {{rd_institution_level: {{{LABEL}, direction: flip, cost: 5}}}}": "costs.options",
    f"facts: {{rd_institution_level: {{{LABEL}, direction: flip, cost: {{moon: 5}}}}}}": "costs.options",
    f"facts: {{revenue: {{{LABEL}, direction: up, cost: 1, per: 项, years: [1]}}}}": "costs.unit",
    f"facts: {{revenue: {{{LABEL}, direction: up, cost: 1, per: 万元}}}}": "costs.years_wanted",
    f"facts: {{revenue: {{{LABEL}, direction: up, cost: 1, per: 万元, years: [9]}}}}": "costs.years_wanted",
    f"facts: {{own_brand: {{{LABEL}, direction: flip, cost: 1, years: [1]}}}}": "costs.years_not_annual",
    f"facts: {{own_brand: {{{LABEL}, direction: flip, cost: 1, wait_years: -1}}}}": "costs.wait_malformed",
    f"facts: {{niche_years: {{{LABEL}, direction: up, cost: 1, per: 年, limit: many}}}}": "costs.limit_malformed",
    f"facts: {{own_brand: {{{LABEL}, direction: flip, cost: 1, carries: {{revenue: 1}}}}}}": "costs.carries_malformed",
    f"facts: {{equity_paid_in_total_2y: {{{LABEL}, direction: up, cost: 1, per: 元}}}}": "costs.event_window",
    "evidence: {facts: {nothing: 1}}": "costs.fact_unknown",
    "evidence: {each: free}": "costs.cost_malformed",
    "facts: {a: 1, a: 2}": "yaml.key_twice",
}


@pytest.mark.parametrize(("text", "code"), FAULTS.items(), ids=range(len(FAULTS)))
def test_each_fault_is_a_finding_in_both_languages(text: str, code: str) -> None:
    """A fault names its file and line, says what to do, and never raises anything else."""
    _, findings = read_costs(text, "own.yaml", VOCABULARY)

    assert code in [finding.code for finding in findings]
    assert all(finding.where.startswith("own.yaml") for finding in findings)
    assert all(finding.render("zh") != finding.render("en") for finding in findings)


def test_faults_of_a_users_file_are_raised_together(tmp_path: Path) -> None:
    """Loading stops with all faults, and says the first."""
    path = tmp_path / "mine.yaml"
    path.write_text("facts:\n  nothing: {}\n  own_brand: 3\n", encoding="utf-8")

    with pytest.raises(CostsError, match=r"2 fault\(s\).*mine.yaml:2") as raised:
        load_costs(None, path, vocabulary=VOCABULARY)
    assert len(raised.value.findings) == 2


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00"])
def test_a_file_that_cannot_be_read_says_so(tmp_path: Path, content: bytes | None) -> None:
    """A missing file, and one that is not UTF-8, are refused with a sentence."""
    path = tmp_path / "mine.yaml"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises((DeliveryError, CostsError)) as raised:
        load_costs(None, path, vocabulary=VOCABULARY)
    assert "mine.yaml" in raised.value.text.zh


def test_every_changeable_annual_fact_names_years() -> None:
    """No entry of the package lets every year be changed by omission."""
    costs = load_costs(vocabulary=VOCABULARY)
    annual = [
        key
        for key in costs.entries
        if key in VOCABULARY.facts and VOCABULARY.facts[key].kind is Kind.ANNUAL
    ]

    assert annual
    assert all(costs.entries[key].years for key in annual)

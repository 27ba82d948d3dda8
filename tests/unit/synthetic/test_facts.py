"""Facts of the invented city: as the panel has them, and consistent in themselves."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from functools import cache

import numpy as np
import pytest

from littlegiants.assessment.one import Assessor
from littlegiants.engines.parquet_tables import Chunk
from littlegiants.synthetic.calibration import MEASURES, PROBABILITIES, SCALED, Floats
from littlegiants.synthetic.figures import PARTS, STATED, Figures, draw_figures
from littlegiants.synthetic.firms import Firms, Plan, draw_firms, plan_city
from littlegiants.synthetic.model import TIERS, City, Tier
from littlegiants.synthetic.services import median_checks
from littlegiants.synthetic.tables import (
    iter_annual_facts,
    iter_assess,
    iter_second_source,
    iter_standing_facts,
    kind_of,
)
from littlegiants.vocabulary.enterprise import EnterpriseFacts, Value
from littlegiants.vocabulary.facts import Kind, load_vocabulary
from tests.factories import rulebook

SIZE = 100_000
_NOT_FACTS = ("id", "name", "synthetic")


@cache
def plan() -> Plan:
    """The reference city."""
    return plan_city(City(SIZE, 11, date(2026, 6, 1)))


@cache
def drawn() -> tuple[Firms, Figures]:
    """Its first chunk."""
    firms = draw_firms(plan(), 0, 50_000)
    return firms, draw_figures(plan(), firms)


@cache
def assessed() -> Chunk:
    """The first chunk in the form that rulebooks are run on."""
    return next(iter_assess(plan()))


def known(column: str) -> tuple[Floats, np.ndarray[tuple[int], np.dtype[np.bool_]]]:
    """Values of a column and where they are known."""
    cells = assessed()[column]
    missing = cells.missing
    is_known = np.ones(len(cells.values), bool) if missing is None else ~missing
    return cells.values, is_known


# ------------------------------------------------------------------------------ calibration


def test_medians_are_within_five_percent_of_the_panel() -> None:
    """Every measure of every tier has the panel's median; little giants are few: eight percent."""
    for check in median_checks(plan()):
        most = 0.08 if check.tier is Tier.LITTLE_GIANT else 0.05
        assert abs(check.deviation) < most, check


@pytest.mark.parametrize("measure", ["rd_intensity", "debt_ratio", "rd_staff_share"])
def test_quartiles_of_little_giants_are_those_of_the_panel(measure: str) -> None:
    """The quartiles of ratios are within a tenth of the panel's."""
    firms, figures = drawn()
    chosen = firms.tiers == TIERS.index(Tier.LITTLE_GIANT)
    part, whole = {
        "rd_intensity": ("rd_expense", "revenue"),
        "debt_ratio": ("total_liabilities", "total_assets"),
        "rd_staff_share": ("rd_staff", "employees"),
    }[measure]
    ratio = (figures.values[part][:, 0] / figures.values[whole][:, 0])[chosen]
    stated = plan().calibration.groups["little_giant"].quantiles[measure]
    for probability in (0.25, 0.75):
        wanted = stated[PROBABILITIES.index(probability)]
        assert np.quantile(ratio, probability) == pytest.approx(wanted, rel=0.1)


def test_measures_go_together_as_in_the_panel() -> None:
    """Rank correlations of firms without title are within 0.05 of the panel's."""
    firms, figures = drawn()
    chosen = firms.tiers == TIERS.index(Tier.UNTITLED)
    latest = {name: values[chosen, 0].astype(float) for name, values in figures.values.items()}
    pairs = {
        ("revenue", "employees"): (latest["revenue"], latest["employees"]),
        ("rd_intensity", "rd_staff_share"): (
            latest["rd_expense"] / latest["revenue"],
            latest["rd_staff"] / latest["employees"],
        ),
        ("debt_ratio", "net_margin"): (
            latest["total_liabilities"] / latest["total_assets"],
            latest["net_profit"] / latest["revenue"],
        ),
    }
    stated = plan().calibration.groups["other_below_1_billion"].correlations
    for (one, other), (left, right) in pairs.items():
        ranks = [np.argsort(np.argsort(side)) for side in (left, right)]
        found = np.asarray(np.corrcoef(ranks))[0, 1]
        wanted = stated[MEASURES.index(one), MEASURES.index(other)]
        assert found == pytest.approx(wanted, abs=0.05), (one, other)


def test_only_amounts_and_staff_are_scaled() -> None:
    """Ratios are taken over as they are."""
    assert {"revenue", "employees"} == SCALED
    assert {check.scale for check in median_checks(plan()) if check.measure not in SCALED} == {1.0}


def test_missing_rates_are_those_stated() -> None:
    """Each annual fact is missing as often as stated, within half a percent."""
    _, figures = drawn()
    for name in PARTS:
        stated = plan().calibration.missing_rate(name)
        assert figures.missing[name].mean() == pytest.approx(stated, abs=0.005), name


# ------------------------------------------------------------------------------ consistency


def test_facts_are_those_of_the_vocabulary() -> None:
    """Every annual fact is annual, and every column of the assessment addresses a slot."""
    vocabulary = load_vocabulary()
    assert all(vocabulary.fact(name).kind is Kind.ANNUAL for name in (*PARTS, *STATED))
    columns = set(assessed()) - set(_NOT_FACTS)
    assert all(vocabulary.slot(column) is not None for column in columns)


def test_stated_ratios_are_the_derived_facts_of_the_vocabulary() -> None:
    """A ratio given as such is the one the vocabulary derives from the same two facts."""
    for name, (part, whole) in STATED.items():
        assert load_vocabulary().fact(name).derived == f"{part} / {whole}"


def test_categories_hold_values_of_the_vocabulary() -> None:
    """No category has a value that the vocabulary does not know."""
    for column in ("size_industry", "rd_institution_level"):
        values, _ = known(column)
        allowed = {value for value, _ in load_vocabulary().fact(column).values}
        assert set(values.tolist()) <= allowed


def test_bounds_of_facts_hold() -> None:
    """No value lies outside the plausible bounds of its fact."""
    vocabulary = load_vocabulary()
    for column, cells in assessed().items():
        slot = vocabulary.slot(column)
        if slot is None or kind_of(column).value in ("text", "truth"):
            continue
        fact = vocabulary.fact(slot.fact)
        assert fact.minimum is None or cells.values.min() >= fact.minimum, column
        assert fact.maximum is None or cells.values.max() <= fact.maximum, column


@pytest.mark.slow
def test_relations_between_facts_hold() -> None:
    """The project's own check of relations and derived facts finds nothing in a thousand firms."""
    assessor = Assessor(rulebook("cn_miit/sme_size/2011_300"), load_vocabulary())
    chunk = {name: cells for name, cells in assessed().items() if name not in _NOT_FACTS}
    codes: set[str] = set()
    for row in range(1_000):
        values: dict[str, Value] = {}
        for column, cells in chunk.items():
            if cells.missing is None or not cells.missing[row]:
                value = cells.values[row].item()
                values[column] = Fraction(repr(value)) if isinstance(value, float) else value
        facts = EnterpriseFacts("x", "x", values)
        codes |= {finding.code for finding in assessor.findings(facts, assessor.assess(facts))}
    assert codes == set()


def test_parts_never_exceed_their_wholes() -> None:
    """Relations between annual facts hold in every firm and year, to the fen."""
    _, figures = drawn()
    values = figures.values
    for part, whole in (
        ("main_revenue", "revenue"),
        ("rd_expense", "revenue"),
        ("rd_expense_domestic", "rd_expense"),
        ("hightech_revenue", "total_income"),
        ("rd_staff", "science_staff"),
        ("science_staff", "employees"),
    ):
        assert (values[part] <= values[whole]).all(), part
    assert (values["net_assets"] == values["total_assets"] - values["total_liabilities"]).all()
    assert (values["employees"] >= 1).all()


def test_narrower_awards_are_within_wider_ones() -> None:
    """No winner of a narrower award lacks the wider one; a level needs an institution."""
    for narrow, wide in (
        ("national_award_top3_in_3y", "national_award_top5_in_3y"),
        ("national_award_top5_in_3y", "science_award_in_3y"),
        ("maker_china_50_in_3y", "maker_china_500_in_3y"),
    ):
        assert not (known(narrow)[0].astype(bool) & ~known(wide)[0].astype(bool)).any()
    level, _ = known("rd_institution_level")
    assert np.array_equal(level != "none", known("rd_institution")[0])
    high, own, all_ = (known(f"class1_ip_{name}count")[0] for name in ("high_value_", "own_", ""))
    assert (high <= all_).all()
    assert (own <= all_).all()


def test_the_innovative_score_is_the_sum_of_its_parts() -> None:
    """The total and its three parts agree, and are known together."""
    parts = [
        known(f"innovative_score_{name}") for name in ("innovation", "growth", "specialisation")
    ]
    total, is_known = known("innovative_score")
    assert np.array_equal(sum(values for values, _ in parts), total)
    assert all(np.array_equal(part_known, is_known) for _, part_known in parts)


def test_titles_are_those_of_the_lists() -> None:
    """Title facts of all firms add up to the titles valid on the as-of day."""
    count = sum(int(c["little_giant_valid"].values.sum()) for c in iter_standing_facts(plan()))
    assert count == plan().ladder.titles(Tier.LITTLE_GIANT, plan().city.as_of) == 1_333


def test_a_firm_has_no_figures_before_it_was_founded() -> None:
    """Rows of annual facts begin with the year of foundation; firms of age have three."""
    firms, figures = drawn()
    chunk = next(iter_annual_facts(plan()))
    assert len(chunk["year"].values) == int(figures.traded.sum()) < 3 * len(firms)
    assert set(chunk["year"].values.tolist()) == {2023, 2024, 2025}
    assert figures.traded[:, 0].all()


def test_money_is_whole_fen_and_tables_agree() -> None:
    """Amounts are integers, and the two forms of the annual facts hold the same ones."""
    chunk = next(iter_annual_facts(plan()))
    assert chunk["revenue"].values.dtype == np.int64
    latest = chunk["revenue"].values[chunk["year"].values == 2025]
    assert np.array_equal(latest, known("revenue_y1")[0])


def test_a_second_source_agrees_in_half_of_a_few_rows() -> None:
    """Three percent of firm-years have a second source; about half of its figures differ."""
    firms, figures = drawn()
    chunk = next(iter_second_source(plan()))
    rows = len(chunk["uscc"].values)
    assert rows / figures.traded.sum() == pytest.approx(0.03, abs=0.003)
    place = {code: number for number, code in enumerate(firms.codes.tolist())}
    at = np.array([place[code] for code in chunk["uscc"].values.tolist()])
    own = figures.values["revenue"][at, 2025 - chunk["year"].values]
    other = chunk["revenue"].values
    assert (own != other).mean() == pytest.approx(0.5, abs=0.05)
    assert np.abs(other / own - 1).max() <= 0.1 + 1e-6

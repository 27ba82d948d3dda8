"""One enterprise: exact verdicts, ranges, and facts that do not fit together."""

from __future__ import annotations

from fractions import Fraction

from littlegiants.assessment.one import Assessor
from littlegiants.vocabulary.quantity import Range
from littlegiants.vocabulary.verdict import Verdict
from tests.factories import LITTLE_GIANT, WAN_YUAN, catalog, firm, rulebook


def assessor() -> Assessor:
    """The little-giant standard of 2026, made ready."""
    return Assessor(rulebook(LITTLE_GIANT), catalog().vocabulary)


def codes(**changes: object) -> dict[str, Verdict]:
    """The verdicts of a firm by clause."""
    facts = firm(**changes)  # type: ignore[arg-type]  # tests pass values of many kinds
    result = assessor().assess(facts)
    return {clause: found.verdict for clause, found in result.clauses.items()}


def test_all_automatic_clauses_met_leaves_the_judgements() -> None:
    """A firm that meets every line waits for people only."""
    found = codes()

    assert found["RB02-LG"] is Verdict.MANUAL_REVIEW
    assert {c for c, v in found.items() if v is Verdict.UNKNOWN} == set()


def test_judgements_finish_the_recognition() -> None:
    """With both judgements given the standard is met."""
    facts = firm(judgements={"RB02-LG-5-KNOWN": True, "RB02-LG-6": True})

    assert assessor().assess(facts).verdict is Verdict.MET


def test_an_adverse_judgement_fails_the_standard() -> None:
    """A judgement may also say no."""
    facts = firm(judgements={"RB02-LG-5-KNOWN": True, "RB02-LG-6": False})

    assert assessor().assess(facts).verdict is Verdict.UNMET


def test_one_fen_short_is_short() -> None:
    """Nothing is rounded."""
    assert codes(revenue_y1=5000 * WAN_YUAN - 1)["RB02-LG-2a"] is Verdict.UNMET


def test_missing_debt_is_unknown_not_zero() -> None:
    """Bug 14: a debt ratio that is missing does not pass at 0."""
    assert codes(total_liabilities_y1=None)["RB02-LG-2d"] is Verdict.UNKNOWN


def test_zero_revenue_passes_no_ratio() -> None:
    """x / 0 is unknown, whatever an engine makes of it."""
    found = codes(revenue_y1=0, main_revenue_y1=0)

    assert found["RB02-LG-2b"] is Verdict.UNKNOWN
    assert found["RB02-LG-2a"] is Verdict.UNMET


def test_a_range_across_the_line_is_unknown() -> None:
    """Bug 12: a band that straddles the line decides nothing."""
    band = Range(4000 * WAN_YUAN, 6000 * WAN_YUAN)

    assert codes(revenue_y1=band)["RB02-LG-2a"] is Verdict.UNKNOWN


def test_a_range_above_the_line_is_met() -> None:
    """A band that lies wholly above decides."""
    band = Range(5000 * WAN_YUAN, 6000 * WAN_YUAN)

    assert codes(revenue_y1=band)["RB02-LG-2a"] is Verdict.MET


def test_quick_decision_equals_the_interpreted_one() -> None:
    """The generated function and the interpreter agree, ranges included."""
    prepared = assessor()
    for facts in (firm(), firm(revenue_y1=Range(1, 9)), firm(niche_years=None)):
        result = prepared.assess(facts)
        expected = tuple(result.clauses[c.id].verdict for c in prepared.rulebook.clauses)

        assert prepared.decide_facts(facts)[0] == expected


def test_stated_ratio_that_contradicts_its_parts_is_a_finding() -> None:
    """The parts are used, and the user is told."""
    facts = firm(debt_ratio_y1=Fraction(9, 10))
    prepared = assessor()
    result = prepared.assess(facts)
    found = [finding.code for finding in prepared.findings(facts, result)]

    assert found == ["assess.stated_disagrees"]
    assert result.clauses["RB02-LG-2d"].verdict is Verdict.MET


def test_rounded_statement_agrees() -> None:
    """A ratio rounded to a tenth of a point is no contradiction."""
    facts = firm(rd_ratio_y1=Fraction(117, 1000))
    prepared = assessor()

    assert prepared.findings(facts, prepared.assess(facts)) == []


def test_stated_sme_that_its_size_contradicts_is_a_finding() -> None:
    """Staff and revenue decide who is an SME; a statement to the contrary is reported."""
    large = {"size_industry": "industry", "employees_y1": 2000, "revenue_y1": 50000 * WAN_YUAN}
    facts = firm(**large)  # type: ignore[arg-type]  # one mapping of several kinds of value
    prepared = assessor()
    result = prepared.assess(facts)

    assert result.clauses["RB02-G1"].verdict is Verdict.UNMET
    assert "assess.truth_disagrees" in [f.code for f in prepared.findings(facts, result)]


def test_main_revenue_above_revenue_is_a_finding() -> None:
    """Relations of the vocabulary are checked."""
    facts = firm(main_revenue_y1=7000 * WAN_YUAN)
    prepared = assessor()
    codes_found = {f.code for f in prepared.findings(facts, prepared.assess(facts))}

    assert codes_found == {"assess.relation_broken"}


def test_a_rounded_statement_across_a_line_is_a_finding() -> None:
    """89.996 % stated as 90 % is what matters most: the parts fail the line, and the user is told."""
    facts = firm(
        revenue_y1=10000 * WAN_YUAN,
        main_revenue_y1=8999 * WAN_YUAN + 600_000,
        main_revenue_ratio_y1=Fraction(9, 10),
    )
    prepared = assessor()
    result = prepared.assess(facts)

    assert result.clauses["RB02-LG-2b"].verdict is Verdict.UNMET
    assert "assess.stated_other_side" in [f.code for f in prepared.findings(facts, result)]


def test_an_open_range_decides_what_it_can() -> None:
    """At least 50 million is enough; at most 49.99 million is not; the rest stays open."""
    line = 5000 * WAN_YUAN

    assert codes(revenue_y1=Range(line, None))["RB02-LG-2a"] is Verdict.MET
    assert codes(revenue_y1=Range(None, line - 1))["RB02-LG-2a"] is Verdict.UNMET
    assert codes(revenue_y1=Range(None, line))["RB02-LG-2a"] is Verdict.UNKNOWN


def test_the_whole_lists_what_keeps_it_open() -> None:
    """Facts missing and judgements to be made stand with the result as a whole."""
    facts = firm(niche_years=None)
    root = assessor().assess(facts).clauses["RB02-LG"]

    assert [slot.column for slot in root.missing] == ["niche_years"]
    assert root.judgements == ("RB02-LG-5-KNOWN", "RB02-LG-6")

"""The JSON contract: what `--json` promises (schema `littlegiants.assessment/1`, in docs/reference)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from littlegiants.assessment.explain import Explanation
from littlegiants.rulebooks.interpret import ClauseResult, Comparison, Ends, Result
from littlegiants.rulebooks.model import PointsLine, Rulebook
from littlegiants.vocabulary.enterprise import EnterpriseFacts
from littlegiants.vocabulary.finding import Finding
from littlegiants.vocabulary.format import JSON_UNITS, json_number
from littlegiants.vocabulary.quantity import Dimension
from littlegiants.vocabulary.verdict import Verdict

SCHEMA = "littlegiants.assessment/1"


def result_as_json(
    facts: EnterpriseFacts,
    result: Result,
    *,
    as_of: date,
    comparison: bool,
    findings: Sequence[Finding] = (),
    size: Result | None = None,
) -> dict[str, Any]:
    """Return one enterprise's result. `comparison` marks an edition that does not govern the date."""
    total = _first_total(result)
    root = result.clauses[result.rulebook.root.id]
    classes = _size_classes(size if size is not None else result)
    return {
        "schema": SCHEMA,
        "id": facts.id,
        "name": facts.name,
        **rulebook_as_json(result.rulebook, as_of=as_of, comparison=comparison),
        "verdict": result.verdict.word,
        "score": None if total is None else _interval(total),
        "scores": {key: _table(result, key) for key in result.tables},
        "size_class": classes[0] if len(classes) == 1 else ("unknown" if classes else None),
        "size_classes_possible": list(classes),
        "missing": [slot.column for slot in root.missing],
        "judgements": list(root.judgements),
        "clauses": {key: _clause(found, result) for key, found in result.clauses.items()},
        "findings": [finding.as_dict() for finding in findings],
    }


def rulebook_as_json(rulebook: Rulebook, *, as_of: date, comparison: bool) -> dict[str, Any]:
    """Return what identifies the law that was applied."""
    return {
        "programme": rulebook.programme,
        "action": rulebook.action.value,
        "as_of": as_of.isoformat(),
        "edition": rulebook.edition,
        "editions": list(rulebook.editions),
        "document": rulebook.document.number,
        "in_force": {
            "from": rulebook.period.starts.isoformat(),
            "to": rulebook.period.ends.isoformat() if rulebook.period.ends else None,
            "confidence": rulebook.period.confidence,
        },
        "fingerprint": rulebook.fingerprint,
        "comparison": comparison,
    }


def explanation_as_json(explanation: Explanation) -> dict[str, Any]:
    """Return the words of an explanation in both languages."""
    return {
        "outlook": explanation.outlook.as_dict(),
        "clauses": [
            {
                "id": item.clause.id,
                "depth": item.depth,
                "title": item.clause.title.as_dict(),
                "verdict": item.verdict.word,
                "cite": item.clause.cite.as_dict(),
                "confidence": item.clause.confidence,
                "tests": [
                    {
                        "what": test.what.as_dict(),
                        "requirement": test.requirement.as_dict(),
                        "own": test.own.as_dict(),
                        "verdict": test.verdict.word,
                        "distance": test.distance.as_dict() if test.distance else None,
                    }
                    for test in item.tests
                ],
                "points": item.points.as_dict() if item.points else None,
                "indicators": [text.as_dict() for text in item.indicators],
                "missing": [text.as_dict() for text in item.missing],
                "remedy": item.remedy.as_dict() if item.remedy else None,
                "evidence": [text.as_dict() for text in item.clause.evidence],
                "note": item.clause.note.as_dict() if item.clause.note else None,
            }
            for item in explanation.clauses
        ],
    }


def _first_total(result: Result) -> Ends | None:
    return next((table.total for table in result.tables.values()), None)


def _size_classes(result: Result) -> tuple[str, ...]:
    return next(iter(result.classes.values()), ())


def _interval(ends: Ends) -> dict[str, int | float | None]:
    low, high = (json_number(end, Dimension.POINTS) for end in ends)
    return {"min": low, "max": high}


def _table(result: Result, key: str) -> dict[str, Any]:
    table = result.tables[key]
    return {
        "total": _interval(table.total),
        "groups": {name: _interval(ends) for name, ends in table.groups.items()},
        "indicators": {name: _interval(ends) for name, ends in table.indicators.items()},
    }


def _gap(found: ClauseResult, shown: dict[str, Any]) -> object:
    """What is missing: 0 where the clause is met, by whatever way; null where that cannot be said."""
    if found.verdict is Verdict.MET:
        return None if shown.get("gap") is None else 0
    return shown.get("gap") if found.verdict is Verdict.UNMET else None


def _clause(found: ClauseResult, result: Result) -> dict[str, Any]:
    def found_met(clause_id: str) -> bool:
        return result.clauses[clause_id].verdict is Verdict.MET

    clause = found.clause
    tests = [_comparison(comparison) for comparison in found.comparisons]
    if found.points is not None and isinstance(clause.body, PointsLine):
        tests = [_points_test(found, clause.body)]
    shown = _deciding(found, tests)
    exempted = [child.id for child in clause.exemptions if found_met(child.id)]
    return {
        "verdict": found.verdict.word,
        "value": shown.get("value"),
        "threshold": shown.get("threshold"),
        "operator": shown.get("operator"),
        "unit": shown.get("unit"),
        "margin": shown.get("margin") if shown.get("verdict") == found.verdict.word else None,
        "gap": _gap(found, shown),
        "tests": tests,
        "missing": [slot.column for slot in found.missing],
        "judgements": list(found.judgements),
        "exempted_by": exempted,
        "title": clause.title.as_dict(),
        "citation": clause.cite.as_dict(),
        "confidence": clause.confidence,
        "mode": clause.mode.value,
        "note": clause.note.as_dict() if clause.note else None,
        "outside": clause.outside.as_dict() if clause.outside else None,
    }


def _deciding(found: ClauseResult, tests: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The test that decides a clause: the first with the clause's own verdict, else the first."""
    same = (test for test in tests if test["verdict"] == found.verdict.word)
    return next(same, tests[0] if tests else {})


def _comparison(comparison: Comparison) -> dict[str, Any]:
    dimension = comparison.compare.left.dimension
    return {
        "verdict": comparison.verdict.word,
        "value": _value(comparison.value, dimension),
        "operator": comparison.compare.operator.value,
        "threshold": _value(comparison.threshold, dimension),
        "unit": JSON_UNITS.get(dimension, dimension.value),
        "margin": json_number(comparison.margin, dimension),
        "gap": json_number(comparison.gap, dimension),
    }


def _value(ends: Ends | None, dimension: Dimension) -> object:
    if ends is None:
        return None
    low, high = (json_number(end, dimension) for end in ends)
    return low if low == high else {"min": low, "max": high}


def _points_test(found: ClauseResult, body: PointsLine) -> dict[str, Any]:
    assert found.points is not None
    margin = found.points[0] - body.line.value
    return {
        "verdict": found.verdict.word,
        "value": _value(found.points, Dimension.POINTS),
        "operator": body.line.operator.value,
        "threshold": json_number(body.line.value, Dimension.POINTS),
        "unit": "points",
        "margin": json_number(margin, Dimension.POINTS),
        "gap": json_number(max(margin * 0, -margin), Dimension.POINTS),
    }

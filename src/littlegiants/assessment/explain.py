"""Reasons for one enterprise: every clause with its law, the own value, what is missing, what would change it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from littlegiants.assessment.wording import OPERATOR_WORDS, describe
from littlegiants.rulebooks.expressions import (
    NumericExpr,
    Operator,
)
from littlegiants.rulebooks.interpret import ClauseResult, Comparison, Ends, Result
from littlegiants.rulebooks.model import Criterion, Judgement, PointsLine
from littlegiants.vocabulary.facts import Vocabulary
from littlegiants.vocabulary.format import format_ends, format_value
from littlegiants.vocabulary.language import LANGUAGES, Language, Text, message, say
from littlegiants.vocabulary.verdict import Verdict


@dataclass(frozen=True, slots=True)
class ExplainedTest:
    """One comparison in words: what is measured, the own value, the line, how far apart."""

    what: Text
    operator: Operator
    requirement: Text
    own: Text
    verdict: Verdict
    distance: Text | None


@dataclass(frozen=True, slots=True)
class ExplainedClause:
    """One clause in words. `depth` is its place in the tree; `remedy` says what would decide it well."""

    clause: Criterion
    depth: int
    verdict: Verdict
    tests: tuple[ExplainedTest, ...]
    missing: tuple[Text, ...]
    points: Text | None
    indicators: tuple[Text, ...]
    remedy: Text | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """A result in words; `outlook` says what the whole now depends on."""

    result: Result
    clauses: tuple[ExplainedClause, ...]
    outlook: Text


def explain(result: Result, vocabulary: Vocabulary) -> Explanation:
    """Put every clause of a result into words, in both languages."""
    clauses = tuple(_walk(result.rulebook.root, result, vocabulary, 0))
    return Explanation(result, clauses, _outlook(result))


def _walk(
    clause: Criterion, result: Result, vocabulary: Vocabulary, depth: int
) -> Iterator[ExplainedClause]:
    found = result.clauses[clause.id]
    tests = tuple(_test(comparison, vocabulary) for comparison in found.comparisons)
    missing = tuple(vocabulary.describe(slot) for slot in found.missing)
    yield ExplainedClause(
        clause,
        depth,
        found.verdict,
        tests,
        missing,
        _points(found),
        tuple(_indicators(found, result)),
        _remedy(found, tests, missing),
    )
    for child in clause.children:
        yield from _walk(child, result, vocabulary, depth + 1)


def _test(comparison: Comparison, vocabulary: Vocabulary) -> ExplainedTest:
    compare = comparison.compare
    dimension = compare.left.dimension
    line = comparison.threshold
    shown_line = _in_words(line, compare.right, vocabulary)
    operator = OPERATOR_WORDS[compare.operator]
    return ExplainedTest(
        what=describe(compare.left, vocabulary),
        operator=compare.operator,
        requirement=Text(f"{operator.zh}{shown_line.zh}", f"{operator.en} {shown_line.en}"),
        own=_in_words(comparison.value, compare.left, vocabulary),
        verdict=comparison.verdict,
        distance=_distance(comparison, dimension.is_numeric),
    )


def _in_words(ends: Ends | None, expression: NumericExpr, vocabulary: Vocabulary) -> Text:
    if ends is None:
        return message("explain.unknown")
    zh, en = (format_ends(ends, expression.dimension, language) for language in LANGUAGES)
    return Text(zh, en)


def _distance(comparison: Comparison, numeric: bool) -> Text | None:
    margin = comparison.margin
    if margin is None or not numeric:
        return None
    if comparison.verdict is Verdict.UNKNOWN:
        return message("explain.across")
    dimension = comparison.compare.left.dimension
    zh, en = (format_value(abs(margin), dimension, language) for language in LANGUAGES)
    if dimension.value == "ratio":
        zh, en = zh.replace("%", "个百分点"), en.replace("%", " percentage points")
    elif dimension.value == "rank":
        zh = en = format_value(abs(margin), type(dimension).NUMBER, "zh")
    code = "explain.short" if comparison.verdict is Verdict.UNMET else "explain.spare"
    if margin == 0:
        code = "explain.on_line" if comparison.verdict is Verdict.MET else "explain.on_line_strict"
    return message(code, amount=Text(zh, en))


def _points(found: ClauseResult) -> Text | None:
    if found.points is None or not isinstance(found.clause.body, PointsLine):
        return None
    line = found.clause.body.line
    return message(
        "explain.points",
        low=f"{float(found.points[0]):g}",
        high=f"{float(found.points[1]):g}",
        line=f"{line.operator.value} {float(line.value):g}",
    )


def _indicators(found: ClauseResult, result: Result) -> Iterator[Text]:
    """The points of each indicator behind a points line; under a total with floors they stand there."""
    body = found.clause.body
    if not isinstance(body, PointsLine) or found.verdict is Verdict.NOT_APPLICABLE:
        return
    table = result.tables[body.table]
    floors = any(group.floor for group in table.table.groups)
    for group in table.table.groups:
        if (body.group is None and floors) or body.group not in (None, group.id):
            continue
        for indicator in group.indicators:
            low, high = (f"{float(end):g}" for end in table.indicators[indicator.id])
            yield message(
                "explain.indicator",
                id=indicator.id,
                title=indicator.title,
                points=low if low == high else f"{low}–{high}",
                most=f"{float(indicator.most):g}",
            )


def _remedy(
    found: ClauseResult, tests: tuple[ExplainedTest, ...], missing: tuple[Text, ...]
) -> Text | None:
    clause = found.clause
    if found.verdict is Verdict.UNKNOWN and missing:
        return message("explain.supply", facts=_listed(missing))
    if found.verdict is Verdict.MANUAL_REVIEW and not clause.is_group:
        question = clause.body.question if isinstance(clause.body, Judgement) else clause.title
        return message("explain.judge", question=question)
    if found.verdict is Verdict.UNMET and tests:
        failed = [test for test in tests if test.verdict is Verdict.UNMET]
        wanted = _listed(tuple(_join(test.what, test.requirement) for test in failed))
        return message("explain.reach", wanted=wanted)
    return None


def _join(first: Text, second: Text) -> Text:
    return Text(f"{first.zh}{second.zh}", f"{first.en} {second.en}")


def _listed(texts: tuple[Text, ...]) -> Text:
    return Text("、".join(t.zh for t in texts), ", ".join(t.en for t in texts))


def _outlook(result: Result) -> Text:
    """Say what the whole depends on: conditions failed, facts to supply, judgements to make."""
    by_verdict: dict[Verdict, list[str]] = {}
    for child in result.rulebook.root.children:
        by_verdict.setdefault(result.clauses[child.id].verdict, []).append(child.id)

    def ids(verdict: Verdict) -> str:
        return ", ".join(by_verdict.get(verdict, ["–"]))

    if result.verdict is Verdict.MET:
        return message("explain.outlook_met")
    if result.verdict is Verdict.UNMET:
        return message(
            "explain.outlook_unmet",
            unmet=ids(Verdict.UNMET),
            unknown=ids(Verdict.UNKNOWN),
            manual=ids(Verdict.MANUAL_REVIEW),
        )
    return message(
        "explain.outlook_open", unknown=ids(Verdict.UNKNOWN), manual=ids(Verdict.MANUAL_REVIEW)
    )


def render(explanation: Explanation, language: Language) -> Iterator[str]:
    """Yield the explanation as plain lines."""
    result = explanation.result
    book = result.rulebook
    yield say(
        language,
        "explain.head",
        title=book.title,
        document=book.document.number,
        edition=" + ".join(book.editions),
        action=message(f"action.{book.action.value}"),
        since=book.period.starts.isoformat(),
    )
    yield explanation.outlook.in_(language)
    for item in explanation.clauses:
        yield from _render_clause(item, language)


def _render_clause(item: ExplainedClause, language: Language) -> Iterator[str]:
    pad = "  " * item.depth
    clause = item.clause
    flag = f" [{clause.confidence}]" if clause.is_unconfirmed else ""
    yield f"{pad}{item.verdict.sign} {clause.id} {clause.title.in_(language)} — {item.verdict.text.in_(language)}{flag}"
    inner = pad + "    "
    if not clause.is_group and item.verdict is not Verdict.NOT_APPLICABLE:
        yield inner + message("explain.cite", cite=clause.cite, confidence=clause.confidence).in_(
            language
        )
    for test in item.tests:
        distance = f" ({test.distance.in_(language)})" if test.distance else ""
        yield (
            inner
            + say(
                language, "explain.test", what=test.what, requirement=test.requirement, own=test.own
            )
            + distance
        )
    if item.points is not None:
        yield inner + item.points.in_(language)
    for indicator in item.indicators:
        yield f"{inner}  · {indicator.in_(language)}"
    if item.remedy is not None:
        yield inner + item.remedy.in_(language)
    if clause.evidence and item.verdict.decided is False:
        papers = _listed(clause.evidence)
        yield inner + say(language, "explain.evidence", papers=papers)
    if clause.outside is not None:
        yield inner + clause.outside.in_(language)
    if clause.note is not None and (clause.is_unconfirmed or item.verdict is not Verdict.MET):
        yield inner + say(language, "explain.note", note=clause.note)

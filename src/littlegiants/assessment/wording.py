"""The law in words: expressions, bands and classes as sentences that a lawyer can check."""

from __future__ import annotations

from collections.abc import Iterator

from littlegiants.rulebooks.expressions import (
    And,
    Arithmetic,
    Case,
    Compare,
    CompoundGrowth,
    Derived,
    DerivedTruth,
    Extreme,
    Given,
    Negative,
    Not,
    Number,
    NumericExpr,
    OneOf,
    Operator,
    Or,
    Truth,
    TruthExpr,
)
from littlegiants.rulebooks.model import (
    Band,
    Bands,
    BestOf,
    Criterion,
    ExpertPoints,
    Indicator,
    Items,
    PointsLine,
    Rulebook,
    Scoring,
)
from littlegiants.vocabulary.facts import Vocabulary
from littlegiants.vocabulary.format import format_value
from littlegiants.vocabulary.language import LANGUAGES, Text, message
from littlegiants.vocabulary.slots import Slot

OPERATOR_WORDS = {
    Operator.AT_LEAST: Text("不低于", "at least"),
    Operator.ABOVE: Text("超过", "more than"),
    Operator.AT_MOST: Text("不超过", "at most"),
    Operator.BELOW: Text("低于", "less than"),
    Operator.EQUAL: Text("等于", "equal to"),
    Operator.NOT_EQUAL: Text("不等于", "other than"),
}


def sentence(expression: TruthExpr, vocabulary: Vocabulary) -> Text:
    """Put a condition into words."""
    match expression:
        case Truth(value):
            return Text("恒真", "always") if value else Text("恒假", "never")
        case Given(slot) | DerivedTruth(Given(slot)):
            return vocabulary.describe(slot)
        case OneOf(operand, values):
            fact = vocabulary.fact(operand.slot.fact)
            labels = dict(fact.values)
            zh = "、".join(labels[v].zh for v in values if v in labels)
            en = " or ".join(labels[v].en for v in values if v in labels)
            return Text(f"{fact.title.zh}为{zh}", f"{fact.title.en} is {en}")
        case Not(operand):
            inner = sentence(operand, vocabulary)
            return Text(f"并非（{inner.zh}）", f"not ({inner.en})")
        case And(operands):
            return _joined(
                [sentence(operand, vocabulary) for operand in operands], Text("，且", " and ")
            )
        case Or(operands):
            return _joined(
                [sentence(operand, vocabulary) for operand in operands],
                Text("，或", " or "),
                bracket=True,
            )
        case Compare(operator, left, right):
            a, b, words = (
                describe(left, vocabulary),
                describe(right, vocabulary),
                OPERATOR_WORDS[operator],
            )
            return Text(f"{a.zh}{words.zh}{b.zh}", f"{a.en} {words.en} {b.en}")


def _joined(parts: list[Text], word: Text, *, bracket: bool = False) -> Text:
    zh, en = word.zh.join(p.zh for p in parts), word.en.join(p.en for p in parts)
    return Text(f"（{zh}）", f"({en})") if bracket and len(parts) > 1 else Text(zh, en)


def points_in_words(
    rulebook: Rulebook, body: PointsLine, vocabulary: Vocabulary
) -> Iterator[tuple[int, Text]]:
    """Yield the score table behind a points line, indented: groups, indicators, bands."""
    table = rulebook.score(body.table)
    for group in table.groups:
        if body.group in (None, group.id):
            yield 0, Text(f"{group.id} {group.title.zh}", f"{group.id} {group.title.en}")
            for indicator in group.indicators:
                yield from _indicator(indicator, vocabulary, 1)


def _indicator(
    indicator: Indicator, vocabulary: Vocabulary, depth: int
) -> Iterator[tuple[int, Text]]:
    most = f"{float(indicator.most):g}"
    yield depth, message("law.indicator", id=indicator.id, title=indicator.title, most=most)
    yield from _scoring(indicator.scoring, vocabulary, depth + 1)


def _scoring(scoring: Scoring, vocabulary: Vocabulary, depth: int) -> Iterator[tuple[int, Text]]:
    match scoring:
        case Bands(bands, otherwise):
            for band in bands:
                yield depth, _band(band, vocabulary)
            yield depth, message("law.otherwise", points=f"{float(otherwise):g}")
        case Items(items):
            for item in items:
                yield depth, _band(item, vocabulary)
        case BestOf(ways):
            yield depth, message("law.best_of")
            for way in ways:
                yield from _indicator(way, vocabulary, depth + 1)
        case ExpertPoints(low, high):
            yield depth, message("law.expert", low=f"{float(low):g}", high=f"{float(high):g}")


def _band(band: Band, vocabulary: Vocabulary) -> Text:
    low, high = f"{float(band.low):g}", f"{float(band.high):g}"
    points = low if low == high else f"{low}–{high}"
    return message("law.band", when=sentence(band.when, vocabulary), points=points)


def classes_in_words(
    rulebook: Rulebook, clause: Criterion, vocabulary: Vocabulary
) -> Iterator[Text]:
    """Yield the classes of one row of a classification."""
    for classes in rulebook.classes:
        for row in classes.rows:
            if row.id == clause.id:
                for name, condition in zip(classes.order, row.conditions, strict=False):
                    words = sentence(condition, vocabulary)
                    yield message(
                        "law.class",
                        name=message(f"size.{name}") if name in _SIZES else name,
                        when=words,
                    )


_SIZES = ("large", "medium", "small", "micro")


def describe(expression: NumericExpr, vocabulary: Vocabulary) -> Text:
    """Put what is measured into words."""
    match expression:
        case Given(slot) | Derived(Given(slot)):
            return _describe_slot(slot, vocabulary)
        case Number(value, dimension):
            zh, en = (format_value(value, dimension, language) for language in LANGUAGES)
            return Text(zh, en)
        case Negative(operand):
            inner = describe(operand, vocabulary)
            return Text(f"-{inner.zh}", f"-{inner.en}")
        case Arithmetic(sign, left, right):
            a, b = describe(left, vocabulary), describe(right, vocabulary)
            shown = {"*": "×", "/": "÷", "-": "−"}.get(sign, sign)
            return Text(f"{a.zh} {shown} {b.zh}", f"{a.en} {shown} {b.en}")
        case Extreme(greatest, operands):
            parts = [describe(operand, vocabulary) for operand in operands]
            name = Text("最大值", "greatest") if greatest else Text("最小值", "least")
            return Text(
                f"{name.zh}（{'、'.join(p.zh for p in parts)}）",
                f"{name.en} of {', '.join(p.en for p in parts)}",
            )
        case Case(_, otherwise):
            return describe(otherwise, vocabulary)
        case CompoundGrowth(latest):
            return _describe_slot(latest.slot, vocabulary)


def _describe_slot(slot: Slot, vocabulary: Vocabulary) -> Text:
    return vocabulary.describe(slot)

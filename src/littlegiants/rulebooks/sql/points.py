"""Score tables → SQL: the lowest and highest points of every indicator, group and total."""

from __future__ import annotations

from fractions import Fraction
from typing import cast

from sqlglot import exp

from littlegiants.rulebooks.expressions import NumericExpr, Operator
from littlegiants.rulebooks.model import Bands, BestOf, ExpertPoints, Items, ScoreTable, Scoring
from littlegiants.rulebooks.sql.leaves import named_value, truth_of
from littlegiants.rulebooks.sql.steps import Builder
from littlegiants.rulebooks.sql.trees import case_of, comparison, constant, joined


def score_columns(
    builder: Builder, table: ScoreTable, prefix: str
) -> dict[str, tuple[exp.Expr, exp.Expr]]:
    """Add a table's points; return low and high for each group and, under "", the total."""
    found: dict[str, tuple[exp.Expr, exp.Expr]] = {}
    for group in table.groups:
        parts = [_scoring(builder, i.scoring, f"{prefix}{i.id}") for i in group.indicators]
        found[group.id] = _total(builder, 3, f"{prefix}{group.id}", parts, group.cap, group.stated)
    level = 4 if len(table.groups) > 0 else 3
    found[""] = _total(
        builder, level, f"{prefix}{table.id}", list(found.values()), table.cap, table.stated
    )
    return found


def _total(
    builder: Builder,
    level: int,
    name: str,
    parts: list[tuple[exp.Expr, exp.Expr]],
    cap: Fraction | None,
    stated: NumericExpr | None,
) -> tuple[exp.Expr, exp.Expr]:
    low = _capped([part[0] for part in parts], cap)
    high = _capped([part[1] for part in parts], cap)
    known = None if stated is None else named_value(builder, stated)
    if known is not None:
        inside = exp.and_(
            comparison(Operator.AT_LEAST, known, exp.paren(low)),
            comparison(Operator.AT_MOST, known, exp.paren(high)),
        )
        low, high = (
            case_of([(inside.copy(), exp.cast(known.copy(), "DOUBLE"))], exp.cast(end, "DOUBLE"))
            for end in (low, high)
        )
    return (
        builder.add(level, f"low:{name}", low),
        builder.add(level, f"high:{name}", high),
    )


def _capped(parts: list[exp.Expr], cap: Fraction | None) -> exp.Expr:
    total = joined(exp.Add, [exp.paren(part.copy()) for part in parts])
    return total if cap is None else exp.func("LEAST", total, constant(cap))


def _scoring(builder: Builder, scoring: Scoring, name: str) -> tuple[exp.Expr, exp.Expr]:
    match scoring:
        case Bands():
            return _bands(builder, scoring, name)
        case Items(items, most):
            return _items(builder, items, most, name)
        case BestOf(ways):
            parts = [_scoring(builder, way.scoring, f"{name}/{way.id}") for way in ways]
            low, high = (
                exp.func("GREATEST", *(part[end].copy() for part in parts)) for end in (0, 1)
            )
            return low, high
        case ExpertPoints(least, most, given):
            value = None if given is None else named_value(builder, given)
            if value is None:
                return constant(least), constant(most)
            clipped = exp.func(
                "LEAST",
                exp.func("GREATEST", exp.cast(value, "DOUBLE"), constant(least)),
                constant(most),
            )
            known = exp.Is(this=value.copy(), expression=exp.null())
            lowest, highest = (
                case_of([(known.copy(), constant(end))], clipped.copy()) for end in (least, most)
            )
            return builder.add(2, f"low:{name}", lowest), builder.add(2, f"high:{name}", highest)


def _bands(builder: Builder, scoring: Bands, name: str) -> tuple[exp.Expr, exp.Expr]:
    truths = [(band, truth_of(builder, band.when)) for band in scoring.bands]
    low_cases: list[tuple[exp.Expr, exp.Expr]] = []
    high_cases: list[tuple[exp.Expr, exp.Expr]] = []
    low_last = high_last = constant(scoring.otherwise)
    high_open = True
    for band, holds in truths:
        if holds is False:
            continue
        if holds is None:
            if high_open:
                high_last, high_open = constant(band.high), False
            continue
        if holds is True:
            low_last = constant(band.low)
            high_last = constant(band.high) if high_open else high_last
            break
        low_cases.append((holds, constant(band.low)))
        if high_open:
            high_cases.append((exp.func("COALESCE", holds.copy(), exp.true()), constant(band.high)))
    low = case_of(low_cases, low_last) if low_cases else low_last
    high = case_of(high_cases, high_last) if high_cases else high_last
    return builder.add(2, f"low:{name}", low), builder.add(2, f"high:{name}", high)


def _items(
    builder: Builder, items: tuple[object, ...], most: Fraction, name: str
) -> tuple[exp.Expr, exp.Expr]:
    from littlegiants.rulebooks.model import Band

    lows: list[exp.Expr] = [constant(Fraction(0))]
    highs: list[exp.Expr] = [constant(Fraction(0))]
    for item in cast("tuple[Band, ...]", items):
        holds = truth_of(builder, item.when)
        for parts, points, unknown in ((lows, item.low, False), (highs, item.high, True)):
            if holds is None or isinstance(holds, bool):
                counts = unknown if holds is None else holds
                parts.append(constant(points if counts else Fraction(0)))
            else:
                certain = exp.func("COALESCE", holds.copy(), exp.true() if unknown else exp.false())
                parts.append(case_of([(certain, constant(points))], constant(Fraction(0))))
    low = exp.func("LEAST", joined(exp.Add, lows), constant(most))
    high = exp.func("LEAST", joined(exp.Add, highs), constant(most))
    return builder.add(2, f"low:{name}", low), builder.add(2, f"high:{name}", high)

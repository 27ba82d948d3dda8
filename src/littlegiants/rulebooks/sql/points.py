"""Score tables → SQL: the lowest and highest points of every indicator, group and total."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import cast

from sqlglot import exp

from littlegiants.rulebooks.expressions import NumericExpr, Operator
from littlegiants.rulebooks.model import Bands, BestOf, ExpertPoints, Items, ScoreTable, Scoring
from littlegiants.rulebooks.sql.leaves import named_value, truth_of
from littlegiants.rulebooks.sql.steps import Builder
from littlegiants.rulebooks.sql.trees import Truthy, case_of, comparison, constant, integer, joined

POINTS_TOLERANCE = 1e-9
"""Points are told apart by far more; engines add them in binary, where tenths have no exact form."""


def score_columns(
    builder: Builder, table: ScoreTable, prefix: str
) -> dict[str, tuple[exp.Expr, exp.Expr]]:
    """Add a table's points; return low and high for each group and, under "", the total."""
    found: dict[str, tuple[exp.Expr, exp.Expr]] = {}
    key = prefix + table.id
    builder.unsure_points[key] = _unsure(builder, table)
    for group in table.groups:
        parts = [_scoring(builder, i.scoring, f"{prefix}{i.id}") for i in group.indicators]
        found[group.id] = _total(builder, 3, key, prefix + group.id, parts, group.cap, group.stated)
    level = 4 if len(table.groups) > 0 else 3
    found[""] = _total(
        builder, level, key, prefix + table.id, list(found.values()), table.cap, table.stated
    )
    return found


def _total(
    builder: Builder,
    level: int,
    table: str,
    name: str,
    parts: list[tuple[exp.Expr, exp.Expr]],
    cap: Fraction | None,
    stated: NumericExpr | None,
) -> tuple[exp.Expr, exp.Expr]:
    low = _capped([part[0] for part in parts], cap)
    high = _capped([part[1] for part in parts], cap)
    known = None if stated is None else named_value(builder, stated)
    if known is not None:
        flag_points(builder, table, f"stated:{name}", (low, high), known)
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


def flag_points(
    builder: Builder,
    table: str,
    name: str,
    points: tuple[exp.Expr, exp.Expr],
    line: exp.Expr | Fraction,
) -> None:
    """Mark rows whose points may miss a line by rounding alone, to be decided again exactly."""
    unsure = builder.unsure_points[table]
    if unsure is False:
        return
    value = constant(line) if isinstance(line, Fraction) else line
    tolerance = exp.Literal.number(repr(POINTS_TOLERANCE))
    near = [
        exp.LTE(
            this=exp.func("ABS", exp.Sub(this=exp.paren(end.copy()), expression=value.copy())),
            expression=tolerance.copy(),
        )
        for end in points
    ]
    flag = exp.paren(joined(exp.Or, near))
    builder.lines[name] = flag if unsure is True else exp.and_(flag, exp.paren(unsure.copy()))


def _unsure(builder: Builder, table: ScoreTable) -> exp.Expr | bool:
    """Where sums of points are rounded: always for tenths, never for whole points and halves."""
    caps = [table.cap, *(group.cap for group in table.groups)]
    scorings = [indicator.scoring for indicator in table.indicators()]
    points = [*caps, *(value for scoring in scorings for value in _points_in(scoring))]
    if any(value is not None and value.denominator & (value.denominator - 1) for value in points):
        return True
    given = [named_value(builder, value) for scoring in scorings for value in _given_in(scoring)]
    parts = [
        exp.NEQ(this=value.copy(), expression=exp.func("FLOOR", value.copy()))
        for value in given
        if value is not None
    ]
    return joined(exp.Or, parts) if parts else False


def _points_in(scoring: Scoring) -> Iterator[Fraction]:
    match scoring:
        case Bands(bands, last):
            yield from (end for band in bands for end in (band.low, band.high))
            yield last
        case Items(items, most):
            yield from (end for item in items for end in (item.low, item.high))
            yield most
        case BestOf(ways):
            for way in ways:
                yield from _points_in(way.scoring)
        case ExpertPoints(low, high):
            yield from (low, high)


def _given_in(scoring: Scoring) -> Iterator[NumericExpr]:
    match scoring:
        case BestOf(ways):
            for way in ways:
                yield from _given_in(way.scoring)
        case ExpertPoints(given=given) if given is not None:
            yield given
        case _:
            return


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
    low_last, high_last = (
        _lowest(scoring, [holds for _, holds in truths]),
        constant(scoring.otherwise),
    )
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


def _lowest(scoring: Bands, truths: list[Truthy]) -> exp.Expr:
    """The points when no band surely holds: the rest's, or 0 if nothing at all is known."""
    rest = constant(scoring.otherwise)
    if scoring.otherwise <= 0 or not truths or any(holds is False for holds in truths):
        return rest
    failed = [exp.not_(exp.paren(holds.copy())) for holds in truths if isinstance(holds, exp.Expr)]
    if not failed:
        return integer(0)
    some = exp.func("COALESCE", exp.paren(joined(exp.Or, failed)), exp.false())
    return case_of([(some, rest)], integer(0))


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

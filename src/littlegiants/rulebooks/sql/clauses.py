"""Criteria → SQL: one verdict code per clause, children before parents."""

from __future__ import annotations

from sqlglot import exp

from littlegiants.rulebooks.model import (
    AllOf,
    AnyOf,
    AtLeast,
    Criterion,
    Judgement,
    Mode,
    PointsLine,
    Test,
)
from littlegiants.rulebooks.sql.leaves import truth_of
from littlegiants.rulebooks.sql.points import flag_points
from littlegiants.rulebooks.sql.steps import Builder
from littlegiants.rulebooks.sql.trees import (
    Truthy,
    case_of,
    column,
    comparison,
    constant,
    integer,
    joined,
)
from littlegiants.vocabulary.enterprise import judgement_column
from littlegiants.vocabulary.verdict import Verdict


def add_clauses(
    builder: Builder,
    clause: Criterion,
    prefix: str,
    tables: dict[str, dict[str, tuple[exp.Expr, exp.Expr]]],
) -> int:
    """Add the clause's code; return its level."""
    below = [add_clauses(builder, child, prefix, tables) for child in clause.children]
    level = max([2, *below]) + 1 if below else 3
    if isinstance(clause.body, PointsLine):
        level = max(level, 5)
    own = [column(prefix + child.id) for child in clause.children][
        : len(clause.children) - len(clause.exemptions)
    ]
    exempted = [column(prefix + child.id) for child in clause.exemptions]
    code = _code(builder, clause, prefix, tables, own)
    if exempted:
        code = _any_code(
            [code, *exempted], [own_verdicts(clause), *map(verdicts_of, clause.exemptions)]
        )
    if clause.outside is not None:
        code = integer(Verdict.NOT_APPLICABLE)
    elif clause.applies is not None:
        code = _applying(truth_of(builder, clause.applies), code)
    builder.add(level, prefix + clause.id, exp.cast(code, "TINYINT"))
    return level


def verdicts_of(clause: Criterion) -> frozenset[Verdict]:
    """The verdicts that a clause can have for some enterprise."""
    if clause.outside is not None:
        return frozenset({Verdict.NOT_APPLICABLE})
    found = own_verdicts(clause).union(*map(verdicts_of, clause.exemptions))
    if clause.applies is not None:
        found |= {Verdict.NOT_APPLICABLE, Verdict.UNKNOWN}
    return found


def own_verdicts(clause: Criterion) -> frozenset[Verdict]:
    """The same of the clause's body alone."""
    plain = frozenset({Verdict.UNMET, Verdict.UNKNOWN, Verdict.MET})
    if clause.is_group:
        below = clause.children[: len(clause.children) - len(clause.exemptions)]
        return plain.union(*map(verdicts_of, below))
    if isinstance(clause.body, Judgement) or clause.mode is Mode.MANUAL:
        return plain | {Verdict.MANUAL_REVIEW}
    return plain


def _code(
    builder: Builder,
    clause: Criterion,
    prefix: str,
    tables: dict[str, dict[str, tuple[exp.Expr, exp.Expr]]],
    children: list[exp.Expr],
) -> exp.Expr:
    match clause.body:
        case AllOf():
            return children[0] if len(children) == 1 else exp.func("LEAST", *children)
        case AnyOf(below):
            return _any_code(children, [verdicts_of(child) for child in below])
        case AtLeast(count):
            return _at_least_code(count, children)
        case Judgement():
            return _judgement(builder, clause.id)
        case PointsLine(table, group, line):
            low, high = tables[table][group or ""]
            flag_points(builder, prefix + table, prefix + clause.id, (low, high), line.value)
            return case_of(
                [
                    (comparison(line.operator, low, constant(line.value)), integer(Verdict.MET)),
                    (
                        comparison(line.operator, high, constant(line.value)),
                        integer(Verdict.UNKNOWN),
                    ),
                ],
                integer(Verdict.UNMET),
            )
        case Test(expression):
            open_ = (
                _judgement(builder, clause.id)
                if clause.mode is Mode.MANUAL
                else integer(Verdict.UNKNOWN)
            )
            return _code_of(truth_of(builder, expression), open_)


def _code_of(found: Truthy, undecided: exp.Expr) -> exp.Expr:
    if found is None:
        return undecided
    if isinstance(found, bool):
        return integer(Verdict.MET if found else Verdict.UNMET)
    scaled = exp.Mul(this=exp.cast(exp.paren(found), "TINYINT"), expression=integer(Verdict.MET))
    return exp.func("COALESCE", scaled, undecided)


def _applying(applies: Truthy, code: exp.Expr) -> exp.Expr:
    if applies is None:
        return integer(Verdict.UNKNOWN)
    if isinstance(applies, bool):
        return code if applies else integer(Verdict.NOT_APPLICABLE)
    return case_of(
        [(applies, code), (exp.not_(exp.paren(applies.copy())), integer(Verdict.NOT_APPLICABLE))],
        integer(Verdict.UNKNOWN),
    )


def _any_code(codes: list[exp.Expr], possible: list[frozenset[Verdict]]) -> exp.Expr:
    """Met if one is met; else unknown, manual_review, unmet in that order; else not_applicable.

    Where no child can be manual_review or not_applicable, that is simply the greatest code.
    """
    outside = frozenset({Verdict.NOT_APPLICABLE})
    kept = [(code, can) for code, can in zip(codes, possible, strict=True) if can != outside]
    if not kept:
        return integer(Verdict.NOT_APPLICABLE)
    codes = [code for code, _ in kept]
    if len(codes) == 1:
        return codes[0]
    if not {Verdict.MANUAL_REVIEW, Verdict.NOT_APPLICABLE} & frozenset().union(
        *(can for _, can in kept)
    ):
        return exp.func("GREATEST", *codes)
    order = (Verdict.MET, Verdict.UNKNOWN, Verdict.MANUAL_REVIEW, Verdict.UNMET)
    return case_of(
        [
            (
                joined(exp.Or, [exp.EQ(this=c.copy(), expression=integer(v)) for c in codes]),
                integer(v),
            )
            for v in order
        ],
        integer(Verdict.NOT_APPLICABLE),
    )


def _at_least_code(count: int, codes: list[exp.Expr]) -> exp.Expr:
    def number_of(*verdicts: Verdict) -> exp.Expr:
        marks = [
            case_of(
                [
                    (
                        joined(
                            exp.Or, [exp.EQ(this=c.copy(), expression=integer(v)) for v in verdicts]
                        ),
                        integer(1),
                    )
                ],
                integer(0),
            )
            for c in codes
        ]
        return exp.paren(joined(exp.Add, marks))

    none_left = exp.EQ(this=number_of(Verdict.NOT_APPLICABLE), expression=integer(len(codes)))
    met = exp.GTE(this=number_of(Verdict.MET), expression=integer(count))
    possible = number_of(Verdict.MET, Verdict.UNKNOWN, Verdict.MANUAL_REVIEW)
    lost = exp.LT(this=possible, expression=integer(count))
    open_ = exp.GT(this=number_of(Verdict.UNKNOWN), expression=integer(0))
    return case_of(
        [
            (none_left, integer(Verdict.NOT_APPLICABLE)),
            (met, integer(Verdict.MET)),
            (lost, integer(Verdict.UNMET)),
            (open_, integer(Verdict.UNKNOWN)),
        ],
        integer(Verdict.MANUAL_REVIEW),
    )


def _judgement(builder: Builder, clause_id: str) -> exp.Expr:
    name = judgement_column(clause_id)
    if not builder.has(name):
        return integer(Verdict.MANUAL_REVIEW)
    builder.read.add(name)
    return _code_of(column(name), integer(Verdict.MANUAL_REVIEW))

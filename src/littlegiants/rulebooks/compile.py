"""Model → SQL: one statement over a table of facts, a verdict code per clause and enterprise.

The statement is a chain of named steps, each computing something once: values, clause codes and
points, groups by depth. Comparisons of computed ratios carry a tolerance, and every row on the line
is marked in `on_the_line`, to be decided again exactly.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal, cast

from sqlglot import exp

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
    compound_growth_in,
    constant_of,
    walk,
)
from littlegiants.rulebooks.model import (
    AllOf,
    AnyOf,
    AtLeast,
    Bands,
    BestOf,
    Classification,
    Criterion,
    ExpertPoints,
    Items,
    Judgement,
    Mode,
    PointsLine,
    Rulebook,
    ScoreTable,
    Scoring,
    Test,
)
from littlegiants.vocabulary.enterprise import judgement_column
from littlegiants.vocabulary.quantity import Dimension
from littlegiants.vocabulary.verdict import Verdict

Dialect = Literal["polars", "duckdb"]
DIALECTS: tuple[Dialect, ...] = ("polars", "duckdb")
_PRINTERS = {"polars": "duckdb", "duckdb": "duckdb"}

TOLERANCE = 1e-13
ON_THE_LINE = "on_the_line"
FACTS = "facts"
FACT_PREFIX = "fact:"

Truthy = exp.Expr | bool | None
"""A boolean column, or a truth known before any row is read; None is unknown for every row."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """A statement for some rulebooks: `SELECT <ids>, <codes>, <points>, <gaps>, on_the_line FROM facts`.

    `columns` are the fact columns read; `codes`, `points` and `gaps` name the result columns, each in
    the order of the rulebooks and their clauses; `classes` likewise.
    """

    tree: exp.Expr
    rulebooks: tuple[Rulebook, ...]
    columns: tuple[str, ...]
    codes: tuple[tuple[str, ...], ...]
    points: tuple[tuple[str, ...], ...]
    classes: tuple[tuple[str, ...], ...]
    gaps: tuple[str, ...]

    def sql(self, dialect: Dialect, *, pretty: bool = False) -> str:
        """Print the statement for an engine; names are always quoted."""
        return self.tree.sql(
            dialect=_PRINTERS[dialect], identify=True, pretty=pretty, comments=False
        )

    @property
    def results(self) -> tuple[str, ...]:
        """Every result column that a second, exact decision may change."""
        found: list[str] = []
        for codes, points, classes in zip(self.codes, self.points, self.classes, strict=True):
            found += [*codes, *points, *classes]
        return tuple(found)


def compile_rulebooks(
    rulebooks: Sequence[Rulebook],
    *,
    available: frozenset[str] | None = None,
    keep: Sequence[str] = (),
    gaps: bool = False,
    carry_facts: bool = False,
) -> Compiled:
    """Build the statement; facts outside `available` are unknown for all, `keep` columns pass through.

    `carry_facts` returns the facts read beside the results, as `fact:<column>`, so that rows on the line
    can be decided again without a second reading. With several rulebooks, result columns are prefixed by their programme: `little_giant:RB02-LG-2a`.
    """
    builder = _Builder(available)
    parts = [_compile_one(builder, book, _prefix(book, rulebooks), gaps=gaps) for book in rulebooks]
    names = [name for part in parts for names in part for name in names]
    builder.add(3, ON_THE_LINE, builder.line_flag())
    outputs = [column(name) for name in (*keep, *names, ON_THE_LINE)]
    if carry_facts:
        outputs += [
            exp.alias_(column(name), FACT_PREFIX + name, quoted=True)
            for name in sorted(builder.read)
        ]
    return Compiled(
        tree=builder.statement(keep, outputs),
        rulebooks=tuple(rulebooks),
        columns=tuple(sorted(builder.read)),
        codes=tuple(part[0] for part in parts),
        points=tuple(part[1] for part in parts),
        classes=tuple(part[2] for part in parts),
        gaps=tuple(name for part in parts for name in part[3]),
    )


def _prefix(rulebook: Rulebook, rulebooks: Sequence[Rulebook]) -> str:
    return "" if len(rulebooks) == 1 else f"{rulebook.programme}:"


@dataclass(slots=True)
class _Builder:
    """The steps of the statement: level → name → tree; what has been computed is looked up by meaning."""

    available: frozenset[str] | None
    levels: dict[float, dict[str, exp.Expr]] = field(default_factory=dict)
    read: set[str] = field(default_factory=set)
    values: dict[NumericExpr | CompoundGrowth, str] = field(default_factory=dict)
    lines: dict[Compare, exp.Expr] = field(default_factory=dict)
    depths: dict[str, int] = field(default_factory=dict)
    names: int = 0

    def add(self, level: float, name: str, tree: exp.Expr) -> exp.Expr:
        self.levels.setdefault(level, {})[name] = tree
        return column(name)

    def has(self, name: str) -> bool:
        return self.available is None or name in self.available

    def line_flag(self) -> exp.Expr:
        found = list(self.lines.values())
        if not found:
            return exp.false()
        return exp.func("COALESCE", _joined(exp.Or, found), exp.false())

    def statement(self, keep: Sequence[str], outputs: Sequence[exp.Expr]) -> exp.Expr:
        source = FACTS
        needed = [column(name) for name in sorted({*self.read, *keep})]
        select = exp.select(*needed).from_(exp.to_identifier(FACTS, quoted=True))
        final = exp.select(*outputs)
        final = final.with_("step_0", as_=select)
        source = "step_0"
        for position, level in enumerate(sorted(self.levels), start=1):
            computed = [
                exp.alias_(tree, name, quoted=True) for name, tree in self.levels[level].items()
            ]
            step = exp.select(exp.Star(), *computed).from_(exp.to_identifier(source, quoted=True))
            source = f"step_{position}"
            final = final.with_(source, as_=step)
        return cast("exp.Expr", final.from_(exp.to_identifier(source, quoted=True)))


def column(name: str) -> exp.Expr:
    """A quoted column."""
    return exp.column(name, quoted=True)


def _compile_one(
    builder: _Builder, rulebook: Rulebook, prefix: str, *, gaps: bool
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    tables = {table.id: _table(builder, table, prefix) for table in rulebook.scores}
    depths: dict[str, int] = {}
    _criterion(builder, rulebook.root, prefix, tables, depths)
    classes = [_classify(builder, found, prefix) for found in rulebook.classes]
    points: list[str] = []
    for table in rulebook.scores:
        for side, end in enumerate(("min", "max")):
            points.append(f"{prefix}points_{end}:{table.id}")
            builder.add(5, points[-1], tables[table.id][""][side])
    gap_names = tuple(_gaps(builder, rulebook, prefix, tables)) if gaps else ()
    codes = tuple(prefix + clause.id for clause in rulebook.clauses)
    return codes, tuple(points), tuple(classes), gap_names


def _criterion(
    builder: _Builder,
    clause: Criterion,
    prefix: str,
    tables: dict[str, dict[str, tuple[exp.Expr, exp.Expr]]],
    depths: dict[str, int],
) -> int:
    """Add the clause's code; return its level."""
    below = [_criterion(builder, child, prefix, tables, depths) for child in clause.children]
    level = max([2, *below]) + 1 if below else 3
    if isinstance(clause.body, PointsLine):
        level = max(level, 5)
    own = [column(prefix + child.id) for child in clause.children][
        : len(clause.children) - len(clause.exemptions)
    ]
    exempted = [column(prefix + child.id) for child in clause.exemptions]
    code = _code(builder, clause, tables, own)
    if exempted:
        code = _any_code([code, *exempted])
    if clause.outside is not None:
        code = _int(Verdict.NOT_APPLICABLE)
    elif clause.applies is not None:
        code = _applying(_truth(builder, clause.applies), code)
    builder.add(level, prefix + clause.id, exp.cast(code, "TINYINT"))
    depths[clause.id] = level
    return level


def _code(
    builder: _Builder,
    clause: Criterion,
    tables: dict[str, dict[str, tuple[exp.Expr, exp.Expr]]],
    children: list[exp.Expr],
) -> exp.Expr:
    match clause.body:
        case AllOf():
            return children[0] if len(children) == 1 else exp.func("LEAST", *children)
        case AnyOf():
            return _any_code(children)
        case AtLeast(count):
            return _at_least_code(count, children)
        case Judgement():
            return _judgement(builder, clause.id)
        case PointsLine(table, group, line):
            low, high = tables[table][group or ""]
            return _case(
                [
                    (_comparison(line.operator, low, _constant(line.value)), _int(Verdict.MET)),
                    (
                        _comparison(line.operator, high, _constant(line.value)),
                        _int(Verdict.UNKNOWN),
                    ),
                ],
                _int(Verdict.UNMET),
            )
        case Test(expression):
            open_ = (
                _judgement(builder, clause.id)
                if clause.mode is Mode.MANUAL
                else _int(Verdict.UNKNOWN)
            )
            return _code_of(_truth(builder, expression), open_)


def _code_of(found: Truthy, undecided: exp.Expr) -> exp.Expr:
    if found is None:
        return undecided
    if isinstance(found, bool):
        return _int(Verdict.MET if found else Verdict.UNMET)
    scaled = exp.Mul(this=exp.cast(exp.paren(found), "TINYINT"), expression=_int(Verdict.MET))
    return exp.func("COALESCE", scaled, undecided)


def _applying(applies: Truthy, code: exp.Expr) -> exp.Expr:
    if applies is None:
        return _int(Verdict.UNKNOWN)
    if isinstance(applies, bool):
        return code if applies else _int(Verdict.NOT_APPLICABLE)
    return _case(
        [(applies, code), (exp.not_(exp.paren(applies.copy())), _int(Verdict.NOT_APPLICABLE))],
        _int(Verdict.UNKNOWN),
    )


def _any_code(codes: list[exp.Expr]) -> exp.Expr:
    """Met if one is met; else unknown, manual_review, unmet in that order; else not_applicable."""
    if len(codes) == 1:
        return codes[0]
    order = (Verdict.MET, Verdict.UNKNOWN, Verdict.MANUAL_REVIEW, Verdict.UNMET)
    return _case(
        [
            (_joined(exp.Or, [exp.EQ(this=c.copy(), expression=_int(v)) for c in codes]), _int(v))
            for v in order
        ],
        _int(Verdict.NOT_APPLICABLE),
    )


def _at_least_code(count: int, codes: list[exp.Expr]) -> exp.Expr:
    def number_of(*verdicts: Verdict) -> exp.Expr:
        marks = [
            _case(
                [
                    (
                        _joined(
                            exp.Or, [exp.EQ(this=c.copy(), expression=_int(v)) for v in verdicts]
                        ),
                        _int(1),
                    )
                ],
                _int(0),
            )
            for c in codes
        ]
        return exp.paren(_joined(exp.Add, marks))

    none_left = exp.EQ(this=number_of(Verdict.NOT_APPLICABLE), expression=_int(len(codes)))
    met = exp.GTE(this=number_of(Verdict.MET), expression=_int(count))
    possible = number_of(Verdict.MET, Verdict.UNKNOWN, Verdict.MANUAL_REVIEW)
    lost = exp.LT(this=possible, expression=_int(count))
    open_ = exp.GT(this=number_of(Verdict.UNKNOWN), expression=_int(0))
    return _case(
        [
            (none_left, _int(Verdict.NOT_APPLICABLE)),
            (met, _int(Verdict.MET)),
            (lost, _int(Verdict.UNMET)),
            (open_, _int(Verdict.UNKNOWN)),
        ],
        _int(Verdict.MANUAL_REVIEW),
    )


def _judgement(builder: _Builder, clause_id: str) -> exp.Expr:
    name = judgement_column(clause_id)
    if not builder.has(name):
        return _int(Verdict.MANUAL_REVIEW)
    builder.read.add(name)
    return _code_of(column(name), _int(Verdict.MANUAL_REVIEW))


def _truth(builder: _Builder, expression: TruthExpr) -> Truthy:
    match expression:
        case Truth(value):
            return value
        case Given():
            return _given(builder, expression)
        case DerivedTruth(stated, formula):
            return _derived_truth(builder, stated, formula)
        case OneOf(operand, values):
            given = _given(builder, operand)
            if given is None:
                return None
            return exp.In(this=given, expressions=[exp.Literal.string(value) for value in values])
        case Not(operand):
            inner = _truth(builder, operand)
            if inner is None or isinstance(inner, bool):
                return None if inner is None else not inner
            return exp.not_(exp.paren(inner))
        case And(operands):
            return _kleene([_truth(builder, operand) for operand in operands], absorbing=False)
        case Or(operands):
            return _kleene([_truth(builder, operand) for operand in operands], absorbing=True)
        case Compare():
            return _compare(builder, expression)


def _derived_truth(builder: _Builder, stated: Given, formula: TruthExpr) -> Truthy:
    followed, given = _truth(builder, formula), _given(builder, stated)
    if given is None or isinstance(followed, bool):
        return followed
    return given if followed is None else exp.func("COALESCE", followed, given)


def _kleene(parts: list[Truthy], *, absorbing: bool) -> Truthy:
    """Join by AND (absorbing False) or OR (absorbing True), settling what is known before any row."""
    if any(part is absorbing for part in parts):
        return absorbing
    open_ = [part for part in parts if part is not (not absorbing)]
    if not open_:
        return not absorbing
    if all(part is None for part in open_):
        return None
    trees = [
        exp.cast(exp.null(), "BOOLEAN") if part is None else exp.paren(cast("exp.Expr", part))
        for part in open_
    ]
    return _joined(exp.Or if absorbing else exp.And, trees)


def _given(builder: _Builder, given: Given) -> exp.Expr | None:
    name = given.slot.column
    if not builder.has(name):
        return None
    builder.read.add(name)
    return column(name)


def _compare(builder: _Builder, compare: Compare) -> Truthy:
    for side, other, operator in (
        (compare.left, compare.right, compare.operator),
        (compare.right, compare.left, compare.operator.flipped),
    ):
        growth = compound_growth_in(side)
        if growth is not None:
            limit = constant_of(other)
            assert limit is not None, "the parser lets compound growth meet only numbers"
            return _compare_compound(builder, compare, side, growth, operator, limit)
    left, right = _named(builder, compare.left), _named(builder, compare.right)
    if left is None or right is None:
        return None
    if is_exact(compare.left) and is_exact(compare.right):
        return _comparison(compare.operator, left, right)
    tolerance = _tolerance(builder, compare)
    builder.lines[compare] = _near(left, right, tolerance)
    return _tolerant(compare.operator, left, right, tolerance)


def _compare_compound(
    builder: _Builder,
    compare: Compare,
    side: NumericExpr,
    growth: CompoundGrowth,
    operator: Operator,
    limit: Fraction,
) -> Truthy:
    stated = _named(builder, side.stated) if isinstance(side, Derived) else None
    factor = _growth_factor(builder, growth)
    power = (1 + limit) ** growth.years
    by_statement = None if stated is None else _comparison(operator, stated, _constant(limit))
    if factor is None:
        return by_statement
    tolerance = exp.Literal.number(repr(TOLERANCE * max(1.0, float(power))))
    builder.lines[compare] = _near(factor, _constant(power), tolerance)
    by_powers = _tolerant(operator, factor, _constant(power), tolerance)
    return by_powers if by_statement is None else exp.func("COALESCE", by_powers, by_statement)


def _growth_factor(builder: _Builder, growth: CompoundGrowth) -> exp.Expr | None:
    if growth not in builder.values:
        latest, base = _given(builder, growth.latest), _given(builder, growth.base)
        if latest is None or base is None:
            return None
        positive = exp.and_(
            exp.GT(this=base, expression=_int(0)), exp.GTE(this=latest, expression=_int(0))
        )
        ratio = exp.Div(
            this=exp.cast(latest.copy(), "DOUBLE"), expression=exp.cast(base.copy(), "DOUBLE")
        )
        name = f"factor:{growth.latest.slot.fact}_{growth.years}y"
        builder.values[growth] = name
        builder.add(0, name, _case([(positive, ratio)], exp.cast(exp.null(), "DOUBLE")))
    return column(builder.values[growth])


def is_exact(expression: NumericExpr) -> bool:
    """True if the engine computes the value without rounding: plain facts, numbers, sums of fen."""
    match expression:
        case Number() | Given():
            return True
        case Negative(operand):
            return is_exact(operand)
        case Arithmetic(sign, left, right, dimension):
            return (
                sign in "+-" and dimension is Dimension.MONEY and is_exact(left) and is_exact(right)
            )
        case Extreme(_, operands):
            return all(is_exact(operand) for operand in operands)
        case Derived(stated, formula):
            return stated.dimension is Dimension.MONEY and is_exact(formula)
        case _:
            return False


def _addends(expression: NumericExpr) -> Iterator[NumericExpr]:
    """Yield the parts whose sizes bound the rounding of a sum."""
    match expression:
        case Arithmetic(sign, left, right) if sign in "+-":
            yield from _addends(left)
            yield from _addends(right)
        case Arithmetic("/", left, Number()):
            yield from _addends(left)
        case Derived(_, formula):
            yield from _addends(formula)
        case Case(branches, otherwise):
            for _, value in branches:
                yield from _addends(value)
            yield from _addends(otherwise)
        case Negative(operand):
            yield from _addends(operand)
        case _:
            yield expression


def _tolerance(builder: _Builder, compare: Compare) -> exp.Expr:
    """How near the line a row must be decided again: fixed where one term can matter, else by size."""
    addends = [*_addends(compare.left), *_addends(compare.right)]
    varying = [part for part in addends if constant_of(part) is None]
    fixed = sum((abs(float(constant_of(part) or 0)) for part in addends), 1.0)
    if len(varying) <= 1:
        return exp.Literal.number(repr(TOLERANCE * fixed))
    sizes = [_numeric(builder, part) for part in varying]
    terms = [
        exp.func("COALESCE", exp.func("ABS", exp.cast(size, "DOUBLE")), _constant(Fraction(0)))
        for size in sizes
        if size is not None
    ]
    total = _joined(exp.Add, [exp.Literal.number(repr(fixed)), *terms])
    return exp.Mul(this=exp.Literal.number(repr(TOLERANCE)), expression=exp.paren(total))


def _near(left: exp.Expr, right: exp.Expr, tolerance: exp.Expr) -> exp.Expr:
    difference = exp.Sub(this=left.copy(), expression=exp.paren(right.copy()))
    return exp.LTE(this=exp.func("ABS", difference), expression=tolerance.copy())


def _tolerant(operator: Operator, left: exp.Expr, right: exp.Expr, tolerance: exp.Expr) -> exp.Expr:
    """Compare so that a value within the tolerance of the line counts as on it."""
    if operator in (Operator.EQUAL, Operator.NOT_EQUAL):
        near = _near(left, right, tolerance)
        return near if operator is Operator.EQUAL else exp.not_(exp.paren(near))
    lowered = operator in (Operator.AT_LEAST, Operator.BELOW)
    shift = exp.Sub if lowered else exp.Add
    line = _folded(right, tolerance, -1 if lowered else 1)
    return _comparison(operator, left, line or shift(this=right, expression=tolerance.copy()))


def _folded(right: exp.Expr, tolerance: exp.Expr, sign: int) -> exp.Expr | None:
    if isinstance(right, exp.Literal) and isinstance(tolerance, exp.Literal):
        return exp.Literal.number(repr(float(right.this) + sign * float(tolerance.this)))
    return None


def _comparison(operator: Operator, left: exp.Expr, right: exp.Expr) -> exp.Expr:
    kinds: dict[Operator, type[exp.Binary]] = {
        Operator.AT_LEAST: exp.GTE,
        Operator.ABOVE: exp.GT,
        Operator.AT_MOST: exp.LTE,
        Operator.BELOW: exp.LT,
        Operator.EQUAL: exp.EQ,
        Operator.NOT_EQUAL: exp.NEQ,
    }
    return kinds[operator](this=left.copy(), expression=right.copy())


def _named(builder: _Builder, expression: NumericExpr) -> exp.Expr | None:
    """Return a value that costs nothing to repeat: a fact, a number, or a column computed once."""
    if isinstance(expression, Number | Given):
        return _numeric(builder, expression)
    if expression not in builder.values:
        tree = _numeric(builder, expression)
        if tree is None or isinstance(tree, exp.Column | exp.Literal):
            return tree
        builder.names += 1
        label = (
            expression.stated.slot.column if isinstance(expression, Derived) else str(builder.names)
        )
        name = builder.values[expression] = f"value:{label}"
        below = [builder.depths.get(part.name, -1) for part in tree.find_all(exp.Column)]
        builder.depths[name] = max(below, default=-1) + 1  # a CASE inside may use named values
        builder.add(1 + builder.depths[name] / 100, name, tree)
    return column(builder.values[expression])


def _numeric(builder: _Builder, expression: NumericExpr) -> exp.Expr | None:
    match expression:
        case Number(value):
            return _constant(value)
        case Given():
            return _given(builder, expression)
        case Derived(stated, formula):
            computed, given = _numeric(builder, formula), _given(builder, stated)
            if computed is None or given is None:
                return given if computed is None else computed
            kind = "BIGINT" if is_exact(expression) else "DOUBLE"
            return exp.func("COALESCE", computed, exp.cast(given, kind))
        case Negative(operand):
            inner = _numeric(builder, operand)
            return None if inner is None else exp.Neg(this=exp.paren(inner))
        case Arithmetic():
            return _arithmetic(builder, expression)
        case Extreme(greatest, operands):
            return _extreme(builder, operands, greatest=greatest)
        case Case(branches, otherwise):
            return _numeric_case(builder, branches, otherwise)
        case CompoundGrowth(years=years):
            factor = _growth_factor(builder, expression)
            if factor is None:
                return None
            root = exp.func("POWER", factor, exp.Literal.number(repr(1 / years)))
            return exp.Sub(this=root, expression=_constant(Fraction(1)))


_SIGNS: dict[str, type[exp.Binary]] = {"+": exp.Add, "-": exp.Sub, "*": exp.Mul}


def _arithmetic(builder: _Builder, expression: Arithmetic) -> exp.Expr | None:
    left, right = _numeric(builder, expression.left), _numeric(builder, expression.right)
    if left is None or right is None:
        return None
    if not is_exact(expression):
        left, right = _double(left), _double(right)
    if expression.sign != "/":
        return exp.paren(_SIGNS[expression.sign](this=left, expression=right))
    divisor = (
        right
        if isinstance(right, exp.Literal) and float(right.this)
        else exp.func("NULLIF", right, exp.Literal.number("0.0"))
    )
    return exp.paren(exp.Div(this=left, expression=divisor))


def _double(tree: exp.Expr) -> exp.Expr:
    if isinstance(tree, exp.Literal):
        return exp.Literal.number(repr(float(tree.this)))
    return exp.cast(tree, "DOUBLE")


def _extreme(
    builder: _Builder, operands: tuple[NumericExpr, ...], *, greatest: bool
) -> exp.Expr | None:
    trees = [_numeric(builder, operand) for operand in operands]
    known = [tree for tree in trees if tree is not None]
    if len(known) < len(trees):
        return None
    unknown = _joined(exp.Or, [exp.Is(this=tree.copy(), expression=exp.null()) for tree in known])
    picked = exp.func("GREATEST" if greatest else "LEAST", *(_double(tree) for tree in known))
    return _case([(unknown, exp.cast(exp.null(), "DOUBLE"))], picked)


def _numeric_case(
    builder: _Builder,
    branches: tuple[tuple[TruthExpr, NumericExpr], ...],
    otherwise: NumericExpr,
) -> exp.Expr | None:
    null = exp.cast(exp.null(), "DOUBLE")

    def value(expression: NumericExpr) -> exp.Expr:
        tree = _numeric(builder, expression)
        return null.copy() if tree is None else _double(tree)

    found: list[tuple[exp.Expr, exp.Expr]] = []
    last = value(otherwise)
    for condition, result in branches:
        holds = _truth(builder, condition)
        if holds is None or holds is True:
            last = null.copy() if holds is None else value(result)
            break
        if holds is False:
            continue
        found.append((exp.Is(this=exp.paren(holds), expression=exp.null()), null.copy()))
        found.append((holds.copy(), value(result)))
    return _case(found, last) if found else last


def _table(
    builder: _Builder, table: ScoreTable, prefix: str
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
    builder: _Builder,
    level: int,
    name: str,
    parts: list[tuple[exp.Expr, exp.Expr]],
    cap: Fraction | None,
    stated: NumericExpr | None,
) -> tuple[exp.Expr, exp.Expr]:
    low = _capped([part[0] for part in parts], cap)
    high = _capped([part[1] for part in parts], cap)
    known = None if stated is None else _named(builder, stated)
    if known is not None:
        inside = exp.and_(
            _comparison(Operator.AT_LEAST, known, exp.paren(low)),
            _comparison(Operator.AT_MOST, known, exp.paren(high)),
        )
        low, high = (
            _case([(inside.copy(), exp.cast(known.copy(), "DOUBLE"))], exp.cast(end, "DOUBLE"))
            for end in (low, high)
        )
    return (
        builder.add(level, f"low:{name}", low),
        builder.add(level, f"high:{name}", high),
    )


def _capped(parts: list[exp.Expr], cap: Fraction | None) -> exp.Expr:
    total = _joined(exp.Add, [exp.paren(part.copy()) for part in parts])
    return total if cap is None else exp.func("LEAST", total, _constant(cap))


def _scoring(builder: _Builder, scoring: Scoring, name: str) -> tuple[exp.Expr, exp.Expr]:
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
            value = None if given is None else _named(builder, given)
            if value is None:
                return _constant(least), _constant(most)
            clipped = exp.func(
                "LEAST",
                exp.func("GREATEST", exp.cast(value, "DOUBLE"), _constant(least)),
                _constant(most),
            )
            known = exp.Is(this=value.copy(), expression=exp.null())
            lowest, highest = (
                _case([(known.copy(), _constant(end))], clipped.copy()) for end in (least, most)
            )
            return builder.add(2, f"low:{name}", lowest), builder.add(2, f"high:{name}", highest)


def _bands(builder: _Builder, scoring: Bands, name: str) -> tuple[exp.Expr, exp.Expr]:
    truths = [(band, _truth(builder, band.when)) for band in scoring.bands]
    low_cases: list[tuple[exp.Expr, exp.Expr]] = []
    high_cases: list[tuple[exp.Expr, exp.Expr]] = []
    low_last = high_last = _constant(scoring.otherwise)
    high_open = True
    for band, holds in truths:
        if holds is False:
            continue
        if holds is None:
            if high_open:
                high_last, high_open = _constant(band.high), False
            continue
        if holds is True:
            low_last = _constant(band.low)
            high_last = _constant(band.high) if high_open else high_last
            break
        low_cases.append((holds, _constant(band.low)))
        if high_open:
            high_cases.append(
                (exp.func("COALESCE", holds.copy(), exp.true()), _constant(band.high))
            )
    low = _case(low_cases, low_last) if low_cases else low_last
    high = _case(high_cases, high_last) if high_cases else high_last
    return builder.add(2, f"low:{name}", low), builder.add(2, f"high:{name}", high)


def _items(
    builder: _Builder, items: tuple[object, ...], most: Fraction, name: str
) -> tuple[exp.Expr, exp.Expr]:
    from littlegiants.rulebooks.model import Band

    lows: list[exp.Expr] = [_constant(Fraction(0))]
    highs: list[exp.Expr] = [_constant(Fraction(0))]
    for item in cast("tuple[Band, ...]", items):
        holds = _truth(builder, item.when)
        for parts, points, unknown in ((lows, item.low, False), (highs, item.high, True)):
            if holds is None or isinstance(holds, bool):
                counts = unknown if holds is None else holds
                parts.append(_constant(points if counts else Fraction(0)))
            else:
                certain = exp.func("COALESCE", holds.copy(), exp.true() if unknown else exp.false())
                parts.append(_case([(certain, _constant(points))], _constant(Fraction(0))))
    low = exp.func("LEAST", _joined(exp.Add, lows), _constant(most))
    high = exp.func("LEAST", _joined(exp.Add, highs), _constant(most))
    return builder.add(2, f"low:{name}", low), builder.add(2, f"high:{name}", high)


def _classify(builder: _Builder, classes: Classification, prefix: str) -> str:
    """Add the class, NULL where more than one is still possible."""
    name = f"{prefix}class:{classes.id}"
    null = exp.cast(exp.null(), "VARCHAR")
    by = _given(builder, Given(classes.by, Dimension.CATEGORY))
    if by is None:
        builder.add(3, name, null)
        return name
    rows = [
        (
            exp.EQ(this=by.copy(), expression=exp.Literal.string(row.value)),
            _class_of(builder, classes, row.conditions),
        )
        for row in classes.rows
    ]
    builder.add(3, name, _case(rows, null))
    return name


def _class_of(
    builder: _Builder, classes: Classification, conditions: tuple[TruthExpr, ...]
) -> exp.Expr:
    null = exp.cast(exp.null(), "VARCHAR")
    cases: list[tuple[exp.Expr, exp.Expr]] = []
    for class_name, condition in zip(classes.order, conditions, strict=False):
        holds = _truth(builder, condition)
        if holds is None:
            return _case(cases, null) if cases else null
        if holds is False:
            continue
        if holds is True:
            literal = exp.Literal.string(class_name)
            return _case(cases, literal) if cases else literal
        cases.append((exp.Is(this=exp.paren(holds), expression=exp.null()), null.copy()))
        cases.append((holds.copy(), exp.Literal.string(class_name)))
    return _case(cases, exp.Literal.string(classes.order[-1]))


def _gaps(
    builder: _Builder,
    rulebook: Rulebook,
    prefix: str,
    tables: dict[str, dict[str, tuple[exp.Expr, exp.Expr]]],
) -> Iterator[str]:
    """Add what is missing to each line, in the fact's own unit: 0 where reached, NULL where unknown."""
    for clause in rulebook.clauses:
        if clause.outside is not None:
            continue
        if isinstance(clause.body, PointsLine):
            low = tables[clause.body.table][clause.body.group or ""][0]
            name = f"{prefix}gap:{clause.id}"
            builder.add(5, name, _shortfall(low, _constant(clause.body.line.value), floor=True))
            yield name
            continue
        for number, compare in enumerate(clause.comparisons(), start=1):
            tree = _gap(builder, compare)
            if tree is not None:
                several = len(clause.comparisons()) > 1
                name = f"{prefix}gap:{clause.id}" + (f"#{number}" if several else "")
                builder.add(3, name, tree)
                yield name


def _gap(builder: _Builder, compare: Compare) -> exp.Expr | None:
    if constant_of(compare.left) is not None:
        compare = Compare(compare.operator.flipped, compare.right, compare.left)
    if not (compare.operator.is_floor or compare.operator.is_ceiling):
        return None
    value, line = _named(builder, compare.left), _named(builder, compare.right)
    if value is None or line is None:
        return exp.cast(exp.null(), "DOUBLE")
    return _shortfall(value, line, floor=compare.operator.is_floor)


def _shortfall(value: exp.Expr, line: exp.Expr, *, floor: bool) -> exp.Expr:
    reached = exp.GTE if floor else exp.LTE
    ends = (line, value) if floor else (value, line)
    return _case(
        [(reached(this=value.copy(), expression=line.copy()), _int(0))],
        exp.Sub(this=ends[0].copy(), expression=ends[1].copy()),
    )


def _case(branches: Sequence[tuple[exp.Expr, exp.Expr]], otherwise: exp.Expr) -> exp.Expr:
    ifs = [exp.If(this=condition, true=value) for condition, value in branches]
    return exp.Case(ifs=ifs, default=otherwise)


def _joined(kind: type[exp.Expr], parts: Sequence[exp.Expr]) -> exp.Expr:
    tree = parts[0].copy()
    for part in parts[1:]:
        tree = kind(this=tree, expression=part.copy())
    return tree


def _int(value: int) -> exp.Expr:
    return exp.Literal.number(str(int(value)))


def _constant(value: Fraction) -> exp.Expr:
    size = abs(value)
    number = str(size.numerator) if size.denominator == 1 else repr(float(size))
    literal = exp.Literal.number(number)
    return exp.Neg(this=literal) if value < 0 else literal


def uses_compound_growth(compare: Compare) -> bool:
    """True if a side of the comparison is a compound growth."""
    return any(isinstance(node, CompoundGrowth) for node in walk(compare))

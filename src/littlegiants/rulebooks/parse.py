"""Leaf text → typed tree: parsed as SQL, held against an allow-list, type-checked with units.

Nothing outside the list gets through: what the parser does not name here is refused by name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import cast

import sqlglot
from sqlglot import exp

from littlegiants.rulebooks.expressions import (
    And,
    Arithmetic,
    Case,
    Compare,
    CompoundGrowth,
    Derived,
    DerivedTruth,
    Expr,
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
    children,
    compound_growth_in,
    constant_of,
    slots_of,
)
from littlegiants.vocabulary.facts import Fact, Kind, Vocabulary
from littlegiants.vocabulary.quantity import AMOUNT_FEN_MAX, UNITS, Dimension
from littlegiants.vocabulary.slots import YEARS_BACK_MAX, Form, Slot

LENGTH_MAX = 2_000
DEPTH_MAX = 50


class LeafError(Exception):
    """A leaf that is not in the language; `code` names the message."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code, values)
        self.code = code
        self.values = values


_UNIT_FUNCTIONS = {
    "yuan": UNITS["yuan"],
    "wan_yuan": UNITS["wan_yuan"],
    "yi_yuan": UNITS["yi_yuan"],
    "pct": UNITS["%"],
}
_WINDOW_FORMS = {
    "sum_years": Form.SUM,
    "mean_years": Form.MEAN,
    "mean_growth": Form.MEAN_GROWTH,
    "compound_growth": Form.COMPOUND_GROWTH,
    "total_in_years": Form.TOTAL_IN,
    "happened_in_years": Form.HAPPENED_IN,
    "happened_past": Form.HAPPENED_PAST,
    "happened_since_year": Form.HAPPENED_SINCE,
}
_FUNCTIONS = sorted(
    [*_UNIT_FUNCTIONS, *_WINDOW_FORMS, "this_year", "last_year", "year_back", "growth", "each_year"]
)
_COMPARISONS: dict[type[exp.Expr], Operator] = {
    exp.GTE: Operator.AT_LEAST,
    exp.GT: Operator.ABOVE,
    exp.LTE: Operator.AT_MOST,
    exp.LT: Operator.BELOW,
    exp.EQ: Operator.EQUAL,
    exp.NEQ: Operator.NOT_EQUAL,
}
_SIGNS: dict[type[exp.Expr], str] = {exp.Add: "+", exp.Sub: "-", exp.Mul: "*", exp.Div: "/"}
_BARE_ALLOWED = (
    Dimension.PERSONS,
    Dimension.ITEMS,
    Dimension.YEARS,
    Dimension.DAYS,
    Dimension.POINTS,
    Dimension.RANK,
    Dimension.LEVEL,
)
_NUMBER = re.compile(r"(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]{1,3})?")  # no 1e999999999
_FORBIDDEN_TEXT = re.compile(r"--|/\*|;|[＞＜＝≥≤≠（）％，]|\$\$")


def parse_test(
    text: str, vocabulary: Vocabulary, derived: Mapping[str, TruthExpr] | None = None
) -> TruthExpr:
    """Parse a boolean leaf; `derived` gives the formulas of yes-or-no facts. Raises `LeafError`."""
    try:
        return _truth(_Reader(vocabulary, derived=derived or {}), _sql_of(text))
    except RecursionError as fault:  # a derived fact may be made of itself
        raise LeafError("rule.too_deep", most=DEPTH_MAX) from fault


def parse_value(text: str, vocabulary: Vocabulary, *, year: int | None = None) -> NumericExpr:
    """Parse a numeric leaf; `year` is what bare annual facts mean. Raises `LeafError`."""
    try:
        return _numeric(_Reader(vocabulary, year), _sql_of(text))
    except RecursionError as fault:
        raise LeafError("rule.too_deep", most=DEPTH_MAX) from fault


def parse_relation(text: str, vocabulary: Vocabulary, *, year: int | None) -> TruthExpr:
    """Parse a relation between facts for one year. Raises `LeafError`."""
    return _truth(_Reader(vocabulary, year), _sql_of(text))


def unify(left: NumericExpr, right: NumericExpr) -> tuple[NumericExpr, NumericExpr]:
    """Give a bare number the dimension of the other side. Raises `LeafError` if the two differ."""
    left, right = _dressed(left, right), _dressed(right, left)
    if left.dimension is not right.dimension:
        money_or_ratio = {left.dimension, right.dimension} & {Dimension.MONEY, Dimension.RATIO}
        bare = _is_bare(left) or _is_bare(right)
        code = "rule.needs_unit" if money_or_ratio and bare else "rule.dimensions_differ"
        raise LeafError(code, left=left.dimension.text, right=right.dimension.text)
    return left, right


def _sql_of(text: str) -> exp.Expr:
    if len(text) > LENGTH_MAX:
        raise LeafError("rule.too_long", length=len(text), most=LENGTH_MAX)
    found = _FORBIDDEN_TEXT.search(text)
    if found:
        raise LeafError("rule.sign_not_allowed", sign=found[0])
    if _nesting(text) > DEPTH_MAX:
        raise LeafError("rule.too_deep", most=DEPTH_MAX)
    try:
        parsed = sqlglot.parse(text, dialect="duckdb")
    except RecursionError as fault:
        raise LeafError("rule.too_deep", most=DEPTH_MAX) from fault
    except sqlglot.errors.SqlglotError as fault:
        raise LeafError("rule.not_an_expression", text=text[:80]) from fault
    if len(parsed) != 1 or parsed[0] is None or isinstance(parsed[0], exp.Alias):  # 1亿
        raise LeafError("rule.not_an_expression", text=text[:80])
    tree = parsed[0]
    if _depth(tree) > DEPTH_MAX:
        raise LeafError("rule.too_deep", most=DEPTH_MAX)
    return tree


def _nesting(text: str) -> int:
    depth = deepest = 0
    for character in text:
        depth += (character == "(") - (character == ")")
        deepest = max(deepest, depth)
    longest_not_chain = max(
        (len(chain.split()) for chain in re.findall(r"(?i)(?:\bnot\s+)+", text)), default=0
    )
    longest_minus_chain = max(
        (len("".join(chain.split())) for chain in re.findall(r"[-+\s]{2,}", text)), default=0
    )
    return max(deepest, longest_not_chain, longest_minus_chain)


def _depth(tree: exp.Expr) -> int:
    """The depth of the tree; a chain of one AND, OR or + counts once, as it reads."""
    deepest = 0
    stack = [(tree, 1)]
    while stack:
        node, depth = stack.pop()
        deepest = max(deepest, depth)
        for child in node.iter_expressions():
            chained = type(child) is type(node) and isinstance(node, exp.And | exp.Or)
            stack.append((child, depth if chained else depth + 1))
    return deepest


@dataclass(frozen=True, slots=True)
class _Reader:
    """What a name means while reading: the vocabulary, and the year inside `each_year`."""

    vocabulary: Vocabulary
    year: int | None = None
    derived: Mapping[str, TruthExpr] = field(default_factory=dict)

    def fact(self, node: exp.Expr) -> Fact:
        name = _name(node)
        if name not in self.vocabulary.facts:
            raise LeafError("rule.fact_unknown", name=name, nearest=self.vocabulary.nearest(name))
        return self.vocabulary.facts[name]


def _truth(reader: _Reader, node: exp.Expr) -> TruthExpr:
    match node:
        case exp.Paren():
            return _truth(reader, node.this)
        case exp.And() | exp.Or():
            operands = tuple(_truth(reader, part) for part in node.flatten())
            return And(operands) if isinstance(node, exp.And) else Or(operands)
        case exp.Not():
            return Not(_truth(reader, node.this))
        case exp.Boolean():
            return Truth(bool(node.this))
        case exp.Between():
            return _between(reader, node)
        case exp.In():
            return _one_of(reader, node)
        case exp.Anonymous() if node.name.lower() == "each_year":
            return _each_year(reader, node)
        case _ if type(node) in _COMPARISONS:
            return _compare(reader, node)
        case _:
            return _boolean_value(reader, node)


def _boolean_value(reader: _Reader, node: exp.Expr) -> TruthExpr:
    if not isinstance(node, exp.Column | exp.Anonymous):
        raise LeafError("rule.not_boolean", text=_printed(node))
    value = _value(reader, node)
    if not isinstance(value, Given) or value.dimension is not Dimension.BOOLEAN:
        raise LeafError("rule.not_boolean", text=_printed(node))
    formula = _truth_formula(reader, value.slot.fact)
    return value if formula is None else DerivedTruth(value, formula)


def _truth_formula(reader: _Reader, name: str) -> TruthExpr | None:
    """What a yes-or-no fact follows from: other facts, or another rulebook."""
    text = reader.vocabulary.fact(name).derived
    if text is not None:
        return _truth(_Reader(reader.vocabulary), _sql_of(text))
    return reader.derived.get(name)


def _compare(reader: _Reader, node: exp.Expr) -> TruthExpr:
    operator = _COMPARISONS[type(node)]
    sides = [_unwrap(node.this), _unwrap(node.expression)]
    literal = next((side for side in sides if _is_text(side)), None)
    if literal is not None:
        other = sides[1] if sides[0] is literal else sides[0]
        return _category_compare(reader, operator, other, [literal])
    if any(isinstance(side, exp.Boolean) for side in sides):
        raise LeafError("rule.compare_with_truth", text=_printed(node))
    compared = comparison(operator, _numeric(reader, sides[0]), _numeric(reader, sides[1]))
    if not slots_of(compared):
        raise LeafError("rule.only_numbers", text=_printed(node))
    return compared


def comparison(operator: Operator, left: NumericExpr, right: NumericExpr) -> Compare:
    """Compare two values of one dimension. Raises `LeafError`."""
    compared = Compare(operator, *unify(left, right))
    sides = (compared.left, compared.right)
    for side, other in (sides, sides[::-1]):
        limit = constant_of(other)
        if _grows(side) and (compound_growth_in(side) is None or limit is None or limit <= -1):
            raise LeafError("rule.compound_alone")
    return compared


def _grows(value: Expr) -> bool:
    """True if a value, not merely a condition on its way, is a compound growth."""
    if isinstance(value, Case):
        return any(_grows(part) for _, part in value.branches) or _grows(value.otherwise)
    return isinstance(value, CompoundGrowth) or any(_grows(part) for part in children(value))


def _between(reader: _Reader, node: exp.Between) -> TruthExpr:
    value = _numeric(reader, _unwrap(node.this))
    low = comparison(Operator.AT_LEAST, value, _numeric(reader, node.args["low"]))
    high = comparison(Operator.AT_MOST, value, _numeric(reader, node.args["high"]))
    if not slots_of(value):
        raise LeafError("rule.only_numbers", text=_printed(node))
    return And((low, high))


def _one_of(reader: _Reader, node: exp.In) -> TruthExpr:
    if node.args.get("query") or node.args.get("unnest") or not node.expressions:
        raise LeafError("rule.construct", construct="IN (SELECT …)")
    return _category_compare(reader, Operator.EQUAL, _unwrap(node.this), node.expressions)


def _category_compare(
    reader: _Reader,
    operator: Operator,
    node: exp.Expr,
    literals: list[exp.Expr],
) -> TruthExpr:
    value = _value(reader, node)
    if not isinstance(value, Given) or value.dimension is not Dimension.CATEGORY:
        raise LeafError("rule.not_category", text=_printed(node))
    fact = reader.vocabulary.fact(value.slot.fact)
    known = [name for name, _ in fact.values]
    for literal in literals:
        if not _is_text(literal) or literal.name not in known:
            raise LeafError(
                "rule.value_unknown",
                value=_printed(literal),
                fact=fact.name,
                known=", ".join(known),
            )
    if operator not in (Operator.EQUAL, Operator.NOT_EQUAL):
        raise LeafError("rule.category_order", fact=fact.name)
    chosen = OneOf(value, tuple(literal.name for literal in literals))
    return chosen if operator is Operator.EQUAL else Not(chosen)


def _each_year(reader: _Reader, node: exp.Anonymous) -> TruthExpr:
    test, years = _arguments(node, 2)
    if reader.year is not None:
        raise LeafError("rule.each_year_nested")
    count = _years(years, "each_year")
    return And(tuple(_truth(replace(reader, year=back), test) for back in range(1, count + 1)))


def _numeric(reader: _Reader, node: exp.Expr) -> NumericExpr:
    value = _value(reader, node)
    if not _is_numeric(value):
        raise LeafError("rule.not_numeric", text=_printed(node))
    return cast("NumericExpr", value)


def _is_numeric(value: Expr) -> bool:
    dimension = getattr(value, "dimension", None)
    return isinstance(dimension, Dimension) and dimension.is_numeric


def _value(reader: _Reader, node: exp.Expr) -> Expr:
    match node:
        case exp.Paren():
            return _value(reader, node.this)
        case exp.Literal() if not node.is_string:
            return Number(_literal(node), Dimension.NUMBER)
        case exp.Neg():
            operand = _numeric(reader, node.this)
            if isinstance(operand, Number):
                return Number(-operand.value, operand.dimension)
            return Negative(operand, operand.dimension)
        case exp.Add() | exp.Sub() | exp.Mul() | exp.Div():
            return _arithmetic(reader, node)
        case exp.Least() | exp.Greatest():
            return _extreme(reader, node)
        case exp.Case():
            return _case(reader, node)
        case exp.Column():
            return _bare_fact(reader, node)
        case exp.Anonymous():
            return _function(reader, node)
        case _:
            raise LeafError("rule.construct", construct=_construct(node))


def _arithmetic(reader: _Reader, node: exp.Expr) -> NumericExpr:
    left, right = _numeric(reader, node.this), _numeric(reader, node.expression)
    sign = _SIGNS[type(node)]
    if any(compound_growth_in(side) for side in (left, right)):
        raise LeafError("rule.compound_alone")
    if sign in "+-":
        left, right = unify(left, right)
        return Arithmetic(sign, left, right, left.dimension)
    return Arithmetic(sign, left, right, _product_dimension(sign, left.dimension, right.dimension))


def _product_dimension(sign: str, left: Dimension, right: Dimension) -> Dimension:
    scalars = (Dimension.NUMBER, Dimension.RATIO)
    if sign == "*":
        if left in scalars:
            return right if left is Dimension.NUMBER or right is not Dimension.NUMBER else left
        if right in scalars:
            return left
    elif right is Dimension.NUMBER:
        return left
    elif left is right:
        return Dimension.RATIO
    raise LeafError("rule.dimensions_product", sign=sign, left=left.text, right=right.text)


def _extreme(reader: _Reader, node: exp.Expr) -> NumericExpr:
    operands = [_numeric(reader, part) for part in (node.this, *node.expressions)]
    model = next((operand for operand in operands if not _is_bare(operand)), operands[0])
    dressed = tuple(unify(operand, model)[0] for operand in operands)
    return Extreme(isinstance(node, exp.Greatest), dressed, dressed[0].dimension)


def _case(reader: _Reader, node: exp.Case) -> NumericExpr:
    if node.this is not None or node.args.get("default") is None:
        raise LeafError("rule.case_else")
    branches = [
        (_truth(reader, branch.this), _numeric(reader, branch.args["true"]))
        for branch in node.args["ifs"]
    ]
    otherwise = _numeric(reader, node.args["default"])
    model = next((v for v in (otherwise, *(v for _, v in branches)) if not _is_bare(v)), otherwise)
    return Case(
        tuple((condition, unify(value, model)[0]) for condition, value in branches),
        unify(otherwise, model)[0],
        model.dimension,
    )


def _bare_fact(reader: _Reader, node: exp.Expr) -> Expr:
    fact = reader.fact(node)
    if fact.kind is Kind.EVENT:
        raise LeafError("rule.event_needs_window", name=fact.name)
    if fact.kind is Kind.STANDING:
        return _given_or_derived(reader, Slot(fact.name))
    if reader.year is None:
        raise LeafError("rule.annual_needs_year", name=fact.name)
    return _given_or_derived(reader, Slot(fact.name, Form.YEAR, reader.year))


def _function(reader: _Reader, node: exp.Anonymous) -> Expr:
    name = node.name.lower()
    if name in _UNIT_FUNCTIONS:
        return _unit_literal(name, node)
    if name == "this_year":
        return _year_slot(reader, _arguments(node, 1)[0], 0)
    if name == "last_year":
        return _year_slot(reader, _arguments(node, 1)[0], 1)
    if name == "year_back":
        fact, back = _arguments(node, 2)
        return _year_slot(reader, fact, _whole(back, 0, YEARS_BACK_MAX, "year_back"))
    if name == "growth":
        return _window(reader, _arguments(node, 1)[0], Form.GROWTH, 0)
    if name in _WINDOW_FORMS:
        fact, years = _arguments(node, 2)
        return _window(reader, fact, _WINDOW_FORMS[name], _years(years, name))
    raise LeafError("rule.function_unknown", name=node.name, known=", ".join(_FUNCTIONS))


def _unit_literal(name: str, node: exp.Anonymous) -> Number:
    (argument,) = _arguments(node, 1)
    negative = isinstance(argument, exp.Neg)
    literal = argument.this if negative else argument
    if not isinstance(literal, exp.Literal) or literal.is_string:
        raise LeafError("rule.unit_wants_number", name=name)
    unit = _UNIT_FUNCTIONS[name]
    value = _bounded(_literal(literal) * unit.factor, literal)
    return Number(-value if negative else value, unit.dimension)


def _year_slot(reader: _Reader, node: exp.Expr, back: int) -> Expr:
    fact = reader.fact(node)
    if fact.kind is not Kind.ANNUAL:
        raise LeafError("rule.not_annual", name=fact.name)
    return _given_or_derived(reader, Slot(fact.name, Form.YEAR, back))


def _window(reader: _Reader, node: exp.Expr, form: Form, n: int) -> Expr:
    fact = reader.fact(node)
    if not fact.allows(form):
        code = (
            "rule.not_event"
            if fact.kind is not Kind.EVENT and form.name.startswith(("TOTAL", "HAPPENED"))
            else "rule.window_not_allowed"
        )
        raise LeafError(code, name=fact.name)
    stated = _given(reader, Slot(fact.name, form, n))
    formula = _window_formula(reader, fact, form, n)
    return stated if formula is None else Derived(stated, formula)


def _window_formula(reader: _Reader, fact: Fact, form: Form, n: int) -> NumericExpr | None:
    def year(back: int) -> NumericExpr:
        return cast("NumericExpr", _given_or_derived(reader, Slot(fact.name, Form.YEAR, back)))

    match form:
        case Form.SUM | Form.MEAN:
            total = _added([year(back) for back in range(1, n + 1)])
            if form is Form.SUM:
                return total
            return Arithmetic("/", total, Number(Fraction(n), Dimension.NUMBER), fact.dimension)
        case Form.GROWTH:
            return _growth(year(1), year(2))
        case Form.MEAN_GROWTH:
            total = _added([_growth(year(back), year(back + 1)) for back in range(1, n + 1)])
            return Arithmetic("/", total, Number(Fraction(n), Dimension.NUMBER), Dimension.RATIO)
        case Form.COMPOUND_GROWTH:
            if fact.derived is not None:
                raise LeafError("rule.window_not_allowed", name=fact.name)
            latest, base = (_given(reader, Slot(fact.name, Form.YEAR, b)) for b in (1, 1 + n))
            return CompoundGrowth(latest, base, n)
        case _:
            return None


def _added(values: list[NumericExpr]) -> NumericExpr:
    total = values[0]
    for value in values[1:]:
        total = Arithmetic("+", total, value, total.dimension)
    return total


def _growth(later: NumericExpr, earlier: NumericExpr) -> NumericExpr:
    ratio = Arithmetic("/", later, earlier, Dimension.RATIO)
    return Arithmetic("-", ratio, Number(Fraction(1), Dimension.RATIO), Dimension.RATIO)


def _given(reader: _Reader, slot: Slot) -> Given:
    return Given(slot, reader.vocabulary.dimension(slot))


def _given_or_derived(reader: _Reader, slot: Slot) -> Expr:
    fact = reader.vocabulary.fact(slot.fact)
    given = _given(reader, slot)
    if fact.derived is None or fact.dimension is Dimension.BOOLEAN:
        return given
    year = slot.n if slot.form is Form.YEAR else None
    formula = parse_value(fact.derived, reader.vocabulary, year=year)
    return Derived(given, formula)


def _arguments(node: exp.Anonymous, count: int) -> list[exp.Expr]:
    if len(node.expressions) != count:
        raise LeafError("rule.argument_count", name=node.name, count=count)
    return [_unwrap(argument) for argument in node.expressions]


def _years(node: exp.Expr, name: str) -> int:
    return _whole(node, 1, YEARS_BACK_MAX, name)


def _whole(node: exp.Expr, low: int, high: int, name: str) -> int:
    whole = isinstance(node, exp.Literal) and not node.is_string and node.name.isdigit()
    if whole and low <= int(node.name) <= high:
        return int(node.name)
    raise LeafError("rule.years_wanted", name=name, low=low, high=high)


def _literal(node: exp.Expr) -> Fraction:
    if not _NUMBER.fullmatch(node.name):
        raise LeafError("rule.number_malformed", text=node.name[:40])
    if len(node.name) > 40:
        raise LeafError("rule.number_too_large", text=node.name[:40])
    return _bounded(Fraction(node.name), node)


def _bounded(value: Fraction, node: exp.Expr) -> Fraction:
    if abs(value) >= AMOUNT_FEN_MAX:
        raise LeafError("rule.number_too_large", text=node.name[:40])
    return value


def _dressed(value: NumericExpr, other: NumericExpr) -> NumericExpr:
    if _is_bare(value) and other.dimension in _BARE_ALLOWED:
        return replace(cast("Number", value), dimension=other.dimension)
    return value


def _is_bare(value: NumericExpr) -> bool:
    return isinstance(value, Number) and value.dimension is Dimension.NUMBER


def _is_text(node: exp.Expr) -> bool:
    return isinstance(node, exp.Literal) and node.is_string


def _unwrap(node: exp.Expr) -> exp.Expr:
    return node.unnest()


def _name(node: exp.Expr) -> str:
    if not isinstance(node, exp.Column) or node.table:
        raise LeafError("rule.fact_wanted", text=_printed(node))
    return node.name


def _construct(node: exp.Expr) -> str:
    if isinstance(node, exp.Func):
        return node.sql_name()
    return node.key.upper().replace("_", " ")


def _printed(node: exp.Expr) -> str:
    printer: Callable[..., str] = node.sql
    return printer(dialect="duckdb", comments=False)[:80]

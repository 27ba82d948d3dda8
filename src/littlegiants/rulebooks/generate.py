"""Model → Python: one straight-line function per rulebook, exact in whole numbers.

Every number is carried as a numerator and a positive denominator, so that a comparison is two
multiplications of integers and no rounding can enter. The code is built from the tree alone; no
text of a rulebook and no name outside the vocabulary reaches it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

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
    slots_of,
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
from littlegiants.vocabulary.enterprise import Value, judgement_column
from littlegiants.vocabulary.quantity import Dimension

Decision = tuple[tuple[int, ...], tuple[Any, ...], tuple[str | None, ...]]
"""Verdict codes in the order of `Rulebook.clauses`; low and high of each total; one class each or None."""

Decide = Callable[[Mapping[str, Value]], Decision]

_SIGN = {Operator.EQUAL: "==", Operator.NOT_EQUAL: "!="}
_UNMET, _UNKNOWN, _MANUAL, _MET, _OUTSIDE = 0, 1, 2, 3, 4


def generate(rulebook: Rulebook) -> Decide:
    """Build the function that decides one enterprise without ranges; it takes values by column."""
    namespace: dict[str, Any] = {"_any": _any, "_at_least": _at_least, "Fraction": Fraction}
    code = compile(source_of(rulebook), f"<{rulebook.edition} {rulebook.action}>", "exec")
    exec(code, namespace)  # noqa: S102 - the text is printed from our own tree, never from a rulebook
    decide: Decide = namespace["decide"]
    return decide


def source_of(rulebook: Rulebook) -> str:
    """Return the text of the generated function."""
    writer = _Writer()
    tables = {table.id: _table(writer, table) for table in rulebook.scores}
    codes: dict[str, str] = {}
    _criterion(writer, rulebook.root, tables, codes)
    classes = [_classify(writer, found) for found in rulebook.classes]
    ordered = ", ".join(codes[clause.id] for clause in rulebook.clauses)
    totals = "".join(
        f"{low}, {high}, " for low, high in (tables[t.id][""] for t in rulebook.scores)
    )
    result = f"return (({ordered},), ({totals}), ({''.join(name + ', ' for name in classes)}))"
    body = "\n".join(f"    {line}" for line in [*writer.lines, result])
    constants = "".join(
        f"{name} = Fraction({value.numerator}, {value.denominator})\n"
        for name, value in writer.constants.items()
    )
    return f"{constants}def decide(f):\n    get = f.get\n{body}\n"


def _any(codes: tuple[int, ...]) -> int:
    for verdict in (_MET, _UNKNOWN, _MANUAL, _UNMET):
        if verdict in codes:
            return verdict
    return _OUTSIDE


def _at_least(count: int, codes: tuple[int, ...]) -> int:
    counted = [code for code in codes if code != _OUTSIDE]
    met, unknown = counted.count(_MET), counted.count(_UNKNOWN)
    if not counted:
        return _OUTSIDE
    if met >= count:
        return _MET
    if met + unknown + counted.count(_MANUAL) < count:
        return _UNMET
    return _UNKNOWN if unknown else _MANUAL


@dataclass(slots=True)
class _Writer:
    """The lines written so far, and the names of what they have already computed."""

    lines: list[str] = field(default_factory=list)
    known: dict[Any, str] = field(default_factory=dict)
    constants: dict[str, Fraction] = field(default_factory=dict)
    count: int = 0
    indent: str = ""

    def name(self, letter: str) -> str:
        self.count += 1
        return f"{letter}{self.count}"

    def constant(self, value: Fraction) -> str:
        """The name of a fraction kept beside the function."""
        name = f"q_{value.numerator}_{value.denominator}".replace("-", "m")
        self.constants[name] = value
        return name

    def write(self, line: str) -> None:
        self.lines.append(self.indent + line)


def _given(writer: _Writer, given: Given) -> str:
    if given not in writer.known:
        writer.known[given] = writer.name("f")
        writer.write(f"{writer.known[given]} = get({given.slot.column!r})")
    return writer.known[given]


def _number(writer: _Writer, expression: NumericExpr) -> tuple[str, str]:
    """Write code for a value; return the names of its numerator (None if unknown) and denominator."""
    if isinstance(expression, Number):
        return str(expression.value.numerator), str(expression.value.denominator)
    if isinstance(expression, Given):
        return _given(writer, expression), "1"
    if expression in writer.known:
        name = writer.known[expression]
        return f"{name}n", f"{name}d"
    name = writer.name("v")
    _write_number(writer, expression, name)
    writer.known[expression] = name
    return f"{name}n", f"{name}d"


def _write_number(writer: _Writer, expression: NumericExpr, name: str) -> None:
    match expression:
        case Derived(stated, formula):
            numerator, denominator = _number(writer, formula)
            other = _given(writer, stated)
            writer.write(
                f"{name}n, {name}d = ({numerator}, {denominator}) if {numerator} is not None else ({other}, 1)"
            )
        case Negative(operand):
            numerator, denominator = _number(writer, operand)
            writer.write(
                f"{name}n, {name}d = (None if {numerator} is None else -{numerator}), {denominator}"
            )
        case Arithmetic():
            _write_arithmetic(writer, expression, name)
        case Extreme(greatest, operands):
            parts = [_number(writer, operand) for operand in operands]
            unknown = " or ".join(f"{numerator} is None" for numerator, _ in parts)
            pairs = ", ".join(f"(Fraction({n}) / {d}, {n}, {d})" for n, d in parts)
            pick = "max" if greatest else "min"
            writer.write(
                f"{name}n, {name}d = (None, 1) if {unknown} else {pick}(({pairs},), key=lambda p: p[0])[1:]"
            )
        case Case(branches, otherwise):
            _write_case(writer, branches, otherwise, name)
        case _:
            raise AssertionError("compound growth is compared, never computed")


def _write_arithmetic(writer: _Writer, expression: Arithmetic, name: str) -> None:
    a, b = _number(writer, expression.left)
    c, d = _number(writer, expression.right)
    checks = [f"{x} is None" for x in (a, c) if not _is_literal(x)]
    match expression.sign:
        case "+" | "-" as sign:
            pair = (
                f"({a} {sign} {c}, {b})"
                if b == d
                else f"({_times(a, d)} {sign} {_times(c, b)}, {_times(b, d)})"
            )
        case "*":
            pair = f"({_times(a, c)}, {_times(b, d)})"
        case _:
            checks.append(f"{c} == 0")
            over = f"({_times(a, d)}, {_times(b, c)})"
            under = f"(-{_times(a, d)}, -{_times(b, c)})"
            pair = over if _is_literal(c) else f"({over} if {c} > 0 else {under})"
    unknown = " or ".join(checks)
    writer.write(
        f"{name}n, {name}d = (None, 1) if {unknown} else {pair}"
        if unknown
        else f"{name}n, {name}d = {pair}"
    )


def _is_literal(name: str) -> bool:
    return name.lstrip("-").isdigit()


def _times(a: str, b: str) -> str:
    if a == "1":
        return b
    return a if b == "1" else f"{a} * {b}"


def _write_case(
    writer: _Writer,
    branches: tuple[tuple[TruthExpr, NumericExpr], ...],
    otherwise: NumericExpr,
    name: str,
) -> None:
    # every branch is computed first: straight-line code keeps what is already known valid everywhere
    conditions = [
        (_truth(writer, condition), _number(writer, value)) for condition, value in branches
    ]
    last = _number(writer, otherwise)
    text = f"({last[0]}, {last[1]})"
    for condition, (numerator, denominator) in reversed(conditions):
        text = f"((None, 1) if {condition} == 1 else ({numerator}, {denominator}) if {condition} == 3 else {text})"
    writer.write(f"{name}n, {name}d = {text}")


def _truth(writer: _Writer, expression: TruthExpr) -> str:
    """Write code for a truth; return the name of its code: 0 false, 1 unknown, 3 true."""
    if isinstance(expression, Truth):
        return "3" if expression.value else "0"
    key = ("truth", expression)
    if key not in writer.known and isinstance(expression, DerivedTruth):
        writer.known[key] = _derived_truth(writer, expression)
    elif key not in writer.known:
        text = _truth_text(writer, expression)
        writer.known[key] = writer.name("t")
        writer.write(f"{writer.known[key]} = {text}")
    return writer.known[key]


def _derived_truth(writer: _Writer, expression: DerivedTruth) -> str:
    """Write the parts inside a branch that is skipped when nothing is known of them."""
    stated, parts = _truth(writer, expression.stated), sorted(slots_of(expression.formula))
    name = writer.name("t")
    writer.write(f"{name} = {stated}")
    known = dict(writer.known)  # what is computed in the branch is not known outside of it
    asked = " or ".join(f"get({slot.column!r}) is not None" for slot in parts)
    writer.write(f"if {asked or 'True'}:")
    writer.indent = "    "
    formula = _truth(writer, expression.formula)
    writer.write(f"{name} = {formula} if {formula} != 1 else {stated}")
    writer.indent, writer.known = "", known
    return name


def _truth_text(writer: _Writer, expression: TruthExpr) -> str:
    match expression:
        case Given():
            given = _given(writer, expression)
            return f"3 if {given} is True else 0 if {given} is False else 1"
        case OneOf(operand, values):
            given = _given(writer, operand)
            return f"1 if {given} is None else 3 if {given} in {values!r} else 0"
        case Not(operand):
            inner = _truth(writer, operand)
            return f"1 if {inner} == 1 else 3 - {inner}"
        case And(operands) | Or(operands):
            pick = "min" if isinstance(expression, And) else "max"
            parts = [_truth(writer, operand) for operand in operands]
            return parts[0] if len(parts) == 1 else f"{pick}({', '.join(parts)})"
        case Compare():
            return _compare_text(writer, expression)
        case _:
            raise AssertionError(expression)


def _compare_text(writer: _Writer, compare: Compare) -> str:
    for side, other, operator in (
        (compare.left, compare.right, compare.operator),
        (compare.right, compare.left, compare.operator.flipped),
    ):
        growth = compound_growth_in(side)
        if growth is not None:
            limit = constant_of(other)
            assert limit is not None
            return _compound_text(writer, side, growth, operator, limit)
    a, b = _number(writer, compare.left)
    c, d = _number(writer, compare.right)
    sign = _SIGN.get(compare.operator, compare.operator.value)
    unknown = " or ".join(f"{x} is None" for x in (a, c) if not _is_literal(x))
    if isinstance(compare.left, Given) and isinstance(compare.right, Number) and d != "1":
        # a plain fact is compared as it is: a fraction is multiplied only where it must be
        return (
            f"1 if {a} is None else 3 if {a} {sign} {writer.constant(compare.right.value)} else 0"
        )
    holds = f"3 if {_times(a, d)} {sign} {_times(c, b)} else 0"
    return f"1 if {unknown} else {holds}" if unknown else holds


def _compound_text(
    writer: _Writer, side: NumericExpr, growth: CompoundGrowth, operator: Operator, limit: Fraction
) -> str:
    latest, base = _given(writer, growth.latest), _given(writer, growth.base)
    power = (1 + limit) ** growth.years
    sign = _SIGN.get(operator, operator.value)
    stated = _given(writer, side.stated) if isinstance(side, Derived) else "None"
    unknown = f"{latest} is None or {base} is None or {base} <= 0 or {latest} < 0"
    by_statement = f"(1 if {stated} is None else 3 if {stated} * {limit.denominator} {sign} {limit.numerator} else 0)"
    by_powers = f"3 if {latest} * {power.denominator} {sign} {base} * {power.numerator} else 0"
    return f"{by_statement} if {unknown} else {by_powers}"


def _criterion(
    writer: _Writer,
    clause: Criterion,
    tables: Mapping[str, Mapping[str, tuple[str, str]]],
    codes: dict[str, str],
) -> str:
    parts = [_criterion(writer, child, tables, codes) for child in clause.children]
    own = parts[: len(parts) - len(clause.exemptions)]
    exempted = parts[len(own) :]
    text = _body_text(writer, clause, tables, own)
    if exempted:
        text = f"_any(({text}, {', '.join(exempted)},))"
    if clause.outside is not None:
        text = str(_OUTSIDE)
    elif clause.applies is not None:
        applies = _truth(writer, clause.applies)
        text = f"{_OUTSIDE} if {applies} == 0 else 1 if {applies} == 1 else ({text})"
    codes[clause.id] = writer.name("c")
    writer.write(f"{codes[clause.id]} = {text}")
    return codes[clause.id]


def _body_text(
    writer: _Writer,
    clause: Criterion,
    tables: Mapping[str, Mapping[str, tuple[str, str]]],
    children: list[str],
) -> str:
    match clause.body:
        case AllOf():
            return children[0] if len(children) == 1 else f"min({', '.join(children)})"
        case AnyOf():
            return f"_any(({', '.join(children)},))"
        case AtLeast(count):
            return f"_at_least({count}, ({', '.join(children)},))"
        case Judgement():
            return _judgement_text(clause.id)
        case PointsLine(table, group, line):
            low, high = tables[table][group or ""]
            sign = line.operator.value
            limit = _constant(line.value)
            return f"3 if {low} {sign} {limit} else 1 if {high} {sign} {limit} else 0"
        case Test(expression):
            code = _truth(writer, expression)
            if clause.mode is not Mode.MANUAL:
                return code
            return f"{code} if {code} != 1 else {_judgement_text(clause.id)}"


def _judgement_text(clause_id: str) -> str:
    column = judgement_column(clause_id)
    return f"(2 if get({column!r}) is None else 3 if get({column!r}) else 0)"


def _table(writer: _Writer, table: ScoreTable) -> dict[str, tuple[str, str]]:
    """Write code for a table; return the names of low and high for each group and, under "", the total."""
    found: dict[str, tuple[str, str]] = {}
    for group in table.groups:
        parts = [_scoring(writer, indicator.scoring) for indicator in group.indicators]
        found[group.id] = _total(writer, parts, group.cap, group.stated)
    found[""] = _total(writer, list(found.values()), table.cap, table.stated)
    return found


def _total(
    writer: _Writer, parts: list[tuple[str, str]], cap: Fraction | None, stated: NumericExpr | None
) -> tuple[str, str]:
    low, high = writer.name("p"), writer.name("p")
    for name, side in ((low, 0), (high, 1)):
        summed = " + ".join(part[side] for part in parts)
        writer.write(
            f"{name} = {summed}" if cap is None else f"{name} = min({_constant(cap)}, {summed})"
        )
    if stated is not None:
        numerator, denominator = _number(writer, stated)
        value = numerator if denominator == "1" else f"Fraction({numerator}, {denominator})"
        writer.write(
            f"if {numerator} is not None and {low} <= {value} <= {high}: {low} = {high} = {value}"
        )
    return low, high


def _constant(value: Fraction) -> str:
    return (
        str(value.numerator)
        if value.denominator == 1
        else f"Fraction({value.numerator}, {value.denominator})"
    )


def _scoring(writer: _Writer, scoring: Scoring) -> tuple[str, str]:
    low, high = writer.name("p"), writer.name("p")
    match scoring:
        case Bands(bands, otherwise):
            highest = _constant(otherwise)
            codes = [(band, _truth(writer, band.when)) for band in bands]
            known = ", ".join(code for _, code in codes)
            is_plain = otherwise <= 0 or not bands
            lowest = highest if is_plain else f"({highest} if 0 in ({known},) else 0)"
            for band, code in reversed(codes):
                lowest = f"{_constant(band.low)} if {code} == 3 else {lowest}"
                highest = f"{_constant(band.high)} if {code} != 0 else {highest}"
            writer.write(f"{low} = {lowest}")
            writer.write(f"{high} = {highest}")
        case Items(items, most):
            codes = [(item, _truth(writer, item.when)) for item in items]
            lows = " + ".join(f"({_constant(i.low)} if {code} == 3 else 0)" for i, code in codes)
            highs = " + ".join(f"({_constant(i.high)} if {code} != 0 else 0)" for i, code in codes)
            writer.write(f"{low} = min({_constant(most)}, {lows})")
            writer.write(f"{high} = min({_constant(most)}, {highs})")
        case BestOf(ways):
            parts = [_scoring(writer, way.scoring) for way in ways]
            writer.write(f"{low} = max({', '.join(part[0] for part in parts)})")
            writer.write(f"{high} = max({', '.join(part[1] for part in parts)})")
        case ExpertPoints(least, most, given):
            writer.write(f"{low}, {high} = {_constant(least)}, {_constant(most)}")
            if given is not None:
                numerator, denominator = _number(writer, given)
                value = numerator if denominator == "1" else f"Fraction({numerator}, {denominator})"
                writer.write(
                    f"if {numerator} is not None: {low} = {high} = min(max({value}, {low}), {high})"
                )
    return low, high


def _classify(writer: _Writer, classes: Classification) -> str:
    name = writer.name("k")
    by = _given(writer, Given(classes.by, Dimension.CATEGORY))
    codes = [
        (row, [_truth(writer, condition) for condition in row.conditions]) for row in classes.rows
    ]
    text = "None"
    for row, conditions in reversed(codes):
        found = repr(classes.order[-1])
        for class_name, code in reversed(list(zip(classes.order, conditions, strict=False))):
            found = f"{class_name!r} if {code} == 3 else None if {code} == 1 else {found}"
        text = f"({found}) if {by} == {row.value!r} else {text}"
    writer.write(f"{name} = {text}")
    return name

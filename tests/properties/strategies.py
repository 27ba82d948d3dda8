"""Random rulebooks, written as an author writes them, and facts that stand on and beside their lines."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from littlegiants.rulebooks.expressions import (
    Compare,
    CompoundGrowth,
    NumericExpr,
    TruthExpr,
    compound_growth_in,
    constant_of,
    slots_of,
    walk,
)
from littlegiants.rulebooks.interpret import value_of
from littlegiants.rulebooks.load import Reading, load_criteria
from littlegiants.rulebooks.model import Action, Document, InForce, Rulebook
from littlegiants.rulebooks.parse import parse_test
from littlegiants.rulebooks.yaml_lines import Lines
from littlegiants.vocabulary.enterprise import Value, judgement_column
from littlegiants.vocabulary.facts import load_vocabulary
from littlegiants.vocabulary.finding import Finding
from littlegiants.vocabulary.language import Text
from littlegiants.vocabulary.quantity import Dimension
from littlegiants.vocabulary.slots import Slot

VOCABULARY = load_vocabulary()
TEXT = Text("某条", "a clause")
HUGE_FEN = 9 * 10**15

SETTINGS = settings(
    # the same examples on every machine and run; set LITTLEGIANTS_EXPLORE to look further
    derandomize="LITTLEGIANTS_EXPLORE" not in os.environ,
    deadline=None,
    database=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

SME = parse_test(
    "(size_industry = 'industry' AND NOT (last_year(employees) >= 1000 AND last_year(revenue) >= yi_yuan(4)))"
    " OR (size_industry = 'software' AND NOT (last_year(employees) >= 300 AND last_year(revenue) >= yi_yuan(1)))",
    VOCABULARY,
)
"""Being an SME follows from the size, as in the catalog, here with two industries."""

_MONEY = (
    "revenue",
    "rd_expense",
    "main_revenue",
    "total_assets",
    "total_liabilities",
    "net_profit",
)
_RATIOS = ("rd_ratio", "debt_ratio", "main_revenue_ratio", "rd_staff_ratio")
_STANDING_RATIOS = ("market_share", "rd_ratio_3y")
_COUNTS = (
    "niche_years",
    "class1_ip_count",
    "digital_level",
    "market_rank_domestic",
    "innovative_score",
)
_TRUTHS = ("hnte_valid", "own_brand", "is_sme", "is_sme", "product_certified_abroad")
_HAPPENINGS = ("science_award", "standards_led", "equity_paid_in")
_CATEGORIES = ("rd_institution_level", "size_industry")
_OPERATORS = (">=", ">", "<=", "<", "=", "<>")
_MONEY_LITERALS = (
    *("wan_yuan(1000)", "wan_yuan(5000)", "wan_yuan(400)", "yi_yuan(4)", "yi_yuan(800000)"),
    *("yuan(0)", "wan_yuan(-100)", "yuan(50000000.01)", "yuan(12345.67)", "yuan(0.001)"),
)
_RATIO_LITERALS = (
    *("pct(3)", "pct(5)", "pct(0)", "pct(50)", "pct(70)"),
    *("pct(-5)", "pct(0.3)", "pct(12.5)", "pct(33.3)", "pct(100)"),
)

Draw = Callable[[st.SearchStrategy[Any]], Any]


def _one(draw: Draw, options: Sequence[Any]) -> Any:
    return options[draw(st.integers(0, len(options) - 1))]


# ---------------------------------------------------------------------------------------- leaves


def _money_literal(draw: Draw) -> str:
    return str(_one(draw, _MONEY_LITERALS))


def _ratio_literal(draw: Draw) -> str:
    return str(_one(draw, _RATIO_LITERALS))


def _count_literal(draw: Draw) -> str:
    return str(_one(draw, ("0", "1", "2", "3", "10", "300", "0.5", "-1", "60")))


def _annual(draw: Draw, fact: str) -> str:
    form = draw(st.integers(0, 4))
    if form == 1:
        return f"year_back({fact}, {_one(draw, (1, 2, 3))})"
    if form == 2:
        return f"sum_years({fact}, {_one(draw, (2, 3))})"
    if form == 3:
        return f"mean_years({fact}, {_one(draw, (2, 3))})"
    return f"last_year({fact})"


def money(draw: Draw, depth: int) -> str:
    """An amount."""
    kind = draw(st.integers(0, 9)) if depth else draw(st.integers(0, 3))
    if kind == 4:
        return f"({money(draw, depth - 1)} {_one(draw, '+-')} {money(draw, depth - 1)})"
    if kind == 5:
        return f"{_one(draw, ('2', '0.5', 'pct(3)', '-1', 'market_share'))} * ({money(draw, depth - 1)})"
    if kind == 6:
        return f"({money(draw, depth - 1)}) / {_one(draw, ('3', '2', '0.7'))}"
    if kind == 7:
        return _extreme(draw, money, depth)
    if kind == 8:
        return _case(draw, money, depth)
    if kind == 9:
        return f"-({money(draw, depth - 1)})"
    if kind == 3:
        return f"total_in_years(equity_paid_in, {_one(draw, (2, 3))})"
    return _annual(draw, _one(draw, _MONEY))


def ratio(draw: Draw, depth: int) -> str:
    """A fraction."""
    kind = draw(st.integers(0, 9)) if depth else draw(st.integers(0, 3))
    if kind == 1:
        return str(_one(draw, _STANDING_RATIOS))
    if kind == 2:
        return f"growth({_one(draw, (*_MONEY, 'employees'))})"
    if kind == 3:
        return f"mean_growth({_one(draw, _MONEY)}, {_one(draw, (2, 3))})"
    if kind in (4, 5):
        return f"({money(draw, depth - 1)}) / ({money(draw, depth - 1)})"
    if kind == 6:
        return f"(({ratio(draw, depth - 1)}) {_one(draw, '+-*/')} ({ratio(draw, depth - 1)}))"
    if kind == 7:
        return _extreme(draw, ratio, depth)
    if kind == 8:
        return _case(draw, ratio, depth)
    if kind == 9:
        return f"{persons(draw, 0)} / {persons(draw, 0)}"
    return f"last_year({_one(draw, _RATIOS)})"


def persons(draw: Draw, depth: int) -> str:
    """A number of people."""
    if depth and draw(st.booleans()):
        return f"({persons(draw, depth - 1)} {_one(draw, '+-')} {persons(draw, depth - 1)})"
    return _annual(draw, _one(draw, ("employees", "rd_staff")))


def _count(draw: Draw, depth: int) -> str:
    return str(_one(draw, _COUNTS))


def _extreme(draw: Draw, kind: Callable[[Draw, int], str], depth: int) -> str:
    return f"{_one(draw, ('LEAST', 'GREATEST'))}({kind(draw, depth - 1)}, {kind(draw, depth - 1)})"


def _case(draw: Draw, kind: Callable[[Draw, int], str], depth: int) -> str:
    condition, first, last = truth(draw, 0), kind(draw, depth - 1), kind(draw, depth - 1)
    return f"CASE WHEN {condition} THEN {first} ELSE {last} END"


_KINDS: tuple[tuple[Callable[[Draw, int], str], Callable[[Draw], str]], ...] = (
    (money, _money_literal),
    (ratio, _ratio_literal),
    (persons, _count_literal),
    (_count, _count_literal),
)


def comparison(draw: Draw, depth: int) -> str:
    """A comparison with a number, or of two values."""
    form = draw(st.integers(0, 9))
    if form == 0:
        return _compound(draw)
    kind, literal = _one(draw, _KINDS)
    left = kind(draw, depth)
    if form == 1 and kind is not _count:
        return f"{left} {_one(draw, _OPERATORS)} {kind(draw, depth)}"
    if form == 2:
        return f"{left} BETWEEN {literal(draw)} AND {literal(draw)}"
    if form == 3:
        return f"{literal(draw)} {_one(draw, _OPERATORS)} {left}"
    return f"{left} {_one(draw, _OPERATORS)} {literal(draw)}"


def _compound(draw: Draw) -> str:
    growth = f"compound_growth({_one(draw, (*_MONEY, 'employees'))}, {_one(draw, (2, 3))})"
    limit, operator = (
        f"pct({_one(draw, ('5', '8', '10', '-5', '0', '12.5'))})",
        _one(draw, _OPERATORS),
    )
    return f"{growth} {operator} {limit}" if draw(st.booleans()) else f"{limit} {operator} {growth}"


def truth(draw: Draw, depth: int) -> str:
    """A boolean leaf."""
    kind = draw(st.integers(0, 9)) if depth else draw(st.integers(0, 5))
    if kind == 1:
        return str(_one(draw, _TRUTHS))
    if kind == 2:
        window = _one(draw, ("happened_in_years", "happened_past", "happened_since_year"))
        return f"{window}({_one(draw, _HAPPENINGS)}, {_one(draw, (1, 3))})"
    if kind == 3:
        return _category(draw)
    if kind == 4 and depth:
        return f"each_year({_one(draw, _MONEY)} >= {_money_literal(draw)}, {_one(draw, (2, 3))})"
    if kind == 6:
        return f"NOT ({truth(draw, depth - 1)})"
    if kind in (7, 8):
        sign = f" {_one(draw, ('AND', 'OR'))} "
        return sign.join(f"({truth(draw, depth - 1)})" for _ in range(draw(st.integers(2, 3))))
    if kind == 9 and draw(st.integers(0, 3)) == 0:
        return str(_one(draw, ("TRUE", "FALSE")))
    return comparison(draw, depth)


def _category(draw: Draw) -> str:
    fact = _one(draw, _CATEGORIES)
    names = [name for name, _ in VOCABULARY.fact(fact).values]
    if draw(st.booleans()):
        return f"{fact} {_one(draw, ('=', '<>'))} '{_one(draw, names)}'"
    return f"{fact} IN ('{_one(draw, names)}', '{_one(draw, names)}')"


# --------------------------------------------------------------------------------------- clauses


@dataclass(slots=True)
class _Author:
    """Writes the clauses of one edition, each with an id of its own."""

    draw: Draw
    clauses: int = 0

    def id(self) -> str:
        self.clauses += 1
        return f"T-{self.clauses}"

    def clause(self, depth: int) -> dict[str, Any]:
        draw = self.draw
        entry: dict[str, Any] = {"id": self.id(), "title": TEXT.as_dict()}
        entry |= self._group(depth) if depth and draw(st.booleans()) else self._leaf()
        if draw(st.integers(0, 5)) == 0:
            entry[_one(draw, ("applies_when", "not_applicable_when"))] = truth(draw, 1)
        if draw(st.integers(0, 5)) == 0:
            entry["exempt_when"] = [self._exemption() for _ in range(draw(st.integers(1, 2)))]
        if draw(st.integers(0, 12)) == 0:
            entry["actions"] = ["review"]
        return entry

    def _group(self, depth: int) -> dict[str, Any]:
        kind = _one(self.draw, ("all", "any", "at_least"))
        children = [self.clause(depth - 1) for _ in range(self.draw(st.integers(1, 3)))]
        if kind != "at_least":
            return {kind: children}
        return {kind: {"count": self.draw(st.integers(1, len(children))), "of": children}}

    def _leaf(self) -> dict[str, Any]:
        kind = self.draw(st.integers(0, 11))
        if kind == 0:
            return {"judgement": {"question": TEXT.as_dict()}}
        if kind == 1:
            return {"veto": truth(self.draw, 1)}
        if kind == 2:
            return {"test": truth(self.draw, 1), "mode": "manual"}
        if kind == 3:
            return {"score": self.score()}
        if kind == 4:
            return {"classes": self.classes()}
        return {"test": truth(self.draw, _one(self.draw, (0, 1, 1, 2)))}

    def _exemption(self) -> dict[str, Any]:
        return {"id": self.id(), "title": TEXT.as_dict(), "when": truth(self.draw, 1)}

    def score(self) -> dict[str, Any]:
        draw = self.draw
        table: dict[str, Any] = {
            "id": self.id(),
            "line": _one(draw, (">= 30", "> 30", ">= 0.8", "> 2.1", ">= 1.5")),
        }
        if draw(st.booleans()):
            table["cap"] = _one(draw, (30, 40, 25.5))
        if draw(st.integers(0, 2)) == 0:
            table["stated"] = _one(draw, ("innovative_score", "last_year(development_score)"))
        table["groups"] = [self._points_group() for _ in range(draw(st.integers(1, 2)))]
        return table

    def _points_group(self) -> dict[str, Any]:
        draw = self.draw
        group: dict[str, Any] = {"id": self.id(), "title": TEXT.as_dict()}
        if draw(st.booleans()):
            group["cap"] = _one(draw, (20, 15))
        if draw(st.integers(0, 2)) == 0:
            group["floor"] = _one(draw, (">= 10", ">= 0.8", "> 1.4"))
        if draw(st.integers(0, 4)) == 0:
            group["stated"] = "innovative_score_growth"
        group["indicators"] = [self._indicator(best=True) for _ in range(draw(st.integers(1, 2)))]
        return group

    def _indicator(self, *, best: bool) -> dict[str, Any]:
        draw = self.draw
        entry: dict[str, Any] = {"id": self.id(), "title": TEXT.as_dict()}
        kind = draw(st.integers(0, 6 if best else 5))
        if kind == 0:
            return entry | {"max": 20, "bands": self._condition_bands(), "else": _one(draw, (0, 1))}
        if kind == 1:
            steps = {
                "value": _count(draw, 0),
                "per": _one(draw, (2, 1)),
                "points": _one(draw, (1, 0.7)),
                "max": 5,
            }
            return entry | {"steps": steps}
        if kind == 2:
            items = [
                {"when": truth(draw, 0), "points": _one(draw, (0.7, [2, 6], 0.1))}
                for _ in range(draw(st.integers(1, 3)))
            ]
            return entry | {"items": items, "max": _one(draw, (10, 6))}
        if kind == 3:
            return entry | {"expert": {"min": _one(draw, (0, 3)), "max": 10}}
        if kind == 4:
            return entry | {"given": "local_feature_score", "max": 10}
        if kind == 5:
            return entry | self._value_bands()
        return entry | {"best_of": [self._indicator(best=False) for _ in range(2)]}

    def _condition_bands(self) -> list[dict[str, Any]]:
        points: tuple[Any, ...] = (
            _one(self.draw, (20, [15, 20])),
            _one(self.draw, (12, [8, 12])),
            5,
        )
        wanted = self.draw(st.integers(1, 3))
        return [{"when": truth(self.draw, 1), "points": p} for p in points[:wanted]]

    def _value_bands(self) -> dict[str, Any]:
        draw = self.draw
        kind, limits = _one(
            draw,
            (
                (ratio, ("pct(5)", "pct(3)", "pct(1)")),
                (money, ("yi_yuan(1)", "wan_yuan(5000)", "wan_yuan(400)")),
                (_count, ("10", "3", "1")),
            ),
        )
        sense = _one(draw, (("at_least", "above"), ("at_most", "below")))
        ordered = limits if sense[0] == "at_least" else limits[::-1]
        bands = [
            {_one(draw, sense): limit, "points": p}
            for limit, p in zip(ordered, (20, 1.4, 0.7), strict=True)
        ]
        return {"max": 20, "value": kind(draw, 1), "bands": bands, "else": _one(draw, (0, 0.1))}

    def classes(self) -> dict[str, Any]:
        draw = self.draw
        names = [name for name, _ in VOCABULARY.fact("size_industry").values]
        rows = [
            {
                "id": self.id(),
                "title": TEXT.as_dict(),
                "value": name,
                "large": truth(draw, 1),
                "medium": truth(draw, 0),
            }
            for name in names[1 : 1 + draw(st.integers(1, 3))]
        ]
        return {
            "by": "size_industry",
            "order": ["large", "medium", "small"],
            "met_unless": "large",
            "rows": rows,
        }


def lines_of(entry: Any) -> Any:
    """Put plain values into the mappings with lines that the loader reads."""
    if isinstance(entry, dict):
        lines = Lines("random.yaml", 1)
        lines.update({key: lines_of(value) for key, value in entry.items()})
        return lines
    return [lines_of(value) for value in entry] if isinstance(entry, list) else entry


def read(
    criteria: Mapping[str, Any],
    *,
    forbidden: frozenset[str] = frozenset(),
    action: Action = Action.NEW,
) -> tuple[Rulebook | None, list[Finding]]:
    """Load criteria as the catalog loads them."""
    reading = Reading(VOCABULARY, action, forbidden, {"is_sme": SME})
    root = load_criteria(lines_of(dict(criteria)), reading)
    if root is None:
        return None, reading.findings
    rulebook = Rulebook(
        edition="test/random/2026_1",
        editions=("test/random/2026_1",),
        programme="random",
        action=action,
        title=TEXT,
        document=Document("1", TEXT, "2026-01-01", "H1"),
        period=InForce(action, date(2026, 1, 1), None, "H1", TEXT),
        root=root,
        scores=tuple(reading.scores),
        classes=tuple(reading.classes),
    )
    return rulebook, reading.findings


@st.composite
def criteria(draw: Draw, depth: int = 1) -> dict[str, Any]:
    """The criteria of an edition, as its YAML holds them."""
    author = _Author(draw)
    root: dict[str, Any] = {
        "id": "ROOT",
        "title": TEXT.as_dict(),
        "cite": TEXT.as_dict(),
        "confidence": "H1",
    }
    return root | {"all": [author.clause(depth) for _ in range(draw(st.integers(1, 2)))]}


def loaded(entry: Mapping[str, Any]) -> Rulebook:
    """Load criteria that must be in the language."""
    rulebook, findings = read(entry)
    assert not findings, [finding.render("en") for finding in findings]
    assert rulebook is not None
    return rulebook


# ----------------------------------------------------------------------------------------- facts

Row = dict[str, Value]

_POOL: dict[Dimension, tuple[Value, ...]] = {
    Dimension.MONEY: (
        0,
        -5,
        1,
        3 * 10**7,
        10**8,
        10**9,
        10**9 - 1,
        10**9 + 1,
        5 * 10**9,
        4 * 10**10,
        HUGE_FEN,
        -HUGE_FEN,
    ),
    Dimension.RATIO: tuple(
        Fraction(n, 1000) for n in (0, 3, 30, 50, 125, 333, 500, 700, 900, 1000, -50, 29, 31)
    ),
}
_COUNT_POOL: tuple[Value, ...] = (
    0,
    1,
    2,
    3,
    10,
    50,
    60,
    299,
    300,
    1000,
    Fraction(1, 2),
    Fraction(99, 10),
    -1,
    10**9,
)


def facts(rulebook: Rulebook, seed: int, rows: int) -> list[Row]:
    """Rows for a rulebook: missing, zero, negative, huge; every second one planted on or beside a line."""
    source = random.Random(seed)
    slots = sorted(rulebook.slots())
    comparisons = list(_comparisons(rulebook))
    found: list[Row] = []
    for number in range(rows):
        row: Row = {
            slot.column: _random_value(source, slot, missing=source.choice((0.0, 0.1, 0.4)))
            for slot in slots
        }
        for clause in rulebook.judged_clauses():
            row[judgement_column(clause)] = source.choice((None, None, True, False))
        if comparisons and number % 2:
            row = plant(source.choice(comparisons), row, source) or row
        found.append(row)
    return found


def _comparisons(rulebook: Rulebook) -> Iterator[Compare]:
    for expression in rulebook.expressions():
        yield from (node for node in walk(expression) if isinstance(node, Compare))


def _random_value(source: random.Random, slot: Slot, *, missing: float) -> Value:
    if source.random() < missing:
        return None
    match VOCABULARY.dimension(slot):
        case Dimension.BOOLEAN:
            return source.random() < 0.5
        case Dimension.CATEGORY:
            return source.choice([name for name, _ in VOCABULARY.fact(slot.fact).values])
        case Dimension.MONEY if source.random() < 0.5:
            return source.randrange(1, 10**6) * source.choice((1, 100, 21_000_000))
        case Dimension.RATIO if source.random() < 0.5:
            return Fraction(source.randrange(-100, 1200), 1000)
        case dimension:
            return source.choice(_POOL.get(dimension, _COUNT_POOL))


def plant(compare: Compare, row: Row, source: random.Random) -> Row | None:
    """Move one fact so that both sides are equal, or as near as the fact's own unit allows."""
    growth = compound_growth_in(compare.left) or compound_growth_in(compare.right)
    if growth is not None:
        return _plant_growth(compare, growth, row, source)
    filled = dict(row)
    slots = sorted(slot for slot in slots_of(compare) if VOCABULARY.dimension(slot).is_numeric)
    for slot in slots:
        if filled.get(slot.column) is None:
            filled[slot.column] = _random_value(source, slot, missing=0.0)
    source.shuffle(slots)
    for slot in slots:
        answer = _solve(compare, filled, slot)
        if answer is not None:
            return filled | {slot.column: _settled(answer, slot, source)}
    return None


def _solve(compare: Compare, row: Row, slot: Slot) -> Fraction | None:
    """The value of one slot for which a comparison is an equation, if it is a straight line in it."""

    def difference(value: int | Fraction) -> Fraction | None:
        sides = [
            value_of(side, row | {slot.column: value}) for side in (compare.left, compare.right)
        ]
        if sides[0] is None or sides[1] is None:
            return None
        return Fraction(sides[0][0]) - Fraction(sides[1][0])

    first, second = difference(10**7), difference(2 * 10**7)
    if first is None or second is None or first == second:
        return None
    answer = 10**7 - first * 10**7 / (second - first)
    return answer if abs(answer) <= HUGE_FEN and difference(answer) == 0 else None


def _settled(answer: Fraction, slot: Slot, source: random.Random) -> Value:
    """The nearest value that a column can hold, or its neighbour."""
    beside = source.choice((-1, 0, 0, 1))
    if VOCABULARY.dimension(slot) is Dimension.MONEY:
        return round(answer) + beside
    exact = Fraction(round(answer * 10**6), 10**6) + Fraction(beside, 10**6)
    return exact if Fraction(repr(float(exact))) == exact else Fraction(0)


def _plant_growth(
    compare: Compare, growth: CompoundGrowth, row: Row, source: random.Random
) -> Row | None:
    limit = next(
        (v for v in map(constant_of, (compare.left, compare.right)) if v is not None), None
    )
    if limit is None:
        return None
    power = (1 + limit) ** growth.years
    base = power.denominator * source.randrange(1, 1 + 10**9 // power.denominator)
    latest = base // power.denominator * power.numerator + source.choice((-1, 0, 0, 1))
    return row | {growth.base.slot.column: base, growth.latest.slot.column: latest}


def leaves(rulebook: Rulebook) -> list[TruthExpr | NumericExpr]:
    """Every leaf of a rulebook."""
    return list(rulebook.expressions())

"""Costs files → costs, with every fault found, named by file and line.

`catalog/costs/default.yaml` holds the package's costs; a city's own folder and a user's file replace
entries of it, fact by fact.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import get_close_matches
from fractions import Fraction
from importlib import resources
from pathlib import Path
from typing import Any

from littlegiants.assessment.planning.costs import Costs, Direction, FactCost
from littlegiants.rulebooks.yaml_lines import Lines, load_lines
from littlegiants.vocabulary.errors import CatalogError, DeliveryError
from littlegiants.vocabulary.facts import Fact, Kind, Vocabulary
from littlegiants.vocabulary.finding import Finding
from littlegiants.vocabulary.language import Text
from littlegiants.vocabulary.quantity import (
    UNITS,
    Dimension,
    NotAQuantityError,
    Range,
    Unit,
    parse_number,
    parse_unit,
)
from littlegiants.vocabulary.slots import YEARS_BACK_MAX, Slot

_FILE_KEYS = ("origin", "evidence", "facts")
_EVIDENCE_KEYS = ("each", "facts")
_ENTRY_KEYS = (
    "label", "direction", "cost", "per", "years", "limit", "carries", "wait_years",
    "wait_years_per_unit",
)  # fmt: skip
_WAIT_YEARS_MAX = 20


class CostsError(CatalogError):
    """A costs file cannot be used as written; `findings` names every fault with file and line."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        first = findings[0]
        super().__init__(
            "costs.faulty",
            findings=findings,
            count=len(findings),
            first=first.text,
            where=first.where,
        )


def load_costs(
    catalog: Path | None = None, user: Path | None = None, *, vocabulary: Vocabulary
) -> Costs:
    """Read the package's costs, a city's own (`<catalog>/costs/default.yaml`) and a user's file.

    Raises `CostsError` with every fault, or `DeliveryError` if the user's file cannot be read.
    """
    default = resources.files("littlegiants").joinpath("catalog", "costs", "default.yaml")
    files = [("costs/default.yaml", default.read_text(encoding="utf-8"))]
    own = None if catalog is None else catalog / "costs" / "default.yaml"
    if own is not None and own.is_file():
        files.append((own.name, _text_of(own)))
    if user is not None:
        files.append((user.name, _text_of(user)))
    costs, findings = Costs({}), list[Finding]()
    for name, text in files:
        costs, found = read_costs(text, name, vocabulary, base=costs)
        findings += found
    if findings:
        raise CostsError(tuple(findings))
    return costs


def read_costs(
    text: str, where: str, vocabulary: Vocabulary, *, base: Costs | None = None
) -> tuple[Costs, list[Finding]]:
    """Read one costs file over others; faults are returned. `fact: null` makes a fact unchangeable."""
    base = base or Costs({})
    raw, findings = load_lines(text, where)
    if findings or not isinstance(raw, Lines):
        return base, findings or [Finding.of("costs.not_a_mapping", where)]
    reading = _Reading(vocabulary, findings)
    _check_keys(raw, _FILE_KEYS, reading)
    entries = dict(base.entries)
    facts = raw["facts"] if raw.get("facts") is not None else Lines(where, 1)
    if not isinstance(facts, Lines):
        reading.fault("costs.facts_malformed", raw.place("facts"))
        return base, findings
    for key, entry in facts.items():
        entries.pop(key, None)
        cost = _entry(key, entry, facts.place(key), reading)
        if cost is not None:
            entries[key] = cost
    read = replace(
        base,
        entries=entries,
        origin=_both(raw.get("origin")) or base.origin,
        sources=(*base.sources, where),
    )
    return _with_evidence(read, raw, reading), findings


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as fault:
        raise DeliveryError(
            "costs.unreadable", file=path.name, fault=fault.strerror or ""
        ) from fault
    except UnicodeDecodeError:
        raise CostsError((Finding.of("yaml.not_utf8", path.name),)) from None


@dataclass(frozen=True, slots=True)
class _Reading:
    vocabulary: Vocabulary
    findings: list[Finding]

    def fault(self, code: str, place: str, **values: object) -> None:
        self.findings.append(Finding(code, place, values=tuple(values.items())))


def _check_keys(raw: Lines, allowed: tuple[str, ...], reading: _Reading) -> None:
    for key in raw:
        if key not in allowed:
            near = get_close_matches(key, allowed, n=1)
            place = raw.place(key)
            reading.fault("costs.key_unknown", place, key=key, nearest=near[0] if near else "–")


def _both(value: Any) -> Text | None:
    if isinstance(value, dict) and value.get("zh") and value.get("en"):
        return Text(str(value["zh"]).strip(), str(value["en"]).strip())
    return None


def _with_evidence(costs: Costs, raw: Lines, reading: _Reading) -> Costs:
    if "evidence" not in raw:
        return costs
    entry = raw["evidence"]
    if not isinstance(entry, Lines):
        return replace(costs, evidence=_fen(entry, raw.place("evidence"), reading))
    _check_keys(entry, _EVIDENCE_KEYS, reading)
    each = _fen(entry["each"], entry.place("each"), reading) if "each" in entry else costs.evidence
    own = dict(costs.evidence_of)
    facts = entry.get("facts")
    if not isinstance(facts, Lines):
        return replace(costs, evidence=each)
    for name, cost in facts.items():
        if name in reading.vocabulary.facts:
            own[name] = _fen(cost, facts.place(name), reading)
        else:
            _unknown_fact(name, facts.place(name), reading)
    return replace(costs, evidence=each, evidence_of=own)


def _unknown_fact(name: str, place: str, reading: _Reading) -> None:
    reading.fault("costs.fact_unknown", place, name=name, nearest=reading.vocabulary.nearest(name))


def _fen(cell: Any, place: str, reading: _Reading) -> Fraction:
    """Read a cost: a bare number is yuan, and it is never below zero."""
    try:
        value = parse_number(cell, Dimension.MONEY)
    except (NotAQuantityError, ValueError):
        value = None
    if value is None or isinstance(value, Range) or value < 0:
        reading.fault("costs.cost_malformed", place, cost=cell)
        return Fraction(0)
    return Fraction(value)


def _entry(key: str, entry: Any, place: str, reading: _Reading) -> FactCost | None:
    slot = reading.vocabulary.slot(key)
    fact = reading.vocabulary.facts.get(slot.fact if slot else key)
    if fact is None:
        _unknown_fact(key, place, reading)
        return None
    if entry is None:
        return None
    if not isinstance(entry, Lines):
        reading.fault("costs.entry_malformed", place, name=key)
        return None
    if fact.kind is Kind.EVENT and key != fact.name:
        reading.fault("costs.event_window", place, name=key, fact=fact.name)
        return None
    _check_keys(entry, _ENTRY_KEYS, reading)
    label = _both(entry.get("label"))
    if label is None:
        reading.fault("costs.label_missing", place, name=key)
    dimension = (
        fact.dimension if key == fact.name else reading.vocabulary.dimension(slot or Slot(key))
    )
    direction = _direction(key, fact, dimension, entry, reading)
    if direction is None:
        return None
    cost = FactCost(
        key=key,
        label=label or fact.title,
        direction=direction,
        years=_years(key, fact, entry, reading),
        carries=tuple(_carries(fact, direction, entry, reading)),
        wait_years=_wait(entry, "wait_years", reading).__ceil__(),
        wait_years_per_unit=_wait(entry, "wait_years_per_unit", reading),
    )
    if direction is Direction.FLIP:
        return _with_flip(cost, fact, dimension, entry, reading)
    return _with_amount(cost, dimension, entry, reading)


def _direction(
    key: str, fact: Fact, dimension: Dimension, entry: Lines, reading: _Reading
) -> Direction | None:
    event = fact.kind is Kind.EVENT and key == fact.name
    numeric = dimension.is_numeric if not event else dimension is Dimension.MONEY
    allowed = (Direction.UP, Direction.DOWN) if numeric else (Direction.FLIP,)
    if event and numeric:
        allowed = (Direction.UP,)  # what was paid in stays paid in
    found = str(entry.get("direction", ""))
    if found not in allowed:
        place = entry.place("direction")
        reading.fault("costs.direction", place, name=key, found=found, known=", ".join(allowed))
        return None
    return Direction(found)


def _years(key: str, fact: Fact, entry: Lines, reading: _Reading) -> tuple[int, ...]:
    annual = fact.kind is Kind.ANNUAL and key == fact.name
    years = entry.get("years")
    if years is None and not annual:
        return ()
    whole = isinstance(years, list) and all(
        type(y) is int and 0 <= y <= YEARS_BACK_MAX for y in years
    )
    if not annual or not whole or not years:
        code = "costs.years_wanted" if annual else "costs.years_not_annual"
        reading.fault(code, entry.place("years"), name=key, most=YEARS_BACK_MAX)
        return ()
    return tuple(sorted(set(years)))


def _wait(entry: Lines, key: str, reading: _Reading) -> Fraction:
    value = entry.get(key, 0)
    if (
        isinstance(value, int | float)
        and not isinstance(value, bool)
        and 0 <= value <= _WAIT_YEARS_MAX
    ):
        return Fraction(str(value))
    reading.fault("costs.wait_malformed", entry.place(key), key=key, most=_WAIT_YEARS_MAX)
    return Fraction(0)


def _carries(
    fact: Fact, direction: Direction, entry: Lines, reading: _Reading
) -> Iterator[tuple[str, Fraction | bool]]:
    carried = entry.get("carries") or {}
    for name, factor in carried.items() if isinstance(carried, dict) else ():
        place = carried.place(name) if isinstance(carried, Lines) else entry.place("carries")
        other = reading.vocabulary.facts.get(name)
        if other is None:
            _unknown_fact(name, place, reading)
        elif (
            direction is Direction.FLIP and other.dimension is Dimension.BOOLEAN and factor is True
        ):
            yield name, True
        elif _moves_with(fact, other, direction, factor):
            yield name, Fraction(str(factor))
        else:
            reading.fault("costs.carries_malformed", place, name=name)


def _moves_with(fact: Fact, other: Fact, direction: Direction, factor: Any) -> bool:
    number = isinstance(factor, int | float) and not isinstance(factor, bool)
    alike = other.kind is fact.kind and other.dimension is fact.dimension and other.derived is None
    return number and alike and direction is not Direction.FLIP and other.name != fact.name


def _with_amount(
    cost: FactCost, dimension: Dimension, entry: Lines, reading: _Reading
) -> FactCost | None:
    per = str(entry.get("per", ""))
    try:
        unit = parse_unit(per, dimension)
    except NotAQuantityError:
        reading.fault(
            "costs.unit", entry.place("per"), name=cost.key, unit=per, known=_units_of(dimension)
        )
        return None
    fen = _fen(entry.get("cost"), entry.place("cost"), reading)
    limit = _limit(entry, dimension, unit, reading) if "limit" in entry else None
    return replace(cost, price=fen / unit.factor, per=per, unit=unit.factor, limit=limit)


def _units_of(dimension: Dimension) -> str:
    return ", ".join(word for word, unit in UNITS.items() if unit.dimension is dimension)


def _limit(entry: Lines, dimension: Dimension, unit: Unit, reading: _Reading) -> Fraction | None:
    try:
        value = parse_number(entry["limit"], dimension, unit=unit)
    except (NotAQuantityError, ValueError):
        value = None
    if value is None or isinstance(value, Range) or value < 0:
        reading.fault("costs.limit_malformed", entry.place("limit"), limit=entry["limit"])
        return None
    return Fraction(value)


def _with_flip(
    cost: FactCost, fact: Fact, dimension: Dimension, entry: Lines, reading: _Reading
) -> FactCost | None:
    place = entry.place("cost")
    given = entry.get("cost")
    if dimension is not Dimension.CATEGORY:
        return replace(cost, price=_fen(given, place, reading))
    known = [name for name, _ in fact.values]
    if not isinstance(given, dict) or not given or not set(given) <= set(known):
        reading.fault("costs.options", place, name=cost.key, known=", ".join(known))
        return None
    options = tuple((str(name), _fen(fen, place, reading)) for name, fen in given.items())
    return replace(cost, options=options)

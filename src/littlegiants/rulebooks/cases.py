"""Cases: sentences that must hold, kept beside the law and run through both implementations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from fractions import Fraction
from importlib.resources.abc import Traversable
from typing import Any

from littlegiants.rulebooks.editions import Catalog, Edition
from littlegiants.rulebooks.generate import Decide, generate
from littlegiants.rulebooks.interpret import Result, interpret
from littlegiants.rulebooks.model import Action, Rulebook
from littlegiants.rulebooks.shape import check_shape
from littlegiants.rulebooks.yaml_lines import Lines, load_lines
from littlegiants.vocabulary.enterprise import EnterpriseFacts, Value, judgement_column
from littlegiants.vocabulary.facts import Vocabulary
from littlegiants.vocabulary.finding import Finding
from littlegiants.vocabulary.language import message
from littlegiants.vocabulary.quantity import (
    Dimension,
    NotAQuantityError,
    Range,
    parse_boolean,
    parse_number,
)
from littlegiants.vocabulary.slots import Slot
from littlegiants.vocabulary.verdict import Verdict

_CASE_KEYS = ("name", "ref", "action", "as_of", "base", "facts", "judgements", "expect", "note")


@dataclass(frozen=True, slots=True)
class CaseRun:
    """One case, what came out, and every way in which it differs from what the case expects."""

    name: str
    place: str
    rulebook: Rulebook
    facts: EnterpriseFacts
    result: Result
    faults: tuple[Finding, ...]


def run_cases(catalog: Catalog, edition: Edition) -> tuple[list[CaseRun], list[Finding]]:
    """Run all cases of an edition; unreadable cases are findings."""
    runs: list[CaseRun] = []
    findings: list[Finding] = []
    rulebooks = {
        action: catalog.rulebook(edition.id, action) for action in catalog.actions(edition.id)
    }
    ready = {action: (rulebook, generate(rulebook)) for action, rulebook in rulebooks.items()}
    for case, bases in _cases(edition, findings):
        run = _run(case, bases, ready, catalog.vocabulary, findings)
        if run is not None:
            runs.append(run)
    return runs, findings


def _cases(edition: Edition, findings: list[Finding]) -> Iterator[tuple[Lines, Lines]]:
    folder = edition.folder.joinpath("cases")
    paths = sorted(folder.iterdir(), key=lambda p: p.name) if folder.is_dir() else []
    for path in paths:
        if not path.name.endswith(".yaml"):
            continue
        raw = _read(path, f"{edition.id}/cases/{path.name}", findings)
        if raw is not None:
            for case in raw["cases"]:
                yield case, raw.get("bases", Lines(raw.file, raw.line))


def _read(path: Traversable, where: str, findings: list[Finding]) -> Lines | None:
    try:
        raw, faults = load_lines(path.read_text(encoding="utf-8"), where)
    except UnicodeDecodeError:
        raw, faults = None, [Finding.of("yaml.not_utf8", where)]
    if isinstance(raw, Lines):
        faults += check_shape(raw, "cases")
    elif not faults:
        faults = [Finding.of("case.file_malformed", where)]
    findings.extend(faults)
    return None if faults else raw


def _run(
    case: Lines,
    bases: Lines,
    ready: Mapping[Action, tuple[Rulebook, Decide]],
    vocabulary: Vocabulary,
    findings: list[Finding],
) -> CaseRun | None:
    place = case.place()
    action = str(case.get("action", "new" if Action.NEW in ready else "review"))
    found = next((pair for a, pair in ready.items() if a == action), None)
    unknown = [key for key in case if key not in _CASE_KEYS]
    if unknown:
        near = next(iter(get_close_matches(unknown[0], _CASE_KEYS, n=1)), "–")
        findings.append(Finding.of("rule.key_unknown", place, key=unknown[0], nearest=near))
        return None
    if found is None:
        findings.append(Finding.of("case.malformed", place, action=action))
        return None
    rulebook, decide = found
    base = case.get("base")
    if base is not None and base not in bases:
        findings.append(Finding.of("case.base_unknown", place, base=base))
        return None
    given = dict(bases[base] if base is not None else {}) | dict(case.get("facts", {}))
    values = _values(given, vocabulary, place, findings)
    judgements = dict(case.get("judgements", {}))
    for clause in judgements.keys() - set(rulebook.judged_clauses()):
        findings.append(Finding.of("case.judgement_unknown", place, clause=clause))
    facts = EnterpriseFacts(str(case["name"]), str(case["name"]), values, judgements)
    result = interpret(rulebook, facts)
    faults = [
        *_differences(result, case["expect"], place),
        *_disagreements(decide, facts, result, place),
    ]
    return CaseRun(str(case["name"]), place, rulebook, facts, result, tuple(faults))


def _values(
    given: Mapping[str, Any], vocabulary: Vocabulary, place: str, findings: list[Finding]
) -> dict[str, Value]:
    values: dict[str, Value] = {}
    for column, cell in given.items():
        slot = vocabulary.slot(column)
        if slot is None:
            findings.append(
                Finding.of(
                    "case.column_unknown", place, column=column, nearest=vocabulary.nearest(column)
                )
            )
            continue
        try:
            value = read_value(cell, vocabulary.dimension(slot))
            _check_category(value, slot, vocabulary)
        except NotAQuantityError as fault:
            why = message(fault.reason, **fault.values)
            findings.append(
                Finding.of(
                    "case.value_malformed", place, column=column, value=str(cell)[:40], fault=why
                )
            )
            continue
        if value is not None:
            values[column] = value
    return values


def _check_category(value: Value, slot: Slot, vocabulary: Vocabulary) -> None:
    known = [name for name, _ in vocabulary.fact(slot.fact).values]
    if known and isinstance(value, str) and value not in known:
        raise NotAQuantityError(
            "rule.value_unknown", value=value, fact=slot.fact, known=", ".join(known)
        )


def read_value(cell: Any, dimension: Dimension) -> Value:
    """Read a value as cases write it: with its unit, a fraction, or `{min, max}`."""
    if cell is None:
        return None
    if isinstance(cell, dict):
        ends = [parse_number(cell.get(end), dimension) for end in ("min", "max")]
        low, high = (None if isinstance(end, Range) else end for end in ends)
        if low is not None and high is not None and low > high:
            raise NotAQuantityError("cell.range_reversed", cell=f"{cell['min']}～{cell['max']}")
        return Range(low, high)
    if dimension is Dimension.BOOLEAN:
        return parse_boolean(cell)
    if dimension is Dimension.CATEGORY:
        return str(cell)
    return parse_number(cell, dimension)


def _differences(result: Result, expect: Mapping[str, Any], place: str) -> Iterator[Finding]:
    for key, wanted in expect.items():
        found = _found(result, key)
        if found != _wanted(wanted):
            yield Finding.of(
                "case.differs", place, what=key, wanted=_shown(_wanted(wanted)), found=_shown(found)
            )


def _found(result: Result, key: str) -> object:
    if key == "verdict":
        return result.verdict.word
    if key == "score":
        total = next(iter(result.tables.values())).total if result.tables else (None, None)
        return [Fraction(end) for end in total if end is not None]
    if key == "size_class":
        classes = next(iter(result.classes.values()), ())
        return classes[0] if len(classes) == 1 else "unknown"
    if key in result.clauses:
        return result.clauses[key].verdict.word
    for table in result.tables.values():
        if key in table.indicators or key in table.groups:
            ends = table.indicators.get(key, table.groups.get(key, (0, 0)))
            return [Fraction(end) for end in ends]
    return "no such clause"


def _wanted(wanted: object) -> object:
    if isinstance(wanted, int | float) and not isinstance(wanted, bool):
        return [Fraction(str(wanted))] * 2
    return [Fraction(str(end)) for end in wanted] if isinstance(wanted, list) else wanted


def _shown(value: object) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(f"{float(end):g}" for end in value) + "]"
    return str(value)


def _disagreements(
    decide: Decide, facts: EnterpriseFacts, result: Result, place: str
) -> Iterator[Finding]:
    """Hold the generated Python against the interpreter; ranges are the interpreter's alone."""
    if facts.has_ranges:
        return
    codes, points, classes = decide(row_of(facts))
    for clause, code in zip(result.rulebook.clauses, codes, strict=True):
        verdict = result.clauses[clause.id].verdict
        if verdict != code:
            yield Finding.of(
                "case.executors_differ",
                place,
                what=clause.id,
                one=verdict.word,
                other=Verdict(code).word,
            )
    totals = [end for table in result.tables.values() for end in table.total]
    if list(points) != totals:
        yield Finding.of(
            "case.executors_differ", place, what="score", one=str(totals), other=str(points)
        )
    single = tuple(names[0] if len(names) == 1 else None for names in result.classes.values())
    if classes != single:
        yield Finding.of(
            "case.executors_differ", place, what="class", one=str(single), other=str(classes)
        )


def row_of(facts: EnterpriseFacts) -> dict[str, Value]:
    """Return an enterprise as the generated Python reads it: values and judgements by column."""
    judged = {judgement_column(clause): value for clause, value in facts.judgements.items()}
    return {**facts.values, **judged}

"""Results as plain rows: a wide csv, JSON lines, and the reasons that a workbook lists."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Literal

from littlegiants.assessment.wording import describe
from littlegiants.rulebooks.expressions import (
    And,
    Compare,
    DerivedTruth,
    Given,
    Not,
    OneOf,
    Operator,
    Or,
    Truth,
    TruthExpr,
)
from littlegiants.rulebooks.interpret import ClauseResult, Comparison, Ends, Result, truth
from littlegiants.rulebooks.model import (
    AllOf,
    AnyOf,
    AtLeast,
    Criterion,
    Judgement,
    PointsLine,
    Rulebook,
)
from littlegiants.rulebooks.model import Test as ClauseTest
from littlegiants.vocabulary.enterprise import EnterpriseFacts
from littlegiants.vocabulary.errors import LittleGiantsError
from littlegiants.vocabulary.facts import Vocabulary
from littlegiants.vocabulary.format import format_ends, format_value, json_number
from littlegiants.vocabulary.language import Language, load_messages, say
from littlegiants.vocabulary.quantity import Dimension
from littlegiants.vocabulary.slots import Slot
from littlegiants.vocabulary.verdict import Verdict

Entry = tuple[EnterpriseFacts, Sequence[Result]]
"""An enterprise with its results; every entry of a file has the same rulebooks in the same order."""
Comparisons = bool | frozenset[str]
"""Editions that do not govern the day: all of them, none, or those named."""
Encoding = Literal["utf-8-sig", "gb18030"]
Progress = Callable[[int], None]

_FORMULA_STARTS = frozenset("=+-@\t\r\n＝＋－＠")
_INVISIBLE = " \u3000\u00a0\u200b\ufeff"
_FIXED = ("id", "name", "programme", "edition", "verdict", "score_min", "score_max", "size_class")
_LABELS = ("action", "as_of", "comparison", "synthetic")
_LISTED = (Verdict.UNMET, Verdict.UNKNOWN, Verdict.MANUAL_REVIEW)
_SETTLED = (Verdict.MET, Verdict.NOT_APPLICABLE)
_OPPOSITE = {
    Operator.AT_LEAST: Operator.BELOW,
    Operator.BELOW: Operator.AT_LEAST,
    Operator.AT_MOST: Operator.ABOVE,
    Operator.ABOVE: Operator.AT_MOST,
    Operator.EQUAL: Operator.NOT_EQUAL,
    Operator.NOT_EQUAL: Operator.EQUAL,
}


def write_csv(
    path: Path,
    entries: Iterable[Entry],
    *,
    as_of: date,
    comparison: Comparisons,
    synthetic: bool,
    encoding: Encoding = "utf-8-sig",
    progress: Progress | None = None,
) -> int:
    """Write one row per enterprise and rulebook; return the number of enterprises.

    Heads and verdicts are the names of the JSON contract, whatever the language; money is in yuan,
    ratios are fractions. Spreadsheets shorten long digits on opening a csv: people read the workbook.
    """
    rulebooks, stream = first_rulebooks(entries)
    clauses = list(dict.fromkeys(clause.id for book in rulebooks for clause in book.clauses))
    gaps = list(dict.fromkeys(name for book in rulebooks for name in gap_columns(book)))
    heads = [*_FIXED, *_LABELS, *clauses, *gaps]
    enterprises = 0
    with (
        finished_file(path) as part,
        part.open("w", encoding=encoding, errors="replace", newline="") as file,
    ):
        writer = csv.DictWriter(file, heads, restval="")
        writer.writeheader()
        for facts, results in stream:
            size = size_classes(results)
            for rulebook, result in zip(rulebooks, results, strict=True):
                assert result.rulebook.edition == rulebook.edition, "same rulebooks in every entry"
                labels = {
                    "action": str(rulebook.action),
                    "as_of": as_of.isoformat(),
                    "comparison": _json_truth(is_comparison(comparison, rulebook)),
                    "synthetic": _json_truth(synthetic),
                }
                writer.writerow(_fixed_cells(facts, result, size) | labels | _clause_cells(result))
            enterprises += 1
            if progress is not None:
                progress(enterprises)
    return enterprises


def write_json_lines(path: Path, lines: Iterable[Mapping[str, object]]) -> int:
    """Write one JSON object a line; return how many."""
    count = 0
    with (
        finished_file(path) as part,
        part.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as file,
    ):
        for line in lines:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
            count += 1
    return count


@contextmanager
def finished_file(path: Path) -> Iterator[Path]:
    """Give a path to write to; the file takes its own name only when everything went well."""
    part = path.with_name(path.name + ".part")
    try:
        with _refusals(path):
            part.touch()
        yield part
        with _refusals(path):
            part.replace(path)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def _refusals(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as fault:
        reason = fault.strerror or str(fault)
        raise LittleGiantsError("workbook.not_written", file=path.name, fault=reason) from fault


def protected(text: str) -> str:
    """Return text that no spreadsheet takes for a formula, not even after being saved as csv."""
    clean = text.encode("utf-8", "replace").decode("utf-8")  # half a surrogate pair fits no file
    return f"'{clean}" if clean.lstrip(_INVISIBLE)[:1] in _FORMULA_STARTS else clean


def first_rulebooks(entries: Iterable[Entry]) -> tuple[tuple[Rulebook, ...], Iterator[Entry]]:
    """Return the rulebooks of the first entry, and all entries with the first still among them."""
    stream = iter(entries)
    first = next(stream, None)
    if first is None:
        return (), stream
    return tuple(result.rulebook for result in first[1]), chain([first], stream)


def is_comparison(comparison: Comparisons, rulebook: Rulebook) -> bool:
    """True if a rulebook is shown for comparison only."""
    return comparison if isinstance(comparison, bool) else rulebook.edition in comparison


def size_classes(results: Iterable[Result]) -> tuple[str, ...]:
    """The size classes still possible, from whichever rulebook has classes."""
    return next((found for result in results for found in result.classes.values()), ())


def score_ends(result: Result) -> tuple[int | float | None, int | float | None]:
    """The lowest and highest total of the first score table, or nothing twice."""
    table = next(iter(result.tables.values()), None)
    if table is None:
        return None, None
    low, high = (json_number(end, Dimension.POINTS) for end in table.total)
    return low, high


def gap_columns(rulebook: Rulebook) -> Iterator[str]:
    """Yield the names of the gap columns: `gap:<clause>`, numbered where a clause has several lines."""
    for clause in rulebook.clauses:
        if clause.outside is not None:
            continue
        if isinstance(clause.body, PointsLine):
            yield f"gap:{clause.id}"
        comparisons = clause.comparisons()
        for number, compare in enumerate(comparisons, start=1):
            if compare.operator.is_floor or compare.operator.is_ceiling:
                yield _gap_column(clause, number, len(comparisons))


def _gap_column(clause: Criterion, number: int, count: int) -> str:
    return f"gap:{clause.id}" + (f"#{number}" if count > 1 else "")


def _fixed_cells(
    facts: EnterpriseFacts, result: Result, size: tuple[str, ...]
) -> dict[str, object]:
    low, high = score_ends(result)
    return {
        "id": protected(facts.id),
        "name": protected(facts.name),
        "programme": result.rulebook.programme,
        "edition": result.rulebook.edition,
        "verdict": result.verdict.word,
        "score_min": low,
        "score_max": high,
        "size_class": size[0] if len(size) == 1 else ("unknown" if size else ""),
    }


def _clause_cells(result: Result) -> dict[str, object]:
    cells: dict[str, object] = {}
    for found in result.clauses.values():
        clause = found.clause
        cells[clause.id] = found.verdict.word
        if isinstance(clause.body, PointsLine) and clause.outside is None:
            cells[f"gap:{clause.id}"] = json_number(
                _said(found, _points_gap(found)), Dimension.POINTS
            )
        for number, comparison in enumerate(found.comparisons, start=1):
            operator = comparison.compare.operator
            if operator.is_floor or operator.is_ceiling:
                column = _gap_column(clause, number, len(found.comparisons))
                gap = _said(found, comparison.gap)
                cells[column] = json_number(gap, comparison.compare.left.dimension)
    return cells


def _said(found: ClauseResult, gap: Fraction | None) -> Fraction | None:
    """A gap is said of what is unmet; what is met, by whatever way, lacks nothing; else it is open."""
    if found.verdict is Verdict.MET:
        return None if gap is None else Fraction(0)
    return gap if found.verdict is Verdict.UNMET else None


def _points_gap(found: ClauseResult) -> Fraction | None:
    if found.points is None or not isinstance(found.clause.body, PointsLine):
        return None
    return max(Fraction(0), found.clause.body.line.value - found.points[0])


def _json_truth(value: bool) -> str:
    return "true" if value else "false"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why one clause is not met: what is measured, by what it misses, and what would decide it."""

    clause: Criterion
    verdict: Verdict
    part: str
    bears: bool
    measured: str
    own: str
    requirement: str
    gap: str
    wanted: str
    evidence: str


@dataclass(frozen=True, slots=True)
class _Line:
    """One comparison, fact or points line of a clause in words; `holds` is None while unknown."""

    holds: bool | None
    measured: str
    own: str
    requirement: str
    gap: str = ""


class ReasonReader:
    """Puts the clauses that are not met into words of one language."""

    def __init__(self, vocabulary: Vocabulary, language: Language) -> None:
        self._vocabulary = vocabulary
        self._language: Language = language

    def reasons(self, facts: EnterpriseFacts, result: Result) -> Iterator[Reason]:
        """Yield one reason per clause below the root that is unmet, unknown or for a person.

        Without the category of a classification all its clauses are open for that one reason, which
        is given once, for the whole.
        """
        root = result.rulebook.root
        needed = self._say("required")
        missing = [
            classes.by
            for classes in result.rulebook.classes
            if facts.values.get(classes.by.column) is None
        ]
        if missing:
            yield self._category_reason(root, result.verdict, missing)
        elif root.children:
            settled = root if result.verdict in _SETTLED else None
            yield from self._below(facts, result, root, needed, settled)
        elif result.verdict in _LISTED:
            yield self._reason(facts, result, root, needed, bears=True)

    def _category_reason(
        self, root: Criterion, verdict: Verdict, missing: Sequence[Slot]
    ) -> Reason:
        names = self._listed(self._vocabulary.describe(s).in_(self._language) for s in missing)
        return Reason(
            clause=root,
            verdict=verdict,
            part=self._say("required"),
            bears=True,
            measured=names,
            own=self._unknown,
            requirement="",
            gap="",
            wanted=names,
            evidence="",
        )

    def _below(
        self,
        facts: EnterpriseFacts,
        result: Result,
        parent: Criterion,
        part: str,
        settled: Criterion | None,
    ) -> Iterator[Reason]:
        for position, child in enumerate(parent.children):
            exempts = position >= len(parent.children) - len(parent.exemptions)
            own_part = self._part(parent, exempts=exempts) or part
            verdict = result.clauses[child.id].verdict
            if verdict in _LISTED:
                shown = own_part if settled is None else self._settled(settled, result)
                yield self._reason(facts, result, child, shown, bears=settled is None)
            below = settled or (child if verdict in _SETTLED else None)
            yield from self._below(facts, result, child, own_part, below)

    def _part(self, parent: Criterion, *, exempts: bool) -> str:
        """What part a child plays below its parent; empty where the parent wants them all."""
        if exempts:
            return self._say("exempts", id=parent.id)
        if isinstance(parent.body, AtLeast):
            return self._say("some_of", id=parent.id, count=parent.body.count)
        return self._say("one_of", id=parent.id) if isinstance(parent.body, AnyOf) else ""

    def _settled(self, clause: Criterion, result: Result) -> str:
        verdict = result.clauses[clause.id].verdict
        return self._say("settled", id=clause.id, verdict=verdict.text)

    def _reason(
        self, facts: EnterpriseFacts, result: Result, clause: Criterion, part: str, *, bears: bool
    ) -> Reason:
        found = result.clauses[clause.id]
        lines = self._group_lines(clause, result) or self._open_lines(facts, found)
        requirement = _numbered([line.requirement for line in lines])
        return Reason(
            clause=clause,
            verdict=found.verdict,
            part=part,
            bears=bears,
            measured=_numbered([line.measured for line in lines]),
            own=_numbered([line.own for line in lines]),
            requirement=requirement + self._joint(clause, len(lines)),
            gap=_numbered([line.gap for line in lines]) if any(line.gap for line in lines) else "",
            wanted=self._wanted(found),
            evidence=self._listed(text.in_(self._language) for text in clause.evidence),
        )

    def _group_lines(self, clause: Criterion, result: Result) -> list[_Line]:
        """A group in one line: how many of its clauses are met, of how many it wants."""
        if not clause.is_group:
            return []
        verdicts = {child.id: result.clauses[child.id].verdict for child in clause.children}
        counted = [v for v in verdicts.values() if v is not Verdict.NOT_APPLICABLE]
        own = self._say("group_own", met=counted.count(Verdict.MET), count=len(counted))
        if isinstance(clause.body, AtLeast):
            wanted = self._say("group_some", count=clause.body.count)
        else:
            wanted = self._say("group_all" if isinstance(clause.body, AllOf) else "group_one")
        return [_Line(None, self._listed(verdicts), own, wanted)]

    def _open_lines(self, facts: EnterpriseFacts, found: ClauseResult) -> list[_Line]:
        """The lines of a clause that do not hold; a judgement speaks where no line fails."""
        clause, lines = found.clause, list[_Line]()
        if isinstance(clause.body, PointsLine):
            return [self._points_line(found, clause.body)]
        if isinstance(clause.body, ClauseTest):
            lines = [x for x in self._lines(facts, found, clause.body) if x.holds is not True]
        failed = any(line.holds is False for line in lines)
        if found.verdict is Verdict.UNMET and not failed and clause.id in facts.judgements:
            return [_Line(False, self._question(clause), self._say("judged_unmet"), "")]
        return lines

    def _question(self, clause: Criterion) -> str:
        text = clause.body.question if isinstance(clause.body, Judgement) else clause.title
        return text.in_(self._language)

    def _lines(
        self, facts: EnterpriseFacts, found: ClauseResult, body: ClauseTest
    ) -> Iterator[_Line]:
        comparisons = iter(found.comparisons)
        for leaf, wanted in _leaves(body.expression, wanted=True):
            if isinstance(leaf, Compare):
                comparison = next(comparisons, None)
                if comparison is not None:
                    yield self._comparison_line(comparison, wanted=wanted)
            else:
                yield self._fact_line(leaf, facts, wanted=wanted)

    def _comparison_line(self, comparison: Comparison, *, wanted: bool) -> _Line:
        compare, language = comparison.compare, self._language
        operator = compare.operator if wanted else _OPPOSITE[compare.operator]
        dimension = compare.left.dimension
        is_met = (comparison.verdict is Verdict.MET) is wanted
        limit = self._amount(comparison.threshold, compare.right.dimension)
        holds = is_met if comparison.verdict.decided else None
        return _Line(
            holds,
            describe(compare.left, self._vocabulary).in_(language),
            self._amount(comparison.value, dimension),
            self._say(f"wants_{operator.name.lower()}", limit=limit),
            self._gap(comparison.gap if wanted else None, dimension, certain=holds is False),
        )

    def _points_line(self, found: ClauseResult, body: PointsLine) -> _Line:
        limit = self._amount((body.line.value, body.line.value), Dimension.POINTS)
        return _Line(
            None,
            found.clause.title.in_(self._language),
            self._amount(found.points, Dimension.POINTS),
            self._say(f"wants_{body.line.operator.name.lower()}", limit=limit),
            self._gap(_points_gap(found), Dimension.POINTS, certain=found.verdict is Verdict.UNMET),
        )

    def _fact_line(
        self, leaf: Given | DerivedTruth | OneOf, facts: EnterpriseFacts, *, wanted: bool
    ) -> _Line:
        found = truth(leaf, facts.values)
        holds = None if found is None else found is wanted
        if isinstance(leaf, OneOf):
            slot = leaf.operand.slot
            category = facts.values.get(slot.column)
            own = self._unknown if category is None else self._category(slot, str(category))
            names = self._listed(self._category(slot, value) for value in leaf.values)
            requirement = self._say("wants_in" if wanted else "wants_not_in", names=names)
        else:
            slot = leaf.slot if isinstance(leaf, Given) else leaf.stated.slot
            own = self._unknown if found is None else self._say("yes" if found else "no")
            requirement = self._say("yes" if wanted else "no")
        return _Line(holds, self._vocabulary.describe(slot).in_(self._language), own, requirement)

    def _category(self, slot: Slot, value: str) -> str:
        words = dict(self._vocabulary.fact(slot.fact).values)
        return words[value].in_(self._language) if value in words else protected(value)

    def _amount(self, ends: Ends | None, dimension: Dimension) -> str:
        return self._unknown if ends is None else _amount(ends, dimension, self._language)

    def _gap(self, gap: Fraction | None, dimension: Dimension, *, certain: bool) -> str:
        if gap is None or (gap == 0 and not certain):
            return ""
        if gap == 0:
            return self._say("on_line")
        amount = _distance(gap, dimension, self._language)
        return amount if certain else self._say("gap_at_most", amount=amount)

    def _joint(self, clause: Criterion, lines: int) -> str:
        """Say how several lines work together where not all of them are wanted."""
        if lines < 2 or not isinstance(clause.body, ClauseTest):
            return ""
        joints = set(_joints(clause.body.expression, wanted=True))
        if joints == {And}:
            return ""
        return "\n" + self._say("any_line" if joints == {Or} else "mixed_lines")

    def _wanted(self, found: ClauseResult) -> str:
        """The facts to supply, or the question that a person has to answer."""
        missing = [self._vocabulary.describe(slot).in_(self._language) for slot in found.missing]
        if found.verdict is Verdict.UNKNOWN:
            return self._listed(missing)
        if found.verdict is not Verdict.MANUAL_REVIEW or found.clause.is_group:
            return ""
        return self._say("judge", question=self._question(found.clause))

    def _listed(self, words: Iterable[str]) -> str:
        return ("、" if self._language == "zh" else "; ").join(words)

    @property
    def _unknown(self) -> str:
        return say(self._language, "explain.unknown")

    def _say(self, code: str, **values: object) -> str:
        return say(self._language, f"workbook.{code}", **values)


def size_words(results: Iterable[Result], language: Language) -> str:
    """The size classes still possible in words; unknown if nothing is ruled out, empty if not asked."""
    messages = load_messages(language)
    for result in results:
        for classes in result.rulebook.classes:
            found = result.classes[classes.id]
            if len(found) == len(classes.order):
                return messages["size.unknown"]
            return "/".join(messages.get(f"size.{name}", name) for name in found)
    return ""


def _leaves(
    expression: TruthExpr, *, wanted: bool
) -> Iterator[tuple[Given | DerivedTruth | OneOf | Compare, bool]]:
    """Yield the leaves of a test in reading order, and whether the test wants each to hold."""
    match expression:
        case And(operands) | Or(operands):
            for operand in operands:
                yield from _leaves(operand, wanted=wanted)
        case Not(operand):
            yield from _leaves(operand, wanted=not wanted)
        case Truth():
            return
        case _:
            yield expression, wanted


def _joints(expression: TruthExpr, *, wanted: bool) -> Iterator[type[And] | type[Or]]:
    """Yield how the leaves of a test work together: under a not, each and becomes an or."""
    match expression:
        case And(operands) | Or(operands):
            yield And if isinstance(expression, And) is wanted else Or
            for operand in operands:
                yield from _joints(operand, wanted=wanted)
        case Not(operand):
            yield from _joints(operand, wanted=not wanted)
        case _:
            return


@lru_cache(maxsize=20_000)
def _amount(ends: Ends, dimension: Dimension, language: Language) -> str:
    """A value or range in words; a real minus sign, so that no cell begins like a formula."""
    return format_ends(ends, dimension, language).replace("-", "−")


@lru_cache(maxsize=20_000)
def _distance(gap: Fraction, dimension: Dimension, language: Language) -> str:
    if dimension is Dimension.RATIO:
        points = format_value(gap * 100, Dimension.NUMBER, language)
        return say(language, "workbook.percentage_points", points=points)
    plain = Dimension.NUMBER if dimension is Dimension.RANK else dimension
    return format_value(gap, plain, language)


def _numbered(words: Sequence[str]) -> str:
    """One line, or several numbered ones whose numbers agree from column to column."""
    if len(words) <= 1:
        return "".join(words)
    return "\n".join(f"{chr(0x245F + n)} {word}" for n, word in enumerate(words, 1) if word)

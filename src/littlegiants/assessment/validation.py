"""Rulebooks held against enterprises known to have the title: clause by clause, with probable reasons.

A known little giant that fails a clause means that the law, the data or the code is at odds. Every
unmet clause therefore comes with the firm's own figures and with what those figures say of the
reason. A reason is a reading of the data, not a finding of fact.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction

from littlegiants.assessment.one import Assessor
from littlegiants.assessment.wording import describe
from littlegiants.intake.samples import Doubt, Suspicion, suspicions
from littlegiants.rulebooks.expressions import DerivedTruth, NumericExpr, Operator, slots_of, walk
from littlegiants.rulebooks.interpret import ClauseResult, Comparison, Ends, Result, truth
from littlegiants.rulebooks.model import Criterion, Rulebook, Test
from littlegiants.vocabulary.enterprise import EnterpriseFacts, FactTable, Value
from littlegiants.vocabulary.facts import Vocabulary
from littlegiants.vocabulary.format import format_ends, format_value
from littlegiants.vocabulary.language import Text, message
from littlegiants.vocabulary.quantity import Dimension
from littlegiants.vocabulary.slots import Slot
from littlegiants.vocabulary.verdict import Verdict

ENTERPRISES_MAX = 50_000
"""Each is explained one by one; populations are `many`'s task."""

MANY_RD_STAFF = Fraction(15, 100)
"""A share of R&D staff that a firm with hardly any R&D expense would not have."""

_LARGE = "large"
_MANUFACTURING = "industry"
_YEARS = 3


class ReasonKind(StrEnum):
    """What the firm's own figures say of the reason, the weightiest first."""

    DATA_SUSPECTED = "data_suspected"
    INDUSTRY_LABEL = "industry_label"
    GREW_BEYOND = "grew_beyond"
    LARGE_BEFORE = "large_before"
    LARGE_EVERYWHERE = "large_everywhere"
    NO_EARLIER_YEAR = "no_earlier_year"
    REVENUE_FELL = "revenue_fell"
    GROWTH_SLOW = "growth_slow"
    RD_OUTGROWN = "rd_outgrown"
    RD_STAFF_MANY = "rd_staff_many"
    RD_OF_GROUP = "rd_of_group"
    RD_LOW = "rd_low"
    DEBT_ROSE = "debt_rose"
    DEBT_HIGH = "debt_high"
    UNEXPLAINED = "unexplained"

    @property
    def text(self) -> Text:
        """The reason's name for people."""
        return message(f"validation.reason.{self.value}")


@dataclass(frozen=True, slots=True)
class Reason:
    """A probable reason with the figures that speak for it."""

    kind: ReasonKind
    evidence: Text


@dataclass(frozen=True, slots=True)
class Figure:
    """An own value beside its line."""

    what: Text
    own: Text
    requirement: Text


@dataclass(frozen=True, slots=True)
class Tally:
    """How many enterprises a clause or a comparison came out for; `decided` is its n."""

    met: int
    unmet: int
    unknown: int
    not_applicable: int = 0

    @property
    def decided(self) -> int:
        """Met and unmet."""
        return self.met + self.unmet


@dataclass(frozen=True, slots=True)
class TestTally:
    """One comparison of a clause, such as the R&D ratio of last year against its line."""

    what: Text
    requirement: Text
    tally: Tally

    __test__ = False  # not a pytest class


@dataclass(frozen=True, slots=True)
class UnmetEnterprise:
    """A known title-holder that fails a clause: its figures, and the probable reasons, main one first."""

    id: str
    name: str
    figures: tuple[Figure, ...]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class ClauseValidation:
    """A clause that the known facts can decide, over all title-holders."""

    clause: Criterion
    tally: Tally
    tests: tuple[TestTally, ...]
    unmet: tuple[UnmetEnterprise, ...]

    def by_reason(self) -> dict[ReasonKind, list[UnmetEnterprise]]:
        """The unmet enterprises by their main reason, in the order of the reasons."""
        grouped: dict[ReasonKind, list[UnmetEnterprise]] = {}
        for enterprise in sorted(self.unmet, key=lambda one: _KINDS.index(one.reasons[0].kind)):
            grouped.setdefault(enterprise.reasons[0].kind, []).append(enterprise)
        return grouped


@dataclass(frozen=True, slots=True)
class Validation:
    """One rulebook over all title-holders: the clauses decided for some, and those for none."""

    rulebook: Rulebook
    enterprises: int
    clauses: tuple[ClauseValidation, ...]
    undecided: tuple[Criterion, ...]

    def clause(self, clause_id: str) -> ClauseValidation:
        """Return one decidable clause by its id."""
        return next(found for found in self.clauses if found.clause.id == clause_id)


_KINDS = list(ReasonKind)


def validate(
    rulebooks: Sequence[Rulebook],
    table: FactTable,
    vocabulary: Vocabulary,
    *,
    size: Rulebook,
    last_year: int,
    listed_on: Mapping[str, date],
) -> list[Validation]:
    """Hold rulebooks against enterprises known to have the title; `size` is the size standard."""
    assert len(table) <= ENTERPRISES_MAX
    enterprises = list(table.rows())
    case = _Case(vocabulary, Assessor(size, vocabulary), last_year, listed_on)
    return [_validate(rulebook, enterprises, case) for rulebook in rulebooks]


@dataclass(frozen=True, slots=True)
class _Case:
    """What the reasons are looked for in."""

    vocabulary: Vocabulary
    size: Assessor
    last_year: int
    listed_on: Mapping[str, date]
    size_reasons: dict[str, tuple[Reason, ...]] = field(default_factory=dict)


@dataclass(slots=True)
class _Count:
    """One clause while it is counted."""

    verdicts: Counter[Verdict] = field(default_factory=Counter)
    tests: dict[int, Counter[Verdict]] = field(default_factory=dict)
    comparisons: tuple[Comparison, ...] = ()
    unmet: list[UnmetEnterprise] = field(default_factory=list)


def _validate(
    rulebook: Rulebook, enterprises: Sequence[EnterpriseFacts], case: _Case
) -> Validation:
    leaves = [clause for clause in rulebook.clauses if not clause.is_group]
    counts = {clause.id: _Count() for clause in leaves}
    assessor = Assessor(rulebook, case.vocabulary)
    # one by one, because every comparison and reason is wanted; ENTERPRISES_MAX bounds it
    for facts in enterprises:
        result = assessor.assess(facts)
        for clause in leaves:
            found = result.clauses[clause.id]
            _count(found, facts, counts[clause.id])
            if found.verdict is Verdict.UNMET:
                counts[clause.id].unmet.append(_unmet(facts, found, case))
    decidable = [c for c in leaves if counts[c.id].verdicts[Verdict.MET] or counts[c.id].unmet]
    return Validation(
        rulebook=rulebook,
        enterprises=len(enterprises),
        clauses=tuple(_clause(clause, counts[clause.id], case) for clause in decidable),
        undecided=tuple(clause for clause in leaves if clause not in decidable),
    )


def _count(found: ClauseResult, facts: EnterpriseFacts, count: _Count) -> None:
    count.verdicts[found.verdict] += 1
    applies = found.clause.applies
    if applies is not None and truth(applies, facts.values) is not True:
        return
    count.comparisons = count.comparisons or found.comparisons
    for position, comparison in enumerate(found.comparisons):
        count.tests.setdefault(position, Counter())[comparison.verdict] += 1


def _clause(clause: Criterion, count: _Count, case: _Case) -> ClauseValidation:
    tests: list[TestTally] = []
    for position, comparison in enumerate(count.comparisons):
        figure = _figure(comparison, case.vocabulary)
        tests.append(TestTally(figure.what, figure.requirement, _tally(count.tests[position])))
    return ClauseValidation(clause, _tally(count.verdicts), tuple(tests), tuple(count.unmet))


def _tally(verdicts: Mapping[Verdict, int]) -> Tally:
    return Tally(
        met=verdicts.get(Verdict.MET, 0),
        unmet=verdicts.get(Verdict.UNMET, 0),
        unknown=verdicts.get(Verdict.UNKNOWN, 0) + verdicts.get(Verdict.MANUAL_REVIEW, 0),
        not_applicable=verdicts.get(Verdict.NOT_APPLICABLE, 0),
    )


def _unmet(facts: EnterpriseFacts, found: ClauseResult, case: _Case) -> UnmetEnterprise:
    """A failed clause with its figures; being an SME is shown by the size standard's own lines."""
    comparisons = found.comparisons
    if _asks_for_size(found.clause):
        comparisons = _size_comparisons(case.size.assess(facts))
    failed = tuple(c for c in comparisons if c.verdict is Verdict.UNMET)
    reasons = sorted(
        _reasons(facts, found, failed, case), key=lambda reason: _KINDS.index(reason.kind)
    )
    figures = tuple(_figure(comparison, case.vocabulary) for comparison in failed)
    return UnmetEnterprise(facts.id, facts.name, figures, tuple(reasons) or (_UNEXPLAINED,))


def _figure(comparison: Comparison, vocabulary: Vocabulary) -> Figure:
    compare = comparison.compare
    line = _ends_words(comparison.threshold, compare.right)
    sign = _SIGNS.get(compare.operator, compare.operator.value)
    return Figure(
        what=describe(compare.left, vocabulary),
        own=_ends_words(comparison.value, compare.left),
        requirement=Text(f"{sign} {line.zh}", f"{sign} {line.en}"),
    )


_SIGNS = {Operator.AT_LEAST: "≥", Operator.AT_MOST: "≤", Operator.NOT_EQUAL: "≠"}


def _ends_words(ends: Ends | None, expression: NumericExpr) -> Text:
    if ends is None:
        return message("explain.unknown")
    dimension = expression.dimension
    return Text(format_ends(ends, dimension, "zh"), format_ends(ends, dimension, "en"))


def _asks_for_size(clause: Criterion) -> bool:
    body = clause.body
    if not isinstance(body, Test):
        return False
    return any(isinstance(node, DerivedTruth) for node in walk(body.expression))


def _size_comparisons(size: Result) -> tuple[Comparison, ...]:
    """The lines of the firm's own industry in the size standard; none if the industry is unknown."""
    rows = (size.clauses[child.id] for child in size.rulebook.root.children)
    return next((row.comparisons for row in rows if row.verdict is Verdict.UNMET), ())


_UNEXPLAINED = Reason(ReasonKind.UNEXPLAINED, Text("", ""))


def _reasons(
    facts: EnterpriseFacts, found: ClauseResult, failed: Sequence[Comparison], case: _Case
) -> Iterator[Reason]:
    """Look for reasons among the subjects of the failed comparisons."""
    slots: set[Slot] = set()
    for comparison in failed:
        slots |= slots_of(comparison.compare.left) | slots_of(comparison.compare.right)
    names = {slot.fact for slot in slots}
    yield from _suspected(facts.values, {slot.column for slot in slots}, case.vocabulary)
    if _asks_for_size(found.clause) or found.clause in case.size.rulebook.root.children:
        yield from _size_reasons(facts, case)
    elif "rd_expense" in names:
        yield from _rd_reasons(facts.values, failed, case)
    elif "total_liabilities" in names:
        yield _debt_reason(facts.values, case.last_year)
    elif "revenue" in names:
        yield _growth_reason(facts.values, case.last_year)


def _suspected(
    values: Mapping[str, Value], columns: set[str], vocabulary: Vocabulary
) -> Iterator[Reason]:
    for doubt in suspicions(values):
        if columns & _columns_of(doubt):
            dimension = vocabulary.dimension(doubt.slot)
            evidence = message(
                f"validation.evidence.{doubt.doubt.value}",
                what=vocabulary.describe(doubt.slot),
                value=_words(doubt.value, dimension),
                other=_words(doubt.other, dimension),
            )
            yield Reason(ReasonKind.DATA_SUSPECTED, evidence)


def _columns_of(doubt: Suspicion) -> set[str]:
    if doubt.doubt is Doubt.JUMP:
        return {doubt.slot.column, f"{doubt.slot.fact}_y{doubt.slot.n + 1}"}
    return {doubt.slot.column, f"revenue_y{doubt.slot.n}"}


def _size_reasons(facts: EnterpriseFacts, case: _Case) -> tuple[Reason, ...]:
    if facts.id not in case.size_reasons:
        case.size_reasons[facts.id] = tuple(_find_size_reasons(facts, case))
    return case.size_reasons[facts.id]


def _find_size_reasons(facts: EnterpriseFacts, case: _Case) -> Iterator[Reason]:
    """Was it an SME on earlier figures, or would it be one in another industry?"""
    industry = facts.values.get("size_industry")
    if industry is None:
        evidence = message("validation.evidence.large_everywhere", **_size_words(facts.values))
        yield Reason(ReasonKind.LARGE_EVERYWHERE, evidence)
        return
    if industry != _MANUFACTURING:
        classes = _classes({**facts.values, "size_industry": _MANUFACTURING}, case.size)
        if _LARGE not in classes:
            label = dict(case.vocabulary.fact("size_industry").values)[str(industry)]
            evidence = message("validation.evidence.industry_label", label=label)
            yield Reason(ReasonKind.INDUSTRY_LABEL, evidence)
    yield _growth_beyond_size(facts, case)


def _growth_beyond_size(facts: EnterpriseFacts, case: _Case) -> Reason:
    listed = case.listed_on.get(facts.id)
    shown = {"listed": listed.isoformat() if listed else "–"}
    decided = False
    for back in range(1, _YEARS):
        earlier = _years_earlier(facts.values, back)
        classes = _classes(earlier, case.size)
        if _LARGE not in classes:
            shown |= {"year": str(case.last_year - back)}
            evidence = message("validation.evidence.grew_beyond", **shown, **_size_words(earlier))
            return Reason(ReasonKind.GREW_BEYOND, evidence)
        decided |= len(classes) == 1
    kind = ReasonKind.LARGE_BEFORE if decided else ReasonKind.NO_EARLIER_YEAR
    return Reason(kind, message(f"validation.evidence.{kind.value}", **shown))


def _classes(values: Mapping[str, Value], size: Assessor) -> tuple[str, ...]:
    result = size.assess(EnterpriseFacts("", "", values))
    return next(iter(result.classes.values()))


def _years_earlier(values: Mapping[str, Value], back: int) -> dict[str, Value]:
    """The facts as they stood some years before: `revenue_y1` takes the value of `revenue_y2`."""
    shifted: dict[str, Value] = {}
    for column, value in values.items():
        fact, ending, year = column.rpartition("_y")
        if not ending or not year.isdigit():
            shifted[column] = value
        elif int(year) > back:
            shifted[f"{fact}_y{int(year) - back}"] = value
    return shifted


def _size_words(values: Mapping[str, Value]) -> dict[str, Text]:
    return {
        "staff": _value_words(values.get("employees_y1"), Dimension.PERSONS),
        "revenue": _value_words(values.get("revenue_y1"), Dimension.MONEY),
    }


def _growth_reason(values: Mapping[str, Value], last_year: int) -> Reason:
    """Did revenue fall in one of the two years or over both, or rise too little?"""
    yearly = {back: _growth(values, "revenue", back) for back in range(1, _YEARS)}
    known = {back: growth for back, growth in yearly.items() if growth is not None}
    over_both = _ratio(values, "revenue_y1", f"revenue_y{_YEARS}")
    fell = any(growth < 0 for growth in known.values()) or (over_both or 1) < 1
    parts = [
        message(
            "validation.evidence.growth_year",
            year=last_year - back + 1,
            growth=_words(growth, Dimension.RATIO),
        )
        for back, growth in sorted(known.items(), reverse=True)
    ]
    kind = ReasonKind.REVENUE_FELL if fell else ReasonKind.GROWTH_SLOW
    return Reason(kind, _joined(parts))


def _rd_reasons(
    values: Mapping[str, Value], failed: Sequence[Comparison], case: _Case
) -> Iterator[Reason]:
    """Did revenue outgrow R&D, is R&D booked elsewhere, is it diluted by a group, or just low?"""
    for back, line in _years_failed(failed):
        before = _ratio(values, f"rd_expense_y{back + 1}", f"revenue_y{back + 1}")
        spent, sold = _growth(values, "rd_expense", back), _growth(values, "revenue", back)
        if before is None or spent is None or sold is None or before < line or spent < 0:
            continue
        evidence = message(
            "validation.evidence.rd_outgrown",
            year=case.last_year - back + 1,
            spent=_words(spent, Dimension.RATIO),
            sold=_words(sold, Dimension.RATIO),
        )
        yield Reason(ReasonKind.RD_OUTGROWN, evidence)
    share = _ratio(values, "rd_staff_y1", "employees_y1")
    if share is not None and share >= MANY_RD_STAFF:
        words = _words(share, Dimension.RATIO)
        evidence = message("validation.evidence.rd_staff_many", share=words)
        yield Reason(ReasonKind.RD_STAFF_MANY, evidence)
    if _classes(values, case.size) == (_LARGE,):
        evidence = message("validation.evidence.rd_of_group", **_size_words(values))
        yield Reason(ReasonKind.RD_OF_GROUP, evidence)
    ratios = _yearly_ratio(values, ("rd_expense", "revenue"), case.last_year)
    yield Reason(ReasonKind.RD_LOW, ratios)


def _years_failed(failed: Sequence[Comparison]) -> Iterator[tuple[int, Fraction]]:
    """The years whose R&D ratio misses its line, counted back, with the line."""
    for comparison in failed:
        measured, line = comparison.compare.left, comparison.threshold
        if line is not None and measured.dimension is Dimension.RATIO:
            backs = {slot.n for slot in slots_of(measured) if slot.fact == "rd_expense"}
            yield from ((back, Fraction(line[0])) for back in sorted(backs))


def _debt_reason(values: Mapping[str, Value], last_year: int) -> Reason:
    before = _ratio(values, "total_liabilities_y2", "total_assets_y2")
    now = _ratio(values, "total_liabilities_y1", "total_assets_y1")
    rose = before is not None and now is not None and now > before
    kind = ReasonKind.DEBT_ROSE if rose else ReasonKind.DEBT_HIGH
    return Reason(kind, _yearly_ratio(values, ("total_liabilities", "total_assets"), last_year))


def _yearly_ratio(values: Mapping[str, Value], parts: tuple[str, str], last_year: int) -> Text:
    shown: list[Text] = []
    for back in range(_YEARS, 0, -1):
        ratio = _ratio(values, f"{parts[0]}_y{back}", f"{parts[1]}_y{back}")
        words = _value_words(ratio, Dimension.RATIO)
        year = last_year - back + 1
        shown.append(message("validation.evidence.ratio_year", year=year, ratio=words))
    return _joined(shown)


def _growth(values: Mapping[str, Value], fact: str, back: int) -> Fraction | None:
    ratio = _ratio(values, f"{fact}_y{back}", f"{fact}_y{back + 1}")
    return None if ratio is None else ratio - 1


def _ratio(values: Mapping[str, Value], over: str, under: str) -> Fraction | None:
    top, bottom = values.get(over), values.get(under)
    if not isinstance(top, int) or not isinstance(bottom, int) or bottom <= 0:
        return None
    return Fraction(top, bottom)


def _joined(parts: Sequence[Text]) -> Text:
    return Text("；".join(part.zh for part in parts), "; ".join(part.en for part in parts))


def _value_words(value: Value, dimension: Dimension) -> Text:
    if not isinstance(value, int | Fraction):
        return message("explain.unknown")
    return _words(value, dimension)


def _words(value: int | Fraction, dimension: Dimension) -> Text:
    return Text(format_value(value, dimension, "zh"), format_value(value, dimension, "en"))

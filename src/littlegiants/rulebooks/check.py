"""Checking an edition as a careful reader would: law, words, cases, sources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from littlegiants.rulebooks.cases import CaseRun, run_cases
from littlegiants.rulebooks.diff import statement_of
from littlegiants.rulebooks.editions import Catalog, Edition
from littlegiants.rulebooks.errors import RulebookError
from littlegiants.rulebooks.model import Criterion, PointsLine, Rulebook, Test
from littlegiants.vocabulary.errors import CatalogError
from littlegiants.vocabulary.finding import Finding, Severity
from littlegiants.vocabulary.verdict import Verdict

_SIDES = ("at", "met", "unmet", "missing")


@dataclass(frozen=True, slots=True)
class EditionCheck:
    """What was found in one edition, and how many cases were run."""

    edition: str
    findings: tuple[Finding, ...]
    clauses: int
    cases: int
    thresholds: int
    thresholds_covered: int

    @property
    def ok(self) -> bool:
        """True if there is no error; warnings do not fail."""
        return not any(finding.severity is Severity.ERROR for finding in self.findings)


@dataclass(slots=True)
class _Coverage:
    """Which sides of each threshold some case stands on."""

    sides: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    wanted: dict[str, str] = field(default_factory=dict)


def check_edition(catalog: Catalog, edition_id: str) -> EditionCheck:
    """Check one edition; every fault is a finding with its place."""
    try:
        edition = catalog.edition(edition_id)
    except RulebookError as fault:
        return _unreadable(edition_id, list(fault.faults))
    rulebooks: list[Rulebook] = []
    findings: list[Finding] = []
    for action in catalog.actions(edition_id):
        rulebook, faults = catalog.read(edition_id, action)
        findings += [fault for fault in faults if fault not in findings]
        if rulebook is not None:
            rulebooks.append(rulebook)
    if findings or not rulebooks:
        return _unreadable(edition_id, findings or list(edition.findings))
    for rulebook in rulebooks:
        findings += [f for f in _boundary_words(rulebook) if f not in findings]
    findings += _sources(edition)
    runs, faults = _all_runs(catalog, edition)
    findings += faults
    findings += [fault for run in runs for fault in run.faults]
    coverage = _coverage(rulebooks, runs, _own_clauses(catalog, edition, rulebooks))
    findings += _uncovered(coverage)
    covered = sum(len(coverage.sides[name]) == len(_SIDES) for name in coverage.wanted)
    return EditionCheck(
        edition_id,
        tuple(findings),
        len(rulebooks[0].clauses),
        len(runs),
        len(coverage.wanted),
        covered,
    )


def _unreadable(edition_id: str, findings: list[Finding]) -> EditionCheck:
    if not findings:
        findings = [Finding.of("rule.unreadable", edition_id)]
    return EditionCheck(edition_id, tuple(findings), 0, 0, 0, 0)


def _all_runs(catalog: Catalog, edition: Edition) -> tuple[list[CaseRun], list[Finding]]:
    try:
        return run_cases(catalog, edition)
    except CatalogError as fault:
        return [], [Finding(fault.code, edition.id, values=tuple(fault.values.items()))]


def _boundary_words(rulebook: Rulebook) -> Iterator[Finding]:
    """Hold the words of the text against the operators: 以上 must be written as the edition means it."""
    for clause in rulebook.clauses:
        if not isinstance(clause.body, Test) or not clause.text:
            continue
        operators = {compare.operator.value for compare in clause.comparisons()}
        words = [word for word in rulebook.boundary if word in clause.text]
        longest = [w for w in words if not any(w != other and w in other for other in words)]
        for word in longest:
            sign = rulebook.boundary[word]
            if operators and sign not in operators:
                shown = ", ".join(sorted(operators))
                place = f"{rulebook.edition}/rulebook.yaml:{clause.line} {clause.id}"
                yield Finding.of("rule.boundary_word", place, word=word, sign=sign, operators=shown)


def _sources(edition: Edition) -> Iterator[Finding]:
    if not edition.folder.joinpath("SOURCE.md").is_file():
        yield Finding.of("rule.source_missing", edition.id)
    if not edition.header.document.number:
        yield Finding.of("rule.key_missing", edition.raw.place("document"), key="document.number")


def _own_clauses(catalog: Catalog, edition: Edition, rulebooks: list[Rulebook]) -> set[str]:
    """The clauses an edition must have cases for: an amendment answers only for what it adds."""
    own: set[str] = set()
    for rulebook in rulebooks:
        ids = {clause.id for clause in rulebook.clauses}
        if edition.is_amendment:
            base = catalog.rulebook(rulebook.editions[0], rulebook.action)
            before = {clause.id: statement_of(clause) for clause in base.clauses}
            ids -= {c.id for c in rulebook.clauses if before.get(c.id) == statement_of(c)}
        own |= ids
    return own


def _coverage(rulebooks: list[Rulebook], runs: list[CaseRun], own: set[str]) -> _Coverage:
    coverage = _Coverage()
    for rulebook in rulebooks:
        for clause in (clause for clause in rulebook.clauses if clause.id in own):
            for name in _threshold_names(clause):
                coverage.wanted.setdefault(
                    name, f"{rulebook.edition}/rulebook.yaml:{clause.line} {clause.id}"
                )
    for run in runs:
        for clause_id, result in run.result.clauses.items():
            names = _threshold_names(result.clause)
            if result.verdict is Verdict.NOT_APPLICABLE:
                continue
            if result.points is not None:
                line = (
                    result.clause.body.line if isinstance(result.clause.body, PointsLine) else None
                )
                side = _side(
                    result.verdict,
                    at=line is not None and result.points == (line.value, line.value),
                )
                coverage.sides[clause_id] |= side
            for name, comparison in zip(names, result.comparisons, strict=False):
                at = comparison.value is not None and comparison.value == comparison.threshold
                coverage.sides[name] |= _side(comparison.verdict, at=at)
    return coverage


def _threshold_names(clause: Criterion) -> list[str]:
    if clause.outside is not None:
        return []
    if isinstance(clause.body, PointsLine):
        return [clause.id]
    return [f"{clause.id}#{number}" for number, _ in enumerate(clause.comparisons(), start=1)]


def _side(verdict: Verdict, *, at: bool) -> set[str]:
    sides = {"at"} if at else set()
    word = {Verdict.MET: "met", Verdict.UNMET: "unmet", Verdict.UNKNOWN: "missing"}.get(verdict)
    return sides | ({word} if word else set())


def _uncovered(coverage: _Coverage) -> Iterator[Finding]:
    for name, place in coverage.wanted.items():
        lacking = [side for side in _SIDES if side not in coverage.sides[name]]
        if lacking:
            yield Finding.of(
                "case.not_covered",
                place,
                severity=Severity.WARNING,
                threshold=name,
                sides=", ".join(lacking),
            )

"""`littlegiants rules`: the editions, their text, their checks and cases."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from littlegiants.assessment.wording import classes_in_words, points_in_words, sentence
from littlegiants.bootstrap import Site
from littlegiants.cli.law import parse_action
from littlegiants.cli.screen import console, print_json, table
from littlegiants.rulebooks.cases import run_cases
from littlegiants.rulebooks.check import EditionCheck, check_edition
from littlegiants.rulebooks.diff import statement_of
from littlegiants.rulebooks.editions import Edition
from littlegiants.rulebooks.model import Criterion, InForce, PointsLine, Rulebook, Test
from littlegiants.vocabulary.facts import Vocabulary
from littlegiants.vocabulary.finding import Severity
from littlegiants.vocabulary.language import Language, say


def run_list(site: Site, programme: str | None, *, json: bool) -> int:
    """List the editions with the periods in which they govern."""
    language = site.settings.language
    catalog = site.catalog
    if programme is not None:
        catalog.require(programme)
    editions = [
        e
        for name in catalog.programmes()
        if programme in (None, name)
        for e in catalog.editions(name)
    ]
    if json:
        for edition in editions:
            print_json(edition_as_json(edition))
        return 0
    heads = [
        say(language, f"cli.{name}")
        for name in ("edition", "title", "document", "action", "period", "confidence")
    ]
    rows = [row for edition in editions for row in _edition_rows(edition, language)]
    console().print(table("", heads, rows))
    return 0


def _edition_rows(edition: Edition, language: Language) -> Iterator[list[str]]:
    for number, period in enumerate(edition.header.in_force):
        first = number == 0
        yield [
            edition.id if first else "",
            edition.header.title.in_(language) if first else "",
            edition.header.document.number.replace("[", r"\[") if first else "",
            say(language, f"action.{period.action.value}"),
            _period(period),
            period.confidence,
        ]


def _period(period: InForce) -> str:
    return f"{period.starts.isoformat()} – {period.ends.isoformat() if period.ends else ''}"


def edition_as_json(edition: Edition) -> dict[str, Any]:
    """Return one edition (schema `littlegiants.edition/1`)."""
    header = edition.header
    return {
        "schema": "littlegiants.edition/1",
        "edition": edition.id,
        "programme": header.programme,
        "title": header.title.as_dict(),
        "document": header.document.number,
        "issued": header.document.issued,
        "amendment": edition.is_amendment,
        "in_force": [
            {
                "action": period.action.value,
                "from": period.starts.isoformat(),
                "to": period.ends.isoformat() if period.ends else None,
                "confidence": period.confidence,
                "citation": period.cite.as_dict(),
                "note": period.note.as_dict() if period.note else None,
            }
            for period in header.in_force
        ],
    }


def run_show(site: Site, edition_id: str, action: str, *, json: bool) -> int:
    """Show the text of one edition, clause by clause."""
    language = site.settings.language
    rulebook = site.catalog.rulebook(edition_id, parse_action(action))
    if json:
        print_json(rulebook_text_as_json(rulebook))
        return 0
    screen = console()
    screen.print(
        f"{rulebook.title.in_(language)} — {rulebook.document.number}", style="bold", markup=False
    )
    screen.print(
        f"{' + '.join(rulebook.editions)}  {_period(rulebook.period)}  {rulebook.period.confidence}  {rulebook.fingerprint}",
        markup=False,
    )
    for line in _text_lines(rulebook.root, rulebook, site.catalog.vocabulary, language, 0):
        screen.print(line, markup=False, soft_wrap=True)
    return 0


def _law_in_words(
    clause: Criterion, rulebook: Rulebook, vocabulary: Vocabulary, language: Language
) -> Iterator[str]:
    """What the statement means in words: the condition, where it applies, its points or classes."""
    if clause.applies is not None and not any(
        row.id == clause.id for c in rulebook.classes for row in c.rows
    ):
        yield say(language, "law.applies", when=sentence(clause.applies, vocabulary))
    classes = [words.in_(language) for words in classes_in_words(rulebook, clause, vocabulary)]
    if isinstance(clause.body, Test) and not classes:
        yield f"= {sentence(clause.body.expression, vocabulary).in_(language)}"
    yield from classes
    if isinstance(clause.body, PointsLine):
        for depth, words in points_in_words(rulebook, clause.body, vocabulary):
            yield f"{'  ' * depth}{words.in_(language)}"
    if clause.exemptions:
        yield say(language, "law.exempt", clauses=", ".join(e.id for e in clause.exemptions))


def _text_lines(
    clause: Criterion, rulebook: Rulebook, vocabulary: Vocabulary, language: Language, depth: int
) -> Iterator[str]:
    pad = "  " * depth
    yield f"{pad}{clause.id}  {clause.title.in_(language)}  ({clause.confidence})"
    yield f"{pad}    {statement_of(clause, language)}"
    yield from (
        f"{pad}    {line}" for line in _law_in_words(clause, rulebook, vocabulary, language)
    )
    for label, text in (
        ("cite", clause.cite.in_(language) if not clause.is_group else ""),
        ("note", clause.note.in_(language) if clause.note else ""),
        ("outside", clause.outside.in_(language) if clause.outside else ""),
    ):
        if text:
            yield f"{pad}    {say(language, f'cli.rule_{label}')}: {text}"
    for child in clause.children:
        yield from _text_lines(child, rulebook, vocabulary, language, depth + 1)


def rulebook_text_as_json(rulebook: Rulebook) -> dict[str, Any]:
    """Return the text of a rulebook (schema `littlegiants.rulebook/1`)."""
    return {
        "schema": "littlegiants.rulebook/1",
        "edition": rulebook.edition,
        "editions": list(rulebook.editions),
        "programme": rulebook.programme,
        "action": rulebook.action.value,
        "title": rulebook.title.as_dict(),
        "document": rulebook.document.number,
        "fingerprint": rulebook.fingerprint,
        "columns": sorted(slot.column for slot in rulebook.slots()),
        "asked_columns": [slot.column for slot in rulebook.asked_slots()],
        "clauses": [
            {
                "id": clause.id,
                "title": clause.title.as_dict(),
                "statement": statement_of(clause),
                "citation": clause.cite.as_dict(),
                "confidence": clause.confidence,
                "mode": clause.mode.value,
                "evidence": [text.as_dict() for text in clause.evidence],
                "note": clause.note.as_dict() if clause.note else None,
                "outside": clause.outside.as_dict() if clause.outside else None,
            }
            for clause in rulebook.clauses
        ],
    }


def run_check(site: Site, editions: list[str], *, json: bool, strict: bool) -> int:
    """Check editions; exit code 1 if one has an error (or a warning, when strict)."""
    language, screen = site.settings.language, console()
    checks = [
        check_edition(site.catalog, edition) for edition in editions or sorted(site.catalog.folders)
    ]
    faulty = [check for check in checks if not check.ok or (strict and check.findings)]
    for check in checks:
        if json:
            print_json(_check_as_json(check))
            continue
        screen.print(
            say(
                language,
                "cli.check_ok" if check.ok else "cli.check_faulty",
                edition=check.edition,
                clauses=check.clauses,
                cases=check.cases,
                covered=check.thresholds_covered,
                thresholds=check.thresholds,
            ),
            style="green" if check.ok else "red",
            markup=False,
        )
        for finding in sorted(check.findings, key=lambda f: f.severity is not Severity.ERROR):
            screen.print(
                f"  {finding.severity.text.in_(language)}: {finding.render(language)}",
                markup=False,
                soft_wrap=True,
            )
    return 1 if faulty else 0


def _check_as_json(check: EditionCheck) -> dict[str, Any]:
    return {
        "schema": "littlegiants.check/1",
        "edition": check.edition,
        "ok": check.ok,
        "clauses": check.clauses,
        "cases": check.cases,
        "thresholds": check.thresholds,
        "thresholds_covered": check.thresholds_covered,
        "findings": [finding.as_dict() for finding in check.findings],
    }


def run_case_list(site: Site, edition_id: str, *, json: bool) -> int:
    """Run the cases of an edition and show each sentence; exit code 1 if one fails."""
    language, screen = site.settings.language, console()
    runs, findings = run_cases(site.catalog, site.catalog.edition(edition_id))
    for run in runs:
        if json:
            faults = [fault.as_dict() for fault in run.faults]
            print_json(
                {
                    "schema": "littlegiants.case/1",
                    "name": run.name,
                    "place": run.place,
                    "faults": faults,
                }
            )
            continue
        screen.print(f"{'✗' if run.faults else '✓'} {run.name}", markup=False, soft_wrap=True)
        for fault in run.faults:
            screen.print(f"    {fault.render(language)}", markup=False, soft_wrap=True)
    for finding in findings:
        screen.print(finding.render(language), markup=False)
    failed = sum(bool(run.faults) for run in runs)
    if not json:
        screen.print(say(language, "cli.cases_run", count=len(runs), failed=failed))
    return 1 if failed or findings else 0

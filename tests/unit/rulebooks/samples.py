"""Small rulebooks for tests, read from YAML as the catalog's are."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from littlegiants.rulebooks.editions import Catalog
from littlegiants.rulebooks.interpret import Result, interpret
from littlegiants.rulebooks.load import Reading, load_criteria
from littlegiants.rulebooks.model import Action, Document, InForce, Rulebook
from littlegiants.rulebooks.yaml_lines import Lines, load_lines
from littlegiants.vocabulary.enterprise import EnterpriseFacts, Value
from littlegiants.vocabulary.facts import load_vocabulary
from littlegiants.vocabulary.language import Text

VOCABULARY = load_vocabulary()
NO_TEXT = Text("", "")
EDITION = "city/sample/2026_1"
HEAD = """\
edition: city/sample/2026_1
programme: sample
title: {zh: 样例, en: Sample}
document: {number: 1号, issuer: {zh: 市, en: City}, issued: 2026-01-01, grade: H1}
in_force:
  - {action: new, from: 2026-01-01, confidence: H1, cite: {zh: 第一条, en: art. 1}}
boundary: {以上: ">="}
"""


def clause(body: str, clause_id: str = "A") -> str:
    """The YAML of one criterion in flow style; `body` holds its own keys."""
    title = "{zh: 甲, en: A}"
    cite = "{zh: 第一条, en: art. 1}"
    return f"{{id: {clause_id}, title: {title}, cite: {cite}, confidence: H1, {body}}}"


def reading(criteria: str, action: Action = Action.NEW, *forbidden: str) -> Reading:
    """The reading of a criteria tree, with its findings."""
    return _read(criteria, action, *forbidden)[1]


def book(criteria: str, action: Action = Action.NEW) -> Rulebook:
    """A rulebook with these criteria, which must have no fault."""
    rulebook, found = _read(criteria, action)
    assert found.findings == []
    return rulebook


def _read(criteria: str, action: Action, *forbidden: str) -> tuple[Rulebook, Reading]:
    raw, faults = load_lines(criteria, "rulebook.yaml")
    assert isinstance(raw, Lines), faults
    found = Reading(VOCABULARY, action, frozenset(forbidden))
    root = load_criteria(raw, found)
    rulebook = Rulebook(
        edition=EDITION,
        editions=(EDITION,),
        programme="sample",
        action=action,
        title=NO_TEXT,
        document=Document("1号", NO_TEXT, "2026-01-01", "H1"),
        period=InForce(action, date(2026, 1, 1), None, "H1", NO_TEXT),
        root=root,  # type: ignore[arg-type]  # None only beside findings, which `book` refuses
        scores=tuple(found.scores),
        classes=tuple(found.classes),
    )
    return rulebook, found


def result(criteria: str, **values: Value) -> Result:
    """What the interpreter says of an enterprise under these criteria."""
    return interpret(book(criteria), EnterpriseFacts("firm", "firm", values))


def city(folder: Path, text: str, *, cases: str = "", source: bool = True) -> Catalog:
    """A city's catalog folder with one edition."""
    edition = folder / "rulebooks" / EDITION
    (edition / "cases").mkdir(parents=True)
    (edition / "rulebook.yaml").write_text(text, encoding="utf-8")
    if cases:
        (edition / "cases" / "cases.yaml").write_text(cases, encoding="utf-8")
    if source:
        (edition / "SOURCE.md").write_text("# 样例", encoding="utf-8")
    return Catalog(folder)

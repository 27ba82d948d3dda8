"""Every edition of the catalog: sound law, all thresholds covered, one truth in all executors."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from littlegiants.assessment.many import assess_table
from littlegiants.rulebooks.cases import CaseRun, run_cases
from littlegiants.rulebooks.check import EditionCheck, check_edition
from littlegiants.rulebooks.model import Action
from littlegiants.vocabulary.enterprise import EnterpriseFacts
from littlegiants.vocabulary.finding import Severity
from tests.factories import catalog, rulebook, table

EDITIONS = sorted(catalog().folders)
RULEBOOKS = [(edition, action) for edition in EDITIONS for action in catalog().actions(edition)]


@cache
def checked(edition: str) -> EditionCheck:
    """One edition, checked once."""
    return check_edition(catalog(), edition)


@cache
def runs(edition: str) -> list[CaseRun]:
    """The cases of one edition, run once."""
    return run_cases(catalog(), catalog().edition(edition))[0]


@pytest.mark.parametrize("edition", EDITIONS)
def test_no_error_is_found(edition: str) -> None:
    """The edition reads without fault, and every case holds in interpreter and generated Python."""
    errors = [f.render("en") for f in checked(edition).findings if f.severity is Severity.ERROR]

    assert errors == []


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_threshold_is_covered(edition: str) -> None:
    """A case stands on the line, on both sides of it, and one with the fact missing."""
    check = checked(edition)

    assert check.thresholds_covered == check.thresholds


@pytest.mark.parametrize("edition", EDITIONS)
def test_there_are_cases(edition: str) -> None:
    """An edition without cases would pass everything else."""
    assert checked(edition).cases > 0


@pytest.mark.parametrize(("edition", "action"), RULEBOOKS)
def test_sql_agrees_with_every_case(edition: str, action: Action) -> None:
    """The cases without ranges, as one table, come out the same in SQL, clause by clause."""
    chosen = [r for r in runs(edition) if r.rulebook.action is action and not r.facts.has_ranges]
    assert chosen, "an action without cases"
    book = rulebook(edition, action)
    firms = [
        EnterpriseFacts(str(i), run.name, run.facts.values, run.facts.judgements)
        for i, run in enumerate(chosen)
    ]
    _, results = assess_table([book], table(*firms), catalog().vocabulary)
    by_id = dict(zip(results.column("id"), range(len(results)), strict=True))

    wrong: list[tuple[str, str, Any, Any]] = []
    for name, wanted in _wanted(chosen).items():
        found = results.column(name)
        wrong += [
            (run.name, name, want, found[by_id[str(i)]])
            for i, (run, want) in enumerate(zip(chosen, wanted, strict=True))
            if found[by_id[str(i)]] != want
        ]
    assert wrong == []


def _wanted(chosen: list[CaseRun]) -> dict[str, list[Any]]:
    """What the interpreter says of each case, by result column."""
    book = chosen[0].rulebook
    answers: dict[str, list[Any]] = {
        clause.id: [int(run.result.clauses[clause.id].verdict) for run in chosen]
        for clause in book.clauses
    }
    for score in book.scores:
        for side, end in enumerate(("min", "max")):
            totals = [run.result.tables[score.id].total[side] for run in chosen]
            answers[f"points_{end}:{score.id}"] = [float(total) for total in totals]
    for found in book.classes:
        possible = [run.result.classes[found.id] for run in chosen]
        answers[f"class:{found.id}"] = [n[0] if len(n) == 1 else None for n in possible]
    return answers

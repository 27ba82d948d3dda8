"""`littlegiants plan`: the cheapest set of changes with which one enterprise meets a rulebook."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from littlegiants.assessment.contract import rulebook_as_json
from littlegiants.assessment.planning.load import load_costs
from littlegiants.assessment.planning.model import Change, Plan
from littlegiants.assessment.planning.plan import Planner
from littlegiants.bootstrap import Site
from littlegiants.cli.known import Times
from littlegiants.cli.law import Chosen, LawRequest, choose
from littlegiants.cli.screen import console, print_json
from littlegiants.cli.source import find_enterprise
from littlegiants.rulebooks.editions import SIZE_PROGRAMME
from littlegiants.vocabulary.enterprise import EnterpriseFacts, Value
from littlegiants.vocabulary.format import format_value
from littlegiants.vocabulary.language import Language, say
from littlegiants.vocabulary.quantity import Dimension, Range


def run_plan(
    site: Site,
    path: str,
    firm: str | None,
    law: LawRequest,
    costs: Path | None,
    known_on: date | None = None,
    *,
    json: bool,
) -> int:
    """Plan for one enterprise of a file or of the register under the rulebooks asked for."""
    facts, _ = find_enterprise(site, path, firm, Times(law.day, known_on))
    vocabulary, language = site.catalog.vocabulary, site.settings.language
    prices = load_costs(site.settings.catalog, costs, vocabulary=vocabulary)
    screen = console()
    for choice in choose(site.catalog, law):
        if choice.rulebook.programme == SIZE_PROGRAMME and not law.programmes:
            continue  # nobody plans to be smaller
        found = Planner(choice.rulebook, prices, vocabulary).plan(facts)
        if json:
            law_part = rulebook_as_json(
                choice.rulebook, as_of=law.day, comparison=choice.comparison
            )
            print_json(
                {"id": facts.id, "name": facts.name, **law_part, **found.as_dict(law.day.year)}
            )
            continue
        screen.print(_title(facts, choice, language), style="bold", markup=False)
        for line in _lines(found, law.day.year, language):
            screen.print(line, markup=False, soft_wrap=True)
    return 0


def _title(facts: EnterpriseFacts, choice: Chosen, language: Language) -> str:
    book = choice.rulebook
    label = f" [{say(language, 'cli.comparison')}]" if choice.comparison else ""
    return f"\n{facts.name or facts.id} → {book.title.in_(language)} {book.document.number}{label}"


def _lines(found: Plan, year: int, language: Language) -> Iterator[str]:
    yield say(
        language,
        "cli.plan_verdicts",
        before=found.result_before.verdict.text,
        after=found.result_after.verdict.text,
    )
    if not found.is_possible:
        yield say(language, "cli.plan_none")
        for block in found.blocked:
            yield f"  ✗ {block.clause_id} {block.title.in_(language)}"
            yield from (f"      {reason.in_(language)}" for reason in block.reasons)
        return
    if not found.changes:
        yield say(language, "cli.plan_nothing")
    for change in found.changes:
        yield from _change_lines(change, year, language)
    for follow in found.follows:
        moved = f"{_shown(follow.before, follow.dimension, language)} → {_shown(follow.after, follow.dimension, language)}"
        yield say(language, "cli.plan_follows", what=follow.title, moved=moved)
    if found.changes:
        cost = format_value(found.cost_fen, Dimension.MONEY, language)
        yield say(language, "cli.plan_total", cost=cost, year=found.earliest_year(year))
        yield say(language, "cli.plan_origin", origin=found.costs_origin)
    if not found.is_proven:
        yield say(language, "cli.plan_unproven")
    yield from _open_lines(found, language)


def _change_lines(change: Change, year: int, language: Language) -> Iterator[str]:
    moved = f"{_shown(change.before, change.dimension, language)} → {_shown(change.after, change.dimension, language)}"
    cost = format_value(change.cost_fen, Dimension.MONEY, language)
    yield f"  • {change.label.in_(language)}: {change.title.in_(language)} {moved}"
    serves = ", ".join(change.serves or change.keeps)
    yield "      " + say(
        language, "cli.plan_change", cost=cost, year=year + change.wait_years, clauses=serves
    )


def _open_lines(found: Plan, language: Language) -> Iterator[str]:
    for evidence in found.to_evidence:
        clauses = ", ".join(evidence.clauses)
        yield "  ? " + say(language, "cli.plan_evidence", fact=evidence.title, clauses=clauses)
    for judgement in found.open_judgements:
        question = judgement.question or judgement.title
        yield "  ◇ " + say(language, "cli.plan_judge", clause=judgement.id, question=question)
    if found.not_planned:
        yield say(language, "cli.plan_not_linear", clauses=", ".join(found.not_planned))


def _shown(value: Value, dimension: Dimension, language: Language) -> str:
    if value is None:
        return "–"
    if isinstance(value, bool):
        return say(language, "cli.yes" if value else "cli.no")
    if isinstance(value, str):
        return value
    if isinstance(value, Range):
        ends = (value.low, value.high)
        return "～".join(
            "…" if end is None else format_value(end, dimension, language) for end in ends
        )
    return format_value(value, dimension, language)

"""`littlegiants facts`: the vocabulary that rulebooks and files share."""

from __future__ import annotations

from typing import Any

from littlegiants.bootstrap import Site
from littlegiants.cli.screen import console, print_json, table
from littlegiants.vocabulary.facts import Fact
from littlegiants.vocabulary.language import say
from littlegiants.vocabulary.slots import ANNUAL_FORMS, EVENT_FORMS, Form, Slot


def run_list(site: Site, *, json: bool) -> int:
    """List every fact."""
    language = site.settings.language
    facts = sorted(site.catalog.vocabulary.facts.values(), key=lambda fact: (fact.kind, fact.name))
    if json:
        for fact in facts:
            print_json(fact_as_json(fact))
        return 0
    heads = [
        say(language, f"cli.fact_{name}")
        for name in ("name", "title", "kind", "dimension", "column")
    ]
    rows = [
        [
            fact.name,
            fact.title.in_(language),
            fact.kind.value,
            fact.dimension.value,
            columns_of(fact)[0],
        ]
        for fact in facts
    ]
    console().print(table("", heads, rows))
    return 0


def run_show(site: Site, name: str, *, json: bool) -> int:
    """Show one fact with its definition, source, evidence and columns."""
    language = site.settings.language
    fact = site.catalog.vocabulary.fact(name)
    if json:
        print_json(fact_as_json(fact))
        return 0
    screen = console()
    screen.print(f"{fact.name}  {fact.title.in_(language)}", style="bold", markup=False)
    for key, text in (
        ("definition", fact.definition.in_(language)),
        ("cite", f"{fact.cite.in_(language)} ({fact.confidence})"),
        ("evidence", fact.evidence.in_(language)),
        ("known_by", ", ".join(fact.known_by)),
        ("heads", "、".join(fact.heads) or "–"),
        ("derived", fact.derived or "–"),
        (
            "values",
            ", ".join(f"{value} {label.in_(language)}" for value, label in fact.values) or "–",
        ),
        ("columns", ", ".join(columns_of(fact))),
    ):
        screen.print(f"  {say(language, f'cli.fact_{key}')}: {text}", markup=False, soft_wrap=True)
    return 0


def columns_of(fact: Fact) -> list[str]:
    """The columns that may carry a fact, the plainest first."""
    if fact.slot().form is Form.STANDING and fact.allows(Form.STANDING):
        return [fact.name]
    forms = ANNUAL_FORMS if fact.allows(Form.YEAR) else EVENT_FORMS
    back = fact.default_back if fact.allows(Form.YEAR) else 2
    return [
        Slot(fact.name, form, back if form is Form.YEAR else 2).column
        for form in forms
        if fact.allows(form)
    ]


def fact_as_json(fact: Fact) -> dict[str, Any]:
    """Return one fact (schema `littlegiants.fact/1`)."""
    return {
        "schema": "littlegiants.fact/1",
        "name": fact.name,
        "title": fact.title.as_dict(),
        "kind": fact.kind.value,
        "dimension": fact.dimension.value,
        "definition": fact.definition.as_dict(),
        "citation": fact.cite.as_dict(),
        "confidence": fact.confidence,
        "evidence": fact.evidence.as_dict(),
        "known_by": list(fact.known_by),
        "heads": list(fact.heads),
        "derived": fact.derived,
        "values": {value: label.as_dict() for value, label in fact.values},
        "columns": columns_of(fact),
    }

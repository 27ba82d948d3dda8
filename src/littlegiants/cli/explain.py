"""`littlegiants explain`: one enterprise, every clause with its reasons."""

from __future__ import annotations

from datetime import date

from littlegiants.assessment.contract import explanation_as_json, result_as_json
from littlegiants.assessment.explain import explain, render
from littlegiants.assessment.one import Assessor
from littlegiants.bootstrap import Site
from littlegiants.cli.known import Times
from littlegiants.cli.law import LawRequest, choose
from littlegiants.cli.screen import console, print_findings, print_json
from littlegiants.cli.source import find_enterprise
from littlegiants.vocabulary.language import say


def run_explain(
    site: Site,
    path: str,
    firm: str | None,
    law: LawRequest,
    known_on: date | None = None,
    *,
    json: bool,
) -> int:
    """Explain one enterprise of a file or of the register under the rulebooks asked for."""
    facts, delivery = find_enterprise(site, path, firm, Times(law.day, known_on))
    vocabulary, language = site.catalog.vocabulary, site.settings.language
    screen = console()
    for choice in choose(site.catalog, law):
        assessor = Assessor(choice.rulebook, vocabulary)
        result = assessor.assess(facts)
        findings = assessor.findings(facts, result)
        explanation = explain(result, vocabulary)
        if json:
            shown = result_as_json(
                facts, result, as_of=law.day, comparison=choice.comparison, findings=findings
            )
            print_json(shown | {"explanation": explanation_as_json(explanation)})
            continue
        label = f" [{say(language, 'cli.comparison')}]" if choice.comparison else ""
        screen.print(f"\n{facts.name or facts.id} ({facts.id}){label}", style="bold", markup=False)
        for line in render(explanation, language):
            screen.print(line, markup=False, soft_wrap=True)
        print_findings(screen, findings, language)
    if not json and delivery.findings:
        screen.print(say(language, "cli.file_findings", count=len(delivery.findings)))
    return 0

"""Answers in JSON, enterprise by enterprise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from littlegiants.assessment.contract import result_as_json
from littlegiants.assessment.one import Assessor
from littlegiants.bootstrap import Site
from littlegiants.cli.law import Chosen, LawRequest, choose
from littlegiants.rulebooks.editions import SIZE_PROGRAMME
from littlegiants.rulebooks.interpret import Result
from littlegiants.rulebooks.model import Action
from littlegiants.vocabulary.enterprise import EnterpriseFacts
from littlegiants.vocabulary.errors import NoEditionError
from littlegiants.vocabulary.finding import Finding


@dataclass
class JsonAnswers:
    """Answers enterprise by enterprise; the rulebooks of a day and action are chosen once."""

    site: Site
    law: LawRequest

    def __post_init__(self) -> None:
        self._prepared: dict[tuple[str, date], list[tuple[Chosen, Assessor]]] = {}

    def lines(
        self, facts: EnterpriseFacts, action: str, day: date, findings: Sequence[Finding] = ()
    ) -> Iterator[dict[str, Any]]:
        """Yield the objects of one enterprise."""
        for choice, assessor in self._assessors(action, day):
            result = assessor.assess(facts)
            yield result_as_json(
                facts,
                result,
                as_of=day,
                comparison=choice.comparison,
                findings=[*findings, *assessor.findings(facts, result)],
                size=_size(self.site, facts, day),
            )

    def _assessors(self, action: str, day: date) -> list[tuple[Chosen, Assessor]]:
        if (action, day) not in self._prepared:
            moment = datetime.combine(day, datetime.min.time())
            books = choose(
                self.site.catalog,
                LawRequest(self.law.programmes, action, moment, self.law.editions),
            )
            vocabulary = self.site.catalog.vocabulary
            self._prepared[action, day] = [(c, Assessor(c.rulebook, vocabulary)) for c in books]
        return self._prepared[action, day]


def _size(site: Site, facts: EnterpriseFacts, day: date) -> Result | None:
    if facts.values.get("size_industry") is None:
        return None
    try:
        rulebook = site.catalog.select(SIZE_PROGRAMME, Action.NEW, day)
    except NoEditionError:
        return None
    return Assessor(rulebook, site.catalog.vocabulary).assess(facts)

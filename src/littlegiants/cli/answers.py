"""Answers in JSON, enterprise by enterprise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from littlegiants.assessment.contract import SCHEMA, result_as_json
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
        self._prepared: dict[tuple[str, date], _Prepared] = {}
        self._sizes: dict[date, Assessor | None] = {}

    def lines(
        self, facts: EnterpriseFacts, action: str, day: date, findings: Sequence[Finding] = ()
    ) -> Iterator[dict[str, Any]]:
        """Yield the objects of one enterprise; a programme without an edition answers with a null verdict."""
        prepared = self._of(action, day)
        for choice, assessor in prepared.assessors:
            result = assessor.assess(facts)
            yield result_as_json(
                facts,
                result,
                as_of=day,
                comparison=choice.comparison,
                findings=[*findings, *assessor.findings(facts, result)],
                size=self._size(facts, day),
            )
        for programme, fault in prepared.faults:
            missing = Finding(fault.code, facts.id, values=tuple(fault.values.items()))
            yield unanswered([*findings, missing], id=facts.id, programme=programme)

    def _size(self, facts: EnterpriseFacts, day: date) -> Result | None:
        if facts.values.get("size_industry") is None:
            return None
        if day not in self._sizes:
            self._sizes[day] = self._size_assessor(day)
        assessor = self._sizes[day]
        return None if assessor is None else assessor.assess(facts)

    def _size_assessor(self, day: date) -> Assessor | None:
        try:
            rulebook = self.site.catalog.select(SIZE_PROGRAMME, Action.NEW, day)
        except NoEditionError:
            return None
        return Assessor(rulebook, self.site.catalog.vocabulary)

    def _of(self, action: str, day: date) -> _Prepared:
        if (action, day) not in self._prepared:
            self._prepared[action, day] = self._prepare(action, day)
        return self._prepared[action, day]

    def _prepare(self, action: str, day: date) -> _Prepared:
        moment = datetime.combine(day, datetime.min.time())
        prepared = _Prepared([], [])
        for programme in self.law.programmes or ("",):
            names = (programme,) if programme else ()
            editions = (
                self.law.editions if programme in self.law.programmes[:1] or not programme else ()
            )
            try:
                found = choose(self.site.catalog, LawRequest(names, action, moment, editions))
            except NoEditionError as fault:
                prepared.faults.append((programme, fault))
                continue
            vocabulary = self.site.catalog.vocabulary
            prepared.assessors.extend((one, Assessor(one.rulebook, vocabulary)) for one in found)
        return prepared


@dataclass(frozen=True, slots=True)
class _Prepared:
    """The rulebooks of one day and action, and the programmes that have none."""

    assessors: list[tuple[Chosen, Assessor]]
    faults: list[tuple[str, NoEditionError]]


def unanswered(findings: Sequence[Finding], **place: object) -> dict[str, Any]:
    """The answer to what could not be assessed: a null verdict with the findings that say why."""
    shown = [finding.as_dict() for finding in findings]
    return {"schema": SCHEMA, **place, "verdict": None, "findings": shown}

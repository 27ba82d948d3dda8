"""Candidates of a round, out of the assessment of the whole register."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from littlegiants.assessment.one import Assessor
from littlegiants.recognition.known_titles import title_columns
from littlegiants.recognition.procedures import Procedures
from littlegiants.register.facts import knowledge
from littlegiants.register.services import enterprise_count, next_enterprises
from littlegiants.vocabulary.verdict import Verdict

if TYPE_CHECKING:
    from sqlalchemy import Connection

_PIECE = 1_000


@dataclass(frozen=True, slots=True)
class Candidate:
    """An enterprise that the rulebook lets through, or leaves open, and what it says of it."""

    enterprise_id: int
    verdict: Verdict


def find_candidates(
    connection: Connection,
    procedures: Procedures,
    assessor: Assessor,
    *,
    verdicts: Collection[Verdict],
    as_of: date,
    known: int,
    progress: Callable[[int, int], None] | None = None,
) -> Iterator[Candidate]:
    """Yield the enterprises whose verdict is one of some; who holds the title already is no candidate."""
    vocabulary, programme = assessor.vocabulary, assessor.rulebook.programme
    titles = title_columns(connection, procedures, vocabulary, as_of=as_of, known=known)
    holders = {key for key, held in titles.get(f"{programme}_valid", {}).items() if held}
    whole = [clause.id for clause in assessor.rulebook.clauses].index(assessor.rulebook.root.id)
    total, done, last = enterprise_count(connection, known=known), 0, 0
    while ids := next_enterprises(connection, after=last, most=_PIECE, known=known):
        last = ids[-1]
        found = knowledge(
            connection,
            [key for key in ids if key not in holders],
            vocabulary,
            as_of=as_of,
            known=known,
        )
        for key, known_of in sorted(found.items()):
            codes, _, _ = assessor.decide_facts(known_of.facts(vocabulary, titles))
            verdict = Verdict(codes[whole])
            if verdict in verdicts:
                yield Candidate(key, verdict)
        done += len(ids)
        if progress is not None:
            progress(done, total)

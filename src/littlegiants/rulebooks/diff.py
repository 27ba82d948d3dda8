"""What changed between two editions: clauses added, dropped, and reworded or moved lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from littlegiants.rulebooks.model import (
    AllOf,
    AnyOf,
    AtLeast,
    Criterion,
    Judgement,
    PointsLine,
    Rulebook,
    Test,
)
from littlegiants.vocabulary.language import Language


class Change(StrEnum):
    """How a clause differs."""

    ADDED = "added"
    DROPPED = "dropped"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class ClauseChange:
    """One difference; `before` or `after` is None where the clause does not exist.

    `what` names the parts that differ: test, applies, actions, exemptions, mode, title, cite.
    """

    change: Change
    before: Criterion | None
    after: Criterion | None
    what: tuple[str, ...] = ()


def diff_rulebooks(before: Rulebook, after: Rulebook) -> list[ClauseChange]:
    """Compare two rulebooks clause by clause: by id, else by the facts and kind of a clause."""
    pairs = _pairs(before, after)
    changes = [change for b, a in pairs if (change := _compared(b, a)) is not None]
    paired_before = {b.id for b, _ in pairs}
    paired_after = {a.id for _, a in pairs}
    dropped = [
        ClauseChange(Change.DROPPED, c, None) for c in before.clauses if c.id not in paired_before
    ]
    added = [ClauseChange(Change.ADDED, None, c) for c in after.clauses if c.id not in paired_after]
    return [*changes, *dropped, *added]


def _pairs(before: Rulebook, after: Rulebook) -> list[tuple[Criterion, Criterion]]:
    by_id = {clause.id: clause for clause in after.clauses}
    pairs = [(clause, by_id[clause.id]) for clause in before.clauses if clause.id in by_id]
    taken = {clause.id for clause, _ in pairs}
    rest = [clause for clause in after.clauses if clause.id not in taken and _facts(clause)]
    for clause in before.clauses:
        if clause.id in taken or not _facts(clause):
            continue
        twin = next((other for other in rest if _facts(other) == _facts(clause)), None)
        if twin is not None:
            rest.remove(twin)
            pairs.append((clause, twin))
    return pairs


def _facts(clause: Criterion) -> frozenset[str]:
    from littlegiants.rulebooks.expressions import slots_of

    if not isinstance(clause.body, Test):
        return frozenset()
    return frozenset(slot.fact for slot in slots_of(clause.body.expression))


def _compared(before: Criterion, after: Criterion) -> ClauseChange | None:
    what = tuple(_different(before, after))
    return ClauseChange(Change.CHANGED, before, after, what) if what else None


def _different(before: Criterion, after: Criterion) -> Iterator[str]:
    if statement_of(before) != statement_of(after):
        yield "test"
    for name in ("applies", "outside", "mode", "title", "cite"):
        if getattr(before, name) != getattr(after, name):
            yield name
    if [e.id for e in before.exemptions] != [e.id for e in after.exemptions]:
        yield "exemptions"


def statement_of(clause: Criterion, language: Language = "en") -> str:
    """What a clause tests, as written in the rulebook; a question in one language."""
    match clause.body:
        case Test(_, source, veto):
            return f"NOT ({source})" if veto else source
        case Judgement(question):
            return question.in_(language)
        case PointsLine(table, group, line):
            return f"{group or table} {line.operator} {float(line.value):g}"
        case body:
            return f"{_group_words(body)} ({', '.join(child.id for child in body.children)})"


def _group_words(body: AllOf | AnyOf | AtLeast) -> str:
    if isinstance(body, AtLeast):
        return f"AT LEAST {body.count} OF"
    return "ALL OF" if isinstance(body, AllOf) else "ANY OF"

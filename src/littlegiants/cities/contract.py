"""What `rank`, `overtakes` and `claims` print with --json."""

from __future__ import annotations

from collections.abc import Iterable

from littlegiants.cities.claims.model import ClaimFile, ClaimResult
from littlegiants.cities.model import Count, Figure, Region
from littlegiants.cities.overtakes import Overtake, Pairing
from littlegiants.cities.passing import PassAnswer
from littlegiants.cities.services import OvertakesAnswer, RankAnswer

Json = dict[str, object]


def count_as_json(one: Count | Figure) -> Json:
    """One count or figure with its place, basis, date and source."""
    told: Json = {
        "region": one.region.code,
        "name": one.region.name.as_dict(),
        "as_of": one.as_of.text,
        "value": one.value if isinstance(one, Count) else float(one.value),
        "source": one.source.id,
        "trust": one.source.trust.value,
        "is_rounded": one.is_rounded,
        "note": None if one.note is None else one.note.as_dict(),
    }
    if isinstance(one, Figure):
        return {**told, "quantity": one.quantity, "title": one.title.as_dict(), "unit": one.unit}
    return {
        **told,
        "tier": one.tier,
        "basis": one.basis.value,
        "batches": list(one.batches),
        "is_derived": one.is_derived,
    }


def rank_as_json(answer: RankAnswer) -> Json:
    """A rank table, with what is not comparable, conflicts and robustness."""
    table = answer.table
    return {
        "schema": "littlegiants.rank/1",
        "tier": table.tier,
        "basis": table.basis.value,
        "level": table.level.value,
        "batch": table.batch,
        "as_of": None if table.as_of is None else table.as_of.text,
        "rows": [
            {
                "rank": row.rank,
                **count_as_json(row.count),
                "marks": [mark.value for mark in row.marks],
                "reason": row.choice.reason.as_dict(),
                "others": [count_as_json(other) for other in row.choice.others],
                "probability_first": None
                if answer.first is None
                else round(answer.first[row.count.region.code], 6),
            }
            for row in table.rows
        ],
        "not_comparable": [
            {**count_as_json(one.count), "reason": one.reason.as_dict()} for one in table.left_out
        ],
        "orders_by_source": [
            {
                "source": order.source,
                "rows": [
                    {"rank": r.rank, "region": r.count.region.code, "value": r.count.value}
                    for r in order.ranked
                ],
            }
            for order in table.other_orders
        ],
        "error": {"kind": answer.error.kind.value, "relative": float(answer.error.relative)},
        "smallest_swap": None if answer.swap is None else float(answer.swap.both),
    }


def overtakes_as_json(answer: OvertakesAnswer) -> Iterable[Json]:
    """One object for each derived overtake, tie and claimed overtake."""
    for event in answer.found.events:
        yield {"schema": "littlegiants.overtake/1", "kind": "derived", **_event(event)}
    for tie in answer.found.ties:
        pairing = _pairing(tie.pairing)
        yield {
            "schema": "littlegiants.overtake/1",
            "kind": "tie",
            "basis": tie.basis.value,
            "pairing": pairing,
        }
    for claimed in answer.claimed:
        yield {
            "schema": "littlegiants.overtake/1",
            "kind": "claimed",
            "who": claimed.who.as_dict(),
            "whom": claimed.whom.as_dict(),
            "when": claimed.when.text,
            "source": claimed.source,
            "is_derivable": claimed.is_derivable,
            "spanning": None if claimed.spanning is None else _event(claimed.spanning),
            "nearest": [count_as_json(count) for count in claimed.nearest],
        }
    yield from city_as_json(answer)


def city_as_json(answer: OvertakesAnswer) -> Iterable[Json]:
    """One object for each change of a city's stock, and one for its ranks on each basis."""
    for basis, steps in answer.history.items():
        told = [
            {
                "batch": s.batch,
                "rank": s.rank,
                "of": s.of,
                "perhaps_ahead": s.perhaps_ahead,
                **count_as_json(s.count),
            }
            for s in steps
        ]
        yield {
            "schema": "littlegiants.overtake/1",
            "kind": "ranks",
            "basis": basis.value,
            "steps": told,
        }
    for change in answer.changes:
        yield {
            "schema": "littlegiants.overtake/1",
            "kind": "change",
            "batch": change.batch,
            "before": count_as_json(change.before.count),
            "new": count_as_json(change.new),
            "moved": change.moved if change.is_moved_known else None,
            "lost": change.lost,
            "is_inferred": change.is_inferred,
            "lost_by_other_sources": list(change.lost_others),
            "after": count_as_json(change.after.count),
            "lost_rate": None if change.lost_rate is None else float(change.lost_rate),
            "fail_rate_national": None if change.review is None else float(change.review.fail_rate),
            "remarks": [remark.as_dict() for remark in change.remarks],
        }


def pass_as_json(who: Region, whom: Region, answer: PassAnswer) -> Json:
    """What it takes to pass another place, with the assumptions."""
    needed = answer.needed
    return {
        "schema": "littlegiants.overtake/1",
        "kind": "needed",
        "who": who.code,
        "whom": whom.code,
        "batch": answer.batch,
        "low": needed.low,
        "high": needed.high,
        "assumptions": [text.as_dict() for text in answer.assumptions],
    }


def _event(event: Overtake) -> Json:
    return {
        "basis": event.basis.value,
        "before": _pairing(event.before),
        "after": _pairing(event.after),
        "ties_between": list(event.ties),
        "other_pairings": [_pairing(pairing) for pairing in event.other_pairings],
        "bases_agreeing": [basis.value for basis in event.bases_agreeing],
        "bases_disagreeing": [basis.value for basis in event.bases_disagreeing],
        "is_firm": event.is_firm,
        "doubts": [doubt.as_dict() for doubt in event.doubts],
    }


def _pairing(pairing: Pairing) -> Json:
    return {
        "batch": pairing.batch,
        "who": count_as_json(pairing.who),
        "whom": count_as_json(pairing.whom),
        "margin": pairing.margin,
    }


def claim_as_json(claims: ClaimFile, result: ClaimResult) -> Json:
    """One claim with its answer, arithmetic and evidence."""
    return {
        "schema": "littlegiants.claim/1",
        "document": claims.source,
        "id": result.claim.id,
        "kind": result.claim.kind.value,
        "quote": result.claim.quote.as_dict(),
        "verdict": result.verdict.value,
        "flags": [flag.value for flag in result.flags],
        "lines": [line.as_dict() for line in result.lines],
        "supporting": [count_as_json(one) for one in result.supporting],
        "contradicting": [count_as_json(one) for one in result.contradicting],
        "own": [count_as_json(one) for one in result.own],
        "beside": [count_as_json(one) for one in result.beside],
        "note": None if result.note is None else result.note.as_dict(),
    }

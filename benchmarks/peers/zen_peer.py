"""ZEN engine: both rulebooks as one decision graph, evaluated in batches of dictionaries.

ZEN computes in decimals, so it is exact here, but a comparison with null raises. Three-valued
logic is therefore spelled out: a test gives 0, 1 or 3, all-of is `min` and any-of is `max`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import polars as pl
import zen

from benchmarks.clauses import CLAUSES, EDITIONS, PARTS, ROOTS, column, result_columns
from benchmarks.peers.process import run_peer

BATCH_ROWS: Final = 100
"""The fastest of 100, 1,000, 10,000 and 50,000, in wall and in CPU time."""
WAN_YUAN: Final = 10_000 * 100
"""Ten thousand yuan in fen."""

Answer = dict[str, int]


def assess_parquet(path: Path, out: Path | None = None) -> list[Answer]:
    """Assess a Parquet file batch by batch; limit 100,000 rows or much patience."""
    engine = build_engine()
    firms = pl.read_parquet(path)
    answers = [
        answer
        for batch in firms.drop("id").iter_slices(BATCH_ROWS)
        for answer in evaluate_batch(engine, batch.to_dicts())
    ]
    if out is not None:
        write_verdicts(firms["id"], answers, out)
    return answers


def evaluate_batch(engine: zen.ZenEngine, rows: list[dict[str, Any]]) -> Iterator[Answer]:
    """Evaluate some enterprises; an enterprise that fails to evaluate is an error."""
    requests: list[zen.EvaluateBatchRequest] = [
        {"key": "rulebooks", "context": row} for row in rows
    ]
    for response in engine.evaluate_batch(requests):
        assert response["success"], response
        yield response["data"]["result"]


def evaluate_one(engine: zen.ZenEngine, row: dict[str, Any]) -> Answer:
    """Evaluate one enterprise."""
    answer: Answer = engine.evaluate("rulebooks", row)["result"]
    return answer


def write_verdicts(ids: pl.Series, answers: list[Answer], out: Path) -> None:
    """Write the codes under their clause names."""
    names = {
        column(edition, clause): key(clause)
        for edition in EDITIONS
        for clause in (*CLAUSES[edition], ROOTS[edition])
    }
    table = pl.DataFrame(answers)
    codes = [table[names[name]].cast(pl.Int8).alias(name) for name in result_columns()]
    pl.DataFrame([ids, *codes]).write_parquet(out)


def build_engine() -> zen.ZenEngine:
    """Load the decision graph: an input, one node of expressions, an output."""
    expressions = [
        {"id": name, "key": name, "value": expression} for name, expression in EXPRESSIONS.items()
    ]
    nodes = [
        {"id": "in", "name": "facts", "type": "inputNode"},
        {
            "id": "rules",
            "name": "rules",
            "type": "expressionNode",
            "content": {"expressions": expressions},
        },
        {"id": "out", "name": "verdicts", "type": "outputNode"},
    ]
    edges = [
        {"id": "1", "sourceId": "in", "targetId": "rules", "type": "edge"},
        {"id": "2", "sourceId": "rules", "targetId": "out", "type": "edge"},
    ]
    graph = {"nodes": nodes, "edges": edges}
    return zen.ZenEngine({"loader": {"type": "static", "content": {"rulebooks": graph}}})


def key(clause: str) -> str:
    """Name a clause as ZEN accepts it."""
    return clause.replace("-", "_")


def holds(fact: str) -> str:
    """Give the code of a boolean fact."""
    return f"({fact} == null ? 1 : {fact} ? 3 : 0)"


def fails(fact: str) -> str:
    """Give the code of a veto."""
    return f"({fact} == null ? 1 : {fact} ? 0 : 3)"


def compares(fact: str, line: str) -> str:
    """Give the code of a comparison of one fact."""
    return f"({fact} == null ? 1 : {fact} {line} ? 3 : 0)"


def divides(above: str, below: str, line: str) -> str:
    """Give the code of a comparison of a ratio; unknown over zero."""
    unknown = f"{above} == null or {below} == null or {below} == 0"
    return f"({unknown} ? 1 : {above} / {below} {line} ? 3 : 0)"


def sums(first: str, second: str, line: str) -> str:
    """Give the code of a comparison of a sum."""
    return f"({first} == null or {second} == null ? 1 : {first} + {second} {line} ? 3 : 0)"


def every(*codes: str) -> str:
    """All-of over codes."""
    return f"min([{', '.join(codes)}])"


def some(*codes: str) -> str:
    """Any-of over codes 0, 1 and 3."""
    return f"max([{', '.join(codes)}])"


def root(edition: str) -> str:
    """All-of over the clauses of an edition that are already computed."""
    conditions = [clause for clause in CLAUSES[edition] if clause not in PARTS]
    return every(*(f"$.{key(clause)}" for clause in conditions))


LEVEL: Final = "rd_institution_level"
RD_SHARES: Final = (
    divides("rd_expense_y1", "revenue_y1", ">= 0.03"),
    divides("rd_expense_y2", "revenue_y2", ">= 0.03"),
)
CLAUSE_EXPRESSIONS: Final = {
    "RB02-G1": every(holds("registered_in_china"), holds("is_sme")),
    "RB02-G2": fails("abnormal_or_dishonest_listed"),
    "RB02-G3": fails("prohibited_products"),
    "RB02-G4": fails("serious_violation_past_3y"),
    "RB02-LG-1a": holds("srdi_sme_valid"),
    "RB02-LG-1b": compares("niche_years", ">= 3"),
    "RB02-LG-2a": compares("revenue_y1", f">= {5000 * WAN_YUAN}"),
    "RB02-LG-2b": divides("main_revenue_y1", "revenue_y1", ">= 0.9"),
    "RB02-LG-2c": divides("revenue_y1", "revenue_y3", ">= 1.1025"),
    "RB02-LG-2d": divides("total_liabilities_y1", "total_assets_y1", "<= 0.75"),
    "RB02-LG-3": every(sums("rd_expense_y1", "rd_expense_y2", f">= {1200 * WAN_YUAN}"), *RD_SHARES),
    "RB02-LG-4a": holds("national_award_top3_in_3y"),
    "RB02-LG-4": some(compares("class1_ip_count", ">= 4"), "$.RB02_LG_4a"),
    "RB02-LG-5": some(compares("market_share", ">= 0.1"), compares("market_rank_domestic", "<= 3")),
    "RB02-LG-5-KNOWN": "2",
    "RB02-LG-6": "2",
    "RB02-LG-7-THIS": compares("development_score_y0", ">= 60"),
    "RB02-LG-7-LAST": "4",
    "RB02-LG-7": "$.RB02_LG_7_THIS",
    "RB02-SRDI-1a": some(holds("tech_sme_valid"), holds("innovative_sme_valid")),
    "RB02-SRDI-1b": "$.RB02_LG_1b",
    "RB02-SRDI-2a": some(
        compares("revenue_y1", f">= {1500 * WAN_YUAN}"),
        compares("equity_paid_in_total_2y", f">= {2000 * WAN_YUAN}"),
    ),
    "RB02-SRDI-2b": divides("main_revenue_y1", "revenue_y1", ">= 0.8"),
    "RB02-SRDI-2c": divides("total_liabilities_y1", "total_assets_y1", "<= 0.8"),
    "RB02-SRDI-3": every(
        compares("rd_expense_y1", f">= {100 * WAN_YUAN}"),
        compares("rd_expense_y2", f">= {100 * WAN_YUAN}"),
        *RD_SHARES,
    ),
    "RB02-SRDI-4a": some(holds("provincial_award_top3_in_3y"), holds("national_award_top3_in_3y")),
    "RB02-SRDI-4b": f"({LEVEL} == null ? 1 : {LEVEL} in ['provincial', 'national'] ? 3 : 0)",
    "RB02-SRDI-4": some(compares("class1_ip_count", ">= 1"), "$.RB02_SRDI_4a", "$.RB02_SRDI_4b"),
    "RB02-SRDI-5": "2",
    "RB02-SRDI-6-THIS": compares("development_score_y0", ">= 50"),
    "RB02-SRDI-6-LAST": "4",
    "RB02-SRDI-6": "$.RB02_SRDI_6_THIS",
}
EXPRESSIONS: Final = {
    key(clause): expression for clause, expression in CLAUSE_EXPRESSIONS.items()
} | {key(ROOTS[edition]): root(edition) for edition in EDITIONS}


if __name__ == "__main__":
    run_peer(assess_parquet)

"""Populations: the engine and the exact decider agree, and the summary counts what happened."""

from __future__ import annotations

from pathlib import Path

import pytest

from littlegiants.assessment.errors import ColumnsError
from littlegiants.assessment.many import assess_parquet, assess_table, check_columns
from littlegiants.assessment.one import Assessor
from littlegiants.engines import polars_engine as engine
from littlegiants.engines.errors import EngineError
from littlegiants.vocabulary.quantity import Range
from littlegiants.vocabulary.verdict import Verdict
from tests.factories import LITTLE_GIANT, WAN_YUAN, catalog, firm, rulebook, table

BOOK = rulebook(LITTLE_GIANT)
VOCABULARY = catalog().vocabulary
FIRMS = (
    firm("met"),
    firm("near", niche_years=2),
    firm("far", niche_years=2, class1_ip_count=1),
    firm("near-open", niche_years=2, market_rank_domestic=None),
    firm("on-line", main_revenue_y1=5400 * WAN_YUAN),
    firm("ranged", revenue_y1=Range(4000 * WAN_YUAN, 6000 * WAN_YUAN)),
)


def test_every_row_equals_the_exact_decision() -> None:
    """Rows from the engine, on the line or ranged, are what the interpreter says."""
    _, results = assess_table([BOOK], table(*FIRMS), VOCABULARY)
    exact = Assessor(BOOK, VOCABULARY)

    for position, facts in enumerate(FIRMS):
        found = tuple(results.column(clause.id)[position] for clause in BOOK.clauses)
        assert found == exact.decide_facts(facts)[0], facts.id


def test_rows_on_the_line_are_counted() -> None:
    """90 % exactly is on the line; the others are not."""
    (summary,), _ = assess_table([BOOK], table(*FIRMS), VOCABULARY)

    assert summary.on_the_line == 1


def test_near_misses_fail_exactly_one_condition() -> None:
    """Undecided conditions are counted beside, not mixed in."""
    (summary,), _ = assess_table([BOOK], table(*FIRMS), VOCABULARY)

    assert summary.near == {
        clause.id: 2 if clause.id == "RB02-LG-1b" else 0 for clause in BOOK.root.children
    }
    assert {miss.id for miss in summary.near_misses} == {"near", "near-open"}


def test_verdicts_are_counted_per_clause() -> None:
    """The summary adds up to the number of rows."""
    (summary,), _ = assess_table([BOOK], table(*FIRMS), VOCABULARY)

    assert summary.verdicts["RB02-LG-1b"] == {
        Verdict.MET: 3, Verdict.UNMET: 3, Verdict.UNKNOWN: 0, Verdict.MANUAL_REVIEW: 0, Verdict.NOT_APPLICABLE: 0,
    }  # fmt: skip
    assert all(counts.total() == len(FIRMS) for counts in summary.verdicts.values())


def test_two_rulebooks_share_one_run() -> None:
    """Several programmes in one pass keep their columns apart."""
    other = rulebook("cn_miit/srdi_sme/2026_2")
    summaries, results = assess_table([BOOK, other], table(*FIRMS), VOCABULARY)

    assert [summary.rows for summary in summaries] == [len(FIRMS)] * 2
    assert {"little_giant:RB02-G1", "srdi_sme:RB02-G1"} <= set(results.columns)


def test_gap_columns_are_in_the_facts_unit() -> None:
    """A gap is what is missing, 0 where the line is reached."""
    rows = table(firm("short", revenue_y1=4000 * WAN_YUAN), firm("enough"))
    _, results = assess_table([BOOK], rows, VOCABULARY, gaps=True)

    assert results.column("gap:RB02-LG-2a") == [1000 * WAN_YUAN, 0]


def test_parquet_gives_the_same_answers(tmp_path: Path) -> None:
    """A file on disk, streamed, is decided like a table in memory."""
    source, out = tmp_path / "facts.parquet", tmp_path / "verdicts.parquet"
    plain = [f for f in FIRMS if not f.has_ranges]
    rows = table(*plain)
    dimensions = {c: VOCABULARY.dimension(s) for c in rows.columns if (s := VOCABULARY.slot(c))}
    engine.frame_of(rows, dimensions).collect().write_parquet(source)

    summaries = assess_parquet([BOOK], source, VOCABULARY, out=out, gaps=True)
    expected, _ = assess_table([BOOK], rows, VOCABULARY)

    assert summaries[0].verdicts == expected[0].verdicts
    written = engine.Results(engine.scan(out).collect())
    assert written.column("id") == [f.id for f in plain]
    assert not (tmp_path / "verdicts.parquet.part").exists()


def test_columns_of_the_wrong_kind_are_refused() -> None:
    """Money in yuan as text would be read wrong, so it is not read."""
    with pytest.raises(ColumnsError, match="revenue_y1"):
        check_columns({"id": "text", "revenue_y1": "text"}, VOCABULARY)


def test_a_file_without_facts_is_refused() -> None:
    """A file of other columns gets a clear answer."""
    with pytest.raises(ColumnsError):
        check_columns({"foo": "text"}, VOCABULARY)


def test_a_missing_parquet_file_is_an_engine_error(tmp_path: Path) -> None:
    """The engine's own message does not reach the user as a traceback."""
    with pytest.raises(EngineError, match=r"nothing\.parquet"):
        assess_parquet([BOOK], tmp_path / "nothing.parquet", VOCABULARY)


def test_gaps_of_rows_on_the_line_are_exact() -> None:
    """What is exactly on a line lacks nothing, whatever binary arithmetic leaves over."""
    rows = table(
        firm("third", main_revenue_y1=2_700_000_000, revenue_y1=3_000_000_000),
        firm("ranged", main_revenue_y1=Range(1, 2)),
    )
    (summary,), results = assess_table([BOOK], rows, VOCABULARY, gaps=True)

    assert summary.on_the_line == 1
    assert results.column("gap:RB02-LG-2b")[0] == 0
    assert results.column("RB02-LG-2b")[0] == Verdict.MET

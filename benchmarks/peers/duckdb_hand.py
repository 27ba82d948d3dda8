"""Hand-written DuckDB SQL: tests named once in a first step, their codes in a second.

The SQL and what it relies on is in ``duckdb_hand.sql``.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import duckdb

from benchmarks.peers.process import run_peer

SQL: Final = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
VERDICT_MACRO: Final = """
CREATE TEMP MACRO verdict(test, if_true) AS
  CASE WHEN test THEN if_true::TINYINT WHEN test IS NULL THEN 1::TINYINT ELSE 0::TINYINT END
"""


def assess_parquet(path: Path, out: Path | None = None) -> object:
    """Assess a Parquet file into an Arrow table, or stream the verdicts to `out`."""
    with duckdb.connect() as connection:
        connection.execute(VERDICT_MACRO)
        connection.read_parquet(str(path)).create_view("facts")
        verdicts = connection.sql(SQL)
        if out is None:
            return verdicts.to_arrow_table()
        verdicts.write_parquet(str(out), compression="zstd")
        return None


if __name__ == "__main__":
    run_peer(assess_parquet)

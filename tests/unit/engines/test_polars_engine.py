"""Tables into columns, files opened or refused, and what can be asked of results."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from littlegiants.engines import polars_engine as engine
from littlegiants.engines.errors import EngineError
from littlegiants.engines.polars_engine import Results, Statement
from littlegiants.vocabulary.enterprise import FactTable, Value
from littlegiants.vocabulary.quantity import Dimension, Range

NEAR = Results(
    pl.DataFrame(
        {
            "id": ["both", "alone", "open", "none", "waiting"],
            "name": ["B", "A", "O", "N", "W"],
            "x": pl.Series([0, 0, 3, 3, 0], dtype=pl.Int8),
            "y": pl.Series([0, 3, 0, 3, 2], dtype=pl.Int8),
            "z": pl.Series([3, 4, 1, 3, 1], dtype=pl.Int8),
        }
    )
)
"""Codes: 0 unmet, 1 unknown, 2 manual review, 3 met, 4 not applicable."""


# -------------------------------------------------------------------------------------- frame_of


def frame(dimension: Dimension | None, *cells: Value) -> pl.Series:
    """One fact column as the engine holds it."""
    names = [str(number) for number in range(len(cells))]
    dimensions = {} if dimension is None else {"fact": dimension}
    table = FactTable(names, names, {"fact": list(cells)})
    return engine.frame_of(table, dimensions).collect()["fact"]


def test_money_is_carried_as_whole_fen() -> None:
    """The largest amounts keep their last fen."""
    found = frame(Dimension.MONEY, 9_007_199_254_740_993, None)

    assert found.dtype == pl.Int64
    assert found.to_list() == [9_007_199_254_740_993, None]


def test_ratios_are_carried_as_binary64() -> None:
    """The nearest double stands for the decimal."""
    assert frame(Dimension.RATIO, Fraction(3, 100)).to_list() == [0.03]


def test_counts_are_carried_as_binary64() -> None:
    """A whole count and a half one share a column."""
    assert frame(Dimension.PERSONS, 12, Fraction(1, 2)).to_list() == [12.0, 0.5]


def test_ranges_become_unknown() -> None:
    """They are decided one by one elsewhere."""
    assert frame(Dimension.MONEY, Range(1, 2), 3).to_list() == [None, 3]


def test_categories_are_text() -> None:
    """Values of a list keep their names."""
    assert frame(Dimension.CATEGORY, "industry").to_list() == ["industry"]


def test_columns_without_a_dimension_are_truths() -> None:
    """Such are people's judgements."""
    assert frame(None, True, None, False).dtype == pl.Boolean


def test_a_table_without_rows_keeps_its_columns() -> None:
    """Nobody to assess is no fault."""
    found = engine.frame_of(FactTable([], [], {"fact": []}), {}).collect()

    assert found.columns == ["id", "name", "fact"]


# ------------------------------------------------------------------------------------------ scan


def test_a_folder_is_read_as_one_table(tmp_path: Path) -> None:
    """Snapshots come in parts."""
    for part in (1, 2):
        pl.DataFrame({"a": [part]}).write_parquet(tmp_path / f"{part}.parquet")

    assert engine.row_count(engine.scan(tmp_path)) == 2


def test_a_missing_file_is_an_engine_error(tmp_path: Path) -> None:
    """The message names the file."""
    with pytest.raises(EngineError, match=r"nothing\.parquet"):
        engine.scan(tmp_path / "nothing.parquet")


def test_a_file_of_another_kind_is_an_engine_error(tmp_path: Path) -> None:
    """A table of text under a Parquet name is refused."""
    path = tmp_path / "facts.parquet"
    path.write_text("id,revenue\n1,2\n" * 10)
    with pytest.raises(EngineError, match=r"facts\.parquet"):
        engine.scan(path)


def test_an_empty_folder_is_an_engine_error(tmp_path: Path) -> None:
    """Nothing to read is said before anything is decided."""
    with pytest.raises(EngineError):
        engine.scan(tmp_path)


def test_columns_are_described_by_kind() -> None:
    """What the check of columns needs to know."""
    found = pl.LazyFrame(
        {"a": [1], "b": [0.5], "c": [True], "d": ["x"], "e": [b"x"]},
        schema_overrides={"a": pl.Int16},
    )

    assert engine.columns_of(found) == {
        "a": "integer", "b": "number", "c": "truth", "d": "text", "e": "other",
    }  # fmt: skip


# ------------------------------------------------------------------------------------------- run

SUM = Statement(
    'SELECT "a" + "b" >= 3000000000 AS "code", "a" = 7 AS "line", "a" AS "fact:a" FROM facts',
    {"fact:a": "a", "fact:b": "b"},
    ("code",),
    "line",
)


def none_again(facts: Mapping[str, list[Any]]) -> Mapping[str, list[Any]]:
    """For statements without rows on the line."""
    raise AssertionError(facts)


def ask(sql: str, **facts: pl.Series) -> pl.DataFrame:
    """Run a statement that reads all columns given as facts."""
    carried = "".join(f', "{name}" AS "fact:{name}"' for name in facts)
    statement = Statement(
        f"SELECT {sql} AS code, FALSE AS line{carried} FROM facts",  # noqa: S608
        {f"fact:{name}": name for name in facts},
        (),
        "line",
    )
    return engine.run(pl.LazyFrame(facts), statement, none_again)


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
def test_a_number_that_is_none_is_unknown(number: float) -> None:
    """As a number it would pass every minimum or every maximum."""
    assert ask("a >= 3", a=pl.Series([number]))["code"].to_list() == [None]


@pytest.mark.parametrize("kind", [pl.Int32, pl.UInt32])
def test_narrow_whole_numbers_do_not_wrap_round(kind: type[pl.DataType]) -> None:
    """Two amounts of 20 million yuan in fen are more than 32 bits hold."""
    amount = pl.Series([2_000_000_000], dtype=kind)

    assert ask("a + b", a=amount, b=amount)["code"].to_list() == [4_000_000_000]


def test_unsigned_numbers_may_become_negative() -> None:
    """A loss is no fortune."""
    less, more = pl.Series([1], dtype=pl.UInt64), pl.Series([2], dtype=pl.UInt64)

    assert ask("a - b", a=less, b=more)["code"].to_list() == [-1]


def test_rows_on_the_line_are_decided_again() -> None:
    """The second decision gets just their facts and replaces just their results."""
    statement = Statement(
        'SELECT 0 AS "code", "a" > 1 AS "line", "a" AS "fact:a" FROM facts',
        {"fact:a": "a"},
        ("code",),
        "line",
    )
    asked: list[Mapping[str, list[Any]]] = []

    def again(facts: Mapping[str, list[Any]]) -> Mapping[str, list[Any]]:
        asked.append(facts)
        return {"code": [3, None]}

    found = engine.run(pl.LazyFrame({"a": [1, 2, 3]}), statement, again)

    assert asked == [{"a": [2, 3]}]
    assert found.to_dict(as_series=False) == {"code": [0, 3, None], "line": [False, True, True]}


# --------------------------------------------------------------------------------------- Results


def test_codes_are_counted_by_column() -> None:
    """One list a column, from code 0 on."""
    assert NEAR.code_counts(["x", "y"], 5) == [[3, 0, 0, 2, 0], [2, 0, 1, 2, 0]]


def test_values_are_counted_with_the_unknown() -> None:
    """A class that is not known is a value of its own."""
    found = Results(pl.DataFrame({"class": ["small", None, "small"]}))

    assert found.counts("class") == {"small": 2, None: 1}


def test_true_rows_are_counted() -> None:
    """Unknown is not true."""
    assert Results(pl.DataFrame({"line": [True, None, False]})).true_count("line") == 1


def test_near_misses_are_counted_by_the_column_they_fail() -> None:
    """All of them, and those with nothing undecided beside."""
    counts, _ = NEAR.near_misses(["x", "y", "z"], 10)

    assert counts == {"x": (2, 1), "y": (1, 0), "z": (0, 0)}


def test_the_most_decided_near_misses_come_first() -> None:
    """Then those with one thing undecided, then two."""
    _, rows = NEAR.near_misses(["x", "y", "z"], 10)

    assert rows == [("alone", "A", "x", 0), ("open", "O", "y", 1), ("waiting", "W", "x", 2)]


def test_near_misses_are_no_more_than_asked_for() -> None:
    """The counts stay whole."""
    counts, rows = NEAR.near_misses(["x", "y", "z"], 1)

    assert [row[0] for row in rows] == ["alone"]
    assert counts["x"] == (2, 1)


def test_near_misses_need_no_ids() -> None:
    """A file without names is assessed too."""
    found = Results(pl.DataFrame({"x": [0], "y": [3]}))

    assert found.near_misses(["x", "y"], 5)[1] == [("", "", "x", 0)]


def test_patched_results_differ_in_the_rows_given() -> None:
    """Other rows and columns stay."""
    found = NEAR.patched([1, 4], {"x": [3, None]})

    assert found.column("x") == [0, 3, 3, 3, None]
    assert found.column("y") == NEAR.column("y")


def test_patching_leaves_the_first_results_alone() -> None:
    """Results are values."""
    NEAR.patched([0], {"x": [3]})

    assert NEAR.column("x") == [0, 0, 3, 3, 0]


def test_results_are_written_whole(tmp_path: Path) -> None:
    """Under the final name and no other."""
    NEAR.write_parquet(tmp_path / "out.parquet")

    assert [path.name for path in tmp_path.iterdir()] == ["out.parquet"]
    assert pl.read_parquet(tmp_path / "out.parquet").columns == NEAR.columns

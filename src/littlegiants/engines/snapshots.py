"""The register as columns: rows of years, payloads and names become one wide row for each enterprise.

The Python path over single statements (`register.facts`) is the oracle; this does the same for a
population at once. Enterprises whose values no column carries exactly (ranges, corrections, a
person's word) are not decided here: their rows are handed in, ready made.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from littlegiants.engines.polars_engine import CHUNK_ROWS, column_type, frame_of
from littlegiants.engines.whole_files import whole_file
from littlegiants.vocabulary.enterprise import FactTable
from littlegiants.vocabulary.quantity import Dimension

NO_WHOLE = -(2**63)
NO_NUMBER = float("inf")
"""What the store's stream carries in place of NULL: SQLite gives a column the kind of its first values."""

_FRACTIONAL = (Dimension.RATIO, Dimension.POINTS)
_KEY = r'"([a-z0-9_]+)":'


@dataclass(frozen=True, slots=True)
class Streams:
    """What comes out of the store, each an Arrow stream.

    names: enterprise_id, name, kind, valid_from (0001-01-01 if open), id. codes: enterprise_id, code, id. annual: the
    table's columns with precedence, as_of and act_id. standing: enterprise_id, payload, valid_from,
    precedence, act_id, id.
    """

    names: Any
    codes: Any
    annual: Any
    standing: Any


@dataclass(frozen=True, slots=True)
class Terms:
    """How the columns are to be read: the day, the kinds of columns, what follows from what."""

    as_of: date
    years_back: int
    annual_columns: Sequence[str]
    dimension: Callable[[str], Dimension | None]
    is_window: Callable[[str], bool]
    windows: Sequence[Sequence[str]]
    industry: tuple[str, str, Callable[[str], str | None]]


def build_snapshot(
    streams: Streams,
    terms: Terms,
    special: Collection[int],
    ready: FactTable,
    titles: Mapping[str, Mapping[int, bool]],
) -> pl.DataFrame:
    """Return one row for each enterprise: id, name, facts by column.

    `special` are those in `ready`; `titles` stand above what is stated of their columns.
    """
    wide = _headers(streams, terms)
    for part in (*_annual(streams.annual, terms), _standing(streams.standing, terms)):
        wide = wide.join(part, on="enterprise_id", how="left")
    wide = _implied(_sized(_titled(wide, titles), terms), terms)
    if special:
        wide = wide.filter(~pl.col("enterprise_id").is_in(list(special)))
    wide = wide.drop("enterprise_id")
    if len(ready):
        kinds = {name: d for name in ready.columns if (d := terms.dimension(name)) is not None}
        wide = pl.concat([wide, frame_of(ready, kinds).collect()], how="diagonal_relaxed")
    kept = [name for name in wide.columns if wide[name].null_count() < len(wide)]
    return wide.select("id", "name", *(name for name in kept if name not in ("id", "name")))


def write_snapshot(frame: pl.DataFrame, path: Path) -> None:
    """Write a snapshot as one Parquet file that appears only when whole."""
    with whole_file(path) as unfinished:
        frame.write_parquet(
            unfinished, compression="zstd", compression_level=1, row_group_size=CHUNK_ROWS
        )


def _frame(stream: Any, *texts: str) -> pl.DataFrame:
    """Read a stream; a result without rows may not know its columns' kinds, so texts are named."""
    return pl.DataFrame(stream).with_columns(pl.col(name).cast(pl.String) for name in texts)


def _headers(streams: Streams, terms: Terms) -> pl.DataFrame:
    names = _frame(streams.names, "name", "kind", "valid_from")
    names = names.sort("enterprise_id", "valid_from", "id")
    borne = names.filter(pl.col("kind").is_in(["current", "former"]))
    begun = borne.filter(pl.col("valid_from") <= terms.as_of.isoformat())
    best = [
        begun.group_by("enterprise_id").agg(pl.col("name").last().alias("begun")),
        borne.group_by("enterprise_id").agg(pl.col("name").first().alias("borne")),
        names.group_by("enterprise_id").agg(pl.col("name").first().alias("any")),
    ]
    codes = _frame(streams.codes, "code").sort("enterprise_id", "id")
    code = codes.group_by("enterprise_id").agg(pl.col("code").first())
    every = pl.concat([names["enterprise_id"], codes["enterprise_id"]]).unique().sort()
    wide = every.to_frame()
    for part in (*best, code):
        wide = wide.join(part, on="enterprise_id", how="left")
    number = pl.format("E{}", pl.col("enterprise_id"))
    return wide.select(
        "enterprise_id",
        pl.coalesce("code", number).alias("id"),
        pl.coalesce("begun", "borne", "any", pl.lit("")).alias("name"),
    )


def _annual(stream: Any, terms: Terms) -> list[pl.DataFrame]:
    rows = _frame(stream, "as_of").with_columns(
        pl.col(name).cast(pl.Float64).replace(NO_NUMBER, None)
        if terms.dimension(f"{name}_y1") in _FRACTIONAL
        else pl.col(name).cast(pl.Int64).replace(NO_WHOLE, None)
        for name in terms.annual_columns
    )
    columns = [name for name in terms.annual_columns if rows[name].null_count() < len(rows)]
    key = ["enterprise_id", "fact_year"]
    repeated = rows.select(pl.struct(key).is_duplicated().alias("repeated"))["repeated"]
    if repeated.any():
        order = [*key, "precedence", "as_of", "act_id", "id"]
        descending = [False, False, False, True, True, True]
        told = rows.filter(repeated).sort(order, descending=descending)
        merged = told.group_by(key, maintain_order=True).agg(
            pl.col(name).drop_nulls().first() for name in columns
        )
        rows = pl.concat([rows.filter(~repeated).select(*key, *columns), merged])
    parts = []
    for back in range(terms.years_back + 1):
        part = rows.filter(pl.col("fact_year") == terms.as_of.year - back)
        if len(part):
            renamed = (pl.col(name).alias(f"{name}_y{back}") for name in columns)
            parts.append(part.select("enterprise_id", *renamed))
    return parts


def _standing(stream: Any, terms: Terms) -> pl.DataFrame:
    rows = _frame(stream, "payload", "valid_from")
    keys = rows["payload"].str.extract_all(_KEY).explode().unique().drop_nulls().to_list()
    fields: dict[str, Any] = {}
    for key in sorted(word.strip('":') for word in keys):
        dimension = terms.dimension(key)
        if dimension is not None:
            fields[key] = column_type(dimension)
    if not fields:
        return rows.select("enterprise_id").unique()
    read = rows["payload"].str.json_decode(pl.Struct(fields)).struct.unnest()
    told = pl.concat([rows.drop("payload"), read], how="horizontal")
    same_year = pl.col("valid_from").str.head(4) == str(terms.as_of.year)
    windows = [name for name in fields if terms.is_window(name)]
    told = told.with_columns(pl.when(same_year).then(pl.col(name)) for name in windows)
    order = ["enterprise_id", "precedence", "valid_from", "act_id", "id"]
    told = told.sort(order, descending=[False, False, True, True, True])
    return told.group_by("enterprise_id", maintain_order=True).agg(
        pl.col(name).drop_nulls().first() for name in fields
    )


def _titled(wide: pl.DataFrame, titles: Mapping[str, Mapping[int, bool]]) -> pl.DataFrame:
    for column, by_enterprise in titles.items():
        listed = pl.DataFrame(
            {"enterprise_id": list(by_enterprise), "listed": list(by_enterprise.values())},
            schema={"enterprise_id": wide.schema["enterprise_id"], "listed": pl.Boolean},
        )
        stated = pl.col(column) if column in wide.columns else pl.lit(None, dtype=pl.Boolean)
        joined = wide.join(listed, on="enterprise_id", how="left")
        wide = joined.with_columns(pl.coalesce("listed", stated).alias(column)).drop("listed")
    return wide


def _sized(wide: pl.DataFrame, terms: Terms) -> pl.DataFrame:
    code, target, size_of = terms.industry
    if code not in wide.columns:
        return wide
    sizes: Mapping[str, str | None] = {c: size_of(c) for c in wide[code].unique().drop_nulls()}
    worked_out = pl.col(code).replace_strict(sizes, default=None, return_dtype=pl.String)
    known = pl.col(target) if target in wide.columns else pl.lit(None, dtype=pl.String)
    return wide.with_columns(pl.coalesce(known, worked_out).alias(target))


def _implied(wide: pl.DataFrame, terms: Terms) -> pl.DataFrame:
    for windows in terms.windows:
        if not any(name in wide.columns for name in windows):
            continue
        missing = [name for name in windows if name not in wide.columns]
        wide = wide.with_columns(pl.lit(None, dtype=pl.Boolean).alias(name) for name in missing)
        for order, answer in ((windows, True), (windows[::-1], False)):
            seen = pl.lit(False)
            filled = []
            for name in order:
                seen = seen | (pl.col(name).eq_missing(answer))
                filled.append(
                    pl.when(pl.col(name).is_null() & seen)
                    .then(answer)
                    .otherwise(pl.col(name))
                    .alias(name)
                )
            wide = wide.with_columns(filled)
    return wide

"""Columns come in: the same register as row by row, and nothing half-loaded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path

import polars as pl
import pytest

from littlegiants.register import bulk
from littlegiants.register.bulk import load_columns
from littlegiants.register.model import Loaded
from littlegiants.vocabulary.enterprise import Value
from tests.unit.register.builders import (
    AS_OF,
    BUREAU,
    FIRM,
    VOCABULARY,
    Clerk,
    Row,
    failing,
    refused,
    row,
    uscc,
)

A, B, C = uscc(1), uscc(2), uscc(3)
NAME_A, NAME_B, NAME_C = "深圳市甲光电有限公司", "深圳市乙传感器有限公司", "深圳市丙科技有限公司"
PERSON = "11010519491231002X"


def load(
    clerk: Clerk,
    folder: Path,
    columns: Mapping[str, Sequence[object]],
    *,
    file: str = "a.parquet",
    source: str = FIRM,
    as_of: date = AS_OF,
    dry_run: bool = False,
) -> Loaded:
    """Write columns to a file and load it."""
    path = folder / file
    frame = pl.DataFrame(columns)
    if path.suffix == ".csv":
        frame.write_csv(path)
    else:
        frame.write_parquet(path)
    return load_columns(
        clerk.database, VOCABULARY, path, actor="clerk", source=source, as_of=as_of, dry_run=dry_run
    )


PANEL: dict[str, list[object]] = {
    "uscc": [A, A, B, B, C],
    "name": [NAME_A, NAME_A, NAME_B, NAME_B, NAME_C],
    "year": [2025, 2024, 2025, 2023, 2025],
    "revenue": [600, 500, None, 300, 2**60],
    "employees": [5, None, 7, 8, 0],
    "rd_ratio": [0.03, None, 0.125, 1.0, None],
    "is_sme": [True, True, None, None, False],
    "class1_ip_count": [3, 3, 4, 4, None],
    "industry_code": ["3990", "3990", None, None, "6510"],
}
SAME_ROWS = (
    Row(A, NAME_A, {"revenue_y1": 600, "employees_y1": 5, "rd_ratio_y1": Fraction(3, 100)}),
    Row(
        A,
        NAME_A,
        {"revenue_y2": 500, "is_sme": True, "class1_ip_count": 3, "industry_code": "3990"},
    ),
    Row(B, NAME_B, {"employees_y1": 7, "rd_ratio_y1": Fraction(1, 8), "class1_ip_count": 4}),
    Row(B, NAME_B, {"revenue_y3": 300, "employees_y3": 8, "rd_ratio_y3": 1}),
    Row(
        C,
        NAME_C,
        {"revenue_y1": 2**60, "employees_y1": 0, "is_sme": False, "industry_code": "6510"},
    ),
)


@pytest.mark.parametrize("file", ["a.parquet", "a.csv"])
def test_columns_bring_what_rows_bring(clerk: Clerk, tmp_path: Path, file: str) -> None:
    """The same facts of the same enterprises, for now and for other days, from Parquet and from CSV."""
    loaded = load(clerk, tmp_path, PANEL, file=file)
    days = (AS_OF, date(2027, 1, 1), date(2025, 6, 1))
    by_columns = [(clerk.table(as_of=day), clerk.headers(as_of=day)) for day in days]
    assert loaded.delivery_id is not None
    clerk.withdraw(loaded.delivery_id)
    clerk.receive(*SAME_ROWS)
    for day, (table, headers) in zip(days, by_columns, strict=True):
        same = clerk.table(as_of=day)
        assert list(same.rows()) == list(table.rows())
        assert [(h.code, h.name) for h in clerk.headers(as_of=day).values()] == [
            (h.code, h.name) for h in headers.values()
        ]


def test_what_was_loaded_is_counted(clerk: Clerk, tmp_path: Path) -> None:
    """Rows, enterprises, rows of years and of the day."""
    loaded = load(clerk, tmp_path, PANEL)
    assert (loaded.rows, loaded.new_enterprises, loaded.new_names) == (5, 3, 3)
    assert (loaded.annual_rows, loaded.linked) == (5, {"code": 5})
    assert loaded.findings == ()


def test_a_file_in_many_slices_is_one_file(
    clerk: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An enterprise whose rows fall apart is registered, named and placed once."""
    panel = PANEL | {"region_code": ["440305"] * 5}
    monkeypatch.setattr(bulk, "SLICE_ROWS", 1)
    loaded = load(clerk, tmp_path, panel)
    assert (loaded.new_enterprises, loaded.new_names, loaded.annual_rows) == (3, 3, 5)
    assert [len(clerk.portrait(number).places) for number in (1, 2, 3)] == [1, 1, 1]


def test_the_same_file_twice_changes_nothing(clerk: Clerk, tmp_path: Path) -> None:
    """Not a row, not an act."""
    first = load(clerk, tmp_path, PANEL)
    before = clerk.digest()
    again = load(clerk, tmp_path, PANEL)
    assert (again.is_known, again.delivery_id) == (True, first.delivery_id)
    assert clerk.digest() == before


def test_a_dry_run_changes_nothing(clerk: Clerk, tmp_path: Path) -> None:
    """And tells what the real run brings."""
    before = clerk.digest()
    would = load(clerk, tmp_path, PANEL, dry_run=True)
    assert clerk.digest() == before
    did = load(clerk, tmp_path, PANEL)
    assert (would.rows, would.new_enterprises, would.annual_rows, would.standing_rows) == (
        did.rows,
        did.new_enterprises,
        did.annual_rows,
        did.standing_rows,
    )
    assert (would.delivery_id, would.is_dry_run) == (None, True)


def test_rows_without_a_usable_code_are_counted_and_named(clerk: Clerk, tmp_path: Path) -> None:
    """Every row of them, missing ones too; the others are loaded."""
    loaded = load(
        clerk,
        tmp_path,
        {
            "uscc": [A, "123", "123", None, ""],
            "name": ["a", "b", "b", "c", "d"],
            "is_sme": [True] * 5,
        },
    )
    (finding,) = [f for f in loaded.findings if f.code == "bulk.refused"]
    assert dict(finding.values) == {"count": 4, "examples": "123, –"}
    assert (loaded.rows, loaded.linked, loaded.new_enterprises) == (5, {"code": 1}, 1)


def test_a_personal_number_is_neither_stored_nor_named(clerk: Clerk, tmp_path: Path) -> None:
    """It is counted."""
    loaded = load(clerk, tmp_path, {"uscc": [PERSON], "name": ["甲商行"], "is_sme": [True]})
    assert PERSON not in repr(loaded)
    assert clerk.headers() == {}
    assert [dict(f.values)["count"] for f in loaded.findings] == [1]


def test_a_failing_check_digit_is_loaded_with_its_warning(clerk: Clerk, tmp_path: Path) -> None:
    """As row by row."""
    load(clerk, tmp_path, {"uscc": [failing(A)], "name": [NAME_A]})
    assert [code.check_ok for code in clerk.portrait(1).codes] == [False]


@pytest.mark.parametrize("spelt", [A.lower(), f" {A[:8]} {A[8:]} ", f"{A[:8]}-{A[8:]}"])
def test_a_code_is_the_same_however_it_is_typed(clerk: Clerk, tmp_path: Path, spelt: str) -> None:
    """Lower case, spaces, hyphens: within a file and across files."""
    load(
        clerk,
        tmp_path,
        {"uscc": [A, spelt], "name": [NAME_A] * 2, "year": [2025, 2024], "revenue": [1, 2]},
    )
    loaded = load(clerk, tmp_path, {"uscc": [spelt], "is_sme": [True]}, file="b.parquet")
    assert loaded.new_enterprises == 0
    assert clerk.values(1) == {"revenue_y1": 1, "revenue_y2": 2, "is_sme": True}


def test_rows_and_columns_meet_in_the_same_enterprise(clerk: Clerk, tmp_path: Path) -> None:
    """Whichever came first."""
    clerk.receive(row(A, NAME_A, employees_y1=5))
    load(clerk, tmp_path, {"uscc": [A, B], "name": [NAME_A, NAME_B], "is_sme": [True, True]})
    clerk.receive(row(B, NAME_B, employees_y1=6))
    assert clerk.values(1) == {"employees_y1": 5, "is_sme": True}
    assert clerk.values(2) == {"employees_y1": 6, "is_sme": True}


@pytest.mark.parametrize(
    ("column", "cells"),
    [
        ("revenue", [1.5]),
        ("revenue", ["1"]),
        ("employees", [1.0]),
        ("rd_ratio", ["3%"]),
        ("rd_ratio", [float("nan")]),
        ("rd_ratio", [float("inf")]),
        ("market_share", [float("nan")]),
        ("is_sme", ["是"]),
        ("is_sme", [1]),
        ("class1_ip_count", ["3"]),
        ("planned_investment", [1.5]),
        ("industry_code", [3990]),
        ("region_code", [440305]),
        ("name", [5]),
        ("region_code", ["440305000000"]),
        ("industry_code", ["计算机、通信和其他电子设备制造业"]),
    ],
)
def test_a_wrong_kind_of_value_refuses_the_file(
    clerk: Clerk, tmp_path: Path, column: str, cells: list[object]
) -> None:
    """Before anything is written."""
    before = clerk.digest()
    with refused("bulk.kind", column=column):
        load(clerk, tmp_path, {"uscc": [A], "year": [2025], column: cells})
    assert clerk.digest() == before


@pytest.mark.parametrize("year", [["2025"], [2025.0]])
def test_a_year_that_is_no_whole_number_refuses_the_file(
    clerk: Clerk, tmp_path: Path, year: list[object]
) -> None:
    """A text is no year."""
    with refused("bulk.kind", column="year"):
        load(clerk, tmp_path, {"uscc": [A], "year": year, "revenue": [1]})


def test_single_precision_is_no_ratio(clerk: Clerk, tmp_path: Path) -> None:
    """0.03 held in it is not three hundredths."""
    path = tmp_path / "a.parquet"
    pl.DataFrame(
        {"uscc": [A], "year": [2025], "rd_ratio": pl.Series([0.03], dtype=pl.Float32)}
    ).write_parquet(path)
    with refused("bulk.kind", column="rd_ratio", kind="other"):
        load_columns(clerk.database, VOCABULARY, path, actor="c", source=FIRM, as_of=AS_OF)


def test_a_file_without_codes_is_refused(clerk: Clerk, tmp_path: Path) -> None:
    """Columns are loaded by credit code only."""
    with refused("bulk.no_code", column="uscc"):
        load(clerk, tmp_path, {"name": [NAME_A], "is_sme": [True]})


def test_annual_facts_without_years_are_refused(clerk: Clerk, tmp_path: Path) -> None:
    """Revenue of what year?"""
    with refused("bulk.no_year", column="revenue"):
        load(clerk, tmp_path, {"uscc": [A], "revenue": [1]})


@pytest.mark.parametrize("column", ["shoe_size", "revenue_y1"])
def test_an_unknown_column_is_a_finding(clerk: Clerk, tmp_path: Path, column: str) -> None:
    """So is a year counted back: here a year has its own column."""
    loaded = load(clerk, tmp_path, {"uscc": [A], "is_sme": [True], column: [5]})
    assert [(f.code, dict(f.values)) for f in loaded.findings] == [
        ("bulk.unknown_column", {"column": column})
    ]
    assert clerk.values(1) == {"is_sme": True}


def test_an_unknown_source_is_refused(clerk: Clerk, tmp_path: Path) -> None:
    """As row by row."""
    with refused("register.no_such_source", source="nobody"):
        load(clerk, tmp_path, PANEL, source="nobody")


def test_a_text_that_is_no_table_is_refused(clerk: Clerk, tmp_path: Path) -> None:
    """With the file named."""
    path = tmp_path / "a.csv"
    path.write_bytes(b"")
    with refused("engine.text_columns", file="a.csv"):
        load_columns(clerk.database, VOCABULARY, path, actor="c", source=FIRM, as_of=AS_OF)


@pytest.mark.parametrize("file", ["a.parquet", "a.csv"])
def test_a_former_name_comes_with_its_end(clerk: Clerk, tmp_path: Path, file: str) -> None:
    """The present one begins there."""
    load(
        clerk,
        tmp_path,
        {
            "uscc": [A],
            "name": [NAME_B],
            "former_name": [NAME_A],
            "former_until": [date(2025, 3, 1)],
        },
        file=file,
    )
    assert clerk.headers(as_of=date(2025, 2, 28))[1].name == NAME_A
    assert clerk.headers(as_of=date(2025, 3, 1))[1].name == NAME_B
    assert {n.name: n.kind for n in clerk.portrait(1).names} == {
        NAME_A: "former",
        NAME_B: "current",
    }


def test_an_end_that_is_no_day_refuses_the_file(clerk: Clerk, tmp_path: Path) -> None:
    """Nothing is half-loaded."""
    before = clerk.digest()
    with refused("bulk.kind", column="former_until"):
        load(
            clerk,
            tmp_path,
            {"uscc": [A], "name": ["b"], "former_name": ["a"], "former_until": ["soon"]},
        )
    assert clerk.digest() == before


def test_a_former_name_told_later_does_not_rename_an_enterprise(
    clerk: Clerk, tmp_path: Path
) -> None:
    """Of which the present name is known."""
    load(clerk, tmp_path, {"uscc": [A], "name": [NAME_B]})
    load(
        clerk, tmp_path, {"uscc": [A], "name": [NAME_B], "former_name": [NAME_A]}, file="b.parquet"
    )
    assert clerk.headers()[1].name == NAME_B
    assert len(clerk.portrait(1).names) == 2


def test_an_older_file_does_not_rename_an_enterprise(clerk: Clerk, tmp_path: Path) -> None:
    """As row by row."""
    load(clerk, tmp_path, {"uscc": [A], "name": [NAME_B]})
    load(clerk, tmp_path, {"uscc": [A], "name": [NAME_A]}, file="b.parquet", as_of=date(2024, 6, 1))
    assert clerk.headers()[1].name == NAME_B


def test_places_are_loaded_without_names_too(clerk: Clerk, tmp_path: Path) -> None:
    """No column is dropped silently."""
    load(clerk, tmp_path, {"uscc": [A], "name": [NAME_A]})
    load(
        clerk,
        tmp_path,
        {"uscc": [A], "region_code": ["440305"], "zone": ["gaoxin"], "address": ["某路 1 号"]},
        file="b.parquet",
        source=BUREAU,
    )
    (place,) = clerk.portrait(1).places
    assert (place.region_code, place.zone_code, place.address) == ("440305", "gaoxin", "某路 1 号")
    assert clerk.headers()[1].region_code == "440305"


def test_a_long_address_is_cut(clerk: Clerk, tmp_path: Path) -> None:
    """At what the column holds, on every database."""
    load(clerk, tmp_path, {"uscc": [A], "address": ["路" * 301]})
    assert clerk.portrait(1).places[0].address == "路" * 300


def test_a_missing_value_is_unknown(clerk: Clerk, tmp_path: Path) -> None:
    """Not zero and not no."""
    load(
        clerk,
        tmp_path,
        {
            "uscc": [A, B],
            "year": [2025, 2025],
            "revenue": [None, 0],
            "is_sme": [None, False],
        },
    )
    assert clerk.values(1) == {}
    expected: dict[str, Value] = {"revenue_y1": 0, "is_sme": False}
    assert clerk.values(2) == expected

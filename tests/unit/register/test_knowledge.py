"""Whatever is done later, what was known at a moment does not change; and columns tell what statements tell."""

from __future__ import annotations

import random
from pathlib import Path

import polars as pl
import pytest
from sqlalchemy import select

from littlegiants.register.facts import facts_as_of
from littlegiants.register.snapshot import snapshot
from littlegiants.storage.database import EVERYTHING
from littlegiants.storage.schema import metadata
from littlegiants.vocabulary.enterprise import FactTable, Value
from littlegiants.vocabulary.quantity import Range
from tests.unit.register.builders import AS_OF, VOCABULARY, Clerk, Row, row, uscc
from tests.unit.register.worlds import Life, a_day

A, B = uscc(1), uscc(2)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(8))
def test_what_was_known_never_changes(clerk: Clerk, seed: int) -> None:
    """Random deliveries, withdrawals, corrections, settlements, judgements and links, in any order.

    After each stretch the facts of three days are noted with the act they were known at; at the end
    every note is read again.
    """
    source = random.Random(seed)
    life = Life(clerk, source)
    notes = []
    for _ in range(6):
        life.live(5)
        known = clerk.last_act()
        for day in (a_day(source), a_day(source), AS_OF):
            notes.append(
                (
                    day,
                    known,
                    clerk.table(as_of=day, known=known),
                    clerk.headers(as_of=day, known=known),
                )
            )
    assert any(len(table) for _, _, table, _ in notes)
    for day, known, table, headers in notes:
        assert clerk.table(as_of=day, known=known) == table
        assert clerk.headers(as_of=day, known=known) == headers


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_a_digest_of_the_past_is_a_part_of_the_present(clerk: Clerk, seed: int) -> None:
    """No record is ever changed or deleted: what was there is there, in the same words."""

    def rows() -> set[str]:
        with clerk.database.read() as connection:
            return {
                f"{table.name} {tuple(found)!r}"
                for table in metadata.sorted_tables
                for found in connection.execute(select(table))
            }

    life = Life(clerk, random.Random(100 + seed))
    before: set[str] = set()
    for _ in range(4):
        life.live(6)
        after = rows()
        assert before <= after
        before = after


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_every_enterprise_answers_alone_as_among_all(clerk: Clerk, seed: int) -> None:
    """Asking for some gives the rows that asking for all gives."""
    life = Life(clerk, random.Random(200 + seed))
    life.live(25)
    every = clerk.table()
    numbers = sorted(clerk.headers())
    assert len(numbers) == len(every)
    for at, number in enumerate(numbers):
        with clerk.database.read() as connection:
            found, alone = facts_as_of(
                connection, VOCABULARY, as_of=AS_OF, known=EVERYTHING, ids=[number]
            )
        assert found == [number]
        assert alone.row(0) == every.row(at)


Titles = dict[str, dict[int, bool]]


def held_together(
    clerk: Clerk, folder: Path, known: int = EVERYTHING, titles: Titles | None = None
) -> None:
    """Compare the columns with the statements, row for row, on some days."""
    for day in (AS_OF, AS_OF.replace(year=2025), AS_OF.replace(month=12)):
        with clerk.database.read() as connection:
            _, expected = facts_as_of(
                connection, VOCABULARY, as_of=day, known=known, titles=titles or {}
            )
        path = folder / "snapshot.parquet"
        rows = snapshot(
            clerk.database, VOCABULARY, path, as_of=day, known=known, titles=titles or {}
        )
        assert rows == len(expected)
        compare(pl.read_parquet(path), expected)


def compare(frame: pl.DataFrame, table: FactTable) -> None:
    """Rows by id, columns by name; ranges and what binary64 cannot tell are nothing resp. near."""
    found = {record.pop("id"): record for record in frame.to_dicts()}
    expected = {
        told.id: {"name": told.name}
        | {c: v for c, v in carried(table, at).items() if v is not None}
        for at, told in enumerate(table.rows())
    }
    for record in found.values():
        for column in [name for name, value in record.items() if value is None]:
            del record[column]
    assert found == expected


def carried(table: FactTable, at: int) -> dict[str, object]:
    """One row as columns can carry it."""
    return {column: _carried(cells[at]) for column, cells in table.columns.items()}


def _carried(value: Value) -> object:
    if isinstance(value, Range):
        return None
    return value if value is None or isinstance(value, bool | int | str) else float(value)


@pytest.mark.slow
@pytest.mark.parametrize("is_plain", [True, False])
@pytest.mark.parametrize("seed", range(8))
def test_columns_tell_what_statements_tell(
    clerk: Clerk, seed: int, is_plain: bool, tmp_path: Path
) -> None:
    """On random registers, with and without persons' words, of now and of an earlier state of knowledge."""
    life = Life(clerk, random.Random(300 + seed), is_plain)
    life.live(14)
    known = clerk.last_act()
    life.live(10)
    held_together(clerk, tmp_path)
    held_together(clerk, tmp_path, known)


def test_columns_tell_the_titles_of_lists(clerk: Clerk, tmp_path: Path) -> None:
    """For enterprises of which columns decide, and of which they do not."""
    clerk.receive(
        row(A, "深圳市甲光电有限公司", srdi_sme_valid=True, revenue_y1=5),
        row(B, "深圳市乙光电有限公司", srdi_sme_valid=True, revenue_y1=Range(1, 2)),
        row(uscc(3), "深圳市丙光电有限公司", srdi_sme_valid=True),
        row(uscc(4), "深圳市丁光电有限公司"),
    )
    titles = {"srdi_sme_valid": {1: False, 2: False, 4: True}, "little_giant_valid": {1: True}}
    held_together(clerk, tmp_path, titles=titles)


def test_columns_of_an_empty_register(clerk: Clerk, tmp_path: Path) -> None:
    """No rows, and no fault."""
    held_together(clerk, tmp_path)


def test_columns_of_a_register_of_names_only(clerk: Clerk, tmp_path: Path) -> None:
    """Rows without facts are rows."""
    clerk.receive(row(A, "深圳市甲光电有限公司"))
    clerk.receive(row("", "深圳市丙传感有限公司"), new_by_name=True)
    held_together(clerk, tmp_path)


def test_columns_leave_out_what_was_withdrawn(clerk: Clerk, tmp_path: Path) -> None:
    """Also enterprises that only a person's word or a range still remembers."""
    number = clerk.number(row(A, "深圳市甲光电有限公司", revenue_y1=Range(1, 2), is_sme=True))
    clerk.receive(row(B, "深圳市乙光电有限公司", revenue_y1=5))
    clerk.correct(1, ("is_sme", None), False)
    clerk.judge(1, "8.1", AS_OF, answer=True)
    clerk.withdraw(number)
    held_together(clerk, tmp_path)
    assert len(clerk.table()) == 1


@pytest.mark.parametrize(
    "values",
    [
        {"class1_ip_count": 3, "market_share": 1, "planned_investment": 2**60},
        {"rd_management_points": 3, "digital_level": 2},
        {"equity_paid_in_total_2y": 5, "revenue_growth": 1},
        {"rd_institution_level": '"is_sme":true', "industry_code": 'x":{"low":1'},
    ],
)
def test_columns_keep_the_kinds_of_values(
    clerk: Clerk, tmp_path: Path, values: dict[str, Value]
) -> None:
    """Whole numbers among ratios, large money, texts that look like payloads."""
    clerk.receive(
        Row(A, "深圳市甲光电有限公司", values), row(B, "深圳市乙光电有限公司", is_sme=True)
    )
    held_together(clerk, tmp_path)


@pytest.mark.slow
def test_a_register_is_written_after_its_columns_were_read(clerk: Clerk, tmp_path: Path) -> None:
    """However much was written before: two SQLite libraries never hold the file at once."""
    for at in range(40):
        clerk.receive(
            *(row(uscc(n), f"深圳市{n}号光电有限公司", revenue_y1=at) for n in range(1, 301)),
            mark=str(at),
        )
    held_together(clerk, tmp_path)
    number = clerk.number(
        row(uscc(1), "深圳市1号光电有限公司", revenue_y1=77), as_of=AS_OF.replace(month=7)
    )
    assert clerk.values(1, as_of=AS_OF.replace(month=8))["revenue_y1"] == 77
    clerk.withdraw(number)
    held_together(clerk, tmp_path)

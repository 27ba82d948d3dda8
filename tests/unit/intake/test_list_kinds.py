"""The same list in every kind of file gives the same entries, quickly."""

from __future__ import annotations

from pathlib import Path

import pytest

from littlegiants.intake.lists import read_list
from tests.unit.intake.list_files import WRITERS, PrintedTable, many_rows

COUNT = 3_500
TABLE = PrintedTable(
    many_rows(COUNT),
    lead=("深工信〔2026〕12号", f"现将名单予以公示，共{COUNT}家。"),
    after=("深圳市工业和信息化局", "2026年7月1日"),
)


@pytest.mark.slow
@pytest.mark.parametrize("name", WRITERS)
def test_all_entries_come_back(tmp_path: Path, name: str) -> None:
    """3,500 of 3,500 names, codes and regions, rare signs, brackets and wrapped names included."""
    path = WRITERS[name](tmp_path / name, TABLE)
    reading = read_list(path)
    read = [(e.seq, e.name_as_printed, e.code, e.region_text) for e in reading.entries]
    assert read == [(int(seq), name_, code, region) for seq, name_, code, region in TABLE.rows]
    assert reading.stops == ()
    assert (reading.title, reading.rows_expected) == (TABLE.title, COUNT)
    assert reading.document_no == "深工信〔2026〕12号"
    assert str(reading.date) == "2026-07-01"


@pytest.mark.parametrize("name", WRITERS)
def test_short_lists_too(tmp_path: Path, name: str) -> None:
    """A list of three, too short for any statistics of a page, comes back as well."""
    reading = read_list(WRITERS[name](tmp_path / name, PrintedTable(many_rows(3))))
    assert [entry.name_as_printed for entry in reading.entries] == [r[1] for r in many_rows(3)]

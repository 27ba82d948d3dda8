"""Receiving files."""

from __future__ import annotations

import hashlib
from pathlib import Path

from littlegiants.intake.findings import FindingList
from littlegiants.intake.services import read_facts
from tests.unit.intake.builders import AS_OF, VOCABULARY, codes, read, read_csv, write_csv


def test_fingerprint_and_source(tmp_path: Path) -> None:
    """A delivery carries the fingerprint and the path of its file."""
    path = write_csv(tmp_path / "firms.csv", "id,revenue_y1\n1,5\n")
    delivery = read(path)
    assert delivery.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert delivery.source == str(path)


def test_progress(tmp_path: Path) -> None:
    """Progress counts the cells of facts and ends at their number."""
    calls: list[tuple[int, int]] = []
    path = write_csv(tmp_path / "a.csv", "id,revenue_y1,employees_y1\n1,5,6\n2,7,8\n")
    read_facts(path, VOCABULARY, AS_OF, progress=lambda done, total: calls.append((done, total)))
    assert calls[-1] == (4, 4)


def test_progress_of_lines(tmp_path: Path) -> None:
    """For JSON progress counts lines."""
    calls: list[tuple[int, int]] = []
    path = write_csv(tmp_path / "a.jsonl", '{"id": "1"}\n{"id": "2"}')
    read_facts(path, VOCABULARY, AS_OF, progress=lambda done, total: calls.append((done, total)))
    assert calls == [(2, 2)]


def test_head_without_rows(tmp_path: Path) -> None:
    """A table without rows is delivered empty, with an error."""
    delivery = read_csv(tmp_path, "id,revenue_y1\n")
    assert len(delivery.table) == 0
    assert codes(delivery.findings) == ["file.no_rows"]


def test_findings_have_a_limit() -> None:
    """Of each kind of finding so many are kept and the others counted."""
    found = FindingList(limit=2)
    for number in range(5):
        found.note("row.column_numbers", f"line {number}")
    found.error("id.missing", "line 9")
    kept = found.all()
    assert codes(kept) == ["row.column_numbers"] * 2 + ["id.missing", "findings.more"]
    assert dict(kept[-1].values) == {"count": 3, "kind": "row.column_numbers"}


def test_findings_piece_by_piece() -> None:
    """Findings can be taken piece by piece; each piece has the whole limit."""
    found = FindingList(limit=1)
    found.note("id.missing", "line 1")
    assert codes(found.take()) == ["id.missing"]
    found.note("id.missing", "line 2")
    assert [finding.where for finding in found.take()] == ["line 2"]


def test_columns_are_of_equal_length(tmp_path: Path) -> None:
    """All columns of the table have one value for each enterprise."""
    delivery = read_csv(tmp_path, "id,revenue_y1,employees_y1\n1,5\n2\n3,7,8\n")
    assert {len(values) for values in delivery.table.columns.values()} == {3}

"""One call for every kind: the same list comes out of each."""

from __future__ import annotations

import csv
import time
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
from docx import Document
from lxml import html

from littlegiants.documents.model import PrintedColumn, PrintedList
from littlegiants.documents.services import KINDS, write_list
from littlegiants.vocabulary.errors import LittleGiantsError
from tests.unit.documents.builders import names_list, pdf_pages, rows_of_pages

Rows = Sequence[tuple[str, ...]]


def rows_read(path: Path, printed: PrintedList) -> Rows:
    """Read the rows of a file that was written, with the library that others would use."""
    ending = path.suffix
    if ending == ".pdf":
        return rows_of_pages(pdf_pages(path))
    if ending == ".docx":
        table = Document(str(path)).element.body.find(".//{*}tbl")
        lines = [
            ["".join(cell.itertext("{*}t")) for cell in row.iter("{*}tc")]
            for row in table.iter("{*}tr")
        ]
        return [tuple(line) for line in lines[1:]]
    if ending == ".xlsx":
        sheet = openpyxl.load_workbook(path).worksheets[0]
        values = [tuple(str(value) for value in row) for row in sheet.iter_rows(values_only=True)]
        return values[values.index(printed.heads) + 1 : -len(printed.notes)]
    if ending == ".html":
        body = html.parse(str(path)).getroot().find(".//tbody")
        assert body is not None
        return [tuple(str(cell.text_content()) for cell in row) for row in body]
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [tuple(row[: len(printed.columns)]) for row in csv.reader(file)][1:]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_carries_the_same_rows(kind: str, tmp_path: Path) -> None:
    """What was given is what is read back, codes with their leading zeros."""
    printed = names_list(120)
    assert write_list(printed, tmp_path / f"list.{kind}") == ()
    assert list(rows_read(tmp_path / f"list.{kind}", printed)) == list(printed.rows)


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_a_national_batch_comes_out_identical(kind: str, tmp_path: Path) -> None:
    """3,500 of 3,500 names; how long it takes is for the benchmark to say."""
    printed = names_list(3_500)
    assert write_list(printed, tmp_path / f"list.{kind}") == ()
    assert list(rows_read(tmp_path / f"list.{kind}", printed)) == list(printed.rows)


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_list_gives_the_same_bytes(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No clock is in a file: a day later its hash is the same."""
    first, second = tmp_path / f"first.{kind}", tmp_path / f"second.{kind}"
    write_list(names_list(3), first)
    later = time.localtime(time.time() + 86_400)
    monkeypatch.setattr(time, "localtime", lambda *_: later)
    write_list(names_list(3), second)
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize("kind", KINDS)
def test_a_column_without_room_is_written(kind: str, tmp_path: Path) -> None:
    """A share too small for a single letter is a poor choice, not a failure."""
    columns = (PrintedColumn("甲", 0.001), PrintedColumn("B", 0.001), PrintedColumn("丙", 10))
    printed = PrintedList("名单", columns, [("甲", "code", "丙")])
    assert write_list(printed, tmp_path / f"list.{kind}") == ()


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_list_is_written(kind: str, tmp_path: Path) -> None:
    """No row is an answer too: the heads stand alone."""
    assert write_list(names_list(0), tmp_path / f"list.{kind}") == ()


@pytest.mark.parametrize("name", ["list.doc", "list", "list.xls", "list.pdf.zip"])
def test_an_ending_that_is_unknown_names_the_kinds(name: str, tmp_path: Path) -> None:
    """The refusal says what can be written."""
    with pytest.raises(LittleGiantsError) as refused:
        write_list(names_list(1), tmp_path / name)
    assert refused.value.code == "documents.kind_unknown"
    assert "pdf, docx, xlsx, html, csv" in refused.value.text.en


def test_endings_may_be_written_large(tmp_path: Path) -> None:
    """Offices write LIST.CSV."""
    write_list(names_list(1), tmp_path / "LIST.CSV")
    assert (tmp_path / "LIST.CSV").stat().st_size > 0


def test_only_csv_has_a_choice_of_encodings(tmp_path: Path) -> None:
    """A choice that would do nothing is refused."""
    with pytest.raises(LittleGiantsError) as refused:
        write_list(names_list(1), tmp_path / "list.pdf", encoding="gb18030")
    assert refused.value.code == "documents.encoding_fixed"


def test_csv_is_written_in_the_encoding_asked_for(tmp_path: Path) -> None:
    """GB18030 on request, with the rare characters in it."""
    write_list(names_list(2), tmp_path / "list.csv", encoding="gb18030")
    assert "㑇安2技术有限公司" in (tmp_path / "list.csv").read_bytes().decode("gb18030")

"""Word documents: tables with merged cells, paragraphs around them, what is not seen."""

from __future__ import annotations

from pathlib import Path

import pytest

from littlegiants.intake import word_files
from littlegiants.intake.model import Sheet
from littlegiants.intake.word_files import PROSE, load_word
from littlegiants.vocabulary.errors import DeliveryError
from tests.unit.intake.builders import column, read
from tests.unit.intake.list_files import PrintedTable, paragraph, write_docx, write_word


def cell(text: str, properties: str = "") -> str:
    """Return a cell."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


def row(*cells: str) -> str:
    """Return a row."""
    return f"<w:tr>{''.join(cells)}</w:tr>"


def table(*rows: str) -> str:
    """Return a table."""
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def sheets_of(folder: Path, body: str) -> tuple[Sheet, ...]:
    """Write a document and read it."""
    path = write_word(folder / "a.docx", body)
    return load_word(path, path.read_bytes())


def rows_of(folder: Path, body: str) -> list[list[object]]:
    """Write a document of one table and read its rows."""
    (sheet,) = sheets_of(folder, body)
    return [list(cells) for cells in sheet.rows]


def test_tables_with_the_paragraphs_above_them(tmp_path: Path) -> None:
    """Each table is a sheet with the paragraphs above it; the last also has those below."""
    body = (
        paragraph("名单")
        + table(row(cell("甲")))
        + paragraph("附件2")
        + table(row(cell("乙")))
        + paragraph("2026年7月1日")
    )
    first, second = sheets_of(tmp_path, body)
    assert (first.name, first.notes, first.after) == ("表1", ("名单",), ())
    assert (second.name, second.notes, second.after) == ("表2", ("附件2",), ("2026年7月1日",))


def test_cells_over_several_columns(tmp_path: Path) -> None:
    """A cell over two columns fills the first, and the area is told as merged."""
    body = table(
        row(cell("省份", '<w:gridSpan w:val="2"/>'), cell("名称")),
        row(cell("甲"), cell("乙"), cell("丙")),
    )
    (sheet,) = sheets_of(tmp_path, body)
    assert sheet.rows == [["省份", None, "名称"], ["甲", "乙", "丙"]]
    assert sheet.merged == (((0, 0), (0, 1)),)


def test_cells_over_several_rows(tmp_path: Path) -> None:
    """A cell over three rows stands in the first of them."""
    goes_on = cell("", "<w:vMerge/>")
    body = table(
        row(cell("广东省", '<w:vMerge w:val="restart"/>'), cell("甲")),
        row(goes_on, cell("乙")),
        row(goes_on, cell("丙")),
        row(cell("北京市"), cell("丁")),
    )
    (sheet,) = sheets_of(tmp_path, body)
    assert [cells[0] for cells in sheet.rows] == ["广东省", None, None, "北京市"]
    assert ((0, 0), (2, 0)) in sheet.merged


def test_columns_left_out_before_a_row(tmp_path: Path) -> None:
    """A row that begins one column later keeps its columns."""
    later = f'<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>{cell("乙")}</w:tr>'
    assert rows_of(tmp_path, table(row(cell("1"), cell("甲")), later)) == [
        ["1", "甲"],
        [None, "乙"],
    ]


def test_what_is_not_seen_is_not_read(tmp_path: Path) -> None:
    """Deleted rows, deleted text, moved text and hidden text are left out."""
    deleted_row = f"<w:tr><w:trPr><w:del/></w:trPr>{cell('旧有限公司')}</w:tr>"
    body = table(
        deleted_row,
        "<w:tr><w:tc><w:p><w:r><w:t>甲</w:t></w:r><w:del><w:r><w:delText>旧</w:delText><w:t>旧</w:t></w:r></w:del>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r><w:ins><w:r><w:t>有限公司</w:t></w:r></w:ins></w:p></w:tc></w:tr>",
    )
    assert rows_of(tmp_path, body) == [["甲有限公司"]]


def test_numbers_that_word_counts(tmp_path: Path) -> None:
    """Empty paragraphs of a numbered list show their numbers."""
    numbered = "<w:tc><w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='3'/></w:numPr></w:pPr></w:p></w:tc>"
    body = table(*(row(numbered, cell(name)) for name in ("甲", "乙", "丙")))
    assert rows_of(tmp_path, body) == [["1", "甲"], ["2", "乙"], ["3", "丙"]]


def test_controls_and_breaks(tmp_path: Path) -> None:
    """Rows and cells in content controls are read; a break in a cell is a line."""
    control = "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>"
    broken = "<w:tc><w:p><w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r></w:p></w:tc>"
    body = control.format(table(control.format(row(control.format(cell("1")), broken))))
    assert rows_of(tmp_path, body) == [["1", "甲\n乙"]]


def test_a_table_in_a_table(tmp_path: Path) -> None:
    """A table in a cell is a sheet of its own."""
    inner = table(row(cell("里")))
    body = table(f"<w:tr><w:tc>{paragraph('外')}{inner}</w:tc></w:tr>")
    outer, own = sheets_of(tmp_path, body)
    assert (outer.rows, own.rows) == ([["外"]], [["里"]])


def test_a_document_without_tables(tmp_path: Path) -> None:
    """Paragraphs without a table are one sheet of one column."""
    (sheet,) = sheets_of(
        tmp_path, paragraph("1. 甲有限公司") + paragraph("") + paragraph("2. 乙有限公司")
    )
    assert (sheet.name, sheet.rows) == (PROSE, [["1. 甲有限公司"], ["2. 乙有限公司"]])


def test_a_part_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A document above the limits of tags or size is refused before it is parsed."""
    for limit, code in (("TAGS_MAX", "file.too_many_tags"), ("PART_MAX", "file.too_large")):
        monkeypatch.setattr(word_files, limit, 10)
        with pytest.raises(DeliveryError) as caught:
            sheets_of(tmp_path, paragraph("名单") * 3)
        assert caught.value.code == code


def test_facts_in_a_document(tmp_path: Path) -> None:
    """A table of facts is read; the unit stands in the paragraph above it."""
    facts = PrintedTable(
        (("甲有限公司", "5000"),), ("企业名称", "2025年营业收入"), "附表", ("单位：万元",)
    )
    delivery = read(write_docx(tmp_path / "firms.docx", facts))
    assert column(delivery, "revenue_y1") == [5_000_000_000]
    assert delivery.findings == ()

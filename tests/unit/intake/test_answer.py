"""The answer to a bad file."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from littlegiants.intake import answer
from littlegiants.intake.answer import (
    RESULT_SHEET,
    answer_name,
    count_sentence,
    split_advice,
    write_answer,
)
from littlegiants.intake.answer_places import Places
from littlegiants.intake.lists import read_list
from littlegiants.intake.model import Sheet
from littlegiants.vocabulary.errors import DeliveryError
from littlegiants.vocabulary.finding import Finding, Severity
from littlegiants.vocabulary.language import LANGUAGES, Language, load_messages
from tests.unit.intake.builders import grid, read, write_csv, write_sheets, write_xlsx
from tests.unit.intake.list_files import WRITERS, PrintedTable, many_rows

RED, YELLOW = "FFC7CE", "FFEB9C"
HEAD = ["企业名称", "2025年营业收入（万元）", "2025年职工总数"]


def answered(path: Path, findings: tuple[Finding, ...], folder: Path) -> Workbook:
    """Write the answer to a file and open it."""
    out = folder / "answer.xlsx"
    write_answer(path, out, findings, "zh")
    return openpyxl.load_workbook(out)


def marked(sheet: Worksheet) -> dict[str, str]:
    """The cells with a note, each with its colour."""
    return {
        cell.coordinate: str(cell.fill.start_color.rgb)[2:]
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment is not None
    }


def test_the_same_workbook_with_marked_cells(tmp_path: Path) -> None:
    """Bad cells are red with a note; all sheets, formulas and hidden sheets stay."""
    path = tmp_path / "firms.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("表")
        sheet.write_row(0, 0, HEAD)
        sheet.write_row(1, 0, ["甲", "x", 5])
        sheet.write_formula(2, 2, "=C2+1", None, 6)
        book.add_worksheet("别的").write(0, 0, "留下")
        book.add_worksheet("藏").hide()
    book = answered(path, read(path).findings, tmp_path)
    assert book.sheetnames == [RESULT_SHEET, "表", "别的", "藏"]
    assert marked(book["表"])["B2"] == RED
    assert "cell.not_number" in book["表"]["B2"].comment.text
    assert book["表"]["C3"].value == "=C2+1"
    assert book["藏"].sheet_state == "hidden"


def test_the_sheet_of_results(tmp_path: Path) -> None:
    """A count in a sentence, then place, severity, what, what to do and code, errors first."""
    path = write_xlsx(tmp_path / "a.xlsx", [HEAD, ["甲", "x", -5], ["合计", 5, 5]])
    sheet = answered(path, read(path).findings, tmp_path)[RESULT_SHEET]
    rows = [tuple(row) for row in sheet.iter_rows(values_only=True)]
    assert str(rows[0][0]).startswith("共 3 条：错误 2 条，警告 0 条，提示 1 条。")
    assert rows[2] == ("位置", "级别", "问题", "办法", "消息码")
    place, severity, what, mend, code = rows[3]
    assert (place, severity, code) == (
        "Sheet1!B2 (第2行, 2025年营业收入（万元）)",
        "错误",
        "cell.not_number",
    )
    assert (what, mend) == ("“x”不是数，作未知处理。", "请只填数字，单位写在表头。")
    assert rows[-1][4] == "row.total"


@pytest.mark.parametrize("name", WRITERS)
def test_every_kind_is_answered_at_its_cells(tmp_path: Path, name: str) -> None:
    """Whatever the kind of file, the marks stand on the cells that the findings name."""
    rows = [list(row) for row in many_rows(40)]
    rows[3][2] = "9.144E+17"
    path = WRITERS[name](tmp_path / name, PrintedTable(tuple(map(tuple, rows))))
    book = answered(path, read_list(path).findings, tmp_path)
    (sheet,) = [sheet for sheet in book.worksheets if sheet.title != RESULT_SHEET]
    ((place, colour),) = marked(sheet).items()
    assert (sheet[place].value, colour) == ("9.144E+17", RED)


def test_text_that_begins_like_a_formula_stays_text(tmp_path: Path) -> None:
    """Nothing that was text becomes a formula, in the sheets and in the results."""
    evil = ["=1+1", "+1", "-x", "@SUM(1)", '=cmd|"/C calc"!A0']
    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx"), {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate([HEAD, *(["甲", words, 5] for words in evil)]):
            sheet.write_row(at, 0, row)
    rows = "\n".join([",".join(HEAD), *(f'甲,"{words}",5' for words in evil[:4])])
    texts = write_csv(tmp_path / "a.csv", rows)
    for path in (tmp_path / "a.xlsx", texts):
        answer_book = answered(path, read(path).findings, tmp_path)
        cells = [c for s in answer_book.worksheets for row in s.iter_rows() for c in row]
        assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
        assert {cell.value for cell in cells} >= set(evil[:4])


def test_macros_are_not_kept(tmp_path: Path) -> None:
    """The answer to a workbook with macros has none."""
    path = write_xlsx(tmp_path / "a.xlsx", [HEAD, ["甲", "x", 5]]).rename(tmp_path / "a.xlsm")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"Sub Auto_Open()")
    answered(path, read(path).findings, tmp_path)
    with zipfile.ZipFile(tmp_path / "answer.xlsx") as archive:
        assert not [name for name in archive.namelist() if "vba" in name.lower()]


def test_merged_cells_and_columns(tmp_path: Path) -> None:
    """A finding inside a merged cell marks its first cell; one on a column marks its head."""
    path = write_xlsx(
        tmp_path / "a.xlsx", [["甲", "", ""], [*HEAD[:2], "怪列"], ["甲", 5, 6]], merged=["A1:C1"]
    )
    findings = (
        Finding.of("column.no_head", "Sheet1!C (怪列)", severity=Severity.WARNING),
        Finding.of("column.no_head", "Sheet1!B1 (row 1)"),
    )
    assert marked(answered(path, findings, tmp_path)["Sheet1"]) == {"A1": RED, "C2": YELLOW}


def test_an_answer_is_answered_again(tmp_path: Path) -> None:
    """The results of an earlier answer are replaced, not read."""
    path = write_xlsx(tmp_path / "a.xlsx", [HEAD, ["甲", "x", 5]])
    write_answer(path, tmp_path / "b.xlsx", read(path).findings, "en")
    again = read(tmp_path / "b.xlsx")
    book = answered(tmp_path / "b.xlsx", again.findings, tmp_path)
    assert book.sheetnames == [RESULT_SHEET, "Sheet1"]


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    """A file without sheets is answered by the findings alone."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"PK\x03\x04junk")
    book = answered(path, (Finding.of("file.empty", "", file="a.xlsx"),), tmp_path)
    assert book.sheetnames == [RESULT_SHEET]


def test_no_findings(tmp_path: Path) -> None:
    """A sound file is answered by a sentence that says so."""
    path = write_xlsx(tmp_path / "a.xlsx", [HEAD, ["甲", 5, 5]])
    assert answered(path, (), tmp_path)[RESULT_SHEET]["A1"].value == "没有发现问题。"
    assert count_sentence((), "en") == "Nothing was found to correct."


def test_marks_have_a_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So many cells are marked; the sentence says that there are more."""
    monkeypatch.setattr(answer, "MARKS_MAX", 2)
    path = write_xlsx(tmp_path / "a.xlsx", [HEAD, *(["甲", "x", 5] for _ in range(4))])
    book = answered(path, read(path).findings, tmp_path)
    assert len(marked(book["Sheet1"])) == 2
    assert "前 2 处" in str(book[RESULT_SHEET]["A1"].value)


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    """A folder that is not there is told, and nothing is left behind."""
    path = write_xlsx(tmp_path / "a.xlsx", [HEAD, ["甲", "x", 5]])
    with pytest.raises(DeliveryError) as caught:
        write_answer(path, tmp_path / "none" / "b.xlsx", (), "zh")
    assert caught.value.code == "answer.not_written"
    assert answer_name(path) == "a_校验结果.xlsx"


def test_a_workbook_too_large_to_be_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A large workbook is answered by a new one with its sheets as read."""
    monkeypatch.setattr(answer, "KEPT_PARTS_MAX", 10)
    path = write_sheets(tmp_path / "a.xlsx", {"表": [HEAD, ["甲", "x", 5]]})
    assert marked(answered(path, read(path).findings, tmp_path)["表"]) == {"B2": RED}


TEXT = Sheet("a.csv", [["企业名称", "营业收入"], ["甲", "x"]], [1, 4], is_text=True)
PAGED = Sheet("a.pdf", [["企业名称"], ["甲"], ["乙"]], [1, 2, 1], pages=[1, 1, 2])


@pytest.mark.parametrize(
    ("sheet", "where", "place"),
    [
        (TEXT, "line 4, column 营业收入", (1, 1)),
        (TEXT, "line 4", (1, 0)),
        (TEXT, "column 营业收入", (0, 1)),
        (TEXT, "line 4, column 2", (1, 1)),
        (TEXT, "line 9", None),
        (TEXT, "", None),
        (TEXT, "附件1", None),
        (PAGED, "page 2, row 1, column 企业名称", (2, 0)),
        (PAGED, "page 3, row 1", None),
        (grid(["a", "b"], ["c", "d"]), "Sheet1!B2 (row 2, b)", (1, 1)),
        (grid(["a", "b"], ["c", "d"]), "Sheet1 (row 2)", (1, 0)),
        (grid(["a", "b"], ["c", "d"]), "Sheet1!B (b)", (0, 1)),
        (grid(["a", "b"], ["c", "d"]), "Sheet1!B9 (row 9)", None),
    ],
)
def test_places(sheet: Sheet, where: str, place: tuple[int, int] | None) -> None:
    """A place as findings name it leads back to its cell."""
    assert Places([sheet]).find(where) == (None if place is None else (0, place))


@pytest.mark.parametrize("language", LANGUAGES)
def test_advice_is_parted_from_the_fault(language: Language) -> None:
    """Most messages say what is wrong and then what to do; nothing of them is lost."""
    messages = [
        m
        for code, m in load_messages(language).items()
        if code.startswith(("cell.", "list.", "id."))
    ]
    parted = [split_advice(text, language) for text in messages]
    for text, (what, mend) in zip(messages, parted, strict=True):
        assert "".join((what + mend).split()) == "".join(text.split())
    assert sum(bool(mend) for _, mend in parted) > len(messages) / 2

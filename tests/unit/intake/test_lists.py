"""Published lists: entries as printed, sections, and what must stop an import."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from littlegiants.intake.list_model import STOPPING, ListReading
from littlegiants.intake.list_words import ListKind
from littlegiants.intake.lists import read_list
from littlegiants.vocabulary.errors import DeliveryError
from littlegiants.vocabulary.finding import Severity
from littlegiants.vocabulary.language import load_messages
from tests.unit.intake.builders import codes, only, write_sheets, write_xlsx
from tests.unit.intake.list_files import (
    HEADS,
    PrintedTable,
    code,
    many_rows,
    paragraph,
    write_csv,
    write_docx,
    write_pdf,
    write_word,
)


def read_rows(folder: Path, *rows: Sequence[object], name: str = "list.xlsx") -> ListReading:
    """Write rows as a workbook and read it as a list."""
    return read_list(write_xlsx(folder / name, rows))


def names(reading: ListReading) -> list[str]:
    """The names of a reading."""
    return [entry.name_as_printed for entry in reading.entries]


def test_an_entry_keeps_what_was_printed(tmp_path: Path) -> None:
    """An entry has number, row, name, code, region and all other columns as printed."""
    heads = ["序号", "企业名称", "统一社会信用代码", "省份", "地市", "主导产品", "备注", "星级"]
    row = [
        1,
        "深圳市 甲（集团）有限公司",
        f" {code(1)[:8]} {code(1)[8:].lower()}",
        "广东省",
        "深圳市",
        "传感器",
        "—",
        "5",
    ]
    reading = read_rows(tmp_path, heads, row)
    (entry,) = reading.entries
    assert (entry.seq, entry.page, entry.row) == (1, None, 2)
    assert entry.name_as_printed == "深圳市 甲（集团）有限公司"
    assert (entry.code, entry.code_note) == (code(1), "")
    assert entry.region_text == "广东省深圳市"
    assert entry.detail == {
        "province": "广东省",
        "city": "深圳市",
        "product": "传感器",
        "星级": "5",
    }
    assert codes(reading.findings) == ["list.column_unknown"]
    assert reading.sha256 == hashlib.sha256((tmp_path / "list.xlsx").read_bytes()).hexdigest()


def test_pages_and_rows_of_a_pdf(tmp_path: Path) -> None:
    """In a PDF an entry has its page and its row on the page."""
    reading = read_list(write_pdf(tmp_path / "a.pdf", PrintedTable(many_rows(60))))
    assert (reading.entries[0].page, reading.entries[0].row) == (1, 3)
    assert reading.entries[-1].page == 4
    assert reading.stops == ()


def test_a_gap_stops_and_names_the_missing_numbers(tmp_path: Path) -> None:
    """M1-T06: a list with a hole in its serial numbers stops, with the missing numbers named."""
    rows = [row for row in many_rows(210) if int(row[0]) not in (17, 203, 204, 205)]
    reading = read_list(write_docx(tmp_path / "a.docx", PrintedTable(tuple(rows))))
    (stop,) = reading.stops
    assert "缺 17、203–205（共 4 个）" in stop.text.zh
    assert "17, 203–205 (4 in all)" in stop.text.en


@given(missing=st.sets(st.integers(1, 39), max_size=38))
def test_any_gap_is_named(tmp_path_factory: pytest.TempPathFactory, missing: set[int]) -> None:
    """Whatever numbers are missing before the last, exactly these are named."""
    rows = [row for row in many_rows(40) if int(row[0]) not in missing]
    path = tmp_path_factory.mktemp("gaps") / "a.csv"
    stops = read_list(write_csv(path, PrintedTable(tuple(rows)))).stops
    told = str(dict(stops[0].values)["missing"].zh) if stops else ""  # type: ignore[attr-defined]  # a Text
    named: set[int] = set()
    for part in filter(None, told.split("、")):
        first, _, last = part.partition("–")
        named.update(range(int(first), int(last or first) + 1))
    assert named == missing


@pytest.mark.parametrize(
    ("stated", "stops"), [(4, ["list.count_differs"]), (5, []), (6, ["list.count_differs"])]
)
def test_the_number_that_the_notice_states(tmp_path: Path, stated: int, stops: list[str]) -> None:
    """A count that differs from the notice stops, one below as one above."""
    table = PrintedTable(many_rows(5), lead=(f"现将名单予以公示，共{stated}家企业。",))
    reading = read_list(write_docx(tmp_path / "a.docx", table))
    assert reading.rows_expected == stated
    assert codes(reading.stops) == stops


def test_several_numbers_in_a_notice(tmp_path: Path) -> None:
    """A total that is the sum of the others is the number stated; else none is compared."""
    lead = ("新认定2家、通过复核3家，另有5家",)
    reading = read_list(write_docx(tmp_path / "a.docx", PrintedTable(many_rows(5), lead=lead)))
    assert reading.rows_expected == 5
    lead = ("新认定2家、通过复核9家",)
    reading = read_list(write_docx(tmp_path / "b.docx", PrintedTable(many_rows(5), lead=lead)))
    assert reading.rows_expected is None
    assert codes(reading.findings) == ["list.counts_several"]


@pytest.mark.parametrize(
    ("second", "told"),
    [
        (["1", "乙有限公司", code(2)], "list.seq_twice"),
        (["2", "甲有限公司", code(2)], "list.name_twice"),
        (["2", "乙有限公司", code(1)], "list.code_twice"),
        (["2", "", code(2)], "list.name_empty"),
        (["", "乙有限公司", code(2)], "list.seq_missing"),
        (["二", "乙有限公司", code(2)], "list.seq_missing"),
    ],
)
def test_what_stops(tmp_path: Path, second: list[str], told: str) -> None:
    """A number, name or code twice, a row without number or name: each stops the import."""
    last = ["3", "丙有限公司", code(3)]
    reading = read_rows(tmp_path, HEADS[:3], ["1", "甲有限公司", code(1)], second, last)
    assert told in codes(reading.stops)


def test_a_row_without_a_name_is_no_gap(tmp_path: Path) -> None:
    """The number of a row that names nobody is there; only the name is missing."""
    reading = read_rows(tmp_path, HEADS[:2], ["1", "甲有限公司"], ["2", "—"], ["3", "丙有限公司"])
    assert codes(reading.stops) == ["list.name_empty"]


def test_one_number_starting_late(tmp_path: Path) -> None:
    """A list that does not begin at 1 lacks what comes before."""
    reading = read_rows(tmp_path, HEADS[:2], ["3", "甲有限公司"])
    assert "缺 1–2" in only(reading.stops, "list.gap").text.zh


@pytest.mark.parametrize(
    ("given_code", "note", "kept"),
    [
        ("", "", None),
        ("—", "", None),
        (9.144e17, "id.rounded", None),
        ("9.144E+17", "id.rounded", None),
        (f"{code(1)[:-1]}?", "uscc.malformed", f"{code(1)[:-1]}?"),
        ("91350203M0001QKT19", "uscc.check_digit", "91350203M0001QKT19"),
        ("11010519491231002X", "uscc.personal_id", None),
    ],
)
def test_codes(tmp_path: Path, given_code: object, note: str, kept: str | None) -> None:
    """What is wrong with a code is told; a person's number and a rounded code are not kept."""
    reading = read_rows(tmp_path, HEADS[:3], ["1", "甲有限公司", given_code])
    (entry,) = reading.entries
    assert (entry.code, entry.code_note) == (kept, note)
    assert reading.stops == ()


def test_a_persons_number_is_repeated_nowhere(tmp_path: Path) -> None:
    """A personal number stands neither in the entry nor in any finding."""
    reading = read_rows(tmp_path, HEADS[:3], ["1", "甲有限公司", "11010519491231002X"])
    assert "11010519491231002X" not in repr(reading)


def test_sections_by_place(tmp_path: Path) -> None:
    """Titles between the rows part the list; numbers may begin anew, counts are compared, places kept."""
    reading = read_rows(
        tmp_path,
        ["名单"],
        HEADS[:2],
        ["一、北京市（2家）"],
        ["1", "甲有限公司"],
        ["2", "乙有限公司"],
        ["二、广东省（3家）"],
        ["1", "丙有限公司"],
        ["3", "丁有限公司"],
    )
    assert [entry.section for entry in reading.entries] == ["一、北京市（2家）"] * 2 + [
        "二、广东省（3家）"
    ] * 2
    assert [entry.region_text for entry in reading.entries] == ["北京市"] * 2 + ["广东省"] * 2
    assert codes(reading.stops) == ["list.gap", "list.section_count_differs"]
    assert only(reading.stops, "list.gap").where == "二、广东省（3家）"


def test_attachments(tmp_path: Path) -> None:
    """New and reviewed enterprises in two attachments; each has its own numbers."""
    rows = "".join(
        f"<w:tr>{''.join(f'<w:tc>{paragraph(cell)}</w:tc>' for cell in row)}</w:tr>"
        for row in (HEADS[:2], ("1", "甲有限公司"), ("2", "乙有限公司"))
    )
    other = rows.replace("甲", "丙").replace("乙", "丁")
    body = (
        paragraph("关于公布第五批专精特新“小巨人”企业名单的通告")
        + paragraph("附件1")
        + paragraph("新认定名单（2家）")
        + f"<w:tbl>{rows}</w:tbl>"
        + paragraph("附件2")
        + paragraph("通过复核企业名单（2家）")
        + f"<w:tbl>{other}</w:tbl>"
    )
    reading = read_list(write_word(tmp_path / "a.docx", body))
    assert reading.sections == ("附件1 新认定名单（2家）", "附件2 通过复核企业名单（2家）")
    assert names(reading) == ["甲有限公司", "乙有限公司", "丙有限公司", "丁有限公司"]
    assert reading.findings == ()
    assert reading.kind_hint is ListKind.FINAL
    assert reading.rows_expected is None


def test_numbers_that_go_on_over_sections(tmp_path: Path) -> None:
    """Numbers that run through all sections are one row of numbers."""
    reading = read_rows(
        tmp_path,
        HEADS[:2],
        ["北京市"],
        ["1", "甲有限公司"],
        ["天津市"],
        ["2", "乙有限公司"],
        ["河北省"],
        ["4", "丙有限公司"],
    )
    assert "缺 3（" in only(reading.stops, "list.gap").text.zh


def test_numbers_that_begin_anew_without_a_title(tmp_path: Path) -> None:
    """A new beginning without a title is taken as a new part, and that is told."""
    reading = read_rows(
        tmp_path, HEADS[:2], ["1", "甲有限公司"], ["2", "乙有限公司"], ["1", "丙有限公司"]
    )
    assert codes(reading.findings) == ["list.seq_restarts"]
    assert reading.stops == ()


def test_heads_again_totals_and_remarks(tmp_path: Path) -> None:
    """Repeated heads, totals and remarks are no entries and are noted."""
    reading = read_rows(
        tmp_path,
        HEADS[:2],
        ["1", "甲有限公司"],
        HEADS[:2],
        ["2", "乙有限公司"],
        ["合计", "2家"],
        ["注：排名不分先后"],
    )
    assert names(reading) == ["甲有限公司", "乙有限公司"]
    assert codes(reading.findings) == ["row.total", "row.remark", "list.heads_repeated"]


def test_words_that_are_not_understood_stop(tmp_path: Path) -> None:
    """Words between entries may be an entry: they are not passed over."""
    reading = read_rows(
        tmp_path, HEADS[:3], ["1", "甲有限公司"], ["", "", "乙有限公司"], ["2", "丙有限公司"]
    )
    assert codes(reading.stops)[0] in ("list.row_unread", "list.name_empty")


def test_a_name_without_a_number_is_an_entry(tmp_path: Path) -> None:
    """A row with only a name is an entry whose number is missing."""
    reading = read_rows(
        tmp_path, HEADS[:2], ["1", "甲有限公司"], ["", "乙有限公司"], ["3", "丙有限公司"]
    )
    assert names(reading) == ["甲有限公司", "乙有限公司", "丙有限公司"]
    assert codes(reading.stops) == ["list.seq_missing", "list.gap"]


def test_lists_printed_two_abreast(tmp_path: Path) -> None:
    """A list in two columns of entries is read in the order of its numbers."""
    reading = read_rows(
        tmp_path, HEADS[:2] * 2, ["1", "甲有限公司", "3", "丙有限公司"], ["2", "乙有限公司", "", ""]
    )
    assert names(reading) == ["甲有限公司", "乙有限公司", "丙有限公司"]
    assert reading.stops == ()


def test_a_list_without_a_head(tmp_path: Path) -> None:
    """Rows of a number and a name are read without a head; the words above them are the title."""
    reading = read_rows(
        tmp_path, ["关于名单的公示"], ["1", "甲有限公司", "x"], ["2", "乙研究所", "y"]
    )
    assert names(reading) == ["甲有限公司", "乙研究所"]
    assert reading.title == "关于名单的公示"
    assert codes(reading.findings) == ["column.no_head", "list.no_head"]


def test_numbers_and_names_in_one_cell(tmp_path: Path) -> None:
    """A document without a table, one paragraph for each enterprise, is read."""
    body = "".join(paragraph(f"{at}、第{at}有限公司") for at in (1, 2, 4))
    reading = read_list(write_word(tmp_path / "a.docx", paragraph("名单") + body))
    assert names(reading) == ["第1有限公司", "第2有限公司", "第4有限公司"]
    assert codes(reading.stops) == ["list.gap"]


def test_a_list_without_numbers(tmp_path: Path) -> None:
    """A list without serial numbers is read, with a warning that nothing shows whether it is whole."""
    reading = read_rows(
        tmp_path, ["企业名称", "省份"], ["甲有限公司", "广东省"], ["乙有限公司", "广东省"]
    )
    assert names(reading) == ["甲有限公司", "乙有限公司"]
    assert only(reading.findings, "list.no_serials").severity is Severity.WARNING


def test_a_list_of_names_alone(tmp_path: Path) -> None:
    """A single column of names under its head is a list."""
    reading = read_rows(tmp_path, ["名单"], ["企业名称"], ["甲有限公司"], ["乙有限公司"])
    assert names(reading) == ["甲有限公司", "乙有限公司"]
    assert (reading.title, codes(reading.findings)) == ("名单", ["list.no_serials"])


def test_merged_regions_hold_for_all_rows(tmp_path: Path) -> None:
    """A province whose cell goes over several rows is the region of each of them."""
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["省份", "序号", "企业名称"])
        sheet.merge_range("A2:A4", "广东省")
        for at in (1, 2, 3):
            sheet.write_row(at, 1, [at, f"第{at}有限公司"])
    assert [entry.region_text for entry in read_list(path).entries] == ["广东省"] * 3


def test_heads_over_two_lines(tmp_path: Path) -> None:
    """Group words over the heads are looked through."""
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.merge_range("A1:A2", "序号")
        sheet.merge_range("B1:C1", "企业情况")
        sheet.write_row("B2", ["企业名称", "统一社会信用代码"])
        sheet.write_row("A3", [1, "甲有限公司", code(1)])
    reading = read_list(path)
    assert [(entry.seq, entry.code) for entry in reading.entries] == [(1, code(1))]
    assert reading.findings == ()


def test_several_sheets(tmp_path: Path) -> None:
    """A second sheet is a further part, a sheet of words gives its words, a hidden one is noted."""
    sheets: dict[str, Sequence[Sequence[object]]] = {
        "通知": [["关于公布名单的通知"], ["工信部企业〔2026〕2号"], ["共2家"]],
        "新认定": [HEADS[:2], ["1", "甲有限公司"]],
        "旧": [HEADS[:2], ["1", "旧有限公司"]],
        "复核": [["附件2"], HEADS[:2], ["1", "乙有限公司"]],
        "校验结果": [HEADS[:2], ["1", "丙有限公司"]],
    }
    reading = read_list(write_sheets(tmp_path / "a.xlsx", sheets, hidden=["旧"]))
    assert names(reading) == ["甲有限公司", "乙有限公司"]
    assert (reading.document_no, reading.rows_expected) == ("工信部企业〔2026〕2号", 2)
    assert codes(reading.findings) == ["sheet.hidden", "list.sheet_set_aside"]


def test_what_a_notice_says(tmp_path: Path) -> None:
    """Title over two lines, number, date and kind come from the words around the table."""
    table = PrintedTable(
        many_rows(2),
        title="关于第七批专精特新“小巨人”企业和",
        lead=(
            "2023年通过复核企业名单的公示",
            "深工信〔2026〕12号",
            "公示时间：2026年7月1日至2026年7月7日",
        ),
        after=("深圳市工业和信息化局", "二〇二六年七月一日"),
    )
    reading = read_list(write_docx(tmp_path / "a.docx", table))
    assert reading.title == "关于第七批专精特新“小巨人”企业和2023年通过复核企业名单的公示"
    assert reading.document_no == "深工信〔2026〕12号"
    assert reading.date == date(2026, 7, 1)
    assert reading.kind_hint is ListKind.PUBLICITY


def test_a_corrigendum(tmp_path: Path) -> None:
    """A corrigendum keeps the former name beside the new one."""
    reading = read_rows(
        tmp_path,
        ["关于名单的更正公告"],
        ["序号", "更正前企业名称", "更正后企业名称"],
        ["1", "甲有限公司", "甲股份有限公司"],
    )
    (entry,) = reading.entries
    assert (entry.name_as_printed, entry.detail["former_name"]) == ("甲股份有限公司", "甲有限公司")
    assert reading.kind_hint is ListKind.CORRIGENDUM


def test_the_kind_may_stand_in_the_file_name(tmp_path: Path) -> None:
    """Where the document has no title, the name of the file may say what it is."""
    reading = read_rows(tmp_path, HEADS[:2], ["1", "甲有限公司"], name="撤销称号企业.xlsx")
    assert (reading.title, reading.kind_hint) == ("", ListKind.REVOCATION)


def test_no_list_at_all(tmp_path: Path) -> None:
    """A file without entries is refused with its first words."""
    with pytest.raises(DeliveryError) as caught:
        read_rows(tmp_path, ["会议通知"], ["请准时参加"])
    assert caught.value.code == "list.no_entries"
    assert "会议通知、请准时参加" in caught.value.render("zh")


def test_a_kind_that_is_no_list(tmp_path: Path) -> None:
    """JSON lines are facts, not lists."""
    with pytest.raises(DeliveryError) as caught:
        read_list(tmp_path / "a.jsonl")
    assert caught.value.code == "file.kind_unknown"


def test_all_that_stops_can_be_said() -> None:
    """Every code that stops an import has its message."""
    assert load_messages("zh").keys() >= STOPPING


_CELLS = st.sampled_from(
    [
        "1",
        "2",
        "3",
        "",
        "甲有限公司",
        "序号",
        "企业名称",
        "合计",
        "注：x",
        "附件2",
        "一、北京市（2家）",
        "—",
        "=1+1",
        code(1),
        "9.1E+17",
    ]
)


@given(rows=st.lists(st.lists(_CELLS, max_size=4), max_size=12))
def test_any_rows_are_survived(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]
) -> None:
    """No rows, however odd, make the reader fail; each finding can be said."""
    path = tmp_path_factory.mktemp("odd") / "a.csv"
    path.write_text("\n".join(",".join(row) for row in [HEADS[:2], *rows]), encoding="utf-8")
    with suppress(DeliveryError):
        reading = read_list(path)
        assert all(finding.render("zh") != finding.render("en") for finding in reading.findings)
        assert all(entry.name_as_printed for entry in reading.entries)

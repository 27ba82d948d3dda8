"""Malformed files: each is refused or reported under its code, in both languages."""

from __future__ import annotations

import csv
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from littlegiants.intake import files, text_files
from littlegiants.intake.json_lines import parse_line
from littlegiants.vocabulary.errors import DeliveryError
from littlegiants.vocabulary.language import LANGUAGES
from tests.unit.intake.builders import AS_OF, VOCABULARY, codes, read, write_xlsx

_WORDS = """id name facts judgements events events_complete as_of action revenue rd_ratio hnte_valid
date fact size_industry equity_paid_in science_award amount unit value min max valid_from 2025 y1"""
_CELLS = "5 5万 3% 0.03 500~2000 — 无 是 否 工业 合计 注：x 9.1E+17 #REF! 1,2 -5 1e300 id 万元"
_KEYS = st.sampled_from(_WORDS.split())
_CELL = st.sampled_from(_CELLS.split()) | st.text(
    st.characters(exclude_categories=["Cc", "Cs"]), max_size=6
)

HEAD = "统一社会信用代码,2025年营业收入（万元）,研发费用占比,高新技术企业,划型行业\n"
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)

Write = Callable[[Path], Path]


def content(name: str, data: bytes | str) -> Write:
    """Return a writer of a file with this content."""

    def write(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return path

    write.__name__ = name
    return write


def missing(folder: Path) -> Path:
    """Name a file that is not there."""
    return folder / "gone.xlsx"


def directory(folder: Path) -> Path:
    """Name a folder."""
    return folder


def truncated(folder: Path) -> Path:
    """Cut a workbook in the middle, as a broken transfer does."""
    path = write_xlsx(folder / "firms.xlsx", [["企业名称", "营业收入"], ["甲", 5]])
    path.write_bytes(path.read_bytes()[:2000])
    return path


def document(folder: Path) -> Path:
    """Write a zip that is no workbook."""
    with zipfile.ZipFile(folder / "firms.xlsx", "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    return folder / "firms.xlsx"


def stray_cell(folder: Path) -> Path:
    """Write a workbook with one cell far to the right."""
    row = ["企业名称", "营业收入", *[""] * 900, "x"]
    return write_xlsx(folder / "firms.xlsx", [row, ["甲", 5]])


def blank_workbook(folder: Path) -> Path:
    """Write a workbook without any cell."""
    return write_xlsx(folder / "firms.xlsx", [])


REFUSED: list[tuple[Write, str]] = [
    (missing, "file.missing"),
    (directory, "file.is_folder"),
    (truncated, "file.unreadable"),
    (document, "file.unreadable"),
    (stray_cell, "file.too_wide"),
    (blank_workbook, "file.empty"),
    (content("firms.docx", "x"), "file.unreadable"),
    (content("firms.parquet", b"PAR1"), "file.kind_unknown"),
    (content("empty.csv", ""), "file.empty"),
    (content("blank.csv", " \n\n"), "file.empty"),
    (content("binary.csv", bytes(range(256)) * 4), "file.binary"),
    (content("cut.csv", "企业名称,营业收入\n甲,5".encode("gb18030") + b"\xff\xff"), "file.encoding_unknown"),
    (content("quote.csv", 'id,revenue_y1\n1,"' + "5\n" * 80_000), "file.quote_open"),
    (content("words.csv", "甲,乙\n1,2\n"), "file.no_heads"),
    (content("page.xls", "<html><p>没有表格</p></html>"), "file.no_table"),
    (content("locked.xlsx", COMPOUND + "EncryptedPackage".encode("utf-16-le")), "file.encrypted"),
    (content("broken.xls", COMPOUND + b"junk"), "file.unreadable"),
    (content("broken.json", '{"id": 1,\n "facts": {'), "file.bad_json"),
    (content("nan.json", '{"id": "1", "revenue": NaN}'), "file.bad_json"),
    (content("zip.json", b"PK\x03\x04junk"), "file.binary"),
]  # fmt: skip

REPORTED: list[tuple[str, list[str]]] = [
    ("", ["file.no_rows"]),
    ("1,五千,3%,是,工业\n", ["cell.not_number"]),
    ("1,5千克,3%,是,工业\n", ["cell.unit_unknown"]),
    ("1,5%,3%,是,工业\n", ["cell.unit_mismatch"]),
    ("1,99999999999999,3%,是,工业\n", ["cell.too_large"]),
    ("1,2000~500,3%,是,工业\n", ["cell.range_reversed"]),
    ("1,-5,3%,是,工业\n", ["cell.implausible"]),
    (f"1,{'五' * 300},3%,是,工业\n", ["cell.too_long"]),
    ("1,#REF!,3%,是,工业\n", ["cell.formula_error"]),
    ("1,5,3%,可能,工业\n", ["cell.not_boolean"]),
    ("1,5,3%,是,采矿业\n", ["cell.not_a_choice"]),
    ("1,5,3,是,工业\n", ["column.taken_as_percent"]),
    (",5,3%,是,工业\n", ["id.missing"]),
    ("9.14E+17,5,3%,是,工业\n", ["id.rounded"]),
    ("91350100M000100Y4Z,5,3%,是,工业\n", ["id.check_digit"]),
    ("1,5,3%,是,工业\n1,6,4%,是,工业\n", ["id.twice"]),
    ("1,5,000,3%,是,工业\n", ["row.too_wide"]),
    ("1,5,3%,是,工业\n合计,5,,,\n", ["row.total"]),
    ("1,5,3%,是,工业\n注：未审计,,,,\n", ["row.remark"]),
    ("1,5,3%,是,工业\n" + HEAD, ["row.head_repeated"]),
]


@pytest.mark.parametrize(("write", "code"), REFUSED, ids=lambda part: getattr(part, "__name__", ""))
def test_refused(tmp_path: Path, write: Write, code: str) -> None:
    """A file that cannot be read is refused with a code and a sentence in each language."""
    with pytest.raises(DeliveryError) as caught:
        read(write(tmp_path))
    assert caught.value.code == code
    sentences = {caught.value.render(language) for language in LANGUAGES}
    assert len(sentences) == 2
    assert not any("{" in sentence for sentence in sentences)


@pytest.mark.parametrize(("rows", "expected"), REPORTED, ids=range(len(REPORTED)))
def test_reported(tmp_path: Path, rows: str, expected: list[str]) -> None:
    """What is wrong inside a file is reported, in each language, at its place."""
    text = HEAD.replace("研发", "2025年研发") + rows.replace("研发", "2025年研发")
    delivery = read(content("firms.csv", text)(tmp_path))
    assert codes(delivery.findings) == expected
    for finding in delivery.findings:
        assert finding.where
        assert finding.render("zh") != finding.render("en")


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_KEYS | st.text(max_size=5), inner),
    max_leaves=12,
)


@given(value=st.dictionaries(_KEYS, _JSON))
def test_any_json_is_survived(value: object) -> None:
    """No JSON object, however odd, makes the reader fail."""
    _, findings = parse_line(json.dumps(value), 1, VOCABULARY, AS_OF)
    assert all(finding.render("zh") for finding in findings)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.lists(_CELL, max_size=7), max_size=4))
def test_any_table_is_survived(tmp_path: Path, rows: list[list[str]]) -> None:
    """No cells, however odd, make the reader fail; each row becomes an enterprise or a finding."""
    path = tmp_path / "firms.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([HEAD.strip().split(","), *rows])
    delivery = read(path)
    assert all(finding.render("en") for finding in delivery.findings)
    assert {len(values) for values in delivery.table.columns.values()} <= {len(delivery.table)}


def test_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file above the limit is refused before it is read."""
    monkeypatch.setattr(files, "SIZE_MAX", 10)
    with pytest.raises(DeliveryError) as caught:
        read(content("firms.csv", "id,revenue_y1\n1,5\n")(tmp_path))
    assert caught.value.code == "file.too_large"


def test_too_many_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file with more rows than a worksheet holds is refused."""
    monkeypatch.setattr(text_files, "ROWS_MAX", 2)
    with pytest.raises(DeliveryError) as caught:
        read(content("firms.csv", "id,revenue_y1\n1,5\n2,5\n")(tmp_path))
    assert caught.value.code == "file.too_many_rows"


def test_unreadable_because_of_rights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that the system does not let us read is refused, not a crash."""

    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(DeliveryError) as caught:
        read(content("firms.csv", "id,revenue_y1\n1,5\n")(tmp_path))
    assert caught.value.code == "file.unreadable"

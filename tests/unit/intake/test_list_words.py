"""What the words around a list say."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from littlegiants.intake.list_checks import in_words, ranges
from littlegiants.intake.list_heads import ListField, field_of, load_list_heads
from littlegiants.intake.list_rows import parse_seq
from littlegiants.intake.list_words import (
    ListKind,
    document_date,
    document_number,
    is_section,
    kind_of,
    stated_counts,
)


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("关于第七批专精特新“小巨人”企业名单的公示", ListKind.PUBLICITY),
        ("关于公布第七批专精特新“小巨人”企业名单的通告", ListKind.FINAL),
        ("第七批专精特新“小巨人”企业名单", ListKind.FINAL),
        ("关于补充公布专精特新中小企业名单的通知", ListKind.SUPPLEMENT),
        ("专精特新“小巨人”企业复核通过名单", ListKind.REVIEW_PASSED),
        ("关于第四批复核通过企业名单的公示", ListKind.PUBLICITY),
        ("关于更正第五批名单的公告", ListKind.CORRIGENDUM),
        ("关于撤销部分企业称号的公告", ListKind.REVOCATION),
        ("关于取消甲公司称号的公示", ListKind.REVOCATION),
        ("会议通知", None),
        ("", None),
    ],
)
def test_kinds(title: str, kind: ListKind | None) -> None:
    """The title says what a list does; a publicity has decided nothing yet."""
    assert kind_of(title) is kind


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("工信部企业〔2026〕2号", "工信部企业〔2026〕2号"),
        ("（文号：深工信[2026] 12 号）", "深工信[2026]12号"),
        ("2026年第3号", "2026年第3号"),
        ("2026年7月1日", None),
    ],
)
def test_document_numbers(text: str, number: str | None) -> None:
    """A document number is found in its brackets, whatever their kind."""
    assert document_number(["名单", text]) == number


@pytest.mark.parametrize(
    ("before", "after", "day"),
    [
        (["共2家"], ["深圳市工业和信息化局", "2026年7月1日"], date(2026, 7, 1)),
        (["2026-07-01"], [], date(2026, 7, 1)),
        ([], ["二〇二六年十二月二十一日"], date(2026, 12, 21)),
        (["公示时间：2026年7月1日至7月7日"], [], date(2026, 7, 1)),
        (["自2026年7月1日起接受申报", "2026年8月1日截止，逾期不候"], [], None),
        ([], ["2026年13月1日"], None),
        ([], [], None),
    ],
)
def test_dates(before: list[str], after: list[str], day: date | None) -> None:
    """The date is a line of its own, the last first, or the only date there is."""
    assert document_date(before, after) == day


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("共3,012家企业", [3012]),
        ("名单（248家）", [248]),
        ("共计５家", [5]),
        ("新认定2家，复核3家，共计5家", [5]),
        ("新认定2家，复核3家", [2, 3]),
        ("第3家", []),
        ("注册资本500万元", []),
    ],
)
def test_counts(text: str, counts: list[int]) -> None:
    """Counts of enterprises are found; a sum stands for all."""
    assert stated_counts([text]) == counts


@pytest.mark.parametrize(
    "text",
    [
        "附件1",
        "附件：名单",
        "一、北京市（35家）",
        "（二）复核",
        "广东省",
        "深圳",
        "第一批",
        "通过复核企业名单（3家）",
        "新疆生产建设兵团",
    ],
)
def test_sections(text: str) -> None:
    """Attachments, numbered titles and places open a section."""
    assert is_section(text)


@pytest.mark.parametrize(
    "text", ["甲有限公司", "", "一、甲有限公司", "深圳市某某研究所", "说明文字。"]
)
def test_no_sections(text: str) -> None:
    """Names and sentences open none."""
    assert not is_section(text)


@pytest.mark.parametrize(
    ("head", "field"),
    [
        ("序 号", ListField.SEQ),
        ("企业名称（按拼音排序）", ListField.NAME),
        ("*统一社会信用代码", ListField.CODE),
        ("省（自治区、直辖市）", ListField.PROVINCE),
        ("所属 区县", ListField.DISTRICT),
        ("No.", ListField.SEQ),
        ("星级", None),
        ("", None),
    ],
)
def test_heads(head: str, field: ListField | None) -> None:
    """Heads are known without regard to spaces, marks, width and what stands in brackets."""
    assert field_of(head) is field


def test_every_field_has_heads() -> None:
    """The data file speaks of every field, and no word of two."""
    assert set(load_list_heads().values()) == set(ListField)


@pytest.mark.parametrize(
    ("text", "seq"),
    [("3", 3), ("３", 3), ("3.", 3), ("(3)", 3), ("3、", 3), ("003", 3), ("3.0", 3), ("三", None), ("3a", None), ("", None)],
)  # fmt: skip
def test_serial_numbers(text: str, seq: int | None) -> None:
    """Serial numbers are read as they are printed."""
    assert parse_seq(text) == seq


@given(st.sets(st.integers(1, 200)))
def test_ranges_hold_exactly_their_numbers(numbers: set[int]) -> None:
    """Ranges say no number more and none less."""
    assert {n for first, last in ranges(numbers) for n in range(first, last + 1)} == numbers


def test_many_ranges_are_cut() -> None:
    """A long list of missing numbers ends with an ellipsis."""
    words = in_words(range(1, 200, 2))
    assert words.zh.endswith("、…")
    assert len(words.zh) < 200

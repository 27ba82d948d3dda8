"""A list as it is printed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from littlegiants.documents.model import PrintedColumn, PrintedList
from tests.unit.documents.builders import cells, names_list


@given(st.lists(st.floats(0.01, 100), min_size=1, max_size=20))
def test_shares_make_the_whole_page(widths: list[float]) -> None:
    """The columns share the page between them, whatever their widths are counted in."""
    columns = [PrintedColumn("列", width) for width in widths]
    assert sum(PrintedList("名单", columns, ()).shares) == pytest.approx(1)


def test_a_row_has_one_text_for_every_column() -> None:
    """A row with a text too few is refused where it is made, with its number."""
    with pytest.raises(AssertionError, match="row 2"):
        PrintedList("名单", [PrintedColumn("甲"), PrintedColumn("乙")], [("1", "2"), ("3",)])


def test_a_list_without_columns_is_refused() -> None:
    """Nothing can be printed without a column."""
    with pytest.raises(AssertionError, match="columns"):
        PrintedList("名单", (), ())


def test_a_column_has_a_width() -> None:
    """A column of no width would hide its texts."""
    with pytest.raises(AssertionError, match="width"):
        PrintedColumn("甲", 0)


@pytest.mark.parametrize(("count", "is_wide"), [(6, False), (7, False), (8, True)])
def test_many_columns_lie_across(count: int, is_wide: bool) -> None:
    """Up to seven columns stand upright, eight lie across the page."""
    assert cells(*["文"] * count).is_wide is is_wide


def test_places_name_every_text() -> None:
    """Each text has its place, in the language of the list where it is not a row."""
    places = {text: place for place, text in names_list(1).places()}
    assert places["某市拟推荐名单的公示"] == "标题"
    assert places["某字〔2026〕15号"] == "文号"
    assert places["某市某某局"] == "落款"
    assert places["如有异议，请书面反映。"] == "正文"
    assert places["企业名称"] == "表头"
    assert places["宝安区"] == "row 1, 所在区"
    assert places["注：≥ ≤ ‰ ℃ ① ② ～ —"] == "表后注"
    assert places["来源：示例"] == "页脚"
    assert places["虚构数据"] == "标记"
